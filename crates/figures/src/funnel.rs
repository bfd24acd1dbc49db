// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A funnel plot: rates of areas by their size, between limits that chance alone would let pass.

use crate::labels::{Frame, place};
use crate::scale;
use crate::svg::{Px, Svg, Text, text_width};

const LETTERS: f64 = 14.0;
const LINE: f64 = 20.0;
const INK: &str = "#131525";
const MUTED: &str = "#51577a";
const GRID: &str = "#c0c3d5";
const GROUND: &str = "#ffffff";

/// A funnel plot to be drawn. All texts come formatted, in the language of the page.
pub struct FunnelPlot<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// The accessible name.
    pub title: &'a str,
    /// One sentence that says what the picture shows.
    pub description: &'a str,
    /// Width of the view box; equals CSS pixels when the chart is shown unscaled.
    pub width: f64,
    /// Height of the view box, including axes.
    pub height: f64,
    /// What the horizontal and the vertical axis count.
    pub axis_titles: [&'a str; 2],
    /// Write ticks of the horizontal and of the vertical axis.
    pub ticks: [&'a dyn Fn(f64) -> String; 2],
    /// The value around which the limits lie, and its label.
    pub target: (f64, &'a str),
    /// The limits by size, ascending.
    pub limits: &'a [FunnelLimits<'a>],
    /// The areas.
    pub points: &'a [FunnelPoint],
}

/// A pair of limits as two lines.
#[derive(Debug, Clone, Copy)]
pub struct FunnelLimits<'a> {
    /// What the pair is called, such as `95 %`.
    pub label: &'a str,
    /// Size, lower and upper limit, ascending by size.
    pub curve: &'a [(f64, f64, f64)],
    /// Whether it is the outer pair, which is drawn stronger.
    pub outer: bool,
}

/// An area.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPoint {
    /// Its size, above zero.
    pub size: f64,
    /// Its value, not negative.
    pub value: f64,
    /// The area in words: the tooltip.
    pub label: String,
    /// What is written beside the point; empty for most.
    pub name: String,
    /// Whether it lies outside the limits.
    pub outside: bool,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// Sizes lie on a scale of powers of ten: a city among districts would push all others into a corner.
struct Plot {
    frame: Frame,
    low: f64,
    high: f64,
    ticks: Vec<f64>,
    top: f64,
}

impl Plot {
    fn of(chart: &FunnelPlot<'_>) -> Option<Self> {
        let sizes = || {
            let points = chart.points.iter().map(|point| point.size);
            points.filter(|size| size.is_finite() && *size > 0.0)
        };
        let smallest = sizes().fold(f64::INFINITY, f64::min);
        let largest = sizes().fold(0.0, f64::max);
        if !smallest.is_finite() {
            return None;
        }
        let highest = chart
            .points
            .iter()
            .map(|point| point.value)
            .chain([chart.target.0])
            .filter(|value| value.is_finite())
            .fold(0.0, f64::max);
        let ticks = scale::axis(highest, 5);
        let top = ticks.last().copied().unwrap_or(1.0);
        let widest = ticks
            .iter()
            .map(|tick| text_width(&(chart.ticks[1])(*tick), LETTERS))
            .fold(0.0, f64::max);
        Some(Self {
            frame: Frame {
                left: widest + 10.0,
                top: LINE + 8.0,
                right: chart.width - 12.0,
                bottom: chart.height - 2.0 * LINE - 6.0,
            },
            low: (smallest * 0.9).log10(),
            high: (largest * 1.1).log10(),
            ticks,
            top,
        })
    }

    fn x(&self, size: f64) -> f64 {
        let share = (size.log10() - self.low) / (self.high - self.low);
        self.frame.left + share * (self.frame.right - self.frame.left)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value / self.top).clamp(0.0, 1.0);
        self.frame.bottom - share * (self.frame.bottom - self.frame.top)
    }

    /// The sizes 1, 2 and 5 times a power of ten within the axis.
    fn sizes(&self) -> Vec<f64> {
        let powers = [1.0, 10.0, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
        let all = powers
            .iter()
            .flat_map(|power| [1.0_f64, 2.0, 5.0].map(|step| step * power));
        all.filter(|size: &f64| (self.low..=self.high).contains(&size.log10()))
            .collect()
    }
}

