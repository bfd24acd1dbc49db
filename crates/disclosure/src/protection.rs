// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What must be kept back where cells are left out. Belongs here: the numbers that a plan names. Not: which cells that makes.

use serde::{Deserialize, Serialize};

use crate::suppress::State;

/// What must be kept back of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// A cell of fewer units, and of more than none, is not shown.
    pub minimum: u64,
    /// How many values besides one a cell that is not shown for its own sake must leave open, in units of the table.
    pub width: u64,
    /// The same in percent of the value of the cell, for magnitudes; the larger of the two counts.
    pub percent: u64,
    /// For magnitudes: cells that one or two contributors make up.
    pub dominance: Option<Dominance>,
}

impl Protection {
    /// For counts: a minimum, and intervals at least as wide.
    pub fn of_counts(minimum: u64) -> Self {
        Self {
            minimum,
            width: minimum,
            percent: 0,
            dominance: None,
        }
    }

    /// How many values besides one a cell in this state must leave open.
    pub(crate) fn asks(&self, state: State, value: u64) -> u64 {
        match state {
            State::Shown => 0,
            State::Primary => self
                .width
                .max(value.saturating_mul(self.percent).div_ceil(100)),
            // What may be known need not be hidden well; but a dot that can be computed would be a lie.
            State::Secondary => 1,
        }
    }
}

/// A cell is dominated when its largest contributors make up more than this share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dominance {
    /// Of the largest contribution, in percent, 1 to 100.
    pub one: u64,
    /// Of the two largest, in percent, 1 to 100.
    pub two: u64,
}
