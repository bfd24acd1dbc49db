// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What rows look like when they leave.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::grouping::Grouping;
use super::keys::Key;
use super::{Extract, Prepared};
use crate::generalise::ANY;

/// Rows in groups; the rows of a group look the same in all quasi-identifiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Recoding {
    pub(crate) groups: Vec<Group>,
    /// The group of every row; [`OUT`] if it is suppressed.
    pub(crate) group_of: Vec<u32>,
}

/// Rows that look the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The level of each quasi-identifier; shared where all groups have the same.
    pub(crate) levels: Arc<[u8]>,
    /// One of its rows, which names the labels.
    pub(crate) row: u32,
}

/// Instead of a group: the row is suppressed.
pub(crate) const OUT: u32 = u32::MAX;

impl Recoding {
    /// How many rows are suppressed.
    pub fn suppressed(&self) -> u64 {
        self.group_of.iter().filter(|&&group| group == OUT).count() as u64
    }

    /// Whether a row is suppressed; rows count from 0.
    pub fn is_suppressed(&self, row: usize) -> bool {
        self.group_of[row] == OUT
    }

    /// The levels of a row's quasi-identifiers; `None` if it is suppressed.
    pub fn levels(&self, row: usize) -> Option<&[u8]> {
        let group = self.groups.get(self.group_of[row] as usize)?;
        Some(&group.levels)
    }
}

impl Extract<'_> {
    /// What stands in a quasi-identifier of a row, by its position in [`Extract::quasi`]. All of a
    /// suppressed row is `*`.
    pub fn text<'t>(&'t self, recoding: &Recoding, row: usize, quasi: usize) -> &'t str {
        let Some(levels) = recoding.levels(row) else {
            return ANY;
        };
        let by = &self.quasi[quasi];
        let Some(place) = self.table.column(by.column) else {
            return ANY;
        };
        let column = &self.table.columns()[place];
        by.generalisation
            .value(
                column.value(column.codes()[row]),
                usize::from(levels[quasi]),
            )
            .unwrap_or(ANY)
    }
}

/// How a recoded table looks from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The sizes of classes of equal rows that are not suppressed, with how many have them.
    pub sizes: BTreeMap<u64, u64>,
    /// The mean arithmetic loss per row, 0 to 1.
    pub loss: f64,
    /// The same by quasi-identifier.
    pub loss_by_column: Vec<f64>,
    /// By quasi-identifier: how many rows stand at each level.
    pub rows_by_level: Vec<Vec<u64>>,
    /// Suppressed rows.
    pub suppressed: u64,
    /// By column that a criterion looks at: classes whose rows all have the same value there.
    pub homogeneous: Vec<Homogeneous>,
}

/// Classes that tell a value of all their rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Homogeneous {
    /// The column.
    pub column: String,
    /// How many classes have only one value there.
    pub classes: u64,
    /// How many rows they have.
    pub rows: u64,
}

