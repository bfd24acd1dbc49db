// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The heuristic that chooses cells. Belongs here: which cells must be hidden, and which others are cheapest to hide with them. Whether that is
//! enough is not known here.

use std::collections::{BTreeSet, VecDeque};

use crate::protection::Protection;
use crate::shown::Shown;
use crate::suppress::State;
use crate::table::{Equation, Table};

/// Whether a cell must not be shown for its own sake. A zero is shown: it says that nobody is there.
fn is_primary(table: &Table, cell: usize, protection: &Protection) -> bool {
    let content = table.cell(cell);
    let share = |sum: u64, percent: u64| {
        u128::from(sum) * 100 > u128::from(content.value) * u128::from(percent)
    };
    content.value > 0
        && (content.units < protection.minimum
            || protection.dominance.is_some_and(|dominance| {
                let [first, second] = content.largest;
                share(first, dominance.one) || share(first.saturating_add(second), dominance.two)
            }))
}

/// The choice while it is made.
pub(crate) struct Choice<'a> {
    table: &'a Table,
    protection: &'a Protection,
    pub(crate) equations: Vec<Equation>,
    /// The equations of each cell.
    of_cell: Vec<Vec<usize>>,
    /// In how many dimensions each cell is a sum.
    depths: Vec<usize>,
    /// How many cells of each equation are not shown.
    hidden_in: Vec<usize>,
    pub(crate) states: Vec<State>,
    /// Published before, so not to be touched.
    fixed: Vec<bool>,
    /// Shown again because they hid nothing: taken a second time only when nothing else is left, and never shown a second time.
    revealed: Vec<bool>,
}

impl<'a> Choice<'a> {
    /// What was published before is taken over. An error is a cell that was published otherwise than the table has it.
    pub(crate) fn new(
        table: &'a Table,
        protection: &'a Protection,
        earlier: impl Fn(usize) -> Option<Shown<u64>>,
    ) -> Result<Self, usize> {
        let equations = table.equations();
        let mut of_cell = vec![Vec::new(); table.len()];
        for (index, equation) in equations.iter().enumerate() {
            for cell in equation.cells() {
                of_cell[cell].push(index);
            }
        }
        let mut choice = Self {
            table,
            protection,
            depths: (0..table.len())
                .map(|cell| table.depth(&table.nodes(cell)))
                .collect(),
            hidden_in: vec![0; equations.len()],
            equations,
            of_cell,
            states: vec![State::Shown; table.len()],
            fixed: vec![false; table.len()],
            revealed: vec![false; table.len()],
        };
        for cell in 0..table.len() {
            let value = table.cell(cell).value;
            let earlier = earlier(cell).filter(Shown::is_final);
            choice.fixed[cell] = earlier.is_some();
            let hidden = match earlier {
                Some(Shown::Suppressed) if value == 0 => return Err(cell),
                Some(Shown::Suppressed) => true,
                Some(shown) if shown != Shown::of_count(value) => return Err(cell),
                Some(_) => continue,
                None => false,
            };
            if is_primary(table, cell, protection) {
                choice.hide(cell, State::Primary);
            } else if hidden {
                choice.hide(cell, State::Secondary);
            }
        }
        Ok(choice)
    }

    fn hide(&mut self, cell: usize, state: State) {
        self.states[cell] = state;
        for equation in &self.of_cell[cell] {
            self.hidden_in[*equation] += 1;
        }
    }

    /// Whether a cell was left out only now, and not for its own sake.
    pub(crate) fn may_reveal(&self, cell: usize) -> bool {
        self.states[cell] == State::Secondary && !self.fixed[cell] && !self.revealed[cell]
    }

    /// Shows cells that were left out for nothing: everybody can compute them, so they hide nothing.
    pub(crate) fn reveal(&mut self, cells: &[usize]) {
        for cell in cells.iter().copied() {
            self.states[cell] = State::Shown;
            self.revealed[cell] = true;
            for equation in &self.of_cell[cell] {
                self.hidden_in[*equation] -= 1;
            }
        }
    }

    /// No sum may lack a single cell.
    pub(crate) fn pair(&mut self) {
        let mut open: VecDeque<usize> = (0..self.equations.len()).collect();
        while let Some(equation) = open.pop_front() {
            if self.hidden_in[equation] != 1 {
                continue;
            }
            // Without a partner the attacker will say so.
            if let Some(partner) = self.partner(equation) {
                self.hide(partner, State::Secondary);
                open.extend(&self.of_cell[partner]);
            }
        }
    }

    /// For each cell that is told too exactly one more cell, unless one was added beside it in this round. An error is the first of them when
    /// there was none left for any.
    pub(crate) fn widen(&mut self, narrow: &[usize]) -> Result<(), usize> {
        let mut touched = BTreeSet::new();
        for cell in narrow.iter().copied() {
            let near = |equation: &usize| touched.contains(equation);
            if self.of_cell[cell].iter().any(near) {
                continue;
            }
            // Whoever finds none may be helped by what was added for the others.
            if let Some(partner) = self.nearest(cell) {
                self.hide(partner, State::Secondary);
                touched.extend(self.of_cell[partner].iter().copied());
            }
        }
        match narrow.first() {
            Some(cell) if touched.is_empty() => Err(*cell),
            _ => Ok(()),
        }
    }

    /// The best cell to leave out in a sum of the cell, or else in a sum of the cells that it shares sums with, and so on.
    fn nearest(&self, cell: usize) -> Option<usize> {
        let mut seen = BTreeSet::from([cell]);
        let mut ring = vec![cell];
        while !ring.is_empty() {
            let equations: BTreeSet<usize> = ring
                .iter()
                .flat_map(|cell| self.of_cell[*cell].iter().copied())
                .collect();
            let partners = equations
                .iter()
                .filter_map(|equation| self.partner(*equation));
            if let Some(partner) = partners.min_by_key(|cell| self.cost(*cell)) {
                return Some(partner);
            }
            ring = equations
                .iter()
                .flat_map(|equation| self.equations[*equation].cells())
                .filter(|cell| self.states[*cell] != State::Shown && seen.insert(*cell))
                .collect();
        }
        None
    }

    /// The cheapest cell of a sum that may still be left out.
    fn partner(&self, equation: usize) -> Option<usize> {
        self.equations[equation]
            .cells()
            .filter(|cell| {
                self.states[*cell] == State::Shown
                    && !self.fixed[*cell]
                    && self.table.cell(*cell).value > 0
            })
            .min_by_key(|cell| self.cost(*cell))
    }

    /// What a reader loses with a cell: sums before anything else, then the cells that other sums will need, cells that are too
    /// small to hide another one, and large values.
    fn cost(&self, cell: usize) -> (bool, usize, usize, bool, u64, usize) {
        let value = self.table.cell(cell).value;
        let fresh = self.of_cell[cell]
            .iter()
            .filter(|equation| self.hidden_in[**equation] == 0)
            .count();
        (
            self.revealed[cell],
            self.depths[cell],
            fresh,
            value <= self.protection.width,
            value,
            cell,
        )
    }
}
