// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The numbers behind a figure, once, and the files that are written from them: CSV, workbook, Parquet.
//!
//! Columns have the same names in every language; new ones are added at the end. The last ones say of each row whose
//! numbers these are, under which licence, and on which day they stood so, because files travel without their page.

use columnar::{Kind, Value, Writer};
use web::Error;

use crate::sets::{DataSet, SetVersion};
use crate::words::Words;

/// What stands in a cell; nothing where there is no number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    None,
    Text(String),
    Count(u64),
    /// With so many decimals.
    Number(f64, usize),
    Truth(bool),
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number if there is one.
    pub(crate) fn number(value: Option<f64>, decimals: usize) -> Self {
        value.map_or(Self::None, |value| Self::Number(value, decimals))
    }

    /// A count if there is one.
    pub(crate) fn count(value: Option<u64>) -> Self {
        value.map_or(Self::None, Self::Count)
    }

    fn written(&self) -> String {
        match self {
            Self::None => String::new(),
            // What a spreadsheet would run is written as text.
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                format!("'{text}")
            }
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(value, decimals) => format!("{value:.decimals$}"),
            Self::Truth(truth) => truth.to_string(),
        }
    }

    fn in_workbook(&self) -> tables::Cell {
        match self {
            Self::Count(count) => tables::Cell::Number(*count as f64),
            Self::Number(value, decimals) => {
                let scale = 10_f64.powi(i32::try_from(*decimals).unwrap_or(4));
                tables::Cell::Number((value * scale).round() / scale)
            }
            Self::Text(text) => tables::Cell::Text(text.clone()),
            Self::None => tables::Cell::Text(String::new()),
            Self::Truth(truth) => tables::Cell::Text(truth.to_string()),
        }
    }

    fn in_column(&self) -> Option<Value<'_>> {
        match self {
            Self::None => None,
            Self::Text(text) => Some(Value::Text(text)),
            Self::Count(count) => Some(Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX))),
            Self::Number(value, _) => Some(Value::Decimal(*value)),
            Self::Truth(truth) => Some(Value::Boolean(*truth)),
        }
    }
}

/// Whose numbers these are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credit {
    pub(crate) source: String,
    pub(crate) licence: String,
    /// The day on which they stood so.
    pub(crate) as_of: String,
}

impl Credit {
    /// What a set says of itself, at a version.
    pub(crate) fn of(set: &DataSet, version: &SetVersion) -> Self {
        let about = &set.description;
        let source = if about.attribution.is_empty() {
            &about.source
        } else {
            &about.attribution
        };
        Self {
            source: source.clone(),
            licence: about.licence.clone(),
            as_of: version.as_of.to_string(),
        }
    }
}

/// The numbers behind a figure.
#[derive(Debug, Clone)]
pub(crate) struct FigureTable {
    /// What files are called, without their end.
    pub(crate) name: String,
    /// What it shows, in the reader's words.
    pub(crate) title: String,
    pub(crate) columns: Vec<(&'static str, Kind)>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// What was chosen, in words: label and value.
    pub(crate) chosen: Vec<(String, String)>,
    pub(crate) credit: Credit,
}

kernel::named! {
    /// Formats of tables; the names end the names of files.
    pub(crate) enum TableFormat {
        /// Rows with commas.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
        /// Apache Parquet.
        Parquet = "parquet",
    }
}

impl TableFormat {
    /// What browsers are told that it is.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Csv => tables::CSV,
            Self::Xlsx => tables::WORKBOOK,
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// The columns that every table ends with.
const CREDIT: [&str; 3] = ["source", "licence", "as_of"];

impl FigureTable {
    /// The table as the bytes of a file.
    pub(crate) fn write(&self, words: &Words<'_>, format: TableFormat) -> Result<Vec<u8>, Error> {
        match format {
            TableFormat::Csv => self.csv(),
            TableFormat::Xlsx => self.workbook(words),
            TableFormat::Parquet => self.parquet(),
        }
    }

    fn headings(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|(name, _)| *name).chain(CREDIT)
    }

    fn credit_cells(&self) -> [Cell; 3] {
        let Credit {
            source,
            licence,
            as_of,
        } = &self.credit;
        [source, licence, as_of].map(|text| Cell::text(text.as_str()))
    }

    fn csv(&self) -> Result<Vec<u8>, Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer
            .write_record(self.headings())
            .map_err(Error::internal)?;
        let credit = self.credit_cells();
        for row in &self.rows {
            let cells = row.iter().chain(&credit).map(Cell::written);
            writer.write_record(cells).map_err(Error::internal)?;
        }
        writer.into_inner().map_err(Error::internal)
    }

    fn workbook(&self, words: &Words<'_>) -> Result<Vec<u8>, Error> {
        let numbers = tables::Sheet {
            name: words.t("indicators-file-numbers"),
            columns: self
                .columns
                .iter()
                .map(|(name, _)| tables::Column::new(*name, 16))
                .collect(),
            rows: self
                .rows
                .iter()
                .map(|row| row.iter().map(Cell::in_workbook).collect())
                .collect(),
            prepared: 0,
        };
        let Credit {
            source,
            licence,
            as_of,
        } = &self.credit;
        let known = [
            ("indicators-file-title", &self.title),
            ("indicators-open-source", source),
            ("indicators-open-licence", licence),
            ("indicators-version-as-of", as_of),
        ];
        let known = known.map(|(key, value)| (words.t(key), value.clone()));
        let states = ["value", "zero", "suppressed", "no-data", "not-yet"].map(|state| {
            (
                state.to_owned(),
                words.with("indicators-file-state", &[("state", state.into())]),
            )
        });
        let about = known.into_iter().chain(self.chosen.clone()).chain(states);
        let about = tables::Sheet {
            name: words.t("indicators-file-about"),
            columns: vec![
                tables::Column::new(words.t("indicators-file-what"), 28),
                tables::Column::new(words.t("indicators-open-column-meaning"), 80),
            ],
            rows: about
                .map(|(label, value)| vec![label.into(), value.into()])
                .collect(),
            prepared: 0,
        };
        tables::workbook(&[numbers, about]).map_err(Error::internal)
    }

    fn parquet(&self) -> Result<Vec<u8>, Error> {
        let kinds = self.columns.iter().map(|(_, kind)| *kind);
        let kinds = kinds.chain([Kind::Text; CREDIT.len()]);
        let columns = self
            .headings()
            .zip(kinds)
            .map(|(name, kind)| columnar::Column::new(name, kind));
        let mut writer = Writer::new(columns.collect()).map_err(Error::internal)?;
        let credit = self.credit_cells();
        for row in &self.rows {
            let values: Vec<_> = row.iter().chain(&credit).map(Cell::in_column).collect();
            writer.row(&values).map_err(Error::internal)?;
        }
        writer.finish().map_err(Error::internal)
    }
}
