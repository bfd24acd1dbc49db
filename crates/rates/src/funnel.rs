// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Funnel plots: which areas lie outside of what chance does around a target. Source: Spiegelhalter, *Funnel plots for comparing institutional
//! performance*, Statistics in Medicine 24 (2005).

use serde::Serialize;

use crate::distribution::Law;
use crate::value::{Interval, Level, MOST_AREAS, Observation, Per, Proportion, ValueError};

/// Whether limits are widened where areas vary more than chance lets expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overdispersion {
    /// Chance alone.
    #[default]
    Ignored,
    /// Limits are √φ times as far from the target. φ is the mean square of the areas' standardised distances from it, of which the lowest
    /// and the highest tenth are drawn in to the quantiles there (winsorised), and is 1 unless it is above 1 + 2√(2/I) with I areas. Source: Spiegelhalter (2005),
    /// sections 3.2 and A.3.1.
    Winsorised,
}

/// Limits on both sides of a target.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Limits {
    /// 95 %: one area in twenty is outside by chance.
    pub inner: Interval,
    /// 99.8 %: one in five hundred.
    pub outer: Interval,
}

/// Where an area lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Below the limits of 99.8 %.
    FarBelow,
    /// Below the limits of 95 %.
    Below,
    /// Within the limits of 95 %, or at one.
    Within,
    /// Above the limits of 95 %.
    Above,
    /// Above the limits of 99.8 %.
    FarAbove,
}

/// One area.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FunnelArea {
    /// Its rate or proportion.
    pub value: f64,
    /// The limits at its size.
    pub limits: Limits,
    /// Where it lies.
    pub position: Position,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rates(Per),
    Proportions,
}

/// A funnel around a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    kind: Kind,
    /// Per person.
    target: f64,
    phi: f64,
    areas: Vec<Option<FunnelArea>>,
}

/// A funnel of rates, by exact Poisson limits. `target` is a rate times `per`, at most `per` times 1,000; without it the rate of all areas together. None without any
/// population, or where the target expects more than [`crate::MOST_CASES`] somewhere.
pub fn funnel_of_rates(
    areas: &[Observation],
    target: Option<f64>,
    per: Per,
    overdispersion: Overdispersion,
) -> Result<Option<Funnel>, ValueError> {
    let sizes: Vec<_> = areas
        .iter()
        .map(|area| (area.count(), area.population()))
        .collect();
    let most = 1e3 * per.number();
    funnel(&sizes, Kind::Rates(per), target, most, overdispersion)
}

/// A funnel of proportions (0 to 1), by exact binomial limits. Without a target the proportion of all areas together. None if all wholes are 0.
pub fn funnel_of_proportions(
    areas: &[Proportion],
    target: Option<f64>,
    overdispersion: Overdispersion,
) -> Result<Option<Funnel>, ValueError> {
    let sizes: Vec<_> = areas
        .iter()
        .map(|area| (area.part() as f64, area.whole() as f64))
        .collect();
    funnel(&sizes, Kind::Proportions, target, 1.0, overdispersion)
}

fn funnel(
    sizes: &[(f64, f64)],
    kind: Kind,
    target: Option<f64>,
    most: f64,
    overdispersion: Overdispersion,
) -> Result<Option<Funnel>, ValueError> {
    if sizes.len() > MOST_AREAS {
        return Err(ValueError::TooManyAreas(sizes.len()));
    }
    if let Some(target) = target.filter(|target| !(0.0..=most).contains(target)) {
        return Err(ValueError::Target { target, most });
    }
    let scale = kind.scale();
    let (cases, size) = sizes.iter().fold((0.0, 0.0), |(cases, size), area| {
        (cases + area.0, size + area.1)
    });
    let target = target.map_or(cases / size, |target| target / scale);
    let largest = sizes.iter().map(|area| area.1).fold(0.0, f64::max);
    if largest <= 0.0
        || !target.is_finite()
        || !(0.0..=crate::MOST_CASES as f64).contains(&(target * largest))
    {
        return Ok(None);
    }
    let phi = match overdispersion {
        Overdispersion::Ignored => 1.0,
        Overdispersion::Winsorised => winsorised(sizes, kind, target),
    };
    let mut funnel = Funnel {
        kind,
        target,
        phi,
        areas: Vec::new(),
    };
    funnel.areas = sizes
        .iter()
        .map(|(cases, size)| {
            let value = cases / size * scale;
            let limits = funnel.limits(*size).filter(|_| value.is_finite())?;
            Some(FunnelArea {
                value,
                limits,
                position: limits.position(value),
            })
        })
        .collect();
    Ok(Some(funnel))
}

