// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The optimum among so many combinations that many of them are looked at together and others wait for them.

use anonymity::{Criterion, Extract, Generalisation, Generalised, Metric, Table, TableBuilder};

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// The finest level has eight values.
const HEIGHT: usize = 3;

fn hierarchy() -> Generalisation {
    let rows = (0..8_u8).map(|value| {
        let group = |size: u8| format!("{size}:{}", value / size);
        [value.to_string(), group(2), group(4), "*".to_owned()]
    });
    Generalisation::from_rows(rows).unwrap()
}

/// 200 rows; half of the values of each column are alike, so that rows stand out in different columns.
fn table(seed: u64) -> Table {
    let mut rows = TableBuilder::new(NAMES);
    let mut state = seed;
    for _ in 0..200 {
        let cells = NAMES.map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let drawn = state >> 33;
            if drawn.is_multiple_of(2) {
                "3".to_owned()
            } else {
                (drawn / 2 % 8).to_string()
            }
        });
        rows.push(cells.iter().map(String::as_str)).unwrap();
    }
    rows.finish()
}

fn combinations() -> impl Iterator<Item = Vec<usize>> {
    let base = HEIGHT + 1;
    let all = base.pow(u32::try_from(NAMES.len()).unwrap());
    (0..all).map(move |number| {
        let digits = (0..NAMES.len()).map(|place| number / base.pow(u32::try_from(place).unwrap()));
        digits.map(|digit| digit % base).collect()
    })
}

#[test]
fn no_combination_is_forgotten_among_many() {
    let hierarchy = hierarchy();
    for (seed, metric) in [
        (1, Metric::LossArith),
        (2, Metric::Discernability),
        (3, Metric::Aecs),
        (4, Metric::NmEntropySum),
        (5, Metric::Aecs),
        (6, Metric::Discernability),
    ] {
        let table = table(seed);
        let extract = Extract {
            table: &table,
            quasi: NAMES
                .iter()
                .map(|column| Generalised {
                    column,
                    generalisation: &hierarchy,
                })
                .collect(),
            sensitive: Vec::new(),
            criteria: vec![Criterion::K(4)],
            suppression: 0.1,
            metric,
            threads: 1,
        };
        let least = combinations()
            .map(|levels| extract.at(&levels).unwrap())
            .filter(|found| found.suppressed <= 20)
            .map(|found| found.loss)
            .min_by(f64::total_cmp)
            .unwrap();
        let found = extract.optimum().unwrap();
        assert!(
            found.loss <= least + 1e-9 * (1.0 + least.abs()),
            "{metric:?}: {} instead of {least}",
            found.loss
        );
    }
}
