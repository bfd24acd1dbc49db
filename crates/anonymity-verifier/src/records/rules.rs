// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::date;
use super::variety::Variety;
use crate::canonical::is_key;
use crate::table::Plan;

/// What the verifier takes from a policy in format 2.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) path: Path,
    pub(super) minimum: u64,
    pub(super) entities: BTreeSet<String>,
    pub(super) columns: BTreeMap<String, Column>,
    pub(super) told: BTreeMap<String, Told>,
    pub(super) measures: BTreeSet<String>,
    /// How counts get noise; groups do not leave then.
    pub(crate) noise: Option<Plan>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Path {
    StatutoryTransmission,
    AnonymisedForwarding,
    CountsOnly,
}

/// Where the values of a column come from.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The name of its hierarchy; `None` for the date.
    pub(super) list: Option<String>,
    pub(super) finest: String,
    pub(super) coarsest: String,
}

/// A field of which a group says how often each value occurs.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) list: String,
    pub(super) level: String,
    pub(super) variety: Option<Variety>,
}

/// What the verifier takes from a hierarchy of texts.
#[derive(Debug, Clone)]
pub(crate) struct List {
    levels: Vec<String>,
    values: Vec<BTreeSet<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyJson {
    format: String,
    form_version: String,
    purpose: String,
    legal_basis: String,
    recipient: String,
    path: Path,
    minimum: u64,
    fields: Vec<FieldJson>,
    patience: Vec<StepJson>,
    maximum_hold_weeks: u64,
    yearly_cap: u64,
    #[serde(default)]
    noise: Option<Plan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepJson {
    from_weeks: u64,
    loss_permille: u64,
    waiting_permille: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldJson {
    name: String,
    #[expect(dead_code, reason = "must be there, is read by people")]
    label: String,
    class: ClassJson,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum ClassJson {
    Identifier,
    Entity {
        of: String,
    },
    Quasi {
        hierarchy: String,
        finest: String,
        coarsest: String,
    },
    Date {
        finest: String,
        coarsest: String,
    },
    Sensitive {
        hierarchy: String,
        level: String,
        variety: Variety,
    },
    Plain {
        hierarchy: String,
        level: String,
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
struct HierarchyJson {
    levels: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The rules of a policy, or `None` if it is none or protects nobody.
pub(crate) fn read_rules(text: &str) -> Option<Rules> {
    let json: PolicyJson = serde_json::from_str(text).ok()?;
    let texts = [&json.purpose, &json.legal_basis, &json.recipient];
    let mut rules = Rules {
        path: json.path,
        minimum: json.minimum,
        entities: BTreeSet::new(),
        columns: BTreeMap::new(),
        told: BTreeMap::new(),
        measures: BTreeSet::new(),
        noise: json.noise,
    };
    let mut names = BTreeSet::new();
    for field in json.fields {
        if !is_key(&field.name) || !names.insert(field.name.clone()) {
            return None;
        }
        take_field(&mut rules, field)?;
    }
    let dates = rules
        .columns
        .values()
        .filter(|column| column.list.is_none());
    let steps = &json.patience;
    let sound = json.format == "deich-policy/2"
        && is_key(&json.form_version)
        && texts.iter().all(|text| !text.trim().is_empty())
        && json.minimum >= 2
        && json.yearly_cap >= 1
        && !rules.entities.is_empty()
        && dates.count() == 1
        && steps.first().is_some_and(|step| step.from_weeks == 0)
        && steps
            .is_sorted_by(|a, b| a.from_weeks < b.from_weeks && a.loss_permille <= b.loss_permille)
        && steps
            .iter()
            .all(|step| step.loss_permille <= 1000 && step.waiting_permille <= step.loss_permille)
        && steps
            .last()
            .is_some_and(|step| step.from_weeks <= json.maximum_hold_weeks);
    let noise_is_sound = rules.noise.as_ref().is_none_or(|plan| {
        let mut dimensions = plan.dimensions.iter();
        rules.path == Path::CountsOnly
            && plan.is_sound()
            && dimensions.all(|one| rules.list_name(&one.field).is_some())
    });
    (sound && noise_is_sound).then_some(rules)
}

fn take_field(rules: &mut Rules, field: FieldJson) -> Option<()> {
    match field.class {
        ClassJson::Entity { of } => {
            let known = of == "person" || of == "facility";
            if !known || !rules.entities.insert(of) {
                return None;
            }
        }
        ClassJson::Quasi {
            hierarchy,
            finest,
            coarsest,
        } => {
            let column = Column {
                list: Some(hierarchy),
                finest,
                coarsest,
            };
            rules.columns.insert(field.name, column);
        }
        ClassJson::Date { finest, coarsest } => {
            let position = |level: &String| date::LEVELS.iter().position(|known| known == level);
            if position(&finest)? > position(&coarsest)? {
                return None;
            }
            let column = Column {
                list: None,
                finest,
                coarsest,
            };
            rules.columns.insert(field.name, column);
        }
        ClassJson::Sensitive {
            hierarchy,
            level,
            variety,
        } => {
            if !variety.is_sound() {
                return None;
            }
            let told = Told {
                list: hierarchy,
                level,
                variety: Some(variety),
            };
            rules.told.insert(field.name, told);
        }
        ClassJson::Plain { hierarchy, level } => {
            if field.reason.trim().is_empty() {
                return None;
            }
            let told = Told {
                list: hierarchy,
                level,
                variety: None,
            };
            rules.told.insert(field.name, told);
        }
        ClassJson::Measure { dominance_percent } => {
            if dominance_percent > 100 {
                return None;
            }
            rules.measures.insert(field.name);
        }
        ClassJson::Identifier | ClassJson::Dropped { .. } => {}
    }
    Some(())
}

/// A hierarchy of short texts, or `None` if it is none.
pub(crate) fn read_list(text: &str) -> Option<List> {
    let json: HierarchyJson = serde_json::from_str(text).ok()?;
    let levels: BTreeSet<&String> = json.levels.iter().collect();
    let sound = !json.rows.is_empty()
        && !json.levels.is_empty()
        && levels.len() == json.levels.len()
        && json.levels.iter().all(|level| is_key(level));
    if !sound {
        return None;
    }
    let mut values = vec![BTreeSet::new(); json.levels.len()];
    let mut parents: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    let mut finest = BTreeSet::new();
    for row in &json.rows {
        if row.len() != json.levels.len() || !finest.insert(&row[0]) {
            return None;
        }
        for (level, value) in row.iter().enumerate() {
            let nested = row.get(level + 1).is_none_or(|parent| {
                *parents.entry((level, value)).or_insert(parent) == parent.as_str()
            });
            if !nested || !is_short(value) {
                return None;
            }
            values[level].insert(value.clone());
        }
    }
    Some(List {
        levels: json.levels,
        values,
    })
}

fn is_short(text: &str) -> bool {
    let length = text.chars().count();
    (1..=64).contains(&length) && text.trim() == text && text.chars().all(|c| !c.is_control())
}

impl Rules {
    /// The names of the hierarchies that a release must name.
    pub(crate) fn lists(&self) -> BTreeSet<&str> {
        let columns = self.columns.values();
        columns
            .filter_map(|column| column.list.as_deref())
            .chain(self.told.values().map(|told| told.list.as_str()))
            .collect()
    }

    /// The name of the hierarchy of a field, and the finest level at which it may leave.
    fn list_name(&self, field: &str) -> Option<(&str, &str)> {
        let column = self.columns.get(field).and_then(|column| {
            let list = column.list.as_deref()?;
            Some((list, column.finest.as_str()))
        });
        let told = self.told.get(field);
        column.or_else(|| told.map(|told| (told.list.as_str(), told.level.as_str())))
    }

    /// All values of a field at a level, if it may leave at it.
    pub(crate) fn list_of<'l>(
        &self,
        field: &str,
        level: &str,
        lists: &BTreeMap<&str, &'l List>,
    ) -> Option<&'l BTreeSet<String>> {
        let (name, finest) = self.list_name(field)?;
        let list = lists.get(name)?;
        let position = list.position(level)?;
        (list.position(finest)? <= position).then(|| &list.values[position])
    }

    /// What a table counts: people, or facilities where the policy knows no people.
    pub(crate) fn counted(&self) -> &'static str {
        if self.entities.contains("person") {
            "person"
        } else {
            "facility"
        }
    }

    /// Whether hierarchies have the levels that the policy names, in their order.
    pub(crate) fn fit(&self, lists: &BTreeMap<&str, &List>) -> bool {
        let columns = self.columns.values().all(|column| {
            let Some(name) = column.list.as_deref() else {
                return true;
            };
            let levels = lists.get(name).and_then(|list| {
                Some((
                    list.position(&column.finest)?,
                    list.position(&column.coarsest)?,
                ))
            });
            levels.is_some_and(|(finest, coarsest)| finest <= coarsest)
        });
        columns
            && self.told.values().all(|told| {
                let list = lists.get(told.list.as_str());
                list.is_some_and(|list| list.position(&told.level).is_some())
            })
    }
}

impl List {
    pub(super) fn position(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|known| known == level)
    }

    pub(super) fn has(&self, level: &str, value: &str) -> bool {
        self.position(level)
            .is_some_and(|position| self.values[position].contains(value))
    }
}
