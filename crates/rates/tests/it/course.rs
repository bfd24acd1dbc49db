// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Weeks, seasons, averages, change.

use kernel::IsoWeek;
use rates::{
    EarlierYears, Level, PoissonInterval, Season, ValueError, Weeks, WeeksError, change,
    moving_average, seven_day_incidence, trailing_average,
};

use crate::cases;

fn week(text: &str) -> IsoWeek {
    text.parse().unwrap()
}

fn shown(weeks: &[IsoWeek]) -> Vec<String> {
    weeks.iter().map(ToString::to_string).collect()
}

#[test]
fn a_week_is_compared_with_its_neighbours_in_earlier_years() {
    let earlier = EarlierYears::new(2, 1).unwrap();
    assert_eq!(
        shown(&earlier.weeks(week("2025-W10"))),
        [
            "2023-W09", "2023-W10", "2023-W11", "2024-W09", "2024-W10", "2024-W11"
        ]
    );
    // 2020 has a week 53, which lies in the window of the week 1 after it.
    assert_eq!(
        shown(&EarlierYears::new(1, 1).unwrap().weeks(week("2022-W01"))),
        ["2020-W53", "2021-W01", "2021-W02"]
    );
    let without = earlier.without(week("2024-W10")..=week("2024-W52"));
    assert_eq!(
        shown(&without.weeks(week("2025-W10"))),
        ["2023-W09", "2023-W10", "2023-W11", "2024-W09"]
    );
}

#[test]
fn a_week_53_is_compared_with_the_turn_of_the_year() {
    // 2015 and 2020 have a week 53, the years between have none.
    let plain = EarlierYears::new(5, 0).unwrap();
    assert_eq!(
        shown(&plain.weeks(week("2020-W53"))),
        [
            "2015-W53", "2016-W52", "2017-W01", "2017-W52", "2018-W01", "2018-W52", "2019-W01",
            "2019-W52", "2020-W01"
        ]
    );
    let wide = EarlierYears::new(1, 1).unwrap();
    assert_eq!(
        shown(&wide.weeks(week("2020-W53"))),
        ["2019-W51", "2019-W52", "2020-W01", "2020-W02"]
    );
}

#[test]
fn what_is_compared_is_counted() {
    // From 2022-W01: 10 in each week of 2022, 20 in 2023, 40 in 2024, and 60 in the first weeks of 2025.
    let mut counts: Vec<_> = (0..156).map(|place| Some(10 << (place / 52))).collect();
    counts.extend([Some(60), None, Some(60)]);
    // One week is missing: it is no zero.
    counts[52] = None;
    let series = Weeks::new(week("2022-W01"), counts).unwrap();
    let found = EarlierYears::new(5, 0)
        .unwrap()
        .compare(&series, week("2025-W01"))
        .unwrap();
    assert_eq!(found.past, [(week("2022-W01"), 10), (week("2024-W01"), 40)]);
    assert_eq!((found.years, found.median, found.mean), (2, 25.0, 25.0));
    assert_eq!((found.minimum, found.maximum), (10, 40));
    let excess = found.to_median.unwrap();
    assert_eq!((excess.ratio, excess.difference), (Some(2.4), 35.0));
    let found = EarlierYears::new(5, 1)
        .unwrap()
        .compare(&series, week("2025-W03"))
        .unwrap();
    assert_eq!((found.years, found.past.len(), found.median), (3, 9, 20.0));
    let missing = EarlierYears::new(5, 1)
        .unwrap()
        .compare(&series, week("2025-W02"))
        .unwrap();
    assert_eq!((missing.observed, missing.to_mean), (None, None));
    // Nothing is known of earlier years.
    assert_eq!(
        EarlierYears::new(5, 2)
            .unwrap()
            .compare(&series, week("2022-W20")),
        None
    );
    let zeros = Weeks::new(week("2024-W01"), vec![Some(0); 60]).unwrap();
    let found = EarlierYears::new(1, 0)
        .unwrap()
        .compare(&zeros, week("2025-W02"))
        .unwrap();
    assert_eq!(found.to_mean.unwrap().ratio, None);
}

#[test]
fn a_season_goes_from_week_40_to_week_39() {
    let season = Season::of(week("2021-W05")).unwrap();
    assert_eq!(season.to_string(), "2020/21");
    let weeks: Vec<_> = season.weeks().collect();
    assert_eq!(
        (weeks[0], weeks[52], weeks.len()),
        (week("2020-W40"), week("2021-W39"), 53)
    );
    assert_eq!(Season::of(week("2021-W40")).unwrap().weeks().count(), 52);
    assert_eq!(Season::of(week("1999-W52")).unwrap().to_string(), "1999/00");
    assert_eq!(Season::of(week("1900-W01")), None);
    assert_eq!(Season::of(week("2999-W50")), None);
}

