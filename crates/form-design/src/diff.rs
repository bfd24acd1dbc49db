// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What differs between two definitions of a form, for somebody who decides whether one takes the
//! place of the other, and what that means for collections that run.
//!
//! Privacy classes are no difference of [`between`]: they are carried over from draft to draft. For
//! [`impact`] they are one.

mod choices;
mod impact;
mod pairs;

use std::collections::BTreeSet;

use forms::{FormSpec, Item, Question};
use kernel::Localized;
use serde::Serialize;
use serde_json::{Map, Value};

pub use self::choices::{ChoiceChange, of_choices};
pub use self::impact::{Consequence, Impact, Level, Reason, impact};
pub use self::pairs::counterparts;
use self::pairs::{Pairs, containers, is_moved};

/// A question, group or repeat that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Its path in the new definition; in the old one if it is gone.
    pub path: String,
    /// Its path in the old definition, if it is another one.
    pub old_path: Option<String>,
    /// What is asked; the name if nothing is.
    pub label: Localized,
    /// What is different, as ends of message keys. Empty if it is new or gone.
    pub aspects: Vec<&'static str>,
    /// Every property that differs, by its name in JSON, in the order of the alphabet.
    pub properties: Vec<PropertyChange>,
    /// What differs in the list of choices.
    pub choices: Vec<ChoiceChange>,
}

/// A property with its old and new value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PropertyChange {
    /// The name in JSON: `relevant`.
    pub property: String,
    /// The old value as it is stored; null if there was none.
    pub old: Value,
    /// The new value as it is stored; null if there is none.
    pub new: Value,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Changes {
    /// What is different about the form as a whole, as ends of message keys.
    pub form: Vec<&'static str>,
    /// The properties of the form as a whole that differ.
    pub properties: Vec<PropertyChange>,
    /// Questions that only the new definition has.
    pub added: Vec<Change>,
    /// Questions that only the old definition has.
    pub removed: Vec<Change>,
    /// Questions, and after them groups and repeats, that both have but not the same.
    pub changed: Vec<Change>,
}

impl Changes {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two definitions.
pub fn between(old: &FormSpec, new: &FormSpec) -> Changes {
    let properties = differing(&object(old), &object(new), form_aspect);
    let mut changes = Changes {
        form: aspects(&properties, form_aspect),
        properties,
        ..Changes::default()
    };
    let pairs = Pairs::of(old, new);
    for (path, question) in pairs.gone() {
        changes.removed.push(change(path, question));
    }
    for ((path, question), before) in &pairs.found {
        let Some((old_path, old_question)) = before else {
            changes.added.push(change(path, question));
            continue;
        };
        let properties = differing(&object(*old_question), &object(*question), question_aspect);
        let mut aspects = aspects(&properties, question_aspect);
        let choices = of_choices(
            list_of(old, old_question),
            list_of(new, question),
            &new.default_language,
        );
        if list_of(old, old_question) != list_of(new, question) && !aspects.contains(&"choices") {
            aspects.push("choices");
        }
        if old_question.name != question.name {
            aspects.push("renamed");
        }
        if is_moved(old_path, path) {
            aspects.push("moved");
        }
        if !aspects.is_empty() {
            changes.changed.push(Change {
                old_path: (old_path != path).then(|| old_path.clone()),
                aspects,
                properties,
                choices,
                ..change(path, question)
            });
        }
    }
    changes.changed.extend(of_containers(old, new));
    changes
}

/// Groups and repeats that both have but not the same.
fn of_containers(old: &FormSpec, new: &FormSpec) -> Vec<Change> {
    let mut changed = Vec::new();
    let before = containers(&old.items);
    for (path, item) in containers(&new.items) {
        let same = before.iter().find(|(known, other)| {
            *known == path && std::mem::discriminant(*other) == std::mem::discriminant(item)
        });
        let Some((_, other)) = same else { continue };
        let properties = differing(&object(*other), &object(item), container_aspect);
        if properties.is_empty() {
            continue;
        }
        let label = match item {
            Item::Group(group) => &group.label,
            Item::Repeat(repeat) => &repeat.label,
            Item::Question(question) => &question.label,
        };
        changed.push(Change {
            label: or_name(label, item.name()),
            old_path: None,
            aspects: aspects(&properties, container_aspect),
            properties,
            choices: Vec::new(),
            path,
        });
    }
    changed
}

/// The choices of a question, if it chooses from a list of the form.
fn list_of<'a>(spec: &'a FormSpec, question: &Question) -> Option<&'a [forms::Choice]> {
    let list = question.choices.as_ref()?;
    spec.choices.get(list).map(Vec::as_slice)
}

fn or_name(label: &Localized, name: &str) -> Localized {
    if label.is_empty() {
        Localized::one(forms::LEGAL_LANGUAGE, name)
    } else {
        label.clone()
    }
}

pub(crate) fn change(path: &str, question: &Question) -> Change {
    Change {
        path: path.to_owned(),
        old_path: None,
        label: or_name(&question.label, &question.name),
        aspects: Vec::new(),
        properties: Vec::new(),
        choices: Vec::new(),
    }
}

/// A definition as it is stored: absent and empty properties are left out.
fn object(definition: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(definition) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// The properties that differ and are about something.
fn differing(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    aspect: fn(&str) -> Option<&'static str>,
) -> Vec<PropertyChange> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let value = |map: &Map<String, Value>, name: &str| map.get(name).cloned().unwrap_or_default();
    names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name) && aspect(name).is_some())
        .map(|name| PropertyChange {
            property: name.clone(),
            old: value(old, name),
            new: value(new, name),
        })
        .collect()
}

/// What the properties are about, each once.
fn aspects(
    properties: &[PropertyChange],
    aspect: fn(&str) -> Option<&'static str>,
) -> Vec<&'static str> {
    let found = properties.iter().filter_map(|one| aspect(&one.property));
    let mut aspects: Vec<&'static str> = found.collect();
    aspects.sort_unstable();
    aspects.dedup();
    aspects
}

/// What a property of a form is about; none for those that are compared question by question.
fn form_aspect(property: &str) -> Option<&'static str> {
    Some(match property {
        "items" | "choices" | "files" | "version" | "format" | "reads_period"
        | "reads_previous" => {
            return None;
        }
        "title" | "description" => "title",
        "purpose" | "legal_basis" => "purpose",
        "languages" | "default_language" => "languages",
        "period" => "period",
        _ => "other",
    })
}

/// What a property of a question is about; none for classes, which are carried over.
fn question_aspect(property: &str) -> Option<&'static str> {
    Some(match property {
        "name" | "privacy" | "release" | "origin" => return None,
        "type" => "type",
        "label" | "hint" | "unit" => "words",
        "required" | "required_message" => "required",
        "relevant" => "relevant",
        "constraint" | "constraint_message" | "warning" | "warning_message" => "checks",
        "calculate" | "default" | "default_is_text" => "value",
        "choices" => "choices",
        _ => "other",
    })
}

/// What a property of an item is about, by its name in JSON, as the end of a message key; what
/// stands behind a `.` does not matter.
pub fn aspect_of(property: &str) -> &'static str {
    let property = property.split('.').next().unwrap_or(property);
    match property {
        "privacy" | "release" => "privacy",
        property => question_aspect(property).unwrap_or("other"),
    }
}

/// What a property of a group or repeat is about.
fn container_aspect(property: &str) -> Option<&'static str> {
    Some(match property {
        "item" | "items" | "name" | "origin" => return None,
        "label" | "hint" => "words",
        "relevant" => "relevant",
        _ => "other",
    })
}
