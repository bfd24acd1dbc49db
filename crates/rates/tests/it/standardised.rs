// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Age groups and standards.

use rates::{
    AgeError, AgeGroup, DirectInterval, Level, Per, PoissonInterval, Standard, Stratum,
    directly_standardised,
};

use crate::cases;

fn age(text: &str) -> AgeGroup {
    text.parse().unwrap()
}

/// The same number of cases and people in each group.
fn strata(ages: &str, observed: u64, people: f64) -> Vec<Stratum> {
    let each = ages.split(' ').map(age);
    each.map(|age| Stratum {
        age,
        observation: cases(observed, people),
    })
    .collect()
}

fn rate(strata: &[Stratum], standard: &Standard) -> Result<f64, AgeError> {
    let method = DirectInterval::Dobson(PoissonInterval::Byar);
    directly_standardised(strata, standard, Per::HundredThousand, method, Level::P95)
        .map(|rate| rate.value)
}

#[test]
fn the_european_standard_has_a_hundred_thousand_people_in_21_groups() {
    let standard = Standard::european_2013();
    assert_eq!(standard.total(), 100_000.0);
    assert_eq!(standard.ages().len(), 21);
    let shown: Vec<_> = standard.ages().iter().map(ToString::to_string).collect();
    assert_eq!(shown[..3], ["0", "1-4", "5-9"]);
    assert_eq!(shown[18..], ["85-89", "90-94", "95+"]);
    // Of each hundred thousand 19,500 are 65 and older.
    assert_eq!(standard.within(age("65+")).unwrap().total(), 19_500.0);
}

#[test]
fn groups_may_be_finer_and_coarser_than_those_of_the_standard() {
    let standard = Standard::european_2013();
    // One rate of 100 per 100,000 in groups of all kinds.
    for ages in [
        "0-4 5-14 15-34 35-59 60-79 80+",
        "0 1-4 5-9 10-19 20-64 65-89 90+",
        "0 1 2 3 4 5-9 10-14 15-49 50-94 95-99 100+",
        "0+",
    ] {
        let found = rate(&strata(ages, 10, 1e4), &standard).unwrap();
        assert!((found - 100.0).abs() < 1e-9, "{ages}: {found}");
    }
    // A group of the data takes the weights of the groups that it covers: children of 0 to 4 are 5 % of the standard.
    let mut groups = strata("5+ 0-4", 0, 1e4);
    groups[1].observation = cases(100, 1e4);
    assert!((rate(&groups, &standard).unwrap() - 50.0).abs() < 1e-9);
    // Finer groups are added before they are weighed.
    let mut fine = strata("0 1 2-4 5+", 0, 1e3);
    fine[1].observation = cases(50, 4e3);
    fine[2].observation = cases(50, 5e3);
    let found = rate(&fine, &standard).unwrap();
    let by_hand = 0.04 * 100.0 / 9e3 * 1e5;
    assert!((found - by_hand).abs() < 1e-9, "{found} {by_hand}");
}

#[test]
fn what_cannot_be_brought_together_is_named() {
    let standard = Standard::european_2013();
    let error = rate(&strata("0-4 5-17 18+", 1, 1e3), &standard).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the age groups 5-17 of the data and 15-19 of the standard lie across each other: join groups until \
         one of them contains the other"
    );
    let error = rate(&strata("0-4 5-64", 1, 1e3), &standard).unwrap_err();
    assert_eq!(
        error,
        AgeError::Covered {
            data: age("0-64"),
            standard: age("0+"),
        }
    );
    let cut = standard.within(age("0-64")).unwrap();
    assert!((rate(&strata("0-4 5-64", 1, 1e3), &cut).unwrap() - 100.0).abs() < 1e-9);
    assert_eq!(
        standard.within(age("0-17")),
        Err(AgeError::NoBorder(age("0-17")))
    );
    assert_eq!(rate(&[], &standard), Err(AgeError::Empty));
    let twice = rate(&strata("0-4 0-4 5+", 1, 1e3), &standard).unwrap_err();
    assert!(matches!(twice, AgeError::Overlap(..)));
    let mut empty = strata("0-94 95+", 1, 1e3);
    empty[1].observation = cases(0, 0.0);
    assert_eq!(
        rate(&empty, &standard),
        Err(AgeError::NoPopulation(age("95+")))
    );
}

#[test]
fn a_standard_may_come_from_data_and_leave_groups_out() {
    let other = Standard::new([(age("20+"), 3.0), (age("0-19"), 1.0)]).unwrap();
    assert_eq!(other.ages(), [age("0-19"), age("20+")]);
    let mut groups = strata("0-19 20+", 0, 1e3);
    groups[0].observation = cases(8, 1e3);
    assert!((rate(&groups, &other).unwrap() - 200.0).abs() < 1e-9);
    // What weighs nothing needs no people, and its cases do not count.
    let adults = Standard::new([(age("20+"), 1.0), (age("0-19"), 0.0)]).unwrap();
    groups[0].observation = cases(8, 0.0);
    assert_eq!(rate(&groups, &adults), Ok(0.0));
    for bad in [f64::NAN, -1.0, f64::INFINITY] {
        let error = Standard::new([(age("0+"), bad)]).unwrap_err();
        assert!(matches!(error, AgeError::Weight(..)), "{bad}");
    }
    let nothing = Standard::new([(age("0+"), 0.0)]).unwrap_err();
    assert!(matches!(nothing, AgeError::Weight(..)));
    let endless = (0..).map(|_| (age("0+"), 1.0));
    assert!(matches!(Standard::new(endless), Err(AgeError::TooMany(_))));
}

#[test]
fn without_cases_the_gamma_interval_has_an_upper_end_and_the_other_none() {
    let standard = Standard::european_2013();
    let groups = strata("0-64 65+", 0, 1e4);
    let found = |method| {
        directly_standardised(&groups, &standard, Per::HundredThousand, method, Level::P95).unwrap()
    };
    assert_eq!(
        found(DirectInterval::Dobson(PoissonInterval::Exact)).interval,
        None
    );
    let interval = found(DirectInterval::FayFeuer).interval.unwrap();
    // The heaviest weight is 0.805/10,000; one case of it would have the upper end 3.689.
    assert_eq!(interval.lower, 0.0);
    assert!(
        (interval.upper - 3.688_879_454 * 8.05).abs() < 1e-6,
        "{interval:?}"
    );
}
