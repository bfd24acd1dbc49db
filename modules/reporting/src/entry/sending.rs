// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sends the right rows of an upload: as a job, in pieces, each of which comes in whole or not at all.

use std::sync::Arc;

use jobs::JobError;
use kernel::{PersonId, Role};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::uploads;
use crate::intake::{self, Arrived, Arriving};
use crate::model::{Collection, RowCounts, RowState, Upload, UploadId, UploadRow, UploadState};
use crate::surroundings::{About, with_holidays};
use crate::{compiled, holidays, store};

/// Sends the right rows of an upload.
///
/// A worker that dies, or an error, ends it between two pieces: what came in is noted, and whoever takes the
/// job over goes on with the rest. When the queue gives it up, [`FREE_UPLOADS`] opens the upload again.
pub const SEND_UPLOAD: &str = "reporting.send-upload";

/// Opens uploads again whose sending was given up.
pub const FREE_UPLOADS: &str = "reporting.free-uploads";

/// How many rows come in with one transaction: it holds up others at the office for a moment only.
const PIECE: i64 = 100;

/// The payload of [`SEND_UPLOAD`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SendUpload {
    /// Which upload.
    pub upload: UploadId,
}

/// Begins to send the right rows of an upload; says no if it is being sent, or there are none.
pub async fn begin(app: &App, upload: &Upload, by: PersonId) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::uploads::begin_sending(&tx, upload.id).await? {
        return Ok(false);
    }
    let ready = store::uploads::counts(&tx, upload.id).await?.ready;
    if ready == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    let payload = SendUpload { upload: upload.id };
    let job = jobs::NewJob::new(SEND_UPLOAD, &payload);
    let job = jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    store::uploads::set_job(&tx, upload.id, job).await?;
    let rows = usize::try_from(ready).unwrap_or(0);
    uploads::note(app, &tx, upload, Some(by), ("sent", rows)).await?;
    tx.commit().await?;
    Ok(true)
}

/// The job. Whoever takes it over goes on behind the last piece that came in.
pub async fn send(app: &App, payload: SendUpload) -> Result<(), JobError> {
    send_all(app, payload.upload)
        .await
        .map_err(crate::jobs::failed)
}

async fn send_all(app: &App, id: UploadId) -> Result<(), Error> {
    let Some(upload) = store::uploads::find(app.db.read(), id).await? else {
        return Ok(());
    };
    if upload.state != UploadState::Sending {
        return Ok(());
    }
    let collection = store::collections::find(app.db.read(), upload.collection)
        .await?
        .ok_or(Error::NotFound)?;
    let collection = Arc::new(collection);
    let ready = (RowState::Ready, false);
    loop {
        let rows = store::uploads::rows(app.db.read(), id, ready, (1, PIECE)).await?;
        if rows.is_empty() {
            break;
        }
        send_piece(app, &collection, &upload, &rows).await?;
    }
    finish(app, &collection, &upload).await
}

