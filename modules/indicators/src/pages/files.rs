// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of figures: one table or drawing, written in every format that somebody may want.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::HeaderMap;
use web::{App, Context, Error};

use super::cases::{Wish, list_choice, place_key, wanted};
use super::downloads::file;
use crate::cases::shelf::CaseShelf;
use crate::cases::view::{self, Chosen};
use crate::cases::{paper, tables};
use crate::standalone::{Caption, sheet};
use crate::table::{FigureTable, TableFormat};
use crate::words::Words;

/// A drawing as a file.
pub(crate) struct Drawing {
    /// What files are called, without their end.
    pub(crate) name: String,
    /// The drawing with title, legend and source inside.
    pub(crate) svg: String,
}

/// The table as a file in the format that its name ends with.
pub(crate) fn table_file(
    headers: &HeaderMap,
    words: &Words<'_>,
    table: &FigureTable,
    format: TableFormat,
) -> Result<Response, Error> {
    let bytes = table.write(words, format)?;
    let name = format!("{}.{}", table.name, format.name());
    Ok(file(headers, format.media_type(), &name, bytes))
}

/// The drawing as a file: as it is, or painted.
pub(crate) async fn drawing_file(
    headers: &HeaderMap,
    drawing: Drawing,
    end: &str,
) -> Result<Response, Error> {
    let name = format!("{}.{end}", drawing.name);
    match end {
        "svg" => Ok(file(headers, "image/svg+xml", &name, drawing.svg)),
        "png" => Ok(file(
            headers,
            "image/png",
            &name,
            web::png(drawing.svg).await?,
        )),
        _ => Err(Error::NotFound),
    }
}

/// A file of a disease: `reihe`, `orte`, `alter`, `gemeinden`, and those of a plan, as tables; `reihe`, `karte`, `alter` as drawings; `seite.pdf`.
pub(crate) async fn disease(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((key, name)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.at_stand(&app, &context, stand, Some(&key)).await?;
    let words = Words::of(&app, &context);
    let (what, end) = name.rsplit_once('.').ok_or(Error::NotFound)?;
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let place = place_key(&app, chosen.place_key());
    if let Ok(format) = end.parse::<TableFormat>() {
        let table = match what {
            "reihe" => tables::series(&words, &chosen, category, &place),
            "orte" => tables::places(&words, &chosen, category, &place_key(&app, "")),
            "alter" => tables::ages(&words, &chosen, category, &place),
            "gemeinden" => tables::towns(&words, &chosen, category)?.ok_or(Error::NotFound),
            "tabelle" => {
                let (state, table) = (place_key(&app, ""), wish.tabelle.trim());
                tables::of_plan(&words, &chosen, category, &state, table).ok_or(Error::NotFound)
            }
            _ => Err(Error::NotFound),
        }?;
        return table_file(&headers, &words, &table, format);
    }
    if (what, end) == ("seite", "pdf") {
        let address = format!(
            "{}{}",
            app.settings.base_url,
            view::page_path(&chosen, category)
        );
        let document =
            paper::document(&words, &chosen, category, &address, app.clock.now()).await?;
        let name = format!("{key}_{place}_{}.pdf", chosen.until);
        let bytes = web::print_pdf(document).await?;
        return Ok(super::public(&headers, web::pdf_response(&name, bytes)));
    }
    let drawing = drawing(&words, &chosen, category, what)?.ok_or(Error::NotFound)?;
    let drawing = Drawing {
        name: format!("{key}_{what}_{place}_{}", chosen.until),
        svg: drawing,
    };
    drawing_file(&headers, drawing, end).await
}

/// A picture of a disease that stands alone; none if there is no such picture.
pub(crate) fn drawing(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: cube::Category,
    what: &str,
) -> Result<Option<String>, Error> {
    let set = chosen.set;
    let mut notes = vec![view::as_of(words, set), view::credit(words, set)];
    if set.published().is_some() {
        notes.push(words.t("indicators-notice-protected"));
    }
    let (title, svg, legend) = match what {
        "karte" => {
            let numbers = view::numbers(chosen, category)?;
            let map = view::map(words, chosen, category, &numbers.places, false);
            notes.push(words.with(
                "indicators-source-map",
                &[("map", crate::pictures::MAP_SOURCE.into())],
            ));
            let title = view::map_title(words, chosen, &set.name(category, words.lang));
            (title, map.svg, map.legend)
        }
        "reihe" | "alter" => {
            let disease = view::disease(words, chosen, category)?;
            if what == "reihe" {
                (disease.chart_title, disease.wide, Vec::new())
            } else {
                (disease.ages_title, disease.ages, Vec::new())
            }
        }
        _ => return Ok(None),
    };
    if svg.is_empty() {
        return Ok(None);
    }
    let caption = Caption {
        title: &title,
        notes: &notes,
        lang: words.lang.tag(),
    };
    Ok(Some(sheet(&svg, &legend, &caption)))
}

/// The list of diseases as a table.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
    format: TableFormat,
) -> Result<Response, Error> {
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.at_stand(&app, &context, stand, None).await?;
    let words = Words::of(&app, &context);
    let chosen = list_choice(&words, &cases, &wish)?;
    let place = place_key(&app, chosen.place_key());
    let table = tables::list(&words, &chosen, &place)?;
    table_file(&headers, &words, &table, format)
}
