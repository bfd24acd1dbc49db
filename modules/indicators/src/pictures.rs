// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The map of a week and the chart of a season, in the reader's words.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use figures::{
    AreaState, AreaValue, Band, BandKind, Choropleth, LegendLabels, Line, LineKind, Map, MapShapes,
    NumberStyle, Series, Slot, Topology, choropleth, number, series,
};
use kernel::{IsoWeek, Lang};

use crate::model::{Cell, CellState, District, Season};
use crate::shelf::Snapshot;
use crate::words::Words;

/// Who made the geometry; shown wherever the map is.
pub(crate) const MAP_SOURCE: &str = "© GeoBasis-DE / BKG 2016 (VG250, geändert), dl-de/by-2-0";

/// A drawn picture and its legend, as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Picture {
    pub(crate) svg: String,
    pub(crate) legend: String,
}

/// The districts of the shipped map, fitted once.
pub(crate) fn shapes() -> &'static MapShapes {
    static SHAPES: OnceLock<MapShapes> = OnceLock::new();
    SHAPES.get_or_init(|| {
        let text = directory::TOPOLOGY;
        let topology = Topology::parse(text).expect("the shipped map is TopoJSON");
        MapShapes::fit(&topology, "districts", 640.0).expect("the shipped map has districts")
    })
}

/// The map of a week with links to the districts, remembered by the snapshot.
pub(crate) fn map(
    words: &Words<'_>,
    snapshot: &Snapshot,
    week: IsoWeek,
    now: IsoWeek,
    chosen: Option<&District>,
) -> Arc<Picture> {
    let key = format!(
        "map {} {week} {now} {}",
        words.lang.tag(),
        chosen.map_or("", |district| &district.key)
    );
    snapshot.picture(key, || {
        let map = draw_map(words, snapshot, week, now, chosen, true);
        Picture {
            legend: map.legend_list(),
            svg: map.svg,
        }
    })
}

/// Draws the map of a week.
pub(crate) fn draw_map(
    words: &Words<'_>,
    snapshot: &Snapshot,
    week: IsoWeek,
    now: IsoWeek,
    chosen: Option<&District>,
    links: bool,
) -> Map {
    let areas: Vec<AreaValue> = snapshot
        .figures
        .districts()
        .iter()
        .map(|district| {
            let cell = snapshot.figures.cell(district, week, now);
            AreaValue {
                id: district.key.clone(),
                state: area_state(&cell),
                label: format!("{}: {}", words.place(Some(district)), words.figure(&cell)),
                href: links.then(|| format!("/krankenstand?kreis={}&kw={week}", district.key)),
            }
        })
        .collect();
    let legend = LegendLabels {
        classes: class_labels(words, snapshot),
        zero: words.state(CellState::Zero),
        suppressed: words.state(CellState::Suppressed),
        no_data: words.state(CellState::NoData),
        not_yet: words.state(CellState::NotYet),
    };
    choropleth(
        shapes(),
        &Choropleth {
            id: "karte",
            title: &map_title(words, week),
            description: &words.t("indicators-map-description"),
            areas: &areas,
            classes: &snapshot.classes,
            legend: &legend,
            chosen: chosen.map(|district| district.key.as_str()),
        },
    )
}

/// What the map shows, as a title.
pub(crate) fn map_title(words: &Words<'_>, week: IsoWeek) -> String {
    words.with("indicators-map-title", &[("week", words.week(week).into())])
}

fn area_state(cell: &Cell) -> AreaState {
    match (cell.state, cell.share()) {
        (CellState::Value, Some(share)) => AreaState::Value(share * 100.0),
        (CellState::Zero, _) => AreaState::Zero,
        (CellState::Suppressed, _) => AreaState::Suppressed,
        (CellState::NotYet, _) => AreaState::NotYet,
        (CellState::NoData | CellState::Value, _) => AreaState::NoData,
    }
}

fn style(lang: Lang) -> NumberStyle {
    NumberStyle::of(lang.tag())
}

/// A per cent value (not a share) with few decimals: `2,5 %`.
fn per_cent(lang: Lang, value: f64, decimals: u8) -> String {
    let text = number(value, decimals, style(lang));
    match lang {
        Lang::De => format!("{text}\u{a0}%"),
        Lang::En => format!("{text}%"),
    }
}

fn class_labels(words: &Words<'_>, snapshot: &Snapshot) -> Vec<String> {
    let decimals = snapshot.classes.decimals();
    let plain = |value: f64| number(value, decimals, style(words.lang));
    snapshot
        .classes
        .ranges()
        .enumerate()
        .map(|(class, (low, high))| match high {
            Some(high) if class == 0 => words.with(
                "indicators-class-first",
                &[("high", per_cent(words.lang, high, decimals).into())],
            ),
            Some(high) => words.with(
                "indicators-class",
                &[
                    ("low", plain(low).into()),
                    ("high", per_cent(words.lang, high, decimals).into()),
                ],
            ),
            None => words.with(
                "indicators-class-last",
                &[("low", per_cent(words.lang, low, decimals).into())],
            ),
        })
        .collect()
}

