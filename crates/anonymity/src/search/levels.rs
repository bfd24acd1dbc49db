// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One column of the table at all levels of its hierarchy.

use super::ExtractError;
use crate::Table;
use crate::generalise::Generalisation;

/// A column at all its levels, by value of the table.
#[derive(Debug, Clone)]
pub(crate) struct Levels {
    /// Per level: how many labels there are.
    pub(crate) labels: Vec<usize>,
    /// Per level: value → label.
    pub(crate) label_of: Vec<Vec<u32>>,
    /// Per level: value → how many values of the domain its label stands for.
    pub(crate) size_of: Vec<Vec<u32>>,
    /// Per level: the sum of the sizes over all rows.
    pub(crate) covered: Vec<u64>,
    /// Per level: the bits that are lost over all rows.
    pub(crate) entropy: Vec<f64>,
    /// How many values the hierarchy knows.
    pub(crate) domain: u64,
}

impl Levels {
    pub(crate) fn of(
        table: &Table,
        column: usize,
        by: &Generalisation,
    ) -> Result<Self, ExtractError> {
        let column = &table.columns()[column];
        let leaves = column
            .values()
            .enumerate()
            .map(|(code, value)| {
                by.leaf(value).ok_or_else(|| ExtractError::UnknownValue {
                    row: column
                        .codes()
                        .iter()
                        .position(|&other| other as usize == code)
                        .map_or(0, |row| row + 1),
                    column: column.name().to_owned(),
                    value: value.chars().take(60).collect(),
                })
            })
            .collect::<Result<Vec<u32>, _>>()?;
        let mut rows = vec![0_u64; leaves.len()];
        for &code in column.codes() {
            rows[code as usize] += 1;
        }
        let mut found = Self {
            labels: Vec::new(),
            label_of: Vec::new(),
            size_of: Vec::new(),
            covered: Vec::new(),
            entropy: Vec::new(),
            domain: by.domain() as u64,
        };
        for level in 0..by.levels() {
            let label_of: Vec<u32> = leaves
                .iter()
                .map(|&leaf| by.label_of(leaf, level))
                .collect();
            let size_of: Vec<u32> = label_of
                .iter()
                .map(|&label| by.size(level, label))
                .collect();
            let mut of_label = vec![0_u64; by.labels(level).len()];
            for (&label, rows) in label_of.iter().zip(&rows) {
                of_label[label as usize] += rows;
            }
            found.covered.push(
                size_of
                    .iter()
                    .zip(&rows)
                    .map(|(&size, rows)| u64::from(size) * rows)
                    .sum(),
            );
            found.entropy.push(
                label_of
                    .iter()
                    .zip(&rows)
                    .filter(|(_, rows)| **rows > 0)
                    .map(|(&label, &rows)| {
                        let together = of_label[label as usize] as f64;
                        rows as f64 * (together / rows as f64).log2()
                    })
                    .sum(),
            );
            found.labels.push(of_label.len());
            found.label_of.push(label_of);
            found.size_of.push(size_of);
        }
        Ok(found)
    }

    /// What a row with this value loses at a level in this column: 0 as it is, 1 if it could be any.
    pub(crate) fn part(&self, level: usize, value: usize) -> f64 {
        if self.domain <= 1 {
            return 0.0;
        }
        f64::from(self.size_of[level][value] - 1) / (self.domain - 1) as f64
    }

    /// The coarsest level.
    pub(crate) fn height(&self) -> usize {
        self.label_of.len() - 1
    }
}
