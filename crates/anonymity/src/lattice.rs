// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All combinations of levels, numbered.

#![expect(
    clippy::cast_possible_truncation,
    reason = "levels are small, and combinations are at most 2²⁴"
)]

/// The combinations of one level per column. A node is the number of a combination; the finest is 0.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    heights: Vec<u32>,
    strides: Vec<u32>,
    size: u32,
}

/// More combinations are not enumerated: the search keeps a few bytes for each.
pub(crate) const LARGEST: u64 = 1 << 24;

impl Lattice {
    /// The combinations of levels 0 to `heights`; their number, if they are too many.
    pub(crate) fn new(heights: &[usize]) -> Result<Self, u128> {
        let wanted: u128 = heights
            .iter()
            .map(|&height| height as u128 + 1)
            .fold(1, u128::saturating_mul);
        if wanted > u128::from(LARGEST) {
            return Err(wanted);
        }
        let heights: Vec<u32> = heights.iter().map(|&height| height as u32).collect();
        let mut size = 1;
        let strides = heights
            .iter()
            .map(|&height| {
                let stride = size;
                size *= height + 1;
                stride
            })
            .collect();
        Ok(Self {
            heights,
            strides,
            size,
        })
    }

    pub(crate) fn size(&self) -> u32 {
        self.size
    }

    pub(crate) fn top(&self) -> u32 {
        self.size - 1
    }

    /// The level of one column.
    pub(crate) fn level(&self, node: u32, column: usize) -> usize {
        (node / self.strides[column] % (self.heights[column] + 1)) as usize
    }

    pub(crate) fn levels(&self, node: u32) -> Vec<usize> {
        (0..self.heights.len())
            .map(|column| self.level(node, column))
            .collect()
    }

    #[cfg(test)]
    pub(crate) fn node(&self, levels: &[usize]) -> u32 {
        levels
            .iter()
            .zip(&self.strides)
            .map(|(&level, stride)| level as u32 * stride)
            .sum()
    }

    /// The sum of all levels.
    pub(crate) fn sum(&self, node: u32) -> u32 {
        (0..self.heights.len())
            .map(|column| self.level(node, column) as u32)
            .sum()
    }

    /// Whether no column of `fine` is coarser than in `coarse`.
    pub(crate) fn is_below(&self, fine: u32, coarse: u32) -> bool {
        fine <= coarse
            && (0..self.heights.len())
                .all(|column| self.level(fine, column) <= self.level(coarse, column))
    }

    /// The combinations with one column one level finer.
    pub(crate) fn finer(&self, node: u32) -> impl Iterator<Item = u32> {
        self.strides
            .iter()
            .enumerate()
            .filter(move |(column, _)| self.level(node, *column) > 0)
            .map(move |(_, stride)| node - stride)
    }

    /// The combinations with one column one level coarser.
    pub(crate) fn coarser(&self, node: u32) -> impl Iterator<Item = u32> {
        self.strides
            .iter()
            .enumerate()
            .filter(move |(column, _)| self.level(node, *column) < self.heights[*column] as usize)
            .map(move |(_, stride)| node + stride)
    }

    /// Sets `mark` at `node` and everything finer. What already has the mark is not looked below.
    pub(crate) fn mark_below(&self, node: u32, marks: &mut [u8], mark: u8) {
        self.mark(node, marks, mark, |lattice, node, pending| {
            pending.extend(lattice.finer(node));
        });
    }

    /// Sets `mark` at `node` and everything coarser.
    pub(crate) fn mark_above(&self, node: u32, marks: &mut [u8], mark: u8) {
        self.mark(node, marks, mark, |lattice, node, pending| {
            pending.extend(lattice.coarser(node));
        });
    }

    fn mark(
        &self,
        node: u32,
        marks: &mut [u8],
        mark: u8,
        next: impl Fn(&Self, u32, &mut Vec<u32>),
    ) {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            let marks = &mut marks[node as usize];
            if *marks & mark == 0 {
                *marks |= mark;
                next(self, node, &mut pending);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_numbered_combinations() {
        let lattice = Lattice::new(&[1, 4, 0, 2]).unwrap();
        assert_eq!(lattice.size(), 30);
        for node in 0..lattice.size() {
            let levels = lattice.levels(node);
            assert_eq!(lattice.node(&levels), node);
            assert_eq!(lattice.sum(node) as usize, levels.iter().sum::<usize>());
            for finer in lattice.finer(node) {
                assert_eq!(lattice.sum(finer) + 1, lattice.sum(node));
                assert!(lattice.is_below(finer, node) && !lattice.is_below(node, finer));
                assert!(lattice.coarser(finer).any(|coarser| coarser == node));
            }
        }
        assert_eq!(lattice.levels(lattice.top()), [1, 4, 0, 2]);
    }

    #[test]
    fn marks_spread_to_one_side_only() {
        let lattice = Lattice::new(&[2, 2]).unwrap();
        let mut marks = vec![0; 9];
        let middle = lattice.node(&[1, 1]);
        lattice.mark_below(middle, &mut marks, 1);
        lattice.mark_above(middle, &mut marks, 2);
        for node in 0..9 {
            let expected = u8::from(lattice.is_below(node, middle))
                + 2 * u8::from(lattice.is_below(middle, node));
            assert_eq!(marks[node as usize], expected);
        }
    }

    #[test]
    fn more_combinations_than_can_be_kept_are_counted_and_refused() {
        assert_eq!(Lattice::new(&[9; 12]).unwrap_err(), 1_000_000_000_000);
    }
}
