// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What holds for all input.

use proptest::prelude::*;
use rates::{
    DirectInterval, Interval, Level, Per, PoissonInterval, RatioInterval, Standard, Stratum,
    crude_rate, directly_standardised, empirical_bayes, expected_cases, local_empirical_bayes,
    poisson_gamma, poisson_interval, rate_difference, rate_ratio, standardised_ratio, wilson,
    wilson_with_continuity,
};

use crate::{cases, level, part};

const METHODS: [PoissonInterval; 2] = [PoissonInterval::Byar, PoissonInterval::Exact];

fn inside(inner: Interval, outer: Interval) -> bool {
    outer.lower <= inner.lower + 1e-9 && inner.upper <= outer.upper + 1e-9
}

/// Within rounding, which is relative to the larger of both ends.
fn between(value: f64, one: f64, other: f64) -> bool {
    let room = 1e-9 * one.abs().max(other.abs());
    one.min(other) - room <= value && value <= one.max(other) + room
}

proptest! {
    #[test]
    fn intervals_contain_their_value_and_grow_with_the_level(
        observed in 0u64..200_000, whole in 1u64..200_000, low in 0.5f64..0.99, high in 0.99f64..0.9999,
    ) {
        let counted = part(observed.min(whole), whole);
        let (low, high) = (level(low), level(high));
        for method in METHODS {
            let rate = |level| crude_rate(cases(observed, 1e6), Per::HundredThousand, method, level).unwrap();
            let (narrow, wide) = (rate(low), rate(high));
            prop_assert!(narrow.interval.contains(narrow.value), "{method:?} {narrow:?}");
            prop_assert!(inside(narrow.interval, wide.interval), "{method:?}");
        }
        for proportion in [wilson, wilson_with_continuity] {
            let (narrow, wide) = (proportion(counted, low).unwrap(), proportion(counted, high).unwrap());
            prop_assert!(narrow.interval.contains(narrow.value));
            prop_assert!(inside(narrow.interval, wide.interval));
            prop_assert!(wide.interval.lower >= 0.0 && wide.interval.upper <= 1.0);
        }
        let (plain, corrected) = (wilson(counted, low).unwrap(), wilson_with_continuity(counted, low).unwrap());
        prop_assert!(inside(plain.interval, corrected.interval));
    }

    #[test]
    fn intervals_shrink_with_more_people(observed in 1u64..10_000, times in 2u64..20) {
        for method in METHODS {
            let width = |factor: u64| {
                let observation = cases(observed * factor, 1e5 * factor as f64);
                let found = crude_rate(observation, Per::HundredThousand, method, Level::P95).unwrap();
                found.interval.upper - found.interval.lower
            };
            prop_assert!(width(times) < width(1));
        }
        let width = |factor: u64| {
            let found = wilson(part(observed * factor, 10_000 * factor), Level::P95).unwrap();
            found.interval.upper - found.interval.lower
        };
        prop_assert!(width(times) < width(1));
    }

    /// The exact interval covers with at least its level: the tails outside are at most as large as asked for.
    #[test]
    fn an_exact_end_has_the_tail_that_it_should(observed in 1u64..3_000) {
        use statrs::function::gamma::gamma_lr;
        let interval = poisson_interval(observed, PoissonInterval::Exact, Level::P95);
        let count = observed as f64;
        prop_assert!((gamma_lr(count, interval.lower) - 0.025).abs() < 1e-9);
        prop_assert!((1.0 - gamma_lr(count + 1.0, interval.upper) - 0.025).abs() < 1e-9);
    }

    #[test]
    fn a_ratio_turned_round_is_its_inverse(a in 0u64..5_000, b in 0u64..5_000, m in 1f64..1e7, n in 1f64..1e7) {
        prop_assume!(a + b > 0);
        for method in [RatioInterval::Score, RatioInterval::Log] {
            let there = rate_ratio(cases(a, m), cases(b, n), method, Level::P95);
            let back = rate_ratio(cases(b, n), cases(a, m), method, Level::P95);
            prop_assert_eq!(there.is_some(), back.is_some());
            let (Some(there), Some(back)) = (there, back) else { continue };
            if let Some(upper) = back.upper {
                prop_assert!((there.lower * upper - 1.0).abs() < 1e-9);
            } else {
                prop_assert_eq!(there.lower, 0.0);
            }
            if let Some(value) = there.value {
                prop_assert!(there.lower <= value && there.upper.is_some_and(|upper| value <= upper));
            } else {
                prop_assert_eq!(there.upper, None);
            }
        }
        for method in METHODS {
            let per = Per::HundredThousand;
            let there = rate_difference(cases(a, m), cases(b, n), per, method, Level::P95).unwrap();
            let back = rate_difference(cases(b, n), cases(a, m), per, method, Level::P95).unwrap();
            prop_assert!(there.interval.contains(there.value));
            prop_assert!((there.value + back.value).abs() <= 1e-9 * there.value.abs());
            prop_assert!((there.interval.lower + back.interval.upper).abs() <= 1e-9 * there.interval.lower.abs());
        }
    }

    /// With the same population as the standard, and with one rate everywhere, nothing is changed by standardising.
    #[test]
    fn standardising_to_itself_is_the_crude_rate(
        strata in proptest::collection::vec((0u64..500, 1f64..1e6), 1..10),
    ) {
        let count = u8::try_from(strata.len()).unwrap();
        let age = |place: u8| {
            let from = place * 10;
            let text = if place + 1 == count { format!("{from}+") } else { format!("{from}-{}", from + 9) };
            text.parse().unwrap()
        };
        let strata: Vec<_> = (0..count).zip(&strata).map(|(place, (observed, people))| Stratum {
            age: age(place),
            observation: cases(*observed, *people),
        }).collect();
        let standard = Standard::new(strata.iter().map(|each| (each.age, each.observation.population()))).unwrap();
        let all = strata.iter().fold((0, 0.0), |(a, b), each| (a + each.observation.cases(), b + each.observation.population()));
        let crude = crude_rate(cases(all.0, all.1), Per::HundredThousand, PoissonInterval::Exact, Level::P95).unwrap();
        for method in [DirectInterval::Dobson(PoissonInterval::Exact), DirectInterval::FayFeuer] {
            let found = directly_standardised(&strata, &standard, Per::HundredThousand, method, Level::P95).unwrap();
            prop_assert!((found.value - crude.value).abs() <= 1e-9 * crude.value);
            prop_assert_eq!(found.cases, all.0);
            let shares: f64 = found.groups.iter().map(|group| group.share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-12);
            // All cases weigh the same: both intervals are those of the count.
            if let Some(interval) = found.interval {
                prop_assert!((interval.lower - crude.interval.lower).abs() <= 1e-7 * crude.interval.upper);
                prop_assert!((interval.upper - crude.interval.upper).abs() <= 1e-7 * crude.interval.upper);
            } else {
                prop_assert_eq!(all.0, 0);
            }
        }
        // Indirectly, with its own rates, an area has the cases that it has.
        let reference: Vec<_> = strata.iter().map(|each| each.observation).collect();
        let people: Vec<_> = reference.iter().map(|each| each.population()).collect();
        let expected = expected_cases(&reference, &people).unwrap();
        prop_assert!((expected - all.0 as f64).abs() <= 1e-9 * (1.0 + expected));
        if let Some(ratio) = standardised_ratio(all.0, expected, PoissonInterval::Exact, Level::P95).unwrap() {
            prop_assert!((ratio.value - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn intervals_of_standardised_rates_contain_them(
        counts in proptest::collection::vec(0u64..300, 21), people in proptest::collection::vec(1f64..1e5, 21),
    ) {
        let standard = Standard::european_2013();
        let strata: Vec<_> = standard.ages().iter().zip(counts.iter().zip(&people)).map(|(age, (count, people))| Stratum {
            age: *age,
            observation: cases(*count, *people),
        }).collect();
        for method in [DirectInterval::Dobson(PoissonInterval::Byar), DirectInterval::FayFeuer] {
            let found = |level| directly_standardised(&strata, &standard, Per::HundredThousand, method, level).unwrap();
            let (narrow, wide) = (found(level(0.9)), found(level(0.99)));
            if let (Some(narrow_interval), Some(wide_interval)) = (narrow.interval, wide.interval) {
                prop_assert!(narrow_interval.contains(narrow.value), "{narrow:?}");
                prop_assert!(inside(narrow_interval, wide_interval));
            } else {
                prop_assert_eq!(narrow.cases, 0);
            }
        }
    }

    #[test]
    fn smoothed_rates_lie_between_the_rate_and_the_mean(
        counted in proptest::collection::vec((0u64..2_000, prop_oneof![Just(0u32), 10u32..100_000]), 2..60), ring in 1usize..5,
    ) {
        let areas: Vec<_> = counted.iter().map(|(count, people)| {
            // Nobody falls ill where nobody lives; rates are below one.
            cases((*count).min(u64::from(*people)), f64::from(*people))
        }).collect();
        let count = areas.len();
        let neighbours: Vec<Vec<usize>> = (0..count).map(|area| {
            (1..=ring.min(count - 1)).map(|step| (area + step) % count).collect()
        }).collect();
        let global = empirical_bayes(&areas, Per::One).unwrap();
        let local = local_empirical_bayes(&areas, &neighbours, Per::One).unwrap();
        let model = poisson_gamma(&areas, Per::One, Level::P95).unwrap();
        let people: f64 = areas.iter().map(|area| area.population()).sum();
        prop_assert_eq!(global.is_some(), people > 0.0);
        for (place, area) in areas.iter().enumerate() {
            let raw = area.cases() as f64 / area.population();
            if let Some(global) = &global {
                let end = if raw.is_finite() { raw } else { global.mean };
                prop_assert!(between(global.values[place], end, global.mean));
            }
            if let (Some(value), Some(mean)) = (local.values[place], local.means[place]) {
                let end = if raw.is_finite() { raw } else { mean };
                prop_assert!(between(value, end, mean), "{value} {end} {mean}");
            }
            if let Some(model) = &model {
                let end = if raw.is_finite() && model.shape.is_some() { raw } else { model.mean };
                let found = model.areas[place];
                prop_assert!(between(found.value, end, model.mean), "{found:?} {end} {}", model.mean);
                prop_assert!(found.interval.contains(found.value));
            }
        }
    }
}

/// What areas have in common is found again: rates from a gamma distribution with shape 4, spread evenly over its quantiles.
#[test]
fn the_model_finds_the_variation_that_is_there_and_none_where_there_is_none() {
    let counts = [
        1_200, 2_000, 2_600, 3_200, 3_800, 4_400, 5_200, 6_400, 8_400,
    ];
    let varied: Vec<_> = (0..900)
        .map(|place| cases(counts[place % 9], 1e6))
        .collect();
    let found = poisson_gamma(&varied, Per::Thousand, Level::P95)
        .unwrap()
        .unwrap();
    // With so many cases the likelihood is that of the gamma distribution itself.
    assert!(
        (2.5..5.0).contains(&found.shape.unwrap()),
        "{:?}",
        found.shape
    );
    let same = vec![cases(50, 1e5); 40];
    let found = poisson_gamma(&same, Per::HundredThousand, Level::P95)
        .unwrap()
        .unwrap();
    assert_eq!(found.shape, None);
    assert!(
        found
            .areas
            .iter()
            .all(|area| (area.value - 50.0).abs() < 1e-9)
    );
    let moments = empirical_bayes(&same, Per::HundredThousand)
        .unwrap()
        .unwrap();
    assert_eq!(moments.variance, 0.0);
}
