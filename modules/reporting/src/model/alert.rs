// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When an office wants to be told, and what becomes of it: decisions without reading anything.

use serde::{Deserialize, Serialize};

use super::insight::statistics::{deviation, mean, poisson_bound};
use super::insight::{Field, LONGEST_NAME, Measure};
use crate::period::Period;

kernel::named! {
    /// What a rule looks for.
    pub enum RuleKind {
        /// A figure above or below a value.
        Threshold = "threshold",
        /// A share of the expected reports that is missing after the day they were due.
        MissingShare = "missing-share",
        /// An institution that has not reported so many periods in a row.
        MissingRow = "missing-row",
        /// A figure that is remarkable beside those of the periods before.
        Signal = "signal",
    }
}

kernel::named! {
    /// Whether a rule is about the whole office or about each institution.
    pub enum Level {
        /// The office: all its institutions together.
        Office = "office",
        /// Each institution.
        Institution = "institution",
    }
}

kernel::named! {
    /// Which side of a value is remarkable.
    pub enum Side {
        /// More than the value.
        Above = "above",
        /// Less than the value; looked at only when reports were due.
        Below = "below",
    }
}

kernel::named! {
    /// How the bound of a signal comes about.
    pub enum SignalMethod {
        /// Mean and so many standard deviations of the past periods.
        Deviation = "deviation",
        /// EARS C1: the same of the 7 periods before.
        EarsC1 = "ears-c1",
        /// EARS C2: the same of 7 periods, two periods before.
        EarsC2 = "ears-c2",
        /// What a Poisson count with the mean of the past periods exceeds with the rest of the given per cent.
        Poisson = "poisson",
    }
}

kernel::named! {
    /// Whether a rule is applied.
    pub enum RuleState {
        /// It is.
        Active = "active",
        /// It is not for now.
        Paused = "paused",
        /// It is not any more.
        Ended = "ended",
    }
}

kernel::named! {
    /// How far an alert is.
    pub enum AlertState {
        /// Nobody has looked at it.
        Open = "open",
        /// Somebody has seen it and cares for it.
        Acknowledged = "acknowledged",
        /// It is settled.
        Closed = "closed",
        /// There was nothing.
        FalseAlarm = "false-alarm",
    }
}

kernel::named! {
    /// What happened to an alert.
    pub enum AlertDeed {
        /// The rule has found it.
        Fired = "fired",
        /// Somebody has seen it.
        Acknowledged = "acknowledged",
        /// Somebody has settled it.
        Closed = "closed",
        /// Somebody has said that there was nothing.
        FalseAlarm = "false-alarm",
        /// Somebody has taken that back; the rule can fire again.
        Reopened = "reopened",
    }
}

impl AlertState {
    /// Whether something is still to be done.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged)
    }

    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Open => "danger",
            Self::Acknowledged => "warning",
            Self::Closed => "success",
            Self::FalseAlarm => "neutral",
        }
    }

    /// What can be done now.
    pub fn deeds(self) -> &'static [AlertDeed] {
        match self {
            Self::Open => &[
                AlertDeed::Acknowledged,
                AlertDeed::Closed,
                AlertDeed::FalseAlarm,
            ],
            Self::Acknowledged => &[AlertDeed::Closed, AlertDeed::FalseAlarm],
            Self::Closed | Self::FalseAlarm => &[AlertDeed::Reopened],
        }
    }

    /// What it is after a deed; nothing if that cannot be done now.
    pub fn after(self, deed: AlertDeed) -> Option<Self> {
        self.deeds().contains(&deed).then_some(match deed {
            AlertDeed::Fired | AlertDeed::Reopened => Self::Open,
            AlertDeed::Acknowledged => Self::Acknowledged,
            AlertDeed::Closed => Self::Closed,
            AlertDeed::FalseAlarm => Self::FalseAlarm,
        })
    }
}

/// What EARS looks back on, in periods.
const EARS_PAST: usize = 7;

/// The fewest periods of the past that a signal is judged by.
const FEWEST_PAST: usize = 3;

/// When an office wants to be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertRule {
    /// What it is called.
    pub name: String,
    /// What it looks for.
    pub kind: RuleKind,
    /// About whom.
    pub level: Level,
    /// What is measured, for thresholds and signals.
    pub measure: Measure,
    /// Which side of the value, for thresholds.
    pub side: Side,
    /// The threshold; the missing per cent; the periods in a row; the standard deviations or the per
    /// cent of a Poisson bound.
    pub value: f64,
    /// How the bound of a signal comes about.
    pub method: SignalMethod,
    /// How many periods of the past a signal looks at, for the methods that let one choose.
    pub past: usize,
    /// The first period that it is about, in its written form.
    pub from: String,
}

