// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The model: a mean per season and one trend, fitted by iterated weighted least squares.
//!
//! The least squares need no matrix: a mean per season and a common slope are an analysis of covariance. With the weighted
//! means of time and response in each season, the slope is the ratio of what varies together to what varies in time within
//! seasons; variances and the diagonal of the hat matrix follow from the same sums. That is what a QR decomposition
//! finds, too, without its hundred columns' worth of steps.

use super::Farrington;
use super::rows::{Row, Rows};
use crate::normal::student_two_sided;

/// Steps of the iteration; R's default.
const MOST_STEPS: usize = 25;
/// When it has converged: the relative change of the deviance; R's default.
const CHANGE: f64 = 1e-8;

/// What the model says about the tested week.
#[derive(Debug)]
pub(super) struct Forecast {
    /// The linear predictor η.
    pub(super) eta: f64,
    /// Its standard error.
    pub(super) error: f64,
    /// Overdispersion, at least 1.
    pub(super) phi: f64,
    /// The trend per week, if it was kept.
    pub(super) trend: Option<f64>,
    /// How much each row weighed.
    pub(super) weights: Vec<f64>,
}

impl Forecast {
    /// The expected count μ = exp(η).
    pub(super) fn mean(&self) -> f64 {
        mean_of(self.eta)
    }
}

/// The model without the trend if it is not to be kept; none if it cannot be fitted.
pub(super) fn forecast(method: &Farrington, rows: &Rows) -> Option<Forecast> {
    let mut model = Model::fit(method, rows, method.trend)?;
    let mut trend = None;
    if let Some(slope) = model.glm.line.slope {
        let highest = rows
            .weeks
            .iter()
            .fold(0.0f64, |most, row| most.max(row.count));
        let error = (model.variance / model.glm.line.spread).sqrt();
        let p = student_two_sided(slope / error, model.glm.freedom);
        let believable = mean_of(model.glm.line.at(rows.now, rows.seasons - 1)) <= highest;
        if p < method.trend_p && rows.years >= 3 && believable {
            trend = Some(slope);
        } else {
            model = Model::fit(method, rows, false)?;
        }
    }
    let (line, season) = (&model.glm.line, rows.seasons - 1);
    let forecast = Forecast {
        eta: line.at(rows.now, season),
        error: (model.variance * line.unscaled(rows.now, season)).sqrt(),
        phi: model.phi,
        trend,
        weights: model.weights,
    };
    (forecast.eta.is_finite() && forecast.error.is_finite() && forecast.phi.is_finite())
        .then_some(forecast)
}

/// The inverse of the link, as R has it: never 0.
fn mean_of(eta: f64) -> f64 {
    eta.exp().max(f64::EPSILON)
}

struct Model {
    glm: Glm,
    phi: f64,
    /// The dispersion that scales standard errors.
    variance: f64,
    weights: Vec<f64>,
}

impl Model {
    /// Fits, weighs former outbreaks down and fits again. If it does not converge with the trend, it is fitted without;
    /// the second fit may stop before it has converged, as in R.
    fn fit(method: &Farrington, rows: &Rows, trend: bool) -> Option<Self> {
        let alike = vec![1.0; rows.weeks.len()];
        let converged =
            |trend| Glm::fit(&rows.weeks, rows.seasons, &alike, trend).filter(|glm| glm.converged);
        let glm = converged(trend).or_else(|| if trend { converged(false) } else { None })?;
        let dispersion = glm.dispersion(&rows.weeks, &glm.working);
        let phi = dispersion.max(1.0);
        if !method.reweight {
            return Some(Self {
                glm,
                phi,
                variance: dispersion,
                weights: alike,
            });
        }
        let weights = weights(method.outlier, &glm.residuals(&rows.weeks, phi))?;
        let trend = glm.line.slope.is_some();
        let glm = Glm::fit(&rows.weeks, rows.seasons, &weights, trend)?;
        Some(Self {
            phi: glm.dispersion(&rows.weeks, &glm.working).max(1.0),
            // Here R takes the weights of the rows for the weights of the last step.
            variance: glm.dispersion(&rows.weeks, &weights),
            glm,
            weights,
        })
    }
}

/// Weights that add up to the number of rows: γ/s² above the limit, else γ.
fn weights(limit: f64, residuals: &[f64]) -> Option<Vec<f64>> {
    let shares: Vec<f64> = residuals
        .iter()
        .map(|s| if *s > limit { s.powi(-2) } else { 1.0 })
        .collect();
    let gamma = residuals.len() as f64 / shares.iter().sum::<f64>();
    let sound = gamma.is_finite() && residuals.iter().all(|s| !s.is_nan());
    sound.then(|| shares.iter().map(|share| gamma * share).collect())
}

