// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work: signals that nobody has looked at, for the state; those that were handed over, for offices.

use kernel::Resource;
use web::{App, BoxFuture, Context, Error, Task};

use crate::actions;
use crate::model::Assessment;
use crate::pages::{PATH, path_of};
use crate::reach::Reach;
use crate::store;
use crate::store::signals::Filter;
use crate::words::Words;

/// How many lines the list has at most.
const MOST: i64 = 50;

/// What the actor has to do about signals.
pub(crate) fn open<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(state) = directory::find_state(conn).await? else {
            return Ok(Vec::new());
        };
        let mut tasks = Vec::new();
        if context.may(actions::SIGNAL_ASSESS, &Resource::of_state(state.id)) {
            let filter = Filter {
                states: vec![Assessment::New],
                only_found: true,
                ..Filter::default()
            };
            let count = store::signals::count(conn, &filter, &Reach::State).await?;
            if count > 0 {
                tasks.push(Task {
                    what: context.t_with("surveillance-task-new", &[("count", count.into())]),
                    whom: state.name.clone(),
                    due: None,
                    action: context.t("surveillance-task-assess"),
                    href: format!("{PATH}?stand=new"),
                    count,
                });
            }
        }
        let own = directory::own_offices(app, context, actions::SIGNAL_ASSESS).await?;
        let ids: Vec<_> = own.iter().map(|(office, _)| office.id).collect();
        let handed = store::signals::handed_over(conn, &ids, MOST).await?;
        if handed.is_empty() {
            return Ok(tasks);
        }
        let words = Words::of(app, context.lang()).await?;
        for signal in handed {
            let office = own
                .iter()
                .find(|(office, _)| Some(office.id) == signal.office);
            tasks.push(Task {
                what: context.t_with(
                    "surveillance-task-handed",
                    &[("signal", words.title(&signal).into())],
                ),
                whom: office.map_or(String::new(), |(office, _)| office.name.clone()),
                due: None,
                action: context.t("surveillance-task-assess"),
                href: path_of(signal.id),
                count: 1,
            });
        }
        Ok(tasks)
    })
}
