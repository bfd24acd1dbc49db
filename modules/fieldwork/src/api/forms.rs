// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms of a project, their versions and files.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use forms::{FormSpec, WantedFor};
use http::{HeaderMap, header};
use jiff::Timestamp;
use kernel::FormId;
use library::shelf;
use odk::Moment;
use odk::central::{
    self, FormAttachment, FormChange, FormField, FormTotals, Problem, ReviewTotals, Success,
    VERSION_BLANK, read,
};
use odk::odata::Schema;
use web::{App, Context};

use super::{feed, form, is_extended, project, xml};
use crate::api::fault::Fault;
use crate::model::{List, Project, ProjectForm};
use crate::ready::{self, Named};
use crate::store::records::Which;
use crate::{actions, changing, entities, lists, opening, store};

/// The language in which programs read titles.
const LANG: &str = forms::LEGAL_LANGUAGE;

/// What there is of a form: its versions, or only a draft.
pub(super) struct Definition {
    pub(super) spec: FormSpec,
    pub(super) name: String,
    pub(super) published_at: Option<Timestamp>,
    pub(super) xml: Vec<u8>,
}

/// A published version as it is sent out.
pub(super) fn published(version: &Named, now: Timestamp) -> Result<Definition, Fault> {
    Ok(Definition {
        spec: version.ready.spec.clone(),
        name: version.name.clone(),
        published_at: Some(version.ready.version.published_at),
        xml: ready::xform(&version.ready.spec, &version.name, now)?,
    })
}

/// The draft of a form as it would be sent out.
pub(super) async fn draft(app: &App, form: FormId) -> Result<Definition, Fault> {
    let draft = shelf::draft(app.db.read(), form).await?;
    let spec = draft.ok_or(Problem::NotFound)?.spec;
    let name = spec.version.clone();
    Ok(Definition {
        xml: ready::xform(&spec, &name, app.clock.now())?,
        spec,
        name,
        published_at: None,
    })
}

/// What is shown of a form: the newest version, or the draft if none was published.
async fn newest(app: &App, form: &ProjectForm) -> Result<Definition, Fault> {
    let versions = ready::versions(app.db.read(), form.form).await?;
    match versions.first() {
        Some(version) => published(version, app.clock.now()),
        None => draft(app, form.form).await,
    }
}

/// A form as programs read it.
pub(super) async fn shown(
    app: &App,
    form: &ProjectForm,
    definition: &Definition,
    extended: bool,
) -> Result<central::Form, Fault> {
    let conn = app.db.read();
    let totals = if extended {
        let submissions = store::records::count(conn, form, Which::All).await?;
        let aside = store::records::count(conn, form, Which::Aside).await?;
        let open = store::records::count(conn, form, Which::Open).await?;
        let number = |count: i64| u64::try_from(count).unwrap_or(0);
        Some(FormTotals {
            submissions: number(submissions),
            review_states: ReviewTotals {
                received: number(open),
                has_issues: number(aside),
                edited: 0,
            },
            last_submission: store::records::last(conn, form).await?.map(Moment),
            excel_content_type: None,
            entity_related: !definition.spec.entities.is_empty(),
            public_links: 0,
        })
    } else {
        None
    };
    let hash = odk::openrosa::hash(&definition.xml);
    Ok(central::Form {
        project_id: form.project,
        xml_form_id: form.xml_form_id.clone(),
        name: Some(definition.spec.title.get(LANG).to_owned()),
        version: definition.name.clone(),
        hash: hash.trim_start_matches("md5:").to_owned(),
        state: form.standing,
        enketo_id: None,
        enketo_once_id: None,
        key_id: None,
        draft_token: None,
        created_at: Moment(form.created_at),
        updated_at: form.updated_at.map(Moment),
        published_at: definition.published_at.map(Moment),
        totals,
    })
}

/// The forms of a project.
pub(crate) async fn list(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Json<Vec<central::Form>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let mut forms = Vec::new();
    for form in store::forms::of_project(app.db.read(), project.id).await? {
        let definition = newest(&app, &form).await?;
        forms.push(shown(&app, &form, &definition, is_extended(&headers)).await?);
    }
    Ok(Json(forms))
}

/// A form; with `.xml` behind its identifier its definition, with `.svc` its feed.
pub(crate) async fn get(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    if let Some(id) = name.strip_suffix(".svc") {
        return feed::service(&app, &project, id).await;
    }
    if let Ok(form) = form(&app, &project, &name).await {
        let definition = newest(&app, &form).await?;
        let shown = shown(&app, &form, &definition, is_extended(&headers)).await?;
        return Ok(Json(shown).into_response());
    }
    let id = name.strip_suffix(".xml").ok_or(Problem::NotFound)?;
    let form = form(&app, &project, id).await?;
    Ok(xml(newest(&app, &form).await?.xml))
}

/// Says whether a form takes submissions.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<central::Form>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let known = form(&app, &project, &id).await?;
    let change: FormChange = read(&body)?;
    changing::set_standing(&app, &context, &project, &known, change.state).await?;
    let changed = form(&app, &project, &id).await?;
    let definition = newest(&app, &changed).await?;
    Ok(Json(shown(&app, &changed, &definition, false).await?))
}

