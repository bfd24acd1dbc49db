// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Draws a chart from back to front: bands, ranges, grid, axes, lines, labels, tooltips.

use super::axes::{bands, grid, ranges, weeks};
use super::plot::{
    COMPARISON, FOURTH, GRID, GROUND, INK, LETTERS, LINE_HEIGHT, MAIN, MUTED, Plot, SECOND,
    THRESHOLD, label_width, side,
};
use super::{Chart, Line, LineKind, Series, Threshold, facts};
use crate::labels::{Frame, place, stand};
use crate::svg::{Px, Svg, Text, text_width};

/// Draws `chart`.
pub fn series(chart: &Series<'_>) -> Chart {
    let plot = Plot::of(chart);
    let mut svg = Svg::default();
    open(&mut svg, chart);
    bands(&mut svg, chart, &plot);
    ranges(&mut svg, chart, &plot);
    grid(&mut svg, chart, &plot);
    weeks(&mut svg, chart, &plot);
    thresholds(&mut svg, chart, &plot);
    // The main lines lie above the ones to compare with, and are labelled first.
    let back_to_front = [
        LineKind::Comparison,
        LineKind::Fourth,
        LineKind::Third,
        LineKind::Second,
        LineKind::Main,
    ];
    let of = |kind| chart.lines.iter().filter(move |line| line.kind == kind);
    for line in back_to_front.into_iter().flat_map(of) {
        draw_line(&mut svg, chart, &plot, line);
    }
    let ink: Vec<[f64; 2]> = chart.lines.iter().flat_map(|line| plot.ink(line)).collect();
    let mut taken = threshold_labels(&mut svg, chart, &plot, &ink);
    for line in back_to_front.into_iter().rev().flat_map(of) {
        taken.extend(label(&mut svg, &plot, line, &ink, &taken));
    }
    tooltips(&mut svg, chart, &plot);
    svg.add(format_args!("</g></svg>"));
    Chart {
        svg: svg.finish(),
        facts: facts(chart),
    }
}

fn open(svg: &mut Svg, chart: &Series<'_>) {
    let id = Text(chart.id);
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-series\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\" viewBox=\"0 0 {} {}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>\
         <defs><pattern id=\"{id}-incomplete\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"figure-grid\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\" fill=\"none\" stroke=\"{GRID}\" stroke-width=\"2\"/></pattern></defs>\
         <g font-family=\"'Fira Sans', Arial, sans-serif\" font-size=\"{}\">",
        Px(side(chart.width)),
        Px(side(chart.height)),
        Text(chart.title),
        Text(chart.description),
        Px(LETTERS),
    ));
}

fn valid_thresholds<'a>(chart: &'a Series<'_>) -> impl Iterator<Item = &'a Threshold> {
    chart
        .thresholds
        .iter()
        .filter(|threshold| threshold.value.is_finite() && threshold.value >= 0.0)
}

fn thresholds(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    for threshold in valid_thresholds(chart) {
        svg.add(format_args!(
            "<path class=\"figure-threshold\" stroke=\"{THRESHOLD}\" stroke-width=\"1.5\" stroke-dasharray=\"2 4\" d=\"M{} {}H{}\"/>",
            Px(plot.frame.left),
            Px(plot.y(threshold.value)),
            Px(plot.frame.right),
        ));
    }
}

/// Labels of thresholds stand on their line, where the least is drawn.
fn threshold_labels(
    svg: &mut Svg,
    chart: &Series<'_>,
    plot: &Plot,
    ink: &[[f64; 2]],
) -> Vec<Frame> {
    let mut taken = Vec::new();
    for threshold in valid_thresholds(chart) {
        let size = [text_width(&threshold.label, LETTERS), LINE_HEIGHT - 2.0];
        let frame = stand(
            plot.y(threshold.value) - 1.0,
            size,
            &plot.frame,
            ink,
            &taken,
        );
        taken.push(frame);
        svg.add(format_args!(
            "<text class=\"figure-threshold-text figure-halo\" fill=\"{THRESHOLD}\" stroke=\"{GROUND}\" stroke-width=\"3\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\" x=\"{}\" y=\"{}\">{}</text>",
            Px(frame.left),
            Px(frame.bottom - 4.0),
            Text(&threshold.label),
        ));
    }
    taken
}

