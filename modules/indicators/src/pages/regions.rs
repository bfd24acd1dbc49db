// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places: the list of districts, and one place with all its diseases.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::cases::{Wish, choose_of, exact_set_of};
use super::public;
use crate::cases::places::{Spot, sees_towns};
use crate::cases::region::{self, Listed, Region};
use crate::cases::shelf::CaseShelf;
use crate::cases::view::{self, Chosen};
use crate::cases::{LONG_SPANS, SPANS};
use crate::pictures::{MAP_SOURCE, Picture};
use crate::view::Entry;
use crate::words::Words;

/// The list.
pub(crate) const PATH: &str = "/regionen";

/// Where a place is.
pub(crate) fn path_of(key: &str) -> String {
    format!("{PATH}/{key}")
}

/// What a reader chose in the address, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RegionWish {
    quelle: String,
    /// The key of the disease that is shown beside the table of all.
    krankheit: String,
    bis: String,
    spanne: String,
}

impl RegionWish {
    fn wish(&self) -> Wish {
        Wish {
            quelle: self.quelle.clone(),
            ort: String::new(),
            bis: self.bis.clone(),
            spanne: self.spanne.clone(),
            ..Wish::default()
        }
    }
}

#[derive(Template)]
#[template(path = "indicators/regions.html")]
struct ListPage {
    page: Page,
    content: Option<ListContent>,
}

struct ListContent {
    weeks: Vec<Entry>,
    spans: Vec<Entry>,
    set: String,
    title: String,
    map: Picture,
    map_source: String,
    rows: Vec<Listed>,
    credit: String,
    as_of: String,
}

#[derive(Template)]
#[template(path = "indicators/region.html")]
struct RegionPage {
    page: Page,
    region: Region,
    list: String,
    action: String,
    set: String,
    diseases: Vec<Entry>,
    weeks: Vec<Entry>,
    spans: Vec<Entry>,
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-regions-title"), PATH),
    ]
}

/// All districts.
pub(crate) async fn list(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let content = match exact_set_of(&cases, &wish, None) {
        None if !wish.quelle.trim().is_empty() => return Err(Error::NotFound),
        None => None,
        Some((set, _)) => {
            let chosen = choose_of(&words, &cases, set, &wish, &SPANS)?;
            Some(list_content(&words, &chosen)?)
        }
    };
    let page = context.page(context.t("indicators-regions-title"), crumbs(&context));
    let answer = render(&ListPage { page, content })?.into_response();
    Ok(public(&headers, answer))
}

fn list_content(words: &Words<'_>, chosen: &Chosen<'_>) -> Result<ListContent, Error> {
    let title = words.with(
        "indicators-regions-list",
        &[("weeks", view::span_words(words, chosen).into())],
    );
    let href = |key: &str| format!("{}?{}", path_of(key), chosen.query(""));
    let drawn = region::list_map(words, chosen, &title, &href);
    Ok(ListContent {
        weeks: view::week_entries(words, chosen),
        spans: view::span_entries(words, chosen, &SPANS),
        set: chosen.set.set.key.to_string(),
        title,
        map: Picture {
            svg: drawn.svg,
            legend: String::new(),
        },
        map_source: words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
        rows: region::list(words, chosen)?,
        credit: view::credit(words, chosen.set),
        as_of: view::as_of(words, chosen.set),
    })
}

/// One place.
pub(crate) async fn region(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(key): Path<String>,
    Query(wish): Query<RegionWish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let disease = wish.krankheit.trim();
    let wanted = Some(disease).filter(|disease| !disease.is_empty());
    let (set, category) = exact_set_of(&cases, &wish.wish(), wanted).ok_or(Error::NotFound)?;
    let spot = Spot::find(&cases, words.state_key, &key).ok_or(Error::NotFound)?;
    let spans: &[i32] = if spot.is_town() {
        if !sees_towns(&app, &context, set).await? {
            return Err(Error::NotFound);
        }
        &LONG_SPANS
    } else {
        &SPANS
    };
    let chosen = choose_of(&words, &cases, set, &wish.wish(), spans)?;
    let region = region::region(&words, &chosen, spot, category)?;
    let mut way = crumbs(&context);
    if let Some((name, href)) = &region.district {
        way.push(Crumb::new(name.clone(), href));
    }
    let path = path_of(&key);
    way.push(Crumb::new(region.title.clone(), &path));
    let keys = set.axes().categories().all();
    let mut diseases: Vec<Entry> = keys
        .map(|one| Entry {
            value: set.key(one).to_owned(),
            label: set.name(one, context.lang()),
            chosen: region
                .rows
                .iter()
                .any(|row| row.chosen && row.name == set.name(one, context.lang())),
        })
        .collect();
    diseases.sort_by(|a, b| a.label.cmp(&b.label));
    let answer = render(&RegionPage {
        page: context.page(&region.title, way),
        list: region::list_href(&chosen),
        action: path,
        set: set.set.key.to_string(),
        diseases,
        weeks: view::week_entries(&words, &chosen),
        spans: view::span_entries(&words, &chosen, spans),
        region,
    })?;
    Ok(public(&headers, answer.into_response()))
}
