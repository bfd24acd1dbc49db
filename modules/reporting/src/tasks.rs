// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The module's open work: owed reports for institutions, ending collections for form authors.

use kernel::{Resource, berlin_date};
use web::{App, BoxFuture, Context, Error, Task};

use crate::model::ExpectedStatus;
use crate::{actions, pages, store};

/// How many days before its end a collection becomes a task.
const WARN_DAYS: i32 = 28;

/// How many lines the list has at most.
const MOST: usize = 100;

/// What an institution owes.
pub fn owed<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let owed = pages::mine::owed_reports(app, context).await?;
        Ok(owed
            .into_iter()
            .take(MOST)
            .map(|one| {
                let (what, action) = match one.status {
                    ExpectedStatus::Returned => {
                        ("reporting-task-returned", "reporting-task-correct")
                    }
                    ExpectedStatus::Draft => ("reporting-task-draft", "reporting-task-go-on"),
                    _ if !one.confirm.is_empty() => {
                        ("reporting-task-confirm", "reporting-task-confirm-action")
                    }
                    _ => ("reporting-task-owed", "reporting-task-fill"),
                };
                let href = if one.confirm.is_empty() {
                    one.href
                } else {
                    "/meldungen".to_owned()
                };
                let arguments = [("title", one.title.into()), ("period", one.period.into())];
                Task {
                    what: context.t_with(what, &arguments),
                    whom: one.institution,
                    due: Some(one.due_on),
                    action: context.t(action),
                    href,
                    count: 1,
                }
            })
            .collect())
    })
}

/// Open collections that end soon or have ended.
pub fn ending<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let Some(state) = directory::find_state(app.db.read()).await? else {
            return Ok(Vec::new());
        };
        let whole = Resource::of_state(state.id);
        if !context.may(actions::COLLECTION_MANAGE, &whole) {
            return Ok(Vec::new());
        }
        let today = berlin_date(app.clock.now());
        let open = store::collections::open(app.db.read()).await?;
        Ok(open
            .into_iter()
            .filter(|collection| {
                let last = collection.calendar.season.to.last_day();
                (last - today).get_days() < WARN_DAYS
            })
            .map(|collection| Task {
                what: context.t_with(
                    "reporting-task-ending",
                    &[("title", collection.title.as_str().into())],
                ),
                whom: state.name.clone(),
                due: Some(collection.calendar.season.to.last_day()),
                action: context.t("reporting-task-look"),
                href: format!("/erhebungen/{}", collection.id),
                count: 1,
            })
            .collect())
    })
}
