// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is put in: questions, groups and choices, with texts to begin with.

use form_design::edit::{Edit, NewItem, Property, propose_name, usable_name};
use form_design::places::{self, Place};
use forms::{Choice, FormSpec, Item, QuestionType};
use kernel::Localized;
use web::form::Fields;
use web::{Context, Value};

use super::posted::{Wanted, What};
use super::settings::languages;

/// The place behind the thing that is chosen; at the end of the form if nothing is.
pub(super) fn after(spec: &FormSpec, chosen: &str) -> Place {
    match places::place_of(spec, chosen) {
        Ok(place) => Place {
            index: place.index + 1,
            ..place
        },
        Err(_) => Place {
            parent: String::new(),
            index: spec.items.len(),
        },
    }
}

/// Where something new is wanted: where it was dropped, in the group that is chosen, or behind what
/// is chosen.
pub(super) fn place_of_new(spec: &FormSpec, chosen: &str, fields: &Fields) -> Place {
    let inside = fields.text("ort") == "in";
    match places::item(spec, chosen) {
        // Dropped from the palette.
        _ if fields.has("stelle") => Place {
            parent: fields.text("wohin").to_owned(),
            index: fields.text("stelle").parse().unwrap_or(0),
        },
        Ok(Item::Group(group)) if inside => Place {
            parent: chosen.to_owned(),
            index: group.items.len(),
        },
        Ok(Item::Repeat(repeat)) if inside => Place {
            parent: chosen.to_owned(),
            index: repeat.items.len(),
        },
        _ => after(spec, chosen),
    }
}

pub(super) fn add(
    context: &Context,
    spec: &FormSpec,
    chosen: &str,
    about: &str,
    fields: &Fields,
) -> Wanted {
    let kind = match about {
        "group" => NewItem::Group,
        "repeat" => NewItem::Repeat,
        name => {
            let found = QuestionType::NAMES.iter().find(|(_, known)| *known == name);
            NewItem::Question(found.map_or(QuestionType::Text, |(kind, _)| *kind))
        }
    };
    let place = place_of_new(spec, chosen, fields);
    let words = match kind {
        NewItem::Group => "library-build-group",
        NewItem::Repeat => "library-build-repeat",
        NewItem::Question(_) => "library-build-new-question",
    };
    // A text to begin with, so that the form can be looked at.
    let label = begun(context, spec, words, &[]);
    let mut edits = vec![Edit::Add {
        place: place.clone(),
        kind,
        label,
        name: Some(propose_name(
            spec,
            match kind {
                NewItem::Group => "gruppe",
                NewItem::Repeat => "wiederholung",
                NewItem::Question(_) => "frage",
            },
            "frage",
        )),
    }];
    let is_select = matches!(kind, NewItem::Question(kind) if kind.is_select());
    if let (
        true,
        Edit::Add {
            name: Some(name), ..
        },
    ) = (is_select, &edits[0])
    {
        let list = free_list(spec, name);
        let path = forms::join(&place.parent, name);
        let choices = (1..=2).map(|number| Choice {
            code: number.to_string(),
            label: begun(
                context,
                spec,
                "library-build-new-choice",
                &[("number", number.into())],
            ),
            ..Choice::default()
        });
        let choices = choices.collect();
        edits.push(Edit::AddList {
            list: list.clone(),
            choices,
        });
        edits.push(Edit::Write {
            path,
            property: Property::Choices,
            text: Some(list),
        });
    }
    Wanted::edit(Edit::Several { edits }, "added")
}

/// The words for what things are wrapped in.
pub(super) fn wrapped_in(deed: &str) -> &'static str {
    if deed == "wiederholung" {
        "library-build-repeat"
    } else {
        "library-build-group"
    }
}

/// A text to begin with, in every language of the form that this installation speaks, and in that
/// which is shown where another is missing.
pub(super) fn begun(
    context: &Context,
    spec: &FormSpec,
    key: &str,
    arguments: &[(&str, Value)],
) -> Localized {
    let texts = spec.languages.iter().filter_map(|tag| {
        let lang = tag.parse().ok();
        let lang = lang.or((*tag == spec.default_language).then(|| context.lang()))?;
        Some((tag.clone(), context.t_in(lang, key, arguments)))
    });
    Localized(texts.collect())
}

fn free_list(spec: &FormSpec, name: &str) -> String {
    let mut list = format!("liste_{name}");
    let mut number = 1;
    while spec.choices.contains_key(&list) {
        number += 1;
        list = format!("liste_{name}_{number}");
    }
    list
}

/// A button beside a choice: `neu`, or `hoch`, `runter`, `weg` with its number.
pub(super) fn choice(spec: &FormSpec, chosen: &str, about: &str, fields: &Fields) -> Wanted {
    let list = match places::item(spec, chosen) {
        Ok(Item::Question(question)) => question.choices.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let count = spec.choices.get(&list).map_or(0, Vec::len);
    let (deed, index) = about.split_once(':').unwrap_or((about, ""));
    let index: usize = index.parse().unwrap_or(0);
    let edit = match deed {
        "hoch" if index > 0 => Edit::MoveChoice {
            list,
            index,
            to: index - 1,
        },
        "runter" if index + 1 < count => Edit::MoveChoice {
            list,
            index,
            to: index + 1,
        },
        "weg" => Edit::RemoveChoice { list, index },
        "neu" => {
            let choices = spec.choices.get(&list);
            let codes: Vec<&str> = choices
                .into_iter()
                .flatten()
                .map(|choice| choice.code.as_str())
                .collect();
            let labels: Vec<(String, String)> = languages(spec)
                .into_iter()
                .map(|(tag, _)| {
                    let text = fields.text(&format!("neu.label.{tag}")).to_owned();
                    (tag, text)
                })
                .collect();
            let first = labels.iter().find(|(_, text)| !text.is_empty());
            let mut code = fields.text("neu.code").to_owned();
            if code.is_empty() {
                code = first.map_or(String::new(), |(_, text)| usable_name(text));
            }
            let wished = if code.is_empty() {
                (count + 1).to_string()
            } else {
                code
            };
            let mut code = wished.clone();
            let mut number = 1;
            while codes.contains(&code.as_str()) {
                number += 1;
                code = format!("{wished}_{number}");
            }
            let label = labels
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .cloned()
                .collect();
            Edit::AddChoice {
                list,
                index: count,
                choice: Choice {
                    code,
                    label: Localized(label),
                    ..Choice::default()
                },
            }
        }
        _ => {
            return Wanted {
                what: What::Change(Vec::new()),
                done: "saved",
                is_unfinished: false,
                beside: None,
            };
        }
    };
    Wanted::edit(edit, "saved")
}
