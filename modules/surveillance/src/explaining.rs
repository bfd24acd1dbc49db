// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Why a week is a signal: in sentences, as pictures, and as tables behind them.

use figures::{Band, BandKind, Line, LineKind, Range, RangeKind, Slot};
use kernel::IsoWeek;
use signals::{Explanation, Finding, PastWeek, Plan, Series};
use web::{Error, format};

use crate::model::{Evidence, InterventionKind, Method, Signal, WatchPlan};
use crate::words::Words;

/// How many weeks the first chart has.
const CHART_WEEKS: usize = 104;
/// How many earlier years are laid beside the week.
const EARLIER_YEARS: i16 = 6;
/// How many weeks before and after are looked at in earlier years.
const NEAR: i32 = 3;

/// Why a week is a signal, as its page shows it.
pub(crate) struct Explained {
    /// What was found, sentence by sentence.
    pub(crate) sentences: Vec<String>,
    /// How it was calculated, sentence by sentence.
    pub(crate) method: Vec<String>,
    /// Weeks that were different, each with its reason.
    pub(crate) interventions: Vec<String>,
    /// The last two years with what was expected, wide and narrow.
    pub(crate) recent: [String; 2],
    /// The whole series with the weeks that were learned from marked, wide and narrow.
    pub(crate) learned: [String; 2],
    /// The weeks of the first chart, the newest first.
    pub(crate) weeks: Vec<WeekRow>,
    /// The weeks that were learned from, the newest first.
    pub(crate) past: Vec<PastRow>,
    /// The same week of earlier years.
    pub(crate) years: Vec<YearRow>,
}

pub(crate) struct WeekRow {
    pub(crate) week: String,
    pub(crate) cases: String,
    pub(crate) expected: String,
    pub(crate) bound: String,
    pub(crate) above: bool,
}

pub(crate) struct PastRow {
    pub(crate) week: String,
    pub(crate) cases: String,
    pub(crate) weight: String,
}

pub(crate) struct YearRow {
    pub(crate) week: String,
    pub(crate) cases: String,
    pub(crate) near: String,
}

/// The same plan without the rule that weeks with few cases around them get no bound: a chart shows where it would have been.
fn always_bounded(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    if let signals::Method::Farrington(method) = &mut plan.method {
        method.recent.least = 0;
    }
    plan
}

/// What an explanation is made of.
struct Looked<'a> {
    words: &'a Words<'a>,
    signal: &'a Signal,
    plan: &'a WatchPlan,
    series: Series,
    /// The findings of the weeks of the first chart.
    findings: Vec<Finding>,
    explanation: Explanation,
}

/// Calculates once more what the look calculated, from the series that was kept with the signal.
pub(crate) fn explain(
    words: &Words<'_>,
    signal: &Signal,
    evidence: &Evidence,
    plan: &WatchPlan,
) -> Result<Explained, Error> {
    let counts = evidence.counts.iter().copied().map(Some).collect();
    let series = Series::from_week(evidence.first, counts).map_err(Error::internal)?;
    let engine: Plan = plan.engine(signal.method, &signal.disease);
    let end = series.len();
    let findings = always_bounded(&engine)
        .test(&series, end.saturating_sub(CHART_WEEKS)..end)
        .map_err(Error::internal)?;
    let explained = engine.explain(&series, end - 1..end);
    let explanation = explained.map_err(Error::internal)?.pop();
    let explanation =
        explanation.ok_or_else(|| Error::Internal("a week without a finding".to_owned()))?;
    let looked = Looked {
        words,
        signal,
        plan,
        series,
        findings,
        explanation,
    };
    Ok(Explained {
        sentences: looked.sentences(),
        method: looked.method(),
        interventions: looked.interventions(),
        recent: SIZES.map(|size| looked.recent(size)),
        learned: SIZES.map(|size| looked.learned(size)),
        weeks: looked.weeks(),
        past: looked.past(),
        years: looked.years(),
    })
}

/// Name, width and height of the charts for wide and for narrow screens.
const SIZES: [(&str, f64, f64); 2] = [("wide", 720.0, 360.0), ("narrow", 360.0, 320.0)];

