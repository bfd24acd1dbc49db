// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table with all its sums. Belongs here: cells, their places and the equations between them. Not: which of them are shown.

use std::ops::AddAssign;

use thiserror::Error;

use crate::cell_key::Tally;
use crate::hierarchy::Hierarchy;

/// The largest table: two million cells.
pub const MOST_CELLS: usize = 2_000_000;

/// The largest value of a cell: 10¹², so that sums and linear programmes stay exact.
pub const MOST_VALUE: u64 = 1_000_000_000_000;

/// What is in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The count, or the sum of a magnitude.
    pub value: u64,
    /// How many units (people, facilities) contribute; of a count the count itself.
    pub units: u64,
    /// The two largest contributions of one unit, the largest first; zeros for counts, where everybody contributes one.
    pub largest: [u64; 2],
}

impl Content {
    /// A count of so many.
    pub fn count(value: u64) -> Self {
        Self {
            value,
            units: value,
            largest: [0, 0],
        }
    }
}

impl AddAssign for Content {
    fn add_assign(&mut self, other: Self) {
        self.value = self.value.saturating_add(other.value);
        self.units = self.units.saturating_add(other.units);
        let mut all = [
            self.largest[0],
            self.largest[1],
            other.largest[0],
            other.largest[1],
        ];
        all.sort_unstable_by(|one, other| other.cmp(one));
        self.largest = [all[0], all[1]];
    }
}

/// Why it is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// More cells than [`MOST_CELLS`], or no dimension.
    #[error("a table has at least one dimension and at most {MOST_CELLS} cells")]
    Size,
    /// A sum above [`MOST_VALUE`].
    #[error("a cell holds more than {MOST_VALUE}")]
    Value,
    /// A sum that is not the sum of its parts.
    #[error("cell {0} is not the sum of its parts")]
    Sum(usize),
}

/// A sum in a table: the cells of the parts and the cell of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The cells that add up.
    pub parts: Vec<usize>,
    /// What they add up to.
    pub whole: usize,
}

impl Equation {
    /// All cells of it.
    pub fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts
            .iter()
            .copied()
            .chain(std::iter::once(self.whole))
    }
}

/// A table with a tree per dimension, and all sums: of numbers ([`Content`]) or of tallies ([`Tally`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Table<C = Content> {
    axes: Vec<Hierarchy>,
    cells: Vec<C>,
}

impl Table<Content> {
    /// Asks for the content of each innermost cell by its nodes, and adds up the others. Units add up as well, so each must stand in one
    /// innermost cell only, as cases do; for facilities that contribute to several cells there is [`Table::of_units`].
    pub fn new(
        axes: Vec<Hierarchy>,
        content: impl FnMut(&[usize]) -> Content,
    ) -> Result<Self, TableError> {
        let table = Self::summed(axes, content)?;
        if table.cells.iter().any(|cell| cell.value > MOST_VALUE) {
            return Err(TableError::Value);
        }
        Ok(table)
    }

    /// Asks for the content of each cell, sums too: a facility that reports every week is one unit of the year, and what it contributes to
    /// the year is the sum of its weeks. Added up, it would be fifty units, none of which dominates.
    pub fn of_units(
        axes: Vec<Hierarchy>,
        mut content: impl FnMut(&[usize]) -> Content,
    ) -> Result<Self, TableError> {
        let mut table = Self::new(axes, &mut content)?;
        for index in 0..table.len() {
            let asked = content(&table.nodes(index));
            if asked.value != table.cells[index].value {
                return Err(TableError::Sum(index));
            }
            table.cells[index] = asked;
        }
        Ok(table)
    }
}

impl Table<Tally> {
    /// Asks for the tally of each innermost cell by its nodes, and adds up the others.
    pub fn tallied(
        axes: Vec<Hierarchy>,
        tally: impl FnMut(&[usize]) -> Tally,
    ) -> Result<Self, TableError> {
        Self::summed(axes, tally)
    }
}

impl<C: Copy + Default + AddAssign> Table<C> {
    fn summed(
        axes: Vec<Hierarchy>,
        mut content: impl FnMut(&[usize]) -> C,
    ) -> Result<Self, TableError> {
        let size = axes
            .iter()
            .try_fold(1_usize, |size, axis| size.checked_mul(axis.len()))
            .filter(|size| *size <= MOST_CELLS && !axes.is_empty())
            .ok_or(TableError::Size)?;
        let mut table = Self {
            axes,
            cells: vec![C::default(); size],
        };
        for index in 0..size {
            let nodes = table.nodes(index);
            if table.depth(&nodes) == 0 {
                table.cells[index] = content(&nodes);
            }
        }
        for axis in 0..table.axes.len() {
            let stride = table.stride(axis);
            // From the last node to the first: children stand behind their parents.
            for node in (1..table.axes[axis].len()).rev() {
                let parent = table.axes[axis].parent(node).unwrap_or(0);
                for index in table.with_node(axis, node) {
                    let part = table.cells[index];
                    table.cells[index - (node - parent) * stride] += part;
                }
            }
        }
        Ok(table)
    }

    /// The trees of the dimensions.
    pub fn axes(&self) -> &[Hierarchy] {
        &self.axes
    }

