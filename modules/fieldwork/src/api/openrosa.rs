// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What tablets ask (`OpenRosa`): the list of forms, their files, and sending. A tablet is known by
//! the key in the address: it sees and sends the forms that it was assigned, nothing else. People can
//! ask the same with their own access key.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::{Lang, PersonId};
use odk::central::Problem;
use odk::openrosa::{self, ListedForm, Nature, XML_SUBMISSION_FILE};
use serde::Deserialize;
use web::{App, Context};

use crate::api::fault::{Fault, TabletFault, open_rosa};
use crate::api::submissions::{media_type, named_files};
use crate::model::{Project, ProjectForm};
use crate::ready::{self, Named};
use crate::taking::{self, Taken};
use crate::{actions, changing, store};

/// The largest request of a tablet in bytes; it splits what is larger.
pub(crate) const LARGEST: usize = 64 * 1024 * 1024;

pub(crate) mod files;

/// Who asks.
struct Asker {
    project: Project,
    actor: i64,
    person: Option<PersonId>,
    /// The address up to the project, with the key of a tablet in it.
    base: String,
    /// The forms that she may fill in.
    forms: Vec<ProjectForm>,
}

/// The tablet with this key.
async fn tablet(app: &App, key: &str, number: &str) -> Result<Asker, Fault> {
    let conn = app.db.read();
    let number: i64 = number.parse().map_err(|_| Problem::NotFound)?;
    let actor = store::actors::by_key(conn, changing::key_hash(key)).await?;
    let actor = actor.ok_or(Problem::AuthenticationFailed)?;
    let project = store::projects::find(conn, number).await?;
    let project = project
        .filter(|project| actor.project == Some(project.id))
        .ok_or(Problem::NotFound)?;
    let base = app.settings.base_url.trim_end_matches('/');
    Ok(Asker {
        forms: store::forms::of_tablet(conn, project.id, actor.id).await?,
        base: format!("{base}/v1/key/{key}/projects/{}", project.id),
        actor: actor.id,
        person: None,
        project,
    })
}

/// The person who has signed in with her access key.
async fn person(app: &App, context: &Context, number: &str) -> Result<Asker, Fault> {
    let conn = app.db.read();
    let number: i64 = number.parse().map_err(|_| Problem::NotFound)?;
    let person = context.person()?;
    let project = store::projects::find(conn, number).await?;
    let project = project.ok_or(Problem::NotFound)?;
    context.allow_or_hide(actions::RECORD_SEND, &project.place())?;
    let tx = app.db.begin().await?;
    let actor = store::actors::ensure_person(&tx, person, app.clock.now()).await?;
    tx.commit().await?;
    let base = app.settings.base_url.trim_end_matches('/');
    Ok(Asker {
        forms: store::forms::of_project(conn, project.id).await?,
        base: format!("{base}/v1/projects/{}", project.id),
        actor: actor.id,
        person: Some(person),
        project,
    })
}

/// Which form a list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    #[serde(rename = "formID")]
    form: Option<String>,
}

fn xml(text: String) -> Response {
    let mut response = (StatusCode::OK, text).into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static(openrosa::CONTENT_TYPE);
    headers.insert(header::CONTENT_TYPE, kind);
    let version = HeaderValue::from_static(openrosa::VERSION);
    headers.insert(openrosa::VERSION_HEADER, version);
    response
}

/// The version of a form that tablets get.
async fn offered(app: &App, form: &ProjectForm) -> Result<Option<Named>, Fault> {
    let versions = ready::versions(app.db.read(), form.form).await?;
    Ok(ready::offered(&versions).cloned())
}

async fn list_for(app: &App, asker: &Asker, wish: &Wish) -> Result<Response, Fault> {
    struct Row {
        id: String,
        name: String,
        version: String,
        hash: String,
        url: String,
        manifest: Option<String>,
    }
    let mut rows = Vec::new();
    for form in &asker.forms {
        let is_wanted = wish.form.as_ref().is_none_or(|id| *id == form.xml_form_id);
        let is_open = form.standing == odk::central::FormState::Open && !asker.project.archived;
        if !is_wanted || !is_open {
            continue;
        }
        let Some(version) = offered(app, form).await? else {
            continue;
        };
        let id = web::form::encode_component(&form.xml_form_id);
        let spec = &version.ready.spec;
        let definition = ready::xform(spec, &version.name, app.clock.now())?;
        rows.push(Row {
            id: form.xml_form_id.clone(),
            name: spec.title.get(forms::LEGAL_LANGUAGE).to_owned(),
            hash: openrosa::hash(&definition),
            url: format!("{}/forms/{id}.xml", asker.base),
            manifest: (!spec.files.is_empty() || !spec.lists_of_entities().is_empty())
                .then(|| format!("{}/forms/{id}/manifest", asker.base)),
            version: version.name,
        });
    }
    Ok(xml(openrosa::form_list(rows.iter().map(|row| {
        ListedForm {
            form_id: &row.id,
            name: &row.name,
            version: &row.version,
            hash: &row.hash,
            download_url: &row.url,
            manifest_url: row.manifest.as_deref(),
        }
    }))))
}

