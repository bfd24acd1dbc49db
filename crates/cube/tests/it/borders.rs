// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where things begin and end: axes, weeks, places that are not known, large counts, errors.

use cube::{
    Ages, Area, Axes, AxesError, BuildError, Builder, Categories, CrossQuery, Cube, Dimension,
    Filter, Label, MOST_CATEGORIES, MOST_WEEKS, MapLevel, MapQuery, Places, PyramidQuery,
    QueryError, RankingQuery, Record, SeriesQuery, Weeks,
};

use crate::{ags, axes, cube_of, record, week};

fn empty() -> Cube {
    cube_of(axes(320), &[])
}

#[test]
fn an_empty_cube_answers_with_zeros() {
    let cube = empty();
    assert_eq!((cube.total(), cube.bytes()), (0, 0));
    let category = cube.axes().categories().find("masern").unwrap();
    let weeks = week("2016-W01")..=week("2016-W03");
    let series = cube.series(&SeriesQuery {
        category,
        area: &[Area::State],
        weeks: weeks.clone(),
        filter: Filter::default(),
    });
    assert_eq!(series.unwrap(), [0, 0, 0]);
    let pyramid = cube.pyramid(&PyramidQuery {
        category,
        area: &[Area::State],
        weeks: weeks.clone(),
    });
    assert_eq!(pyramid.unwrap(), [[0; 4]; 5]);
    let ranking = cube.ranking(&RankingQuery {
        area: &[Area::State],
        weeks,
        earlier_years: 2,
    });
    let ranking = ranking.unwrap();
    assert_eq!(ranking.len(), 3);
    assert!(ranking.iter().all(|ranked| ranked.earlier == [None, None]));
    let nothing = Axes::new(
        Categories::new(Vec::<String>::new()).unwrap(),
        Weeks::new(week("2016-W01"), 1).unwrap(),
        Places::new(ags("03"), [ags("03101")]).unwrap(),
        Ages::new([], None).unwrap(),
    );
    let nothing = cube_of(nothing.unwrap(), &[]);
    let bytes = nothing.to_parquet(Vec::new()).unwrap();
    assert_eq!(Cube::from_parquet(bytes, 2).unwrap(), nothing);
}

#[test]
fn week_53_is_there_in_the_years_that_have_one() {
    let axes = axes(320);
    let all = axes.weeks().all();
    let of_53: Vec<i16> = all
        .iter()
        .filter(|week| week.week() == 53)
        .map(|week| week.year())
        .collect();
    assert_eq!(of_53, [2015, 2020]);
    let at = |text| axes.weeks().find(week(text)).unwrap().index();
    let records = [
        "2015-W53", "2016-W52", "2016-W52", "2020-W53", "2020-W53", "2020-W53", "2021-W01",
    ];
    let records = records.map(|text| record(&axes, [0, at(text), 0, 0, 0], 1));
    let cube = cube_of(axes.clone(), &records);
    let category = cube.axes().categories().find("influenza").unwrap();
    let series = cube.series(&SeriesQuery {
        category,
        area: &[Area::State],
        weeks: week("2020-W52")..=week("2021-W01"),
        filter: Filter::default(),
    });
    assert_eq!(series.unwrap(), [0, 3, 1]);
    // Week 53 beside week 52 of the years without it, and beside week 53 of 2015.
    let ranking = cube.ranking(&RankingQuery {
        area: &[Area::State],
        weeks: week("2020-W53")..=week("2020-W53"),
        earlier_years: 6,
    });
    let earlier = [Some(0), Some(0), Some(0), Some(2), Some(1), None];
    assert_eq!(ranking.unwrap()[0].earlier, earlier);
    // The year has 53 weeks, and the season begins with week 40.
    let table = |by| {
        let query = CrossQuery {
            categories: None,
            area: &[Area::State],
            weeks: axes.weeks().first()..=axes.weeks().last(),
            filter: Filter::default(),
            by,
            and: None,
        };
        cube.cross(&query).unwrap()
    };
    let years = table(Dimension::Year);
    assert_eq!(years.rows[0], Label::Year(2015));
    assert_eq!(years.counts, [1, 2, 0, 0, 0, 3, 1, 0]);
    let seasons = table(Dimension::Season);
    assert_eq!(seasons.rows[5], Label::Season(2020));
    assert_eq!(seasons.counts, [1, 2, 0, 0, 0, 4, 0]);
}

