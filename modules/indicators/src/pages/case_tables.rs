// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables of notified cases as files: what was published under a plan as a whole, and municipalities.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use disclosure::TOTAL;
use http::HeaderMap;
use serde::Deserialize;
use web::{App, Context, Error};

use super::cases::{Wish, place_key, wanted, written};
use super::downloads::{file, text_of};
use crate::cases::figures;
use crate::cases::numbers::state;
use crate::cases::shelf::CaseShelf;
use crate::words::Words;

/// Which table is wanted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TableWish {
    quelle: String,
    sicht: String,
    tabelle: String,
}

/// A table of the plan of a protected set as it was published, with all its periods, as CSV.
pub(crate) async fn table_csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(asked): Query<TableWish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let wish = Wish {
        quelle: asked.quelle,
        sicht: asked.sicht,
        ..Wish::default()
    };
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let published = chosen.set.published().ok_or(Error::NotFound)?;
    let lines = published.table(&asked.tabelle, category);
    let header = ["disease", "period", "place", "age", "sex", "state", "cases"];
    let rows = lines.ok_or(Error::NotFound)?.into_iter().map(|line| {
        let total = (TOTAL, TOTAL);
        let (age, sex) = line.stratum.split_once('/').unwrap_or(total);
        let place = if line.place == TOTAL {
            place_key(&app, "")
        } else {
            line.place
        };
        vec![
            key.clone(),
            line.period,
            place,
            age.to_owned(),
            sex.to_owned(),
            state(line.cases).name().to_owned(),
            written(line.cases),
        ]
    });
    let body = text_of(&header, rows)?;
    let name = format!("{key}_{}.csv", asked.tabelle);
    Ok(file(&headers, "text/csv; charset=utf-8", &name, body))
}

/// Municipalities as CSV: those of the chosen weeks, or what was published last.
pub(crate) async fn towns_csv(
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
    let towns = figures::towns(chosen.set, category, chosen.district, chosen.weeks())?;
    let figures::TownCounts { weeks, rows } = towns.ok_or(Error::NotFound)?;
    let header = [
        "disease",
        "from",
        "until",
        "place",
        "district",
        "municipalities",
        "state",
        "cases",
    ];
    let rows = rows.into_iter().map(|one| {
        vec![
            key.clone(),
            weeks.0.to_string(),
            weeks.1.to_string(),
            one.key,
            one.district,
            one.members.join(" "),
            state(one.cases).name().to_owned(),
            written(one.cases),
        ]
    });
    let body = text_of(&header, rows)?;
    let name = format!("{key}_gemeinden_{}.csv", weeks.1);
    Ok(file(&headers, "text/csv; charset=utf-8", &name, body))
}