/// The chart of a season for wide and narrow screens; the first one is remembered with its own key.
pub(crate) fn charts(
    words: &Words<'_>,
    snapshot: &Snapshot,
    district: Option<&District>,
    season: Season,
    now: IsoWeek,
) -> [Arc<Picture>; 2] {
    [("wide", 720.0, 360.0), ("narrow", 360.0, 320.0)].map(|(name, width, height)| {
        let key = format!(
            "chart {name} {} {season} {now} {}",
            words.lang.tag(),
            district.map_or("", |district| &district.key)
        );
        snapshot.picture(key, || Picture {
            svg: draw_chart(
                words,
                snapshot,
                district,
                season,
                now,
                &format!("reihe-{name}"),
                (width, height),
            ),
            legend: String::new(),
        })
    })
}

/// What the chart shows, as a title.
pub(crate) fn chart_title(
    words: &Words<'_>,
    district: Option<&District>,
    season: Season,
) -> String {
    words.with(
        "indicators-chart-title",
        &[
            ("place", words.place(district).into()),
            ("season", season.to_string().into()),
        ],
    )
}

fn draw_chart(
    words: &Words<'_>,
    snapshot: &Snapshot,
    district: Option<&District>,
    season: Season,
    now: IsoWeek,
    id: &str,
    (width, height): (f64, f64),
) -> String {
    let figures = &snapshot.figures;
    let weeks = figures.weeks_of(season);
    let before = season.before();
    let share = |place: Option<&District>, week: IsoWeek| {
        figures
            .place(place, week, now)
            .share()
            .map(|share| share * 100.0)
    };
    let mut lines = vec![
        line(
            words,
            season.to_string(),
            LineKind::Main,
            weeks.iter().map(|week| share(district, *week)).collect(),
        ),
        line(
            words,
            before.to_string(),
            LineKind::Comparison,
            weeks
                .iter()
                .map(|week| share(district, before.same_week(*week)?))
                .collect(),
        ),
    ];
    if district.is_some() {
        lines.push(line(
            words,
            words.state_name.to_owned(),
            LineKind::Comparison,
            weeks.iter().map(|week| share(None, *week)).collect(),
        ));
    }
    lines.retain(|line| line.kind == LineKind::Main || line.values.iter().any(Option::is_some));
    let slots: Vec<Slot> = weeks
        .iter()
        .enumerate()
        .map(|(position, week)| Slot {
            tick: words.with(
                "indicators-tick",
                &[("week", i64::from(week.week()).to_string().into())],
            ),
            group: week.year().to_string(),
            title: tooltip(words, *week, &lines, position, district, snapshot, now),
        })
        .collect();
    let bands: Vec<Band> = weeks
        .iter()
        .position(|week| !figures.is_complete(*week, now) && share(district, *week).is_some())
        .map(|first| Band {
            first,
            last: weeks
                .iter()
                .rposition(|week| share(district, *week).is_some())
                .unwrap_or(first),
            kind: BandKind::Incomplete,
            label: words.t("indicators-incomplete-short"),
        })
        .into_iter()
        .collect();
    let lang = words.lang;
    series(&Series {
        id,
        title: &chart_title(words, district, season),
        description: &words.t("indicators-chart-description"),
        width,
        height,
        axis_title: &words.t("indicators-axis"),
        tick: &|value| {
            let whole = (value - value.round()).abs() < 1e-9;
            per_cent(lang, value, u8::from(!whole))
        },
        slots: &slots,
        ranges: &[],
        lines: &lines,
        bands: &bands,
        thresholds: &[],
    })
    .svg
}

fn line(words: &Words<'_>, name: String, kind: LineKind, values: Vec<Option<f64>>) -> Line {
    let last = values.iter().rev().find_map(|value| *value);
    Line {
        name,
        last: match kind {
            LineKind::Main => last.map_or(String::new(), |value| per_cent(words.lang, value, 1)),
            _ => String::new(),
        },
        kind,
        values,
    }
}

fn tooltip(
    words: &Words<'_>,
    week: IsoWeek,
    lines: &[Line],
    slot: usize,
    district: Option<&District>,
    snapshot: &Snapshot,
    now: IsoWeek,
) -> String {
    let mut text = words.week(week);
    for line in lines {
        let value = match line.values.get(slot).copied().flatten() {
            Some(value) => per_cent(words.lang, value, 1),
            None if line.kind == LineKind::Main => {
                words.figure(&snapshot.figures.place(district, week, now))
            }
            None => continue,
        };
        // Writing into a text cannot fail.
        let _ = write!(text, "\n{}: {value}", line.name);
    }
    text
}
