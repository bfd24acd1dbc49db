// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A release policy of a collection, in one of its formats.

use anonymity::{PolicyError, forwarding};
use serde::Deserialize;

/// A release policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Policy {
    /// Weekly sums of institutions (format 1).
    Sums(anonymity::Policy),
    /// Records by their tuples (format 2).
    Records(forwarding::Policy),
    /// Counts with noise, in tables (format 2 with a plan for noise).
    Tables(forwarding::Policy),
}

/// What tells the formats of policies and documents apart.
#[derive(Deserialize)]
pub(super) struct Format {
    pub(super) format: String,
}

impl Policy {
    /// Reads the stored form.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        let format: Option<Format> = serde_json::from_str(text).ok();
        if format.is_some_and(|one| one.format == "deich-policy/2") {
            let policy = forwarding::Policy::from_json(text)?;
            Ok(match policy.rules().noise {
                Some(_) => Self::Tables(policy),
                None => Self::Records(policy),
            })
        } else {
            anonymity::Policy::from_json(text).map(Self::Sums)
        }
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        match self {
            Self::Sums(policy) => policy.to_json(),
            Self::Records(policy) | Self::Tables(policy) => policy.to_json(),
        }
    }

    /// SHA-256 of the stored form, in hexadecimal.
    pub fn hash(&self) -> &str {
        match self {
            Self::Sums(policy) => policy.hash(),
            Self::Records(policy) | Self::Tables(policy) => policy.hash(),
        }
    }

    /// The smallest number of people or institutions in a group.
    pub fn minimum(&self) -> u32 {
        match self {
            Self::Sums(policy) => policy.rules().minimum_facilities,
            Self::Records(policy) | Self::Tables(policy) => policy.rules().minimum,
        }
    }

    /// What leaves under it, as messages name it: `sums`, `records` or `tables`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sums(_) => "sums",
            Self::Records(_) => "records",
            Self::Tables(_) => "tables",
        }
    }

    /// Whether it is in format 2: about records, which leave in groups or are counted.
    pub fn is_of_records(&self) -> bool {
        matches!(self, Self::Records(_) | Self::Tables(_))
    }
}
