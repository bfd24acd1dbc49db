// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What readers of the chart see.

use figures::{Chart, NumberStyle, Series, number, series};

use crate::samples::{self, Weeks};

fn draw(weeks: &Weeks, width: f64, height: f64) -> Chart {
    series(&Series {
        id: "verlauf",
        title: "Krankenstand in Kitas nach Wochen",
        description: "Anteil erkrankter Kinder in Niedersachsen",
        width,
        height,
        axis_title: "Anteil erkrankter Kinder",
        tick: &|value| format!("{} %", number(value, 0, NumberStyle::GERMAN)),
        slots: &weeks.slots,
        ranges: &[],
        lines: &weeks.lines,
        bands: &weeks.bands,
        thresholds: &weeks.thresholds,
    })
}

#[test]
fn a_running_season_over_the_season_before() {
    let chart = draw(&samples::season(), 720.0, 360.0);
    insta::assert_snapshot!("season_wide", chart.svg);
    insta::assert_debug_snapshot!("season_facts", chart.facts);
    insta::assert_snapshot!("season_narrow", draw(&samples::season(), 360.0, 320.0).svg);
}

#[test]
fn two_years_with_seasons_and_a_threshold() {
    let weeks = samples::two_years();
    insta::assert_snapshot!("two_years_wide", draw(&weeks, 720.0, 360.0).svg);
    insta::assert_snapshot!("two_years_narrow", draw(&weeks, 360.0, 320.0).svg);
}

#[test]
fn a_missing_week_leaves_a_gap_and_is_named_in_the_facts() {
    let chart = draw(&samples::season(), 720.0, 360.0);
    assert_eq!(chart.facts.missing, [3]);
    let main = chart.svg.split("class=\"figure-main\"").nth(1).unwrap();
    let line = main
        .split(" d=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert_eq!(line.matches('M').count(), 2, "{line}");
}

#[test]
fn incomplete_weeks_are_dashed_and_do_not_count_as_the_last_complete_one() {
    let chart = draw(&samples::season(), 720.0, 360.0);
    assert_eq!(chart.facts.last.unwrap().0, 7);
    assert_eq!(chart.facts.last_complete.unwrap().0, 5);
    assert!(chart.svg.contains("stroke-dasharray=\"3 5\""));
}

#[test]
fn the_axis_begins_at_zero_and_says_so() {
    let svg = draw(&samples::season(), 720.0, 360.0).svg;
    assert!(svg.contains(">0 %<"));
}

#[test]
fn no_weeks_make_an_empty_chart() {
    let nothing = Weeks {
        slots: vec![],
        lines: vec![],
        bands: vec![],
        thresholds: vec![],
    };
    let chart = draw(&nothing, 720.0, 360.0);
    assert_eq!(chart.facts, figures::SeriesFacts::default());
    insta::assert_snapshot!("empty", chart.svg);
}

#[test]
fn a_range_lies_behind_the_lines_and_makes_room_for_itself() {
    let weeks = samples::season();
    let slots = weeks.slots.len();
    let mut values = vec![Some((2.0, 80.0)); slots];
    values[2] = None;
    values[3] = Some((5.0, 1.0));
    let chart = series(&Series {
        id: "verlauf",
        title: "Verlauf",
        description: "Mit früheren Jahren",
        width: 720.0,
        height: 360.0,
        axis_title: "Fälle",
        tick: &|value| number(value, 0, NumberStyle::GERMAN),
        slots: &weeks.slots,
        ranges: &[figures::Range {
            name: "2021–2025".to_owned(),
            kind: figures::RangeKind::Usual,
            values,
        }],
        lines: &weeks.lines,
        bands: &[],
        thresholds: &[],
    });
    assert!(chart.svg.contains(">80<"), "the axis reaches the range");
    let (before, after) = chart
        .svg
        .split_once("class=\"figure-usual\"")
        .expect("a range");
    assert!(!before.contains("figure-main") && after.contains("figure-main"));
    let area = after
        .split(" d=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let area = area.expect("a path");
    assert_eq!(
        area.matches('M').count(),
        2,
        "a gap where values are missing or upside down: {area}"
    );
}
