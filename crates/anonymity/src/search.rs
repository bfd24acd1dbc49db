// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One-off anonymisation of a table: every column at one level, rows that stand out suppressed, and
//! the levels such that as little as possible is lost.
//!
//! [`Extract::optimum`] finds the best of all combinations of levels; how stands in `search/best.rs`.
//! It is exact: a combination is left out only if a bound proves that it is too costly, or a
//! coarser one that it suppresses too much.

mod best;
mod checks;
mod grouping;
mod keys;
mod local;
mod looking;
mod recode;
mod sources;

use std::collections::HashMap;
use std::sync::Arc;

use crate::generalise::Generalisation;
use crate::lattice::{LARGEST, Lattice};
use crate::metric::Costs;
use crate::{Criterion, Metric, Table};

pub use best::Optimum;
pub(crate) use checks::Checks;
pub(crate) use looking::Seen;
pub use recode::{Recoding, Shape};

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

/// Why there is no result.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum ExtractError {
    /// The table has no rows.
    #[error("the table has no rows")]
    NoRows,
    /// Nothing is to be generalised.
    #[error("no column is named as quasi-identifier")]
    NoQuasi,
    /// No criterion was given.
    #[error("no criterion is named, for instance k:5")]
    NoCriterion,
    /// The table has no such column.
    #[error("the table has no column {0}")]
    UnknownColumn(String),
    /// A column is named twice.
    #[error("the column {0} is named twice as quasi-identifier")]
    Twice(String),
    /// A sensitive column cannot be generalised as well: its values would satisfy the criterion and
    /// give the row away.
    #[error("the column {0} is sensitive and therefore cannot be a quasi-identifier")]
    SensitiveQuasi(String),
    /// The criterion climbs a hierarchy that is not there.
    #[error("the column {0} needs a hierarchy for this criterion")]
    NoHierarchy(String),
    /// A value has no place in the hierarchy.
    #[error("row {row}, column {column}: the hierarchy does not have the value {value:?}")]
    UnknownValue {
        /// The first row with it, from 1, without the header.
        row: usize,
        /// The column.
        column: String,
        /// The value.
        value: String,
    },
    /// The limit is no share.
    #[error("the suppression limit must be between 0 and 1")]
    Limit,
    /// No class can be large enough.
    #[error("a class needs {k} rows, but the table has only {rows}; choose a smaller k")]
    TooFewRows {
        /// What a class needs.
        k: u32,
        /// What there is.
        rows: usize,
    },
    /// The search keeps a few bytes per combination.
    #[error(
        "there are {0} combinations of levels, at most {LARGEST} can be searched; leave out columns or levels"
    )]
    TooManyCombinations(u128),
    /// A row does not fit into a key.
    #[error("the columns have too many different values to be searched together")]
    TooWide,
    /// Not even the coarsest levels satisfy the criteria.
    #[error(
        "no combination of levels satisfies the criteria within the suppression limit; weaken a criterion or raise the limit"
    )]
    NoSolution,
}

/// A column at all its levels, by value of the table.
#[derive(Debug, Clone)]
pub(crate) struct Levels {
    /// Per level: how many labels there are.
    pub(crate) labels: Vec<usize>,
    /// Per level: value → label.
    pub(crate) label_of: Vec<Vec<u32>>,
    /// Per level: value → how many values of the domain its label stands for.
    pub(crate) size_of: Vec<Vec<u32>>,
    /// Per level: the sum of the sizes over all rows.
    pub(crate) covered: Vec<u64>,
    /// Per level: the bits that are lost over all rows.
    pub(crate) entropy: Vec<f64>,
    /// How many values the hierarchy knows.
    pub(crate) domain: u64,
}

impl Levels {
    fn of(table: &Table, column: usize, by: &Generalisation) -> Result<Self, ExtractError> {
        let column = &table.columns()[column];
        let leaves = column
            .values()
            .enumerate()
            .map(|(code, value)| {
                by.leaf(value).ok_or_else(|| ExtractError::UnknownValue {
                    row: column
                        .codes()
                        .iter()
                        .position(|&other| other as usize == code)
                        .map_or(0, |row| row + 1),
                    column: column.name().to_owned(),
                    value: value.chars().take(60).collect(),
                })
            })
            .collect::<Result<Vec<u32>, _>>()?;
        let mut rows = vec![0_u64; leaves.len()];
        for &code in column.codes() {
            rows[code as usize] += 1;
        }
        let mut found = Self {
            labels: Vec::new(),
            label_of: Vec::new(),
            size_of: Vec::new(),
            covered: Vec::new(),
            entropy: Vec::new(),
            domain: by.domain() as u64,
        };
        for level in 0..by.levels() {
            let label_of: Vec<u32> = leaves
                .iter()
                .map(|&leaf| by.label_of(leaf, level))
                .collect();
            let size_of: Vec<u32> = label_of
                .iter()
                .map(|&label| by.size(level, label))
                .collect();
            let mut of_label = vec![0_u64; by.labels(level).len()];
            for (&label, rows) in label_of.iter().zip(&rows) {
                of_label[label as usize] += rows;
            }
            found.covered.push(
                size_of
                    .iter()
                    .zip(&rows)
                    .map(|(&size, rows)| u64::from(size) * rows)
                    .sum(),
            );
            found.entropy.push(
                label_of
                    .iter()
                    .zip(&rows)
                    .filter(|(_, rows)| **rows > 0)
                    .map(|(&label, &rows)| {
                        let together = of_label[label as usize] as f64;
                        rows as f64 * (together / rows as f64).log2()
                    })
                    .sum(),
            );
            found.labels.push(of_label.len());
            found.label_of.push(label_of);
            found.size_of.push(size_of);
        }
        Ok(found)
    }

