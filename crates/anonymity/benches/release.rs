// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long a release takes: 200 facilities reporting over 52 weeks.

use anonymity::{
    Content, Entity, Field, FieldClass, Hierarchy, Ledger, PatienceStep, Policy, PolicyDraft,
    PolicyFormat, Record, RecordKey, release,
};
use divan::{Bencher, black_box};
use kernel::{Ags, IsoWeek};

fn main() {
    divan::main();
}

/// Everything of a year at once, nothing released before.
#[divan::bench]
fn one_release_of_52_weeks_of_200_facilities(bencher: Bencher<'_, '_>) {
    let (policy, hierarchy, records) = year();
    let ledger = Ledger::new("office", "collection").expect("short keys");
    let as_of = first_week().plus(52);
    bencher.bench(|| release(&policy, &hierarchy, &ledger, black_box(&records), as_of));
}

/// The last weekly release of a year: 51 weeks have left, one is new.
#[divan::bench]
fn the_last_weekly_release_of_a_year(bencher: Bencher<'_, '_>) {
    let (policy, hierarchy, records) = year();
    let mut ledger = Ledger::new("office", "collection").expect("short keys");
    for number in 0..51 {
        let as_of = first_week().plus(number);
        let outcome = release(&policy, &hierarchy, &ledger, &records, as_of).expect("valid input");
        ledger
            .append(&outcome.document, outcome.receipts)
            .expect("made from this ledger");
    }
    let as_of = first_week().plus(51);
    bencher.bench(|| release(&policy, &hierarchy, black_box(&ledger), &records, as_of));
}

/// A whole year of weekly releases of one office.
#[divan::bench(sample_count = 10)]
fn a_year_of_weekly_releases(bencher: Bencher<'_, '_>) {
    let (policy, hierarchy, records) = year();
    bencher.bench(|| {
        let mut ledger = Ledger::new("office", "collection").expect("short keys");
        for number in 0..52 {
            let as_of = first_week().plus(number);
            let outcome =
                release(&policy, &hierarchy, &ledger, &records, as_of).expect("valid input");
            ledger
                .append(&outcome.document, outcome.receipts)
                .expect("made from this ledger");
        }
        ledger
    });
}

fn first_week() -> IsoWeek {
    "2025-W40".parse().expect("a week")
}

fn year() -> (Policy, Hierarchy, Vec<Record>) {
    let districts: Vec<Ags> = (0..10)
        .map(|number| {
            format!("03{}5{number}", 1 + number % 4)
                .parse()
                .expect("a key")
        })
        .collect();
    let hierarchy = Hierarchy::of_districts(&districts).expect("a hierarchy");
    let mut records = Vec::new();
    for week in 0..52_i32 {
        for facility in 0..200_i32 {
            let cared = i64::from(20 + facility % 60);
            records.push(Record {
                key: RecordKey::new(format!("{facility}/{week}")),
                entity: Entity::new(facility.to_string()),
                place: districts[usize::try_from(facility * facility % 10).expect("not negative")]
                    .clone(),
                week: first_week().plus(week),
                content: if (week - facility % 29) % 29 == 0 {
                    Content::Closed
                } else {
                    Content::Figures(vec![cared, cared / 7, cared / 11])
                },
            });
        }
    }
    (policy(), hierarchy, records)
}

fn policy() -> Policy {
    let field = |name: &str, class| Field {
        name: name.to_owned(),
        label: name.to_owned(),
        class,
        reason: "Messung.".to_owned(),
    };
    let measure = || FieldClass::Measure {
        dominance_percent: 10,
    };
    let levels = ["district", "region", "state"].map(str::to_owned).to_vec();
    Policy::new(PolicyDraft {
        format: PolicyFormat::V1,
        form_version: "bench".to_owned(),
        purpose: "Messung.".to_owned(),
        legal_basis: "Keine.".to_owned(),
        recipient: "Niemand.".to_owned(),
        minimum_facilities: 3,
        fields: vec![
            field("institution", FieldClass::Entity),
            field(
                "place",
                FieldClass::Place {
                    levels: levels.clone(),
                },
            ),
            field("week", FieldClass::Date),
            field("cared", measure()),
            field("ill_absent", measure()),
            field("ill_present", measure()),
        ],
        patience: levels
            .into_iter()
            .zip([0, 2, 4])
            .map(|(place, from_weeks)| PatienceStep { from_weeks, place })
            .collect(),
        maximum_hold_weeks: 8,
    })
    .expect("a sound policy")
}
