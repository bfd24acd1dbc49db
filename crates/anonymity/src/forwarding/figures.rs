// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a tried policy comes to, in figures for people who decide about it.
//!
//! Everything is computed from the releases of a [`Simulation`]; no record is looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::calendar;
use super::document::Group;
use super::policy::FieldClass;
use super::{Hierarchies, Policy, Simulation};

/// How many groups [`Figures::examples`] has at most.
const EXAMPLES: usize = 12;

/// The figures of a policy that was tried on a stream of records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many records there were.
    pub records: u32,
    /// How many weeks there was a release in, with groups or without.
    pub weeks: u32,
    /// How many records left in a group with a tuple.
    pub in_groups: u32,
    /// How many were only counted.
    pub counted: u32,
    /// How many still wait at the end.
    pub waiting: u32,
    /// How many can never leave, because a value is unknown or for another fault.
    pub faulty: u32,
    /// The mean information loss over all records, 0 to 1; 1 for a record that is not in a group.
    pub loss: f64,
    /// The mean time between a record's week and its release in weeks, of those in groups.
    pub delay: f64,
    /// The smallest difference over all pairs of states of the ledger, in entities.
    pub smallest_difference: Option<u32>,
    /// How many groups with a tuple there are.
    pub groups: u32,
    /// The entities of the smallest of them.
    pub smallest_group: Option<u32>,
    /// How many of them have fewer entities than twice the minimum.
    pub below_twice_minimum: u32,
    /// Records in groups of fewer than 5 entities: a risk above 0.2 of being picked out.
    pub above_20_percent: u32,
    /// Records in groups of fewer than 12: a risk above 0.09.
    pub above_9_percent: u32,
    /// Records in groups of fewer than 20: a risk above 0.05.
    pub above_5_percent: u32,
    /// Groups in which everybody has the same value of a sensitive field.
    pub homogeneous: u32,
    /// Each column of the tuple, in the order of the policy.
    pub columns: Vec<ColumnFigures>,
    /// Some groups as they would leave, the largest first.
    pub examples: Vec<ExampleGroup>,
}

/// How coarse a column leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnFigures {
    /// The name of the field.
    pub field: String,
    /// The mean loss over the records in groups, 0 to 1.
    pub loss: f64,
    /// How many records left at which level, from fine to coarse; levels without records are left out.
    pub levels: Vec<(String, u32)>,
}

/// A group as it would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExampleGroup {
    /// Level and value of each column.
    pub tuple: BTreeMap<String, (String, String)>,
    /// Different entities, of the kind with the fewest.
    pub entities: u32,
    /// Records.
    pub records: u32,
    /// How often each value of each told field occurs.
    pub values: BTreeMap<String, BTreeMap<String, u32>>,
    /// Sums.
    pub sums: BTreeMap<String, i64>,
}

/// A column of tuples: its levels, and the loss of each value at each.
struct Column<'p> {
    field: &'p str,
    levels: Vec<String>,
    losses: BTreeMap<(String, String), f64>,
}

