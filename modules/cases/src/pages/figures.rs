// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures about the files of an office, kind by kind. They name nobody.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use kernel::berlin_date;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, csv_answer, render};

use super::{AtOffice, LIST, at_office, crumbs};
use crate::model::{CaseType, Definition};
use crate::{actions, store};

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct FiguresQuery {
    #[serde(default)]
    amt: String,
}

#[derive(Template)]
#[template(path = "cases/figures.html")]
struct FiguresPage {
    page: Page,
    office: String,
    table_href: String,
    kinds: Vec<Figures>,
}

/// The figures of a kind: what is counted, of which sort, how often.
struct Figures {
    title: String,
    rows: Vec<(String, String, i64)>,
}

/// The middle of some days; none if there are none.
fn median(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}

async fn figures(app: &App, context: &Context, at: &AtOffice) -> Result<Vec<Figures>, Error> {
    let conn = app.db.read();
    let office = at.office.id;
    let mut all = Vec::new();
    for kind in super::types::usable(app, &at.place).await? {
        let latest = latest(app, &kind).await?;
        let mut rows = Vec::new();
        for counted in store::lists::by_state(conn, office, kind.id).await? {
            let label = context.t(&format!("cases-state-{}", counted.what));
            rows.push((context.t("cases-state"), label, counted.number));
        }
        for counted in store::lists::by_step(conn, office, kind.id).await? {
            rows.push((
                context.t("cases-figures-step"),
                counted.what,
                counted.number,
            ));
        }
        for counted in store::lists::by_reason(conn, office, kind.id).await? {
            let label = latest
                .reason(&counted.what)
                .map_or(counted.what, |reason| reason.title.clone());
            rows.push((context.t("cases-reason"), label, counted.number));
        }
        let durations = store::lists::durations(conn, office, kind.id).await?;
        let days = durations.into_iter().map(|(opened, closed)| {
            let (from, to) = (berlin_date(opened), berlin_date(closed));
            i64::from(from.until(to).map_or(0, |span| span.get_days()))
        });
        if let Some(median) = median(days.collect()) {
            let label = context.t("cases-figures-median");
            rows.push((context.t("cases-figures-duration"), label, median));
        }
        all.push(Figures {
            title: kind.title,
            rows,
        });
    }
    Ok(all)
}

async fn latest(app: &App, kind: &CaseType) -> Result<Definition, Error> {
    let version = store::types::version(app.db.read(), kind.id, kind.latest).await?;
    Ok(version.map_or_else(Definition::default, |version| version.definition))
}

/// Shows the figures.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<FiguresQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::CASE_COUNT, &query.amt).await?;
    let title = context.t("cases-figures-title");
    let path = format!("{LIST}/zahlen");
    render(&FiguresPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, &path)])),
        office: at.office.name.clone(),
        table_href: format!("{path}/tabelle.csv?amt={}", at.office.id),
        kinds: figures(&app, &context, &at).await?,
    })
}

/// The same as a table.
pub async fn table(
    State(app): State<App>,
    context: Context,
    Query(query): Query<FiguresQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::CASE_COUNT, &query.amt).await?;
    let keys = [
        "cases-kind",
        "cases-figures-sort",
        "cases-figures-what",
        "cases-figures-number",
    ];
    let mut rows = vec![keys.map(|key| context.t(key))];
    for kind in figures(&app, &context, &at).await? {
        for (sort, what, number) in kind.rows {
            rows.push([kind.title.clone(), sort, what, number.to_string()]);
        }
    }
    csv_answer("faelle.csv", rows.iter().map(|row| &row[..]))
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_is_a_day_that_there_was() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![4, 2]), Some(4));
    }
}
