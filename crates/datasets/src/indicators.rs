// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Indicators that many offices publish, as presets of mappings: school entry examinations, vaccination coverage, vital
//! statistics. They say what a number is, not where it stands.

use std::sync::LazyLock;

use crate::mapping::{Mapping, Numbers};

/// What the numbers of an indicator are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureKind {
    /// Whole numbers.
    Count,
    /// A part of a whole.
    Ratio,
    /// Calculated numbers, with or without an interval.
    Value,
}

/// An indicator with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Our key.
    pub key: &'static str,
    /// The German name.
    pub de: &'static str,
    /// The English name.
    pub en: &'static str,
    /// What its numbers are.
    pub measure: MeasureKind,
    /// The unit of values; empty for counts and ratios.
    pub unit: &'static str,
    /// The law that it rests on; may be empty.
    pub basis: &'static str,
}

static LIST: LazyLock<Vec<Indicator>> = LazyLock::new(|| {
    let lines = include_str!("../data/indicators.csv").lines().skip(1);
    let indicator = |line: &'static str| {
        let mut cells = line.split(';');
        let mut next = || cells.next().unwrap_or_default();
        Indicator {
            key: next(),
            de: next(),
            en: next(),
            measure: match next() {
                "count" => MeasureKind::Count,
                "ratio" => MeasureKind::Ratio,
                _ => MeasureKind::Value,
            },
            unit: next(),
            basis: next(),
        }
    };
    lines.map(indicator).collect()
});

/// All of them.
pub fn indicators() -> &'static [Indicator] {
    &LIST
}

/// The one with a key.
pub fn indicator(key: &str) -> Option<&'static Indicator> {
    LIST.iter().find(|one| one.key == key)
}

impl Indicator {
    /// Says in a mapping that its table is about this indicator. Answers whether the columns fit: a ratio needs numerator and
    /// denominator, and a count is no value. The mapping is left as it was if they do not.
    pub fn put_into(&self, mapping: &mut Mapping) -> bool {
        let fits = |numbers: &Numbers| {
            matches!(
                (numbers, self.measure),
                (Numbers::Count(_), MeasureKind::Count | MeasureKind::Value)
                    | (Numbers::Ratio { .. }, MeasureKind::Ratio)
                    | (Numbers::Value { .. }, MeasureKind::Value)
            )
        };
        let Some(at) = mapping.measures.iter().position(|one| fits(&one.numbers)) else {
            return false;
        };
        // Columns for years or ages are all of one indicator; of several numbers the first one that fits is.
        let is_wide = mapping.measures.iter().any(|one| !one.labels.is_empty());
        if !is_wide {
            mapping.measures = vec![mapping.measures[at].clone()];
        }
        for one in &mut mapping.measures {
            one.category.clear();
            if self.measure == MeasureKind::Value {
                if let Numbers::Count(value) = one.numbers {
                    one.numbers = Numbers::Value {
                        value,
                        lower: None,
                        upper: None,
                        unit: String::new(),
                    };
                }
                if let Numbers::Value { unit, .. } = &mut one.numbers {
                    self.unit.clone_into(unit);
                }
            }
        }
        mapping.only_diseases = false;
        mapping.fixed.category = Some(self.key.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::places::Places;
    use crate::suggest::suggest;
    use crate::table::Table;

    #[test]
    fn every_indicator_has_a_key_of_its_own_and_a_unit_if_it_is_calculated() {
        let keys: BTreeSet<_> = indicators().iter().map(|one| one.key).collect();
        assert_eq!(keys.len(), indicators().len());
        for one in indicators() {
            assert_eq!(
                one.measure == MeasureKind::Value,
                !one.unit.is_empty(),
                "{}",
                one.key
            );
            assert!(!one.de.is_empty() && !one.en.is_empty());
            assert!(crate::diseases::disease(one.key).is_none());
        }
    }

    #[test]
    fn an_indicator_says_what_the_numbers_are_and_refuses_others() {
        let table = |text: &str| Table::of_text("x.csv", text.to_owned());
        let ratio = table("Jahr;Kreis;Zähler;Nenner\n2024;03159;1;4\n");
        let mut mapping = suggest(&ratio, &Places::new([]));
        let before = mapping.clone();
        assert!(!indicator("life-expectancy").unwrap().put_into(&mut mapping));
        assert_eq!(mapping, before);
        assert!(
            indicator("school-entry-vision")
                .unwrap()
                .put_into(&mut mapping)
        );
        assert!(mapping.gaps().is_empty());
        let years = table("Kreis;2022;2023\n03159;81;82\n");
        let mut mapping = suggest(&years, &Places::new([]));
        assert!(indicator("life-expectancy").unwrap().put_into(&mut mapping));
        assert!(
            mapping
                .measures
                .iter()
                .all(|one| matches!(&one.numbers, Numbers::Value { unit, .. } if unit == "years"))
        );
    }
}
