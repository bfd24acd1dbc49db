// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Draws a chart from back to front: bands, grid, axes, lines, labels, tooltips.

use super::{BandKind, Chart, Line, LineKind, Series, Threshold, facts};
use crate::labels::{Frame, place, stand};
use crate::scale;
use crate::svg::{Px, Svg, Text, text_width};

/// Size of all letters, in units of the view box.
const LETTERS: f64 = 14.0;
const LINE_HEIGHT: f64 = 20.0;
const GROUND: &str = "#ffffff";
const INK: &str = "#131525";
const MUTED: &str = "#51577a";
const GRID: &str = "#c0c3d5";
const MAIN: &str = "#2044aa";
const COMPARISON: &str = "#6e7597";
const THRESHOLD: &str = "#734000";
const SEASON: &str = "#eff3fa";

/// A side of the view box, kept to what can be drawn.
fn side(length: f64) -> f64 {
    if length.is_finite() {
        length.clamp(120.0, 4_000.0)
    } else {
        720.0
    }
}

/// Draws `chart`.
pub fn series(chart: &Series<'_>) -> Chart {
    let plot = Plot::of(chart);
    let mut svg = Svg::default();
    open(&mut svg, chart);
    bands(&mut svg, chart, &plot);
    grid(&mut svg, chart, &plot);
    weeks(&mut svg, chart, &plot);
    thresholds(&mut svg, chart, &plot);
    // The main lines lie above the ones to compare with, and are labelled first.
    let back_to_front = [LineKind::Comparison, LineKind::Main];
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

/// Where the data lies, and how values and weeks become coordinates.
struct Plot {
    frame: Frame,
    /// The view box without a little margin: labels stay inside.
    outer: Frame,
    step: f64,
    slots: usize,
    ticks: Vec<f64>,
    top: f64,
}

impl Plot {
    fn of(chart: &Series<'_>) -> Self {
        let slots = chart.slots.len();
        let highest = chart
            .lines
            .iter()
            .flat_map(|line| (0..slots).filter_map(|slot| line.at(slot)))
            .chain(chart.thresholds.iter().map(|threshold| threshold.value))
            .filter(|value| value.is_finite())
            .fold(0.0, f64::max);
        let ticks = scale::axis(highest, if chart.height < 260.0 { 4 } else { 5 });
        let top = ticks.last().copied().unwrap_or(1.0);
        let widest = ticks
            .iter()
            .map(|tick| text_width(&(chart.tick)(*tick), LETTERS))
            .fold(0.0, f64::max);
        let strip = if chart.bands.iter().any(|band| !band.label.is_empty()) {
            LINE_HEIGHT
        } else {
            0.0
        };
        let width = side(chart.width);
        let height = side(chart.height);
        // Beside the plot there is room for the labels of lines that reach its end.
        let beside = chart
            .lines
            .iter()
            .filter(|line| slots > 0 && line.at(slots - 1).is_some())
            .map(|line| label_width(line) + 16.0)
            .fold(12.0, f64::max);
        let frame = Frame {
            left: (widest + 10.0).min(width / 3.0),
            top: LINE_HEIGHT + 8.0 + strip,
            right: width
                - if width < 480.0 {
                    12.0
                } else {
                    beside.min(width / 4.0)
                },
            bottom: height - 2.0 * LINE_HEIGHT - 4.0,
        };
        Self {
            frame,
            outer: Frame {
                left: frame.left + 2.0,
                top: frame.top - 8.0,
                right: width - 2.0,
                bottom: frame.bottom - 2.0,
            },
            step: (frame.right - frame.left) / slots.max(1) as f64,
            slots,
            ticks,
            top,
        }
    }

    /// The middle of a slot.
    fn x(&self, slot: usize) -> f64 {
        self.edge(slot) + self.step / 2.0
    }

    /// The left edge of a slot.
    fn edge(&self, slot: usize) -> f64 {
        self.frame.left + self.step * slot.min(self.slots) as f64
    }

    fn y(&self, value: f64) -> f64 {
        self.frame.bottom - (self.frame.bottom - self.frame.top) * (value / self.top)
    }

    fn points(&self, line: &Line) -> Vec<Option<[f64; 2]>> {
        (0..self.slots)
            .map(|slot| Some([self.x(slot), self.y(line.at(slot)?)]))
            .collect()
    }

    /// Points along a line, close enough to see whether a label would hide it.
    fn ink(&self, line: &Line) -> Vec<[f64; 2]> {
        let points = self.points(line);
        let between = |a: [f64; 2], b: [f64; 2]| {
            let parts = ((b[0] - a[0]).hypot(b[1] - a[1]) / 4.0)
                .ceil()
                .clamp(1.0, 100.0);
            let steps = (0..100)
                .map(f64::from)
                .take_while(move |step| *step < parts);
            steps.map(move |step| {
                let share = step / parts;
                [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
            })
        };
        let segments = points
            .windows(2)
            .filter_map(|pair| Some((pair[0]?, pair[1]?)));
        segments
            .flat_map(|(a, b)| between(a, b))
            .chain(points.iter().rev().find_map(|point| *point))
            .collect()
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

fn bands(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    // Incomplete weeks lie over seasons; their label comes first and others give way.
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for kind in [BandKind::Season, BandKind::Incomplete] {
        for band in chart.bands.iter().filter(|band| band.kind == kind) {
            let (left, right) = (
                plot.edge(band.first),
                plot.edge(band.last.saturating_add(1)),
            );
            if right <= left {
                continue;
            }
            let (class, fill) = match kind {
                BandKind::Season => ("figure-season", SEASON.to_owned()),
                BandKind::Incomplete => (
                    "figure-incomplete",
                    format!("url(#{}-incomplete)", Text(chart.id)),
                ),
            };
            svg.add(format_args!(
                "<rect class=\"{class}\" fill=\"{fill}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                Px(left),
                Px(plot.frame.top),
                Px(right - left),
                Px(plot.frame.bottom - plot.frame.top),
            ));
        }
    }
    for kind in [BandKind::Incomplete, BandKind::Season] {
        for band in chart.bands.iter().filter(|band| band.kind == kind) {
            let (left, right) = (
                plot.edge(band.first),
                plot.edge(band.last.saturating_add(1)),
            );
            let width = text_width(&band.label, LETTERS);
            // A band of a few weeks is narrower than its words: they end where the band ends, or begin
            // where it begins.
            let start = match kind {
                BandKind::Season if width + 8.0 > right - left => continue,
                BandKind::Season => (left + right - width) / 2.0,
                BandKind::Incomplete if right - width >= plot.frame.left => right - width,
                BandKind::Incomplete => left,
            };
            let span = (start - 8.0, start + width + 8.0);
            if band.label.is_empty()
                || taken
                    .iter()
                    .any(|other| span.0 < other.1 && other.0 < span.1)
            {
                continue;
            }
            taken.push(span);
            svg.add(format_args!(
                "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\">{}</text>",
                Px(start),
                Px(plot.frame.top - 7.0),
                Text(&band.label),
            ));
        }
    }
}

fn grid(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    svg.add(format_args!(
        "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"0\" y=\"{}\">{}</text>",
        Px(LETTERS),
        Text(chart.axis_title),
    ));
    for tick in &plot.ticks {
        let y = plot.y(*tick);
        let (class, stroke) = if *tick == 0.0 {
            ("figure-base", MUTED)
        } else {
            ("figure-grid", GRID)
        };
        svg.add(format_args!(
            "<path class=\"{class}\" stroke=\"{stroke}\" d=\"M{} {y}H{}\"/>\
             <text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            Px(plot.frame.left),
            Px(plot.frame.right),
            Px(plot.frame.left - 6.0),
            Px(y + LETTERS * 0.35),
            Text(&(chart.tick)(*tick)),
            y = Px(y),
        ));
    }
}

/// The ticks of the weeks, as many as fit, and below them the groups where they change.
fn weeks(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    let widest = chart
        .slots
        .iter()
        .map(|slot| text_width(&slot.tick, LETTERS))
        .fold(0.0, f64::max);
    let every = [1usize, 2, 4, 5, 8, 10, 13, 26]
        .into_iter()
        .find(|every| *every as f64 * plot.step >= widest + 10.0)
        .unwrap_or(52);
    let bottom = plot.frame.bottom;
    for (slot, week) in chart.slots.iter().enumerate().step_by(every) {
        let half = text_width(&week.tick, LETTERS) / 2.0;
        let x = plot.x(slot);
        let centre = x.clamp(
            half.min(plot.outer.right / 2.0),
            (plot.outer.right - half).max(half),
        );
        svg.add(format_args!(
            "<path class=\"figure-base\" stroke=\"{MUTED}\" d=\"M{} {}v5\"/>\
             <text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            Px(x),
            Px(bottom),
            Px(centre),
            Px(bottom + LINE_HEIGHT),
            Text(&week.tick),
        ));
    }
    groups(svg, chart, plot);
}

fn groups(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    let mut first = 0;
    for group in chart.slots.chunk_by(|a, b| a.group == b.group) {
        let (left, right) = (plot.edge(first), plot.edge(first + group.len()));
        let label = &group[0].group;
        if first > 0 {
            svg.add(format_args!(
                "<path class=\"figure-base\" stroke=\"{MUTED}\" d=\"M{} {}v{}\"/>",
                Px(left),
                Px(plot.frame.bottom),
                Px(2.0 * LINE_HEIGHT)
            ));
        }
        if text_width(label, LETTERS) + 12.0 <= right - left {
            svg.add(format_args!(
                "<text class=\"figure-text-muted\" fill=\"{MUTED}\" x=\"{}\" y=\"{}\">{}</text>",
                Px(left + if first > 0 { 6.0 } else { 0.0 }),
                Px(plot.frame.bottom + 2.0 * LINE_HEIGHT - 1.0),
                Text(label),
            ));
        }
        first += group.len();
    }
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
    for (path, dashes) in [(certain, ""), (uncertain, " stroke-dasharray=\"3 5\"")] {
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
        LineKind::Comparison => ("comparison", COMPARISON, 1.75),
    }
}

fn label_width(line: &Line) -> f64 {
    let gap = if line.name.is_empty() || line.last.is_empty() {
        0.0
    } else {
        4.5
    };
    // Bold letters are wider.
    text_width(&line.name, LETTERS) + gap + text_width(&line.last, LETTERS) * 1.06
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
    let (class, _, _) = look(line.kind);
    let colour = if line.kind == LineKind::Main {
        MAIN
    } else {
        MUTED
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
