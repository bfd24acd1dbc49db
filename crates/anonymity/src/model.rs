// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a class of equal rows must have before it may leave.
//!
//! All criteria hold for the union of two classes that satisfy them. Some hold for every superset
//! of a class that satisfies them ([`Criterion::is_firm`]); the search relies on the difference.

use std::fmt;
use std::str::FromStr;

/// A property of a class. Columns are names.
#[derive(Debug, Clone, PartialEq)]
pub enum Criterion {
    /// At least so many rows (k-anonymity; Sweeney 2002).
    K(u32),
    /// Rows of at least so many different entities of a column.
    Entities {
        /// The column that names the entity.
        column: String,
        /// At least so many.
        k: u32,
    },
    /// At least l different values of a column (Machanavajjhala et al. 2007).
    DistinctL {
        /// The sensitive column.
        column: String,
        /// At least so many.
        l: u32,
    },
    /// Shannon entropy of a column at least ln l (Machanavajjhala et al. 2007).
    EntropyL {
        /// The sensitive column.
        column: String,
        /// At least 1.
        l: f64,
    },
    /// `r₁ < c · (r_l + … + r_m)`, with the frequencies r in descending order and m ≥ l
    /// (Machanavajjhala et al. 2007).
    RecursiveCl {
        /// The sensitive column.
        column: String,
        /// Above 0.
        c: f64,
        /// At least 1.
        l: u32,
    },
    /// Half the sum of |p − q| at most t, with q the distribution in the whole table (Li et al. 2007,
    /// equal distances).
    EqualT {
        /// The sensitive column.
        column: String,
        /// 0 to 1.
        t: f64,
    },
    /// Earth mover's distance along the column's hierarchy at most t (Li et al. 2007, hierarchical
    /// distances).
    HierarchicalT {
        /// The sensitive column; its hierarchy is needed.
        column: String,
        /// 0 to 1.
        t: f64,
    },
}

/// Why a text is no criterion.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
#[error(
    "`{0}` is no criterion: expected k:5, entities:COLUMN:5, distinct-l:COLUMN:3, entropy-l:COLUMN:3, recursive-cl:COLUMN:4:3, equal-t:COLUMN:0.2 or hier-t:COLUMN:0.2"
)]
pub struct CriterionError(pub String);

impl Criterion {
    /// The column that it looks at.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::K(_) => None,
            Self::Entities { column, .. }
            | Self::DistinctL { column, .. }
            | Self::EntropyL { column, .. }
            | Self::RecursiveCl { column, .. }
            | Self::EqualT { column, .. }
            | Self::HierarchicalT { column, .. } => Some(column),
        }
    }

    /// Whether every superset of a class that satisfies it satisfies it, too. Then rows that are
    /// suppressed at a coarse combination of levels are suppressed at every finer one.
    pub fn is_firm(&self) -> bool {
        matches!(
            self,
            Self::K(_) | Self::Entities { .. } | Self::DistinctL { .. }
        )
    }

    fn is_sound(&self) -> bool {
        match self {
            Self::K(k) | Self::Entities { k, .. } => *k >= 1,
            Self::DistinctL { l, .. } => *l >= 1,
            Self::EntropyL { l, .. } => l.is_finite() && *l >= 1.0,
            Self::RecursiveCl { c, l, .. } => c.is_finite() && *c > 0.0 && *l >= 1,
            Self::EqualT { t, .. } | Self::HierarchicalT { t, .. } => (0.0..=1.0).contains(t),
        }
    }
}

impl FromStr for Criterion {
    type Err = CriterionError;

    fn from_str(text: &str) -> Result<Self, CriterionError> {
        let parsed = || -> Option<Self> {
            let (kind, rest) = text.trim().split_once(':')?;
            // Names of columns may hold colons; numbers do not.
            let with_column = || {
                let (column, number) = rest.rsplit_once(':')?;
                (!column.is_empty()).then(|| (column.to_owned(), number.trim()))
            };
            Some(match kind.trim() {
                "k" => Self::K(rest.trim().parse().ok()?),
                "entities" | "k-entities" => {
                    let (column, k) = with_column()?;
                    let k = k.parse().ok()?;
                    Self::Entities { column, k }
                }
                "distinct-l" => {
                    let (column, l) = with_column()?;
                    let l = l.parse().ok()?;
                    Self::DistinctL { column, l }
                }
                "entropy-l" => {
                    let (column, l) = with_column()?;
                    let l = l.parse().ok()?;
                    Self::EntropyL { column, l }
                }
                "recursive-cl" => {
                    let (before, l) = with_column()?;
                    let (column, c) = before.rsplit_once(':')?;
                    Self::RecursiveCl {
                        column: column.to_owned(),
                        c: c.trim().parse().ok()?,
                        l: l.parse().ok()?,
                    }
                }
                "equal-t" => {
                    let (column, t) = with_column()?;
                    let t = t.parse().ok()?;
                    Self::EqualT { column, t }
                }
                "hier-t" => {
                    let (column, t) = with_column()?;
                    let t = t.parse().ok()?;
                    Self::HierarchicalT { column, t }
                }
                _ => return None,
            })
        };
        parsed()
            .filter(Self::is_sound)
            .ok_or_else(|| CriterionError(text.chars().take(80).collect()))
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::K(k) => write!(f, "k:{k}"),
            Self::Entities { column, k } => write!(f, "entities:{column}:{k}"),
            Self::DistinctL { column, l } => write!(f, "distinct-l:{column}:{l}"),
            Self::EntropyL { column, l } => write!(f, "entropy-l:{column}:{l}"),
            Self::RecursiveCl { column, c, l } => write!(f, "recursive-cl:{column}:{c}:{l}"),
            Self::EqualT { column, t } => write!(f, "equal-t:{column}:{t}"),
            Self::HierarchicalT { column, t } => write!(f, "hier-t:{column}:{t}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_survives_its_spelling() {
        for text in [
            "k:5",
            "entities:facility:3",
            "distinct-l:occupation:3",
            "entropy-l:a:b:2.5",
            "recursive-cl:occupation:4:3",
            "equal-t:occupation:0.2",
            "hier-t:occupation:0.35",
        ] {
            assert_eq!(text.parse::<Criterion>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn criteria_that_say_nothing_are_refused() {
        for text in [
            "k",
            "k:",
            "k:0",
            "k:-1",
            "k:x",
            "l:5",
            "distinct-l:5",
            "distinct-l:a:0",
            "entropy-l:a:0.5",
            "entropy-l:a:NaN",
            "recursive-cl:a:0:3",
            "equal-t:a:1.5",
            "hier-t::1",
        ] {
            assert!(text.parse::<Criterion>().is_err(), "{text}");
        }
    }
}
