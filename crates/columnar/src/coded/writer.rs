// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A file of coded columns that grows row group by row group.

use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::{Error, Field, Kind};

/// How many values are handed on at once.
const BATCH: usize = 8_192;

/// Writes one table of coded columns to where bytes go. A file that was not [finished](Self::finish) cannot be read.
pub struct CodedWriter<W: Write + Send> {
    fields: Vec<Field>,
    file: SerializedFileWriter<W>,
}

impl<W: Write + Send> CodedWriter<W> {
    /// A table with these columns and no row.
    pub fn new(to: W, fields: Vec<Field>) -> Result<Self, Error> {
        let names: HashSet<&str> = fields.iter().map(|field| &*field.column.name).collect();
        if names.is_empty() || names.len() < fields.len() {
            return Err(Error::Columns);
        }
        let schema = Type::group_type_builder("table")
            .with_fields(fields.iter().map(schema).collect::<Result<_, Error>>()?)
            .build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("deich".to_owned())
            // A column that gave its dictionary up could not be read as codes again.
            .set_dictionary_page_size_limit(usize::MAX)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .build();
        let file = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { fields, file })
    }

    /// A text beside the table, found by its name.
    pub fn note(&mut self, name: &str, text: String) {
        let note = KeyValue::new(name.to_owned(), text);
        self.file.append_key_value_metadata(note);
    }

    /// The next rows: all their values of the first column, then of the second, and so on.
    pub fn group(&mut self) -> Result<RowGroup<'_, W>, Error> {
        Ok(RowGroup {
            fields: self.fields.iter(),
            group: self.file.next_row_group()?,
        })
    }

    /// Ends the file.
    pub fn finish(self) -> Result<W, Error> {
        Ok(self.file.into_inner()?)
    }
}

fn schema(field: &Field) -> Result<Arc<Type>, Error> {
    let (physical, logical) = match field.column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        _ => (Physical::INT64, None),
    };
    let repetition = if field.optional {
        Repetition::OPTIONAL
    } else {
        Repetition::REQUIRED
    };
    let column = Type::primitive_type_builder(&field.column.name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(column))
}

/// Rows of a table, while their columns are written.
pub struct RowGroup<'a, W: Write + Send> {
    fields: std::slice::Iter<'a, Field>,
    group: SerializedRowGroupWriter<'a, W>,
}

impl<W: Write + Send> RowGroup<'_, W> {
    /// The next column, of texts: for each row the number of its entry in the dictionary, from 1; 0 for nothing.
    pub fn texts<S: AsRef<str>>(
        &mut self,
        dictionary: &[S],
        codes: impl Iterator<Item = usize>,
    ) -> Result<(), Error> {
        let entries: Vec<ByteArray> = dictionary
            .iter()
            .map(|text| text.as_ref().as_bytes().to_vec().into())
            .collect();
        self.column::<ByteArrayType>(Kind::Text, &entries, codes)
    }

    /// The next column, of whole numbers: for each row the number of its entry in the dictionary, from 1; 0 for nothing.
    pub fn integers(
        &mut self,
        dictionary: &[i64],
        codes: impl Iterator<Item = usize>,
    ) -> Result<(), Error> {
        self.column::<Int64Type>(Kind::Integer, dictionary, codes)
    }

    /// Ends the group; all columns must have been written, each with as many rows.
    pub fn finish(self) -> Result<(), Error> {
        if self.fields.len() > 0 {
            return Err(Error::Columns);
        }
        self.group.close()?;
        Ok(())
    }

    fn column<T: DataType>(
        &mut self,
        kind: Kind,
        entries: &[T::T],
        mut codes: impl Iterator<Item = usize>,
    ) -> Result<(), Error> {
        let field = self.fields.next().ok_or(Error::Columns)?;
        let name = || field.column.name.clone();
        if field.column.kind != kind {
            return Err(Error::Kind {
                column: name(),
                wanted: field.column.kind,
                found: kind,
            });
        }
        let mut column = self.group.next_column()?.ok_or(Error::Columns)?;
        let (mut values, mut there) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        loop {
            values.clear();
            there.clear();
            for code in codes.by_ref().take(BATCH) {
                if code == 0 && field.optional {
                    there.push(0);
                    continue;
                }
                let entry = code.checked_sub(1).and_then(|at| entries.get(at));
                values.push(entry.cloned().ok_or_else(|| Error::Code {
                    column: name(),
                    code,
                    entries: entries.len(),
                })?);
                there.push(1);
            }
            if there.is_empty() {
                return Ok(column.close()?);
            }
            let levels = field.optional.then_some(&there[..]);
            column.typed::<T>().write_batch(&values, levels, None)?;
        }
    }
}
