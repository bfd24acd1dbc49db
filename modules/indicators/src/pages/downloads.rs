// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files to take away: a week or a series as CSV, the map as SVG.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::IsoWeek;
use sha2::{Digest, Sha256};
use web::{App, Context, Error};

use crate::choice::{self, Choice, choose, this_week};
use crate::model::{Cell, District, KRANKENSTAND};
use crate::pages::public;
use crate::pictures::{self, MAP_SOURCE};
use crate::shelf::{Shelf, Snapshot};
use crate::standalone::{Caption, sheet};
use crate::view;
use crate::words::Words;

/// The columns of both CSV files. They stay the same in every language; new ones are added at the end.
const COLUMNS: [&str; 8] = [
    "week",
    "place",
    "name",
    "state",
    "facilities",
    "ill",
    "cared_for",
    "share_percent",
];

/// All districts and the state in one week.
pub(crate) async fn week_csv(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (snapshot, words) = needed(&shelf, &app, &context).await?;
    let chosen = choose(&words, &snapshot.figures, this_week(&app), &choice)?;
    let (week, now) = (chosen.week, chosen.now);
    let whole = (None, week, snapshot.figures.whole(week, now));
    let districts = snapshot.figures.districts().iter().map(|district| {
        let cell = snapshot.figures.cell(district, week, now);
        (Some(district), week, cell)
    });
    let body = csv(&app, &words, std::iter::once(whole).chain(districts))?;
    let name = format!("{}_{week}.csv", KRANKENSTAND.name);
    Ok(file(&headers, "text/csv; charset=utf-8", &name, body))
}

/// One place in all weeks.
pub(crate) async fn series_csv(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (snapshot, words) = needed(&shelf, &app, &context).await?;
    let now = this_week(&app);
    let district = choice::district(&words, &snapshot.figures, &choice.kreis)?;
    let weeks = snapshot.figures.all_weeks(now);
    let cells = weeks
        .into_iter()
        .map(|week| (district, week, snapshot.figures.place(district, week, now)));
    let body = csv(&app, &words, cells)?;
    let place = district.map_or(app.settings.state_ags.as_str(), |one| &one.key);
    let name = format!("{}_{place}.csv", KRANKENSTAND.name);
    Ok(file(&headers, "text/csv; charset=utf-8", &name, body))
}

/// The map of a week as a file that stands alone.
pub(crate) async fn map_svg(
    shelf: Arc<Shelf>,
    State(app): State<App>,
    context: Context,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (snapshot, words) = needed(&shelf, &app, &context).await?;
    let chosen = choose(&words, &snapshot.figures, this_week(&app), &choice)?;
    let map = pictures::draw_map(
        &words,
        &snapshot,
        chosen.week,
        chosen.now,
        chosen.district,
        false,
    );
    let mut notes = vec![view::updated(&words, &snapshot)];
    if !snapshot.figures.is_complete(chosen.week, chosen.now) {
        notes.insert(0, words.t("indicators-incomplete-title"));
    }
    notes.push(words.t("indicators-source-figures"));
    notes.push(words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]));
    let title = pictures::map_title(&words, chosen.week);
    let body = sheet(
        &map,
        &Caption {
            title: &title,
            notes: &notes,
            lang: words.lang.tag(),
        },
    );
    let name = format!("{}_{}.svg", KRANKENSTAND.name, chosen.week);
    Ok(file(&headers, "image/svg+xml", &name, body))
}

async fn needed<'a>(
    shelf: &Shelf,
    app: &'a App,
    context: &Context,
) -> Result<(Arc<Snapshot>, Words<'a>), Error> {
    let snapshot = shelf.snapshot(app).await?;
    let words = Words::of(app, context);
    if snapshot.figures.is_empty() {
        return Err(Error::Invalid(words.t("indicators-empty-text")));
    }
    Ok((snapshot, words))
}

fn csv<'f>(
    app: &App,
    words: &Words<'_>,
    cells: impl Iterator<Item = (Option<&'f District>, IsoWeek, Cell)>,
) -> Result<String, Error> {
    let rows = cells.map(|(district, week, cell)| {
        let count = |number: i64| match cell.share() {
            Some(_) => number.max(0).to_string(),
            None => String::new(),
        };
        let share = cell.share();
        vec![
            week.to_string(),
            district.map_or_else(|| app.settings.state_ags.to_string(), |one| one.key.clone()),
            words.place(district),
            cell.state.name().to_owned(),
            count(cell.sums.facilities),
            count(cell.sums.ill),
            count(cell.sums.cared_for),
            share.map_or(String::new(), |share| format!("{:.2}", share * 100.0)),
        ]
    });
    text_of(&COLUMNS, rows)
}

/// The text of a CSV file.
pub(crate) fn text_of(
    header: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<String, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(Error::internal)?;
    for row in rows {
        writer.write_record(row).map_err(Error::internal)?;
    }
    let bytes = writer.into_inner().map_err(Error::internal)?;
    String::from_utf8(bytes).map_err(Error::internal)
}

/// The answer with a file, or «not changed» if the reader has it already.
pub(crate) fn file(headers: &HeaderMap, kind: &'static str, name: &str, body: String) -> Response {
    let mut answer = tagged(headers, kind, body);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        answer
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    public(headers, answer)
}

/// A body with the digest of its content as its tag.
pub(crate) fn tagged(headers: &HeaderMap, kind: &'static str, body: String) -> Response {
    let digest = Sha256::digest(body.as_bytes());
    // Weak, because the answer may be compressed on its way.
    let tag = format!("W/\"{}\"", hex::encode(&digest[..16]));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    };
    if let Ok(value) = HeaderValue::from_str(&tag) {
        answer.headers_mut().insert(header::ETAG, value);
    }
    answer
}
