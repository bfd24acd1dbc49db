// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The copy for the person: what will be in it, and making it, once somebody has said that it was looked
//! through for data of others.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs_of, hit_path, open_request, request_path, status_of};
use crate::model::{Request, Search, StepKind, Verdict};
use crate::working::{holdings_of, note_look};
use crate::{actions, copying, deciding, sealing, store};

#[derive(Template)]
#[template(path = "privacy/copy.html")]
struct CopyPage {
    page: Page,
    path: String,
    back: String,
    lines: Vec<Line>,
    /// How many hits nobody has judged.
    open: usize,
    searched: bool,
    error: String,
    errors: Vec<(String, String)>,
}

struct Line {
    href: String,
    kind: String,
    title: String,
    fields: usize,
    files: usize,
    left_out: usize,
}

async fn show(
    app: &App,
    context: &Context,
    request: &Request,
    error: String,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for opened in deciding::hers(app, context.lang(), request).await? {
        let left_out = sealing::left_out(app, conn, request.office, &opened.found).await?;
        lines.push(Line {
            href: hit_path(&opened.found),
            kind: context.t(holdings_of(app, &opened.found)?.words),
            title: opened.held.title,
            fields: opened.held.fields.len(),
            files: opened.held.files.len(),
            left_out: left_out.len(),
        });
    }
    let found = store::hits::of_request(conn, request.id).await?;
    let undecided = |verdict: Verdict| matches!(verdict, Verdict::Open | Verdict::Unsure);
    let title = context.t("privacy-copy-page-title");
    let back = request_path(request.id);
    let path = format!("{back}/auskunft");
    let errors = if error.is_empty() {
        Vec::new()
    } else {
        vec![("geprueft".to_owned(), error.clone())]
    };
    let html = render(&CopyPage {
        page: context.page(
            format!("{title} · {}", request.number),
            crumbs_of(context, request, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        lines,
        open: found.iter().filter(|one| undecided(one.verdict)).count(),
        searched: request.search == Search::Done,
        error,
        errors: errors.clone(),
    })?;
    Ok((status_of(&errors), html).into_response())
}

/// Shows what will be in the copy.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    show(&app, &context, &request, String::new()).await
}

/// Makes the copy. That it was made is recorded before it is given away.
pub async fn make(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    if !fields.has("geprueft") {
        let error = context.t("privacy-copy-unchecked");
        return show(&app, &context, &request, error).await;
    }
    let archive = copying::make(&app, &request).await?;
    let about = app.catalog.text(
        Lang::De,
        "privacy-copy-about",
        &[
            ("things", archive.things.into()),
            ("left", archive.left_out.into()),
        ],
    );
    note_look(
        &app,
        &request,
        (StepKind::Exported, about),
        "",
        context.person()?,
    )
    .await?;
    let name = format!("{}.zip", request.number);
    web::file_response(&name, "application/zip", "no-store", archive.bytes)
}