/// A generalised linear model as the iteration left it.
struct Glm {
    line: Line,
    means: Vec<f64>,
    /// The weights of the last step, of the means before it; R's dispersion and its hat matrix are about these.
    working: Vec<f64>,
    converged: bool,
    /// Rows less coefficients.
    freedom: f64,
}

impl Glm {
    /// None if a step leads nowhere.
    fn fit(rows: &[Row], seasons: usize, prior: &[f64], trend: bool) -> Option<Self> {
        let mut means: Vec<f64> = rows.iter().map(|row| row.count + 0.1).collect();
        let mut etas: Vec<f64> = means.iter().map(|mean| mean.ln()).collect();
        let mut deviance = deviance_of(rows, &means, prior);
        let mut working = vec![0.0; rows.len()];
        let mut responses = vec![0.0; rows.len()];
        let mut before: Option<Line> = None;
        let mut converged = false;
        for _ in 0..MOST_STEPS {
            for (place, row) in rows.iter().enumerate() {
                working[place] = prior[place] * means[place];
                responses[place] = etas[place] + (row.count - means[place]) / means[place];
            }
            let mut line = Line::fit(rows, seasons, &working, &responses, trend)?;
            let mut now = follow(&line, rows, prior, &mut etas, &mut means);
            let mut halved = 0;
            while !now.is_finite() {
                // Too far: half of the way back, as often as needed.
                line.approach(before.as_ref()?);
                now = follow(&line, rows, prior, &mut etas, &mut means);
                halved += 1;
                if halved > MOST_STEPS {
                    return None;
                }
            }
            converged = (now - deviance).abs() / (now.abs() + 0.1) < CHANGE;
            deviance = now;
            before = Some(line);
            if converged {
                break;
            }
        }
        let line = before?;
        let seen = line.weight.iter().filter(|weight| **weight > 0.0).count();
        let coefficients = seen + usize::from(trend);
        let freedom = rows.len().checked_sub(coefficients).filter(|n| *n > 0)?;
        Some(Self {
            line,
            means,
            working,
            converged,
            freedom: freedom as f64,
        })
    }

    /// Σ w ((y − μ)/μ)² by the degrees of freedom.
    fn dispersion(&self, rows: &[Row], weights: &[f64]) -> f64 {
        let square = |(place, row): (usize, &Row)| {
            let mean = self.means[place];
            weights[place] * ((row.count - mean) / mean).powi(2)
        };
        rows.iter().enumerate().map(square).sum::<f64>() / self.freedom
    }

    /// Standardised Anscombe residuals.
    fn residuals(&self, rows: &[Row], phi: f64) -> Vec<f64> {
        let residual = |(place, row): (usize, &Row)| {
            let mean = self.means[place];
            let hat = self.working[place] * self.line.unscaled(row.time, row.season);
            let hat = if hat > 1.0 - 10.0 * f64::EPSILON {
                1.0
            } else {
                hat
            };
            let raw = 1.5 * (row.count.powf(2.0 / 3.0) * mean.powf(-1.0 / 6.0) - mean.sqrt());
            raw / (phi * (1.0 - hat)).sqrt()
        };
        rows.iter().enumerate().map(residual).collect()
    }
}

/// Takes over what a line says, and its deviance; no number if a mean is none.
fn follow(line: &Line, rows: &[Row], prior: &[f64], etas: &mut [f64], means: &mut [f64]) -> f64 {
    for (place, row) in rows.iter().enumerate() {
        etas[place] = line.at(row.time, row.season);
        means[place] = mean_of(etas[place]);
    }
    deviance_of(rows, means, prior)
}

/// 2 Σ ω (y ln(y/μ) − (y − μ)).
fn deviance_of(rows: &[Row], means: &[f64], prior: &[f64]) -> f64 {
    let part = |(place, row): (usize, &Row)| {
        let (count, mean) = (row.count, means[place]);
        prior[place]
            * if count > 0.0 {
                count * (count / mean).ln() - (count - mean)
            } else {
                mean
            }
    };
    2.0 * rows.iter().enumerate().map(part).sum::<f64>()
}

/// A mean per season and a slope.
#[derive(Debug)]
struct Line {
    /// The value of each season at time 0.
    intercepts: Vec<f64>,
    slope: Option<f64>,
    /// The weight of each season.
    weight: Vec<f64>,
    /// The mean time of each season.
    centre: Vec<f64>,
    /// How much time varies within the seasons.
    spread: f64,
}

