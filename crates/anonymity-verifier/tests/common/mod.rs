// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented streams of weekly reports, with late ones, closed facilities and corrections.

use std::collections::BTreeMap;

use anonymity::{
    Content, Entity, Field, FieldClass, Hierarchy, PatienceStep, Policy, PolicyDraft, PolicyFormat,
    Record, RecordKey,
};
use kernel::{Ags, IsoWeek};
use proptest::prelude::*;

/// The measures with their percentages of the p%-rule.
pub(crate) const PERCENT: [(&str, u8); 2] = [("cared", 10), ("ill", 0)];

const DISTRICTS: [&str; 5] = ["03151", "03152", "03241", "03254", "03459"];

/// What an office holds, release by release.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    /// Week of the release, and everything accepted by then, one version per facility and week.
    pub(crate) weeks: Vec<(IsoWeek, Vec<Record>)>,
}

/// Random numbers that repeat themselves (`SplitMix64`), so that a failing stream has a number.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("a length")
    }
}

impl Stream {
    /// `weeks` releases of an office with `facilities` institutions.
    pub(crate) fn invented(seed: u64, facilities: u64, weeks: i32) -> Self {
        let mut dice = Dice(seed);
        let first: IsoWeek = "2026-W40".parse().unwrap();
        let homes: Vec<Ags> = (0..facilities)
            .map(|_| DISTRICTS[dice.index(DISTRICTS.len())].parse().unwrap())
            .collect();
        // Per report: the weeks at which a version arrives, with its content.
        let mut arrivals: Vec<(i32, Record)> = Vec::new();
        for week in 0..weeks {
            for (facility, home) in homes.iter().enumerate() {
                if dice.chance(10) {
                    continue;
                }
                let mut arrives = week + i32::from(dice.chance(25));
                while dice.chance(30) {
                    arrives += 1;
                }
                let mut version = 1;
                loop {
                    let content = invented_content(&mut dice);
                    arrivals.push((
                        arrives,
                        Record {
                            key: RecordKey::new(format!("{facility}/{week}/{version}")),
                            entity: Entity::new(format!("facility-{facility}")),
                            place: home.clone(),
                            week: first.plus(week),
                            content,
                        },
                    ));
                    if !dice.chance(20) {
                        break;
                    }
                    version += 1;
                    arrives += 1 + i32::from(dice.chance(50));
                }
            }
        }
        arrivals.sort_by_key(|(arrives, _)| *arrives);
        let mut arrivals = arrivals.into_iter().peekable();
        let mut accepted: BTreeMap<(Entity, IsoWeek), Record> = BTreeMap::new();
        // Twelve releases more than weeks, so that the maximum hold is reached.
        let weeks = (0..weeks + 12)
            .map(|now| {
                while let Some((_, record)) = arrivals.next_if(|(arrives, _)| *arrives <= now) {
                    accepted.insert((record.entity.clone(), record.week), record);
                }
                (first.plus(now + 1), accepted.values().cloned().collect())
            })
            .collect();
        Self { weeks }
    }
}

fn invented_content(dice: &mut Dice) -> Content {
    if dice.chance(12) {
        return Content::Closed;
    }
    let cared = i64::try_from(5 + dice.below(90)).unwrap();
    let ill = i64::try_from(dice.below(12)).unwrap();
    Content::Figures(vec![cared, ill.min(cared)])
}

/// Streams of offices of 1 to 19 facilities over 30 weeks.
pub(crate) fn streams() -> impl Strategy<Value = Stream> {
    (any::<u64>(), 1_u64..20).prop_map(|(seed, facilities)| Stream::invented(seed, facilities, 30))
}

/// The same stream with the records of every week in another order.
pub(crate) fn shuffled(stream: &Stream, seed: u64) -> Stream {
    let mut dice = Dice(seed);
    let mut stream = stream.clone();
    for (_, records) in &mut stream.weeks {
        for position in (1..records.len()).rev() {
            records.swap(position, dice.index(position + 1));
        }
    }
    stream
}

pub(crate) fn hierarchy() -> Hierarchy {
    let keys: Vec<Ags> = DISTRICTS.iter().map(|key| key.parse().unwrap()).collect();
    Hierarchy::of_districts(&keys).unwrap()
}

pub(crate) fn policy(minimum_facilities: u32) -> Policy {
    let field = |name: &str, class| Field {
        name: name.to_owned(),
        label: name.to_owned(),
        class,
        reason: "Beispiel.".to_owned(),
    };
    let levels = ["district", "region", "state"].map(str::to_owned).to_vec();
    let mut fields = vec![
        field("institution", FieldClass::Entity),
        field(
            "place",
            FieldClass::Place {
                levels: levels.clone(),
            },
        ),
        field("week", FieldClass::Date),
    ];
    fields.extend(
        PERCENT.map(|(name, dominance_percent)| {
            field(name, FieldClass::Measure { dominance_percent })
        }),
    );
    Policy::new(PolicyDraft {
        format: PolicyFormat::V1,
        form_version: "are-sentinel-1".to_owned(),
        purpose: "Erprobung.".to_owned(),
        legal_basis: "§ 8 NGöGD".to_owned(),
        recipient: "Landesgesundheitsamt".to_owned(),
        minimum_facilities,
        fields,
        patience: levels
            .into_iter()
            .zip([0, 2, 4])
            .map(|(place, from_weeks)| PatienceStep { from_weeks, place })
            .collect(),
        maximum_hold_weeks: 8,
    })
    .unwrap()
}
