// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions to a plan, and the cells that answer them.

use std::collections::BTreeMap;

use disclosure::{
    Address, Area, Audience, Content, Dimension, Frozen, Geography, Method, Period, Pick, Place,
    Protection, Query, Shown, SoundPlan, Span, Table, TablePlan, TableSpec, Unplanned,
    suppress_after,
};

use crate::noise;

fn plan(method: Method, tables: Vec<TableSpec>) -> SoundPlan {
    let plan = TablePlan {
        dataset: "measles".to_owned(),
        audience: Audience::Public,
        method,
        minimum: 3,
        floor: 5_000,
        tables,
    };
    plan.checked().unwrap()
}

fn table(name: &str, geography: Geography, period: Period, ages: bool) -> TableSpec {
    let age = Dimension::new(
        "age",
        [
            ("*", None),
            ("0-14", Some("*")),
            ("0-4", Some("0-14")),
            ("5-14", Some("0-14")),
            ("15+", Some("*")),
        ],
    );
    TableSpec {
        name: name.to_owned(),
        geography,
        period,
        span: Span::Current,
        dimensions: ages.then(|| age.unwrap()).into_iter().collect(),
    }
}

/// As a dashboard has it: weeks of districts by age, months and years of places, years of districts by age.
fn dashboard() -> SoundPlan {
    plan(
        Method::CellKey(noise()),
        vec![
            table("weeks", Geography::District, Period::Week, true),
            table("years by age", Geography::District, Period::Year, true),
            table("years", Geography::Municipality, Period::Year, false),
        ],
    )
}

fn places() -> Vec<Place> {
    [
        ("03151001", "03151", 800),
        ("03151002", "03151", 4_600),
        ("03151009", "03151", 42_000),
        ("03152012", "03152", 118_000),
    ]
    .map(|(key, district, population)| Place {
        key: key.to_owned(),
        district: district.to_owned(),
        population,
    })
    .to_vec()
}

fn areas(plan: &SoundPlan) -> Vec<Area> {
    plan.areas(&places())
}

fn query(period: &str, places: Pick, dimensions: &[(&str, Pick)]) -> Query {
    Query {
        dataset: "measles".to_owned(),
        audience: Audience::Public,
        period: period.to_owned(),
        span: Span::Current,
        places,
        dimensions: dimensions
            .iter()
            .map(|(name, pick)| ((*name).to_owned(), pick.clone()))
            .collect(),
    }
}

fn one(key: &str) -> Pick {
    Pick::One(key.to_owned())
}

fn parts(key: &str) -> Pick {
    Pick::PartsOf(key.to_owned())
}

/// Place and age of what is answered.
fn answered(plan: &SoundPlan, query: &Query) -> Result<Vec<(String, String)>, Unplanned> {
    let answer = plan.answer(query, &areas(plan))?;
    let cells = answer.cells.iter().map(|cell| {
        let age = cell.address.categories.get("age");
        (cell.address.place.clone(), age.cloned().unwrap_or_default())
    });
    Ok(cells.collect())
}

#[test]
fn filters_and_breakdowns_are_answered_by_place_and_category() {
    let plan = dashboard();
    let pair = |place: &str, age: &str| (place.to_owned(), age.to_owned());
    for (query, expected) in [
        (
            query("2026-W47", parts("*"), &[("age", one("0-4"))]),
            vec![pair("03151", "0-4"), pair("03152", "0-4")],
        ),
        (
            query("2026-W47", one("*"), &[("age", parts("*"))]),
            vec![pair("*", "0-14"), pair("*", "15+")],
        ),
        (
            query("2026-W47", one("03151"), &[]),
            vec![pair("03151", "")],
        ),
        (
            query("2026", parts("03151"), &[]),
            vec![pair("03151-rest", ""), pair("03151009", "")],
        ),
    ] {
        assert_eq!(answered(&plan, &query), Ok(expected));
    }
    let every = query("2026-W47", Pick::Every, &[("age", Pick::Every)]);
    assert_eq!(answered(&plan, &every).unwrap().len(), 3 * 5);
}

