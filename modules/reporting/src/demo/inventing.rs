// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One invented report: checked by its form and sealed like a real one.

use forms::{Answers, CompiledForm};
use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, Id, ManualClock, OrganisationId, PersonId, SeededChance, SubmissionId};
use web::{App, Error};

use crate::model::{
    Collection, Content, Event, EventKind, ExpectedStatus, Submission, SubmissionState,
};
use crate::period::Period;
use crate::store::history::SealedVersion;
use crate::store::submissions::Invented;
use crate::{receipt, sealing};

/// What is told about an invented report.
pub(super) struct Told {
    pub(super) id: SubmissionId,
    pub(super) institution: OrganisationId,
    pub(super) office: OrganisationId,
    pub(super) period: Period,
    pub(super) answers: Answers,
    pub(super) sent: Timestamp,
    pub(super) state: SubmissionState,
    pub(super) by: Option<PersonId>,
    pub(super) reviewer: Option<PersonId>,
}

/// Makes the report; accepted ones were accepted half an hour after they had come.
pub(super) async fn invent(
    app: &App,
    tx: &db::Tx,
    collection: &Collection,
    form: &CompiledForm,
    told: Told,
) -> Result<Invented, Error> {
    let Told { id, sent, .. } = told;
    let clock = ManualClock::new(sent);
    let holidays = crate::holidays::of(tx, collection).await?;
    let engine =
        forms::Context::at(sent).with_period(collection.calendar.facts(told.period, &holidays));
    let evaluation = form.check(&told.answers, &engine);
    if let Some(wrong) = evaluation.violations.first() {
        return Err(Error::Internal(format!(
            "an invented report is wrong at {}",
            wrong.path
        )));
    }
    let content = Content {
        answers: evaluation.answers,
        reason: String::new(),
    };
    let context = Submission::seal_context(id, 1);
    let bytes = sealing::to_bytes(&content)?;
    let sealed = sealing::seal(&app.vault, tx, told.office, &context, &bytes).await?;
    let mut events = vec![event(&clock, id, EventKind::Submitted, told.by)];
    if told.state == SubmissionState::Accepted {
        let later = ManualClock::new(sent + SignedDuration::from_mins(30));
        events.push(event(&later, id, EventKind::Accepted, told.reviewer));
    }
    let changed_at = events.last().map_or(sent, |event| event.at);
    Ok(Invented {
        idempotency_key: format!("demo-{id}"),
        expected: match told.state {
            SubmissionState::Accepted => ExpectedStatus::Accepted,
            _ => ExpectedStatus::Submitted,
        },
        submission: Submission {
            id,
            collection: collection.id,
            institution: told.institution,
            office: told.office,
            period: told.period,
            receipt: receipt::number(told.period, id),
            state: told.state,
            version: 1,
            form_version: collection.form_version,
            submitted_at: sent,
            submitted_by: told.by,
            changed_at,
            late: false,
            warnings: i64::try_from(evaluation.warnings.len()).unwrap_or(i64::MAX),
            on_behalf: false,
            restricted_at: None,
        },
        versions: vec![SealedVersion {
            submission: id,
            number: 1,
            sealed,
            warnings: i64::try_from(evaluation.warnings.len()).unwrap_or(i64::MAX),
            at: sent,
            by: told.by,
        }],
        events,
    })
}

fn event(clock: &ManualClock, id: SubmissionId, kind: EventKind, by: Option<PersonId>) -> Event {
    let chance = SeededChance::new(id.uuid().as_u64_pair().1);
    Event {
        id: Id::<()>::new(clock, &chance).uuid(),
        at: clock.now(),
        by,
        kind,
        version: 1,
        sealed_note: None,
    }
}
