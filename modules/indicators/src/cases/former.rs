// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Earlier versions of sets, as they were shown: read when somebody asks for one. A few are kept, and of some more the latest
//! weeks alone; what was asked for least recently goes first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use cube::{Filter, SeriesQuery};
use jiff::civil::Date;
use kernel::IsoWeek;
use web::{App, Error};

use super::numbers::Numbers;
use super::shelf::read_by_town;
use super::{CaseSet, Cases};
use crate::model::District;
use crate::sets::{DataSet, SetKey};
use crate::store;

/// How many earlier versions are held in memory.
const MOST_CUBES: usize = 2;
/// Of how many versions the latest weeks are held in memory.
const MOST_TRACES: usize = 12;
/// How many weeks of a version are compared.
const TRACED: i32 = 104;

/// A version that was taken over, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub(crate) number: i64,
    pub(crate) as_of: Date,
    /// Whether everybody has seen it as the current one.
    pub(crate) public: bool,
}

/// Which version somebody wants: by its number, or the one that stood on a day.
pub(crate) fn wanted<'s>(stands: &'s [Stand], text: &str) -> Option<&'s Stand> {
    if let Ok(number) = text.parse::<i64>() {
        return stands.iter().find(|one| one.number == number);
    }
    let day: Date = text.parse().ok()?;
    stands
        .iter()
        .filter(|one| one.as_of <= day)
        .max_by_key(|one| (one.as_of, one.number))
}

type Key = (SetKey, i64);

/// The earlier versions of this process.
#[derive(Default)]
pub(crate) struct Former {
    /// The one asked for last is the last.
    cubes: Mutex<Vec<(Key, Arc<CaseSet>)>>,
    traces: Mutex<Vec<(Key, Arc<Trace>)>>,
    /// One version is read at a time, however many visitors ask.
    loading: tokio::sync::Mutex<()>,
}

/// What is kept under a key, which becomes the one asked for last.
fn known<T>(kept: &Mutex<Vec<(Key, Arc<T>)>>, key: &Key) -> Option<Arc<T>> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(|(known, _)| known == key)?;
    let one = kept.remove(at);
    let value = Arc::clone(&one.1);
    kept.push(one);
    Some(value)
}

fn keep<T>(kept: &Mutex<Vec<(Key, Arc<T>)>>, key: Key, value: &Arc<T>, most: usize) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(known, _)| *known != key);
    kept.push((key, Arc::clone(value)));
    let over = kept.len().saturating_sub(most);
    kept.drain(..over);
}

impl Former {
    /// A version of a set with all its counts.
    pub(crate) async fn set(
        &self,
        app: &App,
        set: &DataSet,
        number: i64,
    ) -> Result<Arc<CaseSet>, Error> {
        let key = (set.key.clone(), number);
        // What is said about the set may have changed since.
        let usable = |found: &Arc<CaseSet>| found.set == *set;
        if let Some(found) = known(&self.cubes, &key).filter(usable) {
            return Ok(found);
        }
        let _one = self.loading.lock().await;
        if let Some(found) = known(&self.cubes, &key).filter(usable) {
            return Ok(found);
        }
        let version = store::sets::version(app.db.read(), (&set.key, number)).await?;
        let version = version.ok_or(Error::NotFound)?;
        let (cube, by_town) = read_by_town(app, &version).await?;
        let found = Arc::new(CaseSet {
            numbers: Numbers::Exact(cube),
            by_town,
            edition: 0,
            set: set.clone(),
            version,
            public: None,
            frozen: true,
        });
        keep(&self.cubes, key, &found, MOST_CUBES);
        Ok(found)
    }

