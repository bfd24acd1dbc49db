// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The ends of what can be given.

use rates::{
    DirectInterval, Interval, LEAST_POPULATION, Level, MOST_CASES, MOST_POPULATION, Observation,
    Per, PoissonInterval, Proportion, RatioInterval, SmoothingError, Standard, Stratum, ValueError,
    crude_rate, directly_standardised, empirical_bayes, expected_cases, funnel_of_rates,
    local_empirical_bayes, poisson_gamma, poisson_interval, rate_difference, rate_ratio,
    standardised_ratio, wilson, wilson_with_continuity,
};

use crate::{cases, level, part};

#[test]
fn numbers_out_of_range_are_refused() {
    assert_eq!(
        Observation::new(MOST_CASES + 1, 1.0),
        Err(ValueError::TooManyCases(MOST_CASES + 1))
    );
    for population in [-1.0, f64::MIN_POSITIVE, 9e-7, f64::INFINITY, 2e12] {
        assert_eq!(
            Observation::new(1, population),
            Err(ValueError::Population(population))
        );
    }
    assert!(Observation::new(1, f64::NAN).is_err());
    assert_eq!(
        Proportion::new(3, 2),
        Err(ValueError::Part { part: 3, whole: 2 })
    );
    assert!(matches!(
        Proportion::new(3, u64::MAX),
        Err(ValueError::TooManyCases(_))
    ));
    for bad in [0.0, 0.49, 1.0, 95.0, f64::NAN] {
        assert!(Level::new(bad).is_err(), "{bad}");
    }
    assert!(standardised_ratio(1, f64::NAN, PoissonInterval::Exact, Level::P95).is_err());
    assert_eq!(
        expected_cases(&[cases(1, 1.0)], &[]),
        Err(ValueError::Lengths { left: 1, right: 0 })
    );
    assert_eq!(
        expected_cases(&[cases(1, 1.0), cases(0, 0.0)], &[0.0, 5.0]),
        Err(ValueError::NoReference { group: 1 })
    );
    assert_eq!(expected_cases(&[cases(0, 0.0)], &[0.0]), Ok(0.0));
}

#[test]
fn without_a_population_there_is_no_rate() {
    let (nobody, some) = (cases(3, 0.0), cases(3, 100.0));
    assert_eq!(
        crude_rate(nobody, Per::Million, PoissonInterval::Exact, Level::P95),
        None
    );
    assert_eq!(wilson(part(0, 0), Level::P95), None);
    assert_eq!(wilson_with_continuity(part(0, 0), Level::P95), None);
    assert_eq!(
        rate_ratio(nobody, some, RatioInterval::Score, Level::P95),
        None
    );
    assert_eq!(
        rate_ratio(some, nobody, RatioInterval::Score, Level::P95),
        None
    );
    assert_eq!(
        rate_ratio(
            cases(0, 1.0),
            cases(0, 1.0),
            RatioInterval::Score,
            Level::P95
        ),
        None
    );
    assert_eq!(
        rate_ratio(cases(0, 1.0), some, RatioInterval::Log, Level::P95),
        None
    );
    assert_eq!(
        rate_difference(nobody, some, Per::One, PoissonInterval::Byar, Level::P95),
        None
    );
    assert_eq!(
        standardised_ratio(4, 0.0, PoissonInterval::Exact, Level::P95),
        Ok(None)
    );
}

