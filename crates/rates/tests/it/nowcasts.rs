// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Nowcasts of triangles of which everything is known.

use proptest::prelude::*;
use rates::{Level, MOST_DELAYS, NotAvailable, Nowcast, NowcastError, Triangle, TriangleError};

/// In period t, `size(t)` cases, of which a half is known at once and a half of the rest after each further period, four periods long; the
/// rest with the fifth.
fn halves(periods: usize, size: impl Fn(usize) -> u32) -> Triangle {
    let rows = (0..periods)
        .map(|period| {
            let cases = size(period);
            let known = |delay: usize| {
                if delay < 5 {
                    cases - (cases >> (delay + 1))
                } else {
                    cases
                }
            };
            (0..=(periods - 1 - period).min(8))
                .map(|delay| Some(known(delay)))
                .collect()
        })
        .collect();
    Triangle::of_snapshots(rows).unwrap()
}

fn plan() -> Nowcast {
    Nowcast::new(6, 4, 1, 19, Level::P95).unwrap()
}

#[test]
fn delays_that_never_change_are_seen_through() {
    let triangle = halves(60, |period| 64 * (1 + u32::try_from(period % 9).unwrap()));
    let found = plan().all(&triangle);
    assert_eq!(found.len(), 6);
    for said in found {
        let truth = f64::from(64 * (1 + u32::try_from(said.period % 9).unwrap()));
        assert!((said.estimate.unwrap() - truth).abs() < 1e-9, "{said:?}");
        let band = said.band.unwrap();
        assert_eq!((band.lower, band.upper), (truth, truth), "{said:?}");
        let share = said.reported.unwrap() as f64 / truth;
        assert!((said.completeness.unwrap() - share).abs() < 1e-12);
        assert_eq!(said.reason, None);
    }
}

#[test]
fn short_histories_say_that_they_are_short() {
    let said = |periods: usize| plan().all(&halves(periods, |_| 64)).pop().unwrap();
    // From delay 5 to 6 growth is known of periods that are six old; four of them are asked for.
    let short = said(9);
    assert_eq!(
        (short.reported, short.estimate, short.band),
        (Some(32), None, None)
    );
    assert!(
        matches!(
            short.reason,
            Some(NotAvailable::FewPeriods { needed: 4, .. })
        ),
        "{short:?}"
    );
    let longer = said(10);
    assert!((longer.estimate.unwrap() - 64.0).abs() < 1e-9 && longer.band.is_none());
    assert_eq!(
        longer.reason,
        Some(NotAvailable::FewErrors {
            errors: 0,
            needed: 19
        })
    );
    // The first nowcast is made in period 9, its count is complete in 15; nineteen of them are there in 33.
    assert!(said(33).band.is_none());
    assert!(said(34).band.is_some());
    let one = said(1);
    assert!(matches!(
        one.reason,
        Some(NotAvailable::FewPeriods { periods: 0, .. })
    ));
}

#[test]
fn weekdays_are_told_apart() {
    // On every seventh day nothing is reported at once.
    let periods = 120;
    let rows = (0..periods)
        .map(|period: usize| {
            let first = if period % 7 == 6 { 10 } else { 50 };
            let delays = 0..=(periods - 1 - period).min(3);
            delays
                .map(|delay| Some(if delay == 0 { first } else { 100 }))
                .collect()
        })
        .collect();
    let triangle = Triangle::of_snapshots(rows).unwrap();
    let with = Nowcast::new(3, 3, 7, 19, Level::P95).unwrap();
    let without = Nowcast::new(3, 21, 1, 19, Level::P95).unwrap();
    for now in 100..periods {
        let estimate = |plan: Nowcast| plan.of(&triangle, now, now).estimate.unwrap();
        assert!((estimate(with) - 100.0).abs() < 1e-9);
        assert!((estimate(without) - 100.0).abs() > 1.0);
    }
}

#[test]
fn what_is_missing_is_stepped_over_or_named() {
    let mut rows: Vec<Vec<Option<u32>>> = (0..60usize)
        .map(|period| {
            (0..=(59 - period).min(2))
                .map(|delay| Some(if delay == 0 { 6 } else { 12 }))
                .collect()
        })
        .collect();
    // No snapshot was taken in period 50.
    rows[50][0] = None;
    rows[49][1] = None;
    rows[48][2] = None;
    let plan = Nowcast::new(2, 4, 1, 19, Level::P95).unwrap();
    let triangle = Triangle::of_snapshots(rows.clone()).unwrap();
    assert_eq!(plan.of(&triangle, 51, 51).estimate, Some(12.0));
    assert_eq!(
        plan.of(&triangle, 50, 50).reason,
        Some(NotAvailable::NoCount)
    );
    assert_eq!(plan.of(&triangle, 50, 51).estimate, Some(12.0));
    assert_eq!(
        plan.of(&triangle, 59, 60).reason,
        Some(NotAvailable::NoCount)
    );
    assert_eq!(plan.of(&triangle, 5, 3).reason, Some(NotAvailable::NoCount));
    // What has been complete for long is what it is.
    let settled = plan.of(&triangle, 30, 32);
    assert_eq!(
        (settled.estimate, settled.completeness),
        (Some(12.0), Some(1.0))
    );
    assert_eq!(
        settled.band.map(|band| (band.lower, band.upper)),
        Some((12.0, 12.0))
    );
    // Nobody was ever known at once: what comes later does not grow from nothing.
    for row in &mut rows {
        row[0] = Some(0);
    }
    let triangle = Triangle::of_snapshots(rows).unwrap();
    assert_eq!(
        plan.of(&triangle, 59, 59).reason,
        Some(NotAvailable::NoCases { delay: 0 })
    );
    // And where there are no cases at all, none are expected.
    let quiet = halves(40, |_| 0);
    let said = self::plan().of(&quiet, 39, 39);
    assert_eq!((said.estimate, said.band.unwrap().upper), (Some(0.0), 0.0));
}

