// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Replacing a draft by another workbook, and bringing the replaced draft back: both show first what
//! would change, and ask.

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_design::diff::{self, Change, Changes};
use forms::FormSpec;
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::upload::{UploadPage, by, changed_meanwhile, new_upload, receive};
use super::{crumbs, draft_for, form_path, name_of};
use crate::intake::{self, ReadForm, ReplaceRefusal};
use crate::model::{Draft, Form};
use crate::store::{self, Workbook};
use crate::{actions, classes};

#[derive(Template)]
#[template(path = "library/replace.html")]
struct ReplacePage {
    page: Page,
    action: String,
    back: String,
    revision: i64,
    /// The hash of the definition that was shown.
    seen: String,
    conflict: String,
    text: String,
    form: Vec<String>,
    lists: Vec<List>,
    nothing: bool,
    consequence: String,
    button: String,
}

/// Questions that are new, gone or different.
struct List {
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    label: String,
    /// Its path before; empty if it was the same.
    old_path: String,
    path: String,
    aspects: String,
}

/// Which definition is to take the place of the draft, and the words that differ.
struct Proposed<'a> {
    spec: &'a FormSpec,
    step: &'static str,
    /// The name of its workbook.
    name: &'a str,
    /// The beginning of the message keys.
    key: &'static str,
}

fn list(context: &Context, key: &str, changes: &[Change]) -> Option<List> {
    let tag = context.lang().tag();
    let lines: Vec<Line> = changes
        .iter()
        .map(|change| Line {
            label: form_pages::plain_text(change.label.get(tag)),
            old_path: change.old_path.clone().unwrap_or_default(),
            path: change.path.clone(),
            aspects: change
                .aspects
                .iter()
                .map(|aspect| context.t(&format!("library-aspect-{aspect}")))
                .collect::<Vec<_>>()
                .join(", "),
        })
        .collect();
    (!lines.is_empty()).then(|| List {
        heading: context.t_with(key, &[("count", lines.len().into())]),
        lines,
    })
}

fn show(
    context: &Context,
    form: &Form,
    draft: &Draft,
    proposed: &Proposed<'_>,
    conflict: String,
) -> Result<Response, Error> {
    let changes: Changes = diff::between(&draft.spec, proposed.spec);
    let words = |part: &str| {
        let name = [("name", proposed.name.into())];
        context.t_with(&format!("library-{}-{part}", proposed.key), &name)
    };
    let title = words("title");
    let action = format!("{}/{}", form_path(form.id), proposed.step);
    let status = if conflict.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let page = ReplacePage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        action,
        back: form_path(form.id),
        revision: draft.revision,
        seen: proposed.spec.hash(),
        conflict,
        text: words("text"),
        nothing: changes.is_empty(),
        form: changes
            .form
            .iter()
            .map(|aspect| context.t(&format!("library-aspect-{aspect}")))
            .collect(),
        lists: [
            ("library-changes-added", &changes.added),
            ("library-changes-removed", &changes.removed),
            ("library-changes-changed", &changes.changed),
        ]
        .into_iter()
        .filter_map(|(key, questions)| list(context, key, questions))
        .collect(),
        consequence: words("consequence"),
        button: words("button"),
    };
    Ok((status, render(&page)?).into_response())
}

async fn meanwhile(app: &App, context: &Context, draft: &Draft) -> Result<String, Error> {
    let who = name_of(app, context, draft.edited_by).await?;
    Ok(changed_meanwhile(context, &who, draft.edited_at))
}

fn upload_page(context: &Context, form: &Form, revision: i64) -> UploadPage {
    let title = context.t("library-replace-title");
    let action = format!("{}/ersetzen", form_path(form.id));
    UploadPage {
        page: context.page(&title, crumbs(context, form, &title, &action)),
        action,
        cancel: form_path(form.id),
        revision: Some(revision),
        ..new_upload(context)
    }
}

/// Asks for the workbook that replaces a draft.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    Ok(render(&upload_page(&context, &form, draft.revision))?.into_response())
}

