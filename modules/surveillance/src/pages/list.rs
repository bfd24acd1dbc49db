// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of signals, as a page and as a file.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use kernel::{Action, IsoWeek};
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Error, Page, format, render};

use super::{MAILS, PATH, PLANS, crumbs, path_of};
use crate::actions;
use crate::model::{Assessment, Signal, Stratum};
use crate::reach::Reach;
use crate::store;
use crate::store::signals::{Filter, Order};
use crate::words::Words;

/// How many lines a page has.
const PER_PAGE: i64 = 50;
/// How many lines a file has at most.
const MOST: i64 = 20_000;

/// The query of the page, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    krankheit: String,
    ort: String,
    woche: String,
    stand: String,
    sortiert: String,
    richtung: String,
    seite: String,
}

/// What a wish means.
struct Wanted {
    filter: Filter,
    order: Order,
    ascending: bool,
    /// The state of the address: `offen`, `alle`, or an assessment.
    standing: &'static str,
}

impl Wanted {
    /// Reads a wish; what cannot be read does not matter.
    fn read(wish: &Wish) -> Self {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (states, standing) = match wish.stand.trim() {
            "alle" => (Vec::new(), "alle"),
            other => match other.parse::<Assessment>() {
                Ok(state) => (vec![state], state.name()),
                Err(_) => (vec![Assessment::New, Assessment::Verifying], "offen"),
            },
        };
        let order = wish.sortiert.parse().unwrap_or(Order::Week);
        Self {
            filter: Filter {
                disease: text(&wish.krankheit),
                place: text(&wish.ort),
                week: wish.woche.trim().parse::<IsoWeek>().ok(),
                only_found: standing == "offen",
                states,
            },
            ascending: match wish.richtung.as_str() {
                "auf" => true,
                "ab" => false,
                _ => matches!(order, Order::Disease | Order::Place),
            },
            order,
            standing,
        }
    }

    /// The filter as a query.
    fn query(&self) -> String {
        let mut parts = vec![format!("stand={}", self.standing)];
        let texts = [
            ("krankheit", self.filter.disease.clone()),
            ("ort", self.filter.place.clone()),
            ("woche", self.filter.week.map(|week| week.to_string())),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                parts.push(format!("{name}={}", encode_component(&text)));
            }
        }
        parts.join("&")
    }

    fn order(&self) -> String {
        let way = if self.ascending { "auf" } else { "ab" };
        format!("&sortiert={}&richtung={way}", self.order)
    }
}

/// A choice of a filter: key, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "surveillance/list.html")]
struct ListPage {
    page: Page,
    filter: Choices,
    lines: Vec<Line>,
    columns: Vec<Column>,
    count: i64,
    /// When the newest look ended, and how many series it had.
    looked: Option<(String, i64)>,
    /// Whether anything is watched.
    watched: bool,
    may_configure: bool,
    csv: String,
    plans: &'static str,
    mails: &'static str,
    paging: String,
    number: u32,
    pages: u32,
}

