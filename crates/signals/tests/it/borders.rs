// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Short histories, zeros, holes and parameters: a bound, or the reason why there is none.

use signals::{
    Bayes, Cusum, Ears, EarsKind, Farrington, Method, Plan, Reason, RecentCases, References, Rki,
    Series, SeriesError, Threshold,
};

use crate::{last, lively, methods, series};

#[test]
fn each_method_says_from_which_week_on_it_can_speak() {
    let needed = [
        (Method::Ears(Ears::new(EarsKind::C1)), 7),
        (Method::Ears(Ears::new(EarsKind::C2)), 9),
        (Method::Ears(Ears::new(EarsKind::C3)), 11),
        (Method::Bayes(Bayes::default()), 6),
        (Method::Rki(Rki::ONE), 6),
        (Method::Rki(Rki::TWO), 58),
        (Method::Rki(Rki::THREE), 108),
        (Method::Cusum(Cusum::default()), 1),
        // The oldest week of the oldest window may be missing.
        (
            Method::Farrington(Farrington {
                references: References::Index,
                ..Farrington::default()
            }),
            262,
        ),
    ];
    for (method, needed) in needed {
        let short = last(method, &series(lively(needed)));
        assert!(
            matches!(short.reason, Some(Reason::NotEnoughHistory { .. })),
            "{method:?} {short:?}"
        );
        assert_eq!((short.bound, short.alarm), (None, None));
        let enough = last(method, &series(lively(needed + 1)));
        assert!(enough.bound.is_some(), "{method:?} {enough:?}");
        assert_eq!(enough.reason, None, "{method:?}");
    }
}

#[test]
fn a_young_series_is_compared_with_fewer_years_if_the_plan_allows_it() {
    let series = series(lively(240));
    let strict = last(Method::Farrington(Farrington::default()), &series);
    assert!(matches!(
        strict.reason,
        Some(Reason::NotEnoughHistory {
            weeks: 239,
            needed: 263
        })
    ));
    let plan = Plan::daily();
    let findings = plan.test(&series, 207..240).unwrap();
    assert!(matches!(
        findings[0].reason,
        Some(Reason::NotEnoughHistory {
            weeks: 207,
            needed: 208
        })
    ));
    assert_eq!(findings[1].model.unwrap().years, 3);
    assert_eq!(findings[32].model.unwrap().years, 4);
    assert!(findings[1..].iter().all(|finding| finding.bound.is_some()));
}

#[test]
fn ears_knows_what_it_cannot_say_when_nothing_varies() {
    let ears = |kind, min_sigma| {
        Method::Ears(Ears {
            min_sigma,
            ..Ears::new(kind)
        })
    };
    let constant = series([3; 12]);
    let c1 = last(ears(EarsKind::C1, 0.0), &constant);
    assert_eq!(
        (c1.bound, c1.alarm, c1.score),
        (Some(3.0), Some(false), None)
    );
    let c3 = last(ears(EarsKind::C3, 0.0), &constant);
    assert_eq!(
        (c3.bound, c3.alarm, c3.reason),
        (None, None, Some(Reason::NoVariation))
    );
    let believed = last(ears(EarsKind::C3, 0.5), &constant);
    assert_eq!(believed.alarm, Some(false));
    assert!(believed.bound.unwrap() > 3.0);
    // A surplus the week before, over a past that does not vary: beyond all measure, so that the bound is 0.
    let mut risen = vec![0; 14];
    risen[2] = 1;
    risen[10] = 1;
    risen[12] = 4;
    risen[13] = 1;
    let high = last(ears(EarsKind::C3, 0.0), &series(risen.clone()));
    assert_eq!((high.bound, high.alarm), (Some(0.0), Some(true)));
    // If its own past does not vary either, infinity meets zero.
    risen[10] = 0;
    let unknown = last(ears(EarsKind::C3, 0.0), &series(risen));
    assert_eq!(
        (unknown.bound, unknown.reason),
        (None, Some(Reason::NoVariation))
    );
}

#[test]
fn a_series_of_zeros_has_no_model_and_no_alarm() {
    let zeros = series([0; 400]);
    for method in methods() {
        let finding = last(method, &zeros);
        assert_ne!(finding.alarm, Some(true), "{method:?}");
    }
    // With 237 weeks the deviance still falls too quickly at the 25th step.
    let flexible = last(Method::Farrington(Farrington::default()), &zeros);
    assert_eq!(flexible.reason, Some(Reason::NotConverged));
    let original = last(Method::Farrington(Farrington::original()), &zeros);
    assert!(matches!(
        original.reason,
        Some(Reason::FewRecentCases { cases: 0, .. })
    ));
    let cusum = last(Method::Cusum(Cusum::default()), &zeros);
    assert_eq!(cusum.reason, Some(Reason::NoVariation));
}

