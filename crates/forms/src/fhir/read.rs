// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a Questionnaire to a form: names, and the tree of items.

use std::collections::{BTreeSet, HashMap};

use kernel::Localized;
use serde_json::{Map, Value};

use super::extensions::Extensions;
use super::problem::DEEPEST;
use super::{CONTROL, ReadProblem, ReadProblemKind, TRANSLATION};
use crate::compile::{is_name, join};
use crate::import::{Imported, Lists, Names, ReviewTask, plain};
use crate::lift::{Loss, LossKind};
use crate::spec::{Group, Item, Question, QuestionType, Repeat};

/// What lies within an item: its help, and all other items.
type Within<'a> = (Vec<&'a Map<String, Value>>, Vec<Item>);

pub(super) type Result<T> = std::result::Result<T, ReadProblem>;

fn problem(place: &str, kind: ReadProblemKind) -> ReadProblem {
    ReadProblem {
        place: place.to_owned(),
        kind,
    }
}

/// An item as others refer to it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) kind: QuestionType,
}

/// A document that is being read.
pub(super) struct Reading<'a> {
    pub(super) document: &'a Map<String, Value>,
    pub(super) language: String,
    languages: BTreeSet<String>,
    names: Names,
    pub(super) items: HashMap<&'a str, Known>,
    pub(super) lists: Lists,
    losses: Vec<Loss>,
    tasks: Vec<ReviewTask>,
}

/// Reads a Questionnaire.
pub fn read(bytes: &[u8]) -> Result<Imported> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| ReadProblem {
        place: format!("line {}, column {}", error.line(), error.column()),
        kind: ReadProblemKind::Json(error.to_string()),
    })?;
    let document = value
        .as_object()
        .filter(|document| text(document, "resourceType") == "Questionnaire")
        .ok_or_else(|| problem("", ReadProblemKind::NotQuestionnaire))?;
    let language = match text(document, "language") {
        "" => "de",
        language => language,
    };
    let mut reading = Reading {
        document,
        language: language.to_owned(),
        languages: BTreeSet::new(),
        names: Names::default(),
        items: HashMap::new(),
        lists: Lists::default(),
        losses: Vec::new(),
        tasks: Vec::new(),
    };
    reading.name_items(document, "")?;
    let mut spec = reading.head();
    let (helps, items) = reading.children(document, "", "")?;
    spec.items = items;
    for help in helps {
        reading.lose_value("", "item", text(help, "linkId"));
    }
    reading.languages.remove(&reading.language);
    spec.languages.extend(reading.languages.iter().cloned());
    let wanted = reading.lists.finish(&mut spec);
    Ok(Imported {
        spec,
        losses: reading.losses,
        tasks: reading.tasks,
        wanted,
    })
}

/// A text of an object; empty if there is none.
pub(super) fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The objects of an array; nothing if there is none.
pub(super) fn objects<'a>(
    object: &'a Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> {
    let array = object.get(key).and_then(Value::as_array);
    array.into_iter().flatten().filter_map(Value::as_object)
}

pub(super) fn is_true(object: &Map<String, Value>, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool) == Some(true)
}

/// The items within an object with their places.
fn items<'a>(
    object: &'a Map<String, Value>,
    place: &str,
) -> Result<Vec<(String, &'a Map<String, Value>)>> {
    let Some(value) = object.get("item") else {
        return Ok(Vec::new());
    };
    let missing = || problem(place, ReadProblemKind::Missing("item"));
    let array = value.as_array().ok_or_else(missing)?;
    let mut found = Vec::new();
    for (number, item) in array.iter().enumerate() {
        let dot = if place.is_empty() { "" } else { "." };
        let place = format!("{place}{dot}item[{number}]");
        let missing = || problem(&place, ReadProblemKind::Missing("item"));
        let item = item.as_object().ok_or_else(missing)?;
        found.push((place, item));
    }
    Ok(found)
}

/// Whether an item is the help of the question that it lies in.
fn is_help(item: &Map<String, Value>) -> bool {
    let is_display = text(item, "type") == "display";
    is_display
        && objects(item, "extension").any(|extension| {
            text(extension, "url") == CONTROL
                && extension
                    .get("valueCodeableConcept")
                    .is_some_and(|concept| {
                        let codes = concept.get("coding").and_then(Value::as_array);
                        let mut codes = codes.into_iter().flatten();
                        codes.any(|coding| {
                            coding.get("code").and_then(Value::as_str) == Some("help")
                        })
                    })
        })
}

