// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A policy with its hierarchies: which number stands for which value, where it goes, what it must hold.

use std::collections::{BTreeMap, BTreeSet};

use kernel::IsoWeek;

use super::super::calendar;
use super::super::dimension::Dimension;
use super::super::document::{Tuple, Values};
use super::super::record::Record;
use super::super::sensitive::Rule;
use super::super::{EntityKind, FieldClass, Hierarchies, Policy};
use super::ReleaseError;
use crate::{Entity, Hierarchy};

/// Where the value of a coded field goes.
enum Goes {
    /// Into this column of the tuple.
    Column(usize),
    /// Among the values that are told by field.
    Told(usize),
}

/// A field whose values are told, with their texts at the level at which they leave.
struct Told<'p> {
    field: &'p str,
    dimension: Dimension,
    level: usize,
    rule: Option<Rule>,
}

/// Reads records by a policy.
pub(super) struct Schema<'p> {
    policy: &'p Policy,
    hierarchies: &'p Hierarchies,
    kinds: Vec<EntityKind>,
    /// Field, hierarchy, finest, coarsest of the columns without the date.
    columns: Vec<(&'p str, &'p Hierarchy, usize, usize)>,
    finest: Vec<Dimension>,
    date: (&'p str, usize, usize),
    told: Vec<Told<'p>>,
    /// Where each value of a record goes.
    goes: Vec<Goes>,
    measures: Vec<&'p str>,
    percents: Vec<u8>,
}

impl<'p> Schema<'p> {
    pub(super) fn new(
        policy: &'p Policy,
        hierarchies: &'p Hierarchies,
    ) -> Result<Self, ReleaseError> {
        let mut schema = Self {
            policy,
            hierarchies,
            kinds: policy.entities().collect(),
            columns: Vec::new(),
            finest: Vec::new(),
            date: ("", 0, 0),
            told: Vec::new(),
            goes: Vec::new(),
            measures: policy.measures().collect(),
            percents: Vec::new(),
        };
        for (field, class) in policy.classes() {
            match class {
                FieldClass::Quasi {
                    hierarchy,
                    finest,
                    coarsest,
                } => {
                    let table = find(hierarchies, hierarchy)?;
                    let levels = table.level(finest).zip(table.level(coarsest));
                    let (fine, coarse) = levels
                        .filter(|(fine, coarse)| fine <= coarse)
                        .ok_or_else(|| ReleaseError::Levels(hierarchy.clone()))?;
                    schema.goes.push(Goes::Column(schema.columns.len()));
                    schema.columns.push((field, table, fine, coarse));
                    schema
                        .finest
                        .push(Dimension::of_hierarchy(field, table, fine, coarse));
                }
                FieldClass::Sensitive {
                    hierarchy, level, ..
                }
                | FieldClass::Plain { hierarchy, level } => {
                    let table = find(hierarchies, hierarchy)?;
                    let level = table
                        .level(level)
                        .ok_or_else(|| ReleaseError::Levels(hierarchy.clone()))?;
                    let dimension = Dimension::of_hierarchy(field, table, level, level);
                    let rule = match class {
                        FieldClass::Sensitive { variety, .. } => {
                            Rule::new(variety, |value| dimension.value(level, value))
                        }
                        _ => None,
                    };
                    schema.goes.push(Goes::Told(schema.told.len()));
                    schema.told.push(Told {
                        field,
                        dimension,
                        level,
                        rule,
                    });
                }
                FieldClass::Date { finest, coarsest } => {
                    let levels = calendar::level(finest).zip(calendar::level(coarsest));
                    let (fine, coarse) = levels.expect("checked with the policy");
                    schema.date = (field, fine, coarse);
                }
                FieldClass::Measure { dominance_percent } => {
                    schema.percents.push(*dominance_percent);
                }
                _ => {}
            }
        }
        Ok(schema)
    }

    /// Whether a record has as many entities, values and figures as the policy has fields for them.
    pub(super) fn fits(&self, record: &Record) -> bool {
        record.entities.len() == self.kinds.len()
            && record.values.len() == self.goes.len()
            && record.figures.len() == self.measures.len()
    }

    /// The leaves of the columns without the date, and the numbers of what is told.
    pub(super) fn codes(&self, record: &Record) -> Option<(Vec<u32>, Vec<u32>)> {
        let (mut leaves, mut told) = (Vec::new(), Vec::new());
        for (value, goes) in record.values.iter().zip(&self.goes) {
            match goes {
                Goes::Column(column) => leaves.push(self.finest[*column].leaf(value)?),
                Goes::Told(field) => {
                    let of_field = &self.told[*field];
                    let leaf = of_field.dimension.leaf(value)?;
                    told.push(of_field.dimension.code(of_field.level, leaf));
                }
            }
        }
        Some((leaves, told))
    }

    /// The dimensions of tuples, the date last: between the levels of the policy, or the coarsest only.
    pub(super) fn dimensions(&self, weeks: &[IsoWeek], coarse: bool) -> Vec<Dimension> {
        let finest = |fine: usize, coarsest: usize| if coarse { coarsest } else { fine };
        let (field, fine, coarsest) = self.date;
        let columns = self.columns.iter();
        columns
            .map(|(field, table, fine, coarsest)| {
                Dimension::of_hierarchy(field, table, finest(*fine, *coarsest), *coarsest)
            })
            .chain([Dimension::of_weeks(
                field,
                weeks,
                (finest(fine, coarsest), coarsest),
                self.date_leaves(),
            )])
            .collect()
    }

    /// A tuple's leaves with that of the week.
    pub(super) fn leaves(leaves: &[u32], week: IsoWeek, weeks: &[IsoWeek]) -> Vec<u32> {
        let position = weeks.binary_search(&week).unwrap_or(0);
        let week = u32::try_from(position).expect("far fewer than 2^32 weeks");
        leaves.iter().copied().chain([week]).collect()
    }

