// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Values that stand in tables.

use rates::{
    DirectInterval, Estimate, Level, Overdispersion, Per, PoissonInterval, RatioInterval, Standard,
    Stratum, directly_standardised, empirical_bayes, funnel_of_proportions, funnel_of_rates,
    local_empirical_bayes, poisson_gamma, poisson_interval, rate_difference, rate_ratio,
    standardised_ratio, wilson, wilson_with_continuity,
};

use crate::{cases, lip_cancer, part, printed};

/// Newcombe, Statistics in Medicine 17 (1998), table I: methods 3 and 4.
#[test]
fn proportions_have_the_intervals_of_newcombe() {
    for (counted, score, corrected) in [
        ((81, 263), (0.2553, 0.3662), (0.2535, 0.3682)),
        ((15, 148), (0.0624, 0.1605), (0.0598, 0.1644)),
        ((0, 20), (0.0, 0.1611), (0.0, 0.2005)),
        ((1, 29), (0.0061, 0.1718), (0.0018, 0.1963)),
    ] {
        let proportion = part(counted.0, counted.1);
        for (found, (lower, upper)) in [
            (wilson(proportion, Level::P95), score),
            (wilson_with_continuity(proportion, Level::P95), corrected),
        ] {
            let Estimate { interval, .. } = found.unwrap();
            printed(interval.lower, lower, 4);
            printed(interval.upper, upper, 4);
        }
    }
}

/// The exact limits of Poisson counts as every textbook prints them: Garwood 1936; Breslow and Day 1987, table 2.10.
#[test]
fn counts_have_the_intervals_of_garwood() {
    for (observed, lower, upper) in [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (100, 81.364, 121.627),
    ] {
        let interval = poisson_interval(observed, PoissonInterval::Exact, Level::P95);
        printed(interval.lower, lower, 3);
        printed(interval.upper, upper, 3);
    }
}

/// “Surprisingly accurate even for small counts”, say Breslow and Day (1987), page 69; what that means here.
#[test]
fn byar_is_within_a_per_cent_of_the_exact_interval_from_ten_cases_on() {
    for observed in 10..2_000 {
        let exact = poisson_interval(observed, PoissonInterval::Exact, Level::P95);
        let byar = poisson_interval(observed, PoissonInterval::Byar, Level::P95);
        assert!((byar.lower / exact.lower - 1.0).abs() < 0.01, "{observed}");
        assert!((byar.upper / exact.upper - 1.0).abs() < 0.01, "{observed}");
    }
}

/// 15 deaths where 11.2 are expected, by hand: 15(1 − 1/135 − 1.96/(3√15))³/11.2 and 16(1 − 1/144 + 1.96/12)³/11.2.
#[test]
fn a_standardised_ratio_is_observed_by_expected() {
    let found = standardised_ratio(15, 11.2, PoissonInterval::Byar, Level::P95)
        .unwrap()
        .unwrap();
    let z = 1.959_963_984_540_054;
    let lower = 15.0 * (1.0 - 1.0 / 135.0 - z / (3.0 * 15f64.sqrt())).powi(3) / 11.2;
    let upper = 16.0 * (1.0f64 - 1.0 / 144.0 + z / 12.0).powi(3) / 11.2;
    assert!((found.value - 15.0 / 11.2).abs() < 1e-14);
    assert!((found.interval.lower - lower).abs() < 1e-12);
    assert!((found.interval.upper - upper).abs() < 1e-12);
}

/// Breast cancer after fluoroscopy: 41 cases in 28,010 person-years, 15 in 19,017 of those not exposed. Rothman, Greenland and Lash, *Modern
/// Epidemiology* (2008), chapter 14: ratio 1.86, limits 1.03 and 3.35.
#[test]
fn a_ratio_of_rates_is_that_of_rothman() {
    let (exposed, others) = (cases(41, 28_010.0), cases(15, 19_017.0));
    let found = rate_ratio(exposed, others, RatioInterval::Log, Level::P95).unwrap();
    printed(found.value.unwrap(), 1.86, 2);
    printed(found.lower, 1.03, 2);
    printed(found.upper.unwrap(), 3.35, 2);
}