impl<K: Key> Prepared<'_, K> {
    /// The classes of one combination of levels, without those that fall.
    pub(super) fn recode(&self, levels: &[usize]) -> Recoding {
        let mask = self.mask(levels);
        let mut grouping = Grouping::new();
        grouping.clear();
        let rows = self.extract.table.rows() as u32;
        let mut group_of: Vec<u32> = (0..rows)
            .map(|row| grouping.add(self.key_of(row).and(mask), 0, 1, row))
            .collect();
        let stays = self.stay(&group_of, &grouping.counts);
        let mut number = 0;
        let numbers: Vec<u32> = stays
            .iter()
            .map(|&stays| {
                if stays {
                    number += 1;
                    number - 1
                } else {
                    OUT
                }
            })
            .collect();
        for group in &mut group_of {
            *group = numbers[*group as usize];
        }
        let levels: Arc<[u8]> = levels
            .iter()
            .map(|&level| u8::try_from(level).unwrap_or(u8::MAX))
            .collect();
        let groups = grouping
            .rows
            .iter()
            .zip(&stays)
            .filter(|(_, stays)| **stays)
            .map(|(&row, _)| Group {
                levels: Arc::clone(&levels),
                row,
            })
            .collect();
        Recoding { groups, group_of }
    }

    /// Which groups satisfy the criteria.
    fn stay(&self, group_of: &[u32], counts: &[u32]) -> Vec<bool> {
        use super::checks::{Judgement, Scratch};
        let mut begins: Vec<usize> = vec![0; counts.len() + 1];
        for (group, &count) in counts.iter().enumerate() {
            begins[group + 1] = begins[group] + count as usize;
        }
        let mut next = begins.clone();
        let mut ordered = vec![0_u32; group_of.len()];
        for (row, &group) in group_of.iter().enumerate() {
            let place = &mut next[group as usize];
            ordered[*place] = row as u32;
            *place += 1;
        }
        let mut scratch = Scratch::default();
        counts
            .iter()
            .enumerate()
            .map(|(group, &count)| {
                let rows = &ordered[begins[group]..begins[group + 1]];
                let members = rows.iter().map(|&row| (row, 1));
                self.checks.judge(count, &members, &mut scratch) == Judgement::Stays
            })
            .collect()
    }

    /// The class of each group: groups may look the same.
    fn classes(&self, recoding: &Recoding) -> Vec<u32> {
        let alike = |group: &Group| Arc::ptr_eq(&group.levels, &recoding.groups[0].levels);
        if recoding.groups.iter().all(alike) {
            return (0..recoding.groups.len() as u32).collect();
        }
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        recoding
            .groups
            .iter()
            .map(|group| {
                let looks = group
                    .levels
                    .iter()
                    .enumerate()
                    .flat_map(|(column, &level)| {
                        let code = self.codes(column)[group.row as usize] as usize;
                        let labels = &self.costs.columns[column].label_of[usize::from(level)];
                        [u32::from(level), labels[code]]
                    })
                    .collect();
                let next = known.len() as u32;
                *known.entry(looks).or_insert(next)
            })
            .collect()
    }

    fn homogeneous(&self, recoding: &Recoding, class_of: &[u32]) -> Vec<Homogeneous> {
        let mut names: Vec<&str> = self
            .extract
            .criteria
            .iter()
            .filter_map(crate::Criterion::column)
            .collect();
        names.dedup();
        names
            .into_iter()
            .filter_map(|name| {
                let place = self.extract.table.column(name)?;
                let codes = self.extract.table.columns()[place].codes();
                // Per class: rows, and the only value so far.
                let mut seen: Vec<(u64, Option<u32>, bool)> = vec![(0, None, true); class_of.len()];
                for (row, &group) in recoding.group_of.iter().enumerate() {
                    if let Some(&class) = class_of.get(group as usize) {
                        let (rows, only, alike) = &mut seen[class as usize];
                        *rows += 1;
                        *alike &= *only.get_or_insert(codes[row]) == codes[row];
                    }
                }
                let alike = seen.iter().filter(|(rows, _, alike)| *alike && *rows > 0);
                Some(Homogeneous {
                    column: name.to_owned(),
                    classes: alike.clone().count() as u64,
                    rows: alike.map(|(rows, ..)| rows).sum(),
                })
            })
            .collect()
    }

    /// What a recoding looks like: classes are counted by what rows look like, whatever group they
    /// came from.
    pub(super) fn shape(&self, recoding: &Recoding) -> Shape {
        let columns = self.costs.columns.len();
        let mut sizes_of_groups = vec![0_u64; recoding.groups.len()];
        let mut suppressed = 0;
        for &group in &recoding.group_of {
            match sizes_of_groups.get_mut(group as usize) {
                Some(size) => *size += 1,
                None => suppressed += 1,
            }
        }
        let mut lost = vec![0.0; columns];
        let mut rows_by_level: Vec<Vec<u64>> = self
            .costs
            .columns
            .iter()
            .map(|column| vec![0; column.height() + 1])
            .collect();
        for (group, &size) in recoding.groups.iter().zip(&sizes_of_groups) {
            for (column, &level) in group.levels.iter().enumerate() {
                let costs = &self.costs.columns[column];
                let code = self.codes(column)[group.row as usize] as usize;
                let level = usize::from(level);
                lost[column] += costs.part(level, code) * size as f64;
                rows_by_level[column][level] += size;
            }
        }
        let class_of = self.classes(recoding);
        let mut classes = vec![0_u64; recoding.groups.len()];
        for (&class, size) in class_of.iter().zip(&sizes_of_groups) {
            classes[class as usize] += size;
        }
        let mut sizes = BTreeMap::new();
        for size in classes.into_iter().filter(|&size| size > 0) {
            *sizes.entry(size).or_default() += 1;
        }
        let loss_by_column: Vec<f64> = lost
            .into_iter()
            .map(|lost| (lost + suppressed as f64) / self.costs.rows as f64)
            .collect();
        Shape {
            sizes,
            homogeneous: self.homogeneous(recoding, &class_of),
            loss: loss_by_column.iter().sum::<f64>() / columns as f64,
            loss_by_column,
            rows_by_level,
            suppressed,
        }
    }
}