/// Takes a form without submissions out of a project. It stays in the library.
pub(crate) async fn remove(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<Success>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let form = form(&app, &project, &id).await?;
    if changing::remove_form(&app, &context, &project, &form).await? {
        return Ok(Json(Success::DONE));
    }
    Err(Problem::NotImplemented {
        feature: "removing a form that has submissions".to_owned(),
    }
    .into())
}

/// The published versions, the newest first.
pub(crate) async fn versions(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<Vec<central::Form>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let form = form(&app, &project, &id).await?;
    let mut versions = Vec::new();
    for version in ready::versions(app.db.read(), form.form).await? {
        let definition = published(&version, app.clock.now())?;
        versions.push(shown(&app, &form, &definition, false).await?);
    }
    Ok(Json(versions))
}

/// A version; with `.xml` behind its name its definition.
pub(crate) async fn version(
    State(app): State<App>,
    context: Context,
    Path((number, id, name)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let form = form(&app, &project, &id).await?;
    let versions = ready::versions(app.db.read(), form.form).await?;
    let named = |name: &str| {
        let name = if name == VERSION_BLANK { "" } else { name };
        versions.iter().find(|version| version.name == name)
    };
    let now = app.clock.now();
    if let Some(version) = named(&name) {
        let definition = published(version, now)?;
        return Ok(Json(shown(&app, &form, &definition, false).await?).into_response());
    }
    let version = name.strip_suffix(".xml").and_then(named);
    let version = version.ok_or(Problem::NotFound)?;
    Ok(xml(published(version, now)?.xml))
}

/// The nodes of a definition.
pub(super) fn nodes(spec: &FormSpec, query: Option<&str>) -> Vec<FormField> {
    let with_odata_names = query.is_some_and(|query| query.contains("odata=true"));
    Schema::of(spec).fields(with_odata_names)
}

/// The nodes of a form.
pub(crate) async fn fields(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<FormField>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let form = form(&app, &project, &id).await?;
    let definition = newest(&app, &form).await?;
    Ok(Json(nodes(&definition.spec, query.as_deref())))
}

/// The files that a definition names.
pub(super) async fn files(
    app: &App,
    form: &ProjectForm,
    definition: &Definition,
) -> Result<Vec<FormAttachment>, Fault> {
    let mut files = Vec::new();
    let lists = store::lists::of_project(app.db.read(), form.project).await?;
    for wanted in shelf::wanted_files(&definition.spec) {
        let is_list = wanted.purpose == WantedFor::Entities
            && lists.iter().any(|list| list_file(list) == wanted.name);
        let attached = definition.spec.files.get(&wanted.name);
        let hash = match attached {
            Some(attached) => {
                let file = shelf::file(app.db.read(), form.form, &attached.sha256).await?;
                let hash = odk::openrosa::hash(&file.bytes);
                hash.trim_start_matches("md5:").to_owned()
            }
            None => String::new(),
        };
        let kind = match wanted.purpose {
            WantedFor::Image => "image",
            WantedFor::Audio => "audio",
            WantedFor::Video => "video",
            WantedFor::Data | WantedFor::Entities => "file",
        };
        files.push(FormAttachment {
            name: wanted.name,
            kind: kind.to_owned(),
            hash,
            exists: attached.is_some() || is_list,
            blob_exists: attached.is_some(),
            dataset_exists: is_list,
            updated_at: Moment(definition.published_at.unwrap_or(form.created_at)),
        });
    }
    Ok(files)
}

/// The files of a form.
pub(crate) async fn attachments(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<Vec<FormAttachment>>, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let form = form(&app, &project, &id).await?;
    let definition = newest(&app, &form).await?;
    Ok(Json(files(&app, &form, &definition).await?))
}

/// A file of a form.
pub(crate) async fn attachment(
    State(app): State<App>,
    context: Context,
    Path((number, id, name)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let project = project(&app, &context, actions::PROJECT_READ, &number).await?;
    let form = form(&app, &project, &id).await?;
    let definition = newest(&app, &form).await?;
    if let Some(list) = entity_list(&app, &project, &definition.spec, &name).await? {
        // What a list says of entities is as confidential as the records are.
        context.allow(actions::RECORD_OPEN, &project.place())?;
        let table = entities::table(&app, app.db.read(), &project, &list).await?;
        opening::note_entities(&app, &project, context.person()?, &list).await?;
        return Ok(table_response(&list, table)?);
    }
    let attached = definition.spec.files.get(&name);
    let attached = attached.ok_or(Problem::NotFound)?;
    let file = shelf::file(app.db.read(), form.form, &attached.sha256).await?;
    let response = web::file_response(&name, &file.media_type, "private, no-cache", file.bytes)?;
    Ok(response)
}

/// The name of the file that forms read a list from.
pub(super) fn list_file(list: &List) -> String {
    format!("{}.csv", list.name)
}

/// The list of entities that a form reads from a file of this name.
pub(super) async fn entity_list(
    app: &App,
    project: &Project,
    spec: &FormSpec,
    file: &str,
) -> Result<Option<List>, Fault> {
    let name = file.strip_suffix(".csv").unwrap_or_default();
    if !spec.lists_of_entities().contains(name) {
        return Ok(None);
    }
    Ok(lists::find(app, project, name).await?)
}

/// A list of entities as a file.
pub(super) fn table_response(list: &List, table: Vec<u8>) -> Result<Response, web::Error> {
    let kind = "text/csv; charset=utf-8";
    web::file_response(&list_file(list), kind, "private, no-store", table)
}

/// The type of what was sent.
pub(super) fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
