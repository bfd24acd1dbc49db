// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Facilities and open defects as tablets know them: entries of two lists of the project. What people
//! see is read from the tables of inspections; the lists follow them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;
use web::{App, Error};

use crate::changing::short;
use crate::entities::{self, Origin};
use crate::model::inspecting::{Defect, DefectFacts, Facility, Inspection, Settings};
use crate::model::{Entity, EntityFacts, List, Project};
use crate::store;

/// The properties of facilities on tablets.
const OF_FACILITIES: [&str; 4] = ["art", "ort", "termin", "anlass"];

/// The properties of open defects on tablets.
const OF_DEFECTS: [&str; 8] = [
    "einrichtung",
    "punkt",
    "befund",
    "schwere",
    "feststellung",
    "massnahme",
    "frist",
    "stand",
];

/// Who changes the lists, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By {
    /// The number of the actor.
    pub(crate) actor: i64,
    /// The moment.
    pub(crate) at: Timestamp,
}

/// The list of this name with its properties, made if it is not there.
async fn list(
    tx: &db::Tx,
    project: &Project,
    (name, properties): (&str, &[&str]),
    at: Timestamp,
) -> Result<Option<List>, Error> {
    if name.is_empty() {
        return Ok(None);
    }
    let known = find(tx, project, name).await?;
    let has_all = |list: &List| properties.iter().all(|property| list.has(property));
    if known.as_ref().is_some_and(has_all) {
        return Ok(known);
    }
    store::lists::add(tx, project.id, (name, false), at).await?;
    for property in properties {
        store::lists::add_property(tx, project.id, (name, property), at).await?;
    }
    find(tx, project, name).await
}

async fn find(tx: &db::Tx, project: &Project, name: &str) -> Result<Option<List>, Error> {
    let lists = store::lists::of_project(tx, project.id).await?;
    Ok(lists.into_iter().find(|list| list.name == name))
}

/// Writes an entry, if something of it changes.
async fn put(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (list, id): (&List, Uuid),
    facts: EntityFacts,
    by: By,
) -> Result<(), Error> {
    let origin = |base| Origin {
        actor: by.actor,
        record: None,
        base,
        at: by.at,
    };
    let Some(mut entity) = store::entities::lock(tx, list, id).await? else {
        let entity = Entity {
            project: project.id,
            list: list.name.clone(),
            id,
            number: 1,
            actor: by.actor,
            conflict: None,
            created_at: by.at,
            updated_at: None,
            deleted_at: None,
        };
        store::entities::add(tx, &entity).await?;
        return entities::add_version(app, tx, project, &entity, (&facts, origin(None))).await;
    };
    let kept = store::entities::find(tx, list, id).await?;
    let kept = kept.ok_or(Error::NotFound)?;
    let before = entities::open(app, tx, project, &kept.entity, &kept.version).await?;
    let is_same = before.label == facts.label && before.data == facts.data;
    if is_same && entity.deleted_at.is_none() {
        return Ok(());
    }
    let base = entity.number;
    entity.number += 1;
    entity.updated_at = Some(by.at);
    entity.deleted_at = None;
    store::entities::change(tx, &entity).await?;
    entities::add_version(app, tx, project, &entity, (&facts, origin(Some(base)))).await
}

async fn remove(tx: &db::Tx, list: &List, id: Uuid, at: Timestamp) -> Result<(), Error> {
    if let Some(mut entity) = store::entities::lock(tx, list, id).await?
        && entity.deleted_at.is_none()
    {
        entity.deleted_at = Some(at);
        entity.updated_at = Some(at);
        store::entities::change(tx, &entity).await?;
    }
    Ok(())
}

fn facts(label: String, values: Vec<(&str, String)>) -> EntityFacts {
    let data: BTreeMap<String, String> = values
        .into_iter()
        .map(|(name, value)| (name.to_owned(), short(value)))
        .collect();
    EntityFacts {
        label: short(label),
        data,
        ..EntityFacts::default()
    }
}

/// Brings the entry of a facility up to date.
pub(crate) async fn facility(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    settings: &Settings,
    (facility, by): (&Facility, By),
) -> Result<(), Error> {
    let wanted = (settings.facility_list.as_str(), &OF_FACILITIES[..]);
    let Some(list) = list(tx, project, wanted, by.at).await? else {
        return Ok(());
    };
    if !facility.is_chosen {
        return remove(tx, &list, facility.entity(), by.at).await;
    }
    let planned = store::inspecting::inspections::planned_of(tx, project.id, facility.institution);
    let planned = planned.await?;
    let next = planned.first();
    let day = next.and_then(|one: &Inspection| one.planned_on);
    let values = vec![
        ("art", facility.kind.clone()),
        ("ort", facility.town.clone()),
        ("termin", day.map_or(String::new(), |day| day.to_string())),
        (
            "anlass",
            next.map_or(String::new(), |one| one.occasion.name().to_owned()),
        ),
    ];
    let facts = facts(facility.name.clone(), values);
    put(app, tx, project, (&list, facility.entity()), facts, by).await
}

/// Brings the entry of a defect up to date; one that is closed is taken away.
pub(crate) async fn defect(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    settings: &Settings,
    (defect, written, by): (&Defect, &DefectFacts, By),
) -> Result<(), Error> {
    let wanted = (settings.defect_list.as_str(), &OF_DEFECTS[..]);
    let Some(list) = list(tx, project, wanted, by.at).await? else {
        return Ok(());
    };
    if !defect.state.is_open() {
        return remove(tx, &list, defect.id, by.at).await;
    }
    let name = defect.item.rsplit('/').next().unwrap_or_default();
    let label = if written.text.is_empty() {
        defect.title.clone()
    } else {
        written.text.clone()
    };
    let values = vec![
        ("einrichtung", defect.institution.to_string()),
        ("punkt", name.to_owned()),
        ("befund", written.code.clone()),
        ("schwere", defect.severity.clone()),
        ("feststellung", written.text.clone()),
        ("massnahme", written.measure.clone()),
        (
            "frist",
            defect.deadline.map_or(String::new(), |day| day.to_string()),
        ),
        ("stand", defect.state.name().to_owned()),
    ];
    put(
        app,
        tx,
        project,
        (&list, defect.id),
        facts(label, values),
        by,
    )
    .await
}
