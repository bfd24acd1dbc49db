// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What happened to signals.

use db::{ConnectionTrait, FromQueryResult, Tx};
use kernel::{Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{moment, read};
use crate::model::{Dismissal, SignalId, Step};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    happened_at: i64,
    actor: Option<Uuid>,
    kind: String,
    dismissal: Option<String>,
    office: Option<Uuid>,
    observed: Option<i64>,
    sealed_comment: Option<Vec<u8>>,
}

impl Row {
    fn step(self) -> db::Result<Step> {
        let dismissal = self
            .dismissal
            .map(|text| read::<Dismissal>("dismissal", &text));
        Ok(Step {
            id: Id::from_uuid(self.id),
            at: moment("happened_at", self.happened_at)?,
            by: self.actor.map(Id::from_uuid),
            kind: read("kind", &self.kind)?,
            dismissal: dismissal.transpose()?,
            office: self.office.map(Id::from_uuid),
            observed: self.observed,
            sealed_comment: self.sealed_comment,
        })
    }
}

/// Notes a step.
pub async fn add(tx: &Tx, signal: SignalId, step: &Step) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO surveillance_steps (id, signal, happened_at, actor, kind, dismissal, office, observed, sealed_comment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            step.id.uuid().into(),
            signal.uuid().into(),
            step.at.as_millisecond().into(),
            step.by.map(PersonId::uuid).into(),
            step.kind.name().into(),
            step.dismissal.map(Dismissal::name).into(),
            step.office.map(OrganisationId::uuid).into(),
            step.observed.into(),
            step.sealed_comment.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The steps of a signal, the newest first, at most 200.
pub async fn of(conn: &impl ConnectionTrait, signal: SignalId) -> db::Result<Vec<Step>> {
    let sql = "SELECT id, happened_at, actor, kind, dismissal, office, observed, sealed_comment FROM surveillance_steps
         WHERE signal = $1 ORDER BY happened_at DESC, id DESC LIMIT 200";
    db::fetch_all(conn, sql, vec![signal.uuid().into()], Row::step).await
}
