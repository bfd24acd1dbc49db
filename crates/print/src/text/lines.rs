// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From text to lines: where Unicode allows an end (UAX 14), then between syllables, and at last
//! anywhere, because nothing may stand beyond its column.

use std::ops::Range;
use std::rc::Rc;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Glyphs, Style, Typesetter, clean};

/// Text in one style.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) style: Rc<Style>,
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    /// In points, without the space at its end.
    pub(crate) width: f32,
}

#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// From the beginning of the line, in points.
    pub(crate) x: f32,
    pub(crate) style: Rc<Style>,
    pub(crate) glyphs: Rc<Glyphs>,
}

/// A gap of this share of the line is closed by dividing the next word.
const WIDE_GAP: f32 = 0.2;

/// Words of more bytes are divided beforehand, so that no text costs more than its length.
const LONGEST_WORD: usize = 300;

/// The lines of a text in a column of `width` points. A text without words has no line.
pub(crate) fn break_lines(setter: &mut Typesetter<'_>, spans: &[Span], width: f32) -> Vec<Line> {
    let (text, styles) = join(spans);
    let mut lines = Lines {
        setter,
        width,
        done: Vec::new(),
        line: Line::default(),
        x: 0.0,
        soft: None,
    };
    for (range, end) in segments(&text) {
        let soft = text[range.clone()].trim_end().ends_with('\u{ad}');
        for (part, style) in styled(&range, &styles) {
            let part = text[part].trim_end_matches('\n').replace('\u{ad}', "");
            if !part.is_empty() {
                lines.add(&part, style, soft);
            }
        }
        if end == BreakOpportunity::Mandatory && range.end < text.len() {
            lines.soft = None;
            lines.end();
        }
    }
    lines.finish()
}

/// The widest piece that cannot be divided without need, and the whole text on one line, in points.
pub(crate) fn widths(setter: &mut Typesetter<'_>, spans: &[Span]) -> (f32, f32) {
    let (text, styles) = join(spans);
    let (mut least, mut line, mut most) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (range, end) in segments(&text) {
        let (mut ink, mut full) = (0.0, 0.0);
        for (part, style) in styled(&range, &styles) {
            let part = text[part].trim_end_matches('\n').replace('\u{ad}', "");
            let glyphs = setter.shape(style.weight, &part);
            ink = full + glyphs.ink * style.size;
            full += glyphs.width * style.size;
        }
        least = least.max(ink);
        most = most.max(line + ink);
        line += full;
        if end == BreakOpportunity::Mandatory {
            line = 0.0;
        }
    }
    (least, most)
}

type Styles = Vec<(usize, Rc<Style>)>;

/// The whole text, and per span where it ends in it.
fn join(spans: &[Span]) -> (String, Styles) {
    let mut text = String::new();
    let mut styles = Vec::with_capacity(spans.len());
    for span in spans {
        text.push_str(&clean(&span.text));
        styles.push((text.len(), Rc::clone(&span.style)));
    }
    text.truncate(text.trim_end_matches('\n').len());
    (text, styles)
}

/// The stretches between places where a line may end, each with the end that follows it.
fn segments(text: &str) -> Vec<(Range<usize>, BreakOpportunity)> {
    let mut segments = Vec::new();
    if text.is_empty() {
        return segments;
    }
    let mut start = 0;
    for (end, kind) in linebreaks(text) {
        while end - start > LONGEST_WORD {
            let cut = text.floor_char_boundary(start + LONGEST_WORD);
            segments.push((start..cut, BreakOpportunity::Allowed));
            start = cut;
        }
        segments.push((start..end, kind));
        start = end;
    }
    segments
}

/// The parts of a stretch, one per style.
fn styled<'s>(
    range: &Range<usize>,
    styles: &'s Styles,
) -> impl Iterator<Item = (Range<usize>, &'s Rc<Style>)> {
    let range = range.clone();
    let mut start = 0;
    styles.iter().filter_map(move |(end, style)| {
        let own = start.max(range.start)..(*end).min(range.end);
        start = *end;
        (own.start < own.end).then_some((own, style))
    })
}

