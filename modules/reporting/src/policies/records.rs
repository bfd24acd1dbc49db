// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Records to try a policy on: invented from the form, or the reports of an office in columns.

use std::collections::HashMap;

use anonymity::forwarding::{FieldClass, Hierarchies, Policy, Record};
use anonymity::{Entity, RecordKey};
use jiff::ToSpan;
use jiff::civil::date;
use kernel::{Ags, Chance, IsoWeek, OrganisationId, SeededChance};

use super::fields::{Answers, PolicyField};
use super::hierarchies::{AGE, MISSING, OLDEST, PLACE};
use crate::model::insight::Column;
use crate::model::{SubmissionState, Table};

/// How many records are invented.
const INVENTED: usize = 800;
/// Over how many weeks.
const WEEKS: usize = 26;
/// How many facilities send them.
const FACILITIES: usize = 40;
/// The most reports of an office that a policy is tried on: the latest.
pub const MOST_REAL: usize = 2_000;

/// Numbers that are the same for the same seed.
struct Invention(SeededChance);

impl Invention {
    /// A number from 0 to `below` − 1.
    fn below(&self, below: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        let number = u64::from_le_bytes(bytes) % u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(number).unwrap_or(0)
    }

    /// One of these, the first ones more often: the n-th with a weight of 1 / n.
    fn usual<'t>(&self, of: &[&'t str]) -> &'t str {
        let weights: Vec<usize> = (1..=of.len()).map(|place| 10_000 / place.max(1)).collect();
        let mut at = self.below(weights.iter().sum());
        for (one, weight) in of.iter().zip(weights) {
            if at < weight {
                return one;
            }
            at -= weight;
        }
        of.first().copied().unwrap_or(MISSING)
    }
}

/// Records of an invented office, the same for the same form version and hierarchies: one district, some
/// facilities, half a year. Nobody's answers are among them.
pub fn invented(
    policy: &Policy,
    fields: &[PolicyField],
    hierarchies: &Hierarchies,
    last: IsoWeek,
) -> Vec<Record> {
    let seed = policy.rules().form_version.bytes();
    let seed = seed.fold(0_u64, |sum, byte| sum.rotate_left(7) ^ u64::from(byte));
    let chance = Invention(SeededChance::new(seed));
    let towns = towns(hierarchies);
    let homes: Vec<&str> = (0..FACILITIES).map(|_| chance.usual(&towns)).collect();
    let leaves: HashMap<&str, Vec<&str>> = hierarchies
        .iter()
        .map(|(name, hierarchy)| {
            let leaves = hierarchy.rows().map(|row| row[0].as_str());
            (
                name.as_str(),
                leaves.filter(|leaf| *leaf != MISSING).collect(),
            )
        })
        .collect();
    let of_field: HashMap<&str, &PolicyField> = fields
        .iter()
        .map(|field| (field.name.as_str(), field))
        .collect();
    (0..INVENTED)
        .map(|number| {
            let facility = chance.below(FACILITIES);
            let person = if chance.below(20) == 0 {
                chance.below(number + 1)
            } else {
                number
            };
            let week = last.plus(-i32::try_from(chance.below(WEEKS)).unwrap_or(0));
            // Whatever is chosen is drawn, so that another class of a field changes no other draw.
            let drawn: HashMap<&str, String> = fields
                .iter()
                .filter_map(|field| Some((field.name.as_str(), field.hierarchy()?)))
                .map(|(name, hierarchy)| {
                    let value = match hierarchy {
                        PLACE => homes[facility].to_owned(),
                        AGE => (chance.below(45) + chance.below(45)).to_string(),
                        other => {
                            let leaves = leaves.get(other).map_or(&[][..], Vec::as_slice);
                            chance.usual(leaves).to_owned()
                        }
                    };
                    (name, value)
                })
                .collect();
            let count = i64::try_from(chance.below(6) * chance.below(6)).unwrap_or(0);
            Record {
                case: RecordKey::new(number.to_string()),
                version: 1,
                entities: entity_fields(policy)
                    .map(
                        |name| match of_field.get(name).map(|field| &field.answers) {
                            Some(Answers::Institution) => {
                                Entity::new(format!("facility-{facility}"))
                            }
                            _ => Entity::new(format!("person-{person}")),
                        },
                    )
                    .collect(),
                week,
                values: policy
                    .coded()
                    .map(|(name, _)| drawn.get(name).cloned().unwrap_or_default())
                    .collect(),
                figures: policy.measures().map(|_| count).collect(),
            }
        })
        .collect()
}

