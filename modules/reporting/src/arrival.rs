// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state's side of a release: the document is checked once more against the state's own copy of
//! the ledger, kept, and announced. Nothing else than the document arrives here.

use std::collections::BTreeMap;

use anonymity_verifier::{Chain, Refusal};
use directory::OrganisationKind;
use kernel::{CollectionId, IsoWeek, OrganisationId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::release::{self, Checked, ReleaseFailure};
use crate::store::state_ledger::StateRelease;
use crate::{actions, store};

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
    /// The week of the release.
    pub as_of: IsoWeek,
    /// Its groups.
    pub groups: Vec<AcceptedGroup>,
}

/// A group of a release that was taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedGroup {
    /// `figures`, `closed`, `correction` or `count`.
    pub kind: String,
    /// The level of the place: `district`, `region` or `state`; none in a count.
    pub level: Option<String>,
    /// The key of the place at that level; none in a count.
    pub place: Option<String>,
    /// The week that the reports are about; none in a count.
    pub week: Option<IsoWeek>,
    /// How many different institutions are in it.
    pub facilities: u64,
    /// How many reports are in it.
    pub reports: u64,
    /// Sums by measure; of a correction what to add to earlier ones. Empty where no figures are given.
    pub sums: BTreeMap<String, i64>,
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    /// It was taken over.
    New,
    /// It had been taken over before.
    Before,
}

/// Why a document was not taken over. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArrivalFailure {
    /// It breaks a rule.
    #[error("the verifier refused the release: {0}")]
    Refused(Refusal),
    /// It does not say which office and collection it is from.
    #[error("the document does not name an office and a collection")]
    Unreadable,
    /// The office or the collection is not known.
    #[error("the office or the collection is not known")]
    Unknown,
    /// Another document with the same number has been taken over before.
    #[error("another document has this number already")]
    Fork,
    /// A document before it has not arrived yet.
    #[error("a document before it has not arrived yet")]
    Early,
    /// The rules of the collection cannot be used.
    #[error(transparent)]
    Rules(ReleaseFailure),
    /// Anything else that went wrong on the way.
    #[error(transparent)]
    Other(#[from] Error),
}

impl ArrivalFailure {
    /// A word of the program for jobs and the audit trail.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code.name(),
            Self::Unreadable => "unreadable",
            Self::Unknown => "unknown",
            Self::Fork => "fork",
            Self::Early => "early",
            Self::Rules(failure) => failure.code(),
            Self::Other(_) => "other",
        }
    }

    /// Whether trying again is useless.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Early | Self::Other(_) => false,
            Self::Rules(failure) => failure.is_permanent(),
            _ => true,
        }
    }
}

impl From<db::DbError> for ArrivalFailure {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

/// What a document says about where it belongs. Only read to find the ledger that it is checked
/// against; the verifier checks these, too.
#[derive(Deserialize)]
struct Address {
    office: OrganisationId,
    collection: CollectionId,
    sequence: i64,
}

/// Takes a document over, if it holds all rules and continues the state's copy of the ledger.
///
/// Safe to repeat.
pub async fn arrive(app: &App, document: &[u8]) -> Result<Arrived, ArrivalFailure> {
    let result = try_arrive(app, document).await;
    if let Err(failure) = &result
        && failure.is_permanent()
    {
        note_failure(app, failure).await?;
    }
    result
}

async fn try_arrive(app: &App, document: &[u8]) -> Result<Arrived, ArrivalFailure> {
    let address: Address =
        serde_json::from_slice(document).map_err(|_| ArrivalFailure::Unreadable)?;
    let (office, collection) = (address.office, address.collection);
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("state-ledger:{office}:{collection}")).await?;
    let known = store::state_ledger::of(&tx, office, collection).await?;
    let next = i64::try_from(known.len()).map_err(Error::internal)? + 1;
    if address.sequence > next {
        return Err(ArrivalFailure::Early);
    }
    if let Some(before) = known.iter().find(|one| one.sequence == address.sequence) {
        return if before.document == document {
            Ok(Arrived::Before)
        } else {
            Err(ArrivalFailure::Fork)
        };
    }
    let is_office = directory::organisation(&tx, office)
        .await?
        .is_some_and(|one| one.kind == OrganisationKind::Office);
    if !is_office {
        return Err(ArrivalFailure::Unknown);
    }
    let rules = release::rules(&tx, collection)
        .await
        .map_err(|failure| match failure {
            ReleaseFailure::Other(Error::NotFound) => ArrivalFailure::Unknown,
            ReleaseFailure::Other(other) => ArrivalFailure::Other(other),
            other => ArrivalFailure::Rules(other),
        })?;
    let mut chain = Chain::new(office.to_string(), collection.to_string());
    for one in &known {
        release::extend(&mut chain, &rules.known, &one.document)
            .map_err(ArrivalFailure::Refused)?;
    }
    let checked =
        release::extend(&mut chain, &rules.known, document).map_err(ArrivalFailure::Refused)?;
    let previous = known
        .last()
        .map_or_else(|| "0".repeat(64), |last| last.hash.clone());
    let now = app.clock.now();
    let release = state_release(&checked, (office, collection), document, previous, now)?;
    store::state_ledger::append(&tx, std::slice::from_ref(&release)).await?;
    if let Some(event) = accepted(&checked, &release, &rules.collection.title)? {
        announce(app, &tx, &event).await?;
    }
    let entry = arrival_entry(rules.collection.state, &release);
    audit::append(&tx, &*app.clock, entry)
        .await
        .map_err(Error::from)?;
    tx.commit().await?;
    Ok(Arrived::New)
}

