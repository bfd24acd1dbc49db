// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What differs between two definitions of a form, for somebody who decides whether one takes the
//! place of the other. Privacy classes do not count: they are carried over.

use std::collections::BTreeSet;

use forms::{FormSpec, Question};
use kernel::Localized;
use serde_json::{Map, Value};

use crate::classes::counterparts;

/// A question that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// Its path in the new definition; in the old one if it is gone.
    pub(crate) path: String,
    /// What is asked; the name if nothing is.
    pub(crate) label: Localized,
    /// What is different, as ends of message keys. Empty if the question is new or gone.
    pub(crate) aspects: Vec<&'static str>,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Changes {
    /// What is different about the form as a whole, as ends of message keys.
    pub(crate) form: Vec<&'static str>,
    /// Questions that only the new definition has.
    pub(crate) added: Vec<Change>,
    /// Questions that only the old definition has.
    pub(crate) removed: Vec<Change>,
    /// Questions that both have but not the same.
    pub(crate) changed: Vec<Change>,
}

impl Changes {
    /// Whether nothing differs.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two definitions.
pub(crate) fn between(old: &FormSpec, new: &FormSpec) -> Changes {
    let (old_json, new_json) = (object(old), object(new));
    let (before, after) = (old.questions(), new.questions());
    let found = counterparts(&before, &after);
    let mut changes = Changes {
        form: differing(&old_json, &new_json, form_aspect),
        ..Changes::default()
    };
    let kept: BTreeSet<usize> = found.iter().flatten().copied().collect();
    for (index, (path, question)) in before.iter().enumerate() {
        if !kept.contains(&index) {
            changes.removed.push(change(path, question, Vec::new()));
        }
    }
    for ((path, question), index) in after.iter().zip(found) {
        let Some((old_path, old_question)) = index.map(|index| &before[index]) else {
            changes.added.push(change(path, question, Vec::new()));
            continue;
        };
        let mut aspects = differing(&object(old_question), &object(question), question_aspect);
        let list = |json: &Map<String, Value>| {
            let name = question.choices.as_deref()?;
            json.get("choices")?.get(name).cloned()
        };
        if list(&old_json) != list(&new_json) && !aspects.contains(&"choices") {
            aspects.push("choices");
        }
        if old_path != path {
            aspects.push("moved");
        }
        if !aspects.is_empty() {
            changes.changed.push(change(path, question, aspects));
        }
    }
    changes
}

fn change(path: &str, question: &Question, aspects: Vec<&'static str>) -> Change {
    Change {
        path: path.to_owned(),
        label: if question.label.is_empty() {
            Localized::one(forms::LEGAL_LANGUAGE, question.name.clone())
        } else {
            question.label.clone()
        },
        aspects,
    }
}

/// A definition as it is stored: absent and empty properties are left out.
fn object(definition: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(definition) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// The aspects of the properties that differ, each once.
fn differing(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    aspect: fn(&str) -> Option<&'static str>,
) -> Vec<&'static str> {
    let properties: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut aspects: Vec<&'static str> = properties
        .into_iter()
        .filter(|property| old.get(*property) != new.get(*property))
        .filter_map(|property| aspect(property))
        .collect();
    aspects.sort_unstable();
    aspects.dedup();
    aspects
}

/// What a property of a form is about; none for those that are compared question by question.
fn form_aspect(property: &str) -> Option<&'static str> {
    Some(match property {
        "items" | "choices" | "files" | "version" | "format" | "reads_period" => return None,
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
        "name" | "privacy" | "release" => return None,
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

#[cfg(test)]
mod tests {
    use forms::{Item, QuestionType};

    use super::*;

    fn question(name: &str, label: &str, kind: QuestionType) -> Item {
        Item::Question(Box::new(Question {
            name: name.to_owned(),
            label: Localized::one("de", label.to_owned()),
            kind,
            ..Question::default()
        }))
    }

    fn form(items: Vec<Item>) -> FormSpec {
        let bytes = crate::intake::ARE.bytes;
        let (spec, _) = forms::xlsform::read(bytes, crate::intake::ARE.file_name).unwrap();
        FormSpec { items, ..spec }
    }

    fn group(items: Vec<Item>) -> Item {
        Item::Group(forms::Group {
            name: "counts".to_owned(),
            items,
            ..forms::Group::default()
        })
    }

    #[test]
    fn equal_forms_do_not_differ_and_classes_do_not_count() {
        let old = form(vec![question("ill", "Krank", QuestionType::Integer)]);
        let mut new = old.clone();
        assert!(between(&old, &new).is_empty());
        new.question_mut("ill").unwrap().privacy = Some(forms::PrivacyClass::Measure);
        assert!(between(&old, &new).is_empty());
    }

    #[test]
    fn questions_are_new_gone_moved_or_different() {
        let old = form(vec![
            question("ill", "Krank", QuestionType::Integer),
            question("staff", "Personal", QuestionType::Integer),
            question("remark", "Bemerkung", QuestionType::Text),
        ]);
        let mut new = form(vec![
            group(vec![question("ill", "Erkrankt", QuestionType::Integer)]),
            question("staff", "Personal", QuestionType::Decimal),
            question("comment", "Kommentar", QuestionType::Text),
        ]);
        new.title = Localized::one("de", "Neuer Titel".to_owned());
        let changes = between(&old, &new);
        let names = |list: &[Change]| -> Vec<(String, Vec<&str>)> {
            list.iter()
                .map(|one| (one.path.clone(), one.aspects.clone()))
                .collect()
        };
        assert_eq!(changes.form, ["title"]);
        assert_eq!(names(&changes.added), [("comment".to_owned(), vec![])]);
        assert_eq!(names(&changes.removed), [("remark".to_owned(), vec![])]);
        assert_eq!(
            names(&changes.changed),
            [
                ("counts/ill".to_owned(), vec!["words", "moved"]),
                ("staff".to_owned(), vec!["type"])
            ]
        );
    }
}
