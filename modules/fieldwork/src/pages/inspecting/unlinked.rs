// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Records of which nobody knows to which facility they belong.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::OrganisationId;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{facility_path, plan_for, plan_path, way};
use crate::actions;
use crate::inspecting::linking;
use crate::pages::record_path;
use crate::store;
use crate::store::inspecting::{facilities, plans};

/// How many records are shown at most.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "fieldwork/inspecting/unlinked.html")]
struct UnlinkedPage {
    page: Page,
    path: String,
    lines: Vec<Line>,
    facilities: Vec<(String, String)>,
}

struct Line {
    id: String,
    when: String,
    href: String,
    form: String,
}

/// Shows the records without a facility.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Html<String>, Error> {
    let (project, plan) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let conn = app.db.read();
    let mut lines = Vec::new();
    for id in plans::unlinked(conn, &plan, MOST).await? {
        let record = store::records::find(conn, id).await?;
        let record = record.ok_or(Error::NotFound)?;
        lines.push(Line {
            id: id.to_string(),
            when: web::format::moment(context.lang(), record.created_at),
            href: record_path(&record),
            form: record.xml_form_id,
        });
    }
    let known = facilities::all(conn, project.id).await?.into_iter();
    let path = format!("{}/zuordnen", plan_path(project.id));
    let title = context.t("inspect-unlinked");
    render(&UnlinkedPage {
        page: context.page(
            &title,
            way(&context, &project, vec![Crumb::new(&title, &path)]),
        ),
        path,
        lines,
        facilities: known
            .filter(|one| one.is_chosen)
            .map(|one| (one.institution.to_string(), one.name))
            .collect(),
    })
}

/// Says to which facility a record belongs.
pub(crate) async fn link(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (project, plan) = plan_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let path = format!("{}/zuordnen", plan_path(project.id));
    let record = Uuid::try_parse(fields.text("aufzeichnung")).map_err(|_| Error::NotFound)?;
    let Ok(institution) = fields.text("einrichtung").parse::<OrganisationId>() else {
        let text = context.t("inspect-unlinked-choose");
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&path));
    };
    let known = facilities::find(app.db.read(), project.id, institution).await?;
    known.ok_or(Error::NotFound)?;
    let who = (institution, context.person()?);
    let of = (&project, &plan);
    let (kind, key) = if linking::link_by_hand(&app, of, record, who).await? {
        ("success", "inspect-unlinked-done")
    } else {
        ("info", "inspect-unlinked-before")
    };
    let text = context.t(key);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&facility_path(project.id, institution)))
}
