// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deleting requests after their time, with proof.

use kernel::{Id, berlin_date};
use web::{App, Error};

use crate::model::{Outcome, Request, RequestDeletion, RequestState};
use crate::working::new_id;
use crate::{actions, store};

/// How many requests are deleted before the job looks again.
const AT_ONCE: i64 = 200;

/// Deletes all requests whose time has come, each in a transaction of its own. Says how many.
pub async fn delete_due(app: &App) -> Result<u64, Error> {
    let today = berlin_date(app.clock.now());
    let mut deleted = 0;
    loop {
        let mut gone = 0;
        for request in store::requests::to_delete(app.db.read(), today, AT_ONCE).await? {
            if delete_one(app, &request).await? {
                gone += 1;
            }
        }
        deleted += gone;
        if gone == 0 {
            return Ok(deleted);
        }
    }
}

async fn delete_one(app: &App, request: &Request) -> Result<bool, Error> {
    let now = app.clock.now();
    let today = berlin_date(now);
    let tx = app.db.begin().await?;
    let held = store::requests::find_for_update(&tx, request.id).await?;
    let is_due = |one: &Request| {
        one.state == RequestState::Closed && one.delete_on.is_some_and(|day| day <= today)
    };
    let Some(request) = held.filter(is_due) else {
        return Ok(false);
    };
    let (pieces, hash) = store::proofs::delete_request(&tx, request.id).await?;
    let proof = RequestDeletion {
        number: request.number.clone(),
        kind: request.kind,
        received_on: request.received_on,
        closed_on: berlin_date(request.closed_at.unwrap_or(now)),
        outcome: request.outcome.unwrap_or(Outcome::Fulfilled),
        pieces,
        content_hash: hex::encode(hash),
        deleted_at: now,
    };
    store::proofs::add_deletion(&tx, new_id(app), request.office, &proof).await?;
    let entry = audit::Entry {
        chain: request.office.uuid(),
        actor: None,
        action: actions::PRIVACY_DELETE,
        subject: audit::Subject::new("privacy-request", Id::<()>::from_uuid(request.id)),
        facts: vec![("pieces", pieces.into()), ("content", hash.into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(true)
}
