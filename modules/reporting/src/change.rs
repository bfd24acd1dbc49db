// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an institution does with a report after it was sent: correct it, take it back.

use forms::{NamedFile, Violation};
use kernel::{Id, PersonId, SubmissionId, berlin_date};
use web::{App, Error};

use crate::files::{self, Owner};
use crate::model::{
    Collection, Content, Event, EventKind, ExpectedStatus, Submission, SubmissionState,
};
use crate::store;
use crate::store::history::SealedVersion;
use crate::{events, intake, locks, sealing};

/// A checked correction.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Of which submission.
    pub submission: SubmissionId,
    /// The version that was corrected; another current one means that somebody was faster.
    pub known_version: i64,
    /// The answers, as the engine keeps them.
    pub answers: forms::Answers,
    /// The files that they name; none if the form asks for no files.
    pub files: Option<Vec<NamedFile>>,
    /// How many of them were implausible to the form.
    pub warnings: usize,
    /// Why.
    pub reason: String,
    /// Who corrects.
    pub by: PersonId,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It is kept.
    Done(Submission),
    /// The report has changed meanwhile; this is what it is now.
    Outdated(Submission),
    /// Something is wrong with the files that the answers name.
    Files(Vec<Violation>),
    /// The report cannot be changed any more.
    Refused,
}

/// Keeps a new version. The report waits for review again.
pub async fn correct(
    app: &App,
    collection: &Collection,
    correction: Correction,
) -> Result<Changed, Error> {
    let tx = app.db.begin().await?;
    let Some(current) = store::submissions::find_for_update(&tx, correction.submission).await?
    else {
        return Err(Error::NotFound);
    };
    if current.restricted_at.is_some() {
        return Err(Error::Restricted);
    }
    if !current.can_change(collection.status) {
        return Ok(Changed::Refused);
    }
    if current.version != correction.known_version {
        return Ok(Changed::Outdated(current));
    }
    if let Some(named) = &correction.files {
        let owner = Owner::of_submission(&current);
        let violations = files::attach(app, &tx, &owner, current.id, named).await?;
        if !violations.is_empty() {
            return Ok(Changed::Files(violations));
        }
    }
    let now = app.clock.now();
    let number = current.version + 1;
    let warnings = i64::try_from(correction.warnings).unwrap_or(i64::MAX);
    let content = Content {
        answers: correction.answers,
        reason: correction.reason,
    };
    let context = Submission::seal_context(current.id, number);
    let bytes = sealing::to_bytes(&content)?;
    let sealed = sealing::seal(&app.vault, &tx, current.office, &context, &bytes).await?;
    let version = SealedVersion {
        submission: current.id,
        number,
        sealed,
        warnings,
        at: now,
        by: Some(correction.by),
    };
    store::history::add_versions(&tx, &[version]).await?;
    store::submissions::set_version(&tx, current.id, number, warnings, now).await?;
    let key = (current.collection, current.institution, current.period);
    store::expected::set_status(&tx, current.id, key, ExpectedStatus::Submitted).await?;
    if locks::keep_open_now(&tx, collection, &current, berlin_date(now))
        .await?
        .is_some()
    {
        return Ok(Changed::Refused);
    }
    let changed = Submission {
        version: number,
        warnings,
        changed_at: now,
        state: SubmissionState::Submitted,
        ..current
    };
    note(
        app,
        &tx,
        &changed,
        EventKind::Corrected,
        correction.by,
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(Changed::Done(changed))
}

/// Takes a report back. The period is owed again.
pub async fn withdraw(
    app: &App,
    collection: &Collection,
    submission: SubmissionId,
    by: PersonId,
) -> Result<Changed, Error> {
    let tx = app.db.begin().await?;
    let Some(current) = store::submissions::find_for_update(&tx, submission).await? else {
        return Err(Error::NotFound);
    };
    if current.state == SubmissionState::Withdrawn {
        // Posted twice: it is as was wished.
        return Ok(Changed::Done(current));
    }
    if current.restricted_at.is_some() {
        return Err(Error::Restricted);
    }
    if !current.can_change(collection.status) {
        return Ok(Changed::Refused);
    }
    let now = app.clock.now();
    store::submissions::set_state(&tx, current.id, SubmissionState::Withdrawn, now).await?;
    let key = (current.collection, current.institution, current.period);
    store::expected::reopen(&tx, current.id, key).await?;
    if locks::keep_open_now(&tx, collection, &current, berlin_date(now))
        .await?
        .is_some()
    {
        return Ok(Changed::Refused);
    }
    let changed = Submission {
        state: SubmissionState::Withdrawn,
        changed_at: now,
        ..current
    };
    note(app, &tx, &changed, EventKind::Withdrawn, by, None).await?;
    tx.commit().await?;
    Ok(Changed::Done(changed))
}

/// Notes in the report's history and in the audit trail what `by` did at `submission.changed_at`, and
/// tells other modules.
/// `comment` is sealed. Call it last in the transaction.
pub async fn note(
    app: &App,
    tx: &db::Tx,
    submission: &Submission,
    kind: EventKind,
    by: PersonId,
    comment: Option<&str>,
) -> Result<(), Error> {
    let id = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let sealed_note = match comment {
        Some(comment) => {
            let context = Submission::note_context(id);
            let office = submission.office;
            Some(sealing::seal(&app.vault, tx, office, &context, comment.as_bytes()).await?)
        }
        None => None,
    };
    let event = Event {
        id,
        at: submission.changed_at,
        by: Some(by),
        kind,
        version: submission.version,
        sealed_note,
    };
    store::history::add_events(tx, &[(submission.id, event)]).await?;
    events::publish(app, tx, submission, kind).await?;
    let action = match kind {
        EventKind::Returned | EventKind::Accepted | EventKind::AcceptUndone => {
            crate::actions::SUBMISSION_REVIEW
        }
        _ => crate::actions::REPORT_FILL,
    };
    let entry = audit::Entry {
        actor: Some(by),
        action,
        ..intake::submission_entry(submission, kind.name())
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
