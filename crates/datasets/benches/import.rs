// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long it takes until a file has become observations.

use std::fmt::Write as _;

use datasets::{Limits, PlaceName, Places, apply, recognise};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// As many districts as Lower Saxony has.
fn places() -> Places {
    Places::new((0..45).map(|number| PlaceName {
        ags: format!("03{:03}", 101 + number).parse().expect("a key"),
        name: format!("Kreis {number}"),
        kind: "Landkreis".to_owned(),
    }))
}

/// Rows of disease, year, week, district and cases; no two about the same.
fn table(rows: u32) -> String {
    let diseases = datasets::diseases();
    let mut text = "disease,year,week,kreis,cases\n".to_owned();
    for row in 0..rows {
        let (district, rest) = (row % 45, row / 45);
        let (week, rest) = (rest % 52 + 1, rest / 52);
        let (year, disease) = (2000 + rest % 30, rest / 30);
        let disease = diseases[usize::try_from(disease).expect("small") % diseases.len()].key;
        let _ = writeln!(
            text,
            "{disease},{year},{week},03{:03},{}",
            101 + district,
            row % 17
        );
    }
    text
}

fn measure(bencher: Bencher<'_, '_>, rows: u32) {
    let (places, limits) = (places(), Limits::default());
    let text = table(rows);
    bencher.bench(|| {
        let (file, candidates) =
            recognise(black_box(text.as_bytes()), "table.csv", &places, &limits).expect("a table");
        let outcome =
            apply(&file.tables[0], &candidates[0].mapping, &places, &limits).expect("a mapping");
        assert_eq!(
            u64::try_from(outcome.observations.len()).expect("small"),
            u64::from(rows)
        );
        outcome
    });
}

/// As many as `SurvStat` has for 21 diseases in the districts of Lower Saxony in 25 years.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn survstat_164_189_rows(bencher: Bencher<'_, '_>) {
    measure(bencher, 164_189);
}

/// More than all diseases in all districts of Germany in a decade.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn five_million_rows(bencher: Bencher<'_, '_>) {
    measure(bencher, 5_000_000);
}
