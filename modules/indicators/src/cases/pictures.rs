// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Chart, map and pyramid of a disease, in the reader's words.

use disclosure::Shown;
use figures::{
    AreaState, AreaValue, Band, BandKind, Choropleth, Classes, LegendLabels, Line, LineKind, Map,
    MapShapes, Pyramid, PyramidRow, Range, RangeKind, Series, Side, Slot, SmallSeries, Sparkline,
    choropleth, pyramid, series, small_series, sparkline,
};
use kernel::{IsoWeek, Lang};
use web::format;

use super::Cases;
use super::figures::{AgeCount, PlaceCount, WeekCount};
use super::numbers::known;
use crate::model::CellState;
use crate::pictures::shapes;
use crate::words::Words;

/// The chart of a series for wide and for narrow screens. `open_from` is the first week that may still grow.
pub(super) fn charts(
    words: &Words<'_>,
    title: &str,
    weeks: &[WeekCount],
    open_from: IsoWeek,
) -> [String; 2] {
    [("wide", 720.0, 360.0), ("narrow", 360.0, 320.0)].map(|(name, width, height)| {
        draw_chart(words, title, weeks, open_from, (name, width, height))
    })
}

fn draw_chart(
    words: &Words<'_>,
    title: &str,
    weeks: &[WeekCount],
    open_from: IsoWeek,
    (name, width, height): (&str, f64, f64),
) -> String {
    let last = weeks.last();
    let lines = [
        Line {
            name: words.t("indicators-cases-line-now"),
            last: last.map_or(String::new(), |one| words.shown(one.cases)),
            kind: LineKind::Main,
            values: weeks.iter().map(|one| length(one.cases)).collect(),
        },
        Line {
            name: words.t("indicators-cases-line-median"),
            last: String::new(),
            kind: LineKind::Comparison,
            values: weeks
                .iter()
                .map(|one| one.earlier.map(|(_, median, _)| median))
                .collect(),
        },
    ];
    let ranges = [Range {
        name: words.t("indicators-cases-range"),
        kind: RangeKind::Usual,
        values: weeks
            .iter()
            .map(|one| {
                one.earlier
                    .map(|(low, _, high)| (f64::from(low), f64::from(high)))
            })
            .collect(),
    }];
    let slots: Vec<Slot> = weeks
        .iter()
        .map(|one| Slot {
            tick: words.with(
                "indicators-tick",
                &[("week", i64::from(one.week.week()).to_string().into())],
            ),
            group: one.week.year().to_string(),
            title: tooltip(words, one),
        })
        .collect();
    let bands: Vec<Band> = weeks
        .iter()
        .position(|one| one.week >= open_from)
        .map(|first| Band {
            first,
            last: weeks.len() - 1,
            kind: BandKind::Incomplete,
            label: words.t("indicators-incomplete-short"),
        })
        .into_iter()
        .collect();
    let lang = words.lang;
    let chart = Series {
        id: &format!("faelle-{name}"),
        title,
        description: &words.t("indicators-cases-chart-description"),
        width,
        height,
        axis_title: &words.t("indicators-cases-axis"),
        tick: &|value| whole(lang, value),
        slots: &slots,
        ranges: &ranges,
        lines: &lines,
        bands: &bands,
        thresholds: &[],
    };
    series(&chart).svg
}

/// How long a bar or how high a point is; none where the number is not said.
fn length(count: Shown<u64>) -> Option<f64> {
    known(count).map(|count| count as f64)
}

/// A tick of an axis that counts; nothing between two whole numbers.
fn whole(lang: Lang, value: f64) -> String {
    if (value - value.round()).abs() < 1e-9 {
        format::decimal(lang, value, 0)
    } else {
        String::new()
    }
}

fn tooltip(words: &Words<'_>, one: &WeekCount) -> String {
    let now = words.shown_cases(one.cases);
    let earlier = one.earlier.map_or(String::new(), |(low, median, high)| {
        let said = words.with(
            "indicators-cases-tooltip-earlier",
            &[
                ("low", words.count(u64::from(low)).into()),
                ("median", words.median(median).into()),
                ("high", words.count(u64::from(high)).into()),
            ],
        );
        format!("\n{said}")
    });
    format!("{}\n{now}{earlier}", words.week(one.week))
}

/// The map of rates by district.
pub(super) fn map(
    words: &Words<'_>,
    title: &str,
    places: &[PlaceCount],
    chosen: Option<&str>,
    href: Option<&dyn Fn(&str) -> String>,
) -> Map {
    let rate = |one: &PlaceCount| one.rate.map(|rate| rate.value);
    let classes = Classes::pretty(
        places
            .iter()
            .filter(|one| one.cases != Shown::Zero)
            .filter_map(rate),
    );
    let areas: Vec<AreaValue> = places
        .iter()
        .filter_map(|one| Some((one.district.as_ref()?, one)))
        .map(|(district, one)| AreaValue {
            id: district.key.clone(),
            state: match (one.cases, rate(one)) {
                (Shown::Zero, Some(_)) => AreaState::Zero,
                (Shown::Value(_), Some(rate)) => AreaState::Value(rate),
                (Shown::Suppressed, _) => AreaState::Suppressed,
                (Shown::NotYetReported, _) => AreaState::NotYet,
                _ => AreaState::NoData,
            },
            label: format!("{}: {}", words.place(Some(district)), words.rate_of(one)),
            href: href.map(|href| href(&district.key)),
        })
        .collect();
    draw_areas(
        words,
        (title, &words.t("indicators-cases-map-description")),
        shapes(),
        &areas,
        &classes,
        chosen,
    )
}

