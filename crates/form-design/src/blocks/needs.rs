// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a block speaks of and does not contain.

use std::collections::BTreeSet;

use forms::{ChoiceSource, FormSpec, Item, Question, QuestionType};
use serde::Serialize;
use xpath::{Axis, Expr, ExprKind, PathStart, Step};

use crate::edit::items::generated;
use crate::edit::references::names_list;
use crate::edit::{Kind, texts_of_item};
use crate::places::{self, children};

/// Something outside of a block that its form must have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Need {
    /// What it is.
    pub kind: NeedKind,
    /// Its name; a path as it is written.
    pub name: String,
}

/// What a block can need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeedKind {
    /// A question of this name.
    Question,
    /// A list of choices of this name.
    List,
    /// What a path that leads out of the block reaches.
    Path,
    /// A file beside the form.
    File,
}

impl NeedKind {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::List => "list",
            Self::Path => "path",
            Self::File => "file",
        }
    }
}

/// What a block speaks of and does not contain, without repetitions: questions, lists, paths, files.
pub fn needs(block: &FormSpec) -> Vec<Need> {
    let mut own: BTreeSet<String> = BTreeSet::new();
    places::walk(&block.items, "", &mut |_, item| {
        own.insert(item.name().to_owned());
        own.extend(generated(item));
    });
    let mut found = BTreeSet::new();
    let mut need = |kind, name: &str| {
        found.insert(Need {
            kind,
            name: name.to_owned(),
        });
    };
    for name in block.choices.values().flatten().flat_map(|choice| {
        let texts = choice.label.0.values();
        texts.flat_map(|text| references(text))
    }) {
        if !own.contains(name) {
            need(NeedKind::Question, name);
        }
    }
    places::walk(&block.items, "", &mut |path, item| {
        let depth = path.split('/').count();
        for (_, kind, text) in texts_of_item(item) {
            let names = match kind {
                Kind::Reference => vec![text],
                _ => references(text),
            };
            for name in names.into_iter().filter(|name| !own.contains(*name)) {
                need(NeedKind::Question, name);
            }
            if matches!(kind, Kind::Expression | Kind::Filter)
                && let Ok(expr) = xpath::parse(text)
            {
                let mut leads_out = |start: &PathStart, steps: &[Step], expr: &Expr| {
                    if leaves(start, steps, depth) {
                        let written = text.get(expr.span.start..expr.span.end);
                        need(NeedKind::Path, written.unwrap_or(text));
                    }
                };
                paths(&expr, &mut leads_out);
            }
        }
        for file in files(item) {
            need(NeedKind::File, &file);
        }
        if let Item::Question(question) = item
            && let Some(list) = &question.choices
            && matches!(
                question.choice_source,
                ChoiceSource::List | ChoiceSource::External
            )
            && !block.choices.contains_key(list)
        {
            need(NeedKind::List, list);
        }
    });
    found.into_iter().collect()
}

/// The names in `${…}`.
fn references(text: &str) -> Vec<&str> {
    let parts = text.split("${").skip(1);
    parts
        .filter_map(|part| {
            let (inside, _) = part.split_once('}')?;
            let name = inside.trim();
            Some(name.strip_prefix("last-saved#").unwrap_or(name))
        })
        .collect()
}

/// Whether a path leads out of the block from an item at this depth; the block's item has 1.
fn leaves(start: &PathStart, steps: &[Step], depth: usize) -> bool {
    match start {
        PathStart::Root => true,
        PathStart::Context => {
            let up = steps.iter().take_while(|step| step.axis == Axis::Parent);
            up.count() >= depth
        }
        PathStart::Filter { base, .. } => match &base.kind {
            ExprKind::Call {
                name, arguments, ..
            } => match (name.as_str(), arguments.as_slice()) {
                ("current", _) => leaves(&PathStart::Context, steps, depth),
                (
                    "instance",
                    [
                        Expr {
                            kind: ExprKind::Text(instance),
                            ..
                        },
                    ],
                ) => instance == forms::PREVIOUS_INSTANCE,
                _ => false,
            },
            _ => false,
        },
    }
}

type VisitPath<'a> = dyn FnMut(&PathStart, &[Step], &Expr) + 'a;

/// Visits all paths in an expression.
fn paths(expr: &Expr, visit: &mut VisitPath<'_>) {
    match &expr.kind {
        ExprKind::Negate { of, .. } => paths(of, visit),
        ExprKind::Chain { first, rest } => {
            paths(first, visit);
            for (_, operand) in rest {
                paths(operand, visit);
            }
        }
        ExprKind::Call { arguments, .. } => {
            for argument in arguments {
                paths(argument, visit);
            }
        }
        ExprKind::Path { start, steps } => {
            visit(start, steps, expr);
            if let PathStart::Filter { base, predicates } = start {
                for inner in predicates.iter().chain([&**base]) {
                    paths(inner, visit);
                }
            }
            for inner in steps.iter().flat_map(|step| &step.predicates) {
                paths(inner, visit);
            }
        }
        ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Reference(_) | ExprKind::Node(_) => {}
    }
}

/// The instances that expressions of an item and of all below it call by name.
pub(super) fn calls(item: &Item, visit: &mut dyn FnMut(&str)) {
    for (_, kind, text) in texts_of_item(item) {
        if !matches!(kind, Kind::Expression | Kind::Filter) || !text.contains("instance") {
            continue;
        }
        for called in text.split("instance(").skip(1) {
            let called = called.trim_start();
            let quote = called.chars().next().filter(|c| matches!(c, '\'' | '"'));
            if let Some(quote) = quote
                && let Some((name, _)) = called[1..].split_once(quote)
            {
                visit(name);
            }
        }
    }
    for inner in children(item).into_iter().flatten() {
        calls(inner, visit);
    }
}

/// The names of the lists that an item and all below it use.
pub(super) fn lists(item: &Item) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    calls(item, &mut |instance| {
        all.insert(instance.to_owned());
    });
    super::within("", item, &mut |_, item| {
        let Item::Question(question) = item else {
            return;
        };
        let by_parameter = question.parameters.iter();
        all.extend(
            by_parameter
                .filter(|(key, _)| names_list(key))
                .map(|(_, list)| list.clone()),
        );
        if question.choice_source == ChoiceSource::List {
            all.extend(question.choices.clone());
        }
    });
    all
}

/// The files that an item names: pictures and recordings, lists of choices, looked-up data.
fn files(item: &Item) -> Vec<String> {
    let media = match item {
        Item::Group(group) => &group.media,
        Item::Repeat(repeat) => &repeat.media,
        Item::Question(question) => &question.media,
    };
    let shown = media.forms();
    let shown = shown.iter().flat_map(|(_, text)| text.0.values().cloned());
    let mut all: Vec<String> = shown.collect();
    if let Item::Question(question) = item
        && question.choice_source == ChoiceSource::File
    {
        all.extend(question.choices.clone());
    }
    all
}

/// The block with a question in place of each that it needs, so that it can be tried out.
pub fn fillable(block: &FormSpec) -> FormSpec {
    let mut spec = block.clone();
    let wanted = needs(block).into_iter();
    let stands: Vec<Item> = wanted
        .filter(|need| need.kind == NeedKind::Question && forms::is_name(&need.name))
        .map(|need| {
            Item::Question(Box::new(Question {
                name: need.name,
                kind: QuestionType::Hidden,
                ..Question::default()
            }))
        })
        .collect();
    spec.items.splice(0..0, stands);
    spec
}
