// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Making forms, changing and publishing them: in the library, under its rights.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::HeaderMap;
use kernel::Resource;
use library::actions::{FORM_EDIT, FORM_PUBLISH};
use library::shelf::{self, Refused, Sent};
use odk::central::{
    self, FormAttachment, FormField, FormOptions, FormSource, Problem, Success, form_id_fallback,
};
use web::{App, Context};

use super::forms::{content_type, draft, files, nodes, shown};
use super::{form, project, xml};
use crate::api::fault::Fault;
use crate::model::{Project, ProjectForm};
use crate::{actions, changing, lists, ready, store};

fn problem(refused: Refused) -> Problem {
    match refused {
        Refused::Unreadable(errors) => Problem::XlsFormNotValid { errors },
        Refused::Warnings(warnings) => Problem::FormWarnings { warnings },
        Refused::Exists(key) => Problem::Uniqueness {
            fields: vec!["xmlFormId".to_owned()],
            values: vec![key],
        },
        Refused::OtherForm(key) => Problem::UnexpectedValue {
            field: "xmlFormId".to_owned(),
            value: key,
            reason: "the definition is that of another form".to_owned(),
        },
        Refused::NoSuchFile => Problem::NotFound,
        Refused::Unchanged => Problem::VersionUniqueness {
            form_id: String::new(),
            version: String::new(),
        },
        Refused::Broken => Problem::XlsFormNotValid {
            errors: vec![
                "the form cannot be filled in; its page in the library says why".to_owned(),
            ],
        },
    }
}

/// A definition as it was sent. Lists that the project keeps need no file.
async fn sent(
    app: &App,
    project: &Project,
    (headers, options, body): (&HeaderMap, &FormOptions, &Bytes),
) -> Result<Sent, Fault> {
    let lists = lists::of_project(app, project).await?;
    let entity_lists = lists.into_iter().map(|list| list.name).collect();
    let kind = content_type(headers);
    let source = FormSource::of_content_type(kind).ok_or_else(|| Problem::InvalidHeader {
        field: "Content-Type".to_owned(),
        value: Some(kind.to_owned()),
    })?;
    let fallback = headers
        .get("X-XlsForm-FormId-Fallback")
        .and_then(|value| value.to_str().ok())
        .and_then(form_id_fallback)
        // An XForm says what it is called.
        .filter(|_| source != FormSource::Xml);
    Ok(Sent {
        file_name: source.file_name().to_owned(),
        bytes: body.to_vec(),
        fallback,
        ignore_warnings: options.ignore_warnings,
        entity_lists,
    })
}

/// Makes a form of the office and puts it into the project.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Json<central::Form>, Fault> {
    let project = project(&app, &context, actions::PROJECT_MANAGE, &number).await?;
    let place = project.place();
    context.allow(FORM_EDIT, &place)?;
    let options = FormOptions::parse(query.as_deref().unwrap_or_default())?;
    if options.publish {
        context.allow(FORM_PUBLISH, &place)?;
    }
    let person = context.person()?;
    let owner = (project.office, project.state);
    let sent = sent(&app, &project, (&headers, &options, &body)).await?;
    let id = shelf::create(&app, owner, person, sent).await?;
    let id = id.map_err(problem)?;
    let made = shelf::form(app.db.read(), id).await?;
    let key = made.ok_or(Problem::Internal)?.key;
    if !changing::add_form(&app, &context, &project, (&key, id)).await? {
        return Err(problem(Refused::Exists(key)).into());
    }
    if options.publish {
        let published = shelf::publish(&app, id, person, options.version).await?;
        published.map_err(problem)?;
    }
    let form = form(&app, &project, &key).await?;
    answer(&app, &form).await
}

async fn answer(app: &App, form: &ProjectForm) -> Result<Json<central::Form>, Fault> {
    let definition = draft(app, form.form).await?;
    Ok(Json(shown(app, form, &definition, false).await?))
}

/// The form, whose draft the person may change: forms of other houses can be used in a project, but
/// not changed by it.
async fn changeable(
    app: &App,
    context: &Context,
    (number, id): (&str, &str),
    action: kernel::Action,
) -> Result<ProjectForm, Fault> {
    let project = project(app, context, actions::PROJECT_MANAGE, number).await?;
    let form = form(app, &project, id).await?;
    let known = shelf::form(app.db.read(), form.form).await?;
    let place: Resource = known.ok_or(Problem::NotFound)?.place;
    context.allow(action, &place)?;
    Ok(form)
}

/// Replaces the draft; without a definition it stays as it is.
pub(crate) async fn replace(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path((number, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Json<Success>, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_EDIT).await?;
    let options = FormOptions::parse(query.as_deref().unwrap_or_default())?;
    if !body.is_empty() {
        let project = store::projects::find(app.db.read(), form.project).await?;
        let project = project.ok_or(Problem::NotFound)?;
        let sent = sent(&app, &project, (&headers, &options, &body)).await?;
        let replaced = shelf::replace(&app, form.form, context.person()?, sent).await?;
        replaced.map_err(problem)?;
    }
    Ok(Json(Success::DONE))
}

/// The draft; there is one if it differs from the newest version.
pub(crate) async fn get(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<central::Form>, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_EDIT).await?;
    let versions = shelf::versions(app.db.read(), form.form).await?;
    let draft = shelf::draft(app.db.read(), form.form).await?;
    let draft = draft.ok_or(Problem::NotFound)?;
    let newest = versions.first();
    if newest.is_some_and(|newest| newest.spec_hash == draft.spec_hash) {
        return Err(Problem::NotFound.into());
    }
    answer(&app, &form).await
}

/// The draft's definition.
pub(crate) async fn definition(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_EDIT).await?;
    Ok(xml(draft(&app, form.form).await?.xml))
}

/// The nodes of the draft.
pub(crate) async fn fields(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<FormField>>, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_EDIT).await?;
    let draft = draft(&app, form.form).await?;
    Ok(Json(nodes(&draft.spec, query.as_deref())))
}

/// The files that the draft names.
pub(crate) async fn attachments(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Result<Json<Vec<FormAttachment>>, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_EDIT).await?;
    let draft = draft(&app, form.form).await?;
    Ok(Json(files(&app, &form, &draft).await?))
}

/// Attaches a file to the draft.
pub(crate) async fn attach(
    State(app): State<App>,
    context: Context,
    Path((number, id, name)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Json<Success>, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_EDIT).await?;
    let file = (name, body.to_vec());
    let attached = shelf::attach(&app, form.form, context.person()?, file).await?;
    attached.map_err(problem)?;
    Ok(Json(Success::DONE))
}

/// Publishes the draft.
pub(crate) async fn publish(
    State(app): State<App>,
    context: Context,
    Path((number, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Success>, Fault> {
    let form = changeable(&app, &context, (&number, &id), FORM_PUBLISH).await?;
    let options = FormOptions::parse(query.as_deref().unwrap_or_default())?;
    let versions = ready::versions(app.db.read(), form.form).await?;
    let draft = shelf::draft(app.db.read(), form.form).await?;
    let wanted = options
        .version
        .clone()
        .or_else(|| draft.map(|draft| draft.spec.version))
        .unwrap_or_default();
    let is_taken = !versions.is_empty() && versions.iter().any(|known| known.name == wanted);
    if is_taken {
        return Err(Problem::VersionUniqueness {
            form_id: form.xml_form_id,
            version: wanted,
        }
        .into());
    }
    let person = context.person()?;
    let published = shelf::publish(&app, form.form, person, options.version).await?;
    published.map_err(problem)?;
    Ok(Json(Success::DONE))
}
