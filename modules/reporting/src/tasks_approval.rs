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

/// How many periods of offices are looked at for the list of the state, which has a line for all offices.
const MOST: i64 = 2_000;

/// How many lines the list has at most.
const LINES: usize = 50;

/// The collections whose next level is among those that `is_mine` names, and after how many approvals.
fn waiting(
    collections: &[Collection],
    is_mine: impl Fn(ApprovalLevel) -> bool,
) -> Vec<(CollectionId, i64)> {
    let mut waiting = Vec::new();
    for collection in collections {
        let levels = (0..).zip(&collection.approval);
        let mine = levels.filter(|(_, level)| is_mine(**level));
        waiting.extend(mine.map(|(approvals, _)| (collection.id, approvals)));
    }
    waiting
}

/// Periods that the actor's offices can approve.
pub fn approve<'a>(app: &'a App, context: &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let conn = app.db.read();
        let today = berlin_date(app.clock.now());
        let mut tasks = Vec::new();
        for (office, _) in offices(app, context, actions::PERIOD_APPROVE).await? {
            let collections = store::collections::of_office(conn, office.id).await?;
            let waiting = waiting(&collections, |level| level != ApprovalLevel::State);
            let (at, most) = (Some(office.id), i64::try_from(LINES).unwrap_or(MOST));
            for standing in store::standing::to_approve(conn, today, at, &waiting, most).await? {
                let collection = collections.iter().find(|one| one.id == standing.collection);
                let Some(collection) = collection else {
                    continue;
                };
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
        let mut at_state = waiting(&open, |level| level == ApprovalLevel::State);
        at_state.retain(|(_, approvals)| *approvals > 0);
        let mut found: BTreeMap<(CollectionId, Period), Vec<Standing>> = BTreeMap::new();
        for standing in store::standing::to_approve(conn, today, None, &at_state, MOST).await? {
            let key = (standing.collection, standing.period);
            found.entry(key).or_default().push(standing);
        }
        let lines = found.into_iter().filter_map(|((id, period), standings)| {
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
