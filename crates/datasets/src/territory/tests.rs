// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use super::*;
use crate::group::{Ages, Sexes};
use crate::period::Period;

fn ags(key: &str) -> Ags {
    key.parse().unwrap()
}

fn territory() -> Territory {
    let current = [
        "03159", "03159016", "03159036", "03153", "03153019", "03155", "03155001", "03155002",
    ];
    let change = |from: &str, to: &str| KeyChange {
        from: ags(from),
        to: ags(to),
    };
    Territory::new(
        "2022",
        current.map(ags),
        [
            change("03152012", "03159016"),
            change("03156012", "03159036"),
            change("03156013", "03159036"),
            // In two steps.
            change("03153006", "03153018"),
            change("03153018", "03153019"),
            change("03155009", "03155001"),
            change("03155009", "03155002"),
        ],
    )
    .unwrap()
}

fn counts(rows: &[(&str, Measure<'static>)]) -> Observations {
    let mut all = Observations::default();
    let category = all.category("measles");
    for ((place, measure), line) in rows.iter().zip(2..) {
        let one = Observation {
            category: "measles",
            period: Period::Year(2015),
            place: place.parse().unwrap(),
            age: Ages::All,
            sex: Sexes::All,
            known_on: None,
            measure: measure.clone(),
            line,
            total: Total::default(),
        };
        all.push(category, &one);
    }
    all
}

fn carried(rows: &[(&str, Measure<'static>)]) -> (Vec<(String, Measure<'static>)>, Report) {
    let mut report = Report::keeping(9, 9);
    let all = territory().carry(&counts(rows), &mut report);
    let found = all
        .iter()
        .map(|one| {
            let measure = match one.measure {
                Measure::Count(count) => Measure::Count(count),
                Measure::Ratio {
                    numerator,
                    denominator,
                } => Measure::Ratio {
                    numerator,
                    denominator,
                },
                Measure::Value { value, .. } => Measure::Value {
                    value,
                    lower: None,
                    upper: None,
                    unit: "",
                },
            };
            (one.place.to_string(), measure)
        })
        .collect();
    (found, report)
}

#[test]
fn former_districts_become_the_one_that_joins_them() {
    let (found, report) = carried(&[
        ("03152", Measure::Count(5)),
        ("03156", Measure::Count(7)),
        ("03153", Measure::Count(1)),
    ]);
    assert_eq!(
        found,
        [
            ("03153".to_owned(), Measure::Count(1)),
            ("03159".to_owned(), Measure::Count(12))
        ]
    );
    assert_eq!(report.count(Kind::KeyCarried), 2);
    assert_eq!(report.count(Kind::JoinedIncomplete), 0);
    let (found, report) = carried(&[("03152", Measure::Count(5))]);
    assert_eq!(found, [("03159".to_owned(), Measure::Count(5))]);
    assert_eq!(report.count(Kind::JoinedIncomplete), 1);
}

#[test]
fn renamed_joined_and_split_municipalities_are_told_apart() {
    let value = |value| Measure::Value {
        value,
        lower: None,
        upper: None,
        unit: "",
    };
    let (found, report) = carried(&[
        ("03152012", value(0.5)),
        ("03156012", value(0.5)),
        (
            "03156013",
            Measure::Ratio {
                numerator: 1,
                denominator: 4,
            },
        ),
        ("03153006", Measure::Count(3)),
        ("03155009", Measure::Count(8)),
        ("03999001", Measure::Count(1)),
    ]);
    assert_eq!(
        found,
        [
            ("03999001".to_owned(), Measure::Count(1)),
            ("03159016".to_owned(), value(0.5)),
            (
                "03159036".to_owned(),
                Measure::Ratio {
                    numerator: 1,
                    denominator: 4
                }
            ),
            ("03153019".to_owned(), Measure::Count(3)),
        ]
    );
    assert_eq!(report.count(Kind::ValueOfJoined), 1);
    assert_eq!(report.count(Kind::KeySplit), 1);
    assert_eq!(
        territory().successor("03155009".parse().unwrap()),
        Successor::Several(vec![
            "03155001".parse().unwrap(),
            "03155002".parse().unwrap()
        ])
    );
}

#[test]
fn a_number_of_today_is_not_added_to_its_former_parts() {
    let (found, report) = carried(&[("03159", Measure::Count(12)), ("03152", Measure::Count(5))]);
    assert_eq!(found, [("03159".to_owned(), Measure::Count(12))]);
    assert_eq!(report.count(Kind::Contradiction), 1);
}

#[test]
fn changes_that_lead_nowhere_are_refused() {
    let change = |from: &str, to: &str| KeyChange {
        from: ags(from),
        to: ags(to),
    };
    let of = |changes: Vec<KeyChange>| Territory::new("x", [ags("03159")], changes).unwrap_err();
    assert!(matches!(
        of(vec![change("03152", "03156"), change("03156", "03152")]),
        TerritoryError::Endless(_)
    ));
    assert!(matches!(
        of(vec![change("03152", "03154")]),
        TerritoryError::NotCurrent { .. }
    ));
    assert!(matches!(
        of(vec![change("03152", "03159016")]),
        TerritoryError::Level { .. }
    ));
}
