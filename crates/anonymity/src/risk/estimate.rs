// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How much of a population is unique, estimated from the classes of a sample.

use std::collections::BTreeMap;

/// Zayatz (1991): the chance that a row that is alone in the sample is alone in the population, by
/// Bayes from the sizes of the sample's classes and the hypergeometric chance that exactly one of a
/// class is drawn. The share of unique people is that chance · unique rows / rows.
pub(super) fn zayatz(sizes: &BTreeMap<u64, u64>, population: u64) -> f64 {
    let rows: u64 = sizes.iter().map(|(size, classes)| size * classes).sum();
    let alone = sizes.get(&1).copied().unwrap_or(0);
    if alone == 0 {
        return 0.0;
    }
    let (n, all) = (rows as f64, population as f64);
    // The chance that exactly one of j is drawn, divided by the same for j = 1:
    // j · Π_{i=1}^{j−1} (N − n − i + 1) / (N − i).
    let one_of = |size: u64| {
        let others = (1..size)
            .map(|i| ((all - n - i as f64 + 1.0) / (all - i as f64)).max(0.0))
            .product::<f64>();
        size as f64 * others
    };
    let all_sizes: f64 = sizes
        .iter()
        .map(|(&size, &classes)| classes as f64 * one_of(size))
        .sum();
    alone as f64 / all_sizes * alone as f64 / n
}

/// Hoshino (2001): maximum likelihood of Pitman's sampling formula with the parameters θ and
/// 0 < α < 1; the expected number of unique people is Γ(θ+1)/Γ(θ+α) · N^α.
///
/// The likelihood is maximised by two nested bisections of its derivatives, which cannot diverge:
/// θ for a given α, and α along it.
pub(super) fn pitman(sizes: &BTreeMap<u64, u64>, population: u64) -> f64 {
    let rows: u64 = sizes.iter().map(|(size, classes)| size * classes).sum();
    let classes: u64 = sizes.values().sum();
    if sizes.get(&1).copied().unwrap_or(0) == 0 {
        return 0.0;
    }
    if classes == rows {
        // Everybody is alone: the likelihood grows until the model says so of the population.
        return 1.0;
    }
    let (n, u) = (rows as f64, classes as f64);
    // Σ_{i=1}^{u−1} 1/(θ+iα)
    let among_classes = |theta: f64, alpha: f64| {
        (digamma(u + theta / alpha) - digamma(1.0 + theta / alpha)) / alpha
    };
    let theta_of = |alpha: f64| {
        let (mut low, mut high) = (1e-9_f64, 1e12_f64);
        for _ in 0..120 {
            let theta = (low * high).sqrt();
            let slope = among_classes(theta, alpha) - (digamma(theta + n) - digamma(theta + 1.0));
            if slope > 0.0 {
                low = theta;
            } else {
                high = theta;
            }
        }
        (low * high).sqrt()
    };
    let (mut low, mut high) = (1e-6_f64, 1.0 - 1e-9);
    for _ in 0..60 {
        let alpha = f64::midpoint(low, high);
        let theta = theta_of(alpha);
        let within: f64 = sizes
            .iter()
            .map(|(&size, &classes)| {
                // Σ_{i=1}^{j−1} 1/(i−α)
                classes as f64 * (digamma(size as f64 - alpha) - digamma(1.0 - alpha))
            })
            .sum();
        let between = ((u - 1.0) - theta * among_classes(theta, alpha)) / alpha;
        if between - within > 0.0 {
            low = alpha;
        } else {
            high = alpha;
        }
    }
    let alpha = f64::midpoint(low, high);
    let theta = theta_of(alpha);
    let all = population as f64;
    let unique = ln_gamma(theta + 1.0) - ln_gamma(theta + alpha) + (alpha - 1.0) * all.ln();
    unique.exp().min(1.0)
}

/// ψ(x) for x > 0: recurrence up to 10, then the asymptotic series (Abramowitz, Stegun 6.3.18).
fn digamma(mut x: f64) -> f64 {
    let mut below = 0.0;
    while x < 10.0 {
        below -= 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = square
        * (1.0 / 12.0
            - square
                * (1.0 / 120.0 - square * (1.0 / 252.0 - square * (1.0 / 240.0 - square / 132.0))));
    below + x.ln() - 0.5 / x - series
}

/// ln Γ(x) for x > 0: recurrence up to 10, then Stirling's series (Abramowitz, Stegun 6.1.41).
fn ln_gamma(mut x: f64) -> f64 {
    let mut below = 0.0;
    while x < 10.0 {
        below -= x.ln();
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0
        - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0))))
        / x;
    below + (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_functions_have_their_known_values() {
        assert!((digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-12);
        assert!((digamma(0.5) + 1.963_510_026_021_423_5).abs() < 1e-12);
        assert!((ln_gamma(0.5) - 0.572_364_942_924_700_1).abs() < 1e-12);
        assert!((ln_gamma(101.0) - 363.739_375_555_563_5).abs() < 1e-10);
    }
}