/// The municipalities of the district that has most of them.
fn towns(hierarchies: &Hierarchies) -> Vec<&str> {
    let Some(places) = hierarchies.get(PLACE) else {
        return Vec::new();
    };
    let mut by_district: std::collections::BTreeMap<&str, Vec<&str>> =
        std::collections::BTreeMap::new();
    for row in places.rows() {
        if let [town, district, ..] = row.as_slice()
            && town != district
        {
            by_district.entry(district).or_default().push(town);
        }
    }
    let largest = by_district.into_values().max_by_key(Vec::len);
    largest.unwrap_or_default()
}

fn entity_fields(policy: &Policy) -> impl Iterator<Item = &str> {
    let fields = policy.rules().fields.iter();
    fields
        .filter(|field| matches!(field.class, Some(FieldClass::Entity { .. })))
        .map(|field| field.name.as_str())
}

/// The latest reports of an office as records. Each counts as about another person. The caller has asked whether the actor may open them.
pub fn of_reports(
    policy: &Policy,
    fields: &[PolicyField],
    table: &Table,
    places: &HashMap<OrganisationId, Ags>,
) -> Vec<Record> {
    let mut rows: Vec<usize> = (0..table.len())
        .filter(|row| table.reports()[*row].state != SubmissionState::Withdrawn)
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(table.reports()[*row].submitted_at));
    rows.truncate(MOST_REAL);
    let of_field: HashMap<&str, &PolicyField> = fields
        .iter()
        .map(|field| (field.name.as_str(), field))
        .collect();
    let coded: Vec<Option<&&PolicyField>> =
        policy.coded().map(|(name, _)| of_field.get(name)).collect();
    let columns: Vec<HashMap<usize, String>> = coded
        .iter()
        .map(|field| field.map_or(HashMap::new(), |field| values(field, table)))
        .collect();
    let measures: Vec<Vec<Option<f64>>> = policy
        .measures()
        .map(|name| table.numbers(of_field.get(name).map_or("", |field| field.path.as_str())))
        .collect();
    let weeks = weeks(policy, &of_field, table);
    rows.into_iter()
        .map(|row| {
            let report = &table.reports()[row];
            Record {
                case: RecordKey::new(report.submission.to_string()),
                version: 1,
                entities: entity_fields(policy)
                    .map(
                        |name| match of_field.get(name).map(|field| &field.answers) {
                            Some(Answers::Institution) => {
                                Entity::new(report.institution.to_string())
                            }
                            _ => Entity::new(report.submission.to_string()),
                        },
                    )
                    .collect(),
                week: weeks
                    .get(&row)
                    .copied()
                    .unwrap_or_else(|| IsoWeek::of(report.unit.first_day())),
                values: coded
                    .iter()
                    .zip(&columns)
                    .map(|(field, values)| match field.map(|field| &field.answers) {
                        Some(Answers::Place) => places
                            .get(&report.institution)
                            .map_or_else(|| MISSING.to_owned(), ToString::to_string),
                        _ => values.get(&row).map_or(MISSING, String::as_str).to_owned(),
                    })
                    .collect(),
                figures: measures
                    .iter()
                    .map(|column| whole(column.get(row).copied().flatten().unwrap_or(0.0)))
                    .collect(),
            }
        })
        .collect()
}

/// The value of a field in each row that has one; the first of several.
fn values(field: &PolicyField, table: &Table) -> HashMap<usize, String> {
    let mut found: HashMap<usize, String> = HashMap::new();
    match table.column(&field.path) {
        Some(Column::Codes(codes, rows)) => {
            for (row, code) in rows {
                if let Some(code) = codes.get(*code as usize) {
                    found.entry(*row as usize).or_insert_with(|| code.clone());
                }
            }
        }
        Some(Column::Numbers(rows)) => {
            for (row, number) in rows {
                let age = whole(number.floor()).clamp(0, i64::from(OLDEST));
                found
                    .entry(*row as usize)
                    .or_insert_with(|| age.to_string());
            }
        }
        _ => {}
    }
    found
}

/// The week of each row whose date the policy takes from a question.
fn weeks(
    policy: &Policy,
    of_field: &HashMap<&str, &PolicyField>,
    table: &Table,
) -> HashMap<usize, IsoWeek> {
    let dated = policy.rules().fields.iter();
    let mut dated = dated.filter(|field| matches!(field.class, Some(FieldClass::Date { .. })));
    let path = dated
        .next()
        .and_then(|field| of_field.get(field.name.as_str()))
        .map_or("", |field| field.path.as_str());
    let Some(Column::Days(days)) = table.column(path) else {
        return HashMap::new();
    };
    days.iter()
        .filter_map(|(row, day)| {
            let day = date(1970, 1, 1).checked_add(day.days()).ok()?;
            Some((*row as usize, IsoWeek::of(day)))
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "held between the bounds before"
)]
fn whole(number: f64) -> i64 {
    number.round().clamp(-1e9, 1e9) as i64
}