/// How something stands in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// Whether the day on which its reports were due is over.
    pub is_due: bool,
    /// What is measured; nothing where there is nothing.
    pub value: Option<f64>,
    /// How many reports are expected.
    pub expected: i64,
    /// How many of them have not come.
    pub missing: i64,
}

/// What a rule has found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// In which period.
    pub period: Period,
    /// The figure.
    pub value: f64,
    /// What it was compared with.
    pub bound: f64,
}

impl AlertRule {
    /// Fields of the page with the keys of what is wrong.
    pub fn faults(&self, fields: &[Field]) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push(("name", "name-missing"));
        }
        if self.name.chars().count() > LONGEST_NAME {
            faults.push(("name", "name-long"));
        }
        if matches!(self.kind, RuleKind::Threshold | RuleKind::Signal) {
            faults.extend(self.measure.fault(fields));
        }
        let is_fine = self.value.is_finite()
            && match self.kind {
                RuleKind::Threshold => self.value.abs() <= 1e12,
                RuleKind::MissingShare => self.value > 0.0 && self.value <= 100.0,
                RuleKind::MissingRow => {
                    (1.0..=52.0).contains(&self.value) && self.value.fract() == 0.0
                }
                RuleKind::Signal if self.method == SignalMethod::Poisson => {
                    self.value >= 50.0 && self.value < 100.0
                }
                RuleKind::Signal => self.value > 0.0 && self.value <= 10.0,
            };
        if !is_fine {
            faults.push(("wert", "value-unfit"));
        }
        let choosable = matches!(self.method, SignalMethod::Deviation | SignalMethod::Poisson);
        if self.kind == RuleKind::Signal && choosable && !(FEWEST_PAST..=104).contains(&self.past) {
            faults.push(("vergangene", "past-unfit"));
        }
        faults
    }

    /// Whether it looks at answers, and not only at what has come.
    pub fn reads_answers(&self) -> bool {
        matches!(self.kind, RuleKind::Threshold | RuleKind::Signal)
            && !self.measure.counts_reports()
    }

    /// What it finds in a row of periods without gaps, the earliest first.
    pub fn judge(&self, points: &[Point]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut row = 0.0;
        for (place, point) in points.iter().enumerate() {
            let hit = match self.kind {
                RuleKind::Threshold => self.over(point),
                RuleKind::MissingShare => {
                    let due = point.is_due && point.expected > 0;
                    let share = point.missing as f64 / point.expected.max(1) as f64 * 100.0;
                    (due && share >= self.value).then_some((share, self.value))
                }
                RuleKind::MissingRow => {
                    if point.expected > 0 && point.is_due {
                        row = if point.missing > 0 { row + 1.0 } else { 0.0 };
                    }
                    // Once for each row, when it becomes long enough.
                    let due = point.is_due && point.missing > 0 && point.expected > 0;
                    (due && same(row, self.value)).then_some((row, self.value))
                }
                RuleKind::Signal => self.signal(&points[..place], point),
            };
            found.extend(hit.map(|(value, bound)| Found {
                period: point.period,
                value,
                bound,
            }));
        }
        found
    }

    fn over(&self, point: &Point) -> Option<(f64, f64)> {
        let value = point.value?;
        let hit = match self.side {
            Side::Above => value > self.value,
            Side::Below => point.is_due && value < self.value,
        };
        hit.then_some((value, self.value))
    }

    /// The figure and its bound, if it lies above.
    fn signal(&self, past: &[Point], point: &Point) -> Option<(f64, f64)> {
        let value = point.value?;
        let (length, gap) = match self.method {
            SignalMethod::EarsC1 => (EARS_PAST, 0),
            SignalMethod::EarsC2 => (EARS_PAST, 2),
            SignalMethod::Deviation | SignalMethod::Poisson => (self.past, 0),
        };
        let known = past.len().checked_sub(gap)?;
        let past = &past[known.saturating_sub(length)..known];
        let values: Vec<f64> = past.iter().filter_map(|point| point.value).collect();
        let needed = length.min(if length == EARS_PAST {
            EARS_PAST
        } else {
            FEWEST_PAST
        });
        if values.len() < needed.max(FEWEST_PAST) {
            return None;
        }
        let bound = match self.method {
            SignalMethod::Poisson => poisson_bound(mean(&values)?, self.value / 100.0)?,
            _ => mean(&values)? + self.value * deviation(&values)?,
        };
        (value > bound).then_some((value, bound))
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[Option<f64>]) -> Vec<Point> {
        let first: Period = "2026-W01".parse().unwrap();
        values
            .iter()
            .zip(0..)
            .map(|(value, number)| Point {
                period: first.plus(number),
                is_due: true,
                value: *value,
                expected: 1,
                missing: i64::from(value.is_none()),
            })
            .collect()
    }

    fn rule(kind: RuleKind, value: f64) -> AlertRule {
        AlertRule {
            name: "Probe".to_owned(),
            kind,
            level: Level::Office,
            measure: Measure::default(),
            side: Side::Above,
            value,
            method: SignalMethod::Deviation,
            past: 4,
            from: String::new(),
        }
    }

    fn places(rule: &AlertRule, values: &[Option<f64>]) -> Vec<i32> {
        let first: Period = "2026-W01".parse().unwrap();
        rule.judge(&points(values))
            .iter()
            .map(|found| found.period.since(first))
            .collect()
    }

    #[test]
    fn a_threshold_is_exceeded_and_not_reached() {
        let values = [Some(1.0), Some(5.0), None, Some(6.0)];
        assert_eq!(places(&rule(RuleKind::Threshold, 5.0), &values), [3]);
        let below = AlertRule {
            side: Side::Below,
            ..rule(RuleKind::Threshold, 5.0)
        };
        assert_eq!(places(&below, &values), [0]);
        let mut early = points(&values);
        early[0].is_due = false;
        assert!(below.judge(&early).is_empty(), "reports are still coming");
    }

    #[test]
    fn missing_periods_in_a_row_are_found_once_for_each_row() {
        let come = Some(1.0);
        let values = [None, None, None, come, None, come, None, None];
        assert_eq!(places(&rule(RuleKind::MissingRow, 2.0), &values), [1, 7]);
        let mut late = points(&[None, None]);
        late[1].is_due = false;
        assert!(rule(RuleKind::MissingRow, 2.0).judge(&late).is_empty());
    }

    #[test]
    fn a_missing_share_counts_when_reports_were_due() {
        let mut points = points(&[Some(1.0), Some(1.0)]);
        for point in &mut points {
            (point.expected, point.missing) = (10, 3);
        }
        points[1].is_due = false;
        let found = rule(RuleKind::MissingShare, 30.0).judge(&points);
        assert_eq!(found.len(), 1);
        assert!(rule(RuleKind::MissingShare, 31.0).judge(&points).is_empty());
    }

    #[test]
    fn a_signal_stands_out_of_its_past() {
        let calm = [3.0, 5.0, 4.0, 4.0, 3.0, 5.0, 4.0, 4.0, 3.0].map(Some);
        let mut values = calm.to_vec();
        values.push(Some(20.0));
        assert_eq!(places(&rule(RuleKind::Signal, 3.0), &values), [9]);
        for method in [
            SignalMethod::EarsC1,
            SignalMethod::EarsC2,
            SignalMethod::Poisson,
        ] {
            let value = if method == SignalMethod::Poisson {
                99.0
            } else {
                3.0
            };
            let rule = AlertRule {
                method,
                ..rule(RuleKind::Signal, value)
            };
            assert_eq!(places(&rule, &values), [9], "{method}");
            assert!(places(&rule, &calm).is_empty(), "{method}");
        }
        assert!(places(&rule(RuleKind::Signal, 3.0), &[Some(1.0), Some(90.0)]).is_empty());
    }

    #[test]
    fn rules_that_cannot_be_are_refused() {
        assert!(rule(RuleKind::Threshold, -1.0).faults(&[]).is_empty());
        let key = |rule: &AlertRule| rule.faults(&[]).first().map(|(_, key)| *key);
        let unnamed = AlertRule {
            name: " ".to_owned(),
            ..rule(RuleKind::Threshold, 1.0)
        };
        assert_eq!(key(&unnamed), Some("name-missing"));
        assert_eq!(
            key(&rule(RuleKind::MissingShare, 101.0)),
            Some("value-unfit")
        );
        assert_eq!(key(&rule(RuleKind::MissingRow, 1.5)), Some("value-unfit"));
        assert_eq!(
            key(&rule(RuleKind::Threshold, f64::NAN)),
            Some("value-unfit")
        );
        let unknown = AlertRule {
            measure: Measure {
                question: "none".to_owned(),
                ..Measure::default()
            },
            ..rule(RuleKind::Threshold, 1.0)
        };
        assert_eq!(key(&unknown), Some("question-no-number"));
    }

    #[test]
    fn an_alert_goes_its_way_and_back() {
        let open = AlertState::Open;
        let seen = open.after(AlertDeed::Acknowledged).unwrap();
        assert_eq!(seen.after(AlertDeed::Acknowledged), None);
        let closed = seen.after(AlertDeed::Closed).unwrap();
        assert!(!closed.is_pending());
        assert_eq!(closed.after(AlertDeed::FalseAlarm), None);
        assert_eq!(closed.after(AlertDeed::Reopened), Some(open));
        assert_eq!(
            open.after(AlertDeed::FalseAlarm),
            Some(AlertState::FalseAlarm)
        );
    }
}
