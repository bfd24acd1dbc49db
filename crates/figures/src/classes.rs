// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Classes of values for a map.

use crate::scale::round_step;

/// Up to six classes of values, each from its lower bound up to the next; the last is open upwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes(Vec<f64>);

impl Classes {
    /// More classes than people tell apart on a map.
    pub const MOST: usize = 6;

    /// Classes with these lower bounds: one to six finite, ascending numbers. For fixed classes, such as
    /// those that a method page promises.
    pub fn from_lower_bounds(bounds: Vec<f64>) -> Option<Self> {
        let fits = (1..=Self::MOST).contains(&bounds.len())
            && bounds.iter().all(|bound| bound.is_finite())
            && bounds.windows(2).all(|pair| pair[0] < pair[1]);
        fits.then_some(Self(bounds))
    }

    /// Equal, round classes from zero for shares and rates (values that are not negative).
    ///
    /// Method: the class width is the smallest of 1, 2, 2.5 and 5 times a power of ten with which at most
    /// six classes reach the 95th percentile (nearest rank) of the values above zero; what lies above falls into the last
    /// class, which is open. So a single outlier does not push all others into one class, bounds read
    /// well, and equal differences look equal. Give the values of all weeks that people will compare, not
    /// those of one week: then a colour means the same in every week. Values that are not finite or not
    /// above zero are left out; without any value there is one class.
    pub fn pretty(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
            .collect();
        values.sort_by(f64::total_cmp);
        let rank = (values.len() * 95).div_ceil(100);
        let Some(&top) = rank.checked_sub(1).and_then(|rank| values.get(rank)) else {
            return Self(vec![0.0]);
        };
        let step = round_step(top / 6.0);
        let bounds = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(|class| class * step);
        // The last class begins below the percentile, so that it is used.
        Self(bounds.into_iter().filter(|bound| *bound < top).collect())
    }

    /// How many classes there are, at least one.
    #[expect(clippy::len_without_is_empty, reason = "there is always a class")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The class of a value, counted from zero. A value below the lowest bound is in the lowest class.
    pub fn class_of(&self, value: f64) -> usize {
        self.0
            .iter()
            .rposition(|bound| *bound <= value)
            .unwrap_or_default()
    }

    /// Lower bound and upper bound of every class; the last has no upper bound.
    pub fn ranges(&self) -> impl Iterator<Item = (f64, Option<f64>)> {
        self.0
            .iter()
            .enumerate()
            .map(|(class, bound)| (*bound, self.0.get(class + 1).copied()))
    }

    /// How many decimals write all bounds exactly, at most 6.
    pub fn decimals(&self) -> u8 {
        (0..6u8)
            .find(|decimals| {
                let factor = 10f64.powi(i32::from(*decimals));
                self.0.iter().all(|bound| {
                    let scaled = bound * factor;
                    (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
                })
            })
            .unwrap_or(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_get_round_classes_that_an_outlier_does_not_widen() {
        let mut values: Vec<f64> = (1..=39).map(|n| f64::from(n) * 0.3).collect();
        values.push(80.0);
        let classes = Classes::pretty(values);
        assert_eq!(classes.0, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(classes.class_of(80.0), 5);
        assert_eq!(classes.class_of(2.0), 1);
        assert_eq!(classes.ranges().last(), Some((10.0, None)));
        assert_eq!(classes.decimals(), 0);
        assert_eq!(Classes::pretty([0.7]).decimals(), 1);
    }

    #[test]
    fn without_values_there_is_one_class() {
        assert_eq!(Classes::pretty([0.0, f64::NAN]).len(), 1);
    }

    #[test]
    fn bounds_that_do_not_ascend_are_refused() {
        assert!(Classes::from_lower_bounds(vec![]).is_none());
        assert!(Classes::from_lower_bounds(vec![1.0, 1.0]).is_none());
        assert!(Classes::from_lower_bounds(vec![0.0, f64::NAN]).is_none());
        assert!(Classes::from_lower_bounds(vec![0.0, 5.0]).is_some());
    }

    proptest! {
        #[test]
        fn every_value_lies_in_its_class(values in prop::collection::vec(0.0..1e6f64, 1..60)) {
            let classes = Classes::pretty(values.clone());
            prop_assert!((1..=Classes::MOST).contains(&classes.len()));
            let ranges: Vec<_> = classes.ranges().collect();
            for value in values {
                let (low, high) = ranges[classes.class_of(value)];
                prop_assert!(low <= value && high.is_none_or(|high| value < high));
            }
        }
    }
}