struct Choices {
    diseases: Vec<Choice>,
    places: Vec<Choice>,
    weeks: Vec<Choice>,
    states: Vec<(&'static str, bool)>,
}

/// A header that sorts.
struct Column {
    href: String,
    label: String,
    direction: &'static str,
    numeric: bool,
}

struct Line {
    href: String,
    disease: String,
    place: String,
    stratum: String,
    week: String,
    cases: String,
    expected: String,
    bound: String,
    ratio: String,
    state: Assessment,
    badge: &'static str,
    gone: bool,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let reach = Reach::of(&app, &context, actions::SIGNAL_READ).await?;
    let conn = app.db.read();
    let wanted = Wanted::read(&wish);
    let count = store::signals::count(conn, &wanted.filter, &reach).await?;
    let pages = u32::try_from((count + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    let pages = pages.max(1);
    let number = wish.seite.parse().unwrap_or(1_u32).clamp(1, pages);
    let part = (i64::from(number - 1) * PER_PAGE, PER_PAGE);
    let order = (wanted.order, wanted.ascending);
    let found = store::signals::list(conn, &wanted.filter, &reach, order, part).await?;
    let words = Words::of(&app, context.lang()).await?;
    let lang = context.lang();
    let looked = store::runs::last_done(conn).await?;
    let query = wanted.query();
    render(&ListPage {
        page: context.page(context.t("surveillance-nav"), crumbs(&context, Vec::new())),
        filter: choices(&app, &words, &wanted, &reach).await?,
        lines: found.iter().map(|one| line(&words, one)).collect(),
        columns: columns(&words, &wanted),
        count,
        looked: looked.and_then(|run| Some((format::moment(lang, run.ended_at?), run.series_all))),
        watched: !store::plans::active(conn).await?.is_empty(),
        may_configure: may(&app, &context, actions::SIGNAL_CONFIGURE).await?,
        csv: format!("/signale.csv?{query}{}", wanted.order()),
        plans: PLANS,
        mails: MAILS,
        paging: format!("{PATH}?{query}{}&seite=", wanted.order()),
        number,
        pages,
    })
}

async fn may(app: &App, context: &Context, action: Action) -> Result<bool, Error> {
    let state = directory::state(app.db.read()).await?;
    Ok(context.may(action, &kernel::Resource::of_state(state.id)))
}

async fn choices(
    app: &App,
    words: &Words<'_>,
    wanted: &Wanted,
    reach: &Reach,
) -> Result<Choices, Error> {
    let known = store::signals::known(app.db.read(), reach).await?;
    let filter = &wanted.filter;
    let mut diseases: Vec<Choice> = known
        .diseases
        .into_iter()
        .map(|key| {
            let chosen = filter.disease.as_ref() == Some(&key);
            (key.clone(), words.disease_of_any(&key), chosen)
        })
        .collect();
    diseases.sort_by(|a, b| a.1.cmp(&b.1));
    let mut places: Vec<Choice> = known
        .places
        .into_iter()
        .map(|key| {
            let chosen = filter.place.as_ref() == Some(&key);
            (key.clone(), words.place(&key), chosen)
        })
        .collect();
    // The state comes first.
    places.sort_by(|a, b| (a.0.len() > 2, &a.1).cmp(&(b.0.len() > 2, &b.1)));
    let weeks = known.weeks.into_iter().map(|week| {
        let chosen = filter.week == Some(week);
        (week.to_string(), format::week(words.lang, week), chosen)
    });
    let named = Assessment::ALL.iter().map(|state| state.name());
    Ok(Choices {
        diseases,
        places,
        weeks: weeks.collect(),
        states: ["offen", "alle"]
            .into_iter()
            .chain(named)
            .map(|name| (name, name == wanted.standing))
            .collect(),
    })
}

fn columns(words: &Words<'_>, wanted: &Wanted) -> Vec<Column> {
    let query = wanted.query();
    Order::ALL_SHOWN
        .iter()
        .map(|order| {
            let now = *order == wanted.order;
            // The same header turns the order round.
            let ascending = if now {
                !wanted.ascending
            } else {
                matches!(order, Order::Disease | Order::Place)
            };
            let way = if ascending { "auf" } else { "ab" };
            Column {
                href: format!("{PATH}?{query}&sortiert={order}&richtung={way}"),
                label: words.t_with("surveillance-column", &[("column", order.name().into())]),
                direction: match (now, wanted.ascending) {
                    (false, _) => "",
                    (true, true) => "ascending",
                    (true, false) => "descending",
                },
                numeric: matches!(order, Order::Cases | Order::Ratio),
            }
        })
        .collect()
}

fn line(words: &Words<'_>, signal: &Signal) -> Line {
    Line {
        href: path_of(signal.id),
        disease: words.disease(&signal.set, &signal.disease),
        place: words.place(signal.place.as_str()),
        stratum: match signal.stratum {
            Stratum::All => String::new(),
            other => words.stratum(other),
        },
        week: format::week(words.lang, signal.week),
        cases: format::integer(words.lang, signal.observed),
        expected: words.number(signal.expected),
        bound: words.number(signal.bound),
        ratio: words.number(signal.ratio),
        state: signal.state,
        badge: signal.state.badge(),
        gone: !signal.found,
    }
}

/// The same list as a file.
pub async fn csv(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let reach = Reach::of(&app, &context, actions::SIGNAL_READ).await?;
    let wanted = Wanted::read(&wish);
    let order = (wanted.order, wanted.ascending);
    let conn = app.db.read();
    let found = store::signals::list(conn, &wanted.filter, &reach, order, (0, MOST)).await?;
    let words = Words::of(&app, context.lang()).await?;
    let header = [
        "set",
        "disease",
        "disease_name",
        "place",
        "place_name",
        "stratum",
        "week",
        "method",
        "cases",
        "expected",
        "bound",
        "ratio",
        "state",
        "reason",
        "found",
        "first_found_at",
    ];
    let mut rows: Vec<Vec<String>> = vec![header.map(str::to_owned).to_vec()];
    rows.extend(found.iter().map(|one| {
        vec![
            one.set.clone(),
            one.disease.clone(),
            words.disease(&one.set, &one.disease),
            one.place.to_string(),
            words.place(one.place.as_str()),
            one.stratum.to_string(),
            one.week.to_string(),
            one.method.to_string(),
            one.observed.to_string(),
            format!("{:.4}", one.expected),
            format!("{:.4}", one.bound),
            format!("{:.4}", one.ratio),
            one.state.to_string(),
            one.dismissal
                .map_or(String::new(), |reason| reason.to_string()),
            one.found.to_string(),
            one.first_found_at.to_string(),
        ]
    }));
    web::csv_answer("signale.csv", rows.iter().map(Vec::as_slice))
}
