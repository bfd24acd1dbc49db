// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work in case files. No line names anybody.

use kernel::berlin_date;
use web::{App, BoxFuture, Context, Error, Task};

use crate::pages::{LIST, deletion, file_path, offices};
use crate::store::lists::{Filter, Whose};
use crate::working::days_from;
use crate::{actions, store};

/// How many lines each list has at most.
const MOST: i64 = 100;

/// The open steps of the person who looks, what institutions say is settled, and files that nobody
/// works on.
pub(crate) fn steps<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let today = berlin_date(app.clock.now());
        let person = context.person()?;
        let mut tasks = Vec::new();
        for (office, _) in offices(app, context, actions::CASE_WORK).await? {
            for (file, number) in store::statements::waiting(conn, office.id, MOST).await? {
                tasks.push(Task {
                    what: context.t("cases-task-statement"),
                    whom: context.t_with("cases-task-file", &[("number", number.into())]),
                    due: None,
                    action: context.t("cases-task-look"),
                    href: format!("{}#statements", file_path(file)),
                    count: 1,
                });
            }
            for step in store::lists::steps_of(conn, office.id, person, MOST).await? {
                tasks.push(Task {
                    what: step.title,
                    whom: context.t_with("cases-task-file", &[("number", step.number.into())]),
                    due: Some(step.due_on),
                    action: context.t("cases-task-do"),
                    href: file_path(step.file),
                    count: 1,
                });
            }
            let filter = Filter {
                state: Some(crate::model::CaseState::Open),
                whose: Whose::Nobodys,
                ..Filter::default()
            };
            let nobodys = store::lists::count(conn, office.id, &filter, today).await?;
            if nobodys > 0 {
                tasks.push(Task {
                    what: context.t_with("cases-task-nobodys", &[("count", nobodys.into())]),
                    whom: office.name,
                    due: None,
                    action: context.t("cases-task-look"),
                    href: format!("{LIST}?stand=open&wer=niemand&amt={}", office.id),
                    count: nobodys,
                });
            }
        }
        tasks.truncate(usize::try_from(MOST).unwrap_or(100));
        Ok(tasks)
    })
}

/// Files that are deleted soon, for those who may keep them.
pub(crate) fn deletions<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let until = days_from(berlin_date(app.clock.now()), deletion::DAYS_AHEAD);
        let mut tasks = Vec::new();
        for (office, _) in offices(app, context, actions::CASE_RETAIN).await? {
            let mut due = store::files::due_for_deletion(conn, office.id, until).await?;
            due.retain(|file| !file.hold);
            let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
            let Some(first) = due.first() else { continue };
            tasks.push(Task {
                what: context.t_with("cases-task-deletion", &[("count", count.into())]),
                whom: office.name,
                due: first.delete_on,
                action: context.t("cases-task-look"),
                href: format!("{}?amt={}", deletion::PATH, office.id),
                count,
            });
        }
        Ok(tasks)
    })
}
