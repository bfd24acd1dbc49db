// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a plan adds to its method, and what it refuses.

use signals::{
    Bayes, Cusum, Ears, EarsKind, Farrington, Interventions, Method, Plan, Power, Reason, Rki,
    SignalError, Threshold, WeekSpan,
};

use crate::{last, lively, methods, series};

#[test]
fn excluded_weeks_are_not_learned_from_and_a_split_begins_anew() {
    let mut counts = lively(420);
    counts[300..340].fill(400);
    let epidemic = series(counts.clone());
    let quiet = series(lively(420));
    let span = WeekSpan {
        from: epidemic.week(300),
        to: epidemic.week(339),
    };
    for method in methods() {
        let mut plan = Plan::of(method);
        plan.interventions.excluded = vec![span];
        let one = plan.explain(&epidemic, 419..420).unwrap().remove(0);
        let other = plan.explain(&quiet, 419..420).unwrap().remove(0);
        assert_eq!(one.finding, other.finding, "{method:?}");
        assert!(one.past.iter().all(|past| past.count < 400));
    }
    let mut plan = Plan::daily();
    plan.interventions.splits = vec![epidemic.week(340), epidemic.week(100)];
    let explained = plan.explain(&epidemic, 339..420).unwrap();
    assert_eq!(explained[0].since, Some(epidemic.week(100)));
    assert_eq!(explained[80].since, Some(epidemic.week(340)));
    assert!(matches!(
        explained[80].finding.reason,
        Some(Reason::NotEnoughHistory {
            weeks: 79,
            needed: 208
        })
    ));
    // CUSUM begins its sum anew.
    let mut plan = Plan::of(Method::Cusum(Cusum::default()));
    plan.interventions.splits = vec![epidemic.week(340)];
    let findings = plan.test(&epidemic, 310..420).unwrap();
    assert!(findings[0].alarm.unwrap());
    assert!(matches!(
        findings[30].reason,
        Some(Reason::NotEnoughHistory {
            weeks: 0,
            needed: 1
        })
    ));
    assert_eq!(findings[31].expected, Some(f64::from(counts[340])));
}

#[test]
fn all_weeks_excluded_leaves_nothing_to_learn_from() {
    let series = series(lively(420));
    for method in methods() {
        let mut plan = Plan::of(method);
        plan.interventions = Interventions {
            excluded: vec![WeekSpan {
                from: "1990-W01".parse().unwrap(),
                to: series.week(418),
            }],
            splits: Vec::new(),
        };
        let finding = plan.test(&series, 419..420).unwrap().remove(0);
        assert_eq!(finding.bound, None, "{method:?}");
        assert!(
            matches!(
                finding.reason,
                Some(Reason::TooFewWeeksLeft { .. } | Reason::NotEnoughHistory { .. })
            ),
            "{method:?} {finding:?}"
        );
    }
}

#[test]
fn a_count_below_the_wanted_cases_is_no_signal() {
    let mut counts = vec![0; 30];
    counts[29] = 2;
    let mut plan = Plan::of(Method::Ears(Ears::new(EarsKind::C1)));
    let series = series(counts);
    assert_eq!(plan.test(&series, 29..30).unwrap()[0].alarm, Some(true));
    plan.least_cases = 3;
    let finding = plan.test(&series, 29..30).unwrap().remove(0);
    assert_eq!(finding.alarm, Some(false));
    assert_eq!(finding.reason, Some(Reason::BelowLeastCases { least: 3 }));
    assert_eq!(finding.bound, Some(0.0));
    assert_eq!(
        finding.ratio, None,
        "nothing can be divided by a bound of 0"
    );
}

#[test]
fn a_cautious_plan_is_not_startled_by_the_first_case() {
    let mut counts = vec![0; 30];
    counts[29] = 1;
    let series = series(counts);
    let method = Method::Ears(Ears::new(EarsKind::C2));
    let quick = Plan::of(method).test(&series, 25..30).unwrap();
    assert_eq!(quick[4].alarm, Some(true));
    let cautious = Plan::cautious(method).test(&series, 25..30).unwrap();
    assert_eq!(cautious[4].alarm, Some(false));
    assert!(cautious[4].bound.unwrap() > 1.5);
    assert!(matches!(
        cautious[0].reason,
        Some(Reason::NotEnoughHistory {
            weeks: 25,
            needed: 26
        })
    ));
    assert_eq!(cautious[1].reason, None);
}

