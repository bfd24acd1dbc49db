// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An inspection filled in in the browser: the questions, the check while somebody types, saving and
//! sending.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use form_pages::{
    Button, FileView, FileViews, Fragment, Live, Occasion, RenderInput, Sheet, Turned, Uploads,
};
use forms::Answers;
use http::StatusCode;
use serde::Deserialize;
use web::form::FieldsAndFiles;
use web::{App, Context, Crumb, Error, Page, render};

use super::inspection::title_of;
use super::{conflict, inspection_for, inspection_path, name_of, way_of};
use crate::actions;
use crate::inspecting::carrying_out::{self, Filling};
use crate::inspecting::files;
use crate::model::inspecting::InspectionState;
use crate::store::inspecting::facilities;

/// The largest form that is posted with files in it, in bytes.
pub(crate) const FORM_LIMIT: usize = 24 * 1024 * 1024;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    formular: String,
    seite: String,
    sprache: String,
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/fill.html")]
struct FillPage {
    page: Page,
    action: String,
    back: String,
    discard: String,
    has_draft: bool,
    version: i64,
    saved: String,
    has_files: bool,
    form: String,
    questions: Fragment,
}

/// What is to be filled in; an inspection that has a record is not.
async fn load(
    app: &App,
    context: &Context,
    place: (&str, &str),
    wanted: &str,
) -> Result<Filling, Error> {
    let found = inspection_for(app, context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, plan, inspection) = found;
    if inspection.state != InspectionState::Planned {
        return Err(Error::Conflict(context.t("inspect-fill-over")));
    }
    let filling = carrying_out::load(app, (project, &plan), inspection, wanted).await?;
    filling.ok_or(Error::NotFound)
}

fn refused(error: &forms::engine::SessionError) -> Error {
    Error::internal(format!("a form cannot be opened: {error}"))
}

fn path_of(filling: &Filling) -> String {
    inspection_path(filling.project.id, filling.inspection.id)
}

async fn questions_of(
    app: &App,
    context: &Context,
    filling: &Filling,
    (sheet, occasion): (&Sheet<'_>, Occasion),
) -> Result<Fragment, Error> {
    let path = path_of(filling);
    let known = views(app, filling, &sheet.draft()).await?;
    let (send, save) = (
        context.t("inspect-fill-send"),
        context.t("inspect-fill-save"),
    );
    let button = |label, value| Button {
        label,
        name: "aktion",
        value,
    };
    let check = format!("{path}/pruefen");
    let uploads = format!("{path}/dateien");
    let map = directory::district_map();
    Ok(form_pages::render(&RenderInput {
        live: Some(Live {
            url: &check,
            nonce: context.nonce(),
        }),
        buttons: &[button(&send, "senden"), button(&save, "entwurf")],
        uploads: Some(Uploads {
            url: &uploads,
            most_bytes: files::LARGEST.unsigned_abs(),
            known: &known,
        }),
        map: Some(form_pages::PlaceMap {
            size: map.size,
            bounds: map.bounds,
            areas: &map.areas,
        }),
        ..RenderInput::new(sheet, context.lang(), occasion)
    }))
}

/// The files of a draft as the questions show them.
async fn views(app: &App, filling: &Filling, answers: &Answers) -> Result<FileViews, Error> {
    let path = path_of(filling);
    let mut views = FileViews::new();
    for (value, stored, file) in carrying_out::files_of(app, filling, answers).await? {
        let view = FileView {
            name: stored.name,
            size: file.size.unsigned_abs(),
            url: format!("{path}/dateien/{}", file.id),
            is_picture: file.media_type.starts_with("image/"),
        };
        views.insert(value, view);
    }
    Ok(views)
}

async fn show(
    app: &App,
    context: &Context,
    filling: &Filling,
    (sheet, occasion): (&Sheet<'_>, Occasion),
    version: i64,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let project = &filling.project;
    let facility = facilities::find(conn, project.id, filling.inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let path = path_of(filling);
    let title = context.t_with(
        "inspect-fill-title",
        &[("facility", facility.name.as_str().into())],
    );
    let name = title_of(context, &filling.inspection, &facility);
    let crumbs = vec![
        Crumb::new(name, &path),
        Crumb::new(&title, format!("{path}/ausfuellen")),
    ];
    let saved = match &filling.draft {
        Some(draft) => {
            let when = web::format::moment(context.lang(), draft.updated_at);
            let who = name_of(app, Some(draft.updated_by)).await?;
            let facts = [("when", when.into()), ("who", who.into())];
            context.t_with("inspect-fill-saved-at", &facts)
        }
        None => String::new(),
    };
    render(&FillPage {
        page: context.page(&title, way_of(context, project, &facility, crumbs)),
        action: format!("{path}/ausfuellen"),
        discard: format!("{path}/verwerfen"),
        back: path,
        has_draft: filling.draft.is_some(),
        version,
        saved,
        has_files: filling.ready().compiled.asks_for_files(),
        form: filling.form.xml_form_id.clone(),
        questions: questions_of(app, context, filling, (sheet, occasion)).await?,
    })
}

/// The questions with the draft, or with what is open at the facility.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let place = (number.as_str(), inspection.as_str());
    let filling = load(&app, &context, place, &wish.formular).await?;
    let answers = carrying_out::answers(&app, &filling).await?;
    let form = &filling.ready().compiled;
    let mut sheet = if filling.draft.is_some() {
        Sheet::open(form, &answers, &filling.engine)
    } else {
        begin(form, &answers, &filling.engine)
    }
    .map_err(|error| refused(&error))?;
    sheet.turn_to(&wish.seite);
    sheet.set_language(&wish.sprache);
    let version = filling.draft.as_ref().map_or(0, |draft| draft.version);
    show(
        &app,
        &context,
        &filling,
        (&sheet, Occasion::Opened),
        version,
    )
    .await
}

/// A new sheet with what the form itself begins with, and with what is known.
fn begin<'f>(
    form: &'f forms::CompiledForm,
    known: &Answers,
    engine: &forms::Context,
) -> Result<Sheet<'f>, forms::engine::SessionError> {
    let mut answers = Sheet::begin(form, engine)?.draft();
    for (path, value) in known.iter() {
        answers.set(path.to_owned(), value.to_owned());
    }
    Sheet::open(form, &answers, engine)
}

