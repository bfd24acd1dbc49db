// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Takes reports in: checks that they are owed and writes them durably, each exactly once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use forms::{CompiledForm, NamedFile, Violation};
use jiff::civil::Date;
use kernel::{Id, OrganisationId, PersonId, SubmissionId};
use web::{App, Error};

use crate::files::{self, Owner};
use crate::model::{
    Collection, Content, Event, EventKind, Expected, Refusal, Standing, Submission, SubmissionState,
};
use crate::period::Period;
use crate::store::history::SealedVersion;
use crate::store::{self, drafts};
use crate::{actions, events, holidays, locks, receipt, sealing};

/// A checked report on its way in.
#[derive(Debug, Clone)]
pub struct Arriving {
    /// Into which collection.
    pub collection: Arc<Collection>,
    /// Whose report.
    pub institution: OrganisationId,
    /// The office that it goes to.
    pub office: OrganisationId,
    /// About which period.
    pub period: Period,
    /// The answers, as the engine keeps them.
    pub answers: forms::Answers,
    /// The files that they name; none if the form asks for no files.
    pub files: Option<Vec<NamedFile>>,
    /// How many of them were implausible to the form.
    pub warnings: usize,
    /// Tells a repetition from a second report.
    pub idempotency_key: String,
    /// Who sends it.
    pub by: PersonId,
    /// Whether she does so for the institution, at the office.
    pub on_behalf: bool,
    /// The draft that it was filled in as, which goes away with it.
    pub draft: Option<drafts::Key>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// It is kept.
    New(Submission),
    /// It was sent before; this is what was kept then.
    Before(Submission),
    /// Something is wrong with the files that the answers name.
    Files(Vec<Violation>),
    /// Another report about this period has come already.
    Taken,
    /// It was not owed.
    Refused(Refusal),
}

/// The files that answers name; none if the form asks for no files.
pub fn files_of(form: &CompiledForm, answers: &forms::Answers) -> Option<Vec<NamedFile>> {
    form.asks_for_files().then(|| form.files(answers))
}

/// Keeps a report, or says why not. When this answers with `New`, it survives a power cut.
pub async fn take_in(app: &App, arriving: &Arriving) -> Result<Arrived, Error> {
    let now = app.clock.now();
    let id = SubmissionId::new(&*app.clock, &*app.chance);
    let collection = &arriving.collection;
    let today = kernel::berlin_date(now);
    let owed = owed(app.db.read(), arriving).await?;
    let due_on = match &owed {
        Some(owed) => Some(owed.due_on),
        None => due_on(app.db.read(), arriving).await?,
    };
    let submission = submission(app, arriving, id, due_on);
    let content = sealing::to_bytes(&Content {
        answers: arriving.answers.clone(),
        reason: String::new(),
    })?;
    let tx = app.db.begin().await?;
    let key = arriving.idempotency_key.as_str();
    if !store::submissions::add(&tx, &submission, key).await? {
        let institution = arriving.institution;
        let before = store::submissions::find_by_key(&tx, collection.id, institution, key).await?;
        return Ok(before.map_or(Arrived::Taken, Arrived::Before));
    }
    if !collection.repeatable() {
        if !store::expected::fulfil(&tx, &submission).await? {
            let (institution, period) = (arriving.institution, arriving.period);
            let expected = store::expected::find(&tx, collection.id, institution, period).await?;
            tx.rollback().await?;
            return Ok(match expected {
                Some(_) => Arrived::Taken,
                None => Arrived::Refused(Refusal::NotExpected),
            });
        }
        // The institution has moved to another office since the report was owed.
        if let Some(before) = owed.filter(|owed| owed.office != arriving.office) {
            store::standing::refresh(&tx, collection.id, arriving.period, before.office).await?;
        }
    }
    if locks::keep_open(&tx, collection, &submission, due_on, today)
        .await?
        .is_some()
    {
        tx.rollback().await?;
        return Ok(Arrived::Refused(Refusal::Locked));
    }
    let version = first_version(app, &tx, &submission, &content).await?;
    store::history::add_version(&tx, &version).await?;
    store::history::add_event(&tx, id, &first_event(app, &submission)).await?;
    if let Some(named) = &arriving.files {
        let owner = Owner {
            key: drafts::Key {
                collection: collection.id,
                institution: arriving.institution,
                period: arriving.period,
            },
            office: arriving.office,
            submission: None,
        };
        let violations = files::attach(app, &tx, &owner, id, named).await?;
        if !violations.is_empty() {
            tx.rollback().await?;
            return Ok(Arrived::Files(violations));
        }
    }
    if let Some(draft) = &arriving.draft {
        drafts::remove(&tx, draft).await?;
        if arriving.files.is_some() {
            store::files::remove_of_draft(&tx, draft).await?;
        }
        let payload = crate::jobs::ReceiptMail { submission: id };
        let job = jobs::NewJob::new(crate::jobs::RECEIPT_MAIL, &payload);
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    }
    events::publish(app, &tx, &submission, EventKind::Submitted).await?;
    // Last, because the chain stays locked until the transaction ends.
    let entry = submission_entry(&submission, EventKind::Submitted.name());
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(Arrived::New(submission))
}

