// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tables of an `OpenDocument` spreadsheet. Repeated cells and rows are counted, not copied,
//! as long as they are empty.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Book, BookError, BookLimits, BookProblem, number_to_text};

/// How often a filled cell or row may be repeated.
const MOST_REPEATS: u32 = 1_000;

#[derive(Default)]
struct Cell {
    /// The value as stored, for numbers, truth values and days.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeated: u32,
}

/// Reads `content.xml`.
pub(super) fn read(content: &[u8], limits: BookLimits) -> Result<Book, BookError> {
    let damaged = || BookError::of_file(BookProblem::NotAWorkbook);
    let text = std::str::from_utf8(content).map_err(|_| damaged())?;
    let mut reader = Reader::from_str(text);
    let mut book = Book::within(limits);
    let mut row: u32 = 0;
    let mut row_repeated: u32 = 1;
    let mut column: u32 = 0;
    let mut filled: Vec<(u32, String)> = Vec::new();
    let mut cell: Option<Cell> = None;
    let mut in_annotation = 0_u32;
    let mut depth = 0_u32;
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                if !is_empty {
                    depth += 1;
                    if depth > 100 {
                        return Err(damaged());
                    }
                }
                let name = start.local_name();
                match name.as_ref() {
                    "table" => {
                        book.sheet(&attribute(&start, "name").unwrap_or_default())?;
                        row = 0;
                    }
                    "table-row" => {
                        row_repeated = count(&start, "number-rows-repeated");
                        column = 0;
                        filled.clear();
                        if is_empty {
                            row = row.saturating_add(row_repeated);
                        }
                    }
                    "table-cell" | "covered-table-cell" => {
                        let repeated = count(&start, "number-columns-repeated");
                        if is_empty {
                            column = column.saturating_add(repeated);
                        } else {
                            cell = Some(Cell {
                                value: value(&start),
                                repeated,
                                ..Cell::default()
                            });
                        }
                    }
                    "annotation" if !is_empty => in_annotation += 1,
                    "p" if in_annotation == 0 => {
                        if let Some(cell) = &mut cell {
                            if cell.paragraphs > 0 {
                                cell.text.push('\n');
                            }
                            cell.paragraphs += 1;
                        }
                    }
                    "s" if in_annotation == 0 => {
                        if let Some(cell) = &mut cell {
                            let blanks = count(&start, "c").min(100);
                            cell.text.extend((0..blanks).map(|_| ' '));
                        }
                    }
                    "line-break" => {
                        if let Some(cell) = &mut cell {
                            cell.text.push('\n');
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(part) if in_annotation == 0 => {
                if let Some(cell) = &mut cell {
                    cell.text
                        .push_str(&part.xml_content(XmlVersion::Implicit1_0));
                }
            }
            Event::GeneralRef(reference) if in_annotation == 0 => {
                if let Some(cell) = &mut cell {
                    let name = reference.xml_content(XmlVersion::Implicit1_0);
                    let known = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character.to_string()),
                        _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                    };
                    cell.text.push_str(&known.ok_or_else(damaged)?);
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                match end.local_name().as_ref() {
                    "annotation" => in_annotation = in_annotation.saturating_sub(1),
                    "table-cell" | "covered-table-cell" => {
                        if let Some(cell) = cell.take() {
                            let text = cell.value.unwrap_or(cell.text);
                            if text.trim().is_empty() {
                                column = column.saturating_add(cell.repeated);
                            } else {
                                for _ in 0..cell.repeated.min(MOST_REPEATS) {
                                    filled.push((column, text.clone()));
                                    column = column.saturating_add(1);
                                }
                            }
                        }
                    }
                    "table-row" => {
                        if filled.is_empty() {
                            row = row.saturating_add(row_repeated);
                        } else {
                            for _ in 0..row_repeated.min(MOST_REPEATS) {
                                row = row.saturating_add(1);
                                for (column, text) in &filled {
                                    book.cell(row, *column, text)?;
                                }
                            }
                        }
                    }
                    _ => {}
                }
            }
            Event::DocType(_) => return Err(damaged()),
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, local: &str) -> Option<String> {
    start.attributes().flatten().find_map(|attribute| {
        (attribute.key.local_name().as_ref() == local)
            .then(|| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
            .flatten()
            .map(std::borrow::Cow::into_owned)
    })
}

fn count(start: &BytesStart<'_>, local: &str) -> u32 {
    attribute(start, local)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
}

/// The stored value of a cell that is no text.
fn value(start: &BytesStart<'_>) -> Option<String> {
    match attribute(start, "value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let number: f64 = attribute(start, "value")?.parse().ok()?;
            Some(number_to_text(number))
        }
        "boolean" => attribute(start, "boolean-value"),
        "date" => attribute(start, "date-value"),
        _ => None,
    }
}