/// φ of [`Overdispersion::Winsorised`].
fn winsorised(sizes: &[(f64, f64)], kind: Kind, target: f64) -> f64 {
    let mut scores: Vec<f64> = sizes
        .iter()
        .map(|(cases, size)| {
            let expected = size * target;
            let variance = match kind {
                Kind::Rates(_) => expected,
                Kind::Proportions => expected * (1.0 - target),
            };
            (cases - expected) / variance.sqrt()
        })
        .filter(|score| score.is_finite())
        .collect();
    scores.sort_by(f64::total_cmp);
    let count = scores.len() as f64;
    let (Some(low), Some(high)) = (at(&scores, 0.1), at(&scores, 0.9)) else {
        return 1.0;
    };
    let squares: f64 = scores
        .iter()
        .map(|score| score.clamp(low, high).powi(2))
        .sum();
    let phi = squares / count;
    if phi > 1.0 + 2.0 * (2.0 / count).sqrt() {
        phi
    } else {
        1.0
    }
}

/// The quantile of sorted values, between two neighbours by the straight line (type 7 of Hyndman and Fan).
fn at(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * (sorted.len().checked_sub(1)? as f64);
    let (low, high) = (place.floor(), place.ceil());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list of limited length"
    )]
    let (left, right) = (sorted[low as usize], sorted[high as usize]);
    Some(left + (right - left) * (place - low))
}

impl Kind {
    fn scale(self) -> f64 {
        match self {
            Self::Rates(per) => per.number(),
            Self::Proportions => 1.0,
        }
    }
}

impl Limits {
    fn position(&self, value: f64) -> Position {
        if value < self.outer.lower {
            Position::FarBelow
        } else if value > self.outer.upper {
            Position::FarAbove
        } else if value < self.inner.lower {
            Position::Below
        } else if value > self.inner.upper {
            Position::Above
        } else {
            Position::Within
        }
    }
}

impl Funnel {
    /// The target, on the scale of the values.
    pub fn target(&self) -> f64 {
        self.target * self.kind.scale()
    }

    /// Overdispersion φ by which variances are multiplied, at least 1; 1 where it is not asked for or not there.
    pub fn phi(&self) -> f64 {
        self.phi
    }

    /// The areas in their order; none for those without population.
    pub fn areas(&self) -> &[Option<FunnelArea>] {
        &self.areas
    }

    /// The limits at a size, to draw the funnel: a population, or a whole, which is rounded. None at 0 and where more than
    /// [`crate::MOST_CASES`] are expected.
    pub fn limits(&self, size: f64) -> Option<Limits> {
        let interval = |level: Level| {
            let (law, size) = match self.kind {
                Kind::Rates(_) => (Law::Poisson(size * self.target), size),
                Kind::Proportions => (Law::Binomial(size.round(), self.target), size.round()),
            };
            let limit = |probability: f64| {
                let exact = law.interpolated(probability) / size;
                self.target + (exact - self.target) * self.phi.sqrt()
            };
            let most = if self.kind == Kind::Proportions {
                1.0
            } else {
                f64::MAX
            };
            Interval {
                lower: limit(level.tail()).clamp(0.0, most),
                upper: limit(1.0 - level.tail()).clamp(0.0, most),
            }
            .times(self.kind.scale())
        };
        let sensible = size.is_finite()
            && size >= f64::MIN_POSITIVE.sqrt()
            && size * self.target <= crate::MOST_CASES as f64;
        let whole = self.kind != Kind::Proportions || size.round() >= 1.0;
        (sensible && whole).then(|| Limits {
            inner: interval(Level::P95),
            outer: interval(Level::P998),
        })
    }
}