    /// The tuple of a record at the levels of another one; `None` if a level is gone.
    pub(super) fn tuple_at(&self, leaves: &[u32], week: IsoWeek, levels: &Tuple) -> Option<Tuple> {
        let dimensions = self.dimensions(&[week], false);
        let leaves = Self::leaves(leaves, week, &[week]);
        let columns = dimensions.iter().zip(leaves);
        columns
            .map(|(dimension, leaf)| {
                let (name, _) = levels.get(&dimension.field)?;
                let level = dimension.level(name)?;
                let value = dimension.name(level, leaf).to_owned();
                Some((dimension.field.clone(), (name.clone(), value)))
            })
            .collect()
    }

    /// The number of columns over which a loss is the mean: the date counts if its week may leave.
    pub(super) fn columns(&self) -> u64 {
        (self.columns.len() as u64 + u64::from(self.date_leaves())).max(1)
    }

    fn date_leaves(&self) -> bool {
        self.date.1 < calendar::LEVELS.len() - 1
    }

    /// How many kinds of entities are counted.
    pub(super) fn kinds(&self) -> usize {
        self.kinds.len()
    }

    /// Numbers instead of entities, for each kind.
    pub(super) fn interned<'e>(
        &self,
        entities: impl Iterator<Item = &'e [Entity]> + Clone,
    ) -> Vec<Vec<u32>> {
        let numbers: Vec<BTreeMap<&Entity, u32>> = (0..self.kinds.len())
            .map(|kind| {
                let distinct: BTreeSet<&Entity> = entities.clone().map(|of| &of[kind]).collect();
                distinct.into_iter().zip(0..).collect()
            })
            .collect();
        entities
            .map(|of| {
                of.iter()
                    .zip(&numbers)
                    .map(|(one, of_kind)| of_kind[one])
                    .collect()
            })
            .collect()
    }

    /// How many different entities of each kind there are.
    pub(super) fn entities<'e>(
        &self,
        entities: impl IntoIterator<Item = &'e [Entity]>,
    ) -> BTreeMap<String, u32> {
        let entities: Vec<&[Entity]> = entities.into_iter().collect();
        let kinds = self.kinds.iter().enumerate();
        kinds
            .map(|(kind, name)| {
                let distinct: BTreeSet<&Entity> = entities.iter().map(|of| &of[kind]).collect();
                let name = match name {
                    EntityKind::Person => "person",
                    EntityKind::Facility => "facility",
                };
                (name.to_owned(), super::count(distinct.len()))
            })
            .collect()
    }

    /// The rules about variety.
    pub(super) fn rules(&self) -> Vec<&Rule> {
        self.told
            .iter()
            .filter_map(|told| told.rule.as_ref())
            .collect()
    }

    /// The numbers of the values that have a rule.
    pub(super) fn sensitive(&self, told: &[u32]) -> Vec<u32> {
        let fields = self.told.iter().zip(told);
        fields
            .filter(|(field, _)| field.rule.is_some())
            .map(|(_, value)| *value)
            .collect()
    }

    /// Whether values told by field have the variety of the policy.
    pub(super) fn is_varied(&self, values: &Values) -> bool {
        self.told.iter().all(|told| {
            let Some(rule) = &told.rule else {
                return true;
            };
            let counts = values.get(told.field).into_iter().flatten();
            let counts = counts.filter_map(|(value, number)| {
                let code = told.dimension.value(told.level, value)?;
                Some((code, u64::from(*number)))
            });
            rule.holds_for(&counts.collect())
        })
    }

    /// The percentages of the p%-rule.
    pub(super) fn percents(&self) -> Vec<u8> {
        self.percents.clone()
    }

    /// What is told of a record, by field.
    pub(super) fn told(&self, told: &[u32]) -> BTreeMap<String, String> {
        let fields = self.told.iter().zip(told);
        fields
            .map(|(field, code)| {
                let text = field.dimension.text(field.level, *code).to_owned();
                (field.field.to_owned(), text)
            })
            .collect()
    }

    /// What is told of a group: how often each value occurs.
    pub(super) fn values<'t>(&self, told: impl Iterator<Item = &'t [u32]>) -> Values {
        let mut values = Values::new();
        for codes in told {
            for (field, code) in self.told.iter().zip(codes) {
                let counts = values.entry(field.field.to_owned()).or_default();
                let text = field.dimension.text(field.level, *code).to_owned();
                *counts.entry(text).or_default() += 1;
            }
        }
        values
    }

    /// Sums by measure.
    pub(super) fn sums<'f>(
        &self,
        figures: impl IntoIterator<Item = &'f [i64]>,
    ) -> BTreeMap<String, i64> {
        let figures: Vec<&[i64]> = figures.into_iter().collect();
        let measures = self.measures.iter().enumerate();
        measures
            .map(|(measure, name)| {
                let sum = figures.iter().map(|of| of[measure]).sum();
                ((*name).to_owned(), sum)
            })
            .collect()
    }

    /// The hashes of the hierarchies that the policy names.
    pub(super) fn hashes(&self) -> BTreeMap<String, String> {
        let names = self.policy.coded().map(|(_, name)| name);
        names
            .map(|name| (name.to_owned(), self.hierarchies[name].hash().to_owned()))
            .collect()
    }
}

fn find<'h>(hierarchies: &'h Hierarchies, name: &str) -> Result<&'h Hierarchy, ReleaseError> {
    hierarchies
        .get(name)
        .ok_or_else(|| ReleaseError::NoHierarchy(name.to_owned()))
}
