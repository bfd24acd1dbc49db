// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What records do with entities: an inspection makes a finding, the next one changes it. A record does
//! so once, when it counts: when it arrives without faults, or when it is approved. What cannot be
//! done is said beside the record; the record itself is never lost by it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use kernel::{Clock, Id, Lang};
use odk::openrosa::EntityElement;
use uuid::Uuid;
use web::{App, Error};

use crate::changing::short;
use crate::entities::{self, Origin};
use crate::model::{
    Comment, Conflict, Entity, EntityDeed, EntityFacts, Facts, List, Project, Record,
};
use crate::store;

/// The word for the label among properties that contradict each other.
const LABEL: &str = "label";

/// What a filled form wants to be done with entities. The versions that the device knew stand in what
/// was sent: here they would be calculated from what is known today.
pub(crate) fn deeds(session: &forms::engine::Session, sent: &[EntityElement]) -> Vec<EntityDeed> {
    let version = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok());
    let wanted = session.entities().into_iter();
    wanted
        .filter(|entity| entity.create || entity.update)
        .map(|entity| {
            let as_sent = sent
                .iter()
                .find(|sent| sent.dataset == entity.dataset && sent.id == entity.id);
            EntityDeed {
                base: as_sent.and_then(|sent| version(sent.base_version)),
                trunk: as_sent.and_then(|sent| version(sent.trunk_version)),
                branch: as_sent.and_then(|sent| sent.branch_id.clone()),
                list: entity.dataset,
                id: entity.id,
                create: entity.create,
                update: entity.update,
                label: Some(entity.label.trim().to_owned()).filter(|label| !label.is_empty()),
                data: entity
                    .properties
                    .into_iter()
                    .map(|(name, value)| (name, short(value)))
                    .collect(),
            }
        })
        .collect()
}

/// Why a record could not do something with an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failed {
    NoList,
    NoIdentifier,
    NoLabel,
    Exists,
    NotThere,
    Deleted,
}

impl Failed {
    /// The key of the message.
    fn key(self) -> &'static str {
        match self {
            Self::NoList => "fieldwork-entity-failed-no-list",
            Self::NoIdentifier => "fieldwork-entity-failed-no-identifier",
            Self::NoLabel => "fieldwork-entity-failed-no-label",
            Self::Exists => "fieldwork-entity-failed-exists",
            Self::NotThere => "fieldwork-entity-failed-not-there",
            Self::Deleted => "fieldwork-entity-failed-deleted",
        }
    }

    fn sentence(self, app: &App, deed: &EntityDeed, lang: Lang) -> String {
        let label = deed.label.as_deref().unwrap_or(&deed.id);
        let facts = [("list", deed.list.as_str().into()), ("label", label.into())];
        app.catalog.text(lang, self.key(), &facts)
    }
}

/// Whose record it is, and how far it has come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    /// The record.
    pub(crate) record: &'a Record,
    /// Who sent or approved it.
    pub(crate) actor: i64,
    /// Whether somebody has approved it.
    pub(crate) is_approved: bool,
    /// When.
    pub(crate) at: Timestamp,
}