/// The row of the state's ledger for a document that was checked.
pub fn state_release(
    checked: &Checked,
    (office, collection): (OrganisationId, CollectionId),
    document: &[u8],
    previous: String,
    at: jiff::Timestamp,
) -> Result<StateRelease, Error> {
    let number = |number: u64| i64::try_from(number).map_err(Error::internal);
    Ok(StateRelease {
        office,
        collection,
        sequence: number(checked.sequence())?,
        as_of: checked.as_of().parse().map_err(Error::internal)?,
        document: document.to_vec(),
        hash: checked.hash().to_owned(),
        previous,
        policy: checked.policy().to_owned(),
        groups: number(checked.groups() as u64)?,
        reports: number(checked.reports())?,
        arrived_at: at,
    })
}

/// The event about a document that was checked and kept; none for records, which no other module reads.
pub fn accepted(
    checked: &Checked,
    release: &StateRelease,
    title: &str,
) -> Result<Option<ReleaseAccepted>, Error> {
    let Checked::Sums(verified) = checked else {
        return Ok(None);
    };
    let groups = verified
        .groups()
        .iter()
        .map(|group| {
            let week = group.week.as_deref().map(str::parse).transpose();
            Ok(AcceptedGroup {
                kind: group.kind.name().to_owned(),
                level: group.level.clone(),
                place: group.place.clone(),
                week: week.map_err(Error::internal)?,
                facilities: group.facilities,
                reports: group.reports,
                sums: group.sums.clone(),
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(Some(ReleaseAccepted {
        collection: release.collection,
        collection_title: title.to_owned(),
        office: release.office,
        sequence: verified.sequence(),
        as_of: release.as_of,
        groups,
    }))
}

/// Lets the other modules know.
pub async fn announce(app: &App, tx: &db::Tx, event: &ReleaseAccepted) -> Result<(), Error> {
    jobs::publish(tx, &*app.clock, &*app.chance, RELEASE_ACCEPTED, event).await?;
    Ok(())
}

/// The audit entry about an arrival, in the chain of the state.
pub fn arrival_entry(state: OrganisationId, release: &StateRelease) -> audit::Entry {
    audit::Entry {
        chain: state.uuid(),
        actor: None,
        action: actions::RELEASE_ARRIVE,
        subject: audit::Subject::new("collection", release.collection),
        facts: vec![
            ("what", "arrived".into()),
            ("office", release.office.into()),
            ("sequence", release.sequence.into()),
            ("groups", release.groups.into()),
            ("document", release::digest(&release.hash).into()),
        ],
    }
}

async fn note_failure(app: &App, failure: &ArrivalFailure) -> Result<(), Error> {
    tracing::error!(error = %failure, "a release was refused on arrival");
    let tx = app.db.begin().await?;
    let state = directory::state(&tx).await?;
    let entry = audit::Entry {
        chain: state.id.uuid(),
        actor: None,
        action: actions::RELEASE_ARRIVE,
        subject: audit::Subject::new("organisation", state.id),
        facts: vec![("refused", failure.code().into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}