#[test]
fn reports_make_the_same_triangle_as_snapshots() {
    let reports = [
        (0, 0, 3),
        (0, 1, 2),
        (1, 1, 4),
        (0, 2, 1),
        (2, 2, 5),
        (0, 3, 9),
        (1, 2, 1),
    ];
    let made = Triangle::of_reports(4, 2, reports).unwrap();
    let rows = vec![
        vec![Some(3), Some(5), Some(6)],
        vec![Some(4), Some(5), Some(5)],
        vec![Some(5), Some(5)],
        vec![Some(0)],
    ];
    assert_eq!(made, Triangle::of_snapshots(rows).unwrap());
    assert_eq!(
        (made.known(0, 1), made.known(3, 1), made.known(9, 0)),
        (Some(5), None, None)
    );
    let early = Triangle::of_reports(4, 2, [(2, 1, 1)]);
    assert_eq!(
        early,
        Err(TriangleError::Reported {
            period: 2,
            reported: 1,
            last: 3
        })
    );
    assert!(matches!(
        Triangle::of_reports(4, 2, [(2, 4, 1)]),
        Err(TriangleError::Reported { .. })
    ));
    assert!(matches!(
        Triangle::of_reports(4, 2, [(9, 9, 1)]),
        Err(TriangleError::Reported { .. })
    ));
    assert_eq!(Triangle::of_reports(0, 2, []), Err(TriangleError::Empty));
    assert!(matches!(
        Triangle::of_reports(4, MOST_DELAYS + 1, []),
        Err(TriangleError::TooManyDelays { .. })
    ));
    assert!(matches!(
        Triangle::of_reports(4, usize::MAX, []),
        Err(TriangleError::TooManyDelays { .. })
    ));
    assert_eq!(
        Triangle::of_reports(20_000, 400, []),
        Err(TriangleError::TooManyCells)
    );
    let many = Triangle::of_reports(1, 0, [(0, 0, 999_999_999), (0, 0, 2)]);
    assert_eq!(many, Err(TriangleError::TooManyCases { period: 0 }));
    assert_eq!(Triangle::of_snapshots(vec![]), Err(TriangleError::Empty));
    let future = Triangle::of_snapshots(vec![vec![Some(1)], vec![Some(1), Some(2)]]);
    assert_eq!(
        future,
        Err(TriangleError::FromTheFuture {
            period: 1,
            delay: 1
        })
    );
    assert!(matches!(
        Triangle::of_snapshots(vec![vec![]; 20_001]),
        Err(TriangleError::TooManyPeriods(_))
    ));
}

#[test]
fn plans_that_are_none_are_refused() {
    let plan =
        |settled, window, cycle, errors, level| Nowcast::new(settled, window, cycle, errors, level);
    assert_eq!(plan(0, 4, 1, 19, Level::P95), Err(NowcastError::Settled(0)));
    assert_eq!(
        plan(121, 4, 1, 19, Level::P95),
        Err(NowcastError::Settled(121))
    );
    assert_eq!(plan(5, 0, 1, 19, Level::P95), Err(NowcastError::Window(0)));
    assert_eq!(plan(5, 4, 0, 19, Level::P95), Err(NowcastError::Cycle(0)));
    assert_eq!(
        plan(5, 4, 1, 18, Level::P95),
        Err(NowcastError::Errors {
            errors: 18,
            least: 19
        })
    );
    assert_eq!(
        plan(5, 4, 1, 501, Level::P95),
        Err(NowcastError::Errors {
            errors: 501,
            least: 19
        })
    );
    assert!(matches!(
        plan(5, 4, 1, 400, crate::level(0.9999)),
        Err(NowcastError::Level(_))
    ));
    assert!(plan(5, 4, 1, 499, Level::P998).is_ok());
}

proptest! {
    /// A nowcast of the past looks at nothing that came later.
    #[test]
    fn what_was_said_then_is_what_is_said_of_what_was_known_then(
        sizes in proptest::collection::vec(0u32..400, 60), seed in any::<u64>(), now in 20usize..60,
    ) {
        let mut state = seed;
        let mut draw = move |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((state >> 33) % u64::from(below + 1)).unwrap()
        };
        let rows: Vec<Vec<Option<u32>>> = sizes.iter().enumerate().map(|(period, size)| {
            let mut known = 0;
            (0..=(59 - period).min(9)).map(|delay| {
                known = (known + draw(*size)).saturating_sub(if delay == 3 { draw(9) } else { 0 });
                (draw(30) > 0).then_some(known)
            }).collect()
        }).collect();
        let triangle = Triangle::of_snapshots(rows).unwrap();
        let plan = Nowcast::new(7, 3, 1, 19, Level::P95).unwrap();
        let then = triangle.as_of(now).unwrap();
        prop_assert_eq!(then.periods(), now + 1);
        prop_assert!((0..=now).all(|period| then.known(period, now + 1 - period).is_none()));
        for said in plan.all(&then) {
            let again = plan.of(&triangle, said.period, now);
            prop_assert_eq!(&again, &said);
            if let (Some(estimate), Some(band)) = (said.estimate, said.band) {
                prop_assert!(band.lower <= estimate + 1e-6 && estimate <= band.upper + 1e-6);
                prop_assert!(band.lower.fract() == 0.0 && band.upper.fract() == 0.0);
            }
        }
        prop_assert_eq!(triangle.as_of(60), None);
    }
}
