// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Writing SVG text: escaping, numbers, and an estimate of how wide a text will be.

use std::fmt;

/// SVG text that grows.
#[derive(Default)]
pub(crate) struct Svg(String);

impl Svg {
    /// Appends what `format_args!` made.
    pub(crate) fn add(&mut self, arguments: fmt::Arguments<'_>) {
        fmt::Write::write_fmt(&mut self.0, arguments).expect("writing to a String cannot fail");
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A text inside an element or an attribute value. Characters that XML 1.0 does not know become
/// U+FFFD.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' => f.write_str("&#10;")?,
                '\t' | '\r' => f.write_str(" ")?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_str("\u{fffd}")?,
                _ => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

/// A length in the units of the view box, with at most one decimal. A number that is not finite or
/// absurdly large is written as 0: a picture with a dot in the corner is better than no picture.
#[derive(Clone, Copy)]
pub(crate) struct Px(pub(crate) f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = if self.0.abs() < 1e9 {
            (self.0 * 10.0).round() / 10.0 + 0.0
        } else {
            0.0
        };
        write!(f, "{tenths}")
    }
}

/// About how wide `text` is in Fira Sans at `size`, erring on the wide side.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    text.chars()
        .map(|c| match c {
            ' ' | '.' | ',' | ':' | ';' | 'i' | 'l' | 'j' | '\'' | '|' | '\u{a0}' | '\u{202f}' => {
                0.3
            }
            'm' | 'w' | 'M' | 'W' | '%' => 0.9,
            'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => 0.68,
            _ => 0.6,
        })
        .sum::<f64>()
        * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_markup_would_read() {
        assert_eq!(
            Text("a<b> & \"c\" 'd'\n\u{1}").to_string(),
            "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;&#10;\u{fffd}"
        );
    }

    #[test]
    fn writes_short_finite_numbers() {
        let texts = [1.0, 1.25, -0.04, f64::NAN, f64::INFINITY].map(|n| Px(n).to_string());
        assert_eq!(texts, ["1", "1.3", "0", "0", "0"]);
    }
}
