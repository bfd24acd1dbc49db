// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of forms.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::OrganisationId;
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Page, render};

use super::ownership::{owners as may_own, seen};
use super::{LIST, View, form_path};
use crate::model::Standing;
use crate::store::{self, Listed, Search, Seen};

/// How many lines a page of the list has.
const PAGE_SIZE: i64 = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    suche: String,
    stand: String,
    seite: String,
}

#[derive(Template)]
#[template(path = "library/list.html")]
struct ListPage {
    page: Page,
    search: String,
    standing: String,
    whole: bool,
    may_edit: bool,
    filtered: bool,
    lines: Vec<Line>,
    count: i64,
    current: u32,
    pages: u32,
    link: String,
}

struct Line {
    title: String,
    href: String,
    key: String,
    standing_kind: &'static str,
    standing_key: String,
    version: String,
    published: String,
    edited: String,
    /// Whether the actor sees the draft, too.
    is_whole: bool,
    owner: String,
}

/// Whose forms are listed.
struct Owners {
    seen: Seen,
    names: BTreeMap<OrganisationId, String>,
}

fn line(context: &Context, owners: &Owners, listed: Listed) -> Line {
    let lang = context.lang();
    let view = if owners.seen.whole.contains(&listed.owner) {
        View::Whole
    } else {
        View::Published
    };
    let title = match (&listed.latest, view) {
        (Some(latest), View::Published) => latest.title.get(lang.tag()),
        _ => listed.title.get(lang.tag()),
    };
    Line {
        title: title.to_owned(),
        href: form_path(listed.id),
        standing_kind: standing_kind(listed.standing),
        standing_key: format!("library-standing-{}", listed.standing.name()),
        version: listed
            .latest
            .as_ref()
            .map_or(String::new(), |latest| latest.number.to_string()),
        published: listed.latest.as_ref().map_or(String::new(), |latest| {
            web::format::moment(lang, latest.published_at)
        }),
        edited: web::format::moment(lang, listed.edited_at),
        is_whole: view == View::Whole,
        owner: owners.names.get(&listed.owner).cloned().unwrap_or_default(),
        key: listed.key,
    }
}

/// The colour of a standing; its words say the same.
pub(super) fn standing_kind(standing: Standing) -> &'static str {
    match standing {
        Standing::Unpublished => "neutral",
        Standing::Published => "success",
        Standing::Changed => "info",
    }
}

/// Shows the forms that the actor sees.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let seen = seen(&app, &context).await?;
    let whole = !seen.whole.is_empty();
    let current: u32 = query.seite.parse().unwrap_or(1).max(1);
    let standing = Standing::named(&query.stand).filter(|_| whole);
    let search = Search {
        text: query.suche.clone(),
        standing,
        published_only: !whole,
        offset: i64::from(current - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
    };
    let (listed, count) = store::list(conn, &seen, &search).await?;
    let pages = u32::try_from((count + PAGE_SIZE - 1) / PAGE_SIZE).unwrap_or(u32::MAX);
    let standing = standing.map_or("", Standing::name);
    let title = context.t("library-title");
    let may_edit = !may_own(&app, &context).await?.is_empty();
    let mut owners = Owners {
        seen,
        names: BTreeMap::new(),
    };
    let known: BTreeSet<OrganisationId> = listed.iter().map(|line| line.owner).collect();
    for owner in directory::organisations(conn, &known.into_iter().collect::<Vec<_>>()).await? {
        owners.names.insert(owner.id, owner.name);
    }
    render(&ListPage {
        page: context.page(&title, vec![Crumb::new(&title, LIST)]),
        link: format!(
            "{LIST}?suche={}&stand={standing}&seite=",
            encode_component(&query.suche)
        ),
        filtered: !query.suche.trim().is_empty() || !standing.is_empty(),
        search: query.suche,
        standing: standing.to_owned(),
        whole,
        may_edit,
        lines: listed
            .into_iter()
            .map(|listed| line(&context, &owners, listed))
            .collect(),
        count,
        current,
        pages: pages.max(1),
    })
}
