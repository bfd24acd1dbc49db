// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The field service's open work: records that lie aside, inspections and defects.

use jiff::civil::Date;
use kernel::berlin_date;
use web::{App, BoxFuture, Context, Error, Task};

use crate::model::Project;
use crate::pages::form_path;
use crate::pages::inspecting::{changes_path, defects_path, inspection_path};
use crate::store::inspecting::{changes, defects, inspections, plans};
use crate::{actions, changing, store};

/// How many lines the list has at most.
const MOST: usize = 100;

/// Records that break a rule of their form, for those who may decide about them.
pub(crate) fn waiting<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let mut tasks = Vec::new();
        for (office, _) in changing::offices(app, context, actions::RECORD_REVIEW).await? {
            for waiting in store::overview::waiting(app.db.read(), office).await? {
                let form = form_path(waiting.project, &waiting.xml_form_id);
                tasks.push(Task {
                    what: context.t_with(
                        "fieldwork-task-waiting",
                        &[("count", waiting.number.into())],
                    ),
                    whom: waiting.name,
                    due: None,
                    action: context.t("fieldwork-task-look"),
                    href: format!("{form}?filter=zurueckgestellt"),
                    count: waiting.number,
                });
            }
        }
        tasks.truncate(MOST);
        Ok(tasks)
    })
}

/// Inspections that the person is to carry out or to issue, and defects whose time is over.
pub(crate) fn inspections<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let today = berlin_date(app.clock.now());
        let mut tasks = Vec::new();
        for (office, _) in changing::offices(app, context, actions::INSPECTION_CARRY_OUT).await? {
            for planned in plans::of_office(app.db.read(), office).await? {
                let project = store::projects::find(app.db.read(), planned).await?;
                let Some(project) = project else { continue };
                tasks.extend(of_project(app, context, &project, today).await?);
            }
        }
        tasks.truncate(MOST);
        Ok(tasks)
    })
}

/// What the directory says otherwise than the plans, for those who plan.
pub(crate) fn directory_changes<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut tasks = Vec::new();
        for (office, _) in changing::offices(app, context, actions::INSPECTION_PLAN).await? {
            for planned in plans::of_office(conn, office).await? {
                let count = changes::count_open(conn, planned).await?;
                let project = store::projects::find(conn, planned).await?;
                let Some(project) = project.filter(|_| count > 0) else {
                    continue;
                };
                tasks.push(Task {
                    what: context.t_with("inspect-changes-count", &[("count", count.into())]),
                    whom: project.name,
                    due: None,
                    action: context.t("inspect-changes-do"),
                    href: changes_path(project.id),
                    count,
                });
            }
        }
        tasks.truncate(MOST);
        Ok(tasks)
    })
}

/// How many days before its day an inspection stands among the tasks of who carries it out.
const DAYS_AHEAD: i64 = 14;

async fn of_project(
    app: &App,
    context: &Context,
    project: &Project,
    today: Date,
) -> Result<Vec<Task>, Error> {
    let conn = app.db.read();
    let mut tasks = Vec::new();
    let soon = today.saturating_add(jiff::Span::new().days(DAYS_AHEAD));
    let mine = inspections::of_person(conn, project.id, context.person()?, soon);
    for one in mine.await? {
        tasks.push(Task {
            what: context.t("inspect-task-mine"),
            whom: one.facility,
            due: one.inspection.planned_on.or(Some(one.inspection.due_on)),
            action: context.t("inspect-task-prepare"),
            href: inspection_path(project.id, one.inspection.id),
            count: 1,
        });
    }
    if context.may(actions::INSPECTION_ISSUE, &project.place()) {
        for one in inspections::to_issue(conn, project.id, 50).await? {
            tasks.push(Task {
                what: context.t("inspect-task-issue"),
                whom: one.facility,
                due: None,
                action: context.t("inspect-task-issue-do"),
                href: format!(
                    "{}/niederschrift",
                    inspection_path(project.id, one.inspection.id)
                ),
                count: 1,
            });
        }
    }
    let overdue = defects::Filter {
        overdue: true,
        ..defects::Filter::default()
    };
    let count = defects::count(conn, project.id, &overdue, today).await?;
    if count > 0 {
        tasks.push(Task {
            what: context.t_with("inspect-task-defects", &[("count", count.into())]),
            whom: project.name.clone(),
            due: None,
            action: context.t("inspect-task-defects-do"),
            href: format!("{}?filter=ueberfaellig", defects_path(project.id)),
            count,
        });
    }
    Ok(tasks)
}
