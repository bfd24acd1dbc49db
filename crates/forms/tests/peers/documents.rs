// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Documents as forms have them: values of every kind, some blank, repeats, lists of choices.

use std::fmt::Write as _;

use crate::chance::Chance;

pub(crate) const NUMBERS: [&str; 15] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "7.5",
    "0.1",
    "-0",
    "1.50",
    "007",
    " 4 ",
    "9007199254740993",
    ".5",
    "5.",
    "-273.15",
];
pub(crate) const TEXTS: [&str; 16] = [
    "",
    "Ärztin",
    "Straße",
    "a b c",
    "  zwei  Wörter ",
    "x",
    "Müller-Lüdenscheidt",
    "12",
    "true",
    "false",
    "0",
    "ÄÖÜ",
    "ß",
    "a,b;c",
    "NaN",
    "e\u{301}",
];
pub(crate) const DATES: [&str; 14] = [
    "2024-02-29",
    "2023-12-31",
    "1969-12-31",
    "1970-01-02",
    "2026-03-29",
    "2026-10-25",
    "1900-01-01",
    "2000-02-28",
    "2024-12-03",
    "2024-06-15T12:30:00",
    "2024-06-15T23:59:59.999+02:00",
    "2024-06-15T12:30:00Z",
    "heute",
    "2099-12-31T00:00:00.000-05:00",
];
pub(crate) const CODES: [&str; 8] = ["", "a", "a b", "b c a", " a  b ", "ja", "12 7", "ä ö"];
pub(crate) const PLACES: [&str; 6] = [
    "52.37 9.73 55 5",
    "52.37 9.73 0 0; 52.38 9.73 0 0; 52.38 9.75 0 0; 52.37 9.73 0 0",
    "52.37 9.73; 52.39 9.8",
    "53.5 8.1 0 0",
    "",
    "Hannover",
];
pub(crate) const LINES: [&str; 3] = [
    "52.37 9.73 0 0; 52.38 9.73 0 0; 52.38 9.75 0 0; 52.37 9.73 0 0",
    "52.37 9.73 5 5; 52.39 9.8 5 5",
    "-10.5 179.9 0 0; 10.5 -179.9 0 0",
];
pub(crate) const LISTED: [&str; 5] = ["h", "ol", "os", "gö", "lg"];

/// A leaf of the documents and the kind of its values.
pub(crate) const LEAVES: [(&str, &[&str]); 6] = [
    ("alter", &NUMBERS),
    ("name", &TEXTS),
    ("datum", &DATES),
    ("wahl", &CODES),
    ("ort", &PLACES),
    ("kreis", &LISTED),
];

/// A document and where its nodes lie.
pub(crate) struct Document {
    pub(crate) xml: String,
    /// Paths of `node()[n]`.
    pub(crate) contexts: Vec<String>,
    /// The absolute path of the data.
    pub(crate) base: &'static str,
    /// Whether it has a list of choices, `instance('orte')`.
    pub has_list: bool,
}

struct Writer<'a> {
    chance: &'a mut Chance,
    xml: String,
    contexts: Vec<String>,
}

impl Writer<'_> {
    fn leaves(&mut self, at: &str, place: &mut usize) {
        for (name, values) in LEAVES {
            if self.chance.percent(15) && !self.contexts.is_empty() && *place > 0 {
                continue;
            }
            *place += 1;
            let blank = self.chance.percent(15);
            let value = if blank { "" } else { self.chance.one(values) };
            let _ = write!(self.xml, "<{name}>{value}</{name}>");
            self.contexts.push(format!("{at}/node()[{place}]"));
        }
    }

    fn group(&mut self, name: &str, at: &str, depth: usize) {
        let number = self.chance.below(4);
        let _ = write!(self.xml, "<{name} nr=\"{number}\" art=\"ä\">");
        self.contexts.push(at.to_owned());
        let mut place = 0;
        self.leaves(at, &mut place);
        if depth > 0 {
            for _ in 0..self.chance.below(4) {
                place += 1;
                self.group("kind", &format!("{at}/node()[{place}]"), depth - 1);
            }
            if self.chance.percent(50) {
                place += 1;
                self.group("gruppe", &format!("{at}/node()[{place}]"), depth - 1);
            }
        }
        let _ = write!(self.xml, "</{name}>");
    }
}

pub(crate) fn document(chance: &mut Chance) -> Document {
    let has_list = chance.percent(40);
    let mut writer = Writer {
        chance,
        xml: String::new(),
        contexts: Vec::new(),
    };
    if has_list {
        writer.xml.push_str("<html><model><instance>");
        let at = "/node()[1]/node()[1]/node()[1]/node()[1]";
        writer.group("daten", at, 2);
        writer
            .xml
            .push_str("</instance><instance id=\"orte\"><root>");
        for code in LISTED {
            let land = writer.chance.one(&["ni", "hb", ""]);
            let number = writer.chance.one(&NUMBERS);
            let _ = write!(
                writer.xml,
                "<item><name>{code}</name><land>{land}</land><zahl>{number}</zahl></item>"
            );
        }
        writer.xml.push_str("</root></instance></model></html>");
    } else {
        writer.group("daten", "/node()[1]", 2);
    }
    Document {
        xml: writer.xml,
        // Not the outermost element: what is around it is the document, of which only we know the text.
        contexts: writer.contexts.split_off(1),
        base: if has_list {
            "/html/model/instance/daten"
        } else {
            "/daten"
        },
        has_list,
    }
}
