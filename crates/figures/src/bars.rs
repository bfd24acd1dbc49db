// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bars that lie below each other with their words above them, and histograms, from an honest zero.
//! Both are drawn once, for narrow screens.

use crate::scale;
use crate::svg::{Px, Svg, Text, text_width};

const WIDTH: f64 = 360.0;
const LETTERS: f64 = 14.0;
const LINE: f64 = 18.0;
const INK: &str = "#131525";
const MUTED: &str = "#51577a";
const GRID: &str = "#c0c3d5";
const MAIN: &str = "#2044aa";
const GROUND: &str = "#eff3fa";

/// Bars to be drawn. All texts come formatted, in the language of the page.
#[derive(Debug, Clone, Copy)]
pub struct Bars<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// The accessible name.
    pub title: &'a str,
    /// One sentence that says what the picture shows.
    pub description: &'a str,
    /// What a bar of the whole width means; the largest value if that is larger or nothing is given.
    pub whole: Option<f64>,
    /// The bars from above.
    pub bars: &'a [Bar],
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What stands above it.
    pub label: String,
    /// Its length, not negative.
    pub value: f64,
    /// What stands at its end.
    pub text: String,
    /// The ends of an interval around the value.
    pub interval: Option<(f64, f64)>,
}

/// The first words of a text that fit into a width, with an ellipsis if there are more.
fn fitting(text: &str, width: f64) -> String {
    if text_width(text, LETTERS) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if text_width(&short, LETTERS) + LETTERS > width {
            break;
        }
    }
    format!("{}…", short.trim_end())
}

fn known(value: f64) -> f64 {
    if value.is_finite() {
        value.max(0.0)
    } else {
        0.0
    }
}

fn open(svg: &mut Svg, (id, title, description): (&str, &str, &str), class: &str, height: f64) {
    let id = Text(id);
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-bars {class}\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\" viewBox=\"0 0 {} {}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>\
         <g font-family=\"'Fira Sans', Arial, sans-serif\" font-size=\"{}\">",
        Px(WIDTH),
        Px(height),
        Text(title),
        Text(description),
        Px(LETTERS),
    ));
}

/// Draws bars below each other.
pub fn bars(chart: &Bars<'_>) -> String {
    let mut svg = Svg::default();
    let step = LINE + 24.0;
    let height = chart.bars.len() as f64 * step + 4.0;
    let about = (chart.id, chart.title, chart.description);
    open(&mut svg, about, "figure-bars-lying", height);
    let widest = chart
        .bars
        .iter()
        .map(|bar| text_width(&bar.text, LETTERS))
        .fold(0.0, f64::max);
    let room = (WIDTH - widest - 8.0).max(WIDTH / 3.0);
    let longest = chart
        .bars
        .iter()
        .flat_map(|bar| [Some(bar.value), bar.interval.map(|(_, high)| high)])
        .flatten()
        .map(known)
        .chain(chart.whole.map(known))
        .fold(0.0, f64::max);
    let length = |value: f64| {
        if longest > 0.0 {
            known(value) / longest * room
        } else {
            0.0
        }
    };
    for (number, bar) in chart.bars.iter().enumerate() {
        let top = number as f64 * step;
        svg.add(format_args!(
            "<g><title>{}: {}</title>\
             <text class=\"figure-text\" fill=\"{INK}\" x=\"0\" y=\"{}\">{}</text>\
             <rect class=\"figure-bar-ground\" fill=\"{GROUND}\" x=\"0\" y=\"{y}\" width=\"{}\" height=\"14\"/>\
             <rect class=\"figure-bar\" fill=\"{MAIN}\" x=\"0\" y=\"{y}\" width=\"{}\" height=\"14\"/>",
            Text(&bar.label),
            Text(&bar.text),
            Px(top + LETTERS),
            Text(&fitting(&bar.label, WIDTH)),
            Px(room),
            Px(length(bar.value)),
            y = Px(top + LINE + 2.0),
        ));
        if let Some((low, high)) = bar.interval {
            svg.add(format_args!(
                "<path class=\"figure-threshold\" stroke=\"#734000\" stroke-width=\"2\" d=\"M{} {y}H{}\"/>",
                Px(length(low)),
                Px(length(high)),
                y = Px(top + LINE + 9.0),
            ));
        }
        svg.add(format_args!(
            "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\">{}</text></g>",
            Px(room + 6.0),
            Px(top + LINE + LETTERS),
            Text(&bar.text),
        ));
    }
    svg.add(format_args!("</g></svg>"));
    svg.finish()
}

/// A histogram to be drawn.
pub struct Histogram<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// The accessible name.
    pub title: &'a str,
    /// One sentence that says what the picture shows.
    pub description: &'a str,
    /// What the vertical axis counts.
    pub axis_title: &'a str,
    /// Writes a tick of the vertical axis.
    pub tick: &'a dyn Fn(f64) -> String,
    /// The bars from the left.
    pub bars: &'a [HistogramBar],
}

