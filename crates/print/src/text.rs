// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Text: which letters, how wide, and where a line ends.

mod lines;
mod shape;

use std::rc::Rc;

pub(crate) use lines::{Line, Span, break_lines, widths};
pub(crate) use shape::{Glyphs, MISSING_WIDTH, Part, Typesetter};

/// How strong the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// How dark the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Text.
    Ink,
    /// Text of second rank; still readable at 7:1.
    Muted,
    /// Letters to be written over.
    Pale,
}

/// The look of a piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    /// In points.
    pub(crate) size: f32,
    pub(crate) tone: Tone,
    /// Where it differs from the document's language.
    pub(crate) lang: Option<Rc<str>>,
    /// The language whose words may be divided.
    pub(crate) hyphens: Option<hypher::Lang>,
}

/// The language of hyphenation for a tag.
pub(crate) fn hyphens(lang: &str) -> Option<hypher::Lang> {
    match crate::words::primary(lang).as_str() {
        "de" => Some(hypher::Lang::German),
        "en" => Some(hypher::Lang::English),
        _ => None,
    }
}

/// The text without what is no text: control characters go, tabulators become spaces, every kind of
/// line end becomes a line feed.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => clean.push('\n'),
            '\t' => clean.push(' '),
            // Marks of direction have no meaning where all text runs one way.
            '\u{feff}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}

/// The text on one line and not too long, for titles, bookmarks and descriptions.
pub(crate) fn label(text: &str) -> String {
    const LONGEST: usize = 1000;
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_line_feeds_and_controls_vanish() {
        assert_eq!(clean("a\r\nb\rc\u{0}\td\u{feff}\u{202e}"), "a\nb\nc d");
        assert_eq!(label("  a\n b "), "a b");
        assert_eq!(label(&"x".repeat(2000)).chars().count(), 1001);
    }
}
