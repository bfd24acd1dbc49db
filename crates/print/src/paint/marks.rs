// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Drawing letters, and everything inside its marked stretch of the page.

use std::rc::Rc;

use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::KrillaGlyph;

use super::shapes::{
    LINE, PALE, draw, fill, frame, line_path, picture, rectangle, stroke, stroke_in,
};
use super::tags::Found;
use crate::Fonts;
use crate::layout::{
    FOOTER_TOP, HAIRLINE, HEADER_TOP, Item, Kind, LEFT, Layout, Mark, PAGE, RUNNING, SlabRef,
    WIDTH, baseline, line_height,
};
use crate::text::{Line, MISSING_WIDTH, Part, Style};

/// Where to punch: half the height of the page, at its left edge.
const PUNCH: (f32, f32, f32) = (11.0, 20.0, PAGE.1 / 2.0);

pub(super) struct Painter<'l> {
    layout: &'l Layout,
    fonts: &'l Fonts,
    found: Vec<Found>,
    page: usize,
}

impl<'l> Painter<'l> {
    pub(super) fn new(layout: &'l Layout, fonts: &'l Fonts) -> Self {
        Self {
            layout,
            fonts,
            found: vec![Found::default(); layout.nodes.len()],
            page: 0,
        }
    }

    /// What was drawn, per tag.
    pub(super) fn into_found(self) -> Vec<Found> {
        self.found
    }

    pub(super) fn page(&mut self, index: usize, surface: &mut Surface<'_>) {
        self.page = index;
        let (layout, page) = (self.layout, &self.layout.pages[index]);
        self.header(surface);
        for stripe in &page.stripes {
            let items = &layout.slab(stripe.slab).items;
            match stripe.slab {
                SlabRef::Flow(_) => self.items(items, stripe.y, surface),
                SlabRef::Again { .. } => {
                    artifact(surface, ArtifactType::PaginationOther, |surface| {
                        for item in items {
                            self.plain(item, stripe.y, surface);
                        }
                    });
                }
            }
        }
        self.footer(&page.number, surface);
    }

    fn header(&self, surface: &mut Surface<'_>) {
        if !self.layout.header.is_empty() {
            artifact(surface, ArtifactType::Header, |surface| {
                let lines = &self.layout.header;
                // A single line stands right above the rule.
                let first = running_lines(HEADER_TOP)
                    .into_iter()
                    .skip(2 - lines.len().min(2));
                for (line, y) in lines.iter().zip(first) {
                    self.letters(line, LEFT, y, surface);
                }
                let y = HEADER_TOP + 2.0 * line_height(RUNNING) + 3.0;
                stroke(surface, 0.4);
                draw(surface, line_path((LEFT, y), (LEFT + WIDTH, y)));
            });
        }
        artifact(surface, ArtifactType::Layout, |surface| {
            stroke(surface, 0.4);
            draw(surface, line_path((PUNCH.0, PUNCH.2), (PUNCH.1, PUNCH.2)));
        });
    }

    fn footer(&self, number: &Line, surface: &mut Surface<'_>) {
        artifact(surface, ArtifactType::Footer, |surface| {
            for (line, y) in self.layout.footer.iter().zip(running_lines(FOOTER_TOP)) {
                self.letters(line, LEFT, y, surface);
            }
            let x = LEFT + WIDTH - number.width;
            self.letters(number, x, FOOTER_TOP + baseline(RUNNING), surface);
        });
    }

    /// Draws items, those of one tag in one marked stretch. Text has a stretch per line.
    fn items(&mut self, items: &[Item], y: f32, surface: &mut Surface<'_>) {
        let layout = self.layout;
        for same in items.chunk_by(|one, other| {
            let no_text = |item: &Item| !matches!(item.mark, Mark::Text { .. });
            one.node == other.node && (no_text(one) && no_text(other) || is_figure(layout, one))
        }) {
            let Some(node) = same[0].node else {
                artifact(surface, ArtifactType::Layout, |surface| {
                    for item in same {
                        self.plain(item, y, surface);
                    }
                });
                continue;
            };
            if let (Mark::Text { x, baseline, line }, false) =
                (&same[0].mark, is_figure(layout, &same[0]))
            {
                self.text(node, line, *x, y + baseline, surface);
                continue;
            }
            let mark = surface.start_tagged(ContentTag::Other);
            for item in same {
                self.plain(item, y, surface);
                self.found[node].cover(self.page, room(item, y));
            }
            surface.end_tagged();
            self.found[node].marks.push(mark);
        }
    }

    /// A line of text, with a marked stretch of its own for each language and for each character
    /// that no font has.
    fn text(&mut self, node: usize, line: &Line, x: f32, y: f32, surface: &mut Surface<'_>) {
        let strips = strips(line);
        for same in strips.chunk_by(|one, other| {
            !one.is_missing() && !other.is_missing() && one.style.lang == other.style.lang
        }) {
            let first = &same[0];
            let mut tag = SpanTag::empty().with_lang(first.style.lang.as_deref());
            if first.is_missing() {
                tag = tag.with_actual_text(Some(&first.text));
            }
            let mark = surface.start_tagged(ContentTag::Span(tag));
            for strip in same {
                self.strip(strip, x, y, surface);
            }
            surface.end_tagged();
            self.found[node].marks.push(mark);
        }
    }

    fn letters(&self, line: &Line, x: f32, y: f32, surface: &mut Surface<'_>) {
        for strip in strips(line) {
            self.strip(&strip, x, y, surface);
        }
    }

