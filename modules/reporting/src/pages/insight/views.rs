// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The views under a name that somebody finds at an office.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use web::{App, Context, Crumb, Error, Page, render};

use super::{Wish, opened, seat};
use crate::pages::person_name;
use crate::store;

#[derive(Template)]
#[template(path = "reporting/insight_views.html")]
struct ViewsPage {
    page: Page,
    office: String,
    lines: Vec<Line>,
    new: String,
}

struct Line {
    name: String,
    figures: String,
    list: String,
    edit: String,
    remove: String,
    shared: bool,
    owner: String,
    changed: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let conn = app.db.read();
    let person = context.person()?;
    let kept = store::views::of(
        conn,
        seat.collection.id,
        seat.office(),
        (person, &seat.at.within),
    )
    .await?;
    let mut lines = Vec::with_capacity(kept.len());
    for view in kept {
        let content = opened(&app, &view).await?;
        let id = Some(view.id);
        lines.push(Line {
            name: content.name,
            figures: seat.path("", id),
            list: seat.path("/liste", id),
            edit: seat.path("/filter", id),
            remove: seat.path(&format!("/ansichten/{}/loeschen", view.id), None),
            shared: view.shared,
            owner: person_name(conn, &context, Some(view.owner)).await?,
            changed: web::format::moment(context.lang(), view.changed_at),
        });
    }
    let title = context.t("reporting-insight-views-title");
    let here = seat.path("/ansichten", None);
    render(&ViewsPage {
        page: context.page(
            format!("{title}: {}", seat.collection.title),
            seat.crumbs(&context, vec![Crumb::new(&title, &here)]),
        ),
        office: seat.at.office.name.clone(),
        lines,
        new: seat.path("/filter", None),
    })
}
