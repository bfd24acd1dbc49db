// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state accepts the periods that offices have approved: by their figures, several at once.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::{OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::collection_of;
use crate::approving::{self, Decided, Deed, Side};
use crate::model::{ApprovalLevel, Collection, PeriodState, Standing};
use crate::period::Period;
use crate::{actions, holidays, store};

#[derive(Template)]
#[template(path = "reporting/acceptance.html")]
struct AcceptancePage {
    page: Page,
    path: String,
    action: String,
    periods: Vec<(String, String, bool)>,
    period: String,
    lines: Vec<Line>,
    acceptable: bool,
    accepted: bool,
}

struct Line {
    office: OrganisationId,
    name: String,
    state: PeriodState,
    standing: Standing,
    on_time: i64,
    overdue: i64,
    acceptable: bool,
    accepted: bool,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    zeitraum: String,
}

async fn load(app: &App, context: &Context, text: &str) -> Result<Collection, Error> {
    let collection = collection_of(app.db.read(), text).await?;
    let whole = Resource::of_state(collection.state);
    context.allow_or_hide(actions::PERIOD_ACCEPT, &whole)?;
    if collection.approval.contains(&ApprovalLevel::State) {
        Ok(collection)
    } else {
        Err(Error::NotFound)
    }
}

async fn opened(app: &App, collection: &Collection) -> Result<Vec<Period>, Error> {
    let holidays = holidays::of(app.db.read(), collection).await?;
    let today = berlin_date(app.clock.now());
    Ok(collection.calendar.opened(today, &holidays))
}

/// The offices and how far they are.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let collection = load(&app, &context, &collection).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let opened = opened(&app, &collection).await?;
    let chosen = wish.zeitraum.parse::<Period>().ok();
    let period = chosen
        .filter(|period| opened.contains(period))
        .or(opened.last().copied())
        .unwrap_or(collection.calendar.season.from);
    let offices = directory::offices(conn).await?;
    let levels = &collection.approval;
    let mut lines: Vec<Line> = store::standing::of_period(conn, collection.id, period)
        .await?
        .into_iter()
        .map(|standing| Line {
            office: standing.office,
            name: offices
                .iter()
                .find(|office| office.id == standing.office)
                .map_or(String::new(), |office| office.name.clone()),
            state: standing.state(levels, &collection.calendar, collection.status, today),
            on_time: standing.on_time(),
            overdue: standing.overdue(today),
            acceptable: standing.next_level(levels) == Some(ApprovalLevel::State)
                && (standing.approvals > 0 || standing.is_complete()),
            accepted: standing.last_level(levels) == Some(ApprovalLevel::State),
            standing,
        })
        .collect();
    lines.sort_by(|a, b| a.name.cmp(&b.name));
    let path = format!("/erhebungen/{}", collection.id);
    let action = format!("{path}/abnahme?zeitraum={period}");
    let title = context.t_with(
        "reporting-acceptance-title",
        &[("period", period.text(lang).into())],
    );
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
        Crumb::new(&title, &action),
    ];
    render(&AcceptancePage {
        page: context.page(&title, crumbs),
        action,
        periods: opened
            .iter()
            .rev()
            .map(|one| (one.to_string(), one.text(lang), *one == period))
            .collect(),
        period: period.text(lang),
        acceptable: lines.iter().any(|line| line.acceptable),
        accepted: lines.iter().any(|line| line.accepted),
        lines,
        path,
    })
}

/// Accepts the chosen offices, or takes that back.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let collection = load(&app, &context, &collection).await?;
    let period: Period = wish.zeitraum.parse().map_err(|_| Error::NotFound)?;
    let undo = fields.text("aktion") == "zuruecknehmen";
    let (mut done, mut left) = (0_usize, 0_usize);
    for text in fields.all("amt") {
        let Some((office, seen)) = text.split_once(':') else {
            continue;
        };
        let (Ok(office), Ok(seen)) = (office.parse(), seen.parse()) else {
            continue;
        };
        let deed = Deed {
            office,
            period,
            seen,
            by: context.person()?,
            comment: "",
        };
        let decided = if undo {
            approving::take_back(&app, &collection, Side::State, deed).await?
        } else {
            approving::approve(&app, &collection, Side::State, deed).await?
        };
        if decided == Decided::Done {
            done += 1;
        } else {
            left += 1;
        }
    }
    let key = if undo {
        "reporting-acceptance-undone"
    } else {
        "reporting-acceptance-done"
    };
    let kind = if left > 0 || done == 0 {
        "warning"
    } else {
        "success"
    };
    let text = context.t_with(key, &[("done", done.into()), ("left", left.into())]);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&format!(
        "/erhebungen/{}/abnahme?zeitraum={period}",
        collection.id
    )))
}
