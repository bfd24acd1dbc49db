// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One data set: what it is, who sees it, all its versions.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{PATH, VersionView, crumbs, load_set, may, version_view};
use crate::cases::shelf::CaseShelf;
use crate::sets::{Publication, SetKey, importing, title};
use crate::{actions, store};

/// How many versions a page has.
const PER_PAGE: i64 = 25;

/// Where a set is.
pub(super) fn path_of(set: &SetKey) -> String {
    format!("{PATH}/{set}")
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    seite: String,
}

#[derive(Template)]
#[template(path = "indicators/set.html")]
struct SetPage {
    page: Page,
    path: String,
    publication: &'static str,
    badge: &'static str,
    facts: Vec<(String, String)>,
    current: i64,
    versions: Vec<VersionView>,
    may_import: bool,
    number: u32,
    pages: u32,
}

/// Shows it.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let may_import = may(&app, &context, actions::SET_IMPORT).await.is_ok();
    let set = load_set(&app, &set).await?;
    let conn = app.db.read();
    let count = store::sets::count(conn, &set.key).await?;
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE);
    let pages = pages.unwrap_or(u32::MAX).max(1);
    let number = wish.seite.parse().unwrap_or(1_u32).clamp(1, pages);
    let part = (i64::from(number - 1) * PER_PAGE, PER_PAGE);
    let current = store::sets::current_number(conn, &set.key).await?;
    let versions = store::sets::part(conn, &set.key, part).await?;
    let heading = title(&set, context.lang());
    let path = path_of(&set.key);
    let about = &set.description;
    let kind = [("kind", set.kind.name().into())];
    let facts = [
        ("indicators-import-key", set.key.to_string()),
        (
            "indicators-import-art",
            context.t_with("indicators-set-kind", &kind),
        ),
        ("indicators-import-source", about.source.clone()),
        ("indicators-import-licence", about.licence.clone()),
        ("indicators-import-attribution", about.attribution.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let published = set.publication != Publication::Internal;
    render(&SetPage {
        page: context.page(
            &heading,
            crumbs(&context, vec![Crumb::new(&heading, &path)]),
        ),
        path,
        publication: set.publication.name(),
        badge: if published { "success" } else { "neutral" },
        facts: facts.map(|(key, value)| (context.t(key), value)).collect(),
        current: current.unwrap_or_default(),
        versions: versions
            .iter()
            .map(|one| version_view(&context, one, current))
            .collect(),
        may_import,
        number,
        pages,
    })
}

/// Says who sees a set.
pub(crate) async fn publish(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let mut set = load_set(&app, &set).await?;
    let publication = fields.text("sichtbar").parse();
    set.publication =
        publication.map_err(|_| Error::Invalid(context.t("indicators-version-undecided")))?;
    let under_plan = store::protection::plan_on(app.db.read(), &set.key).await?;
    let refused = match set.publication {
        // Exact numbers beside noise or dots would tell what these hide.
        Publication::AsPublished => under_plan.is_some(),
        Publication::Protected => under_plan.is_none(),
        Publication::Internal => false,
    };
    if refused {
        return Err(Error::Invalid(context.t("indicators-set-under-plan")));
    }
    set.version = fields.text("version").parse().unwrap_or(-1);
    if !importing::publish(&app, &set, context.person()?).await? {
        return Err(Error::Conflict(context.t("indicators-set-outdated")));
    }
    shelf.expire();
    let said = match set.publication {
        Publication::Internal => "indicators-set-hidden",
        Publication::AsPublished => "indicators-set-published",
        Publication::Protected => "indicators-set-protected",
    };
    context.flash("success", context.t(said)).await?;
    Ok(Redirect::to(PATH).into_response())
}
