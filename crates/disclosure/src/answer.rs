// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is asked of a dataset, and the cells of a planned table that answer it. Belongs here: plans that were checked, and which of
//! their numbers a question means. Not: the numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::areas::{Area, Place, areas, place_dimension};
use crate::cell_key::{CellKeyMethod, Secret};
use crate::dimension::{Dimension, DimensionError};
use crate::hierarchy::Hierarchy;
use crate::period::Period;
use crate::perturbation::PerturbationTable;
use crate::plan::{Audience, Fault, Method, Span, TablePlan, TableSpec};
use crate::table::MOST_CELLS;

/// A plan without faults. Only of such a plan is anything shown.
#[derive(Clone, Debug, PartialEq)]
pub struct SoundPlan {
    plan: TablePlan,
    noise: Option<PerturbationTable>,
}

impl TablePlan {
    /// The plan as one of which numbers may be shown, or all its faults.
    pub fn checked(self) -> Result<SoundPlan, Vec<Fault>> {
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let noise = match self.method {
            // A plan without faults has a table.
            Method::CellKey(parameters) => PerturbationTable::new(parameters).ok(),
            Method::Suppression(_) | Method::Exact => None,
        };
        Ok(SoundPlan { plan: self, noise })
    }
}

/// Which categories of a dimension are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// This one: a filter.
    One(String),
    /// Those that this one is the sum of: a breakdown.
    PartsOf(String),
    /// All of them, with all sums.
    Every,
}

/// A question to a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The dataset.
    pub dataset: String,
    /// Who asks.
    pub audience: Audience,
    /// The period by its key ([`Period::of`]).
    pub period: String,
    /// What is counted of the period.
    pub span: Span,
    /// Which places.
    pub places: Pick,
    /// Which categories of other dimensions; the total of those that are not named.
    pub dimensions: BTreeMap<String, Pick>,
}

/// Why a plan has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unplanned {
    /// The plan is for another dataset or for others.
    #[error("the plan is for another dataset or audience")]
    OtherPlan,
    /// Not the key of a period.
    #[error("“{0}” is no period")]
    Period(String),
    /// No table has numbers of such periods.
    #[error("no table has such periods")]
    NoTable,
    /// No table of such periods has all dimensions of the question.
    #[error("no table of such periods has the dimension “{0}” beside the others")]
    Dimension(String),
    /// No table of such periods has this category, or parts of it.
    #[error("no table of such periods has “{key}” of “{dimension}” that finely")]
    Category {
        /// The dimension; `place` for places.
        dimension: String,
        /// The category.
        key: String,
    },
    /// More cells than a table may have.
    #[error("the question asks for too many cells")]
    Size,
    /// The areas do not make a dimension.
    #[error(transparent)]
    Places(#[from] DimensionError),
}

/// Where a number stands, whatever the table: equal addresses are the same number and are published once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The key of its period.
    pub period: String,
    /// What it counts of the period.
    pub span: Span,
    /// The key of its place.
    pub place: String,
    /// Its categories by dimension, without those of which it is the total.
    pub categories: BTreeMap<String, String>,
}

/// A cell that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub address: Address,
    /// Its nodes in the table, that of the place first ([`crate::Table::index`]).
    pub nodes: Vec<usize>,
}

/// The table that has the numbers, and which of them are meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<'a> {
    /// The table.
    pub table: &'a TableSpec,
    /// What was asked for, by place, then by the dimensions of the table.
    pub cells: Vec<Cell>,
    places: Dimension,
}

impl SoundPlan {
    /// What was checked.
    pub fn plan(&self) -> &TablePlan {
        &self.plan
    }

    /// What the plan has rows for.
    pub fn areas(&self, places: &[Place]) -> Vec<Area> {
        areas(places, self.plan.floor)
    }

    /// The noise of the plan, if that is its method.
    pub fn cell_keys(&self, secret: Secret) -> Option<CellKeyMethod> {
        let table = self.noise.clone()?;
        Some(CellKeyMethod::new(secret, table))
    }