/// Whether a group is a note: it holds nothing but help.
fn is_note(item: &Map<String, Value>) -> bool {
    let mut within = objects(item, "item").peekable();
    !is_true(item, "repeats") && within.peek().is_some() && within.all(is_help)
}

/// The type of an item, and whether that says all. Groups have none.
fn kind(item: &Map<String, Value>) -> Option<(QuestionType, bool)> {
    let several = is_true(item, "repeats");
    Some(match text(item, "type") {
        "group" => return None,
        "display" => (QuestionType::Note, true),
        "boolean" => (QuestionType::Boolean, true),
        "decimal" => (QuestionType::Decimal, true),
        "integer" => (QuestionType::Integer, true),
        "date" => (QuestionType::Date, true),
        "dateTime" => (QuestionType::DateTime, true),
        "time" => (QuestionType::Time, true),
        "string" | "text" => (QuestionType::Text, true),
        "choice" | "open-choice" if several => (QuestionType::SelectMany, true),
        "choice" | "open-choice" => (QuestionType::SelectOne, true),
        "attachment" => (QuestionType::File, true),
        "quantity" => (QuestionType::Decimal, false),
        _ => (QuestionType::Text, false),
    })
}

impl<'a> Reading<'a> {
    pub(super) fn lose(&mut self, place: &str, kind: LossKind) {
        self.losses.push(Loss {
            place: place.to_owned(),
            kind,
        });
    }

    pub(super) fn lose_value(&mut self, place: &str, element: &str, value: impl Into<String>) {
        let kind = LossKind::Value {
            element: element.to_owned(),
            value: value.into(),
        };
        self.lose(place, kind);
    }

    pub(super) fn task(&mut self, task: ReviewTask) {
        self.tasks.push(task);
    }

    /// Gives every item its name, in the order of the document.
    fn name_items(&mut self, around: &'a Map<String, Value>, place: &str) -> Result<()> {
        if place.matches("item[").count() > DEEPEST {
            return Err(problem(place, ReadProblemKind::TooDeep));
        }
        for (place, item) in items(around, place)? {
            let link = text(item, "linkId");
            if link.is_empty() {
                return Err(problem(&place, ReadProblemKind::Missing("linkId")));
            }
            if self.items.contains_key(link) {
                let kind = ReadProblemKind::Duplicate(link.chars().take(80).collect());
                return Err(problem(&place, kind));
            }
            let last = link.rsplit('/').next().unwrap_or(link);
            let wished = if is_name(last) || !plain(last).is_empty() {
                last
            } else {
                text(item, "text")
            };
            let name = if is_help(item) {
                String::new()
            } else {
                self.names.give(wished, "item")
            };
            let kind = kind(item).map_or(QuestionType::Note, |(kind, _)| kind);
            self.items.insert(link, Known { name, kind });
            self.name_items(item, &place)?;
        }
        Ok(())
    }

    /// A text with its translations.
    pub(super) fn localized(&mut self, object: &Map<String, Value>, key: &str) -> Localized {
        let mut said = Localized::default();
        let written = text(object, key).trim();
        if !written.is_empty() {
            said.0.insert(self.language.clone(), written.to_owned());
        }
        let more = object.get(&format!("_{key}")).and_then(Value::as_object);
        for extension in more.into_iter().flat_map(|more| objects(more, "extension")) {
            if text(extension, "url") != TRANSLATION {
                continue;
            }
            let part = |name: &str| {
                let mut parts = objects(extension, "extension");
                parts.find(|part| text(part, "url") == name)
            };
            let language = part("lang").map_or("", |part| text(part, "valueCode"));
            let content = part("content").map_or("", |part| match text(part, "valueString") {
                "" => text(part, "valueMarkdown"),
                content => content,
            });
            if !language.is_empty() && !content.is_empty() {
                self.languages.insert(language.to_owned());
                said.0
                    .insert(language.to_owned(), content.trim().to_owned());
            }
        }
        said
    }

    /// A text of the language that a designation names.
    pub(super) fn add_language(&mut self, language: &str) {
        self.languages.insert(language.to_owned());
    }

    /// Names the elements that are not carried over.
    pub(super) fn others(&mut self, object: &Map<String, Value>, path: &str, carried: &[&str]) {
        for key in object.keys() {
            let name = key.strip_prefix('_').unwrap_or(key);
            if !carried.contains(&name) {
                self.lose(path, LossKind::Element(key.clone()));
            }
        }
    }

