// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Why records do not become a cube.

/// Why a record is not taken, or records do not become a cube.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Category, week, place or age was found on the axes of another cube.
    #[error("the {0} of the record is not on the axes of this cube; look it up there")]
    Foreign(&'static str),
    /// A record counts nothing.
    #[error("a record counts no case; leave it out")]
    NoCase,
    /// There are too many records of a category.
    #[error(
        "there are more than {} records of {category}; put what is the same into one record with its count",
        u32::MAX
    )]
    TooManyRecords {
        /// The key of the category.
        category: String,
    },
    /// Records that are counted together have more cases than a count holds.
    #[error(
        "there are more than {} cases of {category} in one place, week, age group and sex",
        u32::MAX
    )]
    TooManyCases {
        /// The key of the category.
        category: String,
    },
}
