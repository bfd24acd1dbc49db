// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From reports to case files. Events may come twice and overtake each other: each time the report is
//! read as it is now, and compared with what was taken over before.

use forms::{Answers, CompiledForm, without_positions};
use kernel::{CaseFileId, OrganisationId, PersonId, berlin_date};
use reporting::events::ReportEvent;
use reporting::handover;
use reporting::model::{Submission, SubmissionState};
use web::{App, Error};

use crate::model::{CaseFile, CaseState, CaseType, Definition, EventKind, Person, Report, Slot};
use crate::working::Deed;
use crate::{actions, sealing, store};

/// The language in which case files word what was chosen: letters are German.
const LANGUAGE: &str = "de";

/// Takes a report over as it is now: opens a file for each person in it, or notes what has changed.
pub async fn follow(app: &App, event: &ReportEvent) -> Result<(), Error> {
    let conn = app.db.read();
    let known = store::reports::of_submission(conn, event.submission).await?;
    if !known.is_empty() {
        // Files of a kind that is retired since still learn what becomes of their reports.
        return update(app, event).await;
    }
    let place = directory::place_of(conn, event.office).await?;
    let Some(state) = place.and_then(|place| place.state) else {
        return Ok(());
    };
    let kind = store::types::fed_by(conn, event.collection, event.office, state).await?;
    match kind {
        Some(kind) => open_files(app, event, &kind).await,
        None => Ok(()),
    }
}

async fn open_files(app: &App, event: &ReportEvent, kind: &CaseType) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("case-report:{}", event.submission)).await?;
    let known = store::reports::of_submission(&tx, event.submission).await?;
    let Some(standing) = handover::standing(&tx, event.submission).await? else {
        return Ok(());
    };
    if !known.is_empty() || standing.state == SubmissionState::Withdrawn {
        return Ok(());
    }
    let version = store::types::version(&tx, kind.id, kind.latest).await?;
    let version = version
        .ok_or_else(|| Error::Internal("a kind of case files without a version".to_owned()))?;
    // Everybody takes the numbers before the audit trail, so that nobody waits for each other.
    store::files::lock_numbers(&tx, event.office).await?;
    let Some(opened) = handover::open(app, &tx, event.submission).await? else {
        return Ok(());
    };
    let people = people_of(&version.definition, &opened.form, &opened.answers);
    let mut tx = tx;
    for (place, person) in people.iter().enumerate() {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        tx = open_one(app, tx, kind, &opened.submission, (place, person)).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn open_one(
    app: &App,
    tx: db::Tx,
    kind: &CaseType,
    submission: &Submission,
    (place, person): (i64, &Person),
) -> Result<db::Tx, Error> {
    let wish = Opening {
        kind,
        office: submission.office,
        institution: Some(submission.institution),
        person,
        by: None,
        assignee: None,
    };
    let (mut deed, id) = open(app, tx, &wish).await?;
    let context = Report::seal_context(submission.id, place);
    let report = Report {
        submission: submission.id,
        place,
        case_file: id,
        institution: submission.institution,
        receipt: submission.receipt.clone(),
        version: submission.version,
        state: submission.state.name().to_owned(),
        sealed: sealing::seal(app, &deed.tx, submission.office, &context, person).await?,
        differs: false,
        sent_at: submission.submitted_at,
    };
    store::reports::add(&deed.tx, &report).await?;
    deed.note(EventKind::OpenedByReport, &*submission.receipt, "")
        .await?;
    let (_, tx) = deed.write(actions::CASE_WORK, "opened").await?;
    Ok(tx)
}

/// A file to be opened.
#[derive(Debug)]
pub struct Opening<'a> {
    /// Of which kind.
    pub kind: &'a CaseType,
    /// At which office.
    pub office: OrganisationId,
    /// Who has notified, if an institution has.
    pub institution: Option<OrganisationId>,
    /// About whom.
    pub person: &'a Person,
    /// Who opens it; the product itself has no name.
    pub by: Option<PersonId>,
    /// Who works on it.
    pub assignee: Option<PersonId>,
}

