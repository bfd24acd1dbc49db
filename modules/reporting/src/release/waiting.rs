// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can leave: accepted reports, opened for the engine.

use std::collections::{HashMap, HashSet};

use anonymity::Record;
use db::ConnectionTrait;
use kernel::{Ags, OrganisationId};
use web::{App, Error};

use super::{ReleaseFailure, Rules};
use crate::model::{ApprovalLevel, Collection, Within};
use crate::period::Period;
use crate::store::released::Pending;
use crate::{records, sealing, store};

/// The accepted reports of an office whose current version has not left, for the engine.
pub async fn pending(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &Rules,
    office: OrganisationId,
) -> Result<Vec<Record>, ReleaseFailure> {
    let mut pending = store::released::pending(conn, office, rules.collection.id).await?;
    only_approved(conn, &rules.collection, office, &mut pending).await?;
    let mut institutions: Vec<_> = pending
        .iter()
        .map(|one| one.submission.institution)
        .collect();
    institutions.sort();
    institutions.dedup();
    let places = places(app, conn, &institutions).await?;
    let mut records = Vec::with_capacity(pending.len());
    for one in &pending {
        records.push(open_record(app, conn, rules, &places, one).await?);
    }
    Ok(records)
}

/// Where the office approves periods, only reports of periods that it has approved leave.
pub async fn only_approved(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    office: OrganisationId,
    pending: &mut Vec<Pending>,
) -> Result<(), Error> {
    let levels = collection
        .approval
        .iter()
        .filter(|level| **level != ApprovalLevel::State)
        .count();
    if levels == 0 {
        return Ok(());
    }
    let levels = i64::try_from(levels).unwrap_or(i64::MAX);
    let season = collection.calendar.season;
    let span = (season.from, season.to);
    let approved: HashSet<Period> =
        store::standing::of_collection(conn, collection.id, span, Some((office, &Within::All)))
            .await?
            .into_iter()
            .filter(|standing| standing.approvals >= levels)
            .map(|standing| standing.period)
            .collect();
    pending.retain(|one| {
        let unit = collection.calendar.unit_of(one.submission.period);
        approved.contains(&unit)
    });
    Ok(())
}

/// Opens one accepted report for the engine.
pub async fn open_record(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &Rules,
    places: &HashMap<OrganisationId, Ags>,
    pending: &Pending,
) -> Result<Record, Error> {
    let submission = &pending.submission;
    let version = sealing::open_version(&app.vault, conn, submission, &pending.sealed).await?;
    let place = places
        .get(&submission.institution)
        // No district: the engine does not know the state as a district and holds the record back.
        .unwrap_or(&app.settings.state_ags)
        .clone();
    Ok(records::record(
        submission,
        &version.content.answers,
        place,
        &rules.measures,
    ))
}

/// The districts that institutions lie in.
pub async fn places(
    app: &App,
    conn: &impl ConnectionTrait,
    institutions: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Ags>, Error> {
    let organisations = directory::organisations(conn, institutions).await?;
    Ok(organisations
        .into_iter()
        .map(|one| {
            let district = one.ags.as_ref().and_then(Ags::district);
            (
                one.id,
                district.unwrap_or_else(|| app.settings.state_ags.clone()),
            )
        })
        .collect())
}
