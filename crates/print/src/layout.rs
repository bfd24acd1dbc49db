// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From blocks to pages. Blocks are composed into slabs, which are never divided; slabs are then
//! distributed on pages. Beside them grows the tree of tags: every mark on paper belongs to a tag
//! or is an artifact.

mod compose;
mod pages;
mod pictures;
mod questions;
mod show;
mod tables;

use crate::document::Document;
use crate::text::{Line, Span, Tone, Typesetter, Weight, break_lines};
use crate::words::{Words, is_tag};
use crate::{Fonts, PrintError};

use compose::{Composer, style};

pub(crate) use pictures::Picture;

/// Millimetres in points.
const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (mm(210.0), mm(297.0));
/// Room for filing, as DIN 5008 leaves it.
pub(crate) const LEFT: f32 = mm(25.0);
pub(crate) const WIDTH: f32 = mm(165.0);
pub(crate) const TOP: f32 = mm(25.0);
pub(crate) const HEIGHT: f32 = mm(247.0);
/// Where the lines of header and footer begin.
pub(crate) const HEADER_TOP: f32 = mm(10.0);
pub(crate) const FOOTER_TOP: f32 = mm(279.0);

/// Sizes of print, in points.
pub(crate) const BODY: f32 = 10.5;
pub(crate) const SMALL: f32 = 9.0;
pub(crate) const RUNNING: f32 = 8.0;

/// The width of lines that only guide the eye, in points; they are drawn in a pale tone.
pub(crate) const HAIRLINE: f32 = 0.4;

/// From baseline to baseline.
pub(crate) fn line_height(size: f32) -> f32 {
    size * 1.36
}

/// From the top of a line to its baseline: capitals stand in its middle.
pub(crate) fn baseline(size: f32) -> f32 {
    line_height(size) / 2.0 + size * 0.345
}

/// A document on pages, not yet as a file. Its text form lists what stands where, in points, for
/// tests and for looking.
#[derive(Debug)]
pub struct Layout {
    pub(crate) slabs: Vec<Slab>,
    /// Headings of tables that are printed again on the next page.
    pub(crate) repeats: Vec<Vec<Slab>>,
    pub(crate) pages: Vec<Page>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) headings: Vec<Heading>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) header: Vec<Line>,
    pub(crate) footer: Vec<Line>,
    missing: usize,
}

impl Layout {
    /// How many pages there are, at least one.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// How many characters no font has. They are drawn as empty boxes.
    pub fn missing_characters(&self) -> usize {
        self.missing
    }
}

/// A horizontal stripe of the page that is never divided.
#[derive(Debug, Clone)]
pub(crate) struct Slab {
    /// Space above, which the top of a page swallows.
    pub(crate) before: f32,
    pub(crate) height: f32,
    pub(crate) after: After,
    pub(crate) items: Vec<Item>,
    /// What stands above if this slab begins a page.
    pub(crate) repeat: Option<usize>,
    pub(crate) new_page: bool,
}

impl Slab {
    pub(crate) fn empty(height: f32) -> Self {
        Self {
            before: 0.0,
            height,
            after: After::Free,
            items: Vec::new(),
            repeat: None,
            new_page: false,
        }
    }
}

/// Whether a page may end below a slab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    Free,
    /// Only inside what is longer than a page.
    Weak,
    /// Only if there is no other way.
    Never,
}

/// Something to draw. Places are in points from the left edge of the page and the top of the slab.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// The tag that it belongs to; without one it is an artifact.
    pub(crate) node: Option<usize>,
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Text {
        x: f32,
        baseline: f32,
        line: Line,
    },
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
    },
    Frame {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        shape: Shape,
    },
    Picture {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        index: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Square,
    Crossed,
    Circle,
    Dotted,
}

impl Item {
    pub(crate) fn move_down(&mut self, by: f32) {
        match &mut self.mark {
            Mark::Text { baseline, .. } => *baseline += by,
            Mark::Rule { from, to, .. } => {
                from.1 += by;
                to.1 += by;
            }
            Mark::Frame { y, .. } | Mark::Picture { y, .. } => *y += by,
        }
    }
}

