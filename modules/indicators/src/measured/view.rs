// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the page of an indicator shows: sentences, pictures and tables, all in words.

use datasets::{Period, Place};
use measures::{Base, Figure, Ranked, Ranking, Shown, State};
use rates::Position;

use super::choice::Chosen;
use super::pictures::{self, Course};
use super::rows::{self, PlaceRow};
use super::wording::Style;
use crate::model::District;
use crate::pages::measures::path_of;
use crate::pictures::MAP_SOURCE;
use crate::view::Entry;
use crate::words::Words;

/// An indicator as shown.
pub(crate) struct View {
    pub(crate) title: String,
    pub(crate) heading: String,
    pub(crate) sentences: Vec<String>,
    /// What the numbers are and what they are by.
    pub(crate) about: Vec<String>,
    pub(crate) wide: String,
    pub(crate) narrow: String,
    pub(crate) columns: Vec<String>,
    pub(crate) periods: Vec<PeriodRow>,
    pub(crate) map_title: String,
    pub(crate) map: String,
    pub(crate) legend: String,
    pub(crate) has_districts: bool,
    pub(crate) ranking_title: String,
    pub(crate) ranking: String,
    /// What the limits around the districts are about; empty if there are none.
    pub(crate) funnel: String,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) groups_title: String,
    pub(crate) groups: Vec<PlaceRow>,
    pub(crate) towns_title: String,
    pub(crate) towns: Vec<PlaceRow>,
    pub(crate) credit: String,
    pub(crate) source_url: String,
    pub(crate) map_source: String,
    pub(crate) as_of: String,
    pub(crate) query: String,
}

impl View {
    /// For the part of the template that shows rows wherever they are.
    pub(crate) fn group_rows(&self) -> &[PlaceRow] {
        &self.groups
    }

    /// The same of municipalities.
    pub(crate) fn town_rows(&self) -> &[PlaceRow] {
        &self.towns
    }
}

pub(crate) struct PeriodRow {
    pub(crate) period: String,
    /// For each place: value and interval.
    pub(crate) cells: Vec<(String, String)>,
}

/// An indicator in words and pictures.
pub(crate) fn view(words: &Words<'_>, chosen: &Chosen<'_>) -> View {
    let style = Style::of(&chosen.definition, chosen.indicator);
    let name = chosen.set.name(chosen.indicator.key(), words.lang);
    let place_in = words.place_in(chosen.district);
    let titled = |key: &str| {
        words.with(
            key,
            &[
                ("name", name.as_str().into()),
                ("where", place_in.as_str().into()),
                ("period", words.period(chosen.period).into()),
            ],
        )
    };
    let (periods, courses) = courses(words, chosen);
    let heading = titled("indicators-measures-chart-title");
    let [wide, narrow] = pictures::charts(words, style, &heading, &periods, &courses);
    let ranking = ranking(chosen);
    let whole = chosen.read(|reader| reader.figure(chosen.period, chosen.state));
    let map_title = titled("indicators-measures-map-title");
    let map = map(words, chosen, true);
    let ranking_title = titled("indicators-measures-ranking-title");
    let named: Vec<(String, Ranked)> = ranking
        .places
        .iter()
        .map(|one| (words.place(district(chosen, one.place)), *one))
        .collect();
    View {
        title: titled("indicators-measures-title"),
        sentences: sentences(words, chosen, style, &ranking, whole),
        about: about(words, chosen, whole),
        wide,
        narrow,
        columns: courses.iter().map(|one| one.name.clone()).collect(),
        periods: period_rows(words, style, &periods, &courses),
        heading,
        map: map.svg.clone(),
        legend: map.legend_list(),
        map_title,
        has_districts: ranking
            .places
            .iter()
            .any(|one| one.figure.state != State::NoData),
        ranking: pictures::ranking(words, style, &ranking_title, &named),
        funnel: funnel(words, style, &ranking),
        ranking_title,
        places: rows::place_rows(words, chosen, style, whole, &ranking),
        groups_title: titled("indicators-measures-groups-title"),
        groups: rows::group_rows(words, chosen, style),
        towns_title: titled("indicators-measures-towns-title"),
        towns: rows::town_rows(words, chosen, style),
        credit: credit(words, chosen),
        source_url: source_url(chosen),
        map_source: words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
        as_of: as_of(words, chosen),
        query: chosen.query(chosen.place_key()),
    }
}

