// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes to sheets of texts, within limits: nothing a file claims about itself is believed.

mod compound;
mod excel;
mod ods;
mod plain;

use std::collections::BTreeMap;

use super::message::{Cause, XlsProblem};
use super::{LARGEST_FILE, MOST_ROWS};

const MOST_COLUMNS: u32 = 300;
const MOST_CELLS: usize = 600_000;
const LONGEST_CELL: usize = 10_000;
const MOST_SHEETS: usize = 200;

/// All sheets of a file.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    cells: usize,
}

/// A sheet: rows with at least one filled cell.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// A row: its number from 1, and the texts of its filled cells by column.
#[derive(Debug, Default, Clone)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) cells: BTreeMap<u32, String>,
}

/// Reads a workbook (`.xlsx`, `.xls`, `.ods`), or tables as text (CSV, Markdown).
pub(super) fn read(bytes: &[u8]) -> Result<Book, XlsProblem> {
    if bytes.len() > LARGEST_FILE {
        return Err(XlsProblem::of_file(Cause::FileTooLarge));
    }
    if bytes.starts_with(b"PK") {
        return match excel::measure(bytes)? {
            Some(content) => ods::read(&content),
            None => excel::read_xlsx(bytes),
        };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return excel::read_xls(bytes);
    }
    plain::read(bytes)
}

impl Book {
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
        if row > MOST_ROWS + 1
            || column >= MOST_COLUMNS
            || self.cells > MOST_CELLS
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
