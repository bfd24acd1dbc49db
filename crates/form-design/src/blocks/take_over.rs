// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A newer version brought into a copy, and a copy made the newer version.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use forms::{FormSpec, Item, Origin};
use kernel::Localized;
use serde::Serialize;
use serde_json::{Map, Value};

use super::insert::{Listed, listed, place_for, put, reads};
use super::merge::{self, Decider, Merged, clash_key};
use super::normal::{Normal, normal, root, speak_of, swap};
use super::texts::each_text;
use super::tree::{self, Tree};
use super::{check_names, needs, origin, spoken, within};
use crate::edit::items::{taken, unique};
use crate::edit::references::{Renamed, each, renames, rewrite_within};
use crate::edit::{Edit, EditProblem};
use crate::places;
use crate::rewrite::Renames;
use crate::shape::Shape;

/// Something that the author of the copy and the block changed differently.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// Names it; put into the set with which [`take_over`] is called, the block counts.
    pub key: String,
    /// The item, as it is called in the form, or the list.
    pub about: Localized,
    /// What differs: the name of the property in JSON, or the code of a choice, each with `.` before
    /// its parts. Empty if the item as a whole was taken away on one side.
    pub property: String,
    /// What stands in the form; null for nothing, a truth value for a whole item.
    pub mine: Value,
    /// What the block says.
    pub theirs: Value,
}

/// What becomes of a copy.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenOver {
    /// The edits that bring the newer version in.
    pub edits: Vec<Edit>,
    /// What was changed on both sides; what stands in the form stays unless something else is said.
    pub conflicts: Vec<Conflict>,
}

/// The version that the copy knows, the newest one with its number, both of the same block.
pub type Versions<'a> = (&'a FormSpec, (u32, &'a FormSpec));

/// Brings the changes of a block since `base` into the copy at `path`. What its author changed
/// herself stays; where both changed the same, hers stays unless `theirs` names it.
pub fn take_over(
    form: &FormSpec,
    path: &str,
    (base, (version, newest)): Versions<'_>,
    theirs: &BTreeSet<String>,
) -> Result<TakenOver, EditProblem> {
    let (base, newest) = (spoken(base, form), spoken(newest, form));
    let copy = normal(form, path, &base, &taken(&newest.items))?;
    let trees = (
        tree::of_base(&base),
        tree::of_copy(&copy),
        tree::of_version(&base, &newest),
    );
    let top = root(&base)?.name();
    // The outermost item is the same in all three, or there is nothing to bring together.
    let is_top = |tree: &Tree| tree.order.first().is_some_and(|id| id == top);
    if !is_top(&trees.1) || !is_top(&trees.2) {
        return Err(EditProblem::NoSuchItem(top.to_owned()));
    }
    let mut decider = Decider {
        about: String::new(),
        theirs,
        found: Vec::new(),
    };
    let states = (&trees.0, &trees.1, &trees.2);
    let merged = merge::trees(top, states, &mut decider);
    let mut build = Build {
        merged: &merged,
        mine: &trees.1,
        theirs: &trees.2,
        ids: Vec::new(),
    };
    let mut item = build.item(top)?;
    let ids = build.ids;

    // Names as the form has them, new ones for what is new.
    let alone = item.clone();
    let shape = Shape::of_items("", std::slice::from_ref(&alone));
    let names = names(form, &copy, &trees.1, &ids, &shape);
    let renamed: Vec<Renamed> = names
        .into_iter()
        .enumerate()
        .filter(|(index, new)| *new != shape.nodes[index + 1].name)
        .map(|(index, new)| Renamed {
            node: index + 1,
            new,
        })
        .collect();
    let mut changes = renames(&shape, &renamed);
    swap(&mut changes.references);
    let states = (&base, &copy, &newest);
    let mut edits = lists(form, path, &item, states, (&mut changes, &mut decider));
    rewrite_within(&mut item, &shape, &changes);

    // What it is a copy of now.
    let there = &trees.2;
    let mut order = ids.iter();
    each(&mut item, &mut |item| {
        let known = order.next().map_or("", String::as_str);
        *item.origin_mut() = match there.nodes.get(known) {
            Some(node) => Origin::new(copy.block, version, &node.path),
            None => own_origin(&copy, &trees.1, known),
        };
    });
    edits.extend(reads(form, &newest));
    let place = places::place_of(form, path)?;
    let path = path.to_owned();
    edits.push(Edit::Remove { path });
    edits.push(Edit::Insert { place, item });
    let conflicts = decider.found.into_iter().map(|(about, clash)| Conflict {
        key: clash_key(&about, &clash.key),
        about: called(&about, &trees.1, &trees.2, form),
        property: clash.key,
        mine: clash.mine,
        theirs: clash.theirs,
    });
    Ok(TakenOver {
        edits,
        conflicts: conflicts.collect(),
    })
}

/// The origin of an item that the newest version does not know: none of this block.
fn own_origin(copy: &Normal, mine: &Tree, id: &str) -> Option<Origin> {
    let path = &mine.nodes.get(id)?.path;
    let was = copy.nodes.iter().find(|was| was.path == *path)?;
    let origin = was.origin.clone();
    origin.filter(|origin| origin.block != copy.block)
}

/// What an item or a list is called, for a person.
fn called(about: &str, mine: &Tree, theirs: &Tree, form: &FormSpec) -> Localized {
    let node = mine.nodes.get(about).or_else(|| theirs.nodes.get(about));
    let label = node.and_then(|node| node.props.get("label"));
    let label: Option<Localized> =
        label.and_then(|label| serde_json::from_value(label.clone()).ok());
    let name = about.strip_prefix("list:").unwrap_or(about);
    let otherwise = || Localized::one(&form.default_language, places::split(name).1);
    label
        .filter(|label| !label.is_empty())
        .unwrap_or_else(otherwise)
}

/// Items made of what was brought together.
struct Build<'a> {
    merged: &'a Merged,
    mine: &'a Tree,
    theirs: &'a Tree,
    /// The items in order, outer first.
    ids: Vec<String>,
}

