// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Correcting a report that was sent. The reason is mandatory; every version is kept.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use form_pages::{Fragment, Occasion, Sheet};
use forms::{Answers, CompiledForm};
use http::StatusCode;
use kernel::berlin_date;
use web::form::FieldsAndFiles;
use web::{App, Context, Error, Page, render};

use super::questions::{Around, Next, Place};
use super::{crumbs, questions, submission_of};
use crate::change::{self, Changed, Correction};
use crate::files::{self, Owner};
use crate::intake::files_of;
use crate::model::{Collection, Submission};
use crate::surroundings::{About, surroundings};
use crate::{actions, compiled, locks, sealing, store};

/// The most characters of a reason.
const LONGEST_REASON: usize = 1_000;

#[derive(Template)]
#[template(path = "reporting/correct.html")]
struct CorrectPage {
    page: Page,
    action: String,
    back: String,
    version: i64,
    reason: String,
    reason_error: String,
    outdated: bool,
    errors: Vec<(String, String)>,
    has_files: bool,
    /// The button that the enter key presses: name and value.
    enter: (&'static str, &'static str),
    questions: Fragment,
}

struct Shown<'a> {
    sheet: &'a Sheet<'a>,
    occasion: Occasion,
    version: i64,
    reason: String,
    reason_error: String,
    outdated: bool,
}

/// The questions with the answers of a report.
async fn questions_of(
    app: &App,
    context: &Context,
    submission: &Submission,
    sheet: &Sheet<'_>,
    occasion: Occasion,
) -> Result<Fragment, Error> {
    let form = sheet.filling.form();
    let files = super::files::of_correction(app, submission, form, &sheet.draft()).await?;
    let action = format!("/meldungen/{}/korrektur", submission.id);
    let around = Around {
        check: &format!("{action}/pruefen"),
        buttons: &[],
        version: submission.form_version,
        files: Some((&format!("{action}/dateien"), &files)),
    };
    Ok(questions::fields(context, sheet, occasion, around))
}

async fn show(
    app: &App,
    context: &Context,
    submission: &Submission,
    shown: Shown<'_>,
) -> Result<Html<String>, Error> {
    let back = format!("/meldungen/{}", submission.id);
    let action = format!("{back}/korrektur");
    let title = context.t_with(
        "reporting-correct-title",
        &[("receipt", submission.receipt.as_str().into())],
    );
    // The questions have a list of mistakes of their own; there is never a second one.
    let errors = if shown.reason_error.is_empty() || !shown.sheet.may_be_sent() {
        Vec::new()
    } else {
        vec![("grund".to_owned(), shown.reason_error.clone())]
    };
    let mut crumbs = crumbs(context, &submission.receipt, &back);
    crumbs.push(web::Crumb::new(&title, &action));
    render(&CorrectPage {
        page: context.page(&title, crumbs),
        has_files: shown.sheet.filling.form().asks_for_files(),
        enter: shown.sheet.next_button().unwrap_or(("aktion", "senden")),
        questions: questions_of(app, context, submission, shown.sheet, shown.occasion).await?,
        action,
        back,
        version: shown.version,
        reason: shown.reason,
        reason_error: shown.reason_error,
        outdated: shown.outdated,
        errors,
    })
}

/// Everything that a correction needs.
pub(super) struct Loaded {
    pub(super) submission: Submission,
    collection: Collection,
    pub(super) form: std::sync::Arc<CompiledForm>,
    engine: forms::Context,
}

/// Loads a report that the actor may correct, and that can be.
pub(super) async fn load(app: &App, context: &Context, submission: &str) -> Result<Loaded, Error> {
    let (submission, collection) =
        submission_of(app, context, submission, actions::REPORT_FILL).await?;
    let today = berlin_date(app.clock.now());
    if !locks::can_change(app.db.read(), &collection, &submission, today).await? {
        return Err(Error::Conflict(context.t("reporting-cannot-change")));
    }
    let form = compiled::form(app.db.read(), submission.form_version).await?;
    let (conn, now) = (app.db.read(), app.clock.now());
    let about = About::sent(&collection, &submission);
    let engine = surroundings(&app.vault, conn, &form, about, now).await?;
    Ok(Loaded {
        submission,
        collection,
        form,
        engine,
    })
}

/// The form with the answers as they were sent.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    Query(place): Query<Place>,
) -> Result<Html<String>, Error> {
    let loaded = load(&app, &context, &submission).await?;
    let answers = current_answers(&app, &loaded.submission).await?;
    let mut sheet = questions::opened(&loaded.form, &answers, &loaded.engine)?;
    place.show(&mut sheet);
    let shown = Shown {
        sheet: &sheet,
        occasion: Occasion::Opened,
        version: loaded.submission.version,
        reason: String::new(),
        reason_error: String::new(),
        outdated: false,
    };
    show(&app, &context, &loaded.submission, shown).await
}

