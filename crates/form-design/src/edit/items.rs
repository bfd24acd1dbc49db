// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Items put in, taken out, moved and copied, and names for them.

use std::collections::HashSet;

use forms::{FormSpec, Group, Item, Question, Repeat};
use kernel::Localized;

use super::references::{self, Renamed};
use super::{DEEPEST, Edit, EditProblem, NewItem};
use crate::places::{self, Place, children, is_within};
use crate::shape::Shape;

/// The longest name that is proposed, in bytes.
const LONGEST: usize = 32;

pub(super) fn insert(spec: &mut FormSpec, place: &Place, item: Item) -> Result<Edit, EditProblem> {
    let items = places::items_at_mut(spec, &place.parent)?;
    if place.index > items.len() {
        return Err(EditProblem::NoSuchPlace(place.parent.clone()));
    }
    if items.iter().any(|known| known.name() == item.name()) {
        return Err(EditProblem::NameTaken(item.name().to_owned()));
    }
    let path = forms::join(&place.parent, item.name());
    items.insert(place.index, item);
    Ok(Edit::Remove { path })
}

pub(super) fn remove(spec: &mut FormSpec, path: &str) -> Result<Edit, EditProblem> {
    let place = places::place_of(spec, path)?;
    let item = places::items_at_mut(spec, &place.parent)?.remove(place.index);
    Ok(Edit::Insert { place, item })
}

pub(super) fn shift(spec: &mut FormSpec, path: &str, to: &Place) -> Result<Edit, EditProblem> {
    let from = places::place_of(spec, path)?;
    if is_within(&to.parent, path) {
        return Err(EditProblem::IntoItself(path.to_owned()));
    }
    let (_, name) = places::split(path);
    let target = places::items_at(spec, &to.parent)?;
    let stays = from.parent == to.parent;
    if to.index > target.len() - usize::from(stays) {
        return Err(EditProblem::NoSuchPlace(to.parent.clone()));
    }
    if !stays {
        if target.iter().any(|known| known.name() == name) {
            return Err(EditProblem::NameTaken(name.to_owned()));
        }
        let moved = places::item(spec, path)?;
        if level(&to.parent) > level(&from.parent) {
            check_depth(&to.parent, moved)?;
        }
    }
    let item = places::items_at_mut(spec, &from.parent)?.remove(from.index);
    places::items_at_mut(spec, &to.parent)?.insert(to.index, item);
    Ok(Edit::Move {
        path: forms::join(&to.parent, name),
        place: from,
    })
}

fn level(path: &str) -> usize {
    path.split('/').filter(|part| !part.is_empty()).count()
}

/// How many groups lie in each other, the item itself included.
fn height(item: &Item) -> usize {
    children(item).map_or(0, |inner| 1 + inner.iter().map(height).max().unwrap_or(0))
}

pub(crate) fn check_depth(parent: &str, item: &Item) -> Result<(), EditProblem> {
    if level(parent) + height(item) > DEEPEST {
        return Err(EditProblem::TooDeep);
    }
    Ok(())
}

/// Whether something in the form has this name, or something that is generated from it.
pub(super) fn is_taken(spec: &FormSpec, name: &str) -> bool {
    taken(&spec.items).contains(&name.to_lowercase())
}

/// All names of items and of what is generated for them, in small letters.
pub(crate) fn taken(items: &[Item]) -> HashSet<String> {
    let mut names: HashSet<String> = ["meta", "instanceid", "instancename"]
        .map(str::to_owned)
        .into();
    places::walk(items, "", &mut |_, item| {
        names.insert(item.name().to_lowercase());
        names.extend(generated(item).map(|name| name.to_lowercase()));
    });
    names
}

/// The name of what is generated beside an item.
pub(crate) fn generated(item: &Item) -> Option<String> {
    match item {
        Item::Repeat(repeat) => {
            let is_reference = |count: &str| {
                let count = count.trim();
                count.starts_with("${") && count.find('}') == Some(count.len() - 1)
            };
            let count = repeat.count.as_deref()?;
            (!is_reference(count)).then(|| format!("{}_count", repeat.name))
        }
        Item::Question(question) => question
            .or_other
            .then(|| format!("{}_other", question.name)),
        Item::Group(_) => None,
    }
}

