// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What signals are called, in the reader's language.

use std::collections::HashMap;

use indicators::watch::{self, WatchedSet};
use kernel::{Ags, Lang};
use web::{App, Catalog, Error, Value, format};

use crate::model::{Signal, Stratum};

/// Names of places and diseases, looked up once for a page.
pub(crate) struct Words<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) lang: Lang,
    pub(crate) sets: Vec<WatchedSet>,
    state: String,
    districts: HashMap<Ags, String>,
}

impl<'a> Words<'a> {
    pub(crate) async fn of(app: &'a App, lang: Lang) -> Result<Self, Error> {
        let districts = directory::districts(app.db.read()).await?;
        Ok(Self {
            catalog: &app.catalog,
            lang,
            sets: watch::sets(app).await?,
            state: app.settings.state_name.clone(),
            districts: districts
                .into_iter()
                .map(|one| (one.ags.clone(), one.full_name()))
                .collect(),
        })
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.catalog.text(self.lang, key, &[])
    }

    pub(crate) fn t_with(&self, key: &str, arguments: &[(&str, Value)]) -> String {
        self.catalog.text(self.lang, key, arguments)
    }

    /// The state or a district, by its key if it is not known any more.
    pub(crate) fn place(&self, key: &str) -> String {
        if key.len() == 2 {
            return self.state.clone();
        }
        let known = key.parse::<Ags>().ok();
        let known = known.and_then(|key| self.districts.get(&key).cloned());
        known.unwrap_or_else(|| key.to_owned())
    }

    /// Keys and names of all districts, by name.
    pub(crate) fn districts(&self) -> Vec<(String, String)> {
        let pairs = self.districts.iter();
        let mut all: Vec<_> = pairs
            .map(|(key, name)| (key.to_string(), name.clone()))
            .collect();
        all.sort_by(|a, b| a.1.cmp(&b.1));
        all
    }

    /// A disease as a set calls it; any set if that one is gone.
    pub(crate) fn disease(&self, set: &str, key: &str) -> String {
        let named = self.sets.iter().find(|one| one.key() == set);
        named
            .or_else(|| self.sets.first())
            .map_or_else(|| key.to_owned(), |one| one.disease(key, self.lang))
    }

    /// A disease as the first set calls it that has it.
    pub(crate) fn disease_of_any(&self, key: &str) -> String {
        let has = |one: &&WatchedSet| one.diseases().iter().any(|known| known == key);
        let set = self.sets.iter().find(has).map_or("", |one| one.key());
        self.disease(set, key)
    }

    /// Keys and names of the diseases of all sets, by name.
    pub(crate) fn diseases(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        for set in &self.sets {
            for key in set.diseases() {
                if !all.iter().any(|(known, _)| known == key) {
                    all.push((key.clone(), set.disease(key, self.lang)));
                }
            }
        }
        all.sort_by(|a, b| a.1.cmp(&b.1));
        all
    }

    /// Who is counted.
    pub(crate) fn stratum(&self, stratum: Stratum) -> String {
        match stratum {
            Stratum::All => self.t("surveillance-stratum-all"),
            Stratum::Sex(sex) => {
                self.t_with("surveillance-stratum-sex", &[("sex", sex.name().into())])
            }
            Stratum::Age(group) => {
                let shape = match (group.from(), group.to()) {
                    (_, None) => "open",
                    (from, Some(to)) if from == to => "one",
                    _ => "between",
                };
                self.t_with(
                    "surveillance-stratum-age",
                    &[
                        ("shape", shape.into()),
                        ("from", group.from().to_string().into()),
                        ("to", group.to().unwrap_or(group.from()).to_string().into()),
                    ],
                )
            }
        }
    }

    /// Disease, place, week, and who is counted where that is not everybody.
    pub(crate) fn title(&self, signal: &Signal) -> String {
        let mut parts = vec![
            self.disease(&signal.set, &signal.disease),
            self.place(signal.place.as_str()),
        ];
        if signal.stratum != Stratum::All {
            parts.push(self.stratum(signal.stratum));
        }
        parts.push(format::week(self.lang, signal.week));
        parts.join(", ")
    }

    /// A number that somebody chose, with as many decimals as it has, at most four.
    pub(crate) fn short(&self, number: f64) -> String {
        let exact = |places: &usize| {
            let factor = 10_f64.powi(i32::try_from(*places).unwrap_or(0));
            ((number * factor).round() - number * factor).abs() < 1e-6
        };
        let places = (0..4).find(exact).unwrap_or(4);
        format::decimal(self.lang, number, places)
    }

    /// A number with one decimal, none where it is large.
    pub(crate) fn number(&self, number: f64) -> String {
        format::decimal(self.lang, number, usize::from(number < 100.0))
    }
}
