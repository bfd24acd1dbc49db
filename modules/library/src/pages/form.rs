// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of a form: its draft, its versions and its history.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use kernel::{PersonId, Resource};
use web::{App, Context, Error, Page, render};

use super::list::standing_kind;
use super::{View, crumbs, form_path, name_of, period_key, readable, version_path};
use crate::model::{Draft, Standing, Version};
use crate::store::{self, Happened};
use crate::{actions, classes};

#[derive(Template)]
#[template(path = "library/form.html")]
struct FormPage {
    page: Page,
    path: String,
    key: String,
    draft: Option<DraftView>,
    /// The workbook of the draft that can be brought back; empty if there is none.
    earlier: String,
    may_edit: bool,
    may_publish: bool,
    versions: Vec<VersionLine>,
    history: Vec<HistoryLine>,
}

impl FormPage {
    /// The address of a page below this one.
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.path)
    }
}

struct DraftView {
    standing: &'static str,
    standing_key: String,
    description: String,
    purpose: String,
    legal_basis: String,
    review_note: String,
    period_key: String,
    languages: String,
    questions: usize,
    missing: usize,
    /// How many files it names, and how many are there.
    files: (usize, usize),
    source_name: String,
    edited: String,
    notes: Vec<String>,
    publishable: bool,
}

/// A published version in a table.
pub(super) struct VersionLine {
    pub(super) href: String,
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) published: String,
    pub(super) by: String,
}

struct HistoryLine {
    when: String,
    who: String,
    what: String,
}

async fn version_line(
    app: &App,
    context: &Context,
    version: Version,
) -> Result<VersionLine, Error> {
    let lang = context.lang();
    Ok(VersionLine {
        href: version_path(version.id),
        number: version.number,
        title: version.title.get(lang.tag()).to_owned(),
        published: web::format::moment(lang, version.published_at),
        by: name_of(app, context, version.published_by).await?,
    })
}

async fn history_line(app: &App, context: &Context, line: Happened) -> Result<HistoryLine, Error> {
    let at = jiff::Timestamp::from_millisecond(line.at).map_err(Error::internal)?;
    Ok(HistoryLine {
        when: web::format::moment(context.lang(), at),
        who: name_of(app, context, line.person.map(PersonId::from_uuid)).await?,
        what: context.t_with(
            &format!("library-deed-{}", line.what),
            &[("number", line.number.into())],
        ),
    })
}

async fn draft_view(
    app: &App,
    context: &Context,
    draft: Draft,
    latest: Option<&Version>,
) -> Result<DraftView, Error> {
    let tag = context.lang().tag();
    let standing = Standing::of(
        &draft.spec_hash,
        latest.map(|latest| latest.spec_hash.as_str()),
    );
    let who = name_of(app, context, draft.edited_by).await?;
    let when = web::format::moment(context.lang(), draft.edited_at);
    let spec = &draft.spec;
    Ok(DraftView {
        standing: standing_kind(standing),
        standing_key: format!("library-standing-{}", standing.name()),
        description: spec.description.get(tag).to_owned(),
        purpose: spec.purpose.get(tag).to_owned(),
        legal_basis: spec.legal_basis.get(tag).to_owned(),
        review_note: spec.review_note.get(tag).to_owned(),
        period_key: period_key(spec),
        languages: spec.languages.join(", "),
        questions: spec
            .questions()
            .iter()
            .filter(|(_, question)| question.kind.is_asked())
            .count(),
        missing: classes::missing(spec),
        files: (forms::wanted_files(spec).len(), spec.files.len()),
        edited: format!("{when}, {who}"),
        notes: draft
            .notes
            .iter()
            .map(|note| note.get(tag).to_owned())
            .collect(),
        publishable: standing != Standing::Published,
        source_name: draft.source_name,
    })
}

/// Shows a form as far as the actor sees it.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Html<String>, Error> {
    let (form, view) = readable(&app, &context, &form).await?;
    let conn = app.db.read();
    let versions = store::versions(conn, form.id).await?;
    let whole = view == View::Whole;
    if versions.is_empty() && !whole {
        return Err(Error::NotFound);
    }
    let title = match versions.first() {
        Some(latest) if !whole => latest.title.clone(),
        _ => form.title.clone(),
    };
    let draft = match store::draft(conn, form.id).await? {
        Some(draft) if whole => Some(draft_view(&app, &context, draft, versions.first()).await?),
        _ => None,
    };
    let mut history = Vec::new();
    if whole {
        for line in store::history(conn, form.id).await? {
            history.push(history_line(&app, &context, line).await?);
        }
    }
    let mut lines = Vec::new();
    for version in versions {
        lines.push(version_line(&app, &context, version).await?);
    }
    let earlier = if whole {
        store::replaced_name(conn, form.id).await?
    } else {
        None
    };
    let place = Resource::of_state(form.owner);
    let title = title.get(context.lang().tag());
    render(&FormPage {
        page: context.page(title, crumbs(&context, &form, "", "")),
        path: form_path(form.id),
        may_edit: context.may(actions::FORM_EDIT, &place),
        may_publish: context.may(actions::FORM_PUBLISH, &place),
        key: form.key,
        earlier: earlier.unwrap_or_default(),
        draft,
        versions: lines,
        history,
    })
}

/// The workbook of the draft.
pub(crate) async fn download(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Response, Error> {
    let (form, view) = readable(&app, &context, &form).await?;
    if view != View::Whole {
        return Err(Error::NotFound);
    }
    let workbook = store::draft_source(app.db.read(), form.id)
        .await?
        .ok_or(Error::NotFound)?;
    super::download(workbook)
}