impl Line {
    fn fit(
        rows: &[Row],
        seasons: usize,
        weights: &[f64],
        responses: &[f64],
        trend: bool,
    ) -> Option<Self> {
        let mut weight = vec![0.0; seasons];
        let mut centre = vec![0.0; seasons];
        let mut response = vec![0.0; seasons];
        for (place, row) in rows.iter().enumerate() {
            weight[row.season] += weights[place];
            centre[row.season] += weights[place] * row.time;
            response[row.season] += weights[place] * responses[place];
        }
        for season in 0..seasons {
            if weight[season] > 0.0 {
                centre[season] /= weight[season];
                response[season] /= weight[season];
            }
        }
        let (mut spread, mut together, mut size) = (0.0, 0.0, 0.0);
        if trend {
            for (place, row) in rows.iter().enumerate() {
                let time = row.time - centre[row.season];
                spread += weights[place] * time * time;
                together += weights[place] * time * (responses[place] - response[row.season]);
                size += weights[place] * row.time * row.time;
            }
            // Time does not vary within the seasons but for rounding: nothing can be said about a trend.
            if spread <= 1e-14 * size {
                return None;
            }
        }
        let slope = trend.then(|| together / spread);
        let intercepts: Vec<f64> = (0..seasons)
            .map(|season| response[season] - slope.unwrap_or(0.0) * centre[season])
            .collect();
        let finite = intercepts
            .iter()
            .chain(&slope)
            .all(|value| value.is_finite());
        finite.then_some(Self {
            intercepts,
            slope,
            weight,
            centre,
            spread,
        })
    }

    fn at(&self, time: f64, season: usize) -> f64 {
        self.intercepts[season] + self.slope.unwrap_or(0.0) * time
    }

    /// The variance of a value on the line, without the dispersion: x (X'WX)⁻¹ x'.
    fn unscaled(&self, time: f64, season: usize) -> f64 {
        let mean = 1.0 / self.weight[season];
        match self.slope {
            Some(_) => mean + (time - self.centre[season]).powi(2) / self.spread,
            None => mean,
        }
    }

    /// Half of the way to another one.
    fn approach(&mut self, other: &Self) {
        for (own, other) in self.intercepts.iter_mut().zip(&other.intercepts) {
            *own = f64::midpoint(*own, *other);
        }
        if let (Some(own), Some(other)) = (&mut self.slope, other.slope) {
            *own = f64::midpoint(*own, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Solves a symmetric system by elimination.
    fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
        let size = right.len();
        for pivot in 0..size {
            for row in pivot + 1..size {
                let factor = matrix[row][pivot] / matrix[pivot][pivot];
                let (above, below) = matrix.split_at_mut(row);
                for (value, of_pivot) in below[0].iter_mut().zip(&above[pivot]) {
                    *value -= factor * of_pivot;
                }
                right[row] -= factor * right[pivot];
            }
        }
        let mut solution = vec![0.0; size];
        for row in (0..size).rev() {
            let known: f64 = (row + 1..size).map(|c| matrix[row][c] * solution[c]).sum();
            solution[row] = (right[row] - known) / matrix[row][row];
        }
        solution
    }

    proptest! {
        /// The usual design matrix: intercept, time, and a column per season but the first.
        #[test]
        fn sums_say_what_a_matrix_says(
            seasons in 2usize..6,
            values in proptest::collection::vec((0.1f64..5.0, -3.0f64..3.0), 30..60),
            now in 40.0f64..90.0,
        ) {
            let rows: Vec<Row> = (0..values.len())
                .map(|place| Row {
                    index: place,
                    count: 0.0,
                    time: place as f64,
                    season: place * 7 % seasons,
                })
                .collect();
            let (weights, responses): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
            let line = Line::fit(&rows, seasons, &weights, &responses, true).unwrap();
            let design = |time: f64, season: usize| {
                let mut row = vec![0.0; seasons + 1];
                row[0] = 1.0;
                row[1] = time;
                if season > 0 {
                    row[season + 1] = 1.0;
                }
                row
            };
            let mut normal = vec![vec![0.0; seasons + 1]; seasons + 1];
            let mut right = vec![0.0; seasons + 1];
            for (place, row) in rows.iter().enumerate() {
                let x = design(row.time, row.season);
                for one in 0..=seasons {
                    right[one] += weights[place] * x[one] * responses[place];
                    for other in 0..=seasons {
                        normal[one][other] += weights[place] * x[one] * x[other];
                    }
                }
            }
            let coefficients = solve(normal.clone(), right);
            prop_assert!((coefficients[1] - line.slope.unwrap()).abs() < 1e-8);
            for season in 0..seasons {
                let x = design(now, season);
                let dot = |other: &[f64]| x.iter().zip(other).map(|(x, y)| x * y).sum::<f64>();
                prop_assert!((dot(&coefficients) - line.at(now, season)).abs() < 1e-7);
                let variance = dot(&solve(normal.clone(), x.clone()));
                prop_assert!((variance / line.unscaled(now, season) - 1.0).abs() < 1e-8);
            }
        }
    }
}
