// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use kernel::Ags;
use serde::{Deserialize, Serialize};

use crate::canonical::{canonical, is_short_text, is_token, sha256_hex};

/// How places are made coarser: a table with one row per finest place and one column per level,
/// from fine to coarse.
///
/// A hierarchy is total (every row names every level), functional (a place stands in one row
/// only) and nested (places that are equal at one level are equal at every coarser one). Values of
/// different levels differ, so that a value says which level it belongs to.
///
/// It is data: rows come from the territory tables, valid for a span of time. Its hash stands in
/// every release, so that a later change of territory cannot reinterpret an old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hierarchy {
    table: Table,
    /// Finest value → values at all levels.
    by_finest: BTreeMap<String, Vec<String>>,
    hash: String,
}

/// The stored form of a [`Hierarchy`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    levels: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// What the values of a hierarchy are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Keys, each of one level only.
    Places,
    /// Short texts.
    Values,
}

/// Why a table is not a hierarchy.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum HierarchyError {
    /// The text is not a table of levels and rows.
    #[error("not a hierarchy: {0}")]
    NotATable(String),
    /// There is no level, or one is named twice, or a name is not a short key.
    #[error("the names of the levels must be short, plain and different: {0:?}")]
    Levels(Vec<String>),
    /// A row does not have one value per level, or a value is not a short key.
    #[error("row {row:?} must have one short, plain value for each of the {levels} levels")]
    NotTotal {
        /// The row as given.
        row: Vec<String>,
        /// How many values were expected.
        levels: usize,
    },
    /// A finest place has two rows.
    #[error("place {0} has two rows")]
    NotFunctional(String),
    /// Two places are equal at one level and differ at a coarser one.
    #[error("{value} at level {level} lies in {one} and in {other}")]
    NotNested {
        /// The finer level.
        level: String,
        /// The value shared there.
        value: String,
        /// One coarser value.
        one: String,
        /// Another coarser value.
        other: String,
    },
    /// A value stands for places of two levels.
    #[error("{0} is a value of two levels")]
    AmbiguousLevel(String),
    /// There is no row.
    #[error("the hierarchy has no place")]
    Empty,
}

impl Hierarchy {
    /// A hierarchy of the named `levels` (fine to coarse) from `rows` with one value per level.
    pub fn new(levels: &[&str], rows: &[Vec<String>]) -> Result<Self, HierarchyError> {
        let levels = levels.iter().map(|&level| level.to_owned()).collect();
        let rows = rows.to_vec();
        Self::check(Table { levels, rows }, Kind::Places)
    }

    /// A hierarchy whose values are short texts, such as `<15` or `Hepatitis B`, for instance of ages
    /// or diagnoses. Other than in a table of places, a value may occur at several levels, because
    /// what refers to it always names the level.
    pub fn of_values(levels: &[&str], rows: &[Vec<String>]) -> Result<Self, HierarchyError> {
        let levels = levels.iter().map(|&level| level.to_owned()).collect();
        let rows = rows.to_vec();
        Self::check(Table { levels, rows }, Kind::Values)
    }

    /// Reads what [`Self::to_json`] wrote of a hierarchy made by [`Self::of_values`].
    pub fn values_from_json(text: &str) -> Result<Self, HierarchyError> {
        let table = serde_json::from_str(text)
            .map_err(|error| HierarchyError::NotATable(error.to_string()))?;
        Self::check(table, Kind::Values)
    }

    /// The part of the hierarchy whose finest values `keep` names: what one office can see of it.
    pub fn narrowed(&self, keep: impl Fn(&str) -> bool) -> Result<Self, HierarchyError> {
        let levels = self.table.levels.clone();
        let rows = self.table.rows.iter();
        let rows = rows.filter(|row| keep(&row[0])).cloned().collect();
        Self::check(Table { levels, rows }, Kind::Values)
    }

