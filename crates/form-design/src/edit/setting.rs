// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is set and is no text.

use std::collections::BTreeSet;

use forms::{
    ChoiceSource, Entity, FormSpec, Item, Origin, PeriodKind, PrivacyClass, QuestionType,
    ReleaseRule,
};
use serde::{Deserialize, Serialize};

use super::{Edit, EditProblem};
use crate::places;

/// What is set, with its value. In JSON the keys `setting` and `value`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "setting", content = "value", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the fields of FormSpec")]
pub enum Setting {
    Type(QuestionType),
    /// The class. A rule how coarse the value must become goes with classes that are generalised.
    Privacy(Option<PrivacyClass>),
    Release(Option<ReleaseRule>),
    ChoiceSource(ChoiceSource),
    OrOther(bool),
    DefaultIsText(bool),
    Trigger(Vec<String>),
    /// Which block it is a copy of; also of groups and repeats.
    Origin(Option<Origin>),
    // Of the form.
    Period(PeriodKind),
    ReadsPeriod(bool),
    ReadsPrevious(bool),
    Languages(Vec<String>),
    DefaultLanguage(String),
    UnnamedLanguage(Option<String>),
    ChoiceOrder(Vec<String>),
    ChoiceColumns(Vec<String>),
    Entities(Vec<Entity>),
    EntityLists(BTreeSet<String>),
    AllowChoiceDuplicates(bool),
    ClientEditable(bool),
}

/// What must be set before, so that a setting makes sense.
pub(super) fn goes_along(
    spec: &FormSpec,
    path: &str,
    setting: &Setting,
) -> Result<Option<Setting>, EditProblem> {
    let Setting::Privacy(class) = setting else {
        return Ok(None);
    };
    let is_generalised = matches!(class, Some(PrivacyClass::Quasi | PrivacyClass::Date));
    Ok(match places::item(spec, path)? {
        Item::Question(question) if question.release.is_some() && !is_generalised => {
            Some(Setting::Release(None))
        }
        _ => None,
    })
}

pub(super) fn set(spec: &mut FormSpec, path: &str, setting: Setting) -> Result<Edit, EditProblem> {
    macro_rules! put {
        ($variant:ident, $slot:expr, $value:expr) => {
            Setting::$variant(std::mem::replace(&mut $slot, $value))
        };
    }
    let none = || EditProblem::NoSuchProperty(path.to_owned());
    let old = if path.is_empty() {
        match setting {
            Setting::Period(value) => put!(Period, spec.period, value),
            Setting::ReadsPeriod(value) => put!(ReadsPeriod, spec.reads_period, value),
            Setting::ReadsPrevious(value) => put!(ReadsPrevious, spec.reads_previous, value),
            Setting::Languages(value) => put!(Languages, spec.languages, value),
            Setting::DefaultLanguage(value) => {
                put!(DefaultLanguage, spec.default_language, value)
            }
            Setting::UnnamedLanguage(value) => {
                put!(UnnamedLanguage, spec.unnamed_language, value)
            }
            Setting::ChoiceOrder(value) => put!(ChoiceOrder, spec.choice_order, value),
            Setting::ChoiceColumns(value) => put!(ChoiceColumns, spec.choice_columns, value),
            Setting::Entities(value) => put!(Entities, spec.entities, value),
            Setting::EntityLists(value) => put!(EntityLists, spec.entity_lists, value),
            Setting::AllowChoiceDuplicates(value) => {
                put!(
                    AllowChoiceDuplicates,
                    spec.settings.allow_choice_duplicates,
                    value
                )
            }
            Setting::ClientEditable(value) => {
                put!(ClientEditable, spec.settings.client_editable, value)
            }
            _ => return Err(none()),
        }
    } else {
        let item = places::item_mut(spec, path)?;
        let setting = match setting {
            Setting::Origin(value) => {
                return Ok(Edit::Set {
                    path: path.to_owned(),
                    setting: put!(Origin, *item.origin_mut(), value),
                });
            }
            setting => setting,
        };
        let Item::Question(question) = item else {
            return Err(none());
        };
        match setting {
            Setting::Type(value) => put!(Type, question.kind, value),
            Setting::Privacy(value) => put!(Privacy, question.privacy, value),
            Setting::Release(value) => put!(Release, question.release, value),
            Setting::ChoiceSource(value) => put!(ChoiceSource, question.choice_source, value),
            Setting::OrOther(value) => put!(OrOther, question.or_other, value),
            Setting::DefaultIsText(value) => {
                put!(DefaultIsText, question.default_is_text, value)
            }
            Setting::Trigger(value) => put!(Trigger, question.trigger, value),
            _ => return Err(none()),
        }
    };
    Ok(Edit::Set {
        path: path.to_owned(),
        setting: old,
    })
}
