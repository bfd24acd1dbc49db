// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who at an office looks after reports, and by when.

use jiff::civil::Date;
use kernel::{CollectionId, OrganisationId, PersonId, Role, SubmissionId};
use web::{App, Error};

use crate::model::{Assignment, Submission};
use crate::{actions, intake, store};

/// To whom a report is given, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// To whom; nobody ends the assignment.
    pub person: Option<PersonId>,
    /// Until when.
    pub due_on: Option<Date>,
}

/// The case workers of an office: whom reports can be given to.
pub async fn workers(app: &App, office: OrganisationId) -> Result<Vec<(PersonId, String)>, Error> {
    let now = app.clock.now();
    let people = directory::people_with(app.db.read(), office, &[Role::CaseWorker], now).await?;
    Ok(people
        .into_iter()
        .map(|one| (one.person, one.name))
        .collect())
}

/// Gives a report to somebody, if its assignment is still the one with the number `known`; says whether
/// it was.
pub async fn assign(
    app: &App,
    submission: SubmissionId,
    known: i64,
    wish: Wish,
    by: PersonId,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let submission = store::submissions::find_for_update(&tx, submission)
        .await?
        .ok_or(Error::NotFound)?;
    let current = store::work::assignment(&tx, submission.id).await?;
    if current.version != known {
        // Posted twice: it is as was wished.
        return Ok(current.person == wish.person && current.due_on == wish.due_on);
    }
    give(app, &tx, &submission, current, wish, by).await?;
    tx.commit().await?;
    Ok(true)
}

/// Gives those of the reports of one office and collection to somebody that are still assigned as they
/// were seen. One transaction. Says how many there were.
pub async fn assign_together(
    app: &App,
    (office, collection): (OrganisationId, CollectionId),
    seen: &[(SubmissionId, i64)],
    wish: Wish,
    by: PersonId,
) -> Result<usize, Error> {
    let mut seen = seen.to_vec();
    // In one order, so that two people who assign together never wait for each other.
    seen.sort_by_key(|(id, _)| *id);
    seen.dedup_by_key(|(id, _)| *id);
    let tx = app.db.begin().await?;
    let mut given = 0;
    for (id, known) in seen {
        let found = store::submissions::find_for_update(&tx, id).await?;
        let Some(submission) =
            found.filter(|one| one.office == office && one.collection == collection)
        else {
            continue;
        };
        let current = store::work::assignment(&tx, id).await?;
        if current.version == known {
            give(app, &tx, &submission, current, wish, by).await?;
            given += 1;
        }
    }
    tx.commit().await?;
    Ok(given)
}

async fn give(
    app: &App,
    tx: &db::Tx,
    submission: &Submission,
    current: Assignment,
    wish: Wish,
    by: PersonId,
) -> Result<(), Error> {
    let next = Assignment {
        person: wish.person,
        due_on: wish.due_on,
        version: current.version + 1,
    };
    store::work::assign(tx, submission, &next, app.clock.now(), by).await?;
    let mut entry = audit::Entry {
        actor: Some(by),
        action: actions::SUBMISSION_REVIEW,
        ..intake::submission_entry(submission, "assigned")
    };
    entry
        .facts
        .extend(wish.person.map(|person| ("person", person.into())));
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// Sets who looks after the reports of a collection that nobody was given; nobody ends that.
pub async fn set_duty(
    app: &App,
    (office, collection): (OrganisationId, CollectionId),
    person: Option<PersonId>,
    by: PersonId,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    store::work::set_duty(&tx, office, collection, person, app.clock.now(), by).await?;
    let mut facts = vec![("what", "duty".into())];
    facts.extend(person.map(|person| ("person", person.into())));
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: Some(by),
        action: actions::SUBMISSION_REVIEW,
        subject: audit::Subject::new("collection", collection),
        facts,
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(())
}
