// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The field service's open work: records that lie aside.

use web::{App, BoxFuture, Context, Error, Task};

use crate::pages::form_path;
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
