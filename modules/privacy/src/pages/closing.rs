// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Closing a request with its outcome, and opening it again.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::berlin_date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    begin, crumbs_of, done, fault, long_text, open_request, request_for, request_path, status_of,
};
use crate::model::{Outcome, Request, RequestState, Search, StepKind};
use crate::{actions, store, working};

#[derive(Template)]
#[template(path = "privacy/closing.html")]
struct ClosingPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    outcomes: &'static [Outcome],
    outcome: String,
    text: String,
    outcome_error: String,
    errors: Vec<(String, String)>,
    months: i64,
    unanswered: bool,
    waits: bool,
}

async fn show(
    app: &App,
    context: &Context,
    request: &Request,
    (outcome, text): (String, String),
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let letters = store::journal::letters(conn, request.id).await?;
    let answer = crate::model::LetterKind::Answer;
    let title = context.t("privacy-close-title");
    let back = request_path(request.id);
    let path = format!("{back}/schliessen");
    let html = render(&ClosingPage {
        page: context.page(
            format!("{title} · {}", request.number),
            crumbs_of(context, request, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: request.version,
        outcomes: Outcome::ALL,
        outcome,
        text,
        outcome_error: fault(&errors, "ergebnis"),
        errors: errors.clone(),
        months: working::keep_months(conn, request.office).await?,
        unanswered: letters.iter().all(|letter| letter.kind != answer),
        waits: request.proposal.is_some() || request.search == Search::Running,
    })?;
    Ok((status_of(&errors), html).into_response())
}

/// Asks for the outcome.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    show(&app, &context, &request, Default::default(), Vec::new()).await
}

/// Closes a request. The day on which it is deleted is written down now.
pub async fn close(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let typed = fields.text("ergebnis").to_owned();
    let text = long_text(&fields, "grund");
    let outcome: Result<Outcome, _> = typed.parse();
    let Ok(outcome) = outcome else {
        let errors = vec![("ergebnis".to_owned(), context.t("privacy-outcome-missing"))];
        return show(&app, &context, &request, (typed, text), errors).await;
    };
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    if deed.request.proposal.is_some() || deed.request.search == Search::Running {
        return Err(Error::Conflict(context.t("privacy-close-waits")));
    }
    let now = app.clock.now();
    let months = working::keep_months(&deed.tx, request.office).await?;
    let months = i32::try_from(months).unwrap_or(36).max(0);
    let last = berlin_date(now).checked_add(jiff::Span::new().months(months));
    deed.request.state = RequestState::Closed;
    deed.request.closed_at = Some(now);
    deed.request.outcome = Some(outcome);
    deed.request.delete_on = Some(last.map_err(Error::internal)?);
    deed.note(StepKind::Closed, outcome.name(), &text).await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "closed").await?;
    done(&context, &request, context.t("privacy-close-done")).await
}

/// Opens a closed request again.
pub async fn reopen(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = request_for(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Closed).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.request.state = RequestState::Open;
    deed.request.closed_at = None;
    deed.request.outcome = None;
    deed.request.delete_on = None;
    deed.note(StepKind::Reopened, "", "").await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "reopened").await?;
    done(&context, &request, context.t("privacy-reopen-done")).await
}
