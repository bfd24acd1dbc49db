// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An inspection filled in in a browser: a draft that begins with what is open at the facility, kept sealed,
//! and sent as a record like one of a tablet.

use std::sync::Arc;

use forms::{Answers, StoredFile};
use kernel::{FormVersionId, Id, PersonId};
use uuid::Uuid;
use web::{App, Error};

use super::{files, mending};
use crate::api::fault::Fault;
use crate::instance;
use crate::model::inspecting::{Inspection, Mapping, Plan, Prefill, prefill};
use crate::model::{Project, ProjectForm};
use crate::ready::{self, Named, Ready};
use crate::store::inspecting::drafts::{self, Draft};
use crate::store::inspecting::facilities;
use crate::{changing, store, taking};

/// An inspection with the form that it is filled in with.
pub(crate) struct Filling {
    /// The project.
    pub(crate) project: Project,
    /// The inspection.
    pub(crate) inspection: Inspection,
    /// The form.
    pub(crate) form: ProjectForm,
    /// What it means.
    pub(crate) mapping: Mapping,
    /// Its version.
    pub(crate) version: Named,
    /// What the engine knows besides the answers.
    pub(crate) engine: forms::Context,
    /// The draft, if one was saved.
    pub(crate) draft: Option<Draft>,
}

impl Filling {
    /// The form, ready.
    pub(crate) fn ready(&self) -> &Arc<Ready> {
        &self.version.ready
    }
}

/// The forms of a plan in which an inspection can be filled in, with their titles.
pub(crate) async fn forms_of(
    app: &App,
    project: &Project,
    plan: &Plan,
) -> Result<Vec<(ProjectForm, Named)>, Error> {
    let conn = app.db.read();
    let mut found = Vec::new();
    for mapping in &plan.settings.forms {
        let Some(form) = store::forms::find(conn, project.id, &mapping.form).await? else {
            continue;
        };
        let versions = ready::versions(conn, form.form).await?;
        if let Some(version) = ready::offered(&versions) {
            found.push((form, version.clone()));
        }
    }
    Ok(found)
}

/// Loads what filling in needs: the form of the draft, or the one that is wanted, or the only one. None if
/// it has to be chosen first.
pub(crate) async fn load(
    app: &App,
    (project, plan): (Project, &Plan),
    inspection: Inspection,
    wanted: &str,
) -> Result<Option<Filling>, Error> {
    let conn = app.db.read();
    let draft = drafts::find(conn, inspection.id).await?;
    let forms = forms_of(app, &project, plan).await?;
    let is_only = forms.len() == 1;
    let chosen = forms.into_iter().find(|(form, _)| match &draft {
        Some(draft) => form.xml_form_id == draft.xml_form_id,
        None => is_only || form.xml_form_id == wanted,
    });
    let Some((form, offered)) = chosen else {
        return Ok(None);
    };
    // A draft stays with the version that it was begun with, as long as that is not withdrawn.
    let version = match &draft {
        Some(draft) => begun_with(conn, &form, draft.form_version).await?,
        None => None,
    };
    let version = version.unwrap_or(offered);
    let mapping = plan.settings.mapping(&form.xml_form_id).cloned();
    let now = app.clock.now();
    let engine = taking::with_lists(app, &project, &version.ready.spec, now).await?;
    Ok(Some(Filling {
        mapping: mapping.ok_or(Error::NotFound)?,
        project,
        inspection,
        form,
        version,
        engine,
        draft,
    }))
}

async fn begun_with(
    conn: &impl db::ConnectionTrait,
    form: &ProjectForm,
    id: FormVersionId,
) -> Result<Option<Named>, Error> {
    let versions = ready::versions(conn, form.form).await?;
    let mut versions = versions.into_iter();
    Ok(versions.find(|one| one.ready.version.id == id && !one.ready.version.is_retired))
}

