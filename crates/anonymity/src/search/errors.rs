// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Why there is no result.

use crate::lattice::LARGEST;

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
    /// Whoever waited for it has [stopped](crate::Watch::stop) it.
    #[error("the search was stopped")]
    Stopped,
}
