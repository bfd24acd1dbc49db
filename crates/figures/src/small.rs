// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Small multiples: a chart of weeks that is small enough to stand beside many others, and a map without words.

use crate::choropleth::{AreaState, paint, pattern, settled, state_name};
use crate::classes::Classes;
use crate::shapes::MapShapes;
use crate::svg::{Px, Svg, Text, text_width};

const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 104.0;
const LETTERS: f64 = 12.0;
/// Between the letters at the top and those at the bottom.
const TOP: f64 = 20.0;
const BOTTOM: f64 = HEIGHT - 20.0;
/// Room for the thickness of the line and the dot at its end.
const MARGIN: f64 = 5.0;
const MUTED: &str = "#51577a";

/// A small chart to be drawn. All texts come formatted, in the language of the page.
pub struct SmallSeries<'a> {
    /// What it shows, in words; the numbers stand beside it.
    pub title: &'a str,
    /// One value for each week from the left, not negative; `None` where the week is missing.
    pub values: &'a [Option<f64>],
    /// What was usual in each week: the smallest and the largest value.
    pub usual: &'a [Option<(f64, f64)>],
    /// The last values that are not complete yet: their stretch is dashed.
    pub incomplete: usize,
    /// What stands below the first and the last week.
    pub ends: [&'a str; 2],
    /// Writes the highest value, which stands at the top.
    pub tick: &'a dyn Fn(f64) -> String,
}

/// Draws a small chart: the line over what was usual, from an honest zero up to the highest value of both.
pub fn small_series(chart: &SmallSeries<'_>) -> String {
    let weeks = chart.values.len().max(1);
    let value = |slot: usize| {
        let value = chart.values.get(slot).copied().flatten();
        value.filter(|value| value.is_finite() && *value >= 0.0)
    };
    let usual = |slot: usize| {
        let range = chart.usual.get(slot).copied().flatten();
        range.filter(|(low, high)| *low >= 0.0 && low <= high && high.is_finite())
    };
    let highest = (0..weeks)
        .flat_map(|slot| [value(slot), usual(slot).map(|(_, high)| high)])
        .flatten()
        .fold(0.0, f64::max);
    let scale = if highest > 0.0 { highest } else { 1.0 };
    let step = (WIDTH - 2.0 * MARGIN) / weeks as f64;
    let edge = |slot: usize| MARGIN + step * slot as f64;
    let y = |value: f64| BOTTOM - value / scale * (BOTTOM - TOP);

    let mut svg = Svg::default();
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-small\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">",
        Text(chart.title),
    ));
    let mut area = Svg::default();
    for slot in 0..weeks {
        if let Some((low, high)) = usual(slot) {
            area.add(format_args!(
                "M{} {}H{}V{}H{}z",
                Px(edge(slot)),
                Px(y(high)),
                Px(edge(slot + 1)),
                Px(y(low)),
                Px(edge(slot)),
            ));
        }
    }
    let area = area.finish();
    if !area.is_empty() {
        svg.add(format_args!(
            "<path class=\"figure-usual\" fill=\"#d8e1f4\" d=\"{area}\"/>"
        ));
    }
    svg.add(format_args!(
        "<path class=\"figure-base\" stroke=\"{MUTED}\" d=\"M{MARGIN} {}H{}\"/>",
        Px(BOTTOM),
        Px(WIDTH - MARGIN),
    ));
    let at = |slot: usize| Some([edge(slot) + step / 2.0, y(value(slot)?)]);
    lines(&mut svg, weeks, weeks.saturating_sub(chart.incomplete), &at);
    words(&mut svg, chart, highest);
    svg.add(format_args!("</svg>"));
    svg.finish()
}

/// The line in its complete and its open stretch, and the dot at its end.
fn lines(svg: &mut Svg, weeks: usize, open_from: usize, at: &dyn Fn(usize) -> Option<[f64; 2]>) {
    let (mut certain, mut open) = (Svg::default(), Svg::default());
    for slot in 1..weeks {
        if let (Some([x1, y1]), Some([x2, y2])) = (at(slot - 1), at(slot)) {
            let path = if slot >= open_from {
                &mut open
            } else {
                &mut certain
            };
            path.add(format_args!("M{} {}L{} {}", Px(x1), Px(y1), Px(x2), Px(y2)));
        }
    }
    for (path, dashes) in [(certain, ""), (open, " stroke-dasharray=\"2 3\"")] {
        let d = path.finish();
        if !d.is_empty() {
            svg.add(format_args!(
                "<path class=\"figure-main\" fill=\"none\" stroke=\"#2044aa\" stroke-width=\"2\" stroke-linecap=\"round\"{dashes} d=\"{d}\"/>"
            ));
        }
    }
    if let Some([x, y]) = (0..weeks).rev().find_map(at) {
        svg.add(format_args!(
            "<circle class=\"figure-main-dot\" fill=\"#2044aa\" cx=\"{}\" cy=\"{}\" r=\"3.5\"/>",
            Px(x),
            Px(y)
        ));
    }
}

