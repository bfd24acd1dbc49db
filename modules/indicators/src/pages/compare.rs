// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The comparison: its page and its file. What is compared stands in the address alone.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use columnar::Kind;
use disclosure::Shown;
use http::HeaderMap;
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::cases::{Wish, choose_of, exact_set_of, place_key};
use super::files::table_file;
use super::public;
use crate::cases::compare::{self, Comparison, MOST, Measure, Pair, View};
use crate::cases::numbers::state;
use crate::cases::places::{Spot, sees_towns};
use crate::cases::shelf::CaseShelf;
use crate::cases::view;
use crate::cases::{CaseSet, Cases};
use crate::table::{Cell, Credit, FigureTable, TableFormat};
use crate::view::Entry;
use crate::words::Words;

/// The page.
pub(crate) const PATH: &str = "/vergleich";

/// What a reader chose in the address, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CompareWish {
    quelle: String,
    /// `orte` or `krankheiten`.
    nach: String,
    ort: String,
    ort2: String,
    ort3: String,
    ort4: String,
    krankheit: String,
    krankheit2: String,
    krankheit3: String,
    krankheit4: String,
    bis: String,
    /// How many weeks the chart has.
    spanne: String,
    /// `rate` or `faelle`.
    wert: String,
}

impl CompareWish {
    fn places(&self) -> [&str; MOST] {
        [&self.ort, &self.ort2, &self.ort3, &self.ort4].map(|text| text.trim())
    }

    fn diseases(&self) -> [&str; MOST] {
        [
            &self.krankheit,
            &self.krankheit2,
            &self.krankheit3,
            &self.krankheit4,
        ]
        .map(|text| text.trim())
    }

    fn by_place(&self) -> bool {
        self.nach.trim() != "krankheiten"
    }

    /// What is chosen as a query, by places or by diseases.
    fn query(&self, by_place: bool) -> String {
        let mut parts = vec![(
            "nach".to_owned(),
            if by_place { "orte" } else { "krankheiten" },
        )];
        for (name, values, many) in [
            ("ort", self.places(), by_place),
            ("krankheit", self.diseases(), !by_place),
        ] {
            let count = if many { MOST } else { 1 };
            let values = values.into_iter().take(count).enumerate();
            parts.extend(values.map(|(at, value)| (numbered(name, at), value)));
        }
        for (name, value) in [
            ("quelle", &self.quelle),
            ("bis", &self.bis),
            ("spanne", &self.spanne),
            ("wert", &self.wert),
        ] {
            parts.push((name.to_owned(), value.trim()));
        }
        let said = parts.into_iter().filter(|(_, value)| plain(value));
        let said: Vec<String> = said
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        said.join("&")
    }
}

/// Whether a value needs no escaping in an address; all that are known are so.
fn plain(value: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !value.is_empty() && value.chars().all(safe)
}

#[derive(Template)]
#[template(path = "indicators/compare.html")]
struct ComparePage {
    page: Page,
    content: Option<Content>,
}

/// A choice of one place or disease.
struct Choice {
    name: String,
    label: String,
    /// Whether it may be left empty.
    optional: bool,
    entries: Vec<Entry>,
}

struct Content {
    view: View,
    set: String,
    by_place: bool,
    tabs: Vec<Entry>,
    choices: Vec<Choice>,
    weeks: Vec<Entry>,
    spans: Vec<Entry>,
    by_rate: bool,
    query: String,
}

