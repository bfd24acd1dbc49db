// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conditions by clicking: rows of a page as a rule, a rule as rows.

use form_design::places;
use form_design::rule::{
    Column, Condition, Join, Operand, Relation, Rule, Term, Test, from_xpath, to_xpath,
};
use forms::{FormSpec, Item, QuestionType};
use web::form::Fields;

/// How an answer stands to a value, as rows name it.
pub(super) const COMPARISONS: [&str; 11] = [
    "is",
    "is-not",
    "less",
    "at-most",
    "greater",
    "at-least",
    "between",
    "empty",
    "filled",
    "contains",
    "contains-none",
];

/// What a row looks at where the question lies in a repeat.
pub(super) const SCOPES: [&str; 7] = ["", "any", "every", "sum", "min", "max", "count"];

/// A condition as a row of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::pages) struct Row {
    pub(in crate::pages) field: String,
    pub(in crate::pages) scope: String,
    pub(in crate::pages) comparison: String,
    pub(in crate::pages) value: String,
    pub(in crate::pages) until: String,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.field.trim().is_empty()
    }

    /// Whether something is still to be chosen or written.
    pub(super) fn is_unfinished(&self) -> bool {
        match self.comparison.as_str() {
            "" => true,
            "empty" | "filled" => false,
            "between" => self.value.is_empty() || self.until.is_empty(),
            _ => self.value.is_empty(),
        }
    }
}

/// What rows cannot say, as the end of a message key, and in which row (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowProblem {
    pub(super) row: usize,
    pub(super) key: &'static str,
}

/// An expression as rows, if clicking can say it: whether one of them is enough, and the rows.
pub(super) fn rows(expression: &str, spec: &FormSpec, around: &str) -> Option<(bool, Vec<Row>)> {
    if expression.trim().is_empty() {
        return Some((false, Vec::new()));
    }
    let rule = from_xpath(expression, spec, around)?;
    let mut rows = Vec::new();
    for term in &rule.terms {
        let Term::Condition(condition) = term else {
            return None;
        };
        rows.push(row(condition, spec)?);
    }
    Some((rule.join == Join::Any, rows))
}

fn row(condition: &Condition, spec: &FormSpec) -> Option<Row> {
    let mut row = Row::default();
    match condition {
        Condition::Field { field, test } => {
            row.field.clone_from(field);
            tested(&mut row, test, spec)?;
        }
        Condition::AnyRound { field, test, .. } => {
            "any".clone_into(&mut row.scope);
            row.field.clone_from(field);
            tested(&mut row, test, spec)?;
        }
        Condition::EveryRound { field, test, .. } => {
            "every".clone_into(&mut row.scope);
            row.field.clone_from(field);
            tested(&mut row, test, spec)?;
        }
        Condition::Rounds {
            repeat,
            only: None,
            relation,
            value,
        } => {
            "count".clone_into(&mut row.scope);
            row.field.clone_from(repeat);
            related(&mut row, *relation, value, spec)?;
        }
        Condition::Rounds { .. } => return None,
        Condition::Column {
            column,
            field,
            relation,
            value,
        } => {
            match column {
                Column::Sum => "sum",
                Column::Min => "min",
                Column::Max => "max",
            }
            .clone_into(&mut row.scope);
            row.field.clone_from(field);
            related(&mut row, *relation, value, spec)?;
        }
    }
    Some(row)
}

fn tested(row: &mut Row, test: &Test, spec: &FormSpec) -> Option<()> {
    let comparison = match test {
        Test::Compare { relation, value } => return related(row, *relation, value, spec),
        Test::Between { low, high } => {
            row.value = written(low, spec);
            row.until = written(high, spec);
            "between"
        }
        Test::Empty => "empty",
        Test::Filled => "filled",
        Test::Contains { code } => {
            row.value.clone_from(code);
            "contains"
        }
        Test::ContainsNone { codes } => {
            row.value = codes.join(" ");
            "contains-none"
        }
    };
    comparison.clone_into(&mut row.comparison);
    Some(())
}

fn related(row: &mut Row, relation: Relation, value: &Operand, spec: &FormSpec) -> Option<()> {
    match relation {
        Relation::Is => "is",
        Relation::IsNot => "is-not",
        Relation::Less => "less",
        Relation::AtMost => "at-most",
        Relation::Greater => "greater",
        Relation::AtLeast => "at-least",
        Relation::Differs => return None,
    }
    .clone_into(&mut row.comparison);
    row.value = written(value, spec);
    Some(())
}