#[test]
fn cases_add_up_over_a_season() {
    let series = Weeks::new(
        week("2020-W38"),
        vec![Some(5), Some(5), Some(1), None, Some(3)],
    )
    .unwrap();
    let sums = Season::of(week("2020-W41")).unwrap().cumulative(&series);
    let found: Vec<_> = sums
        .iter()
        .map(|sum| (sum.week.to_string(), sum.cases, sum.missing))
        .collect();
    assert_eq!(
        found,
        [
            ("2020-W40".to_owned(), 1, 0),
            ("2020-W41".to_owned(), 1, 1),
            ("2020-W42".to_owned(), 4, 1)
        ]
    );
    let late = Weeks::new(week("2020-W42"), vec![Some(7)]).unwrap();
    let sums = Season::of(week("2020-W41")).unwrap().cumulative(&late);
    assert_eq!((sums.len(), sums[0].cases, sums[0].missing), (1, 7, 2));
    assert!(
        Season::of(week("2022-W01"))
            .unwrap()
            .cumulative(&late)
            .is_empty()
    );
}

#[test]
fn averages_say_nothing_where_a_value_is_missing() {
    let values = [
        Some(1.0),
        Some(2.0),
        Some(6.0),
        None,
        Some(4.0),
        Some(5.0),
        Some(6.0),
    ];
    assert_eq!(
        moving_average(&values, 3).unwrap(),
        [None, Some(3.0), None, None, None, Some(5.0), None]
    );
    assert_eq!(
        trailing_average(&values, 2).unwrap(),
        [None, Some(1.5), Some(4.0), None, None, Some(4.5), Some(5.5)]
    );
    assert_eq!(moving_average(&values, 4), Err(ValueError::Width(4)));
    assert_eq!(moving_average(&values, 0), Err(ValueError::Width(0)));
    assert_eq!(trailing_average(&values, 401), Err(ValueError::Width(401)));
    assert_eq!(trailing_average(&[], 7), Ok(vec![]));
    assert_eq!(moving_average(&[Some(f64::NAN)], 1), Ok(vec![None]));
}

#[test]
fn incidence_of_seven_days_is_per_hundred_thousand() {
    let mut days = vec![Some(10); 9];
    days[8] = None;
    let found = seven_day_incidence(&days, 2e5, PoissonInterval::Exact, Level::P95).unwrap();
    assert!(found[..6].iter().all(Option::is_none) && found[8].is_none());
    assert_eq!(found[6].unwrap().value, 35.0);
    assert!(found[7].unwrap().interval.contains(35.0));
    let nobody = seven_day_incidence(&days, 0.0, PoissonInterval::Byar, Level::P95).unwrap();
    assert!(nobody.iter().all(Option::is_none));
    let error = seven_day_incidence(&days, f64::NAN, PoissonInterval::Byar, Level::P95);
    assert!(matches!(error, Err(ValueError::Population(_))));
}

#[test]
fn a_change_is_clear_when_chance_does_not_explain_it() {
    let people = 1e5;
    let found = change(cases(150, people), cases(100, people), Level::P95);
    let percent = found.percent.unwrap();
    assert!((percent.value - 50.0).abs() < 1e-9 && found.clear);
    assert!((found.difference.unwrap().value - 50.0).abs() < 1e-9);
    assert!(!change(cases(6, people), cases(4, people), Level::P95).clear);
    let begun = change(cases(12, people), cases(0, people), Level::P95);
    assert!(begun.clear && begun.percent.is_none() && begun.ratio.unwrap().value.is_none());
    let ended = change(cases(0, people), cases(12, people), Level::P95);
    assert!(ended.clear && ended.ratio.unwrap().value == Some(0.0));
    let nothing = change(cases(0, people), cases(0, people), Level::P95);
    assert_eq!((nothing.ratio, nothing.clear), (None, false));
    assert_eq!(nothing.difference.unwrap().value, 0.0);
    assert_eq!(
        change(cases(3, 0.0), cases(2, 0.0), Level::P95).difference,
        None
    );
}

#[test]
fn series_that_are_none_are_refused() {
    assert_eq!(Weeks::new(week("2020-W01"), vec![]), Err(WeeksError::Empty));
    let long = Weeks::new(week("2020-W01"), vec![None; 5_301]);
    assert!(matches!(long, Err(WeeksError::TooLong { .. })));
    let late = Weeks::new(week("2899-W01"), vec![None; 60]);
    assert!(matches!(late, Err(WeeksError::TooLong { .. })));
    for (years, half) in [(0, 1), (51, 1), (5, 13)] {
        assert_eq!(
            EarlierYears::new(years, half),
            Err(WeeksError::Window { years, half })
        );
    }
    // The first years that there are have no earlier ones.
    assert_eq!(
        EarlierYears::new(50, 12).unwrap().weeks(week("1900-W01")),
        []
    );
    assert!(
        !EarlierYears::new(50, 12)
            .unwrap()
            .weeks(week("2999-W52"))
            .is_empty()
    );
}
