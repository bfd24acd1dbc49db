// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office has to review: the reports of one period, and what happened to them last.

use db::{ConnectionTrait, FromQueryResult};
use kernel::{CollectionId, Id, OrganisationId, PersonId, SubmissionId};
use uuid::Uuid;

use super::{read, submissions};
use crate::model::Submission;
use crate::period::Period;

/// The reports of an office about a period, or about days of it, withdrawn ones not among them.
pub async fn submissions_of_period(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
    period: Period,
    repeatable: bool,
) -> db::Result<Vec<Submission>> {
    let (from, to) = if repeatable {
        (
            period.first_day().to_string(),
            period.last_day().to_string(),
        )
    } else {
        (period.to_string(), period.to_string())
    };
    submissions::list(
        conn,
        "WHERE office = $1 AND collection = $2 AND period >= $3 AND period <= $4 AND state <> 'withdrawn'
         ORDER BY period, submitted_at, id",
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            from.into(),
            to.into(),
        ],
    )
    .await
}

#[derive(FromQueryResult)]
struct ActorRow {
    by_person: Option<Uuid>,
    kind: String,
}

/// The last thing that happened to a report and who did it.
pub async fn last_event(
    conn: &impl ConnectionTrait,
    submission: SubmissionId,
) -> db::Result<Option<(crate::model::EventKind, Option<PersonId>)>> {
    let row = db::one::<ActorRow>(
        conn,
        "SELECT by_person, kind FROM submission_events WHERE submission = $1
         ORDER BY at DESC, id DESC LIMIT 1",
        vec![submission.uuid().into()],
    )
    .await?;
    row.map(|row| Ok((read("kind", &row.kind)?, row.by_person.map(Id::from_uuid))))
        .transpose()
}

/// The reports of the same institution and collection about the periods before, the latest first,
/// withdrawn ones not among them; at most `most`.
pub async fn before(
    conn: &impl ConnectionTrait,
    submission: &Submission,
    most: i64,
) -> db::Result<Vec<Submission>> {
    submissions::list(
        conn,
        "WHERE institution = $1 AND collection = $2 AND period < $3 AND state <> 'withdrawn'
         ORDER BY period DESC, submitted_at DESC, id LIMIT $4",
        vec![
            submission.institution.uuid().into(),
            submission.collection.uuid().into(),
            submission.period.to_string().into(),
            most.into(),
        ],
    )
    .await
}

/// The newest other reports of the same office and collection, withdrawn ones not among them; at most
/// `most`.
pub async fn newest_of_office(
    conn: &impl ConnectionTrait,
    submission: &Submission,
    most: i64,
) -> db::Result<Vec<Submission>> {
    submissions::list(
        conn,
        "WHERE office = $1 AND collection = $2 AND id <> $3 AND state <> 'withdrawn'
         ORDER BY period DESC, submitted_at DESC, id LIMIT $4",
        vec![
            submission.office.uuid().into(),
            submission.collection.uuid().into(),
            submission.id.uuid().into(),
            most.into(),
        ],
    )
    .await
}
