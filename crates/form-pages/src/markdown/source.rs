// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A text of a form before it is parsed. What must stay text goes through the parser as marks:
//! code points that Unicode keeps free for such use (U+FDD0 to U+FDEF).

use std::borrow::Cow;
use std::fmt::Write as _;

/// The first of the sixteen marks that are the digits of a value's number.
const DIGIT: u32 = 0xfdd0;
const LESS: char = '\u{fde0}';
const GREATER: char = '\u{fde1}';
const COLON: char = '\u{fde2}';
/// Ends the number of a value.
const VALUE: char = '\u{fdef}';

/// Tags that other tools style text with.
const STYLES: [&str; 24] = [
    "b", "big", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "p", "small", "span", "strong", "sub", "sup", "tt", "u", "ul",
];

/// More blanks before a line would make it code, which no tool for forms knows.
const INDENT: usize = 3;
/// Entries of lists within lists have as many as this.
const DEEPEST_INDENT: usize = 12;

/// What a mark stands for.
pub(super) enum Marked {
    /// A character, marked or not.
    Char(char),
    /// The value with this number.
    Value(usize),
}

/// Reads marks, character by character.
#[derive(Default)]
pub(super) struct Marks {
    number: usize,
}

impl Marks {
    pub(super) fn read(&mut self, c: char) -> Option<Marked> {
        let digit = u32::from(c).wrapping_sub(DIGIT);
        match c {
            _ if digit < 16 => {
                self.number = self
                    .number
                    .saturating_mul(16)
                    .saturating_add(digit as usize);
                None
            }
            VALUE => Some(Marked::Value(std::mem::take(&mut self.number))),
            LESS => Some(Marked::Char('<')),
            GREATER => Some(Marked::Char('>')),
            COLON => Some(Marked::Char(':')),
            c => Some(Marked::Char(c)),
        }
    }
}

/// The mark for the value with this number.
pub(super) fn mark(number: usize) -> String {
    let mut mark = String::new();
    // Writing to a text never fails.
    let _ = write!(mark, "{number:x}");
    let digits = mark.chars().filter_map(|digit| {
        let digit = digit.to_digit(16)?;
        char::from_u32(DIGIT + digit)
    });
    digits.chain([VALUE]).collect()
}

/// The text without tags, with marks for what the parser must not see: angle brackets (HTML,
/// quotations) and the colon of `[…]:`, which would make a line vanish.
pub(super) fn cleaned(text: &str) -> String {
    let text = without_tags(text.trim());
    let mut cleaned = String::with_capacity(text.len());
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            cleaned.push('\n');
        }
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        let most = if begins_entry(bare) {
            DEEPEST_INDENT
        } else {
            INDENT
        };
        cleaned.extend(std::iter::repeat_n(' ', indent.min(most)));
        let mut before = ' ';
        for c in bare.chars() {
            cleaned.push(match c {
                '<' => LESS,
                '>' => GREATER,
                ':' if before == ']' => COLON,
                '\u{fdd0}'..='\u{fdef}' => char::REPLACEMENT_CHARACTER,
                c => c,
            });
            before = c;
        }
    }
    cleaned
}

/// Whether a line looks like an entry of a list.
fn begins_entry(line: &str) -> bool {
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[char] = if after.len() < line.len() {
        &['.', ')']
    } else {
        &['-', '+', '*']
    };
    after
        .strip_prefix(marks)
        .is_some_and(|rest| rest.starts_with(' '))
}

fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        if let Some((name, after)) = style_tag(tag) {
            kept.push_str(instead_of(name));
            rest = after;
        } else {
            kept.push('<');
            rest = tag.get(1..).unwrap_or_default();
        }
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// The name of the tag that a text begins with, if it is one for style, and what follows it.
fn style_tag(text: &str) -> Option<(&'static str, &str)> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(['<', '>'])?;
    let after = inside.get(end..)?.strip_prefix('>')?;
    let tag = inside.get(..end)?;
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = tag.split(|c: char| c == '/' || c.is_whitespace()).next()?;
    let known = STYLES
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))?;
    Some((known, after))
}

fn instead_of(tag: &str) -> &'static str {
    match tag {
        "br" => "\n",
        "p" | "div" | "center" | "hr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" => "\n\n",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_as_marks() {
        for number in [0, 9, 15, 16, 255, 4096] {
            let mut marks = Marks::default();
            let read: Vec<Marked> = mark(number).chars().filter_map(|c| marks.read(c)).collect();
            assert!(matches!(read[..], [Marked::Value(read)] if read == number));
        }
    }

    #[test]
    fn only_tags_of_style_are_dropped() {
        for (text, kept) in [
            ("<span style=\"color:red\">Rot</span>", "Rot"),
            ("a<br/>b<BR>c", "a\nb\nc"),
            ("<p-wert> < 5 und <Name>", "<p-wert> < 5 und <Name>"),
            ("<b", "<b"),
            ("<<b>>", "<>"),
        ] {
            assert_eq!(without_tags(text), kept);
        }
    }
}
