// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sets of indicators while they are read in: what a table is about, what it holds, what it becomes. Pure.

use std::collections::{BTreeMap, BTreeSet};

use cube::Cube;
use datasets::{Doubt, Gap, Level, Mapping};
use measures::{SnapshotError, Table};

use super::counting::LeftOut;
use super::importing::ImportReport;
use super::{SetKey, SetKind};

/// The key of the inhabitants.
const POPULATION: &str = "population";

/// The numbers of a set, before they become a file.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is moved once"
)]
pub(crate) enum Content {
    /// Notified cases.
    Cases(Cube),
    /// Indicators.
    Indicators(Table),
}

/// Why the numbers are no file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ContentError {
    #[error(transparent)]
    Cases(#[from] cube::SnapshotError),
    #[error(transparent)]
    Indicators(#[from] SnapshotError),
}

impl Content {
    /// The bytes of the file.
    pub(crate) fn to_parquet(&self) -> Result<Vec<u8>, ContentError> {
        Ok(match self {
            Self::Cases(cube) => cube.to_parquet(Vec::new())?,
            Self::Indicators(table) => table.to_parquet()?,
        })
    }
}

/// What the numbers of a file are about, as far as somebody has said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What they are.
    pub kind: SetKind,
    /// The key of the indicator, if the file does not say so; may be empty.
    pub indicator: String,
}

impl About {
    /// The indicator that all numbers of a table are of, if it does not say so itself.
    pub(crate) fn key(&self) -> Option<&str> {
        match self.kind {
            SetKind::Cases => None,
            SetKind::Population => Some(POPULATION),
            SetKind::Measures => Some(self.indicator.as_str()).filter(|key| !key.is_empty()),
        }
    }

    /// Says in a mapping what its numbers are about, if the table does not. False if they cannot be about that.
    pub(crate) fn aim(&self, mapping: &mut Mapping) -> bool {
        if self.kind != SetKind::Cases {
            // That no disease is known by these names is no question here.
            mapping.doubts.retain(|doubt| *doubt != Doubt::Categories);
            mapping.only_diseases = false;
        }
        match self.key() {
            Some(key) if mapping.gaps().contains(&Gap::Category) => put(key, mapping),
            _ => true,
        }
    }

    /// Says in a mapping that somebody has made for numbers of this kind what these numbers are about. False if they cannot be
    /// about that.
    pub(crate) fn aim_anew(&self, mapping: &mut Mapping) -> bool {
        if self.key().is_some() {
            mapping.fixed.category = None;
        }
        self.aim(mapping)
    }

    /// What a mapping still lacks.
    pub(crate) fn gaps(&self, mapping: &Mapping) -> Vec<Gap> {
        let mut mapping = mapping.clone();
        self.aim(&mut mapping);
        mapping.gaps()
    }
}

/// Says in a mapping that its numbers are of this indicator. False if they cannot be; then the mapping is as it was.
pub(crate) fn put(key: &str, mapping: &mut Mapping) -> bool {
    let fits = if let Some(known) = datasets::indicator(key) {
        known.put_into(mapping)
    } else {
        let own = key.parse::<SetKey>().ok().map(String::from);
        let fits = own.is_some();
        mapping.fixed.category = own.or(mapping.fixed.category.take());
        fits
    };
    if fits {
        // An indicator says itself whether it is counted.
        mapping.doubts.retain(|doubt| *doubt != Doubt::CountOrValue);
    }
    fits
}

/// Why observations are not in a table, as reports of all sets say it.
pub(crate) fn left_out(of: BTreeMap<measures::LeftOut, u64>) -> BTreeMap<LeftOut, u64> {
    let reason = |one| match one {
        measures::LeftOut::Elsewhere => LeftOut::Elsewhere,
        measures::LeftOut::UnknownGroup => LeftOut::UnknownGroup,
    };
    of.into_iter()
        .map(|(one, count)| (reason(one), count))
        .collect()
}

/// What is in a table, for whoever decides whether it is right.
pub(crate) fn told(table: &Table) -> ImportReport {
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    let mut districts = BTreeSet::new();
    let (mut indicators, mut span) = (Vec::new(), None);
    for indicator in table.indicators() {
        let rows = u64::try_from(indicator.rows().len()).unwrap_or(u64::MAX);
        indicators.push((indicator.key().to_owned(), rows));
        for row in indicator.rows() {
            *years.entry(row.period.year()).or_default() += 1;
            districts.extend(row.place.at(Level::District));
        }
        let (first, last) = span.unwrap_or((i16::MAX, i16::MIN));
        let years = indicator.rows().iter().map(|row| row.period.year());
        span = Some(years.fold((first, last), |(first, last), year| {
            (first.min(year), last.max(year))
        }));
    }
    ImportReport {
        diseases: indicators,
        years: years.into_iter().collect(),
        weeks: span.map_or_else(Default::default, |(first, last)| {
            (first.to_string(), last.to_string())
        }),
        districts: u64::try_from(districts.len()).unwrap_or(u64::MAX),
        ..ImportReport::default()
    }
}
