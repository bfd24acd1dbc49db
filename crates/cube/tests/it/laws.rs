// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Every question, compared with looking at all records one by one.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use cube::{
    Age, AllSeriesQuery, Area, Axes, Category, CrossQuery, Cube, Dimension, Filter, Label,
    MapLevel, MapQuery, PyramidQuery, Ranked, RankingQuery, Record, SEASON_BEGINS, SeriesQuery,
    Sex,
};
use kernel::IsoWeek;
use proptest::prelude::*;

use crate::{axes, cube_of, record};

const WEEKS: usize = 320;
const DIMENSIONS: [Dimension; 8] = [
    Dimension::Category,
    Dimension::Year,
    Dimension::Week,
    Dimension::Season,
    Dimension::District,
    Dimension::Municipality,
    Dimension::Age,
    Dimension::Sex,
];

/// Records that meet each other now and then: often few weeks and one place; often one case, sometimes many.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let axes = axes(WEEKS);
    let week = prop_oneof![2 => 0..WEEKS, 1 => 0usize..6, 1 => 262usize..270];
    let count = prop_oneof![6 => Just(1u32), 1 => 1u32..40, 1 => Just(1_000_000)];
    let one = (
        0usize..3,
        week,
        0..axes.places().len(),
        0usize..5,
        0usize..4,
        count,
    )
        .prop_map(move |(category, week, place, age, sex, count)| {
            record(&axes, [category, week, place, age, sex], count)
        });
    let many = (one.clone(), 1usize..60).prop_map(|(record, times)| vec![record; times]);
    let some = prop_oneof![4 => one.prop_map(|record| vec![record]), 1 => many];
    proptest::collection::vec(some, 0..60).prop_map(|all| all.concat())
}

fn spans() -> impl Strategy<Value = RangeInclusive<IsoWeek>> {
    let weeks = axes(WEEKS).weeks().clone();
    (0..WEEKS, 0..WEEKS)
        .prop_map(move |(one, other)| weeks.all()[one.min(other)]..=weeks.all()[one.max(other)])
}

fn areas() -> impl Strategy<Value = Vec<Area>> {
    let places = axes(WEEKS).places().clone();
    let districts: Vec<Area> = places.all_districts().map(Area::District).collect();
    let all: Vec<Area> = places.all().map(Area::Place).collect();
    prop_oneof![
        Just(vec![Area::State]),
        proptest::sample::subsequence(districts.clone(), 1..=districts.len()),
        proptest::sample::subsequence(all.clone(), 1..=all.len()),
        proptest::sample::subsequence([districts, all].concat(), 1..5),
    ]
}

fn filters() -> impl Strategy<Value = Filter> {
    let ages: Vec<Age> = axes(WEEKS).ages().all().collect();
    let ages = proptest::sample::subsequence(ages, 0..=5);
    let sexes = proptest::sample::subsequence(Sex::ALL.to_vec(), 0..=4);
    (proptest::option::of(ages), proptest::option::of(sexes))
        .prop_map(|(ages, sexes)| Filter { ages, sexes })
}

fn is_in(axes: &Axes, area: &[Area], record: &Record) -> bool {
    area.iter().any(|area| match area {
        Area::State => true,
        Area::District(district) => axes.places().district_of(record.place) == Some(*district),
        Area::Place(place) => record.place == *place,
    })
}

fn is_counted(filter: &Filter, record: &Record) -> bool {
    filter
        .ages
        .as_ref()
        .is_none_or(|ages| ages.contains(&record.age))
        && filter
            .sexes
            .as_ref()
            .is_none_or(|sexes| sexes.contains(&record.sex))
}

fn belongs(axes: &Axes, label: Label, record: &Record) -> bool {
    let week = axes.weeks().calendar(record.week).unwrap();
    match label {
        Label::Category(category) => record.category == category,
        Label::Year(year) => week.year() == year,
        Label::Week(label) => week == label,
        Label::Season(year) if week.week() >= SEASON_BEGINS => week.year() == year,
        Label::Season(year) => week.year() == year + 1,
        Label::District(district) => axes.places().district_of(record.place) == Some(district),
        Label::Place(place) => record.place == place,
        Label::Age(age) => record.age == age,
        Label::Sex(sex) => record.sex == sex,
    }
}