/// Draws a funnel plot; nothing if there is no area.
pub fn funnel_plot(chart: &FunnelPlot<'_>) -> String {
    let Some(plot) = Plot::of(chart) else {
        return String::new();
    };
    let mut svg = Svg::default();
    let id = Text(chart.id);
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-series figure-funnel\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\" viewBox=\"0 0 {} {}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>\
         <g font-family=\"'Fira Sans', Arial, sans-serif\" font-size=\"{}\">",
        Px(chart.width),
        Px(chart.height),
        Text(chart.title),
        Text(chart.description),
        Px(LETTERS),
    ));
    axes(&mut svg, chart, &plot);
    for limits in chart.limits {
        curves(&mut svg, &plot, limits);
    }
    points(&mut svg, chart, &plot);
    svg.add(format_args!("</g></svg>"));
    svg.finish()
}

fn axes(svg: &mut Svg, chart: &FunnelPlot<'_>, plot: &Plot) {
    let frame = &plot.frame;
    let mut words = |x: f64, y: f64, anchor: &str, text: &str| {
        svg.add(format_args!(
            "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            Px(x),
            Px(y),
            Text(text)
        ));
    };
    words(0.0, LETTERS, "start", chart.axis_titles[1]);
    words(frame.right, chart.height - 4.0, "end", chart.axis_titles[0]);
    for tick in &plot.ticks {
        let text = (chart.ticks[1])(*tick);
        words(
            frame.left - 6.0,
            plot.y(*tick) + LETTERS * 0.35,
            "end",
            &text,
        );
    }
    let mut free = f64::NEG_INFINITY;
    for size in plot.sizes() {
        let text = (chart.ticks[0])(size);
        let half = text_width(&text, LETTERS) / 2.0;
        let x = plot.x(size);
        if x - half > free && x + half < chart.width {
            words(x, frame.bottom + LINE, "middle", &text);
            free = x + half + 10.0;
        }
    }
    for tick in &plot.ticks {
        let (class, stroke) = if *tick == 0.0 {
            ("figure-base", MUTED)
        } else {
            ("figure-grid", GRID)
        };
        svg.add(format_args!(
            "<path class=\"{class}\" stroke=\"{stroke}\" d=\"M{} {}H{}\"/>",
            Px(frame.left),
            Px(plot.y(*tick)),
            Px(frame.right)
        ));
    }
    let (target, label) = chart.target;
    let y = plot.y(target);
    svg.add(format_args!(
        "<path class=\"figure-comparison\" fill=\"none\" stroke=\"#6e7597\" stroke-width=\"1.75\" d=\"M{} {y}H{}\"/>\
         <text class=\"figure-text-muted figure-halo\" fill=\"{MUTED}\" stroke=\"{GROUND}\" stroke-width=\"4\" stroke-linejoin=\"round\" \
         paint-order=\"stroke\" x=\"{}\" y=\"{}\">{}</text>",
        Px(frame.left),
        Px(frame.right),
        Px(frame.left + 4.0),
        Px(plot.y(target) - 5.0),
        Text(label),
        y = Px(y),
    ));
}

/// Both lines of a pair. A limit above the axis is left out, not pressed onto it.
fn curves(svg: &mut Svg, plot: &Plot, limits: &FunnelLimits<'_>) {
    let mut path = Svg::default();
    let mut labelled = None;
    for upper in [false, true] {
        let mut begun = false;
        for at in limits.curve {
            let value = if upper { at.2 } else { at.1 };
            if !value.is_finite() || value > plot.top {
                continue;
            }
            let (x, y) = (plot.x(at.0), plot.y(value));
            path.add(format_args!(
                "{}{} {}",
                if begun { "L" } else { "M" },
                Px(x),
                Px(y)
            ));
            begun = true;
            labelled = Some([x, y]);
        }
    }
    let dashes = if limits.outer {
        ""
    } else {
        " stroke-dasharray=\"4 4\""
    };
    svg.add(format_args!(
        "<path class=\"figure-threshold\" fill=\"none\" stroke=\"#734000\" stroke-width=\"1.5\"{dashes} d=\"{}\"/>",
        path.finish()
    ));
    if let Some([x, y]) = labelled {
        let below = if limits.outer { -6.0 } else { LETTERS + 2.0 };
        svg.add(format_args!(
            "<text class=\"figure-threshold-text figure-halo\" fill=\"#734000\" stroke=\"{GROUND}\" stroke-width=\"3\" paint-order=\"stroke\" \
             x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            Px(x),
            Px(y + below),
            Text(limits.label)
        ));
    }
}

