// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Releases: what an office hands to the state, computed by the engine, checked by the verifier,
//! kept in the office's ledger, and only then handed over.
//!
//! What leaves is a matter of the policy's format ([`Series`]): weekly sums of institutions, records by
//! their tuples, or tables of counts with noise, which cost something of a budget. Everything else is one flow. [`step`] is the decision and touches nothing. [`depart`] does
//! everything around it in one transaction: either the document, the notes about what left in it and the
//! job that hands it over are kept, or nothing is.

mod book;
mod document;
mod keeping;
mod outcome;
mod policy;
pub(crate) mod reading;
mod tables;
mod waiting;

use anonymity::{counting, forwarding};
use anonymity_verifier::Refusal;
use kernel::{CollectionId, IsoWeek, OrganisationId, PersonId, ReleaseId, berlin_date};
use web::{App, Error};

use crate::actions;
use crate::model::ReleaseReport;
use crate::store;
use crate::store::ledger::OfficeRelease;

pub use book::{
    Book, Ledger, RecordRules, Rules, Series, SumRules, open_book, open_receipts, rules,
};
pub use document::{Checked, Document, extend, is_of_records, is_table};
pub use keeping::{Kept, append, exact_cells, keep, offered};
pub use outcome::{HeldBack, Outcome, step};
pub use policy::Policy;
pub use reading::{Reading, question_of};
pub use tables::plan_figures;
pub use waiting::{Candidate, Places, only_approved, open_record, pending, places, places_of};

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
    /// The engine cannot compute a release of records from what is stored.
    #[error("the release cannot be computed: {0}")]
    Records(#[from] forwarding::ReleaseError),
    /// The ledger as stored is damaged.
    #[error("the ledger is damaged: {0}")]
    Ledger(#[from] anonymity::LedgerError),
    /// The stored policy is none.
    #[error("the release policy is unusable: {0}")]
    Policy(#[from] anonymity::PolicyError),
    /// The table of districts cannot be used.
    #[error("the table of places is unusable: {0}")]
    Hierarchy(#[from] anonymity::HierarchyError),
    /// A table cannot be made, or its year has too little left.
    #[error("the table cannot leave: {0}")]
    Table(#[from] counting::DraftError),
    /// There is no noise.
    #[error("no noise can be drawn: {0}")]
    Noise(#[from] noise::NoiseError),
    /// The account and the ledger of an office do not say the same, or the account refuses.
    #[error("the account of what tables have cost does not fit the ledger")]
    Account,
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
            Self::Records(forwarding::ReleaseError::Unclassified(_)) => "unclassified",
            Self::Records(forwarding::ReleaseError::OtherPath) => "other-path",
            Self::Engine(_) | Self::Records(_) => "engine",
            Self::Ledger(_) => "ledger",
            Self::Policy(_) => "policy",
            Self::Hierarchy(_) => "hierarchy",
            Self::Table(counting::DraftError::Budget(_)) => "budget",
            Self::Table(_) => "table",
            Self::Noise(_) => "noise",
            Self::Account => "account",
            Self::Changed => "changed",
            Self::Other(_) => "other",
        }
    }

    /// Whether trying again is useless.
    pub fn is_permanent(&self) -> bool {
        !matches!(self, Self::Changed | Self::Other(_))
    }
}

impl From<counting::BudgetRefusal> for ReleaseFailure {
    fn from(refusal: counting::BudgetRefusal) -> Self {
        Self::Table(refusal.into())
    }
}

impl From<counting::TableFault> for ReleaseFailure {
    fn from(fault: counting::TableFault) -> Self {
        Self::Table(fault.into())
    }
}

impl From<db::DbError> for ReleaseFailure {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
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
    let pending = pending(app, conn, &rules, &book, office).await?;
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
        /// Whether it is a table of counts with noise, after which another period may be due.
        is_table: bool,
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
    let released = depart(app, &tx, (office, collection), by, confirmed).await?;
    if matches!(released, Released::Yes { .. }) {
        tx.commit().await?;
    }
    Ok(released)
}

/// Releases in the caller's transaction. Until that is committed, nothing has left.
pub async fn depart(
    app: &App,
    tx: &db::Tx,
    (office, collection): (OrganisationId, CollectionId),
    by: Option<PersonId>,
    confirmed: Option<&str>,
) -> Result<Released, ReleaseFailure> {
    lock(tx, office, collection).await?;
    let rules = rules(tx, collection).await?;
    let mut book = open_book(app, tx, &rules, office).await?;
    let pending = pending(app, tx, &rules, &book, office).await?;
    let outcome = step(&rules, &mut book, &pending, week_of(app))?;
    if confirmed.is_some_and(|hash| hash != outcome.document.confirmation()) {
        return Err(ReleaseFailure::Changed);
    }
    if outcome.document.is_empty() {
        return Ok(Released::Nothing);
    }
    let now = app.clock.now();
    let id = ReleaseId::new(&*app.clock, &*app.chance);
    let kept = keep(app, tx, id, (&outcome, &pending), now, by).await?;
    let released = Released::Yes {
        id,
        sequence: kept.release.sequence,
        groups: kept.release.report.groups(),
        reports: kept.release.report.reports(),
        is_table: kept.spent.is_some(),
    };
    let entry = departure_entry(&kept.release, by);
    rules.remember(tx, now).await?;
    append(tx, vec![kept]).await?;
    hand_over(app, tx, &outcome.document).await?;
    audit::append(tx, &*app.clock, entry)
        .await
        .map_err(Error::from)?;
    Ok(released)
}

/// The offices and collections of which tables leave. Others release when something waits; a table leaves
/// whether anybody has reported or not, because that it leaves must not tell.
pub async fn with_tables(app: &App) -> Result<Vec<(OrganisationId, CollectionId)>, Error> {
    let conn = app.db.read();
    let mut all = Vec::new();
    for collection in store::collections::all(conn).await? {
        if !matches!(
            Policy::from_json(&collection.release_policy),
            Ok(Policy::Tables(_))
        ) {
            continue;
        }
        let participants = store::participants::of(conn, collection.id, None).await?;
        all.extend(participants.iter().map(|one| (one.office, collection.id)));
    }
    Ok(all)
}

/// Hands a release to the state. Takes nothing but what the engine has made, so nothing else can
/// travel this way.
async fn hand_over(app: &App, tx: &db::Tx, document: &Document) -> Result<(), Error> {
    let payload = crate::jobs_release::ReleaseArrived {
        document: String::from_utf8(document.bytes().to_vec()).map_err(Error::internal)?,
    };
    let job = jobs::NewJob::new(crate::jobs_release::RELEASE_ARRIVED, &payload);
    jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

/// The audit entry about a release, in the chain of its office.
pub fn departure_entry(release: &OfficeRelease, by: Option<PersonId>) -> audit::Entry {
    let mut facts = vec![
        ("collection", release.collection.into()),
        ("sequence", release.sequence.into()),
        ("week", release.as_of.into()),
        ("groups", release.report.groups().into()),
        ("reports", release.report.reports().into()),
        ("document", digest(&release.hash).into()),
        ("policy", digest(release.report.policy()).into()),
    ];
    if let ReleaseReport::Table(report) = &release.report
        && let Some(period) = report.period
    {
        // The period and its cost, in thousandths of epsilon.
        facts.extend([
            ("from", period.first_day().into()),
            ("to", period.last_day().into()),
            ("epsilon", report.epsilon.into()),
            ("spent", report.spent.into()),
            ("limit", report.limit.into()),
        ]);
    }
    audit::Entry {
        chain: release.office.uuid(),
        actor: by,
        action: actions::RELEASE_RUN,
        subject: audit::Subject::new("release", release.id),
        facts,
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