fn words(svg: &mut Svg, chart: &SmallSeries<'_>, highest: f64) {
    svg.add(format_args!(
        "<g font-family=\"'Fira Sans', Arial, sans-serif\" font-size=\"{}\">",
        Px(LETTERS)
    ));
    let [first, last] = chart.ends;
    let top = (chart.tick)(highest);
    let end = WIDTH - MARGIN - text_width(last, LETTERS);
    for (x, y, text) in [
        (MARGIN, LETTERS, top.as_str()),
        (MARGIN, HEIGHT - 4.0, first),
        (end, HEIGHT - 4.0, last),
    ] {
        svg.add(format_args!(
            "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\">{}</text>",
            Px(x),
            Px(y),
            Text(text)
        ));
    }
    svg.add(format_args!("</g>"));
}

/// A map without words beside others of its kind: one picture for a reader who does not see, without anything to focus.
pub struct SmallMap<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// What it shows, in words; the numbers stand in a table.
    pub title: &'a str,
    /// The state of each area; one that is missing here has no data.
    pub areas: &'a [(String, AreaState)],
    /// The classes, the same for all maps that stand beside each other.
    pub classes: &'a Classes,
}

/// Draws a small map.
pub fn small_map(shapes: &MapShapes, map: &SmallMap<'_>) -> String {
    let state_of = |id: &str| {
        let found = map.areas.iter().find(|(key, _)| key == id);
        found.map_or(AreaState::NoData, |(_, state)| settled(*state))
    };
    let (width, height) = shapes.size();
    let mut svg = Svg::default();
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-small-map\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\"><defs>",
        Text(map.title),
        Px(width),
        Px(height),
    ));
    for state in [AreaState::Suppressed, AreaState::NoData, AreaState::NotYet] {
        if shapes
            .shapes()
            .iter()
            .any(|shape| state_of(&shape.id) == state)
        {
            pattern(&mut svg, map.id, state_name(state));
        }
    }
    svg.add(format_args!("</defs>"));
    for shape in shapes.shapes() {
        let paint = paint(state_of(&shape.id), map.id, map.classes);
        svg.add(format_args!(
            "<path class=\"figure-area {}\" fill=\"{}\" stroke=\"{}\" stroke-width=\".5\" d=\"{}\"/>",
            paint.class, paint.fill, paint.stroke, shape.path
        ));
    }
    svg.add(format_args!("</svg>"));
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart<'a>(values: &'a [Option<f64>], usual: &'a [Option<(f64, f64)>]) -> SmallSeries<'a> {
        SmallSeries {
            title: "Masern & Röteln",
            values,
            usual,
            incomplete: 1,
            ends: ["KW 1", "KW 4"],
            tick: &|value| format!("{value}"),
        }
    }

    #[test]
    fn a_gap_stays_a_gap_and_the_last_week_is_dashed() {
        let values = [Some(1.0), None, Some(2.0), Some(4.0)];
        let svg = small_series(&chart(&values, &[]));
        assert_eq!(svg.matches("stroke-dasharray").count(), 1, "{svg}");
        assert_eq!(
            svg.matches("class=\"figure-main\"").count(),
            1,
            "no stretch across the gap: {svg}"
        );
        assert!(svg.contains("Masern &amp; Röteln") && !svg.contains("style="));
    }

    #[test]
    fn the_highest_value_of_line_and_range_stands_at_the_top() {
        let values = [Some(1.0), Some(2.0)];
        let svg = small_series(&chart(&values, &[Some((0.0, 8.0)), Some((3.0, 1.0))]));
        assert!(svg.contains(">8</text>"), "{svg}");
        assert!(!svg.contains("zM"), "a range upside down is none: {svg}");
    }

    #[test]
    fn nothing_is_a_picture_from_zero() {
        let svg = small_series(&chart(&[], &[]));
        assert!(svg.contains(">0</text>") && !svg.contains("NaN"), "{svg}");
    }
}
