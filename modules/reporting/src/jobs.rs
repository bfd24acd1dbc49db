// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What runs without a person waiting: taking over published forms, making the coming period's
//! expected reports, mailing receipts, removing files that nothing names.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::FormSpec;
use jiff::Timestamp;
use jobs::{JobError, Registry, Schedule, When};
use kernel::{
    FormId, FormVersionId, Lang, Localized, OrganisationId, Role, SubmissionId, berlin_date,
};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::entry::sending;
use crate::{compiled, holidays, opening, rules, store};

/// The event with which the library says that a form version was published.
pub const FORM_PUBLISHED: &str = "form.published";
/// Makes the expected reports of all open collections up to now.
pub const EXPECT: &str = "reporting.expect";
/// Removes files that nothing names.
pub const CLEAN_FILES: &str = "reporting.clean-files";
/// Removes uploads that are too old.
pub const CLEAN_UPLOADS: &str = "reporting.clean-uploads";
/// Mails a receipt without content.
pub const RECEIPT_MAIL: &str = "reporting.receipt-mail";

/// The payload of [`FORM_PUBLISHED`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FormPublished {
    /// The published version.
    pub version_id: FormVersionId,
    /// The form that it is a version of.
    pub form_id: FormId,
    /// Its number, from 1.
    pub number: i64,
    /// What the form is called.
    pub title: Localized,
    /// The definition.
    pub spec: FormSpec,
    /// The hash of the definition.
    pub spec_hash: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// What lies in the files that the definition names, each content once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileContent>,
}

/// A case file was deleted after its time.
pub const CASE_DELETED: &str = "case.deleted";

/// The payload of [`CASE_DELETED`], as far as it matters here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseDeleted {
    /// Whose file it was.
    pub office: OrganisationId,
    /// The reports that it was about.
    pub submissions: Vec<SubmissionId>,
    /// When it was deleted.
    pub at: Timestamp,
}

/// The library withdraws a version, or offers it again.
pub const FORM_RETIRED: &str = "form.retired";

/// The payload of [`FORM_RETIRED`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FormRetired {
    /// The version.
    pub version_id: FormVersionId,
    /// Whether it is withdrawn.
    pub retired: bool,
    /// When that was decided.
    pub at: Timestamp,
}

/// What lies in a file beside a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileContent {
    /// SHA-256 of the bytes as 64 hexadecimal digits.
    pub sha256: String,
    /// What browsers are told that it is.
    pub media_type: String,
    /// The bytes in Base64.
    pub base64: String,
}

/// The payload of [`RECEIPT_MAIL`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ReceiptMail {
    /// For which submission.
    pub submission: SubmissionId,
}

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry.subscribe(FORM_PUBLISHED, "reporting.form-published", form_published);
    registry.subscribe(FORM_RETIRED, "reporting.form-retired", form_retired);
    registry.subscribe(CASE_DELETED, "reporting.case-deleted", case_deleted);
    registry.register(EXPECT, expect);
    registry.register(CLEAN_FILES, clean_files);
    registry.register(RECEIPT_MAIL, receipt_mail);
    registry.register(sending::SEND_UPLOAD, sending::send);
    registry.register(sending::FREE_UPLOADS, sending::free);
    registry.register(CLEAN_UPLOADS, clean_uploads);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule {
            name: "reporting.expect",
            when: When::Every(60),
            kind: EXPECT,
            payload: serde_json::json!({}),
        },
        Schedule {
            name: "reporting.clean-files",
            when: When::Daily(jiff::civil::time(3, 0, 0, 0)),
            kind: CLEAN_FILES,
            payload: serde_json::json!({}),
        },
        Schedule {
            name: sending::FREE_UPLOADS,
            when: When::Every(15),
            kind: sending::FREE_UPLOADS,
            payload: serde_json::json!({}),
        },
        Schedule {
            name: "reporting.clean-uploads",
            when: When::Daily(jiff::civil::time(3, 20, 0, 0)),
            kind: CLEAN_UPLOADS,
            payload: serde_json::json!({}),
        },
    ]
}

/// Says in a word of the program why a job failed; details go to the log.
pub fn failed(error: Error) -> JobError {
    match error {
        Error::Unavailable(_) => JobError::temporary("unavailable"),
        Error::NotFound => JobError::permanent("not-found"),
        other => {
            tracing::error!(error = %other, "a job of the module reporting failed");
            JobError::temporary("internal")
        }
    }
}

