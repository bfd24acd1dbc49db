// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A file of coded columns, column by column.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use parquet::basic::{Repetition, Type as Physical};
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::Int32Type;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::schema::types::{ColumnDescriptor, Type};

use crate::coded::pages::CodePages;
use crate::{Dictionary, Error, Field};

/// Reads a table of coded columns whose bytes are at hand. Several threads may read from it.
pub struct CodedReader {
    fields: Vec<Field>,
    length: u64,
    file: SerializedFileReader<Bytes>,
}

impl CodedReader {
    /// Opens a file. Columns that are neither texts nor whole numbers of 64 bits are refused, and so are groups and lists.
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        let length = bytes.len() as u64;
        let file = SerializedFileReader::new(Bytes::from(bytes))?;
        let fields = file.metadata().file_metadata().schema().get_fields();
        let fields: Option<Vec<Field>> = fields.iter().map(|field| described(field)).collect();
        let fields = fields.filter(|fields| !fields.is_empty());
        let fields = fields.ok_or(Error::NotCoded)?;
        Ok(Self {
            fields,
            length,
            file,
        })
    }

    /// The columns.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// A text beside the table.
    pub fn note(&self, name: &str) -> Option<&str> {
        let notes = self.file.metadata().file_metadata().key_value_metadata()?;
        let note = notes.iter().find(|note| note.key == name)?;
        note.value.as_deref()
    }

    /// How many row groups there are.
    pub fn groups(&self) -> usize {
        self.file.num_row_groups()
    }

    /// How many rows a row group says it has.
    pub fn rows(&self, group: usize) -> Option<u64> {
        let group = self.file.metadata().row_groups().get(group)?;
        u64::try_from(group.num_rows()).ok()
    }

    /// A column of a row group.
    pub fn codes(&self, group: usize, column: usize) -> Result<Codes, Error> {
        let absent = || Error::Absent { group, column };
        let field = self.fields.get(column).ok_or_else(absent)?;
        let wrong = |what: &str| Error::Coded {
            column: field.column.name.clone(),
            group,
            what: what.to_owned(),
        };
        let groups = self.file.metadata().row_groups();
        let described = groups.get(group).ok_or_else(absent)?;
        let chunk = described.columns().get(column).ok_or_else(absent)?;
        if !lies_within(chunk, self.length) {
            return Err(wrong("it is said to lie outside of the file"));
        }
        let pages = self
            .file
            .get_row_group(group)?
            .get_column_page_reader(column)?;
        let repetition = if field.optional {
            Repetition::OPTIONAL
        } else {
            Repetition::REQUIRED
        };
        let number = Type::primitive_type_builder(&field.column.name, Physical::INT32)
            .with_repetition(repetition)
            .build()?;
        let descriptor = ColumnDescriptor::new(
            Arc::new(number),
            i16::from(field.optional),
            0,
            chunk.column_path().clone(),
        );
        let dictionary = Arc::new(OnceLock::new());
        let pages = CodePages {
            pages,
            kind: field.column.kind,
            dictionary: Arc::clone(&dictionary),
        };
        Ok(Codes {
            optional: field.optional,
            dictionary,
            reader: ColumnReaderImpl::new(Arc::new(descriptor), Box::new(pages)),
            values: Vec::new(),
            there: Vec::new(),
        })
    }
}

/// What a column holds, if it is one of ours.
fn described(field: &Type) -> Option<Field> {
    if !field.is_primitive() || !field.get_basic_info().has_repetition() {
        return None;
    }
    let described = match field.get_physical_type() {
        Physical::BYTE_ARRAY => Field::text(field.name()),
        Physical::INT64 => Field::integer(field.name()),
        _ => return None,
    };
    match field.get_basic_info().repetition() {
        Repetition::REQUIRED => Some(described),
        Repetition::OPTIONAL => Some(described.optional()),
        Repetition::REPEATED => None,
    }
}

/// Whether the pages of a column are where bytes are.
fn lies_within(chunk: &ColumnChunkMetaData, length: u64) -> bool {
    let begins = chunk.dictionary_page_offset();
    let begins = begins.unwrap_or_else(|| chunk.data_page_offset());
    let ends = begins.checked_add(chunk.compressed_size());
    let ends = ends.and_then(|ends| u64::try_from(ends).ok());
    begins >= 0
        && chunk.compressed_size() >= 0
        && chunk.data_page_offset() >= 0
        && ends.is_some_and(|ends| ends <= length)
}

/// The rows of a column, one batch after the other.
pub struct Codes {
    optional: bool,
    dictionary: Arc<OnceLock<Dictionary>>,
    reader: ColumnReaderImpl<Int32Type>,
    values: Vec<i32>,
    there: Vec<i16>,
}

impl Codes {
    /// Reads at most so many rows into `codes`, in place of what it holds: for each the number of its entry in the
    /// [dictionary](Self::dictionary), from 1, and 0 where there is nothing. None are left if there are fewer than asked for.
    pub fn next(&mut self, most: usize, codes: &mut Vec<u32>) -> Result<(), Error> {
        codes.clear();
        self.values.clear();
        self.there.clear();
        let there = self.optional.then_some(&mut self.there);
        let (rows, found, _) = self
            .reader
            .read_records(most, there, None, &mut self.values)?;
        if found == rows {
            codes.extend(self.values.iter().map(|code| code.cast_unsigned()));
            return Ok(());
        }
        // Without a branch for each row: whether there is something cannot be foreseen.
        let mut at = 0;
        codes.extend(self.there.iter().map(|there| {
            let is_there = *there != 0;
            let value = self.values.get(at).copied().unwrap_or_default();
            at += usize::from(is_there);
            value.cast_unsigned() * u32::from(is_there)
        }));
        Ok(())
    }

    /// The values that codes stand for: known as soon as rows have been read, none before.
    pub fn dictionary(&self) -> Option<&Dictionary> {
        self.dictionary.get()
    }
}
