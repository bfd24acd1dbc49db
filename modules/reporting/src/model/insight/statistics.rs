// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Statistics of a few numbers: location and spread, intervals of shares and rates, bounds above
//! which a count is remarkable.

/// The mean; nothing of no numbers.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation of a sample (divided by n − 1); nothing of fewer than two numbers.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The quantile of sorted numbers, interpolated between neighbours (type 7 after Hyndman and Fan, as
/// R and spreadsheets do); `share` lies between 0 and 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place lies between 0 and the length of a list"
)]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = sorted.get(place.floor() as usize)?;
    let above = sorted.get((place.ceil() as usize).min(last))?;
    Some(below + (above - below) * place.fract())
}

/// What 95 of 100 intervals reach.
const Z: f64 = 1.959_963_985;

/// The 95 % interval of a share after Wilson: `hits` of `of`.
pub fn wilson(hits: f64, of: f64) -> Option<(f64, f64)> {
    if !(of > 0.0 && (0.0..=of).contains(&hits)) {
        return None;
    }
    let share = hits / of;
    let square = Z * Z / of;
    let middle = (share + square / 2.0) / (1.0 + square);
    let half = Z * (share * (1.0 - share) / of + square / (4.0 * of)).sqrt() / (1.0 + square);
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// The 95 % interval of a count of rare events after Byar.
pub fn byar(count: f64) -> Option<(f64, f64)> {
    if !(count.is_finite() && count >= 0.0) {
        return None;
    }
    let bound =
        |count: f64, z: f64| count * (1.0 - 1.0 / (9.0 * count) + z / (3.0 * count.sqrt())).powi(3);
    let low = if count == 0.0 { 0.0 } else { bound(count, -Z) };
    Some((low.max(0.0), bound(count + 1.0, Z)))
}

/// The least number that a Poisson count with this mean exceeds with a probability of at most
/// `1 − share`. Above 500 by the normal approximation with continuity.
pub fn poisson_bound(mean: f64, share: f64) -> Option<f64> {
    if !(mean.is_finite() && mean >= 0.0 && (0.5..1.0).contains(&share)) {
        return None;
    }
    if mean > 500.0 {
        return Some((mean + normal_quantile(share) * mean.sqrt() + 0.5).floor());
    }
    let mut term = (-mean).exp();
    let mut sum = term;
    let mut count = 0.0;
    while sum < share && count < 2_000.0 {
        count += 1.0;
        term *= mean / count;
        sum += term;
    }
    Some(count)
}

/// The quantile of the normal distribution for shares from 0.5 on (Abramowitz and Stegun 26.2.23,
/// error below 4.5e-4).
fn normal_quantile(share: f64) -> f64 {
    let t = (-2.0 * (1.0 - share).ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    t - above / below
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 5e-4, "{found} is not {wanted}");
    }

    /// The figures were calculated a second time, by another program.
    #[test]
    fn quartiles_and_deviation_are_right() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        near(quantile(&sorted, 0.25).unwrap(), 1.75);
        near(quantile(&sorted, 0.5).unwrap(), 3.0);
        near(quantile(&sorted, 0.75).unwrap(), 5.0);
        near(deviation(&sorted).unwrap(), 3.095_7);
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(deviation(&[1.0]), None);
    }

    /// The figures were calculated a second time, by another program.
    #[test]
    fn intervals_and_bounds_are_right() {
        let (low, high) = wilson(8.0, 80.0).unwrap();
        near(low, 0.051_55);
        near(high, 0.185_11);
        let (low, high) = byar(4.0).unwrap();
        near(low, 1.076_2);
        near(high, 10.240_8);
        assert_eq!(poisson_bound(3.2, 0.99), Some(8.0));
        assert_eq!(poisson_bound(0.0, 0.99), Some(0.0));
        assert_eq!(poisson_bound(-1.0, 0.99), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share(hits in 0.0..500.0f64, rest in 0.1..500.0f64) {
            let (low, high) = wilson(hits, hits + rest).unwrap();
            let share = hits / (hits + rest);
            prop_assert!(low <= share + 1e-12 && share <= high + 1e-12);
            prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
        }

        #[test]
        fn a_bound_grows_with_mean_and_share(mean in 0.0..2_000.0f64, more in 0.0..50.0f64) {
            let bound = poisson_bound(mean, 0.95).unwrap();
            prop_assert!(poisson_bound(mean, 0.995).unwrap() >= bound);
            prop_assert!(poisson_bound(mean + more, 0.95).unwrap() >= bound - 1.0);
        }
    }
}
