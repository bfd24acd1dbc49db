// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The proofs: what was deleted on requests, and which requests were deleted after their time.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::{Names, at_office, crumbs};
use crate::model::{DeletionGround, Outcome, RequestKind};
use crate::{actions, store};

/// Where they are.
pub const PATH: &str = "/betroffenenrechte/nachweise";

/// So many of each are shown, the newest.
const SHOWN: i64 = 200;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProofsQuery {
    amt: String,
}

#[derive(Template)]
#[template(path = "privacy/proofs.html")]
struct ProofsPage {
    page: Page,
    office: String,
    proofs: Vec<ProofLine>,
    deletions: Vec<DeletionLine>,
}

struct ProofLine {
    number: String,
    kind: String,
    ground: DeletionGround,
    pieces: i64,
    proposed: String,
    confirmed: String,
    when: String,
    hash: String,
}

struct DeletionLine {
    number: String,
    kind: RequestKind,
    received: String,
    closed: String,
    outcome: Outcome,
    when: String,
    hash: String,
}

/// Shows them.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ProofsQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::PRIVACY_REQUEST, &query.amt).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let mut names = Names::default();
    let mut proofs = Vec::new();
    for proof in store::proofs::of_office(conn, at.office.id, SHOWN).await? {
        let mut all = app.holdings.iter();
        let words = all.find(|one| one.module == proof.module);
        proofs.push(ProofLine {
            number: proof.request_number,
            kind: words.map_or(proof.module, |one| context.t(one.words)),
            ground: proof.ground,
            pieces: proof.pieces,
            proposed: names.get(&app, &context, proof.proposed_by).await?,
            confirmed: names.get(&app, &context, proof.confirmed_by).await?,
            when: web::format::moment(lang, proof.deleted_at),
            hash: proof.content_hash,
        });
    }
    let deletions = store::proofs::deletions(conn, at.office.id, SHOWN).await?;
    let title = context.t("privacy-proofs-title");
    render(&ProofsPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, PATH)])),
        office: at.office.name,
        proofs,
        deletions: deletions
            .into_iter()
            .map(|one| DeletionLine {
                number: one.number,
                kind: one.kind,
                received: web::format::date(lang, one.received_on),
                closed: web::format::date(lang, one.closed_on),
                outcome: one.outcome,
                when: web::format::moment(lang, one.deleted_at),
                hash: one.content_hash,
            })
            .collect(),
    })
}
