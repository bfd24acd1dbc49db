// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long the standard views take over fifty million records (`DEICH_BENCH_RECORDS` makes it smaller).

mod records;

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use cube::{
    AllSeries, AllSeriesQuery, Area, Category, CrossQuery, CrossTable, Cube, Dimension, Filter,
    MapLevel, MapQuery, PyramidQuery, Ranked, RankingQuery, SeriesQuery, Sex,
};
use divan::{Bencher, black_box};
use kernel::IsoWeek;

static CUBE: LazyLock<Cube> = LazyLock::new(|| {
    let builder = records::built(records::how_many());
    builder.finish(records::threads()).expect("a cube")
});

static SNAPSHOT: LazyLock<Vec<u8>> =
    LazyLock::new(|| CUBE.to_parquet(Vec::new()).expect("a snapshot"));

fn main() {
    divan::main();
}

/// Records that wait become a cube, on all processors.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn building(bencher: Bencher<'_, '_>) {
    let waiting = || records::built(records::how_many());
    bencher
        .with_inputs(waiting)
        .bench_values(|builder| builder.finish(records::threads()));
}

/// On all processors; asked for: two seconds.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn starting_from_a_snapshot(bencher: Bencher<'_, '_>) {
    let file = || SNAPSHOT.clone();
    bencher
        .with_inputs(file)
        .bench_values(|file| Cube::from_parquet(file, records::threads()));
}

fn week(text: &str) -> IsoWeek {
    text.parse().expect("a week")
}

fn all_weeks() -> RangeInclusive<IsoWeek> {
    CUBE.axes().weeks().first()..=CUBE.axes().weeks().last()
}

fn year() -> RangeInclusive<IsoWeek> {
    week("2019-W01")..=week("2019-W52")
}

/// The most frequent disease.
fn first() -> Category {
    CUBE.axes().categories().all().next().expect("a disease")
}

fn area(key: &str) -> [Area; 1] {
    let key = key.parse().expect("a key");
    [CUBE.axes().places().area(&key).expect("a place")]
}

fn series(area: &[Area], filter: Filter) -> Vec<u64> {
    let query = SeriesQuery {
        category: first(),
        area,
        weeks: all_weeks(),
        filter,
    };
    CUBE.series(black_box(&query)).expect("a series")
}

/// 1,300 weeks; asked for: 0.01 ms.
#[divan::bench]
fn series_of_the_state(bencher: Bencher<'_, '_>) {
    bencher.bench(|| series(&[Area::State], Filter::default()));
}

/// 1,300 weeks; asked for: 0.1 ms.
#[divan::bench]
fn series_of_a_district(bencher: Bencher<'_, '_>) {
    let area = area("03120");
    bencher.bench(|| series(&area, Filter::default()));
}

/// 1,300 weeks of a twenty-first of a district.
#[divan::bench]
fn series_of_a_municipality(bencher: Bencher<'_, '_>) {
    let area = area("03120007");
    bencher.bench(|| series(&area, Filter::default()));
}

/// 1,300 weeks of women in the state: every record of the disease is looked at.
#[divan::bench]
fn series_of_the_state_with_a_filter(bencher: Bencher<'_, '_>) {
    let sexes = Some(vec![Sex::Female]);
    let women = Filter { ages: None, sexes };
    bencher.bench(|| series(&[Area::State], women.clone()));
}

fn map(level: MapLevel, weeks: RangeInclusive<IsoWeek>) -> Vec<u64> {
    let query = MapQuery {
        category: first(),
        weeks,
        level,
        filter: Filter::default(),
    };
    CUBE.map(black_box(&query)).expect("a map")
}

/// 45 districts.
#[divan::bench]
fn map_of_a_year_by_district(bencher: Bencher<'_, '_>) {
    LazyLock::force(&CUBE);
    bencher.bench(|| map(MapLevel::District, year()));
}

/// 990 places; asked for: 0.05 ms.
#[divan::bench]
fn map_of_a_week_by_municipality(bencher: Bencher<'_, '_>) {
    LazyLock::force(&CUBE);
    let one = week("2019-W07");
    bencher.bench(|| map(MapLevel::Municipality, one..=one));
}

/// 990 places; asked for: 0.5 ms.
#[divan::bench]
fn map_of_a_year_by_municipality(bencher: Bencher<'_, '_>) {
    LazyLock::force(&CUBE);
    bencher.bench(|| map(MapLevel::Municipality, year()));
}

/// 19 ages and 4 sexes; asked for: 0.5 ms.
#[divan::bench]
fn pyramid_of_a_year(bencher: Bencher<'_, '_>) {
    let query = PyramidQuery {
        category: first(),
        area: &[Area::State],
        weeks: year(),
    };
    bencher.bench(|| CUBE.pyramid(black_box(&query)));
}

/// 60 diseases, four weeks against those of five years; asked for: 0.05 ms.
#[divan::bench]
fn ranking_of_the_state(bencher: Bencher<'_, '_>) {
    bencher.bench(|| ranking(&[Area::State]));
}

/// The same for one district.
#[divan::bench]
fn ranking_of_a_district(bencher: Bencher<'_, '_>) {
    let area = area("03120");
    bencher.bench(|| ranking(&area));
}

fn ranking(area: &[Area]) -> Vec<Ranked> {
    let query = RankingQuery {
        area,
        weeks: week("2025-W20")..=week("2025-W23"),
        earlier_years: 5,
    };
    CUBE.ranking(black_box(&query)).expect("a ranking")
}

/// 60 series of 1,300 weeks in one district, as the signals of the night want them.
#[divan::bench]
fn all_series_of_a_district(bencher: Bencher<'_, '_>) {
    let area = area("03120");
    bencher.bench(|| -> AllSeries {
        let query = AllSeriesQuery {
            area: &area,
            weeks: all_weeks(),
            filter: Filter::default(),
        };
        CUBE.all_series(black_box(&query)).expect("all series")
    });
}

fn everything(by: Dimension, and: Dimension, filter: &Filter) -> CrossTable {
    let query = CrossQuery {
        categories: None,
        area: &[Area::State],
        weeks: all_weeks(),
        filter: filter.clone(),
        by,
        and: Some(and),
    };
    CUBE.cross(black_box(&query)).expect("a table")
}

/// Women by municipality and age: every record is looked at; asked for: 300 ms.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn all_women_by_municipality_and_age(bencher: Bencher<'_, '_>) {
    LazyLock::force(&CUBE);
    let sexes = Some(vec![Sex::Female]);
    let women = Filter { ages: None, sexes };
    bencher.bench(|| everything(Dimension::Municipality, Dimension::Age, &women));
}

/// Every record is looked at, a week of a district at a time; asked for: 300 ms.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn everything_by_week_and_age(bencher: Bencher<'_, '_>) {
    LazyLock::force(&CUBE);
    bencher.bench(|| everything(Dimension::Week, Dimension::Age, &Filter::default()));
}

/// No record is looked at.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn everything_by_season_and_district(bencher: Bencher<'_, '_>) {
    LazyLock::force(&CUBE);
    bencher.bench(|| everything(Dimension::Season, Dimension::District, &Filter::default()));
}
