// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An invented office with invented people.

use anonymity::forwarding::{
    EntityKind, Field, FieldClass, Hierarchies, Ledger, LegalPath, Outcome, PatienceStep, Policy,
    PolicyDraft, PolicyFormat, Record, Variety, release,
};
use anonymity::{DropReason, Entity, Hierarchy, RecordKey};
use anonymity_verifier::{Chain, Known, VerifiedRecords};
use kernel::IsoWeek;
use proptest::prelude::*;

pub(crate) const DIAGNOSES: [&str; 4] = ["COVID-19", "Influenza", "Masern", "Röteln & Co."];
pub(crate) const PLACES: [&str; 4] = ["03151001", "03151002", "03152001", "03152002"];

pub(crate) fn first_week() -> IsoWeek {
    "2026-W40".parse().unwrap()
}

pub(crate) fn hierarchies() -> Hierarchies {
    let rows = |rows: Vec<[String; 3]>| rows.into_iter().map(Vec::from).collect::<Vec<_>>();
    let ages = (0..20).map(|age| {
        let half = if age < 10 { "<10" } else { "10+" };
        [age.to_string(), half.to_owned(), "*".to_owned()]
    });
    let places = PLACES.map(|place| [place.to_owned(), place[..5].to_owned(), "*".to_owned()]);
    let sexes = ["m", "w"].map(|sex| vec![sex.to_owned(), "*".to_owned()]);
    let diagnoses = DIAGNOSES.map(|name| vec![name.to_owned()]);
    let make = |levels: &[&str], rows: &[Vec<String>]| Hierarchy::of_values(levels, rows).unwrap();
    [
        ("age", make(&["year", "half", "all"], &rows(ages.collect()))),
        (
            "place",
            make(&["municipality", "district", "all"], &rows(places.into())),
        ),
        ("sex", make(&["sex", "all"], &sexes)),
        ("diagnosis", make(&["code"], &diagnoses)),
    ]
    .into_iter()
    .map(|(name, hierarchy)| (name.to_owned(), hierarchy))
    .collect()
}

fn field(name: &str, class: FieldClass) -> Field {
    Field {
        name: name.to_owned(),
        label: name.to_owned(),
        class: Some(class),
        reason: "Beispiel.".to_owned(),
    }
}

fn quasi(name: &str, finest: &str) -> Field {
    let class = FieldClass::Quasi {
        hierarchy: name.to_owned(),
        finest: finest.to_owned(),
        coarsest: "all".to_owned(),
    };
    field(name, class)
}

pub(crate) fn draft(k: u32, l: u32) -> PolicyDraft {
    let sensitive = FieldClass::Sensitive {
        hierarchy: "diagnosis".to_owned(),
        level: "code".to_owned(),
        variety: Variety {
            distinct: l,
            ..Variety::default()
        },
    };
    let date = FieldClass::Date {
        finest: "week".to_owned(),
        coarsest: "all".to_owned(),
    };
    let because = DropReason::FreeText;
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "notification-1".to_owned(),
        purpose: "Überblick über Meldungen.".to_owned(),
        legal_basis: "§ 8 NGöGD".to_owned(),
        recipient: "Niedersächsisches Landesgesundheitsamt".to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: k,
        fields: vec![
            field(
                "person",
                FieldClass::Entity {
                    of: EntityKind::Person,
                },
            ),
            quasi("age", "year"),
            quasi("place", "municipality"),
            quasi("sex", "sex"),
            field("week", date),
            field("diagnosis", sensitive),
            field("remark", FieldClass::Dropped { because }),
        ],
        patience: [(0, 100, 80), (1, 300, 250), (2, 1000, 600)]
            .map(
                |(from_weeks, loss_permille, waiting_permille)| PatienceStep {
                    from_weeks,
                    loss_permille,
                    waiting_permille,
                },
            )
            .to_vec(),
        maximum_hold_weeks: 4,
        yearly_cap: 2,
        noise: None,
    }
}

