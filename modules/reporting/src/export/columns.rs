// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table of answers as typed columns.

use columnar::{Column, Kind, Value, Writer};
use forms::QuestionType;
use forms::export::answers::{Answered, Fact, Row, SENT, SUBMISSION, Table};
use web::Error;

use super::facts::{FORM_VERSION, SUBMISSION_VERSION};

/// The last column of each table: what was answered and does not fit the type of its column, as a
/// JSON object. Nothing is left out in silence.
const UNFIT: &str = "unfit";

/// What answers to a question of this type are. A moment may have been said without its time zone,
/// therefore moments stay texts, as do all codes.
fn kind(question: QuestionType) -> Kind {
    match question {
        QuestionType::Integer => Kind::Integer,
        QuestionType::Decimal | QuestionType::Range => Kind::Decimal,
        QuestionType::Boolean => Kind::Boolean,
        QuestionType::Date | QuestionType::Today => Kind::Date,
        _ => Kind::Text,
    }
}

/// What a fact about a report is.
fn kind_of_fact(name: &str) -> Kind {
    match name {
        SUBMISSION_VERSION | FORM_VERSION => Kind::Integer,
        _ => Kind::Text,
    }
}

/// A value of a column; nothing if the text is none.
fn value(kind: Kind, text: &str) -> Option<Value<'_>> {
    match kind {
        Kind::Text => Some(Value::Text(text)),
        Kind::Integer => text.parse().ok().map(Value::Integer),
        Kind::Decimal => text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(Value::Decimal),
        Kind::Date => text.parse().ok().map(Value::Date),
        Kind::Boolean => match text {
            "true" | "1" => Some(Value::Boolean(true)),
            "false" | "0" => Some(Value::Boolean(false)),
            _ => None,
        },
        Kind::Timestamp => text.parse().ok().map(Value::Timestamp),
    }
}

/// A table that is being written.
pub(super) struct Columns {
    writer: Writer,
    kinds: Vec<Kind>,
}

impl Columns {
    /// A table without rows.
    pub(super) fn of(table: &Table) -> Result<Self, Error> {
        let mut columns = vec![Column::new(SUBMISSION, Kind::Text)];
        if table.path.is_empty() {
            columns.push(Column::new(SENT, Kind::Timestamp));
        }
        columns.extend(
            table
                .facts
                .iter()
                .map(|name| Column::new(*name, kind_of_fact(name))),
        );
        let numbers = table.numbers.iter();
        columns.extend(numbers.map(|name| Column::new(name, Kind::Integer)));
        let mut kinds = Vec::new();
        for column in &table.columns {
            let kind = kind(column.kind);
            kinds.push(kind);
            columns.push(Column::new(&column.header, kind));
        }
        let mut unfit = UNFIT.to_owned();
        while columns.iter().any(|column| column.name == unfit) {
            unfit.push('_');
        }
        columns.push(Column::new(unfit, Kind::Text));
        let writer = Writer::new(columns).map_err(Error::internal)?;
        Ok(Self { writer, kinds })
    }

    /// Adds a row of the table.
    pub(super) fn add(
        &mut self,
        table: &Table,
        form: &Answered<'_>,
        row: &Row<'_>,
    ) -> Result<(), Error> {
        let mut values = vec![Some(Value::Text(form.id))];
        if table.path.is_empty() {
            values.push(form.sent.map(Value::Timestamp));
            values.extend(form.facts.iter().map(|(_, fact)| {
                Some(match fact {
                    Fact::Text(text) => Value::Text(text),
                    Fact::Number(number) => Value::Integer(i64::from(*number)),
                })
            }));
        }
        let numbers = row.numbers.iter();
        values.extend(numbers.map(|number| Some(Value::Integer(i64::from(*number)))));
        let mut unfit = serde_json::Map::new();
        for ((column, kind), cell) in table.columns.iter().zip(&self.kinds).zip(&row.cells) {
            let value = value(*kind, cell).filter(|_| !cell.is_empty());
            if value.is_none() && !cell.is_empty() {
                unfit.insert(column.header.clone(), (*cell).into());
            }
            values.push(value);
        }
        let unfit = (!unfit.is_empty()).then(|| serde_json::Value::Object(unfit).to_string());
        values.push(unfit.as_deref().map(Value::Text));
        self.writer.row(&values).map_err(Error::internal)
    }

    /// The bytes that are ready.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.writer.take()
    }

    /// Ends the table.
    pub(super) fn finish(self) -> Result<Vec<u8>, Error> {
        self.writer.finish().map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_of_the_type_becomes_a_value() {
        assert_eq!(value(Kind::Integer, "12"), Some(Value::Integer(12)));
        assert_eq!(value(Kind::Integer, "12.5"), None);
        assert_eq!(value(Kind::Integer, "99999999999999999999"), None);
        assert_eq!(value(Kind::Decimal, "0.5"), Some(Value::Decimal(0.5)));
        assert_eq!(value(Kind::Decimal, "inf"), None);
        assert_eq!(value(Kind::Boolean, "0"), Some(Value::Boolean(false)));
        assert_eq!(value(Kind::Boolean, "yes"), None);
        assert_eq!(value(Kind::Date, "2026-13-01"), None);
        assert_eq!(value(Kind::Text, "="), Some(Value::Text("=")));
    }
}
