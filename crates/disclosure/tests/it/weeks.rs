// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A year of publications, all of them kept by somebody who subtracts.

use disclosure::{
    CellKeyMethod, Content, Frozen, Hierarchy, NoiseParameters, PerturbationTable, Protection,
    Published, Scope, Shown, State, Statement, Table, Tally, suppress, suppress_after,
};

use crate::laws::intervals;
use crate::{Numbers, method};

const WEEKS: usize = 52;

/// Counts by week, district and age group, the same in every run.
fn year(seed: u64, districts: usize, ages: usize) -> Vec<Vec<Vec<u64>>> {
    let mut numbers = Numbers(seed);
    (0..WEEKS)
        .map(|_| {
            (0..districts)
                .map(|_| (0..ages).map(|_| numbers.count()).collect())
                .collect()
        })
        .collect()
}

/// Every week a table of districts and ages is published and frozen; at the end of the year comes the sum over weeks.
#[test]
fn weekly_tables_and_the_year_together_give_no_small_count_away() {
    let (districts, ages) = (4, 3);
    let protection = Protection::of_counts(3);
    for seed in 0..2 {
        let year = year(seed, districts, ages);
        let whole = Table::new(
            vec![
                Hierarchy::flat(WEEKS),
                Hierarchy::flat(districts),
                Hierarchy::flat(ages),
            ],
            |nodes| Content::count(year[nodes[0] - 1][nodes[1] - 1][nodes[2] - 1]),
        )
        .unwrap();
        let mut frozen = Frozen::new();
        for (week, counts) in year.iter().enumerate() {
            let table = Table::new(
                vec![Hierarchy::flat(districts), Hierarchy::flat(ages)],
                |nodes| Content::count(counts[nodes[0] - 1][nodes[1] - 1]),
            )
            .unwrap();
            let weekly = suppress(&table, &protection).unwrap();
            for cell in 0..table.len() {
                let nodes = table.nodes(cell);
                let address = whole.index(&[week + 1, nodes[0], nodes[1]]);
                let _ = frozen.publish(address, weekly.shown(&table, cell));
            }
        }
        let yearly = suppress_after(&whole, &protection, |cell| frozen.get(&cell)).unwrap();
        for (cell, earlier) in frozen.iter() {
            assert_eq!(
                earlier,
                yearly.shown(&whole, *cell),
                "cell {cell} was published otherwise"
            );
        }
        let sums = |cell: &usize| whole.nodes(*cell)[0] == 0;
        let shown = |cell: &usize| yearly.states()[*cell] == State::Shown;
        assert!((0..whole.len()).filter(sums).any(|cell| shown(&cell)));
        assert_eq!(yearly.exposed(&whole, &protection), Ok(vec![]));
    }
}

/// What the plan forbids: the same attacker sees through a threshold on weekly and growing numbers.
#[test]
fn a_threshold_on_weekly_and_growing_numbers_is_seen_through() {
    let year = year(3, 1, 1);
    let counts: Vec<u64> = year.iter().map(|week| week[0][0]).collect();
    let mut published = Published::new();
    let weeks: Vec<usize> = counts.iter().map(|_| published.unknown(0, None)).collect();
    let mut state = |terms: &[usize], value: u64| {
        let (least, most) = if (1..3).contains(&value) {
            (1.0, 2.0)
        } else {
            (value as f64, value as f64)
        };
        published.state(Statement {
            terms: terms.iter().map(|week| (*week, 1.0)).collect(),
            least,
            most,
        });
    };
    for week in 0..WEEKS {
        state(&weeks[week..=week], counts[week]);
        state(&weeks[..=week], counts[..=week].iter().sum());
    }
    let intervals = published.intervals().unwrap();
    let small = counts
        .iter()
        .filter(|count| (1..3).contains(*count))
        .count();
    let told = counts
        .iter()
        .zip(&intervals)
        .filter(|(count, interval)| {
            (1..3).contains(*count) && interval.most == Some(interval.least)
        })
        .count();
    assert!(small > 5);
    assert!(2 * told > small, "{told} of {small}");
}

