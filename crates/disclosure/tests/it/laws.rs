// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What holds of every table: the attacker is as strong as trying everything out, and learns nothing of a table that was suppressed.

use disclosure::{
    Area, Content, Hierarchy, Interval, Place, Protection, Published, Shown, State, Statement,
    Table, areas, suppress,
};
use proptest::prelude::*;

use crate::Numbers;

fn exact(terms: Vec<(usize, f64)>, value: f64) -> Statement {
    Statement {
        terms,
        least: value,
        most: value,
    }
}

/// What everybody can be told of a table, cell by cell, put together anew from what is shown.
pub(crate) fn intervals(table: &Table, shown: &[Shown<u64>]) -> Vec<Option<Interval>> {
    let mut published = Published::new();
    let unknowns: Vec<Option<usize>> = shown
        .iter()
        .map(|shown| (*shown == Shown::Suppressed).then(|| published.unknown(1, None)))
        .collect();
    for equation in table.equations() {
        let mut terms = Vec::new();
        let mut rest = 0.0;
        for cell in equation.cells() {
            let times = if cell == equation.whole { -1.0 } else { 1.0 };
            match (unknowns[cell], shown[cell]) {
                (Some(unknown), _) => terms.push((unknown, times)),
                (None, Shown::Value(value)) => rest -= times * value as f64,
                (None, _) => {}
            }
        }
        if !terms.is_empty() {
            published.state(exact(terms, rest));
        }
    }
    let intervals = published.intervals().unwrap();
    unknowns
        .into_iter()
        .map(|unknown| unknown.map(|unknown| intervals[unknown]))
        .collect()
}

/// A table of a state with districts and places, some periods and, if wanted, some ages.
fn table(seed: u64, deep: bool) -> Table {
    let mut numbers = Numbers(seed);
    let places = Hierarchy::new(vec![
        None,
        Some(0),
        Some(0),
        Some(1),
        Some(1),
        Some(1),
        Some(2),
        Some(2),
    ])
    .unwrap();
    let mut axes = vec![places, Hierarchy::flat(4)];
    if deep {
        axes.push(Hierarchy::flat(3));
    }
    Table::new(axes, |_| Content::count(numbers.count())).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_attacker_finds_what_trying_everything_out_finds(
        counts in prop::collection::vec(0..=3_u64, 6),
        hidden in prop::collection::vec(any::<bool>(), 6),
    ) {
        let hidden: Vec<usize> = (0..6).filter(|cell| hidden[*cell] && counts[*cell] > 0).collect();
        let sums: Vec<Vec<usize>> = vec![
            vec![0, 1, 2], vec![3, 4, 5], vec![0, 3], vec![1, 4], vec![2, 5],
        ];
        let mut published = Published::new();
        for _ in &hidden {
            published.unknown(1, None);
        }
        for sum in &sums {
            let terms: Vec<_> = hidden
                .iter()
                .enumerate()
                .filter(|(_, cell)| sum.contains(cell))
                .map(|(unknown, _)| (unknown, 1.0))
                .collect();
            let value: u64 = sum
                .iter()
                .filter(|cell| hidden.contains(cell))
                .map(|cell| counts[*cell])
                .sum();
            if !terms.is_empty() {
                published.state(exact(terms, value as f64));
            }
        }
        let intervals = published.intervals().unwrap();
        // Every table with the same sums: no cell is above six.
        let mut possible: Vec<Vec<u64>> = vec![Vec::new(); hidden.len()];
        for mut code in 0..6_u64.pow(u32::try_from(hidden.len()).unwrap()) {
            let mut tried = counts.clone();
            for cell in &hidden {
                tried[*cell] = 1 + code % 6;
                code /= 6;
            }
            let same = |sum: &Vec<usize>| {
                let of = |all: &[u64]| sum.iter().map(|cell| all[*cell]).sum::<u64>();
                of(&tried) == of(&counts)
            };
            if sums.iter().all(same) {
                for (values, cell) in possible.iter_mut().zip(&hidden) {
                    values.push(tried[*cell]);
                }
            }
        }
        for (values, interval) in possible.iter().zip(&intervals) {
            prop_assert_eq!(values.iter().min(), Some(&interval.least));
            prop_assert_eq!(values.iter().max().copied(), interval.most);
        }
    }

    #[test]
    fn no_small_count_of_a_suppressed_table_can_be_told(seed: u64, deep: bool) {
        let table = table(seed, deep);
        let protection = Protection::of_counts(3);
        let suppression = suppress(&table, &protection).unwrap();
        prop_assert_eq!(suppression.exposed(&table, &protection), Ok(vec![]));
        let shown: Vec<_> = (0..table.len()).map(|cell| suppression.shown(&table, cell)).collect();
        let intervals = intervals(&table, &shown);
        for (cell, interval) in intervals.into_iter().enumerate() {
            let value = table.cell(cell).value;
            match (value, suppression.states()[cell]) {
                (0, state) => prop_assert_eq!(state, State::Shown),
                (1..3, state) => {
                    prop_assert_eq!(state, State::Primary);
                    prop_assert!(interval.unwrap().is_as_wide_as(3), "cell {}", cell);
                }
                (_, State::Secondary) => {
                    prop_assert!(interval.unwrap().is_as_wide_as(1), "cell {}", cell);
                }
                (_, state) => prop_assert_eq!(state, State::Shown),
            }
            if let Some(interval) = interval {
                prop_assert!(interval.least <= value);
                prop_assert!(interval.most.is_none_or(|most| value <= most));
            }
        }
    }

    #[test]
    fn no_area_is_a_small_place_under_another_name(
        populations in prop::collection::vec((0..3_u8, 100..20_000_u64), 1..40),
    ) {
        let places: Vec<Place> = populations
            .iter()
            .enumerate()
            .map(|(number, (district, population))| Place {
                key: format!("0310{district}{number:03}"),
                district: format!("0310{district}"),
                population: *population,
            })
            .collect();
        let areas = areas(&places, 5_000);
        let mut keys: Vec<&str> = areas.iter().flat_map(Area::places).collect();
        keys.sort_unstable();
        let mut expected: Vec<&str> = places.iter().map(|place| place.key.as_str()).collect();
        expected.sort_unstable();
        prop_assert_eq!(keys, expected);
        let sum: u64 = areas.iter().map(Area::population).sum();
        prop_assert_eq!(sum, places.iter().map(|place| place.population).sum::<u64>());
        for area in &areas {
            match area {
                Area::Place(place) => prop_assert!(place.population >= 5_000),
                Area::Rest { places, population, .. } => {
                    prop_assert!(places.len() >= 2);
                    prop_assert!(*population >= 5_000);
                }
                Area::District { .. } => {}
            }
        }
    }
}
