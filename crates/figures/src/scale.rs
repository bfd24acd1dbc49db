// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Round numbers for axes and classes.

/// The smallest step of the form 1, 2, 2.5 or 5 times a power of ten that is at least `size`.
/// 1 for a size that is not positive and finite.
pub fn round_step(size: f64) -> f64 {
    if !(size.is_finite() && size > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(size.log10().floor()).clamp(1e-300, 1e300);
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= size * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// Steps from zero to at least `highest`, at most `most` of them: the honest axis of a chart.
pub(crate) fn axis(highest: f64, most: u32) -> Vec<f64> {
    let step = round_step(highest / f64::from(most));
    let mut ticks = vec![0.0];
    for i in 1..=most {
        if ticks.last().is_some_and(|top| *top >= highest && i > 1) {
            break;
        }
        ticks.push(f64::from(i) * step);
    }
    ticks
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "round numbers are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_round() {
        let steps = [0.7, 1.0, 1.3, 2.2, 3.0, 7.0, 0.021].map(round_step);
        assert_eq!(steps, [1.0, 1.0, 2.0, 2.5, 5.0, 10.0, 0.025]);
        assert_eq!(round_step(f64::NAN), 1.0);
    }

    proptest! {
        #[test]
        fn an_axis_begins_at_zero_and_reaches_the_highest_value(highest in 0.0..1e12f64) {
            let ticks = axis(highest, 5);
            prop_assert_eq!(ticks[0], 0.0);
            prop_assert!(ticks.len() <= 6);
            let top = *ticks.last().unwrap();
            prop_assert!(top >= highest * (1.0 - 1e-9) && top > 0.0);
        }
    }
}