#[test]
fn records_without_a_municipality_are_in_their_district() {
    let axes = axes(10);
    let places = axes.places();
    let keys: Vec<&str> = places
        .all()
        .map(|place| places.key(place).unwrap().as_str())
        .collect();
    let wanted = [
        "03101", "03152", "03152012", "03159", "03159010", "03159016", "03159019",
    ];
    assert_eq!(keys, wanted);
    let at = |key| places.find(&ags(key)).unwrap().index();
    let records = ["03159", "03159", "03159016"].map(|key| record(&axes, [1, 3, at(key), 1, 1], 1));
    let cube = cube_of(axes.clone(), &records);
    let category = axes.categories().find("norovirus").unwrap();
    let count = |area: &[Area]| {
        let weeks = axes.weeks().first()..=axes.weeks().last();
        let filter = Filter::default();
        let query = SeriesQuery {
            category,
            area,
            weeks,
            filter,
        };
        cube.series(&query).unwrap()[3]
    };
    let area = |key: &str| places.area(&ags(key)).unwrap();
    let without = Area::Place(places.find(&ags("03159")).unwrap());
    assert_eq!(count(&[area("03159")]), 3);
    assert_eq!(count(&[without]), 2);
    assert_eq!(count(&[area("03159016")]), 1);
    // What is named twice counts once.
    assert_eq!(count(&[area("03159016"), area("03159"), without]), 3);
    assert_eq!(count(&[area("03159016"), without]), 3);
    assert_eq!(count(&[area("03152"), area("03101")]), 0);
    let map = cube.map(&MapQuery {
        category,
        weeks: week("2015-W53")..=week("2015-W53"),
        level: MapLevel::Municipality,
        filter: Filter::default(),
    });
    assert_eq!(map.unwrap(), [0, 0, 0, 2, 0, 1, 0]);
}

#[test]
fn large_counts_add_up_and_too_large_ones_are_refused() {
    let axes = axes(10);
    let large = record(&axes, [2, 1, 2, 3, 2], u32::MAX);
    let other = record(&axes, [2, 1, 2, 3, 1], u32::MAX);
    let cube = cube_of(axes.clone(), &[large, other]);
    assert_eq!(cube.total(), 2 * u64::from(u32::MAX));
    let bytes = cube.to_parquet(Vec::new()).unwrap();
    assert_eq!(Cube::from_parquet(bytes, 1).unwrap(), cube);
    let mut builder = Builder::new(axes.clone());
    builder.add(large).unwrap();
    builder.add(Record { count: 1, ..large }).unwrap();
    let category = "masern".to_owned();
    assert_eq!(
        builder.finish(1).unwrap_err(),
        BuildError::TooManyCases { category }
    );
    let mut builder = Builder::new(axes);
    assert_eq!(
        builder.add(Record { count: 0, ..large }),
        Err(BuildError::NoCase)
    );
    assert_eq!(builder.finish(1).unwrap().total(), 0);
}

