// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long a perturbation table and the suppression of a large table take.

use disclosure::{
    Content, Hierarchy, NoiseParameters, PerturbationTable, Protection, Table, suppress,
};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The perturbation table of a public plan.
#[divan::bench]
fn a_perturbation_table() -> PerturbationTable {
    PerturbationTable::new(black_box(NoiseParameters {
        deviation: 5,
        variance: 3.0,
        smallest: 3,
        key_bits: 16,
    }))
    .expect("a table")
}

/// One week of 45 districts and six age groups, as it is published every week.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn suppressing_a_week(bencher: Bencher<'_, '_>) {
    let table = table(1);
    bencher.bench(|| suppress(black_box(&table), &Protection::of_counts(3)));
}

/// 45 districts, 52 weeks and six age groups with all sums.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn suppressing_a_year(bencher: Bencher<'_, '_>) {
    let table = table(52);
    bencher.bench(|| suppress(black_box(&table), &Protection::of_counts(3)));
}

/// Counts of a disease that is rare in most districts, the same in every run.
fn table(weeks: usize) -> Table {
    let mut spread = 1_u64;
    let mut below = |bound: u64| {
        spread = spread
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (spread >> 33) % bound
    };
    let mut axes = vec![Hierarchy::flat(45), Hierarchy::flat(6)];
    if weeks > 1 {
        axes.insert(1, Hierarchy::flat(weeks));
    }
    Table::new(axes, |_| {
        Content::count(match below(10) {
            0..4 => 0,
            4..7 => 1 + below(2),
            7..9 => 3 + below(8),
            _ => 10 + below(60),
        })
    })
    .expect("a small table")
}
