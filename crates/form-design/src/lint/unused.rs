// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is left over: lists and calculated values that nothing uses; names that cannot be told apart.

use std::collections::{BTreeSet, HashMap, HashSet};

use forms::{ChoiceSource, Column, Examination, FormSpec, Item, QuestionType};

use super::{Found, LintKind, Severity};
use crate::edit::{Kind, texts_of_form, texts_of_item};

pub(super) fn collect(spec: &FormSpec, examination: &Examination, found: &mut Found<'_>) {
    lists(spec, found);
    calculations(spec, examination, found);
    names(found);
}

/// All texts in which something can be named.
fn texts(spec: &FormSpec) -> Vec<(Kind, String)> {
    let mut all: Vec<(Kind, String)> = texts_of_form(spec)
        .into_iter()
        .map(|(_, kind, text)| (kind, text.to_owned()))
        .collect();
    crate::places::walk(&spec.items, "", &mut |_, item| {
        let texts = texts_of_item(item).into_iter();
        all.extend(texts.map(|(_, kind, text)| (kind, text.to_owned())));
    });
    all
}

fn lists(spec: &FormSpec, found: &mut Found<'_>) {
    let mut used: HashSet<&str> = HashSet::new();
    let questions = spec.questions();
    for (_, question) in &questions {
        if question.choice_source == ChoiceSource::List {
            used.extend(question.choices.as_deref());
        }
        used.extend(question.parameters.values().map(String::as_str));
    }
    let left: Vec<&String> = spec
        .choices
        .keys()
        .filter(|list| !used.contains(list.as_str()))
        .collect();
    if left.is_empty() {
        return;
    }
    let texts = texts(spec);
    for list in left {
        let is_named = texts.iter().any(|(_, text)| {
            text.contains("instance(")
                && (text.contains(&format!("'{list}'")) || text.contains(&format!("\"{list}\"")))
        });
        if !is_named {
            let kind = LintKind::UnusedList;
            found.add(Severity::Hint, list, Column::Choices, None, kind);
        }
    }
}

fn calculations(spec: &FormSpec, examination: &Examination, found: &mut Found<'_>) {
    let mut read: BTreeSet<&str> = BTreeSet::new();
    for expression in &examination.expressions {
        let needs = expression.needs.iter().map(String::as_str);
        read.extend(needs.filter(|path| *path != expression.path));
    }
    let texts = texts(spec);
    let mut named: HashSet<&str> = HashSet::new();
    for (kind, text) in &texts {
        match kind {
            Kind::Reference => {
                named.insert(text);
            }
            _ => named.extend(placeholders(text)),
        }
    }
    for (path, question) in spec.questions() {
        let leaves = question.forwarded_as().is_some() || question.save_to.is_some();
        if question.kind != QuestionType::Calculated || leaves {
            continue;
        }
        let is_read = named.contains(question.name.as_str())
            || read
                .iter()
                .any(|around| crate::places::is_within(&path, around));
        if !is_read {
            let kind = LintKind::UnusedCalculation;
            found.add(Severity::Hint, &path, Column::Calculation, None, kind);
        }
    }
}

/// The names in all `${name}` of a text.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let name = name.trim();
        Some(name.strip_prefix("last-saved#").unwrap_or(name))
    })
}

fn names(found: &mut Found<'_>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut lints = Vec::new();
    for (index, node) in found.shape.nodes.iter().enumerate().skip(1) {
        if matches!(node.item, Some(Item::Question(one)) if one.kind.is_external()) {
            continue;
        }
        match seen.get(&node.name.to_lowercase()) {
            None => {
                seen.insert(node.name.to_lowercase(), index);
            }
            Some(&first) => {
                let other = &found.shape.nodes[first];
                let kind = if other.name == node.name {
                    LintKind::SameName(node.name.to_owned())
                } else {
                    LintKind::SimilarName(other.name.to_owned())
                };
                lints.push((node.path.clone(), kind));
            }
        }
    }
    for (path, kind) in lints {
        found.add(Severity::Warning, &path, Column::Name, None, kind);
    }
}
