// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reports that say that there is nothing to report (Nullmeldung): a reason from a list, no answers. Of events:
//! that nothing happened in a week.

use kernel::{OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use crate::model::{Collection, Expected, Refusal, ZeroReason, lock_by_day};
use crate::period::Period;
use crate::{actions, holidays, store};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It is kept.
    Done,
    /// A report has come meanwhile, or it was said before.
    Taken,
    /// It is not taken.
    Refused(Refusal),
}

/// What a deed is about and who does it.
#[derive(Debug, Clone, Copy)]
pub struct Deed {
    /// Whose report.
    pub institution: OrganisationId,
    /// About which period.
    pub period: Period,
    /// Who does it.
    pub by: PersonId,
}

/// Keeps that an institution has nothing to report for a period. What it had begun goes away.
pub async fn say(
    app: &App,
    collection: &Collection,
    deed: Deed,
    reason: ZeroReason,
) -> Result<Said, Error> {
    let tx = app.db.begin().await?;
    let expected = match open_for(app, &tx, collection, deed).await? {
        Ok(expected) => expected,
        Err(refusal) => return Ok(Said::Refused(refusal)),
    };
    let key = (collection.id, deed.institution, deed.period);
    let now = app.clock.now();
    if !store::expected::set_zero(&tx, key, reason, now, deed.by).await? {
        return Ok(Said::Taken);
    }
    let draft = store::drafts::Key {
        collection: collection.id,
        institution: deed.institution,
        period: deed.period,
    };
    store::drafts::remove(&tx, &draft).await?;
    store::files::remove_of_draft(&tx, &draft).await?;
    finish(app, tx, (collection, &expected), deed, "nothing-to-report").await
}

/// Takes it back: the report is owed again.
pub async fn take_back(app: &App, collection: &Collection, deed: Deed) -> Result<Said, Error> {
    let tx = app.db.begin().await?;
    let expected = match open_for(app, &tx, collection, deed).await? {
        Ok(expected) => expected,
        Err(refusal) => return Ok(Said::Refused(refusal)),
    };
    let key = (collection.id, deed.institution, deed.period);
    if !store::expected::undo_zero(&tx, key).await? {
        return Ok(Said::Taken);
    }
    let of = (collection, &expected);
    finish(app, tx, of, deed, "nothing-to-report-undone").await
}

/// The report that is owed, if the collection takes such statements about the period now.
async fn open_for(
    app: &App,
    tx: &db::Tx,
    collection: &Collection,
    deed: Deed,
) -> Result<Result<Expected, Refusal>, Error> {
    let (institution, period) = (deed.institution, deed.period);
    let Some(expected) = store::expected::find(tx, collection.id, institution, period).await?
    else {
        return Ok(Err(Refusal::NotExpected));
    };
    let today = berlin_date(app.clock.now());
    let holidays = holidays::of(tx, collection).await?;
    if let Err(refusal) = collection.takes_zero(&expected, today, &holidays) {
        return Ok(Err(refusal));
    }
    if collection.repeatable() {
        // A report about an event of the week may come at this moment: the second sees the first.
        let counted = collection.calendar.counted_by(period);
        store::standing::refresh(tx, collection.id, counted, expected.office).await?;
    }
    let standing = store::standing::find(tx, collection.id, period, expected.office).await?;
    let open_until = standing.and_then(|standing| standing.open_until);
    let due_on = Some(expected.due_on);
    if lock_by_day(&collection.calendar, due_on, open_until, today).is_some() {
        return Ok(Err(Refusal::Locked));
    }
    Ok(Ok(expected))
}

async fn finish(
    app: &App,
    tx: db::Tx,
    (collection, expected): (&Collection, &Expected),
    deed: Deed,
    what: &'static str,
) -> Result<Said, Error> {
    let (period, office) = (expected.period, expected.office);
    let counted = collection.calendar.counted_by(period);
    if store::standing::refresh(&tx, collection.id, counted, office).await? > 0 {
        tx.rollback().await?;
        return Ok(Said::Refused(Refusal::Locked));
    }
    let entry = audit::Entry {
        chain: office.uuid(),
        actor: Some(deed.by),
        action: actions::REPORT_FILL,
        subject: audit::Subject::new("organisation", deed.institution),
        facts: vec![
            ("what", what.into()),
            ("collection", collection.id.into()),
            period.fact(),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(Said::Done)
}
