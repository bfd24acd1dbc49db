// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The values of one column until they are a part of a row group.

use jiff::civil::{Date, date};
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::Type;

use crate::{Column, Error, Kind, Value};

/// The day from which days are counted.
const EPOCH: Date = date(1970, 1, 1);

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Decimal(Vec<f64>),
    Date(Vec<i32>),
    Boolean(Vec<bool>),
    Timestamp(Vec<i64>),
}

/// A column that is being filled: the values, and which rows have one.
pub(crate) struct Cells {
    column: Column,
    values: Values,
    /// 1 for a value, 0 for none: the definition levels of an optional column.
    there: Vec<i16>,
}

impl Cells {
    pub(crate) fn of(column: Column) -> Self {
        let values = match column.kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Decimal => Values::Decimal(Vec::new()),
            Kind::Date => Values::Date(Vec::new()),
            Kind::Boolean => Values::Boolean(Vec::new()),
            Kind::Timestamp => Values::Timestamp(Vec::new()),
        };
        Self {
            column,
            values,
            there: Vec::new(),
        }
    }

    /// How the column is declared.
    pub(crate) fn schema(&self) -> Result<Type, Error> {
        let (physical, logical) = match self.column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Decimal => (Physical::DOUBLE, None),
            Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Boolean => (Physical::BOOLEAN, None),
            Kind::Timestamp => (
                Physical::INT64,
                Some(LogicalType::timestamp(true, TimeUnit::MILLIS)),
            ),
        };
        Ok(Type::primitive_type_builder(&self.column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()?)
    }

    /// Whether the column can hold a value.
    pub(crate) fn takes(&self, value: Option<Value<'_>>) -> Result<(), Error> {
        match value.map(Value::kind) {
            Some(found) if found != self.column.kind => Err(Error::Kind {
                column: self.column.name.clone(),
                wanted: self.column.kind,
                found,
            }),
            _ => Ok(()),
        }
    }

    /// Adds a value that the column [takes](Self::takes).
    pub(crate) fn push(&mut self, value: Option<Value<'_>>) {
        let Some(value) = value else {
            self.there.push(0);
            return;
        };
        match (&mut self.values, value) {
            (Values::Text(all), Value::Text(value)) => all.push(value.as_bytes().to_vec().into()),
            (Values::Integer(all), Value::Integer(value)) => all.push(value),
            (Values::Decimal(all), Value::Decimal(value)) => all.push(value),
            (Values::Date(all), Value::Date(value)) => all.push(days(value)),
            (Values::Boolean(all), Value::Boolean(value)) => all.push(value),
            (Values::Timestamp(all), Value::Timestamp(value)) => all.push(value.as_millisecond()),
            // Asked before.
            _ => return self.there.push(0),
        }
        self.there.push(1);
    }

    /// Writes the values as this column's part of a row group, and forgets them.
    pub(crate) fn write(&mut self, column: SerializedColumnWriter<'_>) -> Result<(), Error> {
        let there = std::mem::take(&mut self.there);
        match &mut self.values {
            Values::Text(all) => chunk::<ByteArrayType>(column, all, &there),
            Values::Integer(all) | Values::Timestamp(all) => {
                chunk::<Int64Type>(column, all, &there)
            }
            Values::Decimal(all) => chunk::<DoubleType>(column, all, &there),
            Values::Date(all) => chunk::<Int32Type>(column, all, &there),
            Values::Boolean(all) => chunk::<BoolType>(column, all, &there),
        }
    }
}

fn chunk<T: DataType>(
    mut column: SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    there: &[i16],
) -> Result<(), Error> {
    column.typed::<T>().write_batch(values, Some(there), None)?;
    values.clear();
    Ok(column.close()?)
}

/// Days since 1970; the calendar of jiff ends long before these do.
fn days(day: Date) -> i32 {
    EPOCH.until(day).map_or(0, |span| span.get_days())
}
