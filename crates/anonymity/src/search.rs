// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One-off anonymisation of a table: every column at one level, rows that stand out suppressed, and
//! the levels such that as little as possible is lost.
//!
//! [`Extract::optimum`] finds the best of all combinations of levels; how stands in `search/best.rs`.
//! It is exact: a combination is left out only if a bound proves that it is too costly, or a
//! coarser one that it suppresses too much.

#![expect(
    clippy::cast_possible_truncation,
    reason = "rows are counted with 32 bits, levels with 8"
)]

mod best;
mod checks;
mod deeds;
mod errors;
mod grouping;
mod keys;
mod levels;
mod local;
mod looking;
mod recode;
mod sources;
mod watch;

use std::collections::HashMap;
use std::sync::Arc;

use crate::generalise::Generalisation;
use crate::lattice::Lattice;
use crate::metric::Costs;
use crate::{Criterion, Metric, Table};

pub use best::Optimum;
pub(crate) use checks::Checks;
pub use errors::ExtractError;
pub(crate) use levels::Levels;
pub(crate) use looking::Seen;
pub use recode::{Homogeneous, Recoding, Shape};
pub use watch::Watch;

use grouping::{Grouping, Tuples};
use keys::{Key, Spelling};

/// What is to be extracted from a table, and under which conditions.
#[derive(Debug, Clone)]
pub struct Extract<'a> {
    /// The table.
    pub table: &'a Table,
    /// The columns by which somebody could find a person, with their hierarchies; results name
    /// levels in this order.
    pub quasi: Vec<Generalised<'a>>,
    /// Hierarchies of sensitive columns, for criteria that climb them.
    pub sensitive: Vec<Generalised<'a>>,
    /// What a class needs; all of them.
    pub criteria: Vec<Criterion>,
    /// The largest share of rows that may be suppressed, 0 to 1.
    pub suppression: f64,
    /// What is made as small as possible.
    pub metric: Metric,
    /// On how many processors; the result is the same on any number.
    pub threads: usize,
}

/// A column with its hierarchy.
#[derive(Debug, Clone, Copy)]
pub struct Generalised<'a> {
    /// The name of the column.
    pub column: &'a str,
    /// How its values are made coarser.
    pub generalisation: &'a Generalisation,
}

/// An extract with everything that is computed once.
pub(crate) struct Prepared<'a, K> {
    pub(crate) extract: &'a Extract<'a>,
    /// Who looks on.
    watch: &'a Watch,
    /// Positions of the quasi-identifiers in the table.
    places: Vec<usize>,
    /// How many rows may be suppressed.
    pub(crate) limit: u64,
    pub(crate) costs: Costs,
    checks: Checks<'a>,
    lattice: Lattice,
    /// Per column and level: the bits that are kept.
    masks: Vec<Vec<K>>,
    /// Per column: the key of each value, alone.
    placed: Vec<Vec<K>>,
    base: Arc<Tuples<K>>,
}

/// What does not depend on how keys are kept.
pub(crate) struct Ground<'a> {
    pub(crate) places: Vec<usize>,
    pub(crate) limit: u64,
    pub(crate) costs: Costs,
    pub(crate) checks: Checks<'a>,
}

