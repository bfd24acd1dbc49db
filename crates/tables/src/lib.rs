// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables as people make and open them with spreadsheet programs: bytes to rows of texts, and rows to
//! files.
//!
//! What belongs here: encodings, separators, line numbers, workbooks behind limits, sheets with headings.
//! What does not: what the columns mean.

mod read;
mod workbook;
mod write;

pub use read::{
    DecodeError, Encoding, Lines, Record, RecordRef, Records, TextError, decode, decode_any,
    delimiter, one_line_end, separator,
};
pub use workbook::{Book, BookError, BookLimits, BookProblem, BookRow, BookSheet, read_workbook};
pub use write::{Cell, Column, Sheet, WriteError, csv, csv_to_return, workbook};

/// What browsers are told that a table as text is.
pub const CSV: &str = "text/csv; charset=utf-8";

/// What browsers are told that a workbook is.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