    fn strip(&self, strip: &Strip, x: f32, y: f32, surface: &mut Surface<'_>) {
        let (x, size) = (x + strip.x, strip.style.size);
        let Some(font) = strip.face.and_then(|face| self.fonts.embedded(face)) else {
            let (width, height) = ((MISSING_WIDTH - 0.14) * size, 0.68 * size);
            stroke(surface, 0.5);
            draw(
                surface,
                rectangle(x + 0.07 * size, y - height, width, height),
            );
            return;
        };
        fill(surface, strip.style.tone);
        let start = Point::from_xy(x, y);
        surface.draw_glyphs(start, &strip.glyphs, font, &strip.text, size, false);
    }

    /// Draws without marking.
    fn plain(&self, item: &Item, top: f32, surface: &mut Surface<'_>) {
        match &item.mark {
            Mark::Text { x, baseline, line } => self.letters(line, *x, top + baseline, surface),
            Mark::Rule { from, to, width } => {
                let tone = if *width <= HAIRLINE { PALE } else { LINE };
                stroke_in(surface, *width, tone);
                let path = line_path((from.0, top + from.1), (to.0, top + to.1));
                draw(surface, path);
            }
            Mark::Frame {
                x,
                y,
                width,
                height,
                shape,
            } => frame(surface, *shape, (*x, top + y), (*width, *height)),
            Mark::Picture {
                x,
                y,
                width,
                height,
                index,
            } => {
                if let Some(image) = self.layout.pictures.get(*index) {
                    picture(surface, image, (*x, top + y), (*width, *height));
                }
            }
        }
    }
}

fn is_figure(layout: &Layout, item: &Item) -> bool {
    let kind = item.node.map(|node| &layout.nodes[node].kind);
    matches!(kind, Some(Kind::Figure { .. }))
}

/// Baselines of the lines of header or footer.
fn running_lines(top: f32) -> [f32; 2] {
    let first = top + baseline(RUNNING);
    [first, first + line_height(RUNNING)]
}

fn artifact(surface: &mut Surface<'_>, kind: ArtifactType, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    draw(surface);
    surface.end_tagged();
}

/// The room that an item takes: left, top, right, bottom.
fn room(item: &Item, top: f32) -> [f32; 4] {
    match &item.mark {
        Mark::Text { x, baseline, line } => {
            let baseline = top + baseline;
            [*x, baseline - 10.0, x + line.width, baseline + 3.0]
        }
        Mark::Rule { from, to, width } => [
            from.0.min(to.0),
            top + from.1.min(to.1) - width,
            from.0.max(to.0),
            top + from.1.max(to.1) + width,
        ],
        Mark::Frame {
            x,
            y,
            width,
            height,
            ..
        }
        | Mark::Picture {
            x,
            y,
            width,
            height,
            ..
        } => [*x, top + y, x + width, top + y + height],
    }
}

/// A stretch of a line that is drawn at once: one style, one face.
struct Strip {
    x: f32,
    style: Rc<Style>,
    /// `None` for a character that no font has.
    face: Option<usize>,
    text: String,
    glyphs: Vec<KrillaGlyph>,
}

impl Strip {
    fn is_missing(&self) -> bool {
        self.face.is_none()
    }
}

/// The pieces of a line, put together where they look alike, so that words and the spaces between
/// them are one text.
fn strips(line: &Line) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    for piece in &line.pieces {
        let mut x = piece.x;
        for part in &piece.glyphs.parts {
            match part {
                Part::Missing(range) => {
                    strips.push(Strip {
                        x,
                        style: Rc::clone(&piece.style),
                        face: None,
                        text: speakable(&piece.glyphs.text[range.clone()]),
                        glyphs: Vec::new(),
                    });
                    x += MISSING_WIDTH * piece.style.size;
                }
                Part::Run {
                    face,
                    glyphs,
                    width,
                } => {
                    let fits = strips
                        .last()
                        .is_some_and(|last| last.face == Some(*face) && last.style == piece.style);
                    if !fits {
                        strips.push(Strip {
                            x,
                            style: Rc::clone(&piece.style),
                            face: Some(*face),
                            text: String::new(),
                            glyphs: Vec::new(),
                        });
                    }
                    if let Some(strip) = strips.last_mut() {
                        append(strip, &piece.glyphs.text, glyphs);
                    }
                    x += width * piece.style.size;
                }
            }
        }
    }
    strips
}

fn append(strip: &mut Strip, text: &str, glyphs: &[KrillaGlyph]) {
    let starts = glyphs.iter().map(|glyph| glyph.text_range.start);
    let ends = glyphs.iter().map(|glyph| glyph.text_range.end);
    let (Some(start), Some(end)) = (starts.min(), ends.max()) else {
        return;
    };
    let offset = strip.text.len();
    strip.text.push_str(&text[start..end]);
    strip.glyphs.extend(glyphs.iter().map(|glyph| {
        let mut glyph = glyph.clone();
        glyph.text_range.start = glyph.text_range.start - start + offset;
        glyph.text_range.end = glyph.text_range.end - start + offset;
        glyph
    }));
}

/// Characters without an agreed meaning as the sign that stands for them.
fn speakable(text: &str) -> String {
    let private = |c: &char| matches!(*c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    if text.chars().any(|c| private(&c)) {
        return "\u{fffd}".to_owned();
    }
    text.to_owned()
}