/// A tag. It has either tags below it or marks on paper, never both.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) children: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Root,
    Section,
    Div,
    Heading { level: u8, title: String },
    Paragraph,
    List { ordered: bool, boxes: bool },
    ListItem,
    ListLabel,
    ListBody,
    Table,
    Caption,
    TableHead,
    TableBody,
    Row,
    ColumnHeader,
    RowHeader,
    Cell,
    Figure { alt: String },
}

#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) slab: usize,
}

#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) stripes: Vec<Stripe>,
    /// Its number, to stand at the right of the footer.
    pub(crate) number: Line,
}

/// A slab on a page.
#[derive(Debug)]
pub(crate) struct Stripe {
    pub(crate) slab: SlabRef,
    /// Its top, in points from the top of the page.
    pub(crate) y: f32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum SlabRef {
    Flow(usize),
    /// A heading of a table, printed again: an artifact.
    Again {
        repeat: usize,
        slab: usize,
    },
}

impl Layout {
    pub(crate) fn slab(&self, slab: SlabRef) -> &Slab {
        match slab {
            SlabRef::Flow(slab) => &self.slabs[slab],
            SlabRef::Again { repeat, slab } => &self.repeats[repeat][slab],
        }
    }
}

/// Puts a document on pages.
pub fn layout(document: &Document, fonts: &Fonts) -> Result<Layout, PrintError> {
    layout_without(document, fonts, &[])
}

/// Puts a document on pages, with words in place of the pictures of these numbers.
pub(crate) fn layout_without(
    document: &Document,
    fonts: &Fonts,
    unreadable: &[usize],
) -> Result<Layout, PrintError> {
    if crate::text::label(&document.title).is_empty() {
        return Err(PrintError::NoTitle);
    }
    if !is_tag(&document.lang) {
        return Err(PrintError::Lang(document.lang.clone()));
    }
    let words = Words::of(&document.lang);
    let mut composer = Composer::new(Typesetter::new(fonts), words, &document.lang);
    composer.unreadable = unreadable.to_vec();
    composer.blocks(&document.blocks, 0, 0)?;
    let header = running(&mut composer, &document.header, WIDTH);
    let footer = running(&mut composer, &document.footer, WIDTH * 0.75);
    let sheets = pages::distribute(&composer.slabs, &composer.repeats)?;
    let count = sheets.len();
    let mut pages = Vec::with_capacity(count);
    for (index, stripes) in sheets.into_iter().enumerate() {
        let text = words.page(index + 1, count);
        let number = running(&mut composer, &text, WIDTH * 0.25);
        pages.push(Page {
            stripes,
            number: number.into_iter().next().unwrap_or_default(),
        });
    }
    Ok(Layout {
        slabs: composer.slabs,
        repeats: composer.repeats,
        pages,
        nodes: composer.nodes,
        headings: composer.headings,
        pictures: composer.pictures,
        header,
        footer,
        missing: composer.missing,
    })
}

/// The lines of header or footer: two at most, the second one cut off with an ellipsis.
fn running(composer: &mut Composer<'_>, text: &str, width: f32) -> Vec<Line> {
    let look = style(Weight::Regular, RUNNING, Tone::Muted);
    let lines = |composer: &mut Composer<'_>, text: String| {
        let span = Span {
            text,
            style: look.clone(),
        };
        break_lines(&mut composer.setter, &[span], width)
    };
    let mut text = text.trim().to_owned();
    loop {
        let broken = lines(composer, text.clone());
        if broken.len() <= 2 {
            return broken;
        }
        let kept: usize = broken[..2]
            .iter()
            .flat_map(|line| &line.pieces)
            .map(|piece| piece.glyphs.text.chars().count())
            .sum();
        text = text.chars().take(kept.saturating_sub(2)).collect();
        text = format!("{}…", text.trim_end());
    }
}
