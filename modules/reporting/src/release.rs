// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Releases: what an office hands to the state, computed by the engine, checked by the verifier,
//! kept in the office's ledger, and only then handed over.
//!
//! [`step`] is the decision and touches nothing. [`run`] does everything around it in one
//! transaction: either the document, the notes about what left in it and the job that hands it over
//! are kept, or nothing is.

mod book;
mod waiting;

use anonymity::{Outcome, Record, ReleaseDocument};
use anonymity_verifier::Refusal;
use db::ConnectionTrait;
use kernel::{CollectionId, IsoWeek, OrganisationId, PersonId, ReleaseId, berlin_date};
use web::{App, Error};

use crate::store::ledger::OfficeRelease;
use crate::store::released::ReleasedVersion;
use crate::{actions, records, sealing, store};

pub use book::{Book, Rules, open_book, open_receipts, rules};
pub use waiting::{only_approved, open_record, pending, places};

/// Why nothing was released. Nothing has left and nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseFailure {
    /// The verifier says that the release breaks a rule.
    #[error("the verifier refused the release: {0}")]
    Refused(Refusal),
    /// The engine cannot compute a release from what is stored.
    #[error("the release cannot be computed: {0}")]
    Engine(#[from] anonymity::ReleaseError),
    /// The ledger as stored is damaged.
    #[error("the ledger is damaged: {0}")]
    Ledger(#[from] anonymity::LedgerError),
    /// The stored policy is none.
    #[error("the release policy is unusable: {0}")]
    Policy(#[from] anonymity::PolicyError),
    /// The table of districts cannot be used.
    #[error("the table of places is unusable: {0}")]
    Hierarchy(#[from] anonymity::HierarchyError),
    /// What would leave now is not what was confirmed.
    #[error("the release changed since it was confirmed")]
    Changed,
    /// Anything else that went wrong on the way.
    #[error(transparent)]
    Other(#[from] Error),
}

impl ReleaseFailure {
    /// A word of the program for jobs and the audit trail.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code.name(),
            Self::Engine(_) => "engine",
            Self::Ledger(_) => "ledger",
            Self::Policy(_) => "policy",
            Self::Hierarchy(_) => "hierarchy",
            Self::Changed => "changed",
            Self::Other(_) => "other",
        }
    }

    /// Whether trying again is useless.
    pub fn is_permanent(&self) -> bool {
        !matches!(self, Self::Changed | Self::Other(_))
    }
}

impl From<db::DbError> for ReleaseFailure {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

/// Computes the next release of `book` and lets the verifier check it. If it has a group, the book
/// is moved on; a release without one is none and leaves no trace.
pub fn step(
    rules: &Rules,
    book: &mut Book,
    pending: &[Record],
    as_of: IsoWeek,
) -> Result<Outcome, ReleaseFailure> {
    let outcome = anonymity::release(
        &rules.policy,
        &rules.hierarchy,
        &book.ledger,
        pending,
        as_of,
    )?;
    if outcome.document.groups().is_empty() {
        return Ok(outcome);
    }
    book.chain
        .extend(&rules.known, outcome.document.bytes())
        .map_err(ReleaseFailure::Refused)?;
    book.ledger
        .append(&outcome.document, outcome.receipts.clone())?;
    Ok(outcome)
}

/// What would leave now, without anything leaving.
pub async fn preview(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
) -> Result<Outcome, ReleaseFailure> {
    let conn = app.db.read();
    let rules = rules(conn, collection).await?;
    let mut book = open_book(app, conn, &rules, office).await?;
    let pending = pending(app, conn, &rules, office).await?;
    step(&rules, &mut book, &pending, week_of(app))
}

/// What a release came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Released {
    /// Something left.
    Yes {
        /// The release.
        id: ReleaseId,
        /// Its number.
        sequence: i64,
        /// How many groups left.
        groups: u32,
        /// How many reports are in them.
        reports: u32,
    },
    /// No group was complete; nothing left and nothing was written.
    Nothing,
}

/// The lock under which the ledger of an office for a collection is continued.
pub async fn lock(tx: &db::Tx, office: OrganisationId, collection: CollectionId) -> db::Result<()> {
    db::lock(tx, &format!("release-ledger:{office}:{collection}")).await
}

/// Releases what can leave an office for a collection now. `confirmed` is the hash of the document
/// that somebody has confirmed; another one does not leave.
///
/// Safe to repeat: what has left is not pending any more.
pub async fn run(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
    by: Option<PersonId>,
    confirmed: Option<&str>,
) -> Result<Released, ReleaseFailure> {
    let result = try_run(app, office, collection, by, confirmed).await;
    if let Err(failure) = &result
        && failure.is_permanent()
    {
        note_failure(app, office, collection, by, failure).await?;
    }
    result
}

async fn try_run(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
    by: Option<PersonId>,
    confirmed: Option<&str>,
) -> Result<Released, ReleaseFailure> {
    let tx = app.db.begin().await?;
    lock(&tx, office, collection).await?;
    let rules = rules(&tx, collection).await?;
    let mut book = open_book(app, &tx, &rules, office).await?;
    let pending = pending(app, &tx, &rules, office).await?;
    let outcome = step(&rules, &mut book, &pending, week_of(app))?;
    if confirmed.is_some_and(|hash| hash != outcome.document.hash()) {
        return Err(ReleaseFailure::Changed);
    }
    if outcome.document.groups().is_empty() {
        return Ok(Released::Nothing);
    }
    let now = app.clock.now();
    let id = ReleaseId::new(&*app.clock, &*app.chance);
    let kept = keep(app, &tx, id, &outcome, now, by).await?;
    store::ledger::remember_hierarchy(&tx, &rules.hierarchy, now).await?;
    store::ledger::append(&tx, std::slice::from_ref(&kept.release)).await?;
    store::released::note_released(&tx, &kept.versions).await?;
    hand_over(app, &tx, &outcome.document).await?;
    let entry = departure_entry(&kept.release, by);
    audit::append(&tx, &*app.clock, entry)
        .await
        .map_err(Error::from)?;
    tx.commit().await?;
    Ok(Released::Yes {
        id: kept.release.id,
        sequence: kept.release.sequence,
        groups: kept.release.report.groups,
        reports: kept.release.report.reports,
    })
}

/// A release as rows.
#[derive(Debug)]
pub struct Kept {
    /// The row of the ledger.
    pub release: OfficeRelease,
    /// Which versions have left.
    pub versions: Vec<ReleasedVersion>,
}

/// Makes the rows of a release that was checked.
pub async fn keep(
    app: &App,
    conn: &impl ConnectionTrait,
    id: ReleaseId,
    outcome: &Outcome,
    at: jiff::Timestamp,
    by: Option<PersonId>,
) -> Result<Kept, Error> {
    let document = &outcome.document;
    let office: OrganisationId = document.office().parse().map_err(Error::internal)?;
    let collection: CollectionId = document.collection().parse().map_err(Error::internal)?;
    let receipts = serde_json::to_vec(&outcome.receipts).map_err(Error::internal)?;
    let context = OfficeRelease::seal_context(id);
    let sealed_receipts = sealing::seal(&app.vault, conn, office, &context, &receipts).await?;
    let sequence = i64::try_from(document.sequence()).map_err(Error::internal)?;
    let versions = outcome
        .receipts
        .iter()
        .map(|receipt| {
            let (submission, version) = records::version_of(&receipt.key)
                .ok_or_else(|| Error::Internal("a record without a report".to_owned()))?;
            Ok(ReleasedVersion {
                submission,
                version,
                office,
                collection,
                sequence,
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok(Kept {
        release: OfficeRelease {
            id,
            office,
            collection,
            sequence,
            as_of: document.as_of(),
            document: document.bytes().to_vec(),
            hash: document.hash(),
            previous: document.previous().to_owned(),
            sealed_receipts,
            report: outcome.report.clone(),
            at,
            by,
        },
        versions,
    })
}

/// Hands a release to the state. Takes nothing but what the engine has made, so nothing else can
/// travel this way.
async fn hand_over(app: &App, tx: &db::Tx, document: &ReleaseDocument) -> Result<(), Error> {
    let payload = crate::jobs_release::ReleaseArrived {
        document: String::from_utf8(document.bytes().to_vec()).map_err(Error::internal)?,
    };
    let job = jobs::NewJob::new(crate::jobs_release::RELEASE_ARRIVED, &payload);
    jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

/// The audit entry about a release, in the chain of its office.
pub fn departure_entry(release: &OfficeRelease, by: Option<PersonId>) -> audit::Entry {
    audit::Entry {
        chain: release.office.uuid(),
        actor: by,
        action: actions::RELEASE_RUN,
        subject: audit::Subject::new("release", release.id),
        facts: vec![
            ("collection", release.collection.into()),
            ("sequence", release.sequence.into()),
            ("week", release.as_of.into()),
            ("groups", release.report.groups.into()),
            ("reports", release.report.reports.into()),
            ("document", digest(&release.hash).into()),
            ("policy", digest(&release.report.policy).into()),
        ],
    }
}

async fn note_failure(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
    by: Option<PersonId>,
    failure: &ReleaseFailure,
) -> Result<(), Error> {
    tracing::error!(%office, %collection, error = %failure, "a release was stopped");
    let tx = app.db.begin().await?;
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: by,
        action: actions::RELEASE_RUN,
        subject: audit::Subject::new("collection", collection),
        facts: vec![("stopped", failure.code().into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// A digest in hexadecimal as bytes; zeros if it is none.
pub fn digest(hexadecimal: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    if hex::decode_to_slice(hexadecimal, &mut bytes).is_err() {
        bytes = [0; 32];
    }
    bytes
}

/// The week of a release that is made now.
fn week_of(app: &App) -> IsoWeek {
    IsoWeek::of(berlin_date(app.clock.now()))
}