/// Keeps a workbook until its author has seen what it would change.
pub(crate) async fn propose(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    multipart: Multipart,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let upload = receive(multipart).await?;
    let page = upload_page(&context, &form, draft.revision);
    if upload.bytes.is_empty() {
        let error = context.t("library-file-missing");
        return page.with_error(String::new(), error).refused();
    }
    let file_name = upload.file_name.clone();
    let read = match intake::read(upload.file_name, upload.bytes).await? {
        Ok(read) => read,
        Err(problems) => return page.with_problems(&context, file_name, &problems).refused(),
    };
    if read.spec.id != form.key {
        let arguments = [
            ("key", form.key.as_str().into()),
            ("other", read.spec.id.as_str().into()),
        ];
        let error = context.t_with("library-other-form", &arguments);
        return page.with_error(file_name, error).refused();
    }
    if upload.revision != draft.revision {
        let error = meanwhile(&app, &context, &draft).await?;
        let body = render(&page.with_error(file_name, error))?;
        return Ok((StatusCode::CONFLICT, body).into_response());
    }
    let by = by(&app, &context)?;
    let workbook = Workbook {
        source_name: read.source.name,
        source: read.source.bytes,
    };
    let tx = app.db.begin().await?;
    store::propose(&tx, form.id, by.person, &workbook, by.at).await?;
    tx.commit().await?;
    let next = format!("{}/ersetzen/pruefen", form_path(form.id));
    Ok(Redirect::to(&next).into_response())
}

/// The workbook that the actor proposed, read again; none if there is none that can be read.
async fn proposal(app: &App, context: &Context, form: &Form) -> Result<Option<ReadForm>, Error> {
    let person = context.person()?;
    let workbook = store::proposal(app.db.read(), form.id, person).await?;
    let Some(workbook) = workbook else {
        return Ok(None);
    };
    Ok(intake::read(workbook.source_name, workbook.source)
        .await?
        .ok())
}

/// Where a person without a proposal begins.
fn begin(form: &Form) -> Response {
    Redirect::to(&format!("{}/ersetzen", form_path(form.id))).into_response()
}

fn show_proposal(
    context: &Context,
    form: &Form,
    draft: &Draft,
    read: &ReadForm,
    conflict: String,
) -> Result<Response, Error> {
    let mut spec = read.spec.clone();
    classes::carry_over(&draft.spec, &mut spec);
    let proposed = Proposed {
        spec: &spec,
        step: "ersetzen/pruefen",
        name: &read.source.name,
        key: "proposal",
    };
    show(context, form, draft, &proposed, conflict)
}

/// Shows what the uploaded workbook would change, and asks.
pub(crate) async fn proposal_page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let Some(read) = proposal(&app, &context, &form).await? else {
        return Ok(begin(&form));
    };
    show_proposal(&context, &form, &draft, &read, String::new())
}

/// Replaces the draft by the workbook that was shown.
pub(crate) async fn replace(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let Some(read) = proposal(&app, &context, &form).await? else {
        return Ok(begin(&form));
    };
    let mut spec = read.spec.clone();
    classes::carry_over(&draft.spec, &mut spec);
    let revision = fields.text("revision").parse().unwrap_or(0);
    // Another workbook of the same person, uploaded in another window, was not seen here.
    if revision == draft.revision && spec.hash() != fields.text("gesehen") {
        let conflict = context.t("library-proposal-other");
        return show_proposal(&context, &form, &draft, &read, conflict);
    }
    let shown = ReadForm {
        spec: read.spec.clone(),
        source: read.source.clone(),
    };
    match intake::replace(&app, &form, revision, by(&app, &context)?, read).await? {
        Ok(carried) => {
            let arguments = [
                ("added", carried.added.into()),
                ("removed", carried.removed.into()),
                ("kept", carried.kept.into()),
            ];
            context
                .flash("success", context.t_with("library-replaced", &arguments))
                .await?;
            Ok(Redirect::to(&form_path(form.id)).into_response())
        }
        Err(ReplaceRefusal::OtherForm(_)) => Ok(begin(&form)),
        Err(ReplaceRefusal::Outdated) => {
            let conflict = meanwhile(&app, &context, &draft).await?;
            show_proposal(&context, &form, &draft, &shown, conflict)
        }
    }
}

async fn show_earlier(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    conflict: String,
) -> Result<Response, Error> {
    let earlier = store::replaced(app.db.read(), form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let proposed = Proposed {
        spec: &earlier.spec,
        step: "zurueckholen",
        name: &earlier.source.name,
        key: "earlier",
    };
    show(context, form, draft, &proposed, conflict)
}

/// Shows what would change if the draft came back that was replaced last, and asks.
pub(crate) async fn earlier_page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    show_earlier(&app, &context, &form, &draft, String::new()).await
}

/// Brings the draft back that was replaced last.
pub(crate) async fn bring_back(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let revision = fields.text("revision").parse().unwrap_or(0);
    let outcome = intake::bring_back(&app, &form, revision, by(&app, &context)?).await?;
    if outcome.is_err() {
        let conflict = meanwhile(&app, &context, &draft).await?;
        return show_earlier(&app, &context, &form, &draft, conflict).await;
    }
    let text = context.t("library-brought-back");
    context.flash("success", text).await?;
    Ok(Redirect::to(&form_path(form.id)).into_response())
}