impl<'a> Extract<'a> {
    /// Checks the task and reads the hierarchies for it.
    pub(crate) fn ground(&'a self) -> Result<Ground<'a>, ExtractError> {
        let rows = self.table.rows();
        if rows == 0 {
            return Err(ExtractError::NoRows);
        }
        if self.quasi.is_empty() {
            return Err(ExtractError::NoQuasi);
        }
        if self.criteria.is_empty() {
            return Err(ExtractError::NoCriterion);
        }
        if !(0.0..=1.0).contains(&self.suppression) {
            return Err(ExtractError::Limit);
        }
        for criterion in &self.criteria {
            let (Criterion::K(k) | Criterion::Entities { k, .. }) = criterion else {
                continue;
            };
            if *k as usize > rows {
                return Err(ExtractError::TooFewRows { k: *k, rows });
            }
        }
        let mut places = Vec::with_capacity(self.quasi.len());
        for quasi in &self.quasi {
            let name = || quasi.column.to_owned();
            let place = self
                .table
                .column(quasi.column)
                .ok_or_else(|| ExtractError::UnknownColumn(name()))?;
            if places.contains(&place) {
                return Err(ExtractError::Twice(name()));
            }
            if self
                .criteria
                .iter()
                .any(|criterion| criterion.column() == Some(quasi.column))
            {
                return Err(ExtractError::SensitiveQuasi(name()));
            }
            places.push(place);
        }
        let checks = Checks::new(self.table, &self.criteria, |column| {
            let name = self.table.columns()[column].name();
            let found = self.sensitive.iter().find(|other| other.column == name)?;
            Some(Levels::of(self.table, column, found.generalisation))
        })?;
        let columns = places
            .iter()
            .zip(&self.quasi)
            .map(|(&place, quasi)| Levels::of(self.table, place, quasi.generalisation))
            .collect::<Result<Vec<_>, _>>()?;
        #[expect(clippy::cast_sign_loss, reason = "a share of a number of rows")]
        let limit = (self.suppression * rows as f64).floor() as u64;
        Ok(Ground {
            places,
            limit,
            costs: Costs {
                rows: rows as u64,
                columns,
            },
            checks,
        })
    }
}

impl<'a, K: Key> Prepared<'a, K> {
    fn new(
        extract: &'a Extract<'a>,
        ground: Ground<'a>,
        spellings: &[Spelling],
        watch: &'a Watch,
    ) -> Result<Self, ExtractError> {
        let heights: Vec<usize> = ground.costs.columns.iter().map(Levels::height).collect();
        let lattice = Lattice::new(&heights).map_err(ExtractError::TooManyCombinations)?;
        let mut shift = 0;
        let mut masks = Vec::with_capacity(spellings.len());
        let mut placed = Vec::with_capacity(spellings.len());
        for spelling in spellings {
            let at = shift.min(K::BITS - 1);
            let place = |bits: u32| K::placed(bits, at);
            masks.push(spelling.kept.iter().map(|&bits| place(bits)).collect());
            placed.push(
                spelling
                    .bits
                    .iter()
                    .map(|&bits| place(bits))
                    .collect::<Vec<K>>(),
            );
            shift += spelling.width;
        }
        let mut prepared = Self {
            extract,
            watch,
            places: ground.places,
            limit: ground.limit,
            costs: ground.costs,
            checks: ground.checks,
            lattice,
            masks,
            placed,
            base: Arc::default(),
        };
        let mut grouping = Grouping::new();
        grouping.clear();
        let beside = beside(&prepared.checks, extract.table.rows());
        for row in 0..extract.table.rows() {
            let key = prepared.key_of(row as u32);
            let beside = beside.get(row).copied().unwrap_or(0);
            grouping.add(key, beside, 1, row as u32);
        }
        prepared.base = Arc::new(grouping.into_tuples(prepared.checks.look_beside()));
        Ok(prepared)
    }

    /// Whether these are levels of the columns.
    fn fits(&self, levels: &[usize]) -> Result<(), ExtractError> {
        let fits = levels.len() == self.costs.columns.len()
            && levels
                .iter()
                .zip(&self.costs.columns)
                .all(|(&level, column)| level <= column.height());
        if fits {
            Ok(())
        } else {
            Err(ExtractError::NoSolution)
        }
    }

    /// The finest key of a row.
    fn key_of(&self, row: u32) -> K {
        self.placed
            .iter()
            .enumerate()
            .fold(K::ZERO, |key, (column, placed)| {
                key.or(placed[self.codes(column)[row as usize] as usize])
            })
    }

    /// The values of a quasi-identifier, row by row.
    fn codes(&self, column: usize) -> &'a [u32] {
        self.extract.table.columns()[self.places[column]].codes()
    }

    fn mask(&self, levels: &[usize]) -> K {
        levels
            .iter()
            .zip(&self.masks)
            .fold(K::ZERO, |mask, (&level, masks)| mask.or(masks[level]))
    }
}

/// The values that criteria look at, one number per row; empty if they look at none.
fn beside(checks: &Checks<'_>, rows: usize) -> Vec<u32> {
    let mut watched = checks.watched();
    let Some(first) = watched.next() else {
        return Vec::new();
    };
    let mut beside = first.to_vec();
    for codes in watched {
        let mut known: HashMap<(u32, u32), u32> = HashMap::new();
        for (row, &code) in codes.iter().enumerate().take(rows) {
            let next = known.len() as u32;
            beside[row] = *known.entry((beside[row], code)).or_insert(next);
        }
    }
    beside
}
