// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables as text. In CSV and Markdown alike the first column holds the name of a sheet, in a row
//! of its own, and is empty in the rows of that sheet.

use super::{Book, LIMITS};
use crate::xlsform::message::{Cause, XlsProblem};

/// Reads CSV or Markdown, whichever it is.
pub(super) fn read(bytes: &[u8]) -> Result<Book, XlsProblem> {
    let damaged = || XlsProblem::of_file(Cause::NotAWorkbook);
    let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = Rows {
        book: Book::within(LIMITS),
        number: 0,
    };
    if text.trim_start().starts_with('|') {
        let mut open = String::new();
        for line in text.lines() {
            let line = line.trim();
            // A row that is not closed goes on in the next line, unless another one begins there.
            if line.starts_with('|') && !open.is_empty() {
                rows.line(&std::mem::take(&mut open))?;
            }
            if open.is_empty() && !line.starts_with('|') {
                continue;
            }
            if !open.is_empty() {
                open.push('\n');
            }
            open.push_str(line);
            if line.ends_with('|') {
                rows.line(&std::mem::take(&mut open))?;
            }
        }
        rows.line(&open)?;
    } else {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|_| damaged())? {
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            rows.row(&cells)?;
        }
    }
    if rows.book.sheets.is_empty() {
        return Err(damaged());
    }
    Ok(rows.book)
}

struct Rows {
    book: Book,
    number: u32,
}

impl Rows {
    fn line(&mut self, line: &str) -> Result<(), XlsProblem> {
        match cells_of_line(line) {
            Some(cells) => self.row(&cells),
            None => Ok(()),
        }
    }

    fn row(&mut self, cells: &[String]) -> Result<(), XlsProblem> {
        let Some((first, rest)) = cells.split_first() else {
            return Ok(());
        };
        if !first.trim().is_empty() {
            self.number = 0;
            self.book.sheet(first)?;
            if rest.iter().all(|cell| cell.trim().is_empty()) {
                return Ok(());
            }
        }
        self.number = self.number.saturating_add(1);
        for (column, text) in (0_u32..).zip(rest) {
            self.book.cell(self.number, column, text)?;
        }
        Ok(())
    }
}

/// The cells between the bars; `\|` is a bar within a cell. None for other lines.
fn cells_of_line(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let inner = line.strip_prefix('|')?;
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for character in inner.chars() {
        let cell = cells.last_mut()?;
        match character {
            '|' if escaped => {
                cell.pop();
                cell.push('|');
            }
            '|' => cells.push(String::new()),
            _ => cell.push(character),
        }
        escaped = character == '\\';
    }
    // What stands after the last bar is a remark, unless the row went on over several lines.
    if cells.len() > 1 && (line.ends_with('|') || !line.contains('\n')) {
        cells.pop();
    }
    let is_rule = cells.iter().any(|cell| cell.contains("--"))
        && cells
            .iter()
            .all(|cell| cell.trim().chars().all(|c| matches!(c, '-' | ':')));
    (!is_rule).then_some(cells)
}
