// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What this module hears from the others: each event by its name, with as much of its payload as it needs.

use jiff::Timestamp;
use jobs::{JobError, Registry};
use kernel::{CaseFileId, CollectionId, OrganisationId, SubmissionId};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use web::{App, Error};

use crate::model::Told;
use crate::{feed, jobs::failed, store};

/// Something happened to a report.
#[derive(Deserialize)]
struct ReportTold {
    submission: SubmissionId,
    collection: CollectionId,
    office: OrganisationId,
    institution: OrganisationId,
    period: String,
    version: i64,
    at: Timestamp,
}

/// Something happened to a period of an office.
#[derive(Deserialize)]
struct PeriodTold {
    collection: CollectionId,
    office: OrganisationId,
    state: OrganisationId,
    period: String,
    level: i64,
    at: Timestamp,
}

/// The state has taken a release over.
#[derive(Deserialize)]
struct ReleaseTold {
    collection: CollectionId,
    office: OrganisationId,
    sequence: u64,
}

/// Something happened to a case file.
#[derive(Deserialize)]
struct CaseTold {
    case_file: CaseFileId,
    office: OrganisationId,
    #[serde(default)]
    version: i64,
    at: Timestamp,
}

/// A record has come.
#[derive(Deserialize)]
struct RecordTold {
    record: Uuid,
    project: i64,
    office: OrganisationId,
    version: i64,
    is_aside: bool,
    at: Timestamp,
}

/// A collection was opened.
#[derive(Deserialize)]
struct CollectionTold {
    collection: CollectionId,
    title: String,
    at: Timestamp,
}

/// What can be told of an event.
trait Heard {
    /// The event as it stands in feeds. `None`: nobody can be told.
    async fn told(self, app: &App, kind: &'static str) -> Result<Option<Told>, Error>;
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

impl Heard for ReportTold {
    async fn told(self, _: &App, kind: &'static str) -> Result<Option<Told>, Error> {
        let at = self.at.as_millisecond();
        Ok(Some(Told {
            kind,
            organisations: vec![self.office, self.institution],
            once: format!("{kind}:{}:{}:{at}", self.submission, self.version),
            subject: format!("submissions/{}", self.submission),
            collection: Some(self.collection),
            institution: Some(self.institution),
            data: object(json!({
                "submission": self.submission,
                "collection": self.collection,
                "period": self.period,
                "institution": self.institution,
                "office": self.office,
                "version": self.version,
            })),
            at: self.at,
        }))
    }
}

impl Heard for PeriodTold {
    async fn told(self, _: &App, kind: &'static str) -> Result<Option<Told>, Error> {
        let (office, collection, at) = (self.office, self.collection, self.at.as_millisecond());
        Ok(Some(Told {
            kind,
            organisations: vec![office, self.state],
            once: format!("{kind}:{collection}:{office}:{}:{at}", self.period),
            subject: format!("collections/{collection}/periods/{}", self.period),
            collection: Some(collection),
            institution: None,
            data: object(json!({
                "collection": collection,
                "period": self.period,
                "office": office,
                "level": self.level,
            })),
            at: self.at,
        }))
    }
}

impl Heard for ReleaseTold {
    async fn told(self, app: &App, kind: &'static str) -> Result<Option<Told>, Error> {
        let place = directory::place_of(app.db.read(), self.office).await?;
        let Some(state) = place.and_then(|place| place.state) else {
            return Ok(None);
        };
        let (office, collection) = (self.office, self.collection);
        Ok(Some(Told {
            kind,
            organisations: vec![office, state],
            once: format!("{kind}:{collection}:{office}:{}", self.sequence),
            subject: format!("collections/{collection}/releases/{}", self.sequence),
            collection: Some(collection),
            institution: None,
            data: object(json!({
                "collection": collection,
                "office": office,
                "number": self.sequence,
            })),
            at: app.clock.now(),
        }))
    }
}

impl Heard for CaseTold {
    async fn told(self, _: &App, kind: &'static str) -> Result<Option<Told>, Error> {
        let at = self.at.as_millisecond();
        Ok(Some(Told {
            kind,
            organisations: vec![self.office],
            once: format!("{kind}:{}:{}:{at}", self.case_file, self.version),
            subject: format!("cases/{}", self.case_file),
            collection: None,
            institution: None,
            data: object(json!({ "case": self.case_file, "office": self.office })),
            at: self.at,
        }))
    }
}

impl Heard for RecordTold {
    async fn told(self, _: &App, kind: &'static str) -> Result<Option<Told>, Error> {
        Ok(Some(Told {
            kind,
            organisations: vec![self.office],
            once: format!("{kind}:{}:{}", self.record, self.version),
            subject: format!("records/{}", self.record),
            collection: None,
            institution: None,
            data: object(json!({
                "record": self.record,
                "project": self.project,
                "office": self.office,
                "version": self.version,
                "aside": self.is_aside,
            })),
            at: self.at,
        }))
    }
}

async fn keep(app: &App, heard: impl Heard, kind: &'static str) -> Result<(), JobError> {
    match heard.told(app, kind).await.map_err(failed)? {
        Some(told) => feed::keep(app, told).await.map_err(failed),
        None => Ok(()),
    }
}

/// Subscribes to events: the name, the kind of the job that it becomes here, and its payload.
macro_rules! listen {
    ($registry:ident; $($event:literal, $job:literal, $payload:ty;)*) => {$({
        async fn heard(app: &App, payload: $payload) -> Result<(), JobError> {
            keep(app, payload, $event).await
        }
        $registry.subscribe($event, $job, heard);
    })*};
}

/// Subscribes to all that feeds can say.
pub(crate) fn subscribe(registry: &mut Registry<App>) {
    listen! { registry;
        "report.sent", "integration.report-sent", ReportTold;
        "report.corrected", "integration.report-corrected", ReportTold;
        "report.withdrawn", "integration.report-withdrawn", ReportTold;
        "report.accepted", "integration.report-accepted", ReportTold;
        "report.accept-undone", "integration.report-accept-undone", ReportTold;
        "report.returned", "integration.report-returned", ReportTold;
        "period.approved", "integration.period-approved", PeriodTold;
        "period.taken-back", "integration.period-taken-back", PeriodTold;
        "period.opened-again", "integration.period-opened-again", PeriodTold;
        "release.accepted", "integration.release-accepted", ReleaseTold;
        "case.opened", "integration.case-opened", CaseTold;
        "case.changed", "integration.case-changed", CaseTold;
        "case.closed", "integration.case-closed", CaseTold;
        "case.deleted", "integration.case-deleted", CaseTold;
        "record.received", "integration.record-received", RecordTold;
    }
    registry.subscribe("collection.opened", "integration.collection-opened", named);
}

/// Keeps what a collection is called, for the choice on pages.
async fn named(app: &App, opened: CollectionTold) -> Result<(), JobError> {
    let tx = app.db.begin().await?;
    let CollectionTold {
        collection,
        title,
        at,
    } = opened;
    store::events::keep_collection(&tx, collection, &title, at).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EventType;

    #[test]
    fn every_kind_of_event_is_listened_to() {
        let mut registry = Registry::default();
        subscribe(&mut registry);
        let kinds = registry.kinds();
        for one in EventType::ALL {
            assert!(kinds.contains(&one.name), "{}", one.name);
        }
    }
}
