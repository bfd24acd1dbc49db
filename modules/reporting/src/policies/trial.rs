// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Trying a policy: weekly releases of a stream of records, as the engine makes them.
//!
//! The work is bounded by the number of records, and one policy is tried at a time in each process.

use anonymity::forwarding::{
    Figures, Hierarchies, LegalPath, Policy, Record, ReleaseError, simulate,
};
use kernel::IsoWeek;
use tokio::sync::Semaphore;
use web::Error;

use super::fields::PolicyField;
use super::records;

static TRYING: Semaphore = Semaphore::const_new(1);

/// Why a policy could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum TrialFailure {
    /// The policy does not fit its hierarchies or lacks something.
    #[error("the policy cannot be applied: {0}")]
    Engine(#[from] ReleaseError),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// What a policy comes to on invented records that end with week `last`; none if nothing leaves by it.
pub async fn try_invented(
    policy: &Policy,
    fields: &[PolicyField],
    hierarchies: &Hierarchies,
    last: IsoWeek,
) -> Result<Option<Figures>, TrialFailure> {
    let records = records::invented(policy, fields, hierarchies, last);
    try_records(policy, hierarchies, records).await
}

/// What a policy comes to on these records; none if nothing leaves by it.
pub async fn try_records(
    policy: &Policy,
    hierarchies: &Hierarchies,
    records: Vec<Record>,
) -> Result<Option<Figures>, TrialFailure> {
    let rules = policy.rules();
    // What noise comes to follows from the policy alone.
    if rules.path == LegalPath::StatutoryTransmission || rules.noise.is_some() {
        return Ok(None);
    }
    let permit = TRYING.acquire().await.map_err(Error::internal)?;
    let (policy, hierarchies) = (policy.clone(), hierarchies.clone());
    let figures = tokio::task::spawn_blocking(move || {
        let simulation = simulate(&policy, &hierarchies, records)?;
        Ok(Some(Figures::of(&policy, &hierarchies, &simulation)))
    })
    .await
    .map_err(Error::internal)?;
    drop(permit);
    figures
}