/// Takes rows in, and notes with it what became of them.
async fn send_piece(
    app: &App,
    collection: &Arc<Collection>,
    upload: &Upload,
    rows: &[UploadRow],
) -> Result<(), Error> {
    let conn = app.db.read();
    let now = app.clock.now();
    let form = compiled::form(conn, collection.form_version).await?;
    let holidays = holidays::of(conn, collection).await?;
    let today = kernel::berlin_date(now);
    let mut spoilt = Vec::new();
    let mut arriving = Vec::with_capacity(rows.len());
    let mut numbers = Vec::with_capacity(rows.len());
    for row in rows {
        let (Some(institution), Some(period)) = (row.institution, row.period) else {
            spoilt.push(row.number);
            continue;
        };
        let Some(content) = uploads::open(app, upload.id, row).await? else {
            spoilt.push(row.number);
            continue;
        };
        let about = About {
            collection,
            institution,
            period,
        };
        let engine = with_holidays(&app.vault, conn, &form, about, (&holidays, now)).await?;
        // What was right when it was uploaded need not be so today.
        let found = form.check(&content.answers, &engine);
        if !found.is_valid() || collection.takes(period, today, &holidays).is_err() {
            spoilt.push(row.number);
            continue;
        }
        numbers.push(row.number);
        arriving.push(Arriving {
            collection: Arc::clone(collection),
            institution,
            office: row.office,
            period,
            warnings: found.warnings.len(),
            answers: found.answers,
            files: None,
            idempotency_key: row.repeat_key.clone(),
            by: upload.person,
            on_behalf: row.on_behalf,
            draft: None,
        });
    }
    let tx = app.db.begin().await?;
    for number in spoilt {
        store::uploads::spoil_row(&tx, upload.id, number).await?;
    }
    let arrived = intake::take_in_all(app, &tx, collection, &arriving).await?;
    for (number, arrived) in numbers.into_iter().zip(arrived) {
        match arrived {
            Arrived::New(submission) => {
                let to = (RowState::Sent, submission.id);
                store::uploads::settle_row(&tx, upload.id, number, to).await?;
            }
            Arrived::Before(submission) => {
                let to = (RowState::Known, submission.id);
                store::uploads::settle_row(&tx, upload.id, number, to).await?;
            }
            Arrived::Files(_) | Arrived::Taken | Arrived::Refused(_) => {
                store::uploads::spoil_row(&tx, upload.id, number).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Ends the sending, and tells whoever began it by a mail that says nothing of what was sent.
async fn finish(app: &App, collection: &Collection, upload: &Upload) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let counts = store::uploads::counts(&tx, upload.id).await?;
    let to = if counts.wrong + counts.ready == 0 {
        UploadState::Done
    } else {
        UploadState::Open
    };
    if !store::uploads::set_state(&tx, upload.id, UploadState::Sending, to).await? {
        return Ok(());
    }
    tell(app, &tx, (collection, upload), counts).await?;
    tx.commit().await?;
    Ok(())
}

/// The job that opens uploads again.
pub async fn free(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let freed = free_all(app).await.map_err(crate::jobs::failed)?;
    if freed > 0 {
        tracing::warn!(freed, "uploads whose sending was given up are open again");
    }
    Ok(())
}

/// Opens the uploads again that nothing sends any more, and tells their owners. Says how many there were.
pub async fn free_all(app: &App) -> Result<usize, Error> {
    let mut freed = 0;
    for (upload, job) in store::uploads::sending(app.db.read()).await? {
        if let Some(job) = job
            && jobs::is_pending(app.db.read(), job).await?
        {
            continue;
        }
        let collection = store::collections::find(app.db.read(), upload.collection)
            .await?
            .ok_or(Error::NotFound)?;
        let tx = app.db.begin().await?;
        if !store::uploads::interrupt(&tx, upload.id).await? {
            // It has come to its end meanwhile.
            continue;
        }
        let counts = store::uploads::counts(&tx, upload.id).await?;
        let upload = Upload {
            interrupted: true,
            ..upload
        };
        tell(app, &tx, (&collection, &upload), counts).await?;
        let left = usize::try_from(counts.ready).unwrap_or(0);
        uploads::note(app, &tx, &upload, None, ("interrupted", left)).await?;
        tx.commit().await?;
        freed += 1;
    }
    Ok(freed)
}

/// Tells whoever began a sending how it ended.
async fn tell(
    app: &App,
    tx: &db::Tx,
    (collection, upload): (&Collection, &Upload),
    counts: RowCounts,
) -> Result<(), Error> {
    let roles = [
        Role::InstitutionManager,
        Role::InstitutionReporter,
        Role::CaseWorker,
    ];
    let institutions = store::uploads::senders(tx, upload.id).await?;
    let mut contact = None;
    for organisation in institutions.into_iter().chain([upload.office]) {
        let people = directory::people_with(tx, organisation, &roles, app.clock.now()).await?;
        contact = people
            .into_iter()
            .find(|contact| contact.person == upload.person)
            .map(|contact| (organisation, contact));
        if contact.is_some() {
            break;
        }
    }
    if let Some((organisation, to)) = contact {
        let arguments: &[(&str, web::Value)] = &[
            ("name", to.name.as_str().into()),
            ("collection", collection.title.as_str().into()),
            ("sent", counts.sent.into()),
            ("wrong", counts.wrong.into()),
            ("ready", counts.ready.into()),
            (
                "link",
                format!("{}/sammelmeldungen/{}", app.settings.base_url, upload.id).into(),
            ),
        ];
        let text = |key| app.catalog.text(to.lang, key, arguments);
        let (subject, body) = if upload.interrupted {
            (
                text("reporting-mail-upload-interrupted-subject"),
                text("reporting-mail-upload-interrupted-text"),
            )
        } else {
            (
                text("reporting-mail-upload-subject"),
                text("reporting-mail-upload-text"),
            )
        };
        let message =
            mail::Message::new(to.email.clone(), subject, body).map_err(Error::internal)?;
        let (clock, chance) = (&*app.clock, &*app.chance);
        mail::enqueue(tx, &app.vault, clock, chance, organisation, &message)
            .await
            .map_err(Error::internal)?;
    }
    Ok(())
}
