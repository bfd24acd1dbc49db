// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What lies behind the lines: shaded bands and ranges, the grid, and the two rows of the weeks.

use super::plot::{GRID, LETTERS, LINE_HEIGHT, MUTED, Plot, SEASON, UNCERTAIN, USUAL};
use super::{BandKind, Range, RangeKind, Series};
use crate::svg::{Px, Svg, Text, text_width};

pub(super) fn bands(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
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

/// Each stretch of a range as one area, steps as wide as the slots: a week has one pair of values.
pub(super) fn ranges(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
    for range in chart.ranges {
        let (class, fill) = match range.kind {
            RangeKind::Usual => ("figure-usual", USUAL),
            RangeKind::Uncertain => ("figure-uncertain", UNCERTAIN),
        };
        let mut path = Svg::default();
        for stretch in stretches(range, plot.slots) {
            let ([first, ..], Some(last)) = (stretch.as_slice(), stretch.last()) else {
                continue;
            };
            path.add(format_args!(
                "M{} {}",
                Px(plot.edge(first.0)),
                Px(plot.y(first.1.1))
            ));
            for (slot, (_, high)) in &stretch {
                path.add(format_args!(
                    "V{}H{}",
                    Px(plot.y(*high)),
                    Px(plot.edge(slot + 1))
                ));
            }
            path.add(format_args!("V{}", Px(plot.y(last.1.0))));
            for (slot, (low, _)) in stretch.iter().rev() {
                path.add(format_args!(
                    "V{}H{}",
                    Px(plot.y(*low)),
                    Px(plot.edge(*slot))
                ));
            }
            path.add(format_args!("Z"));
        }
        let d = path.finish();
        if !d.is_empty() {
            svg.add(format_args!(
                "<path class=\"{class}\" fill=\"{fill}\" d=\"{d}\"/>"
            ));
        }
    }
}

/// Slots beside each other that have values, with them.
fn stretches(range: &Range, slots: usize) -> Vec<Vec<(usize, (f64, f64))>> {
    let known: Vec<(usize, (f64, f64))> = (0..slots)
        .filter_map(|slot| Some((slot, range.at(slot)?)))
        .collect();
    let together = known.chunk_by(|a, b| a.0 + 1 == b.0);
    together.map(<[_]>::to_vec).collect()
}

pub(super) fn grid(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
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
pub(super) fn weeks(svg: &mut Svg, chart: &Series<'_>, plot: &Plot) {
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
