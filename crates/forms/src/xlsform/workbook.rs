// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes to sheets of texts: workbooks by the reader of `tables`, and tables as text in the manners of forms.

mod plain;

use tables::{BookError, BookLimits, BookProblem, read_workbook};

use super::message::{Cause, XlsProblem};
use super::{LARGEST_CONTENT, LARGEST_FILE, MOST_ROWS};

pub(crate) use tables::{Book, BookRow as Row, BookSheet as Sheet};

/// How much of a form that is a workbook is read.
const LIMITS: BookLimits = BookLimits {
    file: LARGEST_FILE,
    content: LARGEST_CONTENT,
    rows: MOST_ROWS,
    columns: 300,
    cells: 600_000,
    with_times: false,
    with_errors: false,
};

/// Reads a workbook (`.xlsx`, `.xls`, `.ods`), or tables as text (CSV, Markdown).
pub(super) fn read(bytes: &[u8]) -> Result<Book, XlsProblem> {
    match read_workbook(bytes, LIMITS)? {
        Some(book) => Ok(book),
        None => plain::read(bytes),
    }
}

impl From<BookError> for XlsProblem {
    fn from(error: BookError) -> Self {
        Self {
            sheet: error.sheet,
            row: error.row,
            column: String::new(),
            cause: match error.problem {
                BookProblem::NotAWorkbook => Cause::NotAWorkbook,
                BookProblem::FileTooLarge => Cause::FileTooLarge,
                BookProblem::ContentTooLarge => Cause::ContentTooLarge,
                BookProblem::TooManyCells => Cause::TooManyCells,
                BookProblem::ErrorCell => Cause::ErrorCell,
            },
        }
    }
}
