// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From characters to glyphs: which font has them, how wide they are.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use harfrust::{Direction, ShapeOptions, Shaper, UnicodeBuffer};
use krilla::text::{GlyphId, KrillaGlyph};

use super::Weight;
use crate::Fonts;

/// The width of the box for a character that no font has, in em.
pub(crate) const MISSING_WIDTH: f32 = 0.6;

/// So many shaped words are remembered before all are forgotten: bounds memory, not results.
const MOST_WORDS: usize = 40_000;

/// A piece of text with its glyphs. Widths are in em: they are multiplied by the size.
#[derive(Debug)]
pub(crate) struct Glyphs {
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
    /// With the spaces at its end.
    pub(crate) width: f32,
    /// Without the spaces at its end.
    pub(crate) ink: f32,
    /// How many characters no font has.
    pub(crate) missing: usize,
}

#[derive(Debug)]
pub(crate) enum Part {
    /// Glyphs of one face; their ranges are of the whole text.
    Run {
        face: usize,
        glyphs: Vec<KrillaGlyph>,
        width: f32,
    },
    /// A character that no font has.
    Missing(Range<usize>),
}

/// Shapes text and remembers what it has shaped.
pub(crate) struct Typesetter<'f> {
    shapers: Vec<(Shaper<'f>, f32)>,
    regular: Vec<usize>,
    bold: Vec<usize>,
    faces: HashMap<(Weight, String), Option<usize>>,
    words: HashMap<(Weight, String), Rc<Glyphs>>,
}