impl Figures {
    /// The figures of a simulation of this policy with these hierarchies.
    pub fn of(policy: &Policy, hierarchies: &Hierarchies, simulation: &Simulation) -> Self {
        let columns = columns(policy, hierarchies);
        let sensitive: BTreeSet<&str> = policy
            .classes()
            .filter(|(_, class)| matches!(class, FieldClass::Sensitive { .. }))
            .map(|(name, _)| name)
            .collect();
        let mut figures = Self {
            records: simulation.records,
            weeks: u32::try_from(simulation.documents.len()).unwrap_or(u32::MAX),
            in_groups: simulation.in_groups,
            counted: simulation.counted,
            waiting: simulation.waiting,
            faulty: simulation.faulty,
            loss: simulation.loss,
            delay: simulation.delay,
            smallest_difference: simulation.smallest_difference,
            groups: 0,
            smallest_group: None,
            below_twice_minimum: 0,
            above_20_percent: 0,
            above_9_percent: 0,
            above_5_percent: 0,
            homogeneous: 0,
            columns: Vec::new(),
            examples: Vec::new(),
        };
        let mut losses = vec![0.0; columns.len()];
        let mut levels: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); columns.len()];
        let groups = simulation
            .documents
            .iter()
            .flat_map(|document| &document.wire().groups);
        for group in groups {
            let Group::Records {
                records,
                sums,
                tuple,
                values,
                ..
            } = group
            else {
                continue;
            };
            figures.add(group.fewest(), *records, policy.rules().minimum);
            let alike = |field: &str| values.get(field).is_some_and(|of| of.len() == 1);
            figures.homogeneous += u32::from(sensitive.iter().any(|field| alike(field)));
            for (place, column) in columns.iter().enumerate() {
                let Some((level, value)) = tuple.get(column.field) else {
                    continue;
                };
                let loss = column.loss(level, value);
                losses[place] += loss * f64::from(*records);
                if let Some(level) = column.levels.iter().position(|name| name == level) {
                    *levels[place].entry(level).or_default() += records;
                }
            }
            figures.examples.push(ExampleGroup {
                tuple: tuple.clone(),
                entities: group.fewest(),
                records: *records,
                values: values.clone(),
                sums: sums.clone(),
            });
        }
        let grouped = f64::from(figures.in_groups.max(1));
        figures.columns = columns
            .into_iter()
            .zip(losses)
            .zip(levels)
            .map(|((column, loss), levels)| ColumnFigures {
                field: column.field.to_owned(),
                loss: loss / grouped,
                levels: levels
                    .into_iter()
                    .map(|(level, records)| (column.levels[level].clone(), records))
                    .collect(),
            })
            .collect();
        let order = |one: &ExampleGroup| (std::cmp::Reverse(one.entities), one.tuple.clone());
        figures.examples.sort_by_cached_key(order);
        figures.examples.truncate(EXAMPLES);
        figures
    }

    fn add(&mut self, entities: u32, records: u32, minimum: u32) {
        self.groups += 1;
        self.smallest_group = Some(self.smallest_group.map_or(entities, |n| n.min(entities)));
        self.below_twice_minimum += u32::from(entities < 2 * minimum);
        self.above_20_percent += if entities < 5 { records } else { 0 };
        self.above_9_percent += if entities < 12 { records } else { 0 };
        self.above_5_percent += if entities < 20 { records } else { 0 };
    }

    /// The highest risk that somebody who knows that a person is in the groups picks the right one:
    /// 1 in the size of the smallest group. 0 without groups.
    pub fn highest_risk(&self) -> f64 {
        self.smallest_group
            .map_or(0.0, |entities| 1.0 / f64::from(entities.max(1)))
    }

    /// The share of records in groups for which `records` of them stand, 0 to 1.
    pub fn share(&self, records: u32) -> f64 {
        f64::from(records) / f64::from(self.in_groups.max(1))
    }
}

impl Column<'_> {
    fn loss(&self, level: &str, value: &str) -> f64 {
        let key = (level.to_owned(), value.to_owned());
        match self.losses.get(&key) {
            Some(loss) => *loss,
            // Weeks are not listed: each value of a level stands for as many.
            None => calendar::level(level).map_or(1.0, |level| {
                part(calendar::WEEKS[level], calendar::WEEKS_OF_A_YEAR)
            }),
        }
    }
}

fn columns<'p>(policy: &'p Policy, hierarchies: &Hierarchies) -> Vec<Column<'p>> {
    let fields = policy.classes();
    fields
        .filter_map(|(field, class)| match class {
            FieldClass::Date { .. } => Some(Column {
                field,
                levels: calendar::LEVELS.map(str::to_owned).to_vec(),
                losses: BTreeMap::new(),
            }),
            FieldClass::Quasi { hierarchy, .. } => {
                let hierarchy = hierarchies.get(hierarchy)?;
                let mut leaves: BTreeMap<(String, String), usize> = BTreeMap::new();
                for row in hierarchy.rows() {
                    for (level, value) in hierarchy.levels().iter().zip(row) {
                        *leaves.entry((level.clone(), value.clone())).or_default() += 1;
                    }
                }
                let total = hierarchy.rows().len();
                Some(Column {
                    field,
                    levels: hierarchy.levels().to_vec(),
                    losses: leaves
                        .into_iter()
                        .map(|(key, leaves)| (key, part(leaves, total)))
                        .collect(),
                })
            }
            _ => None,
        })
        .collect()
}

