// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work: programs that cannot be reached any more.

use web::{App, BoxFuture, Context, Error, Task};

use crate::model::EndpointState;
use crate::pages::path_of;
use crate::{actions, store};

/// Endpoints that were switched off, for those who can switch them on.
pub(crate) fn switched_off<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let mut tasks = Vec::new();
        for (organisation, _) in
            directory::workplaces(app, context, actions::WEBHOOK_MANAGE, |_, _| true).await?
        {
            let conn = app.db.read();
            for endpoint in store::endpoints::of_organisation(conn, organisation.id).await? {
                if endpoint.state != EndpointState::Disabled {
                    continue;
                }
                let name = [("name", endpoint.name.as_str().into())];
                tasks.push(Task {
                    what: context.t_with("integration-task-disabled", &name),
                    whom: organisation.name.clone(),
                    due: None,
                    action: context.t("integration-task-look"),
                    href: path_of(endpoint.id),
                    count: 1,
                });
            }
        }
        Ok(tasks)
    })
}
