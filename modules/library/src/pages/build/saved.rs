// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Settings that were posted, as changes of what differs from what the page showed.

use form_design::edit::{Edit, Setting};
use form_design::places;
use forms::{
    ChoiceSource, Entity, FormSpec, Item, PERIOD_INSTANCE, PREVIOUS_INSTANCE, PeriodKind,
    PrivacyClass, QuestionType, ReleaseRule,
};
use web::Context;
use web::form::Fields;

use super::fields::property_of;
use super::posted::{Wanted, What};
use super::rules;
use super::settings::{Errors, languages};
use crate::build::Wish;

/// The texts in fields that differ from what the page showed.
pub(super) fn save(
    context: &Context,
    spec: &FormSpec,
    chosen: &str,
    fields: &Fields,
) -> Result<Wanted, Errors> {
    let mut wishes: Vec<Wish> = Vec::new();
    let mut errors = Errors::new();
    let (mut rename, mut is_unfinished) = (None, false);
    let is_pressed = fields.text("tun") == "speichern";
    for (name, seen) in &fields.0 {
        let Some(field) = name.strip_prefix("alt:") else {
            continue;
        };
        let (seen, typed) = (seen.trim(), fields.text(field));
        if is_ruled(field) && typed == seen {
            match ruled(spec, chosen, field, fields) {
                Ok(Ruled::Nothing) => {}
                Ok(Ruled::Unfinished(_)) if !is_pressed => is_unfinished = true,
                Ok(Ruled::Unfinished(row)) => {
                    let detail = [("row", row.to_string().into())];
                    let text = context.t_with("library-build-rule-value", &detail);
                    errors.insert(field.to_owned(), text);
                }
                Ok(Ruled::Expression(text)) if text == seen => {}
                Ok(Ruled::Expression(text)) => wishes.push(write(chosen, field, &text, seen)),
                Err(problem) => {
                    let detail = problem.row.to_string();
                    let key = format!("library-build-rule-{}", problem.key);
                    errors.insert(
                        field.to_owned(),
                        context.t_with(&key, &[("row", detail.into())]),
                    );
                }
            }
            continue;
        }
        if typed == seen {
            continue;
        }
        match field {
            "name" => rename = Some(typed.to_owned()),
            "type" => {
                let found = QuestionType::NAMES
                    .iter()
                    .find(|(_, known)| *known == typed);
                if let Some((kind, _)) = found {
                    wishes.push(set(chosen, Setting::Type(*kind)));
                }
            }
            "privacy" => {
                let class: Option<PrivacyClass> = typed.parse().ok();
                wishes.push(set(chosen, Setting::Privacy(class)));
            }
            "release" => match release(typed) {
                Ok(rule) => wishes.push(set(chosen, Setting::Release(rule))),
                Err(part) => {
                    let detail = [("detail", part.as_str().into())];
                    let text = context.t_with("library-build-release-wrong", &detail);
                    errors.insert(field.to_owned(), text);
                }
            },
            "or_other" => wishes.push(set(chosen, Setting::OrOther(typed == "ja"))),
            "period" => {
                if let Ok(period) = typed.parse::<PeriodKind>() {
                    wishes.push(set("", Setting::Period(period)));
                }
            }
            "entity_lists" => {
                let lists = typed.split_whitespace().map(str::to_owned).collect();
                wishes.push(set("", Setting::EntityLists(lists)));
            }
            "entity_list" => wishes.push(set("", Setting::Entities(entities(spec, typed)))),
            "choices" => {
                // Lists of the field service are read from files.
                let source = if typed.strip_suffix(".csv").is_some() {
                    ChoiceSource::File
                } else {
                    ChoiceSource::List
                };
                wishes.push(set(chosen, Setting::ChoiceSource(source)));
                wishes.push(write(chosen, field, typed, seen));
            }
            "default" => {
                // What is no expression is a value.
                let is_expression = typed.contains(['$', '(']);
                wishes.push(set(chosen, Setting::DefaultIsText(!is_expression)));
                wishes.push(write(chosen, field, typed, seen));
            }
            field => wishes.push(write(chosen, field, typed, seen)),
        }
    }
    choices(spec, chosen, fields, &mut wishes);
    reads(spec, &mut wishes);
    if let Some(name) = rename {
        let path = chosen.to_owned();
        wishes.push(Wish::plain(Edit::Rename { path, name }));
    }
    if errors.is_empty() {
        Ok(Wanted {
            what: What::Change(wishes),
            done: "saved",
            is_unfinished,
            beside: None,
        })
    } else {
        Err(errors)
    }
}