/// The same without growing numbers: the sum alone gives away a week that lacks alone.
#[test]
fn the_rest_of_a_district_is_never_the_only_number_that_lacks() {
    let table = Table::new(vec![Hierarchy::flat(5)], |nodes| {
        Content::count([12, 2, 9, 15, 30][nodes[0] - 1])
    })
    .unwrap();
    let naive: Vec<Shown<u64>> = (0..table.len())
        .map(|cell| match table.cell(cell).value {
            1..3 => Shown::Suppressed,
            value => Shown::of_count(value),
        })
        .collect();
    assert!(!intervals(&table, &naive)[2].unwrap().is_as_wide_as(1));
    let suppression = suppress(&table, &Protection::of_counts(3)).unwrap();
    let shown: Vec<_> = (0..table.len())
        .map(|cell| suppression.shown(&table, cell))
        .collect();
    assert!(intervals(&table, &shown)[2].unwrap().is_as_wide_as(3));
}

/// What an attacker who knows the method, but not the keys, concludes of a published number.
fn concluded(shown: Shown<u64>, largest: f64) -> (f64, f64) {
    match shown {
        Shown::Value(shown) => ((shown as f64 - largest).max(1.0), shown as f64 + largest),
        _ => (0.0, largest),
    }
}

/// Published counts with noise of every week, of all weeks until then, of both districts together and of the year.
fn noisy(method: &CellKeyMethod, year: &[Vec<Vec<u64>>]) -> (Published, Vec<u64>) {
    let largest = f64::from(method.table().parameters().deviation);
    let mut published = Published::new();
    let mut truth = Vec::new();
    let mut unknowns = Vec::new();
    let mut tallies = Vec::new();
    for (week, districts) in year.iter().enumerate() {
        for (district, ages) in districts.iter().enumerate() {
            let period = format!("2026-W{:02}", week + 1);
            let scope = Scope {
                dataset: "year",
                period: &period,
            };
            let tally: Tally = (0..ages[0])
                .map(|record| method.record_key(scope, format!("{district}/{record}").as_bytes()))
                .collect();
            truth.push(ages[0]);
            tallies.push(tally);
            unknowns.push(published.unknown(0, None));
        }
    }
    let count = year[0].len();
    let mut state = |cells: &[usize]| {
        let tally: Tally = cells.iter().map(|cell| tallies[*cell]).sum();
        let (least, most) = concluded(method.publish(tally), largest);
        published.state(Statement {
            terms: cells.iter().map(|cell| (unknowns[*cell], 1.0)).collect(),
            least,
            most,
        });
    };
    for week in 0..year.len() {
        let both: Vec<usize> = (week * count..(week + 1) * count).collect();
        state(&both);
        for district in 0..count {
            state(&[week * count + district]);
            let until: Vec<usize> = (0..=week).map(|week| week * count + district).collect();
            state(&until);
        }
    }
    (published, truth)
}

/// More than a plan allows, and still no week is certain.
#[test]
fn differences_of_counts_with_noise_make_no_week_certain() {
    for secret in 1..=2 {
        let year = year(u64::from(secret), 2, 1);
        let (published, truth) = noisy(&method(secret), &year);
        let intervals = published.intervals().unwrap();
        for (cell, (interval, truth)) in intervals.iter().zip(&truth).enumerate() {
            assert!(interval.least <= *truth);
            assert!(interval.most.is_none_or(|most| *truth <= most));
            assert!(
                interval.is_as_wide_as(1),
                "cell {cell} is certainly {truth}"
            );
        }
    }
}

/// Without freezing, a late report would show as the difference of two editions; with it there is none.
#[test]
fn an_edition_that_is_frozen_says_nothing_about_late_reports() {
    let method = method(5);
    let mut frozen = Frozen::new();
    let mut tally = Tally::default();
    let mut editions = Vec::new();
    for record in 0..30_u32 {
        tally = tally.with(method.record_key(week_ten(), &record.to_be_bytes()));
        editions.push(frozen.publish("2026-W10 03101", method.publish(tally)));
    }
    assert!(editions.iter().all(|edition| *edition == editions[0]));
}

fn week_ten() -> Scope<'static> {
    Scope {
        dataset: "year",
        period: "2026-W10",
    }
}

