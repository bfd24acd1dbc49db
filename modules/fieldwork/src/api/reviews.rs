// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reviews and comments.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::HeaderMap;
use odk::Moment;
use odk::central::{self, CommentRequest, Problem, ReviewRequest, read};
use web::{App, Context};

use super::submissions::shown;
use super::{form, is_extended, me, project, record, shown_if};
use crate::api::fault::Fault;
use crate::reviewing::{self, Review, Said};
use crate::{actions, opening, store};

/// Keeps the outcome of a review.
pub(crate) async fn review(
    State(app): State<App>,
    context: Context,
    Path((number, id, instance_id)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Json<central::Submission>, Fault> {
    let project = project(&app, &context, actions::RECORD_REVIEW, &number).await?;
    let form = form(&app, &project, &id).await?;
    let record = record(&app, &form, &instance_id).await?;
    let request: ReviewRequest = read(&body)?;
    let (person, actor) = me(&app, &context).await?;
    let said = Said {
        review: Review::Came(request.review_state),
        ..Said::default()
    };
    let (record, _) = reviewing::say(&app, &project, &record, (person, &actor), said).await?;
    Ok(Json(shown(&app, &project, &record, false).await?))
}

/// The comments, the newest first.
pub(crate) async fn comments(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id, instance_id)): Path<(String, String, String)>,
) -> Result<Json<Vec<central::Comment>>, Fault> {
    let project = project(&app, &context, actions::RECORD_OPEN, &number).await?;
    let form = form(&app, &project, &id).await?;
    let record = record(&app, &form, &instance_id).await?;
    let extended = is_extended(&headers);
    let mut comments = Vec::new();
    for comment in store::comments::of(app.db.read(), record.id).await? {
        let body = opening::comment(&app, app.db.read(), &project, &comment).await?;
        let Some(actor_id) = comment.actor.filter(|_| !body.is_empty()) else {
            continue;
        };
        comments.push(central::Comment {
            body,
            actor_id,
            created_at: Moment(comment.created_at),
            actor: shown_if(&app, comment.actor, extended).await?,
        });
    }
    Ok(Json(comments))
}

/// Keeps a comment.
pub(crate) async fn comment(
    State(app): State<App>,
    context: Context,
    Path((number, id, instance_id)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Json<central::Comment>, Fault> {
    let project = project(&app, &context, actions::RECORD_REVIEW, &number).await?;
    let form = form(&app, &project, &id).await?;
    let record = record(&app, &form, &instance_id).await?;
    let request: CommentRequest = read(&body)?;
    if request.body.trim().is_empty() {
        return Err(Problem::MissingParameter {
            field: "body".to_owned(),
        }
        .into());
    }
    let (person, actor) = me(&app, &context).await?;
    let said = Said {
        text: request.body.clone(),
        ..Said::default()
    };
    let (_, kept) = reviewing::say(&app, &project, &record, (person, &actor), said).await?;
    Ok(Json(central::Comment {
        body: request.body,
        actor_id: actor.id,
        created_at: Moment(kept.created_at),
        actor: None,
    }))
}
