// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The distribution that says least besides what was asked: mean zero and a given variance. Belongs here: nothing but
//! the calculation; what deviations a count may take is [`crate::perturbation`]'s.
//!
//! S. Giessing: *Computational Issues in the Design of Transition Probabilities and Disclosure Risk Estimation for Additive
//! Noise*, Privacy in Statistical Databases 2016, LNCS 9867. Maximum entropy with mean and variance given has the
//! form p(v) = exp(a v + b v²) / Z; a and b are where the convex dual is least, found by Newton's method.

/// Newton stops when mean and variance are met to this, relative to the largest deviation.
const CLOSE: f64 = 1e-13;

/// The least and the most variance that a distribution over these deviations with mean zero can have; nothing if none has
/// mean zero.
pub(crate) fn variances(deviations: &[i32]) -> Option<(f64, f64)> {
    let below = || {
        deviations
            .iter()
            .filter(|each| **each < 0)
            .map(|each| -*each)
    };
    let above = || deviations.iter().filter(|each| **each > 0).copied();
    let stays = deviations.contains(&0);
    let (Some(far_below), Some(far_above)) = (below().max(), above().max()) else {
        return stays.then_some((0.0, 0.0));
    };
    let (near_below, near_above) = (below().min()?, above().min()?);
    let least = if stays {
        0.0
    } else {
        f64::from(near_below) * f64::from(near_above)
    };
    Some((least, f64::from(far_below) * f64::from(far_above)))
}

/// The probabilities of the deviations; nothing if the variance is at the border of what is possible or beyond it, where the
/// distribution is no longer spread over all deviations.
pub(crate) fn most_entropy(deviations: &[i32], variance: f64) -> Option<Vec<f64>> {
    let (least, most) = variances(deviations)?;
    if deviations.len() < 3 || variance <= least || variance >= most {
        return None;
    }
    let scale = f64::from(
        deviations
            .iter()
            .map(|each| each.abs())
            .max()
            .unwrap_or_default(),
    );
    let features: Vec<[f64; 2]> = deviations
        .iter()
        .map(|each| {
            let deviation = f64::from(*each) / scale;
            [
                deviation,
                deviation * deviation - variance / (scale * scale),
            ]
        })
        .collect();
    let mut weights = [0.0, 0.0];
    for _ in 0..500 {
        let (level, probabilities) = distribution(&features, weights);
        let mean = expectation(&features, &probabilities);
        if mean[0].abs() < CLOSE && mean[1].abs() < CLOSE {
            return Some(probabilities);
        }
        let step = newton(&features, &probabilities, mean)?;
        let slope = step[0] * mean[0] + step[1] * mean[1];
        // Halving the step until it goes down as Armijo wants: the dual is convex, but a full step can fly past.
        let mut size = 1.0;
        loop {
            let next = [weights[0] - size * step[0], weights[1] - size * step[1]];
            let (reached, _) = distribution(&features, next);
            if reached <= level - 1e-4 * size * slope || size < 1e-12 {
                weights = next;
                break;
            }
            size /= 2.0;
        }
    }
    let (_, probabilities) = distribution(&features, weights);
    let mean = expectation(&features, &probabilities);
    // The last digits of a flat dual do not settle; what is left is far below what whole shares can say.
    (mean[0].abs() < 1e-9 && mean[1].abs() < 1e-9).then_some(probabilities)
}

/// The logarithm of the sum and the probabilities, without overflow.
fn distribution(features: &[[f64; 2]], weights: [f64; 2]) -> (f64, Vec<f64>) {
    let exponents: Vec<f64> = features
        .iter()
        .map(|each| weights[0] * each[0] + weights[1] * each[1])
        .collect();
    let highest = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut probabilities: Vec<f64> = exponents
        .iter()
        .map(|each| (each - highest).exp())
        .collect();
    let sum: f64 = probabilities.iter().sum();
    for each in &mut probabilities {
        *each /= sum;
    }
    (highest + sum.ln(), probabilities)
}

fn expectation(features: &[[f64; 2]], probabilities: &[f64]) -> [f64; 2] {
    let mut mean = [0.0, 0.0];
    for (feature, probability) in features.iter().zip(probabilities) {
        mean[0] += probability * feature[0];
        mean[1] += probability * feature[1];
    }
    mean
}

/// The inverse of the covariance times the mean.
fn newton(features: &[[f64; 2]], probabilities: &[f64], mean: [f64; 2]) -> Option<[f64; 2]> {
    let (mut first, mut both, mut second) = (0.0, 0.0, 0.0);
    for (feature, probability) in features.iter().zip(probabilities) {
        let (one, other) = (feature[0] - mean[0], feature[1] - mean[1]);
        first += probability * one * one;
        both += probability * one * other;
        second += probability * other * other;
    }
    let determinant = first * second - both * both;
    (determinant > 0.0).then(|| {
        [
            (second * mean[0] - both * mean[1]) / determinant,
            (first * mean[1] - both * mean[0]) / determinant,
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The introduction to the R package `ptable` prints these for D = 2, V = 1.
    #[test]
    fn a_free_count_gets_the_probabilities_of_ptable() {
        let probabilities = most_entropy(&[-2, -1, 0, 1, 2], 1.0).unwrap();
        assert!((probabilities[0] - 0.0638).abs() < 5e-5);
        assert!((probabilities[2] - 0.383).abs() < 5e-4);
        assert!((probabilities[0] - probabilities[4]).abs() < 1e-12);
        assert!((probabilities[1] - probabilities[3]).abs() < 1e-12);
    }

    #[test]
    fn what_no_distribution_can_have_is_not_given() {
        assert_eq!(variances(&[-1, 2, 3]), Some((2.0, 3.0)));
        assert_eq!(variances(&[-1, 0, 1]), Some((0.0, 1.0)));
        assert_eq!(variances(&[1, 2]), None);
        assert_eq!(most_entropy(&[-1, 2, 3], 2.0), None);
        assert_eq!(most_entropy(&[-1, 2, 3], 3.0), None);
        assert_eq!(most_entropy(&[1, 2, 3], 1.0), None);
        assert!(most_entropy(&[-1, 2, 3], 2.5).is_some());
    }

    #[test]
    fn no_other_distribution_with_the_same_variance_has_more_entropy() {
        let deviations = [-1, 0, 1, 2, 3];
        let probabilities = most_entropy(&deviations, 1.5).unwrap();
        let entropy = |of: &[f64]| -of.iter().map(|each| each * each.ln()).sum::<f64>();
        // Directions that change neither sum nor mean nor variance: third differences.
        for direction in [[1.0, -3.0, 3.0, -1.0, 0.0], [0.0, 1.0, -3.0, 3.0, -1.0]] {
            for size in [1e-3, -1e-3] {
                let moved: Vec<f64> = probabilities
                    .iter()
                    .zip(direction)
                    .map(|(each, step)| each + size * step)
                    .collect();
                assert!(entropy(&moved) < entropy(&probabilities));
            }
        }
    }
}
