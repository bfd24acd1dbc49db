// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the numbers of weeks changed from version to version of a set.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use columnar::Kind;
use http::HeaderMap;
use kernel::IsoWeek;
use web::{App, Context, Crumb, Error, Page, render};

use super::cases::{Choices, PATH, Wish, path_of, place_key, wanted};
use super::files::table_file;
use super::public;
use crate::cases::former::Stand;
use crate::cases::shelf::CaseShelf;
use crate::cases::view::{self, Chosen};
use crate::table::{Cell, Credit, FigureTable, TableFormat};
use crate::words::Words;

/// How many weeks are compared.
const WEEKS: i32 = 10;
/// How many versions are compared.
const STANDS: usize = 6;

#[derive(Template)]
#[template(path = "indicators/stands.html")]
struct StandsPage {
    page: Page,
    choices: Choices,
    title: String,
    back: String,
    path: String,
    query: String,
    stands: Vec<(String, String)>,
    rows: Vec<(String, Vec<String>, String)>,
    credit: String,
}

impl StandsPage {
    fn choices(&self) -> &Choices {
        &self.choices
    }
}

/// The counts of some weeks in some versions, the oldest version first.
struct Compared {
    stands: Vec<Stand>,
    weeks: Vec<(IsoWeek, Vec<Option<u64>>)>,
}

async fn compared(
    shelf: &CaseShelf,
    app: &App,
    chosen: &Chosen<'_>,
    disease: &str,
) -> Result<Compared, Error> {
    let stands = chosen.cases.stands_of(&chosen.set.set.key);
    let mut stands: Vec<Stand> = stands.iter().take(STANDS).cloned().collect();
    stands.reverse();
    let mut traces = Vec::new();
    for stand in &stands {
        let version = (chosen.set, stand.number);
        traces.push(shelf.former.trace(app, chosen.cases, version).await?);
    }
    let weeks = (0..WEEKS).map(|back| chosen.until.plus(-back));
    let weeks = weeks.filter(|week| *week >= chosen.set.first());
    let place = chosen.place_key();
    let counts = |week: IsoWeek| {
        let of = traces.iter().map(|trace| trace.count(disease, place, week));
        (week, of.collect())
    };
    Ok(Compared {
        stands,
        weeks: weeks.map(counts).collect(),
    })
}

/// From the first to the last count that there is.
fn change(counts: &[Option<u64>]) -> Option<i64> {
    let mut known = counts.iter().flatten();
    let first = known.next()?;
    let last = known.next_back()?;
    Some(i64::try_from(*last).ok()? - i64::try_from(*first).ok()?)
}

/// The table.
pub(crate) async fn page(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let compared = compared(&shelf, &app, &chosen, &key).await?;
    let name = chosen.set.name(category, context.lang());
    let title = words.with(
        "indicators-stands-title",
        &[
            ("disease", name.as_str().into()),
            ("where", words.place_in(chosen.district).into()),
        ],
    );
    let query = chosen.query(chosen.place_key());
    let disease = path_of(&key);
    let path = format!("{disease}/staende");
    let way = vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-cases-title"), PATH),
        Crumb::new(name, &disease),
        Crumb::new(context.t("indicators-stands"), &path),
    ];
    let none = words.t("indicators-stands-none");
    let shown =
        |count: &Option<u64>| count.map_or_else(|| none.clone(), |count| words.count(count));
    let answer = render(&StandsPage {
        page: context.page(&title, way),
        choices: Choices::of(&words, &chosen, path.clone()),
        back: format!("{disease}?{query}"),
        stands: compared
            .stands
            .iter()
            .map(|stand| {
                let day = web::format::date(words.lang, stand.as_of);
                (
                    format!("{disease}?{query}&datenstand={}", stand.number),
                    day,
                )
            })
            .collect(),
        rows: compared
            .weeks
            .iter()
            .map(|(week, counts)| {
                let change = change(counts).map_or_else(
                    || "–".to_owned(),
                    |change| match change {
                        0 => "±0".to_owned(),
                        more if more > 0 => format!("+{}", words.integer(more)),
                        less => format!("−{}", words.integer(-less)),
                    },
                );
                (
                    words.week(*week),
                    counts.iter().map(shown).collect(),
                    change,
                )
            })
            .collect(),
        credit: view::credit(&words, chosen.set),
        title,
        path,
        query,
    })?;
    Ok(public(&headers, answer.into_response()))
}

/// The same as CSV, a line for each week and version.
pub(crate) async fn csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let (chosen, _) = wanted(&words, &cases, &key, &wish)?;
    let compared = compared(&shelf, &app, &chosen, &key).await?;
    let place = place_key(&app, chosen.place_key());
    let rows = compared.weeks.iter().flat_map(|(week, counts)| {
        compared
            .stands
            .iter()
            .zip(counts)
            .filter_map(|(stand, count)| {
                Some(vec![
                    Cell::text(&key),
                    Cell::text(&place),
                    Cell::text(week.to_string()),
                    Cell::count(u64::try_from(stand.number).ok()),
                    Cell::text(stand.as_of.to_string()),
                    Cell::Count((*count)?),
                ])
            })
    });
    let table = FigureTable {
        name: format!("{key}_{place}_versions"),
        title: words.t("indicators-stands"),
        rows: rows.collect(),
        columns: vec![
            ("disease", Kind::Text),
            ("place", Kind::Text),
            ("week", Kind::Text),
            ("version", Kind::Integer),
            ("stood_on", Kind::Text),
            ("cases", Kind::Integer),
        ],
        chosen: Vec::new(),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    };
    table_file(&headers, &words, &table, TableFormat::Csv)
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn a_change_needs_two_versions_that_have_the_week() {
        assert_eq!(change(&[Some(5), None, Some(8)]), Some(3));
        assert_eq!(change(&[None, Some(8), Some(2)]), Some(-6));
        assert_eq!(change(&[None, Some(8)]), None);
        assert_eq!(change(&[]), None);
    }
}