/// A value as people write it into a row.
fn written(value: &Operand, spec: &FormSpec) -> String {
    match value {
        Operand::Text(text) | Operand::Date(text) => text.clone(),
        Operand::Number(number) => number.to_string(),
        Operand::Today(0) => "heute".to_owned(),
        Operand::Today(days) => format!("heute{days:+}"),
        Operand::Field(path) => format!("${{{}}}", name_of(spec, path)),
        Operand::Previous { field, factor, add } => {
            let times = if (*factor - 1.0).abs() > f64::EPSILON {
                format!(" * {factor}")
            } else {
                String::new()
            };
            let plus = match *add {
                0.0 => String::new(),
                add if add < 0.0 => format!(" - {}", -add),
                add => format!(" + {add}"),
            };
            format!("{BEFORE}{}){times}{plus}", name_of(spec, field))
        }
    }
}

/// How the report before is written in a value: `vorher(ill) * 2 + 15`.
pub(super) const BEFORE: &str = "vorher(";

/// The name of something, or its path where several things have that name.
pub(super) fn name_of<'a>(spec: &'a FormSpec, path: &'a str) -> &'a str {
    match places::item(spec, path) {
        Ok(item) if path_of(spec, item.name()).as_deref() == Some(path) => item.name(),
        _ => path,
    }
}

/// `vorher(ill)`, `vorher(ill) * 2`, `vorher(ill) + 15`: the report before, changed.
fn before(spec: &FormSpec, rest: &str) -> Result<Operand, &'static str> {
    let (name, rest) = rest.split_once(')').ok_or("value")?;
    let field = path_of(spec, name.trim()).ok_or("no-such-field")?;
    let rest: String = rest.split_whitespace().collect();
    let number = |text: &str| -> Result<f64, &'static str> {
        text.replace(',', ".").parse().map_err(|_| "number")
    };
    let (factor, add) = match rest.strip_prefix('*') {
        Some(rest) => match rest.find(['+', '-']) {
            Some(at) => (number(&rest[..at])?, &rest[at..]),
            None => (number(rest)?, ""),
        },
        None => (1.0, rest.as_str()),
    };
    let add = if add.is_empty() { 0.0 } else { number(add)? };
    Ok(Operand::Previous { field, factor, add })
}

/// The rows that were posted for a property.
pub(super) fn posted(fields: &Fields, property: &str) -> (bool, Vec<Row>) {
    let name = |rest: &str| format!("regel:{property}:{rest}");
    let mut rows = Vec::new();
    for index in 0..50 {
        let part = |what: &str| fields.text(&name(&format!("{index}:{what}"))).to_owned();
        if !fields.has(&name(&format!("{index}:feld"))) {
            break;
        }
        let row = Row {
            field: part("feld"),
            scope: part("bezug"),
            comparison: part("vergleich"),
            value: part("wert"),
            until: part("bis"),
        };
        if !row.is_blank() {
            rows.push(row);
        }
    }
    (fields.text(&name("art")) == "any", rows)
}

/// Rows as an expression; none if there is no row.
pub(super) fn expression(
    any: bool,
    rows: &[Row],
    spec: &FormSpec,
    around: &str,
) -> Result<Option<String>, RowProblem> {
    if rows.is_empty() {
        return Ok(None);
    }
    let mut terms = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let problem = |key| RowProblem {
            row: index + 1,
            key,
        };
        terms.push(Term::Condition(condition(row, spec).map_err(problem)?));
    }
    let rule = Rule {
        join: if any { Join::Any } else { Join::All },
        terms,
    };
    to_xpath(&rule, spec, around)
        .map(Some)
        .map_err(|found| RowProblem {
            row: 0,
            key: found.code(),
        })
}

fn condition(row: &Row, spec: &FormSpec) -> Result<Condition, &'static str> {
    let path = path_of(spec, row.field.trim()).ok_or("no-such-field")?;
    let item = places::item(spec, &path).map_err(|_| "no-such-field")?;
    let repeat = || repeat_around(spec, &path).ok_or("not-in-repeat");
    if row.scope == "count" {
        let repeat = match item {
            Item::Repeat(_) => path.clone(),
            _ => repeat()?,
        };
        return Ok(Condition::Rounds {
            repeat,
            only: None,
            relation: relation(row)?,
            value: operand(spec, QuestionType::Integer, &row.value)?,
        });
    }
    let Item::Question(question) = item else {
        return Err("no-such-field");
    };
    let kind = question.kind;
    let column = match row.scope.as_str() {
        "sum" => Some(Column::Sum),
        "min" => Some(Column::Min),
        "max" => Some(Column::Max),
        _ => None,
    };
    if let Some(column) = column {
        return Ok(Condition::Column {
            column,
            field: path,
            relation: relation(row)?,
            value: operand(spec, kind, &row.value)?,
        });
    }
    let test = test(spec, kind, row)?;
    Ok(match row.scope.as_str() {
        "any" => Condition::AnyRound {
            repeat: repeat()?,
            field: path,
            test,
        },
        "every" => Condition::EveryRound {
            repeat: repeat()?,
            field: path,
            test,
        },
        _ => Condition::Field { field: path, test },
    })
}

