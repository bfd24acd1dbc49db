// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who speaks of whom: other names for items and lists, everywhere at once.

use std::collections::HashMap;

use forms::{ChoiceSource, FormSpec, Item};
use serde::Serialize;

use super::texts::{self, Kind};
use super::{Edit, EditProblem, Property, Text, items, property};
use crate::places;
use crate::rewrite::{self, Renames};
use crate::shape::Shape;

/// A node of a shape with its new name.
pub(crate) struct Renamed {
    pub(crate) node: usize,
    pub(crate) new: String,
}

/// A text that speaks of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The item that the text belongs to; empty for the form.
    pub path: String,
    /// Which text.
    pub property: Property,
}

pub(super) fn check_name(spec: &FormSpec, name: &str) -> Result<(), EditProblem> {
    if !forms::is_name(name) {
        return Err(EditProblem::InvalidName(name.to_owned()));
    }
    if items::is_taken(spec, name) {
        return Err(EditProblem::NameTaken(name.to_owned()));
    }
    Ok(())
}

/// What is called otherwise when these nodes are.
pub(crate) fn renames(shape: &Shape<'_>, renamed: &[Renamed]) -> Renames {
    let mut all = Renames::default();
    for Renamed { node, new } in renamed {
        let old = &shape.nodes[*node];
        all.nodes.insert(*node, new.clone());
        if shape.named(old.name).is_none() {
            // References to one of several cannot be told from those to the others.
            continue;
        }
        all.references.insert(old.name.to_owned(), new.clone());
        // What is generated is called after it.
        if let Some(generated) = old.item.and_then(items::generated)
            && let Some(end) = generated.strip_prefix(old.name)
            && !shape.has_name(&generated)
        {
            all.references
                .insert(generated.clone(), format!("{new}{end}"));
        }
    }
    all
}

/// What paths in a filter are relative to: a round of the repeat that it chooses from.
fn filtered(shape: &Shape<'_>, item: &Item) -> Option<usize> {
    let Item::Question(question) = item else {
        return None;
    };
    if question.choice_source != ChoiceSource::Repeat {
        return None;
    }
    let source = shape.named(question.choices.as_deref()?)?;
    shape.repeats(source).last().copied()
}

fn rewritten(
    kind: Kind,
    text: &str,
    shape: &Shape<'_>,
    node: usize,
    renames: &Renames,
) -> Option<String> {
    match kind {
        Kind::Words => rewrite::words(text, renames),
        Kind::Reference => renames.references.get(text).cloned(),
        Kind::Expression => rewrite::expression(text, shape, node, Some(node), renames),
        Kind::Filter => {
            let item = shape.nodes[node].item;
            let context = item.and_then(|item| filtered(shape, item));
            rewrite::expression(text, shape, node, context, renames)
        }
    }
}

/// All texts of a form that change with other names.
fn writes(spec: &FormSpec, shape: &Shape<'_>, renames: &Renames) -> Vec<Text> {
    let mut found = Vec::new();
    let mut push = |path: &str, node: usize, all: texts::Texts<'_>| {
        for (property, kind, text) in all {
            if let Some(new) = rewritten(kind, text, shape, node, renames) {
                found.push(Text {
                    path: path.to_owned(),
                    property,
                    text: Some(new),
                });
            }
        }
    };
    push("", 0, texts::of_form(spec));
    for (index, node) in shape.nodes.iter().enumerate() {
        if let Some(item) = node.item {
            push(&node.path, index, texts::of_item(item));
        }
    }
    found
}

/// The same as one edit, if there is anything to do.
fn rewritten_texts(spec: &FormSpec, shape: &Shape<'_>, renames: &Renames) -> Vec<Edit> {
    let texts = writes(spec, shape, renames);
    if texts.is_empty() {
        return Vec::new();
    }
    vec![Edit::Rewrite { texts }]
}

pub(super) fn rename(spec: &FormSpec, path: &str, name: &str) -> Result<Vec<Edit>, EditProblem> {
    places::place_of(spec, path)?;
    let shape = Shape::of(spec);
    let node = shape.at(path);
    let node = node.ok_or_else(|| EditProblem::NoSuchItem(path.to_owned()))?;
    let (_, old) = places::split(path);
    if name == old {
        return Ok(Vec::new());
    }
    if !forms::is_name(name) {
        return Err(EditProblem::InvalidName(name.to_owned()));
    }
    // Other case is no other name for those who look for a free one, but it is for the author.
    if items::is_taken(spec, name) && name.to_lowercase() != old.to_lowercase() {
        return Err(EditProblem::NameTaken(name.to_owned()));
    }
    let new = name.to_owned();
    let renames = renames(&shape, &[Renamed { node, new }]);
    let mut plan = rewritten_texts(spec, &shape, &renames);
    plan.push(Edit::Write {
        path: path.to_owned(),
        property: Property::Name,
        text: Some(name.to_owned()),
    });
    Ok(plan)
}

