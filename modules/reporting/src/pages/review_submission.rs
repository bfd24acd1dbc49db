// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One report at the office: what it says, what is implausible, what happened to it, and the
//! decision about it. That somebody opened it is recorded.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_pages::Fragment;
use forms::{CompiledForm, Filling};
use http::StatusCode;
use kernel::PersonId;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::conversation::{Talk, Typed, talk};
use super::detail::{HistoryLine, history, open_versions, read};
use super::review::crumbs;
use super::review_week::week_path;
use super::{person_name, report_title, submission_of};
use crate::assigning::workers;
use crate::hints::{Hint, hints};
use crate::model::{Assignment, Collection, Submission, SubmissionState, Version};
use crate::review::{self, Decided, Decision, LONGEST_COMMENT, Seen};
use crate::{actions, compiled, store};

#[derive(Template)]
#[template(path = "reporting/review_submission.html")]
struct SubmissionPage {
    page: Page,
    path: String,
    back: String,
    seen: String,
    institution: String,
    town: String,
    receipt: String,
    collection: String,
    period: String,
    state: SubmissionState,
    restricted: bool,
    version: i64,
    late: bool,
    at: String,
    by: String,
    warnings: Vec<String>,
    answers: Fragment,
    history: Vec<HistoryLine>,
    left: Vec<(i64, i64)>,
    may_accept: bool,
    may_undo: bool,
    may_return: bool,
    comment: String,
    comment_error: String,
    errors: Vec<(String, String)>,
    longest: usize,
    talk: Talk,
    hints: Vec<HintLine>,
    workers: Vec<(PersonId, String)>,
    assignment: Assignment,
    assignee_id: String,
    assigned_until: String,
}

/// What is striking about a report, and where more is to be seen.
struct HintLine {
    text: String,
    href: String,
}

pub(super) async fn load(
    app: &App,
    context: &Context,
    submission: &str,
) -> Result<(Submission, Collection), Error> {
    let found = submission_of(app, context, submission, actions::SUBMISSION_REVIEW).await?;
    let resource = super::resource_of(&found.1, &found.0);
    context.allow_or_hide(actions::SUBMISSION_OPEN, &resource)?;
    Ok(found)
}

pub(crate) fn path_of(submission: &Submission) -> String {
    format!("/pruefung/meldung/{}", submission.id)
}

/// Opens a report and records that.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Response, Error> {
    let (submission, collection) = open(&app, &context, &submission).await?;
    show(&app, &context, &submission, &collection, Entered::default()).await
}

/// Loads a report that the actor may open, and records that it was opened.
pub(super) async fn open(
    app: &App,
    context: &Context,
    submission: &str,
) -> Result<(Submission, Collection), Error> {
    let found = load(app, context, submission).await?;
    review::note_opened(app, &found.0, None, context.person()?).await?;
    Ok(found)
}

/// What was typed on the page and not taken.
#[derive(Default)]
struct Entered {
    comment: String,
    comment_error: String,
    typed: Typed,
}

/// The page with a message that was not taken.
pub(super) async fn show_typed(
    app: &App,
    context: &Context,
    (submission, collection): &(Submission, Collection),
    typed: Typed,
) -> Result<Response, Error> {
    let entered = Entered {
        typed,
        ..Entered::default()
    };
    show(app, context, submission, collection, entered).await
}

