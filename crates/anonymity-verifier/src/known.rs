// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::canonical::{hash, is_key, spell};
use crate::records;
use crate::{Code, Refusal};

/// The policies that were reviewed and the hierarchies in use, by their hashes.
#[derive(Debug, Clone, Default)]
pub struct Known {
    policies: BTreeMap<String, Rules>,
    hierarchies: BTreeMap<String, Places>,
    record_policies: BTreeMap<String, records::Rules>,
    lists: BTreeMap<String, records::List>,
}

/// What the verifier takes from a policy.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) minimum: u64,
    pub(crate) measures: BTreeSet<String>,
    /// Level → weeks of waiting from which on it may be used.
    pub(crate) weeks_by_level: BTreeMap<String, i32>,
    /// The levels of the steps of patience, fine to coarse.
    levels: Vec<String>,
}

/// What the verifier takes from a hierarchy.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    levels: Vec<String>,
    values: BTreeSet<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyJson {
    format: String,
    form_version: String,
    purpose: String,
    legal_basis: String,
    recipient: String,
    minimum_facilities: u64,
    fields: Vec<FieldJson>,
    patience: Vec<StepJson>,
    maximum_hold_weeks: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldJson {
    name: String,
    #[expect(dead_code, reason = "must be there, is read by people")]
    label: String,
    class: ClassJson,
    #[expect(dead_code, reason = "must be there, is read by people")]
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum ClassJson {
    Entity,
    Date,
    Place {
        levels: Vec<String>,
    },
    Measure {
        dominance_percent: u8,
    },
    Dropped {
        #[expect(dead_code, reason = "must be there, is read by people")]
        because: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepJson {
    from_weeks: i32,
    place: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HierarchyJson {
    levels: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Known {
    /// Takes over policies and hierarchies as JSON texts.
    ///
    /// One that protects nobody (a minimum below 2, a place of two levels, …) is refused with
    /// [`Code::BadRule`].
    pub fn new<'a>(
        policies: impl IntoIterator<Item = &'a str>,
        hierarchies: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Refusal> {
        let mut known = Self::default();
        for (position, text) in policies.into_iter().enumerate() {
            let (hash, policy) = read::<PolicyJson>(text)
                .and_then(|(hash, json)| Some((hash, rules(json)?)))
                .ok_or_else(|| bad("policies", position))?;
            known.policies.insert(hash, policy);
        }
        for (position, text) in hierarchies.into_iter().enumerate() {
            let (hash, hierarchy) = read::<HierarchyJson>(text)
                .and_then(|(hash, json)| Some((hash, places(&json)?)))
                .ok_or_else(|| bad("hierarchies", position))?;
            known.hierarchies.insert(hash, hierarchy);
        }
        Ok(known)
    }

    /// Takes over policies in format 2, and hierarchies of values, as JSON texts. What protects nobody is
    /// refused with [`Code::BadRule`].
    pub fn with_records<'a>(
        mut self,
        policies: impl IntoIterator<Item = &'a str>,
        hierarchies: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Refusal> {
        for (position, text) in policies.into_iter().enumerate() {
            let (hash, rules) = name_of(text)
                .zip(records::read_rules(text))
                .ok_or_else(|| bad("policies", position))?;
            self.record_policies.insert(hash, rules);
        }
        for (position, text) in hierarchies.into_iter().enumerate() {
            let (hash, list) = name_of(text)
                .zip(records::read_list(text))
                .ok_or_else(|| bad("hierarchies", position))?;
            self.lists.insert(hash, list);
        }
        Ok(self)
    }

    pub(crate) fn record_rules(&self, hash: &str) -> Option<&records::Rules> {
        self.record_policies.get(hash)
    }

    /// The lists that a release names by name and hash, if they are those of `rules` and fit them.
    pub(crate) fn lists<'k>(
        &'k self,
        rules: &'k records::Rules,
        named: &BTreeMap<String, String>,
    ) -> Option<BTreeMap<&'k str, &'k records::List>> {
        let wanted = rules.lists();
        if !named.keys().map(String::as_str).eq(wanted.iter().copied()) {
            return None;
        }
        let lists: BTreeMap<&str, &records::List> = wanted
            .into_iter()
            .map(|name| Some((name, self.lists.get(&named[name])?)))
            .collect::<Option<_>>()?;
        rules.fit(&lists).then_some(lists)
    }

    pub(crate) fn rules(&self, hash: &str) -> Option<&Rules> {
        self.policies.get(hash)
    }

    /// The hierarchy with this hash, if it has the levels of `rules` in their order.
    pub(crate) fn places(&self, hash: &str, rules: &Rules) -> Option<&Places> {
        let places = self.hierarchies.get(hash)?;
        let positions: Option<Vec<usize>> = rules
            .levels
            .iter()
            .map(|level| places.levels.iter().position(|known| known == level))
            .collect();
        positions?.is_sorted_by(|a, b| a < b).then_some(places)
    }
}

impl Places {
    /// Whether `place` is a value of `level`.
    pub(crate) fn has(&self, level: &str, place: &str) -> bool {
        self.values.contains(&(level.to_owned(), place.to_owned()))
    }
}

fn bad(list: &str, position: usize) -> Refusal {
    Refusal::new(Code::BadRule, format!("{list}[{position}]"))
}

/// Reads `text` and hashes its canonical spelling.
fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Option<(String, T)> {
    Some((name_of(text)?, serde_json::from_str(text).ok()?))
}

/// The hash of the canonical spelling of `text`.
fn name_of(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    Some(hash(spell(&value).as_bytes()))
}

fn rules(json: PolicyJson) -> Option<Rules> {
    let texts = [&json.purpose, &json.legal_basis, &json.recipient];
    let mut names = BTreeSet::new();
    let mut measures = BTreeSet::new();
    let (mut entities, mut dates) = (0, 0);
    let mut place_levels = Vec::new();
    for field in json.fields {
        if !is_key(&field.name) || !names.insert(field.name.clone()) {
            return None;
        }
        match field.class {
            ClassJson::Entity => entities += 1,
            ClassJson::Date => dates += 1,
            ClassJson::Place { levels } => place_levels.push(levels),
            ClassJson::Measure { dominance_percent } => {
                if dominance_percent > 100 {
                    return None;
                }
                measures.insert(field.name);
            }
            ClassJson::Dropped { .. } => {}
        }
    }
    let [allowed] = &place_levels[..] else {
        return None;
    };
    let mut weeks_by_level = BTreeMap::new();
    let mut last: Option<(i32, usize)> = None;
    for step in &json.patience {
        let position = allowed.iter().position(|level| *level == step.place)?;
        if let Some((weeks, coarseness)) = last
            && (step.from_weeks <= weeks || position <= coarseness)
        {
            return None;
        }
        if last.is_none() && step.from_weeks != 0 {
            return None;
        }
        last = Some((step.from_weeks, position));
        weeks_by_level.insert(step.place.clone(), step.from_weeks);
    }
    let sound = json.format == "deich-policy/1"
        && is_key(&json.form_version)
        && texts.iter().all(|text| !text.trim().is_empty())
        && json.minimum_facilities >= 2
        && entities == 1
        && dates == 1
        && last.is_some_and(|(weeks, _)| weeks <= json.maximum_hold_weeks);
    sound.then(|| Rules {
        minimum: json.minimum_facilities,
        measures,
        weeks_by_level,
        levels: json.patience.into_iter().map(|step| step.place).collect(),
    })
}

fn places(json: &HierarchyJson) -> Option<Places> {
    let mut values = BTreeSet::new();
    let mut level_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut parent_of: BTreeMap<&str, &str> = BTreeMap::new();
    let mut finest = BTreeSet::new();
    let levels: BTreeSet<&String> = json.levels.iter().collect();
    if json.rows.is_empty()
        || json.levels.is_empty()
        || levels.len() != json.levels.len()
        || !json.levels.iter().all(|level| is_key(level))
    {
        return None;
    }
    for row in &json.rows {
        if row.len() != json.levels.len() || !finest.insert(&row[0]) {
            return None;
        }
        for (position, value) in row.iter().enumerate() {
            let nested = row
                .get(position + 1)
                .is_none_or(|parent| *parent_of.entry(value).or_insert(parent) == parent);
            if !is_key(value) || *level_of.entry(value).or_insert(position) != position || !nested {
                return None;
            }
            values.insert((json.levels[position].clone(), value.clone()));
        }
    }
    Some(Places {
        levels: json.levels.clone(),
        values,
    })
}