/// The cases of the records that fit.
fn cases(records: &[Record], fits: impl Fn(&Record) -> bool) -> u64 {
    let counts = records.iter().filter(|record| fits(record));
    counts.map(|record| u64::from(record.count)).sum()
}

struct Case {
    cube: Cube,
    records: Vec<Record>,
    category: Category,
}

fn case(records: Vec<Record>, category: usize) -> Case {
    let axes = axes(WEEKS);
    let category = axes.categories().all().nth(category).unwrap();
    Case {
        cube: cube_of(axes, &records),
        records,
        category,
    }
}

impl Case {
    fn axes(&self) -> &Axes {
        self.cube.axes()
    }

    fn calendar(&self, record: &Record) -> IsoWeek {
        self.axes().weeks().calendar(record.week).unwrap()
    }

    /// The weeks of a span.
    fn weeks(&self, span: &RangeInclusive<IsoWeek>) -> Vec<IsoWeek> {
        let all = self.axes().weeks().all().iter().copied();
        all.filter(|week| span.contains(week)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_series_is_what_counting_gives(
        records in records(), category in 0usize..3, area in areas(), weeks in spans(), filter in filters(),
    ) {
        let case = case(records, category);
        let query = SeriesQuery { category: case.category, area: &area, weeks: weeks.clone(), filter: filter.clone() };
        let counted: Vec<u64> = case.weeks(&weeks).into_iter().map(|week| {
            cases(&case.records, |record| {
                record.category == case.category
                    && case.calendar(record) == week
                    && is_in(case.axes(), &area, record)
                    && is_counted(&filter, record)
            })
        }).collect();
        prop_assert_eq!(case.cube.series(&query).unwrap(), counted);
    }

    #[test]
    fn a_map_is_what_counting_gives(
        records in records(), category in 0usize..3, weeks in spans(), filter in filters(),
    ) {
        let case = case(records, category);
        let fits = |record: &Record| {
            record.category == case.category && weeks.contains(&case.calendar(record)) && is_counted(&filter, record)
        };
        let of = |level| case.cube.map(&MapQuery { category: case.category, weeks: weeks.clone(), level, filter: filter.clone() });
        let places = case.axes().places();
        let districts: Vec<u64> = places.all_districts().map(|district| {
            cases(&case.records, |record| fits(record) && places.district_of(record.place) == Some(district))
        }).collect();
        prop_assert_eq!(of(MapLevel::District).unwrap(), districts);
        let fine: Vec<u64> = places.all().map(|place| {
            cases(&case.records, |record| fits(record) && record.place == place)
        }).collect();
        prop_assert_eq!(of(MapLevel::Municipality).unwrap(), fine);
    }

    #[test]
    fn a_pyramid_is_what_counting_gives(
        records in records(), category in 0usize..3, area in areas(), weeks in spans(),
    ) {
        let case = case(records, category);
        let query = PyramidQuery { category: case.category, area: &area, weeks: weeks.clone() };
        let counted: Vec<[u64; 4]> = case.axes().ages().all().map(|age| std::array::from_fn(|at| {
            let sex = Sex::ALL[at];
            cases(&case.records, |record| {
                record.category == case.category
                    && (record.age, record.sex) == (age, sex)
                    && weeks.contains(&case.calendar(record))
                    && is_in(case.axes(), &area, record)
            })
        })).collect();
        prop_assert_eq!(case.cube.pyramid(&query).unwrap(), counted);
    }

    #[test]
    fn a_ranking_is_what_counting_gives(
        records in records(), area in areas(), last in 0..WEEKS, length in 1usize..9, years in 0u16..8,
    ) {
        let case = case(records, 0);
        let all = case.axes().weeks().all();
        let first = all[last.saturating_sub(length - 1)];
        let last = all[last];
        let length = last.since(first) + 1;
        let query = RankingQuery { area: &area, weeks: first..=last, earlier_years: years };
        let ranking = case.cube.ranking(&query).unwrap();
        prop_assert_eq!(ranking.len(), 3);
        let order = |ranked: &Ranked| (Reverse(ranked.cases), ranked.category);
        prop_assert!(ranking.is_sorted_by_key(order));
        for ranked in ranking {
            let within = |end: IsoWeek| cases(&case.records, |record| {
                let before = end.since(case.calendar(record));
                record.category == ranked.category && (0..length).contains(&before) && is_in(case.axes(), &area, record)
            });
            prop_assert_eq!(ranked.cases, within(last));
            let earlier: Vec<Option<u64>> = (1..=i16::try_from(years).unwrap()).map(|back| {
                let year = last.year() - back;
                let end = IsoWeek::new(year, last.week()).unwrap_or_else(|_| IsoWeek::new(year, 52).unwrap());
                (end.plus(1 - length) >= all[0]).then(|| within(end))
            }).collect();
            prop_assert_eq!(ranked.earlier, earlier);
        }
    }

    #[test]
    fn all_series_are_those_of_each_category(
        records in records(), area in areas(), weeks in spans(), filter in filters(),
    ) {
        let case = case(records, 0);
        let all = case.cube.all_series(&AllSeriesQuery { area: &area, weeks: weeks.clone(), filter: filter.clone() }).unwrap();
        prop_assert_eq!(all.all().count(), 3);
        for category in case.axes().categories().all() {
            let query = SeriesQuery { category, area: &area, weeks: weeks.clone(), filter: filter.clone() };
            prop_assert_eq!(all.of(category).unwrap(), case.cube.series(&query).unwrap());
        }
    }

    #[test]
    fn a_table_is_what_counting_gives(
        records in records(),
        categories in proptest::option::of(proptest::collection::vec(0usize..3, 0..4)),
        area in areas(), weeks in spans(), filter in filters(),
        dimensions in proptest::sample::subsequence(DIMENSIONS.to_vec(), 1..=2).prop_shuffle(),
    ) {
        let case = case(records, 0);
        let all: Vec<Category> = case.axes().categories().all().collect();
        let categories: Option<Vec<Category>> = categories.map(|some| some.into_iter().map(|at| all[at]).collect());
        let table = case.cube.cross(&CrossQuery {
            categories: categories.as_deref(),
            area: &area,
            weeks: weeks.clone(),
            filter: filter.clone(),
            by: dimensions[0],
            and: dimensions.get(1).copied(),
        }).unwrap();
        let fits = |record: &&Record| {
            categories.as_ref().is_none_or(|some| some.contains(&record.category))
                && weeks.contains(&case.calendar(record))
                && is_in(case.axes(), &area, record)
                && is_counted(&filter, record)
        };
        let records: Vec<Record> = case.records.iter().filter(fits).copied().collect();
        for (at, row) in table.rows.iter().enumerate() {
            let of_row: Vec<Record> = records.iter().filter(|record| belongs(case.axes(), *row, record)).copied().collect();
            if dimensions.len() == 1 {
                prop_assert_eq!(table.count(at, 0), Some(cases(&of_row, |_| true)));
            }
            for (column_at, column) in table.columns.iter().enumerate() {
                let counted = cases(&of_row, |record| belongs(case.axes(), *column, record));
                prop_assert_eq!(table.count(at, column_at), Some(counted));
            }
        }
        // Every record is in one row and one column.
        prop_assert_eq!(table.counts.iter().sum::<u64>(), cases(&records, |_| true));
    }

    #[test]
    fn the_order_of_records_and_how_they_are_put_together_say_nothing(
        (records, shuffled) in records().prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle())),
        threads in 0usize..4,
    ) {
        let one = cube_of(axes(WEEKS), &records);
        let mut builder = cube::Builder::new(axes(WEEKS));
        for record in &shuffled {
            // Small counts as single cases, large ones in two parts.
            if record.count < 9 {
                for _ in 0..record.count {
                    builder.add(Record { count: 1, ..*record }).unwrap();
                }
            } else {
                builder.add(Record { count: record.count - 3, ..*record }).unwrap();
                builder.add(Record { count: 3, ..*record }).unwrap();
            }
        }
        let other = builder.finish(threads).unwrap();
        prop_assert_eq!(one.total(), cases(&records, |_| true));
        prop_assert!(one == other);
    }

    #[test]
    fn a_snapshot_gives_the_same_cube(records in records(), threads in 0usize..4) {
        let cube = cube_of(axes(WEEKS), &records);
        let bytes = cube.to_parquet(Vec::new()).unwrap();
        let again = Cube::from_parquet(bytes, threads).unwrap();
        prop_assert!(cube == again);
    }
}