/// An area of a map with its words.
pub(super) struct Area<'a> {
    pub(super) key: &'a str,
    pub(super) state: AreaState,
    pub(super) label: String,
    pub(super) href: Option<String>,
}

/// A map of any areas.
pub(super) fn areas(
    words: &Words<'_>,
    title: &str,
    shapes: &MapShapes,
    areas: Vec<Area<'_>>,
    classes: &Classes,
) -> Map {
    let areas: Vec<AreaValue> = areas
        .into_iter()
        .map(|area| AreaValue {
            id: area.key.to_owned(),
            state: area.state,
            label: area.label,
            href: area.href,
        })
        .collect();
    let description = words.t("indicators-karte-description");
    draw_areas(words, (title, &description), shapes, &areas, classes, None)
}

fn draw_areas(
    words: &Words<'_>,
    (title, description): (&str, &str),
    shapes: &MapShapes,
    areas: &[AreaValue],
    classes: &Classes,
    chosen: Option<&str>,
) -> Map {
    let decimals = usize::from(classes.decimals());
    let number = |value: f64| format::decimal(words.lang, value, decimals);
    let labels = classes
        .ranges()
        .enumerate()
        .map(|(class, (low, high))| match high {
            Some(high) if class == 0 => {
                words.with("indicators-class-first", &[("high", number(high).into())])
            }
            Some(high) => words.with(
                "indicators-class",
                &[("low", number(low).into()), ("high", number(high).into())],
            ),
            None => words.with("indicators-class-last", &[("low", number(low).into())]),
        });
    let legend = LegendLabels {
        classes: labels.collect(),
        zero: words.t("indicators-cases-none"),
        suppressed: words.shown(Shown::Suppressed),
        no_data: words.state(CellState::NoData),
        not_yet: words.state(CellState::NotYet),
    };
    choropleth(
        shapes,
        &Choropleth {
            id: "karte",
            title,
            description,
            areas,
            classes,
            legend: &legend,
            chosen,
        },
    )
}

/// The age groups by sex; empty if there are none.
pub(super) fn ages(words: &Words<'_>, title: &str, ages: &[AgeCount]) -> String {
    let known: Vec<PyramidRow> = ages
        .iter()
        .filter_map(|one| Some((one.ages?, one)))
        .map(|(group, one)| PyramidRow {
            label: words.age_group(group),
            sides: [one.female, one.male].map(|count| Side {
                value: length(count),
                text: words.shown_cases(count),
            }),
        })
        .collect();
    if known.is_empty() {
        return String::new();
    }
    let lang = words.lang;
    pyramid(&Pyramid {
        id: "alter",
        title,
        description: &words.t("indicators-cases-pyramid-description"),
        sides: [
            &words.t("indicators-cases-female"),
            &words.t("indicators-cases-male"),
        ],
        axis_title: &words.t("indicators-cases-axis"),
        tick: &|value| whole(lang, value),
        rows: &known,
    })
}

/// A small chart beside many others: the weeks over the range of the same weeks in earlier years.
pub(super) fn small_chart(
    words: &Words<'_>,
    title: &str,
    weeks: &[WeekCount],
    open_from: IsoWeek,
) -> String {
    let values: Vec<Option<f64>> = weeks
        .iter()
        .map(|one| known(one.cases).map(|cases| cases as f64))
        .collect();
    let usual: Vec<Option<(f64, f64)>> = weeks
        .iter()
        .map(|one| {
            one.earlier
                .map(|(low, _, high)| (f64::from(low), f64::from(high)))
        })
        .collect();
    let end = |one: Option<&WeekCount>| one.map_or(String::new(), |one| words.week(one.week));
    let lang = words.lang;
    small_series(&SmallSeries {
        title,
        values: &values,
        usual: &usual,
        incomplete: weeks.iter().filter(|one| one.week >= open_from).count(),
        ends: [&end(weeks.first()), &end(weeks.last())],
        tick: &|value| whole(lang, value),
    })
}

/// A map of all districts without numbers, each a link.
pub(super) fn district_links(
    words: &Words<'_>,
    cases: &Cases,
    title: &str,
    href: &dyn Fn(&str) -> String,
) -> Map {
    let areas: Vec<AreaValue> = cases
        .districts
        .iter()
        .map(|one| AreaValue {
            id: one.district.key.clone(),
            state: AreaState::Zero,
            label: words.place(Some(&one.district)),
            href: Some(href(&one.district.key)),
        })
        .collect();
    choropleth(
        shapes(),
        &Choropleth {
            id: "karte",
            title,
            description: &words.t("indicators-regions-map-description"),
            areas: &areas,
            classes: &Classes::pretty([]),
            legend: &LegendLabels {
                classes: Vec::new(),
                zero: String::new(),
                suppressed: String::new(),
                no_data: String::new(),
                not_yet: String::new(),
            },
            chosen: None,
        },
    )
}

/// A small line for a list; the last weeks may still grow.
pub(super) fn small(title: &str, recent: &[Shown<u64>], incomplete: usize) -> String {
    let values: Vec<Option<f64>> = recent.iter().map(|count| length(*count)).collect();
    sparkline(&Sparkline {
        title,
        values: &values,
        incomplete,
    })
}
