// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One person whom an institution has notified: what was said about her, and saying that she is
//! settled.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{Resource, berlin_date};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::notified::{PATH, Progress, line_path, note_looked};
use super::{conflict_text, day_of, long_text};
use crate::model::{CaseFile, EventKind, Report, Statement, StatementReason, StatementState};
use crate::working::{Deed, new_id};
use crate::{actions, sealing, store};

#[derive(Template)]
#[template(path = "cases/notified_one.html")]
struct OnePage {
    page: Page,
    path: String,
    receipt: String,
    report_href: String,
    sent: String,
    name: String,
    badge: &'static str,
    state: &'static str,
    can_state: bool,
    statements: Vec<Said>,
    reasons: Vec<&'static str>,
    reason: String,
    settled_on: String,
    note: String,
    reason_error: String,
    day_error: String,
    errors: Vec<(String, String)>,
}

struct Said {
    when: String,
    reason: &'static str,
    settled_on: String,
    note: String,
    state: StatementState,
    answer: String,
}

struct One {
    report: Report,
    file: CaseFile,
    statements: Vec<Statement>,
}

/// A person of a report of the actor's institution.
async fn one(
    app: &App,
    context: &Context,
    (submission, place): (&str, &str),
) -> Result<One, Error> {
    let conn = app.db.read();
    let submission = submission.parse().map_err(|_| Error::NotFound)?;
    let place: i64 = place.parse().map_err(|_| Error::NotFound)?;
    let report = store::reports::find(conn, submission, place).await?;
    let report = report.ok_or(Error::NotFound)?;
    let file = store::files::find(conn, report.case_file).await?;
    let file = file.ok_or(Error::NotFound)?;
    let at = Resource::of_institution(file.state_agency, file.office, report.institution);
    context.allow_or_hide(actions::CASE_SETTLE, &at)?;
    let statements = store::statements::of_report(conn, submission, place).await?;
    Ok(One {
        report,
        file,
        statements,
    })
}

async fn show(
    app: &App,
    context: &Context,
    one: &One,
    (reason, settled_on, note): (String, String, String),
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let office = one.file.office;
    let person = sealing::reported(app, conn, office, &one.report).await?;
    let progress = Progress::of(&one.report, &one.file, &one.statements);
    let mut said = Vec::new();
    for statement in &one.statements {
        let [at_note, at_answer] = Statement::seal_contexts(statement.id);
        let note = statement.sealed_note.as_deref();
        let answer = statement.sealed_answer.as_deref();
        said.push(Said {
            when: web::format::moment(lang, statement.said_at),
            reason: statement.reason.name(),
            settled_on: web::format::date(lang, statement.settled_on),
            note: sealing::open_text(app, conn, office, &at_note, note).await?,
            state: statement.state,
            answer: sealing::open_text(app, conn, office, &at_answer, answer).await?,
        });
    }
    note_looked(app, context, one.report.institution, &[office], 1).await?;
    let title = context.t_with(
        "cases-notified-one-title",
        &[("receipt", one.report.receipt.as_str().into())],
    );
    let path = line_path(&one.report);
    let error = |name: &str| {
        let found = errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&OnePage {
        page: context.page(
            &title,
            vec![
                Crumb::new(context.t("cases-notified-title"), PATH),
                Crumb::new(&title, &path),
            ],
        ),
        path,
        receipt: one.report.receipt.clone(),
        report_href: format!("/meldungen/{}", one.report.submission),
        sent: web::format::moment(lang, one.report.sent_at),
        name: person.name(),
        badge: progress.badge(),
        state: progress.name(),
        can_state: progress.can_state(),
        statements: said,
        reasons: StatementReason::ALL.iter().map(|one| one.name()).collect(),
        reason,
        settled_on,
        note,
        reason_error: error("grund"),
        day_error: error("tag"),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// A notified person.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((submission, place)): Path<(String, String)>,
) -> Result<Response, Error> {
    let one = one(&app, &context, (&submission, &place)).await?;
    let today = berlin_date(app.clock.now()).to_string();
    let typed = (String::new(), today, String::new());
    show(&app, &context, &one, typed, Vec::new()).await
}

/// Says that a person is settled.
pub async fn state(
    State(app): State<App>,
    context: Context,
    Path((submission, place)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let one = one(&app, &context, (&submission, &place)).await?;
    let today = berlin_date(app.clock.now());
    let typed_day = fields.text("tag").to_owned();
    let note = long_text(&fields, "text");
    let reason: Option<StatementReason> = fields.text("grund").parse().ok();
    let mut errors = Vec::new();
    if reason.is_none() {
        errors.push((
            "grund".to_owned(),
            context.t("cases-notified-reason-missing"),
        ));
    }
    let settled_on = day_of(&typed_day)
        .ok()
        .flatten()
        .filter(|day| *day <= today);
    if settled_on.is_none() {
        errors.push(("tag".to_owned(), context.t("cases-notified-day-wrong")));
    }
    let (Some(reason), Some(settled_on)) = (reason, settled_on) else {
        let typed = (fields.text("grund").to_owned(), typed_day, note);
        return show(&app, &context, &one, typed, errors).await;
    };
    let tx = app.db.begin().await?;
    // The office may have brought files together or closed this one meanwhile.
    let report = store::reports::find(&tx, one.report.submission, one.report.place).await?;
    let report = report.ok_or(Error::NotFound)?;
    let file = store::files::find_for_update(&tx, report.case_file).await?;
    let file = file.ok_or(Error::NotFound)?;
    let statements = store::statements::of_report(&tx, report.submission, report.place).await?;
    if !Progress::of(&report, &file, &statements).can_state() {
        return Err(conflict_text(&context));
    }
    let by = context.person()?;
    let id = new_id(&app);
    let [at, _] = Statement::seal_contexts(id);
    let statement = Statement {
        id,
        case_file: file.id,
        submission: report.submission,
        place: report.place,
        institution: report.institution,
        reason,
        settled_on,
        sealed_note: sealing::seal_text(&app, &tx, file.office, &at, &note).await?,
        state: StatementState::Open,
        sealed_answer: None,
        said_at: app.clock.now(),
        said_by: Some(by),
        answered_at: None,
    };
    let mut deed = Deed::of(&app, tx, file, Some(by));
    store::statements::add(&deed.tx, &statement).await?;
    deed.note(EventKind::Stated, &*report.receipt, "").await?;
    deed.commit(actions::CASE_SETTLE, "stated").await?;
    context
        .flash("success", context.t("cases-notified-done"))
        .await?;
    Ok(Redirect::to(&line_path(&report)).into_response())
}
