// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which tables of a dataset are published. Belongs here: the plan, and the rules that it must keep. Not: the words for people who
//! write a plan.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::dimension::Dimension;
use crate::period::Period;
use crate::perturbation::{NoiseError, NoiseParameters, PerturbationTable};
use crate::protection::Protection;

/// The smallest minimum for the public: that of official statistics.
const PUBLIC_MINIMUM: u64 = 3;

/// How many dimensions beside place and period a table with noise may have.
const MOST_DIMENSIONS: usize = 4;

/// How many of them a table with cells left out may have: the attacker looks at three dimensions.
const MOST_SUPPRESSED_DIMENSIONS: usize = 1;

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody. All rules hold.
    Public,
    /// People of public offices who may see less protected numbers; the rules about fine geography do not bind them.
    Internal,
}

/// How fine places are, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Geography {
    /// One number for the state.
    State,
    /// Districts, with the state as their sum.
    District,
    /// Municipalities and the rest of each district, with both sums.
    Municipality,
}

/// What a number of a period counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// The period alone.
    Current,
    /// Everything until its end; the period says how often the number grows.
    Cumulative,
}

/// A table that is published for every period. Every dimension has a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSpec {
    /// Its name in the plan.
    pub name: String,
    /// Its finest places.
    pub geography: Geography,
    /// Its periods.
    pub period: Period,
    /// What its numbers count.
    pub span: Span,
    /// Its dimensions beside place and period: age, sex, kind.
    pub dimensions: Vec<Dimension>,
}

/// How counts are protected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By noise.
    CellKey(NoiseParameters),
    /// By leaving cells out, where a law wants it so.
    Suppression(Protection),
    /// Not at all, for people who may know every number.
    Exact,
}

/// All tables of a dataset for an audience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePlan {
    /// The dataset.
    pub dataset: String,
    /// Who reads.
    pub audience: Audience,
    /// How counts are protected.
    pub method: Method,
    /// Counts below it are not shown, except for zero.
    pub minimum: u64,
    /// Places with fewer inhabitants are shown as the rest of their district.
    pub floor: u64,
    /// The tables.
    pub tables: Vec<TableSpec>,
}

/// What is wrong with a plan, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The table, or nothing where the whole plan is meant.
    pub table: Option<String>,
    /// The field of the table or of the plan.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(table) = &self.table {
            write!(formatter, "table “{table}”, ")?;
        }
        write!(formatter, "{}: {}", self.field, self.reason)
    }
}

/// A rule that a plan breaks.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Reason {
    /// There is nothing to publish.
    #[error("there is no table")]
    NoTable,
    /// Two tables, or two dimensions of a table, with one name, or one without a name.
    #[error("the name “{0}” is empty or stands twice")]
    Name(String),
    /// Too small a minimum for the audience.
    #[error("the minimum is at least {least}")]
    Minimum {
        /// The least that will do.
        least: u64,
    },
    /// Municipalities without a floor.
    #[error("municipalities need a smallest population")]
    NoFloor,
    /// Fine places for short periods.
    #[error("municipalities are published for a month or longer")]
    TooFine,
    /// One table counts a period and another one everything until then: their difference is the next period, or a late report.
    #[error("“{other}” counts the other way, and the difference of both gives single reports away")]
    CurrentAndCumulative {
        /// The other table.
        other: String,
    },
    /// More dimensions than can be protected.
    #[error("there are at most {most} dimensions beside place and period")]
    Dimensions {
        /// How many may be.
        most: usize,
    },
    /// Tables with cells left out are safe only together, as one table.
    #[error(
        "“{other}” counts the same records; where cells are left out, all numbers stand in one table"
    )]
    Linked {
        /// The other table.
        other: String,
    },
    /// A number that grows cannot be left out and shown later.
    #[error("cumulative numbers give away what was left out before")]
    CumulativeSuppression,
    /// The intervals of cells that are left out would say that they are small.
    #[error("cells that are left out must leave open at least {least} values more")]
    Width {
        /// The least that will do.
        least: u64,
    },
    /// A share outside of 1 to 100 percent.
    #[error("shares of contributors are 1 to 100 percent")]
    Dominance,
    /// The method does not leave out what the minimum says.
    #[error("the method must leave out the same counts as the minimum")]
    SmallestCount,
    /// Exact numbers for everybody.
    #[error("what the public reads is protected")]
    Unprotected,
    /// Two plans of a dataset for one audience.
    #[error("there is another plan of the dataset for this audience")]
    SameAudience,
    /// Two noises of one number.
    #[error("whoever reads both plans compares two noises of one number; both plans need the same")]
    OtherNoise,
    /// Two ways to protect one number, or two choices of cells.
    #[error(
        "whoever reads both plans knows more than either protects; one must show exact numbers, or both the same"
    )]
    OtherMethod,
    /// There is no such noise.
    #[error(transparent)]
    Noise(#[from] NoiseError),
}

