// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A chart of values by week: lines with gaps, seasons and incomplete weeks shaded, from an honest zero.

mod axes;
mod draw;
mod plot;

pub use draw::series;

/// What a chart shows. All texts come formatted, in the language of the page.
pub struct Series<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// The accessible name of the chart.
    pub title: &'a str,
    /// One sentence that says what the chart shows.
    pub description: &'a str,
    /// Width of the view box; equals CSS pixels when the chart is shown unscaled. 360 for narrow screens, 720 for wide ones.
    pub width: f64,
    /// Height of the view box, including axes.
    pub height: f64,
    /// What the vertical axis counts, such as `Anteil erkrankter Kinder`.
    pub axis_title: &'a str,
    /// Writes a tick of the vertical axis, such as `5 %`.
    pub tick: &'a dyn Fn(f64) -> String,
    /// The weeks from left to right.
    pub slots: &'a [Slot],
    /// What lies between a lower and an upper value, behind the lines.
    pub ranges: &'a [Range],
    /// The lines; the first one of kind [`LineKind::Main`] gives the facts.
    pub lines: &'a [Line],
    /// Shaded ranges of weeks.
    pub bands: &'a [Band],
    /// Horizontal lines at fixed values.
    pub thresholds: &'a [Threshold],
}

/// One week on the horizontal axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The tick, such as `KW 47`.
    pub tick: String,
    /// The second row under the axis, such as the year; written where it changes.
    pub group: String,
    /// The tooltip of the week, with all values in words; may have several lines.
    pub title: String,
}

/// A line: one value for each slot, `None` where the week is missing. A shorter list ends early.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The label beside its end, such as `2026/27`.
    pub name: String,
    /// The value at its end in words, written bold after the name; may be empty.
    pub last: String,
    /// How it is drawn.
    pub kind: LineKind,
    /// The values, not negative. A value that is not finite is missing.
    pub values: Vec<Option<f64>>,
}

/// What lies between two values of each slot: the same weeks of earlier years, or how uncertain an estimate is. `None` where
/// there is nothing; a shorter list ends early.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Its label, written inside where it fits.
    pub name: String,
    /// What it means.
    pub kind: RangeKind,
    /// The lower and the upper value of each slot, not negative and in this order. Others are missing.
    pub values: Vec<Option<(f64, f64)>>,
}

/// What a range means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeKind {
    /// What was usual: earlier years.
    Usual,
    /// Between which values something lies that is not known yet.
    Uncertain,
}

impl Range {
    /// The values of a slot; none if they are missing, negative, not finite or in the wrong order.
    pub(crate) fn at(&self, slot: usize) -> Option<(f64, f64)> {
        self.values
            .get(slot)
            .copied()
            .flatten()
            .filter(|(low, high)| high.is_finite() && *low >= 0.0 && low <= high)
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Strong, with a dot at its end.
    Main,
    /// Beside the main line and as strong, told apart by colour and dashes.
    Second,
    /// A third one of these.
    Third,
    /// A fourth one of these.
    Fourth,
    /// Thin, to compare with: the season before, the state as a whole.
    Comparison,
}

/// A shaded range of weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The first slot.
    pub first: usize,
    /// The last slot, inclusive.
    pub last: usize,
    /// What it means.
    pub kind: BandKind,
    /// Its label above the plot; left out where it does not fit.
    pub label: String,
}

/// What a shaded range means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandKind {
    /// A season.
    Season,
    /// Reports for these weeks are still coming; the main line is dashed here.
    Incomplete,
}

/// A horizontal line at a fixed value.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// The value, not negative.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// A drawn chart and its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// An `<svg>` element.
    pub svg: String,
    /// What a sentence about the chart needs.
    pub facts: SeriesFacts,
}

/// Facts about the main line. Slots are positions in the list of weeks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SeriesFacts {
    /// The latest week with a value.
    pub last: Option<(usize, f64)>,
    /// The latest week with a value that lies in no incomplete band.
    pub last_complete: Option<(usize, f64)>,
    /// The value of the week before `last_complete`, unless that week is missing.
    pub before: Option<f64>,
    /// The highest value; the first of several.
    pub peak: Option<(usize, f64)>,
    /// Weeks without a value between the first and the last one with a value.
    pub missing: Vec<usize>,
}

/// The facts about the first main line.
pub(crate) fn facts(chart: &Series<'_>) -> SeriesFacts {
    let Some(line) = chart.lines.iter().find(|line| line.kind == LineKind::Main) else {
        return SeriesFacts::default();
    };
    let known: Vec<(usize, f64)> = (0..chart.slots.len())
        .filter_map(|slot| Some((slot, line.at(slot)?)))
        .collect();
    let last_complete = known
        .iter()
        .rfind(|(slot, _)| !chart.incomplete(*slot))
        .copied();
    let inner =
        known.first().map_or(0, |(slot, _)| *slot)..known.last().map_or(0, |(slot, _)| *slot);
    SeriesFacts {
        last: known.last().copied(),
        last_complete,
        before: last_complete.and_then(|(slot, _)| line.at(slot.checked_sub(1)?)),
        peak: known
            .iter()
            .copied()
            .reduce(|best, next| if next.1 > best.1 { next } else { best }),
        missing: inner.filter(|slot| line.at(*slot).is_none()).collect(),
    }
}

impl Line {
    /// The value of a slot; none if it is missing, negative or not finite.
    pub(crate) fn at(&self, slot: usize) -> Option<f64> {
        self.values
            .get(slot)
            .copied()
            .flatten()
            .filter(|value| value.is_finite() && *value >= 0.0)
    }
}

impl Series<'_> {
    pub(crate) fn incomplete(&self, slot: usize) -> bool {
        self.bands.iter().any(|band| {
            band.kind == BandKind::Incomplete && (band.first..=band.last).contains(&slot)
        })
    }
}