/// The forms that a tablet may fill in.
pub(crate) async fn list(
    State(app): State<App>,
    Path((key, number)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Response, TabletFault> {
    let asker = tablet(&app, &key, &number).await?;
    Ok(list_for(&app, &asker, &wish).await?)
}

/// The forms that a person may fill in.
pub(crate) async fn list_of_person(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, TabletFault> {
    let asker = person(&app, &context, &number).await?;
    Ok(list_for(&app, &asker, &wish).await?)
}

fn allowed<'a>(asker: &'a Asker, id: &str) -> Result<&'a ProjectForm, Problem> {
    let mut forms = asker.forms.iter();
    forms
        .find(|form| form.xml_form_id == id)
        .ok_or(Problem::NotFound)
}

/// The definition of a form: its identifier with `.xml` behind.
pub(crate) async fn definition(
    State(app): State<App>,
    Path((key, number, name)): Path<(String, String, String)>,
) -> Result<Response, TabletFault> {
    let asker = tablet(&app, &key, &number).await?;
    let id = name.strip_suffix(".xml").ok_or(Problem::NotFound)?;
    let form = allowed(&asker, id)?;
    let version = offered(&app, form).await?.ok_or(Problem::NotFound)?;
    let bytes = ready::xform(&version.ready.spec, &version.name, app.clock.now());
    let text = String::from_utf8(bytes.map_err(Fault::from)?).map_err(web::Error::internal);
    Ok(xml(text.map_err(Fault::from)?))
}

fn willing() -> Response {
    let status = StatusCode::from_u16(openrosa::HEAD_STATUS).unwrap_or(StatusCode::NO_CONTENT);
    let mut response = status.into_response();
    let headers = response.headers_mut();
    let version = HeaderValue::from_static(openrosa::VERSION);
    headers.insert(openrosa::VERSION_HEADER, version);
    headers.insert(openrosa::LENGTH_HEADER, HeaderValue::from(LARGEST));
    response
}

/// What a tablet asks before it sends.
pub(crate) async fn may_send(
    State(app): State<App>,
    Path((key, number)): Path<(String, String)>,
) -> Result<Response, TabletFault> {
    tablet(&app, &key, &number).await?;
    Ok(willing())
}

/// What a program asks before a person sends.
pub(crate) async fn may_person_send(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Response, TabletFault> {
    person(&app, &context, &number).await?;
    Ok(willing())
}

/// What a tablet says of itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Device {
    #[serde(rename = "deviceID")]
    device: Option<String>,
}

struct Part {
    name: String,
    media_type: String,
    bytes: Vec<u8>,
}

/// The parts of a request: the record and the files with it.
async fn parts(mut multipart: Multipart) -> Result<(Vec<u8>, Vec<Part>), Fault> {
    let mut xml = None;
    let mut files = Vec::new();
    loop {
        let field = multipart.next_field().await;
        let Some(field) = field.map_err(|_| Problem::Multipart)? else {
            break;
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let kind = media_type(field.content_type().unwrap_or_default());
        let bytes = field.bytes().await.map_err(|error| {
            if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::TooLarge
            } else {
                Problem::Multipart
            }
        })?;
        if name == XML_SUBMISSION_FILE {
            xml = Some(bytes.to_vec());
        } else if let Some(file_name) = file_name {
            files.push(Part {
                name: file_name,
                media_type: kind,
                bytes: bytes.to_vec(),
            });
        }
    }
    let xml = xml.ok_or_else(|| Problem::MissingPart {
        field: XML_SUBMISSION_FILE.to_owned(),
    })?;
    Ok((xml, files))
}

async fn take(
    (app, context): (&App, &Context),
    asker: Asker,
    headers: &HeaderMap,
    device: Device,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let multipart = multipart.map_err(|_| Problem::Multipart)?;
    let (xml, files) = parts(multipart).await?;
    let program = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    let sent = taking::Sent {
        xml: &xml,
        device: device.device,
        program: program.map(|text| text.chars().take(200).collect()),
        actor: asker.actor,
        person: asker.person,
        form: None,
        replaces: None,
        is_tablet: asker.person.is_none(),
        inspection: None,
    };
    let Taken { record, is_new } = taking::take(app, &asker.project, sent).await?;
    let form = store::forms::find(app.db.read(), record.project, &record.xml_form_id).await?;
    let form = form.ok_or(Problem::Internal)?;
    let version = store::records::version(app.db.read(), record.id, record.number).await?;
    let version = version.ok_or(Problem::Internal)?;
    let named = named_files(app, &asker.project, &form, &version).await?;
    for file in files {
        // What no answer names belongs to nothing.
        if named.iter().any(|named| named.name == file.name) {
            let kind = (file.name.as_str(), file.media_type.as_str());
            changing::put_file(app, &asker.project, &record, kind, &file.bytes).await?;
        }
    }
    let status = if is_new {
        openrosa::CREATED
    } else {
        openrosa::ACCEPTED
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED);
    let key = if record.is_aside {
        "fieldwork-received-aside"
    } else {
        "fieldwork-received"
    };
    // The tablet does not say which language its user reads.
    let message = Lang::ALL
        .map(|lang| context.t_in(lang, key, &[]))
        .join(" / ");
    Ok(open_rosa(status, Nature::SubmitSuccess, &message))
}

/// Takes what a tablet sends.
pub(crate) async fn send(
    State(app): State<App>,
    context: Context,
    Path((key, number)): Path<(String, String)>,
    headers: HeaderMap,
    Query(device): Query<Device>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, TabletFault> {
    let asker = tablet(&app, &key, &number).await?;
    Ok(take((&app, &context), asker, &headers, device, multipart).await?)
}

/// Takes what a person sends.
pub(crate) async fn send_as_person(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    headers: HeaderMap,
    Query(device): Query<Device>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, TabletFault> {
    let asker = person(&app, &context, &number).await?;
    Ok(take((&app, &context), asker, &headers, device, multipart).await?)
}
