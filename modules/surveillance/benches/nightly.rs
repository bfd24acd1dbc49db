// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long the nightly look takes without the database.

use divan::{Bencher, black_box};
use kernel::IsoWeek;
use surveillance::model::looking::{Looked, Strand, look};
use surveillance::model::{Stratum, WatchPlan};

fn main() {
    divan::main();
}

/// The newest week of 60 diseases in 45 districts, six years each, on all processors; asked for: less than two seconds on two.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_week_of_2_700_series(bencher: Bencher<'_, '_>) {
    // So that no series is passed over for having few cases.
    let plan = WatchPlan {
        weeks: 1,
        least_cases: 0,
        ..WatchPlan::default()
    };
    looks(bencher, &plan);
}

/// The same with the plan that is suggested: two weeks, and nothing below three cases.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_suggested_plan_over_2_700_series(bencher: Bencher<'_, '_>) {
    looks(bencher, &WatchPlan::default());
}

fn looks(bencher: Bencher<'_, '_>, plan: &WatchPlan) {
    let diseases: Vec<Vec<Strand>> = (0..60).map(strands).collect();
    let first: IsoWeek = "2020-W48".parse().expect("a week");
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    bencher.bench(|| {
        let mut all = Looked::default();
        for strands in &diseases {
            let looked = look(black_box(plan), "disease", first, strands, threads);
            all.add(looked.expect("short series"));
        }
        all
    });
}

/// The districts of a disease.
fn strands(disease: u32) -> Vec<Strand> {
    let strand = |district: u32| Strand {
        place: format!("03{:03}", 101 + district).parse().expect("a key"),
        stratum: Stratum::All,
        counts: counts(disease * 45 + district),
    };
    (0..45).map(strand).collect()
}

/// Counts with a season and outbreaks, the same in every run; rare in most series, some hundred a week in few.
fn counts(number: u32) -> Vec<u32> {
    let level = [1, 1, 2, 3, 5, 8, 20, 60, 400][usize::try_from(number % 9).expect("small")];
    let mut spread = u64::from(number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut draw = |below: u32| {
        spread ^= spread >> 29;
        spread = spread.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        u32::try_from((spread >> 33) % u64::from(below)).expect("small")
    };
    (0..312u32)
        .map(|week| {
            let season = if week % 52 < 26 { level } else { 2 * level };
            let outbreak = if draw(40) == 0 { 3 * season } else { 0 };
            draw(season + 1) + draw(season + 1) + outbreak
        })
        .collect()
}
