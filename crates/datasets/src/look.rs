// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The first rows of a table: where the headings are, and what stands below them.

use crate::mapping::Mapping;
use crate::number::{self, Notation};
use crate::period;
use crate::places::folded;
use crate::table::Table;

/// How many rows are looked at.
const SAMPLE: usize = 300;

/// How many of the cells must be readable for a column to be what it seems, in per cent.
pub(crate) const MOST_READABLE: usize = 80;

/// The first rows of a table, parted into headings and sample.
pub(crate) struct Look {
    pub(crate) rows_above: usize,
    pub(crate) heading_rows: usize,
    /// Texts above the headings.
    pub(crate) above: Vec<String>,
    /// The upper headings, if there are two rows of them; each stands over all columns up to the next.
    pub(crate) upper: Vec<String>,
    pub(crate) headings: Vec<String>,
    pub(crate) sample: Vec<Vec<String>>,
}

/// Whether cells behind the first one stand over several columns: they are filled, and repeat themselves or have gaps.
fn spans(cells: &[String]) -> bool {
    let cells = cells.get(1..).unwrap_or_default();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    filled > 1
        && cells
            .windows(2)
            .any(|two| two[1].is_empty() || two[0] == two[1])
}

/// Whether cells behind the first one are headings: texts or years.
fn labels(cells: &[String]) -> bool {
    let is_label = |cell: &String| {
        !cell.is_empty()
            && (number::value(cell, Notation::German).is_err()
                || period::year(cell).is_some_and(|year| (1_950..=2_100).contains(&year)))
    };
    cells.iter().skip(1).all(is_label)
}

/// Whether a cell behind the first one stands there twice.
fn repeats(cells: &[String]) -> bool {
    let mut sorted: Vec<&String> = cells.iter().skip(1).collect();
    sorted.sort_unstable();
    sorted.windows(2).any(|two| two[0] == two[1])
}

impl Look {
    pub(crate) fn at(table: &Table) -> Self {
        let head = table.head(SAMPLE);
        // A few rows may be too long.
        let mut widths: Vec<usize> = head.iter().map(|(_, cells)| cells.len()).collect();
        widths.sort_unstable();
        let nearly_all = (widths.len().saturating_sub(1) * 9).div_ceil(10);
        let width = widths.get(nearly_all).copied().unwrap_or(0);
        let filled = |cells: &Vec<String>| cells.iter().filter(|cell| !cell.is_empty()).count();
        let rows_above = head
            .iter()
            .take(20)
            .position(|(_, cells)| filled(cells) * 10 >= width * 6 && filled(cells) >= width.min(2))
            .unwrap_or(0);
        let row = |at: usize| -> Vec<String> {
            let mut cells = head
                .get(at)
                .map(|(_, cells)| cells.clone())
                .unwrap_or_default();
            cells.resize(width, String::new());
            cells
        };
        // Two rows of headings: the upper one stands over several columns each, the lower one tells those apart. Nothing
        // below it is a number, unless it is a year.
        let first = row(rows_above);
        let second = row(rows_above + 1);
        let before = rows_above.checked_sub(1).map(&row).unwrap_or_default();
        let (mut rows_above, mut heading_rows, mut upper) = (rows_above, 1, Vec::new());
        if width > 2 && spans(&first) && labels(&second) {
            (upper, heading_rows) = (first, 2);
        } else if width > 2 && spans(&before) && labels(&first) && repeats(&first) {
            (upper, heading_rows) = (before, 2);
            rows_above -= 1;
        }
        let mut last = String::new();
        for cell in upper.iter_mut().skip(1) {
            if cell.is_empty() {
                cell.clone_from(&last);
            } else {
                last.clone_from(cell);
            }
        }
        let above = head
            .iter()
            .take(rows_above)
            .flat_map(|(_, cells)| cells.iter().filter(|cell| !cell.is_empty()).cloned())
            .collect();
        Self {
            rows_above,
            heading_rows,
            above,
            upper,
            headings: row(rows_above + heading_rows - 1),
            sample: head
                .into_iter()
                .skip(rows_above + heading_rows)
                .map(|(_, cells)| cells)
                .collect(),
        }
    }

    /// The filled cells of a column.
    pub(crate) fn column(&self, at: usize) -> impl Iterator<Item = &str> + Clone {
        self.sample
            .iter()
            .filter_map(move |cells| cells.get(at).map(String::as_str))
            .filter(|cell| !cell.is_empty())
    }

    /// Whether a column holds numbers, or signs for missing ones.
    pub(crate) fn is_numeric(&self, at: usize, mapping: &Mapping) -> bool {
        let (mut all, mut numbers) = (0, 0);
        for cell in self.column(at) {
            let sign = mapping
                .missing_signs
                .iter()
                .chain(&mapping.suppressed_signs);
            if sign.clone().any(|sign| sign == cell) {
                continue;
            }
            all += 1;
            let cell = cell.trim_end_matches('%');
            let read = |notation| number::value(cell, notation) != Err(number::NotANumber::Other);
            numbers += usize::from(read(Notation::English) || read(Notation::German));
        }
        numbers * 100 >= all * MOST_READABLE
    }

    /// Words around the headings that say what they are.
    pub(crate) fn captions(&self) -> String {
        let first = self.headings.first().map_or("", String::as_str);
        let upper = self.upper.first().map_or("", String::as_str);
        folded(&format!("{} {first} {upper}", self.above.join(" ")))
    }
}