    /// How many cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Never: there is a total.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What is in the cell.
    pub fn cell(&self, index: usize) -> &C {
        &self.cells[index]
    }

    /// The cell at these nodes, one per dimension.
    pub fn index(&self, nodes: &[usize]) -> usize {
        self.axes
            .iter()
            .zip(nodes)
            .fold(0, |index, (axis, node)| index * axis.len() + node)
    }

    /// The nodes of the cell.
    pub fn nodes(&self, index: usize) -> Vec<usize> {
        let mut rest = index;
        let mut nodes: Vec<usize> = self
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let node = rest % axis.len();
                rest /= axis.len();
                node
            })
            .collect();
        nodes.reverse();
        nodes
    }

    /// In how many dimensions the nodes are sums.
    pub fn depth(&self, nodes: &[usize]) -> usize {
        self.axes
            .iter()
            .zip(nodes)
            .filter(|(axis, node)| !axis.is_leaf(**node))
            .count()
    }

    /// All sums between cells.
    pub fn equations(&self) -> Vec<Equation> {
        let mut equations = Vec::new();
        for (axis, tree) in self.axes.iter().enumerate() {
            let stride = self.stride(axis);
            for node in (0..tree.len()).filter(|node| !tree.is_leaf(*node)) {
                for whole in self.with_node(axis, node) {
                    let parts = tree.children(node).iter();
                    equations.push(Equation {
                        parts: parts.map(|part| whole + (part - node) * stride).collect(),
                        whole,
                    });
                }
            }
        }
        equations
    }

    /// How far cells of neighbouring nodes of a dimension are apart.
    fn stride(&self, axis: usize) -> usize {
        self.axes[axis + 1..].iter().map(Hierarchy::len).product()
    }

    /// The cells with this node in this dimension.
    fn with_node(&self, axis: usize, node: usize) -> Vec<usize> {
        let stride = self.stride(axis);
        let block = stride * self.axes[axis].len();
        (0..self.cells.len() / block)
            .flat_map(|outer| {
                let begin = outer * block + node * stride;
                begin..begin + stride
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sum_of_a_table_holds() {
        // A state of two districts with two places and one, three weeks, two ages.
        let places =
            Hierarchy::new(vec![None, Some(0), Some(0), Some(1), Some(1), Some(2)]).unwrap();
        let axes = vec![places, Hierarchy::flat(3), Hierarchy::flat(2)];
        let mut next = 0;
        let table = Table::new(axes, |_| {
            next += 1;
            Content {
                value: next,
                units: 1,
                largest: [next, 0],
            }
        })
        .unwrap();
        assert_eq!(table.len(), 6 * 4 * 3);
        assert_eq!(next, 3 * 3 * 2);
        let total = table.cell(table.index(&[0, 0, 0]));
        assert_eq!(total.value, (1..=next).sum::<u64>());
        assert_eq!(total.units, next);
        assert_eq!(total.largest, [next, next - 1]);
        for equation in table.equations() {
            let sum: u64 = equation
                .parts
                .iter()
                .map(|part| table.cell(*part).value)
                .sum();
            assert_eq!(sum, table.cell(equation.whole).value);
        }
        // Three sums over places for each of 4 × 3, and one over weeks and over ages.
        assert_eq!(table.equations().len(), 3 * 12 + 6 * 3 + 6 * 4);
        for index in 0..table.len() {
            assert_eq!(table.index(&table.nodes(index)), index);
        }
    }

    #[test]
    fn a_table_that_is_too_large_is_refused() {
        let axes = vec![Hierarchy::flat(2_000), Hierarchy::flat(2_000)];
        assert_eq!(
            Table::new(axes, |_| Content::default()),
            Err(TableError::Size)
        );
        assert_eq!(
            Table::new(vec![], |_| Content::default()),
            Err(TableError::Size)
        );
        assert_eq!(
            Table::new(vec![Hierarchy::flat(2)], |_| Content::count(MOST_VALUE)),
            Err(TableError::Value)
        );
    }

    #[test]
    fn who_reports_every_week_is_one_unit_of_the_year() {
        let weeks = vec![Hierarchy::flat(52)];
        let weekly = |nodes: &[usize]| {
            let value = if nodes == [0] { 52 * 7 } else { 7 };
            Content {
                value,
                units: 1,
                largest: [value, 0],
            }
        };
        assert_eq!(Table::new(weeks.clone(), weekly).unwrap().cell(0).units, 52);
        let table = Table::of_units(weeks.clone(), weekly).unwrap();
        assert_eq!(table.cell(0).units, 1);
        assert_eq!(table.cell(0).largest, [364, 0]);
        let wrong = |nodes: &[usize]| Content::count(if nodes == [0] { 51 } else { 1 });
        assert_eq!(Table::of_units(weeks, wrong), Err(TableError::Sum(0)));
    }

    #[test]
    fn tallies_add_up_like_counts() {
        let axes = vec![Hierarchy::flat(2), Hierarchy::flat(2)];
        let table = Table::tallied(axes, |nodes| Tally::new(nodes[0] as u64, u32::MAX)).unwrap();
        assert_eq!(*table.cell(0), Tally::new(6, u32::MAX - 3));
        assert_eq!(
            *table.cell(table.index(&[2, 0])),
            Tally::new(4, u32::MAX - 1)
        );
    }
}