impl Build<'_> {
    fn item(&mut self, id: &str) -> Result<Item, EditProblem> {
        let wrong = || EditProblem::NoSuchProperty(id.to_owned());
        let mut props = self.merged.props.get(id).cloned().ok_or_else(wrong)?;
        let node = self
            .mine
            .nodes
            .get(id)
            .or_else(|| self.theirs.nodes.get(id));
        let name = node.map_or(id, |node| places::split(&node.path).1);
        props.insert("name".to_owned(), Value::from(name));
        if props.get("item") != Some(&Value::from("question")) {
            props.insert("items".to_owned(), Value::Array(Vec::new()));
        }
        // A group has no number of rounds, whoever made it one.
        if props.get("item") == Some(&Value::from("group")) {
            props.remove("count");
        }
        let mut item = read(props).ok_or_else(wrong)?;
        self.ids.push(id.to_owned());
        if let Some(inner) = places::children_mut(&mut item) {
            for child in self.merged.children(id) {
                inner.push(self.item(child)?);
            }
        }
        Ok(item)
    }
}

fn read(props: Map<String, Value>) -> Option<Item> {
    serde_json::from_value(Value::Object(props)).ok()
}

/// What the items are called in the form.
fn names(
    form: &FormSpec,
    copy: &Normal,
    mine: &Tree,
    ids: &[String],
    shape: &Shape<'_>,
) -> Vec<String> {
    let in_form: HashMap<&str, &str> = copy
        .nodes
        .iter()
        .map(|was| (was.path.as_str(), was.name.as_str()))
        .collect();
    let mut taken = taken(&form.items);
    let mut names = Vec::with_capacity(ids.len());
    for (id, node) in ids.iter().zip(&shape.nodes[1..]) {
        let known = mine.nodes.get(id);
        let known = known.and_then(|node| in_form.get(node.path.as_str()));
        names.push(if let Some(name) = known {
            (*name).to_owned()
        } else {
            let new = unique(node.name, &taken);
            taken.insert(new.to_lowercase());
            new
        });
    }
    names
}

