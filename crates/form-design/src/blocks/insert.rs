// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A copy of a block put into a form.

use std::collections::{BTreeMap, HashSet};

use forms::{Choice, CodeListId, FormSpec, Item, Origin};
use kernel::BlockId;

use super::normal::{is_numbered, root, speak_of, swap};
use super::{origin, spoken, within};
use crate::edit::items::{check_depth, generated, taken, unique};
use crate::edit::references::{Renamed, renames, rewrite_within};
use crate::edit::{Edit, EditProblem, Setting};
use crate::places::{self, Place};
use crate::rewrite::Renames;
use crate::shape::Shape;

/// The edits that put a copy of a block into a form. Names that are taken are replaced by new ones,
/// also where the block speaks of them; a list that the form has as it is in the block is shared.
pub fn insert(
    form: &FormSpec,
    place: &Place,
    block: &FormSpec,
    (id, version): (BlockId, u32),
) -> Result<Vec<Edit>, EditProblem> {
    let spoken = spoken(block, form);
    let mut item = root(&spoken)?.clone();
    check_depth(&place.parent, &item)?;
    places::items_at(form, &place.parent)?;
    mark(&mut item, "", (id, version));
    let alone = item.clone();
    let shape = Shape::of_items("", std::slice::from_ref(&alone));
    let mut taken = taken(&form.items);
    let mut renamed = Vec::new();
    for (node, old) in shape.nodes.iter().enumerate().skip(1) {
        let new = unique(old.name, &taken);
        taken.insert(new.to_lowercase());
        if let Some(generated) = old.item.and_then(generated) {
            taken.insert(generated.to_lowercase());
        }
        if new != old.name {
            renamed.push(Renamed { node, new });
        }
    }
    let mut changes = renames(&shape, &renamed);
    swap(&mut changes.references);
    let mut edits = bring_lists(form, &spoken, &mut changes);
    rewrite_within(&mut item, &shape, &changes);
    edits.extend(reads(form, block));
    let place = place.clone();
    edits.push(Edit::Insert { place, item });
    Ok(edits)
}

/// Says of every item which item of the block it is.
pub(super) fn mark(item: &mut Item, around: &str, (id, version): (BlockId, u32)) {
    let path = forms::join(around, item.name());
    *item.origin_mut() = Origin::new(id, version, &path);
    for inner in places::children_mut(item).into_iter().flatten() {
        mark(inner, &path, (id, version));
    }
}

/// What the block reads beside answers, the form says that it reads.
pub(super) fn reads(form: &FormSpec, block: &FormSpec) -> Vec<Edit> {
    let set = |setting| Edit::Set {
        path: String::new(),
        setting,
    };
    let period = block.reads_period && !form.reads_period;
    let previous = block.reads_previous && !form.reads_previous;
    let mut edits = Vec::new();
    edits.extend(period.then(|| set(Setting::ReadsPeriod(true))));
    edits.extend(previous.then(|| set(Setting::ReadsPrevious(true))));
    edits
}

/// A list with what it is published as.
pub(super) type Listed<'a> = (&'a [Choice], Option<&'a CodeListId>);

/// The list of a form.
pub(super) fn listed<'a>(spec: &'a FormSpec, list: &str) -> Option<Listed<'a>> {
    Some((spec.choices.get(list)?, spec.code_lists.get(list)))
}

/// Puts the lists of the block into the form, by names that are free, and notes those names.
fn bring_lists(form: &FormSpec, block: &FormSpec, changes: &mut Renames) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut names: HashSet<String> = form
        .choices
        .keys()
        .map(|name| name.to_lowercase())
        .collect();
    for (list, choices) in &block.choices {
        let mut choices = choices.clone();
        speak_of(&mut choices, changes);
        let id = block.code_lists.get(list);
        let (name, is_new) = place_for(form, list, (&choices, id), &mut names);
        if name != *list {
            changes.lists.insert(list.clone(), name.clone());
        }
        if is_new {
            edits.extend(put(&name, choices, id));
        }
    }
    edits
}

/// Where a list of a block is kept in a form: a list that is the same, by the same name or that name
/// with a number, which is then used; or a free name.
pub(super) fn place_for(
    form: &FormSpec,
    list: &str,
    content: Listed<'_>,
    names: &mut HashSet<String>,
) -> (String, bool) {
    let mut known = form.choices.keys();
    let same = known.find(|name| {
        (*name == list || is_numbered(name, list)) && listed(form, name) == Some(content)
    });
    if let Some(name) = same {
        return (name.clone(), false);
    }
    let name = unique(list, names);
    names.insert(name.to_lowercase());
    (name, true)
}

/// Puts a list as it shall be.
pub(super) fn put(list: &str, choices: Vec<Choice>, id: Option<&CodeListId>) -> [Edit; 2] {
    [
        Edit::PutList {
            list: list.to_owned(),
            choices: Some(choices),
        },
        Edit::Identify {
            list: list.to_owned(),
            code_list: id.cloned(),
        },
    ]
}

/// The edits after which the item at `path` is a copy of `block`, which was made of it by
/// [`super::cut`] or [`super::renewed`]: nothing but origins changes.
pub fn link(
    form: &FormSpec,
    path: &str,
    block: &FormSpec,
    (id, version): (BlockId, u32),
) -> Result<Edit, EditProblem> {
    let mut of_block: Vec<String> = Vec::new();
    places::walk(&block.items, "", &mut |path, _| {
        of_block.push(path.to_owned());
    });
    let mut named = BTreeMap::new();
    let mut order = of_block.into_iter();
    within(path, places::item(form, path)?, &mut |path, _| {
        named.insert(path.to_owned(), order.next());
    });
    let mut edits = Vec::new();
    for (path, item) in named {
        let known = item.and_then(|item| Origin::new(id, version, &item));
        edits.push(origin(&path, known));
    }
    Ok(Edit::Several { edits })
}