/// The answers of the draft, or those that a new one begins with.
pub(crate) async fn answers(app: &App, filling: &Filling) -> Result<Answers, Error> {
    let conn = app.db.read();
    let (project, inspection) = (&filling.project, &filling.inspection);
    if let Some(draft) = &filling.draft {
        let context = Inspection::draft_context(inspection.id);
        let plain = app
            .vault
            .open(conn, project.office, &context, &draft.sealed)
            .await?;
        return serde_json::from_slice(&plain).map_err(Error::internal);
    }
    let facility = facilities::find(conn, project.id, inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let open = mending::open_ones(app, conn, project, inspection.institution).await?;
    let with = Prefill {
        institution: inspection.institution,
        name: &facility.name,
        occasion: inspection.occasion,
        defects: &open,
    };
    Ok(prefill(&filling.ready().compiled, &filling.mapping, &with))
}

/// Saves what was typed over the version that the person knew. False if somebody else has saved
/// meanwhile.
pub(crate) async fn save(
    app: &App,
    filling: &Filling,
    (typed, known, person): (&Answers, i64, PersonId),
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let plain = serde_json::to_vec(typed).map_err(Error::internal)?;
    let id = filling.inspection.id;
    let context = Inspection::draft_context(id);
    let draft = Draft {
        inspection: id,
        xml_form_id: filling.form.xml_form_id.clone(),
        form_version: filling.ready().version.id,
        version: known + 1,
        updated_at: app.clock.now(),
        updated_by: person,
        sealed: app
            .vault
            .seal(&tx, filling.project.office, &context, &plain)
            .await?,
    };
    let is_saved = drafts::save(&tx, &draft).await?;
    if is_saved {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(is_saved)
}

/// Throws a draft away.
pub(crate) async fn discard(app: &App, inspection: Uuid) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    drafts::remove(&tx, inspection).await?;
    tx.commit().await?;
    Ok(())
}

/// The files that answers name, with their values.
pub(crate) async fn files_of(
    app: &App,
    filling: &Filling,
    answers: &Answers,
) -> Result<Vec<(String, StoredFile, drafts::DraftFile)>, Error> {
    let mut found = Vec::new();
    for value in taking::files_named(&filling.ready().compiled, answers) {
        let Some(stored) = StoredFile::parse(&value) else {
            continue;
        };
        let id = stored.id.uuid();
        if let Some(file) = drafts::file(app.db.read(), filling.inspection.id, id).await? {
            found.push((value, stored, file));
        }
    }
    Ok(found)
}

/// Sends the answers as a record, which belongs to this inspection, and clears the draft away.
pub(crate) async fn send(
    app: &App,
    filling: &Filling,
    (answers, person): (&Answers, PersonId),
) -> Result<(), Fault> {
    let conn = app.db.read();
    let now = app.clock.now();
    let (project, inspection) = (&filling.project, &filling.inspection);
    let actor = {
        let tx = app.db.begin().await?;
        let actor = store::actors::ensure_person(&tx, person, now).await?;
        tx.commit().await?;
        actor
    };
    // The same for one inspection: a form that is posted twice becomes one record.
    let id: Id<()> = Id::from_uuid(inspection.id);
    let id = format!("uuid:{id}");
    let xml = instance::xml(&filling.version, answers, &filling.engine, (&id, None))?;
    let sent = taking::Sent {
        xml: xml.as_bytes(),
        device: None,
        program: None,
        actor: actor.id,
        person: Some(person),
        form: Some(&filling.form.xml_form_id),
        replaces: None,
        is_tablet: false,
        inspection: Some(inspection.id),
    };
    let files = files_of(app, filling, answers).await?;
    let taken = taking::take(app, project, sent).await?;
    for (value, _, file) in files {
        let bytes = files::bytes(app, conn, project, &file).await?;
        let named = (value.as_str(), file.media_type.as_str());
        changing::put_file(app, project, &taken.record, named, &bytes).await?;
    }
    discard(app, inspection.id).await?;
    Ok(())
}