    /// What a row with this value loses at a level in this column: 0 as it is, 1 if it could be any.
    pub(crate) fn part(&self, level: usize, value: usize) -> f64 {
        if self.domain <= 1 {
            return 0.0;
        }
        f64::from(self.size_of[level][value] - 1) / (self.domain - 1) as f64
    }

    /// The coarsest level.
    pub(crate) fn height(&self) -> usize {
        self.label_of.len() - 1
    }
}

/// An extract with everything that is computed once.
pub(crate) struct Prepared<'a, K> {
    pub(crate) extract: &'a Extract<'a>,
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
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a number of rows"
        )]
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

    /// The combination of levels that loses least.
    pub fn optimum(&self) -> Result<Optimum, ExtractError> {
        self.prepared(Search)
    }

    /// What a given combination of levels loses, whether or not it is within the limit; one level
    /// per quasi-identifier, at most its height.
    pub fn at(&self, levels: &[usize]) -> Result<Optimum, ExtractError> {
        let without_limit = Extract {
            suppression: 1.0,
            ..self.clone()
        };
        without_limit.prepared(Look(levels))
    }

    /// The table at these levels, without the rows that stand out.
    pub fn recode(&self, levels: &[usize]) -> Result<(Recoding, Shape), ExtractError> {
        self.prepared(Recode(levels))
    }

    /// The table in groups of their own levels each, as fine as the criteria allow. `levels` is the
    /// combination that [`Self::optimum`] found; if the criteria do not let all rows find company,
    /// the groups are made of its classes.
    pub fn recode_locally(&self, levels: &[usize]) -> Result<(Recoding, Shape), ExtractError> {
        self.prepared(Locally(levels))
    }

    fn prepared<D: Deed>(&self, deed: D) -> Result<D::Answer, ExtractError> {
        let ground = self.ground()?;
        let spellings = ground
            .costs
            .columns
            .iter()
            .map(|levels| Spelling::of(levels).ok_or(ExtractError::TooWide))
            .collect::<Result<Vec<_>, _>>()?;
        let width: u32 = spellings.iter().map(|spelling| spelling.width).sum();
        match width {
            0..=64 => deed.done(&Prepared::<u64>::new(self, ground, &spellings)?),
            65..=128 => deed.done(&Prepared::<u128>::new(self, ground, &spellings)?),
            129..=512 => deed.done(&Prepared::<[u128; 4]>::new(self, ground, &spellings)?),
            _ => Err(ExtractError::TooWide),
        }
    }
}

/// What is done with a prepared extract, however its keys are kept.
trait Deed {
    type Answer;
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Self::Answer, ExtractError>;
}

struct Search;

impl Deed for Search {
    type Answer = Optimum;
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Optimum, ExtractError> {
        with.search()
    }
}

struct Look<'l>(&'l [usize]);

impl Deed for Look<'_> {
    type Answer = Optimum;
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Optimum, ExtractError> {
        with.fits(self.0)?;
        Ok(with.look_once(self.0))
    }
}

struct Recode<'l>(&'l [usize]);

impl Deed for Recode<'_> {
    type Answer = (Recoding, Shape);
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Self::Answer, ExtractError> {
        with.fits(self.0)?;
        let recoding = with.recode(self.0);
        let shape = with.shape(&recoding);
        Ok((recoding, shape))
    }
}

struct Locally<'l>(&'l [usize]);

impl Deed for Locally<'_> {
    type Answer = (Recoding, Shape);
    fn done<K: Key>(self, with: &Prepared<'_, K>) -> Result<Self::Answer, ExtractError> {
        with.fits(self.0)?;
        let recoding = with.recode_locally(self.0);
        let shape = with.shape(&recoding);
        Ok((recoding, shape))
    }
}

impl<'a, K: Key> Prepared<'a, K> {
    fn new(
        extract: &'a Extract<'a>,
        ground: Ground<'a>,
        spellings: &[Spelling],
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
