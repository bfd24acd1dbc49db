// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Uploads: taken in sealed, opened for their owner, corrected row by row, thrown away.

use forms::entry::{Place, Table, Template};
use jiff::{SignedDuration, Timestamp};
use kernel::{Id, OrganisationId, PersonId};
use vault::VaultError;
use web::{App, Error};

use super::checking::{Checked, check};
use super::reporters::Reporters;
use super::{INSTITUTION, PERIOD};
use crate::model::{
    Collection, RowContent, RowFault, RowState, UPLOAD_DAYS, Upload, UploadId, UploadRow,
    UploadState,
};
use crate::{actions, store};

/// The rows of a table as they are kept.
pub fn contents(template: &Template<'_>, places: &[Place], table: &Table) -> Vec<RowContent> {
    let own = |cells: &[String], number: usize| {
        let place = places.iter().position(|place| *place == Place::Own(number));
        let cell = place.and_then(|place| cells.get(place));
        cell.cloned().unwrap_or_default()
    };
    table
        .lines
        .iter()
        .map(|line| RowContent {
            institution: own(&line.cells, INSTITUTION),
            period: own(&line.cells, PERIOD),
            answers: template.answers(places, &line.cells),
            beyond: line.beyond,
        })
        .collect()
}

/// Checks a table and keeps it, sealed. `numbers` are those of the rows.
pub async fn take(
    app: &App,
    collection: &Collection,
    reporters: &Reporters,
    by: PersonId,
    (numbers, rows): (&[u64], &[RowContent]),
) -> Result<UploadId, Error> {
    let office = reporters.all().first().map(|reporter| reporter.office);
    let office = office.ok_or(Error::NotFound)?;
    let checked = check(app, collection, reporters, office, rows).await?;
    let upload = Upload {
        id: UploadId::new(&*app.clock, &*app.chance),
        collection: collection.id,
        person: by,
        office,
        state: UploadState::Open,
        created_at: app.clock.now(),
        interrupted: false,
    };
    let mut kept = Vec::with_capacity(rows.len());
    for ((number, content), one) in numbers.iter().zip(rows).zip(&checked) {
        let number = i64::try_from(*number).unwrap_or(i64::MAX);
        let sealed = seal(app, upload.id, number, one.row.office, content).await?;
        kept.push(UploadRow::of(number, 1, &one.row, sealed));
    }
    let tx = app.db.begin().await?;
    store::uploads::add(&tx, &upload, &kept).await?;
    note(app, &tx, &upload, Some(by), ("uploaded", kept.len())).await?;
    tx.commit().await?;
    Ok(upload.id)
}

async fn seal(
    app: &App,
    upload: UploadId,
    number: i64,
    office: OrganisationId,
    content: &RowContent,
) -> Result<Vec<u8>, Error> {
    let plain = serde_json::to_vec(content).map_err(Error::internal)?;
    let context = Upload::seal_context(upload, number);
    let conn = app.db.read();
    Ok(app.vault.seal(conn, office, &context, &plain).await?)
}

/// What a row says; nothing if what is kept of it is damaged, so that one such row spoils no table. The
/// caller has asked whether the upload is the actor's.
pub async fn open(
    app: &App,
    upload: UploadId,
    row: &UploadRow,
) -> Result<Option<RowContent>, Error> {
    if row.sealed.is_empty() {
        return Ok(Some(RowContent::default()));
    }
    let context = Upload::seal_context(upload, row.number);
    let opened = app
        .vault
        .open(app.db.read(), row.office, &context, &row.sealed)
        .await;
    let content = match opened {
        Ok(plain) => serde_json::from_slice(&plain).ok(),
        Err(VaultError::Format(_) | VaultError::Rejected) => None,
        Err(error) => return Err(error.into()),
    };
    if content.is_none() {
        tracing::error!(%upload, row = row.number, "a row of an upload is damaged");
    }
    Ok(content)
}

