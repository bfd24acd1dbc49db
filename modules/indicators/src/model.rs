// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures out of released groups: sums by district and week, and a state for every cell. Pure.

mod figures;
mod season;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use kernel::{IsoWeek, OrganisationId};

pub use figures::Figures;
pub use season::Season;

/// What an indicator counts, in terms of the measures of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Its stable name in addresses and downloads.
    pub name: &'static str,
    /// The measures that are added up above the line.
    pub numerator: &'static [&'static str],
    /// The measure below the line.
    pub denominator: &'static str,
}

/// Children with an acute respiratory illness, absent or present, among all children cared for.
pub const KRANKENSTAND: Definition = Definition {
    name: "krankenstand",
    numerator: &["absent_are", "present_are"],
    denominator: "cared_for",
};

impl Definition {
    /// Numerator and denominator out of the sums of a group; none if a measure is missing. A measure
    /// is known by its own name, whatever group of questions it stands in (`counts.cared_for`).
    pub fn read(&self, sums: &BTreeMap<String, i64>) -> Option<(i64, i64)> {
        let one = |measure: &str| {
            sums.iter()
                .find(|(path, _)| path.rsplit(['.', '/']).next() == Some(measure))
                .map(|(_, sum)| *sum)
        };
        let numerator = self
            .numerator
            .iter()
            .map(|measure| one(measure))
            .sum::<Option<i64>>()?;
        Some((numerator, one(self.denominator)?))
    }
}

/// What a released group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// Sums of reports.
    Figures,
    /// What to add to earlier sums.
    Correction,
    /// Institutions that were closed.
    Closed,
    /// Reports that are only counted.
    Count,
}

impl GroupKind {
    /// The kind with this name in a release.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "figures" => Self::Figures,
            "correction" => Self::Correction,
            "closed" => Self::Closed,
            "count" => Self::Count,
            _ => return None,
        })
    }
}

/// How fine the place of a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Landkreis or kreisfreie Stadt.
    District,
    /// A statistical region.
    Region,
    /// The whole state.
    State,
}

impl Level {
    /// The level with this name in a release.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "district" => Self::District,
            "region" => Self::Region,
            "state" => Self::State,
            _ => return None,
        })
    }
}

/// A released group as far as the indicator needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// How fine its place is.
    pub level: Level,
    /// The key of its place.
    pub place: String,
    /// The week that its reports are about.
    pub week: IsoWeek,
    /// Different institutions in it.
    pub facilities: i64,
    /// Reports in it.
    pub reports: i64,
    /// Ill children, or what to add to them.
    pub ill: i64,
    /// Children cared for, or what to add to them.
    pub cared_for: i64,
}

/// A release that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// From which office.
    pub office: OrganisationId,
    /// In which week it was released.
    pub as_of: IsoWeek,
    /// When it came.
    pub arrived_at: Timestamp,
}

/// What kind of district; decides how its name is written in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DistrictKind {
    /// Landkreis.
    Rural,
    /// Kreisfreie Stadt.
    City,
    /// A special body such as the Region Hannover, whose name says what it is.
    Region,
}

/// A district as the figures know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its key, 5 digits.
    pub key: String,
    /// Its name, which another district may share.
    pub name: String,
    /// Its kind.
    pub kind: DistrictKind,
    /// The office that answers for it.
    pub office: Option<OrganisationId>,
}

/// What is known about a place in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellState {
    /// There is a figure above zero.
    Value,
    /// Institutions reported, and no child was ill.
    Zero,
    /// The office takes part, but no group could leave for this place and week: fewer than three
    /// institutions reported, or their figures could be computed from the sum.
    Suppressed,
    /// Nobody reports there, or all who reported were closed.
    NoData,
    /// The week is not over, or the release after it has not come.
    NotYet,
}

impl CellState {
    /// Its stable name in downloads and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Zero => "zero",
            Self::Suppressed => "suppressed",
            Self::NoData => "no-data",
            Self::NotYet => "not-yet",
        }
    }

    /// Whether there is a figure.
    pub fn has_figure(self) -> bool {
        matches!(self, Self::Value | Self::Zero)
    }
}

/// Sums of a place and week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Institutions that reported figures.
    pub facilities: i64,
    /// Ill children.
    pub ill: i64,
    /// Children cared for.
    pub cared_for: i64,
    /// Institutions that reported that they were closed.
    pub closed: i64,
}

impl Sums {
    fn add(&mut self, group: &Group) {
        match group.kind {
            GroupKind::Figures => {
                self.facilities += group.facilities;
                self.ill += group.ill;
                self.cared_for += group.cared_for;
            }
            // The institutions are those of the group that is corrected.
            GroupKind::Correction => {
                self.ill += group.ill;
                self.cared_for += group.cared_for;
            }
            GroupKind::Closed => self.closed += group.facilities,
            GroupKind::Count => {}
        }
    }

    /// Ill among cared for, from 0 to 1; none without anybody cared for.
    pub fn share(&self) -> Option<f64> {
        (self.facilities > 0 && self.cared_for > 0)
            .then(|| self.ill.max(0) as f64 / self.cared_for as f64)
    }
}

/// A place in a week: its state and, where there is a figure, its sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// What is known.
    pub state: CellState,
    /// The sums; meaningful as far as the state says.
    pub sums: Sums,
}

impl Cell {
    /// Ill among cared for, from 0 to 1, where there is a figure.
    pub fn share(&self) -> Option<f64> {
        self.sums.share().filter(|_| self.state.has_figure())
    }
}
