// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was published of a set at one time, as a file that never changes. Pure.
//!
//! An edition holds blocks: a table of the plan, one period of it, one disease. A block has all its cells; those that are not listed are
//! zero. No two editions of a set have the same block, so that nothing is ever published twice.

use disclosure::Shown;
use serde::{Deserialize, Serialize};

/// The version of the format.
pub const FORMAT: u32 = 1;

/// A file of published cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// [`FORMAT`].
    pub format: u32,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A table in one period, for one disease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The name of the table.
    pub table: String,
    /// The key of the period, such as `2026-W47` or `2026` (fifty-two or fifty-three ISO weeks).
    pub period: String,
    /// The key of the disease.
    pub disease: String,
    /// The cells that are not zero.
    pub cells: Vec<PublishedCell>,
}

/// A cell: the key of its place (`*` for the state), age and sex as `0-4/female` (`*` for all), and its number; none where it was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedCell(pub String, pub String, pub Option<u64>);

impl PublishedCell {
    /// What readers get of it.
    pub fn shown(&self) -> Shown<u64> {
        self.2.map_or(Shown::Suppressed, Shown::of_count)
    }
}

/// Age and sex as one key.
pub fn stratum(age: &str, sex: &str) -> String {
    format!("{age}/{sex}")
}

impl Block {
    /// What makes it one of its kind.
    pub fn key(&self) -> (&str, &str, &str) {
        (&self.table, &self.period, &self.disease)
    }
}
