// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From rows to files: text for every program, workbooks for people.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    Formula, Workbook, Worksheet, XlsxError,
};

/// The longest text that a cell of a workbook holds, in units of UTF-16.
const LONGEST_CELL: usize = 32_767;

/// The longest message that a cell shows when it is chosen, in characters.
const LONGEST_MESSAGE: usize = 255;

/// The longest title of such a message.
const LONGEST_TITLE: usize = 32;

/// The sheet with the lists that cells are chosen from; nobody sees it.
const LISTS: &str = "lists";

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text; an empty one leaves the cell empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl Cell {
    /// A count. Numbers beyond 2^53 lose their last digits.
    pub fn count(number: i64) -> Self {
        Self::Number(number as f64)
    }

    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// How wide it is in a workbook, in characters.
    pub width: u16,
    /// What a workbook says when a cell of the column is chosen; may be empty.
    pub message: String,
    /// The texts that a workbook offers to choose from; none if anything can be typed.
    pub offered: Vec<String>,
}

impl Column {
    /// A column that says nothing but its heading.
    pub fn new(heading: impl Into<String>, width: u16) -> Self {
        Self {
            heading: heading.into(),
            width,
            ..Self::default()
        }
    }
}

/// A table with headings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The name of the sheet in a workbook: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows below the headings.
    pub rows: Vec<Vec<Cell>>,
    /// For how many rows a workbook offers texts and shows messages.
    pub prepared: u32,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The writer of workbooks has refused something.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    /// The writer of text has refused something.
    #[error(transparent)]
    Text(#[from] csv::Error),
}

/// A table as German spreadsheet programs open text: UTF-8 with a mark, semicolons. A text that such a program
/// would calculate stands behind an apostrophe.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, WriteError> {
    write_csv(sheet, |cell| match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            format!("'{text}")
        }
        other => other.text(),
    })
}

/// The same with every text as it is: for tables that come back.
pub fn csv_to_return(sheet: &Sheet) -> Result<Vec<u8>, WriteError> {
    write_csv(sheet, Cell::text)
}

fn write_csv(sheet: &Sheet, text: impl Fn(&Cell) -> String) -> Result<Vec<u8>, WriteError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(sheet.columns.iter().map(|column| &column.heading))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(&text))?;
    }
    let bytes = writer.into_inner();
    Ok(bytes.map_err(|error| csv::Error::from(error.into_error()))?)
}

/// Tables as a workbook (`.xlsx`). The same tables give the same bytes.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut lists = Lists::default();
    for sheet in sheets {
        let mut out = Worksheet::new();
        out.set_name(&sheet.name)?;
        write_sheet(&mut out, sheet, &mut lists)?;
        book.push_worksheet(out);
    }
    if let Some(sheet) = lists.sheet {
        book.push_worksheet(sheet);
    }
    Ok(book.save_to_buffer()?)
}

/// The hidden sheet with the lists, one a column.
#[derive(Default)]
struct Lists {
    sheet: Option<Worksheet>,
    columns: u16,
}

impl Lists {
    /// Keeps a list and says where it lies.
    fn add(&mut self, texts: &[String]) -> Result<Formula, XlsxError> {
        let sheet = match &mut self.sheet {
            Some(sheet) => sheet,
            none => {
                let mut sheet = Worksheet::new();
                sheet.set_name(LISTS)?;
                sheet.set_hidden(true);
                none.insert(sheet)
            }
        };
        let column = self.columns;
        self.columns += 1;
        for (row, text) in (0_u32..).zip(texts) {
            sheet.write_string(row, column, text)?;
        }
        let last = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        let column = rust_xlsxwriter::utility::column_number_to_name(column);
        Ok(Formula::new(format!(
            "={LISTS}!${column}$1:${column}${last}"
        )))
    }
}

