// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The notifiable diseases of Germany as categories: keys, names in two languages, and what others call them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::places::folded;

/// A disease or pathogen that is notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disease {
    /// Our key.
    pub key: &'static str,
    /// The German name.
    pub de: &'static str,
    /// The English name.
    pub en: &'static str,
    /// Where the duty to notify stands in the Infektionsschutzgesetz: `6`, `7`, `7.3`, several parted by a blank.
    pub basis: &'static str,
    /// The label of SurvStat@RKI.
    pub survstat: &'static str,
    /// Other spellings.
    pub aliases: Vec<&'static str>,
}

struct List {
    all: Vec<Disease>,
    by_name: HashMap<String, usize>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List {
        all: Vec::new(),
        by_name: HashMap::new(),
    };
    for line in include_str!("../data/diseases.csv").lines().skip(1) {
        let mut cells = line.split(';');
        let mut next = || cells.next().unwrap_or_default();
        let disease = Disease {
            key: next(),
            de: next(),
            en: next(),
            basis: next(),
            survstat: next(),
            aliases: next().split('|').filter(|name| !name.is_empty()).collect(),
        };
        let at = list.all.len();
        let names = [disease.key, disease.de, disease.en, disease.survstat];
        for name in names.iter().chain(&disease.aliases) {
            list.by_name.entry(folded(name)).or_insert(at);
        }
        list.all.push(disease);
    }
    list
});

/// All of them, sorted by key.
pub fn diseases() -> &'static [Disease] {
    &LIST.all
}

/// The disease with a key, a name or a label of `SurvStat`, in any spelling that is known.
pub fn disease(name: &str) -> Option<&'static Disease> {
    if name.len() > 200 {
        return None;
    }
    let name = name.replace("(Meldepflicht gemäß IfSG)", "");
    let at = LIST.by_name.get(&folded(&name))?;
    LIST.all.get(*at)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_disease_has_a_key_and_no_two_have_a_name_in_common() {
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        for disease in diseases() {
            assert!(!disease.key.is_empty() && !disease.de.is_empty() && !disease.en.is_empty());
            assert!(
                disease
                    .basis
                    .split(' ')
                    .all(|part| ["6", "7", "7.3"].contains(&part)),
                "{}",
                disease.key
            );
            let all = [disease.key, disease.de, disease.en, disease.survstat];
            for name in all.iter().chain(&disease.aliases) {
                let other = names.insert(folded(name), disease.key);
                assert!(
                    other.is_none_or(|other| other == disease.key),
                    "{name}: {other:?}"
                );
            }
        }
        assert!(diseases().len() > 60);
        assert!(diseases().is_sorted_by_key(|disease| disease.key));
    }

    #[test]
    fn labels_of_survstat_and_everyday_names_lead_to_the_same_key() {
        for (name, key) in [
            ("Keuchhusten (Meldepflicht gemäß IfSG)", "pertussis"),
            (
                "FSME (Frühsommer-Meningoenzephalitis)",
                "tick-borne-encephalitis",
            ),
            ("tick_borne_encephalitis", "tick-borne-encephalitis"),
            ("hepatitis_b", "hepatitis-b"),
            ("haemofilus_influenzae", "haemophilus-influenzae"),
            ("Influenza", "influenza"),
            ("MASERN", "measles"),
        ] {
            assert_eq!(disease(name).map(|found| found.key), Some(key), "{name}");
        }
        assert_eq!(disease("Influenza A"), None);
        assert_eq!(disease(""), None);
    }
}
