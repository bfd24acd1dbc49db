// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Drawing: letters, lines, boxes and pictures, each inside a marked stretch of the page.

use std::rc::Rc;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::KrillaGlyph;

use super::tags::Found;
use crate::Fonts;
use crate::layout::{
    FOOTER_TOP, HAIRLINE, HEADER_TOP, Item, Kind, LEFT, Layout, Mark, PAGE, Picture, RUNNING,
    Shape, SlabRef, WIDTH, baseline, line_height,
};
use crate::text::{Line, MISSING_WIDTH, Part, Style, Tone};

/// Lines and frames; darker than the 3:1 that parts of a form need.
const LINE: (u8, u8, u8) = (0x6b, 0x6b, 0x6b);

/// Letters and what somebody has ticked.
const INK: (u8, u8, u8) = (0x1a, 0x1a, 0x1a);

/// Lines that only guide the eye.
const PALE: (u8, u8, u8) = (0xa8, 0xa8, 0xa8);

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

/// Draws a picture the right way up.
fn picture(surface: &mut Surface<'_>, picture: &Picture, (x, y): (f32, f32), room: (f32, f32)) {
    let (width, height) = room;
    let drawn = if picture.is_turned() {
        Size::from_wh(height, width)
    } else {
        Size::from_wh(width, height)
    };
    let Some(drawn) = drawn else { return };
    // Mirrored or turned inside its own room: x' = sx·x + kx·y + tx, y' = ky·x + sy·y + ty.
    let (sx, ky, kx, sy, tx, ty) = match picture.orientation {
        2 => (-1.0, 0.0, 0.0, 1.0, width, 0.0),
        3 => (-1.0, 0.0, 0.0, -1.0, width, height),
        4 => (1.0, 0.0, 0.0, -1.0, 0.0, height),
        5 => (0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
        6 => (0.0, 1.0, -1.0, 0.0, width, 0.0),
        7 => (0.0, -1.0, -1.0, 0.0, width, height),
        8 => (0.0, -1.0, 1.0, 0.0, 0.0, height),
        _ => (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    };
    surface.push_transform(&Transform::from_row(sx, ky, kx, sy, x + tx, y + ty));
    surface.draw_image(picture.image.clone(), drawn);
    surface.pop();
}

fn color((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn fill(surface: &mut Surface<'_>, tone: Tone) {
    let paint = color(match tone {
        Tone::Ink => INK,
        Tone::Muted => (0x4d, 0x4d, 0x4d),
        Tone::Pale => (0x8c, 0x8c, 0x8c),
    });
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: paint.into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }));
}

fn stroke(surface: &mut Surface<'_>, width: f32) {
    stroke_in(surface, width, LINE);
}

fn stroke_in(surface: &mut Surface<'_>, width: f32, tone: (u8, u8, u8)) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: color(tone).into(),
        width,
        ..Stroke::default()
    }));
}

fn draw(surface: &mut Surface<'_>, path: Option<Path>) {
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn line_path(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    // Four arcs as Bézier curves; the constant makes them rounder than a printer can show.
    let (r, k) = (radius, radius * 0.552_28);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

fn frame(surface: &mut Surface<'_>, shape: Shape, (x, y): (f32, f32), (width, height): (f32, f32)) {
    stroke(surface, 0.8);
    match shape {
        Shape::Square | Shape::Crossed => draw(surface, rectangle(x, y, width, height)),
        Shape::Circle | Shape::Dotted => draw(
            surface,
            circle(x + width / 2.0, y + height / 2.0, width / 2.0),
        ),
    }
    match shape {
        Shape::Square | Shape::Circle => {}
        Shape::Dotted => {
            fill(surface, Tone::Ink);
            draw(
                surface,
                circle(x + width / 2.0, y + height / 2.0, width * 0.28),
            );
        }
        Shape::Crossed => {
            let (left, top) = (x + width * 0.2, y + height * 0.2);
            let (right, bottom) = (x + width * 0.8, y + height * 0.8);
            stroke_in(surface, 1.5, INK);
            draw(surface, line_path((left, top), (right, bottom)));
            draw(surface, line_path((left, bottom), (right, top)));
        }
    }
}
