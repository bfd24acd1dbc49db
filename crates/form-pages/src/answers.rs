// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers to be read: as a list, and as what changed between two lists.

use std::collections::BTreeSet;

use askama::Template;
use forms::{
    Answers, CompiledForm, Evaluation, Field, Filling, Item, QuestionType, Warning,
    without_positions,
};
use kernel::Lang;

use crate::Fragment;
use crate::files::{FileView, FileViews};
use crate::markdown::{Rich, displayed, plain_text, shown};
use crate::sheet::address_of;
use crate::texts::{Texts, languages};

/// The answers as a description list with the groups' headings: for checking before sending and
/// for the page of a report.
///
/// Relevant questions without an answer say so. With `change_url`, every answer that can be given
/// has a link to the page of the form on which it is asked, `{change_url}?seite=…#field-{path}`. A
/// file among `files` is a link, and if it is a picture, the picture; of any other its name is shown.
pub fn render_answers(
    filling: &Filling<'_>,
    lang: Lang,
    change_url: Option<&str>,
    files: &FileViews,
) -> Fragment {
    let (tag, texts) = languages(filling.form(), lang, None);
    let around = Around {
        sizes: lang,
        files,
        change_url,
    };
    Fragment::of(&AnswersList {
        texts,
        lang: tag,
        foreign: tag != lang.tag(),
        sections: listed(filling, tag, texts, around),
    })
}

/// What a page adds to the answers.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The language of the page, in which sizes are written.
    pub(crate) sizes: Lang,
    pub(crate) files: &'a FileViews,
    /// Where answers are changed.
    pub(crate) change_url: Option<&'a str>,
}

/// What can be read of the answers, in the order of the form.
pub(crate) fn listed(
    filling: &Filling<'_>,
    tag: &str,
    texts: Texts,
    around: Around<'_>,
) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut reader = Reader {
        filling,
        texts,
        lang: tag,
        around,
        sections: &mut sections,
    };
    reader.items(filling.form().items(), "");
    sections.retain(|section| !section.rows.is_empty());
    // What stands before and after a group without answers belongs together again.
    sections.dedup_by(|next, last| {
        let same = next.title == last.title;
        if same {
            last.rows.append(&mut next.rows);
        }
        same
    });
    sections
}

#[derive(Template)]
#[template(path = "answers.html")]
struct AnswersList<'a> {
    texts: Texts,
    lang: &'a str,
    foreign: bool,
    sections: Vec<Section>,
}

/// Answers under one heading.
#[derive(Default)]
pub(crate) struct Section {
    /// The heading; empty for none.
    pub(crate) title: String,
    /// The answers.
    pub(crate) rows: Vec<Row>,
}

/// A question with its answer.
pub(crate) struct Row {
    /// The question as asked.
    pub(crate) label: String,
    /// The answer as people read it; empty if there is none.
    pub(crate) value: String,
    /// What is counted; may be empty.
    pub(crate) unit: String,
    /// Where the answer can be changed; empty if it cannot.
    pub(crate) change: String,
    pub(crate) file: Option<FileView>,
    pub(crate) size: String,
    /// The value of a question that is answered by a file; empty for others.
    pub(crate) stored: String,
}

struct Reader<'a> {
    filling: &'a Filling<'a>,
    texts: Texts,
    lang: &'a str,
    around: Around<'a>,
    sections: &'a mut Vec<Section>,
}

