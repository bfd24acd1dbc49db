// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Funnels.

use proptest::prelude::*;
use rates::{Overdispersion, Per, Position, ValueError, funnel_of_proportions, funnel_of_rates};

use crate::{cases, lip_cancer, part};

/// With ten expected cases P(Y ≤ 4) = 0.0293 and P(Y ≤ 3) = 0.0103, so the lower limit of 95 % is 4 − (0.0293 − 0.025)/(0.0293 − 0.0103).
#[test]
fn a_limit_is_interpolated_between_two_counts() {
    let areas = [cases(10, 1e5), cases(100, 1e6)];
    let funnel = funnel_of_rates(
        &areas,
        Some(10.0),
        Per::HundredThousand,
        Overdispersion::Ignored,
    )
    .unwrap()
    .unwrap();
    let limits = funnel.limits(1e5).unwrap();
    let (up_to_4, up_to_3) = (0.029_252_688_076_961_3, 0.010_336_050_675_925_7);
    let by_hand = 4.0 - (up_to_4 - 0.025) / (up_to_4 - up_to_3);
    assert!((limits.inner.lower - by_hand).abs() < 1e-9, "{limits:?}");
    assert_eq!(funnel.target(), 10.0);
    assert_eq!(funnel.areas()[0].unwrap().limits, limits);
}

#[test]
fn areas_are_told_apart_by_how_far_they_lie_outside() {
    use Position::{Above, Below, FarAbove, FarBelow, Within};

    let areas: Vec<_> = [50, 72, 80, 100, 121, 135, 0]
        .map(|count| cases(count, 1e5))
        .to_vec();
    let funnel = funnel_of_rates(
        &areas,
        Some(100.0),
        Per::HundredThousand,
        Overdispersion::Ignored,
    )
    .unwrap()
    .unwrap();
    let found: Vec<_> = funnel
        .areas()
        .iter()
        .map(|area| area.unwrap().position)
        .collect();
    assert_eq!(
        found,
        [FarBelow, Below, Below, Within, Above, FarAbove, FarBelow]
    );
}

/// Rates of Scotland's districts vary more than chance does; a funnel that knows it calls few of them striking.
#[test]
fn overdispersion_widens_the_funnel() {
    let areas = lip_cancer();
    let plain = funnel_of_rates(&areas, None, Per::One, Overdispersion::Ignored)
        .unwrap()
        .unwrap();
    let wide = funnel_of_rates(&areas, None, Per::One, Overdispersion::Winsorised)
        .unwrap()
        .unwrap();
    let outside = |funnel: &rates::Funnel| {
        let areas = funnel.areas().iter().flatten();
        areas
            .filter(|area| area.position != Position::Within)
            .count()
    };
    assert!(wide.phi() > 3.0, "{}", wide.phi());
    assert!(
        outside(&wide) * 3 < outside(&plain),
        "{} {}",
        outside(&wide),
        outside(&plain)
    );
    // Squares of 1.25 in the mean: of 30 areas that is chance, of 400 it is not.
    let mild = |count: u64| {
        let areas: Vec<_> = (0..count)
            .map(|place| cases(15 + 10 * (place % 2), 1e4))
            .collect();
        funnel_of_rates(&areas, None, Per::Thousand, Overdispersion::Winsorised)
            .unwrap()
            .unwrap()
            .phi()
    };
    assert_eq!(mild(30), 1.0);
    assert!((mild(400) - 1.25).abs() < 1e-12);
    // Where areas are alike, nothing is widened.
    let same = vec![cases(20, 1e4); 30];
    let funnel = funnel_of_rates(&same, None, Per::Thousand, Overdispersion::Winsorised)
        .unwrap()
        .unwrap();
    assert_eq!(funnel.phi(), 1.0);
    let few = funnel_of_proportions(&[part(3, 9)], None, Overdispersion::Winsorised)
        .unwrap()
        .unwrap();
    assert_eq!(few.phi(), 1.0);
}

#[test]
fn what_has_no_funnel_has_none() {
    let per = Per::HundredThousand;
    assert_eq!(
        funnel_of_rates(&[], None, per, Overdispersion::Ignored),
        Ok(None)
    );
    assert_eq!(
        funnel_of_rates(&[cases(3, 0.0)], Some(1.0), per, Overdispersion::Ignored),
        Ok(None)
    );
    assert_eq!(
        funnel_of_proportions(&[part(0, 0)], None, Overdispersion::Ignored),
        Ok(None)
    );
    for target in [f64::NAN, -1.0, 1.5] {
        let error = funnel_of_proportions(&[part(1, 2)], Some(target), Overdispersion::Ignored);
        assert!(matches!(error, Err(ValueError::Target { .. })));
    }
    // Certain targets have limits, too.
    for target in [0.0, 1.0] {
        let funnel = funnel_of_proportions(
            &[part(1, 2), part(0, 0)],
            Some(target),
            Overdispersion::Winsorised,
        )
        .unwrap()
        .unwrap();
        let limits = funnel.limits(40.0).unwrap();
        assert_eq!((limits.outer.lower, limits.outer.upper), (target, target));
        assert_eq!(funnel.areas()[1], None);
        assert_eq!(funnel.limits(0.0), None);
        assert_eq!(funnel.limits(f64::NAN), None);
    }
}

proptest! {
    #[test]
    fn limits_lie_around_the_target_and_come_nearer(target in 0.01f64..0.99, size in 5u64..20_000) {
        let funnel = funnel_of_proportions(&[part(0, size)], Some(target), Overdispersion::Ignored).unwrap().unwrap();
        let small = funnel.limits(size as f64).unwrap();
        let large = funnel.limits(size as f64 * 16.0).unwrap();
        for limits in [small, large] {
            prop_assert!(limits.outer.lower <= limits.inner.lower && limits.inner.lower <= target);
            prop_assert!(target <= limits.inner.upper && limits.inner.upper <= limits.outer.upper);
        }
        prop_assert!(large.outer.upper - large.outer.lower < small.outer.upper - small.outer.lower);
    }
}
