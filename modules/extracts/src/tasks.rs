// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work: results that wait for a signature.

use kernel::Resource;
use web::{App, BoxFuture, Context, Error, Task};

use crate::pages::path_of;
use crate::{actions, store};

/// How many lines the list has at most.
const MOST: i64 = 100;

/// Results about which the actor can decide.
pub(crate) fn sign<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(state) = directory::find_state(conn).await? else {
            return Ok(Vec::new());
        };
        if !context.may(actions::EXTRACT_SIGN, &Resource::of_state(state.id)) {
            return Ok(Vec::new());
        }
        let person = context.person()?;
        let mut tasks = Vec::new();
        for extract in store::undecided(conn, state.id, MOST).await? {
            let workers = store::workers(conn, extract.id).await?;
            if extract.decidable_by(person, &workers).is_err() {
                continue;
            }
            let title = [("title", extract.title.as_str().into())];
            tasks.push(Task {
                what: context.t_with("extracts-task", &title),
                whom: state.name.clone(),
                due: None,
                action: context.t("extracts-task-action"),
                href: path_of(extract.id),
                count: 1,
            });
        }
        Ok(tasks)
    })
}
