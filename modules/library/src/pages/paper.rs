// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form to be filled in by hand.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use form_pages::Paper;
use web::{App, Context, Error};

use super::preview::{PreviewQuery, Which, compiled, language};

/// The draft or the version as PDF.
pub(crate) async fn pdf(
    State(app): State<App>,
    context: Context,
    Path(which): Path<Which>,
    Query(query): Query<PreviewQuery>,
) -> Result<Response, Error> {
    let subject = which.subject(&app, &context).await?;
    let form = compiled(&app, &subject).await?;
    let lang = language(&context, &query);
    let title = subject.spec.title.get(lang.tag()).to_owned();
    let version = match subject.number {
        Some(number) => context.t_with(
            "library-version-number",
            &[("number", number.to_string().into())],
        ),
        None => context.t("library-draft"),
    };
    let owner = directory::organisation(app.db.read(), subject.form.owner).await?;
    let owner = owner.map_or(String::new(), |one| one.name);
    let name = format!("{title} {version}.pdf");
    let paper = Paper {
        lang,
        header: [owner.as_str(), title.as_str()].join(" · "),
        author: owner,
        footer: format!("{title} · {version}"),
        title,
        facts: Vec::new(),
        created: app.clock.now(),
    };
    web::pdf(form_pages::blank_paper(&form, &paper), &name).await
}
