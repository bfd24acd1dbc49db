// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Restricting what is held about the person, and lifting that, with a reason.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{begin, crumbs_of, done, long_text, open_request, request_path, status_of};
use crate::model::{Request, RequestState, StepKind};
use crate::working::holdings_of;
use crate::{actions, deciding, store};

#[derive(Template)]
#[template(path = "privacy/restriction.html")]
struct RestrictionPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    /// What is held: what it is, and whether it is restricted.
    lines: Vec<(String, bool)>,
    free: usize,
    restricted: usize,
    text: String,
    error: String,
    errors: Vec<(String, String)>,
}

async fn show(
    app: &App,
    context: &Context,
    request: &Request,
    (text, error): (String, String),
) -> Result<Response, Error> {
    let mut lines = Vec::new();
    for opened in deciding::hers(app, context.lang(), request).await? {
        let kind = context.t(holdings_of(app, &opened.found)?.words);
        let line = format!("{kind}: {}", opened.held.title);
        lines.push((line, opened.held.restricted));
    }
    let restricted = lines.iter().filter(|(_, restricted)| *restricted).count();
    let title = context.t("privacy-restrict-title");
    let back = request_path(request.id);
    let path = format!("{back}/einschraenken");
    let errors = if error.is_empty() {
        Vec::new()
    } else {
        vec![("grund".to_owned(), error.clone())]
    };
    let html = render(&RestrictionPage {
        page: context.page(
            format!("{title} · {}", request.number),
            crumbs_of(context, request, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: request.version,
        free: lines.len() - restricted,
        restricted,
        lines,
        text,
        error,
        errors: errors.clone(),
    })?;
    Ok((status_of(&errors), html).into_response())
}

/// Asks for the reason.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_DECIDE, &request).await?;
    show(&app, &context, &request, Default::default()).await
}

/// Restricts, or lifts.
pub async fn restrict(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_DECIDE, &request).await?;
    let text = long_text(&fields, "grund");
    if text.is_empty() {
        let error = context.t("privacy-reason-missing");
        return show(&app, &context, &request, (text, error)).await;
    }
    let restricted = fields.text("aktion") != "aufheben";
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let kind = if restricted {
        StepKind::Restricted
    } else {
        StepKind::Lifted
    };
    deed.note(kind, "", &text).await?;
    // The reason stands in the journal before anything is done.
    let request = deed.commit(actions::PRIVACY_DECIDE, kind.name()).await?;
    let by = context.person()?;
    let (changed, not) = deciding::restrict(&app, &request, restricted, by).await?;
    let key = if restricted {
        "privacy-restrict-done"
    } else {
        "privacy-lift-done"
    };
    let text = context.t_with(key, &[("count", changed.into()), ("not", not.into())]);
    let request = store::requests::find(app.db.read(), request.id).await?;
    done(&context, &request.ok_or(Error::NotFound)?, text).await
}
