// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts of a form: Markdown as the field's tools write it, drawn as HTML and said as plain text.
//!
//! Shown are emphasis, strong emphasis, headings, lists, links and line breaks. HTML is never let
//! through: tags that other tools style text with are dropped, everything else is text. So are the
//! values of other questions within a text. A list with one entry is text too, because a question
//! that begins with `1.` is numbered and no list.

mod draw;
mod source;

use forms::{ChoiceSource, CompiledForm, Field, Filling};

use crate::Fragment;

/// A text of a form, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rich {
    parts: Vec<Part>,
    plain: String,
}

/// A part of a text; its HTML is phrasing content but for the list as a list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Paragraph(String),
    Heading(String),
    List {
        list: String,
        /// The same as lines.
        lines: String,
    },
}

impl Part {
    /// The part where only phrasing content may stand.
    fn line(&self) -> String {
        match self {
            Self::Paragraph(html) => html.clone(),
            Self::Heading(html) => strong(html),
            Self::List { lines, .. } => lines.clone(),
        }
    }

    /// The part as a block; a heading has a level where it may be one.
    fn block(&self, level: Option<u8>) -> String {
        match (self, level) {
            (Self::Paragraph(html), _) => format!("<p>{html}</p>"),
            (Self::Heading(html), Some(level)) => {
                format!("<h{level} class=\"kern-heading-small\">{html}</h{level}>")
            }
            (Self::Heading(html), None) => format!("<p>{}</p>", strong(html)),
            (Self::List { list, .. }, _) => list.clone(),
        }
    }
}

fn strong(html: &str) -> String {
    format!("<strong class=\"deich-text__heading\">{html}</strong>")
}

impl Rich {
    /// What is no Markdown.
    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self {
            parts: vec![Part::Paragraph(draw::escaped(text))],
            plain: text.to_owned(),
        }
    }

    /// Markdown without values of questions.
    pub(crate) fn markdown(text: &str) -> Self {
        draw::draw(&source::cleaned(text), &[])
    }

    /// A text of the form about something, with the values of other questions in it.
    pub(crate) fn filled(filling: &Filling<'_>, text: &str, around: &str, lang: &str) -> Self {
        let cleaned = source::cleaned(text);
        let mut values = Vec::new();
        let marked = filling.fill_with(&cleaned, around, |path| {
            values.push(shown(filling, path, lang));
            source::mark(values.len() - 1)
        });
        draw::draw(&marked, &values)
    }

    /// Several texts one behind the other, on one line.
    pub(crate) fn joined(texts: &[Self]) -> Self {
        let with = |part: fn(&Self) -> String| texts.iter().map(part).collect::<Vec<_>>().join(" ");
        if texts.iter().all(Self::is_empty) {
            return Self::default();
        }
        Self {
            parts: vec![Part::Paragraph(with(|text| text.line().into_string()))],
            plain: with(|text| text.plain.clone()),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The words alone; a line feed begins a new line.
    pub(crate) fn plain(&self) -> &str {
        &self.plain
    }

    /// The same, to be kept.
    pub(crate) fn into_plain(self) -> String {
        self.plain
    }

    /// Whether it is one paragraph.
    pub(crate) fn is_line(&self) -> bool {
        matches!(self.parts[..], [] | [Part::Paragraph(_)])
    }

    /// Everything as phrasing content.
    pub(crate) fn line(&self) -> Fragment {
        let parts: Vec<String> = self.parts.iter().map(Part::line).collect();
        Fragment(parts.join("<br>"))
    }

    /// What names a question: the first part, as phrasing content.
    pub(crate) fn first(&self) -> Fragment {
        Fragment(self.parts.first().map_or_else(String::new, Part::line))
    }

    /// Whether there is more than the first part.
    pub(crate) fn has_rest(&self) -> bool {
        self.parts.len() > 1
    }

    /// What stands below the first part, as blocks.
    pub(crate) fn rest(&self) -> Fragment {
        let rest = self.parts.iter().skip(1);
        Fragment(rest.map(|part| part.block(None)).collect())
    }

    /// Everything as blocks; headings are mere strong print.
    pub(crate) fn blocks(&self) -> Fragment {
        Fragment(self.parts.iter().map(|part| part.block(None)).collect())
    }

    /// Everything as blocks, with headings of this level.
    pub(crate) fn section(&self, level: u8) -> Fragment {
        let parts = self.parts.iter();
        Fragment(parts.map(|part| part.block(Some(level))).collect())
    }
}

/// A label where no answer can be filled in: an ellipsis stands for each reference `${name}`.
pub fn without_references(text: &str) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once("${") {
        filled.push_str(before);
        let Some((_, after)) = after.split_once('}') else {
            filled.push_str("${");
            rest = after;
            continue;
        };
        filled.push('…');
        rest = after;
    }
    filled + rest
}

/// A text of a form without the signs of Markdown: for tables, names and files. Line feeds part
/// paragraphs and entries of lists. What stands for values of questions (`${name}`) stays.
pub fn plain_text(text: &str) -> String {
    Rich::markdown(text).into_plain()
}

/// The answer to a question as people read it, where its labels are Markdown.
pub(crate) fn shown(filling: &Filling<'_>, path: &str, lang: &str) -> String {
    match filling.form().field(path) {
        Some(field) if field.question.choice_source == ChoiceSource::List => {
            displayed(filling.form(), field, &filling.value(path), lang)
        }
        _ => filling.shown(path, lang),
    }
}

/// A value as people read it, where the labels of choices are Markdown.
pub(crate) fn displayed(form: &CompiledForm, field: &Field, value: &str, lang: &str) -> String {
    if !field.question.kind.is_select() {
        return form.display(field, value, lang);
    }
    let codes = value.split_whitespace();
    let labels: Vec<String> = codes
        .map(|code| plain_text(&form.display(field, code, lang)))
        .collect();
    labels.join(", ")
}

/// A text in the Markdown of forms as blocks, with headings of this level (1 to 6).
pub fn text_blocks(text: &str, level: u8) -> Fragment {
    Rich::markdown(text).section(level)
}
