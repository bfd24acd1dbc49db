// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The reports that a view shows, with the answers that it names as columns.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use forms::Answers;
use kernel::SubmissionId;
use web::{App, Context, Crumb, Error, Page, render};

use super::{Found, Seat, Wish, describe, found, looked, municipalities, seat};
use crate::insight;
use crate::model::SubmissionState;
use crate::model::insight::{Field, FieldKind, plain_path};
use crate::pages::page_number;
use crate::pages::review::pages;
use crate::pages::review_week::count;
use crate::store::answers::Chosen;

/// How many reports a page lists.
const PER_PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "reporting/insight_list.html")]
struct ListPage {
    page: Page,
    office: String,
    view_name: String,
    filters: Vec<String>,
    too_many: bool,
    total: i64,
    columns: Vec<(String, bool)>,
    rows: Vec<Row>,
    edit: String,
    figures: String,
    file: String,
    number: u32,
    pages: u32,
    paging: String,
}

struct Row {
    submission: SubmissionId,
    period: String,
    institution: String,
    state: SubmissionState,
    sent: String,
    late: bool,
    warnings: i64,
    cells: Vec<String>,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let looked = looked(&app, &context, &seat, &wish.ansicht).await?;
    let content = &looked.content;
    let found = found(&app, &seat, content).await?;
    let order = insight::sorted(&found.loaded, &found.rows, content, &found.places);
    let number = page_number(&wish.seite);
    let shown: Vec<u32> = order
        .iter()
        .skip(usize::try_from((number - 1) * PER_PAGE).unwrap_or(0))
        .take(usize::try_from(PER_PAGE).unwrap_or(50))
        .copied()
        .collect();
    let columns: Vec<&Field> = content
        .columns
        .iter()
        .filter_map(|path| found.loaded.field(path))
        .collect();
    let rows = rows(&app, &context, &seat, &found, &columns, &shown).await?;
    let by = Some(context.person()?);
    let opened = if columns.is_empty() { 0 } else { rows.len() };
    if opened > 0 || !content.conditions.is_empty() {
        let what = ("list", opened);
        insight::note(&app, &seat.collection, seat.office(), what, by).await?;
    }
    let towns = municipalities(&app, &found.places).await?;
    let title = context.t("reporting-insight-list-title");
    let view = looked.id();
    let here = seat.path("/liste", view);
    let mark = if here.contains('?') { '&' } else { '?' };
    render(&ListPage {
        page: context.page(
            format!("{title}: {}", seat.collection.title),
            seat.crumbs(&context, vec![Crumb::new(&title, &here)]),
        ),
        office: seat.at.office.name.clone(),
        view_name: content.name.clone(),
        filters: describe::filters(&context, content, &found, &towns),
        too_many: found.too_many,
        total: count(order.len()),
        columns: columns
            .iter()
            .map(|field| {
                let text = field.text(context.lang().tag()).to_owned();
                (text, field.kind == FieldKind::Number)
            })
            .collect(),
        rows,
        edit: seat.path("/filter", view),
        figures: seat.path("", view),
        file: seat.path("/ausgabe", view),
        number: u32::try_from(number).unwrap_or(1),
        pages: pages(count(order.len()), PER_PAGE),
        paging: format!("{here}{mark}seite="),
    })
}

async fn rows(
    app: &App,
    context: &Context,
    seat: &Seat,
    found: &Found,
    columns: &[&Field],
    shown: &[u32],
) -> Result<Vec<Row>, Error> {
    let lang = context.lang();
    let reports = found.loaded.table.reports();
    let mut answers = vec![Answers::new(); shown.len()];
    if !columns.is_empty() {
        let chosen: Vec<Chosen> = shown
            .iter()
            .map(|row| {
                let row = *row as usize;
                insight::chosen(&reports[row], found.loaded.forms[row], seat.office())
            })
            .collect();
        for (place, content) in insight::contents(app, &chosen).await? {
            answers[place] = content.answers;
        }
    }
    Ok(shown
        .iter()
        .zip(answers)
        .map(|(row, answers)| {
            let report = &reports[*row as usize];
            Row {
                submission: report.submission,
                period: report.period.text(lang),
                institution: found.name(report.institution).to_owned(),
                state: report.state,
                sent: web::format::moment(lang, report.submitted_at),
                late: report.late,
                warnings: report.warnings,
                cells: columns
                    .iter()
                    .map(|field| cell(context, field, &answers))
                    .collect(),
            }
        })
        .collect())
}

/// The answers of a report to a question; those of several rounds after each other.
fn cell(context: &Context, field: &Field, answers: &Answers) -> String {
    let lang = context.lang();
    let said: Vec<String> = answers
        .iter()
        .filter(|(path, _)| plain_path(path) == field.path)
        .map(|(_, value)| match field.kind {
            FieldKind::Choice => {
                let codes = value.split_whitespace();
                let words: Vec<String> = codes
                    .map(|code| describe::choice(context, field, code))
                    .collect();
                words.join(", ")
            }
            FieldKind::Number => value.parse().map_or_else(
                |_| value.to_owned(),
                |number| super::Numbers(lang).text(number),
            ),
            FieldKind::Day => value
                .get(..10)
                .unwrap_or(value)
                .parse()
                .map_or_else(|_| value.to_owned(), |day| web::format::date(lang, day)),
            FieldKind::Text => value.chars().take(200).collect(),
        })
        .collect();
    said.join("; ")
}
