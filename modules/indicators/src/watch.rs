// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What watches for signals sees of notified cases: sets at their current versions, and weekly counts by disease, district, age
//! and sex. The only face of this module for another one (docs/adr/062-nightly-signals.md).
//!
//! Nothing here asks for rights: whoever shows what comes of it does.

use cube::{CrossQuery, Cube, Dimension, Filter};
use jiff::civil::Date;
use kernel::{AgeGroup, Ags, IsoWeek, Lang, Sex};
use web::{App, Error};

use crate::cases::shelf::read;
use crate::sets::importing::ImportReport;
use crate::sets::{self, DataSet, SetKind, SetVersion};
use crate::store;

/// A set of notified cases that has a version, without its numbers.
#[derive(Debug, Clone)]
pub struct WatchedSet {
    set: DataSet,
    version: SetVersion,
    diseases: Vec<String>,
}

/// All sets of notified cases that have a version, by key.
pub async fn sets(app: &App) -> Result<Vec<WatchedSet>, Error> {
    let conn = app.db.read();
    let mut versions = store::sets::current(conn).await?;
    let mut found = Vec::new();
    for set in store::sets::all(conn).await? {
        let at = versions.iter().position(|version| version.set == set.key);
        let (SetKind::Cases, Some(at)) = (set.kind, at) else {
            continue;
        };
        let version = versions.swap_remove(at);
        let report: ImportReport =
            serde_json::from_str(&version.report).map_err(Error::internal)?;
        found.push(WatchedSet {
            diseases: report.diseases.into_iter().map(|(key, _)| key).collect(),
            set,
            version,
        });
    }
    Ok(found)
}

/// The set with this key, if there is one that has a version.
pub async fn set(app: &App, key: &str) -> Result<Option<WatchedSet>, Error> {
    let all = sets(app).await?;
    Ok(all.into_iter().find(|one| one.key() == key))
}

impl WatchedSet {
    /// Its stable name.
    pub fn key(&self) -> &str {
        self.set.key.as_str()
    }

    /// What it is called.
    pub fn title(&self, lang: Lang) -> String {
        sets::title(&self.set, lang)
    }

    /// The number of its current version, from 1.
    pub fn number(&self) -> i64 {
        self.version.number
    }

    /// The day on which its numbers stood so.
    pub fn as_of(&self) -> Date {
        self.version.as_of
    }

    /// The keys of its diseases; of a very large set the first hundred.
    pub fn diseases(&self) -> &[String] {
        &self.diseases
    }

    /// What it calls a disease.
    pub fn disease(&self, key: &str, lang: Lang) -> String {
        sets::disease_in(&self.set, key, lang)
    }

    /// Reads its numbers. That takes memory and time: once for a look at all series, not for a page.
    pub async fn open(&self, app: &App) -> Result<Counts, Error> {
        Ok(Counts(read(app, &self.version).await?))
    }
}

/// The numbers of a version.
#[derive(Debug)]
pub struct Counts(Cube);

impl Counts {
    /// The keys of all diseases.
    pub fn diseases(&self) -> &[String] {
        self.0.axes().categories().keys()
    }

    /// The age groups that are told apart; none if the set knows no ages.
    pub fn ages(&self) -> &[AgeGroup] {
        self.0.axes().ages().groups()
    }

    /// How many districts there are.
    pub fn districts(&self) -> usize {
        self.0.axes().places().districts()
    }

    /// The first week with data.
    pub fn first(&self) -> IsoWeek {
        self.0.axes().weeks().first()
    }

    /// The last week with data.
    pub fn last(&self) -> IsoWeek {
        self.0.axes().weeks().last()
    }

    /// For each district the cases of all weeks: of everybody, or of an age group, or of a sex. An error if the set does not have the
    /// disease or the age group.
    pub fn by_district(
        &self,
        disease: &str,
        age: Option<AgeGroup>,
        sex: Option<Sex>,
    ) -> Result<Vec<(Ags, Vec<u64>)>, Error> {
        let axes = self.0.axes();
        let category = axes.categories().find(disease).map_err(Error::internal)?;
        let ages = match age {
            None => None,
            Some(group) => {
                let unknown = || Error::Internal(format!("the set has no age group {group}"));
                Some(vec![axes.ages().find(group).ok_or_else(unknown)?])
            }
        };
        let table = self.0.cross(&CrossQuery {
            categories: Some(&[category]),
            area: &[cube::Area::State],
            weeks: self.first()..=self.last(),
            filter: Filter {
                ages,
                sexes: sex.map(|sex| vec![sex]),
            },
            by: Dimension::District,
            and: Some(Dimension::Week),
        });
        let table = table.map_err(Error::internal)?;
        let places = axes.places();
        let rows = places
            .all_districts()
            .zip(table.counts.chunks_exact(axes.weeks().len()));
        rows.map(|(district, weeks)| {
            let key = places.district_key(district);
            let key = key.ok_or_else(|| Error::Internal("a district without a key".to_owned()))?;
            Ok((key.clone(), weeks.to_vec()))
        })
        .collect()
    }
}