/// The entity of a form that carries on this list, or none; a new one is called like the first
/// answer until somebody says otherwise.
fn entities(spec: &FormSpec, list: &str) -> Vec<Entity> {
    if list.is_empty() {
        return Vec::new();
    }
    let first = || {
        let questions = spec.questions();
        let asked = questions
            .iter()
            .find(|(_, question)| question.kind.is_asked());
        asked.map(|(_, question)| format!("${{{}}}", question.name))
    };
    let known = spec.entities.first().cloned();
    vec![Entity {
        list: list.to_owned(),
        ..known.unwrap_or_else(|| Entity {
            label: first(),
            ..Entity::default()
        })
    }]
}

/// A rule how coarse a value must become, as it is written in a workbook; the error is the part that
/// is none.
fn release(typed: &str) -> Result<Option<ReleaseRule>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some)
}

/// A form says beforehand whether its expressions read the period or the report before.
fn reads(spec: &FormSpec, wishes: &mut Vec<Wish>) {
    let reads = |instance: &str| {
        let called = [
            format!("instance('{instance}')"),
            format!("instance(\"{instance}\")"),
        ];
        wishes.iter().any(|wish| match &wish.edit {
            Edit::Write {
                text: Some(text), ..
            } => called.iter().any(|call| text.contains(call)),
            _ => false,
        })
    };
    let previous = reads(PREVIOUS_INSTANCE) && !spec.reads_previous;
    let period = reads(PERIOD_INSTANCE) && !spec.reads_period;
    if previous {
        wishes.insert(0, set("", Setting::ReadsPrevious(true)));
    }
    if period {
        wishes.insert(0, set("", Setting::ReadsPeriod(true)));
    }
}

/// The choices whose codes or labels were changed.
fn choices(spec: &FormSpec, chosen: &str, fields: &Fields, wishes: &mut Vec<Wish>) {
    let Ok(Item::Question(question)) = places::item(spec, chosen) else {
        return;
    };
    let list = question.choices.clone().unwrap_or_default();
    // Of another list than the page showed, nothing is known.
    if fields.text("liste") != list {
        return;
    }
    for (index, known) in spec.choices.get(&list).into_iter().flatten().enumerate() {
        let name = |what: &str| format!("wahl.{index}.{what}");
        if !fields.has(&name("code")) || fields.text(&name("alt")) != known.code {
            continue;
        }
        let mut choice = known.clone();
        fields.text(&name("code")).clone_into(&mut choice.code);
        for (tag, _) in languages(spec) {
            let text = fields.text(&name(&format!("label.{tag}")));
            if text.is_empty() {
                choice.label.0.remove(&tag);
            } else {
                choice.label.0.insert(tag, text.to_owned());
            }
        }
        if choice != *known {
            wishes.push(Wish::plain(Edit::SetChoice {
                list: list.clone(),
                index,
                choice,
            }));
        }
    }
}

fn set(path: &str, setting: Setting) -> Wish {
    Wish::plain(Edit::Set {
        path: path.to_owned(),
        setting,
    })
}

fn write(path: &str, field: &str, text: &str, seen: &str) -> Wish {
    Wish {
        edit: Edit::Write {
            path: path.to_owned(),
            property: property_of(field),
            text: (!text.is_empty()).then(|| text.to_owned()),
        },
        seen: Some(seen.to_owned()),
    }
}

/// Whether a field can be said by clicking.
fn is_ruled(field: &str) -> bool {
    matches!(field, "relevant" | "constraint" | "warning")
}

/// What the rows of a field say.
enum Ruled {
    /// Nothing new.
    Nothing,
    /// Something is to be written yet, in this row (from 1).
    Unfinished(usize),
    /// An expression; empty for none.
    Expression(String),
}

/// What the rows of a field say, if rows were shown.
fn ruled(
    spec: &FormSpec,
    chosen: &str,
    field: &str,
    fields: &Fields,
) -> Result<Ruled, rules::RowProblem> {
    if !fields.has(&format!("regel:{field}:0:feld")) {
        return Ok(Ruled::Nothing);
    }
    let (any, rows) = rules::posted(fields, field);
    // The rows that were shown mean what the expression means, however it is written.
    let seen = fields.text(&format!("alt:{field}"));
    if rules::rows(seen, spec, chosen).is_some_and(|known| known == (any, rows.clone())) {
        return Ok(Ruled::Nothing);
    }
    if let Some(index) = rows.iter().position(rules::Row::is_unfinished) {
        return Ok(Ruled::Unfinished(index + 1));
    }
    // Whether the form reads the report before follows from what it says.
    let mut spec = spec.clone();
    spec.reads_previous |= spec.period != PeriodKind::Event;
    let text = rules::expression(any, &rows, &spec, chosen)?;
    Ok(Ruled::Expression(text.unwrap_or_default()))
}
