// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Blocks: questions and groups of a library that forms take over as copies.
//!
//! A block is a [`FormSpec`] with one item, the lists of choices that it uses, and nothing else that
//! matters. [`cut`] makes one of an item of a form, [`insert`] puts a copy into a form. Every item
//! of the copy knows its [`Origin`]: block, version, and which item of it. Names and lists that are
//! taken in the form are replaced there; [`as_block`] reads a copy back in the names of its block,
//! so that it can be compared with it. [`take_over`] brings the changes of a newer version into a
//! copy and keeps what its author changed herself; [`renewed`] makes a copy the next version.
//!
//! What belongs here: how copies and blocks relate. What does not: where blocks are kept.

mod insert;
mod keys;
mod merge;
mod needs;
mod normal;
mod take_over;
mod texts;
mod tree;

use forms::{FormSpec, Item, Origin};
use kernel::BlockId;
use serde::Serialize;

pub use self::insert::{insert, link};
pub use self::needs::{Need, NeedKind, fillable, needs};
pub use self::normal::as_block;
pub use self::take_over::{Conflict, TakenOver, Versions, keep, renewed, take_over};
pub use self::texts::spoken;
use crate::diff::{self, Changes};
use crate::edit::{Edit, EditProblem, Setting};
use crate::places::{self, children};

/// The copy of a block in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The path of its outermost item.
    pub path: String,
    /// What it is a copy of.
    pub origin: Origin,
}

/// How a copy stands to its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is what the newest version says.
    Same,
    /// There is a newer version; the copy is what its version says.
    Newer,
    /// The copy was changed; there is no newer version.
    Changed,
    /// Both.
    Both,
}

/// The copies in a form, outer first: items that stand for the outermost item of a block.
pub fn copies(form: &FormSpec) -> Vec<Copy> {
    let mut all = Vec::new();
    places::walk(&form.items, "", &mut |path, item| {
        if let Some(origin) = item.origin().filter(|origin| origin.is_root()) {
            all.push(Copy {
                path: path.to_owned(),
                origin: origin.clone(),
            });
        }
    });
    all
}

/// An item with everything below it and the lists that it uses, as a block.
pub fn cut(form: &FormSpec, path: &str) -> Result<FormSpec, EditProblem> {
    let mut item = places::item(form, path)?.clone();
    strip(&mut item);
    check_names(&item)?;
    let label = match &item {
        Item::Group(group) => &group.label,
        Item::Repeat(repeat) => &repeat.label,
        Item::Question(question) => &question.label,
    };
    let mut block = FormSpec::new(item.name(), &form.default_language);
    block.title = label.clone();
    block.languages.clone_from(&form.languages);
    block.language_names.clone_from(&form.language_names);
    block.unnamed_language.clone_from(&form.unnamed_language);
    block.period = form.period;
    block.settings.allow_choice_duplicates = form.settings.allow_choice_duplicates;
    bring_lists(form, &item, &mut block);
    let mut reads = (false, false);
    needs::calls(&item, &mut |instance| {
        reads.0 |= instance == forms::PERIOD_INSTANCE;
        reads.1 |= instance == forms::PREVIOUS_INSTANCE;
    });
    block.reads_period = reads.0;
    block.reads_previous = reads.1;
    block.items = vec![item];
    texts::tidy(&mut block);
    Ok(block)
}

/// The lists of the form that an item uses.
fn bring_lists(form: &FormSpec, item: &Item, block: &mut FormSpec) {
    for list in needs::lists(item) {
        let Some(choices) = form.choices.get(&list) else {
            continue;
        };
        block.choices.insert(list.clone(), choices.clone());
        if let Some(id) = form.code_lists.get(&list) {
            block.code_lists.insert(list, id.clone());
        }
    }
}

/// Names in a block are names in origins, too.
fn check_names(item: &Item) -> Result<(), EditProblem> {
    if !forms::is_name(item.name()) {
        return Err(EditProblem::InvalidName(item.name().to_owned()));
    }
    let mut inner = children(item).into_iter().flatten();
    inner.try_for_each(check_names)
}

/// Takes the origins out of an item.
fn strip(item: &mut Item) {
    crate::edit::references::each(item, &mut |item| *item.origin_mut() = None);
}

/// Makes a copy an item like any other.
pub fn detach(form: &FormSpec, path: &str) -> Result<Edit, EditProblem> {
    let item = places::item(form, path)?;
    let block = item.origin().map(|origin| origin.block);
    let block = block.ok_or_else(|| EditProblem::NoSuchProperty(path.to_owned()))?;
    let mut edits = Vec::new();
    within(path, item, &mut |path, item| {
        if is_of(item, block) {
            edits.push(origin(path, None));
        }
    });
    Ok(Edit::Several { edits })
}

fn is_of(item: &Item, block: BlockId) -> bool {
    item.origin().is_some_and(|origin| origin.block == block)
}

fn origin(path: &str, origin: Option<Origin>) -> Edit {
    Edit::Set {
        path: path.to_owned(),
        setting: Setting::Origin(origin),
    }
}

/// Calls `visit` for an item and all below it with their paths, outer first.
fn within<'a>(path: &str, item: &'a Item, visit: &mut dyn FnMut(&str, &'a Item)) {
    visit(path, item);
    places::walk(
        children(item).map(Vec::as_slice).unwrap_or_default(),
        path,
        visit,
    );
}

/// How the copy at `path` stands to its block: to the version that it was taken from, and to the
/// newest one with its number.
pub fn state(
    form: &FormSpec,
    path: &str,
    base: &FormSpec,
    newest: (u32, &FormSpec),
) -> Result<State, EditProblem> {
    let copy = places::item(form, path)?.origin();
    let version = copy.map_or(0, |origin| origin.version);
    let base_here = spoken(base, form);
    let is_changed = as_block(form, path, base)? != base_here;
    let is_newer = newest.0 > version && spoken(newest.1, form) != base_here;
    Ok(match (is_newer, is_changed) {
        (false, false) => State::Same,
        (true, false) => State::Newer,
        (false, true) => State::Changed,
        (true, true) => State::Both,
    })
}

/// What differs between two versions of a block, or between a block and a copy as it is read by
/// [`as_block`]. As [`diff::between`] says it, and classes and rules of release count, too.
pub fn differences(old: &FormSpec, new: &FormSpec) -> Changes {
    let mut changes = diff::between(old, new);
    let (before, after) = (old.questions(), new.questions());
    let was = diff::counterparts(&before, &after);
    for ((path, question), was) in after.iter().zip(was) {
        let Some(was) = was.map(|index| before[index].1) else {
            continue;
        };
        if was.privacy == question.privacy && was.release == question.release {
            continue;
        }
        match changes.changed.iter_mut().find(|one| one.path == *path) {
            Some(known) => known.aspects.push("privacy"),
            None => changes.changed.push(diff::Change {
                aspects: vec!["privacy"],
                ..diff::change(path, question)
            }),
        }
    }
    changes
}
