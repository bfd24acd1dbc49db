// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Entities as people and programs make, change, delete and take them back. Callers have asked whether
//! the actor may. What records do with them is in [`crate::following`].

use std::collections::BTreeMap;

use db::ConnectionTrait;
use jiff::Timestamp;
use kernel::{Id, PersonId};
use odk::openrosa::EntityTable;
use uuid::Uuid;
use web::{App, Error};

use crate::changing::{entry, short};
use crate::model::{Entity, EntityFacts, List, Project, SealedEntity};
use crate::store::entities::{Kept, Which};
use crate::{actions, store};

/// How many entities are drawn at once.
pub(crate) const PAGE: i64 = 500;

/// Who changes entities.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By<'a> {
    /// The person.
    pub(crate) person: PersonId,
    /// Her number.
    pub(crate) actor: i64,
    /// The program, as it calls itself; may be empty.
    pub(crate) program: &'a str,
}

/// Why an entity was not made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Everything needs a name.
    NoLabel,
    /// The list has no such property.
    NoProperty(String),
    /// The list has one with this identifier.
    Exists(Uuid),
    /// Somebody has changed it; the number of the newest version.
    Outdated(i64),
    /// It was deleted before.
    Deleted,
}

/// What is said of a version.
pub(crate) async fn open(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    entity: &Entity,
    version: &SealedEntity,
) -> Result<EntityFacts, Error> {
    let context = entity.context(version.number);
    let plain = app
        .vault
        .open(conn, project.office, &context, &version.sealed)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// The entities of a list as the file that forms read.
pub(crate) async fn table(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    list: &List,
) -> Result<Vec<u8>, Error> {
    let properties: Vec<&str> = list
        .properties
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let mut table = EntityTable::begin(Vec::new(), &properties).map_err(Error::internal)?;
    let mut after = None;
    loop {
        let page = store::entities::page(conn, list, Which::Living, after, (0, PAGE)).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.entity.created_at, last.entity.id));
        for kept in &page {
            let facts = open(app, conn, project, &kept.entity, &kept.version).await?;
            let id = kept.entity.id.to_string();
            let number = u64::try_from(kept.entity.number).unwrap_or(1);
            table
                .entity(&id, &facts.label, number, &facts.data)
                .map_err(Error::internal)?;
        }
    }
    table.finish().map_err(Error::internal)
}

/// How a version comes about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    /// Who.
    pub(crate) actor: i64,
    /// The record that makes it.
    pub(crate) record: Option<Uuid>,
    /// The version that was known.
    pub(crate) base: Option<i64>,
    /// When.
    pub(crate) at: Timestamp,
}

/// Adds a version to an entity whose `number` says which one it is.
pub(crate) async fn add_version(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    entity: &Entity,
    (facts, origin): (&EntityFacts, Origin),
) -> Result<(), Error> {
    let plain = serde_json::to_vec(facts).map_err(Error::internal)?;
    let context = entity.context(entity.number);
    let sealed = app.vault.seal(tx, project.office, &context, &plain).await?;
    let version = SealedEntity {
        number: entity.number,
        base: origin.base,
        actor: origin.actor,
        record: origin.record,
        created_at: origin.at,
        sealed,
    };
    Ok(store::entities::add_version(tx, entity, &version).await?)
}

/// What a new entity is to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Its identifier, if it has one.
    pub(crate) id: Option<Uuid>,
    /// What people call it.
    pub(crate) label: String,
    /// Its values by property.
    pub(crate) data: BTreeMap<String, String>,
}

fn unknown(list: &List, data: &BTreeMap<String, String>) -> Option<Refused> {
    let name = data.keys().find(|name| !list.has(name))?;
    Some(Refused::NoProperty(name.clone()))
}

/// Makes entities: all, or none and why.
pub(crate) async fn make(
    app: &App,
    project: &Project,
    list: &List,
    by: By<'_>,
    wanted: Vec<Wanted>,
) -> Result<Result<Vec<Entity>, Refused>, Error> {
    let tx = app.db.begin().await?;
    let mut made = Vec::with_capacity(wanted.len());
    for one in wanted {
        match make_one(app, &tx, project, list, by, one).await? {
            Ok(entity) => made.push(entity),
            Err(refused) => {
                tx.rollback().await?;
                return Ok(Err(refused));
            }
        }
    }
    let number = i64::try_from(made.len()).unwrap_or(i64::MAX);
    note(app, &tx, project, by, "entities-made", number).await?;
    tx.commit().await?;
    Ok(Ok(made))
}

