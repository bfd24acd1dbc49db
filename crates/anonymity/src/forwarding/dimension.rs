// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Hierarchies as numbers: what the grouping compares in its inner loops.

use std::collections::BTreeMap;

use kernel::IsoWeek;

use super::calendar;
use crate::Hierarchy;

/// The loss of a value that says nothing, in parts per million.
pub(crate) const EVERYTHING: u32 = 1_000_000;

/// One column of tuples: a hierarchy with interned values and the loss of each.
///
/// The loss of a value that stands for `s` of the `d` finest values of the hierarchy is
/// `(s − 1) / (d − 1)`, in parts per million, rounded down: 0 for a finest value, 1 for all. It is
/// the share measure of information loss as ARX computes it, by value instead of by column, and it
/// depends on the hierarchy alone, never on the data.
#[derive(Debug)]
pub(crate) struct Dimension {
    /// The name of the policy's field.
    pub(crate) field: String,
    /// The names of the levels.
    levels: Vec<String>,
    /// The finest level that may leave.
    pub(crate) finest: usize,
    /// The coarsest level that may leave.
    pub(crate) coarsest: usize,
    leaves: BTreeMap<String, u32>,
    /// Level → leaf → value.
    codes: Vec<Vec<u32>>,
    /// Level → value → its text.
    names: Vec<Vec<String>>,
    /// Level → value → its loss.
    losses: Vec<Vec<u32>>,
}

impl Dimension {
    /// A field with a hierarchy, between two of its levels.
    pub(crate) fn of_hierarchy(
        field: &str,
        hierarchy: &Hierarchy,
        finest: usize,
        coarsest: usize,
    ) -> Self {
        let rows: Vec<&[String]> = hierarchy.rows().map(Vec::as_slice).collect();
        let total = rows.len();
        Self::new(
            field,
            hierarchy.levels().to_vec(),
            (finest, coarsest),
            &rows,
            |leaves, _| share(leaves, total),
        )
    }

    /// The date: the weeks that occur, in the built-in chain of [`calendar`]. Where the date never leaves
    /// (`counts` is false), nothing is lost by it.
    pub(crate) fn of_weeks(
        field: &str,
        weeks: &[IsoWeek],
        (finest, coarsest): (usize, usize),
        counts: bool,
    ) -> Self {
        let rows: Vec<Vec<String>> = weeks.iter().map(|week| calendar::row(*week)).collect();
        let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
        let levels = calendar::LEVELS.map(str::to_owned).to_vec();
        Self::new(field, levels, (finest, coarsest), &rows, |_, level| {
            u32::from(counts) * share(calendar::WEEKS[level], calendar::WEEKS_OF_A_YEAR)
        })
    }

    fn new(
        field: &str,
        levels: Vec<String>,
        (finest, coarsest): (usize, usize),
        rows: &[&[String]],
        loss: impl Fn(usize, usize) -> u32,
    ) -> Self {
        let mut dimension = Self {
            field: field.to_owned(),
            finest,
            coarsest,
            leaves: BTreeMap::new(),
            codes: Vec::new(),
            names: Vec::new(),
            losses: Vec::new(),
            levels,
        };
        for (leaf, row) in rows.iter().enumerate() {
            dimension.leaves.insert(row[0].clone(), code(leaf));
        }
        for level in 0..dimension.levels.len() {
            let mut leaves_of: BTreeMap<&str, usize> = BTreeMap::new();
            for row in rows {
                *leaves_of.entry(&row[level]).or_default() += 1;
            }
            let of_name: BTreeMap<&str, u32> = leaves_of.keys().copied().zip(0_u32..).collect();
            dimension.codes.push(
                rows.iter()
                    .map(|row| of_name[row[level].as_str()])
                    .collect(),
            );
            dimension
                .names
                .push(leaves_of.keys().map(|name| (*name).to_owned()).collect());
            dimension.losses.push(
                leaves_of
                    .values()
                    .map(|leaves| loss(*leaves, level))
                    .collect(),
            );
        }
        dimension
    }

    /// The number of the finest value called `text`.
    pub(crate) fn leaf(&self, text: &str) -> Option<u32> {
        self.leaves.get(text).copied()
    }

    /// How many levels there are.
    pub(crate) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// The number of the value that stands for a leaf at a level.
    pub(crate) fn code(&self, level: usize, leaf: u32) -> u32 {
        self.codes[level][leaf as usize]
    }

    /// The loss of the value that stands for a leaf at a level.
    pub(crate) fn loss(&self, level: usize, leaf: u32) -> u32 {
        self.losses[level][self.code(level, leaf) as usize]
    }

    /// The value that stands for a leaf at a level.
    pub(crate) fn name(&self, level: usize, leaf: u32) -> &str {
        &self.names[level][self.code(level, leaf) as usize]
    }

    /// The number of the value called `text` at a level.
    pub(crate) fn value(&self, level: usize, text: &str) -> Option<u32> {
        let names = &self.names[level];
        let found = names.binary_search_by(|name| name.as_str().cmp(text));
        found.ok().map(code)
    }

    /// The loss of the value called `text` at the level called `level`; `None` if there is none.
    pub(crate) fn loss_of(&self, level: &str, text: &str) -> Option<u32> {
        let level = self.level(level)?;
        Some(self.losses[level][self.value(level, text)? as usize])
    }

    /// The value with this number at a level.
    pub(crate) fn text(&self, level: usize, value: u32) -> &str {
        &self.names[level][value as usize]
    }

    /// The position of the level called `name`.
    pub(crate) fn level(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| level == name)
    }

    /// What a level is called.
    pub(crate) fn level_name(&self, level: usize) -> &str {
        &self.levels[level]
    }
}

/// `(leaves − 1) / (total − 1)` in parts per million, at most 1.
pub(crate) fn share(leaves: usize, total: usize) -> u32 {
    if total <= 1 {
        return 0;
    }
    let millionths = (leaves as u64 - 1) * u64::from(EVERYTHING) / (total as u64 - 1);
    u32::try_from(millionths).map_or(EVERYTHING, |loss| loss.min(EVERYTHING))
}

fn code(position: usize) -> u32 {
    u32::try_from(position).expect("hierarchies are far smaller than 2^32 values")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_loses_by_how_many_others_it_stands_for() {
        let rows: Vec<Vec<String>> = ["1,low,all", "2,low,all", "3,high,all"]
            .iter()
            .map(|row| row.split(',').map(str::to_owned).collect())
            .collect();
        let hierarchy = Hierarchy::of_values(&["value", "half", "all"], &rows).unwrap();
        let dimension = Dimension::of_hierarchy("age", &hierarchy, 0, 2);
        let (one, three) = (dimension.leaf("1").unwrap(), dimension.leaf("3").unwrap());
        assert_eq!(dimension.loss(0, one), 0);
        assert_eq!(dimension.loss(1, one), 500_000);
        assert_eq!(dimension.loss(1, three), 0);
        assert_eq!(dimension.loss(2, three), EVERYTHING);
        assert_eq!(dimension.name(1, one), "low");
        assert_eq!(dimension.leaf("4"), None);
    }

    #[test]
    fn a_week_loses_nothing_and_a_year_everything() {
        let weeks: Vec<IsoWeek> = vec!["2026-W01".parse().unwrap(), "2026-W02".parse().unwrap()];
        let dimension = Dimension::of_weeks("week", &weeks, (0, 4), true);
        let losses: Vec<u32> = (0..5).map(|level| dimension.loss(level, 1)).collect();
        assert_eq!(losses, [0, 58_823, 235_294, EVERYTHING, EVERYTHING]);
    }
}