/// All periods, and the courses of the chosen place, the state and those beside it.
fn courses(words: &Words<'_>, chosen: &Chosen<'_>) -> (Vec<Period>, Vec<Course>) {
    let mut places: Vec<Option<&District>> = vec![chosen.district];
    if chosen.district.is_some() {
        places.push(None);
    }
    places.extend(chosen.compared.iter().copied().map(Some));
    chosen.read(|reader| {
        let periods = reader.periods();
        let course = |district: Option<&District>| {
            let place = chosen.place_of(district);
            let figures = periods.iter().map(|one| reader.figure(*one, place));
            Course {
                name: words.place(district),
                figures: figures.collect(),
            }
        };
        let courses = places.into_iter().map(course).collect();
        (periods, courses)
    })
}

fn period_rows(
    words: &Words<'_>,
    style: Style<'_>,
    periods: &[Period],
    courses: &[Course],
) -> Vec<PeriodRow> {
    let cell = |figure: &Figure| {
        let value = words.measured_or_state(style, figure);
        (value, words.interval(style, figure))
    };
    let rows = periods.iter().enumerate().rev();
    rows.map(|(at, period)| PeriodRow {
        period: words.period(*period),
        cells: courses.iter().map(|one| cell(&one.figures[at])).collect(),
    })
    .collect()
}

/// The districts side by side.
pub(crate) fn ranking(chosen: &Chosen<'_>) -> Ranking {
    let places: Vec<Place> = chosen.districts().map(|(_, place)| place).collect();
    chosen.read(|reader| reader.ranking(chosen.period, &places))
}

/// The district of a place.
pub(crate) fn district<'c>(chosen: &Chosen<'c>, place: Place) -> Option<&'c District> {
    let key = place.to_string();
    let mut districts = chosen.cases.districts.iter().map(|one| &one.district);
    districts.find(|one| one.key == key)
}

/// The title of the map.
pub(crate) fn map_title(words: &Words<'_>, chosen: &Chosen<'_>) -> String {
    let name = chosen.set.name(chosen.indicator.key(), words.lang);
    words.with(
        "indicators-measures-map-title",
        &[
            ("name", name.into()),
            ("period", words.period(chosen.period).into()),
        ],
    )
}

/// The map, with links to districts or without.
pub(crate) fn map(words: &Words<'_>, chosen: &Chosen<'_>, links: bool) -> figures::Map {
    let style = Style::of(&chosen.definition, chosen.indicator);
    let path = path_of(chosen.indicator.key());
    let href = |place: &str| format!("{path}?{}", chosen.query(place));
    let href: Option<&dyn Fn(&str) -> String> = if links { Some(&href) } else { None };
    let figures: Vec<(&District, Figure)> = chosen.read(|reader| {
        let districts = chosen.districts();
        districts
            .map(|(district, place)| (district, reader.figure(chosen.period, place)))
            .collect()
    });
    let marked = chosen.district.map(|district| district.key.as_str());
    let title = map_title(words, chosen);
    pictures::map(words, style, &title, &figures, marked, href)
}

fn sentences(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    style: Style<'_>,
    ranking: &Ranking,
    whole: Figure,
) -> Vec<String> {
    let figure = chosen.read(|reader| reader.figure(chosen.period, chosen.place()));
    let place = words.place_in(chosen.district);
    let period = words.period_for(chosen.period);
    let Some(value) = figure.value else {
        return vec![words.with(
            "indicators-measures-sentence-gap",
            &[
                ("state", figure.state.name().into()),
                ("where", place.into()),
                ("period", period.into()),
            ],
        )];
    };
    let counted = figure.cases.zip(figure.whole);
    let mut sentences = vec![words.with(
        "indicators-measures-sentence-value",
        &[
            ("where", place.into()),
            ("period", period.into()),
            ("value", words.measured(style, value).into()),
            (
                "counted",
                if counted.is_some() { "yes" } else { "no" }.into(),
            ),
            ("cases", words.count_or_dash(figure.cases).into()),
            ("whole", words.count_or_dash(figure.whole).into()),
        ],
    )];
    if figure.interval.is_some() {
        let interval = words.united(style, &words.interval(style, &figure));
        sentences.push(words.with(
            "indicators-measures-sentence-interval",
            &[("interval", interval.into())],
        ));
    }
    sentences.extend(before(words, chosen, style, value));
    if chosen.district.is_some() {
        sentences.extend(whole.value.map(|value| {
            words.with(
                "indicators-measures-sentence-state",
                &[
                    ("where", words.place_in(None).into()),
                    ("value", words.measured(style, value).into()),
                ],
            )
        }));
    } else {
        sentences.extend(spread(words, chosen, style, ranking));
    }
    sentences
}

