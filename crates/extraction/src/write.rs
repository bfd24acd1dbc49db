// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rows as they leave: quasi-identifiers as far as they may be known, what stays as it is, nothing
//! else.

use std::io::Write;

use columnar::{Column, Kind, Value, Writer};

use crate::Outcome;

/// Why a result was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The text was not written.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The Parquet file was not made.
    #[error(transparent)]
    Parquet(#[from] columnar::Error),
    /// Bytes were not written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Outcome<'_> {
    /// Writes CSV with semicolons.
    pub fn csv(&self, to: impl Write) -> Result<(), WriteError> {
        let columns = self.leaving();
        let table = self.extract.table;
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(to);
        writer.write_record(
            columns
                .iter()
                .map(|(place, _)| table.columns()[*place].name()),
        )?;
        for row in 0..table.rows() {
            writer.write_record(columns.iter().map(|&column| self.text(row, column)))?;
        }
        writer.flush()?;
        Ok(())
    }

    /// Writes Parquet, all columns as texts.
    pub fn parquet(&self, mut to: impl Write) -> Result<(), WriteError> {
        let columns = self.leaving();
        let table = self.extract.table;
        let mut writer = Writer::new(
            columns
                .iter()
                .map(|(place, _)| Column::new(table.columns()[*place].name(), Kind::Text))
                .collect(),
        )?;
        for row in 0..table.rows() {
            let cells: Vec<Option<Value<'_>>> = columns
                .iter()
                .map(|&column| Some(Value::Text(self.text(row, column))))
                .collect();
            writer.row(&cells)?;
            to.write_all(&writer.take())?;
        }
        to.write_all(&writer.finish()?)?;
        Ok(())
    }

    /// The columns that leave, by place in the table, with their place among the quasi-identifiers.
    fn leaving(&self) -> Vec<(usize, Option<usize>)> {
        let columns = self.extract.table.columns().iter().enumerate();
        columns
            .filter_map(|(place, column)| {
                let mut quasi = self.extract.quasi.iter();
                let quasi = quasi.position(|quasi| quasi.column == column.name());
                (quasi.is_some() || self.task.keeps(column.name())).then_some((place, quasi))
            })
            .collect()
    }

    fn text(&self, row: usize, (place, quasi): (usize, Option<usize>)) -> &str {
        if let Some(quasi) = quasi {
            return self.extract.text(&self.recoding, row, quasi);
        }
        let column = &self.extract.table.columns()[place];
        column.value(column.codes()[row])
    }
}
