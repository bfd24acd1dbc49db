// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Territory changes: former keys of municipalities and districts are carried to those of one version.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::Ags;

use crate::observation::{Cell, Measure, Observation, Observations, Total};
use crate::place::{Level, Place};
use crate::report::{Kind, Report};
use crate::sums;

/// How often a key may have changed.
const MOST_CHANGES: usize = 20;

/// A key that became another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The former key, of a municipality or a district.
    pub from: Ags,
    /// The key after it.
    pub to: Ags,
}

/// Why changes are no territory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TerritoryError {
    /// A change leads from one level to another.
    #[error("{from} and {to} are not on the same level")]
    Level {
        /// The former key.
        from: Ags,
        /// The key after it.
        to: Ags,
    },
    /// Changes lead round, or on and on.
    #[error("the changes of {0} do not end")]
    Endless(String),
    /// A former key ends at one that is not there today.
    #[error("{from} became {to}, which is no key of this version")]
    NotCurrent {
        /// The former key.
        from: String,
        /// Where its changes end.
        to: String,
    },
}

/// What became of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Successor {
    /// It is there.
    Same,
    /// It is another one today, alone or with others.
    One(Place),
    /// It is several today.
    Several(Vec<Place>),
    /// Nothing is known of it.
    Unknown,
}

/// The places of one version of the territory, and what former ones became.
#[derive(Debug, Clone)]
pub struct Territory {
    /// The version, such as `2022`.
    pub version: String,
    current: BTreeSet<Place>,
    successors: BTreeMap<Place, BTreeSet<Place>>,
    /// The former places of each of today's.
    former: BTreeMap<Place, BTreeSet<Place>>,
}

impl Territory {
    /// The places of today with the changes that led to them. Changes may follow each other. What became of districts follows
    /// from their municipalities, if no change says it.
    pub fn new(
        version: &str,
        current: impl IntoIterator<Item = Ags>,
        changes: impl IntoIterator<Item = KeyChange>,
    ) -> Result<Self, TerritoryError> {
        let current: BTreeSet<Place> = current.into_iter().map(|ags| Place::from(&ags)).collect();
        let mut steps: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
        for change in changes {
            let (from, to) = (Place::from(&change.from), Place::from(&change.to));
            if from.level() != to.level() {
                let KeyChange { from, to } = change;
                return Err(TerritoryError::Level { from, to });
            }
            if from != to {
                steps.entry(from).or_default().insert(to);
            }
        }
        let mut successors: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
        for from in steps.keys().filter(|from| !current.contains(from)) {
            let mut ends = BTreeSet::new();
            let mut open = BTreeSet::from([*from]);
            for _ in 0..=MOST_CHANGES {
                let mut next = BTreeSet::new();
                for place in open {
                    if current.contains(&place) {
                        ends.insert(place);
                    } else if let Some(to) = steps.get(&place) {
                        next.extend(to);
                    } else {
                        return Err(TerritoryError::NotCurrent {
                            from: from.to_string(),
                            to: place.to_string(),
                        });
                    }
                }
                open = next;
                if open.is_empty() {
                    break;
                }
            }
            if !open.is_empty() {
                return Err(TerritoryError::Endless(from.to_string()));
            }
            successors.insert(*from, ends);
        }
        // Districts that are gone went where their municipalities went.
        let mut districts: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
        for (from, ends) in &successors {
            let Some(district) = from
                .at(Level::District)
                .filter(|_| from.level() == Level::Municipality)
            else {
                continue;
            };
            if !current.contains(&district) && !successors.contains_key(&district) {
                let ends = ends.iter().filter_map(|place| place.at(Level::District));
                districts.entry(district).or_default().extend(ends);
            }
        }
        successors.extend(districts);
        let mut former: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
        for (from, ends) in &successors {
            for end in ends {
                former.entry(*end).or_default().insert(*from);
            }
        }
        Ok(Self {
            version: version.to_owned(),
            current,
            successors,
            former,
        })
    }

    /// What became of a place. Germany and the states are always there.
    pub fn successor(&self, place: Place) -> Successor {
        if place.level() <= Level::State || self.current.contains(&place) {
            return Successor::Same;
        }
        let ends = self.successors.get(&place);
        match ends.map(|ends| ends.iter().copied().collect::<Vec<_>>()) {
            None => Successor::Unknown,
            Some(one) if one.len() == 1 => Successor::One(one[0]),
            Some(several) => Successor::Several(several),
        }
    }

