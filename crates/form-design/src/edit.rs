// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Small changes of a form, each with its exact inverse.
//!
//! [`apply`] changes a form and returns the edit that takes the change back: applied, it leaves the
//! form as it was before, to the last character. Undo and redo are lists of edits. What is refused
//! changes nothing.

mod choices;
pub(crate) mod items;
mod languages;
mod problem;
mod property;
pub(crate) mod references;
mod setting;
mod texts;
mod translations;

use forms::{Choice, CodeListId, FormSpec, Item, QuestionType};
use kernel::Localized;
use serde::{Deserialize, Serialize};

pub use self::choices::{ChoicesProblem, choices_from_csv, choices_to_csv, further_columns};
pub use self::items::{propose_name, usable_name};
pub(crate) use self::languages::words as words_of_item;
pub use self::problem::EditProblem;
pub use self::property::Property;
pub use self::references::{Use, uses};
pub use self::setting::Setting;
pub(crate) use self::texts::{Kind, of_form as texts_of_form, of_item as texts_of_item};
pub use self::translations::{Translation, translations};
pub use crate::places::Place;

/// How deeply groups may lie in each other, as [`forms::CompiledForm::compile`] has it.
pub const DEEPEST: usize = 12;

/// One small change of a form.
///
/// In JSON an object with the key `edit`: `{"edit": "rename", "path": "counts/ill", "name": "sick"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// Puts in a new group, repeat or question.
    Add {
        /// Where.
        place: Place,
        /// What.
        kind: NewItem,
        /// What it says; the name is proposed from it (see [`propose_name`]).
        #[serde(default, skip_serializing_if = "Localized::is_empty")]
        label: Localized,
        /// The name, if it is not to be proposed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Puts in a whole item, as from a library: names that are taken are replaced by new ones, in
    /// the item's own expressions, too.
    Paste {
        /// Where.
        place: Place,
        /// What.
        item: Item,
    },
    /// Puts in an item exactly as it is.
    Insert {
        /// Where.
        place: Place,
        /// What.
        item: Item,
    },
    /// Takes out an item with all that it contains.
    Remove {
        /// What.
        path: String,
    },
    /// Moves an item. Paths in expressions stay as they are; `${name}` means the same anywhere.
    Move {
        /// What.
        path: String,
        /// Where to.
        place: Place,
    },
    /// Puts in a copy with names of its own; within the copy, expressions mean the copy.
    Copy {
        /// What.
        path: String,
        /// Where to.
        place: Place,
    },
    /// Puts items that stand in one group into a new group or repeat at the place of the first.
    Wrap {
        /// What, in the order that they shall have.
        paths: Vec<String>,
        /// Whether it is a repeat.
        #[serde(default)]
        repeat: bool,
        /// The heading.
        #[serde(default, skip_serializing_if = "Localized::is_empty")]
        label: Localized,
    },
    /// Takes away a group or repeat and leaves what it contains in its place.
    Unwrap {
        /// The group or repeat.
        path: String,
    },
    /// Gives another name, also in every expression and text that speaks of it.
    Rename {
        /// What.
        path: String,
        /// The new name.
        name: String,
    },
    /// Sets one text or expression; none takes it away. The name, written so, is not replaced
    /// elsewhere: see [`Edit::Rename`].
    Write {
        /// The item; empty for the form.
        #[serde(default)]
        path: String,
        /// Which text.
        property: Property,
        /// The text.
        text: Option<String>,
    },
    /// Sets many texts at once, none of them a name: what other names leave behind.
    Rewrite {
        /// The texts, each at most once.
        texts: Vec<Text>,
    },
    /// Sets what is no text.
    Set {
        /// The question; empty for the form.
        #[serde(default)]
        path: String,
        /// What, and its value.
        #[serde(flatten)]
        setting: Setting,
    },
    /// Puts in a new list of choices.
    AddList {
        /// Its name.
        list: String,
        /// Its choices.
        #[serde(default)]
        choices: Vec<Choice>,
    },
    /// Gives a list another name, also in questions and expressions.
    RenameList {
        /// Its name.
        list: String,
        /// Its new name.
        name: String,
    },
    /// Takes away a list that no question uses.
    RemoveList {
        /// Its name.
        list: String,
    },
    /// Replaces all choices of a list, as by [`choices_from_csv`].
    ReplaceChoices {
        /// The list.
        list: String,
        /// Its new choices.
        choices: Vec<Choice>,
    },
    /// Sets a whole list without looking at who uses it; none takes it away.
    PutList {
        /// Its name.
        list: String,
        /// Its choices.
        choices: Option<Vec<Choice>>,
    },
    /// Says which published code list a list was taken from; none: from no one.
    Identify {
        /// The list.
        list: String,
        /// Address and version.
        code_list: Option<CodeListId>,
    },
    /// Puts in a choice.
    AddChoice {
        /// The list.
        list: String,
        /// How many choices come before.
        index: usize,
        /// The choice.
        choice: Choice,
    },
    /// Replaces a choice by another.
    SetChoice {
        /// The list.
        list: String,
        /// Which, counted from 0.
        index: usize,
        /// The choice.
        choice: Choice,
    },
    /// Moves a choice within its list.
    MoveChoice {
        /// The list.
        list: String,
        /// Which, counted from 0.
        index: usize,
        /// How many choices come before it then.
        to: usize,
    },
    /// Takes away a choice.
    RemoveChoice {
        /// The list.
        list: String,
        /// Which, counted from 0.
        index: usize,
    },
    /// Puts in a language.
    AddLanguage {
        /// Its BCP 47 tag.
        tag: String,
    },
    /// Takes away a language with all texts in it.
    RemoveLanguage {
        /// Its tag.
        tag: String,
    },
    /// Makes a language of the form the one that is shown when the reader's is missing.
    SetDefaultLanguage {
        /// Its tag.
        tag: String,
    },
    /// Several edits, one after the other; all or none.
    Several {
        /// The edits.
        edits: Vec<Edit>,
    },
}

