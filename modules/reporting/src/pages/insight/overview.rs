// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The reports of an office as figures. Whoever may see how complete a collection is and may not open
//! reports sees counts and nothing that was answered.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use web::form::{Fields, encode_component};
use web::{App, Context, Crumb, Error, Page, render};

use super::charts::{self, Chart};
use super::{
    Found, Looked, Seat, describe, distributions, found, groups, looked, municipalities, seat,
};
use crate::model::insight::{Field, FieldKind, Group, Measure, PER, Statistic, ViewContent};
use crate::model::{Collection, Standing, SubmissionState};
use crate::pages::collection::load;
use crate::pages::collections::View;
use crate::pages::review::reached;
use crate::{actions, insight, store};

#[derive(Template)]
#[template(path = "reporting/insight.html")]
struct OverviewPage {
    page: Page,
    lang: Lang,
    office: String,
    view_name: String,
    filters: Vec<String>,
    too_many: bool,
    links: Vec<(String, String)>,
    reports: i64,
    institutions: i64,
    periods: i64,
    implausible: i64,
    states: Vec<StateLine>,
    path: String,
    hidden: Vec<(&'static str, String)>,
    numbers: Vec<(String, String, bool)>,
    denominators: Vec<(String, String, bool)>,
    statistics: Vec<(&'static str, bool)>,
    per: Vec<(String, String, bool)>,
    groups: Vec<(&'static str, bool)>,
    errors: Vec<(String, String)>,
    series: Option<Chart>,
    compared: Option<Chart>,
    questions: Vec<Chart>,
}

/// How many reports are in a state.
struct StateLine {
    state: SubmissionState,
    count: i64,
}

impl OverviewPage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}

/// What the address says to measure; what the view says where it says nothing.
fn measure(fields: &Fields, content: &ViewContent) -> (Measure, Group) {
    if !fields.has("frage") {
        return (content.measure.clone(), content.group);
    }
    let usual = Measure::default();
    let statistic = fields.text("mass").parse().unwrap_or(usual.statistic);
    let measure = Measure {
        question: fields.text("frage").to_owned(),
        statistic,
        denominator: fields.text("nenner").to_owned(),
        per: fields.text("je").parse().unwrap_or(usual.per),
    };
    let group = fields.text("gruppe").parse().unwrap_or(content.group);
    (measure, group)
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let may_open = !reached(&app, &context, actions::SUBMISSION_OPEN)
        .await?
        .is_empty();
    if !may_open {
        return counts(&app, &context, &collection).await;
    }
    let seat = seat(&app, &context, &collection, fields.text("amt")).await?;
    let looked = looked(&app, &context, &seat, fields.text("ansicht")).await?;
    let found = found(&app, &seat, &looked.content).await?;
    let by = Some(context.person()?);
    let what = ("figures", found.count());
    insight::note(&app, &seat.collection, seat.office(), what, by).await?;
    show(&app, &context, &seat, &looked, &found, &fields).await
}

async fn show(
    app: &App,
    context: &Context,
    seat: &Seat,
    looked: &Looked,
    found: &Found,
    fields: &Fields,
) -> Result<Response, Error> {
    let (measure, group) = measure(fields, &looked.content);
    let fault = measure.fault(&found.loaded.fields);
    let errors: Vec<(String, String)> = fault
        .iter()
        .map(|(field, key)| {
            let text = context.t(&format!("reporting-insight-fault-{key}"));
            ((*field).to_owned(), text)
        })
        .collect();
    let towns = municipalities(app, &found.places).await?;
    let view = looked.id();
    let query = measure_query(&measure, group);
    let csv = |what: &str| {
        let path = seat.path("/tabelle", view);
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}diagramm={}&{query}", encode_component(what))
    };
    let with_csv = |chart: Option<Chart>, what: &str| {
        chart.map(|chart| Chart {
            csv: csv(what),
            ..chart
        })
    };
    let (series, compared) = if errors.is_empty() {
        (
            with_csv(charts::over_time(context, found, &measure), "verlauf"),
            with_csv(
                charts::compared(context, found, &measure, group, &towns),
                "vergleich",
            ),
        )
    } else {
        (None, None)
    };
    let questions = found
        .loaded
        .fields
        .iter()
        .enumerate()
        .filter_map(|(number, field)| {
            let chart = distributions::distributed(context, found, field, number);
            with_csv(chart, &field.path).map(|chart| Chart {
                more: groups::address(seat, view, &field.path),
                ..chart
            })
        })
        .collect();
    let shown = || {
        let reports = found.loaded.table.reports().iter().zip(&found.rows);
        reports
            .filter(|(_, shown)| **shown)
            .map(|(report, _)| report)
    };
    let distinct = |mut all: Vec<String>| {
        all.sort();
        all.dedup();
        count(all.len())
    };
    let title = context.t("reporting-insight-title");
    let links = [
        ("/liste", "reporting-insight-list-link"),
        ("/filter", "reporting-insight-edit-link"),
        ("/ansichten", "reporting-insight-views-link"),
        ("/ausgabe", "reporting-insight-file-link"),
    ];
    let mut links: Vec<(String, String)> = links
        .into_iter()
        .map(|(step, key)| (seat.path(step, view), context.t(key)))
        .collect();
    if context.may(actions::ALERT_MANAGE, &seat.at.resource) {
        let mut path = format!("/erhebungen/{}/alarmregeln", seat.collection.id);
        if let Some(office) = seat.at.query().strip_prefix('&') {
            path = format!("{path}?{office}");
        }
        links.push((path, context.t("reporting-alert-rules-title")));
    }
    let html = render(&OverviewPage {
        page: context.page(
            format!("{title}: {}", seat.collection.title),
            seat.crumbs(context, Vec::<Crumb>::new()),
        ),
        lang: context.lang(),
        office: seat.at.office.name.clone(),
        view_name: looked.content.name.clone(),
        filters: describe::filters(context, &looked.content, found, &towns),
        too_many: found.too_many,
        links,
        reports: count(found.count()),
        institutions: distinct(shown().map(|one| one.institution.to_string()).collect()),
        periods: distinct(shown().map(|one| one.unit.to_string()).collect()),
        implausible: count(shown().filter(|one| one.warnings > 0).count()),
        states: SubmissionState::ALL
            .iter()
            .map(|state| {
                let of = found.loaded.table.reports().iter();
                StateLine {
                    state: *state,
                    count: count(of.filter(|one| one.state == *state).count()),
                }
            })
            .collect(),
        path: format!("/erhebungen/{}/auswertung", seat.collection.id),
        hidden: hidden(seat, looked),
        numbers: numbers(context, &found.loaded.fields, &measure.question),
        denominators: numbers(context, &found.loaded.fields, &measure.denominator),
        statistics: Statistic::ALL
            .iter()
            .map(|one| (one.name(), *one == measure.statistic))
            .collect(),
        per: per(context, measure.per),
        groups: Group::ALL
            .iter()
            .map(|one| (one.name(), *one == group))
            .collect(),
        errors,
        series,
        compared,
        questions,
    })?;
    Ok(html.into_response())
}

fn hidden(seat: &Seat, looked: &Looked) -> Vec<(&'static str, String)> {
    let mut hidden = Vec::new();
    hidden.extend(looked.id().map(|id| ("ansicht", id.to_string())));
    if seat.at.choices.len() > 1 {
        hidden.push(("amt", seat.office().to_string()));
    }
    hidden
}

/// The part of an address that says what is measured.
fn measure_query(measure: &Measure, group: Group) -> String {
    format!(
        "frage={}&mass={}&nenner={}&je={}&gruppe={}",
        encode_component(&measure.question),
        measure.statistic,
        encode_component(&measure.denominator),
        measure.per,
        group
    )
}

/// The questions that have numbers, to choose from.
pub(in crate::pages) fn numbers(
    context: &Context,
    fields: &[Field],
    chosen: &str,
) -> Vec<(String, String, bool)> {
    let lang = context.lang();
    fields
        .iter()
        .filter(|field| field.kind == FieldKind::Number)
        .map(|field| {
            let text = field.text(lang.tag()).to_owned();
            (field.path.clone(), text, field.path == chosen)
        })
        .collect()
}

/// What ratios can be written per, to choose from.
pub(in crate::pages) fn per(context: &Context, chosen: u32) -> Vec<(String, String, bool)> {
    PER.iter()
        .map(|per| {
            let text = web::format::integer(context.lang(), i64::from(*per));
            (per.to_string(), text, *per == chosen)
        })
        .collect()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The table behind a picture as a file.
pub async fn table(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, fields.text("amt")).await?;
    let looked = looked(&app, &context, &seat, fields.text("ansicht")).await?;
    let found = found(&app, &seat, &looked.content).await?;
    let (measure, group) = measure(&fields, &looked.content);
    if measure.fault(&found.loaded.fields).is_some() {
        return Err(Error::NotFound);
    }
    let chart = match fields.text("diagramm") {
        "verlauf" => charts::over_time(&context, &found, &measure),
        "vergleich" => {
            let towns = municipalities(&app, &found.places).await?;
            charts::compared(&context, &found, &measure, group, &towns)
        }
        path => found
            .loaded
            .field(path)
            .and_then(|field| distributions::distributed(&context, &found, field, 0)),
    };
    let chart = chart.ok_or(Error::NotFound)?;
    let by = Some(context.person()?);
    let what = ("table", found.count());
    insight::note(&app, &seat.collection, seat.office(), what, by).await?;
    charts::file(&context, &chart.head, &chart.rows)
}

#[derive(Template)]
#[template(path = "reporting/insight_counts.html")]
struct CountsPage {
    page: Page,
    lines: Vec<CountLine>,
    received: i64,
    accepted: i64,
    missing: i64,
}

struct CountLine {
    period: String,
    offices: i64,
    expected: i64,
    received: i64,
    accepted: i64,
    zero: i64,
    overdue: i64,
}

/// How many reports there are period by period, and nothing of what they say.
async fn counts(app: &App, context: &Context, collection: &str) -> Result<Response, Error> {
    let (collection, view) = load(app, context, collection).await?;
    let office = match &view {
        View::State(_) => None,
        View::Office(office, within) => Some((*office, within)),
    };
    let season = collection.calendar.season;
    let span = (season.from, season.to);
    let conn = app.db.read();
    let standings = store::standing::of_collection(conn, collection.id, span, office).await?;
    let lines = lines(app, context, &standings);
    let sum = |of: fn(&CountLine) -> i64| lines.iter().map(of).sum();
    let title = context.t("reporting-insight-title");
    let html = render(&CountsPage {
        page: context.page(
            format!("{title}: {}", collection.title),
            count_crumbs(context, &collection, &title),
        ),
        received: sum(|line| line.received),
        accepted: sum(|line| line.accepted),
        missing: sum(|line| line.overdue),
        lines,
    })?;
    Ok(html.into_response())
}

fn count_crumbs(context: &Context, collection: &Collection, title: &str) -> Vec<Crumb> {
    let path = format!("/erhebungen/{}", collection.id);
    vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
        Crumb::new(title, format!("{path}/auswertung")),
    ]
}

fn lines(app: &App, context: &Context, standings: &[Standing]) -> Vec<CountLine> {
    let today = kernel::berlin_date(app.clock.now());
    standings
        .chunk_by(|a, b| a.period == b.period)
        .rev()
        .map(|of| {
            let sum = |what: fn(&Standing) -> i64| of.iter().map(what).sum();
            CountLine {
                period: of[0].period.text(context.lang()),
                offices: count(of.len()),
                expected: sum(|one| one.expected),
                received: sum(Standing::received),
                accepted: sum(|one| one.accepted),
                zero: sum(|one| one.zero),
                overdue: of.iter().map(|one| one.overdue(today)).sum(),
            }
        })
        .collect()
}