    /// The coarsest and smallest table that has the numbers that are asked for.
    pub fn answer(&self, query: &Query, areas: &[Area]) -> Result<Answer<'_>, Unplanned> {
        if (&query.dataset, query.audience) != (&self.plan.dataset, self.plan.audience) {
            return Err(Unplanned::OtherPlan);
        }
        let period =
            Period::of(&query.period).ok_or_else(|| Unplanned::Period(query.period.clone()))?;
        let mut tables: Vec<&TableSpec> = self
            .plan
            .tables
            .iter()
            .filter(|table| table.period == period && table.span == query.span)
            .collect();
        tables.sort_by_key(|table| (table.geography, table.dimensions.len()));
        let mut reason = Unplanned::NoTable;
        for table in tables {
            match answer(table, query, areas) {
                Ok(answer) => return Ok(answer),
                Err(other) => reason = other,
            }
        }
        Err(reason)
    }
}

impl Answer<'_> {
    /// Place first, then the dimensions of the table.
    fn dimensions(&self) -> impl Iterator<Item = &Dimension> {
        std::iter::once(&self.places).chain(&self.table.dimensions)
    }

    /// The trees of the whole table, for [`crate::Table`].
    pub fn axes(&self) -> Vec<Hierarchy> {
        self.dimensions()
            .map(|dimension| dimension.tree().clone())
            .collect()
    }

    /// The keys of nodes of the table: of the place, then of the dimensions.
    pub fn keys(&self, nodes: &[usize]) -> Vec<&str> {
        self.dimensions()
            .zip(nodes)
            .map(|(dimension, node)| dimension.key(*node))
            .collect()
    }
}

fn answer<'a>(
    table: &'a TableSpec,
    query: &Query,
    areas: &[Area],
) -> Result<Answer<'a>, Unplanned> {
    let places = place_dimension(areas, table.geography)?;
    let known = |name: &&String| table.dimensions.iter().any(|each| each.name() == *name);
    if let Some(missing) = query.dimensions.keys().find(|name| !known(name)) {
        return Err(Unplanned::Dimension(missing.clone()));
    }
    let mut picked = vec![nodes(&places, Some(&query.places))?];
    for dimension in &table.dimensions {
        picked.push(nodes(dimension, query.dimensions.get(dimension.name()))?);
    }
    let size = picked
        .iter()
        .try_fold(1_usize, |size, nodes| size.checked_mul(nodes.len()));
    if size.is_none_or(|size| size > MOST_CELLS) {
        return Err(Unplanned::Size);
    }
    let mut answer = Answer {
        table,
        cells: Vec::new(),
        places,
    };
    let mut all = vec![Vec::new()];
    for nodes in &picked {
        all = all
            .iter()
            .flat_map(|begun: &Vec<usize>| {
                nodes.iter().map(move |node| {
                    let mut longer = begun.clone();
                    longer.push(*node);
                    longer
                })
            })
            .collect();
    }
    answer.cells = all
        .into_iter()
        .map(|nodes| Cell {
            address: address(&answer, query, &nodes),
            nodes,
        })
        .collect();
    Ok(answer)
}

/// The nodes that are asked for; the total if the dimension is not named.
fn nodes(dimension: &Dimension, pick: Option<&Pick>) -> Result<Vec<usize>, Unplanned> {
    let missing = |key: &String| Unplanned::Category {
        dimension: dimension.name().to_owned(),
        key: key.clone(),
    };
    match pick {
        None => Ok(vec![0]),
        Some(Pick::Every) => Ok((0..dimension.tree().len()).collect()),
        Some(Pick::One(key)) => {
            let node = dimension.node(key).ok_or_else(|| missing(key))?;
            Ok(vec![node])
        }
        Some(Pick::PartsOf(key)) => dimension
            .node(key)
            .map(|node| dimension.tree().children(node).to_vec())
            .filter(|parts| !parts.is_empty())
            .ok_or_else(|| missing(key)),
    }
}

fn address(answer: &Answer<'_>, query: &Query, nodes: &[usize]) -> Address {
    let dimensions = answer.table.dimensions.iter().zip(&nodes[1..]);
    Address {
        period: query.period.clone(),
        span: query.span,
        place: answer.places.key(nodes[0]).to_owned(),
        categories: dimensions
            .filter(|(_, node)| **node != 0)
            .map(|(dimension, node)| (dimension.name().to_owned(), dimension.key(*node).to_owned()))
            .collect(),
    }
}
