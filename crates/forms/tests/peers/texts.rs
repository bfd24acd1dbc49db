// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions that yield texts.

use crate::documents::{CODES, TEXTS};
use crate::expressions::{Quirk, Writer};

impl Writer<'_> {
    pub(super) fn text(&mut self, depth: usize) -> String {
        if self.strays() {
            return self.any_text(depth.saturating_sub(1));
        }
        if depth == 0 {
            if self.dares(Quirk::Surrogates) {
                return "'😀 Kita'".to_owned();
            }
            return match self.chance.below(4) {
                0 | 1 => self.literal(&TEXTS),
                2 => self.leaf("name"),
                _ => self.chance.one(&["@nr", "@art", "name()", "."]).to_owned(),
            };
        }
        let d = depth - 1;
        match self.chance.below(24) {
            0 | 1 => format!("concat({}, {})", self.text(d), self.any_text(d)),
            2 => format!("concat({})", self.nodes(d)),
            3 | 4 => {
                if self.chance.percent(50) && !self.dares(Quirk::SubstrWithoutNumber) {
                    let (start, end) = (self.chance.below(8), self.chance.below(8));
                    let sign = self.chance.one(&["", "-"]);
                    return if self.chance.percent(50) {
                        format!("substr({}, {sign}{start})", self.text(d))
                    } else {
                        format!("substr({}, {sign}{start}, {end})", self.text(d))
                    };
                }
                let function = if self.quirks.contains(&Quirk::SubstrWithoutNumber) {
                    "substr"
                } else {
                    "substring"
                };
                let rest = match self.chance.below(3) {
                    0 => String::new(),
                    1 if self.dares(Quirk::SubstringBackwards) => format!(", {}", self.number(d)),
                    _ => format!(", {}", self.chance.below(6)),
                };
                format!("{function}({}, {}{rest})", self.text(d), self.number(0))
            }
            5 | 6 => {
                let function = self.chance.one(&["substring-before", "substring-after"]);
                if function == "substring-after" && !self.dares(Quirk::SubstringAfter) {
                    let letter = self.literal(&["a", " ", "ü", "1", "-"]);
                    return format!("substring-after({}, {letter})", self.text(d));
                }
                format!("{function}({}, {})", self.text(d), self.text(0))
            }
            7 => {
                let from = self.literal(&["äöü", "abc", "ÄÖÜß", "", "aa", "0123456789"]);
                let to = self.literal(&["aou", "ABC", "", "x", "AOUs"]);
                format!("translate({}, {from}, {to})", self.text(d))
            }
            8 => format!("normalize-space({})", self.text(d)),
            9 | 10 => format!("string({})", self.any_text(d)),
            11 if self.dares(Quirk::Fraction) => {
                format!("selected-at({}, {})", self.codes(d), self.number(0))
            }
            11 => format!("selected-at({}, {})", self.codes(d), self.chance.below(4)),
            12 => {
                let between = self.literal(&[", ", " ", "", "ß"]);
                if self.chance.percent(60) {
                    format!("join({between}, {})", self.nodes(d))
                } else {
                    format!("join({between}, {}, {})", self.text(d), self.any_text(d))
                }
            }
            13 | 14 => {
                let function = self.chance.one(&["format-date", "format-date-time"]);
                if self.dares(Quirk::Sunday) {
                    return format!("{function}({}, '%a')", self.moment(d));
                }
                let pattern = self.literal(&[
                    "%Y-%m-%d",
                    "%e.%n.%y",
                    "%d. %b %Y",
                    "%H:%M",
                    "%h:%M:%S.%3",
                    "%Y",
                    "x",
                ]);
                if self.dares(Quirk::NumberAsDate) {
                    return format!("{function}({}, {pattern})", self.leaf("alter"));
                }
                if self.dares(Quirk::Percent) {
                    return format!("{function}({}, '%Y%%')", self.moment(d));
                }
                format!("{function}({}, {pattern})", self.moment(d))
            }
            15 => {
                let method = self
                    .chance
                    .one(&["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"]);
                let rest = self.chance.one(&["", ", 'hex'", ", 'base64'"]);
                format!("digest({}, '{method}'{rest})", self.text(d))
            }
            16 => {
                let coded = self.literal(&["QQ==", "w6Q=", "", "Zm9v"]);
                format!("base64-decode({coded})")
            }
            17 => {
                let function = self.chance.one(&["name", "local-name"]);
                format!("{function}({})", self.nodes(d))
            }
            18 | 19 => format!(
                "if({}, {}, {})",
                self.boolean(d),
                self.text(d),
                self.text(d)
            ),
            20 => format!("coalesce({}, {})", self.text(d), self.text(d)),
            21 => format!("once({})", self.text(d)),
            22 if self.document.has_list => {
                format!(
                    "instance('orte')/root/item[name = {}]/land",
                    self.leaf("kreis")
                )
            }
            _ => self.number_as_text(d),
        }
    }

    pub(super) fn codes(&mut self, depth: usize) -> String {
        match self.chance.below(4) {
            0 => self.literal(&CODES),
            1 => self.text(depth),
            _ => self.leaf("wahl"),
        }
    }
}
