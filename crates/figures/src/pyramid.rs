// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An age pyramid: one row per age group, youngest at the bottom, one side per sex, both on one scale. Drawn once, for narrow
//! screens.

use crate::scale;
use crate::svg::{Px, Svg, Text, text_width};

const WIDTH: f64 = 360.0;
const LETTERS: f64 = 14.0;
const LINE: f64 = 20.0;
const ROW: f64 = 22.0;
const BAR: f64 = 16.0;
const INK: &str = "#131525";
const MUTED: &str = "#51577a";
const GRID: &str = "#c0c3d5";
const LEFT: &str = "#4468bf";
const RIGHT: &str = "#ad6500";

/// A pyramid to be drawn. All texts come formatted, in the language of the page.
pub struct Pyramid<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// The accessible name.
    pub title: &'a str,
    /// One sentence that says what the picture shows.
    pub description: &'a str,
    /// What stands above the left and above the right side.
    pub sides: [&'a str; 2],
    /// What the horizontal axis counts.
    pub axis_title: &'a str,
    /// Writes a tick of the horizontal axis.
    pub tick: &'a dyn Fn(f64) -> String,
    /// The rows, youngest first.
    pub rows: &'a [PyramidRow],
}

/// An age group.
#[derive(Debug, Clone, PartialEq)]
pub struct PyramidRow {
    /// What it is called, such as `15–19`.
    pub label: String,
    /// The left and the right side.
    pub sides: [Side; 2],
}

/// One bar of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its length, not negative; none where there is no figure.
    pub value: Option<f64>,
    /// The figure, or why there is none, in words: for the tooltip.
    pub text: String,
}

/// Draws a pyramid.
pub fn pyramid(chart: &Pyramid<'_>) -> String {
    let known = |value: f64| Some(value).filter(|value| value.is_finite() && *value >= 0.0);
    let sides = chart.rows.iter().flat_map(|row| &row.sides);
    let highest = sides
        .filter_map(|side| known(side.value?))
        .fold(1.0, f64::max);
    let ticks = scale::axis(highest, 3);
    let top = ticks.last().copied().unwrap_or(1.0);
    let labels = chart.rows.iter().map(|row| text_width(&row.label, LETTERS));
    let middle = (labels.fold(0.0, f64::max) + 12.0).min(WIDTH / 3.0);
    // The outermost ticks stand below the ends of their axes and need half of their width beside them.
    let outer = text_width(&(chart.tick)(top), LETTERS) / 2.0;
    let room = (WIDTH - middle) / 2.0 - outer;
    let [left, right] = [outer + room, WIDTH - outer - room];
    let length = |value: f64| value / top * room;
    let first = 2.0 * LINE + 4.0;
    let bottom = first + ROW * chart.rows.len() as f64;
    let height = bottom + LINE + 6.0;
    let mut svg = Svg::default();
    let id = Text(chart.id);
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-bars figure-pyramid\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\" viewBox=\"0 0 {} {}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>\
         <g font-family=\"'Fira Sans', Arial, sans-serif\" font-size=\"{}\">\
         <text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"0\" y=\"{}\">{}</text>",
        Px(WIDTH),
        Px(height),
        Text(chart.title),
        Text(chart.description),
        Px(LETTERS),
        Px(LETTERS),
        Text(chart.axis_title),
    ));
    for (position, name) in chart.sides.iter().enumerate() {
        let (x, anchor) = if position == 0 {
            (left, "end")
        } else {
            (right, "start")
        };
        svg.add(format_args!(
            "<text class=\"figure-text\" fill=\"{INK}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            Px(x),
            Px(LINE + LETTERS),
            Text(name),
        ));
    }
    for tick in &ticks {
        for x in [left - length(*tick), right + length(*tick)] {
            svg.add(format_args!(
                "<path class=\"figure-grid\" stroke=\"{GRID}\" d=\"M{x} {}V{}\"/>\
                 <text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                Px(first),
                Px(bottom),
                Px(bottom + LINE),
                Text(&(chart.tick)(*tick)),
                x = Px(x),
            ));
        }
    }
    for (number, row) in chart.rows.iter().enumerate() {
        let y = bottom - ROW * (number + 1) as f64 + (ROW - BAR) / 2.0;
        svg.add(format_args!(
            "<text class=\"figure-text\" fill=\"{INK}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            Px(WIDTH / 2.0),
            Px(y + LETTERS * 0.85),
            Text(&row.label),
        ));
        for (position, side) in row.sides.iter().enumerate() {
            let (class, fill) = if position == 0 {
                ("figure-left", LEFT)
            } else {
                ("figure-right", RIGHT)
            };
            let long = side.value.and_then(known).map_or(0.0, length);
            let x = if position == 0 { left - long } else { right };
            svg.add(format_args!(
                "<g><title>{}, {}: {}</title><rect class=\"{class}\" fill=\"{fill}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{BAR}\"/></g>",
                Text(&row.label),
                Text(chart.sides[position]),
                Text(&side.text),
                Px(x),
                Px(y),
                Px(long),
            ));
        }
    }
    svg.add(format_args!("</g></svg>"));
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, values: [Option<f64>; 2]) -> PyramidRow {
        PyramidRow {
            label: label.to_owned(),
            sides: values.map(|value| Side {
                value,
                text: value.map_or("keine Angabe".to_owned(), |value| value.to_string()),
            }),
        }
    }

    fn draw(rows: &[PyramidRow]) -> String {
        pyramid(&Pyramid {
            id: "pyramide",
            title: "Influenza nach Alter und Geschlecht",
            description: "Je Altersgruppe ein Balken",
            sides: ["weiblich", "männlich"],
            axis_title: "Fälle",
            tick: &|value| format!("{value}"),
            rows,
        })
    }

    #[test]
    fn both_sides_have_one_scale_and_the_youngest_stand_at_the_bottom() {
        let svg = draw(&[
            row("0–4", [Some(10.0), Some(5.0)]),
            row("5–14", [None, Some(20.0)]),
        ]);
        let widths = |class: &str| -> Vec<f64> {
            svg.match_indices(class)
                .filter_map(|(at, _)| svg[at..].split("width=\"").nth(1)?.split('"').next())
                .filter_map(|text| text.parse().ok())
                .collect()
        };
        let (left, right) = (
            widths("class=\"figure-left\""),
            widths("class=\"figure-right\""),
        );
        assert!((left[0] - 2.0 * right[0]).abs() < 0.2, "{left:?} {right:?}");
        assert!(left[1].abs() < f64::EPSILON, "no figure has no bar");
        let y = |label: &str| -> f64 {
            let at = svg.find(&format!(">{label}</text>")).expect("the label");
            let before = &svg[..at];
            let y = before.rsplit("y=\"").next().expect("a place");
            y.split('"')
                .next()
                .and_then(|y| y.parse().ok())
                .expect("a number")
        };
        assert!(y("0–4") > y("5–14"));
        assert!(svg.contains("5–14, weiblich: keine Angabe"));
        assert!(!svg.contains("style="));
    }

    #[test]
    fn a_pyramid_without_rows_is_still_a_picture() {
        let svg = draw(&[]);
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }
}
