// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures of a release for the data protection officer, whatever was released.

use anonymity::{Section, counting, forwarding};
use serde::{Deserialize, Serialize};

/// The report of a release (Freigabebericht).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ReleaseReport {
    /// Of records by their tuples.
    Records(Box<forwarding::Report>),
    /// Of weekly sums of institutions.
    Sums(Box<anonymity::Report>),
    /// Of a table of counts with noise.
    Table(Box<counting::Report>),
}

impl ReleaseReport {
    /// Whether it is about records, so that groups need not be of institutions.
    pub fn is_of_records(&self) -> bool {
        matches!(self, Self::Records(_))
    }

    /// Whether it is about a table of counts with noise, which tells neither reports nor groups.
    pub fn is_table(&self) -> bool {
        matches!(self, Self::Table(_))
    }

    /// How many groups left, or cells.
    pub fn groups(&self) -> u32 {
        match self {
            Self::Records(report) => report.groups,
            Self::Sums(report) => report.groups,
            Self::Table(report) => report.cells,
        }
    }

    /// How many reports are in them.
    pub fn reports(&self) -> u32 {
        match self {
            Self::Records(report) => report.records,
            Self::Sums(report) => report.reports,
            Self::Table(_) => 0,
        }
    }

    /// How many people or institutions the smallest group has.
    pub fn smallest_group(&self) -> Option<u32> {
        match self {
            Self::Records(report) => report.smallest_group,
            Self::Sums(report) => report.smallest_group,
            Self::Table(_) => None,
        }
    }

    /// How many reports stay; none if they are about fewer than the minimum.
    pub fn held(&self) -> Option<u32> {
        match self {
            Self::Records(report) => report.held,
            Self::Sums(report) => report.held,
            Self::Table(_) => None,
        }
    }

    /// The smallest number of people or institutions in a group.
    pub fn minimum(&self) -> u32 {
        match self {
            Self::Records(report) => report.minimum,
            Self::Sums(report) => report.minimum_facilities,
            Self::Table(_) => 0,
        }
    }

    /// The hash of the release policy.
    pub fn policy(&self) -> &str {
        match self {
            Self::Records(report) => &report.policy,
            Self::Sums(report) => &report.policy,
            Self::Table(report) => &report.policy,
        }
    }

    /// The report as a German page.
    pub fn german(&self) -> Vec<Section> {
        match self {
            Self::Records(report) => report.german(),
            Self::Sums(report) => report.german(),
            Self::Table(report) => report.german(),
        }
    }
}