/// The lists that the item uses, brought together and put into the form.
fn lists(
    form: &FormSpec,
    path: &str,
    item: &Item,
    (base, copy, newest): (&FormSpec, &Normal, &FormSpec),
    (changes, decider): (&mut Renames, &mut Decider<'_>),
) -> Vec<Edit> {
    let elsewhere = used_elsewhere(form, path);
    let mut names: HashSet<String> = form
        .choices
        .keys()
        .map(|name| name.to_lowercase())
        .collect();
    let mut edits = Vec::new();
    for name in needs::lists(item) {
        decider.about = format!("list:{name}");
        let of = |spec: &FormSpec| spec.choices.get(&name).cloned();
        let states = (of(base), of(&copy.spec), of(newest));
        let states = (
            states.0.as_deref(),
            states.1.as_deref(),
            states.2.as_deref(),
        );
        let Some(mut choices) = merge::list(states, decider) else {
            continue;
        };
        speak_of(&mut choices, changes);
        let id = |spec: &FormSpec| spec.code_lists.get(&name).cloned();
        let (before, mine, theirs) = (id(base), id(&copy.spec), id(newest));
        let id = if before == mine { theirs } else { mine };
        let content: Listed<'_> = (&choices, id.as_ref());
        let here = copy.lists.get(&name);
        let stays =
            here.filter(|here| listed(form, here) == Some(content) || !elsewhere.contains(*here));
        let (target, is_new) = match stays {
            Some(here) => (here.clone(), listed(form, here) != Some(content)),
            None => place_for(form, &name, content, &mut names),
        };
        if is_new {
            edits.extend(put(&target, choices.clone(), id.as_ref()));
        }
        if target != name {
            changes.lists.insert(name, target);
        }
    }
    edits
}

/// The lists that are used outside of an item.
fn used_elsewhere(form: &FormSpec, path: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    places::walk(&form.items, "", &mut |at, item| {
        if matches!(item, Item::Question(_)) && !places::is_within(at, path) {
            all.extend(needs::lists(item));
        }
    });
    all
}

/// Leaves the copy as it is and notes that its author knows the newest version.
pub fn keep(
    form: &FormSpec,
    path: &str,
    (base, (version, newest)): Versions<'_>,
) -> Result<Edit, EditProblem> {
    let copy = normal(form, path, base, &HashSet::new())?;
    let there: HashMap<String, String> = tree::matches(base, newest)
        .into_iter()
        .map(|(there, before)| (before, there))
        .collect();
    let mut order = copy.nodes.iter();
    let mut edits = Vec::new();
    within(path, places::item(form, path)?, &mut |path, _| {
        let Some(was) = order.next() else { return };
        let block = was.origin.as_ref().map(|origin| origin.block);
        if block != Some(copy.block) {
            return;
        }
        let now = was.item.as_ref().and_then(|item| there.get(item));
        let now = now.and_then(|item| Origin::new(copy.block, version, item));
        edits.push(origin(path, now));
    });
    Ok(Edit::Several { edits })
}

/// The copy at `path` as the version after `latest`, which it was taken from. Names stay those of
/// the block; texts in languages that the form does not have stay what they are.
pub fn renewed(form: &FormSpec, path: &str, latest: &FormSpec) -> Result<FormSpec, EditProblem> {
    let copy = normal(form, path, latest, &HashSet::new())?;
    let mut spec = copy.spec;
    check_names(root(&spec)?)?;
    let mut before: BTreeMap<String, Vec<Localized>> = BTreeMap::new();
    places::walk(&latest.items, "", &mut |path, item| {
        let mut texts = Vec::new();
        each_text(&mut item.clone(), &mut |text| texts.push(text.clone()));
        before.insert(path.to_owned(), texts);
    });
    let foreign = |now: &mut Localized, before: &Localized| {
        for (tag, text) in &before.0 {
            if !form.languages.contains(tag) {
                now.0.insert(tag.clone(), text.clone());
            }
        }
    };
    let mut order = copy.nodes.iter();
    for item in &mut spec.items {
        each(item, &mut |item| {
            let was = order.next().and_then(|was| was.item.as_ref());
            let Some(texts) = was.and_then(|was| before.get(was)) else {
                return;
            };
            let mut texts = texts.iter();
            each_text(item, &mut |text| {
                if let Some(before) = texts.next() {
                    foreign(text, before);
                }
            });
        });
    }
    for (list, choices) in &mut spec.choices {
        let known = latest.choices.get(list).into_iter().flatten();
        let known: HashMap<&str, &Localized> = known
            .map(|choice| (choice.code.as_str(), &choice.label))
            .collect();
        for choice in choices {
            if let Some(before) = known.get(choice.code.as_str()) {
                foreign(&mut choice.label, before);
            }
        }
    }
    spec.languages.clone_from(&latest.languages);
    for tag in &form.languages {
        if !spec.languages.contains(tag) {
            spec.languages.push(tag.clone());
        }
    }
    spec.language_names.extend(latest.language_names.clone());
    spec.default_language.clone_from(&latest.default_language);
    let (mut period, mut previous) = (false, false);
    for item in &spec.items {
        needs::calls(item, &mut |instance| {
            period |= instance == forms::PERIOD_INSTANCE;
            previous |= instance == forms::PREVIOUS_INSTANCE;
        });
    }
    (spec.reads_period, spec.reads_previous) = (period, previous);
    Ok(spec)
}