fn points(svg: &mut Svg, chart: &FunnelPlot<'_>, plot: &Plot) {
    let ink: Vec<[f64; 2]> = chart
        .points
        .iter()
        .map(|point| [plot.x(point.size), plot.y(point.value)])
        .collect();
    let mut taken = Vec::new();
    for (slot, (point, [x, y])) in chart.points.iter().zip(&ink).enumerate() {
        let (class, fill, radius) = if point.chosen {
            ("figure-funnel-chosen", "#ad6500", 7.0)
        } else if point.outside {
            ("figure-main-dot", "#2044aa", 6.0)
        } else {
            ("figure-funnel-point", "#8e93b1", 5.0)
        };
        svg.add(format_args!(
            "<circle class=\"{class} figure-halo\" fill=\"{fill}\" stroke=\"{GROUND}\" stroke-width=\"1.5\" cx=\"{}\" cy=\"{}\" r=\"{}\" \
             data-slot=\"{slot}\"><title>{}</title></circle>",
            Px(*x),
            Px(*y),
            Px(radius),
            Text(&point.label)
        ));
    }
    for (point, anchor) in chart.points.iter().zip(&ink) {
        if point.name.is_empty() {
            continue;
        }
        let size = [text_width(&point.name, LETTERS), LETTERS + 4.0];
        let frame = place(*anchor, size, &plot.frame, &ink, &taken);
        taken.push(frame);
        svg.add(format_args!(
            "<text class=\"figure-text figure-halo\" fill=\"{INK}\" stroke=\"{GROUND}\" stroke-width=\"4\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\" x=\"{}\" y=\"{}\">{}</text>",
            Px(frame.left),
            Px(frame.bottom - 4.0),
            Text(&point.name)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(size: f64, value: f64, name: &str) -> FunnelPoint {
        FunnelPoint {
            size,
            value,
            label: format!("<{name}>"),
            name: name.to_owned(),
            outside: !name.is_empty(),
            chosen: false,
        }
    }

    fn draw(points: &[FunnelPoint], curve: &[(f64, f64, f64)]) -> String {
        funnel_plot(&FunnelPlot {
            id: "trichter",
            title: "Trichter",
            description: "Kreise",
            width: 360.0,
            height: 320.0,
            axis_titles: ["Menschen", "je 100.000"],
            ticks: [&|size| format!("{size}"), &|value| format!("{value}")],
            target: (5.0, "Land"),
            limits: &[FunnelLimits {
                label: "95 %",
                curve,
                outer: false,
            }],
            points,
        })
    }

    #[test]
    fn areas_lie_by_size_and_value_and_their_words_are_escaped() {
        let points = [point(1e5, 2.0, ""), point(1e6, 9.0, "Stadt")];
        let svg = draw(&points, &[(1e5, 1.0, 9.0), (1e6, 4.0, 6.0)]);
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("&lt;Stadt&gt;") && !svg.contains("style="));
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert_eq!(draw(&[], &[]), "", "no area, no picture");
    }

    #[test]
    fn a_limit_above_the_axis_is_left_out() {
        let points = [point(1e5, 2.0, ""), point(1e6, 3.0, "")];
        let svg = draw(&points, &[(1e5, 0.0, 4000.0), (1e6, 2.0, 4.0)]);
        let path = svg.split("figure-threshold\"").nth(1).unwrap();
        let d = path
            .split(" d=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert_eq!(
            (d.matches('M').count(), d.matches('L').count()),
            (2, 1),
            "{d}"
        );
    }
}
