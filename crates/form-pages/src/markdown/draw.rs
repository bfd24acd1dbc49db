// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From what the parser finds to HTML and plain text. Every character is escaped here; no HTML of
//! the parser is used.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::source::{Marked, Marks};
use super::{Part, Rich};

/// Where links may lead.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];
/// Deeper lists are drawn as if they were not that deep.
const DEEPEST: usize = 6;

/// Text as HTML; line feeds become line breaks.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        escape(c, &mut html);
    }
    html
}

fn escape(c: char, html: &mut String) {
    html.push_str(match c {
        '<' => "&#60;",
        '>' => "&#62;",
        '&' => "&#38;",
        '"' => "&#34;",
        '\'' => "&#39;",
        '\n' => "<br>",
        c => return html.push(c),
    });
}

/// Draws a cleaned text with the values that it has marks for.
pub(super) fn draw(text: &str, values: &[String]) -> Rich {
    if !may_be_markdown(text) {
        return Rich::text(text);
    }
    let parser = Parser::new_ext(text, Options::empty());
    let events: Vec<(Event<'_>, Range<usize>)> = parser.into_offset_iter().collect();
    let mut drawing = Drawing {
        source: text,
        values,
        marks: Marks::default(),
        single: single_entries(&events),
        parts: Vec::new(),
        html: String::new(),
        lines: String::new(),
        plain: String::new(),
        begun: false,
        lists: Vec::new(),
        links: Vec::new(),
    };
    for (index, (event, place)) in events.into_iter().enumerate() {
        drawing.event(index, event, place);
    }
    drawing.close(Part::Paragraph);
    Rich {
        parts: drawing.parts,
        plain: drawing.plain.trim().to_owned(),
    }
}

/// Whether there is anything to be parsed, including marks.
fn may_be_markdown(text: &str) -> bool {
    let is_special = |c: char| {
        matches!(
            c,
            '*' | '_' | '#' | '[' | '`' | '~' | '=' | '\\' | '&' | '\n' | '\u{fdd0}'..='\u{fdef}'
        )
    };
    let begins_list = |c: char| matches!(c, '-' | '+') || c.is_ascii_digit();
    text.contains(is_special) || text.starts_with(begins_list)
}

/// The lists with one entry, by the place of their beginning among the events.
fn single_entries(events: &[(Event<'_>, Range<usize>)]) -> HashSet<usize> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut single = HashSet::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::List(_)) => open.push((index, 0)),
            Event::Start(Tag::Item) => {
                if let Some((_, entries)) = open.last_mut() {
                    *entries += 1;
                }
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((index, 1)) = open.pop() {
                    single.insert(index);
                }
            }
            _ => {}
        }
    }
    single
}

/// A list that is being drawn.
enum List {
    /// Its entry is text.
    Text,
    /// The number of the next entry, if they are numbered; whether it has an element of its own.
    Real(Option<u64>, bool),
}

struct Drawing<'a> {
    source: &'a str,
    values: &'a [String],
    marks: Marks,
    single: HashSet<usize>,
    parts: Vec<Part>,
    /// The part that is being drawn.
    html: String,
    /// The same with lines instead of lists.
    lines: String,
    plain: String,
    /// Whether something stands in the paragraph or entry at hand.
    begun: bool,
    lists: Vec<List>,
    /// Whether each open link is drawn as one.
    links: Vec<bool>,
}

