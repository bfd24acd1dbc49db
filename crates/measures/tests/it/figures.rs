// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is shown of rows: shares, rates, standardised rates, sums, gaps, small numbers.

use datasets::{Limits, Period, Place, Places, apply, recognise};
use kernel::Ags;
use measures::{
    Base, Definition, Figure, Group, Indicator, LeftOut, Number, People, Reader, Row, Shown, State,
    Table, TakeError, Topic, take,
};
use rates::Position;

fn table(text: &str) -> measures::Taken {
    let (places, limits) = (Places::new([]), Limits::default());
    let (file, candidates) = recognise(text.as_bytes(), "quoten.csv", &places, &limits).unwrap();
    let mapping = &candidates[0].mapping;
    assert_eq!(mapping.gaps(), []);
    let outcome = apply(&file.tables[0], mapping, &places, &limits).unwrap();
    let state: Ags = "03".parse().unwrap();
    take(&outcome.observations, &state).unwrap()
}

fn place(key: &str) -> Place {
    key.parse().unwrap()
}

fn nobody(_: Place) -> Option<u64> {
    None
}

const NOBODY: People<'static> = People {
    table: None,
    census: &nobody,
};

fn definition(shown: Shown) -> Definition {
    Definition {
        shown,
        topic: Topic::Other,
        least_cases: 0,
        least_base: 0,
    }
}

fn ratio(year: i16, key: &str, numerator: u64, denominator: u64) -> Row {
    Row {
        period: Period::Year(year),
        place: place(key),
        group: Group::ALL,
        number: Number::Ratio {
            numerator,
            denominator,
        },
    }
}

fn near(figure: Figure, value: f64, interval: (f64, f64)) {
    let (lower, upper) = figure.interval.unwrap();
    for (found, wanted) in [
        (figure.value.unwrap(), value),
        (lower, interval.0),
        (upper, interval.1),
    ] {
        assert!((found - wanted).abs() < 1e-4, "{found} instead of {wanted}");
    }
}

const COVERAGE: &str = "Indikator;Jahr;Kreis;Zähler;Nenner
vaccination-measles-2;2022;03101;81;100
vaccination-measles-2;2024;03101;90;100
vaccination-measles-2;2024;03102;40;50
vaccination-measles-2;2024;05111;1;2
";

#[test]
fn a_table_of_an_office_becomes_shares_and_missing_years_are_gaps() {
    let taken = table(COVERAGE);
    assert_eq!(taken.taken, 3);
    assert_eq!(taken.left_out[&LeftOut::Elsewhere], 1);
    let indicator = taken.table.indicator("vaccination-measles-2").unwrap();
    let definition = Definition::of(indicator);
    assert_eq!(
        (definition.shown, definition.topic),
        (Shown::Share, Topic::Vaccination)
    );
    let reader = Reader {
        indicator,
        definition: &definition,
        people: NOBODY,
    };
    assert_eq!(reader.periods(), [2022, 2023, 2024].map(Period::Year));
    let figure = |year, key| reader.figure(Period::Year(year), place(key));
    // Wilson's interval of 81 of 100 as Newcombe (1998) computes it.
    near(figure(2022, "03101"), 0.81, (0.7222, 0.8749));
    assert_eq!(figure(2023, "03101"), Figure::NO_DATA);
    // Nobody has said anything about the state, so its districts are added.
    let state = figure(2024, "03");
    assert_eq!((state.cases, state.whole), (Some(130), Some(150)));
}

#[test]
fn a_file_about_another_state_is_refused() {
    let text = "Indikator;Jahr;Kreis;Zähler;Nenner\nx;2024;05111;1;2\n";
    let (places, limits) = (Places::new([]), Limits::default());
    let (file, candidates) = recognise(text.as_bytes(), "x.csv", &places, &limits).unwrap();
    let outcome = apply(&file.tables[0], &candidates[0].mapping, &places, &limits).unwrap();
    let state: Ags = "03".parse().unwrap();
    let refused = take(&outcome.observations, &state).unwrap_err();
    assert_eq!(refused, TakeError::Nothing);
}

#[test]
fn small_numbers_are_not_shown_and_neither_are_small_rests() {
    let rows = vec![
        ratio(2024, "03101", 2, 400),
        ratio(2024, "03102", 399, 400),
        ratio(2024, "03103", 5, 20),
        ratio(2024, "03151", 0, 400),
        ratio(2024, "03153", 5, 400),
    ];
    let indicator = Indicator::new("x", "", rows);
    let definition = Definition {
        least_cases: 3,
        least_base: 30,
        ..definition(Shown::Share)
    };
    let reader = Reader {
        indicator: &indicator,
        definition: &definition,
        people: NOBODY,
    };
    let state = |key| reader.figure(Period::Year(2024), place(key));
    for key in ["03101", "03102", "03103"] {
        let figure = state(key);
        assert_eq!(figure.state, State::Suppressed, "{key}");
        assert_eq!(
            (figure.value, figure.cases, figure.whole),
            (None, None, None)
        );
    }
    assert_eq!(state("03151").state, State::Zero);
    assert_eq!(state("03153").state, State::Value);
}

