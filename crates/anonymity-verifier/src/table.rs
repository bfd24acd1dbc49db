// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables of counts with noise: complete, as the policy says, and within the account of their year.
//!
//! Whether noise was drawn at all, and well, cannot be seen in a table. What can be seen is checked: every cell that
//! the lists of values name is there, the cost is that of the policy, no part of the period has left before, and all
//! that has left about the year costs no more than any policy of these releases allowed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::records::{List, Rules};
use crate::week::{Week, first_of_month};
use crate::{Code, Refusal};

/// The largest count that can be meant.
const LARGEST_COUNT: i64 = 1_000_000_000;

/// What the verifier takes from a plan for noise.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    period: String,
    pub(crate) dimensions: Vec<Dimension>,
    cells_per_entity: u64,
    epsilon: u64,
    yearly_epsilon: u64,
    wait_weeks: i32,
}

/// A field of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dimension {
    pub(crate) field: String,
    pub(crate) level: String,
}

impl Plan {
    /// Whether the plan protects somebody, on its own.
    pub(crate) fn is_sound(&self) -> bool {
        let per_year = match self.period.as_str() {
            "month" => 12,
            "quarter" => 4,
            _ => return false,
        };
        let mut fields: Vec<&str> = self
            .dimensions
            .iter()
            .map(|one| one.field.as_str())
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len() == self.dimensions.len()
            && fields.len() <= 3
            && self
                .dimensions
                .iter()
                .all(|one| one.level != "municipality")
            && (1..=50).contains(&self.cells_per_entity)
            && (1..=5_000).contains(&self.epsilon)
            && (1..=5_000).contains(&self.yearly_epsilon)
            && self.epsilon * per_year <= self.yearly_epsilon
            && (0..=52).contains(&self.wait_weeks)
    }
}

/// A calendar month or quarter, by its months since the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    year: i32,
    first: i32,
    months: i32,
}

impl Span {
    fn parse(text: &str, kind: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (number, months) = match kind {
            "month" => (rest, 1),
            "quarter" => (rest.strip_prefix('Q')?, 3),
            _ => return None,
        };
        let length = if months == 1 { 2 } else { 1 };
        let digits = |part: &str, length: usize| -> Option<i32> {
            let plain = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| part.parse().ok())?
        };
        let (year, number) = (digits(year, 4)?, digits(number, length)?);
        ((1900..=2999).contains(&year) && (1..=12 / months).contains(&number)).then_some(Self {
            year,
            first: year * 12 + (number - 1) * months,
            months,
        })
    }

    fn overlaps(self, other: Self) -> bool {
        self.first < other.first + other.months && other.first < self.first + self.months
    }

    /// The number of the day after it.
    fn end(self) -> i32 {
        let after = self.first + self.months;
        first_of_month(after.div_euclid(12), after.rem_euclid(12) + 1)
    }
}

/// What the tables of a ledger have cost.
#[derive(Debug, Clone, Default)]
pub(crate) struct Account {
    released: Vec<Span>,
    /// Year → what was spent and the lowest limit of all releases about it.
    years: BTreeMap<i32, (u64, u64)>,
}

/// A document as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentJson {
    pub(crate) as_of: String,
    axes: Vec<AxisJson>,
    bound: u64,
    cells: Vec<i64>,
    pub(crate) collection: String,
    pub(crate) digest: String,
    entity: String,
    epsilon: u64,
    pub(crate) format: String,
    pub(crate) hierarchies: BTreeMap<String, String>,
    mechanism: String,
    pub(crate) office: String,
    period: String,
    pub(crate) policy: String,
    pub(crate) previous: String,
    pub(crate) sequence: u64,
    yearly_epsilon: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AxisJson {
    field: String,
    level: String,
    values: Vec<String>,
}

/// A table that holds all rules. Only the verifier makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedTable {
    pub(crate) sequence: u64,
    pub(crate) as_of: String,
    pub(crate) policy: String,
    pub(crate) hash: String,
    pub(crate) period: String,
    pub(crate) cells: usize,
    pub(crate) epsilon: u64,
}