/// Reads a comparison; none if nothing is there to be compared.
async fn wanted<'c>(
    app: &App,
    context: &Context,
    words: &Words<'_>,
    cases: &'c Cases,
    wish: &CompareWish,
) -> Result<Option<Comparison<'c>>, Error> {
    let base = Wish {
        quelle: wish.quelle.clone(),
        ort: String::new(),
        bis: wish.bis.clone(),
        spanne: wish.spanne.clone(),
        ..Wish::default()
    };
    let Some((set, _)) = exact_set_of(cases, &base, None) else {
        return if wish.quelle.trim().is_empty() {
            Ok(None)
        } else {
            Err(Error::NotFound)
        };
    };
    let chosen = choose_of(words, cases, set, &base, &compare::WEEKS)?;
    let by_place = wish.by_place();
    let places = wish.places();
    let diseases = wish.diseases();
    let count = |many: bool| if many { MOST } else { 1 };
    let mut spots = Vec::new();
    for key in places.into_iter().take(count(by_place)) {
        if key.is_empty() {
            continue;
        }
        let unknown = || Error::Invalid(words.t("indicators-compare-unknown"));
        let spot = Spot::find(cases, words.state_key, key).ok_or_else(unknown)?;
        if spot.is_town() && !sees_towns(app, context, set).await? {
            return Err(unknown());
        }
        spots.push(spot);
    }
    let mut categories = Vec::new();
    for key in diseases.into_iter().take(count(!by_place)) {
        if !key.is_empty() {
            let found = set.axes().categories().find(key);
            let unknown = |_| Error::Invalid(words.t("indicators-compare-unknown"));
            categories.push(found.map_err(unknown)?);
        }
    }
    fill_in(&chosen, by_place, &mut spots, &mut categories)?;
    let pairs = if by_place {
        let category = categories.first().copied();
        let pair = |spot| {
            Some(Pair {
                category: category?,
                spot,
            })
        };
        spots.into_iter().filter_map(pair).collect()
    } else {
        let spot = spots.first().copied().unwrap_or(Spot::State);
        let pair = |category| Pair { category, spot };
        categories.into_iter().map(pair).collect()
    };
    Ok(Some(Comparison {
        chosen,
        by_place,
        measure: if wish.wert.trim() == "faelle" {
            Measure::Cases
        } else {
            Measure::Rate
        },
        pairs,
    }))
}

/// What stands there before somebody has chosen: the state and its largest districts, or the diseases with most cases.
fn fill_in<'c>(
    chosen: &view::Chosen<'c>,
    by_place: bool,
    spots: &mut Vec<Spot<'c>>,
    categories: &mut Vec<cube::Category>,
) -> Result<(), Error> {
    if spots.is_empty() {
        spots.push(Spot::State);
        if by_place {
            let mut districts: Vec<_> = chosen.cases.districts.iter().collect();
            districts.sort_by_key(|one| std::cmp::Reverse(one.inhabitants));
            let largest = districts.into_iter().take(2);
            spots.extend(largest.map(|one| Spot::District(&one.district)));
        }
    }
    if categories.is_empty() {
        let most = crate::cases::region::counted(chosen, Spot::State)?;
        let wanted = if by_place { 1 } else { 3 };
        categories.extend(most.iter().take(wanted).map(|one| one.category));
    }
    Ok(())
}

/// The comparison as a page.
pub(crate) async fn page(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(wish): Query<CompareWish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let content = match wanted(&app, &context, &words, &cases, &wish).await? {
        Some(comparison) => Some(content(&words, &comparison, &wish)?),
        None => None,
    };
    let title = context.t("indicators-compare-title");
    let way = vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-cases-title"), super::cases::PATH),
        Crumb::new(title.clone(), PATH),
    ];
    let page = context.page(title, way);
    let answer = render(&ComparePage { page, content })?.into_response();
    Ok(public(&headers, answer))
}

fn content(
    words: &Words<'_>,
    comparison: &Comparison<'_>,
    wish: &CompareWish,
) -> Result<Content, Error> {
    let chosen = &comparison.chosen;
    let by_place = comparison.by_place;
    let tab = |of_places: bool, key: &str| Entry {
        value: format!("{PATH}?{}", wish.query(of_places)),
        label: words.t(key),
        chosen: by_place == of_places,
    };
    Ok(Content {
        view: compare::view(words, comparison)?,
        set: chosen.set.set.key.to_string(),
        tabs: vec![
            tab(true, "indicators-compare-places"),
            tab(false, "indicators-compare-diseases"),
        ],
        choices: choices(words, comparison),
        weeks: view::week_entries(words, chosen),
        spans: view::span_entries(words, chosen, &compare::WEEKS),
        by_rate: comparison.measure == Measure::Rate,
        query: wish.query(by_place),
        by_place,
    })
}

/// One field for what all have in common, and four for what differs.
fn choices(words: &Words<'_>, comparison: &Comparison<'_>) -> Vec<Choice> {
    let set = comparison.chosen.set;
    let pair = |at: usize| comparison.pairs.get(at);
    let disease = |at: usize| Choice {
        name: numbered("krankheit", at),
        label: label(words, "indicators-cases-disease", at, comparison.by_place),
        optional: at > 0,
        entries: diseases(words, set, pair(at).map(|pair| pair.category)),
    };
    let place = |at: usize| Choice {
        name: numbered("ort", at),
        label: label(words, "indicators-column-place", at, !comparison.by_place),
        optional: at > 0,
        entries: places(
            words,
            comparison.chosen.cases,
            pair(at).map(|pair| pair.spot),
        ),
    };
    if comparison.by_place {
        std::iter::once(disease(0))
            .chain((0..MOST).map(place))
            .collect()
    } else {
        std::iter::once(place(0))
            .chain((0..MOST).map(disease))
            .collect()
    }
}

