// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of the field service as the accessibility and language tests open them, with the demo
//! data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::pages::inspecting::{
    changes_path, defect_path, defects_path, facility_path, inspection_path, plan_path,
};
use crate::pages::{
    LIST, entity_path, form_path, list_path, lists_path, project_path, record_path, tablets_path,
};
use crate::store::entities::Which as Entities;
use crate::store::inspecting::{defects, facilities, inspections, plans};
use crate::store::records::Which;
use crate::{lists, store};

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let page = |path: String, role: Role| SamplePage {
            path,
            role: Some(role),
        };
        let (worker, manager) = (Role::CaseWorker, Role::OfficeAdministrator);
        let mut samples = vec![
            page(LIST.to_owned(), worker),
            page(format!("{LIST}?stand=abgelegt"), manager),
            page(format!("{LIST}/neu"), manager),
        ];
        let conn = app.db.read();
        let mut projects = Vec::new();
        for office in directory::offices(conn).await? {
            projects.extend(store::projects::of_office(conn, office.id).await?);
        }
        let (mut planned, mut others) = (Vec::new(), Vec::new());
        for project in projects {
            let plan = plans::find(conn, project.id).await?;
            if plan.is_some() {
                planned.push(project);
            } else {
                others.push(project);
            }
        }
        if let Some(project) = planned.first() {
            samples.extend(of_inspections(app, project.id).await?);
        }
        let Some(project) = others.first() else {
            return Ok(samples);
        };
        let path = project_path(project.id);
        let tablets = tablets_path(project.id);
        samples.extend([
            page(path.clone(), worker),
            page(path.clone(), manager),
            page(format!("{path}/aendern"), manager),
            page(format!("{path}/programme"), worker),
            page(tablets.clone(), manager),
        ]);
        if let Some(tablet) = store::actors::tablets(conn, project.id).await?.first() {
            samples.push(page(format!("{tablets}/{}", tablet.id), manager));
            samples.push(page(format!("{tablets}/{}/entziehen", tablet.id), manager));
        }
        samples.push(page(lists_path(project.id), manager));
        if let Some(list) = lists::of_project(app, project).await?.into_iter().next() {
            let path = list_path(&list);
            samples.extend([
                page(path.clone(), worker),
                page(format!("{path}/neu"), worker),
            ]);
            let part = (0, 1);
            for kept in store::entities::page(conn, &list, Entities::All, None, part).await? {
                samples.push(page(entity_path(&list, kept.entity.id), worker));
            }
        }
        for form in store::forms::of_project(conn, project.id)
            .await?
            .iter()
            .take(1)
        {
            let path = form_path(project.id, &form.xml_form_id);
            samples.push(page(path.clone(), worker));
            samples.push(page(path.clone(), manager));
            for which in [Which::Aside, Which::Counted] {
                let records = store::records::list(conn, form, which, (0, 1)).await?;
                for record in &records {
                    samples.push(page(record_path(record), worker));
                }
            }
        }
        Ok(samples)
    })
}

/// The pages of inspections.
async fn of_inspections(app: &App, project: i64) -> Result<Vec<SamplePage>, Error> {
    let conn = app.db.read();
    let page = |path: String, role: Role| SamplePage {
        path,
        role: Some(role),
    };
    let (worker, manager) = (Role::CaseWorker, Role::OfficeAdministrator);
    let base = plan_path(project);
    let mut samples = vec![
        page(base.clone(), worker),
        page(format!("{base}/kalender"), worker),
        page(defects_path(project), worker),
        page(format!("{base}/statistik"), worker),
        page(format!("{base}/einrichten"), manager),
        page(format!("{base}/zuordnen"), manager),
        page(changes_path(project), manager),
    ];
    for facility in facilities::all(conn, project).await?.iter().take(1) {
        let path = facility_path(project, facility.institution);
        samples.push(page(path, worker));
        for one in inspections::of_facility(conn, project, facility.institution).await? {
            let path = inspection_path(project, one.id);
            samples.push(page(path.clone(), worker));
            if one.record.is_some() {
                samples.push(page(format!("{path}/niederschrift"), worker));
            }
        }
    }
    let today = kernel::berlin_date(app.clock.now());
    let open = defects::Filter::default();
    for one in defects::page(conn, project, &open, today, (0, 1)).await? {
        samples.push(page(defect_path(project, one.defect.id), worker));
    }
    for facility in facilities::all(conn, project).await? {
        let planned = inspections::planned_of(conn, project, facility.institution).await?;
        if let Some(one) = planned.first() {
            let path = inspection_path(project, one.id);
            samples.push(page(path.clone(), worker));
            samples.push(page(format!("{path}/absagen"), worker));
            samples.push(page(format!("{path}/ausfuellen"), worker));
            break;
        }
    }
    Ok(samples)
}