async fn show(
    app: &App,
    context: &Context,
    submission: &Submission,
    collection: &Collection,
    entered: Entered,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let form = compiled::form(conn, submission.form_version).await?;
    let versions = open_versions(app, conn, submission).await?;
    let current = versions
        .last()
        .ok_or_else(|| Error::Internal("a submission without a version".to_owned()))?;
    let filling = read(app, &form, collection, submission, current).await?;
    let named = &current.content.answers;
    let files = super::files::of_review(app, submission, &form, named).await?;
    let answers = form_pages::render_answers(&filling, lang, None, &files);
    let warnings = warnings(context, &filling);
    let history = history(app, context, &form, submission, &versions).await?;
    let institution = directory::organisation(conn, submission.institution).await?;
    let left = store::released::released(conn, submission.id).await?;
    let has_left = left
        .iter()
        .any(|(version, _)| *version == submission.version);
    let path = path_of(submission);
    let name = institution
        .as_ref()
        .map_or(String::new(), |one| one.name.clone());
    let title = context.t_with(
        "reporting-review-submission-title",
        &[
            ("institution", name.as_str().into()),
            ("period", submission.period.text(lang).into()),
        ],
    );
    let back = week_path(collection, submission.period);
    let week = week_title(context, collection, submission);
    let further = vec![Crumb::new(week, &back), Crumb::new(&name, &path)];
    let Entered {
        comment,
        comment_error,
        typed,
    } = entered;
    let (mut status, mut errors) = typed.faults();
    if !comment_error.is_empty() {
        status = StatusCode::UNPROCESSABLE_ENTITY;
        errors.push(("kommentar".to_owned(), comment_error.clone()));
    }
    let hints = hint_lines(app, context, collection, &form, submission, current).await?;
    let assignment = store::work::assignment(conn, submission.id).await?;
    let talk = talk(app, context, &form, submission, true, typed).await?;
    let html = render(&SubmissionPage {
        page: context.page(&title, crumbs(context, further)),
        seen: Seen::of(submission).to_string(),
        institution: name,
        town: institution.map_or(String::new(), |one| one.address.town),
        receipt: submission.receipt.clone(),
        collection: collection.title.clone(),
        period: submission.period.text(lang),
        state: submission.state,
        restricted: submission.restricted_at.is_some(),
        version: submission.version,
        late: submission.late,
        at: web::format::moment(lang, current.at),
        by: person_name(conn, context, current.by).await?,
        warnings,
        answers,
        history,
        may_accept: Decision::Accept.fits(submission.state),
        may_undo: Decision::UndoAccept.fits(submission.state) && !has_left,
        may_return: Decision::Return {
            comment: String::new(),
        }
        .fits(submission.state),
        left,
        comment,
        comment_error,
        errors,
        longest: LONGEST_COMMENT,
        talk,
        hints,
        workers: workers(app, submission.office).await?,
        assignee_id: assignment
            .person
            .map_or(String::new(), |person| person.to_string()),
        assigned_until: assignment
            .due_on
            .map_or(String::new(), |day| day.to_string()),
        assignment,
        back,
        path,
    })?;
    Ok((status, html).into_response())
}

/// What is striking beside what the form says.
async fn hint_lines(
    app: &App,
    context: &Context,
    collection: &Collection,
    form: &CompiledForm,
    submission: &Submission,
    version: &Version,
) -> Result<Vec<HintLine>, Error> {
    let answers = &version.content.answers;
    let lang = context.lang();
    let found = hints(app, collection, form, submission, answers, lang).await?;
    let places = |value: f64| usize::from(value.fract() != 0.0);
    let number = |value: f64| web::format::decimal(lang, value, places(value));
    let line = |hint| match hint {
        Hint::Unusual {
            question,
            value,
            usual,
        } => HintLine {
            text: context.t_with(
                "reporting-hint-unusual",
                &[
                    ("question", question.as_str().into()),
                    ("value", number(value).into()),
                    ("usual", number(usual).into()),
                ],
            ),
            href: String::new(),
        },
        Hint::Copied { period } => HintLine {
            text: context.t_with(
                "reporting-hint-copied",
                &[("period", period.text(lang).into())],
            ),
            href: String::new(),
        },
        Hint::Twice {
            submission,
            receipt,
        } => HintLine {
            text: context.t_with(
                "reporting-hint-twice",
                &[("receipt", receipt.as_str().into())],
            ),
            href: format!("/pruefung/meldung/{submission}"),
        },
    };
    Ok(found.into_iter().map(line).collect())
}

/// What is implausible: the question and what the form says about it.
fn warnings(context: &Context, filling: &Filling<'_>) -> Vec<String> {
    let lang = context.lang();
    let evaluation = filling.evaluation();
    let said = form_pages::warnings(filling, &evaluation, lang);
    let about = evaluation.warnings.iter();
    about
        .zip(said)
        .map(|(warning, said)| {
            let field = filling.form().field(&warning.path);
            let label = field.map_or("", |field| field.question.label.get(lang.tag()));
            let label = form_pages::plain_text(label);
            format!("{label} {said}").trim().to_owned()
        })
        .collect()
}

