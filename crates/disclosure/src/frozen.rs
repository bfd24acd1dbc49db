// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was published stays. Belongs here: the editions of a table that readers have already seen.

use std::collections::BTreeMap;

use crate::Shown;

/// The cells of a table as they were first published, by their address (table, period and place in the table). Whoever may compare two states of a
/// cell learns of the records between them; here there are no two states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frozen<A: Ord> {
    cells: BTreeMap<A, Shown<u64>>,
}

impl<A: Ord> Frozen<A> {
    /// Nothing is published yet.
    pub fn new() -> Self {
        Self {
            cells: BTreeMap::new(),
        }
    }

    /// What readers get of a cell: what they got before, or else this, from now on. A cell that said nothing yet is open.
    pub fn publish(&mut self, address: A, fresh: Shown<u64>) -> Shown<u64> {
        let kept = self.cells.entry(address).or_insert(fresh);
        if !kept.is_final() {
            *kept = fresh;
        }
        *kept
    }

    /// What was published of a cell.
    pub fn get(&self, address: &A) -> Option<Shown<u64>> {
        self.cells.get(address).copied()
    }

    /// All cells in the order of their addresses, to be kept.
    pub fn iter(&self) -> impl Iterator<Item = (&A, Shown<u64>)> {
        self.cells.iter().map(|(address, shown)| (address, *shown))
    }
}

impl<A: Ord> FromIterator<(A, Shown<u64>)> for Frozen<A> {
    fn from_iter<I: IntoIterator<Item = (A, Shown<u64>)>>(cells: I) -> Self {
        Self {
            cells: cells.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_report_does_not_change_what_was_published() {
        let mut frozen = Frozen::new();
        assert_eq!(
            frozen.publish("03101 2026-W47", Shown::Value(7)),
            Shown::Value(7)
        );
        assert_eq!(
            frozen.publish("03101 2026-W47", Shown::Value(8)),
            Shown::Value(7)
        );
        assert_eq!(frozen.publish("03102 2026-W47", Shown::Zero), Shown::Zero);
        assert_eq!(
            frozen.publish("03102 2026-W47", Shown::Value(4)),
            Shown::Zero
        );
    }

    #[test]
    fn a_cell_that_said_nothing_yet_is_filled_once() {
        let mut frozen = Frozen::new();
        let _ = frozen.publish(1, Shown::NotYetReported);
        assert_eq!(frozen.publish(1, Shown::Suppressed), Shown::Suppressed);
        assert_eq!(frozen.publish(1, Shown::Value(3)), Shown::Suppressed);
        let kept: Frozen<_> = frozen
            .iter()
            .map(|(address, shown)| (*address, shown))
            .collect();
        assert_eq!(kept, frozen);
    }
}
