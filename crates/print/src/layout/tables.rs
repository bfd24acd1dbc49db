// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables: how wide the columns are, and rows that may continue on the next page line by line.

use super::compose::{Align, Column, Composer, beside, divide, pad, rule};
use super::{After, BODY, HAIRLINE, Kind, SMALL, Slab};
use crate::document::{Facts, Table};
use crate::text::{Span, Tone, Weight, widths};

/// Tables of more columns are printed in parts.
const MOST_COLUMNS: usize = 12;

/// Between the columns, in points.
const GUTTER: f32 = 11.0;

/// Above and below the text of a row.
const PADDING: f32 = 3.0;

/// The widths of columns look at so many rows; the others are like them or wrap.
const MEASURED_ROWS: usize = 500;

impl Composer<'_> {
    /// Names and values.
    pub(super) fn facts(&mut self, facts: &Facts, parent: usize) {
        if facts.0.is_empty() {
            return;
        }
        let table = self.node(parent, Kind::Table);
        let body = self.node(table, Kind::TableBody);
        let page = Column::PAGE;
        let mut names = 0.0_f32;
        for (name, _) in &facts.0 {
            let span = self.span(Weight::Regular, BODY, Tone::Muted, name);
            names = names.max(widths(&mut self.setter, &[span]).1);
        }
        let names = names.clamp(60.0, page.width * 0.38);
        let left = Column {
            x: page.x,
            width: names,
        };
        let right = page.indented(names + 14.0);
        for (index, (name, value)) in facts.0.iter().enumerate() {
            let row = self.node(body, Kind::Row);
            let header = self.node(row, Kind::RowHeader);
            let cell = self.node(row, Kind::Cell);
            let name = self.span(Weight::Regular, BODY, Tone::Muted, name);
            let value = self.span(Weight::Regular, BODY, Tone::Ink, value);
            let name = self.text(&[name], left, Align::Left, Some(header));
            let value = self.text(&[value], right, Align::Left, Some(cell));
            let mut slabs = beside(vec![name, value]);
            divide(&mut slabs, After::Weak, After::Free);
            self.push(slabs, if index == 0 { 8.0 } else { 2.5 });
        }
    }

    pub(super) fn table(&mut self, table: &Table, parent: usize) {
        let count = match table.header.len() {
            0 => table.rows.iter().map(Vec::len).max().unwrap_or(0),
            count => count,
        };
        if count <= MOST_COLUMNS {
            let all: Vec<usize> = (0..count).collect();
            return self.table_part(&table.caption, table, &all, parent);
        }
        let others: Vec<usize> = (1..count).collect();
        for part in others.chunks(MOST_COLUMNS - 1) {
            let from = part.first().map_or(1, |first| first + 1);
            let to = part.last().map_or(1, |last| last + 1);
            let which = self.words.columns(from, to);
            let caption = match table.caption.trim() {
                "" => which,
                caption => format!("{caption} ({which})"),
            };
            let mut columns = vec![0];
            columns.extend(part);
            self.table_part(&caption, table, &columns, parent);
        }
    }

    /// A table of some of the columns.
    fn table_part(&mut self, caption: &str, table: &Table, columns: &[usize], parent: usize) {
        if columns.is_empty() {
            return;
        }
        let is_wide = columns.len() > 7 || table.header.len() > MOST_COLUMNS;
        let size = if is_wide { 8.0 } else { SMALL + 0.5 };
        let node = self.node(parent, Kind::Table);
        let above = self.caption(caption, node);
        let cell = |row: &[String], column: &usize| -> String {
            row.get(*column)
                .map(|text| text.trim().to_owned())
                .unwrap_or_default()
        };
        let aligns: Vec<Align> = columns
            .iter()
            .map(|column| column_align(table.rows.iter().map(|row| cell(row, column))))
            .collect();
        let places = self.places(table, columns, size);
        let mut repeat = None;
        let mut before = above;
        if !table.header.is_empty() {
            let head = self.node(node, Kind::TableHead);
            let row = self.node(head, Kind::Row);
            let texts = columns.iter().map(|column| cell(&table.header, column));
            let mut slabs = self.row(texts, &places, &aligns, (Weight::Bold, size), row);
            finish_row(&mut slabs, Column::PAGE, 0.9);
            divide(&mut slabs, After::Never, After::Never);
            repeat = Some(self.repeat(&slabs));
            self.push(slabs, before);
            before = 0.0;
        }
        let body = self.node(node, Kind::TableBody);
        for (index, cells) in table.rows.iter().enumerate() {
            let row = self.node(body, Kind::Row);
            let texts = columns.iter().map(|column| cell(cells, column));
            let mut slabs = self.row(texts, &places, &aligns, (Weight::Regular, size), row);
            if slabs.is_empty() {
                slabs.push(Slab::empty(super::line_height(size)));
            }
            finish_row(&mut slabs, Column::PAGE, HAIRLINE);
            divide(&mut slabs, After::Weak, After::Free);
            for slab in &mut slabs {
                slab.repeat = repeat;
            }
            self.push(slabs, if index == 0 { before } else { 0.0 });
        }
        if let Some(last) = self.slabs.last_mut() {
            last.after = After::Free;
            last.height += 4.0;
        }
    }

    /// Prints the caption and says how much space the table needs above itself.
    pub(super) fn caption(&mut self, caption: &str, table: usize) -> f32 {
        if caption.trim().is_empty() {
            return 10.0;
        }
        let node = self.node(table, Kind::Caption);
        let span = self.span(Weight::Bold, SMALL + 0.5, Tone::Ink, caption);
        let slabs = self.text(&[span], Column::PAGE, Align::Left, Some(node));
        self.push(slabs, 12.0);
        1.0
    }

    /// Keeps slabs to be printed again, as artifacts, at the top of the next pages.
    pub(super) fn repeat(&mut self, slabs: &[Slab]) -> usize {
        let mut again = slabs.to_vec();
        for item in again.iter_mut().flat_map(|slab| &mut slab.items) {
            item.node = None;
        }
        self.repeats.push(again);
        self.repeats.len() - 1
    }

    fn row(
        &mut self,
        texts: impl Iterator<Item = String>,
        places: &[Column],
        aligns: &[Align],
        (weight, size): (Weight, f32),
        row: usize,
    ) -> Vec<Slab> {
        let kind = match weight {
            Weight::Bold => Kind::ColumnHeader,
            Weight::Regular => Kind::Cell,
        };
        let mut cells = Vec::with_capacity(places.len());
        for ((text, place), align) in texts.zip(places).zip(aligns) {
            let node = self.node(row, kind.clone());
            let span = self.span(weight, size, Tone::Ink, &text);
            cells.push(self.text(&[span], *place, *align, Some(node)));
        }
        beside(cells)
    }

    /// Where the columns stand: each gets what it needs if there is room, else at least its longest
    /// word, else a share; the rest of the page is divided among them.
    fn places(&mut self, table: &Table, columns: &[usize], size: f32) -> Vec<Column> {
        let mut needs = vec![(12.0_f32, 12.0_f32); columns.len()];
        let header = std::iter::once((Weight::Bold, &table.header));
        let rows = table.rows.iter().map(|row| (Weight::Regular, row));
        for (weight, row) in header.chain(rows.take(MEASURED_ROWS)) {
            for (need, column) in needs.iter_mut().zip(columns) {
                let Some(text) = row.get(*column) else {
                    continue;
                };
                let span: Span = self.span(weight, size, Tone::Ink, text.trim());
                let (least, most) = widths(&mut self.setter, &[span]);
                *need = (need.0.max(least + 0.1), need.1.max(most + 0.1));
            }
        }
        share(&needs)
    }
}

