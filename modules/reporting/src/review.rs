// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office decides about a report: accept it, undo that, return it with a comment.

use std::str::FromStr;

use kernel::{CollectionId, FileId, OrganisationId, PersonId, SubmissionId};
use web::{App, Error};

use crate::model::{ApprovalLevel, EventKind, ExpectedStatus, Submission, SubmissionState};
use crate::{actions, change, release, store};

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 2_000;

/// How far a report was when somebody looked at it, as a page carries it along: a decision is about
/// what its maker has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    version: i64,
    state: SubmissionState,
    changed_at: i64,
}

impl Seen {
    /// What somebody sees who looks at `submission`.
    pub fn of(submission: &Submission) -> Self {
        Self {
            version: submission.version,
            state: submission.state,
            changed_at: submission.changed_at.as_millisecond(),
        }
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.version, self.state, self.changed_at)
    }
}

impl FromStr for Seen {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().ok_or(());
        Ok(Self {
            version: next()?.parse().map_err(|_| ())?,
            state: next()?.parse().map_err(|_| ())?,
            changed_at: next()?.parse().map_err(|_| ())?,
        })
    }
}

/// A decision about a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It may be used and forwarded.
    Accept,
    /// It is to be reviewed again; possible until its version has left.
    UndoAccept,
    /// The institution is asked to look at it again.
    Return {
        /// What the office asks, at most [`LONGEST_COMMENT`] characters.
        comment: String,
    },
}

impl Decision {
    fn event(&self) -> EventKind {
        match self {
            Self::Accept => EventKind::Accepted,
            Self::UndoAccept => EventKind::AcceptUndone,
            Self::Return { .. } => EventKind::Returned,
        }
    }

    fn leads_to(&self) -> (SubmissionState, ExpectedStatus) {
        match self {
            Self::Accept => (SubmissionState::Accepted, ExpectedStatus::Accepted),
            Self::UndoAccept => (SubmissionState::Submitted, ExpectedStatus::Submitted),
            Self::Return { .. } => (SubmissionState::Returned, ExpectedStatus::Returned),
        }
    }

    /// Whether it can be taken about a report in this state.
    pub fn fits(&self, state: SubmissionState) -> bool {
        match self {
            Self::Accept => state == SubmissionState::Submitted,
            Self::UndoAccept => state == SubmissionState::Accepted,
            Self::Return { .. } => {
                matches!(
                    state,
                    SubmissionState::Submitted | SubmissionState::Accepted
                )
            }
        }
    }
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It holds; this is what the report is now.
    Done(Submission),
    /// The report is no longer what was seen; this is what it is now.
    Outdated(Submission),
    /// The version has left the office, so its acceptance stands.
    Released(Submission),
    /// The period is approved: nothing in it changes until that is taken back.
    Locked(Submission),
    /// Whoever sent it for the institution does not accept it: the collection asks for four eyes.
    SamePerson(Submission),
}

