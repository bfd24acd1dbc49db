// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The library for the one module that changes forms on behalf of other programs (`fieldwork`):
//! their protocols create and publish forms and want the outcome at once, which an event cannot give.
//!
//! Nothing here asks for rights: the caller has, with this module's own actions and [`ShelfForm::place`].

use db::ConnectionTrait;
use forms::engine::MissingFiles;
use forms::{CompiledForm, FormSpec, WantedFile, WantedFor};
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, Lang, Localized, OrganisationId, PersonId, Resource};
use web::{App, Error};

use crate::files::{self, Received};
use crate::intake::{self, By, ReadForm, Unread};
use crate::model::{Form, Owner};
use crate::publish::{self, PublishRefusal};
use crate::store::{self, Search, Seen};

/// A form.
#[derive(Debug, Clone)]
pub struct ShelfForm {
    /// Identifies it.
    pub id: FormId,
    /// Its identifier for programs.
    pub key: String,
    /// The title of its draft.
    pub title: Localized,
    /// Where it lies, for rights.
    pub place: Resource,
}

/// A published version.
#[derive(Debug, Clone)]
pub struct ShelfVersion {
    /// Identifies it.
    pub id: FormVersionId,
    /// Its number, from 1.
    pub number: i64,
    /// The title.
    pub title: Localized,
    /// The hash of the definition.
    pub spec_hash: String,
    /// Since when.
    pub published_at: Timestamp,
    /// Whether it is withdrawn.
    pub is_retired: bool,
}

/// What is being worked on.
#[derive(Debug, Clone)]
pub struct ShelfDraft {
    /// The definition.
    pub spec: FormSpec,
    /// Its hash.
    pub spec_hash: String,
    /// When it was changed last.
    pub edited_at: Timestamp,
}

/// What lies in a file beside a form.
#[derive(Debug, Clone)]
pub struct ShelfFile {
    /// What browsers are told that it is.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why a form was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is none; one English sentence for each reason.
    Unreadable(Vec<String>),
    /// There are things that it says and that have no place here, and the caller wanted to know.
    Warnings(Vec<String>),
    /// The organisation has a form with this identifier already.
    Exists(String),
    /// It has another identifier than the form it is to replace.
    OtherForm(String),
    /// The file is none that the form names, or not of its kind.
    NoSuchFile,
    /// There is nothing new to publish.
    Unchanged,
    /// The draft cannot be filled in.
    Broken,
}

/// A definition as a program sends it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// A name by whose ending the format is known.
    pub file_name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The identifier of a form that says none.
    pub fallback: Option<String>,
    /// Whether notes about what has no place do not matter.
    pub ignore_warnings: bool,
    /// Lists of entities that the caller keeps: files of these names are not missing.
    pub entity_lists: Vec<String>,
}

fn shelf_form(form: &Form) -> ShelfForm {
    ShelfForm {
        id: form.id,
        key: form.key.clone(),
        title: form.title.clone(),
        place: form.place(),
    }
}

fn shelf_version(version: crate::model::Version) -> ShelfVersion {
    ShelfVersion {
        id: version.id,
        number: version.number,
        title: version.title,
        spec_hash: version.spec_hash,
        published_at: version.published_at,
        is_retired: version.retired_at.is_some(),
    }
}

/// The form with this identifier.
pub async fn form(conn: &impl ConnectionTrait, id: FormId) -> Result<Option<ShelfForm>, Error> {
    Ok(store::form(conn, id).await?.as_ref().map(shelf_form))
}

/// The draft of a form.
pub async fn draft(conn: &impl ConnectionTrait, id: FormId) -> Result<Option<ShelfDraft>, Error> {
    let draft = store::draft(conn, id).await?;
    Ok(draft.map(|draft| ShelfDraft {
        spec: draft.spec,
        spec_hash: draft.spec_hash,
        edited_at: draft.edited_at,
    }))
}

