// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Single figures in pages of others: the figure, its sentence, its source, and the way back.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use web::{App, Context, Embeddable, Error, Page, render};

use super::cases::{Wish, wanted};
use crate::cases::shelf::CaseShelf;
use crate::cases::view;
use crate::words::Words;

/// Where a figure for pages of others is.
pub(crate) fn path_of(disease: &str, figure: &str) -> String {
    format!("/einbetten/krankheiten/{disease}/{figure}")
}

#[derive(Template)]
#[template(path = "indicators/embedded.html")]
struct EmbeddedPage {
    page: Page,
    title: String,
    sentences: Vec<String>,
    wide: String,
    narrow: String,
    legend: String,
    source: String,
    href: String,
}

/// A figure of a disease: `reihe`, `karte` or `alter`. It shows what is public, whoever looks.
pub(crate) async fn disease(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((key, figure)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let stand = (wish.datenstand.as_str(), wish.quelle.as_str());
    let cases = shelf.public(&app).await?;
    let cases = shelf
        .stood(&app, &context, cases, stand, Some(&key))
        .await?;
    let words = Words::of(&app, &context);
    let (chosen, category) = wanted(&words, &cases, &key, &wish)?;
    let shown = view::disease(&words, &chosen, category)?;
    let mut source = format!("{} · {}", shown.credit, shown.as_of);
    let mut legend = String::new();
    let (title, wide, narrow) = match figure.as_str() {
        "reihe" => (shown.chart_title, shown.wide, shown.narrow),
        "karte" => {
            let numbers = view::numbers(&chosen, category)?;
            let map = view::map(&words, &chosen, category, &numbers.places, false);
            legend = map.legend_list();
            source = format!("{source} · {}", shown.map_source);
            (shown.map_title, map.svg, String::new())
        }
        "alter" if !shown.ages.is_empty() => (shown.ages_title, shown.ages, String::new()),
        _ => return Err(Error::NotFound),
    };
    let mut sentences = shown.sentences;
    if chosen.set.published().is_some() {
        sentences.push(words.t("indicators-notice-protected-text"));
    }
    let page = EmbeddedPage {
        page: context.page(title.as_str(), Vec::new()),
        title,
        sentences,
        wide,
        narrow,
        legend,
        source,
        href: view::page_path(&chosen, category),
    };
    let mut answer = render(&page)?.into_response();
    answer.extensions_mut().insert(Embeddable);
    Ok(super::public(&headers, answer))
}
