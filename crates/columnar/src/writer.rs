// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A file that grows.

use std::collections::HashSet;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::cells::Cells;
use crate::{Column, Error, Value};

/// How many rows are held until they are a row group.
pub const ROWS_PER_GROUP: usize = 10_000;

/// How many bytes of texts are held until they are a row group, however few rows they are.
pub const BYTES_PER_GROUP: usize = 16 * 1024 * 1024;

/// Writes one table.
///
/// Rows are held until they make a row group of [`ROWS_PER_GROUP`] or [`BYTES_PER_GROUP`]; the bytes of groups that are
/// complete can be [taken](Self::take) at any time, in order. The last ones come with
/// [`finish`](Self::finish): a file without them cannot be read.
pub struct Writer {
    cells: Vec<Cells>,
    rows: usize,
    bytes: usize,
    file: SerializedFileWriter<Vec<u8>>,
}

impl Writer {
    /// A table with these columns and no row.
    pub fn new(columns: Vec<Column>) -> Result<Self, Error> {
        let names: HashSet<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        if names.is_empty() || names.len() < columns.len() {
            return Err(Error::Columns);
        }
        let cells: Vec<Cells> = columns.into_iter().map(Cells::of).collect();
        let fields = cells.iter().map(|cells| Ok(Arc::new(cells.schema()?)));
        let schema = Type::group_type_builder("table")
            .with_fields(fields.collect::<Result<_, Error>>()?)
            .build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("deich".to_owned())
            .build();
        let file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
        Ok(Self {
            cells,
            rows: 0,
            bytes: 0,
            file,
        })
    }

    /// Adds a row: one value for each column, none where nothing was said. A row that is refused
    /// leaves no trace.
    pub fn row(&mut self, values: &[Option<Value<'_>>]) -> Result<(), Error> {
        if values.len() != self.cells.len() {
            return Err(Error::Width {
                wanted: self.cells.len(),
                found: values.len(),
            });
        }
        for (cells, value) in self.cells.iter().zip(values) {
            cells.takes(*value)?;
        }
        for (cells, value) in self.cells.iter_mut().zip(values) {
            if let Some(Value::Text(text)) = value {
                self.bytes += text.len();
            }
            cells.push(*value);
        }
        self.rows += 1;
        if self.rows >= ROWS_PER_GROUP || self.bytes >= BYTES_PER_GROUP {
            self.group()?;
        }
        Ok(())
    }

    /// The bytes that have been written since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.file.inner_mut())
    }

    /// Ends the file, and gives the bytes that have not been taken.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        if self.rows > 0 {
            self.group()?;
        }
        Ok(self.file.into_inner()?)
    }

    /// Writes the rows that are held as a row group.
    fn group(&mut self) -> Result<(), Error> {
        self.rows = 0;
        self.bytes = 0;
        let mut group = self.file.next_row_group()?;
        for cells in &mut self.cells {
            if let Some(column) = group.next_column()? {
                cells.write(column)?;
            }
        }
        group.close()?;
        Ok(())
    }
}
