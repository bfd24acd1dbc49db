// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The conversation about a report, as both sides see it, and what they say in it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::CompiledForm;
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Error};

use super::{detail, person_name, review_submission, submission_of};
use crate::conversing::{self, Said};
use crate::model::{LONGEST_MESSAGE, MessageKind, Submission, Turn};
use crate::{actions, compiled, store};

/// The conversation on a page.
pub struct Talk {
    /// Where what is written goes.
    pub action: String,
    /// Where the office says that nothing more is to be answered.
    pub settle: String,
    /// The identifier of the message that is written next.
    pub id: uuid::Uuid,
    /// Whether the office reads.
    pub at_office: bool,
    /// Whose turn it is.
    pub turn: Turn,
    /// What was said.
    pub lines: Vec<Line>,
    /// The questions of the form: path and label.
    pub questions: Vec<(String, String)>,
    /// What is typed.
    pub typed: Typed,
    /// The longest message, in characters.
    pub longest: usize,
}

/// A message as people read it.
pub struct Line {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// Whose words: the end of a message key.
    pub kind: &'static str,
    /// The label of the question that it is about; empty if it is about the whole report.
    pub about: String,
    /// What it says.
    pub text: String,
}

/// What somebody typed that was not taken.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The words.
    pub text: String,
    /// About which question.
    pub question: String,
    /// Whether they stay at the office.
    pub internal: bool,
    /// What is wrong.
    pub error: String,
}

impl Typed {
    /// The status of a page with it, and what the summary of errors says.
    pub fn faults(&self) -> (StatusCode, Vec<(String, String)>) {
        if self.error.is_empty() {
            return (StatusCode::OK, Vec::new());
        }
        let errors = vec![("nachricht".to_owned(), self.error.clone())];
        (StatusCode::UNPROCESSABLE_ENTITY, errors)
    }
}

/// The conversation about a report that the actor may open.
pub async fn talk(
    app: &App,
    context: &Context,
    form: &CompiledForm,
    submission: &Submission,
    at_office: bool,
    typed: Typed,
) -> Result<Talk, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let label = |path: &str| {
        let field = form.field(path);
        field.map_or_else(
            || path.to_owned(),
            |field| form_pages::plain_text(field.question.label.get(lang.tag())),
        )
    };
    let mut lines = Vec::new();
    for read in conversing::read(app, submission, at_office).await? {
        lines.push(Line {
            when: web::format::moment(lang, read.message.at),
            who: person_name(conn, context, read.message.by).await?,
            kind: read.message.kind.name(),
            about: read
                .message
                .question
                .as_deref()
                .map_or(String::new(), label),
            text: read.text,
        });
    }
    let asked = form
        .fields()
        .iter()
        .filter(|field| field.question.kind.is_asked());
    let questions = asked.map(|field| (field.path.clone(), label(&field.path)));
    let base = if at_office {
        review_submission::path_of(submission)
    } else {
        detail::path_of(submission)
    };
    Ok(Talk {
        action: format!("{base}/nachricht"),
        settle: format!("{base}/geklaert"),
        id: conversing::new_id(app),
        at_office,
        turn: store::messages::turn(conn, submission.id).await?,
        lines,
        questions: questions.collect(),
        typed,
        longest: LONGEST_MESSAGE,
    })
}

/// The office asks the institution, or notes something for itself.
pub async fn ask(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = review_submission::load(&app, &context, &submission).await?;
    let internal = fields.has("intern");
    let kind = if internal {
        MessageKind::Note
    } else {
        MessageKind::Office
    };
    let done = match kind {
        MessageKind::Note => "reporting-talk-noted",
        _ => "reporting-talk-asked",
    };
    match said(&app, &context, &found.0, &fields, kind).await? {
        Ok(()) => {
            context.flash("success", context.t(done)).await?;
            let back = format!("{}#gespraech", review_submission::path_of(&found.0));
            Ok(Redirect::to(&back).into_response())
        }
        Err(typed) => review_submission::show_typed(&app, &context, &found, typed).await,
    }
}

/// The institution answers, or asks its office.
pub async fn answer(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    match said(&app, &context, &found.0, &fields, MessageKind::Institution).await? {
        Ok(()) => {
            context
                .flash("success", context.t("reporting-talk-answered"))
                .await?;
            let back = format!("{}#gespraech", detail::path_of(&found.0));
            Ok(Redirect::to(&back).into_response())
        }
        Err(typed) => detail::show(&app, &context, &found, typed).await,
    }
}

/// Keeps what was typed, or gives it back with what is wrong.
async fn said(
    app: &App,
    context: &Context,
    submission: &Submission,
    fields: &Fields,
    kind: MessageKind,
) -> Result<Result<(), Typed>, Error> {
    let text = fields.text("nachricht").replace("\r\n", "\n");
    let wrong = if text.is_empty() {
        Some("reporting-talk-missing")
    } else if text.chars().count() > LONGEST_MESSAGE {
        Some("reporting-talk-long")
    } else {
        None
    };
    let question = fields.text("zu");
    if let Some(key) = wrong {
        return Ok(Err(Typed {
            text,
            question: question.to_owned(),
            internal: kind == MessageKind::Note,
            error: context.t(key),
        }));
    }
    let form = compiled::form(app.db.read(), submission.form_version).await?;
    let question = form.field(question).map(|field| field.path.clone());
    let id = fields
        .text("kennung")
        .parse()
        .unwrap_or_else(|_| conversing::new_id(app));
    let said = Said {
        id,
        kind,
        question,
        text,
        by: context.person()?,
    };
    conversing::say(app, submission.id, said).await?;
    Ok(Ok(()))
}

/// Says that nothing more is to be answered.
pub async fn settle(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Redirect, Error> {
    let (submission, _) = review_submission::load(&app, &context, &submission).await?;
    conversing::settle(&app, submission.id, context.person()?).await?;
    context
        .flash("success", context.t("reporting-talk-settled"))
        .await?;
    Ok(Redirect::to(&review_submission::path_of(&submission)))
}
