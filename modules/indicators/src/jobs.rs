// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Takes accepted releases over into the dataset.

use std::collections::BTreeMap;

use ::jobs::JobError;
use kernel::{CollectionId, IsoWeek, OrganisationId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::store;

/// The event that says that the state has taken a release over.
pub const RELEASE_ACCEPTED: &str = "release.accepted";

/// The payload of [`RELEASE_ACCEPTED`]: all that a release says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseAccepted {
    /// Of which collection.
    pub collection: CollectionId,
    /// What the collection is called.
    pub collection_title: String,
    /// From which office.
    pub office: OrganisationId,
    /// Its number in the ledger of this office and collection, from 1.
    pub sequence: u64,
    /// The week in which it was released.
    pub as_of: IsoWeek,
    /// Its groups.
    pub groups: Vec<AcceptedGroup>,
}

/// A group of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedGroup {
    /// `figures`, `closed`, `correction` or `count`.
    pub kind: String,
    /// `district`, `region` or `state`; none in a count.
    #[serde(default)]
    pub level: Option<String>,
    /// The key of the place at that level; none in a count.
    #[serde(default)]
    pub place: Option<String>,
    /// The week that the reports are about; none in a count.
    #[serde(default)]
    pub week: Option<IsoWeek>,
    /// How many different institutions are in it.
    pub facilities: u64,
    /// How many reports are in it.
    pub reports: u64,
    /// Sums by measure; of a correction what to add to earlier ones.
    #[serde(default)]
    pub sums: BTreeMap<String, i64>,
}

/// Writes the groups of a release once, however often the event comes.
pub async fn take_over(app: &App, event: ReleaseAccepted) -> Result<(), JobError> {
    let tx = app.db.begin().await?;
    let new = store::add_release(&tx, &event, app.clock.now()).await?;
    tx.commit().await?;
    tracing::info!(
        collection = %event.collection,
        office = %event.office,
        sequence = event.sequence,
        groups = event.groups.len(),
        new,
        "a release was taken over into the dataset"
    );
    Ok(())
}

/// How a job ends that has met an error.
pub(crate) fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        Error::NotFound => JobError::permanent("not-found"),
        other => {
            tracing::error!(error = %other, "a job of the module indicators failed");
            JobError::temporary("internal")
        }
    }
}
