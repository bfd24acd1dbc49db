// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A figure: what is known of a place, with its state.

kernel::named! {
    /// What is known.
    pub enum State {
        /// A value above 0.
        Value = "value",
        /// Counted, and there was none.
        Zero = "zero",
        /// There, and too small to be shown.
        Suppressed = "suppressed",
        /// Nothing is known.
        NoData = "no-data",
    }
}

/// What a rate is by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// Nothing: the number stands alone.
    None,
    /// The whole that its source names.
    Own,
    /// The inhabitants of a year, by a set of inhabitants.
    Population(i16),
    /// The inhabitants at the census of 2022.
    Census,
}

/// What is known of a place in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// What is known.
    pub state: State,
    /// The share (0 to 1), the rate (per as many as is defined) or the plain number; none if it is not shown.
    pub value: Option<f64>,
    /// From where to where it may lie (95 %); none if that is not known.
    pub interval: Option<(f64, f64)>,
    /// How many cases; none if that is not known or not shown.
    pub cases: Option<u64>,
    /// Out of how many; none if that is not known or not shown.
    pub whole: Option<u64>,
    /// What the whole is.
    pub base: Base,
}

impl Figure {
    /// Nothing is known.
    pub const NO_DATA: Self = Self {
        state: State::NoData,
        value: None,
        interval: None,
        cases: None,
        whole: None,
        base: Base::None,
    };

    pub(crate) const SUPPRESSED: Self = Self {
        state: State::Suppressed,
        ..Self::NO_DATA
    };
}
