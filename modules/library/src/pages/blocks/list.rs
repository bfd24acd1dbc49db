// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of blocks, also to choose from for a form.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::OrganisationId;
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Page, render};

use super::super::build::href;
use super::super::{LIST as FORMS, draft_for, form_path};
use super::{LIST, block_path, visible};
use crate::actions;
use crate::store::{self, BlockSearch, ListedBlock};

/// How many lines a page of the list has.
const PAGE_SIZE: i64 = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    suche: String,
    seite: String,
    /// The form that a block is chosen for.
    fuer: String,
    /// What is chosen in it.
    frage: String,
}

#[derive(Template)]
#[template(path = "library/blocks.html")]
struct BlocksPage {
    page: Page,
    search: String,
    lines: Vec<Line>,
    count: i64,
    current: u32,
    pages: u32,
    link: String,
    target: Option<Target>,
}

/// The form that a block is chosen for.
struct Target {
    id: String,
    title: String,
    action: String,
    chosen: String,
    stand: String,
    back: String,
}

struct Line {
    id: String,
    title: String,
    href: String,
    owner: String,
    version: u32,
    uses: i64,
    is_retired: bool,
}

fn line(context: &Context, names: &BTreeMap<OrganisationId, String>, listed: ListedBlock) -> Line {
    let block = listed.block;
    Line {
        id: block.id.to_string(),
        title: block.title.get(context.lang().tag()).to_owned(),
        href: block_path(block.id),
        owner: names.get(&block.owner.id).cloned().unwrap_or_default(),
        version: block.newest,
        uses: listed.uses,
        is_retired: block.retired_at.is_some(),
    }
}

/// Shows the blocks that the actor sees.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let owners = visible(&app, &context).await?;
    let target = if query.fuer.is_empty() {
        None
    } else {
        let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &query.fuer).await?;
        let action = format!("{}/bauen", form_path(form.id));
        Some(Target {
            id: form.id.to_string(),
            title: form.title.get(context.lang().tag()).to_owned(),
            back: href(&action, &query.frage),
            action,
            chosen: query.frage.clone(),
            stand: draft.spec_hash,
        })
    };
    let current: u32 = query.seite.parse().unwrap_or(1).max(1);
    let search = BlockSearch {
        text: query.suche.clone(),
        with_retired: target.is_none(),
        offset: i64::from(current - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
    };
    let (listed, count) = store::list_blocks(conn, &owners, &search).await?;
    let pages = u32::try_from((count + PAGE_SIZE - 1) / PAGE_SIZE).unwrap_or(u32::MAX);
    let mut names = BTreeMap::new();
    for owner in directory::organisations(conn, &owners).await? {
        names.insert(owner.id, owner.name);
    }
    let title = context.t("library-blocks-title");
    let crumbs = vec![
        Crumb::new(context.t("library-title"), FORMS),
        Crumb::new(&title, LIST),
    ];
    let heading = match &target {
        Some(target) => context.t_with(
            "library-blocks-choose",
            &[("form", target.title.as_str().into())],
        ),
        None => title,
    };
    render(&BlocksPage {
        page: context.page(&heading, crumbs),
        link: format!(
            "{LIST}?suche={}&fuer={}&frage={}&seite=",
            encode_component(&query.suche),
            encode_component(&query.fuer),
            encode_component(&query.frage)
        ),
        search: query.suche,
        lines: listed
            .into_iter()
            .map(|listed| line(&context, &names, listed))
            .collect(),
        count,
        current,
        pages: pages.max(1),
        target,
    })
}