/// Keeps many reports without files in the caller's transaction, or says of each why not: all that holds
/// for one holds for each. Nobody approves one of their periods until the transaction ends. The chains of
/// the offices stay locked until then, too: call it last.
pub async fn take_in_all(
    app: &App,
    tx: &db::Tx,
    collection: &Collection,
    all: &[Arriving],
) -> Result<Vec<Arrived>, Error> {
    let today = kernel::berlin_date(app.clock.now());
    let holidays = holidays::of(tx, collection).await?;
    // Always in the same order, so that nobody waits for each other.
    let mut places: BTreeMap<(Period, OrganisationId), Option<Standing>> = BTreeMap::new();
    for arriving in all {
        let unit = collection.calendar.unit_of(arriving.period);
        places.insert((unit, arriving.office), None);
    }
    for ((period, office), standing) in &mut places {
        let counted = collection.calendar.counted_by(*period);
        store::standing::refresh(tx, collection.id, counted, *office).await?;
        *standing = store::standing::find(tx, collection.id, *period, *office).await?;
    }
    let mut arrived = Vec::with_capacity(all.len());
    let (mut versions, mut events, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let mut moved = BTreeSet::new();
    for arriving in all {
        let (institution, period) = (arriving.institution, arriving.period);
        let key = arriving.idempotency_key.as_str();
        let before = store::submissions::find_by_key(tx, collection.id, institution, key).await?;
        if let Some(before) = before {
            arrived.push(Arrived::Before(before));
            continue;
        }
        let unit = collection.calendar.unit_of(period);
        let standing = places
            .get(&(unit, arriving.office))
            .and_then(Option::as_ref);
        let owed = if collection.repeatable() {
            None
        } else {
            store::expected::find(tx, collection.id, institution, period).await?
        };
        let due_on = match &owed {
            Some(owed) => Some(owed.due_on),
            None => collection.calendar.due_on(period, &holidays),
        };
        if locks::lock(collection, standing, due_on, today).is_some() {
            arrived.push(Arrived::Refused(Refusal::Locked));
            continue;
        }
        let id = SubmissionId::new(&*app.clock, &*app.chance);
        let submission = submission(app, arriving, id, due_on);
        if !collection.repeatable() {
            if !store::expected::fulfil(tx, &submission).await? {
                arrived.push(match owed {
                    Some(_) => Arrived::Taken,
                    None => Arrived::Refused(Refusal::NotExpected),
                });
                continue;
            }
            if let Some(before) = owed.filter(|owed| owed.office != arriving.office) {
                moved.insert((unit, before.office));
            }
        }
        if !store::submissions::add(tx, &submission, key).await? {
            // Somebody has sent the same at this moment.
            if !collection.repeatable() {
                let owed = (collection.id, institution, period);
                store::expected::reopen(tx, id, owed).await?;
            }
            arrived.push(Arrived::Taken);
            continue;
        }
        let content = sealing::to_bytes(&Content {
            answers: arriving.answers.clone(),
            reason: String::new(),
        })?;
        versions.push(first_version(app, tx, &submission, &content).await?);
        events.push((id, first_event(app, &submission)));
        events::publish(app, tx, &submission, EventKind::Submitted).await?;
        entries.push(submission_entry(&submission, EventKind::Submitted.name()));
        arrived.push(Arrived::New(submission));
    }
    store::history::add_versions(tx, &versions).await?;
    store::history::add_events(tx, &events).await?;
    moved.extend(places.into_keys());
    for (period, office) in moved {
        let counted = collection.calendar.counted_by(period);
        store::standing::refresh(tx, collection.id, counted, office).await?;
    }
    entries.sort_by_key(|entry| entry.chain);
    for entry in entries {
        audit::append(tx, &*app.clock, entry).await?;
    }
    Ok(arrived)
}

/// A report as it comes in.
fn submission(
    app: &App,
    arriving: &Arriving,
    id: SubmissionId,
    due_on: Option<Date>,
) -> Submission {
    let now = app.clock.now();
    let today = kernel::berlin_date(now);
    let collection = &arriving.collection;
    Submission {
        id,
        collection: collection.id,
        institution: arriving.institution,
        office: arriving.office,
        period: arriving.period,
        receipt: receipt::number(arriving.period, id),
        state: SubmissionState::Submitted,
        version: 1,
        form_version: collection.form_version,
        submitted_at: now,
        submitted_by: Some(arriving.by),
        changed_at: now,
        late: due_on.is_some_and(|due| today > due),
        warnings: i64::try_from(arriving.warnings).unwrap_or(i64::MAX),
        on_behalf: arriving.on_behalf,
        restricted_at: None,
    }
}

/// What it says, sealed.
async fn first_version(
    app: &App,
    tx: &db::Tx,
    submission: &Submission,
    content: &[u8],
) -> Result<SealedVersion, Error> {
    let context = Submission::seal_context(submission.id, 1);
    Ok(SealedVersion {
        submission: submission.id,
        number: 1,
        sealed: sealing::seal(&app.vault, tx, submission.office, &context, content).await?,
        warnings: submission.warnings,
        at: submission.submitted_at,
        by: submission.submitted_by,
    })
}

/// What is owed for the period; nothing in collections that take any number of reports.
async fn owed(
    conn: &impl db::ConnectionTrait,
    arriving: &Arriving,
) -> Result<Option<Expected>, Error> {
    let collection = &arriving.collection;
    if collection.repeatable() {
        return Ok(None);
    }
    let (institution, period) = (arriving.institution, arriving.period);
    Ok(store::expected::find(conn, collection.id, institution, period).await?)
}

/// By when a report is due of which none is owed.
async fn due_on(
    conn: &impl db::ConnectionTrait,
    arriving: &Arriving,
) -> Result<Option<Date>, Error> {
    let collection = &arriving.collection;
    let holidays = holidays::of(conn, collection).await?;
    Ok(collection.calendar.due_on(arriving.period, &holidays))
}

fn first_event(app: &App, submission: &Submission) -> Event {
    Event {
        id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        at: submission.submitted_at,
        by: submission.submitted_by,
        kind: EventKind::Submitted,
        version: 1,
        sealed_note: None,
    }
}

/// The audit entry about a change of a report, in the chain of its office.
pub fn submission_entry(submission: &Submission, what: &'static str) -> audit::Entry {
    audit::Entry {
        chain: submission.office.uuid(),
        actor: submission.submitted_by,
        action: actions::REPORT_FILL,
        subject: audit::Subject::new("submission", submission.id),
        facts: vec![
            ("what", what.into()),
            ("collection", submission.collection.into()),
            ("institution", submission.institution.into()),
            submission.period.fact(),
            ("version", submission.version.into()),
        ],
    }
}