impl<'f> Typesetter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            shapers: fonts.shapers(),
            regular: fonts.order(Weight::Regular),
            bold: fonts.order(Weight::Bold),
            faces: HashMap::new(),
            words: HashMap::new(),
        }
    }

    /// The glyphs of a text without line feeds.
    pub(crate) fn shape(&mut self, weight: Weight, text: &str) -> Rc<Glyphs> {
        let key = (weight, text.to_owned());
        if let Some(known) = self.words.get(&key) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_anew(weight, text));
        if self.words.len() >= MOST_WORDS {
            self.words.clear();
        }
        self.words.insert(key, Rc::clone(&shaped));
        shaped
    }

    /// The hyphen at the end of a line. It looks like one and reads as a soft hyphen, so that
    /// divided words are found and read as whole ones.
    pub(crate) fn hyphen(&mut self, weight: Weight) -> Rc<Glyphs> {
        const SOFT: &str = "\u{ad}";
        let key = (weight, SOFT.to_owned());
        if let Some(known) = self.words.get(&key) {
            return Rc::clone(known);
        }
        let mut shaped = self.shape_anew(weight, "-");
        SOFT.clone_into(&mut shaped.text);
        for part in &mut shaped.parts {
            match part {
                Part::Run { glyphs, .. } => {
                    for glyph in glyphs {
                        glyph.text_range = 0..SOFT.len();
                    }
                }
                Part::Missing(range) => *range = 0..SOFT.len(),
            }
        }
        let shaped = Rc::new(shaped);
        self.words.insert(key, Rc::clone(&shaped));
        shaped
    }

    fn shape_anew(&mut self, weight: Weight, text: &str) -> Glyphs {
        let mut glyphs = Glyphs {
            text: text.to_owned(),
            parts: Vec::new(),
            width: 0.0,
            ink: 0.0,
            missing: 0,
        };
        let ink_end = text.trim_end().len();
        for (range, face) in self.runs(weight, text) {
            match face {
                Some(face) => self.shape_run(face, range, ink_end, &mut glyphs),
                None => glyphs.push_missing(range),
            }
        }
        glyphs
    }

    fn shape_run(&self, face: usize, range: Range<usize>, ink_end: usize, into: &mut Glyphs) {
        let Some((shaper, units)) = self.shapers.get(face) else {
            return into.push_missing(range);
        };
        let shaped = shaper.shape(buffer(&into.text[range.clone()]), ShapeOptions::new());
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let mut run = Vec::with_capacity(infos.len());
        let mut run_width = 0.0;
        for (at, (info, position)) in infos.iter().zip(positions).enumerate() {
            let start = range.start + info.cluster as usize;
            let end = infos[at..]
                .iter()
                .find(|next| next.cluster > info.cluster)
                .map_or(range.end, |next| range.start + next.cluster as usize);
            if info.glyph_id == 0 {
                into.push_run(face, &mut run, &mut run_width);
                into.push_missing(start..end);
                continue;
            }
            let em = |units_of_font: i32| units_of_font as f32 / units;
            let advance = em(position.x_advance);
            run_width += advance;
            into.width += advance;
            if start < ink_end {
                into.ink = into.width;
            }
            run.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                advance,
                em(position.x_offset),
                em(position.y_offset),
                em(position.y_advance),
                start..end,
                None,
            ));
        }
        into.push_run(face, &mut run, &mut run_width);
    }

    /// The text in stretches of one face each; `None` where no font has the character.
    fn runs(&mut self, weight: Weight, text: &str) -> Vec<(Range<usize>, Option<usize>)> {
        let mut runs: Vec<(Range<usize>, Option<usize>)> = Vec::new();
        for range in clusters(text) {
            let face = self.face_of(weight, &text[range.clone()]);
            if face.is_none() && text[range.clone()].chars().count() > 1 {
                // No font has the letter with its mark: each for itself.
                for (at, c) in text[range.clone()].char_indices() {
                    let start = range.start + at;
                    let face = self.face_of(weight, &text[start..start + c.len_utf8()]);
                    runs.push((start..start + c.len_utf8(), face));
                }
                continue;
            }
            match runs.last_mut() {
                Some((last, of)) if face.is_some() && *of == face => last.end = range.end,
                _ => runs.push((range, face)),
            }
        }
        runs
    }

    /// The face that has all characters of a cluster, in the fewest glyphs; the first of several.
    fn face_of(&mut self, weight: Weight, cluster: &str) -> Option<usize> {
        let key = (weight, cluster.to_owned());
        if let Some(known) = self.faces.get(&key) {
            return *known;
        }
        let order = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let face = if cluster.chars().any(has_no_meaning) {
            None
        } else {
            // One glyph is better than a letter and its mark put together, because then the glyph
            // has one meaning; readers that look at single glyphs copy the right text.
            let glyphs = order.iter().filter_map(|face| {
                let (shaper, _) = self.shapers.get(*face)?;
                let shaped = shaper.shape(buffer(cluster), ShapeOptions::new());
                let infos = shaped.glyph_infos();
                let known = infos.iter().all(|info| info.glyph_id != 0);
                known.then_some((infos.len().max(1), *face))
            });
            glyphs.min_by_key(|(count, _)| *count).map(|(_, face)| face)
        };
        self.faces.insert(key, face);
        face
    }
}

impl Glyphs {
    fn push_missing(&mut self, range: Range<usize>) {
        self.width += MISSING_WIDTH;
        self.ink = self.width;
        self.missing += 1;
        self.parts.push(Part::Missing(range));
    }

    fn push_run(&mut self, face: usize, glyphs: &mut Vec<KrillaGlyph>, width: &mut f32) {
        if !glyphs.is_empty() {
            self.parts.push(Part::Run {
                face,
                glyphs: std::mem::take(glyphs),
                width: std::mem::take(width),
            });
        }
    }
}

fn buffer(text: &str) -> UnicodeBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    buffer
}

/// Letters with the marks that follow them.
fn clusters(text: &str) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match clusters.last_mut() {
            Some(last) if is_mark(c) => last.end = end,
            _ => clusters.push(at..end),
        }
    }
    clusters
}

/// Whether the character is set above, below or through the one before it.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Characters without an agreed meaning, which the standards refuse as the text of a glyph.
fn has_no_meaning(c: char) -> bool {
    matches!(c,
        '\u{e000}'..='\u{f8ff}'
        | '\u{f0000}'..='\u{10ffff}'
        | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}
