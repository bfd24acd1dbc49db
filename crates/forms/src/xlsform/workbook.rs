// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes to sheets of texts, within limits: nothing a file claims about itself is believed.

mod compound;
mod excel;
mod ods;
mod plain;

use std::collections::BTreeMap;

use super::message::{Cause, XlsProblem};
use super::{LARGEST_CONTENT, LARGEST_FILE, MOST_ROWS};

const LONGEST_CELL: usize = 10_000;
const MOST_SHEETS: usize = 200;

/// How much of a file is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The most bytes of the file.
    pub(crate) file: usize,
    /// The most bytes that it may unpack to.
    pub(crate) content: u64,
    /// The most rows of a sheet below its headings.
    pub(crate) rows: u32,
    /// The most columns of a sheet.
    pub(crate) columns: u32,
    /// The most cells of all sheets.
    pub(crate) cells: usize,
    /// Whether times of day belong to what is read; else only days.
    pub(crate) with_times: bool,
}

impl Limits {
    /// Of a form that is a workbook.
    pub(super) const FORM: Self = Self {
        file: LARGEST_FILE,
        content: LARGEST_CONTENT,
        rows: MOST_ROWS,
        columns: 300,
        cells: 600_000,
        with_times: false,
    };
}

/// All sheets of a file.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    cells: usize,
    limits: Limits,
}

/// A sheet: rows with at least one filled cell.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

/// A row: its number from 1, and the texts of its filled cells by column.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row {
    pub(crate) number: u32,
    pub(crate) cells: BTreeMap<u32, String>,
}

/// Reads a workbook (`.xlsx`, `.xls`, `.ods`), or tables as text (CSV, Markdown).
pub(super) fn read(bytes: &[u8]) -> Result<Book, XlsProblem> {
    match read_workbook(bytes, Limits::FORM)? {
        Some(book) => Ok(book),
        None => plain::read(bytes),
    }
}

/// Reads a workbook (`.xlsx`, `.xls`, `.ods`); nothing if the bytes are none.
pub(crate) fn read_workbook(bytes: &[u8], limits: Limits) -> Result<Option<Book>, XlsProblem> {
    if bytes.len() > limits.file {
        return Err(XlsProblem::of_file(Cause::FileTooLarge));
    }
    if bytes.starts_with(b"PK") {
        return Ok(Some(match excel::measure(bytes, limits.content)? {
            Some(content) => ods::read(&content, limits)?,
            None => excel::read_xlsx(bytes, limits)?,
        }));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return excel::read_xls(bytes, limits).map(Some);
    }
    Ok(None)
}

impl Book {
    fn within(limits: Limits) -> Self {
        Self {
            sheets: Vec::new(),
            cells: 0,
            limits,
        }
    }

    fn sheet(&mut self, name: &str) -> Result<(), XlsProblem> {
        if self.sheets.len() >= MOST_SHEETS {
            return Err(XlsProblem::of_file(Cause::TooManyCells));
        }
        self.sheets.push(Sheet {
            name: name.trim().to_owned(),
            rows: Vec::new(),
        });
        Ok(())
    }

    /// Adds a cell to the last sheet; rows come in order. `row` counts from 1.
    fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<(), XlsProblem> {
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        let text = clean(text);
        if text.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if row > self.limits.rows + 1
            || column >= self.limits.columns
            || self.cells > self.limits.cells
            || (text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL)
        {
            return Err(XlsProblem {
                sheet: sheet.name.clone(),
                row,
                column: String::new(),
                cause: Cause::TooManyCells,
            });
        }
        let at = match sheet.rows.last() {
            Some(last) if last.number == row => sheet.rows.len() - 1,
            _ => match sheet.rows.binary_search_by_key(&row, |row| row.number) {
                Ok(at) => at,
                Err(at) => {
                    let cells = BTreeMap::new();
                    sheet.rows.insert(at, Row { number: row, cells });
                    at
                }
            },
        };
        sheet.rows[at].cells.insert(column, text);
        Ok(())
    }
}

/// Without blanks around, and with plain blanks where text programs put unbreakable ones.
fn clean(text: &str) -> String {
    let text = text.trim();
    if text.bytes().any(|byte| matches!(byte, b'\r' | 0xc2)) {
        text.replace('\u{a0}', " ").replace("\r\n", "\n")
    } else {
        text.to_owned()
    }
}
