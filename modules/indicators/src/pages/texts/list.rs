// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All texts: what can have one, and in which state it is.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::berlin_date;
use serde::Deserialize;
use web::{App, Context, Error, Page, render};

use super::{PATH, crumbs, may, name_of, state_of};
use crate::cases::Cases;
use crate::cases::shelf::CaseShelf;
use crate::texts::{Draft, Subject, SubjectKind};
use crate::{actions, store};

/// How many lines a page of the list has.
const LINES: usize = 50;

/// What can have a text: what sets hold, and what has one already.
fn subjects(cases: &Cases, drafts: &[Draft]) -> Vec<Subject> {
    let mut all: Vec<Subject> = drafts.iter().map(|draft| draft.subject.clone()).collect();
    for set in &cases.measured.sets {
        let keys = set.table.indicators().map(measures::Indicator::key);
        all.extend(keys.map(|key| Subject::new(SubjectKind::Indicator, key)));
    }
    for set in &cases.sets {
        let keys = set.axes().categories().keys();
        all.extend(
            keys.iter()
                .map(|key| Subject::new(SubjectKind::Disease, key)),
        );
    }
    all.sort();
    all.dedup();
    all
}

/// What a reader of the list typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    suche: String,
    seite: u32,
}

#[derive(Template)]
#[template(path = "indicators/texts.html")]
struct ListPage {
    page: Page,
    search: String,
    count: usize,
    lines: Vec<TextLine>,
    number: u32,
    pages: u32,
    paging: String,
}

struct TextLine {
    name: String,
    href: String,
    kind: &'static str,
    state: &'static str,
    badge: &'static str,
    written: String,
}

/// All indicators and diseases with the state of their texts.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(search): Query<Search>,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_WRITE).await?;
    let cases = shelf.all(&app).await?;
    let conn = app.db.read();
    let drafts = store::texts::drafts(conn).await?;
    let wanted = search.suche.trim().to_lowercase();
    let mut found: Vec<(Subject, String)> = subjects(&cases, &drafts)
        .into_iter()
        .map(|subject| {
            let name = name_of(&cases, &subject, context.lang());
            let name = name.unwrap_or_else(|| subject.key.clone());
            (subject, name)
        })
        .filter(|(_, name)| name.to_lowercase().contains(&wanted))
        .collect();
    found.sort_by(|a, b| (a.0.kind, &a.1).cmp(&(b.0.kind, &b.1)));
    let count = found.len();
    let pages = u32::try_from(count.div_ceil(LINES).max(1)).unwrap_or(1);
    let number = search.seite.clamp(1, pages);
    let skipped = usize::try_from(number - 1).unwrap_or(0) * LINES;
    let today = berlin_date(app.clock.now());
    let mut lines = Vec::new();
    for (subject, name) in found.into_iter().skip(skipped).take(LINES) {
        let draft = drafts.iter().find(|draft| draft.subject == subject);
        let versions = match draft {
            Some(_) => store::texts::versions(conn, &subject).await?,
            None => Vec::new(),
        };
        let (state, badge) = state_of(draft, &versions, today);
        lines.push(TextLine {
            name,
            href: subject.path(),
            kind: subject.kind.name(),
            state,
            badge,
            written: draft.map_or("–".to_owned(), |draft| {
                web::format::moment(context.lang(), draft.written_at)
            }),
        });
    }
    let title = context.t("indicators-texts-title");
    let typed = web::form::encode_component(search.suche.trim());
    let page = context.page(title, crumbs(&context, Vec::new()));
    Ok(render(&ListPage {
        page,
        search: search.suche,
        count,
        lines,
        number,
        pages,
        paging: format!("{PATH}?suche={typed}&seite="),
    })?
    .into_response())
}
