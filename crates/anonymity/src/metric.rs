// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What coarser values and suppressed rows cost.
//!
//! Definitions follow ARX (Prasser et al., <https://arx.deidentifier.org>), so that results can be
//! compared. For each there is a bound from below that is known before, or without, looking at a
//! combination of levels; the search is exact because of them.

use std::str::FromStr;

use crate::search::{Levels, Seen};

/// What is made as small as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The mean over the columns of the share of the domain that a released value stands for (Iyengar
    /// 2002), 0 for the table as it is and 1 for nothing.
    LossArith,
    /// The same with the geometric mean.
    LossGeo,
    /// Non-uniform entropy (De Waal, Willenborg 1999; Gionis, Tassa 2009), in bits.
    NmEntropySum,
    /// The sum of the squared sizes of classes; a suppressed row costs as much as the table is long
    /// (Bayardo, Agrawal 2005).
    Discernability,
    /// The mean size of classes, where all suppressed rows are one.
    Aecs,
    /// The mean of level/height over all cells (Sweeney 2002).
    PrecisionArith,
    /// The sum of the levels.
    HeightSum,
}

/// The name is none of a metric.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
#[error(
    "`{0}` is no metric: expected loss_arith, loss_geo, nm_entropy_sum, discernability, aecs, precision_arith or height_sum"
)]
pub struct MetricError(pub String);

impl Metric {
    /// All metrics.
    pub const ALL: [Self; 7] = [
        Self::LossArith,
        Self::LossGeo,
        Self::NmEntropySum,
        Self::Discernability,
        Self::Aecs,
        Self::PrecisionArith,
        Self::HeightSum,
    ];

    /// Its short name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LossArith => "loss_arith",
            Self::LossGeo => "loss_geo",
            Self::NmEntropySum => "nm_entropy_sum",
            Self::Discernability => "discernability",
            Self::Aecs => "aecs",
            Self::PrecisionArith => "precision_arith",
            Self::HeightSum => "height_sum",
        }
    }

    /// What this combination of levels costs, with its suppressed rows.
    pub(crate) fn loss(self, of: &Costs, levels: &[usize], seen: &Seen) -> f64 {
        match self {
            Self::Discernability => (seen.kept_squares + of.rows * seen.suppressed) as f64,
            Self::Aecs => of.rows as f64 / (seen.kept + u64::from(seen.suppressed > 0)) as f64,
            _ => self.of_levels(of, levels, &seen.all_suppressed()),
        }
    }

    /// Less than this no combination of these levels costs, whatever is suppressed.
    pub(crate) fn floor(self, of: &Costs, levels: &[usize]) -> f64 {
        match self {
            Self::Discernability => of.rows as f64,
            Self::Aecs => 1.0,
            _ => self.of_levels(of, levels, &Suppressed::NONE),
        }
    }

    /// Less than this the finer `levels` do not cost, after a coarser combination was `seen`: what
    /// was suppressed there for a firm reason is suppressed here, too, and its values are at most
    /// as coarse.
    pub(crate) fn floor_below(self, of: &Costs, levels: &[usize], seen: &Seen) -> f64 {
        match self {
            Self::Discernability => (of.rows - seen.firm.rows + of.rows * seen.firm.rows) as f64,
            Self::Aecs => 1.0,
            _ => self.of_levels(of, levels, &seen.firmly_suppressed()),
        }
    }

    /// Less than this no coarser combination costs, after this one was `seen`.
    pub(crate) fn floor_above(self, of: &Costs, seen: &Seen) -> f64 {
        match self {
            Self::Discernability => seen.all_squares as f64,
            Self::Aecs => of.rows as f64 / seen.classes as f64,
            _ => 0.0,
        }
    }

    /// Whether only levels and suppressed rows count; then [`Self::floor`] is the loss without
    /// suppression.
    pub(crate) fn is_separable(self) -> bool {
        !matches!(self, Self::Discernability | Self::Aecs)
    }

    fn of_levels(self, of: &Costs, levels: &[usize], out: &Suppressed<'_>) -> f64 {
        let columns = levels.len() as f64;
        let each = || levels.iter().enumerate().map(|(j, &level)| (j, level));
        match self {
            Self::LossArith => {
                each()
                    .map(|(j, level)| of.share(j, level, out))
                    .sum::<f64>()
                    / columns
            }
            Self::LossGeo => {
                each()
                    .map(|(j, level)| (of.share(j, level, out) + 1.0).powf(1.0 / columns))
                    .product::<f64>()
                    - 1.0
            }
            Self::NmEntropySum => each()
                .map(|(j, level)| {
                    let scattered = out.scattered.get(j).copied().unwrap_or(0.0);
                    cut(of.columns[j].entropy[level] + scattered)
                })
                .sum(),
            Self::PrecisionArith => {
                let kept = (of.rows - out.rows) as f64;
                each()
                    .map(|(j, level)| {
                        let height = of.columns[j].height();
                        let part = if height == 0 {
                            0.0
                        } else {
                            level as f64 / height as f64
                        };
                        (kept * part + out.rows as f64) / of.rows as f64
                    })
                    .sum::<f64>()
                    / columns
            }
            Self::HeightSum => levels.iter().sum::<usize>() as f64,
            Self::Discernability | Self::Aecs => 0.0,
        }
    }
}

impl FromStr for Metric {
    type Err = MetricError;

    fn from_str(text: &str) -> Result<Self, MetricError> {
        Self::ALL
            .into_iter()
            .find(|metric| metric.as_str() == text.trim())
            .ok_or_else(|| MetricError(text.chars().take(40).collect()))
    }
}

/// What is known about the columns before anything is generalised.
pub(crate) struct Costs {
    pub(crate) rows: u64,
    pub(crate) columns: Vec<Levels>,
}

/// Rows that are suppressed, as the metrics see them.
pub(crate) struct Suppressed<'a> {
    rows: u64,
    /// Per column: the sum over them of how many values of the domain their label stands for.
    covered: &'a [u64],
    /// Per column: how many bits it takes to say which label each of them has.
    scattered: &'a [f64],
}

impl Suppressed<'_> {
    const NONE: Suppressed<'static> = Suppressed {
        rows: 0,
        covered: &[],
        scattered: &[],
    };
}

impl Seen {
    fn all_suppressed(&self) -> Suppressed<'_> {
        Suppressed {
            rows: self.suppressed,
            covered: &self.covered,
            scattered: &self.scattered,
        }
    }

    fn firmly_suppressed(&self) -> Suppressed<'_> {
        Suppressed {
            rows: self.firm.rows,
            covered: &self.firm.covered,
            scattered: &self.firm.scattered,
        }
    }
}

impl Costs {
    /// The share of the domain that a value of this column stands for, over all rows, so that the
    /// table as it is has 0 and nothing 1. Counted in whole numbers until the last step.
    fn share(&self, column: usize, level: usize, out: &Suppressed<'_>) -> f64 {
        let of = &self.columns[column];
        let covered = out.covered.get(column).copied().unwrap_or(0);
        let count = of.covered[level].saturating_sub(covered) + out.rows * of.domain;
        let (rows, domain) = (self.rows as f64, of.domain as f64);
        let least = rows / domain;
        if of.domain <= 1 {
            return 0.0;
        }
        cut(((count as f64 / domain - least) / (rows - least)).max(0.0))
    }
}

/// To ten decimals, downwards, as ARX does.
fn cut(value: f64) -> f64 {
    (value * 1e10).floor() / 1e10
}