impl Drawing<'_> {
    fn event(&mut self, index: usize, event: Event<'_>, place: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(index, tag, place),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => {
                self.markup("<code>");
                self.text(&code);
                self.markup("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.character('\n'),
            Event::Rule => {
                let source = self.source;
                self.begin();
                self.text(source.get(place).unwrap_or_default().trim());
                self.end_of_block(Part::Paragraph);
            }
            _ => {}
        }
    }

    fn start(&mut self, index: usize, tag: Tag<'_>, place: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) => self.begin(),
            Tag::List(first) => self.start_list(index, first),
            Tag::Item => self.start_entry(place),
            Tag::Emphasis => self.markup("<em>"),
            Tag::Strong => self.markup("<strong>"),
            Tag::Link { dest_url, .. } => {
                let address = self.address(&dest_url);
                self.links.push(address.is_some());
                if let Some(address) = address {
                    self.link(&address);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.end_of_block(Part::Paragraph),
            TagEnd::Heading(_) => self.end_of_block(Part::Heading),
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item => match self.lists.last() {
                Some(List::Real(_, true)) => self.html.push_str("</li>"),
                Some(List::Text) => self.end_of_block(Part::Paragraph),
                _ => {}
            },
            TagEnd::Emphasis => self.markup("</em>"),
            TagEnd::Strong => self.markup("</strong>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn is_in_list(&self) -> bool {
        self.lists.iter().any(|list| matches!(list, List::Real(..)))
    }

    /// A paragraph or the like begins; within an entry, on a line of its own.
    fn begin(&mut self) {
        if self.begun && self.is_in_list() {
            self.character('\n');
        }
    }

    fn end_of_block(&mut self, part: fn(String) -> Part) {
        if !self.is_in_list() {
            self.close(part);
        }
    }

    /// The part at hand is complete.
    fn close(&mut self, part: fn(String) -> Part) {
        self.lines.clear();
        let mut html = std::mem::take(&mut self.html);
        while html.ends_with("<br>") {
            html.truncate(html.len() - "<br>".len());
        }
        if self.begun {
            self.parts.push(part(html));
            self.plain.truncate(self.plain.trim_end().len());
            self.plain.push('\n');
        }
        self.begun = false;
    }

    fn start_list(&mut self, index: usize, first: Option<u64>) {
        if self.single.contains(&index) {
            self.lists.push(List::Text);
            return;
        }
        if !self.is_in_list() {
            self.close(Part::Paragraph);
        }
        let depth = self.lists.len();
        let is_drawn = depth < DEEPEST;
        if is_drawn {
            match first {
                None => self.html.push_str("<ul>"),
                Some(1) => self.html.push_str("<ol>"),
                Some(first) => {
                    // Writing to a text never fails.
                    let _ = write!(self.html, "<ol start=\"{first}\">");
                }
            }
        }
        self.lists.push(List::Real(first, is_drawn));
    }

    fn start_entry(&mut self, place: Range<usize>) {
        if let Some(List::Real(next, is_drawn)) = self.lists.last_mut() {
            let mark = match next {
                None => "• ".to_owned(),
                Some(number) => {
                    let mark = format!("{number}. ");
                    *number = number.saturating_add(1);
                    mark
                }
            };
            if *is_drawn {
                self.html.push_str("<li>");
            } else {
                if self.begun {
                    self.html.push_str("<br>");
                }
                self.html.push_str(&mark);
            }
            if !self.lines.is_empty() {
                self.lines.push_str("<br>");
            }
            self.lines.push_str(&mark);
            if !self.plain.is_empty() && !self.plain.ends_with('\n') {
                self.plain.push('\n');
            }
            self.plain.push_str(&mark);
            self.begun = false;
            return;
        }
        // What looked like the mark of a list is the beginning of a text.
        self.begin();
        let source = self.source;
        let entry = source.get(place).unwrap_or_default().trim_start();
        let mark = entry.split_whitespace().next().unwrap_or_default();
        self.text(mark);
        if entry.trim_end().len() > mark.len() {
            self.text(" ");
        }
    }

    fn end_list(&mut self) {
        let Some(List::Real(first, is_drawn)) = self.lists.pop() else {
            return;
        };
        if is_drawn {
            let end = if first.is_some() { "</ol>" } else { "</ul>" };
            self.html.push_str(end);
        }
        // What follows within the entry around begins a line.
        self.begun = true;
        if !self.is_in_list() {
            let list = std::mem::take(&mut self.html);
            let lines = std::mem::take(&mut self.lines);
            self.parts.push(Part::List { list, lines });
            self.plain.push('\n');
            self.begun = false;
        }
    }

    fn link(&mut self, address: &str) {
        let target = if address
            .get(..4)
            .is_some_and(|a| a.eq_ignore_ascii_case("http"))
        {
            // What was typed on this page is not lost.
            " target=\"_blank\""
        } else {
            ""
        };
        self.markup(&format!(
            "<a class=\"kern-link\" href=\"{}\"{target} rel=\"noopener noreferrer\">",
            escaped(address)
        ));
    }

    fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.markup("</a>");
        }
    }

    /// Where a link leads, with values in it; none if it may not lead there.
    fn address(&self, written: &str) -> Option<String> {
        let mut address = String::new();
        let mut marks = Marks::default();
        for c in written.chars() {
            match marks.read(c) {
                None => {}
                Some(Marked::Char(c)) => address.push(c),
                Some(Marked::Value(number)) => {
                    let value = self.values.get(number).map_or("", |value| value.trim());
                    if address.is_empty() {
                        address.push_str(value);
                    } else {
                        percent_encode(value, &mut address);
                    }
                }
            }
        }
        let leads_out = |scheme: &&str| {
            let begin = address.get(..scheme.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
        };
        let is_allowed = SCHEMES.iter().any(leads_out)
            && !address.contains(|c: char| c.is_control() || c.is_whitespace());
        is_allowed.then_some(address)
    }

    /// An element, which is not text.
    fn markup(&mut self, html: &str) {
        self.html.push_str(html);
        self.lines.push_str(html);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match self.marks.read(c) {
                None => {}
                Some(Marked::Char(c)) => self.character(c),
                Some(Marked::Value(number)) => {
                    let values = self.values;
                    let value = values.get(number).map_or("", String::as_str);
                    for c in value.chars() {
                        self.character(c);
                    }
                }
            }
        }
    }

    fn character(&mut self, c: char) {
        escape(c, &mut self.html);
        escape(c, &mut self.lines);
        self.plain.push(c);
        self.begun = true;
    }
}

/// A value within an address, so that it cannot change where the address leads.
fn percent_encode(value: &str, address: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a text never fails.
            let _ = write!(address, "%{byte:02X}");
        }
    }
}
