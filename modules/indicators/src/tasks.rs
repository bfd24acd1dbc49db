// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work: files that are read, that somebody has to explain, or that were not read, and versions that wait.

use kernel::Resource;
use web::{App, BoxFuture, Context, Error, Task};

use crate::pages::sets::{path_of, reading};
use crate::sets::intake::ImportState;
use crate::{actions, store};

/// How many lines of each kind the list has at most.
const MOST: i64 = 20;

/// What becomes of files at the state agency.
pub(crate) fn imports<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(state) = directory::find_state(conn).await? else {
            return Ok(Vec::new());
        };
        if !context.may(actions::SET_IMPORT, &Resource::of_state(state.id)) {
            return Ok(Vec::new());
        }
        let task = |state_name: &'static str, file: &str, href: String| Task {
            what: context.t_with(
                "indicators-intake-task",
                &[("state", state_name.into()), ("file", file.into())],
            ),
            whom: state.name.clone(),
            due: None,
            action: context.t_with(
                "indicators-intake-task-action",
                &[("state", state_name.into())],
            ),
            href,
            count: 1,
        };
        let mut tasks = Vec::new();
        for version in store::sets::staged(conn, MOST).await? {
            tasks.push(task("staged", &version.source_name, path_of(&version)));
        }
        for open in [
            ImportState::Mapping,
            ImportState::Failed,
            ImportState::Reading,
        ] {
            for import in store::imports::in_state(conn, open, MOST).await? {
                let href = reading::path_of(import.id);
                tasks.push(task(open.name(), &import.source_name, href));
            }
        }
        Ok(tasks)
    })
}
