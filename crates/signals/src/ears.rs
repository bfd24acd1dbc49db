// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! EARS: a week against the few weeks before it.

use serde::Serialize;

use crate::finding::{Finding, Learned, Reason};
use crate::normal::upper_quantile;
use crate::past::{Past, Sample, Week};

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EarsKind {
    /// The weeks right before.
    C1,
    /// The same with a gap of two weeks, so that a beginning outbreak is not learned.
    C2,
    /// C2 of this week and the two before it together.
    C3,
}

/// The methods of the Early Aberration Reporting System, with m and sd (n − 1) over `baseline` weeks and z = Φ⁻¹(1 − α):
///
/// - C1: U = m + z·sd over y[t−b..t−1]
/// - C2: U = m + z·sd over y[t−b−2..t−3]
/// - C3: U = max(0, y[t] + sd[t]·(z − Σ over s = t−1, t−2 of max(0, C2(s) − 1))), C2(s) = (y[s] − m[s])/sd[s]
///
/// and a signal if y[t] > U. Where a deviation of 0 leaves 0/0 nothing can be said ([`Reason::NoVariation`]).
/// Source: Hutwagner et al. 2003; Fricker, Hegler, Dunfee, Statistics in Medicine 27 (2008).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ears {
    /// Which of the three.
    pub kind: EarsKind,
    /// Weeks that are learned from, 3 to 520.
    pub baseline: u32,
    /// The probability of a signal without an outbreak, above 0 and up to 0.5.
    pub alpha: f64,
    /// The smallest deviation that is believed (cases), 0 or more. Above 0, series with many zeros are quieter.
    pub min_sigma: f64,
}

impl Ears {
    /// Seven weeks, and α as usual: 0.001 for C1 and C2, 0.025 for C3.
    pub fn new(kind: EarsKind) -> Self {
        Self {
            kind,
            baseline: 7,
            alpha: if kind == EarsKind::C3 { 0.025 } else { 0.001 },
            min_sigma: 0.0,
        }
    }

    /// Weeks between what is learned from and the tested week.
    fn gap(&self) -> usize {
        if self.kind == EarsKind::C1 { 0 } else { 2 }
    }

    fn baseline(&self) -> usize {
        usize::try_from(self.baseline).unwrap_or(usize::MAX)
    }

    /// How many weeks have to lie before a tested one.
    fn needed(&self) -> usize {
        let further = match self.kind {
            EarsKind::C1 => 0,
            EarsKind::C2 => 2,
            EarsKind::C3 => 4,
        };
        self.baseline() + further
    }

    fn sample(&self, past: &Past<'_>, index: usize) -> Result<Sample, Reason> {
        let behind = index - self.gap();
        let sample = past.sample(behind - self.baseline()..behind)?;
        // With fewer a deviation says nothing.
        if sample.counts.len() < 3 {
            return Err(Reason::TooFewWeeksLeft {
                weeks: sample.counts.len(),
                needed: 3,
            });
        }
        Ok(sample)
    }

    fn deviation(&self, sample: &Sample) -> f64 {
        sample.deviation().max(self.min_sigma)
    }

    pub(crate) fn test(&self, past: &Past<'_>, index: usize) -> Result<Learned, Reason> {
        let (weeks, needed) = (past.history(index), self.needed());
        if weeks < needed {
            return Err(Reason::NotEnoughHistory { weeks, needed });
        }
        let sample = self.sample(past, index)?;
        let (mean, deviation) = (sample.mean(), self.deviation(&sample));
        let z = upper_quantile(self.alpha);
        let mut finding = Finding::of(past.series, index);
        finding.expected = Some(mean);
        let observed = finding.observed.map(f64::from);
        let bound = if self.kind == EarsKind::C3 {
            let observed = observed.ok_or(Reason::NotObserved)?;
            let before = self.excess(past, index - 1)? + self.excess(past, index - 2)?;
            let bound = observed + deviation * (z - before);
            if bound < 0.0 { 0.0 } else { bound }
        } else {
            let score = observed.map(|observed| (observed - mean) / deviation);
            finding.score = score.filter(|score| score.is_finite());
            mean + z * deviation
        };
        if bound.is_nan() {
            return Err(Reason::NoVariation);
        }
        Ok(Learned::equally(finding.with_bound(bound), sample.places))
    }

    /// max(0, C2 − 1) of an earlier week: infinite for a count above a constant past, no number for 0/0.
    fn excess(&self, past: &Past<'_>, index: usize) -> Result<f64, Reason> {
        let observed = match past.week(index) {
            Week::Counted(count) => f64::from(count),
            Week::Excluded => return Ok(0.0),
            Week::Missing => {
                let week = past.series.week(index);
                return Err(Reason::MissingWeek { week });
            }
        };
        let sample = self.sample(past, index)?;
        let score = (observed - sample.mean()) / self.deviation(&sample) - 1.0;
        Ok(if score < 0.0 { 0.0 } else { score })
    }
}
