// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables as CSV and as a workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{Answered, Fact, Layout, Row, Table};
use crate::bounds::{is_date, is_number};
use crate::spec::QuestionType;

/// The longest text that a cell of a workbook holds, in units of UTF-16.
const LONGEST_CELL: usize = 32_767;

/// The longest name of a sheet, in characters.
const LONGEST_NAME: usize = 31;

/// The most rows of a sheet, the headers among them.
const MOST_ROWS: u32 = 1_048_576;

fn to_csv(out: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}

fn bytes(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    Ok(writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?)
}

/// What a CSV file of a table begins with (RFC 4180, UTF-8).
pub fn csv_headers(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut writer = to_csv(Vec::new());
    writer.write_record(table.headers())?;
    bytes(writer)
}

/// The rows that answered forms have in a table, named by its place in [`Layout::tables`], as CSV.
/// Values are written as they are stored; a spreadsheet program may take some for formulas, a
/// [`Book`] is for those.
pub fn csv_rows<'a>(
    layout: &Layout,
    table: usize,
    answered: impl IntoIterator<Item = Answered<'a>>,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = to_csv(Vec::new());
    for form in answered {
        let rows = layout.rows(form.answers).0;
        for row in rows.iter().filter(|row| row.table == table) {
            writer.write_field(form.id)?;
            if row.table == 0 {
                let sent = form.sent.map_or_else(String::new, |sent| sent.to_string());
                writer.write_field(sent)?;
                for (_, value) in form.facts {
                    writer.write_field(value.to_string())?;
                }
            }
            for number in &row.numbers {
                writer.write_field(number.to_string())?;
            }
            for cell in &row.cells {
                writer.write_field(cell)?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
    }
    bytes(writer)
}

/// Why a workbook was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// More rows than a sheet takes, or more cells than the workbook may have.
    #[error("more rows than a sheet takes, or more cells than the workbook may have")]
    TooLarge,
    /// The format itself was at its end.
    #[error(transparent)]
    Write(#[from] XlsxError),
}

/// A workbook (`.xlsx`) with a sheet for each table. Numbers and days are numbers and days, all else
/// is text. The same answers give the same bytes.
pub struct Book {
    /// The sheets, and how many rows of each are written.
    sheets: Vec<(Worksheet, u32)>,
    names: Vec<String>,
    /// How many more cells can be filled.
    room: usize,
}

impl Book {
    /// A workbook without sheets, in which so many cells can be filled: all of it lies in memory until
    /// it is written.
    pub fn new(most_cells: usize) -> Self {
        Self {
            sheets: Vec::new(),
            names: Vec::new(),
            room: most_cells,
        }
    }

    /// Adds a sheet for each table of a layout, `ending` behind its name, and says the place of the
    /// first.
    pub fn add_sheets(&mut self, layout: &Layout, ending: &str) -> Result<usize, BookError> {
        let first = self.sheets.len();
        for table in &layout.tables {
            let mut sheet = Worksheet::new();
            let name = sheet_name(&table.name, ending, &self.names);
            sheet.set_name(&name)?;
            self.names.push(name);
            for (column, header) in (0_u16..).zip(table.headers()) {
                sheet.write_string(0, column, header)?;
            }
            self.sheets.push((sheet, 1));
        }
        Ok(first)
    }

    /// Adds the rows of an answered form to the sheets that begin at the place `first`.
    pub fn add(
        &mut self,
        first: usize,
        layout: &Layout,
        form: &Answered<'_>,
    ) -> Result<(), BookError> {
        for row in layout.rows(form.answers).0 {
            let sheet = self.sheets.get_mut(first + row.table);
            let table = layout.tables.get(row.table);
            if let (Some((sheet, at)), Some(table)) = (sheet, table) {
                let mut filled = 1 + row.numbers.len();
                filled += row.cells.iter().filter(|cell| !cell.is_empty()).count();
                if row.table == 0 {
                    filled += 1 + form.facts.len();
                }
                let room = self.room.checked_sub(filled);
                self.room = room
                    .filter(|_| *at < MOST_ROWS)
                    .ok_or(BookError::TooLarge)?;
                write_row(sheet, *at, form, table, &row)?;
                *at += 1;
            }
        }
        Ok(())
    }

    /// The bytes of the workbook.
    pub fn finish(self) -> Result<Vec<u8>, BookError> {
        let mut book = Workbook::new();
        let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
        for (sheet, _) in self.sheets {
            book.push_worksheet(sheet);
        }
        Ok(book.save_to_buffer()?)
    }
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    form: &Answered<'_>,
    table: &Table,
    row: &Row<'_>,
) -> Result<(), XlsxError> {
    sheet.write_string(at, 0, form.id)?;
    let mut column = 1;
    if row.table == 0 {
        if let Some(sent) = form.sent {
            sheet.write_string(at, column, sent.to_string())?;
        }
        column += 1;
        for (_, value) in form.facts {
            match value {
                Fact::Text(text) => sheet.write_string(at, column, text)?,
                Fact::Number(number) => sheet.write_number(at, column, *number)?,
            };
            column += 1;
        }
    }
    for number in &row.numbers {
        sheet.write_number(at, column, *number)?;
        column += 1;
    }
    for (of, cell) in table.columns.iter().zip(&row.cells) {
        if !cell.is_empty() {
            write_cell(sheet, at, column, of.kind, cell)?;
        }
        column += 1;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    kind: QuestionType,
    cell: &str,
) -> Result<(), XlsxError> {
    let is_amount = matches!(
        kind,
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range
    );
    if is_amount
        && is_number(cell)
        && let Ok(number) = cell.parse::<f64>()
    {
        sheet.write_number(row, column, number)?;
    } else if kind == QuestionType::Date
        && is_date(cell)
        && let Ok(day) = ExcelDateTime::parse_from_str(cell)
    {
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(row, column, &day, &format)?;
    } else {
        let text: String = if cell.encode_utf16().count() > LONGEST_CELL {
            // A character takes one or two units.
            cell.chars().take(LONGEST_CELL / 2).collect()
        } else {
            cell.to_owned()
        };
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}

/// A name that sheets can have, and that none before has.
fn sheet_name(name: &str, ending: &str, taken: &[String]) -> String {
    let room = LONGEST_NAME.saturating_sub(ending.chars().count());
    let plain: String = name
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
            c => c,
        })
        .take(room)
        .collect();
    let is_taken = |name: &str| {
        taken
            .iter()
            .any(|known| known.to_lowercase() == name.to_lowercase())
    };
    let mut candidate = format!("{plain}{ending}");
    let mut number = 1;
    while is_taken(&candidate) {
        number += 1;
        let stem: String = plain.chars().take(room.saturating_sub(5)).collect();
        candidate = format!("{stem}_{number}{ending}");
    }
    candidate
}
