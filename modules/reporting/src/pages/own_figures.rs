// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An institution's own reports over time, beside the middle of the others if there are enough of them.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use figures::{Line, LineKind, Series, Slot, series};
use kernel::Lang;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::answers::{Source, sources};
use super::insight::{Cell, Chart, Numbers, overview};
use super::own_institutions;
use super::review_week::count;
use crate::insight;
use crate::model::insight::{Distribution, FieldKind, LEAST_OTHERS, OwnPoint, own_series};
use crate::model::{Collection, ExportScope, SubmissionState};

/// Where the page is.
pub const PATH: &str = "/meldungen/verlauf";

#[derive(Template)]
#[template(path = "reporting/own_figures.html")]
struct OwnPage {
    page: Page,
    lang: Lang,
    path: &'static str,
    several: bool,
    sources: Vec<(String, String, bool)>,
    collections: Vec<(String, String, bool)>,
    numbers: Vec<(String, String, bool)>,
    reports: i64,
    accepted: i64,
    late: i64,
    chart: Option<Chart>,
}

/// The numbers as a picture with its table.
fn chart(context: &Context, title: &str, points: &[OwnPoint]) -> Chart {
    let lang = context.lang();
    let numbers = Numbers(lang);
    let (own, middle) = (
        context.t("reporting-own-ours"),
        context.t("reporting-own-median"),
    );
    let text = |value: Option<f64>| value.map_or("–".to_owned(), |value| numbers.text(value));
    let slots: Vec<Slot> = points
        .iter()
        .map(|point| Slot {
            tick: point.period.text(lang),
            group: String::new(),
            title: format!(
                "{}: {own} {}, {middle} {}",
                point.period.text(lang),
                text(point.own),
                text(point.median)
            ),
        })
        .collect();
    let mut lines = vec![Line {
        name: own.clone(),
        last: String::new(),
        kind: LineKind::Main,
        values: points.iter().map(|point| point.own).collect(),
    }];
    let has_median = points.iter().any(|point| point.median.is_some());
    if has_median {
        lines.push(Line {
            name: middle.clone(),
            last: String::new(),
            kind: LineKind::Comparison,
            values: points.iter().map(|point| point.median).collect(),
        });
    }
    let draw = |id: &str, width, height| {
        series(&Series {
            id,
            title,
            description: &context.t("reporting-own-description"),
            width,
            height,
            axis_title: "",
            tick: &|value| numbers.text(value),
            slots: &slots,
            ranges: &[],
            lines: &lines,
            bands: &[],
            thresholds: &[],
        })
        .svg
    };
    let cell = |value: Option<f64>| value.map_or(Cell::None, Cell::Number);
    let is_hidden = points.iter().any(|point| point.median.is_none());
    Chart {
        title: title.to_owned(),
        wide: draw("eigene-breit", 720.0, 320.0),
        narrow: draw("eigene-schmal", 360.0, 280.0),
        head: vec![context.t("reporting-period"), own, middle],
        rows: points
            .iter()
            .rev()
            .map(|point| {
                let period = Cell::Text(point.period.text(lang));
                vec![period, cell(point.own), cell(point.median)]
            })
            .collect(),
        facts: Vec::new(),
        note: if is_hidden {
            context.t_with("reporting-own-few", &[("least", LEAST_OTHERS.into())])
        } else {
            String::new()
        },
        csv: String::new(),
        more: String::new(),
    }
}

/// The institutions whose reports the actor may open.
async fn own_sources(app: &App, context: &Context) -> Result<Vec<Source>, Error> {
    let all = sources(app, context).await?.into_iter();
    let own: Vec<Source> = all
        .filter(|source| matches!(source.scope, ExportScope::Institution(_)))
        .collect();
    if own.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(own)
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let sources = own_sources(&app, &context).await?;
    let named = fields.text("einrichtung");
    let mut known = sources.iter();
    let source = known.find(|one| named.is_empty() || one.id.to_string() == named);
    let source = source.ok_or(Error::NotFound)?;
    let collections = source.collections(&app).await?;
    let named = fields.text("erhebung");
    let mut known = collections.iter();
    let collection = known
        .find(|one| named.is_empty() || one.id.to_string() == named)
        .or(collections.first());
    let title = context.t("reporting-own-title");
    let mut shown = OwnPage {
        page: context.page(
            &title,
            vec![
                Crumb::new(context.t("reporting-nav-reports"), "/meldungen"),
                Crumb::new(&title, PATH),
            ],
        ),
        lang: context.lang(),
        path: PATH,
        several: sources.len() > 1,
        sources: sources
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone(), one.id == source.id))
            .collect(),
        collections: collections
            .iter()
            .map(|one| {
                let is_chosen = collection.is_some_and(|chosen| chosen.id == one.id);
                (one.id.to_string(), one.title.clone(), is_chosen)
            })
            .collect(),
        numbers: Vec::new(),
        reports: 0,
        accepted: 0,
        late: 0,
        chart: None,
    };
    if let Some(collection) = collection {
        fill(&app, &context, (source, collection), &fields, &mut shown).await?;
    }
    Ok(render(&shown)?.into_response())
}

/// What the institution has reported to a collection.
async fn fill(
    app: &App,
    context: &Context,
    (source, collection): (&Source, &Collection),
    fields: &Fields,
    shown: &mut OwnPage,
) -> Result<(), Error> {
    let loaded = insight::load(app, collection, source.office).await?;
    let reports = loaded.table.reports().iter();
    let own: Vec<_> = reports.filter(|one| one.institution == source.id).collect();
    let by = Some(context.person()?);
    let what = ("own-figures", own.len());
    insight::note(app, collection, source.office, what, by).await?;
    let mut numbers = loaded
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Number);
    let question = if fields.has("frage") {
        numbers.find(|field| field.path == fields.text("frage"))
    } else {
        // How many reports there were says little where there is one for each week.
        let reports = loaded.table.reports().iter();
        let rows: Vec<bool> = reports.map(|one| one.institution == source.id).collect();
        numbers.find(|field| {
            let of = Distribution::of(field, &loaded.table, &rows);
            of.is_some_and(|of| of.varies())
        })
    };
    let path = question.map_or("", |field| field.path.as_str());
    shown.numbers = overview::numbers(context, &loaded.fields, path);
    let counts = |state: SubmissionState| {
        let of = own.iter().filter(|one| one.state == state);
        count(of.count())
    };
    shown.accepted = counts(SubmissionState::Accepted);
    shown.reports = shown.accepted + counts(SubmissionState::Submitted);
    shown.late = count(own.iter().filter(|one| one.late).count());
    let all_own = own_institutions(context);
    let points = own_series(&loaded.table, path, source.id, &all_own);
    if !points.is_empty() {
        let title = question.map_or_else(
            || context.t("reporting-insight-count-reports"),
            |field| field.text(context.lang().tag()).to_owned(),
        );
        shown.chart = Some(chart(context, &title, &points));
    }
    Ok(())
}
