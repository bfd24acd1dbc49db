// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How statements go to SQLite: several in one text, because each way to the thread of a connection and back costs
//! more than most statements do, and without names for many values.

use sea_orm::{Statement, Value};

/// Statements that run one after the other, with their values in the order of their placeholders.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Batch {
    pub(crate) fn push(&mut self, statement: Statement) {
        let values = statement.values.map_or_else(Vec::new, |values| values.0);
        if self.sql.is_empty() {
            (self.sql, self.values) = (statement.sql, values);
        } else {
            self.add(&statement.sql, values);
        }
    }

    pub(crate) fn add(&mut self, sql: &str, values: Vec<Value>) {
        if !self.sql.is_empty() {
            self.sql.push_str("; ");
        }
        raise_placeholders(sql, self.values.len(), &mut self.sql);
        self.values.extend(values);
    }
}

/// From this many values on, placeholders lose their names.
const MANY: usize = 32;

/// A statement with many values, each of which has its placeholder in its turn, with `?` in their place. To SQLite `$7` is a
/// name, which it looks up among all others whenever it is read and again when it is bound: a thousand rows in one statement
/// would take a million comparisons.
pub(crate) fn unnamed(sql: String, values: usize) -> String {
    if values < MANY {
        return sql;
    }
    let mut plain = String::with_capacity(sql.len());
    let mut next = 1;
    each_placeholder(&sql, &mut plain, |number, into| {
        if number == next {
            next += 1;
        } else {
            next = usize::MAX;
        }
        into.push('?');
    });
    if next == values + 1 { plain } else { sql }
}

/// Writes `sql` with `by` added to the number of each placeholder.
fn raise_placeholders(sql: &str, by: usize, into: &mut String) {
    if by == 0 {
        into.push_str(sql);
        return;
    }
    each_placeholder(sql, into, |number, into| {
        into.push('$');
        into.push_str(&(number + by).to_string());
    });
}

/// Writes `sql` with its placeholders written by `write`; texts in quotes stay as they are.
fn each_placeholder(sql: &str, into: &mut String, mut write: impl FnMut(usize, &mut String)) {
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'']) {
        let (before, from) = rest.split_at(at);
        into.push_str(before);
        let (mark, after) = from.split_at(1);
        let length = if mark == "'" {
            // A doubled quote within a text ends it and begins it again.
            after.find('\'').map_or(after.len(), |end| end + 1)
        } else {
            after.bytes().take_while(u8::is_ascii_digit).count()
        };
        let (part, tail) = after.split_at(length);
        match part.parse::<usize>() {
            Ok(number) if mark == "$" => write(number, into),
            _ => {
                into.push_str(mark);
                into.push_str(part);
            }
        }
        rest = tail;
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_statement_finds_its_own_values() {
        let mut batch = Batch::default();
        batch.add("INSERT INTO a VALUES ($1, $2)", vec![1.into(), 2.into()]);
        batch.add(
            "UPDATE a SET b = '$1 it''s $2', c = $1 WHERE d = $12",
            vec![3.into(); 12],
        );
        batch.add("SELECT $1, '$", vec![4.into()]);
        assert_eq!(
            batch.sql,
            "INSERT INTO a VALUES ($1, $2); \
             UPDATE a SET b = '$1 it''s $2', c = $3 WHERE d = $14; SELECT $15, '$"
        );
        assert_eq!(batch.values.len(), 15);
    }

    #[test]
    fn many_values_have_no_names_unless_one_is_used_twice_or_out_of_turn() {
        let numbered = |numbers: &mut dyn Iterator<Item = usize>| {
            let marks: Vec<String> = numbers.map(|number| format!("${number}")).collect();
            format!("INSERT INTO a VALUES ('$1', {})", marks.join(", "))
        };
        let in_turn = unnamed(numbered(&mut (1..=MANY)), MANY);
        let marks = vec!["?"; MANY].join(", ");
        assert_eq!(in_turn, format!("INSERT INTO a VALUES ('$1', {marks})"));
        for numbers in [
            (1..=MANY).rev().collect::<Vec<_>>(),
            (1..=MANY).chain([1]).collect(),
            (1..MANY).collect(),
            (1..=MANY + 1).collect(),
        ] {
            let sql = numbered(&mut numbers.into_iter());
            assert_eq!(unnamed(sql.clone(), MANY), sql);
        }
        let few = "SELECT $1";
        assert_eq!(unnamed(few.to_owned(), 1), few);
    }
}
