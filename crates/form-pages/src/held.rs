// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as what is held about somebody: which of them name people, all of them as plain lines, and which
//! kinds of data a form asks for.

use forms::{Answers, CompiledForm, PrivacyClass, Question, QuestionType};
use jiff::civil::Date;

/// What in answers may say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Naming {
    /// Texts that name people, each with the group of the form that it stands in.
    pub texts: Vec<(String, String)>,
    /// Days, whatever they mean.
    pub days: Vec<Date>,
}

/// A plain line for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldAnswer {
    /// The path of the question, with positions of repeats.
    pub path: String,
    /// What it asks.
    pub label: String,
    /// What was answered, as people read it.
    pub value: String,
}

/// Whether answers to a question may say who somebody is: its class says so, or it has none and takes any text.
fn names_people(question: &Question) -> bool {
    match question.privacy {
        Some(class) => class == PrivacyClass::Identifier,
        None => question.kind.is_free() && !question.kind.is_file(),
    }
}

fn is_day(kind: QuestionType) -> bool {
    matches!(
        kind,
        QuestionType::Date | QuestionType::DateTime | QuestionType::Calculated
    )
}

/// Whether answers to a form may say who somebody is at all.
pub fn may_name_people(form: &CompiledForm) -> bool {
    let mut fields = form.fields().iter();
    fields.any(|field| names_people(&field.question))
}

/// What in answers to a form may say who somebody is.
pub fn naming(form: &CompiledForm, answers: &Answers) -> Naming {
    let mut naming = Naming::default();
    for (path, value) in answers.iter() {
        let Some(field) = form.field(path) else {
            continue;
        };
        let day = value.get(..10).and_then(|day| day.parse().ok());
        match day {
            Some(day) if is_day(field.question.kind) => naming.days.push(day),
            _ if names_people(&field.question) => {
                let group = path.rsplit_once('/').map_or("", |(group, _)| group);
                naming.texts.push((group.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    naming
}

/// Answers as plain lines in the order of the form; what a form does not ask for any more stands last.
pub fn held(form: &CompiledForm, answers: &Answers, lang: &str) -> Vec<HeldAnswer> {
    let place = |path: &str| {
        let path = forms::without_positions(path);
        let mut fields = form.fields().iter();
        fields.position(|field| field.path == path)
    };
    let mut lines: Vec<(Option<usize>, HeldAnswer)> = answers
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(path, value)| {
            let line = match form.field(path) {
                Some(field) => {
                    let label = field.question.label.get(lang);
                    let label = if label.is_empty() {
                        field.question.name.as_str()
                    } else {
                        label
                    };
                    HeldAnswer {
                        path: path.to_owned(),
                        label: crate::plain_text(label),
                        value: form.display(field, value, lang),
                    }
                }
                None => HeldAnswer {
                    path: path.to_owned(),
                    label: path.to_owned(),
                    value: value.to_owned(),
                },
            };
            (place(path), line)
        })
        .collect();
    lines.sort_by_key(|(place, _)| place.unwrap_or(usize::MAX));
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What a form asks for, by privacy class in the order of their strictness, each with the questions of it.
pub fn classes(form: &CompiledForm, lang: &str) -> Vec<(Option<PrivacyClass>, Vec<String>)> {
    let classes = PrivacyClass::ALL.into_iter().map(Some).chain([None]);
    classes
        .map(|class| {
            let fields = form
                .fields()
                .iter()
                .filter(|field| field.question.privacy == class && field.question.kind.is_asked());
            let labels = fields.map(|field| crate::plain_text(field.question.label.get(lang)));
            (class, labels.filter(|label| !label.is_empty()).collect())
        })
        .filter(|(_, labels): &(_, Vec<String>)| !labels.is_empty())
        .collect()
}
