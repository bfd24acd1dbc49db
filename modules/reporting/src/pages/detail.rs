// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A report that was sent: what it says, how far it is, what happened to it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use db::ConnectionTrait;
use form_pages::Fragment;
use forms::CompiledForm;
use kernel::berlin_date;
use web::{App, Context, Error, Page, render};

use super::conversation::{Talk, Typed, talk};
use super::{crumbs, person_name, report_title, submission_of};
use crate::model::{Collection, EventKind, Submission, SubmissionState, Version};
use crate::surroundings::{About, surroundings};
use crate::{actions, compiled, locks, sealing, store};

#[derive(Template)]
#[template(path = "reporting/detail.html")]
struct DetailPage {
    page: Page,
    id: String,
    collection: String,
    period: String,
    institution: String,
    receipt: String,
    state: SubmissionState,
    late: bool,
    at: String,
    comment: String,
    answers: Fragment,
    warnings: Vec<String>,
    can_change: bool,
    history: Vec<HistoryLine>,
    talk: Talk,
    errors: Vec<(String, String)>,
}

/// Where an institution sees a report that it sent.
pub(crate) fn path_of(submission: &Submission) -> String {
    format!("/meldungen/{}", submission.id)
}

/// One line of a report's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What happened: the end of a message key.
    pub kind: &'static str,
    /// The number of the version that it happened to.
    pub version: i64,
    /// The reason of a correction or the comment of the office; may be empty.
    pub note: String,
    /// What a correction changed, as a table.
    pub changes: Option<Fragment>,
}

/// Opens all versions of a report, the first first. The caller has asked whether the actor may.
pub async fn open_versions(
    app: &App,
    conn: &impl ConnectionTrait,
    submission: &Submission,
) -> Result<Vec<Version>, Error> {
    let mut versions = Vec::new();
    for sealed in store::history::versions(conn, submission.id).await? {
        versions.push(sealing::open_version(&app.vault, conn, submission, &sealed).await?);
    }
    Ok(versions)
}

/// What happened to a report, with what its corrections changed field by field.
pub async fn history(
    app: &App,
    context: &Context,
    form: &CompiledForm,
    submission: &Submission,
    versions: &[Version],
) -> Result<Vec<HistoryLine>, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for event in store::history::events(conn, submission.id).await? {
        let mut note = sealing::open_note(&app.vault, conn, submission, &event).await?;
        let mut changes = None;
        if event.kind == EventKind::Corrected
            && let [before, after] = pair(versions, event.version)
        {
            note.clone_from(&after.content.reason);
            let (before, after) = (&before.content.answers, &after.content.answers);
            changes = Some(form_pages::render_changes(
                form,
                before,
                after,
                context.lang(),
            ));
        }
        lines.push(HistoryLine {
            when: web::format::moment(context.lang(), event.at),
            who: person_name(conn, context, event.by).await?,
            kind: event.kind.name(),
            version: event.version,
            note,
            changes,
        });
    }
    Ok(lines)
}

/// The version with this number and the one before it.
fn pair(versions: &[Version], number: i64) -> &[Version] {
    versions
        .windows(2)
        .find(|pair| pair[1].number == number)
        .unwrap_or_default()
}

/// What the engine says about the current version, on the day that it was sent.
pub async fn read<'f>(
    app: &App,
    form: &'f CompiledForm,
    collection: &Collection,
    submission: &Submission,
    version: &Version,
) -> Result<forms::Filling<'f>, Error> {
    let about = About::sent(collection, submission);
    let engine = surroundings(&app.vault, app.db.read(), form, about, version.at).await?;
    form.read(&version.content.answers, &engine)
        .map_err(|error| compiled::refused(&error))
}

/// The page of a report for the institution that sent it.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let found = submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    show(&app, &context, &found, Typed::default()).await
}

/// The page with what was typed there and not taken.
pub(super) async fn show(
    app: &App,
    context: &Context,
    (submission, collection): &(Submission, Collection),
    typed: Typed,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let form = compiled::form(conn, submission.form_version).await?;
    let versions = open_versions(app, conn, submission).await?;
    let current = versions
        .last()
        .ok_or_else(|| Error::Internal("a submission without a version".to_owned()))?;
    let filling = read(app, &form, collection, submission, current).await?;
    let history = history(app, context, &form, submission, &versions).await?;
    let comment = history
        .iter()
        .rev()
        .find(|line| line.kind == EventKind::Returned.name())
        .filter(|_| submission.state == SubmissionState::Returned)
        .map_or(String::new(), |line| line.note.clone());
    let institution = directory::organisation(conn, submission.institution).await?;
    let lang = context.lang();
    let title = report_title(context, collection, submission.period);
    let path = path_of(submission);
    let named = &current.content.answers;
    let files = super::files::of_sent(app, submission, &form, named).await?;
    let (status, errors) = typed.faults();
    let talk = talk(app, context, &form, submission, false, typed).await?;
    let html = render(&DetailPage {
        page: context.page(&title, crumbs(context, &title, &path)),
        id: submission.id.to_string(),
        collection: collection.title.clone(),
        period: submission.period.text(lang),
        institution: institution.map_or(String::new(), |one| one.name),
        receipt: submission.receipt.clone(),
        state: submission.state,
        late: submission.late,
        at: web::format::moment(lang, submission.submitted_at),
        comment,
        answers: form_pages::render_answers(&filling, lang, None, &files),
        warnings: form_pages::warnings(&filling, &filling.evaluation(), lang),
        can_change: locks::can_change(conn, collection, submission, today).await?,
        history,
        talk,
        errors,
    })?;
    Ok((status, html).into_response())
}
