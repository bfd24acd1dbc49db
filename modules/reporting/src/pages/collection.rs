// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One collection: what it is, and how complete a week of it is, office by office. Counts only.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::{IsoWeek, Resource, berlin_date};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::collection_of;
use super::collections::{View, season_text, view};
use crate::model::{Collection, CollectionStatus};
use crate::period::Period;
use crate::store::expected::Counts;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/collection.html")]
struct CollectionPage {
    page: Page,
    id: String,
    season: String,
    status: CollectionStatus,
    repeatable: bool,
    count_day: String,
    due_day: String,
    form: String,
    policy_hash: String,
    minimum: i64,
    weeks: Vec<(String, String, bool)>,
    week: String,
    lines: Vec<Line>,
    total: Counts,
    participants: i64,
    may_manage: bool,
    may_list: bool,
}

struct Line {
    office: String,
    counts: Counts,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    zeitraum: String,
}

/// The actor's part of a collection; she may see it.
pub async fn load(app: &App, context: &Context, text: &str) -> Result<(Collection, View), Error> {
    let view = view(app, context).await?;
    let collection = collection_of(app.db.read(), text).await?;
    match view {
        View::State(state) if state == collection.state => {}
        View::Office(office) => {
            let conn = app.db.read();
            let own = store::participants::of(conn, collection.id, Some(office)).await?;
            if own.is_empty() {
                return Err(Error::NotFound);
            }
        }
        View::State(_) => return Err(Error::NotFound),
    }
    Ok((collection, view))
}

/// The page of a collection.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let (collection, view) = load(&app, &context, &collection).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let begun: Vec<IsoWeek> = collection.season.begun(today).collect();
    let latest = begun.last().copied().unwrap_or(collection.season.from);
    let week = wish
        .zeitraum
        .parse::<IsoWeek>()
        .ok()
        .filter(|week| collection.season.contains(*week))
        .unwrap_or(latest);
    let lines = lines(&app, &collection, view, Period::Week(week), today).await?;
    let total = lines.iter().fold(Counts::default(), |sum, line| Counts {
        expected: sum.expected + line.counts.expected,
        received: sum.received + line.counts.received,
        accepted: sum.accepted + line.counts.accepted,
        overdue: sum.overdue + line.counts.overdue,
    });
    let participants = match view {
        View::State(_) => store::participants::count(conn, collection.id, week).await?,
        View::Office(office) => {
            let own = store::participants::of(conn, collection.id, Some(office)).await?;
            let owing = own.iter().filter(|one| one.owes(week)).count();
            i64::try_from(owing).unwrap_or(i64::MAX)
        }
    };
    let minimum = anonymity::Policy::from_json(&collection.release_policy)
        .map_or(0, |policy| i64::from(policy.rules().minimum_facilities));
    let whole = Resource::of_state(collection.state);
    let path = format!("/erhebungen/{}", collection.id);
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
    ];
    render(&CollectionPage {
        page: context.page(&collection.title, crumbs),
        id: collection.id.to_string(),
        season: season_text(&context, &collection),
        status: collection.status,
        repeatable: collection.repeatable,
        count_day: weekday_text(&context, collection.count_weekday),
        due_day: weekday_text(&context, collection.due_weekday),
        form: form_text(&app, &context, &collection).await?,
        policy_hash: collection.release_policy_hash.chars().take(12).collect(),
        minimum,
        weeks: begun
            .iter()
            .rev()
            .map(|one| (one.to_string(), web::format::week(lang, *one), *one == week))
            .collect(),
        week: web::format::week(lang, week),
        lines,
        total,
        participants,
        may_manage: context.may(actions::COLLECTION_MANAGE, &whole),
        may_list: context.may(actions::COLLECTION_READ, &whole),
    })
}

fn weekday_text(context: &Context, weekday: jiff::civil::Weekday) -> String {
    let day = i64::from(weekday.to_monday_one_offset());
    context.t_with("reporting-weekday", &[("day", day.into())])
}

/// The form's title and version.
async fn form_text(app: &App, context: &Context, collection: &Collection) -> Result<String, Error> {
    let published = store::published::all(app.db.read()).await?;
    let form = published
        .iter()
        .find(|form| form.id == collection.form_version);
    Ok(form.map_or(String::new(), |form| {
        context.t_with(
            "reporting-form-version",
            &[
                ("title", form.title.get(context.lang().tag()).into()),
                ("number", form.number.into()),
            ],
        )
    }))
}

async fn lines(
    app: &App,
    collection: &Collection,
    view: View,
    period: Period,
    today: jiff::civil::Date,
) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let counts = store::expected::completeness(conn, collection.id, period, today).await?;
    let offices = directory::offices(conn).await?;
    let mut lines: Vec<Line> = counts
        .into_iter()
        .filter(|(office, _)| match view {
            View::State(_) => true,
            View::Office(own) => own == *office,
        })
        .map(|(id, counts)| Line {
            office: offices
                .iter()
                .find(|office| office.id == id)
                .map_or(String::new(), |office| office.name.clone()),
            counts,
        })
        .collect();
    lines.sort_by(|a, b| a.office.cmp(&b.office));
    Ok(lines)
}

#[derive(Template)]
#[template(path = "reporting/close_collection.html")]
struct ClosePage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
}

async fn manageable(app: &App, context: &Context, text: &str) -> Result<Collection, Error> {
    let collection = collection_of(app.db.read(), text).await?;
    context.allow_or_hide(
        actions::COLLECTION_MANAGE,
        &Resource::of_state(collection.state),
    )?;
    Ok(collection)
}

/// Asks whether the collection is really to be closed.
pub async fn close_page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
) -> Result<Html<String>, Error> {
    let collection = manageable(&app, &context, &collection).await?;
    let owed = store::expected::count_owed(app.db.read(), collection.id).await?;
    let back = format!("/erhebungen/{}", collection.id);
    let action = format!("{back}/schliessen");
    let title = context.t("reporting-close-title");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &back),
        Crumb::new(&title, &action),
    ];
    render(&ClosePage {
        page: context.page(&title, crumbs),
        action,
        back,
        consequence: context.t_with("reporting-close-consequence", &[("count", owed.into())]),
    })
}

/// Closes the collection: it takes no more reports and no corrections.
pub async fn close(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
) -> Result<Redirect, Error> {
    let collection = manageable(&app, &context, &collection).await?;
    let tx = app.db.begin().await?;
    if store::collections::close(&tx, collection.id, app.clock.now()).await? {
        let entry = audit::Entry {
            chain: collection.state.uuid(),
            actor: context.actor().person(),
            action: actions::COLLECTION_MANAGE,
            subject: audit::Subject::new("collection", collection.id),
            facts: vec![("what", "closed".into())],
        };
        audit::append(&tx, &*app.clock, entry).await?;
    }
    tx.commit().await?;
    context
        .flash("success", context.t("reporting-closed"))
        .await?;
    Ok(Redirect::to(&format!("/erhebungen/{}", collection.id)))
}