/// `(leaves − 1) / (total − 1)`, as in the search.
fn part(leaves: usize, total: usize) -> f64 {
    if total <= 1 {
        return 0.0;
    }
    let number = |count: usize| f64::from(u32::try_from(count - 1).unwrap_or(u32::MAX));
    (number(leaves.max(1)) / number(total)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::super::{
        EntityKind, Field, LegalPath, PolicyDraft, PolicyFormat, Record, Variety, simulate,
    };
    use super::*;
    use crate::{Entity, Hierarchy, RecordKey};

    fn policy(minimum: u32) -> Policy {
        let field = |name: &str, class| Field {
            name: name.to_owned(),
            label: name.to_owned(),
            class: Some(class),
            reason: String::new(),
        };
        Policy::new(PolicyDraft {
            format: PolicyFormat::V2,
            form_version: "form".to_owned(),
            purpose: "Zweck".to_owned(),
            legal_basis: "Gesetz".to_owned(),
            recipient: "Land".to_owned(),
            path: LegalPath::AnonymisedForwarding,
            minimum,
            fields: vec![
                field(
                    "person",
                    FieldClass::Entity {
                        of: EntityKind::Person,
                    },
                ),
                field(
                    "sex",
                    FieldClass::Quasi {
                        hierarchy: "sex".to_owned(),
                        finest: "code".to_owned(),
                        coarsest: "all".to_owned(),
                    },
                ),
                field(
                    "week",
                    FieldClass::Date {
                        finest: "week".to_owned(),
                        coarsest: "year".to_owned(),
                    },
                ),
                field(
                    "diagnosis",
                    FieldClass::Sensitive {
                        hierarchy: "sex".to_owned(),
                        level: "code".to_owned(),
                        variety: Variety::default(),
                    },
                ),
            ],
            patience: vec![super::super::PatienceStep {
                from_weeks: 0,
                loss_permille: 1000,
                waiting_permille: 1000,
            }],
            maximum_hold_weeks: 2,
            yearly_cap: 10,
            noise: None,
        })
        .unwrap()
    }

    fn hierarchies() -> Hierarchies {
        let rows = [["m", "*"], ["w", "*"]].map(|row| row.map(str::to_owned).to_vec());
        let sex = Hierarchy::of_values(&["code", "all"], &rows).unwrap();
        Hierarchies::from([("sex".to_owned(), sex)])
    }

    fn records(men: usize, women: usize) -> Vec<Record> {
        let sexes = std::iter::repeat_n("m", men).chain(std::iter::repeat_n("w", women));
        sexes
            .enumerate()
            .map(|(number, sex)| Record {
                case: RecordKey::new(format!("{number}")),
                version: 1,
                entities: vec![Entity::new(format!("{number}"))],
                week: "2026-W10".parse().unwrap(),
                values: vec![sex.to_owned(), "m".to_owned()],
                figures: Vec::new(),
            })
            .collect()
    }

    #[test]
    fn figures_are_those_of_the_groups_that_leave() {
        let (policy, hierarchies) = (policy(3), hierarchies());
        let simulation = simulate(&policy, &hierarchies, records(3, 20)).unwrap();
        let figures = Figures::of(&policy, &hierarchies, &simulation);
        assert_eq!(
            (figures.records, figures.in_groups, figures.groups),
            (23, 23, 2)
        );
        assert_eq!(figures.smallest_group, Some(3));
        assert!((figures.highest_risk() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(
            (
                figures.above_20_percent,
                figures.above_9_percent,
                figures.above_5_percent
            ),
            (3, 3, 3)
        );
        assert_eq!(figures.below_twice_minimum, 1);
        assert_eq!(figures.homogeneous, 2, "everybody has the same diagnosis");
        assert_eq!(figures.columns[0].levels, [("code".to_owned(), 23)]);
        assert!(figures.columns[0].loss < 1e-12);
        assert_eq!(figures.examples[0].entities, 20);
    }

    #[test]
    fn a_coarser_column_loses_what_its_values_stand_for() {
        let (policy, hierarchies) = (policy(5), hierarchies());
        let simulation = simulate(&policy, &hierarchies, records(3, 3)).unwrap();
        let figures = Figures::of(&policy, &hierarchies, &simulation);
        assert_eq!(figures.columns[0].levels, [("all".to_owned(), 6)]);
        assert!((figures.columns[0].loss - 1.0).abs() < 1e-12);
        assert!(figures.columns[1].loss < 1e-12, "the week leaves as it is");
        assert_eq!(figures.smallest_group, Some(6));
    }

    #[test]
    fn without_groups_nothing_is_at_risk() {
        let (policy, hierarchies) = (policy(5), hierarchies());
        let simulation = simulate(&policy, &hierarchies, Vec::new()).unwrap();
        let figures = Figures::of(&policy, &hierarchies, &simulation);
        assert!(figures.highest_risk() < 1e-12);
        assert_eq!((figures.groups, figures.smallest_group), (0, None));
    }
}
