// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Statements that go to SQLite in one text: each way to the thread of a connection and back costs
//! more than most statements do.

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

/// Writes `sql` with `by` added to the number of each placeholder; texts in quotes stay as they are.
fn raise_placeholders(sql: &str, by: usize, into: &mut String) {
    if by == 0 {
        into.push_str(sql);
        return;
    }
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'']) {
        let (before, from) = rest.split_at(at);
        into.push_str(before);
        let mark = &from[..1];
        let after = &from[1..];
        into.push_str(mark);
        let length = if mark == "'" {
            // A doubled quote within a text ends it and begins it again.
            after.find('\'').map_or(after.len(), |end| end + 1)
        } else {
            after.bytes().take_while(u8::is_ascii_digit).count()
        };
        let (part, tail) = after.split_at(length);
        match part.parse::<usize>() {
            Ok(number) if mark == "$" => into.push_str(&(number + by).to_string()),
            _ => into.push_str(part),
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
}
