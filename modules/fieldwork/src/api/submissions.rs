// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions and their files.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use odk::Moment;
use odk::central::{self, Attachment, Change, Problem, SubmissionVersion, Success, changes};
use serde::Deserialize;
use web::{App, Context};

use super::forms::content_type;
use super::{form, is_extended, me, project, record, shown_if, xml};
use crate::api::fault::Fault;
use crate::model::{Project, ProjectForm, Record, SealedVersion};
use crate::store::records::Which;
use crate::taking::{self, Taken};
use crate::{actions, changing, opening, ready, store};

/// How many submissions a list has at most; more are read by the feed.
const MOST: i64 = 10_000;

/// A version as programs read it.
async fn shown_version(
    app: &App,
    project: &Project,
    version: &SealedVersion,
    (is_newest, extended): (bool, bool),
) -> Result<SubmissionVersion, Fault> {
    let facts = opening::facts_of(app, app.db.read(), project, version).await?;
    Ok(SubmissionVersion {
        instance_id: version.instance_id.clone(),
        instance_name: facts.name,
        submitter_id: version.actor,
        device_id: facts.device,
        user_agent: facts.program,
        created_at: Moment(version.created_at),
        current: is_newest,
        form_version: Some(version.version_name.clone()),
        submitter: shown_if(app, Some(version.actor), extended).await?,
    })
}

/// A submission as programs read it.
pub(super) async fn shown(
    app: &App,
    project: &Project,
    record: &Record,
    extended: bool,
) -> Result<central::Submission, Fault> {
    let version = store::records::version(app.db.read(), record.id, record.number).await?;
    let version = version.ok_or(Problem::Internal)?;
    let current = shown_version(app, project, &version, (true, extended)).await?;
    Ok(central::Submission {
        instance_id: record.instance_id.clone(),
        submitter_id: record.actor,
        device_id: current.device_id.clone(),
        user_agent: current.user_agent.clone(),
        review_state: record.review_state,
        created_at: Moment(record.created_at),
        updated_at: record.updated_at.map(Moment),
        submitter: shown_if(app, Some(record.actor), extended).await?,
        current_version: current,
    })
}

/// The submissions of a form, the newest first, also those that lie aside.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<Vec<central::Submission>>, Fault> {
    let project = project(&app, &context, actions::RECORD_OPEN, &number).await?;
    let form = form(&app, &project, &id).await?;
    let mut records = store::records::list(app.db.read(), &form, Which::All, (0, MOST)).await?;
    records.retain(|record| record.restricted_at.is_none());
    opening::note(&app, &project, context.person()?, Err(records.len())).await?;
    let extended = is_extended(&headers);
    let mut submissions = Vec::with_capacity(records.len());
    for record in records {
        submissions.push(shown(&app, &project, &record, extended).await?);
    }
    Ok(Json(submissions))
}

/// What a program says of itself beside a submission.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sender {
    #[serde(rename = "deviceID")]
    device: Option<String>,
}

fn program(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::USER_AGENT)?.to_str().ok()?;
    Some(value.chars().take(200).collect())
}

/// Sends a submission.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id)): Path<(String, String)>,
    Query(sender): Query<Sender>,
    body: Bytes,
) -> Result<Json<central::Submission>, Fault> {
    let project = project(&app, &context, actions::RECORD_SEND, &number).await?;
    let form = form(&app, &project, &id).await?;
    let (person, actor) = me(&app, &context).await?;
    let sent = taking::Sent {
        xml: &body,
        device: sender.device,
        program: program(&headers),
        actor: actor.id,
        person: Some(person),
        form: Some(&form.xml_form_id),
        replaces: None,
        is_tablet: false,
        inspection: None,
    };
    let Taken { record, .. } = taking::take(&app, &project, sent).await?;
    Ok(Json(shown(&app, &project, &record, false).await?))
}

/// Replaces a submission by a new version of it.
pub(crate) async fn replace(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id, instance_id)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Json<central::Submission>, Fault> {
    let project = project(&app, &context, actions::RECORD_REVIEW, &number).await?;
    let form = form(&app, &project, &id).await?;
    let known = record(&app, &form, &instance_id).await?;
    let (person, actor) = me(&app, &context).await?;
    let sent = taking::Sent {
        xml: &body,
        device: None,
        program: program(&headers),
        actor: actor.id,
        person: Some(person),
        form: Some(&form.xml_form_id),
        replaces: Some(&known.instance_id),
        is_tablet: false,
        inspection: None,
    };
    let Taken { record, .. } = taking::take(&app, &project, sent).await?;
    Ok(Json(shown(&app, &project, &record, false).await?))
}

/// The record and its newest version, whose opening is noted.
async fn opened(
    app: &App,
    context: &Context,
    (number, id, instance_id): (&str, &str, &str),
) -> Result<(Project, ProjectForm, Record, SealedVersion), Fault> {
    let project = project(app, context, actions::RECORD_OPEN, number).await?;
    let form = form(app, &project, id).await?;
    let record = record(app, &form, instance_id).await?;
    let version = store::records::version(app.db.read(), record.id, record.number).await?;
    opening::note(app, &project, context.person()?, Ok(&record)).await?;
    Ok((project, form, record, version.ok_or(Problem::Internal)?))
}

