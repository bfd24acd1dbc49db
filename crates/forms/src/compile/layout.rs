// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree of a form with what belongs to each node, and what is wrong with names and lists.

use std::collections::{BTreeSet, HashMap, HashSet};

use xpath::{NodeId, TreeBuilder};

use super::join;
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{
    ChoiceSource, FORMAT, FormSpec, Item, PERIOD_FACTS, PERIOD_INSTANCE, PREVIOUS_INSTANCE,
    Question,
};

/// How deeply groups may lie in each other.
const DEEPEST: usize = 12;

pub(super) fn of_form(cause: ProblemCause) -> FormProblem {
    FormProblem {
        path: String::new(),
        column: Column::Settings,
        cause,
    }
}

/// Whether a text can be the name of a question, group or list: a letter or `_`, then letters,
/// digits, `_`, `-`, `.`, at most 100 bytes.
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && text.len() <= 100
}

/// Whether a list of entities or a property of them can be called like this.
pub fn is_entity_name(name: &str, is_list: bool) -> bool {
    let is_reserved = name.starts_with("__")
        || (is_list && name.contains('.'))
        || (!is_list && matches!(name.to_lowercase().as_str(), "name" | "label"));
    is_name(name) && !is_reserved
}

/// What is wrong with the names of lists of entities and of their properties.
fn check_entities(spec: &FormSpec, problems: &mut Vec<FormProblem>) {
    let lists = spec.entities.iter().map(|entity| &entity.list);
    for list in lists.chain(&spec.entity_lists) {
        if !is_entity_name(list, true) {
            problems.push(of_form(ProblemCause::InvalidName(list.clone())));
        }
    }
    for (path, question) in spec.questions() {
        let Some(save_to) = &question.save_to else {
            continue;
        };
        let property = save_to
            .split_once('#')
            .map_or(save_to.as_str(), |(_, name)| name);
        if !is_entity_name(property, false) {
            problems.push(FormProblem {
                path,
                column: Column::Passed,
                cause: ProblemCause::InvalidName(property.to_owned()),
            });
        }
    }
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
    check_entities(spec, problems);
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
            if !seen.insert(&choice.code) && !spec.settings.allow_choice_duplicates {
                push(ProblemCause::DuplicateCode(choice.code.clone()));
            }
            if choice.label.is_empty() && choice.media.is_empty() {
                push(ProblemCause::NoLabel);
            }
        }
    }
}

/// A group or repeat with its place.
pub(super) struct Container<'a> {
    pub(super) name: &'a str,
    pub(super) path: String,
    pub(super) node: NodeId,
    pub(super) is_repeat: bool,
    pub(super) relevant: Option<&'a str>,
    pub(super) readonly: Option<&'a str>,
    pub(super) count: Option<&'a str>,
    pub(super) label: &'a kernel::Localized,
}

/// The form's tree while it is laid out, with what belongs to each node.
#[derive(Default)]
pub(super) struct Layout<'a> {
    pub(super) builder: TreeBuilder,
    pub(super) containers: Vec<Container<'a>>,
    pub(super) fields: Vec<(String, &'a Question, NodeId)>,
}

impl<'a> Layout<'a> {
    pub(super) fn items(
        &mut self,
        items: &'a [Item],
        prefix: &str,
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
            let path = join(prefix, name);
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
                    let node = self.builder.open(name);
                    self.containers.push(Container {
                        name,
                        path: path.clone(),
                        node,
                        is_repeat: false,
                        relevant: inner.relevant.as_deref(),
                        readonly: inner.readonly.as_deref(),
                        count: None,
                        label: &inner.label,
                    });
                    self.items(&inner.items, &path, depth + 1, problems);
                    self.builder.close();
                }
                Item::Repeat(inner) => {
                    let node = self.builder.open(name);
                    self.containers.push(Container {
                        name,
                        path: path.clone(),
                        node,
                        is_repeat: true,
                        relevant: inner.relevant.as_deref(),
                        readonly: inner.readonly.as_deref(),
                        count: inner.count.as_deref(),
                        label: &inner.label,
                    });
                    self.items(&inner.items, &path, depth + 1, problems);
                    self.builder.close();
                }
                // It stands for a file that expressions read, not for a place in the form.
                Item::Question(question) if question.kind.is_external() => {}
                Item::Question(question) => {
                    if let Some(what) = not_yet_fillable(question) {
                        push(Column::Type, ProblemCause::NotYetFillable(what));
                    }
                    let node = self.builder.leaf(name, "");
                    self.fields.push((path, question, node));
                }
            }
        }
    }

    /// Adds the instances that expressions may read: the period and the lists of choices. Returns
    /// the entry of every list.
    pub(super) fn instances(&mut self, spec: &'a FormSpec) -> HashMap<&'a str, NodeId> {
        let builder = &mut self.builder;
        if spec.reads_period {
            builder.begin_instance(PERIOD_INSTANCE);
            builder.open("root");
            for fact in PERIOD_FACTS {
                builder.leaf(fact, "");
            }
            builder.close();
        }
        if spec.reads_previous {
            builder.begin_instance(PREVIOUS_INSTANCE);
            builder.open("root");
            names_of(&spec.items, builder);
            builder.close();
        }
        let mut entries = HashMap::new();
        for (list, choices) in &spec.choices {
            let columns: BTreeSet<&str> = choices
                .iter()
                .flat_map(|choice| choice.extra.keys())
                .map(String::as_str)
                .collect();
            builder.begin_instance(list);
            builder.open("root");
            let entry = builder.open("item");
            for column in ["name", "label", "itextId"].into_iter().chain(columns) {
                builder.leaf(column, "");
            }
            builder.close();
            builder.close();
            entries.insert(list.as_str(), entry);
        }
        entries
    }
}

/// The tree of the form once more, as the report before has it.
fn names_of(items: &[Item], builder: &mut TreeBuilder) {
    for item in items {
        let inner = match item {
            Item::Group(group) => &group.items,
            Item::Repeat(repeat) => &repeat.items,
            Item::Question(question) => {
                builder.leaf(&question.name, "");
                continue;
            }
        };
        builder.open(item.name());
        names_of(inner, builder);
        builder.close();
    }
}

/// What of a question can be stored and exchanged, but not be filled in here.
fn not_yet_fillable(question: &Question) -> Option<&'static str> {
    match question.choice_source {
        ChoiceSource::External => Some("select_one_external"),
        ChoiceSource::File | ChoiceSource::List | ChoiceSource::Repeat => None,
    }
}
