// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What holds for every series.

use proptest::prelude::*;
use signals::{
    Bayes, Ears, EarsKind, Farrington, Finding, Interventions, Method, Plan, RecentCases,
    References, Rki, Series, Threshold, WeekSpan,
};

use crate::{methods, series};

fn last(method: Method, counts: &[u32]) -> Finding {
    crate::last(method, &series(counts.iter().copied()))
}

fn near(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() <= 1e-9 * right.abs().max(1e-3),
        (None, None) => true,
        _ => false,
    }
}

/// Counts of a disease: quiet, lively, or with outbreaks.
fn counts(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<u32>> {
    let count = prop_oneof![
        4 => 0u32..4,
        4 => 0u32..60,
        1 => 0u32..2_000,
    ];
    proptest::collection::vec(count, length)
}

/// Farrington about the weeks around the reference weeks only, without a trend: their order says nothing.
fn orderless() -> Farrington {
    Farrington {
        trend: false,
        references: References::Index,
        recent: RecentCases { least: 0, weeks: 1 },
        ..Farrington::original()
    }
}

fn farrington() -> impl Strategy<Value = Farrington> {
    (
        1u32..7,
        0u32..6,
        1u32..12,
        0u32..60,
        (0.5f64..4.0, 0.0f64..=1.0, 0.001f64..0.5),
        prop_oneof![
            Just(Threshold::Delta),
            Just(Threshold::NbPlugin),
            Just(Threshold::Muan)
        ],
        prop_oneof![Just(References::Date), Just(References::Index)],
        (any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(years, half, periods, pause, numbers, threshold, references, flags)| Farrington {
                years,
                fewest_years: 1,
                half,
                periods,
                pause,
                outlier: numbers.0,
                trend_p: numbers.1,
                alpha: numbers.2,
                threshold,
                references,
                reweight: flags.0,
                trend: flags.1,
                ..Farrington::default()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_finding_is_whole(counts in proptest::collection::vec(proptest::option::weighted(0.97, 0u32..90), 1..420)) {
        let series = Series::from_week("2003-W20".parse().unwrap(), counts).unwrap();
        for method in methods() {
            for plan in [Plan::of(method), Plan::cautious(method)] {
                let findings = plan.test(&series, series.len().saturating_sub(5)..series.len()).unwrap();
                for finding in findings {
                    let numbers = [finding.expected, finding.bound, finding.ratio, finding.p_value];
                    prop_assert!(numbers.iter().flatten().all(|number| number.is_finite() && *number >= 0.0), "{:?}", finding);
                    prop_assert!(finding.bound.is_some() || finding.reason.is_some(), "{:?}", finding);
                    // What is no number, or not there, is never a signal; nor is a week without a case, unless its sum is still high.
                    let some = finding.observed > Some(0) || matches!(method, Method::Cusum(_));
                    prop_assert!(finding.alarm != Some(true) || (finding.bound.is_some() && some && finding.reason.is_none()), "{:?}", finding);
                    prop_assert!(finding.alarm.is_some() || finding.reason.is_some());
                }
            }
        }
    }

    #[test]
    fn no_setting_of_farrington_makes_it_stop(method in farrington(), counts in counts(1..420)) {
        let finding = last(Method::Farrington(method), &counts);
        prop_assert!(finding.bound.is_some() || finding.reason.is_some());
        if let Some(model) = finding.model {
            prop_assert!(model.phi >= 1.0);
            prop_assert!(model.years <= method.years);
            prop_assert!(model.trend.is_none() || (method.trend && model.years >= 3));
        }
    }

    #[test]
    fn more_cases_never_end_a_signal(counts in counts(300..330), more in 1u32..50) {
        let mut raised = counts.clone();
        *raised.last_mut().unwrap() += more;
        for method in methods() {
            let (one, other) = (last(method, &counts), last(method, &raised));
            prop_assert!(one.alarm != Some(true) || other.alarm == Some(true), "{:?} {:?} {:?}", method, one, other);
        }
    }

    #[test]
    fn the_bound_of_ears_scales_with_the_counts(counts in counts(20..30), factor in 1u32..9) {
        let scaled: Vec<u32> = counts.iter().map(|count| count * factor).collect();
        for kind in [EarsKind::C1, EarsKind::C2, EarsKind::C3] {
            let method = Method::Ears(Ears::new(kind));
            let (one, other) = (last(method, &counts), last(method, &scaled));
            prop_assert!(near(one.bound.map(|bound| bound * f64::from(factor)), other.bound), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn where_order_says_nothing_it_changes_nothing(
        counts in counts(300..301), order in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        // The seven weeks before the last one, and the seven around the same week of each year.
        let mut shuffled = counts.clone();
        let mut windows = vec![292];
        windows.extend((1..=5).map(|year| 299 - 52 * year - 3));
        for window in &windows {
            for (to, from) in order.iter().enumerate() {
                shuffled[window + to] = counts[window + from];
            }
        }
        for method in [
            Method::Ears(Ears::new(EarsKind::C1)),
            Method::Bayes(Bayes { years: 5, half: 3, this_year: false, alpha: 0.05 }),
            Method::Rki(Rki { years: 5, half: 3, this_year: false }),
            Method::Farrington(orderless()),
        ] {
            let (one, other) = (last(method, &counts), last(method, &shuffled));
            prop_assert!(near(one.bound, other.bound), "{:?} {:?} {:?}", method, one, other);
            prop_assert_eq!(one.alarm, other.alarm);
        }
    }

    #[test]
    fn what_lies_before_a_split_or_is_excluded_says_nothing(
        counts in counts(420..421), other in proptest::collection::vec(0u32..500, 60),
    ) {
        let mut changed = counts.clone();
        changed[..60].copy_from_slice(&other);
        let (one, two) = (series(counts), series(changed));
        let split = Interventions { excluded: Vec::new(), splits: vec![one.week(60)] };
        let excluded = Interventions {
            excluded: vec![WeekSpan { from: one.week(0), to: one.week(59) }],
            splits: Vec::new(),
        };
        for method in methods() {
            for interventions in [&split, &excluded] {
                let mut plan = Plan::of(method);
                plan.interventions = interventions.clone();
                prop_assert_eq!(plan.test(&one, 415..420).unwrap(), plan.test(&two, 415..420).unwrap());
            }
        }
    }

    #[test]
    fn a_smaller_alpha_never_lowers_the_bound(counts in counts(300..310)) {
        for threshold in [Threshold::Delta, Threshold::NbPlugin, Threshold::Muan] {
            let bound = |alpha| last(Method::Farrington(Farrington { alpha, threshold, ..orderless() }), &counts).bound;
            if let (Some(low), Some(high)) = (bound(0.1), bound(0.001)) {
                prop_assert!(low <= high);
            }
        }
    }
}
