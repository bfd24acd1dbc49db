// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was given to somebody of an office, and what is asked and answered about reports.

use web::{App, BoxFuture, Context, Error, Task};

use crate::model::Whose;
use crate::pages::{detail, my_work, own_institutions, review::reached};
use crate::{actions, store};

/// How many lines the list has at most.
const MOST: i64 = 100;

/// The reports that were given to the person who looks, and those with an answer of the institution.
pub fn assigned<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let Some(person) = context.actor().person() else {
            return Ok(Vec::new());
        };
        let conn = app.db.read();
        let lists = [
            (Whose::Of(person), "reporting-task-assigned", "mir"),
            (Whose::Answered, "reporting-task-answered", "antworten"),
        ];
        let mut tasks = Vec::new();
        for (office, _, within) in reached(app, context, actions::SUBMISSION_REVIEW).await? {
            for (whose, what, list) in lists {
                let (count, due) = store::work::count(conn, (office.id, &within), whose).await?;
                if count > 0 {
                    tasks.push(Task {
                        what: context.t_with(what, &[("count", count.into())]),
                        whom: office.name.clone(),
                        due,
                        action: context.t("reporting-task-look"),
                        href: format!("{}?liste={list}&amt={}", my_work::PATH, office.id),
                        count,
                    });
                }
            }
        }
        Ok(tasks)
    })
}

/// What the office asks about the reports of an institution.
pub fn questions<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut tasks = Vec::new();
        for institution in own_institutions(context) {
            let waiting = store::messages::waiting_for(conn, institution, MOST).await?;
            if waiting.is_empty() {
                continue;
            }
            let name = directory::organisation(conn, institution).await?;
            let name = name.map_or(String::new(), |one| one.name);
            for submission in store::submissions::find_many(conn, &waiting).await? {
                let receipt = submission.receipt.as_str();
                tasks.push(Task {
                    what: context.t_with("reporting-task-question", &[("receipt", receipt.into())]),
                    whom: name.clone(),
                    due: None,
                    action: context.t("reporting-task-answer"),
                    href: format!("{}#gespraech", detail::path_of(&submission)),
                    count: 1,
                });
            }
        }
        tasks.truncate(usize::try_from(MOST).unwrap_or(100));
        Ok(tasks)
    })
}