/// Opens a file with the steps that follow its opening. The caller notes why, and commits.
pub async fn open<'a>(
    app: &'a App,
    tx: db::Tx,
    wish: &Opening<'_>,
) -> Result<(Deed<'a>, CaseFileId), Error> {
    let now = app.clock.now();
    let id = CaseFileId::new(&*app.clock, &*app.chance);
    let place = directory::place_of(&tx, wish.office).await?;
    let state_agency = place.and_then(|place| place.state).ok_or(Error::NotFound)?;
    let context = CaseFile::seal_context(id);
    let file = CaseFile {
        id,
        number: store::files::next_number(&tx, wish.office, berlin_date(now).year()).await?,
        office: wish.office,
        state_agency,
        case_type: wish.kind.id,
        type_version: wish.kind.latest,
        state: CaseState::Open,
        merged_into: None,
        institution: wish.institution,
        sealed_person: sealing::seal(app, &tx, wish.office, &context, wish.person).await?,
        assignee: wish.assignee,
        opened_at: now,
        closed_at: None,
        closing_reason: None,
        delete_on: None,
        hold: false,
        version: 0,
        changed_at: now,
        changed_by: wish.by,
        restricted_at: None,
    };
    store::files::add(&tx, &file).await?;
    let mut deed = Deed::of(app, tx, file, wish.by);
    deed.add_following("").await?;
    Ok((deed, id))
}

