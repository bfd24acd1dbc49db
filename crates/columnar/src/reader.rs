// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A file of another program, row by row, as texts.

use std::fs::File;

use bytes::Bytes;
use parquet::file::reader::{ChunkReader, FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;

use crate::Error;

/// Reads one table. A row group is held at a time.
pub struct Reader {
    names: Vec<String>,
    rows: RowIter<'static>,
}

impl Reader {
    /// Opens a file. Columns with groups or lists in them are refused.
    pub fn open(file: File) -> Result<Self, Error> {
        Self::of(file)
    }

    /// The same with a file whose bytes are at hand.
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Self::of(Bytes::from(bytes))
    }

    fn of<R: ChunkReader + 'static>(from: R) -> Result<Self, Error> {
        let reader = SerializedFileReader::new(from)?;
        let fields = reader.metadata().file_metadata().schema().get_fields();
        if fields.is_empty() || fields.iter().any(|field| !field.is_primitive()) {
            return Err(Error::Nested);
        }
        let names = fields.iter().map(|field| field.name().to_owned()).collect();
        Ok(Self {
            names,
            rows: RowIter::from_file_into(Box::new(reader)),
        })
    }

    /// What stands above the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads the next row into `cells`; no more at the end. What is missing is an empty text, days are
    /// written as `2026-11-18`.
    pub fn next_row(&mut self, cells: &mut Vec<String>) -> Result<bool, Error> {
        cells.clear();
        let Some(row) = self.rows.next() else {
            return Ok(false);
        };
        cells.extend(row?.get_column_iter().map(|(_, field)| match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
            other => other.to_string(),
        }));
        Ok(true)
    }
}
