// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Farrington: a week against a model of the same season in former years.

mod bound;
mod fit;
mod rows;

use serde::Serialize;

use crate::finding::{Finding, Learned, Model, Reason};
use crate::past::{Past, Week};

/// How years are counted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum References {
    /// By date: the same day of the year before, then the nearest day of the same weekday; knows years with 53 weeks.
    Date,
    /// By number: 52 weeks are a year.
    Index,
}

/// How the bound follows from the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// Normal after a transformation; knows that the model is uncertain.
    Delta,
    /// Negative binomial with the fitted mean.
    NbPlugin,
    /// Negative binomial with the upper limit of the fitted mean.
    Muan,
}

/// The transformation that makes counts symmetric, for `Delta`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Power {
    /// None.
    #[serde(rename = "none")]
    One,
    /// The square root.
    #[serde(rename = "1/2")]
    Half,
    /// The power of two thirds.
    #[serde(rename = "2/3")]
    TwoThirds,
}

/// At least so many cases in so many weeks, the tested one included; else no signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RecentCases {
    /// Cases, 0 or more.
    pub least: u32,
    /// Weeks, 1 to 520.
    pub weeks: u32,
}

/// The method of Farrington and its flexible form; [`Farrington::original`] and [`Farrington::default`] are the two.
///
/// 1. Reference weeks lie 0, 1, … `years` years before. Up to `half` weeks around each of the former are one season,
///    the weeks between two of them are `periods` − 1 more. Nothing newer than `pause` weeks is learned from.
/// 2. A quasi-Poisson model with log link: trend + season. Weeks that were much higher than it (standardised Anscombe
///    residual s = 1.5 (y^⅔ μ^−⅙ − μ^½)/√(φ(1−h)) above `outlier`) get the weight γ/s², others γ, with γ such that the
///    weights add up to the number of weeks; the model is fitted again.
/// 3. The trend is kept if p < `trend_p`, there are three years, and it leads to no more cases than were ever seen.
/// 4. U: with `Delta` (μ^a + z·se)^(1/a), for a = ⅔ se² = 4/9 μ^⅓ (φ + Var(μ)/μ); else the quantile 1 − α of the negative
///    binomial distribution with mean exp(η) (`NbPlugin`) or exp(η + z·se(η)) (`Muan`) and variance φ·mean.
/// 5. A signal if y > U, y > 0 and there were enough recent cases. R's score is (y − f)/(U − f) where f is μ with `Delta`, η
///    otherwise; above 1 for a signal, if U > f.
///
/// Sources: Farrington, Andrews, Beale, Catchpole, JRSS A 159 (1996); Noufaily et al., Statistics in Medicine 32 (2013);
/// Salmon, Schumacher, Höhle, Journal of Statistical Software 70(10) (2016).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Farrington {
    /// Years back (b), 1 to 50.
    pub years: u32,
    /// With how few years a bound is said if the series does not reach further back, 1 to `years`.
    pub fewest_years: u32,
    /// Weeks on each side of a reference week (w), 0 to 25.
    pub half: u32,
    /// Seasons of a year, 1 to 52 − 2w; with 1 only the weeks around the reference weeks are learned from.
    pub periods: u32,
    /// Weeks before the tested one that are not learned from, 0 to 520; the one that is `pause` weeks back is the last of them.
    pub pause: u32,
    /// Whether former outbreaks weigh less.
    pub reweight: bool,
    /// From which standardised residual on a week was an outbreak, above 0.
    pub outlier: f64,
    /// Whether a trend is looked for.
    pub trend: bool,
    /// Below which p-value a trend is kept, 0 to 1.
    pub trend_p: f64,
    /// What recent weeks need.
    pub recent: RecentCases,
    /// The transformation of `Delta`.
    pub power: Power,
    /// The probability of a signal without an outbreak, above 0 and up to 0.5.
    pub alpha: f64,
    /// How the bound follows from the model.
    pub threshold: Threshold,
    /// How years are counted back.
    pub references: References,
}

impl Default for Farrington {
    /// The flexible method as Noufaily improved it, with the bound and the α of the daily list.
    fn default() -> Self {
        Self {
            years: 5,
            fewest_years: 5,
            half: 3,
            periods: 10,
            pause: 26,
            reweight: true,
            outlier: 2.58,
            trend: true,
            trend_p: 1.0,
            recent: RecentCases { least: 5, weeks: 4 },
            power: Power::TwoThirds,
            alpha: 0.1,
            threshold: Threshold::Delta,
            references: References::Date,
        }
    }
}

impl Farrington {
    /// The method of 1996, with the α that R has for it.
    pub fn original() -> Self {
        Self {
            periods: 1,
            pause: 3,
            outlier: 1.0,
            trend_p: 0.05,
            alpha: 0.05,
            ..Self::default()
        }
    }

    pub(crate) fn test(&self, past: &Past<'_>, index: usize) -> Result<Learned, Reason> {
        let rows = rows::of(self, past, index)?;
        let forecast = fit::forecast(self, &rows).ok_or(Reason::NotConverged)?;
        let mut finding = Finding::of(past.series, index);
        // Quiet rather than silent: R says that there is no signal in a week without a count.
        finding.alarm = Some(false);
        let limit = bound::of(self, &forecast, finding.observed);
        finding.model = Some(Model {
            phi: forecast.phi,
            trend: forecast.trend,
            mu0: limit.mu0,
            years: rows.years,
            weeks: rows.weeks.len(),
        });
        finding.score = limit.score;
        finding.p_value = limit.p_value;
        match (self.recent(past, index), limit.bound) {
            (Err(reason), _) => finding.reason = Some(reason),
            (Ok(()), None) => finding.reason = Some(Reason::TooUncertain),
            (Ok(()), bound) => {
                finding.bound = bound;
                finding.expected = Some(forecast.mean());
                // R asks whether the score is above 1, which is the same unless the bound is below f.
                let above = finding.observed.map(f64::from) > bound;
                finding.alarm = Some(above && finding.observed > Some(0));
            }
        }
        let places = rows.weeks.iter().map(|row| row.index);
        Ok(Learned {
            finding,
            past: places.zip(forecast.weights).collect(),
        })
    }

    /// Whether there were enough cases in the last weeks; weeks before the series began count as none.
    fn recent(&self, past: &Past<'_>, index: usize) -> Result<(), Reason> {
        let RecentCases { least, weeks } = self.recent;
        let span = usize::try_from(weeks).unwrap_or(usize::MAX).min(index + 1);
        let mut cases = 0u64;
        for place in (index + 1 - span)..=index {
            match past.series.count(place) {
                Some(count) => cases += u64::from(count),
                None if place == index => return Err(Reason::NotObserved),
                None => {
                    let week = past.series.week(place);
                    return Err(Reason::MissingWeek { week });
                }
            }
        }
        if cases < u64::from(least) {
            return Err(Reason::FewRecentCases {
                cases,
                least,
                weeks,
            });
        }
        Ok(())
    }
}

/// The count of a place that may be learned from.
fn learnable(past: &Past<'_>, index: usize) -> Option<u32> {
    match past.week(index) {
        Week::Counted(count) => Some(count),
        Week::Missing | Week::Excluded => None,
    }
}