/// A submission; with `.xml` behind its identifier what was sent.
pub(crate) async fn get(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id, name)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    if let Some(instance_id) = name.strip_suffix(".xml") {
        let (project, _, _, version) = opened(&app, &context, (&number, &id, instance_id)).await?;
        return Ok(xml(
            opening::xml(&app, app.db.read(), &project, &version).await?
        ));
    }
    let (project, _, record, _) = opened(&app, &context, (&number, &id, &name)).await?;
    let shown = shown(&app, &project, &record, is_extended(&headers)).await?;
    Ok(Json(shown).into_response())
}

/// The versions of a submission, the newest first.
pub(crate) async fn versions(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id, instance_id)): Path<(String, String, String)>,
) -> Result<Json<Vec<SubmissionVersion>>, Fault> {
    let (project, _, record, _) = opened(&app, &context, (&number, &id, &instance_id)).await?;
    let extended = is_extended(&headers);
    let mut versions = Vec::new();
    for version in store::records::versions(app.db.read(), record.id).await? {
        let is_newest = version.number == record.number;
        versions.push(shown_version(&app, &project, &version, (is_newest, extended)).await?);
    }
    Ok(Json(versions))
}

/// What each version changed in the one before.
pub(crate) async fn differences(
    State(app): State<App>,
    context: Context,
    Path((number, id, instance_id)): Path<(String, String, String)>,
) -> Result<Json<BTreeMap<String, Vec<Change>>>, Fault> {
    let (project, _, record, _) = opened(&app, &context, (&number, &id, &instance_id)).await?;
    let mut before = None;
    let mut all = BTreeMap::new();
    let versions = store::records::versions(app.db.read(), record.id).await?;
    for version in versions.iter().rev() {
        let facts = opening::facts_of(&app, app.db.read(), &project, version).await?;
        let changed = before
            .as_ref()
            .map(|before| changes(before, &facts.answers));
        all.insert(version.instance_id.clone(), changed.unwrap_or_default());
        before = Some(facts.answers);
    }
    Ok(Json(all))
}

/// The files that the newest version names.
pub(crate) async fn named_files(
    app: &App,
    project: &Project,
    form: &ProjectForm,
    version: &SealedVersion,
) -> Result<Vec<Attachment>, Fault> {
    if version.files_named == 0 {
        return Ok(Vec::new());
    }
    let facts = opening::facts_of(app, app.db.read(), project, version).await?;
    let ready = ready::version(app.db.read(), form.form, version.form_version).await?;
    let mut files = Vec::new();
    for name in taking::files_named(&ready.compiled, &facts.answers) {
        let hash = opening::name_hash(version.record, &name);
        let found = store::files::find(app.db.read(), version.record, &hash).await?;
        files.push(Attachment {
            exists: found.is_some(),
            name,
        });
    }
    Ok(files)
}

/// The files that a submission names.
pub(crate) async fn attachments(
    State(app): State<App>,
    context: Context,
    Path((number, id, instance_id)): Path<(String, String, String)>,
) -> Result<Json<Vec<Attachment>>, Fault> {
    let (project, form, _, version) = opened(&app, &context, (&number, &id, &instance_id)).await?;
    Ok(Json(named_files(&app, &project, &form, &version).await?))
}

/// A file of a submission.
pub(crate) async fn attachment(
    State(app): State<App>,
    context: Context,
    Path((number, id, instance_id, name)): Path<(String, String, String, String)>,
) -> Result<Response, Fault> {
    let (project, _, record, _) = opened(&app, &context, (&number, &id, &instance_id)).await?;
    let found = opening::file(&app, app.db.read(), &project, (record.id, &name)).await?;
    let (file, bytes) = found.ok_or(Problem::NotFound)?;
    let response = web::file_response(&name, &file.media_type, "private, no-store", bytes)?;
    Ok(response)
}

/// Takes a file of a submission in; only what the submission names.
pub(crate) async fn attach(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id, instance_id, name)): Path<(String, String, String, String)>,
    body: Bytes,
) -> Result<Json<Success>, Fault> {
    let project = project(&app, &context, actions::RECORD_SEND, &number).await?;
    let form = form(&app, &project, &id).await?;
    let record = record(&app, &form, &instance_id).await?;
    let version = store::records::version(app.db.read(), record.id, record.number).await?;
    let version = version.ok_or(Problem::Internal)?;
    let named = named_files(&app, &project, &form, &version).await?;
    if !named.iter().any(|file| file.name == name) {
        return Err(Problem::NotFound.into());
    }
    let kind = media_type(content_type(&headers));
    changing::put_file(&app, &project, &record, (&name, &kind), &body).await?;
    Ok(Json(Success::DONE))
}

/// What a program calls a file's type, if that can be passed on.
pub(crate) fn media_type(claimed: &str) -> String {
    let plain = claimed.split(';').next().unwrap_or_default().trim();
    let is_plain = plain.len() <= 100
        && plain.contains('/')
        && plain
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/+-.".contains(&byte));
    if is_plain {
        plain.to_ascii_lowercase()
    } else {
        "application/octet-stream".to_owned()
    }
}

/// Removes a file of a submission.
pub(crate) async fn remove_attachment(
    State(app): State<App>,
    context: Context,
    Path((number, id, instance_id, name)): Path<(String, String, String, String)>,
) -> Result<Json<Success>, Fault> {
    let project = project(&app, &context, actions::RECORD_REVIEW, &number).await?;
    let form = form(&app, &project, &id).await?;
    let record = record(&app, &form, &instance_id).await?;
    let hash = opening::name_hash(record.id, &name);
    let tx = app.db.begin().await?;
    if !store::files::remove(&tx, record.id, &hash).await? {
        return Err(Problem::NotFound.into());
    }
    tx.commit().await?;
    Ok(Json(Success::DONE))
}