fn numbered(name: &str, at: usize) -> String {
    match at {
        0 => name.to_owned(),
        at => format!("{name}{}", at + 1),
    }
}

/// `Krankheit`, or `Krankheit 2` where there are several.
fn label(words: &Words<'_>, key: &str, at: usize, alone: bool) -> String {
    let name = words.t(key);
    if alone {
        return name;
    }
    format!("{name} {}", at + 1)
}

fn diseases(words: &Words<'_>, set: &CaseSet, chosen: Option<cube::Category>) -> Vec<Entry> {
    let all = set.axes().categories().all();
    let mut entries: Vec<Entry> = all
        .map(|one| Entry {
            value: set.key(one).to_owned(),
            label: set.name(one, words.lang),
            chosen: chosen == Some(one),
        })
        .collect();
    entries.sort_by(|a, b| a.label.cmp(&b.label));
    entries
}

/// The state, all districts, and a chosen municipality.
fn places(words: &Words<'_>, cases: &Cases, chosen: Option<Spot<'_>>) -> Vec<Entry> {
    let mut districts: Vec<_> = cases.districts.iter().map(|one| &one.district).collect();
    districts.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    let state = Entry {
        value: words.state_key.to_owned(),
        label: words.place(None),
        chosen: chosen == Some(Spot::State),
    };
    let town = chosen.filter(|spot| spot.is_town()).map(|spot| Entry {
        value: spot.key().to_owned(),
        label: spot.name(words),
        chosen: true,
    });
    let districts = districts.into_iter().map(|district| Entry {
        value: district.key.clone(),
        label: words.place_listed(district),
        chosen: chosen == Some(Spot::District(district)),
    });
    std::iter::once(state)
        .chain(town)
        .chain(districts)
        .collect()
}

/// All weeks of all pairs as CSV, one line for each.
pub(crate) async fn csv(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Query(wish): Query<CompareWish>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let words = Words::of(&app, &context);
    let comparison = wanted(&app, &context, &words, &cases, &wish).await?;
    let comparison = comparison.ok_or(Error::NotFound)?;
    let (weeks, all) = compare::compared(&comparison)?;
    let chosen = &comparison.chosen;
    let open_from = chosen.open_from();
    let rows = all.iter().flat_map(|one| {
        let name = one.pair.spot.name(&words);
        let (weeks, app) = (&weeks, &app);
        weeks.iter().zip(&one.counts).map(move |(week, cases)| {
            vec![
                Cell::text(week.to_string()),
                Cell::text(chosen.set.key(one.pair.category)),
                Cell::text(place_key(app, one.pair.spot.key())),
                Cell::text(name.as_str()),
                Cell::text(state(Shown::of_count(*cases)).name()),
                Cell::Truth(*week < open_from),
                Cell::Count(*cases),
                Cell::Count(one.inhabitants),
                Cell::number(one.weekly(*cases), 4),
            ]
        })
    });
    let table = FigureTable {
        name: format!("vergleich_{}", chosen.until),
        title: words.t("indicators-compare-title"),
        columns: vec![
            ("week", Kind::Text),
            ("disease", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("state", Kind::Text),
            ("complete", Kind::Boolean),
            ("cases", Kind::Integer),
            ("inhabitants", Kind::Integer),
            ("rate_per_100000", Kind::Decimal),
        ],
        rows: rows.collect(),
        chosen: Vec::new(),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    };
    table_file(&headers, &words, &table, TableFormat::Csv)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_what_is_compared_and_nothing_that_would_need_escaping() {
        let wish = CompareWish {
            ort: "03".to_owned(),
            ort2: "03241".to_owned(),
            krankheit: "influenza".to_owned(),
            krankheit2: "masern&x=1".to_owned(),
            spanne: " 26 ".to_owned(),
            ..CompareWish::default()
        };
        assert_eq!(
            wish.query(true),
            "nach=orte&ort=03&ort2=03241&krankheit=influenza&spanne=26"
        );
        assert_eq!(
            wish.query(false),
            "nach=krankheiten&ort=03&krankheit=influenza&spanne=26"
        );
    }
}