/// Gives other names within one item, which `shape` was made of alone.
pub(super) fn rename_within(item: &mut Item, shape: &Shape<'_>, renamed: &[Renamed]) {
    rewrite_within(item, shape, &renames(shape, renamed));
}

/// The same, where it is known what is called otherwise. Lists, too.
pub(crate) fn rewrite_within(item: &mut Item, shape: &Shape<'_>, renames: &Renames) {
    let mut node = 0;
    each(item, &mut |item| {
        node += 1;
        let changed: Vec<(Property, String)> = texts::of_item(item)
            .into_iter()
            .filter_map(|(property, kind, text)| {
                let new = rewritten(kind, text, shape, node, renames)?;
                Some((property, new))
            })
            .chain(lists_of(item, renames))
            .collect();
        for (property, text) in changed {
            property::put(item, &property, text);
        }
        if let Some(new) = renames.nodes.get(&node) {
            property::put(item, &Property::Name, new.clone());
        }
    });
}

/// The lists that a question names, by their new names.
fn lists_of(item: &Item, renames: &Renames) -> Vec<(Property, String)> {
    let Item::Question(question) = item else {
        return Vec::new();
    };
    let mut all = Vec::new();
    if let Some(list) = &question.choices
        && question.choice_source == ChoiceSource::List
        && let Some(new) = renames.lists.get(list)
    {
        all.push((Property::Choices, new.clone()));
    }
    for (key, value) in &question.parameters {
        if names_list(key)
            && let Some(new) = renames.lists.get(value)
        {
            all.push((Property::Parameter(key.clone()), new.clone()));
        }
    }
    all
}

/// Whether the value of a parameter is the name of a list.
pub(crate) fn names_list(parameter: &str) -> bool {
    matches!(parameter, "reference-geometry" | "tick_labelset")
}

/// Visits an item and all within it, outer first.
pub(crate) fn each(item: &mut Item, visit: &mut dyn FnMut(&mut Item)) {
    visit(item);
    for inner in places::children_mut(item).into_iter().flatten() {
        each(inner, visit);
    }
}

pub(super) fn rename_list(
    spec: &FormSpec,
    list: &str,
    name: &str,
) -> Result<Vec<Edit>, EditProblem> {
    let choices = spec.choices.get(list);
    let choices = choices.ok_or_else(|| EditProblem::NoSuchList(list.to_owned()))?;
    if list == name {
        return Ok(Vec::new());
    }
    if !forms::is_name(name) {
        return Err(EditProblem::InvalidName(name.to_owned()));
    }
    if spec.choices.contains_key(name) {
        return Err(EditProblem::ListTaken(name.to_owned()));
    }
    let shape = Shape::of(spec);
    let renames = Renames {
        lists: HashMap::from([(list.to_owned(), name.to_owned())]),
        ..Renames::default()
    };
    let mut plan = rewritten_texts(spec, &shape, &renames);
    for node in &shape.nodes {
        let Some(Item::Question(question)) = node.item else {
            continue;
        };
        let write = |property| Edit::Write {
            path: node.path.clone(),
            property,
            text: Some(name.to_owned()),
        };
        if question.choices.as_deref() == Some(list) && question.choice_source == ChoiceSource::List
        {
            plan.push(write(Property::Choices));
        }
        for (key, value) in &question.parameters {
            if names_list(key) && value == list {
                plan.push(write(Property::Parameter(key.clone())));
            }
        }
    }
    if spec.choice_order.iter().any(|known| known == list) {
        let mut order = spec.choice_order.clone();
        for known in &mut order {
            if known == list {
                name.clone_into(known);
            }
        }
        plan.push(Edit::Set {
            path: String::new(),
            setting: super::Setting::ChoiceOrder(order),
        });
    }
    if let Some(code_list) = spec.code_lists.get(list) {
        plan.extend([
            Edit::Identify {
                list: list.to_owned(),
                code_list: None,
            },
            Edit::Identify {
                list: name.to_owned(),
                code_list: Some(code_list.clone()),
            },
        ]);
    }
    plan.extend([
        Edit::PutList {
            list: list.to_owned(),
            choices: None,
        },
        Edit::PutList {
            list: name.to_owned(),
            choices: Some(choices.clone()),
        },
    ]);
    Ok(plan)
}

/// The texts outside of an item that speak of it or of something within it, in the order of the
/// form: what would lead nowhere if the item were removed.
pub fn uses(spec: &FormSpec, path: &str) -> Vec<Use> {
    let shape = Shape::of(spec);
    let Some(item) = shape.at(path) else {
        return Vec::new();
    };
    let is_inside = |node: usize| shape.lineage(node).any(|around| around == item);
    let within: Vec<Renamed> = (1..shape.nodes.len())
        .filter(|node| is_inside(*node))
        .map(|node| Renamed {
            node,
            new: String::new(),
        })
        .collect();
    let renames = renames(&shape, &within);
    writes(spec, &shape, &renames)
        .into_iter()
        .map(|text| Use {
            path: text.path,
            property: text.property,
        })
        .filter(|one| one.path.is_empty() || !places::is_within(&one.path, path))
        .collect()
}
