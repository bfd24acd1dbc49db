// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is changed by pages and programs alike: projects, their forms, tablets, files. Callers have
//! asked whether the actor may.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use kernel::{Action, FormId, OrganisationId, PersonId};
use odk::central::FormState;
use sha2::{Digest, Sha256};
use web::{App, Context, Error};

use crate::model::{Actor, Project, ProjectForm, Record, RecordFile};
use crate::{actions, opening, store};

/// The most characters of a name or description.
pub(crate) const LONGEST: usize = 2_000;

/// How large a part of a file is in bytes.
const PART: usize = 1 << 20;

/// The offices, with their states, at which the actor may do `action`.
pub(crate) async fn offices(
    app: &App,
    context: &Context,
    action: Action,
) -> Result<Vec<(OrganisationId, OrganisationId)>, Error> {
    let mut offices = Vec::new();
    for membership in context.actor().memberships() {
        let place = directory::place_of(app.db.read(), membership.organisation).await?;
        let Some(place) = place else { continue };
        if let (Some(state), Some(office), None) = (place.state, place.office, place.institution)
            && context.may(action, &place)
            && !offices.contains(&(office, state))
        {
            offices.push((office, state));
        }
    }
    Ok(offices)
}

/// What is noted about a project.
pub(crate) fn entry(
    project: &Project,
    person: PersonId,
    action: Action,
    what: &'static str,
    number: i64,
) -> audit::Entry {
    audit::Entry {
        chain: project.office.uuid(),
        actor: Some(person),
        action,
        subject: audit::Subject::new("organisation", project.office),
        facts: vec![
            ("project", project.id.into()),
            ("what", what.into()),
            ("number", number.into()),
        ],
    }
}

/// As much of a text as is kept.
pub(crate) fn short(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(at);
    }
    text
}

/// Makes a project of an office.
pub(crate) async fn add_project(
    app: &App,
    context: &Context,
    (office, state): (OrganisationId, OrganisationId),
    name: String,
    description: String,
) -> Result<Project, Error> {
    let person = context.person()?;
    let project = Project {
        id: 0,
        office,
        state,
        name: short(name),
        description: short(description),
        archived: false,
        created_at: app.clock.now(),
        updated_at: None,
    };
    let tx = app.db.begin().await?;
    let project = store::projects::add(&tx, project).await?;
    let entry = entry(&project, person, actions::PROJECT_MANAGE, "project-made", 0);
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(project)
}

/// Writes name, description and whether a project is put away.
pub(crate) async fn change_project(
    app: &App,
    context: &Context,
    project: Project,
) -> Result<Project, Error> {
    let project = Project {
        name: short(project.name),
        description: short(project.description),
        updated_at: Some(app.clock.now()),
        ..project
    };
    let tx = app.db.begin().await?;
    store::projects::change(&tx, &project).await?;
    let person = context.person()?;
    let entry = entry(
        &project,
        person,
        actions::PROJECT_MANAGE,
        "project-changed",
        0,
    );
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(project)
}

/// Puts a form of the library into a project. False if the project has one with this identifier.
pub(crate) async fn add_form(
    app: &App,
    context: &Context,
    project: &Project,
    (xml_form_id, form): (&str, FormId),
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::forms::add(&tx, project.id, (xml_form_id, form), app.clock.now()).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let entry = audit::Entry {
        subject: audit::Subject::new("form", form),
        ..entry(
            project,
            context.person()?,
            actions::PROJECT_MANAGE,
            "form-added",
            0,
        )
    };
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(true)
}

