// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One table, whatever it came from: rows of texts that can be gone through again and again.

use std::ops::ControlFlow;

use tables::{BookSheet, RecordRef, Records};

/// A table of texts. Rows that are wholly empty are not there.
#[derive(Debug, Clone)]
pub struct Table {
    /// The name of the file or sheet.
    pub name: String,
    rows: Source,
}

#[derive(Debug, Clone)]
enum Source {
    Text { text: String, separator: u8 },
    Sheet(Vec<(u64, Vec<String>)>),
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The line of the text in which it begins, or the row of the sheet, from 1.
    pub line: u64,
    cells: Cells<'r>,
}

#[derive(Debug, Clone, Copy)]
enum Cells<'r> {
    Record(RecordRef<'r>),
    Texts(&'r [String]),
}

impl<'r> Row<'r> {
    /// A cell without blanks around it; empty where the row has none.
    pub fn cell(&self, at: usize) -> &'r str {
        match self.cells {
            Cells::Record(record) => record.cell(at),
            Cells::Texts(texts) => texts.get(at).map_or("", String::as_str),
        }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        match self.cells {
            Cells::Record(record) => record.len(),
            Cells::Texts(texts) => texts.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All cells.
    pub fn cells(self) -> impl Iterator<Item = &'r str> {
        (0..self.len()).map(move |at| self.cell(at))
    }
}

impl Table {
    /// A table as text, with whatever separator it has.
    pub fn of_text(name: &str, text: String) -> Self {
        let text = if text.contains('\r') {
            tables::one_line_end(&text)
        } else {
            text
        };
        let separator = tables::separator(&text);
        Self {
            name: name.to_owned(),
            rows: Source::Text { text, separator },
        }
    }

    /// A table of rows with their lines.
    pub fn of_rows(name: &str, rows: Vec<(u64, Vec<String>)>) -> Self {
        Self {
            name: name.to_owned(),
            rows: Source::Sheet(rows),
        }
    }

    /// How many rows there are about: lines of a text, in which a row can take several.
    pub(crate) fn about_rows(&self) -> u64 {
        let rows = match &self.rows {
            Source::Text { text, .. } => text.bytes().filter(|byte| *byte == b'\n').count(),
            Source::Sheet(rows) => rows.len(),
        };
        u64::try_from(rows).unwrap_or(u64::MAX)
    }

    pub(crate) fn of_sheet(sheet: BookSheet) -> Self {
        let rows = sheet
            .rows
            .into_iter()
            .map(|row| {
                let mut cells = Vec::new();
                for (column, text) in row.cells {
                    // The reader keeps to the most columns.
                    cells.resize(usize::try_from(column).unwrap_or(0), String::new());
                    cells.push(text);
                }
                (u64::from(row.number), cells)
            })
            .collect();
        Self {
            name: sheet.name,
            rows: Source::Sheet(rows),
        }
    }

    /// The same rows with a separator that is known; a sheet has none.
    pub(crate) fn separate(&mut self, by: u8) {
        if let Source::Text { separator, .. } = &mut self.rows {
            *separator = by;
        }
    }

    /// Shows each row in its order, until somebody has seen enough.
    pub fn visit(&self, mut see: impl FnMut(Row<'_>) -> ControlFlow<()>) {
        match &self.rows {
            Source::Text { text, separator } => {
                let mut records = Records::of(text, *separator);
                while let Some(record) = records.next_ref() {
                    let row = Row {
                        line: record.line,
                        cells: Cells::Record(record),
                    };
                    if see(row).is_break() {
                        return;
                    }
                }
            }
            Source::Sheet(rows) => {
                for (number, texts) in rows {
                    let row = Row {
                        line: *number,
                        cells: Cells::Texts(texts),
                    };
                    if see(row).is_break() {
                        return;
                    }
                }
            }
        }
    }

    /// The first rows: their lines and cells.
    pub fn head(&self, most: usize) -> Vec<(u64, Vec<String>)> {
        let mut head = Vec::new();
        self.visit(|row| {
            if head.len() == most {
                return ControlFlow::Break(());
            }
            head.push((row.line, row.cells().map(str::to_owned).collect()));
            ControlFlow::Continue(())
        });
        head
    }
}
