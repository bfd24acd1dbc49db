// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One collection: what it is, and how complete a period of it is, office by office. Counts only.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use jiff::civil::Date;
use kernel::{Resource, berlin_date};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::calendar_words::{approval_text, due_text, lock_text, season_text, weekday_text};
use super::collection_of;
use super::collections::{View, takes_part, view};
use super::policies::{path_of, title_of};
use crate::model::{ApprovalLevel, Collection, CollectionStatus, PeriodState, Standing};
use crate::period::Period;
use crate::release::Policy;
use crate::{actions, holidays, store};

#[derive(Template)]
#[template(path = "reporting/collection.html")]
struct CollectionPage {
    page: Page,
    id: String,
    season: String,
    status: CollectionStatus,
    repeatable: bool,
    /// Whether something is owed for its periods.
    owes: bool,
    /// From which day on a week of events is confirmed; empty if it is not.
    confirmed: String,
    kind: &'static str,
    count_day: String,
    opens_at: &'static str,
    due: String,
    lock: String,
    approval: String,
    approves: bool,
    form: String,
    policy_hash: String,
    minimum: i64,
    release_of: &'static str,
    /// Where the signed policy of the collection is, and what it is called; none for sums of facilities.
    signed_policy: Option<(String, String)>,
    periods: Vec<(String, String, bool)>,
    period: String,
    lines: Vec<Line>,
    total: Counts,
    participants: i64,
    may_manage: bool,
    may_list: bool,
    may_accept: bool,
}

struct Line {
    office: String,
    counts: Counts,
    state: PeriodState,
}

/// How complete a period is.
#[derive(Default)]
struct Counts {
    expected: i64,
    on_time: i64,
    late: i64,
    zero: i64,
    accepted: i64,
    overdue: i64,
}

impl Counts {
    fn of(standing: &Standing, today: Date) -> Self {
        Self {
            expected: standing.expected,
            on_time: standing.on_time(),
            late: standing.late,
            zero: standing.zero,
            accepted: standing.settled,
            overdue: standing.overdue(today),
        }
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            expected: self.expected + other.expected,
            on_time: self.on_time + other.on_time,
            late: self.late + other.late,
            zero: self.zero + other.zero,
            accepted: self.accepted + other.accepted,
            overdue: self.overdue + other.overdue,
        }
    }
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
    match &view {
        View::State(state) if *state == collection.state => {}
        View::Office(office, within) => {
            if !takes_part(app, collection.id, *office, within).await? {
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
    let holidays = holidays::of(conn, &collection).await?;
    let calendar = collection.calendar;
    let opened = calendar.opened(today, &holidays);
    let latest = opened.last().copied().unwrap_or(calendar.season.from);
    let period = wish
        .zeitraum
        .parse::<Period>()
        .ok()
        .filter(|period| period.kind() == calendar.unit() && calendar.season.contains(*period))
        .unwrap_or(latest);
    let lines = lines(&app, &collection, &view, period, today).await?;
    let total = lines
        .iter()
        .fold(Counts::default(), |sum, line| sum.plus(&line.counts));
    let participants = match &view {
        View::State(_) => store::participants::count(conn, collection.id, period).await?,
        View::Office(office, within) => {
            let own = store::participants::of(conn, collection.id, Some(*office)).await?;
            let owing = own
                .iter()
                .filter(|one| one.owes(period) && within.contains(one.institution))
                .count();
            i64::try_from(owing).unwrap_or(i64::MAX)
        }
    };
    let policy = Policy::from_json(&collection.release_policy).ok();
    let form = form_text(&app, &context, &collection).await?;
    let signed = store::policies::by_hash(conn, &collection.release_policy_hash).await?;
    let signed_policy = signed.map(|policy| {
        let title = title_of(&context, &policy, &form);
        (path_of(policy.id), title)
    });
    let whole = Resource::of_state(collection.state);
    let path = format!("/erhebungen/{}", collection.id);
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
    ];
    render(&CollectionPage {
        page: context.page(&collection.title, crumbs),
        id: collection.id.to_string(),
        season: season_text(&context, calendar.season),
        status: collection.status,
        repeatable: collection.repeatable(),
        owes: collection.owes(),
        confirmed: if collection.confirms_weeks() {
            let day = weekday_text(&context, calendar.count_weekday);
            context.t_with("reporting-confirm-from", &[("day", day.into())])
        } else {
            String::new()
        },
        kind: calendar.kind.name(),
        count_day: if calendar.kind == forms::PeriodKind::Week {
            weekday_text(&context, calendar.count_weekday)
        } else {
            String::new()
        },
        opens_at: calendar.opens_at.name(),
        due: due_text(&context, &calendar),
        lock: lock_text(&context, &calendar),
        approval: approval_text(&context, &collection),
        approves: !collection.approval.is_empty(),
        form,
        signed_policy,
        policy_hash: collection.release_policy_hash.chars().take(12).collect(),
        minimum: policy
            .as_ref()
            .map_or(0, |policy| i64::from(policy.minimum())),
        release_of: policy.as_ref().map_or("sums", Policy::name),
        periods: opened
            .iter()
            .rev()
            .map(|one| (one.to_string(), one.text(lang), *one == period))
            .collect(),
        period: period.text(lang),
        lines,
        total,
        participants,
        may_manage: context.may(actions::COLLECTION_MANAGE, &whole),
        may_list: context.may(actions::COLLECTION_READ, &whole),
        may_accept: collection.approval.contains(&ApprovalLevel::State)
            && context.may(actions::PERIOD_ACCEPT, &whole),
    })
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
    view: &View,
    period: Period,
    today: Date,
) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let offices = directory::offices(conn).await?;
    let standings = match view {
        View::State(_) => store::standing::of_period(conn, collection.id, period).await?,
        View::Office(office, within) => {
            let (span, part) = ((period, period), Some((*office, within)));
            store::standing::of_collection(conn, collection.id, span, part).await?
        }
    };
    let mut lines: Vec<Line> = standings
        .into_iter()
        .map(|standing| Line {
            office: offices
                .iter()
                .find(|office| office.id == standing.office)
                .map_or(String::new(), |office| office.name.clone()),
            counts: Counts::of(&standing, today),
            state: standing.state(
                &collection.approval,
                &collection.calendar,
                collection.status,
                today,
            ),
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