    /// The items within another one: its help, and all others.
    fn children(
        &mut self,
        around: &'a Map<String, Value>,
        place: &str,
        path: &str,
    ) -> Result<Within<'a>> {
        let mut helps = Vec::new();
        let mut children = Vec::new();
        for (place, item) in items(around, place)? {
            if is_help(item) {
                helps.push(item);
            } else {
                self.item(item, &place, path, &mut children)?;
            }
        }
        Ok((helps, children))
    }

    /// The first help; further ones are named.
    fn help(&mut self, helps: Vec<&'a Map<String, Value>>, path: &str) -> Localized {
        let mut helps = helps.into_iter();
        let first = helps.next();
        let hint = first.map(|help| self.localized(help, "text"));
        for help in helps {
            self.lose_value(path, "item", text(help, "linkId"));
        }
        hint.unwrap_or_default()
    }

    fn item(
        &mut self,
        item: &'a Map<String, Value>,
        place: &str,
        around: &str,
        out: &mut Vec<Item>,
    ) -> Result<()> {
        let link = text(item, "linkId");
        let name = self.items.get(link).map(|known| known.name.clone());
        let name = name.unwrap_or_default();
        let path = join(around, &name);
        let link_id = (link != path).then(|| link.to_owned());
        let label = self.localized(item, "text");
        let relevant = self.condition(item, &path);
        let found = kind(item).or_else(|| is_note(item).then_some((QuestionType::Note, true)));
        let Some((kind, is_whole)) = found else {
            self.others(item, &path, &GROUP);
            let mut extensions = Extensions::of(item);
            let occurs = extensions.occurs(self, &path);
            extensions.unknown(self, &path);
            if is_true(item, "required") {
                self.lose_value(&path, "required", "true");
            }
            let (helps, items) = self.children(item, place, &path)?;
            let hint = self.help(helps, &path);
            out.push(if is_true(item, "repeats") {
                let count = match occurs {
                    (Some(least), Some(most)) if least == most => Some(most.to_string()),
                    (None, None) => None,
                    _ => {
                        self.lose_value(&path, "extension", "questionnaire-maxOccurs");
                        None
                    }
                };
                Item::Repeat(Repeat {
                    name,
                    label,
                    relevant,
                    count,
                    hint,
                    link_id,
                    items,
                    ..Repeat::default()
                })
            } else {
                Item::Group(Group {
                    name,
                    label,
                    relevant,
                    hint,
                    link_id,
                    items,
                    ..Group::default()
                })
            });
            return Ok(());
        };
        if !is_whole {
            self.lose(&path, LossKind::Type(text(item, "type").to_owned()));
        }
        let mut question = Question {
            name,
            kind,
            label,
            relevant,
            link_id,
            ..Question::default()
        };
        self.question(item, &mut question, &path);
        let (help, others): (Vec<_>, Vec<_>) = items(item, place)?
            .into_iter()
            .partition(|(_, inner)| is_help(inner));
        question.hint = self.help(help.into_iter().map(|(_, help)| help).collect(), &path);
        let is_repeated = is_true(item, "repeats") && !question.kind.is_select();
        if is_repeated && kind != QuestionType::Note {
            let rounds = self.names.give(&format!("{}_list", question.name), "list");
            // The path is a longer one now.
            let longer = join(&join(around, &rounds), &question.name);
            question.link_id = (link != longer).then(|| link.to_owned());
            let relevant = question.relevant.take();
            let mut list = format!("{link}#list");
            while self.items.contains_key(list.as_str()) {
                list.push('#');
            }
            let link_id = Some(list);
            out.push(Item::Repeat(Repeat {
                name: rounds,
                label: question.label.clone(),
                relevant,
                link_id,
                items: vec![Item::Question(Box::new(question))],
                ..Repeat::default()
            }));
        } else {
            out.push(Item::Question(Box::new(question)));
        }
        // What depends on the answer stands after the question.
        for (place, inner) in others {
            self.lose_value(&path, "item", text(inner, "linkId"));
            self.item(inner, &place, around, out)?;
        }
        Ok(())
    }
}

/// What of a group is carried over.
const GROUP: [&str; 10] = [
    "linkId",
    "text",
    "type",
    "repeats",
    "required",
    "item",
    "enableWhen",
    "enableBehavior",
    "extension",
    "id",
];
