// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is sealed is opened only here. Callers have asked whether the actor may.

use db::ConnectionTrait;
use kernel::{Id, PersonId};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::{App, Error};

use crate::model::{Actor, Comment, Facts, List, Project, Record, RecordFile, SealedVersion};
use crate::store::entities::Which;
use crate::{actions, store};

/// What was sent, as it was sent.
pub(crate) async fn xml(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    version: &SealedVersion,
) -> Result<Vec<u8>, Error> {
    let context = SealedVersion::xml_context(version.record, version.number);
    let plain = app
        .vault
        .open(conn, project.office, &context, &version.sealed_xml)
        .await?;
    Ok(plain.to_vec())
}

/// What was read from what was sent.
pub(crate) async fn facts(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    (record, number, sealed): (Uuid, i64, &[u8]),
) -> Result<Facts, Error> {
    let context = SealedVersion::facts_context(record, number);
    let plain = app
        .vault
        .open(conn, project.office, &context, sealed)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// The facts of a version.
pub(crate) async fn facts_of(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    version: &SealedVersion,
) -> Result<Facts, Error> {
    let sealed = (
        version.record,
        version.number,
        version.sealed_facts.as_slice(),
    );
    facts(app, conn, project, sealed).await
}

/// What was said.
pub(crate) async fn comment(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    comment: &Comment,
) -> Result<String, Error> {
    let context = Comment::context(comment.id);
    let plain = app
        .vault
        .open(conn, project.office, &context, &comment.sealed)
        .await?;
    String::from_utf8(plain.to_vec()).map_err(Error::internal)
}

/// The key of a tablet; none if it was withdrawn.
pub(crate) async fn key(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    tablet: &Actor,
) -> Result<Option<String>, Error> {
    let Some(sealed) = &tablet.sealed_key else {
        return Ok(None);
    };
    let context = Actor::key_context(tablet.id);
    let plain = app
        .vault
        .open(conn, project.office, &context, sealed)
        .await?;
    let key = String::from_utf8(plain.to_vec()).map_err(Error::internal)?;
    Ok(Some(key))
}

/// What a name of a file is kept under.
pub(crate) fn name_hash(record: Uuid, name: &str) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(record.as_bytes());
    hasher.update(name.as_bytes());
    hasher.finalize().to_vec()
}

/// What a name or a part of a file is sealed for.
pub(crate) fn file_context(record: Uuid, name_hash: &[u8], part: Option<i64>) -> String {
    let hash = hex::encode(name_hash);
    match part {
        Some(part) => format!("fieldwork-file:{record}:{hash}:{part}"),
        None => format!("fieldwork-file-name:{record}:{hash}"),
    }
}

/// A part of a file: the record, the hash of the name, and the number of the part from 0.
pub(crate) async fn file_part(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    (record, name_hash, part): (Uuid, &[u8], i64),
) -> Result<Vec<u8>, Error> {
    let sealed = store::files::part(conn, record, name_hash, part).await?;
    let sealed = sealed.ok_or(Error::NotFound)?;
    let context = file_context(record, name_hash, Some(part));
    let plain = app
        .vault
        .open(conn, project.office, &context, &sealed)
        .await?;
    Ok(plain.to_vec())
}

/// A file of a record with its bytes, if it is there.
pub(crate) async fn file(
    app: &App,
    conn: &impl ConnectionTrait,
    project: &Project,
    (record, name): (Uuid, &str),
) -> Result<Option<(RecordFile, Vec<u8>)>, Error> {
    let hash = name_hash(record, name);
    let Some(file) = store::files::find(conn, record, &hash).await? else {
        return Ok(None);
    };
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    for part in 0..file.parts {
        bytes.extend(file_part(app, conn, project, (record, &hash, part)).await?);
    }
    Ok(Some((file, bytes)))
}

/// Notes that records were opened: one, or how many of a form.
pub(crate) async fn note(
    app: &App,
    project: &Project,
    person: PersonId,
    opened: Result<&Record, usize>,
) -> Result<(), Error> {
    let (subject, count) = match opened {
        Ok(record) => (
            audit::Subject::new("record", Id::<()>::from_uuid(record.id)),
            1,
        ),
        Err(count) => (audit::Subject::new("organisation", project.office), count),
    };
    note_opened(app, project, person, subject, ("records", count)).await
}

/// Notes that the entities of a list were opened.
pub(crate) async fn note_entities(
    app: &App,
    project: &Project,
    person: PersonId,
    list: &List,
) -> Result<(), Error> {
    let count = store::entities::count(app.db.read(), list, Which::Living).await?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let subject = audit::Subject::new("organisation", project.office);
    note_opened(app, project, person, subject, ("entities", count)).await
}

/// Notes that an entity was opened.
pub(crate) async fn note_entity(
    app: &App,
    project: &Project,
    person: PersonId,
    entity: Uuid,
) -> Result<(), Error> {
    let subject = audit::Subject::new("entity", Id::<()>::from_uuid(entity));
    note_opened(app, project, person, subject, ("entities", 1)).await
}

async fn note_opened(
    app: &App,
    project: &Project,
    person: PersonId,
    subject: audit::Subject,
    (what, count): (&'static str, usize),
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: project.office.uuid(),
        actor: Some(person),
        action: actions::RECORD_OPEN,
        subject,
        facts: vec![("project", project.id.into()), (what, count.into())],
    };
    let tx = app.db.begin().await?;
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(())
}
