// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the answers to any question are distributed, institution by institution or municipality by
//! municipality: small pictures with the same bars, and a table.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use uuid::Uuid;
use web::form::{Fields, encode_component};
use web::{App, Context, Crumb, Error, Page, render};

use super::charts::{Cell, Chart};
use super::{Found, Seat, charts, describe, distributions, found, looked, municipalities, seat};
use crate::insight;
use crate::model::insight::{Distribution, Field, FieldKind, Group};
use crate::pages::page_number;
use crate::pages::review::pages;

/// How many groups are on a page.
const PER_PAGE: usize = 12;

#[derive(Template)]
#[template(path = "reporting/insight_groups.html")]
struct GroupsPage {
    page: Page,
    lang: Lang,
    office: String,
    filters: Vec<String>,
    too_many: bool,
    path: String,
    hidden: Vec<(&'static str, String)>,
    fields: Vec<(String, String, bool)>,
    groups: Vec<(&'static str, bool)>,
    question: String,
    total: usize,
    head: Vec<String>,
    rows: Vec<Vec<Cell>>,
    charts: Vec<Chart>,
    number: u32,
    pages: u32,
    paging: String,
    csv: String,
    back: String,
}

/// Where a question is shown group by group.
pub(super) fn address(seat: &Seat, view: Option<Uuid>, question: &str) -> String {
    let path = seat.path("/verteilung", view);
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}frage={}", encode_component(question))
}

/// The part of the reports that are these rows.
fn part(found: &Found, rows: &[u32]) -> Vec<bool> {
    let mut part = vec![false; found.rows.len()];
    for row in rows {
        if let Some(slot) = part.get_mut(*row as usize) {
            *slot = true;
        }
    }
    part
}

/// What stands above the columns of the table.
fn head(context: &Context, (field, group): (&Field, Group), whole: &Distribution) -> Vec<String> {
    let mut head =
        vec![context.t_with("reporting-insight-group", &[("group", group.name().into())])];
    head.push(context.t("reporting-insight-of-reports"));
    head.push(context.t("reporting-insight-answered"));
    match whole {
        Distribution::Choices { counts, .. } => {
            let names = counts.iter();
            head.extend(names.map(|(code, _)| describe::choice(context, field, code)));
        }
        Distribution::Numbers { .. } => head.extend([
            context.t("reporting-insight-least"),
            context.t("reporting-insight-first-quartile"),
            context.t("reporting-insight-median"),
            context.t("reporting-insight-third-quartile"),
            context.t("reporting-insight-largest"),
            context.t("reporting-insight-mean"),
        ]),
        Distribution::Months { counts, .. } => {
            let lang = context.lang();
            head.extend(counts.iter().map(|(month, _)| month.text(lang)));
        }
        Distribution::Filled { .. } => head.push(context.t("reporting-insight-share")),
    }
    head
}

/// A row of the table. A group of which nobody has answered has a row, too.
fn row(name: &str, reports: usize, whole: &Distribution, of: Option<&Distribution>) -> Vec<Cell> {
    let number = |count: usize| Cell::Number(count as f64);
    let mut row = vec![Cell::Text(name.to_owned()), number(reports)];
    match (whole, of) {
        (
            Distribution::Choices { counts, .. },
            Some(Distribution::Choices {
                answered,
                counts: own,
            }),
        ) => {
            row.push(number(*answered));
            row.extend(counts.iter().map(|(code, _)| {
                let found = own.iter().find(|(known, _)| known == code);
                number(found.map_or(0, |(_, count)| *count))
            }));
        }
        (
            _,
            Some(Distribution::Numbers {
                count, five, mean, ..
            }),
        ) => {
            row.push(number(*count));
            row.extend(five.map(Cell::Number));
            row.push(Cell::Number(*mean));
        }
        (_, Some(Distribution::Months { count, counts })) => {
            row.push(number(*count));
            row.extend(counts.iter().map(|(_, count)| number(*count)));
        }
        (_, Some(Distribution::Filled { filled, reports })) => {
            row.push(number(*filled));
            row.push(Cell::Share(*filled as f64 / (*reports).max(1) as f64));
        }
        _ => row.push(number(0)),
    }
    row
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, fields.text("amt")).await?;
    let looked = looked(&app, &context, &seat, fields.text("ansicht")).await?;
    let found = found(&app, &seat, &looked.content).await?;
    let by = Some(context.person()?);
    let what = ("distribution", found.count());
    insight::note(&app, &seat.collection, seat.office(), what, by).await?;
    let towns = municipalities(&app, &found.places).await?;
    let lang = context.lang();
    let named = fields.text("frage");
    let asked = &found.loaded.fields;
    let table = &found.loaded.table;
    let field = if named.is_empty() {
        let varies = |field: &&Field| {
            let whole = Distribution::of(field, table, &found.rows);
            field.kind != FieldKind::Text && whole.is_some_and(|whole| whole.varies())
        };
        asked.iter().find(varies).or(asked.first())
    } else {
        asked.iter().find(|field| field.path == named)
    };
    let field = field.ok_or(Error::NotFound)?;
    let group: Group = fields
        .text("gruppe")
        .parse()
        .unwrap_or(looked.content.group);
    let view = looked.id();
    let all = charts::grouped(&context, &found, group, &towns);
    let total = all.len();
    let is_file = fields.text("format") == "csv";
    let count = pages(
        i64::try_from(total).unwrap_or(i64::MAX),
        i64::try_from(PER_PAGE).unwrap_or(1),
    );
    let number = u32::try_from(page_number(fields.text("seite")))
        .unwrap_or(1)
        .min(count);
    let from = PER_PAGE * usize::try_from(number - 1).unwrap_or(0);
    let (mut rows, mut drawn, mut above) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(whole) = Distribution::of(field, table, &found.rows) {
        above = head(&context, (field, group), &whole);
        let (from, most) = if is_file {
            (0, total)
        } else {
            (from, PER_PAGE)
        };
        for (place, (name, of)) in all.iter().skip(from).take(most).enumerate() {
            let part = part(&found, of);
            let own = Distribution::of_part(field, table, &part, &whole);
            let mut cells = row(name, of.len(), &whole, own.as_ref());
            cells.resize(above.len(), Cell::None);
            rows.push(cells);
            let (Some(own), false) = (own, is_file) else {
                continue;
            };
            let id = format!("gruppe-{place}");
            drawn.push(distributions::drawn(&context, (&id, name), field, own));
        }
    }
    if is_file {
        return charts::file(&context, &above, &rows);
    }
    let path = format!("/erhebungen/{}/auswertung/verteilung", seat.collection.id);
    let title = context.t("reporting-insight-groups-title");
    let here = address(&seat, view, &field.path);
    let mut hidden: Vec<(&'static str, String)> = Vec::new();
    hidden.extend(view.map(|id| ("ansicht", id.to_string())));
    if seat.at.choices.len() > 1 {
        hidden.push(("amt", seat.office().to_string()));
    }
    let html = render(&GroupsPage {
        page: context.page(
            format!("{title}: {}", seat.collection.title),
            seat.crumbs(&context, vec![Crumb::new(&title, &here)]),
        ),
        lang,
        office: seat.at.office.name.clone(),
        filters: describe::filters(&context, &looked.content, &found, &towns),
        too_many: found.too_many,
        path,
        hidden,
        fields: asked
            .iter()
            .map(|one| {
                let text = one.text(lang.tag()).to_owned();
                (one.path.clone(), text, one.path == field.path)
            })
            .collect(),
        groups: Group::ALL
            .iter()
            .map(|one| (one.name(), *one == group))
            .collect(),
        question: field.text(lang.tag()).to_owned(),
        total,
        head: above,
        rows,
        charts: drawn,
        number,
        pages: count,
        paging: format!("{here}&gruppe={group}&seite="),
        csv: format!("{here}&gruppe={group}&format=csv"),
        back: seat.path("", view),
    })?;
    Ok(html.into_response())
}
