// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deciding about a record, and commenting on it. Who decides says which state of the record she saw;
//! if somebody else was faster, nothing is kept and the page shows what happened meanwhile.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use odk::odata::ReviewState;
use web::form::Fields;
use web::{App, Context, Error};

use super::{form_path, record_for, record_path};
use crate::model::{Project, ProjectForm, Record};
use crate::reviewing::{self, Review, Said};
use crate::{acting, actions, changing, opening};

/// The most characters of a comment.
pub(super) const LONGEST: usize = changing::LONGEST;

/// What somebody can decide, by the names in forms and messages.
pub(super) const OUTCOMES: [(&str, ReviewState); 3] = [
    ("approved", ReviewState::Approved),
    ("issues", ReviewState::HasIssues),
    ("rejected", ReviewState::Rejected),
];

/// The name of a comment that decides nothing.
pub(super) const COMMENT: &str = "comment";

/// The name of an outcome in messages.
pub(super) fn outcome_name(state: ReviewState) -> &'static str {
    let named = OUTCOMES.iter().find(|(_, known)| *known == state);
    named.map_or("edited", |(name, _)| name)
}

/// What was typed about a record, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) decision: String,
    pub(super) comment: String,
    pub(super) decision_error: String,
    pub(super) comment_error: String,
    pub(super) is_wrong: bool,
    pub(super) outdated: bool,
}

impl Typed {
    /// What is wrong, with the field.
    pub(super) fn errors(&self) -> Vec<(String, String)> {
        [
            ("entscheidung", &self.decision_error),
            ("kommentar", &self.comment_error),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| (field.to_owned(), text.clone()))
        .collect()
    }
}

type Found = (Project, ProjectForm, Record);

/// The record, which the actor may open and review.
async fn reviewable(
    app: &App,
    context: &Context,
    (number, xml_form_id, instance_id): &(String, String, String),
) -> Result<Found, Error> {
    let place = (number.as_str(), xml_form_id.as_str(), instance_id.as_str());
    let found = record_for(app, context, actions::RECORD_REVIEW, place).await?;
    context.allow(actions::RECORD_OPEN, &found.0.place())?;
    Ok(found)
}

/// Shows the record again with what was typed.
async fn again(
    app: &App,
    context: &Context,
    found: &Found,
    typed: Typed,
) -> Result<Response, Error> {
    opening::note(app, &found.0, context.person()?, Ok(&found.2)).await?;
    super::record::show(app, context, found, typed).await
}

/// What is wrong with a comment; empty if nothing is. Some decisions need one.
fn comment_error(
    context: &Context,
    record: &Record,
    outcome: Option<ReviewState>,
    comment: &str,
) -> String {
    if comment.chars().count() > LONGEST {
        return context.t_with("fieldwork-too-long", &[("longest", LONGEST.into())]);
    }
    if !comment.is_empty() {
        return String::new();
    }
    match outcome {
        Some(ReviewState::Approved) if record.is_aside => context.t("fieldwork-say-why-counts"),
        Some(ReviewState::HasIssues) => context.t("fieldwork-say-what-issue"),
        Some(ReviewState::Rejected) => context.t("fieldwork-say-why-rejected"),
        _ => String::new(),
    }
}

async fn keep(
    app: &App,
    context: &Context,
    found: &Found,
    mut typed: Typed,
    said: Said,
) -> Result<Response, Error> {
    let (project, _, record) = found;
    let (person, actor) = acting::me(app, context).await?;
    let is_review = said.review != Review::None;
    match reviewing::say(app, project, record, (person, &actor), said).await {
        Ok((record, _)) => {
            let (key, next) = if is_review {
                let form = form_path(project.id, &record.xml_form_id);
                ("fieldwork-review-done", form)
            } else {
                ("fieldwork-comment-done", record_path(&record))
            };
            context.flash("success", context.t(key)).await?;
            Ok(Redirect::to(&next).into_response())
        }
        Err(Error::Conflict(_)) => {
            let (project, form, record) = found;
            let now = crate::store::records::by_instance(app.db.read(), form, &record.instance_id);
            let now = now.await?.ok_or(Error::NotFound)?;
            typed.outdated = true;
            again(app, context, &(project.clone(), form.clone(), now), typed).await
        }
        Err(error) => Err(error),
    }
}

/// Keeps a decision or a comment. A comment decides nothing, so it does not matter who else said
/// something meanwhile.
pub(crate) async fn review(
    State(app): State<App>,
    context: Context,
    Path(place): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let found = reviewable(&app, &context, &place).await?;
    let decision = fields.text("entscheidung");
    let outcome = OUTCOMES.iter().find(|(name, _)| *name == decision);
    let outcome = outcome.map(|(_, state)| *state);
    let only_comment = decision == COMMENT;
    let comment = fields.text("kommentar").replace("\r\n", "\n");
    let seen = fields.text("stand").parse();
    let seen = seen.map_err(|()| Error::Invalid(context.t("fieldwork-seen-missing")))?;
    let mut typed = Typed {
        decision: decision.to_owned(),
        comment_error: comment_error(&context, &found.2, outcome, &comment),
        comment,
        ..Typed::default()
    };
    if outcome.is_none() && !only_comment {
        typed.decision_error = context.t("fieldwork-decision-missing");
    }
    if only_comment && typed.comment.is_empty() {
        typed.comment_error = context.t("fieldwork-comment-missing");
    }
    typed.is_wrong = !typed.errors().is_empty();
    if typed.is_wrong {
        return again(&app, &context, &found, typed).await;
    }
    let said = Said {
        review: if only_comment {
            Review::None
        } else {
            Review::Came(outcome)
        },
        text: typed.comment.clone(),
        seen: Some(seen).filter(|_| !only_comment),
    };
    keep(&app, &context, &found, typed, said).await
}
