// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A defect: what was found, what happened to it, and what is done about it. That somebody opened it is
//! noted.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::berlin_date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    conflict, day, day_of, defect_for, defect_path, defects_path, facility_path, inspection_path,
    long_text, name_of, way,
};
use crate::actions;
use crate::inspecting::mending::{self, Deed};
use crate::inspecting::{self, Changed};
use crate::model::Project;
use crate::model::inspecting::{Defect, DefectState};
use crate::store::inspecting::{defects, facilities};

/// What can be done, by the names in forms and messages.
const DEEDS: [&str; 5] = ["frist", "gemeldet", "behoben", "offen", "erlassen"];

#[derive(Template)]
#[template(path = "fieldwork/inspecting/defect.html")]
struct DefectPage {
    page: Page,
    path: String,
    facility: String,
    facility_href: String,
    inspection_href: String,
    section: String,
    title: String,
    law: String,
    severity: String,
    is_severe: bool,
    is_repeat: bool,
    text: String,
    measure: String,
    deadline: String,
    overdue: bool,
    state: &'static str,
    is_open: bool,
    found: String,
    closed: String,
    version: i64,
    deeds: Vec<&'static str>,
    typed: Typed,
    errors: Vec<(String, String)>,
    history: Vec<HistoryLine>,
}

#[derive(Debug, Default)]
struct Typed {
    deed: String,
    deadline: String,
    reason: String,
    deed_error: String,
    deadline_error: String,
    reason_error: String,
}

struct HistoryLine {
    when: String,
    who: String,
    kind: &'static str,
    deadline: String,
    note: String,
}

async fn show(
    app: &App,
    context: &Context,
    (project, defect): (&Project, &Defect),
    typed: Typed,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let opened = ("defect", defect.id, "opened");
    inspecting::note_opened(app, project, context.person()?, opened).await?;
    let written = mending::open(app, conn, project, defect.id).await?;
    let facility = facilities::find(conn, project.id, defect.institution).await?;
    let facility = facility.map_or(String::new(), |facility| facility.name);
    let mut history = Vec::new();
    for event in defects::events(conn, defect.id).await? {
        let at = Defect::note_context(defect.id, event.number);
        let sealed = event.sealed_note.as_deref();
        history.push(HistoryLine {
            when: web::format::moment(context.lang(), event.at),
            who: name_of(app, Some(event.person)).await?,
            kind: event.kind.name(),
            deadline: day(context, event.deadline),
            note: inspecting::open_text(app, conn, project, &at, sealed).await?,
        });
    }
    let errors: Vec<(String, String)> = [
        ("tat", &typed.deed_error),
        ("frist", &typed.deadline_error),
        ("grund", &typed.reason_error),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(name, text)| (name.to_owned(), text.clone()))
    .collect();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = context.t_with(
        "inspect-defect-title",
        &[("facility", facility.as_str().into())],
    );
    let path = defect_path(project.id, defect.id);
    let crumbs = vec![
        Crumb::new(context.t("inspect-defects"), defects_path(project.id)),
        Crumb::new(&title, &path),
    ];
    let is_reported = defect.state == DefectState::Reported;
    let deeds = DEEDS.into_iter().filter(|name| match *name {
        "gemeldet" => !is_reported,
        "offen" => is_reported,
        _ => true,
    });
    let html = render(&DefectPage {
        page: context.page(&title, way(context, project, crumbs)),
        facility,
        facility_href: facility_path(project.id, defect.institution),
        inspection_href: inspection_path(project.id, defect.inspection),
        section: defect.section.clone(),
        title: defect.title.clone(),
        law: written.law,
        severity: defect.severity_title.clone(),
        is_severe: defect.is_severe,
        is_repeat: defect.is_repeat,
        text: written.text,
        measure: written.measure,
        deadline: day(context, defect.deadline),
        overdue: defect.is_overdue(berlin_date(app.clock.now())),
        state: defect.state.name(),
        is_open: defect.state.is_open(),
        found: day(context, Some(defect.found_on)),
        closed: day(context, defect.closed_on),
        version: defect.version,
        deeds: deeds.collect(),
        typed,
        errors,
        history,
        path,
    })?;
    Ok((status, html).into_response())
}

/// Shows a defect.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, defect)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), defect.as_str());
    let found = defect_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, _, defect) = found;
    show(&app, &context, (&project, &defect), Typed::default()).await
}

/// Does something about a defect.
pub(crate) async fn act(
    State(app): State<App>,
    context: Context,
    Path((number, defect)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), defect.as_str());
    let found = defect_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, plan, defect) = found;
    let mut typed = Typed {
        deed: fields.text("tat").to_owned(),
        deadline: fields.text("frist").to_owned(),
        reason: long_text(&fields, "grund"),
        ..Typed::default()
    };
    let today = berlin_date(app.clock.now());
    let deed = match typed.deed.as_str() {
        "frist" => match day_of(&typed.deadline) {
            Ok(Some(day)) if day >= today => Some(Deed::Extend(day)),
            _ => {
                typed.deadline_error = context.t("inspect-defect-deadline-missing");
                None
            }
        },
        "gemeldet" => Some(Deed::Report),
        "behoben" => Some(Deed::Confirm),
        "offen" => Some(Deed::Reopen),
        "erlassen" => Some(Deed::Waive),
        _ => {
            typed.deed_error = context.t("inspect-defect-deed-missing");
            None
        }
    };
    let needs_reason = matches!(deed, Some(Deed::Extend(_) | Deed::Waive | Deed::Reopen));
    if needs_reason && typed.reason.is_empty() {
        typed.reason_error = context.t("inspect-reason-missing");
    }
    let Some(deed) = deed.filter(|_| typed.reason_error.is_empty()) else {
        return show(&app, &context, (&project, &defect), typed).await;
    };
    let seen = fields.text("stand").parse().unwrap_or(0);
    let of = (&project, &plan.settings);
    let wish = (deed, typed.reason.as_str(), context.person()?);
    let clock = app.clock.as_ref();
    let path = defect_path(project.id, defect.id);
    match mending::act(&app, clock, of, (defect.id, seen), wish).await? {
        Changed::Done => {
            let text = context.t("inspect-defect-done");
            context.flash("success", text).await?;
            Ok(Redirect::to(&path).into_response())
        }
        Changed::Outdated | Changed::Impossible => {
            conflict(&context, &project, &path, vec![typed.reason])
        }
    }
}
