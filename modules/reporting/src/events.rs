// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How other modules learn what happened to a report, a period or a collection: by an event in the
//! transaction of the deed.
//!
//! An event names the report and says nothing of its content.

use jiff::Timestamp;
use jobs::Registry;
use kernel::{CollectionId, FormVersionId, OrganisationId, SubmissionId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::alerting;
use crate::model::{EventKind, Submission};

/// A report has come.
pub const REPORT_SENT: &str = "report.sent";
/// A new version of a report has come.
pub const REPORT_CORRECTED: &str = "report.corrected";
/// The institution has taken a report back.
pub const REPORT_WITHDRAWN: &str = "report.withdrawn";
/// The office has accepted a report.
pub const REPORT_ACCEPTED: &str = "report.accepted";
/// The office has taken its acceptance back.
pub const REPORT_ACCEPT_UNDONE: &str = "report.accept-undone";
/// The office has sent a report back.
pub const REPORT_RETURNED: &str = "report.returned";

/// The office has deleted a report.
pub const REPORT_DELETED: &str = "report.deleted";

/// All that happen to reports.
pub const ALL: &[&str] = &[
    REPORT_SENT,
    REPORT_CORRECTED,
    REPORT_WITHDRAWN,
    REPORT_ACCEPTED,
    REPORT_ACCEPT_UNDONE,
    REPORT_RETURNED,
    REPORT_DELETED,
];

/// An office or the state has approved a period of an office.
pub const PERIOD_APPROVED: &str = "period.approved";
/// An approval was taken back.
pub const PERIOD_TAKEN_BACK: &str = "period.taken-back";
/// A locked period was opened again.
pub const PERIOD_OPENED_AGAIN: &str = "period.opened-again";
/// A collection was opened.
pub const COLLECTION_OPENED: &str = "collection.opened";

/// The payload of the events of periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodChanged {
    /// In which collection.
    pub collection: CollectionId,
    /// Of which office.
    pub office: OrganisationId,
    /// The state that the office lies in.
    pub state: OrganisationId,
    /// Which one, as in `2026-W47` or `2026-10`.
    pub period: String,
    /// The level that was approved or taken back, from 1; 0 if it was opened again.
    pub level: i64,
    /// When it happened.
    pub at: Timestamp,
}

/// The payload of [`COLLECTION_OPENED`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionOpened {
    /// Which one.
    pub collection: CollectionId,
    /// Of which state.
    pub state: OrganisationId,
    /// What it is called.
    pub title: String,
    /// When it happened.
    pub at: Timestamp,
}

/// The payload of the events of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportEvent {
    /// Which report.
    pub submission: SubmissionId,
    /// In which collection.
    pub collection: CollectionId,
    /// The office that it went to, whose key seals it.
    pub office: OrganisationId,
    /// Who sent it.
    pub institution: OrganisationId,
    /// The form that was filled in.
    pub form_version: FormVersionId,
    /// What it is about, as in `2026-W47` or `2026-11-18`.
    pub period: String,
    /// The number of its version, from 1.
    pub version: i64,
    /// Its receipt number.
    pub receipt: String,
    /// When it happened.
    pub at: Timestamp,
}

impl ReportEvent {
    /// What others are told about `submission` as it is now.
    pub fn of(submission: &Submission) -> Self {
        Self {
            submission: submission.id,
            collection: submission.collection,
            office: submission.office,
            institution: submission.institution,
            form_version: submission.form_version,
            period: submission.period.to_string(),
            version: submission.version,
            receipt: submission.receipt.clone(),
            at: submission.changed_at,
        }
    }
}

/// Says which events this module publishes.
pub fn declare(registry: &mut Registry<App>) {
    let others = [
        PERIOD_APPROVED,
        PERIOD_TAKEN_BACK,
        PERIOD_OPENED_AGAIN,
        COLLECTION_OPENED,
    ];
    for event in ALL.iter().chain(&others) {
        registry.event(event);
    }
}

/// Tells the others, in the transaction in which it happened.
pub async fn publish(
    app: &App,
    tx: &db::Tx,
    submission: &Submission,
    kind: EventKind,
) -> Result<(), Error> {
    let event = match kind {
        EventKind::Submitted => REPORT_SENT,
        EventKind::Corrected => REPORT_CORRECTED,
        EventKind::Withdrawn => REPORT_WITHDRAWN,
        EventKind::Accepted => REPORT_ACCEPTED,
        EventKind::AcceptUndone => REPORT_ACCEPT_UNDONE,
        EventKind::Returned => REPORT_RETURNED,
    };
    let payload = ReportEvent::of(submission);
    jobs::publish(tx, &*app.clock, &*app.chance, event, &payload).await?;
    alerting::plan(app, tx, submission.collection, submission.office).await
}
