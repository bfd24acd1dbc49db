// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Uploaded tables that wait for a confirmation, and carrying out what they plan.

use db::{ConnectionTrait, Tx};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use kernel::{OrganisationId, PersonId, Resource};
use uuid::Uuid;

use super::organisations::{add_organisations, change_organisation, institutions, offices, state};
use super::territory::{districts, municipalities};
use crate::import::{Existing, Outcome, Plan};
use crate::model::{InstitutionFilter, Organisation, OrganisationKind};

/// How long a table waits for a confirmation.
const WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Keeps a table for the person who uploaded it, and forgets those that have waited too long.
pub(crate) async fn add_preview(
    tx: &Tx,
    id: Uuid,
    person: PersonId,
    content: &str,
    now: Timestamp,
) -> db::Result<()> {
    delete_old_previews(tx, now).await?;
    db::execute(
        tx,
        "INSERT INTO import_previews (id, person, content, created_at) VALUES ($1, $2, $3, $4)",
        vec![
            id.into(),
            person.uuid().into(),
            content.into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The table that this person uploaded, unless it has waited too long.
pub(crate) async fn preview(
    conn: &impl ConnectionTrait,
    id: Uuid,
    person: PersonId,
    now: Timestamp,
) -> db::Result<Option<String>> {
    db::scalar(
        conn,
        "SELECT content FROM import_previews WHERE id = $1 AND person = $2 AND created_at > $3",
        vec![
            id.into(),
            person.uuid().into(),
            (now - WAIT).as_millisecond().into(),
        ],
    )
    .await
}

/// Forgets a table. Says whether it was there.
pub(crate) async fn delete_preview(tx: &Tx, id: Uuid, person: PersonId) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "DELETE FROM import_previews WHERE id = $1 AND person = $2",
        vec![id.into(), person.uuid().into()],
    )
    .await?;
    Ok(rows == 1)
}

/// Forgets the tables that have waited too long.
pub(crate) async fn delete_old_previews(tx: &Tx, now: Timestamp) -> db::Result<u64> {
    db::execute(
        tx,
        "DELETE FROM import_previews WHERE created_at <= $1",
        vec![(now - WAIT).as_millisecond().into()],
    )
    .await
}

/// What a table is compared with: all offices, and the institutions of those that `may` lets through.
pub(crate) async fn existing(
    conn: &impl ConnectionTrait,
    may: &(dyn Fn(&Resource) -> bool + Sync),
    today: Date,
) -> db::Result<Existing> {
    let state = state(conn).await?.id;
    let offices = offices(conn).await?;
    let own: Vec<OrganisationId> = offices
        .iter()
        .map(|office| office.id)
        .filter(|office| may(&Resource::of_institution(state, *office, *office)))
        .collect();
    let institutions = if own.is_empty() {
        Vec::new()
    } else {
        let filter = InstitutionFilter {
            offices: own,
            ..InstitutionFilter::default()
        };
        institutions(conn, &filter).await?
    };
    let municipalities = municipalities(conn, None).await?;
    Ok(Existing {
        state,
        offices,
        institutions,
        districts: districts(conn).await?,
        municipalities: municipalities.into_iter().map(|town| town.ags).collect(),
        today,
    })
}

/// Writes what the plan adds and changes, parents before their children.
pub(crate) async fn carry_out(tx: &Tx, plan: &Plan, now: Timestamp) -> db::Result<()> {
    let of = |wanted: fn(&Outcome) -> bool| {
        plan.rows
            .iter()
            .filter(move |row| wanted(&row.outcome))
            .filter_map(|row| row.organisation.as_ref())
    };
    let mut added: Vec<Organisation> = of(|outcome| matches!(outcome, Outcome::New))
        .cloned()
        .collect();
    added.sort_by_key(|organisation| organisation.kind == OrganisationKind::Institution);
    for changed in of(|outcome| matches!(outcome, Outcome::Changed(_))) {
        change_organisation(tx, changed).await?;
    }
    add_organisations(tx, &added, now).await
}
