// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All data sets.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{App, Context, Error, Page, render};

use super::set::path_of as set_path;
use super::{PATH, VersionView, crumbs, may, seen_at, version_view};
use crate::sets::{Publication, SetKind, title};
use crate::{actions, store};

/// How many versions of a set the list shows; its own page shows all.
const SHOWN: i64 = 3;

#[derive(Template)]
#[template(path = "indicators/sets.html")]
struct ListPage {
    page: Page,
    may_import: bool,
    sets: Vec<SetView>,
}

impl ListPage {
    /// Where it is said what is shown of a set.
    #[expect(clippy::unused_self, reason = "the template calls it")]
    fn definitions(&self, set: &SetView) -> String {
        format!("{PATH}/{}/kennzahlen", set.key)
    }
}

struct SetView {
    key: String,
    href: String,
    title: String,
    kind: &'static str,
    /// Whether its numbers can be published under a plan; of other sets can be said what is shown.
    has_plan: bool,
    is_defined: bool,
    /// Where the public sees it.
    seen_at: &'static str,
    publication: &'static str,
    published: bool,
    /// Whether there is a plan under which it was published.
    planned: bool,
    protected: bool,
    badge: &'static str,
    version: i64,
    /// How many versions there are.
    all: i64,
    further: bool,
    versions: Vec<VersionView>,
}

/// All sets with their versions.
pub(crate) async fn list(State(app): State<App>, context: Context) -> Result<Response, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let may_import = may(&app, &context, actions::SET_IMPORT).await.is_ok();
    let conn = app.db.read();
    let mut sets = Vec::new();
    for set in store::sets::all(conn).await? {
        let versions = store::sets::part(conn, &set.key, (0, SHOWN)).await?;
        let current = store::sets::current_number(conn, &set.key).await?;
        let all = store::sets::count(conn, &set.key).await?;
        let published = set.publication != Publication::Internal;
        sets.push(SetView {
            href: set_path(&set.key),
            key: set.key.to_string(),
            title: title(&set, context.lang()),
            kind: set.kind.name(),
            has_plan: set.kind == SetKind::Cases,
            is_defined: set.kind != SetKind::Cases && current.is_some(),
            seen_at: seen_at(set.kind),
            publication: set.publication.name(),
            published,
            planned: store::protection::plan_on(conn, &set.key).await?.is_some(),
            protected: set.publication == Publication::Protected,
            badge: if published { "success" } else { "neutral" },
            version: set.version,
            all,
            further: all > SHOWN,
            versions: versions
                .iter()
                .map(|one| version_view(&context, one, current))
                .collect(),
        });
    }
    let title = context.t("indicators-sets-title");
    let page = context.page(title, crumbs(&context, Vec::new()));
    Ok(render(&ListPage {
        page,
        may_import,
        sets,
    })?
    .into_response())
}