fn week_title(context: &Context, collection: &Collection, submission: &Submission) -> String {
    let week = collection.calendar.unit_of(submission.period);
    report_title(context, collection, week)
}

/// Accepts a report.
pub async fn accept(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = load(&app, &context, &submission).await?;
    decide(&app, &context, &found, &fields, Decision::Accept).await
}

/// Undoes the acceptance of a report that has not left.
pub async fn undo(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = load(&app, &context, &submission).await?;
    decide(&app, &context, &found, &fields, Decision::UndoAccept).await
}

/// Returns a report with a comment.
pub async fn give_back(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = load(&app, &context, &submission).await?;
    let comment = fields.text("kommentar").replace("\r\n", "\n");
    let wrong = if comment.is_empty() {
        Some("reporting-review-comment-missing")
    } else if comment.chars().count() > LONGEST_COMMENT {
        Some("reporting-review-comment-long")
    } else {
        None
    };
    if let Some(key) = wrong {
        let entered = Entered {
            comment,
            comment_error: context.t(key),
            ..Entered::default()
        };
        return show(&app, &context, &found.0, &found.1, entered).await;
    }
    let decision = Decision::Return { comment };
    decide(&app, &context, &found, &fields, decision).await
}

async fn decide(
    app: &App,
    context: &Context,
    (submission, collection): &(Submission, Collection),
    fields: &Fields,
    decision: Decision,
) -> Result<Response, Error> {
    let seen: Seen = fields
        .text("stand")
        .parse()
        .map_err(|()| Error::Invalid(context.t("reporting-review-seen-missing")))?;
    let by = context.person()?;
    let done = match &decision {
        Decision::Accept => "reporting-review-accepted",
        Decision::UndoAccept => "reporting-review-undone",
        Decision::Return { .. } => "reporting-review-returned",
    };
    match review::decide(app, submission.id, seen, &decision, by).await? {
        Decided::Done(changed) => {
            let text = context.t_with(done, &[("receipt", changed.receipt.as_str().into())]);
            context.flash("success", text).await?;
            let next = match decision {
                Decision::UndoAccept => path_of(&changed),
                _ => week_path(collection, changed.period),
            };
            Ok(Redirect::to(&next).into_response())
        }
        Decided::Outdated(changed) => {
            let comment = match decision {
                Decision::Return { comment } => comment,
                _ => String::new(),
            };
            conflict(app, context, &changed, collection, comment).await
        }
        Decided::Released(_) => Err(Error::Conflict(context.t("reporting-review-has-left"))),
        Decided::Locked(_) => Err(Error::Conflict(context.t("reporting-review-locked"))),
        Decided::SamePerson(_) => Err(Error::Conflict(context.t("reporting-review-same-person"))),
    }
}

#[derive(Template)]
#[template(path = "reporting/review_conflict.html")]
struct ConflictPage {
    page: Page,
    path: String,
    back: String,
    state: SubmissionState,
    version: i64,
    last: Option<HistoryLine>,
    comment: String,
}

/// Says that somebody else was faster, and keeps what was typed.
async fn conflict(
    app: &App,
    context: &Context,
    submission: &Submission,
    collection: &Collection,
    comment: String,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let form = compiled::form(conn, submission.form_version).await?;
    let last = history(app, context, &form, submission, &[]).await?.pop();
    let title = context.t("reporting-review-conflict-title");
    let path = path_of(submission);
    let back = week_path(collection, submission.period);
    let week = week_title(context, collection, submission);
    let further = vec![Crumb::new(week, &back), Crumb::new(&title, &path)];
    let html = render(&ConflictPage {
        page: context.page(&title, crumbs(context, further)),
        path,
        back,
        state: submission.state,
        version: submission.version,
        last,
        comment,
    })?;
    Ok((StatusCode::CONFLICT, html).into_response())
}