async fn case_deleted(app: &App, event: CaseDeleted) -> Result<(), JobError> {
    let tx = app.db.begin().await?;
    for submission in event.submissions {
        store::holdings::note_leftover(&tx, event.office, submission, event.at).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn form_retired(app: &App, event: FormRetired) -> Result<(), JobError> {
    let tx = app.db.begin().await?;
    // The event of the version itself may still be on its way.
    if store::published::number(&tx, event.version_id)
        .await?
        .is_none()
    {
        tx.rollback().await?;
        return Err(JobError::temporary("form-unknown"));
    }
    store::published::set_retired(&tx, event.version_id, event.retired, event.at).await?;
    tx.commit().await?;
    Ok(())
}

async fn form_published(app: &App, event: FormPublished) -> Result<(), JobError> {
    if event.spec.hash() != event.spec_hash {
        return Err(JobError::permanent("form-hash-differs"));
    }
    let tx = app.db.begin().await?;
    keep_form(&tx, &event).await?;
    let (spec, files) = compiled::read(&tx, event.version_id)
        .await
        .map_err(failed)?;
    if forms::CompiledForm::compile_with(&spec, files).is_err() {
        return Err(JobError::permanent("form-does-not-compile"));
    }
    tx.commit().await?;
    Ok(())
}

/// Keeps a published form version in the caller's transaction.
pub async fn keep_form(tx: &db::Tx, event: &FormPublished) -> db::Result<bool> {
    let spec = serde_json::to_string(&event.spec)
        .map_err(|_| db::DbError::Row("a form cannot be written as JSON".to_owned()))?;
    let version = store::published::PublishedForm {
        id: event.version_id,
        number: event.number,
        title: event.title.clone(),
        spec_hash: event.spec_hash.clone(),
        published_at: event.published_at,
    };
    for file in &event.files {
        let broken = || db::DbError::Row("a file of a form is not what its hash says".to_owned());
        let bytes = STANDARD.decode(&file.base64).map_err(|_| broken())?;
        if forms::AttachedFile::of(&bytes).sha256 != file.sha256 {
            return Err(broken());
        }
        let content = store::published::Content {
            media_type: file.media_type.clone(),
            bytes,
        };
        store::published::add_content(tx, event.form_id.uuid(), &file.sha256, content).await?;
    }
    store::published::add(tx, event.form_id.uuid(), &version, &spec).await
}

async fn expect(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    expect_reports(app).await.map_err(failed)?;
    Ok(())
}

async fn clean_files(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let removed = crate::files::clean(app).await.map_err(failed)?;
    tracing::info!(removed, "files that nothing names were removed");
    Ok(())
}

async fn clean_uploads(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let removed = crate::entry::uploads::clean(app).await.map_err(failed)?;
    tracing::info!(removed, "uploads that are too old were removed");
    Ok(())
}

/// Makes what is owed in all open collections for the periods that open by tomorrow. Safe to repeat.
/// Says how many expected reports were made. Whoever joins later gets what is owed by then at once,
/// so only periods from the last one on that is known can be new.
pub async fn expect_reports(app: &App) -> Result<u64, Error> {
    let today = berlin_date(app.clock.now());
    // A day ahead, so that nobody's Monday begins without this week's reports.
    let until = today.tomorrow().unwrap_or(today);
    follow_moves(app).await?;
    let mut made = 0;
    for collection in store::collections::open(app.db.read()).await? {
        let conn = app.db.read();
        // Those that join get what is owed by then.
        rules::apply(app, &collection).await?;
        if !collection.owes() {
            continue;
        }
        let known = store::standing::latest(conn, collection.id, None).await?;
        let holidays = holidays::of(conn, &collection).await?;
        let opened = collection.calendar.opened(until, &holidays);
        let new: Vec<_> = opened
            .into_iter()
            .filter(|period| known.is_none_or(|known| known <= *period))
            .collect();
        if new.is_empty() {
            continue;
        }
        let tx = app.db.begin().await?;
        for period in new {
            made += opening::expect_in(&tx, &collection, period, &holidays).await?;
        }
        tx.commit().await?;
    }
    Ok(made)
}

/// Notes which institutions belong to another office than when they joined.
async fn follow_moves(app: &App) -> Result<(), Error> {
    let known = store::participants::offices(app.db.read()).await?;
    let institutions =
        directory::institutions(app.db.read(), &directory::InstitutionFilter::default()).await?;
    let moved: Vec<_> = institutions
        .iter()
        .filter_map(|one| Some((one.id, one.parent?)))
        .filter(|(id, office)| {
            known
                .get(id)
                .is_some_and(|offices| offices.iter().any(|known| known != office))
        })
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    for (institution, office) in moved {
        store::participants::move_to(&tx, institution, office).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn receipt_mail(app: &App, payload: ReceiptMail) -> Result<(), JobError> {
    send_receipt(app, payload.submission).await.map_err(failed)
}

async fn send_receipt(app: &App, id: SubmissionId) -> Result<(), Error> {
    let conn = app.db.read();
    let submission = store::submissions::find(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let roles = [Role::InstitutionManager, Role::InstitutionReporter];
    let people =
        directory::people_with(conn, submission.institution, &roles, app.clock.now()).await?;
    let Some(to) = people
        .into_iter()
        .find(|contact| Some(contact.person) == submission.submitted_by)
    else {
        // Whoever sent it has left meanwhile: nobody to tell.
        return Ok(());
    };
    let collection = store::collections::find(conn, submission.collection)
        .await?
        .ok_or(Error::NotFound)?;
    let message = receipt_message(app, to.lang, &to, &submission, &collection.title)?;
    let tx = app.db.begin().await?;
    let institution = submission.institution;
    let (clock, chance) = (&*app.clock, &*app.chance);
    mail::enqueue(&tx, &app.vault, clock, chance, institution, &message)
        .await
        .map_err(Error::internal)?;
    tx.commit().await?;
    Ok(())
}

fn receipt_message(
    app: &App,
    lang: Lang,
    to: &directory::Contact,
    submission: &crate::model::Submission,
    title: &str,
) -> Result<mail::Message, Error> {
    let arguments: &[(&str, web::Value)] = &[
        ("name", to.name.as_str().into()),
        ("receipt", submission.receipt.as_str().into()),
        ("collection", title.into()),
        ("period", submission.period.text(lang).into()),
        (
            "at",
            web::format::moment(lang, submission.submitted_at).into(),
        ),
        (
            "link",
            format!("{}/meldungen/{}", app.settings.base_url, submission.id).into(),
        ),
    ];
    let subject = app
        .catalog
        .text(lang, "reporting-mail-receipt-subject", arguments);
    let text = app
        .catalog
        .text(lang, "reporting-mail-receipt-text", arguments);
    mail::Message::new(to.email.clone(), subject, text).map_err(Error::internal)
}