/// A text with its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The item; empty for the form.
    #[serde(default)]
    pub path: String,
    /// Which text.
    pub property: Property,
    /// The text; none takes it away.
    pub text: Option<String>,
}

/// What is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewItem {
    /// A group.
    Group,
    /// A repeat.
    Repeat,
    /// A question, note or calculated value.
    Question(QuestionType),
}

/// Changes the form and returns what takes the change back, or changes nothing and says why.
pub fn apply(spec: &mut FormSpec, edit: &Edit) -> Result<Edit, EditProblem> {
    let plan = match edit {
        Edit::Insert { place, item } => return items::insert(spec, place, item.clone()),
        Edit::Remove { path } => return items::remove(spec, path),
        Edit::Move { path, place } => return items::shift(spec, path, place),
        Edit::Write {
            path,
            property,
            text,
        } => return property::write(spec, path, property, text.clone()),
        Edit::Rewrite { texts } => return property::rewrite(spec, texts),
        Edit::PutList { list, choices } => return Ok(choices::put(spec, list, choices.clone())),
        Edit::Identify { list, code_list } => {
            return Ok(choices::identify(spec, list, code_list.clone()));
        }
        Edit::AddChoice {
            list,
            index,
            choice,
        } => return choices::add(spec, list, *index, choice.clone()),
        Edit::SetChoice {
            list,
            index,
            choice,
        } => return choices::set(spec, list, *index, choice.clone()),
        Edit::MoveChoice { list, index, to } => return choices::shift(spec, list, *index, *to),
        Edit::RemoveChoice { list, index } => return choices::remove(spec, list, *index),
        Edit::Set { path, setting } => {
            let Some(first) = setting::goes_along(spec, path, setting)? else {
                return setting::set(spec, path, setting.clone());
            };
            let undo_first = setting::set(spec, path, first)?;
            return match setting::set(spec, path, setting.clone()) {
                Ok(undo) => Ok(several(vec![undo, undo_first])),
                Err(problem) => {
                    apply(spec, &undo_first)?;
                    Err(problem)
                }
            };
        }
        Edit::Several { edits } => edits.clone(),
        Edit::Add {
            place,
            kind,
            label,
            name,
        } => items::add(spec, place, *kind, label, name.as_deref())?,
        Edit::Paste { place, item } => items::paste(spec, place, item)?,
        Edit::Copy { path, place } => items::copy(spec, path, place)?,
        Edit::Wrap {
            paths,
            repeat,
            label,
        } => items::wrap(spec, paths, *repeat, label)?,
        Edit::Unwrap { path } => items::unwrap(spec, path)?,
        Edit::Rename { path, name } => references::rename(spec, path, name)?,
        Edit::AddList { list, choices } => choices::add_list(spec, list, choices)?,
        Edit::RenameList { list, name } => references::rename_list(spec, list, name)?,
        Edit::RemoveList { list } => choices::remove_list(spec, list)?,
        Edit::ReplaceChoices { list, choices } => choices::replace(spec, list, choices)?,
        Edit::AddLanguage { tag } => languages::add(spec, tag)?,
        Edit::RemoveLanguage { tag } => languages::remove(spec, tag)?,
        Edit::SetDefaultLanguage { tag } => languages::set_default(spec, tag)?,
    };
    in_turn(spec, &plan)
}

/// Applies edits one after the other, all or none.
fn in_turn(spec: &mut FormSpec, edits: &[Edit]) -> Result<Edit, EditProblem> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(spec, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(problem) => {
                for inverse in inverses.iter().rev() {
                    apply(spec, inverse)?;
                }
                return Err(problem);
            }
        }
    }
    inverses.reverse();
    Ok(several(inverses))
}

/// Edits as one.
fn several(mut edits: Vec<Edit>) -> Edit {
    if edits.len() == 1 {
        return edits.remove(0);
    }
    Edit::Several { edits }
}