    /// The latest weeks of a version.
    pub(crate) async fn trace(
        &self,
        app: &App,
        cases: &Cases,
        (set, number): (&CaseSet, i64),
    ) -> Result<Arc<Trace>, Error> {
        let key = (set.set.key.clone(), number);
        if set.exact().is_none() {
            return Err(Error::NotFound);
        }
        if let Some(found) = known(&self.traces, &key) {
            return Ok(found);
        }
        let trace = if set.version.number == number {
            Trace::of(set, cases)?
        } else {
            let former = self.set(app, &set.set, number).await?;
            Trace::of(&former, cases)?
        };
        let trace = Arc::new(trace);
        keep(&self.traces, key, &trace, MOST_TRACES);
        Ok(trace)
    }
}

/// The latest weeks of a version, by disease and place.
#[derive(Debug)]
pub(crate) struct Trace {
    first: IsoWeek,
    weeks: usize,
    /// Keys of districts; the state is the empty one.
    places: HashMap<String, usize>,
    /// By disease: place by place, the counts of all weeks.
    counts: HashMap<String, Vec<u32>>,
}

impl Trace {
    fn of(set: &CaseSet, cases: &Cases) -> Result<Self, Error> {
        let (first, last) = (set.within(set.last().plus(1 - TRACED)), set.last());
        let districts = cases.districts.iter().map(|one| Some(&one.district));
        let places: Vec<Option<&District>> = std::iter::once(None).chain(districts).collect();
        // What was published under a plan never changes: there is nothing to compare.
        let cube = set.exact().ok_or(Error::NotFound)?;
        let axes = cube.axes();
        let mut counts = HashMap::new();
        for category in axes.categories().all() {
            let mut all = Vec::new();
            for place in &places {
                let series = cube.series(&SeriesQuery {
                    category,
                    area: &[set.area(*place)?],
                    weeks: first..=last,
                    filter: Filter::default(),
                });
                let series = series.map_err(Error::internal)?;
                all.extend(
                    series
                        .iter()
                        .map(|count| u32::try_from(*count).unwrap_or(u32::MAX)),
                );
            }
            counts.insert(set.key(category).to_owned(), all);
        }
        let key = |place: Option<&District>| place.map_or(String::new(), |one| one.key.clone());
        Ok(Self {
            first,
            weeks: usize::try_from(last.since(first) + 1).unwrap_or(0),
            places: places.iter().copied().map(key).zip(0..).collect(),
            counts,
        })
    }

    /// The cases of a week; nothing if the version does not have the week.
    pub(crate) fn count(&self, disease: &str, place: &str, week: IsoWeek) -> Option<u64> {
        let week = usize::try_from(week.since(self.first)).ok()?;
        let place = *self.places.get(place)?;
        if week >= self.weeks {
            return None;
        }
        let counts = self.counts.get(disease)?;
        counts
            .get(place * self.weeks + week)
            .map(|count| u64::from(*count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(number: i64, as_of: &str) -> Stand {
        Stand {
            number,
            as_of: as_of.parse().expect("a day"),
            public: true,
        }
    }

    #[test]
    fn a_day_means_what_stood_then() {
        let stands = [
            stand(5, "2026-11-09"),
            stand(3, "2026-11-09"),
            stand(1, "2026-11-02"),
        ];
        let found = |text: &str| wanted(&stands, text).map(|one| one.number);
        assert_eq!(found("2026-11-08"), Some(1));
        assert_eq!(found("2026-11-09"), Some(5));
        assert_eq!(found("2027-01-01"), Some(5));
        assert_eq!(found("3"), Some(3));
        for none in ["2026-11-01", "2", "gestern", ""] {
            assert_eq!(found(none), None, "{none}");
        }
    }

    #[test]
    fn what_was_asked_for_least_recently_goes_first() {
        let kept = Mutex::new(Vec::new());
        let key = |number: i64| -> Key { ("a".parse().expect("a key"), number) };
        for number in 1..=3 {
            keep(&kept, key(number), &Arc::new(number), 3);
        }
        assert_eq!(known(&kept, &key(1)).as_deref(), Some(&1));
        keep(&kept, key(4), &Arc::new(4), 3);
        let left: Vec<bool> = (1..=4).map(|at| known(&kept, &key(at)).is_some()).collect();
        assert_eq!(left, [true, false, true, true]);
    }
}
