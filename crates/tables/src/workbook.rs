// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Workbooks of spreadsheet programs to sheets of texts, within limits: nothing a file claims about itself is believed.
//! Formulas are not calculated; what the program saved as their result is read.

mod compound;
mod excel;
mod ods;

use std::collections::BTreeMap;

const LONGEST_CELL: usize = 10_000;
const MOST_SHEETS: usize = 200;

/// How much of a workbook is read.
#[derive(Debug, Clone, Copy)]
pub struct BookLimits {
    /// The most bytes of the file.
    pub file: usize,
    /// The most bytes that it may unpack to.
    pub content: u64,
    /// The most rows of a sheet below its headings.
    pub rows: u32,
    /// The most columns of a sheet.
    pub columns: u32,
    /// The most cells of all sheets.
    pub cells: usize,
    /// Whether times of day belong to what is read; else only days.
    pub with_times: bool,
    /// Whether errors of the spreadsheet program (`#N/A`) are read as texts; else they are a reason to refuse the file.
    pub with_errors: bool,
}

/// Why a workbook is refused, with the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sheet `{sheet}`, row {row}: {problem}")]
pub struct BookError {
    /// The sheet; empty for the file as a whole.
    pub sheet: String,
    /// The row as the spreadsheet program numbers it, from 1; 0 for the sheet as a whole.
    pub row: u32,
    /// What is wrong.
    pub problem: BookProblem,
}

/// Why a workbook is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BookProblem {
    /// No workbook, or a damaged one.
    #[error("the file is no workbook, or it is damaged")]
    NotAWorkbook,
    /// The file has too many bytes.
    #[error("the file is too large")]
    FileTooLarge,
    /// It unpacks to too many bytes.
    #[error("the file unpacks to too much")]
    ContentTooLarge,
    /// There are too many rows, columns or sheets, or there is too much text in a cell.
    #[error("there are too many rows or columns, or too much text")]
    TooManyCells,
    /// A cell holds an error of the spreadsheet program.
    #[error("a cell holds an error of the spreadsheet program")]
    ErrorCell,
}

impl BookError {
    fn of_sheet(sheet: &str, problem: BookProblem) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row: 0,
            problem,
        }
    }

    fn of_file(problem: BookProblem) -> Self {
        Self::of_sheet("", problem)
    }
}

/// All sheets of a file.
#[derive(Debug)]
pub struct Book {
    /// The sheets, in their order.
    pub sheets: Vec<BookSheet>,
    cells: usize,
    limits: BookLimits,
}

/// A sheet: rows with at least one filled cell.
#[derive(Debug, Default)]
pub struct BookSheet {
    /// Its name.
    pub name: String,
    /// Its rows, in their order.
    pub rows: Vec<BookRow>,
}

/// A row: its number from 1, and the texts of its filled cells by column.
#[derive(Debug, Default, Clone)]
pub struct BookRow {
    /// Its number as the spreadsheet program shows it, from 1.
    pub number: u32,
    /// The texts of its filled cells by column, from 0.
    pub cells: BTreeMap<u32, String>,
}

/// Reads a workbook (`.xlsx`, `.xls`, `.ods`); nothing if the bytes are none.
pub fn read_workbook(bytes: &[u8], limits: BookLimits) -> Result<Option<Book>, BookError> {
    if bytes.len() > limits.file {
        return Err(BookError::of_file(BookProblem::FileTooLarge));
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
    /// A book without sheets, which keeps to these limits.
    pub fn within(limits: BookLimits) -> Self {
        Self {
            sheets: Vec::new(),
            cells: 0,
            limits,
        }
    }

    /// Adds a sheet.
    pub fn sheet(&mut self, name: &str) -> Result<(), BookError> {
        if self.sheets.len() >= MOST_SHEETS {
            return Err(BookError::of_file(BookProblem::TooManyCells));
        }
        self.sheets.push(BookSheet {
            name: name.trim().to_owned(),
            rows: Vec::new(),
        });
        Ok(())
    }

    /// Adds a cell to the last sheet; rows come in order. `row` counts from 1.
    pub fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<(), BookError> {
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
            return Err(BookError {
                sheet: sheet.name.clone(),
                row,
                problem: BookProblem::TooManyCells,
            });
        }
        let at = match sheet.rows.last() {
            Some(last) if last.number == row => sheet.rows.len() - 1,
            _ => match sheet.rows.binary_search_by_key(&row, |row| row.number) {
                Ok(at) => at,
                Err(at) => {
                    let cells = BTreeMap::new();
                    sheet.rows.insert(at, BookRow { number: row, cells });
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

/// A number as somebody sees it who knows nothing of number formats.
fn number_to_text(number: f64) -> String {
    if number.is_infinite() {
        let sign = if number < 0.0 { "-" } else { "" };
        format!("{sign}Infinity")
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Formula, Workbook};

    use super::*;

    #[test]
    fn a_cell_with_an_error_is_a_text_or_a_reason_to_refuse_as_the_caller_wants() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Quote").unwrap();
        let divided = Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(1, 0, divided).unwrap();
        // What the program saved is read; nothing is calculated.
        let saved = Formula::new("=1+1").set_result("3");
        sheet.write_formula(2, 0, saved).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let limits = |with_errors| BookLimits {
            file: 100_000,
            content: 1_000_000,
            rows: 10,
            columns: 10,
            cells: 10,
            with_times: false,
            with_errors,
        };
        let read = read_workbook(&bytes, limits(true)).unwrap().unwrap();
        let texts: Vec<&str> = read.sheets[0]
            .rows
            .iter()
            .map(|row| row.cells[&0].as_str())
            .collect();
        assert_eq!(texts, ["Quote", "#DIV/0!", "3"]);
        let refused = read_workbook(&bytes, limits(false)).unwrap_err();
        assert_eq!((refused.row, refused.problem), (2, BookProblem::ErrorCell));
    }
}
