// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;

use super::period::Period;
use super::plan::NoisePlan;
use crate::forwarding::{EntityKind, FieldClass, Hierarchies, Policy, Record};
use crate::{Entity, RecordKey};

/// The most cells of a table.
const MOST_CELLS: usize = 2_000;

/// One record with the day that it is about. Like a [`Record`] it can only be written for the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    /// The record.
    pub record: Record,
    /// The day that decides in which period it is.
    pub day: Date,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Case({:?})", self.record)
    }
}

impl Case {
    /// The case as bytes that are sealed at once and stay at the office.
    pub fn for_the_vault(&self) -> Vec<u8> {
        let mut bytes = format!("{}\n", self.day).into_bytes();
        bytes.extend(self.record.for_the_vault());
        bytes
    }

    /// Reads what [`Self::for_the_vault`] wrote; `None` if it is something else.
    pub fn from_the_vault(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (day, record) = bytes.split_at(end);
        Some(Self {
            day: std::str::from_utf8(day).ok()?.parse().ok()?,
            record: Record::from_the_vault(&record[1..])?,
        })
    }
}

/// One field of a table with all its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The field.
    pub field: String,
    /// The level.
    pub level: String,
    /// All values at that level, sorted.
    pub values: Vec<String>,
    /// Where records give the finest value.
    place: usize,
    /// Finest value → position in `values`.
    positions: BTreeMap<String, usize>,
}

/// The cells of a table: every combination of values, whoever is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    axes: Vec<Axis>,
    cells: usize,
    bound: usize,
    /// Which entity of a record is counted.
    entity: usize,
    kind: EntityKind,
}

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// The policy does not count with noise.
    #[error("the policy does not count with noise")]
    NoPlan,
    /// No hierarchy, or not with that level, or a level that is finer than the field may leave.
    #[error("field `{0}` cannot make cells at its level")]
    Level(String),
    /// More cells than a table has room for.
    #[error("the table would have more than 2,000 cells")]
    TooManyCells,
}

/// What a period comes to, before noise. Stays at the office.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// The exact cells.
    pub cells: Vec<i64>,
    /// What is in them.
    pub counted: Vec<(RecordKey, u32)>,
    /// What is left out because its entity is in as many cells as it may be.
    pub beyond: Vec<(RecordKey, u32)>,
    /// What is left out because a hierarchy does not know a value.
    pub unknown: Vec<(RecordKey, u32)>,
}

impl fmt::Debug for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Counted({} cells, …)", self.cells.len())
    }
}

impl Table {
    /// The table of a policy.
    pub fn new(policy: &Policy, hierarchies: &Hierarchies) -> Result<Self, TableFault> {
        let plan: &NoisePlan = policy.rules().noise.as_ref().ok_or(TableFault::NoPlan)?;
        let axes = plan
            .dimensions
            .iter()
            .map(|dimension| {
                axis(policy, hierarchies, &dimension.field, &dimension.level)
                    .ok_or_else(|| TableFault::Level(dimension.field.clone()))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut cells: usize = 1;
        for axis in &axes {
            cells = cells.saturating_mul(axis.values.len());
        }
        if cells > MOST_CELLS {
            return Err(TableFault::TooManyCells);
        }
        let kinds: Vec<EntityKind> = policy.entities().collect();
        let person = kinds.iter().position(|kind| *kind == EntityKind::Person);
        let entity = person.unwrap_or(0);
        Ok(Self {
            axes,
            cells,
            bound: usize::try_from(plan.cells_per_entity).unwrap_or(1),
            entity,
            kind: kinds.get(entity).copied().unwrap_or(EntityKind::Facility),
        })
    }

    /// Its fields.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// How many cells it has.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// What is counted.
    pub fn kind(&self) -> EntityKind {
        self.kind
    }

    /// The cell of a record; none if a hierarchy does not know a value.
    fn cell(&self, record: &Record) -> Option<usize> {
        let mut cell = 0;
        for axis in &self.axes {
            let value = record.values.get(axis.place)?;
            cell = cell * axis.values.len() + axis.positions.get(value)?;
        }
        Some(cell)
    }

    /// Counts the cases of a period: each entity at most once in a cell, and in no more cells than the plan allows,
    /// those of its earliest days. Neither the order of `cases` nor other entities have an influence on what is
    /// left out of one.
    pub fn count(&self, cases: &[Case], period: Period) -> Counted {
        let mut of_entity: BTreeMap<&Entity, Vec<&Case>> = BTreeMap::new();
        for case in cases.iter().filter(|case| period.has(case.day)) {
            if let Some(entity) = case.record.entities.get(self.entity) {
                of_entity.entry(entity).or_default().push(case);
            }
        }
        let mut counted = Counted {
            cells: vec![0; self.cells],
            ..Counted::default()
        };
        for mut cases in of_entity.into_values() {
            cases.sort_by(|a, b| (a.day, &a.record.case).cmp(&(b.day, &b.record.case)));
            let mut own: BTreeSet<usize> = BTreeSet::new();
            for case in cases {
                let name = (case.record.case.clone(), case.record.version);
                match self.cell(&case.record) {
                    None => counted.unknown.push(name),
                    Some(cell) if own.contains(&cell) => counted.counted.push(name),
                    Some(cell) if own.len() < self.bound => {
                        own.insert(cell);
                        counted.cells[cell] += 1;
                        counted.counted.push(name);
                    }
                    Some(_) => counted.beyond.push(name),
                }
            }
        }
        counted
    }
}

fn axis(policy: &Policy, hierarchies: &Hierarchies, field: &str, level: &str) -> Option<Axis> {
    let (place, (_, hierarchy)) = policy
        .coded()
        .enumerate()
        .find(|(_, (name, _))| *name == field)?;
    let hierarchy = hierarchies.get(hierarchy)?;
    let position = hierarchy.level(level)?;
    let (_, class) = policy.classes().find(|(name, _)| *name == field)?;
    let finest = match class {
        FieldClass::Quasi { finest, .. } => finest,
        FieldClass::Sensitive { level, .. } | FieldClass::Plain { level, .. } => level,
        _ => return None,
    };
    if hierarchy.level(finest)? > position {
        return None;
    }
    let values: BTreeSet<&String> = hierarchy.rows().map(|row| &row[position]).collect();
    let values: Vec<String> = values.into_iter().cloned().collect();
    let positions = hierarchy
        .rows()
        .filter_map(|row| {
            let at = values.binary_search(&row[position]).ok()?;
            Some((row[0].clone(), at))
        })
        .collect();
    Some(Axis {
        field: field.to_owned(),
        level: level.to_owned(),
        values,
        place,
        positions,
    })
}