/// The last period before that has a value.
fn before(words: &Words<'_>, chosen: &Chosen<'_>, style: Style<'_>, value: f64) -> Option<String> {
    let (period, other) = chosen.read(|reader| {
        let periods = reader.periods();
        let earlier = periods.iter().rev().filter(|one| **one < chosen.period);
        earlier
            .map(|one| (*one, reader.figure(*one, chosen.place()).value))
            .find_map(|(period, value)| Some((period, value?)))
    })?;
    // Two values that read the same are the same.
    let direction = if words.bare(style, other) == words.bare(style, value) {
        "same"
    } else if value > other {
        "more"
    } else {
        "less"
    };
    Some(words.with(
        "indicators-measures-sentence-before",
        &[
            ("direction", direction.into()),
            ("value", words.measured(style, other).into()),
            ("period", words.period_for(period).into()),
        ],
    ))
}

fn spread(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    style: Style<'_>,
    ranking: &Ranking,
) -> Option<String> {
    let known = ranking.places.iter();
    let known: Vec<(&Ranked, f64)> = known
        .filter_map(|one| Some((one, one.figure.value?)))
        .collect();
    let [(highest, high), .., (lowest, low)] = known.as_slice() else {
        return None;
    };
    let place = |one: &Ranked| words.place_in(district(chosen, one.place));
    Some(words.with(
        "indicators-measures-sentence-spread",
        &[
            ("highest", place(highest).into()),
            ("high", words.measured(style, *high).into()),
            ("lowest", place(lowest).into()),
            ("low", words.measured(style, *low).into()),
        ],
    ))
}

fn about(words: &Words<'_>, chosen: &Chosen<'_>, whole: Figure) -> Vec<String> {
    let definition = &chosen.definition;
    let mut about = Vec::new();
    if definition.shown != Shown::Plain {
        about.push(words.with(
            "indicators-measures-shown-text",
            &[("shown", definition.shown.name().into())],
        ));
    }
    if !matches!(whole.base, Base::None | Base::Own) {
        about.push(words.base(whole.base));
    }
    if definition.least_cases > 0 || definition.least_base > 0 {
        about.push(words.with(
            "indicators-measures-minimum-text",
            &[
                ("cases", words.count(definition.least_cases).into()),
                ("base", words.count(definition.least_base).into()),
            ],
        ));
    }
    about.push(words.t("indicators-measures-as-published"));
    about
}

fn funnel(words: &Words<'_>, style: Style<'_>, ranking: &Ranking) -> String {
    let Some(funnel) = &ranking.funnel else {
        return String::new();
    };
    let outside = ranking.places.iter().filter(|one| {
        let position = one.position.map(|(position, _)| position);
        position.is_some_and(|position| position != Position::Within)
    });
    words.with(
        "indicators-measures-funnel-text",
        &[
            ("target", words.measured(style, funnel.target()).into()),
            ("outside", outside.count().into()),
        ],
    )
}

/// The name of a position in files and answers.
pub(crate) fn position_name(position: Position) -> &'static str {
    match position {
        Position::FarBelow => "far-below",
        Position::Below => "below",
        Position::Within => "within",
        Position::Above => "above",
        Position::FarAbove => "far-above",
    }
}

/// Who made the numbers.
pub(crate) fn credit(words: &Words<'_>, chosen: &Chosen<'_>) -> String {
    let about = &chosen.set.set.description;
    let credit = if about.attribution.is_empty() {
        &about.source
    } else {
        &about.attribution
    };
    words.with(
        "indicators-cases-credit",
        &[("source", credit.as_str().into())],
    )
}

/// Where the source publishes; only addresses of the web.
fn source_url(chosen: &Chosen<'_>) -> String {
    let address = &chosen.set.set.description.source_url;
    if address.starts_with("https://") || address.starts_with("http://") {
        address.clone()
    } else {
        String::new()
    }
}

/// On which day the numbers stood so.
pub(crate) fn as_of(words: &Words<'_>, chosen: &Chosen<'_>) -> String {
    let day = web::format::date(words.lang, chosen.set.version.as_of);
    words.with("indicators-updated", &[("moment", day.into())])
}

/// The districts that can be chosen, by name; those marked are in `marked`.
pub(crate) fn district_entries(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    marked: &[&str],
) -> Vec<Entry> {
    let mut districts: Vec<&District> = chosen.districts().map(|(district, _)| district).collect();
    districts.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    districts
        .into_iter()
        .map(|district| Entry {
            value: district.key.clone(),
            label: words.place_listed(district),
            chosen: marked.contains(&district.key.as_str()),
        })
        .collect()
}

/// The periods that can be chosen, the latest first.
pub(crate) fn period_entries(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<Entry> {
    let periods = chosen.read(|reader| reader.periods());
    periods
        .into_iter()
        .rev()
        .map(|period| Entry {
            value: period.to_string(),
            label: words.period(period),
            chosen: period == chosen.period,
        })
        .collect()
}