/// Says whether a form takes records.
pub(crate) async fn set_standing(
    app: &App,
    context: &Context,
    project: &Project,
    form: &ProjectForm,
    standing: FormState,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    store::forms::set_standing(&tx, form, standing, app.clock.now()).await?;
    let what = match standing {
        FormState::Open => "form-open",
        FormState::Closing => "form-closing",
        FormState::Closed => "form-closed",
    };
    let entry = audit::Entry {
        subject: audit::Subject::new("form", form.form),
        ..entry(project, context.person()?, actions::PROJECT_MANAGE, what, 0)
    };
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a form without records out of a project. False if it has some.
pub(crate) async fn remove_form(
    app: &App,
    context: &Context,
    project: &Project,
    form: &ProjectForm,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::forms::remove(&tx, form).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let entry = audit::Entry {
        subject: audit::Subject::new("form", form.form),
        ..entry(
            project,
            context.person()?,
            actions::PROJECT_MANAGE,
            "form-removed",
            0,
        )
    };
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(true)
}

/// The hash by which a key is looked for.
pub(crate) fn key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// Adds a tablet: gives it a number and a key.
pub(crate) async fn add_tablet(
    app: &App,
    context: &Context,
    project: &Project,
    name: &str,
) -> Result<Actor, Error> {
    let tx = app.db.begin().await?;
    let tablet = set_tablet_up(app, &tx, project, name, app.clock.now()).await?;
    let person = context.person()?;
    let what = "tablet-added";
    let entry = entry(project, person, actions::PROJECT_MANAGE, what, tablet.id);
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(tablet)
}

/// Gives a tablet a number and a key. The caller notes it.
pub(crate) async fn set_tablet_up(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    name: &str,
    at: Timestamp,
) -> Result<Actor, Error> {
    let mut bytes = [0_u8; 48];
    app.chance.fill(&mut bytes);
    let key = URL_SAFE_NO_PAD.encode(bytes);
    let name = short(name.to_owned());
    let tablet = (project.id, name.as_str());
    let id = store::actors::add_tablet(tx, tablet, key_hash(&key), at).await?;
    let seal = Actor::key_context(id);
    let sealed = app
        .vault
        .seal(tx, project.office, &seal, key.as_bytes())
        .await?;
    store::actors::keep_key(tx, id, sealed).await?;
    let made = store::actors::find(tx, id).await?;
    made.ok_or_else(|| Error::internal("the tablet that was just added"))
}

/// Withdraws the key of a tablet. False if it was before.
pub(crate) async fn end_tablet(
    app: &App,
    context: &Context,
    project: &Project,
    tablet: &Actor,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::actors::end(&tx, tablet.id, app.clock.now()).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let person = context.person()?;
    let entry = entry(
        project,
        person,
        actions::PROJECT_MANAGE,
        "tablet-ended",
        tablet.id,
    );
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes that somebody looked at the key of a tablet.
pub(crate) async fn note_key_shown(
    app: &App,
    context: &Context,
    project: &Project,
    tablet: &Actor,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let person = context.person()?;
    let what = "key-shown";
    let entry = entry(project, person, actions::PROJECT_MANAGE, what, tablet.id);
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets a tablet fill in a form, or no longer.
pub(crate) async fn assign(
    app: &App,
    context: &Context,
    project: &Project,
    form: &ProjectForm,
    (tablet, may): (&Actor, bool),
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let what = if may {
        store::forms::assign(&tx, form, tablet.id).await?;
        "form-assigned"
    } else {
        store::forms::unassign(&tx, form, tablet.id).await?;
        "form-unassigned"
    };
    let person = context.person()?;
    let entry = audit::Entry {
        subject: audit::Subject::new("form", form.form),
        ..entry(project, person, actions::PROJECT_MANAGE, what, tablet.id)
    };
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps a file that a record names.
pub(crate) async fn put_file(
    app: &App,
    project: &Project,
    record: &Record,
    (name, media_type): (&str, &str),
    bytes: &[u8],
) -> Result<(), Error> {
    let hash = opening::name_hash(record.id, name);
    let parts: Vec<&[u8]> = bytes.chunks(PART).collect();
    let file = RecordFile {
        media_type: media_type.to_owned(),
        size: i64::try_from(bytes.len()).map_err(Error::internal)?,
        parts: i64::try_from(parts.len()).map_err(Error::internal)?,
    };
    let tx = app.db.begin().await?;
    let vault = &app.vault;
    let context = opening::file_context(record.id, &hash, None);
    let sealed_name = vault
        .seal(&tx, project.office, &context, name.as_bytes())
        .await?;
    let kept = (hash.as_slice(), sealed_name);
    store::files::put(&tx, record.id, kept, &file, app.clock.now()).await?;
    for (number, part) in (0_i64..).zip(parts) {
        let context = opening::file_context(record.id, &hash, Some(number));
        let sealed = vault.seal(&tx, project.office, &context, part).await?;
        store::files::add_part(&tx, record.id, &hash, (number, sealed)).await?;
    }
    tx.commit().await?;
    Ok(())
}
