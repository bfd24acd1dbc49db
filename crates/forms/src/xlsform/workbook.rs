// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes to tables of texts, within limits: nothing a file claims about itself is believed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};

use super::headers::Header;
use super::message::{Cause, Warning, WarningCause, XlsProblem};
use super::{LARGEST_CONTENT, LARGEST_FILE, MOST_ROWS};

const MOST_COLUMNS: u32 = 300;
const MOST_CELLS: usize = 200_000;
const LONGEST_CELL: usize = 10_000;

/// The sheets that make a form.
pub(super) struct Sheets {
    pub(super) survey: Option<Table>,
    pub(super) choices: Option<Table>,
    pub(super) settings: Option<Table>,
    pub(super) warnings: Vec<Warning>,
}

/// A sheet: headers from its first row, then rows with at least one filled cell.
pub(super) struct Table {
    pub(super) sheet: &'static str,
    pub(super) headers: BTreeMap<u32, Header>,
    pub(super) rows: Vec<Row>,
}

/// A row: its number from 1, and the texts of its filled cells by column.
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) cells: BTreeMap<u32, String>,
}

/// Reads the sheets.
pub(super) fn read(bytes: &[u8]) -> Result<Sheets, XlsProblem> {
    if bytes.len() > LARGEST_FILE {
        return Err(XlsProblem::of_file(Cause::FileTooLarge));
    }
    measure(bytes)?;
    let damaged = || XlsProblem::of_file(Cause::NotAWorkbook);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut sheets = Sheets {
        survey: None,
        choices: None,
        settings: None,
        warnings: Vec::new(),
    };
    for name in book.sheet_names() {
        let (slot, sheet) = match name.trim().to_lowercase().as_str() {
            "survey" => (&mut sheets.survey, "survey"),
            "choices" => (&mut sheets.choices, "choices"),
            "settings" => (&mut sheets.settings, "settings"),
            // These would change what the form does.
            "external_choices" | "entities" | "osm" => {
                return Err(XlsProblem::of_sheet(&name, Cause::UnsupportedColumn));
            }
            _ => {
                sheets.warnings.push(Warning {
                    sheet: name,
                    row: 0,
                    column: String::new(),
                    cause: WarningCause::IgnoredSheet,
                });
                continue;
            }
        };
        *slot = Some(table(&mut book, &name, sheet)?);
    }
    Ok(sheets)
}

/// Unpacks every part once and counts, because the sizes that a file declares may be wrong.
fn measure(bytes: &[u8]) -> Result<(), XlsProblem> {
    let damaged = || XlsProblem::of_file(Cause::NotAWorkbook);
    let too_large = || XlsProblem::of_file(Cause::ContentTooLarge);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > 1_000 {
        return Err(too_large());
    }
    let mut total = 0;
    let mut part = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        part.clear();
        let left = LARGEST_CONTENT - total;
        let read = file
            .take(left + 1)
            .read_to_end(&mut part)
            .map_err(|_| damaged())?;
        total += read as u64;
        if total > LARGEST_CONTENT {
            return Err(too_large());
        }
        if claims_too_much(&part) {
            return Err(damaged());
        }
    }
    Ok(())
}

/// Whether a part announces so many shared texts that room for them could not be made: the reader
/// would reserve it before it looks. XML in two-byte encodings, where this could hide, is refused.
fn claims_too_much(part: &[u8]) -> bool {
    const MARK: &[u8] = b"uniqueCount";
    const WIDE: [&[u8]; 4] = [b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"];
    if WIDE.iter().any(|start| part.starts_with(start)) {
        return true;
    }
    let mut rest = part;
    while let Some(at) = rest.windows(MARK.len()).position(|window| window == MARK) {
        rest = &rest[at + MARK.len()..];
        let digits = rest
            .iter()
            .skip_while(|b| !b.is_ascii_digit() && **b != b'>')
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits > 6 {
            return true;
        }
    }
    false
}

fn table(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheet: &'static str,
) -> Result<Table, XlsProblem> {
    let damaged = || XlsProblem::of_sheet(sheet, Cause::NotAWorkbook);
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let mut headers = BTreeMap::new();
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        let problem = |cause| XlsProblem {
            sheet: sheet.to_owned(),
            row: number,
            column: String::new(),
            cause,
        };
        let text = match text(cell.get_value()) {
            Ok(text) => text,
            Err(cause) => return Err(problem(cause)),
        };
        if text.is_empty() {
            continue;
        }
        count += 1;
        if row > MOST_ROWS
            || column >= MOST_COLUMNS
            || count > MOST_CELLS
            || text.chars().count() > LONGEST_CELL
        {
            return Err(problem(Cause::TooManyCells));
        }
        if row == 0 {
            headers.insert(column, Header::parse(&text));
        } else {
            rows.entry(number).or_default().insert(column, text);
        }
    }
    let rows = rows
        .into_iter()
        .map(|(number, cells)| Row { number, cells })
        .collect();
    Ok(Table {
        sheet,
        headers,
        rows,
    })
}

/// The text of a cell, as somebody sees it who knows nothing of number formats.
fn text(value: &DataRef<'_>) -> Result<String, Cause> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::SharedString(text) => clean(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => xpath::number_to_text(*number),
        DataRef::Bool(true) => "true".to_owned(),
        DataRef::Bool(false) => "false".to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            clean(text)
        }
        DataRef::Error(_) => return Err(Cause::ErrorCell),
    })
}

/// Without blanks around, and with plain blanks where text programs put unbreakable ones.
fn clean(text: &str) -> String {
    text.trim().replace('\u{a0}', " ").replace("\r\n", "\n")
}
