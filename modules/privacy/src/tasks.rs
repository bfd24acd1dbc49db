// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work in requests. No line names anybody.

use web::{App, BoxFuture, Context, Error, Task};

use crate::model::RequestState;
use crate::pages::{offices, request_path};
use crate::store::requests::Filter;
use crate::{actions, store};

/// How many lines the list has at most.
const MOST: i64 = 100;

/// The open requests with their deadlines, and deletions that wait for a second person.
pub(crate) fn requests<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let person = context.person()?;
        let mut tasks = Vec::new();
        for (office, place) in offices(app, context, actions::PRIVACY_REQUEST).await? {
            let filter = Filter {
                state: Some(RequestState::Open),
                ..Filter::default()
            };
            for request in store::requests::page(conn, office.id, filter, (0, MOST)).await? {
                let number = [("number", request.number.as_str().into())];
                let waits = request.proposal.is_some_and(|one| one.by != person);
                if waits && context.may(actions::PRIVACY_DECIDE, &place) {
                    tasks.push(Task {
                        what: context.t("privacy-task-confirm"),
                        whom: context.t_with("privacy-task-request", &number),
                        due: Some(request.due_on),
                        action: context.t("privacy-task-look"),
                        href: format!("{}/loeschen", request_path(request.id)),
                        count: 1,
                    });
                } else if request.assignee.is_none_or(|one| one == person) {
                    tasks.push(Task {
                        what: context
                            .t_with("privacy-kind", &[("kind", request.kind.name().into())]),
                        whom: context.t_with("privacy-task-request", &number),
                        due: Some(request.due_on),
                        action: context.t("privacy-task-look"),
                        href: request_path(request.id),
                        count: 1,
                    });
                }
            }
        }
        Ok(tasks)
    })
}