pub(crate) fn unique(proposed: &str, taken: &HashSet<String>) -> String {
    if !taken.contains(&proposed.to_lowercase()) {
        return proposed.to_owned();
    }
    // The number behind the name counts on.
    let stem = match proposed.rsplit_once('_') {
        Some((stem, digits))
            if !stem.is_empty()
                && !digits.is_empty()
                && digits.len() < 5
                && digits.bytes().all(|b| b.is_ascii_digit()) =>
        {
            stem
        }
        _ => proposed,
    };
    let mut number = 2_u32;
    loop {
        let name = format!("{stem}_{number}");
        if !taken.contains(&name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// A text as a name: small letters and digits, `_` between words, ä as `ae`, at most 32 bytes.
/// Empty if nothing of it is left.
pub fn usable_name(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        let written = match letter {
            'a'..='z' | '0'..='9' => {
                name.push(letter);
                continue;
            }
            'ä' | 'æ' => "ae",
            'ö' | 'œ' | 'ø' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' => "a",
            'ç' | 'ć' | 'č' => "c",
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
            'ğ' => "g",
            'ì' | 'í' | 'î' | 'ï' | 'ı' => "i",
            'ł' => "l",
            'ñ' | 'ń' => "n",
            'ò' | 'ó' | 'ô' | 'õ' => "o",
            'ř' => "r",
            'ś' | 'š' | 'ş' => "s",
            'ù' | 'ú' | 'û' | 'ů' => "u",
            'ý' | 'ÿ' => "y",
            'ź' | 'ż' | 'ž' => "z",
            // A dot above that a letter leaves behind when it becomes small.
            '\u{307}' => continue,
            _ if name.is_empty() || name.ends_with('_') => continue,
            _ => "_",
        };
        name.push_str(written);
    }
    if name.len() > LONGEST {
        // Not in the middle of a word, unless it is a long one.
        let cut = name[..=LONGEST].rfind('_').filter(|at| *at > LONGEST / 2);
        name.truncate(cut.unwrap_or(LONGEST));
    }
    let name = name.trim_end_matches('_').to_owned();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("_{name}");
    }
    name
}

/// A name that nothing in the form has, from what the item says (`otherwise` if it says nothing):
/// `Zahl der Erkrankten` becomes `zahl_der_erkrankten`, or `zahl_der_erkrankten_2` if that is taken.
pub fn propose_name(spec: &FormSpec, label: &str, otherwise: &str) -> String {
    let name = usable_name(label);
    let name = if name.is_empty() { otherwise } else { &name };
    unique(name, &taken(&spec.items))
}

fn blank(kind: NewItem, name: String, label: Localized) -> Item {
    match kind {
        NewItem::Group => Item::Group(Group {
            name,
            label,
            ..Group::default()
        }),
        NewItem::Repeat => Item::Repeat(Repeat {
            name,
            label,
            ..Repeat::default()
        }),
        NewItem::Question(kind) => Item::Question(Box::new(Question {
            name,
            kind,
            label,
            ..Question::default()
        })),
    }
}

fn first_text<'a>(spec: &FormSpec, label: &'a Localized) -> &'a str {
    let text = label.0.get(&spec.default_language);
    text.map_or_else(|| label.get(&spec.default_language), String::as_str)
}

pub(super) fn add(
    spec: &FormSpec,
    place: &Place,
    kind: NewItem,
    label: &Localized,
    name: Option<&str>,
) -> Result<Vec<Edit>, EditProblem> {
    let name = if let Some(name) = name {
        references::check_name(spec, name)?;
        name.to_owned()
    } else {
        let otherwise = match kind {
            NewItem::Group => "group".to_owned(),
            NewItem::Repeat => "repeat".to_owned(),
            NewItem::Question(kind) => kind.name().replace('-', "_"),
        };
        propose_name(spec, first_text(spec, label), &otherwise)
    };
    let item = blank(kind, name, label.clone());
    check_depth(&place.parent, &item)?;
    let place = place.clone();
    Ok(vec![Edit::Insert { place, item }])
}

pub(super) fn paste(spec: &FormSpec, place: &Place, item: &Item) -> Result<Vec<Edit>, EditProblem> {
    check_depth(&place.parent, item)?;
    let mut taken = taken(&spec.items);
    let mut item = item.clone();
    let alone = item.clone();
    let shape = Shape::of_items("", std::slice::from_ref(&alone));
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
    references::rename_within(&mut item, &shape, &renamed);
    let place = place.clone();
    Ok(vec![Edit::Insert { place, item }])
}

pub(super) fn copy(spec: &FormSpec, path: &str, place: &Place) -> Result<Vec<Edit>, EditProblem> {
    if is_within(&place.parent, path) {
        return Err(EditProblem::IntoItself(path.to_owned()));
    }
    paste(spec, place, places::item(spec, path)?)
}

pub(super) fn wrap(
    spec: &FormSpec,
    paths: &[String],
    repeat: bool,
    label: &Localized,
) -> Result<Vec<Edit>, EditProblem> {
    let first = paths.first().ok_or(EditProblem::NotTogether)?;
    let (parent, _) = places::split(first);
    let mut distinct = HashSet::new();
    let mut index = usize::MAX;
    let mut tallest = 0;
    for path in paths {
        if places::split(path).0 != parent || !distinct.insert(path) {
            return Err(EditProblem::NotTogether);
        }
        index = index.min(places::place_of(spec, path)?.index);
        tallest = tallest.max(height(places::item(spec, path)?));
    }
    if level(parent) + 1 + tallest > DEEPEST {
        return Err(EditProblem::TooDeep);
    }
    let (kind, otherwise) = if repeat {
        (NewItem::Repeat, "repeat")
    } else {
        (NewItem::Group, "group")
    };
    let name = propose_name(spec, first_text(spec, label), otherwise);
    let around = forms::join(parent, &name);
    let mut plan = vec![Edit::Insert {
        place: Place {
            parent: parent.to_owned(),
            index,
        },
        item: blank(kind, name, label.clone()),
    }];
    plan.extend(paths.iter().enumerate().map(|(index, path)| Edit::Move {
        path: path.clone(),
        place: Place {
            parent: around.clone(),
            index,
        },
    }));
    Ok(plan)
}

pub(super) fn unwrap(spec: &FormSpec, path: &str) -> Result<Vec<Edit>, EditProblem> {
    let place = places::place_of(spec, path)?;
    let inner = children(places::item(spec, path)?);
    let inner = inner.ok_or_else(|| EditProblem::NoSuchPlace(path.to_owned()))?;
    let mut plan: Vec<Edit> = inner
        .iter()
        .enumerate()
        .map(|(index, item)| Edit::Move {
            path: forms::join(path, item.name()),
            place: Place {
                parent: place.parent.clone(),
                index: place.index + 1 + index,
            },
        })
        .collect();
    plan.push(Edit::Remove {
        path: path.to_owned(),
    });
    Ok(plan)
}
