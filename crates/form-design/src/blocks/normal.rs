// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A copy in the names of its block.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use forms::{ChoiceSource, FormSpec, Item, Origin};
use kernel::BlockId;

use super::texts::{spoken, tidy};
use super::{needs, strip};
use crate::edit::EditProblem;
use crate::edit::items::{taken, unique};
use crate::edit::references::{Renamed, renames, rewrite_within};
use crate::places;
use crate::rewrite::{self, Renames};
use crate::shape::Shape;

/// A copy as its block would say it.
pub(super) struct Normal {
    pub(super) block: BlockId,
    pub(super) spec: FormSpec,
    /// The items in order, outer first.
    pub(super) nodes: Vec<Was>,
    /// What the lists are called in the form.
    pub(super) lists: BTreeMap<String, String>,
}

/// What an item of the copy was.
pub(super) struct Was {
    /// Its path in the names of the block.
    pub(super) path: String,
    /// The item of the block that it is a copy of.
    pub(super) item: Option<String>,
    /// Its name in the form.
    pub(super) name: String,
    /// What stands in the form.
    pub(super) origin: Option<Origin>,
}

/// The copy at `path` in the names of its block, to be compared with [`spoken`] of `base`, the
/// version that it was taken from.
pub fn as_block(form: &FormSpec, path: &str, base: &FormSpec) -> Result<FormSpec, EditProblem> {
    normal(form, path, base, &HashSet::new()).map(|normal| normal.spec)
}

/// Whether both are questions, or both groups or repeats.
pub(super) fn is_alike(one: &Item, other: &Item) -> bool {
    matches!(one, Item::Question(_)) == matches!(other, Item::Question(_))
}

/// Where names change places, those outside must not be taken for those inside: what a new name
/// meant before is called by the name that has become free.
pub(super) fn swap(references: &mut HashMap<String, String>) {
    let back: HashMap<String, String> = references
        .iter()
        .map(|(old, new)| (new.clone(), old.clone()))
        .collect();
    for end in back.keys() {
        if references.contains_key(end) {
            continue;
        }
        let mut start = end;
        while let Some(before) = back.get(start) {
            start = before;
        }
        references.insert(end.clone(), start.clone());
    }
}

/// The root of a block, which is its only item.
pub(super) fn root(block: &FormSpec) -> Result<&Item, EditProblem> {
    let root = block.items.first();
    root.ok_or_else(|| EditProblem::NoSuchItem(block.id.clone()))
}

/// The same with what is known about it. Names in `avoided` (small letters) are given to no item that
/// the block does not know.
pub(super) fn normal(
    form: &FormSpec,
    path: &str,
    base: &FormSpec,
    avoided: &HashSet<String>,
) -> Result<Normal, EditProblem> {
    let alone = places::item(form, path)?.clone();
    let block = alone.origin().map(|origin| origin.block);
    let block = block.ok_or_else(|| EditProblem::NoSuchProperty(path.to_owned()))?;
    let shape = Shape::of_items("", std::slice::from_ref(&alone));
    let mut of_base: HashMap<String, &Item> = HashMap::new();
    places::walk(&base.items, "", &mut |path, item| {
        of_base.insert(path.to_owned(), item);
    });
    let root = root(base)?.name().to_owned();
    let mut used: HashSet<String> = HashSet::new();
    let matched: Vec<Option<String>> = shape.nodes[1..]
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let item = node.item?;
            let origin = item.origin().filter(|origin| origin.block == block)?;
            let path = if index == 0 {
                root.clone()
            } else {
                origin.item().to_owned()
            };
            let known = of_base.get(&path)?;
            (is_alike(known, item) && used.insert(path.clone())).then_some(path)
        })
        .collect();

    let mut taken = taken(&base.items);
    taken.extend(avoided.iter().cloned());
    let mut renamed = Vec::new();
    for (index, item) in matched.iter().enumerate() {
        let old = shape.nodes[index + 1].name;
        let new = if let Some(path) = item {
            places::split(path).1.to_owned()
        } else {
            let new = unique(old, &taken);
            taken.insert(new.to_lowercase());
            new
        };
        if new != old {
            renamed.push(Renamed {
                node: index + 1,
                new,
            });
        }
    }
    let mut changes = renames(&shape, &renamed);
    swap(&mut changes.references);
    let lists = lists(form, &alone, &shape, (base, &of_base, &matched));
    changes.lists = lists
        .iter()
        .filter(|(of_block, of_form)| of_block != of_form)
        .map(|(of_block, of_form)| (of_form.clone(), of_block.clone()))
        .collect();

    let mut item = alone.clone();
    rewrite_within(&mut item, &shape, &changes);
    strip(&mut item);
    let mut spec = spoken(base, form);
    spec.choices.clear();
    spec.code_lists.clear();
    for (of_block, of_form) in &lists {
        let mut choices = form.choices.get(of_form).cloned().unwrap_or_default();
        speak_of(&mut choices, &changes);
        spec.choices.insert(of_block.clone(), choices);
        if let Some(id) = form.code_lists.get(of_form) {
            spec.code_lists.insert(of_block.clone(), id.clone());
        }
    }
    spec.items = vec![item];
    tidy(&mut spec);
    let mut nodes = Vec::with_capacity(matched.len());
    let mut before = matched.into_iter().zip(&shape.nodes[1..]);
    places::walk(&spec.items, "", &mut |path, _| {
        if let Some((item, node)) = before.next() {
            nodes.push(Was {
                path: path.to_owned(),
                item,
                name: node.name.to_owned(),
                origin: node.item.and_then(Item::origin).cloned(),
            });
        }
    });
    Ok(Normal {
        block,
        spec,
        nodes,
        lists,
    })
}

