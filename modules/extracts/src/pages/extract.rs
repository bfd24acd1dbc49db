// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An extract: what is to be done next, how far the calculation is, and what came of it.

use anonymity::Risks;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderName, HeaderValue};
use kernel::{Lang, berlin_date};
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::list::badge;
use super::{crumbs_of, fault_text, known, load, load_open, outdated, path_of, plan_fault_text};
use crate::model::{Extract, ExtractState, Outcome, Use};
use crate::{actions, calculating, note, sealing, store};

/// After how many seconds the page is asked for again during a calculation.
const AGAIN: &str = "3";

#[derive(Template)]
#[template(path = "extracts/extract.html")]
struct ExtractPage {
    page: Page,
    path: String,
    version: i64,
    state: ExtractState,
    badge: &'static str,
    use_of: Use,
    purpose: String,
    rows: i64,
    columns: i64,
    made: String,
    maker: String,
    until: String,
    /// What is missing before it can be calculated.
    missing: Vec<String>,
    fault: String,
    decided: i64,
    combinations: i64,
    figures: Option<Shown>,
    verdict: &'static str,
    reason: String,
    decider: String,
    waits: bool,
    is_open: bool,
    may_make: bool,
    may_sign: bool,
    may_leave: bool,
    may_discard: bool,
}

/// A result as the page shows it.
struct Shown {
    lines: Vec<(String, String)>,
    quasi: Vec<Column>,
    risks: Vec<Compared>,
    /// Whether it was estimated who is unique in the population.
    estimated: bool,
}

struct Column {
    name: String,
    level: String,
    loss: String,
}

/// A risk before and after.
struct Compared {
    what: String,
    before: String,
    after: String,
}

fn shown(context: &Context, outcome: &Outcome) -> Shown {
    let lang = context.lang();
    let figures = &outcome.figures;
    let percent = |share: f64| extraction::percent(share, lang == Lang::De);
    let number =
        |number: u64| web::format::integer(lang, i64::try_from(number).unwrap_or(i64::MAX));
    let decimal = |number: f64| web::format::decimal(lang, number, 4);
    let mut lines = vec![
        (context.t("extracts-figure-rows"), number(figures.rows)),
        (
            context.t("extracts-figure-suppressed"),
            format!(
                "{} ({})",
                number(figures.suppressed),
                percent(figures.suppressed as f64 / figures.rows as f64)
            ),
        ),
        (
            context.t("extracts-figure-loss"),
            percent(figures.mean_loss),
        ),
        (
            context.t_with(
                "extracts-figure-metric",
                &[("metric", figures.metric.as_str().into())],
            ),
            decimal(figures.loss),
        ),
        (
            context.t("extracts-figure-classes"),
            number(figures.classes.count),
        ),
        (
            context.t("extracts-figure-sizes"),
            format!(
                "{} – {}",
                number(figures.classes.smallest),
                number(figures.classes.largest)
            ),
        ),
        (
            context.t("extracts-figure-looked-at"),
            format!(
                "{} / {}",
                number(figures.looked_at),
                number(figures.combinations)
            ),
        ),
    ];
    if let Some(ms) = outcome.cpu_ms {
        let seconds = web::format::decimal(lang, ms as f64 / 1000.0, 2);
        lines.push((context.t("extracts-figure-cpu"), seconds));
    }
    let columns = figures.quasi.iter().map(|quasi| {
        let level = if figures.local {
            let levels = quasi.rows_by_level.iter().enumerate();
            let levels = levels.filter(|(_, rows)| **rows > 0).map(|(level, rows)| {
                let level = i64::try_from(level).unwrap_or(i64::MAX);
                context.t_with(
                    "extracts-level-rows",
                    &[("level", level.into()), ("rows", number(*rows).into())],
                )
            });
            levels.collect::<Vec<_>>().join(", ")
        } else {
            format!("{} / {}", quasi.level, quasi.height)
        };
        Column {
            name: quasi.column.clone(),
            level,
            loss: percent(quasi.loss),
        }
    });
    let risk = |key: &str, of: Of| {
        let [before, after] = [figures.before, figures.after].map(|risks| {
            let risks = risks?;
            of(&risks)
        });
        let text = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        // What was not estimated is no line.
        before.or(after).map(|_| Compared {
            what: context.t(key),
            before: text(before),
            after: text(after),
        })
    };
    Shown {
        lines,
        quasi: columns.collect(),
        risks: RISKS
            .iter()
            .filter_map(|(key, of)| risk(key, *of))
            .collect(),
        estimated: figures
            .before
            .is_some_and(|risks| risks.population.is_some()),
    }
}

