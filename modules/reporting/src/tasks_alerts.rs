// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work with alerts: those that nobody has looked at, for whoever deals with them.

use web::{App, BoxFuture, Context, Error, Task};

use crate::model::AlertState;
use crate::pages::alerts::PATH;
use crate::pages::review::offices;
use crate::store::alerts::Filter;
use crate::{actions, store};

/// How many lines the list has at most.
const MOST: i64 = 30;

/// Alerts that are open at the actor's offices.
pub fn alerts<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut tasks = Vec::new();
        for (office, _) in offices(app, context, actions::ALERT_MANAGE).await? {
            let filter = Filter {
                collection: None,
                only_pending: true,
            };
            let found = store::alerts::of_office(conn, office.id, filter, (1, MOST)).await?;
            for alert in found {
                if alert.state != AlertState::Open {
                    continue;
                }
                let rule = store::alert_rules::find(conn, alert.rule).await?;
                let title = store::collections::find(conn, alert.collection).await?;
                let what = context.t_with(
                    "reporting-task-alert",
                    &[
                        (
                            "name",
                            rule.map_or(String::new(), |kept| kept.rule.name).into(),
                        ),
                        (
                            "collection",
                            title.map_or(String::new(), |one| one.title).into(),
                        ),
                        ("period", alert.period.text(context.lang()).into()),
                    ],
                );
                tasks.push(Task {
                    what,
                    whom: office.name.clone(),
                    due: None,
                    action: context.t("reporting-task-alert-action"),
                    href: format!("{PATH}/{}", alert.id),
                    count: 1,
                });
            }
        }
        Ok(tasks)
    })
}
