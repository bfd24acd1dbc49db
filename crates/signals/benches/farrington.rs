// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long the daily list takes.

use divan::{Bencher, black_box};
use kernel::IsoWeek;
use signals::{Plan, Series};

fn main() {
    divan::main();
}

/// The last week of 60 diseases in 45 offices, six years each, on all processors; asked for: less than two seconds on two.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_daily_list_of_2_700_series(bencher: Bencher<'_, '_>) {
    let series: Vec<Series> = (0..2_700).map(series).collect();
    let wanted: Vec<_> = series
        .iter()
        .map(|series| (series, series.len() - 1..series.len()))
        .collect();
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    let plan = Plan::daily();
    bencher.bench(|| plan.test_all(black_box(&wanted), threads));
}

/// One series of a country, two years of weeks.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn two_years_of_one_series(bencher: Bencher<'_, '_>) {
    let series = series(40);
    let plan = Plan::daily();
    bencher.bench(|| plan.test(black_box(&series), series.len() - 104..series.len()));
}

/// Counts with a season and outbreaks, the same in every run; rare in most series, some hundred a week in few.
fn series(number: u32) -> Series {
    let level = [1, 1, 2, 3, 5, 8, 20, 60, 400][usize::try_from(number % 9).expect("small")];
    let mut spread = u64::from(number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut draw = |below: u32| {
        spread ^= spread >> 29;
        spread = spread.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        u32::try_from((spread >> 33) % u64::from(below)).expect("small")
    };
    let counts = (0..312u32)
        .map(|week| {
            let season = if week % 52 < 26 { level } else { 2 * level };
            let outbreak = if draw(40) == 0 { 3 * season } else { 0 };
            Some(draw(season + 1) + draw(season + 1) + outbreak)
        })
        .collect();
    let first: IsoWeek = "2020-W48".parse().expect("a week");
    Series::from_week(first, counts).expect("a short series")
}
