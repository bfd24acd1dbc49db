// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From blocks to slabs: running text. Tables and questions have files of their own.

use std::rc::Rc;

use super::pages::MOST_PAGES;
use super::{After, BODY, Heading, Item, Kind, LEFT, Mark, Node, Picture, SMALL, Slab, WIDTH};
use super::{baseline, line_height};
use crate::PrintError;
use crate::document::{Block, Run};
use crate::text::{
    Line, Span, Style, Tone, Typesetter, Weight, break_lines, clean, hyphens, label,
};
use crate::words::{Words, is_tag};

/// Sections deeper than this are a mistake of the author.
const DEEPEST: usize = 64;

/// More lines do not fit on the pages that may be printed.
const MOST_SLABS: usize = MOST_PAGES * 80;

/// Size of print and space above, per level of heading.
const HEADINGS: [(f32, f32); 4] = [(18.0, 20.0), (13.5, 18.0), (11.5, 14.0), (10.5, 10.0)];

/// A part of the page's width, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) x: f32,
    pub(super) width: f32,
}

impl Column {
    pub(super) const PAGE: Self = Self {
        x: LEFT,
        width: WIDTH,
    };

    pub(super) fn indented(self, by: f32) -> Self {
        Self {
            x: self.x + by,
            width: self.width - by,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

pub(super) struct Composer<'f> {
    pub(super) setter: Typesetter<'f>,
    pub(super) words: Words,
    hyphens: Option<hypher::Lang>,
    pub(super) slabs: Vec<Slab>,
    pub(super) repeats: Vec<Vec<Slab>>,
    pub(super) nodes: Vec<Node>,
    pub(super) headings: Vec<Heading>,
    pub(super) pictures: Vec<Picture>,
    pub(super) pictures_read: usize,
    /// Numbers of pictures that seem readable and are not.
    pub(super) unreadable: Vec<usize>,
    pub(super) missing: usize,
    /// The level of the last heading as the tags have it.
    level: u8,
    new_page: bool,
}

/// A style in the document's language, without hyphenation.
pub(super) fn style(weight: Weight, size: f32, tone: Tone) -> Rc<Style> {
    Rc::new(Style {
        weight,
        size,
        tone,
        lang: None,
        hyphens: None,
    })
}

impl<'f> Composer<'f> {
    pub(super) fn new(setter: Typesetter<'f>, words: Words, lang: &str) -> Self {
        Self {
            setter,
            words,
            hyphens: hyphens(lang),
            slabs: Vec::new(),
            repeats: Vec::new(),
            nodes: vec![Node {
                kind: Kind::Root,
                children: Vec::new(),
            }],
            headings: Vec::new(),
            pictures: Vec::new(),
            pictures_read: 0,
            unreadable: Vec::new(),
            missing: 0,
            level: 0,
            new_page: false,
        }
    }

    /// Composes blocks below the tag `parent`. `depth` counts the sections around them.
    pub(super) fn blocks(
        &mut self,
        blocks: &[Block],
        parent: usize,
        depth: usize,
    ) -> Result<(), PrintError> {
        if depth > DEEPEST {
            return Err(PrintError::TooDeep(DEEPEST));
        }
        for block in blocks {
            let rows = match block {
                Block::Table(table) => table.rows.len(),
                _ => 0,
            };
            if self.slabs.len() + rows > MOST_SLABS {
                return Err(PrintError::TooLong(MOST_PAGES));
            }
            match block {
                Block::Heading { level, text } => self.heading(*level, text, parent),
                Block::Paragraph(runs) => self.paragraph(runs, parent),
                Block::Hint(text) => self.hint(text, parent),
                Block::List { ordered, items } => self.list(*ordered, items, parent),
                Block::Facts(facts) => self.facts(facts, parent),
                Block::Table(table) => self.table(table, parent),
                Block::Question(question) => self.question(question, parent),
                Block::Rule => self.rule(),
                Block::PageBreak => self.new_page = true,
                Block::Section(section) => {
                    let node = self.node(parent, Kind::Section);
                    let level = u8::try_from(depth + 2).unwrap_or(u8::MAX);
                    self.heading(level, &section.title, node);
                    self.blocks(&section.blocks, node, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn node(&mut self, parent: usize, kind: Kind) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            kind,
            children: Vec::new(),
        });
        self.nodes[parent].children.push(node);
        node
    }

    /// A style that divides words of the document's language.
    pub(super) fn prose(&self, weight: Weight, size: f32, tone: Tone) -> Rc<Style> {
        Rc::new(Style {
            weight,
            size,
            tone,
            lang: None,
            hyphens: self.hyphens,
        })
    }

    pub(super) fn span(&self, weight: Weight, size: f32, tone: Tone, text: &str) -> Span {
        Span {
            text: clean(text),
            style: self.prose(weight, size, tone),
        }
    }

    fn spans(&self, runs: &[Run]) -> Vec<Span> {
        runs.iter()
            .map(|run| {
                let weight = if run.bold {
                    Weight::Bold
                } else {
                    Weight::Regular
                };
                let mut style = Style::clone(&self.prose(weight, BODY, Tone::Ink));
                if let Some(lang) = run.lang.as_deref().filter(|lang| is_tag(lang)) {
                    style.hyphens = hyphens(lang);
                    style.lang = Some(lang.into());
                }
                Span {
                    text: run.text.clone(),
                    style: Rc::new(style),
                }
            })
            .collect()
    }

    /// One slab per line, all of them held together.
    pub(super) fn text(
        &mut self,
        spans: &[Span],
        column: Column,
        align: Align,
        node: Option<usize>,
    ) -> Vec<Slab> {
        let size = spans.iter().map(|span| span.style.size).fold(0.0, f32::max);
        break_lines(&mut self.setter, spans, column.width)
            .into_iter()
            .map(|line| self.line(line, size, column, align, node))
            .collect()
    }

    fn line(
        &mut self,
        line: Line,
        size: f32,
        column: Column,
        align: Align,
        node: Option<usize>,
    ) -> Slab {
        self.missing += line
            .pieces
            .iter()
            .map(|piece| piece.glyphs.missing)
            .sum::<usize>();
        let space = (column.width - line.width).max(0.0);
        let x = match align {
            Align::Left => column.x,
            Align::Centre => column.x + space / 2.0,
            Align::Right => column.x + space,
        };
        let mut slab = Slab::empty(line_height(size));
        slab.after = After::Never;
        slab.items.push(Item {
            node,
            mark: Mark::Text {
                x,
                baseline: baseline(size),
                line,
            },
        });
        slab
    }

    /// Adds slabs to the flow with space above.
    pub(super) fn push(&mut self, mut slabs: Vec<Slab>, before: f32) {
        if let Some(first) = slabs.first_mut() {
            first.before = before;
            first.new_page = std::mem::take(&mut self.new_page);
        }
        self.slabs.append(&mut slabs);
    }

    fn heading(&mut self, level: u8, text: &str, parent: usize) {
        let title = label(text);
        if title.is_empty() {
            return;
        }
        let look = usize::from(level.clamp(1, 4)) - 1;
        let (size, before) = HEADINGS[look];
        self.level = level.clamp(1, self.level + 1).min(6);
        let kind = Kind::Heading {
            level: self.level,
            title: title.clone(),
        };
        let node = self.node(parent, kind);
        let span = self.span(Weight::Bold, size, Tone::Ink, &title);
        let mut slabs = self.text(&[span], Column::PAGE, Align::Left, Some(node));
        if let Some(last) = slabs.last_mut() {
            last.height += size * 0.15;
        }
        self.headings.push(Heading {
            level: self.level,
            title,
            slab: self.slabs.len(),
        });
        self.push(slabs, before);
    }

    fn paragraph(&mut self, runs: &[Run], parent: usize) {
        let spans = self.spans(runs);
        self.prose_block(&spans, 7.0, parent);
    }

    fn hint(&mut self, text: &str, parent: usize) {
        let span = self.span(Weight::Regular, SMALL, Tone::Muted, text);
        let below_heading = self
            .slabs
            .last()
            .is_some_and(|slab| slab.after == After::Never);
        self.prose_block(&[span], 4.0, parent);
        // Together with its heading it belongs to what follows.
        if let Some(last) = self.slabs.last_mut().filter(|_| below_heading) {
            last.after = After::Weak;
        }
    }

    fn prose_block(&mut self, spans: &[Span], before: f32, parent: usize) {
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        let node = self.node(parent, Kind::Paragraph);
        let mut slabs = self.text(spans, Column::PAGE, Align::Left, Some(node));
        divide_as_prose(&mut slabs);
        self.push(slabs, before);
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Run>], parent: usize) {
        if items.is_empty() {
            return;
        }
        let boxes = false;
        let list = self.node(parent, Kind::List { ordered, boxes });
        let look = style(Weight::Regular, BODY, Tone::Ink);
        let last = format!("{}. ", items.len());
        let wide = self.setter.shape(Weight::Regular, &last).width * BODY;
        let indent = if ordered { wide.max(18.0) + 3.0 } else { 14.0 };
        for (index, runs) in items.iter().enumerate() {
            let item = self.node(list, Kind::ListItem);
            let mark = if ordered {
                format!("{}. ", index + 1)
            } else {
                "• ".to_owned()
            };
            let label = self.node(item, Kind::ListLabel);
            let mark = Span {
                text: mark,
                style: Rc::clone(&look),
            };
            let body = self.node(item, Kind::ListBody);
            let mark = self.text(&[mark], Column::PAGE, Align::Left, Some(label));
            let spans = self.spans(runs);
            let column = Column::PAGE.indented(indent);
            let text = self.text(&spans, column, Align::Left, Some(body));
            let mut slabs = beside(vec![mark, text]);
            divide_as_prose(&mut slabs);
            self.push(slabs, if index == 0 { 7.0 } else { 3.0 });
        }
    }

    fn rule(&mut self) {
        let mut slab = Slab::empty(1.0);
        slab.items.push(rule(Column::PAGE, 0.5, 0.5));
        self.push(vec![slab], 10.0);
    }
}

/// A horizontal line as decoration.
pub(super) fn rule(column: Column, y: f32, width: f32) -> Item {
    Item {
        node: None,
        mark: Mark::Rule {
            from: (column.x, y),
            to: (column.x + column.width, y),
            width,
        },
    }
}

/// Lets pages end inside, but leaves no single line behind or ahead.
pub(super) fn divide_as_prose(slabs: &mut [Slab]) {
    let count = slabs.len();
    for (index, slab) in slabs.iter_mut().enumerate() {
        slab.after = if index + 1 == count || (index >= 1 && index + 3 <= count) {
            After::Free
        } else {
            After::Never
        };
    }
}

/// Sets what may follow each slab but the last, and what follows the last.
pub(super) fn divide(slabs: &mut [Slab], inside: After, last: After) {
    let count = slabs.len();
    for (index, slab) in slabs.iter_mut().enumerate() {
        slab.after = if index + 1 == count { last } else { inside };
    }
}

/// Puts lists of slabs beside each other: the first ones become one slab, and so on.
pub(super) fn beside(columns: Vec<Vec<Slab>>) -> Vec<Slab> {
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut merged: Vec<Slab> = (0..rows).map(|_| Slab::empty(0.0)).collect();
    for column in columns {
        for (into, slab) in merged.iter_mut().zip(column) {
            into.height = into.height.max(slab.height);
            into.items.extend(slab.items);
        }
    }
    merged
}

/// Adds space above the first and below the last slab.
pub(super) fn pad(slabs: &mut [Slab], above: f32, below: f32) {
    if let Some(first) = slabs.first_mut() {
        first.height += above;
        for item in &mut first.items {
            item.move_down(above);
        }
    }
    if let Some(last) = slabs.last_mut() {
        last.height += below;
    }
}
