// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can leave: accepted reports, opened for the engine.

use std::collections::HashMap;

use anonymity::Record;
use db::ConnectionTrait;
use kernel::{Ags, OrganisationId};
use web::{App, Error};

use super::{ReleaseFailure, Rules};
use crate::store::released::Pending;
use crate::{records, sealing, store};

/// The accepted reports of an office whose current version has not left, for the engine.
pub async fn pending(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &Rules,
    office: OrganisationId,
) -> Result<Vec<Record>, ReleaseFailure> {
    let pending = store::released::pending(conn, office, rules.collection.id).await?;
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