#[test]
fn a_rare_disease_needs_some_recent_cases() {
    let mut counts = vec![0; 400];
    for week in (0..400).step_by(10) {
        counts[week] = 1;
    }
    counts[399] = 4;
    let method = Farrington::original();
    let quiet = last(Method::Farrington(method), &series(counts.clone()));
    assert_eq!((quiet.alarm, quiet.bound), (Some(false), None));
    assert!(matches!(
        quiet.reason,
        Some(Reason::FewRecentCases {
            cases: 4,
            least: 5,
            weeks: 4
        })
    ));
    assert!(quiet.score.unwrap() > 1.0);
    let recent = RecentCases { least: 4, weeks: 4 };
    let loud = Farrington { recent, ..method };
    let loud = last(Method::Farrington(loud), &series(counts));
    assert_eq!((loud.alarm, loud.reason), (Some(true), None));
}

#[test]
fn a_hole_is_no_zero() {
    let mut counts: Vec<Option<u32>> = lively(400).into_iter().map(Some).collect();
    counts[397] = None;
    let holed = Series::from_week("2001-W01".parse().unwrap(), counts.clone()).unwrap();
    let week = holed.week(397);
    for method in methods() {
        let finding = last(method, &holed);
        let seasonal = matches!(method, Method::Rki(rki) if !rki.this_year);
        // C2 leaves the two weeks before out.
        let before = matches!(method, Method::Ears(ears) if ears.kind == EarsKind::C2);
        if seasonal || before {
            assert_eq!(finding.reason, None, "{method:?}");
        } else {
            assert_eq!(
                finding.reason,
                Some(Reason::MissingWeek { week }),
                "{method:?}"
            );
            assert_ne!(finding.alarm, Some(true));
        }
    }
    // A hole in the past of a model is one row less.
    counts[397] = Some(20);
    counts[200] = None;
    let holed = Series::from_week("2001-W01".parse().unwrap(), counts.clone()).unwrap();
    let explained = Plan::of(Method::Farrington(Farrington::default()))
        .explain(&holed, 399..400)
        .unwrap();
    assert_eq!(explained[0].finding.reason, None);
    assert_eq!(explained[0].missing, [holed.week(200)]);
    assert!(
        explained[0]
            .past
            .iter()
            .all(|past| past.week != holed.week(200))
    );
    // The week itself.
    counts[200] = Some(20);
    counts[399] = None;
    let holed = Series::from_week("2001-W01".parse().unwrap(), counts).unwrap();
    for method in methods() {
        let finding = last(method, &holed);
        assert_eq!(finding.reason, Some(Reason::NotObserved), "{method:?}");
        assert_ne!(finding.alarm, Some(true));
        assert_eq!(finding.ratio, None);
    }
}

#[test]
fn a_series_has_weeks_and_believable_counts() {
    let week = "2001-W01".parse().unwrap();
    assert_eq!(Series::from_week(week, vec![]), Err(SeriesError::Empty));
    assert_eq!(
        Series::from_week(week, vec![Some(0); 5_301]),
        Err(SeriesError::TooLong(5_301))
    );
    let error = Series::from_week(week, vec![None, Some(10_000_001)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "10000001 cases in 2001-W02 are more than 10000000"
    );
}

/// One outbreak among zeros: the bound is 0, and below the logarithm with which R's score compares.
#[test]
fn more_than_the_bound_is_a_signal_even_where_the_score_turns_round() {
    let method = Method::Farrington(Farrington {
        threshold: Threshold::NbPlugin,
        references: References::Index,
        recent: RecentCases { least: 0, weeks: 1 },
        half: 25,
        periods: 1,
        trend: false,
        reweight: false,
        ..Farrington::default()
    });
    for (count, alarm) in [(0, false), (1, true), (5, true)] {
        let mut counts = vec![0; 300];
        counts[150] = 3_200;
        counts[299] = count;
        let finding = last(method, &series(counts));
        assert!(finding.expected.unwrap().ln() > 2.0, "{finding:?}");
        assert_eq!((finding.bound, finding.alarm), (Some(0.0), Some(alarm)));
        assert!(finding.score.unwrap() < 1.01);
    }
}