    /// The keys that are not there any more.
    pub fn former_keys(&self) -> impl Iterator<Item = Ags> {
        self.successors.keys().filter_map(|place| place.ags())
    }

    /// Observations at the places of this version. Counts and ratios of places that were joined are added up; what cannot be
    /// carried is left out and reported. Places of which nothing is known stay as they are.
    #[must_use]
    pub fn carry(&self, all: &Observations, report: &mut Report) -> Observations {
        let needs = |at: usize| {
            !matches!(
                self.successor(all.place(at)),
                Successor::Same | Successor::Unknown
            )
        };
        let changed: Vec<usize> = (0..all.len()).filter(|at| needs(*at)).collect();
        if changed.is_empty() {
            return all.clone();
        }
        let gone: HashSet<usize> = changed.iter().copied().collect();
        let mut carried = all.keep(|at| !gone.contains(&at));
        let direct: HashSet<Cell> = (0..carried.len())
            .filter(|at| self.former.contains_key(&carried.place(*at)))
            .map(|at| carried.cell(at))
            .collect();
        let mut joined: HashMap<Cell, usize> = HashMap::new();
        let mut sums: Vec<Sum<'_>> = Vec::new();
        for at in changed {
            let Some(one) = all.get(at) else { continue };
            let line = u64::from(one.line);
            let found = one.place.to_string();
            let to = match self.successor(one.place) {
                Successor::One(to) => to,
                Successor::Several(several) => {
                    let keys: Vec<String> = several.iter().map(ToString::to_string).collect();
                    report.add_more(Kind::KeySplit, line, "", &found, &keys.join(", "));
                    continue;
                }
                Successor::Same | Successor::Unknown => continue,
            };
            let formers = self.former.get(&to).map_or(1, BTreeSet::len);
            if formers > 1 && matches!(one.measure, Measure::Value { .. }) {
                report.add_more(Kind::ValueOfJoined, line, "", &found, &to.to_string());
                continue;
            }
            let cell = all.cell_at(at, to);
            if direct.contains(&cell) {
                report.add_more(Kind::Contradiction, line, "", &found, &to.to_string());
                continue;
            }
            report.add_more(Kind::KeyCarried, line, "", &found, &to.to_string());
            let from = one.place;
            match joined.get(&cell) {
                None => {
                    joined.insert(cell, sums.len());
                    sums.push(Sum {
                        one: Observation {
                            place: to,
                            total: Total::default(),
                            ..one
                        },
                        from: BTreeSet::from([from]),
                        whole: true,
                    });
                }
                Some(sum) => sums[*sum].add(&one.measure, from),
            }
        }
        for sum in sums {
            let line = u64::from(sum.one.line);
            let to = sum.one.place.to_string();
            if !sum.whole {
                report.add(Kind::NumberInfinite, line, "", &to);
                continue;
            }
            if self
                .former
                .get(&sum.one.place)
                .is_some_and(|all| *all != sum.from)
            {
                report.add(Kind::JoinedIncomplete, line, "", &to);
            }
            let category = carried.category(sum.one.category);
            carried.push(category, &sum.one);
        }
        sums::mark_totals(&mut carried);
        carried
    }
}

struct Sum<'a> {
    one: Observation<'a>,
    from: BTreeSet<Place>,
    /// Whether all could be added.
    whole: bool,
}

impl Sum<'_> {
    fn add(&mut self, measure: &Measure<'_>, from: Place) {
        self.from.insert(from);
        let sum = match (&self.one.measure, measure) {
            (Measure::Count(left), Measure::Count(right)) => {
                left.checked_add(*right).map(Measure::Count)
            }
            (
                Measure::Ratio {
                    numerator,
                    denominator,
                },
                Measure::Ratio {
                    numerator: part,
                    denominator: whole,
                },
            ) => match (
                numerator.checked_add(*part),
                denominator.checked_add(*whole),
            ) {
                (Some(numerator), Some(denominator)) => Some(Measure::Ratio {
                    numerator,
                    denominator,
                }),
                _ => None,
            },
            _ => None,
        };
        match sum {
            Some(sum) => self.one.measure = sum,
            None => self.whole = false,
        }
    }
}

#[cfg(test)]
mod tests;
