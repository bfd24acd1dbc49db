// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An inspection: what is known before, planning and calling it off, and what came of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::berlin_date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::facility::{DefectLine, InspectionLine, address, defect_line, inspection_line};
use super::{
    May, conflict, day, day_of, facility_path, inspection_for, inspection_path, kind_name, name_of,
    people, person_of, way_of,
};
use crate::actions;
use crate::inspecting::visiting::{self, Visit};
use crate::inspecting::{self, Changed, carrying_out, mending};
use crate::model::Project;
use crate::model::inspecting::{Facility, Inspection, InspectionState};
use crate::pages::record_path;
use crate::store;
use crate::store::inspecting::{drafts, facilities, inspections, protocols};

#[derive(Template)]
#[template(path = "fieldwork/inspecting/inspection.html")]
struct InspectionPage {
    page: Page,
    path: String,
    may: May,
    state: &'static str,
    occasion: &'static str,
    facility: String,
    facility_href: String,
    kind: String,
    address: String,
    phone: String,
    due: String,
    planned: String,
    who: String,
    visited: String,
    number: String,
    follows: String,
    version: i64,
    typed_day: String,
    person: String,
    people: Vec<(String, String)>,
    forms: Vec<(String, String)>,
    has_draft: bool,
    record: String,
    protocols: Vec<ProtocolLine>,
    defects: Vec<OpenDefect>,
    before: Vec<InspectionLine>,
    id: String,
}

struct ProtocolLine {
    href: String,
    version: i64,
    when: String,
    who: String,
    reason: String,
    sha256: String,
}

struct OpenDefect {
    line: DefectLine,
    text: String,
    measure: String,
}

/// What an inspection is called: the day and the facility.
pub(super) fn title_of(context: &Context, inspection: &Inspection, facility: &Facility) -> String {
    let on = inspection.visited_on.or(inspection.planned_on);
    let facts = [
        ("facility", facility.name.as_str().into()),
        ("occasion", inspection.occasion.name().into()),
    ];
    match on {
        Some(on) => {
            let day = web::format::date(context.lang(), on);
            let [facility, occasion] = facts;
            context.t_with(
                "inspect-title-day",
                &[facility, occasion, ("day", day.into())],
            )
        }
        None => context.t_with("inspect-title", &facts),
    }
}

/// Shows an inspection; what is written about open defects is opened, and that is noted.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_CARRY_OUT, place).await?;
    let (project, plan, inspection) = found;
    let conn = app.db.read();
    let facility = facilities::find(conn, project.id, inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let may = May::of(&context, &project);
    let opened = ("inspection", inspection.id, "opened");
    inspecting::note_opened(&app, &project, context.person()?, opened).await?;
    let organisation = directory::organisation(conn, facility.institution).await?;
    let organisation = organisation.ok_or(Error::NotFound)?;
    let mut open = Vec::new();
    for (defect, written) in mending::open_ones(&app, conn, &project, facility.institution).await? {
        open.push(OpenDefect {
            line: defect_line(&app, &context, defect, &facility.name),
            text: written.text,
            measure: written.measure,
        });
    }
    let mut before = Vec::new();
    for one in inspections::of_facility(conn, project.id, facility.institution).await? {
        if one.id != inspection.id && one.visited_on.is_some() {
            before.push(inspection_line(&app, &context, one).await?);
        }
    }
    let tag = context.lang().tag();
    let forms = carrying_out::forms_of(&app, &project, &plan).await?;
    let forms = forms.into_iter().map(|(form, version)| {
        let title = version.ready.spec.title.get(tag).to_owned();
        (form.xml_form_id, title)
    });
    let record = match inspection.record {
        Some(record) => store::records::find(conn, record).await?,
        None => None,
    };
    let title = title_of(&context, &inspection, &facility);
    let path = inspection_path(project.id, inspection.id);
    let crumbs = vec![Crumb::new(&title, &path)];
    let follows = inspection.follows;
    Ok(render(&InspectionPage {
        page: context.page(&title, way_of(&context, &project, &facility, crumbs)),
        may,
        state: inspection.state.name(),
        occasion: inspection.occasion.name(),
        facility_href: facility_path(project.id, facility.institution),
        kind: kind_name(&context, &facility.kind),
        address: address(&organisation),
        phone: organisation.phone.unwrap_or_default(),
        due: day(&context, Some(inspection.due_on)),
        planned: day(&context, inspection.planned_on),
        who: name_of(&app, inspection.person).await?,
        visited: day(&context, inspection.visited_on),
        number: inspection.number.clone().unwrap_or_default(),
        follows: follows.map_or(String::new(), |id| inspection_path(project.id, id)),
        version: inspection.version,
        typed_day: inspection
            .planned_on
            .map_or(String::new(), |day| day.to_string()),
        person: inspection
            .person
            .map_or(String::new(), |person| person.to_string()),
        people: people(&app, &project).await?,
        forms: forms.collect(),
        has_draft: drafts::find(conn, inspection.id).await?.is_some(),
        record: record.map_or(String::new(), |record| record_path(&record)),
        protocols: protocol_lines(&app, &context, &project, &inspection).await?,
        defects: open,
        before,
        facility: facility.name,
        id: inspection.id.to_string(),
        path,
    })?
    .into_response())
}