/// What the current version of a report says. The caller has asked whether the actor may.
pub async fn current_answers(app: &App, submission: &Submission) -> Result<Answers, Error> {
    let conn = app.db.read();
    let sealed = store::history::version(conn, submission.id, submission.version)
        .await?
        .ok_or_else(|| Error::Internal("a submission without its version".to_owned()))?;
    let version = sealing::open_version(&app.vault, conn, submission, &sealed).await?;
    Ok(version.content.answers)
}

/// Sends the correction, or shows another page of the form; a page carries what stands on the others.
pub async fn correct(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    FieldsAndFiles {
        mut fields,
        files: posted,
    }: FieldsAndFiles,
) -> Result<Response, Error> {
    let loaded = load(&app, &context, &submission).await?;
    let (owner, by) = (Owner::of_submission(&loaded.submission), context.person()?);
    let refused = files::take_posted(&app, &owner, &loaded.form, by, posted, &mut fields).await?;
    let mut sheet = questions::posted(&loaded.form, &fields, &loaded.engine)?;
    let goes_on = !sheet.raw.refresh;
    if goes_on {
        let named = loaded.form.files(&sheet.evaluation.answers);
        let wrong = files::check(app.db.read(), &owner, &named).await?;
        sheet.evaluation.violations.extend(wrong);
    }
    let is_refused = !refused.is_empty();
    sheet.evaluation.violations.extend(refused);
    let known: i64 = fields.text("fassung").parse().unwrap_or(0);
    let reason = fields.text("grund").to_owned();
    let reason_error = if !goes_on {
        String::new()
    } else if reason.is_empty() {
        context.t("reporting-reason-missing")
    } else if reason.chars().count() > LONGEST_REASON {
        context.t("reporting-reason-long")
    } else {
        String::new()
    };
    let again = match questions::next(&mut sheet, goes_on, is_refused) {
        Next::Taken => (!reason_error.is_empty()).then_some(Occasion::Sent),
        Next::Again(occasion) => Some(occasion),
        Next::Turned => Some(Occasion::Opened),
    };
    if let Some(occasion) = again {
        let shown = Shown {
            sheet: &sheet,
            occasion,
            version: known,
            reason,
            reason_error,
            outdated: false,
        };
        let html = show(&app, &context, &loaded.submission, shown).await?;
        return Ok((questions::status(occasion), html).into_response());
    }
    let back = format!("/meldungen/{}", loaded.submission.id);
    let before = current_answers(&app, &loaded.submission).await?;
    let evaluation = loaded.form.check(&sheet.filling.answers(), &loaded.engine);
    if before == evaluation.answers {
        context
            .flash("info", context.t("reporting-nothing-changed"))
            .await?;
        return Ok(Redirect::to(&back).into_response());
    }
    let correction = Correction {
        submission: loaded.submission.id,
        known_version: known,
        files: files_of(&loaded.form, &evaluation.answers),
        answers: evaluation.answers.clone(),
        warnings: evaluation.warnings.len(),
        reason: reason.clone(),
        by,
    };
    match change::correct(&app, &loaded.collection, correction).await? {
        Changed::Done(_) => {
            context
                .flash("success", context.t("reporting-corrected"))
                .await?;
            Ok(Redirect::to(&format!("{back}/quittung")).into_response())
        }
        Changed::Outdated(current) => {
            let shown = Shown {
                sheet: &sheet,
                occasion: Occasion::Opened,
                version: current.version,
                reason,
                reason_error: String::new(),
                outdated: true,
            };
            let html = show(&app, &context, &current, shown).await?;
            Ok((StatusCode::CONFLICT, html).into_response())
        }
        Changed::Files(violations) => {
            // A file was removed between the check and now.
            sheet.evaluation.violations.extend(violations);
            sheet.turn_to_first_mistake();
            let shown = Shown {
                sheet: &sheet,
                occasion: Occasion::Sent,
                version: known,
                reason,
                reason_error: String::new(),
                outdated: false,
            };
            let html = show(&app, &context, &loaded.submission, shown).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
        Changed::Refused => Err(Error::Conflict(context.t("reporting-cannot-change"))),
    }
}

/// The questions as they are with what was typed so far: for the page while somebody types.
pub async fn check(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    FieldsAndFiles { fields, .. }: FieldsAndFiles,
) -> Result<Html<String>, Error> {
    let loaded = load(&app, &context, &submission).await?;
    let sheet = questions::posted(&loaded.form, &fields, &loaded.engine)?;
    let submission = &loaded.submission;
    let fragment = questions_of(&app, &context, submission, &sheet, Occasion::Typing).await?;
    Ok(Html(fragment.into_string()))
}
