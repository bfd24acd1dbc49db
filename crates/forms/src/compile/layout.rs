// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree of a form with what belongs to each node, and what is wrong with names and lists.

use std::collections::HashSet;

use xpath::{NodeId, TreeBuilder};

use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{ChoiceSource, FORMAT, FormSpec, Group, Item, Question, QuestionType};

/// How deeply groups may lie in each other.
const DEEPEST: usize = 12;

pub(super) fn of_form(cause: ProblemCause) -> FormProblem {
    FormProblem {
        path: String::new(),
        column: Column::Settings,
        cause,
    }
}

pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && text.len() <= 100
}

pub(super) fn check_head(spec: &FormSpec, problems: &mut Vec<FormProblem>) {
    if spec.format != FORMAT {
        problems.push(of_form(ProblemCause::Format(spec.format)));
    }
    let id_fits = !spec.id.is_empty()
        && spec.id.len() <= 100
        && spec
            .id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    if !id_fits {
        problems.push(of_form(ProblemCause::FormId(spec.id.clone())));
    }
    if spec.title.is_empty() {
        problems.push(of_form(ProblemCause::NoTitle));
    }
    if !spec.entities.is_empty() {
        problems.push(of_form(ProblemCause::NotYetFillable("entities")));
    }
    if !spec.languages.contains(&spec.default_language) {
        problems.push(of_form(ProblemCause::Languages));
    }
}

pub(super) fn check_choices(spec: &FormSpec, problems: &mut Vec<FormProblem>) {
    for (list, choices) in &spec.choices {
        let mut push = |cause| {
            problems.push(FormProblem {
                path: list.clone(),
                column: Column::Choices,
                cause,
            });
        };
        if choices.is_empty() {
            push(ProblemCause::EmptyChoiceList(list.clone()));
        }
        let mut seen = HashSet::new();
        for choice in choices {
            if choice.code.is_empty() || choice.code.chars().any(char::is_whitespace) {
                push(ProblemCause::InvalidCode(choice.code.clone()));
            }
            if !seen.insert(&choice.code) {
                push(ProblemCause::DuplicateCode(choice.code.clone()));
            }
            if choice.label.is_empty() {
                push(ProblemCause::NoLabel);
            }
        }
    }
}

/// The form's tree while it is laid out, with what belongs to each node.
#[derive(Default)]
pub(super) struct Layout<'a> {
    pub(super) builder: TreeBuilder,
    pub(super) groups: Vec<(&'a Group, NodeId, String, Option<usize>)>,
    pub(super) fields: Vec<(String, &'a Question, NodeId, Option<usize>)>,
}

impl<'a> Layout<'a> {
    pub(super) fn items(
        &mut self,
        items: &'a [Item],
        prefix: &str,
        group: Option<usize>,
        depth: usize,
        problems: &mut Vec<FormProblem>,
    ) {
        if depth > DEEPEST {
            problems.push(of_form(ProblemCause::TooLarge));
            return;
        }
        let mut seen = HashSet::new();
        for item in items {
            let name = item.name();
            let path = if prefix.is_empty() {
                name.to_owned()
            } else {
                format!("{prefix}/{name}")
            };
            let mut push = |column, cause| {
                problems.push(FormProblem {
                    path: path.clone(),
                    column,
                    cause,
                });
            };
            if !is_name(name) {
                push(Column::Name, ProblemCause::InvalidName(name.to_owned()));
            } else if !seen.insert(name) {
                push(Column::Name, ProblemCause::DuplicateName(name.to_owned()));
            }
            match item {
                Item::Group(inner) => {
                    if inner.readonly.is_some() {
                        push(Column::Readonly, ProblemCause::NotYetFillable("readonly"));
                    }
                    let node = self.builder.open(name);
                    let index = self.groups.len();
                    self.groups.push((inner, node, path.clone(), group));
                    self.items(&inner.items, &path, Some(index), depth + 1, problems);
                    self.builder.close();
                }
                Item::Repeat(_) => push(Column::Type, ProblemCause::RepeatNotSupported),
                // The device fills these in; nothing here asks for them or forwards them.
                Item::Question(question) if is_left_out(question.kind) => {}
                Item::Question(question) => {
                    if let Some(what) = not_yet_fillable(question) {
                        push(Column::Type, ProblemCause::NotYetFillable(what));
                    }
                    let node = self.builder.leaf(name, "");
                    self.fields.push((path, question, node, group));
                }
            }
        }
    }
}

/// Values of the device that forms are filled without.
fn is_left_out(kind: QuestionType) -> bool {
    kind.is_metadata()
        || matches!(
            kind,
            QuestionType::StartGeopoint | QuestionType::BackgroundAudio
        )
}

/// What of a question this executor does not know.
fn not_yet_fillable(question: &Question) -> Option<&'static str> {
    match question.kind {
        QuestionType::Text
        | QuestionType::Integer
        | QuestionType::Decimal
        | QuestionType::Date
        | QuestionType::Boolean
        | QuestionType::SelectOne
        | QuestionType::SelectMany
        | QuestionType::Note
        | QuestionType::Calculated => {}
        other => return Some(other.name()),
    }
    if question.choice_filter.is_some() {
        Some("choice_filter")
    } else if question.choice_source != ChoiceSource::List {
        Some("select_from_file")
    } else if question.or_other {
        Some("or_other")
    } else if !question.trigger.is_empty() {
        Some("trigger")
    } else if question.save_to.is_some() {
        Some("save_to")
    } else if question.parameters.contains_key("randomize") {
        Some("randomize")
    } else {
        None
    }
}