#[test]
fn the_coarsest_table_answers_and_a_number_has_one_address_in_all() {
    let plan = dashboard();
    let areas = areas(&plan);
    let by_age = query("2026", one("03151"), &[("age", one("*"))]);
    let plain = query("2026", one("03151"), &[]);
    let fine = query("2026", Pick::Every, &[]);
    let answer = |query: &Query| plan.answer(query, &areas).unwrap();
    assert_eq!(answer(&by_age).table.name, "years by age");
    assert_eq!(answer(&plain).table.name, "years by age");
    // All places as far as there are any: those of the coarsest table.
    assert_eq!(answer(&fine).cells.len(), 3);
    let places = answer(&query("2026", parts("03151"), &[]));
    assert_eq!(places.table.name, "years");
    let expected = Address {
        period: "2026".to_owned(),
        span: Span::Current,
        place: "03151".to_owned(),
        categories: BTreeMap::new(),
    };
    assert_eq!(answer(&by_age).cells[0].address, expected);
    assert_eq!(answer(&plain).cells[0].address, expected);
}

#[test]
fn what_no_table_has_is_refused_with_what_is_missing() {
    let plan = dashboard();
    let category = |dimension: &str, key: &str| Unplanned::Category {
        dimension: dimension.to_owned(),
        key: key.to_owned(),
    };
    for (query, expected) in [
        // Places by week, places by age, places under the floor.
        (
            query("2026-W47", parts("03151"), &[]),
            category("place", "03151"),
        ),
        (
            query("2026", parts("03151"), &[("age", parts("*"))]),
            Unplanned::Dimension("age".to_owned()),
        ),
        (
            query("2026", one("03151001"), &[]),
            category("place", "03151001"),
        ),
        (
            query("2026-W47", one("*"), &[("age", one("90+"))]),
            category("age", "90+"),
        ),
        (
            query("2026-W47", one("*"), &[("sex", one("f"))]),
            Unplanned::Dimension("sex".to_owned()),
        ),
        (query("2026-11", one("*"), &[]), Unplanned::NoTable),
        (
            query("2026-W99", one("*"), &[]),
            Unplanned::Period("2026-W99".to_owned()),
        ),
    ] {
        assert_eq!(answered(&plan, &query), Err(expected));
    }
    let mut internal = query("2026", one("*"), &[]);
    internal.audience = Audience::Internal;
    assert_eq!(answered(&plan, &internal), Err(Unplanned::OtherPlan));
    let mut growing = query("2026", one("*"), &[]);
    growing.span = Span::Cumulative;
    assert_eq!(answered(&plan, &growing), Err(Unplanned::NoTable));
}

#[test]
fn a_plan_with_faults_answers_nothing() {
    let mut faulty = dashboard().plan().clone();
    faulty.minimum = 1;
    let faults = faulty.checked().unwrap_err();
    assert_eq!(faults.len(), 2);
}

#[test]
fn a_table_with_cells_left_out_is_chosen_as_a_whole_and_answers_its_cells() {
    let protection = Protection::of_counts(3);
    let plan = plan(
        Method::Suppression(protection),
        vec![table("years", Geography::Municipality, Period::Year, true)],
    );
    assert!(plan.cell_keys(disclosure::Secret::new([1; 32])).is_none());
    let areas = areas(&plan);
    let every = query("2026", Pick::Every, &[("age", Pick::Every)]);
    let whole = plan.answer(&every, &areas).unwrap();
    let table = Table::new(whole.axes(), |nodes| {
        Content::count(match whole.keys(nodes)[..] {
            ["03151-rest", "0-4"] => 2,
            ["03151-rest", _] => 8,
            ["03151009", _] => 30,
            _ => 11,
        })
    })
    .unwrap();
    let mut frozen = Frozen::new();
    let earlier: BTreeMap<usize, Address> = whole
        .cells
        .iter()
        .map(|cell| (table.index(&cell.nodes), cell.address.clone()))
        .collect();
    assert_eq!(earlier.len(), table.len());
    let choose = |frozen: &Frozen<Address>| {
        suppress_after(&table, &protection, |cell| frozen.get(&earlier[&cell])).unwrap()
    };
    let suppression = choose(&frozen);
    for (cell, address) in &earlier {
        let _ = frozen.publish(address.clone(), suppression.shown(&table, *cell));
    }
    let children = query("2026", one("03151-rest"), &[("age", one("0-4"))]);
    let answer = plan.answer(&children, &areas).unwrap();
    assert_eq!(
        frozen.get(&answer.cells[0].address),
        Some(Shown::Suppressed)
    );
    // Asked again, the same cells are left out.
    assert_eq!(choose(&frozen).states(), suppression.states());
}
