// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Columns with few different values: these once, in a dictionary, and for each row its number in it.
//!
//! To other programs the file is a table of texts and whole numbers as any other. Here the numbers are read, and not a
//! text for each row, so that fifty million rows are a matter of a second.

mod pages;
mod reader;
mod writer;

use crate::{Column, Kind};

pub use reader::{CodedReader, Codes};
pub use writer::{CodedWriter, RowGroup};

/// The largest dictionary of a column in a row group.
pub const MOST_ENTRIES: usize = 1 << 22;

/// A column of a table with coded columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub(crate) column: Column,
    pub(crate) optional: bool,
}

impl Field {
    /// A column of texts, one in each row.
    pub fn text(name: impl Into<String>) -> Self {
        Self {
            column: Column::new(name, Kind::Text),
            optional: false,
        }
    }

    /// A column of whole numbers of 64 bits, one in each row.
    pub fn integer(name: impl Into<String>) -> Self {
        Self {
            column: Column::new(name, Kind::Integer),
            optional: false,
        }
    }

    /// The same column, but rows may have nothing in it.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Name and kind.
    pub fn column(&self) -> &Column {
        &self.column
    }

    /// Whether rows may have nothing in it.
    pub fn is_optional(&self) -> bool {
        self.optional
    }
}

/// The different values of a column in a row group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dictionary {
    /// Of a column of texts.
    Texts(Vec<String>),
    /// Of a column of whole numbers.
    Integers(Vec<i64>),
}