/// Down's syndrome by mother's age at fifth and later births in Michigan; Selvin, *Statistical Analysis of Epidemiologic Data* (2004), the example of
/// `ageadjust.direct` of the R package epitools. The ends are those of its formula by scipy: `gamma.ppf(0.025, r²/v, scale=v/r)` and the other one.
#[test]
fn a_standardised_rate_is_by_the_formula_of_epitools() {
    let population = [230_061.0, 329_449.0, 114_920.0, 39_487.0, 14_208.0, 3_052.0];
    let count = [107, 141, 60, 40, 39, 25];
    let weight = [63_986.6, 186_263.6, 157_302.2, 97_647.0, 47_572.6, 12_262.6];
    let ages = ["15-19", "20-24", "25-29", "30-34", "35-39", "40+"].map(|age| age.parse().unwrap());
    let strata: Vec<_> = (0..6)
        .map(|place| Stratum {
            age: ages[place],
            observation: cases(count[place], population[place]),
        })
        .collect();
    let standard = Standard::new(ages.into_iter().zip(weight)).unwrap();
    for (method, lower, upper) in [
        (DirectInterval::FayFeuer, 80.441_7, 105.763_3),
        (
            DirectInterval::Dobson(PoissonInterval::Byar),
            80.329_2,
            105.187_2,
        ),
        (
            DirectInterval::Dobson(PoissonInterval::Exact),
            80.329_5,
            105.187_0,
        ),
    ] {
        let per = Per::HundredThousand;
        let found = directly_standardised(&strata, &standard, per, method, Level::P95).unwrap();
        printed(found.value, 92.304_5, 4);
        printed(found.interval.unwrap().lower, lower, 4);
        printed(found.interval.unwrap().upper, upper, 4);
    }
}

/// The districts of Clayton and Kaldor (1987). Their first has a ratio of 6.43 from nine cases, and the last none from 1.8 expected ones; both are drawn to the
/// middle. The numbers are those of a negative binomial regression with nothing but an intercept (statsmodels; peers/rates/measure.py computes them anew).
#[test]
fn districts_of_scotland_are_smoothed() {
    let areas = lip_cancer();
    assert_eq!(areas.iter().map(|area| area.cases()).sum::<u64>(), 536);
    let found = poisson_gamma(&areas, Per::One, Level::P95)
        .unwrap()
        .unwrap();
    printed(found.shape.unwrap(), 1.879, 3);
    printed(found.mean, 1.422, 3);
    // Both are (y + ν)/(E + ν/m).
    printed(found.areas[0].value, 3.997, 3);
    printed(found.areas[55].value, 0.602, 3);
    assert!(found.areas[0].interval.lower > found.areas[55].interval.upper);

    let moments = empirical_bayes(&areas, Per::One).unwrap().unwrap();
    assert!((moments.values[0] - found.areas[0].value).abs() < 1.0);
}

/// The numbers of scipy and statsmodels that `peers/rates/measure.py` gives for the data above, so that they are held where the packages are not at hand.
#[test]
fn what_the_packages_say_is_held_without_them() {
    let (exposed, others) = (cases(41, 28_010.0), cases(15, 19_017.0));
    let per = Per::HundredThousand;
    let found = rate_difference(exposed, others, per, PoissonInterval::Exact, Level::P95).unwrap();
    printed(found.value, 67.499_500, 6);
    printed(found.interval.lower, 1.682_754, 6);
    printed(found.interval.upper, 130.197_050, 6);
    let found = rate_ratio(exposed, others, RatioInterval::Score, Level::P95).unwrap();
    printed(found.lower, 1.035_785, 6);
    printed(found.upper.unwrap(), 3.324_861, 6);
    let none = rate_ratio(
        cases(7, 1e4),
        cases(0, 2e4),
        RatioInterval::Score,
        Level::P95,
    )
    .unwrap();
    printed(none.lower, 3.644_449, 6);
    assert_eq!((none.value, none.upper), (None, None));

    let areas = lip_cancer();
    let global = empirical_bayes(&areas, Per::One).unwrap().unwrap();
    printed(global.values[0], 3.872_811, 6);
    printed(global.values[55], 0.408_779, 6);
    let neighbours: Vec<_> = (0..56)
        .map(|area| [1, 2, 3].map(|step| (area + step) % 56).to_vec())
        .collect();
    let local = local_empirical_bayes(&areas, &neighbours, Per::One).unwrap();
    printed(local.values[0].unwrap(), 4.358_974, 6);
    printed(local.values[48].unwrap(), 0.312_229, 6);
    printed(local.values[55].unwrap(), 2.304_010, 6);
    let model = poisson_gamma(&areas, Per::One, Level::P95)
        .unwrap()
        .unwrap();
    printed(model.areas[0].interval.lower, 1.986_49, 5);
    printed(model.areas[0].interval.upper, 6.699_50, 5);

    let overdispersion = Overdispersion::Winsorised;
    let funnel = funnel_of_rates(&areas, None, Per::One, overdispersion)
        .unwrap()
        .unwrap();
    printed(funnel.phi(), 4.990_471, 6);
    let overdispersion = Overdispersion::Ignored;
    let funnel = funnel_of_proportions(&[part(1, 60)], Some(0.12), overdispersion)
        .unwrap()
        .unwrap();
    let limits = funnel.limits(60.0).unwrap();
    printed(limits.outer.lower, 0.002_329, 6);
    printed(limits.inner.lower, 0.035_539, 6);
    printed(limits.inner.upper, 0.199_338, 6);
    printed(limits.outer.upper, 0.258_558, 6);
}
