// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Short deeds at a request: search, judge what was found, extend, give away, note.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PersonId, Role};
use web::form::Fields;
use web::{App, Context, Error};

use super::{begin, done, long_text, open_request, request_path};
use crate::model::{Found, Request, RequestState, StepKind, due_on};
use crate::{actions, searching, store};

/// Back to the request, with a warning: nothing was done.
async fn warned(context: &Context, request: &Request, key: &str) -> Result<Response, Error> {
    context.flash("warning", context.t(key)).await?;
    Ok(Redirect::to(&request_path(request.id)).into_response())
}

/// Begins a search.
pub async fn search(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    searching::begin(&mut deed, context.person()?).await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "search").await?;
    done(&context, &request, context.t("privacy-search-begun")).await
}

/// Says which of what was found is the person's.
pub async fn judge(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let mut changed = 0;
    for found in store::hits::of_request(&deed.tx, request.id).await? {
        let Ok(verdict) = fields.text(&format!("urteil-{}", found.id)).parse() else {
            continue;
        };
        // What is restricted or gone was the person's.
        if verdict == found.verdict || found.restricted || found.deleted_at.is_some() {
            continue;
        }
        let found = Found { verdict, ..found };
        store::hits::save(&deed.tx, &found).await?;
        changed += 1;
    }
    if changed == 0 {
        return warned(&context, &request, "privacy-judged-nothing").await;
    }
    deed.note(StepKind::Judged, changed.to_string(), "").await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "judged").await?;
    done(&context, &request, context.t("privacy-judged-done")).await
}

/// Takes two months more for the answer, with a reason.
pub async fn extend(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let text = long_text(&fields, "grund");
    if text.is_empty() || request.extended {
        return warned(&context, &request, "privacy-extend-missing").await;
    }
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.request.extended = true;
    deed.request.due_on = due_on(deed.request.received_on, true);
    deed.note(StepKind::Extended, "", &text).await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "extended").await?;
    done(&context, &request, context.t("privacy-extend-done")).await
}

/// Gives the request to somebody.
pub async fn give(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let roles = [Role::OfficeAdministrator, Role::DataProtectionOfficer];
    let people = directory::people_with(app.db.read(), request.office, &roles, app.clock.now());
    let wanted: Option<PersonId> = fields.text("wer").parse().ok();
    let chosen = people.await?.into_iter();
    let chosen = { chosen }.find(|one| Some(one.person) == wanted);
    if wanted.is_some() && chosen.is_none() {
        return Err(Error::Invalid(String::new()));
    }
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.request.assignee = chosen.map(|one| one.person);
    deed.note(StepKind::Assigned, "", "").await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "assigned").await?;
    done(&context, &request, context.t("privacy-assign-done")).await
}

/// Writes a note.
pub async fn note(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let text = long_text(&fields, "notiz");
    if text.is_empty() {
        return warned(&context, &request, "privacy-note-missing").await;
    }
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.note(StepKind::Noted, "", &text).await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "noted").await?;
    done(&context, &request, context.t("privacy-note-done")).await
}