fn test(spec: &FormSpec, kind: QuestionType, row: &Row) -> Result<Test, &'static str> {
    Ok(match row.comparison.as_str() {
        "empty" => Test::Empty,
        "filled" => Test::Filled,
        "between" => Test::Between {
            low: operand(spec, kind, &row.value)?,
            high: operand(spec, kind, &row.until)?,
        },
        "contains" => Test::Contains {
            code: one_code(&row.value)?,
        },
        "contains-none" => {
            let codes: Vec<String> = row.value.split_whitespace().map(str::to_owned).collect();
            if codes.is_empty() {
                return Err("value");
            }
            Test::ContainsNone { codes }
        }
        _ => Test::Compare {
            relation: relation(row)?,
            value: operand(spec, kind, &row.value)?,
        },
    })
}

fn one_code(text: &str) -> Result<String, &'static str> {
    let mut codes = text.split_whitespace();
    match (codes.next(), codes.next()) {
        (Some(code), None) => Ok(code.to_owned()),
        _ => Err("value"),
    }
}

fn relation(row: &Row) -> Result<Relation, &'static str> {
    Ok(match row.comparison.as_str() {
        "is" => Relation::Is,
        "is-not" => Relation::IsNot,
        "less" => Relation::Less,
        "at-most" => Relation::AtMost,
        "greater" => Relation::Greater,
        "at-least" => Relation::AtLeast,
        _ => return Err("comparison"),
    })
}

/// A value as it was written: `${name}`, `vorher(name)`, `heute`, `heute+7`, or one of the question's
/// type.
fn operand(spec: &FormSpec, kind: QuestionType, text: &str) -> Result<Operand, &'static str> {
    let text = text.trim();
    if let Some(name) = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
    {
        return path_of(spec, name.trim())
            .map(Operand::Field)
            .ok_or("no-such-field");
    }
    let lower = text.to_lowercase();
    if lower.starts_with(BEFORE) {
        return before(spec, &text[BEFORE.len()..]);
    }
    if let Some(rest) = lower
        .strip_prefix("heute")
        .or_else(|| lower.strip_prefix("today"))
    {
        let rest: String = rest.split_whitespace().collect();
        return match rest.as_str() {
            "" => Ok(Operand::Today(0)),
            days => days.parse().map(Operand::Today).map_err(|_| "value"),
        };
    }
    match kind {
        _ if text.is_empty() => Err("value"),
        QuestionType::Date | QuestionType::DateTime | QuestionType::Today => {
            day(text).map(Operand::Date).ok_or("date")
        }
        QuestionType::Boolean => Ok(Operand::Text(
            match lower.as_str() {
                "ja" | "yes" | "true" => "true",
                "nein" | "no" | "false" => "false",
                _ => return Err("value"),
            }
            .to_owned(),
        )),
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => {
            let number: f64 = text.replace(',', ".").parse().map_err(|_| "number")?;
            Ok(Operand::Number(number))
        }
        QuestionType::Calculated | QuestionType::Hidden => match text.replace(',', ".").parse() {
            Ok(number) => Ok(Operand::Number(number)),
            Err(_) => Ok(Operand::Text(text.to_owned())),
        },
        _ => Ok(Operand::Text(text.to_owned())),
    }
}

/// A day as `2026-11-18`, also from `18.11.2026`.
fn day(text: &str) -> Option<String> {
    let date = match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => jiff::civil::Date::new(
            year.trim().parse().ok()?,
            month.trim().parse().ok()?,
            day.trim().parse().ok()?,
        )
        .ok()?,
        _ => text.parse().ok()?,
    };
    Some(date.to_string())
}

/// The path of something by its path or by its name, if only one thing has it.
pub(super) fn path_of(spec: &FormSpec, text: &str) -> Option<String> {
    if places::item(spec, text).is_ok() {
        return Some(text.to_owned());
    }
    let mut found = Vec::new();
    places::walk(&spec.items, "", &mut |path, item| {
        if item.name() == text {
            found.push(path.to_owned());
        }
    });
    match &mut found[..] {
        [one] => Some(std::mem::take(one)),
        _ => None,
    }
}

/// The innermost repeat around something.
fn repeat_around(spec: &FormSpec, path: &str) -> Option<String> {
    let mut around = path;
    while let Some((outer, _)) = around.rsplit_once('/') {
        if matches!(places::item(spec, outer), Ok(Item::Repeat(_))) {
            return Some(outer.to_owned());
        }
        around = outer;
    }
    None
}