async fn make_one(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    list: &List,
    by: By<'_>,
    wanted: Wanted,
) -> Result<Result<Entity, Refused>, Error> {
    if wanted.label.trim().is_empty() {
        return Ok(Err(Refused::NoLabel));
    }
    if let Some(refused) = unknown(list, &wanted.data) {
        return Ok(Err(refused));
    }
    let at = app.clock.now();
    let made = || Id::<()>::new(app.clock.as_ref(), app.chance.as_ref()).uuid();
    let entity = Entity {
        project: project.id,
        list: list.name.clone(),
        id: wanted.id.unwrap_or_else(made),
        number: 1,
        actor: by.actor,
        conflict: None,
        created_at: at,
        updated_at: None,
        deleted_at: None,
    };
    if !store::entities::add(tx, &entity).await? {
        return Ok(Err(Refused::Exists(entity.id)));
    }
    let facts = EntityFacts {
        label: short(wanted.label.trim().to_owned()),
        data: kept(wanted.data),
        program: by.program.to_owned(),
        ..EntityFacts::default()
    };
    let origin = Origin {
        actor: by.actor,
        record: None,
        base: None,
        at,
    };
    add_version(app, tx, project, &entity, (&facts, origin)).await?;
    Ok(Ok(entity))
}

/// Values as they are kept.
fn kept(data: BTreeMap<String, String>) -> BTreeMap<String, String> {
    data.into_iter()
        .map(|(name, value)| (name, short(value)))
        .collect()
}

/// What is to be changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Change {
    /// What people call it, if that changes.
    pub(crate) label: Option<String>,
    /// Values by property; what is absent stays.
    pub(crate) data: BTreeMap<String, String>,
    /// The version that the person had seen; none if that does not matter.
    pub(crate) base: Option<i64>,
    /// Whether a contradiction is settled by it.
    pub(crate) settles: bool,
}

/// Changes an entity.
pub(crate) async fn change(
    app: &App,
    project: &Project,
    list: &List,
    (id, by): (Uuid, By<'_>),
    change: Change,
) -> Result<Result<Kept, Refused>, Error> {
    if change
        .label
        .as_ref()
        .is_some_and(|label| label.trim().is_empty())
    {
        return Ok(Err(Refused::NoLabel));
    }
    if let Some(refused) = unknown(list, &change.data) {
        return Ok(Err(refused));
    }
    let at = app.clock.now();
    let tx = app.db.begin().await?;
    let mut entity = store::entities::lock(&tx, list, id)
        .await?
        .ok_or(Error::NotFound)?;
    let refused = if entity.deleted_at.is_some() {
        Some(Refused::Deleted)
    } else {
        let outdated = change.base.is_some_and(|base| base != entity.number);
        outdated.then_some(Refused::Outdated(entity.number))
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        return Ok(Err(refused));
    }
    let newest = store::entities::find(&tx, list, id).await?;
    let newest = newest.ok_or(Error::NotFound)?;
    let mut facts = open(app, &tx, project, &newest.entity, &newest.version).await?;
    facts.program = by.program.to_owned();
    facts.branch = None;
    facts.conflicting = Vec::new();
    if let Some(label) = &change.label {
        facts.label = short(label.trim().to_owned());
    }
    facts.data.extend(kept(change.data));
    let origin = Origin {
        actor: by.actor,
        record: None,
        base: Some(entity.number),
        at,
    };
    entity.number += 1;
    entity.updated_at = Some(at);
    if change.settles {
        entity.conflict = None;
    }
    store::entities::change(&tx, &entity).await?;
    add_version(app, &tx, project, &entity, (&facts, origin)).await?;
    note(app, &tx, project, by, "entity-changed", 1).await?;
    let changed = store::entities::find(&tx, list, id).await?;
    tx.commit().await?;
    Ok(Ok(changed.ok_or(Error::NotFound)?))
}

/// What happens to an entity as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is deleted, and can be taken back.
    Deleted,
    /// It is taken back.
    TakenBack,
    /// A contradiction is settled as it stands.
    Settled,
}

/// Deletes an entity, takes it back, or settles a contradiction. False if there was nothing to do.
pub(crate) async fn set_fate(
    app: &App,
    project: &Project,
    list: &List,
    (id, by): (Uuid, By<'_>),
    fate: Fate,
) -> Result<bool, Error> {
    let at = app.clock.now();
    let tx = app.db.begin().await?;
    let mut entity = store::entities::lock(&tx, list, id)
        .await?
        .ok_or(Error::NotFound)?;
    let what = match fate {
        Fate::Deleted if entity.deleted_at.is_none() => {
            entity.deleted_at = Some(at);
            "entity-deleted"
        }
        Fate::TakenBack if entity.deleted_at.is_some() => {
            entity.deleted_at = None;
            "entity-taken-back"
        }
        Fate::Settled if entity.conflict.is_some() => {
            entity.conflict = None;
            "entity-settled"
        }
        _ => {
            tx.rollback().await?;
            return Ok(false);
        }
    };
    entity.updated_at = Some(at);
    store::entities::change(&tx, &entity).await?;
    note(app, &tx, project, by, what, 1).await?;
    tx.commit().await?;
    Ok(true)
}

async fn note(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    by: By<'_>,
    what: &'static str,
    number: i64,
) -> Result<(), Error> {
    let entry = entry(project, by.person, actions::RECORD_REVIEW, what, number);
    audit::append(tx, app.clock.as_ref(), entry).await?;
    Ok(())
}
