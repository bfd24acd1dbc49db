// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What will be deleted within the next 30 days, what is kept nevertheless, and the proofs of what was
//! deleted.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use kernel::berlin_date;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::{at_office, crumbs, file_path};
use crate::working::{days_from, definition_of};
use crate::{actions, store};

/// Where it is.
pub const PATH: &str = "/faelle/loeschung";
/// So many days are looked ahead.
pub const DAYS_AHEAD: i64 = 30;
/// So many proofs are shown or exported at most, the newest.
const MOST_PROOFS: i64 = 10_000;
const SHOWN_PROOFS: usize = 200;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct DeletionQuery {
    #[serde(default)]
    amt: String,
}

#[derive(Template)]
#[template(path = "cases/deletion.html")]
struct DeletionPage {
    page: Page,
    office: String,
    table_href: String,
    due: Vec<DueLine>,
    may_retain: bool,
    proofs: Vec<ProofLine>,
    more: usize,
}

struct DueLine {
    number: String,
    kind: String,
    closed: String,
    reason: String,
    delete_on: String,
    hold: bool,
    hold_href: String,
}

struct ProofLine {
    number: String,
    kind: String,
    opened: String,
    closed: String,
    reason: String,
    months: i64,
    deleted: String,
    hash: String,
}

/// Shows the list.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<DeletionQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::CASE_OVERSEE, &query.amt).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let until = days_from(berlin_date(app.clock.now()), DAYS_AHEAD);
    let mut due = Vec::new();
    for file in store::files::due_for_deletion(conn, at.office.id, until).await? {
        let definition = definition_of(conn, &file).await?;
        let reason = file.closing_reason.as_deref().unwrap_or_default();
        due.push(DueLine {
            kind: definition.title.clone(),
            closed: file
                .closed_at
                .map_or(String::new(), |at| web::format::date(lang, berlin_date(at))),
            reason: definition
                .reason(reason)
                .map_or_else(String::new, |reason| reason.title.clone()),
            delete_on: file
                .delete_on
                .map_or(String::new(), |day| web::format::date(lang, day)),
            hold: file.hold,
            hold_href: format!("{}/zurueckhalten", file_path(file.id)),
            number: file.number,
        });
    }
    let proofs = store::deletions::of_office(conn, at.office.id, MOST_PROOFS).await?;
    let title = context.t("cases-deletion-title");
    render(&DeletionPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, PATH)])),
        office: at.office.name.clone(),
        table_href: format!("{PATH}/nachweise.csv?amt={}", at.office.id),
        due,
        may_retain: context.may(actions::CASE_RETAIN, &at.place),
        more: proofs.len().saturating_sub(SHOWN_PROOFS),
        proofs: proofs
            .into_iter()
            .take(SHOWN_PROOFS)
            .map(|proof| ProofLine {
                number: proof.number,
                kind: proof.type_title,
                opened: web::format::date(lang, proof.opened_on),
                closed: web::format::date(lang, proof.closed_on),
                reason: proof.reason,
                months: proof.months,
                deleted: web::format::moment(lang, proof.deleted_at),
                hash: proof.content_hash,
            })
            .collect(),
    })
}

/// The proofs as a table.
pub async fn table(
    State(app): State<App>,
    context: Context,
    Query(query): Query<DeletionQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::CASE_OVERSEE, &query.amt).await?;
    let proofs = store::deletions::of_office(app.db.read(), at.office.id, MOST_PROOFS).await?;
    let mut rows = vec![
        [
            "cases-number",
            "cases-kind",
            "cases-opened",
            "cases-closed-on",
            "cases-reason",
            "cases-months",
            "cases-deleted-at",
            "cases-hash",
        ]
        .map(|key| context.t(key)),
    ];
    rows.extend(proofs.into_iter().map(|proof| {
        [
            proof.number,
            proof.type_title,
            proof.opened_on.to_string(),
            proof.closed_on.to_string(),
            proof.reason,
            proof.months.to_string(),
            proof.deleted_at.to_string(),
            proof.content_hash,
        ]
    }));
    web::csv_answer("loeschnachweise.csv", rows.iter().map(|row| &row[..]))
}
