// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Health indicators: tables with numerators and denominators, what is in memory of them, and what pages and programs see.
//!
//! Figures are the crate `measures`'s; words and pictures are made here. Sets are shown as their source has published them; only
//! the smallest numbers of single cells are left out, as far as the definition of an indicator asks for it.

pub(crate) mod choice;
pub(crate) mod list;
pub(crate) mod loading;
mod pictures;
mod rows;
pub(crate) mod view;
mod wording;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use datasets::Place;
use kernel::Lang;
use measures::{Definition, Indicator, People, Reader, Table};

use crate::sets::{DataSet, SetVersion};

/// A set of indicators at its current version.
#[derive(Debug)]
pub(crate) struct MeasureSet {
    pub(crate) set: DataSet,
    pub(crate) version: SetVersion,
    pub(crate) table: Arc<Table>,
    /// What somebody has said is shown, by indicator.
    pub(crate) definitions: BTreeMap<String, Definition>,
}

impl MeasureSet {
    /// What an indicator is called: by the set, else by the list of indicators, else its key.
    pub(crate) fn name(&self, key: &str, lang: Lang) -> String {
        let own = self.set.description.categories.get(key);
        let own = own.map_or("", |label| label.get(lang.tag()));
        // A label that only repeats the key says nothing.
        if own.is_empty() || own == key {
            name(key, lang).to_owned()
        } else {
            own.to_owned()
        }
    }

    /// What is shown of an indicator.
    pub(crate) fn definition(&self, indicator: &Indicator) -> Definition {
        let said = self.definitions.get(indicator.key()).cloned();
        said.unwrap_or_else(|| Definition::of(indicator))
    }
}

/// What the list of indicators calls one; its key if the list does not have it.
pub(crate) fn name(key: &str, lang: Lang) -> &str {
    datasets::indicator(key).map_or(key, |known| match lang {
        Lang::De => known.de,
        Lang::En => known.en,
    })
}

/// All sets of indicators, and who lives where.
#[derive(Debug, Default, Clone)]
pub(crate) struct Measured {
    pub(crate) sets: Vec<Arc<MeasureSet>>,
    /// The inhabitants that rates of counts are by; none if no set of them is published.
    pub(crate) population: Option<Arc<Table>>,
    /// The inhabitants of each place at the census.
    pub(crate) census: Arc<HashMap<Place, u64>>,
    /// The municipalities that have numbers.
    pub(crate) towns: Arc<BTreeMap<Place, String>>,
}

impl Measured {
    /// The set with an indicator; the one that is wanted, or the first.
    pub(crate) fn find(&self, wanted: &str, key: &str) -> Option<(&Arc<MeasureSet>, &Indicator)> {
        let sets = self.sets.iter();
        let mut sets = sets.filter(|one| wanted.is_empty() || one.set.key.as_str() == wanted);
        sets.find_map(|set| Some((set, set.table.indicator(key)?)))
    }

    /// Makes figures of an indicator with a reader.
    pub(crate) fn read<T>(
        &self,
        indicator: &Indicator,
        definition: &Definition,
        with: impl FnOnce(Reader<'_>) -> T,
    ) -> T {
        let census = |place: Place| self.census.get(&place).copied();
        with(Reader {
            indicator,
            definition,
            people: People {
                table: self.population.as_deref(),
                census: &census,
            },
        })
    }
}