#[test]
fn what_is_found_on_other_axes_is_refused() {
    let large = Axes::new(
        Categories::new(["a", "b", "c", "d"]).unwrap(),
        Weeks::new(week("2015-W50"), 900).unwrap(),
        Places::new(ags("03"), (101..160).map(|at| ags(&format!("03{at}")))).unwrap(),
        Ages::new((0..60).map(|age| (age, age)), Some(60)).unwrap(),
    );
    let large = large.unwrap();
    let small = axes(10);
    let mut builder = Builder::new(small.clone());
    let mut refused = |at| builder.add(record(&large, at, 1)).unwrap_err().to_string();
    assert!(refused([3, 0, 0, 0, 0]).starts_with("the category of the record"));
    assert!(refused([0, 10, 0, 0, 0]).starts_with("the week of the record"));
    assert!(refused([0, 0, 7, 0, 0]).starts_with("the place of the record"));
    assert!(refused([0, 0, 0, 5, 0]).starts_with("the age of the record"));
    let cube = builder.finish(1).unwrap();
    let foreign = record(&large, [3, 20, 50, 20, 0], 1);
    let first = large.weeks().first();
    let query = |category, area, age| CrossQuery {
        categories: category,
        area,
        weeks: first..=first,
        filter: Filter {
            ages: Some(vec![age]),
            sexes: None,
        },
        by: Dimension::Week,
        and: None,
    };
    let (own, unknown) = ([Area::State], small.ages().unknown());
    let (category, place) = ([foreign.category], [Area::Place(foreign.place)]);
    let error = |query| cube.cross(&query).unwrap_err();
    assert_eq!(
        error(query(Some(&category), &own, unknown)),
        QueryError::Foreign("category")
    );
    assert_eq!(
        error(query(None, &place, unknown)),
        QueryError::Foreign("place")
    );
    let district = [Area::District(
        large.places().district_of(foreign.place).unwrap(),
    )];
    assert_eq!(
        error(query(None, &district, unknown)),
        QueryError::Foreign("district")
    );
    assert_eq!(
        error(query(None, &own, foreign.age)),
        QueryError::Foreign("age")
    );
    assert_eq!(error(query(None, &[], unknown)), QueryError::NoArea);
}

#[test]
fn questions_say_what_is_wrong_with_them() {
    let cube = empty();
    let query = |from, to, by, and| CrossQuery {
        categories: None,
        area: &[Area::State],
        weeks: week(from)..=week(to),
        filter: Filter::default(),
        by,
        and,
    };
    let error = |query: &CrossQuery<'_>| cube.cross(query).unwrap_err();
    for (from, to) in [
        ("2015-W49", "2016-W01"),
        ("2016-W01", "2030-W01"),
        ("2016-W02", "2016-W01"),
    ] {
        let error = error(&query(from, to, Dimension::Week, None));
        assert!(matches!(error, QueryError::Weeks { .. }), "{error}");
        assert!(error.to_string().contains("2015-W50"), "{error}");
    }
    let twice = query("2016-W01", "2016-W02", Dimension::Age, Some(Dimension::Age));
    assert_eq!(error(&twice), QueryError::SameDimension);
    let ranking = cube.ranking(&RankingQuery {
        area: &[Area::State],
        weeks: week("2016-W01")..=week("2016-W02"),
        earlier_years: 101,
    });
    assert_eq!(ranking.unwrap_err(), QueryError::TooManyYears(101));
    let places = (0..200).flat_map(|district| {
        let district = 100 + district;
        (1..=40).map(move |place| ags(&format!("09{district}{place:03}")))
    });
    let large = Axes::new(
        Categories::new(["a"]).unwrap(),
        Weeks::new(week("2001-W01"), 1_300).unwrap(),
        Places::new(ags("09"), places).unwrap(),
        Ages::new([], None).unwrap(),
    );
    let large = cube_of(large.unwrap(), &[]);
    let query = query(
        "2001-W01",
        "2025-W40",
        Dimension::Week,
        Some(Dimension::Municipality),
    );
    let wanted = QueryError::TooLarge {
        rows: 1_292,
        columns: 8_200,
    };
    assert_eq!(large.cross(&query).unwrap_err(), wanted);
}

