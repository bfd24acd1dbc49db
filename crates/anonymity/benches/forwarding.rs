// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long releases of records of persons take: a week with 10,000 records, and five years of a large office.

use anonymity::forwarding::{
    EntityKind, Field, FieldClass, Hierarchies, Ledger, LegalPath, Policy, PolicyDraft,
    PolicyFormat, Record, SHIPPED_MAXIMUM_HOLD_WEEKS, release, shipped_patience, simulate,
};
use anonymity::{Entity, Hierarchy, RecordKey};
use divan::{Bencher, black_box};
use kernel::IsoWeek;

fn main() {
    divan::main();
}

/// One weekly release; asked for: less than a second.
#[divan::bench(sample_count = 3)]
fn a_week_with_10_000_records(bencher: Bencher<'_, '_>) {
    let (policy, hierarchies) = (policy(), hierarchies());
    let ledger = Ledger::new("office", "collection").expect("short keys");
    let records: Vec<Record> = (0..10_000).map(|number| record(number, 0)).collect();
    let as_of = first_week();
    bencher.bench(|| release(&policy, &hierarchies, &ledger, black_box(&records), as_of));
}

/// 260 releases of 290 new records each; asked for: less than 30 seconds.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn five_years_of_a_large_office(bencher: Bencher<'_, '_>) {
    let (policy, hierarchies) = (policy(), hierarchies());
    let records: Vec<Record> = (0..260)
        .flat_map(|week| (0..290).map(move |number| record(week * 290 + number, week)))
        .collect();
    bencher.bench(|| simulate(&policy, &hierarchies, black_box(records.clone())));
}

fn first_week() -> IsoWeek {
    "2025-W01".parse().expect("a week")
}

/// A record with values that are spread unevenly, the same in every run.
fn record(number: i32, week: i32) -> Record {
    let mut spread = u64::from(number.unsigned_abs()).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut draw = |below: u64| {
        spread ^= spread >> 29;
        spread = spread.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (spread >> 33) % below
    };
    let age = draw(50) + draw(50);
    let place = draw(5) * draw(6);
    let sex = ["m", "w", "m", "w", "d"][usize::try_from(draw(4)).expect("small")];
    Record {
        case: RecordKey::new(number.to_string()),
        version: 1,
        entities: vec![Entity::new(number.to_string())],
        week: first_week().plus(week),
        values: vec![age.to_string(), format!("place-{place}"), sex.to_owned()],
        figures: Vec::new(),
    }
}

fn hierarchies() -> Hierarchies {
    let ages: Vec<Vec<String>> = (0..100)
        .map(|age| {
            let span = |years: i32| {
                format!(
                    "{}-{}",
                    age / years * years,
                    age / years * years + years - 1
                )
            };
            vec![age.to_string(), span(5), span(20), "*".to_owned()]
        })
        .collect();
    let places: Vec<Vec<String>> = (0..21)
        .map(|place| {
            vec![
                format!("place-{place}"),
                format!("part-{}", place / 7),
                "*".to_owned(),
            ]
        })
        .collect();
    let sexes = ["m", "w", "d"].map(|sex| vec![sex.to_owned(), "*".to_owned()]);
    let make = |name: &str, levels: &[&str], rows: &[Vec<String>]| {
        let hierarchy = Hierarchy::of_values(levels, rows).expect("a hierarchy");
        (name.to_owned(), hierarchy)
    };
    [
        make("age", &["year", "5-years", "20-years", "all"], &ages),
        make("place", &["place", "part", "all"], &places),
        make("sex", &["sex", "all"], &sexes),
    ]
    .into()
}

fn policy() -> Policy {
    let field = |name: &str, class| Field {
        name: name.to_owned(),
        label: name.to_owned(),
        class: Some(class),
        reason: "Messung.".to_owned(),
    };
    let quasi = |name: &str, finest: &str| {
        let class = FieldClass::Quasi {
            hierarchy: name.to_owned(),
            finest: finest.to_owned(),
            coarsest: "all".to_owned(),
        };
        field(name, class)
    };
    let all = || "all".to_owned();
    let date = FieldClass::Date {
        finest: all(),
        coarsest: all(),
    };
    let of = EntityKind::Person;
    Policy::new(PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "bench".to_owned(),
        purpose: "Messung.".to_owned(),
        legal_basis: "Keine.".to_owned(),
        recipient: "Niemand.".to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: 5,
        fields: vec![
            field("person", FieldClass::Entity { of }),
            quasi("age", "year"),
            quasi("place", "place"),
            quasi("sex", "sex"),
            field("week", date),
        ],
        patience: shipped_patience(),
        maximum_hold_weeks: SHIPPED_MAXIMUM_HOLD_WEEKS,
        yearly_cap: 3,
        noise: None,
    })
    .expect("a sound policy")
}