/// A risk in a table; none where it was not estimated.
type Of = fn(&Risks) -> Option<f64>;

/// The risks that are shown, with the keys of their names.
const RISKS: [(&str, Of); 10] = [
    ("extracts-risk-highest", |risks| {
        Some(risks.prosecutor_highest)
    }),
    ("extracts-risk-average", |risks| {
        Some(risks.prosecutor_average)
    }),
    ("extracts-risk-journalist", |risks| {
        Some(risks.journalist_highest)
    }),
    ("extracts-risk-marketer", |risks| Some(risks.marketer)),
    ("extracts-risk-above-20", |risks| {
        Some(risks.above_20_percent)
    }),
    ("extracts-risk-above-9", |risks| Some(risks.above_9_percent)),
    ("extracts-risk-above-5", |risks| Some(risks.above_5_percent)),
    ("extracts-risk-unique", |risks| Some(risks.sample_unique)),
    ("extracts-risk-pitman", |risks| {
        risks.population.map(|people| people.pitman)
    }),
    ("extracts-risk-zayatz", |risks| {
        risks.population.map(|people| people.zayatz)
    }),
];

/// Shows it.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Response, Error> {
    let extract = load(&app, &context, actions::EXTRACT_READ, &extract).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let fault = sealing::fault(&app, &extract).await?;
    if fault.as_ref().is_some_and(|fault| !fault.value.is_empty()) {
        note::opened(&app, &extract, context.person()?, "values").await?;
    }
    let outcome = sealing::outcome(&app, &extract).await?;
    let is_running = extract.state == ExtractState::Running;
    let may_make = context.may(actions::EXTRACT_MAKE, &extract.place());
    let faults = if may_make && extract.is_open() {
        extract.plan.faults(extract.source_rows)
    } else {
        Vec::new()
    };
    let missing = faults
        .into_iter()
        .map(|fault| plan_fault_text(&context, &extract, fault));
    let name = |found: Option<String>| found.unwrap_or_default();
    let decider = match extract.decision {
        Some(decision) => name(directory::person_name(conn, decision.by).await?),
        None => String::new(),
    };
    let workers = store::workers(conn, extract.id).await?;
    let person = context.person()?;
    let until = extract.delete_at.map(berlin_date);
    let columns = i64::try_from(extract.plan.columns.len()).unwrap_or(i64::MAX);
    let html = render(&ExtractPage {
        page: context.page(&extract.title, crumbs_of(&context, &extract, None)),
        path: path_of(extract.id),
        version: extract.version,
        state: extract.state,
        badge: badge(extract.state),
        use_of: extract.use_of,
        rows: extract.source_rows,
        columns,
        made: web::format::moment(lang, extract.made_at),
        maker: name(directory::person_name(conn, extract.made_by).await?),
        until: until.map_or(String::new(), |day| web::format::date(lang, day)),
        missing: missing.collect(),
        fault: fault.map_or(String::new(), |fault| fault_text(&context, &fault)),
        decided: extract.decided,
        combinations: extract.combinations,
        figures: outcome.map(|outcome| shown(&context, &outcome)),
        verdict: extract
            .decision
            .map_or("", |decision| decision.verdict.name()),
        decider,
        waits: extract.waits(),
        is_open: extract.is_open(),
        may_make,
        may_sign: context.may(actions::EXTRACT_SIGN, &extract.place())
            && extract.decidable_by(person, &workers).is_ok(),
        may_leave: extract.may_leave(),
        may_discard: may_make && extract.is_discardable(),
        purpose: extract.purpose,
        reason: extract.reason,
    })?;
    let mut response = html.into_response();
    if is_running {
        let name = HeaderName::from_static("refresh");
        let again = HeaderValue::from_static(AGAIN);
        response.headers_mut().insert(name, again);
    }
    Ok(response)
}

/// Begins to calculate.
pub async fn start(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let extract: Extract = load_open(&app, &context, &extract).await?;
    if !extract.plan.faults(extract.source_rows).is_empty() {
        return Err(Error::Conflict(context.t("extracts-not-ready")));
    }
    let by = context.person()?;
    if !calculating::begin(&app, &extract, known(&fields), by).await? {
        return Err(outdated(&context));
    }
    Ok(Redirect::to(&path_of(extract.id)))
}

/// Cancels the calculation.
pub async fn cancel(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Redirect, Error> {
    let extract = load(&app, &context, actions::EXTRACT_MAKE, &extract).await?;
    let key = if calculating::cancel(&app, &extract, context.person()?).await? {
        "extracts-cancelled"
    } else {
        "extracts-not-cancelled"
    };
    context.flash("info", context.t(key)).await?;
    Ok(Redirect::to(&path_of(extract.id)))
}