#[test]
fn axes_say_what_is_wrong_with_them() {
    let categories = |keys: &[&str]| Categories::new(keys.iter().copied()).unwrap_err();
    assert_eq!(categories(&["a", ""]), AxesError::Category(String::new()));
    assert_eq!(
        categories(&["a", "b", "a"]),
        AxesError::Category("a".to_owned())
    );
    assert!(matches!(
        categories(&[&"x".repeat(201)]),
        AxesError::Category(_)
    ));
    let many = (0..=MOST_CATEGORIES).map(|at| at.to_string());
    assert_eq!(
        Categories::new(many).unwrap_err(),
        AxesError::TooManyCategories
    );

    assert!(Weeks::new(week("2001-W01"), 0).is_err());
    assert!(Weeks::new(week("2001-W01"), MOST_WEEKS).is_ok());
    assert!(Weeks::new(week("2001-W01"), MOST_WEEKS + 1).is_err());
    assert!(Weeks::new(week("2999-W52"), 1).is_ok());
    assert!(Weeks::new(week("2999-W52"), 2).is_err());

    let places = |state, keys: &[&str]| {
        Places::new(ags(state), keys.iter().map(|key| ags(key))).unwrap_err()
    };
    assert_eq!(places("03101", &["03101"]), AxesError::State(ags("03101")));
    assert_eq!(places("03", &[]), AxesError::NoDistrict(ags("03")));
    let outside = AxesError::Place {
        place: ags("04011"),
        state: ags("03"),
    };
    assert_eq!(places("03", &["03101", "04011"]), outside);
    let state = AxesError::Place {
        place: ags("03"),
        state: ags("03"),
    };
    assert_eq!(places("03", &["03"]), state);
    let many = |count: u32| {
        Places::new(
            ags("03"),
            (1..=count).map(|at| ags(&format!("03101{at:03}"))),
        )
    };
    assert_eq!(many(255).unwrap().len(), 256);
    assert_eq!(
        many(256).unwrap_err(),
        AxesError::TooManyMunicipalities(ags("03101"))
    );

    let ages = |groups: &[(u8, u8)], open| Ages::new(groups.iter().copied(), open).unwrap_err();
    let wrong = |from, to| AxesError::Ages { from, to };
    assert_eq!(ages(&[(5, 4)], None), wrong(5, Some(4)));
    assert_eq!(ages(&[(0, 4), (4, 9)], None), wrong(4, Some(9)));
    assert_eq!(ages(&[(0, 4)], Some(4)), wrong(4, None));
    let single: Vec<(u8, u8)> = (0..63).map(|age| (age, age)).collect();
    assert_eq!(ages(&single, Some(63)), AxesError::TooManyAges);
    assert_eq!(Ages::new(single, None).unwrap().len(), 64);

    let together = Axes::new(
        Categories::new((0..60_000).map(|at| at.to_string())).unwrap(),
        Weeks::new(week("2001-W01"), 5_000).unwrap(),
        Places::new(ags("03"), [ags("03101")]).unwrap(),
        Ages::new([], None).unwrap(),
    );
    assert!(matches!(together.unwrap_err(), AxesError::TooLarge { .. }));
}

#[test]
fn ages_are_found_by_years_and_by_their_bounds() {
    let axes = axes(1);
    let ages = axes.ages();
    let shown = |years| {
        ages.group(ages.of_years(years))
            .map(|group| group.to_string())
    };
    assert_eq!(shown(4).as_deref(), Some("0-4"));
    assert_eq!(shown(5).as_deref(), Some("5-14"));
    assert_eq!(shown(15), None);
    assert_eq!(shown(255).as_deref(), Some("60+"));
    let group = |text: &str| ages.find(text.parse().unwrap());
    assert_eq!(group("20-59"), Some(ages.of_years(30)));
    assert_eq!(group("60+"), Some(ages.of_years(99)));
    assert_eq!(group("20-60"), None);
    assert_eq!(ages.unknown().index(), 4);
}

#[test]
fn what_is_not_on_an_axis_is_named() {
    let axes = axes(5);
    let category = axes.categories().find("pest").unwrap_err();
    assert_eq!(
        category.to_string(),
        "there is no category `pest` in this cube"
    );
    let late = axes.weeks().find(week("2016-W02")).unwrap_err();
    assert_eq!(late.to_string(), "there is no week `2016-W02` in this cube");
    assert!(axes.weeks().find(week("2016-W01")).is_ok());
    let place = axes.places().find(&ags("03159001")).unwrap_err();
    assert_eq!(
        place.to_string(),
        "there is no place `03159001` in this cube"
    );
    assert!(axes.places().area(&ags("03159001")).is_err());
    assert!(axes.places().area(&ags("03102")).is_err());
    assert!(axes.places().area(&ags("04")).is_err());
    assert_eq!(axes.places().area(&ags("03")), Ok(Area::State));
}

/// Not a piece of what is private: threads that read share a cube.
#[test]
fn a_cube_may_be_read_by_several_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&empty());
}
