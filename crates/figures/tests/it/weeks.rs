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
