// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/// Whether a sum of these contributions may leave under the p%-rule with `percent` = p.
///
/// The facility with the second largest contribution x₂ knows it and can bound the largest x₁ by
/// total − x₂. The bound is off by the contributions of all others, so the sum is withheld if
/// these come to less than p percent of x₁. Contributions of either sign count by their size.
///
/// Source: Hundepool et al., *Statistical Disclosure Control* (Wiley 2012), sensitivity rules for
/// magnitude tables.
pub(crate) fn may_leave(contributions: impl Iterator<Item = i64>, percent: u8) -> bool {
    let (mut largest, mut second, mut rest) = (0_u128, 0_u128, 0_u128);
    for size in contributions.map(|x| u128::from(x.unsigned_abs())) {
        if size > largest {
            rest += second;
            second = largest;
            largest = size;
        } else if size > second {
            rest += second;
            second = size;
        } else {
            rest += size;
        }
    }
    rest * 100 >= u128::from(percent) * largest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(contributions: &[i64], percent: u8) -> bool {
        may_leave(contributions.iter().copied(), percent)
    }

    #[test]
    fn the_others_must_hide_the_largest_from_the_second_largest() {
        assert!(check(&[100, 50, 10], 10));
        assert!(!check(&[100, 50, 9], 10));
        assert!(check(&[9, 1, 100, 50], 10));
        assert!(!check(&[5, 0, 0], 1));
        assert!(check(&[0, 0, 0], 100));
        assert!(check(&[], 100));
    }

    #[test]
    fn zero_percent_switches_the_rule_off() {
        assert!(check(&[5], 0));
    }

    #[test]
    fn corrections_count_by_their_size() {
        assert!(!check(&[-100, 50, 9], 10));
        assert!(check(&[-100, 50, -10], 10));
    }
}