/// Everything that may be given gives numbers or nothing, also where numbers are as large or as small as they may be.
#[test]
fn what_comes_out_is_a_number_or_nothing() {
    let populations = [0.0, LEAST_POPULATION, 1.0, 1e6, MOST_POPULATION];
    let counts = [0, 1, 5, 1_000_000, MOST_CASES];
    let observations: Vec<_> = populations
        .iter()
        .flat_map(|people| counts.map(|count| cases(count, *people)))
        .collect();
    let sound = |interval: Interval| {
        assert!(
            interval.lower.is_finite() && interval.upper.is_finite(),
            "{interval:?}"
        );
        assert!(interval.lower <= interval.upper, "{interval:?}");
    };
    for level in [level(0.5), Level::P998, level(0.9999)] {
        for one in &observations {
            for method in [PoissonInterval::Byar, PoissonInterval::Exact] {
                if let Some(rate) = crude_rate(*one, Per::Million, method, level) {
                    sound(rate.interval);
                    assert!(rate.interval.contains(rate.value), "{one:?} {rate:?}");
                }
            }
            for other in &observations {
                for method in [RatioInterval::Score, RatioInterval::Log] {
                    if let Some(ratio) = rate_ratio(*one, *other, method, level) {
                        let numbers = [ratio.value, Some(ratio.lower), ratio.upper];
                        assert!(
                            numbers
                                .iter()
                                .flatten()
                                .all(|each| each.is_finite() && *each >= 0.0),
                            "{ratio:?}"
                        );
                    }
                }
                let method = PoissonInterval::Byar;
                if let Some(difference) = rate_difference(*one, *other, Per::Million, method, level)
                {
                    sound(difference.interval);
                }
            }
            let strata = [Stratum {
                age: "0+".parse().unwrap(),
                observation: *one,
            }];
            let standard = Standard::european_2013();
            for method in [
                DirectInterval::Dobson(PoissonInterval::Exact),
                DirectInterval::FayFeuer,
            ] {
                if let Ok(rate) =
                    directly_standardised(&strata, &standard, Per::Million, method, level)
                {
                    assert!(rate.value.is_finite(), "{one:?} {rate:?}");
                    if let Some(interval) = rate.interval {
                        sound(interval);
                    }
                }
            }
        }
    }
    for pair in observations.windows(2) {
        for level in [level(0.5), level(0.9999)] {
            if let Some(found) = poisson_gamma(pair, Per::Million, level).unwrap() {
                found.areas.iter().for_each(|area| sound(area.interval));
            }
        }
        if let Some(found) = empirical_bayes(pair, Per::Million).unwrap() {
            assert!(
                found.values.iter().all(|value| value.is_finite()),
                "{pair:?} {found:?}"
            );
        }
    }
    let largest = poisson_interval(MOST_CASES, PoissonInterval::Exact, Level::P95);
    let half = 1.959_963_984_540_054 * (MOST_CASES as f64).sqrt();
    assert!(
        (largest.upper - MOST_CASES as f64 - half).abs() < 10.0,
        "{largest:?}"
    );
    let funnel = funnel_of_rates(
        &[cases(5, 1e6)],
        Some(1.0),
        Per::One,
        rates::Overdispersion::Ignored,
    );
    sound(funnel.unwrap().unwrap().limits(1e8).unwrap().outer);
}

#[test]
fn neighbours_that_are_none_are_named() {
    let areas = [cases(1, 10.0), cases(2, 10.0)];
    let smooth = |neighbours: &[Vec<usize>]| local_empirical_bayes(&areas, neighbours, Per::One);
    assert_eq!(
        smooth(&[vec![1]]),
        Err(SmoothingError::Lists { areas: 2, lists: 1 })
    );
    for (list, neighbour) in [(vec![0], 0), (vec![2], 2), (vec![1, 1], 1)] {
        assert_eq!(
            smooth(&[list, vec![]]),
            Err(SmoothingError::Neighbour { area: 0, neighbour })
        );
    }
    // Who has no neighbours keeps the rate.
    let alone = smooth(&[vec![], vec![0]]).unwrap();
    assert_eq!(alone.values[0], Some(0.1));
    assert_eq!(
        local_empirical_bayes(&[], &[], Per::One).unwrap().values,
        []
    );
    assert_eq!(empirical_bayes(&[cases(0, 0.0)], Per::One), Ok(None));
    assert_eq!(
        poisson_gamma(&[cases(0, 5.0)], Per::One, Level::P95),
        Ok(None)
    );
    let many = vec![cases(0, 0.0); 20_001];
    assert_eq!(
        empirical_bayes(&many, Per::One),
        Err(SmoothingError::TooManyAreas(20_001))
    );
    assert_eq!(
        poisson_gamma(&many, Per::One, Level::P95),
        Err(SmoothingError::TooManyAreas(20_001))
    );
    let empty = [cases(0, 0.0), cases(1, 10.0)];
    let local = local_empirical_bayes(&empty, &[vec![], vec![0]], Per::One).unwrap();
    assert_eq!(local.values, [None, Some(0.1)]);
}