impl VerifiedTable {
    /// The number of the release in its ledger, from 1.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The ISO week of the release, such as `2026-W47`.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// The hash of the policy.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// SHA-256 of the document, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The period, such as `2026-10` or `2026-Q4`.
    pub fn period(&self) -> &str {
        &self.period
    }

    /// How many cells it has.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// What it cost, in thousandths of epsilon.
    pub fn epsilon(&self) -> u64 {
        self.epsilon
    }
}

/// Checks the table of a document and notes its cost.
pub(crate) fn check(
    document: &DocumentJson,
    (plan, rules): (&Plan, &Rules),
    lists: &BTreeMap<&str, &List>,
    as_of: Week,
    account: &mut Account,
) -> Result<VerifiedTable, Refusal> {
    let refuse = |code, at: &str| Err(Refusal::new(code, at));
    if document.mechanism != "discrete-laplace" {
        return refuse(Code::Epsilon, "mechanism");
    }
    for (at, told, allowed) in [
        ("epsilon", document.epsilon, plan.epsilon),
        (
            "yearly_epsilon",
            document.yearly_epsilon,
            plan.yearly_epsilon,
        ),
        ("bound", document.bound, plan.cells_per_entity),
    ] {
        if told != allowed {
            return refuse(Code::Epsilon, at);
        }
    }
    if document.entity != rules.counted() {
        return refuse(Code::Tuple, "entity");
    }
    let cells = cells(document, (plan, rules), lists)?;
    if cells != document.cells.len() {
        return refuse(Code::Cells, "cells");
    }
    let possible = |count: &i64| (-LARGEST_COUNT..=LARGEST_COUNT).contains(count);
    if let Some(place) = document.cells.iter().position(|count| !possible(count)) {
        return Err(Refusal::new(Code::Number, format!("cells[{place}]")));
    }
    let Some(span) = Span::parse(&document.period, &plan.period) else {
        return refuse(Code::Period, "period");
    };
    let over = span.end() + 7 * plan.wait_weeks <= as_of.monday();
    if !over || account.released.iter().any(|one| one.overlaps(span)) {
        return refuse(Code::Period, "period");
    }
    let (spent, limit) = account
        .years
        .get(&span.year)
        .copied()
        .unwrap_or((0, u64::MAX));
    let (spent, limit) = (spent + plan.epsilon, limit.min(plan.yearly_epsilon));
    if spent > limit {
        return refuse(Code::Budget, "epsilon");
    }
    account.years.insert(span.year, (spent, limit));
    account.released.push(span);
    Ok(VerifiedTable {
        sequence: document.sequence,
        as_of: document.as_of.clone(),
        policy: document.policy.clone(),
        hash: String::new(),
        period: document.period.clone(),
        cells,
        epsilon: document.epsilon,
    })
}

/// How many cells there must be, if the axes are those of the plan with all of their values.
fn cells(
    document: &DocumentJson,
    (plan, rules): (&Plan, &Rules),
    lists: &BTreeMap<&str, &List>,
) -> Result<usize, Refusal> {
    if document.axes.len() != plan.dimensions.len() {
        return Err(Refusal::new(Code::Tuple, "axes"));
    }
    let mut cells: usize = 1;
    for (place, (axis, dimension)) in document.axes.iter().zip(&plan.dimensions).enumerate() {
        let at = |what: &str| format!("axes[{place}].{what}");
        if axis.field != dimension.field {
            return Err(Refusal::new(Code::Tuple, at("field")));
        }
        if axis.level != dimension.level {
            return Err(Refusal::new(Code::Level, at("level")));
        }
        let list = rules.list_of(&axis.field, &axis.level, lists);
        let values = list.ok_or_else(|| Refusal::new(Code::Level, at("level")))?;
        if !values.iter().eq(&axis.values) {
            return Err(Refusal::new(Code::Value, at("values")));
        }
        cells = cells.saturating_mul(values.len());
    }
    Ok(cells)
}
