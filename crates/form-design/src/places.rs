// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Items of a form by path: `group/name`, without positions of repeat instances.

use forms::{FormSpec, Item};
use serde::{Deserialize, Serialize};

use crate::edit::EditProblem;

/// Where an item stands or shall stand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The path of the group or repeat; empty for the form itself.
    #[serde(default)]
    pub parent: String,
    /// How many items of it come before. Of an item that moves within its group: after it was
    /// taken out.
    pub index: usize,
}

/// The path of what is around, and the name.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

pub(crate) fn children(item: &Item) -> Option<&Vec<Item>> {
    match item {
        Item::Group(group) => Some(&group.items),
        Item::Repeat(repeat) => Some(&repeat.items),
        Item::Question(_) => None,
    }
}

pub(crate) fn children_mut(item: &mut Item) -> Option<&mut Vec<Item>> {
    match item {
        Item::Group(group) => Some(&mut group.items),
        Item::Repeat(repeat) => Some(&mut repeat.items),
        Item::Question(_) => None,
    }
}

/// The index of the one item with this name.
fn index_of(items: &[Item], name: &str) -> Option<usize> {
    let mut found = (0..items.len()).filter(|index| items[*index].name() == name);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// What a group or repeat contains; the form itself at the empty path.
pub fn items_at<'a>(spec: &'a FormSpec, parent: &str) -> Result<&'a Vec<Item>, EditProblem> {
    let nothing = || EditProblem::NoSuchPlace(parent.to_owned());
    let mut items = &spec.items;
    for name in parent.split('/').filter(|_| !parent.is_empty()) {
        let index = index_of(items, name).ok_or_else(nothing)?;
        items = children(&items[index]).ok_or_else(nothing)?;
    }
    Ok(items)
}

pub(crate) fn items_at_mut<'a>(
    spec: &'a mut FormSpec,
    parent: &str,
) -> Result<&'a mut Vec<Item>, EditProblem> {
    let nothing = || EditProblem::NoSuchPlace(parent.to_owned());
    let mut items = &mut spec.items;
    for name in parent.split('/').filter(|_| !parent.is_empty()) {
        let index = index_of(items, name).ok_or_else(nothing)?;
        items = children_mut(&mut items[index]).ok_or_else(nothing)?;
    }
    Ok(items)
}

/// Where the item with this path stands.
pub fn place_of(spec: &FormSpec, path: &str) -> Result<Place, EditProblem> {
    let nothing = || EditProblem::NoSuchItem(path.to_owned());
    let (parent, name) = split(path);
    let items = items_at(spec, parent).map_err(|_| nothing())?;
    Ok(Place {
        parent: parent.to_owned(),
        index: index_of(items, name).ok_or_else(nothing)?,
    })
}

/// The item with this path.
pub fn item<'a>(spec: &'a FormSpec, path: &str) -> Result<&'a Item, EditProblem> {
    let place = place_of(spec, path)?;
    Ok(&items_at(spec, &place.parent)?[place.index])
}

pub(crate) fn item_mut<'a>(
    spec: &'a mut FormSpec,
    path: &str,
) -> Result<&'a mut Item, EditProblem> {
    let place = place_of(spec, path)?;
    Ok(&mut items_at_mut(spec, &place.parent)?[place.index])
}

/// Calls `visit` for all items with their paths, outer first.
pub fn walk<'a>(items: &'a [Item], around: &str, visit: &mut dyn FnMut(&str, &'a Item)) {
    for item in items {
        let path = forms::join(around, item.name());
        visit(&path, item);
        if let Some(inner) = children(item) {
            walk(inner, &path, visit);
        }
    }
}

/// Whether `path` is `around` or lies within it.
pub(crate) fn is_within(path: &str, around: &str) -> bool {
    around.is_empty()
        || path
            .strip_prefix(around)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
