// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sizes, colours of the light theme, and where values and weeks lie in the picture.

use super::{Line, Series};
use crate::labels::Frame;
use crate::scale;
use crate::svg::text_width;

/// Size of all letters, in units of the view box.
pub(super) const LETTERS: f64 = 14.0;
pub(super) const LINE_HEIGHT: f64 = 20.0;
pub(super) const GROUND: &str = "#ffffff";
pub(super) const INK: &str = "#131525";
pub(super) const MUTED: &str = "#51577a";
pub(super) const GRID: &str = "#c0c3d5";
pub(super) const MAIN: &str = "#2044aa";
pub(super) const SECOND: &str = "#ad6500";
pub(super) const FOURTH: &str = "#7694d5";
pub(super) const COMPARISON: &str = "#6e7597";
pub(super) const THRESHOLD: &str = "#734000";
pub(super) const SEASON: &str = "#eff3fa";
pub(super) const USUAL: &str = "#d8e1f4";
pub(super) const UNCERTAIN: &str = "#a2b8e4";

/// A side of the view box, kept to what can be drawn.
pub(super) fn side(length: f64) -> f64 {
    if length.is_finite() {
        length.clamp(120.0, 4_000.0)
    } else {
        720.0
    }
}

/// Where the data lies, and how values and weeks become coordinates.
pub(super) struct Plot {
    pub(super) frame: Frame,
    /// The view box without a little margin: labels stay inside.
    pub(super) outer: Frame,
    pub(super) step: f64,
    pub(super) slots: usize,
    pub(super) ticks: Vec<f64>,
    pub(super) top: f64,
}

impl Plot {
    pub(super) fn of(chart: &Series<'_>) -> Self {
        let slots = chart.slots.len();
        let highest = chart
            .lines
            .iter()
            .flat_map(|line| (0..slots).filter_map(|slot| line.at(slot)))
            .chain(chart.thresholds.iter().map(|threshold| threshold.value))
            .chain(chart.ranges.iter().flat_map(|range| {
                (0..slots).filter_map(|slot| range.at(slot).map(|(_, high)| high))
            }))
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
    pub(super) fn x(&self, slot: usize) -> f64 {
        self.edge(slot) + self.step / 2.0
    }

    /// The left edge of a slot.
    pub(super) fn edge(&self, slot: usize) -> f64 {
        self.frame.left + self.step * slot.min(self.slots) as f64
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.frame.bottom - (self.frame.bottom - self.frame.top) * (value / self.top)
    }

    pub(super) fn points(&self, line: &Line) -> Vec<Option<[f64; 2]>> {
        (0..self.slots)
            .map(|slot| Some([self.x(slot), self.y(line.at(slot)?)]))
            .collect()
    }

    /// Points along a line, close enough to see whether a label would hide it.
    pub(super) fn ink(&self, line: &Line) -> Vec<[f64; 2]> {
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

pub(super) fn label_width(line: &Line) -> f64 {
    let gap = if line.name.is_empty() || line.last.is_empty() {
        0.0
    } else {
        4.5
    };
    // Bold letters are wider.
    text_width(&line.name, LETTERS) + gap + text_width(&line.last, LETTERS) * 1.06
}
