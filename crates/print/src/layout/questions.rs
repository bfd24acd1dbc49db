// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions of a form: what is asked, and the place for the answer.

use super::compose::{Align, Column, Composer, beside, divide, pad, rule, style};
use super::tables::finish_row;
use super::{
    After, BODY, HAIRLINE, HEIGHT, Item, Kind, Mark, Picture, SMALL, Shape, Slab, line_height, mm,
};
use crate::document::{Answer, Choice, MatrixRow, Question};
use crate::text::{Span, Tone, Weight, label, widths};

/// A box to tick.
const BOX: f32 = 9.5;
/// From one line to write on to the next.
const WRITING: f32 = mm(8.5);
/// A box for one character.
const CELL: (f32, f32) = (mm(5.5), mm(7.0));
/// Lines to write on that are kept together.
const LINES_TOGETHER: usize = 12;
/// The columns of a matrix that stand beside each other.
const MATRIX_COLUMNS: usize = 9;

impl Composer<'_> {
    pub(super) fn question(&mut self, question: &Question, parent: usize) {
        let node = self.node(parent, Kind::Div);
        let start = self.slabs.len();
        let column = self.asked(question, node);
        self.answer(&question.answer, column, node);
        let asked = &mut self.slabs[start..];
        for slab in asked.iter_mut().filter(|slab| slab.after == After::Free) {
            slab.after = After::Weak;
        }
        if let Some(last) = asked.last_mut() {
            last.after = After::Free;
        }
    }

    /// Number, label and hint. The answer stands in the column of the label.
    fn asked(&mut self, question: &Question, parent: usize) -> Column {
        let node = self.node(parent, Kind::Paragraph);
        let mut column = Column::PAGE;
        let mut parts = Vec::new();
        if let Some(number) = question.number.as_deref().map(label)
            && !number.is_empty()
        {
            let span = Span {
                text: format!("{number} "),
                style: style(Weight::Bold, BODY, Tone::Ink),
            };
            let width = widths(&mut self.setter, std::slice::from_ref(&span)).1;
            column = column.indented((width + 7.0).clamp(26.0, 60.0));
            let place = Column {
                x: Column::PAGE.x,
                width: column.x - Column::PAGE.x - 6.0,
            };
            parts.push(self.text(&[span], place, Align::Left, Some(node)));
        }
        let mut spans = vec![self.span(Weight::Bold, BODY, Tone::Ink, question.label.trim_end())];
        if question.required {
            let word = format!(" ({})", self.words.required());
            spans.push(self.span(Weight::Regular, SMALL, Tone::Muted, &word));
        }
        parts.push(self.text(&spans, column, Align::Left, Some(node)));
        let slabs = beside(parts);
        self.push_together(slabs, 13.0);
        if !question.hint.trim().is_empty() {
            let node = self.node(parent, Kind::Paragraph);
            let span = self.span(Weight::Regular, SMALL, Tone::Muted, &question.hint);
            let slabs = self.text(&[span], column, Align::Left, Some(node));
            self.push_together(slabs, 1.0);
        }
        column
    }

    fn push_together(&mut self, mut slabs: Vec<Slab>, before: f32) {
        divide(&mut slabs, After::Never, After::Never);
        self.push(slabs, before);
    }

    fn answer(&mut self, answer: &Answer, column: Column, parent: usize) {
        match answer {
            Answer::None => {}
            Answer::Lines(count) => self.lines(usize::from(*count).clamp(1, 60), column, parent),
            Answer::Boxes {
                one,
                options,
                columns,
            } => self.boxes(*one, options, *columns, column, parent),
            Answer::Text(text) => self.answered(text, column, parent),
            Answer::Cells { pattern, unit } => self.cells(pattern, unit, column, parent),
            Answer::Signature { image, label } => {
                self.signature(image.as_deref(), label, column, parent);
            }
            Answer::Image { bytes, alt, name } => self.image(bytes, alt, name, column, parent),
            Answer::Matrix { one, columns, rows } => {
                self.matrix(*one, columns, rows, column, parent);
            }
        }
    }

    fn lines(&mut self, count: usize, column: Column, parent: usize) {
        let mut left = count;
        while left > 0 {
            let together = left.min(LINES_TOGETHER);
            left -= together;
            let alt = self.words.lines(together);
            let node = self.node(parent, Kind::Figure { alt });
            let mut slab = Slab::empty(0.0);
            for _ in 0..together {
                slab.height += WRITING;
                let mut line = rule(column, slab.height - 1.0, 0.6);
                line.node = Some(node);
                slab.items.push(line);
            }
            self.push(vec![slab], 0.0);
        }
    }

    fn boxes(&mut self, one: bool, options: &[Choice], columns: u8, column: Column, parent: usize) {
        if options.is_empty() {
            return;
        }
        let kind = Kind::List {
            ordered: false,
            boxes: true,
        };
        let list = self.node(parent, kind);
        let per_row = usize::from(columns.clamp(1, 4));
        let gap = 12.0;
        let width = (column.width + gap) / f32::from(columns.clamp(1, 4)) - gap;
        for (index, row) in options.chunks(per_row).enumerate() {
            let mut cells = Vec::with_capacity(row.len());
            let mut x = column.x;
            for option in row {
                let item = self.node(list, Kind::ListItem);
                let mark = self.node(item, Kind::ListLabel);
                let mark = self.tick_box(one, option.ticked, x, mark);
                let body = self.node(item, Kind::ListBody);
                let span = self.span(Weight::Regular, BODY, Tone::Ink, &option.text);
                let place = Column {
                    x: x + BOX + 6.5,
                    width: width - BOX - 6.5,
                };
                let text = self.text(&[span], place, Align::Left, Some(body));
                cells.push(beside(vec![vec![mark], text]));
                x += width + gap;
            }
            let mut slabs = beside(cells);
            divide(&mut slabs, After::Never, After::Free);
            self.push(slabs, if index == 0 { 4.0 } else { 2.0 });
        }
    }

    /// A box or a circle at `x`, as high as a line.
    fn tick_box(&mut self, one: bool, ticked: bool, x: f32, parent: usize) -> Slab {
        let alt = self.words.ticked(ticked).to_owned();
        let node = self.node(parent, Kind::Figure { alt });
        let height = line_height(BODY);
        let mut slab = Slab::empty(height);
        slab.items.push(Item {
            node: Some(node),
            mark: Mark::Frame {
                x,
                y: (height - BOX) / 2.0,
                width: BOX,
                height: BOX,
                shape: match (one, ticked) {
                    (true, true) => Shape::Dotted,
                    (true, false) => Shape::Circle,
                    (false, true) => Shape::Crossed,
                    (false, false) => Shape::Square,
                },
            },
        });
        slab
    }

    fn answered(&mut self, text: &str, column: Column, parent: usize) {
        let node = self.node(parent, Kind::Paragraph);
        let span = match text.trim() {
            "" => {
                let words = self.words.no_answer();
                self.span(Weight::Regular, BODY, Tone::Muted, words)
            }
            text => self.span(Weight::Regular, BODY, Tone::Ink, text),
        };
        let mut slabs = self.text(&[span], column.indented(9.0), Align::Left, Some(node));
        pad(&mut slabs, 1.0, 1.0);
        for slab in &mut slabs {
            slab.items.push(Item {
                node: None,
                mark: Mark::Rule {
                    from: (column.x + 1.0, 0.0),
                    to: (column.x + 1.0, slab.height),
                    width: 1.2,
                },
            });
        }
        divide(&mut slabs, After::Free, After::Free);
        self.push(slabs, 3.0);
    }

    fn cells(&mut self, pattern: &str, unit: &str, column: Column, parent: usize) {
        let pattern: String = label(pattern).chars().take(120).collect();
        let alt = self.words.cells(&pattern, &label(unit));
        let node = self.node(parent, Kind::Figure { alt });
        let (width, height) = CELL;
        let right = column.x + column.width;
        let empty = || Slab::empty(height + 2.0);
        let mut slabs = vec![empty()];
        let mut x = column.x;
        for c in pattern.chars() {
            let is_box = c == '_' || c.is_alphanumeric();
            let advance = if is_box { width } else { width * 0.6 };
            if x + advance > right {
                slabs.push(empty());
                x = column.x;
            }
            let place = Column { x, width: advance };
            x += advance;
            let Some(slab) = slabs.last_mut() else { return };
            if is_box {
                slab.items.push(Item {
                    node: Some(node),
                    mark: Mark::Frame {
                        x: place.x,
                        y: 1.0,
                        width,
                        height,
                        shape: Shape::Square,
                    },
                });
            }
            if c == '_' || c == ' ' {
                continue;
            }
            let tone = if c.is_alphabetic() {
                Tone::Pale
            } else {
                Tone::Ink
            };
            let items = self.inside_cell(&c.to_string(), tone, place, node);
            if let Some(slab) = slabs.last_mut() {
                slab.items.extend(items);
            }
        }
        if !label(unit).is_empty() {
            let place = Column {
                x: x + 6.0,
                width: (right - x - 6.0).max(20.0),
            };
            let items = self.inside_cell(unit, Tone::Ink, place, node);
            let aligned = items.into_iter().take(1);
            if let Some(slab) = slabs.last_mut() {
                slab.items.extend(aligned);
            }
        }
        divide(&mut slabs, After::Never, After::Free);
        self.push(slabs, 3.0);
    }

    /// Text in the middle of the height of a box.
    fn inside_cell(&mut self, text: &str, tone: Tone, place: Column, node: usize) -> Vec<Item> {
        let span = Span {
            text: text.to_owned(),
            style: style(Weight::Regular, BODY, tone),
        };
        let align = if place.width <= CELL.0 {
            Align::Centre
        } else {
            Align::Left
        };
        let slabs = self.text(&[span], place, align, Some(node));
        let mut items: Vec<Item> = slabs.into_iter().flat_map(|slab| slab.items).collect();
        for item in &mut items {
            item.move_down(1.0 + (CELL.1 - line_height(BODY)) / 2.0);
        }
        items
    }

    fn signature(&mut self, bytes: Option<&[u8]>, caption: &str, column: Column, parent: usize) {
        let image = bytes.and_then(|bytes| self.read_picture(bytes));
        let alt = self.words.signature(image.is_some());
        let alt = match label(caption).as_str() {
            "" => alt.to_owned(),
            caption => format!("{alt}: {caption}"),
        };
        let node = self.node(parent, Kind::Figure { alt });
        let width = column.width.min(mm(80.0));
        let room = mm(18.0);
        let mut slab = Slab::empty(room + 2.0);
        if let Some(image) = image {
            let picture = self.picture(image, column.x + 2.0, (width - 4.0, room), node);
            slab.items.push(picture);
        }
        let mut line = rule(Column { width, ..column }, room + 1.0, 0.6);
        line.node = Some(node);
        slab.items.push(line);
        let mut slabs = vec![slab];
        if !caption.trim().is_empty() {
            let node = self.node(parent, Kind::Paragraph);
            let span = self.span(Weight::Regular, SMALL, Tone::Muted, caption);
            slabs.extend(self.text(&[span], column, Align::Left, Some(node)));
        }
        divide(&mut slabs, After::Never, After::Free);
        self.push(slabs, 2.0);
    }

    fn image(&mut self, bytes: &[u8], alt: &str, name: &str, column: Column, parent: usize) {
        let alt = match label(alt).as_str() {
            "" => self.words.picture().to_owned(),
            alt => alt.to_owned(),
        };
        let Some(image) = self.read_picture(bytes) else {
            let name = label(name);
            let what = if name.is_empty() { alt } else { name };
            let text = format!("{} ({what})", self.words.unreadable_picture());
            return self.answered(&text, column, parent);
        };
        let node = self.node(parent, Kind::Figure { alt });
        let most = (column.width, HEIGHT * 0.5);
        let picture = self.picture(image, column.x, most, node);
        let Mark::Picture { height, .. } = picture.mark else {
            return;
        };
        let mut slab = Slab::empty(height);
        slab.items.push(picture);
        self.push(vec![slab], 5.0);
    }

    fn read_picture(&mut self, bytes: &[u8]) -> Option<Picture> {
        let picture = Picture::read(bytes, self.pictures_read)?;
        self.pictures_read += 1;
        (!self.unreadable.contains(&picture.number)).then_some(picture)
    }

    /// A picture at 150 dots per inch, or smaller so that it fits; at the bottom of its room.
    fn picture(&mut self, image: Picture, x: f32, most: (f32, f32), node: usize) -> Item {
        let (width, height) = image.size();
        let scale = (72.0_f32 / 150.0).min(most.0 / width).min(most.1 / height);
        self.pictures.push(image);
        Item {
            node: Some(node),
            mark: Mark::Picture {
                x,
                y: 0.0,
                width: (width * scale).max(1.0),
                height: (height * scale).max(1.0),
                index: self.pictures.len() - 1,
            },
        }
    }

    fn matrix(
        &mut self,
        one: bool,
        columns: &[String],
        rows: &[MatrixRow],
        column: Column,
        parent: usize,
    ) {
        for (part, names) in columns.chunks(MATRIX_COLUMNS).enumerate() {
            self.matrix_part((one, part * MATRIX_COLUMNS), names, rows, column, parent);
        }
    }

    /// Some of the columns, beginning with the one at `first`.
    fn matrix_part(
        &mut self,
        (one, first): (bool, usize),
        columns: &[String],
        rows: &[MatrixRow],
        column: Column,
        parent: usize,
    ) {
        let table = self.node(parent, Kind::Table);
        let count = columns.len() as f32;
        let each = (column.width * 0.62 / count).min(85.0);
        let labels = Column {
            x: column.x,
            width: column.width - each * count - 8.0,
        };
        let place = |index: usize| Column {
            x: column.x + column.width - each * (count - index as f32) + 2.0,
            width: each - 4.0,
        };
        let head = self.node(table, Kind::TableHead);
        let row = self.node(head, Kind::Row);
        self.node(row, Kind::Cell);
        let mut cells = Vec::new();
        for (index, name) in columns.iter().enumerate() {
            let node = self.node(row, Kind::ColumnHeader);
            let span = self.span(Weight::Regular, SMALL - 0.5, Tone::Ink, name);
            cells.push(self.text(&[span], place(index), Align::Centre, Some(node)));
        }
        let mut slabs = beside(cells);
        finish_row(&mut slabs, column, 0.9);
        divide(&mut slabs, After::Never, After::Never);
        let repeat = self.repeat(&slabs);
        self.push(slabs, 4.0);
        let body = self.node(table, Kind::TableBody);
        for asked in rows {
            let row = self.node(body, Kind::Row);
            let header = self.node(row, Kind::RowHeader);
            let span = self.span(Weight::Regular, BODY - 0.5, Tone::Ink, &asked.label);
            let mut cells = vec![self.text(&[span], labels, Align::Left, Some(header))];
            for index in 0..columns.len() {
                let cell = self.node(row, Kind::Cell);
                let ticked = asked.ticked.get(first + index).copied().unwrap_or(false);
                let place = place(index);
                let x = place.x + (place.width - BOX) / 2.0;
                cells.push(vec![self.tick_box(one, ticked, x, cell)]);
            }
            let mut slabs = beside(cells);
            finish_row(&mut slabs, column, HAIRLINE);
            divide(&mut slabs, After::Never, After::Free);
            for slab in &mut slabs {
                slab.repeat = Some(repeat);
            }
            self.push(slabs, 0.0);
        }
    }
}