/// Looks at rows once more, as things are now.
pub async fn look(
    app: &App,
    collection: &Collection,
    reporters: &Reporters,
    upload: &Upload,
    rows: &[UploadRow],
) -> Result<Vec<(RowContent, Checked)>, Error> {
    let mut contents = Vec::with_capacity(rows.len());
    let mut damaged = Vec::new();
    for row in rows {
        let opened = open(app, upload.id, row).await?;
        damaged.push(opened.is_none());
        contents.push(opened.unwrap_or_default());
    }
    let mut checked = check(app, collection, reporters, upload.office, &contents).await?;
    for ((row, one), damaged) in rows.iter().zip(&mut checked).zip(damaged) {
        if damaged {
            one.row.state = RowState::Wrong;
            one.row.faults = vec![RowFault::Damaged];
            one.violations.clear();
        }
        beside_others(app, collection, upload, row.number, one).await?;
    }
    Ok(contents.into_iter().zip(checked).collect())
}

/// Adds what stands against a row because of the other rows of its table.
async fn beside_others(
    app: &App,
    collection: &Collection,
    upload: &Upload,
    number: i64,
    checked: &mut Checked,
) -> Result<(), Error> {
    if checked.row.state != RowState::Ready {
        return Ok(());
    }
    let row = UploadRow::of(number, 0, &checked.row, Vec::new());
    let conn = app.db.read();
    let one_per_period = !collection.repeatable();
    let rival = store::uploads::rival(conn, upload.id, &row, one_per_period).await?;
    match rival {
        Some(rival) if rival.same => checked.row.state = RowState::Known,
        Some(_) => {
            checked.row.state = RowState::Wrong;
            checked.row.faults.push(RowFault::TwicePeriod);
        }
        None => {}
    }
    Ok(())
}

/// What became of a correction.
#[derive(Debug)]
pub enum Corrected {
    /// It is kept; this is what was found.
    Kept(Box<Checked>),
    /// The row has changed meanwhile, or is being sent.
    Outdated,
}

/// Keeps what a row says now, right or wrong. `known` is the version that was corrected.
pub async fn correct(
    app: &App,
    collection: &Collection,
    reporters: &Reporters,
    upload: &Upload,
    (number, known): (i64, i64),
    content: &RowContent,
) -> Result<Corrected, Error> {
    let rows = std::slice::from_ref(content);
    let mut checked = check(app, collection, reporters, upload.office, rows).await?;
    let mut checked = checked.pop().ok_or(Error::NotFound)?;
    beside_others(app, collection, upload, number, &mut checked).await?;
    let sealed = seal(app, upload.id, number, checked.row.office, content).await?;
    let row = UploadRow::of(number, known + 1, &checked.row, sealed);
    let tx = app.db.begin().await?;
    if !store::uploads::save_row(&tx, upload.id, &row, known).await? {
        return Ok(Corrected::Outdated);
    }
    store::uploads::set_state(&tx, upload.id, UploadState::Done, UploadState::Open).await?;
    tx.commit().await?;
    Ok(Corrected::Kept(Box::new(checked)))
}

/// Throws an upload away; says no while it is being sent.
pub async fn discard(app: &App, upload: &Upload, by: PersonId) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let counts = store::uploads::counts(&tx, upload.id).await?;
    if !store::uploads::remove(&tx, upload.id).await? {
        return Ok(false);
    }
    let left = usize::try_from(counts.ready + counts.wrong).unwrap_or(0);
    note(app, &tx, upload, Some(by), ("discarded", left)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Throws away what was uploaded more than [`UPLOAD_DAYS`] ago.
pub async fn clean(app: &App) -> Result<u64, Error> {
    let before: Timestamp = app.clock.now() - SignedDuration::from_hours(24 * UPLOAD_DAYS);
    let tx = app.db.begin().await?;
    let removed = store::uploads::remove_before(&tx, before).await?;
    tx.commit().await?;
    Ok(removed)
}

/// Records what somebody, or the house by itself, does with an upload.
pub(super) async fn note(
    app: &App,
    tx: &db::Tx,
    upload: &Upload,
    by: Option<PersonId>,
    (what, rows): (&'static str, usize),
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: upload.office.uuid(),
        actor: by,
        action: actions::REPORTS_UPLOAD,
        subject: audit::Subject::new("collection", upload.collection),
        facts: vec![
            ("what", what.into()),
            ("upload", upload.id.into()),
            ("rows", rows.into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// The identifier of an upload in an address.
pub fn id_of(text: &str) -> Result<UploadId, Error> {
    text.parse::<Id<_>>().map_err(|_| Error::NotFound)
}
