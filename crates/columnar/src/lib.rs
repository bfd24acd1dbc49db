// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables with typed columns as Apache Parquet (<https://parquet.apache.org/docs/file-format/>), which
//! statistics programs read without guessing types.
//!
//! What belongs here: columns, values, and the bytes of a file that grows row group by row group, so
//! that nobody has to hold the whole table; and the rows of a file, one after the other. What does
//! not: where rows come from and where bytes go.
//!
//! | column | physical type | logical type |
//! |---|---|---|
//! | [`Kind::Text`] | `BYTE_ARRAY` | string |
//! | [`Kind::Integer`] | `INT64` | – |
//! | [`Kind::Decimal`] | `DOUBLE` | – |
//! | [`Kind::Date`] | `INT32`, days since 1970 | date |
//! | [`Kind::Boolean`] | `BOOLEAN` | – |
//! | [`Kind::Timestamp`] | `INT64`, milliseconds since 1970 | timestamp in UTC |
//!
//! Every column is optional; no value is null. Decimals are doubles, because the decimals of Parquet
//! have one number of digits for the whole column, and what comes later is not known when the file
//! begins. Pages are compressed with Snappy, which every reader knows.
//!
//! Tables of millions of rows whose columns have few different values are written and read column by column, a
//! value as its number in a dictionary: [`CodedWriter`], [`CodedReader`].

mod cells;
mod coded;
mod reader;
mod writer;

use jiff::Timestamp;
use jiff::civil::Date;

pub use coded::{CodedReader, CodedWriter, Codes, Dictionary, Field, MOST_ENTRIES, RowGroup};
pub use reader::Reader;
pub use writer::{BYTES_PER_GROUP, ROWS_PER_GROUP, Writer};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Numbers.
    Decimal,
    /// Days.
    Date,
    /// True or false.
    Boolean,
    /// Moments, to the millisecond.
    Timestamp,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it; no other column of the table has the same.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }
}

/// A value of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Of a column of texts.
    Text(&'a str),
    /// Of a column of whole numbers.
    Integer(i64),
    /// Of a column of numbers.
    Decimal(f64),
    /// Of a column of days.
    Date(Date),
    /// Of a column of truths.
    Boolean(bool),
    /// Of a column of moments.
    Timestamp(Timestamp),
}

impl Value<'_> {
    /// What columns that hold it hold.
    pub fn kind(self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Integer(_) => Kind::Integer,
            Self::Decimal(_) => Kind::Decimal,
            Self::Date(_) => Kind::Date,
            Self::Boolean(_) => Kind::Boolean,
            Self::Timestamp(_) => Kind::Timestamp,
        }
    }
}

/// Why a row was not written, or a file not read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Two columns have the same name, or there is none.
    #[error("a table needs columns, each with a name of its own")]
    Columns,
    /// A row has more or fewer values than the table has columns.
    #[error("a row has {found} values, the table has {wanted} columns")]
    Width {
        /// How many columns there are.
        wanted: usize,
        /// How many values came.
        found: usize,
    },
    /// A value is not what its column holds.
    #[error("column {column} holds {wanted:?}, not {found:?}")]
    Kind {
        /// The name of the column.
        column: String,
        /// What it holds.
        wanted: Kind,
        /// What came.
        found: Kind,
    },
    /// A file has columns with groups or lists in them.
    #[error("a table has columns with one value per row; this file has others")]
    Nested,
    /// A file has columns that are not read as codes.
    #[error(
        "coded columns hold texts or whole numbers of 64 bits, one per row; this file has others"
    )]
    NotCoded,
    /// A row of a coded column names an entry that its dictionary does not have.
    #[error("column {column}: a row names entry {code} of a dictionary of {entries}")]
    Code {
        /// The name of the column.
        column: String,
        /// The entry, from 1.
        code: usize,
        /// How many there are.
        entries: usize,
    },
    /// A file is not what coded columns are read from.
    #[error("column {column} of row group {group}: {what}")]
    Coded {
        /// The name of the column.
        column: String,
        /// The row group, from 0.
        group: usize,
        /// What is wrong.
        what: String,
    },
    /// There is no such row group, or it has no such column.
    #[error("there is no column {column} in row group {group}")]
    Absent {
        /// The row group, from 0.
        group: usize,
        /// The column, from 0.
        column: usize,
    },
    /// The format itself was at its end.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
}