impl TablePlan {
    /// Everything that is wrong with the plan; empty means that it may be published.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut plan = |field, reason| {
            faults.push(Fault {
                table: None,
                field,
                reason,
            });
        };
        if self.tables.is_empty() {
            plan("tables", Reason::NoTable);
        }
        if self.dataset.trim().is_empty() {
            plan("dataset", Reason::Name(self.dataset.clone()));
        }
        let least = match self.audience {
            Audience::Public => PUBLIC_MINIMUM,
            Audience::Internal => 1,
        };
        if self.minimum < least {
            plan("minimum", Reason::Minimum { least });
        }
        for reason in self.method_faults() {
            plan("method", reason);
        }
        let mut names = BTreeSet::new();
        for table in &self.tables {
            let mut at = |field, reason| {
                faults.push(Fault {
                    table: Some(table.name.clone()),
                    field,
                    reason,
                });
            };
            if table.name.trim().is_empty() || !names.insert(table.name.as_str()) {
                at("name", Reason::Name(table.name.clone()));
            }
            self.table_faults(table, &mut at);
        }
        for (index, table) in self.tables.iter().enumerate() {
            for other in &self.tables[..index] {
                if let Some(reason) = self.contradiction(table, other) {
                    faults.push(Fault {
                        table: Some(table.name.clone()),
                        field: "span",
                        reason,
                    });
                }
            }
        }
        faults
    }

    fn method_faults(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match &self.method {
            Method::CellKey(parameters) => {
                if u64::from(parameters.smallest) != self.minimum {
                    reasons.push(Reason::SmallestCount);
                }
                if let Err(error) = PerturbationTable::new(*parameters) {
                    reasons.push(error.into());
                }
            }
            Method::Suppression(protection) => {
                if protection.minimum != self.minimum {
                    reasons.push(Reason::SmallestCount);
                }
                if protection.width < self.minimum {
                    reasons.push(Reason::Width {
                        least: self.minimum,
                    });
                }
                let whole = 1..=100;
                if protection
                    .dominance
                    .is_some_and(|each| !whole.contains(&each.one) || !whole.contains(&each.two))
                {
                    reasons.push(Reason::Dominance);
                }
            }
            Method::Exact => {
                if self.audience == Audience::Public {
                    reasons.push(Reason::Unprotected);
                }
                if self.minimum > 1 {
                    reasons.push(Reason::SmallestCount);
                }
            }
        }
        reasons
    }

    fn table_faults(&self, table: &TableSpec, at: &mut impl FnMut(&'static str, Reason)) {
        if self.audience == Audience::Public && table.geography == Geography::Municipality {
            if table.period == Period::Week {
                at("period", Reason::TooFine);
            }
            if self.floor == 0 {
                at("geography", Reason::NoFloor);
            }
        }
        let most = match self.method {
            Method::CellKey(_) | Method::Exact => MOST_DIMENSIONS,
            Method::Suppression(_) => MOST_SUPPRESSED_DIMENSIONS,
        };
        if table.dimensions.len() > most {
            at("dimensions", Reason::Dimensions { most });
        }
        let mut names = BTreeSet::new();
        for dimension in &table.dimensions {
            let name = dimension.name();
            if name.trim().is_empty() || !names.insert(name) {
                at("dimensions", Reason::Name(name.to_owned()));
            }
        }
        if matches!(self.method, Method::Suppression(_)) && table.span == Span::Cumulative {
            at("span", Reason::CumulativeSuppression);
        }
    }

    /// Why two tables may not be published side by side.
    fn contradiction(&self, table: &TableSpec, other: &TableSpec) -> Option<Reason> {
        let other_name = other.name.clone();
        if matches!(self.method, Method::Suppression(_)) {
            return Some(Reason::Linked { other: other_name });
        }
        let fine = table.geography.min(other.geography) == Geography::Municipality;
        (self.audience == Audience::Public && fine && table.span != other.span)
            .then_some(Reason::CurrentAndCumulative { other: other_name })
    }

    /// What is wrong with two plans side by side, for somebody who reads both: people of public offices read what the public reads.
    pub fn faults_beside(&self, other: &Self) -> Vec<Fault> {
        let reason = match (&self.method, &other.method) {
            _ if self.dataset != other.dataset => None,
            _ if self.audience == other.audience => Some(Reason::SameAudience),
            // Nothing is left to protect from whoever knows everything.
            (Method::Exact, _) | (_, Method::Exact) => None,
            (Method::CellKey(one), Method::CellKey(two)) => {
                (one != two).then_some(Reason::OtherNoise)
            }
            (Method::Suppression(one), Method::Suppression(two))
                if one == two && self.tables == other.tables && self.floor == other.floor =>
            {
                None
            }
            _ => Some(Reason::OtherMethod),
        };
        let fault = |reason| Fault {
            table: None,
            field: match reason {
                Reason::SameAudience => "audience",
                _ => "method",
            },
            reason,
        };
        reason.map(fault).into_iter().collect()
    }
}