/// Texts of choices that speak of items by other names.
pub(super) fn speak_of(choices: &mut [forms::Choice], renames: &Renames) {
    for text in choices
        .iter_mut()
        .flat_map(|choice| choice.label.0.values_mut())
    {
        if let Some(new) = rewrite::words(text, renames) {
            *text = new;
        }
    }
}

/// What the lists that a copy uses are called in its block: by the questions that choose from them,
/// else by their names.
fn lists(
    form: &FormSpec,
    item: &Item,
    shape: &Shape<'_>,
    (base, of_base, matched): (&FormSpec, &HashMap<String, &Item>, &[Option<String>]),
) -> BTreeMap<String, String> {
    let mut open: BTreeSet<String> = needs::lists(item);
    // A list that the block only needs is the form's own affair.
    let mut needed: BTreeSet<String> = base.items.iter().flat_map(needs::lists).collect();
    needed.retain(|list| !base.choices.contains_key(list));
    open.retain(|list| form.choices.contains_key(list) && !needed.contains(list));
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut pair = |of_block: &str, of_form: &str, open: &mut BTreeSet<String>| {
        if !known.contains_key(of_block) && open.remove(of_form) {
            known.insert(of_block.to_owned(), of_form.to_owned());
        }
    };
    let list_of = |item: &Item| match item {
        Item::Question(question) if question.choice_source == ChoiceSource::List => {
            question.choices.clone()
        }
        _ => None,
    };
    for (node, path) in shape.nodes[1..].iter().zip(matched) {
        let before = path.as_ref().and_then(|path| of_base.get(path));
        let (Some(item), Some(before)) = (node.item, before) else {
            continue;
        };
        if let (Some(of_block), Some(of_form)) = (list_of(before), list_of(item))
            && base.choices.contains_key(&of_block)
        {
            pair(&of_block, &of_form, &mut open);
        }
    }
    for of_block in base.choices.keys() {
        pair(of_block, of_block, &mut open);
    }
    for of_block in base.choices.keys() {
        let numbered = open.iter().find(|list| is_numbered(list, of_block));
        if let Some(of_form) = numbered.cloned() {
            pair(of_block, &of_form, &mut open);
        }
    }
    for of_form in open {
        let mut names: HashSet<String> = base.choices.keys().map(|n| n.to_lowercase()).collect();
        names.extend(known.keys().map(|name| name.to_lowercase()));
        known.insert(unique(&of_form, &names), of_form);
    }
    known
}

/// Whether a list is called after another with a number behind it.
pub(super) fn is_numbered(list: &str, after: &str) -> bool {
    let number = list
        .strip_prefix(after)
        .and_then(|rest| rest.strip_prefix('_'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