/// Notes in the files of a report what has become of it.
async fn update(app: &App, event: &ReportEvent) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("case-report:{}", event.submission)).await?;
    let Some(standing) = handover::standing(&tx, event.submission).await? else {
        return Ok(());
    };
    let known = store::reports::of_submission(&tx, event.submission).await?;
    let is_new = |report: &Report| {
        report.version != standing.version || report.state != standing.state.name()
    };
    if !known.iter().any(is_new) {
        return Ok(());
    }
    // The files before the audit trail, as everybody takes them.
    for report in &known {
        store::files::find_for_update(&tx, report.case_file).await?;
    }
    let corrected = known
        .iter()
        .any(|report| report.version != standing.version);
    let opened = if corrected {
        handover::open(app, &tx, event.submission).await?
    } else {
        None
    };
    let mut tx = tx;
    for report in known {
        let Some(file) = store::files::find_for_update(&tx, report.case_file).await? else {
            continue;
        };
        // What is restricted is not changed; the next event after that brings it up to date.
        if file.restricted_at.is_some() {
            continue;
        }
        let definition = crate::working::definition_of(&tx, &file).await?;
        let says = opened.as_ref().and_then(|opened| {
            let mut people = people_of(&definition, &opened.form, &opened.answers);
            let place = usize::try_from(report.place).unwrap_or(usize::MAX);
            (place < people.len()).then(|| people.swap_remove(place))
        });
        tx = update_one(app, tx, (file, report), &standing, says).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Forgets what a deleted report said, in the files that are about it.
pub async fn forget(app: &App, event: &ReportEvent) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("case-report:{}", event.submission)).await?;
    let known = store::reports::of_submission(&tx, event.submission).await?;
    let mut files: Vec<CaseFileId> = known.iter().map(|report| report.case_file).collect();
    files.sort();
    files.dedup();
    for id in &files {
        store::files::find_for_update(&tx, *id).await?;
    }
    store::reports::forget(&tx, event.submission).await?;
    let mut tx = tx;
    for id in files {
        if let Some(file) = store::files::find_for_update(&tx, id).await? {
            let mut deed = Deed::of(app, tx, file, None);
            deed.note(EventKind::ReportDeleted, &*event.receipt, "")
                .await?;
            tx = deed.write(actions::CASE_WORK, "report-deleted").await?.1;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn update_one(
    app: &App,
    tx: db::Tx,
    (file, report): (CaseFile, Report),
    standing: &Submission,
    says: Option<Person>,
) -> Result<db::Tx, Error> {
    let mut deed = Deed::of(app, tx, file, None);
    let receipt = report.receipt.clone();
    let mut changed = Report {
        version: standing.version,
        state: standing.state.name().to_owned(),
        ..report.clone()
    };
    if report.version != standing.version {
        let before = sealing::person(app, &deed.tx, &deed.file).await?;
        if let Some(says) = says {
            let context = Report::seal_context(report.submission, report.place);
            let office = deed.file.office;
            changed.sealed = sealing::seal(app, &deed.tx, office, &context, &says).await?;
            changed.differs = says != before;
        }
        deed.note(EventKind::ReportCorrected, &*receipt, "").await?;
    }
    if report.state != standing.state.name() {
        let kind = match standing.state {
            SubmissionState::Withdrawn => Some(EventKind::ReportWithdrawn),
            SubmissionState::Accepted => Some(EventKind::ReportAccepted),
            SubmissionState::Returned => Some(EventKind::ReportReturned),
            SubmissionState::Submitted => None,
        };
        if let Some(kind) = kind {
            deed.note(kind, &*receipt, "").await?;
        }
    }
    store::reports::save(&deed.tx, &changed).await?;
    let (_, tx) = deed.write(actions::CASE_WORK, "report-changed").await?;
    Ok(tx)
}

/// The people that a report is about: one, or one for each round of the repeat in which the family name
/// is asked.
pub fn people_of(definition: &Definition, form: &CompiledForm, answers: &Answers) -> Vec<Person> {
    let Some(family_name) = definition.mapping.get(&Slot::FamilyName) else {
        return Vec::new();
    };
    let rounds: Vec<String> = answers
        .iter()
        .filter(|(path, value)| without_positions(path) == *family_name && !value.is_empty())
        .map(|(path, _)| path.to_owned())
        .collect();
    rounds
        .iter()
        .map(|round| {
            let mut person = Person::default();
            for (slot, path) in &definition.mapping {
                let path = in_round(path, round);
                let value = answers.get(&path);
                let text = match (form.field(&path), slot) {
                    // Letters and comparisons need the day itself.
                    (Some(field), slot) if *slot != Slot::BirthDate => {
                        form.display(field, value, LANGUAGE)
                    }
                    _ => value.to_owned(),
                };
                person.set(*slot, text);
            }
            person
        })
        .collect()
}

/// A path without positions, with those that `round` has for the groups that both lie in.
fn in_round(path: &str, round: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    for (part, of_round) in parts.iter_mut().zip(round.split('/')) {
        if without_positions(of_round) != *part {
            break;
        }
        *part = of_round;
    }
    parts.join("/")
}

/// Writes into the audit trail that somebody has looked for a name: that it happened, how many files
/// were read and how many were shown, and not the name.
pub async fn note_search(
    app: &App,
    office: OrganisationId,
    by: PersonId,
    found: &[CaseFile],
    read: usize,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    for file in found {
        let event = crate::model::Event {
            id: crate::working::new_id(app),
            case_file: file.id,
            at: app.clock.now(),
            by: Some(by),
            kind: EventKind::Found,
            about: String::new(),
            sealed_note: None,
        };
        store::events::add(&tx, office, &event).await?;
    }
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: Some(by),
        action: actions::CASE_SEARCH,
        subject: audit::Subject::new("office", office),
        facts: vec![("read", read.into()), ("found", found.len().into())],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_round() {
        for (path, round, expected) in [
            ("person/name", "person/name", "person/name"),
            ("people/first", "people[2]/last", "people[2]/first"),
            ("town", "people[2]/last", "town"),
            ("a/b/c", "a[1]/b[3]/x", "a[1]/b[3]/c"),
            ("a/x/c", "a[1]/b[3]/x", "a[1]/x/c"),
        ] {
            assert_eq!(in_round(path, round), expected);
        }
    }
}