/// A bar of a histogram.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramBar {
    /// What stands below its left edge, such as where it begins.
    pub tick: String,
    /// The tooltip, with its figures in words.
    pub title: String,
    /// How high it is, not negative.
    pub value: f64,
}

/// Draws bars beside each other.
pub fn histogram(chart: &Histogram<'_>) -> String {
    const HEIGHT: f64 = 220.0;
    let mut svg = Svg::default();
    let about = (chart.id, chart.title, chart.description);
    open(&mut svg, about, "figure-histogram", HEIGHT);
    let highest = chart
        .bars
        .iter()
        .map(|bar| known(bar.value))
        .fold(0.0, f64::max);
    // Counts have whole ticks.
    let ticks = scale::axis(highest.max(4.0), 4);
    let top_value = ticks.last().copied().unwrap_or(1.0).max(1.0);
    let widest = ticks
        .iter()
        .map(|tick| text_width(&(chart.tick)(*tick), LETTERS))
        .fold(12.0, f64::max);
    let (left, right) = (widest + 10.0, WIDTH - 8.0);
    let (top, bottom) = (LINE + 10.0, HEIGHT - LINE - 8.0);
    let y = |value: f64| bottom - known(value) / top_value * (bottom - top);
    svg.add(format_args!(
        "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"0\" y=\"{}\">{}</text>",
        Px(LETTERS),
        Text(chart.axis_title),
    ));
    for tick in &ticks {
        svg.add(format_args!(
            "<path class=\"figure-grid\" stroke=\"{GRID}\" d=\"M{} {y}H{}\"/>\
             <text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            Px(left),
            Px(right),
            Px(left - 6.0),
            Px(y(*tick) + LETTERS * 0.35),
            Text(&(chart.tick)(*tick)),
            y = Px(y(*tick)),
        ));
    }
    let step = (right - left) / chart.bars.len().max(1) as f64;
    let widest = chart
        .bars
        .iter()
        .map(|bar| text_width(&bar.tick, LETTERS))
        .fold(0.0, f64::max);
    let every = (1..=chart.bars.len().max(1))
        .find(|every| *every as f64 * step >= widest + 8.0)
        .unwrap_or(chart.bars.len().max(1));
    for (number, bar) in chart.bars.iter().enumerate() {
        let x = left + number as f64 * step;
        svg.add(format_args!(
            "<g><title>{}</title><rect class=\"figure-bar\" fill=\"{MAIN}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></g>",
            Text(&bar.title),
            Px(x + 1.0),
            Px(y(bar.value)),
            Px((step - 2.0).max(1.0)),
            Px(bottom - y(bar.value)),
        ));
        if number % every == 0 {
            svg.add(format_args!(
                "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\">{}</text>",
                Px(x.min(WIDTH - text_width(&bar.tick, LETTERS)).max(0.0)),
                Px(bottom + LINE),
                Text(&bar.tick),
            ));
        }
    }
    svg.add(format_args!("</g></svg>"));
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_takes_the_room_and_words_are_escaped() {
        let bar = |label: &str, value: f64| Bar {
            label: label.to_owned(),
            value,
            text: format!("{value}"),
            interval: None,
        };
        let all = [bar("Ja & nein", 10.0), bar("Ja", 5.0), bar("–", f64::NAN)];
        let svg = bars(&Bars {
            id: "frage",
            title: "Geöffnet?",
            description: "Zehn von fünfzehn",
            whole: None,
            bars: &all,
        });
        assert!(svg.contains("Ja &amp; nein"), "{svg}");
        let widths: Vec<&str> = svg
            .match_indices("fill=\"#2044aa\" x=\"0\"")
            .filter_map(|(at, _)| svg[at..].split("width=\"").nth(1)?.split('"').next())
            .collect();
        let widths: Vec<f64> = widths.iter().map(|text| text.parse().unwrap()).collect();
        assert!((widths[0] - 2.0 * widths[1]).abs() < 0.2, "{widths:?}");
        assert!(
            widths[2].abs() < f64::EPSILON,
            "what is no number has no bar"
        );
        assert!(!svg.contains("style="), "the policy forbids styles");
    }

    #[test]
    fn a_histogram_without_bars_is_still_a_picture() {
        let svg = histogram(&Histogram {
            id: "h",
            title: "Betten",
            description: "Keine",
            axis_title: "Meldungen",
            tick: &|value| format!("{value}"),
            bars: &[],
        });
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }

    #[test]
    fn long_words_end_with_an_ellipsis() {
        let text = "Händedesinfektion je Station mit Angaben zu allen Bereichen des Hauses";
        let short = fitting(text, WIDTH);
        assert!(short.ends_with('…') && short.len() < text.len());
        assert_eq!(fitting("kurz", WIDTH), "kurz");
    }
}