struct Lines<'s, 'f> {
    setter: &'s mut Typesetter<'f>,
    width: f32,
    done: Vec<Line>,
    line: Line,
    /// Where the next piece begins.
    x: f32,
    /// Set after a soft hyphen of the author: what to draw if the line ends here.
    soft: Option<Rc<Style>>,
}

impl Lines<'_, '_> {
    fn add(&mut self, text: &str, style: &Rc<Style>, soft: bool) {
        let mut rest = text;
        loop {
            let glyphs = self.setter.shape(style.weight, rest);
            let hyphen = if soft { self.hyphen_width(style) } else { 0.0 };
            let fits = self.x + glyphs.ink * style.size + hyphen <= self.width + 0.01;
            if fits {
                self.push(style, glyphs);
                self.soft = soft.then(|| Rc::clone(style));
                return;
            }
            let too_long = glyphs.ink * style.size > self.width;
            let gap = (self.width - self.x) / self.width.max(1.0);
            if (too_long || gap > WIDE_GAP)
                && let Some(at) = self.syllables(rest, style)
            {
                let head = self.setter.shape(style.weight, &rest[..at]);
                self.push(style, head);
                if !rest[..at].ends_with('-') {
                    let hyphen = self.setter.hyphen(style.weight);
                    self.push(style, hyphen);
                }
                self.soft = None;
                self.end();
                rest = &rest[at..];
            } else if self.line.pieces.is_empty() {
                let at = self.letters(rest, style);
                let head = self.setter.shape(style.weight, &rest[..at]);
                self.push(style, head);
                if at == rest.len() {
                    return;
                }
                self.end();
                rest = &rest[at..];
            } else {
                self.end();
            }
        }
    }

    fn push(&mut self, style: &Rc<Style>, glyphs: Rc<Glyphs>) {
        self.line.width = self.x + glyphs.ink * style.size;
        let x = self.x;
        self.x += glyphs.width * style.size;
        self.line.pieces.push(Piece {
            x,
            style: Rc::clone(style),
            glyphs,
        });
    }

    fn end(&mut self) {
        if let Some(style) = self.soft.take() {
            let hyphen = self.setter.hyphen(style.weight);
            self.push(&style, hyphen);
        }
        self.done.push(std::mem::take(&mut self.line));
        self.x = 0.0;
    }

    fn finish(mut self) -> Vec<Line> {
        if !self.line.pieces.is_empty() {
            self.done.push(self.line);
        }
        self.done
    }

    fn hyphen_width(&mut self, style: &Style) -> f32 {
        self.setter.hyphen(style.weight).width * style.size
    }

    /// Where to divide a word so that its first part fits with a hyphen.
    fn syllables(&mut self, text: &str, style: &Style) -> Option<usize> {
        let lang = style.hyphens?;
        let start = text.find(char::is_alphabetic)?;
        let word = &text[start..];
        let word = &word[..word
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(word.len())];
        if word.chars().count() < 6 {
            return None;
        }
        let space = self.width - self.x - self.hyphen_width(style);
        let mut at = start;
        let mut best = None;
        for syllable in hypher::hyphenate_bounded(word, lang, 3, 3) {
            at += syllable.len();
            if at >= start + word.len() {
                break;
            }
            let head = self.setter.shape(style.weight, &text[..at]);
            if head.ink * style.size > space {
                break;
            }
            best = Some(at);
        }
        best
    }

    /// How much of a text without syllables fits on an empty line: at least one character.
    fn letters(&mut self, text: &str, style: &Style) -> usize {
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        let fits = |lines: &mut Self, end: usize| {
            lines.setter.shape(style.weight, &text[..end]).ink * style.size <= lines.width
        };
        let (mut low, mut high) = (0, ends.len());
        // The widths grow with the text, so the place is found by halving.
        while low < high {
            let middle = low.midpoint(high);
            if fits(self, ends[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        ends.get(low.saturating_sub(1))
            .copied()
            .unwrap_or(text.len())
    }
}
