// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a reader gets of a cell. Belongs here: the states and the rate. Not: how a state comes about.

use serde::{Deserialize, Serialize};

/// A published number or why there is none. A zero is a value of its own: it says that nobody was counted (or that noise
/// made it so), which is different from a number that is kept back and from one that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "value")]
pub enum Shown<T> {
    /// More than zero.
    Value(T),
    /// Nobody.
    Zero,
    /// Kept back so that nobody is found in it.
    Suppressed,
    /// Nothing is counted here: the question makes no sense or no office answers it.
    NoData,
    /// The number will come.
    NotYetReported,
}

/// Cases per 100,000 inhabitants.
pub type Rate = Shown<f64>;

impl Shown<u64> {
    /// The state of a count that is published as it is.
    pub fn of_count(count: u64) -> Self {
        if count == 0 {
            Self::Zero
        } else {
            Self::Value(count)
        }
    }

    /// The rate of the count as published and the exact population. From the count before noise it would give the noise
    /// away. Without inhabitants there is no rate.
    pub fn rate(self, population: u64) -> Rate {
        match self {
            _ if population == 0 && self.is_known() => Shown::NoData,
            Self::Value(count) => Shown::Value(count as f64 * 100_000.0 / population as f64),
            Self::Zero => Shown::Zero,
            Self::Suppressed => Shown::Suppressed,
            Self::NoData => Shown::NoData,
            Self::NotYetReported => Shown::NotYetReported,
        }
    }
}

impl Shown<f64> {
    /// The share of one published count in another, such as the vaccinated among the examined. Counts of records are never exact
    /// denominators: both are counts as published, so a share can be a little above one.
    pub fn share(part: Shown<u64>, whole: Shown<u64>) -> Self {
        match (part, whole) {
            (Shown::NotYetReported, _) | (_, Shown::NotYetReported) => Self::NotYetReported,
            (Shown::Suppressed, _) | (_, Shown::Suppressed) => Self::Suppressed,
            (Shown::NoData, _) | (_, Shown::NoData | Shown::Zero) => Self::NoData,
            (Shown::Zero, Shown::Value(_)) => Self::Zero,
            (Shown::Value(part), Shown::Value(whole)) => Self::Value(part as f64 / whole as f64),
        }
    }
}

impl<T> Shown<T> {
    /// Whether the cell says how many.
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Value(_) | Self::Zero)
    }

    /// Whether the cell is published for good: what is not there yet may still come.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::NoData | Self::NotYetReported)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_keeps_the_state_of_its_count() {
        assert_eq!(Shown::Value(5_u64).rate(250_000), Shown::Value(2.0));
        assert_eq!(Shown::of_count(0).rate(250_000), Shown::Zero);
        assert_eq!(Shown::<u64>::Suppressed.rate(250_000), Shown::Suppressed);
        assert_eq!(Shown::<u64>::NoData.rate(250_000), Shown::NoData);
        assert_eq!(Shown::<u64>::NotYetReported.rate(0), Shown::NotYetReported);
    }

    #[test]
    fn there_is_no_rate_without_inhabitants() {
        assert_eq!(Shown::Value(5_u64).rate(0), Shown::NoData);
        assert_eq!(Shown::of_count(0).rate(0), Shown::NoData);
        assert_eq!(Shown::<u64>::Suppressed.rate(0), Shown::Suppressed);
    }

    #[test]
    fn a_share_needs_both_counts() {
        let five = Shown::Value(5_u64);
        assert_eq!(Shown::share(five, Shown::Value(20)), Shown::Value(0.25));
        assert_eq!(Shown::share(Shown::Zero, five), Shown::Zero);
        assert_eq!(Shown::share(five, Shown::Zero), Shown::NoData);
        assert_eq!(Shown::share(five, Shown::Suppressed), Shown::Suppressed);
        assert_eq!(
            Shown::share(Shown::Suppressed, Shown::Zero),
            Shown::Suppressed
        );
        assert_eq!(
            Shown::share(Shown::NotYetReported, five),
            Shown::NotYetReported
        );
    }
}