impl Looked<'_> {
    fn week(&self, week: IsoWeek) -> String {
        format::week(self.words.lang, week)
    }

    fn count(&self, count: i64) -> String {
        format::integer(self.words.lang, count)
    }

    fn sentences(&self) -> Vec<String> {
        let signal = self.signal;
        let words = self.words;
        let found = words.t_with(
            "surveillance-why-found",
            &[
                ("week", self.week(signal.week).into()),
                ("count", signal.observed.into()),
                ("number", self.count(signal.observed).into()),
                ("expected", words.number(signal.expected).into()),
                ("bound", words.number(signal.bound).into()),
            ],
        );
        let ratio = words.t_with(
            "surveillance-why-ratio",
            &[("ratio", words.number(signal.ratio).into())],
        );
        let mut all = vec![found, ratio];
        let near: Vec<u32> = self
            .near_weeks()
            .into_iter()
            .filter_map(|(_, now, _)| now)
            .collect();
        if let (Some(low), Some(high)) = (near.iter().min(), near.iter().max()) {
            let limits = [("low", low), ("high", high)];
            let mut arguments = limits
                .map(|(name, count)| (name, self.count(i64::from(*count)).into()))
                .to_vec();
            arguments.push(("years", near.len().into()));
            all.push(words.t_with("surveillance-why-years", &arguments));
        }
        all
    }

    fn method(&self) -> Vec<String> {
        let words = self.words;
        let used = self.explanation.past.len();
        let (alpha, method) = match self.signal.method {
            Method::Farrington => (self.plan.alpha, "farrington"),
            Method::Ears => (self.plan.ears_alpha, "ears"),
        };
        let years = self
            .explanation
            .finding
            .model
            .map_or(0, |model| model.years);
        let trend = self.explanation.finding.model.and_then(|model| model.trend);
        let mut all = vec![words.t_with(
            "surveillance-why-learned",
            &[
                ("method", method.into()),
                ("weeks", used.into()),
                ("years", i64::from(years).into()),
            ],
        )];
        if self.signal.method == Method::Farrington {
            let kept = if trend.is_some() { "kept" } else { "none" };
            all.push(words.t_with("surveillance-why-trend", &[("trend", kept.into())]));
        }
        all.push(words.t_with(
            "surveillance-why-alpha",
            &[("share", words.short(alpha * 100.0).into())],
        ));
        let cautious = |one: &&PastWeek| one.weight < 0.5;
        let light = self.explanation.past.iter().filter(cautious).count();
        if light > 0 {
            all.push(words.t_with("surveillance-why-light", &[("count", light.into())]));
        }
        all
    }

    fn interventions(&self) -> Vec<String> {
        let concerning = self.plan.concerning(&self.signal.disease);
        concerning
            .map(|one| {
                let kind = match one.kind {
                    InterventionKind::Excluded => "excluded",
                    InterventionKind::Split => "split",
                };
                self.words.t_with(
                    "surveillance-why-intervention",
                    &[
                        ("kind", kind.into()),
                        ("from", self.week(one.from).into()),
                        ("to", self.week(one.to).into()),
                        ("reason", one.reason.as_str().into()),
                    ],
                )
            })
            .collect()
    }

    fn slot(&self, week: IsoWeek, title: String) -> Slot {
        Slot {
            tick: self.words.t_with(
                "surveillance-tick",
                &[("week", i64::from(week.week()).to_string().into())],
            ),
            group: week.year().to_string(),
            title,
        }
    }

    fn cases(&self, count: i64) -> String {
        self.words.t_with(
            "surveillance-cases",
            &[
                ("count", count.into()),
                ("number", self.count(count).into()),
            ],
        )
    }

    fn recent(&self, (name, width, height): (&str, f64, f64)) -> String {
        let words = self.words;
        let slots: Vec<Slot> = self
            .findings
            .iter()
            .map(|one| {
                let cases = self.cases(one.observed.map_or(0, i64::from));
                let mut title = format!("{}\n{cases}", self.week(one.week));
                if let (Some(expected), Some(bound)) = (one.expected, one.bound) {
                    title.push('\n');
                    title.push_str(&words.t_with(
                        "surveillance-tooltip",
                        &[
                            ("expected", words.number(expected).into()),
                            ("bound", words.number(bound).into()),
                        ],
                    ));
                }
                self.slot(one.week, title)
            })
            .collect();
        let values = |of: fn(&Finding) -> Option<f64>| self.findings.iter().map(of).collect();
        let lines = [
            Line {
                name: words.t("surveillance-line-cases"),
                last: self.count(self.signal.observed),
                kind: LineKind::Main,
                values: values(|one| one.observed.map(f64::from)),
            },
            Line {
                name: words.t("surveillance-line-expected"),
                last: words.number(self.signal.expected),
                kind: LineKind::Comparison,
                values: values(|one| one.expected),
            },
        ];
        let usual = |one: &Finding| one.bound.map(|bound| (0.0, bound));
        let ranges = [Range {
            name: words.t("surveillance-range"),
            kind: RangeKind::Usual,
            values: self.findings.iter().map(usual).collect(),
        }];
        self.draw(
            (&format!("verlauf-{name}"), width, height),
            &Drawn {
                title: words.t("surveillance-chart-recent"),
                description: words.t("surveillance-chart-recent-description"),
                slots,
                lines: lines.to_vec(),
                ranges: ranges.to_vec(),
                bands: Vec::new(),
            },
        )
    }

    fn learned(&self, (name, width, height): (&str, f64, f64)) -> String {
        let words = self.words;
        let mut used = vec![false; self.series.len()];
        for past in &self.explanation.past {
            let place = usize::try_from(self.series.place(past.week)).ok();
            if let Some(one) = place.and_then(|place| used.get_mut(place)) {
                *one = true;
            }
        }
        let slots = (0..self.series.len())
            .map(|at| {
                let week = self.series.week(at);
                let cases = self.cases(self.series.count(at).map_or(0, i64::from));
                let key = if used[at] { "used" } else { "unused" };
                let said = words.t_with("surveillance-learned", &[("what", key.into())]);
                self.slot(week, format!("{}\n{cases}\n{said}", self.week(week)))
            })
            .collect();
        let counts = self.series.counts().iter();
        let line = Line {
            name: words.t("surveillance-line-cases"),
            last: self.count(self.signal.observed),
            kind: LineKind::Main,
            values: counts.map(|count| count.map(f64::from)).collect(),
        };
        self.draw(
            (&format!("gelernt-{name}"), width, height),
            &Drawn {
                title: words.t("surveillance-chart-learned"),
                description: words.t("surveillance-chart-learned-description"),
                slots,
                lines: vec![line],
                ranges: Vec::new(),
                bands: spans(&used)
                    .into_iter()
                    .map(|(first, last)| Band {
                        first,
                        last,
                        kind: BandKind::Season,
                        label: words.t("surveillance-band-learned"),
                    })
                    .collect(),
            },
        )
    }

    fn draw(&self, (id, width, height): (&str, f64, f64), drawn: &Drawn) -> String {
        let lang = self.words.lang;
        figures::series(&figures::Series {
            id,
            title: &drawn.title,
            description: &drawn.description,
            width,
            height,
            axis_title: &self.words.t("surveillance-axis"),
            tick: &|value| {
                if (value - value.round()).abs() < 1e-9 {
                    format::decimal(lang, value, 0)
                } else {
                    String::new()
                }
            },
            slots: &drawn.slots,
            ranges: &drawn.ranges,
            lines: &drawn.lines,
            bands: &drawn.bands,
            thresholds: &[],
        })
        .svg
    }

    fn weeks(&self) -> Vec<WeekRow> {
        let number =
            |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |one| self.words.number(one));
        let row = |one: &Finding| WeekRow {
            week: self.week(one.week),
            cases: self.count(one.observed.map_or(0, i64::from)),
            expected: number(one.expected),
            bound: number(one.bound),
            above: one.bound < one.observed.map(f64::from) && one.bound.is_some(),
        };
        self.findings.iter().rev().map(row).collect()
    }

    fn past(&self) -> Vec<PastRow> {
        let row = |one: &PastWeek| PastRow {
            week: self.week(one.week),
            cases: self.count(i64::from(one.count)),
            weight: format::decimal(self.words.lang, one.weight, 2),
        };
        self.explanation.past.iter().rev().map(row).collect()
    }

    fn at(&self, week: IsoWeek) -> Option<u32> {
        let place = usize::try_from(self.series.place(week)).ok()?;
        self.series.count(place)
    }

    /// The same week of each earlier year that the series has: its count, and those of the weeks around it.
    fn near_weeks(&self) -> Vec<(IsoWeek, Option<u32>, Vec<u32>)> {
        let signal = self.signal.week;
        (1..=EARLIER_YEARS)
            .filter_map(|years| {
                // Week 53 is compared with week 52 of years without it.
                let year = signal.year() - years;
                let week = IsoWeek::new(year, signal.week());
                let week = week.or_else(|_| IsoWeek::new(year, 52)).ok()?;
                let near: Vec<u32> = (-NEAR..=NEAR)
                    .filter_map(|distance| self.at(week.plus(distance)))
                    .collect();
                (!near.is_empty()).then(|| (week, self.at(week), near))
            })
            .collect()
    }

    fn years(&self) -> Vec<YearRow> {
        let rows = self.near_weeks().into_iter().map(|(week, now, near)| {
            let low = near.iter().min().copied().unwrap_or_default();
            let high = near.iter().max().copied().unwrap_or_default();
            YearRow {
                week: self.week(week),
                cases: now.map_or_else(|| "–".to_owned(), |now| self.count(i64::from(now))),
                near: format!(
                    "{} – {}",
                    self.count(i64::from(low)),
                    self.count(i64::from(high))
                ),
            }
        });
        rows.collect()
    }
}

/// What a chart shows.
struct Drawn {
    title: String,
    description: String,
    slots: Vec<Slot>,
    lines: Vec<Line>,
    ranges: Vec<Range>,
    bands: Vec<Band>,
}

/// Runs of true: first and last place of each.
fn spans(used: &[bool]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (at, _) in used.iter().enumerate().filter(|(_, used)| **used) {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == at => *last = at,
            _ => spans.push((at, at)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    #[test]
    fn runs_of_weeks_are_put_together() {
        let used = [true, true, false, true, false, false, true];
        assert_eq!(super::spans(&used), [(0, 1), (3, 3), (6, 6)]);
        assert!(super::spans(&[false]).is_empty());
    }
}