#[test]
fn an_explanation_names_the_weeks_and_what_they_weighed() {
    let mut counts = lively(400);
    counts[180] = 300;
    counts[399] = 150;
    let series = series(counts);
    let explained = Plan::daily().explain(&series, 399..400).unwrap().remove(0);
    let finding = &explained.finding;
    assert_eq!(finding.alarm, Some(true));
    assert_eq!(explained.past.len(), finding.model.unwrap().weeks);
    let weights: f64 = explained.past.iter().map(|past| past.weight).sum();
    assert!((weights - explained.past.len() as f64).abs() < 1e-9);
    let outbreak = explained
        .past
        .iter()
        .find(|past| past.week == series.week(180))
        .unwrap();
    assert!(outbreak.weight < 0.1 && outbreak.count == 300);
    let above = explained.above_bound.unwrap();
    assert!((above - (150.0 - finding.bound.unwrap())).abs() < 1e-12);
    assert!(explained.above_expected.unwrap() > above);
    // Nothing newer than half a year.
    assert_eq!(explained.past.last().unwrap().week, series.week(399 - 27));
}

#[test]
fn parameters_out_of_their_range_are_named() {
    let farrington = Farrington::default();
    let wrong = [
        (
            "alpha",
            Method::Farrington(Farrington {
                alpha: 0.0,
                ..farrington
            }),
        ),
        (
            "alpha",
            Method::Bayes(Bayes {
                alpha: f64::NAN,
                ..Bayes::default()
            }),
        ),
        (
            "years",
            Method::Farrington(Farrington {
                years: 0,
                ..farrington
            }),
        ),
        (
            "fewest-years",
            Method::Farrington(Farrington {
                fewest_years: 6,
                ..farrington
            }),
        ),
        (
            "half",
            Method::Farrington(Farrington {
                half: 26,
                ..farrington
            }),
        ),
        (
            "periods",
            Method::Farrington(Farrington {
                periods: 47,
                ..farrington
            }),
        ),
        (
            "outlier",
            Method::Farrington(Farrington {
                outlier: -1.0,
                ..farrington
            }),
        ),
        (
            "trend-p",
            Method::Farrington(Farrington {
                trend_p: 1.1,
                ..farrington
            }),
        ),
        (
            "baseline",
            Method::Ears(Ears {
                baseline: 2,
                ..Ears::new(EarsKind::C1)
            }),
        ),
        (
            "min-sigma",
            Method::Ears(Ears {
                min_sigma: f64::INFINITY,
                ..Ears::new(EarsKind::C1)
            }),
        ),
        (
            "years",
            Method::Rki(Rki {
                this_year: false,
                ..Rki::ONE
            }),
        ),
        (
            "half",
            Method::Rki(Rki {
                half: 0,
                ..Rki::TWO
            }),
        ),
        (
            "h",
            Method::Cusum(Cusum {
                h: 0.0,
                ..Cusum::default()
            }),
        ),
        (
            "mean",
            Method::Cusum(Cusum {
                mean: Some(0.0),
                ..Cusum::default()
            }),
        ),
    ];
    let series = series([1; 300]);
    for (name, method) in wrong {
        let error = Plan::of(method).test(&series, 0..1).unwrap_err();
        assert!(
            matches!(error, SignalError::Parameter { parameter, .. } if parameter == name),
            "{error}"
        );
    }
    let outside = Plan::daily().test(&series, 299..301).unwrap_err();
    assert_eq!(
        outside.to_string(),
        "the weeks 300 to 301 are not in the series, which has 300 weeks from 2001-W01 to 2006-W39"
    );
}

#[test]
fn every_setting_of_the_model_makes_a_difference_and_none_breaks_it() {
    let mut counts = lively(500);
    counts[250] = 200;
    counts[499] = 60;
    let series = series(counts);
    let usual = Farrington::default();
    let base = last(Method::Farrington(usual), &series).bound.unwrap();
    for other in [
        Farrington {
            years: 3,
            fewest_years: 3,
            ..usual
        },
        Farrington { half: 0, ..usual },
        Farrington {
            half: 25,
            periods: 2,
            ..usual
        },
        Farrington {
            periods: 46,
            ..usual
        },
        Farrington {
            periods: 1,
            ..usual
        },
        Farrington { pause: 0, ..usual },
        Farrington {
            pause: 200,
            ..usual
        },
        Farrington {
            reweight: false,
            ..usual
        },
        Farrington {
            outlier: 1.0,
            ..usual
        },
        Farrington {
            trend: false,
            ..usual
        },
        Farrington {
            alpha: 0.5,
            ..usual
        },
        Farrington {
            power: Power::One,
            ..usual
        },
        Farrington {
            power: Power::Half,
            ..usual
        },
        Farrington {
            threshold: Threshold::Muan,
            ..usual
        },
    ] {
        let finding = last(Method::Farrington(other), &series);
        let bound = finding
            .bound
            .unwrap_or_else(|| panic!("{other:?} {finding:?}"));
        assert!((bound - base).abs() > 1e-6, "{other:?}");
    }
    // As many coefficients as weeks.
    let thin = Farrington {
        years: 1,
        fewest_years: 1,
        half: 0,
        periods: 52,
        ..usual
    };
    let finding = last(Method::Farrington(thin), &series);
    assert!(matches!(
        finding.reason,
        Some(Reason::TooFewWeeksLeft { .. })
    ));
}