/// Draws the stretches of a line. Where a week is missing the line has a gap; a week between two gaps is a
/// dot; a step into an incomplete week is dashed.
fn draw_line(svg: &mut Svg, chart: &Series<'_>, plot: &Plot, line: &Line) {
    let points = plot.points(line);
    let mut certain = Svg::default();
    let mut uncertain = Svg::default();
    let mut dots = Svg::default();
    let point_at = |slot: Option<usize>| slot.and_then(|slot| points.get(slot).copied().flatten());
    // Which of the two paths ends at the slot before, so that it can go on from there.
    let mut goes_on = None;
    for (slot, point) in points.iter().enumerate() {
        let before = point_at(slot.checked_sub(1));
        let Some([x, y]) = *point else {
            goes_on = None;
            continue;
        };
        let Some([from_x, from_y]) = before else {
            if point_at(Some(slot + 1)).is_none() {
                dots.add(format_args!("M{} {}h.01", Px(x), Px(y)));
            }
            goes_on = None;
            continue;
        };
        let open = chart.incomplete(slot) && line.kind == LineKind::Main;
        let path = if open { &mut uncertain } else { &mut certain };
        if goes_on != Some(open) {
            path.add(format_args!("M{} {}", Px(from_x), Px(from_y)));
        }
        path.add(format_args!("L{} {}", Px(x), Px(y)));
        goes_on = Some(open);
    }
    let (class, colour, width) = look(line.kind);
    for (path, dashes) in [
        (certain, dashes(line.kind)),
        (uncertain, " stroke-dasharray=\"3 5\""),
    ] {
        let d = path.finish();
        if !d.is_empty() {
            svg.add(format_args!(
                "<path class=\"figure-{class}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" \
                 stroke-linecap=\"round\" stroke-linejoin=\"round\"{dashes} d=\"{d}\"/>"
            ));
        }
    }
    let d = dots.finish();
    if !d.is_empty() {
        svg.add(format_args!(
            "<path class=\"figure-{class}\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linecap=\"round\" d=\"{d}\"/>",
            width * 2.0
        ));
    }
    let end = points.iter().rev().find_map(|point| *point);
    if let (LineKind::Main, Some([x, y])) = (line.kind, end) {
        svg.add(format_args!(
            "<circle class=\"figure-main-dot figure-halo\" fill=\"{colour}\" stroke=\"{GROUND}\" stroke-width=\"2\" cx=\"{}\" cy=\"{}\" r=\"5.5\"/>",
            Px(x),
            Px(y)
        ));
    }
}

fn look(kind: LineKind) -> (&'static str, &'static str, f64) {
    match kind {
        LineKind::Main => ("main", MAIN, 3.0),
        LineKind::Second => ("second", SECOND, 2.5),
        LineKind::Third => ("third", INK, 2.5),
        LineKind::Fourth => ("fourth", FOURTH, 2.5),
        LineKind::Comparison => ("comparison", COMPARISON, 1.75),
    }
}

/// What tells lines apart for those who see no colours.
fn dashes(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Main | LineKind::Comparison => "",
        LineKind::Second => " stroke-dasharray=\"10 5\"",
        LineKind::Third => " stroke-dasharray=\"1 5\"",
        LineKind::Fourth => " stroke-dasharray=\"10 5 1 5\"",
    }
}

/// Writes a line's name and last value beside its end.
fn label(
    svg: &mut Svg,
    plot: &Plot,
    line: &Line,
    ink: &[[f64; 2]],
    taken: &[Frame],
) -> Option<Frame> {
    let end = plot.points(line).into_iter().rev().flatten().next()?;
    if line.name.is_empty() && line.last.is_empty() {
        return None;
    }
    let frame = place(
        end,
        [label_width(line), LINE_HEIGHT],
        &plot.outer,
        ink,
        taken,
    );
    let (class, own, _) = look(line.kind);
    let colour = if line.kind == LineKind::Comparison {
        MUTED
    } else {
        own
    };
    svg.add(format_args!(
        "<text class=\"figure-{class}-text figure-halo\" fill=\"{colour}\" stroke=\"{GROUND}\" stroke-width=\"4\" stroke-linejoin=\"round\" \
         paint-order=\"stroke\" x=\"{}\" y=\"{}\">{}",
        Px(frame.left),
        Px(frame.bottom - 5.0),
        Text(&line.name),
    ));
    if !line.last.is_empty() {
        let space = if line.name.is_empty() { "" } else { " " };
        svg.add(format_args!(
            "{space}<tspan font-weight=\"600\">{}</tspan>",
            Text(&line.last)
        ));
    }
    svg.add(format_args!("</text>"));
    Some(frame)
}

/// One invisible column for each week that shows its values on hover.
fn tooltips(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    for (slot, week) in chart.slots.iter().enumerate() {
        if week.title.is_empty() {
            continue;
        }
        svg.add(format_args!(
            "<rect class=\"figure-slot\" fill=\"{INK}\" fill-opacity=\"0\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" data-slot=\"{slot}\"><title>{}</title></rect>",
            Px(plot.edge(slot)),
            Px(plot.frame.top),
            Px(plot.step),
            Px(plot.frame.bottom - plot.frame.top),
            Text(&week.title),
        ));
    }
}