/// A frozen week, then the month with a report that came later: the difference is not that report.
#[test]
fn a_month_less_its_frozen_weeks_does_not_say_how_many_came_late() {
    let method = method(6);
    let weeks: Vec<Tally> = (0..4_u32)
        .map(|week| {
            (0..10 + week)
                .map(|record| {
                    method.record_key(week_ten(), &[week, record].map(u32::to_be_bytes).concat())
                })
                .collect()
        })
        .collect();
    let late = method.record_key(week_ten(), b"late");
    let month = weeks.iter().copied().sum::<Tally>().with(late);
    let mut published = Published::new();
    let mut terms = vec![(published.unknown(0, None), 1.0)];
    for week in &weeks {
        let unknown = published.unknown(0, None);
        let (least, most) = concluded(method.publish(*week), 5.0);
        published.state(Statement {
            terms: vec![(unknown, 1.0)],
            least,
            most,
        });
        terms.push((unknown, 1.0));
    }
    let (least, most) = concluded(method.publish(month), 5.0);
    published.state(Statement { terms, least, most });
    let late = published.intervals().unwrap()[0];
    assert_eq!(late.least, 0);
    assert!(late.is_as_wide_as(5), "{late:?}");
}

/// All cases are men: the cell is the total, and an attacker who knows that gets no second draw.
#[test]
fn where_the_others_are_zero_for_everybody_the_total_has_the_noise_of_its_only_part() {
    let method = method(7);
    for begin in 0..50_u32 {
        let axes = vec![Hierarchy::flat(4)];
        let table = Table::tallied(axes, |nodes| {
            let count = if nodes[0] == 2 { 4 + begin % 9 } else { 0 };
            (0..count)
                .map(|record| {
                    method.record_key(week_ten(), &[begin, record].map(u32::to_be_bytes).concat())
                })
                .collect()
        })
        .unwrap();
        let shown: Vec<_> = (0..5)
            .map(|cell| method.publish(*table.cell(cell)))
            .collect();
        assert_eq!(shown[0], shown[2]);
        assert_eq!(shown[1], Shown::Zero);
    }
}

/// Where everything else is empty, a small count is hidden together with all sums that are the same number.
#[test]
fn a_small_count_among_zeros_takes_its_sums_with_it() {
    let axes = vec![Hierarchy::flat(3), Hierarchy::flat(4)];
    let table = Table::new(axes, |nodes| {
        Content::count(match (nodes[0], nodes[1]) {
            (1, 1) => 2,
            (2, column) => 20 + column as u64,
            _ => 0,
        })
    })
    .unwrap();
    let suppression = suppress(&table, &Protection::of_counts(3)).unwrap();
    for nodes in [[1, 1], [1, 0]] {
        let cell = table.index(&nodes);
        assert_eq!(suppression.shown(&table, cell), Shown::Suppressed);
    }
    let shown: Vec<_> = (0..table.len())
        .map(|cell| suppression.shown(&table, cell))
        .collect();
    assert!(
        intervals(&table, &shown)[table.index(&[1, 1])]
            .unwrap()
            .is_as_wide_as(3)
    );
}

/// Why two plans of a dataset have the same noise: the same keys looked up in two tables tell, now and then, what the number was.
#[test]
fn two_noises_of_one_number_would_tell_it() {
    let other = PerturbationTable::new(NoiseParameters {
        deviation: 2,
        variance: 0.9,
        smallest: 1,
        key_bits: 8,
    })
    .unwrap();
    let public = method(1);
    let pairs: Vec<(i32, i32)> = (0..256)
        .map(|key| (public.table().deviation(20, key), other.deviation(20, key)))
        .collect();
    let certain = pairs
        .iter()
        .filter(|(one, two)| {
            // Whoever sees both sees their difference; the number is certain if one deviation alone makes it.
            let same = pairs.iter().filter(|pair| pair.0 - pair.1 == one - two);
            let mut deviations: Vec<i32> = same.map(|pair| pair.1).collect();
            deviations.dedup();
            deviations.len() == 1
        })
        .count();
    assert!(certain > 0, "of 256 keys");
}

/// Whoever knows the population gets the published count back from a rate, and no other.
#[test]
fn a_rate_says_no_more_than_its_count() {
    let method = method(8);
    for count in 0..60_u32 {
        let tally: Tally = (0..count)
            .map(|record| {
                method.record_key(week_ten(), &[count, record].map(u32::to_be_bytes).concat())
            })
            .collect();
        let shown = method.publish(tally);
        match (shown, shown.rate(7_919)) {
            (Shown::Value(count), Shown::Value(rate)) => {
                assert!((rate * 7_919.0 / 100_000.0 - count as f64).abs() < 1e-9);
            }
            (Shown::Zero, Shown::Zero) => {}
            other => panic!("{other:?}"),
        }
    }
}