pub(crate) fn policy(k: u32, l: u32) -> Policy {
    Policy::new(draft(k, l)).unwrap()
}

/// Who, age, place, sex, diagnosis.
pub(crate) type Seed = (u8, u8, u8, u8, u8);

pub(crate) fn record(case: usize, version: u32, week: IsoWeek, seed: Seed) -> Record {
    let (person, age, place, sex, diagnosis) = seed;
    Record {
        case: RecordKey::new(format!("case-{case}")),
        version,
        entities: vec![Entity::new(format!("person-{person}"))],
        week,
        values: vec![
            (age % 20).to_string(),
            PLACES[usize::from(place) % 4].to_owned(),
            ["m", "w"][usize::from(sex) % 2].to_owned(),
            DIAGNOSES[usize::from(diagnosis) % 4].to_owned(),
        ],
        figures: Vec::new(),
    }
}

/// What the office holds at each release.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    pub(crate) weeks: Vec<(IsoWeek, Vec<Record>)>,
}

/// Streams over seven weeks, some of them empty, with corrections, by few enough people that many come
/// again.
pub(crate) fn streams() -> impl Strategy<Value = Stream> {
    let seed = (0_u8..60, 0_u8..20, 0_u8..4, 0_u8..2, 0_u8..4);
    let week = prop_oneof![
        1 => Just(Vec::new()),
        4 => prop::collection::vec(seed, 5..40),
    ];
    // A share of the cases of a week changes two weeks later: all of these to the same values, so that
    // some corrections find company.
    let corrected = (0_u8..4, 0_u8..20, 0_u8..4);
    prop::collection::vec((week, corrected), 7).prop_map(|weeks| {
        let mut held: Vec<(Seed, Record)> = Vec::new();
        let mut stream = Vec::new();
        for (number, (seeds, (share, age, diagnosis))) in weeks.into_iter().enumerate() {
            let as_of = first_week().plus(i32::try_from(number).unwrap());
            for (position, (seed, record_of)) in held.iter_mut().enumerate() {
                if share > 0 && position % 4 < usize::from(share) && record_of.version == 1 {
                    let (person, old, place, sex, _) = *seed;
                    let age = if diagnosis < 2 { age } else { old };
                    let seed = (person, age, place, sex, diagnosis);
                    *record_of = record(position, 2, record_of.week, seed);
                }
            }
            for seed in seeds {
                held.push((seed, record(held.len(), 1, as_of, seed)));
            }
            stream.push((
                as_of,
                held.iter().map(|(_, record)| record.clone()).collect(),
            ));
        }
        Stream { weeks: stream }
    })
}

pub(crate) struct Run {
    pub(crate) ledger: Ledger,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) verified: Vec<VerifiedRecords>,
}

pub(crate) fn known(policies: &[&Policy]) -> Known {
    let policies: Vec<String> = policies.iter().map(|policy| policy.to_json()).collect();
    let lists: Vec<String> = hierarchies().values().map(Hierarchy::to_json).collect();
    Known::default()
        .with_records(
            policies.iter().map(String::as_str),
            lists.iter().map(String::as_str),
        )
        .unwrap()
}

/// Releases week by week; the verifier must agree after every release.
pub(crate) fn run(stream: &Stream, policy: &Policy) -> Run {
    let hierarchies = hierarchies();
    let known = known(&[policy]);
    let mut chain = Chain::new("office", "collection");
    let mut run = Run {
        ledger: Ledger::new("office", "collection").unwrap(),
        outcomes: Vec::new(),
        verified: Vec::new(),
    };
    for (as_of, pending) in &stream.weeks {
        let outcome = release(policy, &hierarchies, &run.ledger, pending, *as_of).unwrap();
        let verified = chain
            .extend_records(&known, outcome.document.bytes())
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        let receipts = outcome.receipts.clone();
        run.ledger.append(&outcome.document, receipts).unwrap();
        run.verified.push(verified);
        run.outcomes.push(outcome);
    }
    run
}
