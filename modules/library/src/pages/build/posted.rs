// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a post of the builder wants, as edits.

use form_design::edit::Edit;
use form_design::places::{self, Place};
use forms::{FormSpec, Item};
use web::Context;
use web::form::Fields;

use super::added::{add, after, begun, choice, wrapped_in};
use super::saved::save;
use super::settings::Errors;
use crate::build::Wish;

/// What is to be done, and what to say when it was.
pub(super) struct Wanted {
    pub(super) what: What,
    pub(super) done: &'static str,
    /// Whether conditions were posted to which something is still to be written.
    pub(super) is_unfinished: bool,
    /// What is to be chosen then, where the change itself does not say it.
    pub(super) beside: Option<String>,
}

pub(super) enum What {
    Undo,
    Redo,
    Change(Vec<Wish>),
}

impl Wanted {
    pub(super) fn edit(edit: Edit, done: &'static str) -> Self {
        Self {
            what: What::Change(vec![Wish::plain(edit)]),
            done,
            is_unfinished: false,
            beside: None,
        }
    }
}

/// Reads what was posted about the thing at `chosen`.
pub(super) fn read(
    context: &Context,
    spec: &FormSpec,
    chosen: &str,
    fields: &Fields,
) -> Result<Wanted, Errors> {
    let (deed, about) = match fields.text("tun").split_once(':') {
        Some((deed, about)) => (deed, about),
        None => (fields.text("tun"), ""),
    };
    let path = || chosen.to_owned();
    Ok(match deed {
        "zurueck" => Wanted {
            what: What::Undo,
            done: "undone",
            is_unfinished: false,
            beside: None,
        },
        "wieder" => Wanted {
            what: What::Redo,
            done: "redone",
            is_unfinished: false,
            beside: None,
        },
        "neu" => add(context, spec, chosen, about, fields),
        "kopie" => {
            let place = after(spec, chosen);
            Wanted::edit(
                Edit::Copy {
                    path: path(),
                    place,
                },
                "copied",
            )
        }
        "entfernen" => Wanted {
            beside: neighbour(spec, chosen),
            ..Wanted::edit(Edit::Remove { path: path() }, "removed")
        },
        "hoch" | "runter" | "rein" | "raus" => match beside(spec, chosen, deed) {
            Some(place) => Wanted::edit(
                Edit::Move {
                    path: path(),
                    place,
                },
                "moved",
            ),
            None => Wanted {
                what: What::Change(Vec::new()),
                done: "moved",
                is_unfinished: false,
                beside: None,
            },
        },
        "ziehen" => Wanted::edit(
            Edit::Move {
                path: fields.text("was").to_owned(),
                place: Place {
                    parent: fields.text("wohin").to_owned(),
                    index: fields.text("stelle").parse().unwrap_or(0),
                },
            },
            "moved",
        ),
        "gruppe" | "wiederholung" => Wanted::edit(
            Edit::Wrap {
                paths: vec![path()],
                repeat: deed == "wiederholung",
                label: begun(context, spec, wrapped_in(deed), &[]),
            },
            "wrapped",
        ),
        "aufloesen" => Wanted::edit(Edit::Unwrap { path: path() }, "wrapped"),
        "auswahl" => choice(spec, chosen, about, fields),
        _ => save(context, spec, chosen, fields)?,
    })
}

/// Where something goes with one step up, down, into the group before it or out of its group.
fn beside(spec: &FormSpec, path: &str, step: &str) -> Option<Place> {
    let place = places::place_of(spec, path).ok()?;
    let siblings = places::items_at(spec, &place.parent).ok()?;
    let at = |index| Place {
        parent: place.parent.clone(),
        index,
    };
    match step {
        "hoch" if place.index > 0 => Some(at(place.index - 1)),
        "runter" if place.index + 1 < siblings.len() => Some(at(place.index + 1)),
        "rein" => {
            let before = siblings.get(place.index.checked_sub(1)?)?;
            let inner = match before {
                Item::Group(group) => &group.items,
                Item::Repeat(repeat) => &repeat.items,
                Item::Question(_) => return None,
            };
            Some(Place {
                parent: forms::join(&place.parent, before.name()),
                index: inner.len(),
            })
        }
        "raus" if !place.parent.is_empty() => {
            let outer = places::place_of(spec, &place.parent).ok()?;
            Some(Place {
                index: outer.index + 1,
                ..outer
            })
        }
        _ => None,
    }
}

/// What stands where something was that is taken away: what comes after it, else what came before,
/// else what it was in.
fn neighbour(spec: &FormSpec, chosen: &str) -> Option<String> {
    let place = places::place_of(spec, chosen).ok()?;
    let siblings = places::items_at(spec, &place.parent).ok()?;
    let next = siblings.get(place.index + 1);
    let before = || siblings.get(place.index.checked_sub(1)?);
    Some(match next.or_else(before) {
        Some(item) => forms::join(&place.parent, item.name()),
        None => place.parent,
    })
}
