// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long a map of all municipalities takes, and a nowcast.

use divan::{Bencher, black_box};
use rates::{
    Level, Nowcast, Observation, Overdispersion, Per, Triangle, empirical_bayes, funnel_of_rates,
    local_empirical_bayes, poisson_gamma,
};

fn main() {
    divan::main();
}

/// The municipalities of Lower Saxony: 945, most of them small.
const AREAS: u64 = 945;

/// The same in every run.
fn draw(place: u64, below: u64) -> u64 {
    let mut state = (place + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^= state >> 29;
    state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (state >> 33) % below
}

fn areas() -> Vec<Observation> {
    (0..AREAS)
        .map(|place| {
            let people = 400 + draw(place, 60) * draw(place + 7_000, 400);
            let cases = people * (2 + draw(place + 90_000, 7)) / 5_000;
            Observation::new(cases, people as f64).expect("a small town")
        })
        .collect()
}

/// Six neighbours each.
fn neighbours() -> Vec<Vec<usize>> {
    let count = usize::try_from(AREAS).expect("small");
    (0..count)
        .map(|area| {
            [1, 2, 3, 30, 31, 60]
                .map(|step| (area + step) % count)
                .to_vec()
        })
        .collect()
}

#[divan::bench]
fn empirical_bayes_of_945_areas(bencher: Bencher<'_, '_>) {
    let areas = areas();
    bencher.bench(|| empirical_bayes(black_box(&areas), Per::HundredThousand));
}

#[divan::bench]
fn local_empirical_bayes_of_945_areas(bencher: Bencher<'_, '_>) {
    let (areas, neighbours) = (areas(), neighbours());
    bencher.bench(|| local_empirical_bayes(black_box(&areas), &neighbours, Per::HundredThousand));
}

/// With intervals, two gamma quantiles each.
#[divan::bench]
fn poisson_gamma_of_945_areas(bencher: Bencher<'_, '_>) {
    let areas = areas();
    bencher.bench(|| poisson_gamma(black_box(&areas), Per::HundredThousand, Level::P95));
}

#[divan::bench]
fn funnel_of_945_areas(bencher: Bencher<'_, '_>) {
    let areas = areas();
    let (per, overdispersion) = (Per::HundredThousand, Overdispersion::Winsorised);
    bencher.bench(|| funnel_of_rates(black_box(&areas), None, per, overdispersion));
}

/// All days that are not complete, with bands, after sixteen months of daily snapshots.
#[divan::bench]
fn nowcast_of_28_days(bencher: Bencher<'_, '_>) {
    let periods = 487usize;
    let rows = (0..periods)
        .map(|period| {
            let base = draw(period as u64, 400);
            let known = |delay: usize| base - base / (2 + delay as u64);
            (0..=(periods - 1 - period).min(56))
                .map(|delay| Some(u32::try_from(known(delay)).expect("small")))
                .collect()
        })
        .collect();
    let triangle = Triangle::of_snapshots(rows).expect("a triangle");
    let plan = Nowcast::daily();
    bencher.bench(|| plan.all(black_box(&triangle)));
}