fn write_sheet(out: &mut Worksheet, sheet: &Sheet, lists: &mut Lists) -> Result<(), WriteError> {
    let head = Format::new().set_bold().set_align(FormatAlign::Top);
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        out.write_string_with_format(0, at, shortened(&column.heading), &head)?;
        if column.width > 0 {
            out.set_column_width(at, f64::from(column.width))?;
        }
        if sheet.prepared == 0 || (column.message.is_empty() && column.offered.is_empty()) {
            continue;
        }
        let mut validation = DataValidation::new()
            .ignore_blank(true)
            .set_input_title(cut(&column.heading, LONGEST_TITLE))?
            .set_input_message(cut(&column.message, LONGEST_MESSAGE))?;
        validation = if column.offered.is_empty() {
            validation.allow_any_value()
        } else {
            // Codes may be typed as well: the program that takes the table knows both.
            validation
                .allow_list_formula(lists.add(&column.offered)?)
                .set_error_style(DataValidationErrorStyle::Warning)
        };
        out.add_data_validation(1, at, sheet.prepared, at, &validation)?;
    }
    out.set_freeze_panes(1, 0)?;
    for (at, row) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    out.write_string(at, column, shortened(text))?;
                }
                Cell::Number(number) => {
                    out.write_number(at, column, *number)?;
                }
                Cell::Day(date) => {
                    let moment = ExcelDateTime::parse_from_str(&date.to_string())?;
                    out.write_datetime_with_format(at, column, &moment, &day)?;
                }
            }
        }
    }
    Ok(())
}

/// As much of a text as a cell holds.
fn shortened(text: &str) -> String {
    if text.encode_utf16().count() > LONGEST_CELL {
        // A character takes one or two units.
        text.chars().take(LONGEST_CELL / 2).collect()
    } else {
        text.to_owned()
    }
}

/// At most so many characters of a text.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most / 2).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Records, decode, delimiter, one_line_end};

    fn sheet() -> Sheet {
        Sheet {
            name: "Meldungen".to_owned(),
            columns: vec![
                Column::new("Ort", 20),
                Column {
                    message: "Wie viele? ".repeat(40),
                    offered: vec!["ja".to_owned(), "nein".to_owned()],
                    ..Column::new("Anzahl", 10)
                },
                Column::new("Tag", 12),
            ],
            rows: vec![vec![
                "Göttingen; Ost".into(),
                Cell::count(12),
                Cell::Day(date(2026, 11, 18)),
            ]],
            prepared: 100,
        }
    }

    #[test]
    fn a_text_can_be_read_again() {
        let bytes = csv(&sheet()).unwrap();
        let text = one_line_end(&decode(&bytes, 1_000).unwrap());
        let rows: Vec<_> = Records::of(&text, delimiter(&text)).collect();
        assert_eq!(rows[0].cells, ["Ort", "Anzahl", "Tag"]);
        assert_eq!(rows[1].cells, ["Göttingen; Ost", "12", "2026-11-18"]);
    }

    #[test]
    fn what_a_program_would_calculate_stands_behind_an_apostrophe_unless_it_comes_back() {
        let column = |text: &str| vec![Cell::from(text)];
        let sheet = Sheet {
            name: "Ämter".to_owned(),
            columns: vec![Column::new("Amt", 20)],
            rows: ["=1+1", "+49", "-5", "@SUM(A1)", "\t=1", "\r=1", "a=b", ""]
                .map(column)
                .to_vec(),
            prepared: 0,
        };
        let read = |bytes: Vec<u8>| -> Vec<String> {
            let text = decode(&bytes, 1_000).unwrap();
            let rows = Records::of(&text, b';').skip(1);
            rows.map(|row| row.cells[0].clone()).collect()
        };
        let guarded = read(csv(&sheet).unwrap());
        assert_eq!(
            guarded[..7],
            ["'=1+1", "'+49", "'-5", "'@SUM(A1)", "'\t=1", "'\r=1", "a=b"]
        );
        let back = read(csv_to_return(&sheet).unwrap());
        assert_eq!(back[..4], ["=1+1", "+49", "-5", "@SUM(A1)"]);
        // A number below zero is a number.
        let numbers = Sheet {
            rows: vec![vec![Cell::count(-5)]],
            ..sheet
        };
        assert_eq!(read(csv(&numbers).unwrap()), ["-5"]);
    }

    #[test]
    fn a_workbook_is_the_same_each_time() {
        let first = workbook(&[sheet()]).unwrap();
        assert!(first.starts_with(b"PK"));
        assert_eq!(first, workbook(&[sheet()]).unwrap());
    }
}