/// Does what a record wants with entities, as far as its time has come and it has not done so. What
/// failed is kept as a note beside the record; returns whether anything did.
pub(crate) async fn follow(
    app: &App,
    tx: &db::Tx,
    clock: &dyn Clock,
    project: &Project,
    (step, facts): (Step<'_>, &Facts),
) -> Result<bool, Error> {
    if facts.entities.is_empty() || (step.record.is_aside && !step.is_approved) {
        return Ok(false);
    }
    let done = store::entities::of_record(tx, step.record.id).await?;
    let lists = store::lists::of_project(tx, project.id).await?;
    let mut failures = Vec::new();
    for deed in &facts.entities {
        let list = lists.iter().find(|list| list.name == deed.list);
        let Some(list) = list else {
            failures.push((deed, Failed::NoList));
            continue;
        };
        if list.approval_required && !step.is_approved {
            continue;
        }
        let id = deed.id.strip_prefix("uuid:").unwrap_or(&deed.id);
        let Ok(id) = Uuid::try_parse(id) else {
            failures.push((deed, Failed::NoIdentifier));
            continue;
        };
        let is_done = done
            .iter()
            .any(|done| done.list == list.name && done.entity == id);
        if is_done {
            continue;
        }
        let program = facts.program.as_deref().unwrap_or_default();
        if let Err(failed) = apply(app, tx, project, list, (id, deed), step, program).await? {
            failures.push((deed, failed));
        }
    }
    if failures.is_empty() {
        return Ok(false);
    }
    let sentences = Lang::ALL.map(|lang| {
        let sentences = failures.iter();
        let sentences: Vec<String> = sentences
            .map(|(deed, failed)| failed.sentence(app, deed, lang))
            .collect();
        sentences.join(" ")
    });
    let text = short(sentences.join(" / "));
    let id = Id::<()>::new(clock, app.chance.as_ref()).uuid();
    let sealed = app
        .vault
        .seal(tx, project.office, &Comment::context(id), text.as_bytes())
        .await?;
    let comment = Comment {
        id,
        actor: None,
        review_state: None,
        is_review: false,
        created_at: step.at,
        sealed,
    };
    store::comments::add(tx, step.record.id, &comment).await?;
    Ok(true)
}

async fn apply(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    list: &List,
    (id, deed): (Uuid, &EntityDeed),
    step: Step<'_>,
    program: &str,
) -> Result<Result<(), Failed>, Error> {
    // What a form saves without having been in the list so far belongs to it from now on.
    for name in deed.data.keys().filter(|name| !list.has(name)) {
        store::lists::add_property(tx, project.id, (&list.name, name), step.at).await?;
    }
    match store::entities::lock(tx, list, id).await? {
        Some(entity) if deed.update => {
            if entity.deleted_at.is_some() {
                return Ok(Err(Failed::Deleted));
            }
            update(app, tx, project, (entity, deed), step, program).await?;
            Ok(Ok(()))
        }
        Some(_) => Ok(Err(Failed::Exists)),
        None if deed.create => create(app, tx, project, list, (id, deed), step, program).await,
        None => Ok(Err(Failed::NotThere)),
    }
}

async fn create(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    list: &List,
    (id, deed): (Uuid, &EntityDeed),
    step: Step<'_>,
    program: &str,
) -> Result<Result<(), Failed>, Error> {
    let Some(label) = &deed.label else {
        return Ok(Err(Failed::NoLabel));
    };
    let entity = Entity {
        project: project.id,
        list: list.name.clone(),
        id,
        number: 1,
        actor: step.actor,
        conflict: None,
        created_at: step.at,
        updated_at: None,
        deleted_at: None,
    };
    if !store::entities::add(tx, &entity).await? {
        return Ok(Err(Failed::Exists));
    }
    let facts = EntityFacts {
        label: short(label.clone()),
        data: deed.data.clone(),
        program: program.to_owned(),
        branch: deed.branch.clone(),
        conflicting: Vec::new(),
    };
    let origin = Origin {
        actor: step.actor,
        record: Some(step.record.id),
        base: None,
        at: step.at,
    };
    entities::add_version(app, tx, project, &entity, (&facts, origin)).await?;
    Ok(Ok(()))
}

/// A version with what is said in it.
type Opened = (i64, EntityFacts);

async fn update(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (mut entity, deed): (Entity, &EntityDeed),
    step: Step<'_>,
    program: &str,
) -> Result<(), Error> {
    let mut versions: Vec<Opened> = Vec::new();
    for sealed in store::entities::versions(tx, &entity).await? {
        let facts = entities::open(app, tx, project, &entity, &sealed).await?;
        versions.push((sealed.number, facts));
        // Only a row of changes on one device looks further back than to what the device knew.
        if deed.branch.is_none() && sealed.number <= deed.base.unwrap_or(entity.number) {
            break;
        }
    }
    let base = known(deed, &versions);
    let (_, newest) = versions
        .first()
        .ok_or_else(|| Error::internal("an entity without a version"))?;
    let before = versions.iter().find(|(number, _)| *number == base);
    let conflicting =
        before.map_or_else(Vec::new, |(_, before)| contradictions(before, newest, deed));
    let conflict = (base < entity.number).then_some(if conflicting.is_empty() {
        Conflict::Soft
    } else {
        Conflict::Hard
    });
    let mut facts = EntityFacts {
        program: program.to_owned(),
        branch: deed.branch.clone(),
        conflicting,
        ..newest.clone()
    };
    if let Some(label) = &deed.label {
        facts.label = short(label.clone());
    }
    facts.data.extend(deed.data.clone());
    let origin = Origin {
        actor: step.actor,
        record: Some(step.record.id),
        base: Some(base),
        at: step.at,
    };
    entity.number += 1;
    entity.updated_at = Some(step.at);
    entity.conflict = entity.conflict.max(conflict);
    store::entities::change(tx, &entity).await?;
    entities::add_version(app, tx, project, &entity, (&facts, origin)).await?;
    Ok(())
}

/// The version that a change is based on. A device that changes an entity several times without a
/// network counts on by itself: its changes are based on one another.
fn known(deed: &EntityDeed, versions: &[Opened]) -> i64 {
    let newest = versions.first().map_or(1, |(number, _)| *number);
    let of_branch = deed.branch.as_ref().and_then(|branch| {
        let mut versions = versions.iter();
        versions
            .find(|(_, facts)| facts.branch.as_ref() == Some(branch))
            .map(|(number, _)| *number)
    });
    let base = of_branch
        .or(deed.branch.as_ref().and(deed.trunk))
        .or(deed.base);
    base.map_or(newest, |base| base.clamp(1, newest))
}

/// The properties that a record changes and that were changed otherwise since the version it knew.
fn contradictions(before: &EntityFacts, newest: &EntityFacts, deed: &EntityDeed) -> Vec<String> {
    let nothing = String::new();
    let value = |data: &BTreeMap<String, String>, name: &str| -> String {
        data.get(name).unwrap_or(&nothing).clone()
    };
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (name, wanted) in &deed.data {
        let now = value(&newest.data, name);
        if now != value(&before.data, name) && now != *wanted {
            found.insert(name.clone());
        }
    }
    if let Some(label) = &deed.label
        && newest.label != before.label
        && newest.label != *label
    {
        found.insert(LABEL.to_owned());
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(label: &str, data: &[(&str, &str)], branch: Option<&str>) -> EntityFacts {
        EntityFacts {
            label: label.to_owned(),
            data: pairs(data),
            branch: branch.map(str::to_owned),
            ..EntityFacts::default()
        }
    }

    fn pairs(data: &[(&str, &str)]) -> BTreeMap<String, String> {
        data.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn only_what_both_changed_otherwise_contradicts() {
        let before = facts("Küche", &[("state", "open"), ("note", "")], None);
        let newest = facts("Küche", &[("state", "done"), ("note", "")], None);
        let deed = |data: &[(&str, &str)]| EntityDeed {
            data: pairs(data),
            ..EntityDeed::default()
        };
        assert!(contradictions(&before, &newest, &deed(&[("note", "x")])).is_empty());
        assert!(contradictions(&before, &newest, &deed(&[("state", "done")])).is_empty());
        let both = deed(&[("state", "late"), ("note", "x")]);
        assert_eq!(contradictions(&before, &newest, &both), ["state"]);
        let named = EntityDeed {
            label: Some("Bad".to_owned()),
            ..EntityDeed::default()
        };
        assert!(contradictions(&before, &newest, &named).is_empty());
    }

    #[test]
    fn changes_of_one_device_are_based_on_one_another() {
        let versions = [
            (3, facts("c", &[], Some("b"))),
            (2, facts("b", &[], Some("b"))),
            (1, facts("a", &[], None)),
        ];
        let deed = EntityDeed {
            base: Some(3),
            trunk: Some(1),
            branch: Some("b".to_owned()),
            ..EntityDeed::default()
        };
        assert_eq!(known(&deed, &versions), 3);
        let other = EntityDeed {
            branch: Some("other".to_owned()),
            ..deed.clone()
        };
        assert_eq!(known(&other, &versions), 1);
        let plain = EntityDeed {
            base: Some(2),
            ..EntityDeed::default()
        };
        assert_eq!(known(&plain, &versions), 2);
        assert_eq!(known(&EntityDeed::default(), &versions), 3);
        let ahead = EntityDeed {
            base: Some(9),
            ..EntityDeed::default()
        };
        assert_eq!(known(&ahead, &versions), 3);
    }
}
