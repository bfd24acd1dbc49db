// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page that asks before a version is published, and says what follows from it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::engine::MissingFiles;
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::impact::{self, ImpactView};
use super::upload::changed_meanwhile;
use super::{crumbs, draft_for, form_path, name_of, version_path};
use crate::intake::By;
use crate::model::{Draft, Form};
use crate::publish::PublishRefusal;
use crate::{actions, classes, files, store};

#[derive(Template)]
#[template(path = "library/publish.html")]
struct PublishPage {
    page: Page,
    path: String,
    action: String,
    revision: i64,
    number: i64,
    /// What somebody else did meanwhile; empty if nothing.
    conflict: String,
    /// Why the draft cannot be filled in.
    problems: Vec<String>,
    unchanged: bool,
    missing: usize,
    missing_files: usize,
    review_note: String,
    purpose: String,
    legal_basis: String,
    /// What changes against the version before; none for the first.
    impact: Option<ImpactView>,
    lines: Vec<Line>,
}

/// What happens to the answers of one class.
struct Line {
    class_key: String,
    sentence_key: String,
    leaves: bool,
    labels: Vec<String>,
}

impl PublishPage {
    /// The address of a page below this one.
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.path)
    }

    fn may_publish(&self) -> bool {
        self.problems.is_empty() && !self.unchanged
    }

    fn leaves_anything(&self) -> bool {
        self.lines.iter().any(|line| line.leaves)
    }
}

async fn show(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    conflict: String,
) -> Result<PublishPage, Error> {
    let tag = context.lang().tag();
    let versions = store::versions(app.db.read(), form.id).await?;
    let latest = versions.first();
    let compiled = files::compiled(app.db.read(), form.id, &draft.spec, MissingFiles::Refuse);
    let problems = compiled
        .await?
        .err()
        .unwrap_or_default()
        .iter()
        .map(|problem| problem.message(tag))
        .collect();
    let number = latest.map_or(1, |latest| latest.number + 1);
    let title = context.t_with(
        "library-publish-title",
        &[("number", number.to_string().into())],
    );
    let action = format!("{}/veroeffentlichen", form_path(form.id));
    let lines = classes::forwarding(&draft.spec)
        .into_iter()
        .map(|line| Line {
            class_key: format!("library-class-{}", line.key),
            sentence_key: format!("library-forward-{}", line.key),
            leaves: line.leaves,
            labels: line
                .labels
                .iter()
                .map(|label| form_pages::plain_text(label.get(tag)))
                .collect(),
        })
        .collect();
    let before = match latest {
        Some(latest) => store::version(app.db.read(), latest.id).await?,
        None => None,
    };
    Ok(PublishPage {
        impact: before.map(|(_, old)| impact::view(context, &old, &draft.spec)),
        page: context.page(&title, crumbs(context, form, &title, &action)),
        path: form_path(form.id),
        action,
        revision: draft.revision,
        number,
        conflict,
        problems,
        unchanged: latest.is_some_and(|latest| latest.spec_hash == draft.spec_hash),
        missing: classes::missing(&draft.spec),
        missing_files: files::missing(&draft.spec).len(),
        review_note: draft.spec.review_note.get(tag).to_owned(),
        purpose: draft.spec.purpose.get(tag).to_owned(),
        legal_basis: draft.spec.legal_basis.get(tag).to_owned(),
        lines,
    })
}

/// Says what publishing means, and asks.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_PUBLISH, &form).await?;
    let page = show(&app, &context, &form, &draft, String::new()).await?;
    Ok(render(&page)?.into_response())
}

/// Publishes the next version.
pub(crate) async fn publish(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_PUBLISH, &form).await?;
    let by = By {
        person: context.person()?,
        at: app.clock.now(),
    };
    let revision = fields.text("revision").parse().unwrap_or(0);
    let refusal = match crate::publish::publish(&app, &form, revision, by).await? {
        Ok(event) => {
            let text = context.t_with(
                "library-published",
                &[("number", event.number.to_string().into())],
            );
            context.flash("success", text).await?;
            return Ok(Redirect::to(&version_path(event.version_id)).into_response());
        }
        Err(refusal) => refusal,
    };
    let (status, conflict) = match refusal {
        PublishRefusal::Outdated => {
            let who = name_of(&app, &context, draft.edited_by).await?;
            let conflict = changed_meanwhile(&context, &who, draft.edited_at);
            (StatusCode::CONFLICT, conflict)
        }
        PublishRefusal::Unchanged | PublishRefusal::Broken => {
            (StatusCode::UNPROCESSABLE_ENTITY, String::new())
        }
    };
    let page = show(&app, &context, &form, &draft, conflict).await?;
    Ok((status, render(&page)?).into_response())
}