/// Decides about one report, as its maker has seen it.
pub async fn decide(
    app: &App,
    id: SubmissionId,
    seen: Seen,
    decision: &Decision,
    by: PersonId,
) -> Result<Decided, Error> {
    let tx = app.db.begin().await?;
    let known = store::submissions::find(&tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    if *decision == Decision::UndoAccept {
        // No release may take the report while its acceptance is undone.
        release::lock(&tx, known.office, known.collection).await?;
    }
    let current = store::submissions::find_for_update(&tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    if current.restricted_at.is_some() {
        return Err(Error::Restricted);
    }
    if Seen::of(&current) != seen || !decision.fits(current.state) {
        let last = store::review::last_event(&tx, id).await?;
        // Sent twice by the same person: it is as she wished.
        return Ok(if last == Some((decision.event(), Some(by))) {
            Decided::Done(current)
        } else {
            Decided::Outdated(current)
        });
    }
    if *decision == Decision::UndoAccept {
        let left = store::released::released(&tx, id).await?;
        if left.iter().any(|(version, _)| *version == current.version) {
            return Ok(Decided::Released(current));
        }
    }
    if *decision == Decision::Accept && needs_other_eyes(&tx, &current, by).await? {
        return Ok(Decided::SamePerson(current));
    }
    let changed = apply(app, &tx, current.clone(), decision).await?;
    let (period, office) = (changed.period, changed.office);
    if store::standing::refresh(&tx, changed.collection, period, office).await? > 0 {
        return Ok(Decided::Locked(current));
    }
    if matches!(decision, Decision::Return { .. }) {
        let payload = crate::jobs_release::ReturnedMail { submission: id };
        let job = jobs::NewJob::new(crate::jobs_release::RETURNED_MAIL, &payload);
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    }
    let comment = match decision {
        Decision::Return { comment } => Some(comment.as_str()),
        _ => None,
    };
    change::note(app, &tx, &changed, decision.event(), by, comment).await?;
    tx.commit().await?;
    Ok(Decided::Done(changed))
}

/// Whether the collection asks for four eyes and `by` has sent the report herself.
async fn needs_other_eyes(
    tx: &db::Tx,
    submission: &Submission,
    by: PersonId,
) -> Result<bool, Error> {
    if !submission.on_behalf || submission.submitted_by != Some(by) {
        return Ok(false);
    }
    let collection = store::collections::find(tx, submission.collection).await?;
    Ok(collection.is_some_and(|one| one.approval.contains(&ApprovalLevel::OfficeAgain)))
}

/// Sets the state that a decision leads to; the caller notes it in the history.
async fn apply(
    app: &App,
    tx: &db::Tx,
    current: Submission,
    decision: &Decision,
) -> Result<Submission, Error> {
    let now = app.clock.now();
    let (state, expected) = decision.leads_to();
    store::submissions::set_state(tx, current.id, state, now).await?;
    let key = (current.collection, current.institution, current.period);
    store::expected::set_status(tx, current.id, key, expected).await?;
    Ok(Submission {
        state,
        changed_at: now,
        ..current
    })
}

/// What became of many reports that were to be accepted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AcceptedTogether {
    /// How many are accepted now.
    pub accepted: usize,
    /// How many had changed meanwhile, or have implausible answers, and were left alone.
    pub skipped: usize,
}

/// Accepts those of the reports of one office and collection that wait for review, have nothing
/// implausible and are still as they were seen. One transaction.
pub async fn accept_together(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
    seen: &[(SubmissionId, Seen)],
    by: PersonId,
) -> Result<AcceptedTogether, Error> {
    let mut seen = seen.to_vec();
    // In one order, so that two people who accept together never wait for each other.
    seen.sort_by_key(|(id, _)| *id);
    seen.dedup_by_key(|(id, _)| *id);
    let tx = app.db.begin().await?;
    let mut result = AcceptedTogether::default();
    let mut accepted = Vec::new();
    for (id, seen) in seen {
        let fits = store::submissions::find_for_update(&tx, id)
            .await?
            .filter(|one| one.office == office && one.collection == collection)
            .filter(|one| Seen::of(one) == seen && one.warnings == 0)
            .filter(|one| one.restricted_at.is_none())
            .filter(|one| Decision::Accept.fits(one.state));
        let fits = match fits {
            Some(current) if !needs_other_eyes(&tx, &current, by).await? => Some(current),
            _ => None,
        };
        match fits {
            Some(current) => {
                accepted.push(apply(app, &tx, current, &Decision::Accept).await?);
                result.accepted += 1;
            }
            None => result.skipped += 1,
        }
    }
    let mut periods: Vec<_> = accepted.iter().map(|one| one.period).collect();
    periods.sort();
    periods.dedup();
    for period in periods {
        if store::standing::refresh(&tx, collection, period, office).await? > 0 {
            tx.rollback().await?;
            return Ok(AcceptedTogether {
                accepted: 0,
                skipped: result.accepted + result.skipped,
            });
        }
    }
    for changed in &accepted {
        change::note(app, &tx, changed, EventKind::Accepted, by, None).await?;
    }
    tx.commit().await?;
    Ok(result)
}

/// Records in the office's audit trail that `by` opened a report, or a file of it.
pub async fn note_opened(
    app: &App,
    submission: &Submission,
    file: Option<FileId>,
    by: PersonId,
) -> Result<(), Error> {
    let mut facts = vec![
        ("collection", submission.collection.into()),
        ("institution", submission.institution.into()),
        submission.period.fact(),
        ("version", submission.version.into()),
    ];
    facts.extend(file.map(|file| ("file", file.into())));
    let tx = app.db.begin().await?;
    let entry = audit::Entry {
        chain: submission.office.uuid(),
        actor: Some(by),
        action: actions::SUBMISSION_OPEN,
        subject: audit::Subject::new("submission", submission.id),
        facts,
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_survives_a_page() {
        for text in ["1.submitted.1795000000000", "12.accepted.-5"] {
            assert_eq!(text.parse::<Seen>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "1",
            "1.sent.5",
            "x.submitted.5",
            "1.submitted.",
            "1.submitted.5.5",
        ] {
            assert!(text.parse::<Seen>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn only_what_waits_for_review_is_accepted() {
        let fits = |decision: &Decision| {
            SubmissionState::ALL
                .iter()
                .copied()
                .filter(|state| decision.fits(*state))
                .collect::<Vec<_>>()
        };
        let comment = String::new();
        assert_eq!(fits(&Decision::Accept), [SubmissionState::Submitted]);
        assert_eq!(fits(&Decision::UndoAccept), [SubmissionState::Accepted]);
        assert_eq!(
            fits(&Decision::Return { comment }),
            [SubmissionState::Submitted, SubmissionState::Accepted]
        );
    }
}
