// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work of the data protection officers of the state: release policies that wait for them.

use kernel::Resource;
use web::{App, BoxFuture, Context, Error, Task};

use crate::pages::policies;
use crate::{actions, store};

/// Policies about which the actor can decide.
pub fn sign<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(state) = directory::find_state(conn).await? else {
            return Ok(Vec::new());
        };
        if !context.may(actions::POLICY_SIGN, &Resource::of_state(state.id)) {
            return Ok(Vec::new());
        }
        let person = context.person()?;
        let published = store::published::all(conn).await?;
        let tag = context.lang().tag();
        let mut tasks = Vec::new();
        for id in store::policies::waiting(conn).await? {
            let Some(policy) = store::policies::find(conn, id).await? else {
                continue;
            };
            let writers = store::policies::writers(conn, id).await?;
            if policy.decidable_by(person, &writers).is_err() {
                continue;
            }
            let form = published.iter().find(|form| form.id == policy.form_version);
            let form = form.map_or("", |form| form.title.get(tag));
            let title = policies::title_of(context, &policy, form);
            tasks.push(Task {
                what: context.t_with("reporting-task-policy", &[("policy", title.into())]),
                whom: state.name.clone(),
                due: None,
                action: context.t("reporting-task-policy-action"),
                href: policies::path_of(id),
                count: 1,
            });
        }
        Ok(tasks)
    })
}