/// The line below a row, and its space.
pub(super) fn finish_row(slabs: &mut [Slab], column: Column, line: f32) {
    pad(slabs, PADDING, PADDING);
    if let Some(last) = slabs.last_mut() {
        let y = last.height - line / 2.0;
        last.items.push(rule(column, y, line));
    }
}

/// Columns over the whole width of the page, out of what each needs at least and at most.
fn share(needs: &[(f32, f32)]) -> Vec<Column> {
    let room = super::WIDTH - GUTTER * (needs.len().saturating_sub(1)) as f32;
    let least: f32 = needs.iter().map(|need| need.0).sum();
    let most: f32 = needs.iter().map(|need| need.1).sum();
    let even = room / needs.len() as f32;
    let widths: Vec<f32> = if most <= room {
        // What is left over goes to all alike, so that figures stay near their names.
        let spare = (room - most) / needs.len() as f32;
        needs.iter().map(|need| need.1 + spare).collect()
    } else if least <= room {
        let stretch = (room - least) / (most - least).max(1.0);
        needs
            .iter()
            .map(|need| need.0 + (need.1 - need.0) * stretch)
            .collect()
    } else {
        // Narrow columns keep their words whole, wide ones divide theirs.
        let narrow: f32 = needs.iter().map(|need| need.0.min(even)).sum();
        let wide: f32 = needs.iter().map(|need| (need.0 - even).max(0.0)).sum();
        let stretch = (room - narrow) / wide.max(1.0);
        needs
            .iter()
            .map(|need| need.0.min(even) + (need.0 - even).max(0.0) * stretch)
            .collect()
    };
    let mut x = super::LEFT;
    widths
        .into_iter()
        .map(|width| {
            let column = Column { x, width };
            x += width + GUTTER;
            column
        })
        .collect()
}

/// Columns of figures stand flush right.
fn column_align(cells: impl Iterator<Item = String>) -> Align {
    let mut figures = false;
    for cell in cells {
        let is_figure = cell
            .chars()
            .all(|c| c.is_ascii_digit() || " .,+-−–%<>≤≥\u{202f}\u{a0}".contains(c))
            && cell.contains(|c: char| c.is_ascii_digit());
        if !cell.is_empty() && cell != "–" && cell != "-" && !is_figure {
            return Align::Left;
        }
        figures |= is_figure;
    }
    if figures { Align::Right } else { Align::Left }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right_edge(columns: &[Column]) -> f32 {
        columns.last().map_or(0.0, |last| last.x + last.width)
    }

    #[test]
    fn columns_fill_the_page_and_never_leave_it() {
        let edge = super::super::LEFT + super::super::WIDTH;
        for needs in [
            vec![(20.0, 40.0), (30.0, 60.0)],
            vec![(20.0, 400.0), (30.0, 600.0), (12.0, 12.0)],
            vec![(2000.0, 4000.0), (30.0, 60.0)],
            vec![(300.0, 300.0); 12],
        ] {
            let columns = share(&needs);
            assert!((right_edge(&columns) - edge).abs() < 0.5, "{needs:?}");
            assert!(
                columns.iter().all(|column| column.width > 10.0),
                "{columns:?}"
            );
        }
    }

    #[test]
    fn figures_stand_flush_right_and_words_do_not() {
        let align = |cells: &[&str]| column_align(cells.iter().map(|cell| (*cell).to_owned()));
        assert_eq!(align(&["1", "2,5", "", "–"]), Align::Right);
        assert_eq!(align(&["1", "zwei"]), Align::Left);
        assert_eq!(align(&["", ""]), Align::Left);
    }
}