/// The published versions of a form, the newest first.
pub async fn versions(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> Result<Vec<ShelfVersion>, Error> {
    let versions = store::versions(conn, form).await?.into_iter();
    Ok(versions.map(shelf_version).collect())
}

/// A published version with its definition.
pub async fn version(
    conn: &impl ConnectionTrait,
    id: FormVersionId,
) -> Result<Option<(ShelfVersion, FormSpec)>, Error> {
    let found = store::version(conn, id).await?;
    Ok(found.map(|(version, spec)| (shelf_version(version), spec)))
}

/// A definition of a form made ready to run, with the files that it reads; in English what is wrong
/// if it cannot be.
pub async fn compiled(
    conn: &impl ConnectionTrait,
    form: FormId,
    spec: &FormSpec,
) -> Result<Result<CompiledForm, Vec<String>>, Error> {
    let compiled = files::compiled(conn, form, spec, MissingFiles::Refuse).await?;
    Ok(compiled.map_err(|problems| {
        let problems = problems.iter();
        problems
            .map(|problem| format!("{}: {}", problem.path, problem.message("en")))
            .collect()
    }))
}

/// What lies in a file that a definition of the form names.
pub async fn file(
    conn: &impl ConnectionTrait,
    form: FormId,
    sha256: &str,
) -> Result<ShelfFile, Error> {
    let content = files::content(conn, form, sha256).await?;
    Ok(ShelfFile {
        media_type: content.media_type,
        bytes: content.bytes,
    })
}

/// The files that a definition names, whether they are there or not.
pub fn wanted_files(spec: &FormSpec) -> Vec<WantedFile> {
    forms::wanted_files(spec)
}

/// The forms with a published version that an office can use: its own, the state's, and those that
/// are shared with it. At most 500, by title.
pub async fn usable(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    state: OrganisationId,
) -> Result<Vec<ShelfForm>, Error> {
    let seen = Seen {
        whole: Vec::new(),
        published: vec![office, state],
        shared_with: vec![office, state],
    };
    let search = Search {
        published_only: true,
        limit: 500,
        ..Search::default()
    };
    let (listed, _) = store::list(conn, &seen, &search).await?;
    let mut forms = Vec::new();
    for line in listed {
        forms.extend(form(conn, line.id).await?);
    }
    Ok(forms)
}

async fn read(sent: Sent) -> Result<Result<ReadForm, Refused>, Error> {
    let stem = sent.fallback.clone();
    let name = match &stem {
        // A form without an identifier is called like its file.
        Some(stem) => {
            let ending = sent.file_name.rsplit('.').next().unwrap_or_default();
            format!("{stem}.{ending}")
        }
        None => sent.file_name,
    };
    let mut read = match intake::read(name, sent.bytes).await? {
        Ok(read) => read,
        Err(Unread::File(problems)) => return Ok(Err(Refused::Unreadable(problems))),
        Err(Unread::Table(problems)) => {
            let problems = problems.iter().map(|problem| {
                let place = [&problem.sheet, &problem.column]
                    .map(String::as_str)
                    .join(" ");
                let text = problem.cause.message();
                format!("{place} row {}: {}", problem.row, text.get(Lang::En.tag()))
            });
            return Ok(Err(Refused::Unreadable(problems.collect())));
        }
    };
    if !sent.ignore_warnings && !read.source.notes.is_empty() {
        let notes = read.source.notes.iter();
        let notes = notes.map(|note| note.get(Lang::En.tag()).to_owned());
        return Ok(Err(Refused::Warnings(notes.collect())));
    }
    for wanted in files::missing(&read.spec) {
        let list = files::list_name(&wanted.name).filter(|_| wanted.purpose == WantedFor::Data);
        if let Some(list) = list.filter(|list| sent.entity_lists.iter().any(|known| known == list))
        {
            read.spec.entity_lists.insert(list.to_owned());
        }
    }
    Ok(Ok(read))
}

/// Creates a form of an office with its first draft.
pub async fn create(
    app: &App,
    (office, state): (OrganisationId, OrganisationId),
    person: PersonId,
    sent: Sent,
) -> Result<Result<FormId, Refused>, Error> {
    let read = match read(sent).await? {
        Ok(read) => read,
        Err(refused) => return Ok(Err(refused)),
    };
    let owner = Owner { id: office, state };
    let created = intake::create(app, owner, by(app, person), read).await?;
    Ok(created.map_err(|existing| Refused::Exists(existing.key)))
}

fn by(app: &App, person: PersonId) -> By {
    By {
        person,
        at: app.clock.now(),
    }
}

async fn known(app: &App, id: FormId) -> Result<Form, Error> {
    store::form(app.db.read(), id).await?.ok_or(Error::NotFound)
}

/// Replaces the draft of a form by another definition.
pub async fn replace(
    app: &App,
    id: FormId,
    person: PersonId,
    sent: Sent,
) -> Result<Result<(), Refused>, Error> {
    let form = known(app, id).await?;
    let sent = Sent {
        fallback: sent.fallback.or_else(|| Some(form.key.clone())),
        ..sent
    };
    let read = match read(sent).await? {
        Ok(read) => read,
        Err(refused) => return Ok(Err(refused)),
    };
    let draft = store::draft(app.db.read(), id).await?;
    let revision = draft.ok_or(Error::NotFound)?.revision;
    let replaced = intake::replace(app, &form, revision, by(app, person), read).await?;
    match replaced {
        Ok(_) => Ok(Ok(())),
        Err(intake::ReplaceRefusal::OtherForm(key)) => Ok(Err(Refused::OtherForm(key))),
        Err(intake::ReplaceRefusal::Outdated) => Err(Error::Conflict(String::new())),
    }
}

/// Attaches a file to the draft of a form.
pub async fn attach(
    app: &App,
    id: FormId,
    person: PersonId,
    (name, bytes): (String, Vec<u8>),
) -> Result<Result<(), Refused>, Error> {
    let form = known(app, id).await?;
    let received = vec![Received { name, bytes }];
    let attached = files::attach(app, &form, by(app, person), received).await?;
    Ok(attached.map(|_| ()).map_err(|_| Refused::NoSuchFile))
}

/// Publishes the draft of a form, with this name of the version if there is one.
pub async fn publish(
    app: &App,
    id: FormId,
    person: PersonId,
    version: Option<String>,
) -> Result<Result<FormVersionId, Refused>, Error> {
    let form = known(app, id).await?;
    let by = by(app, person);
    if let Some(version) = version {
        intake::rename_version(app, &form, by, version).await?;
    }
    let draft = store::draft(app.db.read(), id).await?;
    let revision = draft.ok_or(Error::NotFound)?.revision;
    match publish::publish(app, &form, revision, by).await? {
        Ok(event) => Ok(Ok(event.version_id)),
        Err(PublishRefusal::Unchanged) => Ok(Err(Refused::Unchanged)),
        Err(PublishRefusal::Broken) => Ok(Err(Refused::Broken)),
        Err(PublishRefusal::Outdated) => Err(Error::Conflict(String::new())),
    }
}
