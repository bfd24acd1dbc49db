// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The official record: read before it is issued, issued, corrected, and opened as it was issued.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::inspection::title_of;
use super::{conflict, day, inspection_for, inspection_path, long_text, way_of};
use crate::actions;
use crate::inspecting;
use crate::inspecting::issuing::{self, Issued, Opened, Wish};
use crate::model::Project;
use crate::model::inspecting::{Finding, Inspection, Plan, Protocol};
use crate::pages::record_path;
use crate::store;
use crate::store::inspecting::{facilities, protocols};

#[derive(Template)]
#[template(path = "fieldwork/inspecting/issue.html")]
struct IssuePage {
    page: Page,
    path: String,
    back: String,
    record: String,
    visited: String,
    participants: String,
    outcome: String,
    items: usize,
    defects: Vec<DefectLine>,
    severe: i64,
    missing: Vec<String>,
    /// The number of the version that is issued next.
    next: i64,
    version: i64,
    kept_from: bool,
    reason: String,
    reason_error: String,
    errors: Vec<(String, String)>,
}

struct DefectLine {
    section: String,
    title: String,
    severity: String,
    is_severe: bool,
    text: String,
    measure: String,
    deadline: String,
}

fn defect_line(context: &Context, one: &Finding) -> DefectLine {
    DefectLine {
        section: one.section.clone(),
        title: one.title.clone(),
        severity: one.severity_title.clone(),
        is_severe: one.is_severe,
        text: one.text.clone(),
        measure: one.measure.clone(),
        deadline: day(context, one.deadline),
    }
}

/// The names of pictures that a record names and that have not come.
async fn missing(app: &App, opened: &Opened) -> Result<Vec<String>, Error> {
    let mut missing = Vec::new();
    for finding in opened.reading.defects().filter(|one| !one.photo.is_empty()) {
        let hash = crate::opening::name_hash(opened.record.id, &finding.photo);
        let file = store::files::find(app.db.read(), opened.record.id, &hash).await?;
        if file.is_none() {
            missing.push(finding.photo.clone());
        }
    }
    Ok(missing)
}

async fn show(
    app: &App,
    context: &Context,
    (project, plan, inspection): (&Project, &Plan, &Inspection),
    (reason, reason_error): (String, String),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let opened = issuing::open(app, conn, (project, plan), inspection).await?;
    let opened = opened.ok_or(Error::NotFound)?;
    let person = context.person()?;
    inspecting::note_opened(
        app,
        project,
        person,
        ("inspection", inspection.id, "opened"),
    )
    .await?;
    let facility = facilities::find(conn, project.id, inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let before = protocols::of_inspection(conn, inspection.id).await?;
    let who = (inspection, &opened.record);
    let kept_from = issuing::is_kept_from(conn, plan, who, person).await?;
    let path = inspection_path(project.id, inspection.id);
    let name = title_of(context, inspection, &facility);
    let title = context.t_with(
        "inspect-issue-title",
        &[("facility", facility.name.as_str().into())],
    );
    let crumbs = vec![
        Crumb::new(name, &path),
        Crumb::new(&title, format!("{path}/niederschrift")),
    ];
    let status = if reason_error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&IssuePage {
        page: context.page(&title, way_of(context, project, &facility, crumbs)),
        record: record_path(&opened.record),
        visited: day(context, opened.reading.visited_on.or(inspection.visited_on)),
        participants: opened.reading.participants.clone(),
        outcome: opened.reading.outcome.clone(),
        items: opened.reading.findings.len(),
        severe: opened.reading.severe(),
        missing: missing(app, &opened).await?,
        defects: opened
            .reading
            .defects()
            .map(|one| defect_line(context, one))
            .collect(),
        next: before.first().map_or(1, |last| last.version + 1),
        version: inspection.version,
        kept_from,
        errors: if reason_error.is_empty() {
            Vec::new()
        } else {
            vec![("grund".to_owned(), reason_error.clone())]
        },
        reason,
        reason_error,
        back: path.clone(),
        path: format!("{path}/niederschrift"),
    })?;
    Ok((status, html).into_response())
}

/// Shows what an official record will say.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_ISSUE, place).await?;
    let (project, plan, inspection) = found;
    let of = (&project, &plan, &inspection);
    show(&app, &context, of, Default::default()).await
}

/// Issues it.
pub(crate) async fn issue(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_ISSUE, place).await?;
    let (project, plan, inspection) = found;
    let path = inspection_path(project.id, inspection.id);
    let reason = long_text(&fields, "grund");
    let wish = Wish {
        inspection: inspection.id,
        seen: fields.text("stand").parse().unwrap_or(0),
        reason: &reason,
        person: context.person()?,
    };
    let (kind, key) = match issuing::issue(&app, &project, wish).await? {
        Issued::Done(_) => ("success", "inspect-issue-done"),
        Issued::NoRecord => ("warning", "inspect-issue-no-record"),
        Issued::SamePerson => ("warning", "inspect-issue-same-person"),
        Issued::Outdated => return conflict(&context, &project, &path, vec![reason]),
        Issued::NoReason => {
            let error = context.t("inspect-reason-missing");
            let of = (&project, &plan, &inspection);
            return show(&app, &context, of, (reason, error)).await;
        }
    };
    let text = context.t(key);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&path).into_response())
}

/// Opens a version as it was issued; that is noted.
pub(crate) async fn open(
    State(app): State<App>,
    context: Context,
    Path((number, inspection, version)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, _, inspection) = found;
    let version: i64 = version.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let sealed = protocols::pdf(conn, inspection.id, version).await?;
    let sealed = sealed.ok_or(Error::NotFound)?;
    let at = Protocol::context(inspection.id, version, "pdf");
    let pdf = app.vault.open(conn, project.office, &at, &sealed).await?;
    let opened = ("inspection", inspection.id, "protocol-opened");
    inspecting::note_opened(&app, &project, context.person()?, opened).await?;
    let name = inspection.number.unwrap_or_default();
    Ok(web::pdf_response(
        &format!("{name}-{version}.pdf"),
        pdf.to_vec(),
    ))
}
