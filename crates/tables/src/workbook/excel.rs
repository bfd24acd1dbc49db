// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Workbooks of Excel, and what any zipped workbook unpacks to.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xls, Xlsx};

use super::{Book, BookError, BookLimits, BookProblem, number_to_text};

fn damaged() -> BookError {
    BookError::of_file(BookProblem::NotAWorkbook)
}

/// Unpacks every part once and counts, because the sizes that a file declares may be wrong. Returns
/// the tables if it is an `OpenDocument` file.
pub(super) fn measure(bytes: &[u8], most: u64) -> Result<Option<Vec<u8>>, BookError> {
    let too_large = || BookError::of_file(BookProblem::ContentTooLarge);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > 1_000 {
        return Err(too_large());
    }
    let mut total = 0;
    let mut part = Vec::new();
    let mut content = None;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        let is_content = file.name().is_ok_and(|name| name == "content.xml");
        part.clear();
        let left = most - total;
        let read = file
            .take(left + 1)
            .read_to_end(&mut part)
            .map_err(|_| damaged())?;
        total += read as u64;
        if total > most {
            return Err(too_large());
        }
        if claims_too_much(&part) {
            return Err(damaged());
        }
        if is_content {
            content = Some(std::mem::take(&mut part));
        }
    }
    Ok(content)
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

/// Reads the present format.
pub(super) fn read_xlsx(bytes: &[u8], limits: BookLimits) -> Result<Book, BookError> {
    // The reader counts with what a damaged sheet says of its own size.
    std::panic::catch_unwind(|| cells_of_xlsx(bytes, limits)).unwrap_or_else(|_| Err(damaged()))
}

fn cells_of_xlsx(bytes: &[u8], limits: BookLimits) -> Result<Book, BookError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut book = Book::within(limits);
    for name in workbook.sheet_names() {
        book.sheet(&name)?;
        let of_sheet = || BookError::of_sheet(&name, BookProblem::NotAWorkbook);
        let mut reader = workbook
            .worksheet_cells_reader(&name)
            .map_err(|_| of_sheet())?;
        while let Some(cell) = reader.next_cell().map_err(|_| of_sheet())? {
            let (row, column) = cell.get_position();
            let row = row.saturating_add(1);
            let text = text(cell.get_value(), limits).map_err(|problem| BookError {
                sheet: name.clone(),
                row,
                problem,
            })?;
            book.cell(row, column, &text)?;
        }
    }
    Ok(book)
}

/// Reads the format of Excel 97 to 2003.
pub(super) fn read_xls(bytes: &[u8], limits: BookLimits) -> Result<Book, BookError> {
    if !super::compound::is_sound(bytes) {
        return Err(damaged());
    }
    // The reader of this old format trusts offsets within the file.
    let open = std::panic::catch_unwind(|| {
        let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).ok()?;
        Some(workbook.worksheets())
    });
    let Ok(Some(sheets)) = open else {
        return Err(damaged());
    };
    let mut book = Book::within(limits);
    for (name, range) in sheets {
        book.sheet(&name)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let row = row.saturating_add(first_row).saturating_add(1);
            let column = column.saturating_add(first_column);
            let text = owned_text(value, limits).map_err(|problem| BookError {
                sheet: name.clone(),
                row,
                problem,
            })?;
            book.cell(row, column, &text)?;
        }
    }
    Ok(book)
}

fn owned_text(value: &Data, limits: BookLimits) -> Result<String, BookProblem> {
    Ok(match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_to_text(*number),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => written(moment, limits.with_times),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) if limits.with_errors => error.to_string(),
        Data::Error(_) => return Err(BookProblem::ErrorCell),
    })
}

/// A day; with its time of day if that is wanted and is not midnight; a time of day without a day alone.
fn written(moment: &calamine::ExcelDateTime, with_times: bool) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if !with_times || (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    // Workbooks count days from the end of 1899.
    if year < 1901 {
        time
    } else {
        format!("{date}T{time}")
    }
}

/// The text of a cell, as somebody sees it who knows nothing of number formats.
fn text<'a>(value: &'a DataRef<'_>, limits: BookLimits) -> Result<Cow<'a, str>, BookProblem> {
    Ok(match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Float(number) => Cow::Owned(number_to_text(*number)),
        DataRef::Bool(value) => Cow::Owned(value.to_string()),
        DataRef::DateTime(moment) => Cow::Owned(written(moment, limits.with_times)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cow::Borrowed(text)
        }
        DataRef::Error(error) if limits.with_errors => Cow::Owned(error.to_string()),
        DataRef::Error(_) => return Err(BookProblem::ErrorCell),
    })
}
