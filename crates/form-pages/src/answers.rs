// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers to be read: as a list, and as what changed between two lists.

use askama::Template;
use forms::{Answers, CompiledForm, Evaluation, Field, Item, QuestionType};
use kernel::Lang;

use crate::Fragment;
use crate::texts::{Texts, languages};

/// The answers as a description list with the groups' headings: for checking before sending and
/// for the page of a report.
///
/// Relevant questions without an answer say so. With `change_url`, every answer that can be given
/// has a link `{change_url}#field-{path}`.
pub fn render_answers(
    form: &CompiledForm,
    evaluation: &Evaluation,
    lang: Lang,
    change_url: Option<&str>,
) -> Fragment {
    let (tag, texts) = languages(form, lang);
    let mut sections = vec![Section::default()];
    let mut reader = Reader {
        form,
        evaluation,
        lang: tag,
        sections: &mut sections,
    };
    reader.items(&form.spec().items, "");
    sections.retain(|section| !section.rows.is_empty());
    // What stands before and after a group without answers belongs together again.
    sections.dedup_by(|next, last| {
        let same = next.title == last.title;
        if same {
            last.rows.append(&mut next.rows);
        }
        same
    });
    Fragment::of(&AnswersList {
        texts,
        lang: tag,
        foreign: tag != lang.tag(),
        sections,
        change_url,
    })
}

#[derive(Template)]
#[template(path = "answers.html")]
struct AnswersList<'a> {
    texts: Texts,
    lang: &'a str,
    foreign: bool,
    sections: Vec<Section>,
    change_url: Option<&'a str>,
}

#[derive(Default)]
struct Section {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    path: String,
    label: String,
    value: String,
    unit: String,
    asked: bool,
}

struct Reader<'a> {
    form: &'a CompiledForm,
    evaluation: &'a Evaluation,
    lang: &'a str,
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
                    let title = self.text(group.label.get(self.lang));
                    let outer = self
                        .sections
                        .last()
                        .map_or("", |s| s.title.as_str())
                        .to_owned();
                    if !title.is_empty() {
                        self.begin(title);
                    }
                    self.items(&group.items, &path);
                    if !group.label.is_empty() {
                        self.begin(outer);
                    }
                }
                Item::Repeat(_) => {}
                Item::Question(_) => self.question(&path),
            }
        }
    }

    fn begin(&mut self, title: String) {
        self.sections.push(Section {
            title,
            rows: Vec::new(),
        });
    }

    fn text(&self, text: &str) -> String {
        self.form
            .fill(text, self.lang, self.evaluation)
            .into_owned()
    }

    fn question(&mut self, path: &str) {
        let Some(index) = self.form.field_index(path) else {
            return;
        };
        let field = &self.form.fields()[index];
        let state = &self.evaluation.states[index];
        if !state.relevant || !is_listed(field) {
            return;
        }
        let row = Row {
            path: path.to_owned(),
            label: self.text(field.question.label.get(self.lang)),
            value: self.form.display(field, &state.value, self.lang),
            unit: field.question.unit.get(self.lang).to_owned(),
            asked: field.question.kind.is_asked() && !state.readonly,
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
    let (tag, _) = languages(form, lang);
    form.fields()
        .iter()
        .filter(|field| is_listed(field))
        .filter(|field| before.get(&field.path) != after.get(&field.path))
        .map(|field| Change {
            path: field.path.clone(),
            label: field.question.label.get(tag).to_owned(),
            before: form.display(field, before.get(&field.path), tag),
            after: form.display(field, after.get(&field.path), tag),
        })
        .collect()
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