impl Reader<'_> {
    fn items(&mut self, items: &[Item], around: &str) {
        for item in items {
            let path = if around.is_empty() {
                item.name().to_owned()
            } else {
                format!("{around}/{}", item.name())
            };
            match item {
                Item::Group(group) => {
                    let title = self.text(group.label.get(self.lang), &path);
                    self.section(title, &group.items, &path);
                }
                Item::Repeat(repeat) => {
                    let reference = self.filling.reference(&path);
                    let count = self.filling.session().count_repeats(&reference);
                    let label = self.text(repeat.label.get(self.lang), &path);
                    let name = if label.is_empty() {
                        self.texts.entry().to_owned()
                    } else {
                        label
                    };
                    for number in 1..=count.unwrap_or(0) {
                        let title = format!("{name} {number}");
                        self.section(title, &repeat.items, &format!("{path}[{number}]"));
                    }
                }
                Item::Question(_) => self.question(&path),
            }
        }
    }

    /// Items under a heading of their own; without a title, under the one around.
    fn section(&mut self, title: String, items: &[Item], path: &str) {
        let outer = self.sections.last().map_or("", |s| s.title.as_str());
        let outer = outer.to_owned();
        let has_title = !title.is_empty();
        if has_title {
            self.begin(title);
        }
        self.items(items, path);
        if has_title {
            self.begin(outer);
        }
    }

    fn begin(&mut self, title: String) {
        self.sections.push(Section {
            title,
            rows: Vec::new(),
        });
    }

    fn text(&self, text: &str, about: &str) -> String {
        Rich::filled(self.filling, text, about, self.lang).into_plain()
    }

    fn question(&mut self, path: &str) {
        let Some(field) = self.filling.form().field(path) else {
            return;
        };
        let reference = self.filling.reference(path);
        let Ok(state) = self.filling.session().state(&reference) else {
            return;
        };
        if !state.relevant || !is_listed(field) {
            return;
        }
        let stored = if field.question.kind.is_file() {
            self.filling.value(path)
        } else {
            String::new()
        };
        let file = self.around.files.get(&stored).cloned();
        let row = Row {
            stored,
            size: file
                .as_ref()
                .map_or(String::new(), |file| file.size_text(self.around.sizes)),
            file,
            label: self.text(field.question.label.get(self.lang), path),
            value: shown(self.filling, path, self.lang),
            unit: plain_text(field.question.unit.get(self.lang)),
            change: self
                .around
                .change_url
                .filter(|_| field.question.kind.is_asked() && !state.readonly)
                .map_or(String::new(), |url| {
                    format!("{}#field-{path}", address_of(self.filling, url, path))
                }),
        };
        if let Some(section) = self.sections.last_mut() {
            section.rows.push(row);
        }
    }
}

/// Whether a field has something to read: notes have no value, and what has no label is a means.
fn is_listed(field: &Field) -> bool {
    field.question.kind != QuestionType::Note && !field.question.label.is_empty()
}

/// What is implausible about the answers, in the words of the form.
pub fn warnings(filling: &Filling<'_>, evaluation: &Evaluation, lang: Lang) -> Vec<String> {
    let (tag, _) = languages(filling.form(), lang, None);
    let warnings = evaluation.warnings.iter();
    warnings
        .map(|warning| warning_text(filling, warning, tag).into_plain())
        .collect()
}

/// What the author of the form says about an implausible answer.
pub(crate) fn warning_text(filling: &Filling<'_>, warning: &Warning, lang: &str) -> Rich {
    match filling.form().field(&warning.path) {
        Some(field) => {
            let text = field.question.warning_message.get(lang);
            Rich::filled(filling, text, &warning.path, lang)
        }
        None => Rich::text(warning.message.get(lang)),
    }
}

/// One answer that differs between two sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path of the question.
    pub path: String,
    /// The question as asked.
    pub label: String,
    /// The former answer as people read it; empty if there was none.
    pub before: String,
    /// The present answer as people read it; empty if there is none.
    pub after: String,
}

/// The answers that differ, in the order of the form.
pub fn changes(form: &CompiledForm, before: &Answers, after: &Answers, lang: Lang) -> Vec<Change> {
    let (tag, _) = languages(form, lang, None);
    let paths: BTreeSet<&str> = before
        .iter()
        .chain(after.iter())
        .map(|(path, _)| path)
        .collect();
    let mut changes = Vec::new();
    for field in form.fields().iter().filter(|field| is_listed(field)) {
        let label = plain_text(field.question.label.get(tag));
        for &path in paths
            .iter()
            .filter(|path| without_positions(path) == field.path)
        {
            if before.get(path) == after.get(path) {
                continue;
            }
            changes.push(Change {
                path: path.to_owned(),
                label: format!("{label}{}", positions(path)),
                before: displayed(form, field, before.get(path), tag),
                after: displayed(form, field, after.get(path), tag),
            });
        }
    }
    changes
}

/// The positions in a path, to be read behind a label: ` (2.1)`.
fn positions(path: &str) -> String {
    let numbers = path
        .split('/')
        .filter_map(|step| step.strip_suffix(']')?.split_once('['))
        .map(|(_, number)| number);
    let numbers: Vec<&str> = numbers.collect();
    if numbers.is_empty() {
        String::new()
    } else {
        format!(" ({})", numbers.join("."))
    }
}

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesTable {
    texts: Texts,
    changes: Vec<Change>,
}

/// The answers that differ, as a table: for the history of a report.
pub fn render_changes(
    form: &CompiledForm,
    before: &Answers,
    after: &Answers,
    lang: Lang,
) -> Fragment {
    Fragment::of(&ChangesTable {
        texts: Texts(lang),
        changes: changes(form, before, after, lang),
    })
}