#[test]
fn counts_are_divided_by_inhabitants_of_the_year_else_by_the_census() {
    let count = |year, key, number| Row {
        number: Number::Count(number),
        ..ratio(year, key, 0, 1)
    };
    let indicator = Indicator::new("deaths", "", vec![count(2024, "03101", 10)]);
    let people = Table::new([Indicator::new(
        "population",
        "",
        vec![count(2019, "03101", 1_000), count(2023, "03101", 2_000)],
    )]);
    let census = |place: Place| (place.to_string() == "03101").then_some(4_000);
    let definition = definition(Shown::PerThousand);
    let mut reader = Reader {
        indicator: &indicator,
        definition: &definition,
        people: People {
            table: Some(&people),
            census: &census,
        },
    };
    let figure = reader.figure(Period::Year(2024), place("03101"));
    // Byar: 10 cases lie between 10(1 − 1/90 − z/(3√10))³ and 11(1 − 1/99 + z/(3√11))³.
    near(figure, 5.0, (4.7874 / 2.0, 18.3915 / 2.0));
    assert_eq!(figure.base, Base::Population(2023));
    reader.people.table = None;
    let figure = reader.figure(Period::Year(2024), place("03101"));
    assert_eq!((figure.value, figure.base), (Some(2.5), Base::Census));
}

#[test]
fn ages_are_standardised_to_the_european_population_and_added_up_for_everybody() {
    let of_age = |age: &str, numerator, denominator| Row {
        group: Group {
            age: Some(age.parse().unwrap()),
            sex: None,
        },
        ..ratio(2024, "03101", numerator, denominator)
    };
    let rows = vec![of_age("0-64", 10, 10_000), of_age("65+", 100, 10_000)];
    let indicator = Indicator::new("x", "", rows);
    let shown = definition(Shown::Standardised);
    let reader = Reader {
        indicator: &indicator,
        definition: &shown,
        people: NOBODY,
    };
    let figure = reader.figure(Period::Year(2024), place("03101"));
    // 80,500 of 100,000 are younger than 65: 0.805 · 100 + 0.195 · 1,000.
    assert!((figure.value.unwrap() - 275.5).abs() < 1e-9);
    let shown = definition(Shown::Share);
    let reader = Reader {
        definition: &shown,
        ..reader
    };
    let figure = reader.figure(Period::Year(2024), place("03101"));
    assert_eq!((figure.cases, figure.whole), (Some(110), Some(20_000)));
    assert_eq!(reader.groups(Period::Year(2024), place("03101")).len(), 2);
}

#[test]
fn plain_values_keep_their_bounds_and_are_never_added() {
    let value = |key, value| Row {
        number: Number::Value {
            value,
            lower: Some(value - 1.0),
            upper: Some(value + 1.0),
        },
        ..ratio(2024, key, 0, 1)
    };
    let rows = vec![value("03101", 81.2), value("03102", 79.9)];
    let indicator = Indicator::new("life-expectancy", "years", rows);
    let definition = Definition::of(&indicator);
    assert_eq!(definition.shown, Shown::Plain);
    let reader = Reader {
        indicator: &indicator,
        definition: &definition,
        people: NOBODY,
    };
    near(
        reader.figure(Period::Year(2024), place("03101")),
        81.2,
        (80.2, 82.2),
    );
    assert_eq!(
        reader.figure(Period::Year(2024), place("03")),
        Figure::NO_DATA
    );
}

#[test]
fn the_ranking_begins_with_the_highest_and_names_who_lies_outside_of_chance() {
    let rows = vec![
        ratio(2024, "03101", 500, 1_000),
        ratio(2024, "03102", 510, 1_000),
        ratio(2024, "03103", 900, 1_000),
        ratio(2024, "03151", 2, 4),
        ratio(2024, "03153", 495, 1_000),
        ratio(2024, "03154", 505, 1_000),
    ];
    let indicator = Indicator::new("x", "", rows);
    let definition = Definition {
        least_base: 10,
        ..definition(Shown::Share)
    };
    let reader = Reader {
        indicator: &indicator,
        definition: &definition,
        people: NOBODY,
    };
    let keys = [
        "03101", "03102", "03103", "03151", "03153", "03154", "03155",
    ];
    let ranking = reader.ranking(Period::Year(2024), &keys.map(place));
    let order: Vec<String> = ranking
        .places
        .iter()
        .map(|one| one.place.to_string())
        .collect();
    assert_eq!(order[0], "03103");
    assert_eq!(order[5..], ["03151", "03155"]);
    let position = |at: usize| ranking.places[at].position.map(|(position, _)| position);
    assert!(matches!(
        position(0),
        Some(Position::Above | Position::FarAbove)
    ));
    assert_eq!(position(5), None);
    assert_eq!(position(6), None);
}
