// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work at an office: reports to review, answered questions, overdue reports; for its data
//! protection officer the release reports that she has not read.

use std::collections::HashMap;

use jiff::{SignedDuration, Span};
use kernel::{CollectionId, Role, berlin_date};
use web::{App, BoxFuture, Context, Error, Task};

use crate::model::{Collection, CollectionStatus, Standing};
use crate::pages::review::{offices, reached};
use crate::store::standing::Filter;
use crate::{actions, store};

/// How many lines the list has at most.
const MOST: usize = 100;

/// Reports that have been overdue for longer are no task any more: nobody will get them.
const OVERDUE_DAYS: i64 = 24;

/// How long an unread release report is a task.
const UNREAD: SignedDuration = SignedDuration::from_hours(24 * 28);

/// What case workers have to do.
pub fn review<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let today = berlin_date(app.clock.now());
        let mut tasks = Vec::new();
        for (office, _, within) in reached(app, context, actions::SUBMISSION_REVIEW).await? {
            let collections = by_id(store::collections::of_office(conn, office.id).await?);
            let filter = Filter {
                collection: None,
                only_open: true,
            };
            let most = i64::try_from(MOST).unwrap_or(100);
            let open =
                store::standing::of_office(conn, (office.id, &within), today, filter, (1, most))
                    .await?;
            for counts in open {
                if let Some(collection) = collections.get(&counts.collection) {
                    tasks.extend(of_week(context, &office.name, collection, &counts, today));
                }
            }
        }
        tasks.truncate(MOST);
        Ok(tasks)
    })
}

/// Reports whose case files are gone, for those who review them.
pub fn leftovers<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let mut tasks = Vec::new();
        for (office, _, within) in reached(app, context, actions::SUBMISSION_REVIEW).await? {
            let found = store::holdings::leftovers(conn, (office.id, &within), 1_000).await?;
            let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
            if count > 0 {
                tasks.push(Task {
                    what: context.t_with("reporting-task-leftovers", &[("count", count.into())]),
                    whom: office.name,
                    due: None,
                    action: context.t("reporting-task-review"),
                    href: crate::pages::leftovers::PATH.to_owned(),
                    count,
                });
            }
        }
        Ok(tasks)
    })
}

fn by_id(collections: Vec<Collection>) -> HashMap<CollectionId, Collection> {
    collections.into_iter().map(|one| (one.id, one)).collect()
}

fn of_week(
    context: &Context,
    office: &str,
    collection: &Collection,
    counts: &Standing,
    today: jiff::civil::Date,
) -> Vec<Task> {
    let href = format!("/pruefung/{}/{}", counts.collection, counts.period);
    let about = context.t_with(
        "reporting-task-about",
        &[
            ("collection", collection.title.as_str().into()),
            ("period", counts.period.text(context.lang()).into()),
        ],
    );
    let task = |key: &str, count: i64, filter: &str, action: &str, due| Task {
        what: format!(
            "{}: {about}",
            context.t_with(key, &[("count", count.into())])
        ),
        whom: office.to_owned(),
        due: Some(due),
        action: context.t(action),
        href: format!("{href}?zustand={filter}"),
        count,
    };
    // What is accepted by the Monday after it was due is in that week's release.
    let release = kernel::IsoWeek::of(counts.due_on).plus(1).monday();
    let mut tasks = Vec::new();
    let first = counts.submitted - counts.corrected;
    if first > 0 {
        let action = "reporting-task-review-action";
        tasks.push(task(
            "reporting-task-review",
            first,
            "pruefen",
            action,
            release,
        ));
    }
    if counts.corrected > 0 {
        let action = "reporting-task-review-action";
        tasks.push(task(
            "reporting-task-corrected",
            counts.corrected,
            "pruefen",
            action,
            release,
        ));
    }
    let recent = today <= counts.due_on.saturating_add(Span::new().days(OVERDUE_DAYS));
    let open = collection.status == CollectionStatus::Open && collection.owes();
    let overdue = counts.overdue(today);
    if open && recent && overdue > 0 {
        let action = "reporting-task-missing-action";
        tasks.push(task(
            "reporting-task-missing",
            overdue,
            "fehlt",
            action,
            release,
        ));
    }
    tasks
}

/// Which release reports a data protection officer has not read.
pub fn release_reports<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let Some(person) = context.actor().person() else {
            return Ok(Vec::new());
        };
        let conn = app.db.read();
        let since = app.clock.now() - UNREAD;
        let mine: Vec<_> = context
            .actor()
            .organisations_with(Role::DataProtectionOfficer)
            .collect();
        let mut tasks = Vec::new();
        for (office, _) in offices(app, context, actions::RELEASE_READ).await? {
            if !mine.contains(&office.id) {
                continue;
            }
            for (collection, unread) in
                store::ledger::unread(conn, office.id, person, since).await?
            {
                let title = store::collections::find(conn, collection)
                    .await?
                    .map_or(String::new(), |one| one.title);
                let what =
                    context.t_with("reporting-task-release-report", &[("count", unread.into())]);
                tasks.push(Task {
                    what: format!("{what}: {title}"),
                    whom: office.name.clone(),
                    due: None,
                    action: context.t("reporting-task-read-action"),
                    href: format!("/freigaben?erhebung={collection}"),
                    count: unread,
                });
            }
        }
        tasks.truncate(MOST);
        Ok(tasks)
    })
}
