// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of a form: its draft, its versions and its history.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect, Response};
use form_design::blocks::State as CopyState;
use kernel::PersonId;
use web::form::{Fields, encode_component};
use web::{App, Context, Error, Page, render};

use super::blocks::visible;
use super::list::standing_kind;
use super::{
    View, crumbs, draft_for, form_path, languages, name_of, period_key, readable, readable_version,
    version_path,
};
use crate::model::{Draft, Form, Standing, Version};
use crate::store::{self, Happened};
use crate::{actions, blocks, classes, files};

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
    owner: String,
    /// With how many organisations it is shared; none if it cannot be shared.
    shares: Option<usize>,
    origin: Option<OriginView>,
    versions: Vec<VersionLine>,
    history: Vec<HistoryLine>,
    /// Copies of blocks that have changed: title and where the change is shown.
    newer: Vec<(String, String)>,
}

impl FormPage {
    /// The address of a page below this one.
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.path)
    }
}

/// What a form was copied from.
struct OriginView {
    href: String,
    title: String,
    number: i64,
    /// The address and number of the origin's latest version, if it is a later one.
    later: Option<(String, i64)>,
}

/// What `form` was copied from, if the actor sees that.
async fn origin_view(
    app: &App,
    context: &Context,
    form: &Form,
) -> Result<Option<OriginView>, Error> {
    let Some(origin) = form.origin else {
        return Ok(None);
    };
    let found = match readable_version(app, context, &origin.to_string()).await {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let versions = store::versions(app.db.read(), found.form.id).await?;
    let later = versions
        .first()
        .filter(|latest| latest.number > found.version.number);
    Ok(Some(OriginView {
        href: version_path(found.version.id),
        title: found.version.title.get(context.lang().tag()).to_owned(),
        number: found.version.number,
        later: later.map(|latest| (version_path(latest.id), latest.number)),
    }))
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
    pub(super) is_retired: bool,
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
        is_retired: version.retired_at.is_some(),
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
        languages: languages(context, spec),
        questions: spec
            .questions()
            .iter()
            .filter(|(_, question)| question.kind.is_asked())
            .count(),
        missing: classes::missing(spec),
        files: {
            let wanted = forms::wanted_files(spec).len();
            (wanted, wanted - files::missing(spec).len())
        },
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

/// The most copies whose blocks are looked at.
const MOST_COPIES: usize = 30;

/// The copies of blocks in the draft that have a newer version which says something else.
async fn newer(app: &App, context: &Context, form: &Form) -> Result<Vec<(String, String)>, Error> {
    let draft = store::draft(app.db.read(), form.id).await?;
    let spec = draft.ok_or(Error::NotFound)?.spec;
    let visible = visible(app, context).await?;
    let mut all = Vec::new();
    for copy in form_design::blocks::copies(&spec)
        .into_iter()
        .take(MOST_COPIES)
    {
        let Some(known) = blocks::known(app, &visible, &spec, &copy.path).await? else {
            continue;
        };
        if matches!(known.state, CopyState::Newer | CopyState::Both) {
            let href = format!(
                "{}/baustein?frage={}",
                form_path(form.id),
                encode_component(&copy.path)
            );
            let title = known.block.title.get(context.lang().tag()).to_owned();
            all.push((title, href));
        }
    }
    Ok(all)
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
    let may_edit = context.may(actions::FORM_EDIT, &form.place());
    let newer = if may_edit {
        newer(&app, &context, &form).await?
    } else {
        Vec::new()
    };
    let mut lines = Vec::new();
    for version in versions {
        lines.push(version_line(&app, &context, version).await?);
    }
    let earlier = if whole {
        store::replaced_name(conn, form.id).await?
    } else {
        None
    };
    let place = form.place();
    let may_publish = context.may(actions::FORM_PUBLISH, &place);
    let shares = if may_publish && !form.is_of_state() {
        Some(store::shared_with(conn, form.id).await?.len())
    } else {
        None
    };
    let owner = directory::organisation(conn, form.owner).await?;
    let origin = origin_view(&app, &context, &form).await?;
    let title = title.get(context.lang().tag());
    render(&FormPage {
        page: context.page(title, crumbs(&context, &form, "", "")),
        path: form_path(form.id),
        may_edit,
        newer,
        may_publish,
        owner: owner.map_or(String::new(), |owner| owner.name),
        shares,
        origin: origin.filter(|_| whole),
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
    let conn = app.db.read();
    let workbook = store::draft_source(conn, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let draft = store::draft(conn, form.id).await?.ok_or(Error::NotFound)?;
    super::download(workbook, &draft.spec)
}

/// Ticks off something that was to be looked at after a file was read.
pub(crate) async fn note_done(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (form, _) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let tag = context.lang().tag();
    let done = fields.text("hinweis");
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id).await?;
    let mut notes = draft.ok_or(Error::NotFound)?.notes;
    let at = notes
        .iter()
        .position(|note| note.get(tag).trim() == done.trim());
    if let Some(at) = at {
        notes.remove(at);
        store::change_notes(&tx, form.id, &notes).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&form_path(form.id)))
}
