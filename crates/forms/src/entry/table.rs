// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The file: text or a workbook, behind limits.

use tables::{Book, BookLimits, BookProblem, Records, TextError, read_workbook};

/// The largest file in bytes.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// The most rows below the headings.
pub const MOST_ROWS: usize = 10_000;

/// The most columns.
const MOST_COLUMNS: usize = 500;

const LIMITS: BookLimits = BookLimits {
    file: LARGEST_FILE,
    content: 100 * 1024 * 1024,
    // One more than is taken: a sheet that explains may be as long.
    rows: 10_000,
    columns: 500,
    cells: 2_000_000,
    with_times: true,
    with_errors: false,
};

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number as a spreadsheet program or an editor counts it, from 1.
    pub number: u64,
    /// As many cells as there are headings.
    pub cells: Vec<String>,
    /// Whether something stands beyond the headings or below an empty one.
    pub beyond: bool,
}

/// A file that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands above the columns.
    pub headings: Vec<String>,
    /// The rows below that are not wholly empty.
    pub lines: Vec<Line>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
    /// There is no row below the headings.
    #[error("the table has no rows")]
    Empty,
    /// The file is larger than [`LARGEST_FILE`], or unpacks to very much.
    #[error("the file is too large")]
    TooLarge,
    /// There are more than [`MOST_ROWS`] rows.
    #[error("the table has too many rows")]
    TooManyRows,
    /// There are more than 500 columns, or too much text in one cell.
    #[error("the table has too many columns")]
    TooWide,
    /// The cell in this row holds an error of the spreadsheet program.
    #[error("row {0} holds an error")]
    ErrorCell(u32),
    /// Neither text nor a workbook, or a damaged one.
    #[error("the file cannot be read")]
    Unreadable,
}

impl TableProblem {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::TooManyRows => "too-many-rows",
            Self::TooWide => "too-wide",
            Self::ErrorCell(_) => "error-cell",
            Self::Unreadable => "unreadable",
        }
    }

    /// The row that it is about; 0 for the file as a whole.
    pub fn row(self) -> u32 {
        match self {
            Self::ErrorCell(row) => row,
            _ => 0,
        }
    }
}

/// Reads a table from text (CSV with semicolons or commas, UTF-8 or Windows-1252) or from the first sheet
/// of a workbook (`.xlsx`, `.xls`, `.ods`).
pub fn read(bytes: &[u8]) -> Result<Table, TableProblem> {
    let book = read_workbook(bytes, LIMITS).map_err(|problem| match problem.problem {
        BookProblem::FileTooLarge | BookProblem::ContentTooLarge => TableProblem::TooLarge,
        BookProblem::TooManyCells if problem.row > LIMITS.rows + 1 => TableProblem::TooManyRows,
        BookProblem::TooManyCells => TableProblem::TooWide,
        BookProblem::ErrorCell => TableProblem::ErrorCell(problem.row),
        BookProblem::NotAWorkbook => TableProblem::Unreadable,
    })?;
    match book {
        Some(book) => of_book(book),
        None => of_text(bytes),
    }
}

fn of_text(bytes: &[u8]) -> Result<Table, TableProblem> {
    let text = tables::decode(bytes, LARGEST_FILE).map_err(|error| match error {
        TextError::TooLarge => TableProblem::TooLarge,
        TextError::NotText => TableProblem::Unreadable,
    })?;
    let text = tables::one_line_end(&text);
    let records = Records::of(&text, tables::delimiter(&text));
    gather(records.map(|record| (record.line, record.cells)))
}

fn of_book(book: Book) -> Result<Table, TableProblem> {
    let sheet = book.sheets.into_iter().find(|sheet| !sheet.rows.is_empty());
    let rows = sheet.ok_or(TableProblem::Empty)?.rows.into_iter();
    gather(rows.map(|row| {
        let mut cells = Vec::new();
        for (column, text) in row.cells {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            // The reader keeps to the most columns.
            cells.resize(column.min(MOST_COLUMNS), String::new());
            cells.push(text);
        }
        (u64::from(row.number), cells)
    }))
}

fn gather(rows: impl Iterator<Item = (u64, Vec<String>)>) -> Result<Table, TableProblem> {
    let mut rows = rows;
    let (_, headings) = rows.next().ok_or(TableProblem::Empty)?;
    if headings.len() > MOST_COLUMNS {
        return Err(TableProblem::TooWide);
    }
    let mut lines = Vec::new();
    for (number, mut cells) in rows {
        if lines.len() == MOST_ROWS {
            return Err(TableProblem::TooManyRows);
        }
        let mut beyond = cells
            .iter()
            .skip(headings.len())
            .any(|cell| !cell.is_empty());
        cells.resize(headings.len(), String::new());
        beyond |= headings
            .iter()
            .zip(&cells)
            .any(|(heading, cell)| heading.is_empty() && !cell.is_empty());
        lines.push(Line {
            number,
            cells,
            beyond,
        });
    }
    if lines.is_empty() {
        return Err(TableProblem::Empty);
    }
    Ok(Table { headings, lines })
}
