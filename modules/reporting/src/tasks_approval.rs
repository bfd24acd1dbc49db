// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open work of those who approve: periods of the own office, and at the state those that offices
//! have approved.

use std::collections::BTreeMap;

use kernel::{CollectionId, Resource, berlin_date};
use web::{App, BoxFuture, Context, Error, Task};

use crate::model::{ApprovalLevel, Collection, Standing};
use crate::pages::review::offices;
use crate::pages::review_week::week_path;
use crate::period::Period;
use crate::{actions, store};

/// How many periods are looked at.
const MOST: i64 = 2_000;

/// How many lines the list has at most.
const LINES: usize = 50;

/// Periods that the actor's offices can approve.
pub fn approve<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let today = berlin_date(app.clock.now());
        let mut tasks = Vec::new();
        for (office, _) in offices(app, context, actions::PERIOD_APPROVE).await? {
            let collections = store::collections::of_office(conn, office.id).await?;
            for standing in store::standing::to_approve(conn, today, Some(office.id), MOST).await? {
                let collection = collections.iter().find(|one| one.id == standing.collection);
                let Some(collection) = collection else {
                    continue;
                };
                let next = standing.next_level(&collection.approval);
                if next.is_none_or(|level| level == ApprovalLevel::State) {
                    continue;
                }
                let path = week_path(collection, standing.period);
                tasks.push(Task {
                    what: what(
                        context,
                        "reporting-task-approve",
                        1,
                        collection,
                        standing.period,
                    ),
                    whom: office.name.clone(),
                    due: Some(standing.due_on),
                    action: context.t("reporting-task-approve-action"),
                    href: format!("{path}/abschluss?amt={}", office.id),
                    count: 1,
                });
            }
        }
        tasks.truncate(LINES);
        Ok(tasks)
    })
}

fn what(
    context: &Context,
    key: &str,
    count: i64,
    collection: &Collection,
    period: Period,
) -> String {
    let about = context.t_with(
        "reporting-task-about",
        &[
            ("collection", collection.title.as_str().into()),
            ("period", period.text(context.lang()).into()),
        ],
    );
    format!(
        "{}: {about}",
        context.t_with(key, &[("count", count.into())])
    )
}

/// Periods that offices have approved and the state has not accepted.
pub fn accept<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let Some(state) = directory::find_state(conn).await? else {
            return Ok(Vec::new());
        };
        if !context.may(actions::PERIOD_ACCEPT, &Resource::of_state(state.id)) {
            return Ok(Vec::new());
        }
        let today = berlin_date(app.clock.now());
        let open = store::collections::open(conn).await?;
        let mut waiting: BTreeMap<(CollectionId, Period), Vec<Standing>> = BTreeMap::new();
        for standing in store::standing::to_approve(conn, today, None, MOST).await? {
            let collection = open.iter().find(|one| one.id == standing.collection);
            let next = collection.and_then(|one| standing.next_level(&one.approval));
            if next == Some(ApprovalLevel::State) && standing.approvals > 0 {
                let key = (standing.collection, standing.period);
                waiting.entry(key).or_default().push(standing);
            }
        }
        let lines = waiting.into_iter().filter_map(|((id, period), standings)| {
            let collection = open.iter().find(|one| one.id == id)?;
            let count = i64::try_from(standings.len()).unwrap_or(i64::MAX);
            Some(Task {
                what: what(context, "reporting-task-accept", count, collection, period),
                whom: state.name.clone(),
                due: None,
                action: context.t("reporting-task-accept-action"),
                href: format!("/erhebungen/{id}/abnahme?zeitraum={period}"),
                count,
            })
        });
        Ok(lines.take(LINES).collect())
    })
}