/// The questions as they are with what was typed so far.
pub(crate) async fn check(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
    FieldsAndFiles { fields, .. }: FieldsAndFiles,
) -> Result<Html<String>, Error> {
    let place = (number.as_str(), inspection.as_str());
    let filling = load(&app, &context, place, fields.text("vordruck")).await?;
    let form = &filling.ready().compiled;
    let sheet = Sheet::posted(form, &fields.0, &filling.engine).map_err(|error| refused(&error))?;
    let shown = (&sheet, Occasion::Typing);
    let fragment = questions_of(&app, &context, &filling, shown).await?;
    Ok(Html(fragment.into_string()))
}

/// What follows when the questions were posted.
enum Next {
    /// They are shown again.
    Again(Occasion),
    /// Another page of them is shown.
    Turned,
    /// What was typed is taken.
    Taken,
}

fn next(sheet: &mut Sheet<'_>, sends: bool, is_refused: bool) -> Next {
    if sheet.turned() == Some(Turned::Done) && !is_refused {
        return Next::Turned;
    }
    let is_wrong = sends && !sheet.may_be_sent();
    if !sheet.raw.refresh && !is_refused && !is_wrong {
        return Next::Taken;
    }
    if sends || is_refused {
        sheet.turn_to_first_mistake();
    }
    Next::Again(if is_refused {
        Occasion::Sent
    } else {
        sheet.occasion(Occasion::Sent)
    })
}

/// Saves the draft, or sends it.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
    FieldsAndFiles {
        mut fields,
        files: posted,
    }: FieldsAndFiles,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let filling = load(&app, &context, place, fields.text("vordruck")).await?;
    let form = &filling.ready().compiled;
    let of = (filling.inspection.id, form);
    let refusals = files::take_posted(&app, &filling.project, of, posted, &mut fields).await?;
    let mut sheet =
        Sheet::posted(form, &fields.0, &filling.engine).map_err(|error| refused(&error))?;
    let known: i64 = fields.text("entwurf").parse().unwrap_or(0);
    let sends = fields.text("aktion") == "senden";
    let is_refused = !refusals.is_empty();
    sheet.evaluation.violations.extend(refusals);
    let next = next(&mut sheet, sends, is_refused);
    if let Next::Again(occasion) = next {
        let html = show(&app, &context, &filling, (&sheet, occasion), known).await?;
        let status = match occasion {
            Occasion::Sent => StatusCode::UNPROCESSABLE_ENTITY,
            Occasion::Opened | Occasion::Typing => StatusCode::OK,
        };
        return Ok((status, html).into_response());
    }
    let path = path_of(&filling);
    let typed = sheet.draft();
    let person = context.person()?;
    if !carrying_out::save(&app, &filling, (&typed, known, person)).await? {
        let page = format!("{path}/ausfuellen");
        return conflict(&context, &filling.project, &page, Vec::new());
    }
    if sends {
        let answers = sheet.filling.answers();
        let sent = carrying_out::send(&app, &filling, (&answers, person)).await;
        sent.map_err(|fault| Error::internal(format!("an inspection: {fault:?}")))?;
        let text = context.t("inspect-fill-sent");
        context.flash("success", text).await?;
        return Ok(Redirect::to(&path).into_response());
    }
    if !matches!(next, Next::Turned) {
        let text = context.t("inspect-fill-saved");
        context.flash("success", text).await?;
    }
    let action = format!("{path}/ausfuellen?formular={}", filling.form.xml_form_id);
    let on = sheet.address_of(&action, sheet.page().unwrap_or_default());
    Ok(Redirect::to(&on).into_response())
}

/// Throws the draft away.
pub(crate) async fn discard(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, _, inspection) = found;
    carrying_out::discard(&app, inspection.id).await?;
    let text = context.t("inspect-fill-discarded");
    context.flash("success", text).await?;
    Ok(Redirect::to(&inspection_path(project.id, inspection.id)))
}