async fn protocol_lines(
    app: &App,
    context: &Context,
    project: &Project,
    inspection: &Inspection,
) -> Result<Vec<ProtocolLine>, Error> {
    use crate::model::inspecting::Protocol;
    let conn = app.db.read();
    let path = inspection_path(project.id, inspection.id);
    let mut lines = Vec::new();
    for one in protocols::of_inspection(conn, inspection.id).await? {
        let at = Protocol::context(inspection.id, one.version, "reason");
        let sealed = one.sealed_reason.as_deref();
        lines.push(ProtocolLine {
            href: format!("{path}/niederschrift/{}", one.version),
            version: one.version,
            when: web::format::moment(context.lang(), one.issued_at),
            who: name_of(app, Some(one.issued_by)).await?,
            reason: inspecting::open_text(app, conn, project, &at, sealed).await?,
            sha256: one.sha256,
        });
    }
    Ok(lines)
}

#[derive(Template)]
#[template(path = "fieldwork/inspecting/call_off.html")]
struct CallOffPage {
    page: Page,
    path: String,
    back: String,
    /// What the inspection is called.
    name: String,
    version: i64,
}

/// Asks once more before an inspection is called off.
pub(crate) async fn call_off(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_PLAN, place).await?;
    let (project, _, inspection) = found;
    let back = back_of(&context, &project, &inspection);
    if inspection.state != InspectionState::Planned {
        return conflict(&context, &project, &back, Vec::new());
    }
    let facility = facilities::find(app.db.read(), project.id, inspection.institution).await?;
    let facility = facility.ok_or(Error::NotFound)?;
    let path = inspection_path(project.id, inspection.id);
    let title = context.t("inspect-call-off-title");
    let name = title_of(&context, &inspection, &facility);
    let here = format!("{path}/absagen");
    let mut crumbs = vec![Crumb::new(&title, here)];
    if back == path {
        crumbs.insert(0, Crumb::new(&name, &path));
    }
    let html = render(&CallOffPage {
        page: context.page(&title, way_of(&context, &project, &facility, crumbs)),
        path,
        back,
        name,
        version: inspection.version,
    })?;
    Ok(html.into_response())
}

/// Where somebody goes on who plans: she need not be allowed to open what was found.
fn back_of(context: &Context, project: &Project, inspection: &Inspection) -> String {
    if May::of(context, project).inspect {
        inspection_path(project.id, inspection.id)
    } else {
        facility_path(project.id, inspection.institution)
    }
}

/// Changes day and person of an inspection, or calls it off.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    Path((number, inspection)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), inspection.as_str());
    let found = inspection_for(&app, &context, actions::INSPECTION_PLAN, place).await?;
    let (project, plan, inspection) = found;
    let path = back_of(&context, &project, &inspection);
    let visit = if fields.text("aktion") == "absagen" {
        None
    } else {
        let today = berlin_date(app.clock.now());
        let day = day_of(fields.text("termin"));
        let is_fit = |day: &Option<jiff::civil::Date>| {
            *day == inspection.planned_on || day.is_none_or(|day| day >= today)
        };
        let Some(day) = day.ok().filter(is_fit) else {
            let text = context.t("inspect-day-past");
            context.flash("warning", text).await?;
            return Ok(Redirect::to(&path).into_response());
        };
        let person = person_of(&app, &project, fields.text("person")).await?;
        Some(Visit { day, person })
    };
    let seen = fields.text("stand").parse().unwrap_or(0);
    let by = (visit, context.person()?);
    let of = (&inspection, seen);
    match visiting::change(&app, &project, &plan.settings, of, by).await? {
        Changed::Done => {
            let text = context.t("inspect-saved");
            context.flash("success", text).await?;
            Ok(Redirect::to(&path).into_response())
        }
        Changed::Outdated | Changed::Impossible => conflict(&context, &project, &path, Vec::new()),
    }
}
