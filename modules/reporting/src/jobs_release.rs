// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Background work of review and release: reminders, weekly releases, their arrival at the state.

use jiff::civil::{Weekday, time};
use jobs::{JobError, Registry, Schedule, When};
use kernel::{CollectionId, OrganisationId, Role, SubmissionId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::arrival::RELEASE_ACCEPTED;
use crate::jobs::failed;
use crate::{arrival, release, reminders, store};

/// Reminds of reports that have not come.
pub const REMIND: &str = "reporting.remind";
/// Tells an institution that its office has a question about a report.
pub const RETURNED_MAIL: &str = "reporting.returned-mail";
/// Tells an institution that its office asks something about a report, which stays as it is.
pub const QUESTION_MAIL: &str = "reporting.question-mail";
/// Starts the release of every office and collection that has something to release.
pub const RELEASE_ALL: &str = "reporting.release-all";
/// Releases what can leave one office for one collection.
pub const RELEASE: &str = "reporting.release";
/// Brings a release to the state.
pub const RELEASE_ARRIVED: &str = "reporting.release-arrived";

/// The payload of [`RETURNED_MAIL`] and [`QUESTION_MAIL`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ReturnedMail {
    /// About which report.
    pub submission: SubmissionId,
}

/// The payload of [`RELEASE`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ReleaseOf {
    /// Whose release.
    pub office: OrganisationId,
    /// Of which collection.
    pub collection: CollectionId,
}

/// The payload of [`RELEASE_ARRIVED`]: the document and nothing else.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseArrived {
    /// The canonical JSON of the release.
    pub document: String,
}

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry.register(REMIND, remind);
    registry.register(RETURNED_MAIL, returned_mail);
    registry.register(QUESTION_MAIL, question_mail);
    registry.register(RELEASE_ALL, release_all);
    registry.register(RELEASE, release_one);
    registry.register(RELEASE_ARRIVED, release_arrived);
    registry.event(RELEASE_ACCEPTED);
}

/// What is done regularly, by the clocks in Germany.
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule {
            name: "reporting.remind",
            when: When::Daily(time(8, 0, 0, 0)),
            kind: REMIND,
            payload: serde_json::json!({}),
        },
        Schedule {
            name: "reporting.release-all",
            when: When::Weekly(Weekday::Monday, time(6, 0, 0, 0)),
            kind: RELEASE_ALL,
            payload: serde_json::json!({}),
        },
    ]
}

async fn remind(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let reminded = reminders::remind_all(app).await.map_err(failed)?;
    tracing::info!(
        reports = reminded.reports,
        mails = reminded.mails,
        "reminded of reports that have not come"
    );
    Ok(())
}

async fn returned_mail(app: &App, payload: ReturnedMail) -> Result<(), JobError> {
    send_returned(app, payload.submission).await.map_err(failed)
}

async fn question_mail(app: &App, payload: ReturnedMail) -> Result<(), JobError> {
    send_question(app, payload.submission).await.map_err(failed)
}

async fn send_returned(app: &App, id: SubmissionId) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let submission = store::submissions::find(&tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    if submission.state != crate::model::SubmissionState::Returned {
        // Answered or taken back meanwhile: nothing to tell any more.
        return Ok(());
    }
    tell_institution(app, tx, &submission).await
}

async fn send_question(app: &App, id: SubmissionId) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let submission = store::submissions::find(&tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    if store::messages::turn(&tx, id).await? != crate::model::Turn::Institution {
        // Answered or settled meanwhile.
        return Ok(());
    }
    tell_institution(app, tx, &submission).await
}

/// Writes to everybody who reports for the institution: which report it is about, nothing of it.
async fn tell_institution(
    app: &App,
    tx: db::Tx,
    submission: &crate::model::Submission,
) -> Result<(), Error> {
    let collection = store::collections::find(&tx, submission.collection)
        .await?
        .ok_or(Error::NotFound)?;
    let roles = [Role::InstitutionManager, Role::InstitutionReporter];
    let people =
        directory::people_with(&tx, submission.institution, &roles, app.clock.now()).await?;
    for person in people {
        let message = reminders::returned_message(app, &person, submission, &collection.title)?;
        mail::enqueue(
            &tx,
            &app.vault,
            &*app.clock,
            &*app.chance,
            submission.office,
            &message,
        )
        .await
        .map_err(Error::internal)?;
    }
    tx.commit().await?;
    Ok(())
}

async fn release_all(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let mut waiting = store::released::waiting(app.db.read()).await?;
    waiting.extend(release::with_tables(app).await.map_err(failed)?);
    waiting.sort();
    waiting.dedup();
    let tx = app.db.begin().await?;
    for (office, collection) in waiting {
        let payload = ReleaseOf { office, collection };
        let job =
            jobs::NewJob::new(RELEASE, &payload).once(format!("{RELEASE}:{office}:{collection}"));
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
            .await
            .map_err(|error| failed(error.into()))?;
    }
    tx.commit().await?;
    Ok(())
}

async fn release_one(app: &App, payload: ReleaseOf) -> Result<(), JobError> {
    let ReleaseOf { office, collection } = payload;
    match run_all(app, office, collection).await {
        Ok(()) => Ok(()),
        Err(release::ReleaseFailure::Other(error)) => Err(failed(error)),
        Err(failure) if failure.is_permanent() => Err(JobError::permanent("release-stopped")),
        Err(_) => Err(JobError::temporary("release-changed")),
    }
}

/// Releases what can leave now; of tables all periods that are due, each in a release of its own.
async fn run_all(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
) -> Result<(), release::ReleaseFailure> {
    loop {
        let released = release::run(app, office, collection, None, None).await?;
        if !matches!(released, release::Released::Yes { is_table: true, .. }) {
            return Ok(());
        }
    }
}

async fn release_arrived(app: &App, payload: ReleaseArrived) -> Result<(), JobError> {
    match arrival::arrive(app, payload.document.as_bytes()).await {
        Ok(_) => Ok(()),
        Err(arrival::ArrivalFailure::Other(error)) => Err(failed(error)),
        Err(failure) if failure.is_permanent() => Err(JobError::permanent("release-refused")),
        Err(_) => Err(JobError::temporary("release-early")),
    }
}
