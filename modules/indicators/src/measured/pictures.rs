// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Series, map and ranking of an indicator, in the reader's words.

use datasets::Period;
use figures::{
    AreaState, AreaValue, Bar, Bars, Choropleth, Classes, LegendLabels, Line, LineKind, Map, Range,
    RangeKind, Series, Slot, Sparkline, bars, choropleth, series, sparkline,
};
use measures::{Figure, Ranked, State};

use super::wording::Style;
use crate::model::{CellState, District};
use crate::pictures::shapes;
use crate::words::Words;

/// A place with its figures, one for each period.
pub(super) struct Course {
    pub(super) name: String,
    pub(super) figures: Vec<Figure>,
}

/// The chart for wide and for narrow screens: the first place with its interval, the others beside it.
pub(super) fn charts(
    words: &Words<'_>,
    style: Style<'_>,
    title: &str,
    periods: &[Period],
    courses: &[Course],
) -> [String; 2] {
    [("wide", 720.0, 360.0), ("narrow", 360.0, 320.0)].map(|(name, width, height)| {
        let values = |course: &Course| -> Vec<Option<f64>> {
            let values = course.figures.iter().map(|one| one.value);
            values.map(|one| one.map(|one| style.scaled(one))).collect()
        };
        let lines: Vec<Line> = courses
            .iter()
            .enumerate()
            .map(|(at, course)| Line {
                name: course.name.clone(),
                last: match course.figures.last().and_then(|one| one.value) {
                    Some(value) if at == 0 => words.measured(style, value),
                    _ => String::new(),
                },
                kind: if at == 0 {
                    LineKind::Main
                } else {
                    LineKind::Comparison
                },
                values: values(course),
            })
            .collect();
        let bounds = courses.first().map(|course| {
            let intervals = course.figures.iter().map(|one| one.interval);
            let scaled = |(lower, upper)| (style.scaled(lower), style.scaled(upper));
            intervals.map(|one| one.map(scaled)).collect()
        });
        let ranges = [Range {
            name: words.t("indicators-measures-range"),
            kind: RangeKind::Uncertain,
            values: bounds.unwrap_or_default(),
        }];
        let slots: Vec<Slot> = periods
            .iter()
            .enumerate()
            .map(|(at, period)| Slot {
                tick: period.to_string(),
                group: String::new(),
                title: tooltip(words, style, *period, courses, at),
            })
            .collect();
        series(&Series {
            id: &format!("verlauf-{name}"),
            title,
            description: &words.t("indicators-measures-chart-description"),
            width,
            height,
            axis_title: &words.united(style, ""),
            tick: &|value| tick(words, value),
            slots: &slots,
            ranges: &ranges,
            lines: &lines,
            bands: &[],
            thresholds: &[],
        })
        .svg
    })
}

/// A tick, with as many decimals as it needs.
fn tick(words: &Words<'_>, value: f64) -> String {
    let whole = (value - value.round()).abs() < 1e-9;
    web::format::decimal(words.lang, value, usize::from(!whole))
}

fn tooltip(
    words: &Words<'_>,
    style: Style<'_>,
    period: Period,
    courses: &[Course],
    at: usize,
) -> String {
    let mut lines = vec![words.period(period)];
    for course in courses {
        let Some(figure) = course.figures.get(at) else {
            continue;
        };
        let value = words.measured_or_state(style, figure);
        let interval = match figure.interval {
            Some(_) => format!(" ({})", words.interval(style, figure)),
            None => String::new(),
        };
        lines.push(format!("{}: {value}{interval}", course.name));
    }
    lines.join("\n")
}

/// The map of the districts.
pub(super) fn map(
    words: &Words<'_>,
    style: Style<'_>,
    title: &str,
    places: &[(&District, Figure)],
    chosen: Option<&str>,
    href: Option<&dyn Fn(&str) -> String>,
) -> Map {
    let value = |figure: &Figure| figure.value.map(|value| style.scaled(value));
    let known = places.iter().filter(|(_, one)| one.state == State::Value);
    let classes = Classes::pretty(known.filter_map(|(_, one)| value(one)));
    let areas: Vec<AreaValue> = places
        .iter()
        .map(|(district, figure)| AreaValue {
            id: district.key.clone(),
            state: match (figure.state, value(figure)) {
                (State::Value, Some(value)) => AreaState::Value(value),
                (State::Zero, _) => AreaState::Zero,
                (State::Suppressed, _) => AreaState::Suppressed,
                (State::NoData | State::Value, _) => AreaState::NoData,
            },
            label: format!(
                "{}: {}",
                words.place(Some(district)),
                words.measured_or_state(style, figure)
            ),
            href: href.map(|href| href(&district.key)),
        })
        .collect();
    let decimals = usize::from(classes.decimals());
    let plain = |value: f64| web::format::decimal(words.lang, value, decimals);
    let labels = classes.ranges().enumerate().map(|(class, (low, high))| {
        let last = |number: f64| words.united(style, &plain(number)).into();
        match high {
            Some(high) if class == 0 => {
                words.with("indicators-class-first", &[("high", last(high))])
            }
            Some(high) => words.with(
                "indicators-class",
                &[("low", plain(low).into()), ("high", last(high))],
            ),
            None => words.with("indicators-class-last", &[("low", last(low))]),
        }
    });
    let legend = LegendLabels {
        classes: labels.collect(),
        zero: words.figure_state(State::Zero),
        suppressed: words.figure_state(State::Suppressed),
        no_data: words.figure_state(State::NoData),
        not_yet: words.state(CellState::NotYet),
    };
    choropleth(
        shapes(),
        &Choropleth {
            id: "karte",
            title,
            description: &words.t("indicators-measures-map-description"),
            areas: &areas,
            classes: &classes,
            legend: &legend,
            chosen,
        },
    )
}

/// Bars with intervals, the highest first.
pub(super) fn ranking(
    words: &Words<'_>,
    style: Style<'_>,
    title: &str,
    ranked: &[(String, Ranked)],
) -> String {
    let all: Vec<Bar> = ranked
        .iter()
        .filter_map(|(name, one)| {
            let value = one.figure.value?;
            let scaled = |(lower, upper)| (style.scaled(lower), style.scaled(upper));
            Some(Bar {
                label: name.clone(),
                value: style.scaled(value),
                text: words.measured(style, value),
                interval: one.figure.interval.map(scaled),
            })
        })
        .filter(|bar| bar.value >= 0.0)
        .collect();
    if all.is_empty() {
        return String::new();
    }
    bars(&Bars {
        id: "rangfolge",
        title,
        description: &words.t("indicators-measures-ranking-description"),
        whole: None,
        bars: &all,
    })
}

/// A small line for the list.
pub(super) fn small(style: Style<'_>, title: &str, figures: &[Figure]) -> String {
    let values = figures.iter().map(|one| one.value);
    let values: Vec<Option<f64>> = values.map(|one| one.map(|one| style.scaled(one))).collect();
    sparkline(&Sparkline {
        title,
        values: &values,
        incomplete: 0,
    })
}
