// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whether a period still takes reports and corrections: it does not once it is approved, or once its
//! day has passed.

use db::ConnectionTrait;
use jiff::civil::Date;
use kernel::{Holidays, OrganisationId};
use web::Error;

use crate::model::{Collection, Lock, Standing, Submission, lock_by_day};
use crate::period::Period;
use crate::{holidays, store};

/// Why nothing is taken any more for the period of a report, as things stand.
pub async fn lock_of(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    submission: &Submission,
    today: Date,
) -> Result<Option<Lock>, Error> {
    let unit = collection.calendar.unit_of(submission.period);
    let standing = store::standing::find(conn, collection.id, unit, submission.office).await?;
    let due_on = due_on(conn, collection, submission, standing.as_ref()).await?;
    Ok(lock(collection, standing.as_ref(), due_on, today))
}

async fn due_on(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    submission: &Submission,
    standing: Option<&Standing>,
) -> Result<Option<Date>, Error> {
    if collection.calendar.locks_after.is_none() {
        return Ok(None);
    }
    if collection.repeatable() {
        let holidays = holidays::of(conn, collection).await?;
        return Ok(collection.calendar.due_on(submission.period, &holidays));
    }
    Ok(standing.map(|standing| standing.due_on))
}

/// Why nothing is taken for a period that an office stands so with, if the report is due on `due_on`.
pub(crate) fn lock(
    collection: &Collection,
    standing: Option<&Standing>,
    due_on: Option<Date>,
    today: Date,
) -> Option<Lock> {
    if standing.is_some_and(|standing| standing.approvals > 0) {
        return Some(Lock::Approved);
    }
    let open_until = standing.and_then(|standing| standing.open_until);
    lock_by_day(&collection.calendar, due_on, open_until, today)
}

/// Whether the institution may send a new version of a report or take it back.
pub async fn can_change(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    submission: &Submission,
    today: Date,
) -> Result<bool, Error> {
    Ok(submission.can_change(collection.status)
        && lock_of(conn, collection, submission, today)
            .await?
            .is_none())
}

/// Why nothing is taken any more for a period of an office, as things stand, whoever sends it.
pub async fn lock_of_period(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    period: Period,
    office: OrganisationId,
    (holidays, today): (&Holidays, Date),
) -> Result<Option<Lock>, Error> {
    let unit = collection.calendar.unit_of(period);
    let standing = store::standing::find(conn, collection.id, unit, office).await?;
    let due_on = if collection.repeatable() {
        collection.calendar.due_on(period, holidays)
    } else {
        standing.as_ref().map(|standing| standing.due_on)
    };
    Ok(lock(collection, standing.as_ref(), due_on, today))
}

/// Counts the period of a report again after the report has changed in this transaction, and says why
/// nothing may be changed in it; then the caller rolls back. Nobody approves the period meanwhile.
pub async fn keep_open(
    tx: &db::Tx,
    collection: &Collection,
    submission: &Submission,
    due_on: Option<Date>,
    today: Date,
) -> Result<Option<Lock>, Error> {
    let (period, office) = (submission.period, submission.office);
    store::standing::refresh(tx, collection.id, period, office).await?;
    let unit = collection.calendar.unit_of(period);
    let standing = store::standing::find(tx, collection.id, unit, office).await?;
    Ok(lock(collection, standing.as_ref(), due_on, today))
}

/// The same, for reports whose day has to be found out.
pub async fn keep_open_now(
    tx: &db::Tx,
    collection: &Collection,
    submission: &Submission,
    today: Date,
) -> Result<Option<Lock>, Error> {
    let unit = collection.calendar.unit_of(submission.period);
    let standing = store::standing::find(tx, collection.id, unit, submission.office).await?;
    let due_on = due_on(tx, collection, submission, standing.as_ref()).await?;
    keep_open(tx, collection, submission, due_on, today).await
}
