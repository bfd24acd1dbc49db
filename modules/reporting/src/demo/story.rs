// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One invented report as it comes about: its versions and what happened to it.

use jiff::Timestamp;
use kernel::{IsoWeek, PersonId, SubmissionId};
use web::Error;

use super::Invention;
use super::weather::{Day, Kita};
use crate::model::{
    Collection, Content, Event, EventKind, ExpectedStatus, Submission, SubmissionState,
};
use crate::period::Period;
use crate::store::history::SealedVersion;
use crate::store::submissions::Invented;
use crate::{receipt, sealing};

/// One report as it is made, version by version.
pub(super) struct Story<'a> {
    invention: &'a Invention<'a>,
    kita: &'a Kita,
    id: SubmissionId,
    by: Option<PersonId>,
    versions: Vec<SealedVersion>,
    events: Vec<Event>,
}

impl<'a> Story<'a> {
    pub(super) fn begin(
        invention: &'a Invention<'a>,
        kita: &'a Kita,
        id: SubmissionId,
        by: Option<PersonId>,
    ) -> Self {
        Self {
            invention,
            kita,
            id,
            by,
            versions: Vec::new(),
            events: Vec::new(),
        }
    }

    pub(super) async fn version(
        &mut self,
        tx: &db::Tx,
        collection: &Collection,
        week: IsoWeek,
        day: &Day,
        sent_at: Timestamp,
        reason: &str,
    ) -> Result<(), Error> {
        let holidays = crate::holidays::of(tx, collection).await?;
        let facts = collection.calendar.facts(Period::Week(week), &holidays);
        let engine = forms::Context::at(sent_at).with_period(facts);
        let evaluation = self.invention.form.check(&day.answers(week), &engine);
        if let Some(wrong) = evaluation.violations.first() {
            return Err(Error::Internal(format!(
                "an invented report is wrong at {}: {}",
                wrong.path,
                wrong.kind.code()
            )));
        }
        let number = i64::try_from(self.versions.len() + 1).unwrap_or(1);
        let content = Content {
            answers: evaluation.answers,
            reason: reason.to_owned(),
        };
        let context = Submission::seal_context(self.id, number);
        let bytes = sealing::to_bytes(&content)?;
        let vault = &self.invention.app.vault;
        self.versions.push(SealedVersion {
            submission: self.id,
            number,
            sealed: sealing::seal(vault, tx, self.kita.office, &context, &bytes).await?,
            warnings: i64::try_from(evaluation.warnings.len()).unwrap_or(0),
            at: sent_at,
            by: self.by,
        });
        let kind = if number == 1 {
            EventKind::Submitted
        } else {
            EventKind::Corrected
        };
        self.event(kind, sent_at, self.by, None);
        Ok(())
    }

    fn event(
        &mut self,
        kind: EventKind,
        at: Timestamp,
        by: Option<PersonId>,
        sealed_note: Option<Vec<u8>>,
    ) {
        self.events.push(Event {
            id: self.event_id(),
            at,
            by,
            kind,
            version: i64::try_from(self.versions.len()).unwrap_or(1),
            sealed_note,
        });
    }

    /// Names the next event after the submission, so that it is the same on every machine.
    fn event_id(&self) -> uuid::Uuid {
        let number = u128::try_from(self.events.len() + 1).unwrap_or(1);
        uuid::Uuid::from_u128(self.id.uuid().as_u128() ^ number)
    }

    pub(super) async fn note(
        &mut self,
        tx: &db::Tx,
        kind: EventKind,
        at: Timestamp,
        comment: Option<&str>,
    ) -> Result<(), Error> {
        let app = self.invention.app;
        let at = at.min(app.clock.now());
        let by = self
            .invention
            .staff
            .reviewers
            .get(&self.kita.office)
            .copied();
        let sealed = match comment {
            Some(comment) => {
                let context = Submission::note_context(self.event_id());
                let bytes = comment.as_bytes();
                Some(sealing::seal(&app.vault, tx, self.kita.office, &context, bytes).await?)
            }
            None => None,
        };
        self.event(kind, at, by, sealed);
        Ok(())
    }

    pub(super) fn end(
        self,
        collection: &Collection,
        period: Period,
        state: SubmissionState,
        late: bool,
    ) -> Invented {
        let first = self
            .events
            .first()
            .map_or(Timestamp::UNIX_EPOCH, |event| event.at);
        let last = self.events.last().map_or(first, |event| event.at);
        let submission = Submission {
            id: self.id,
            collection: collection.id,
            institution: self.kita.id,
            office: self.kita.office,
            period,
            receipt: receipt::number(period, self.id),
            state,
            version: i64::try_from(self.versions.len()).unwrap_or(1),
            form_version: collection.form_version,
            submitted_at: first,
            submitted_by: self.by,
            changed_at: last,
            late,
            warnings: self.versions.last().map_or(0, |version| version.warnings),
            on_behalf: false,
            restricted_at: None,
        };
        Invented {
            idempotency_key: format!("demo-{}", self.id),
            expected: match state {
                SubmissionState::Accepted => ExpectedStatus::Accepted,
                SubmissionState::Returned => ExpectedStatus::Returned,
                SubmissionState::Submitted | SubmissionState::Withdrawn => {
                    ExpectedStatus::Submitted
                }
            },
            submission,
            versions: self.versions,
            events: self.events,
        }
    }
}