    /// `district` → `region` → `state` for these districts, read from the official key.
    ///
    /// The region is the key's first three digits, the (former) Regierungsbezirk; in Lower
    /// Saxony these are the four statistical regions 031 Braunschweig, 032 Hannover, 033 Lüneburg
    /// and 034 Weser-Ems. Keys of municipalities count as their district.
    pub fn of_districts<'a>(
        keys: impl IntoIterator<Item = &'a Ags>,
    ) -> Result<Self, HierarchyError> {
        let districts: BTreeSet<Ags> = keys.into_iter().filter_map(Ags::district).collect();
        let rows: Vec<Vec<String>> = districts
            .iter()
            .map(|district| {
                vec![
                    district.to_string(),
                    region(district),
                    district.state().to_string(),
                ]
            })
            .collect();
        Self::new(&["district", "region", "state"], &rows)
    }

    /// Reads what [`Self::to_json`] wrote.
    pub fn from_json(text: &str) -> Result<Self, HierarchyError> {
        let table = serde_json::from_str(text)
            .map_err(|error| HierarchyError::NotATable(error.to_string()))?;
        Self::check(table, Kind::Places)
    }

    /// The canonical JSON, `{"levels":[…],"rows":[[…],…]}` with rows sorted.
    pub fn to_json(&self) -> String {
        canonical(&self.table)
    }

    /// SHA-256 of the canonical JSON, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The names of the levels from fine to coarse.
    pub fn levels(&self) -> &[String] {
        &self.table.levels
    }

    /// The value at `level` (0 = finest) of the place that is called `finest` at level 0.
    pub fn value(&self, finest: &str, level: usize) -> Option<&str> {
        self.by_finest.get(finest)?.get(level).map(String::as_str)
    }

    /// The position of the level called `name`.
    pub fn level(&self, name: &str) -> Option<usize> {
        self.table.levels.iter().position(|level| level == name)
    }

    /// The rows, sorted, each with one value per level.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Vec<String>> {
        self.table.rows.iter()
    }

    fn check(mut table: Table, kind: Kind) -> Result<Self, HierarchyError> {
        let fits = |value: &String| match kind {
            Kind::Places => is_token(value),
            Kind::Values => is_short_text(value),
        };
        let distinct: BTreeSet<_> = table.levels.iter().collect();
        if table.levels.is_empty()
            || distinct.len() != table.levels.len()
            || !table.levels.iter().all(|level| is_token(level))
        {
            return Err(HierarchyError::Levels(table.levels));
        }
        if table.rows.is_empty() {
            return Err(HierarchyError::Empty);
        }
        let mut by_finest = BTreeMap::new();
        let mut parents: BTreeMap<(usize, String), String> = BTreeMap::new();
        let mut level_of: BTreeMap<String, usize> = BTreeMap::new();
        for row in &table.rows {
            if row.len() != table.levels.len() || !row.iter().all(fits) {
                return Err(HierarchyError::NotTotal {
                    row: row.clone(),
                    levels: table.levels.len(),
                });
            }
            for (level, value) in row.iter().enumerate() {
                let first = *level_of.entry(value.clone()).or_insert(level);
                if kind == Kind::Places && first != level {
                    return Err(HierarchyError::AmbiguousLevel(value.clone()));
                }
                let Some(parent) = row.get(level + 1) else {
                    continue;
                };
                let known = parents
                    .entry((level, value.clone()))
                    .or_insert_with(|| parent.clone());
                if known != parent {
                    return Err(HierarchyError::NotNested {
                        level: table.levels[level].clone(),
                        value: value.clone(),
                        one: known.clone(),
                        other: parent.clone(),
                    });
                }
            }
            if by_finest.insert(row[0].clone(), row.clone()).is_some() {
                return Err(HierarchyError::NotFunctional(row[0].clone()));
            }
        }
        table.rows.sort();
        let hash = sha256_hex(canonical(&table).as_bytes());
        Ok(Self {
            table,
            by_finest,
            hash,
        })
    }
}

/// The statistical region (former Regierungsbezirk) of a district: the key's first three digits.
fn region(district: &Ags) -> String {
    district.as_str()[..3].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.split_whitespace()
            .map(|row| row.split(',').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn districts_lie_in_statistical_regions_and_these_in_the_state() {
        let keys: Vec<Ags> = ["03159", "03241001", "03459", "03159009"]
            .iter()
            .map(|key| key.parse().unwrap())
            .collect();
        let hierarchy = Hierarchy::of_districts(&keys).unwrap();
        assert_eq!(
            hierarchy.to_json(),
            r#"{"levels":["district","region","state"],"rows":[["03159","031","03"],["03241","032","03"],["03459","034","03"]]}"#
        );
        assert_eq!(hierarchy.value("03241", 1), Some("032"));
        assert_eq!(hierarchy.value("03999", 1), None);
        assert_eq!(Hierarchy::from_json(&hierarchy.to_json()), Ok(hierarchy));
    }

    #[test]
    fn the_order_of_rows_does_not_change_the_hash() {
        let levels = ["district", "state"];
        let one = Hierarchy::new(&levels, &rows("03159,03 03241,03")).unwrap();
        let other = Hierarchy::new(&levels, &rows("03241,03 03159,03")).unwrap();
        assert_eq!(one.hash(), other.hash());
    }

    #[test]
    fn tables_that_are_no_hierarchies_are_refused() {
        let levels = ["district", "region", "state"];
        let error = |text: &str| Hierarchy::new(&levels, &rows(text)).unwrap_err();
        assert!(matches!(
            error("03159,031"),
            HierarchyError::NotTotal { .. }
        ));
        assert!(matches!(
            error(
                "03159,Weser Ems,03 03159,031,"
                    .replace("Weser Ems", "Weser/Ems")
                    .as_str()
            ),
            HierarchyError::NotTotal { .. }
        ));
        assert_eq!(
            error("03159,031,03 03159,031,03"),
            HierarchyError::NotFunctional("03159".into())
        );
        assert!(matches!(
            error("03159,031,03 03152,031,04"),
            HierarchyError::NotNested { .. }
        ));
        assert_eq!(
            error("03159,031,03 031,032,03"),
            HierarchyError::AmbiguousLevel("031".into())
        );
        assert_eq!(error(""), HierarchyError::Empty);
        assert!(matches!(
            Hierarchy::new(&["a", "a"], &rows("1,2")),
            Err(HierarchyError::Levels(_))
        ));
    }
}
