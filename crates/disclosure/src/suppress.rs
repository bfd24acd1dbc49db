// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Cells that are left out. Belongs here: which cells must not be shown, and which others besides, so that those cannot be
//! computed. The attacker ([`crate::attack`]) has the last word: cells are added until he learns nothing.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::attack::{AttackError, Interval, Published, Statement};
use crate::choice::Choice;
use crate::narrow::{Attacker, Seen};
use crate::protection::Protection;
use crate::shown::Shown;
use crate::table::{Equation, Table};

/// Whether a cell is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is.
    Shown,
    /// It is not, for its own sake.
    Primary,
    /// It is not, because another cell could be computed from it. Readers are not told the difference.
    Secondary,
}

/// Why cells could not be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SuppressError {
    /// The attacker could not be asked.
    #[error(transparent)]
    Attack(#[from] AttackError),
    /// A cell follows from what was published before.
    #[error("cell {cell} follows from what was published before")]
    Published {
        /// The cell.
        cell: usize,
    },
    /// A cell was published otherwise: the difference would be published with its sums.
    #[error("cell {cell} was published with another number")]
    Changed {
        /// The cell.
        cell: usize,
    },
}

/// What of a table is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    states: Vec<State>,
    rounds: usize,
}

impl Suppression {
    /// The state of each cell, in the order of the table.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// How often the attacker found something.
    pub fn rounds(&self) -> usize {
        self.rounds
    }

    /// What readers get of a cell.
    pub fn shown(&self, table: &Table, cell: usize) -> Shown<u64> {
        match self.states[cell] {
            State::Shown => Shown::of_count(table.cell(cell).value),
            State::Primary | State::Secondary => Shown::Suppressed,
        }
    }

    /// Asks the attacker anew: the cells that he can tell more exactly than is allowed. Empty before every publication.
    pub fn exposed(
        &self,
        table: &Table,
        protection: &Protection,
    ) -> Result<Vec<(usize, Interval)>, AttackError> {
        let mut seen = truths(table);
        let scene = Scene::new(table, &table.equations(), protection, &self.states);
        scene.exposed(&mut seen, false)
    }
}

/// Chooses the cells of a table of which nothing was published before.
pub fn suppress(table: &Table, protection: &Protection) -> Result<Suppression, SuppressError> {
    suppress_after(table, protection, |_| None)
}

/// The same where some cells were published before ([`crate::Frozen::get`]): those stay as they are, shown or not.
///
/// The table must count what counted then. Reports that came later would be the difference between the sum and what was published of its parts,
/// exactly and however few they are; so they stay out, and a table that shows them is refused.
pub fn suppress_after(
    table: &Table,
    protection: &Protection,
    earlier: impl Fn(usize) -> Option<Shown<u64>>,
) -> Result<Suppression, SuppressError> {
    let mut choice =
        Choice::new(table, protection, earlier).map_err(|cell| SuppressError::Changed { cell })?;
    let mut seen = truths(table);
    let mut rounds = 0;
    let mut hurry = true;
    loop {
        choice.pair();
        let scene = Scene::new(table, &choice.equations, protection, &choice.states);
        let narrow = scene.exposed(&mut seen, hurry)?;
        if narrow.is_empty() {
            return Ok(Suppression {
                states: choice.states,
                rounds,
            });
        }
        rounds += 1;
        let (wasted, secret): (Vec<usize>, Vec<usize>) = narrow
            .iter()
            .map(|(cell, _)| *cell)
            .partition(|cell| choice.may_reveal(*cell));
        if secret.is_empty() {
            choice.reveal(&wasted);
            // A value that is possible beside a cell that is left out need not be possible beside one that is shown. So he looks anew, also
            // where it was only too long to see that a cell is wide.
            seen = truths(table);
        } else if let Err(cell) = choice.widen(&secret) {
            // Nothing is left to leave out: now it matters whether he really can.
            if !hurry {
                return Err(SuppressError::Published { cell });
            }
            hurry = false;
        }
    }
}

/// What is possible before anything else is known: the truth.
fn truths(table: &Table) -> Vec<Seen> {
    (0..table.len())
        .map(|cell| Seen::truth(table.cell(cell).value))
        .collect()
}

/// What the attacker sees of a table. He knows every sum, every cell that is shown, and that a cell which is not shown is not zero.
struct Scene {
    published: Published,
    hidden: Vec<usize>,
    widths: Vec<u64>,
}

impl Scene {
    fn new(
        table: &Table,
        equations: &[Equation],
        protection: &Protection,
        states: &[State],
    ) -> Self {
        let mut published = Published::new();
        let hidden: Vec<usize> = (0..table.len())
            .filter(|cell| states[*cell] != State::Shown)
            .collect();
        let mut unknowns = vec![None; table.len()];
        for cell in &hidden {
            unknowns[*cell] = Some(published.unknown(1, None));
        }
        for equation in equations {
            let (mut terms, mut rest) = (Vec::new(), 0.0);
            let parts = equation.parts.iter().map(|part| (*part, 1.0));
            for (cell, times) in parts.chain([(equation.whole, -1.0)]) {
                match unknowns[cell] {
                    Some(unknown) => terms.push((unknown, times)),
                    None => rest -= times * table.cell(cell).value as f64,
                }
            }
            if !terms.is_empty() {
                published.state(Statement {
                    terms,
                    least: rest,
                    most: rest,
                });
            }
        }
        let widths = hidden
            .iter()
            .map(|cell| protection.asks(states[*cell], table.cell(*cell).value))
            .collect();
        Self {
            published,
            hidden,
            widths,
        }
    }

    /// The cells that he can tell too exactly, and what they can be. In a hurry only those that are obvious, if there are any, and
    /// also those of which it would take long to see that he cannot.
    fn exposed(
        &self,
        seen: &mut [Seen],
        hurry: bool,
    ) -> Result<Vec<(usize, Interval)>, AttackError> {
        let attacker = Attacker::new(&self.published);
        let mut narrow = attacker.obvious(&self.widths);
        if narrow.is_empty() || !hurry {
            let mut known: Vec<Seen> = self.hidden.iter().map(|cell| seen[*cell]).collect();
            narrow = attacker.narrow(&self.widths, &mut known, hurry)?;
            for (cell, known) in self.hidden.iter().zip(known) {
                seen[*cell] = known;
            }
        }
        Ok(narrow
            .into_iter()
            .map(|(unknown, interval)| (self.hidden[unknown], interval))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hierarchy::Hierarchy;
    use crate::protection::Dominance;
    use crate::table::Content;

    fn counts(rows: &[&[u64]]) -> Table {
        let axes = vec![Hierarchy::flat(rows.len()), Hierarchy::flat(rows[0].len())];
        Table::new(axes, |nodes| {
            Content::count(rows[nodes[0] - 1][nodes[1] - 1])
        })
        .unwrap()
    }

    #[test]
    fn a_small_count_takes_cells_with_it_until_no_sum_gives_it_away() {
        let table = counts(&[&[1, 9, 8], &[7, 12, 20], &[30, 14, 11]]);
        let protection = Protection::of_counts(3);
        let suppression = suppress(&table, &protection).unwrap();
        assert_eq!(
            suppression.shown(&table, table.index(&[1, 1])),
            Shown::Suppressed
        );
        assert_eq!(suppression.exposed(&table, &protection), Ok(vec![]));
        let hidden = |state: &&State| **state != State::Shown;
        assert_eq!(suppression.states().iter().filter(hidden).count(), 4);
        // Sums are shown where inner cells suffice.
        assert_eq!(
            suppression.shown(&table, table.index(&[0, 0])),
            Shown::Value(112)
        );
    }

    #[test]
    fn a_table_without_small_counts_is_shown_as_it_is() {
        let table = counts(&[&[3, 9], &[0, 12]]);
        let suppression = suppress(&table, &Protection::of_counts(3)).unwrap();
        assert!(
            suppression
                .states()
                .iter()
                .all(|state| *state == State::Shown)
        );
        assert_eq!(suppression.shown(&table, table.index(&[2, 1])), Shown::Zero);
        assert_eq!(suppression.rounds(), 0);
    }

    #[test]
    fn two_ones_in_a_sum_of_two_do_not_hide_each_other() {
        let table = counts(&[&[1, 1, 0], &[0, 0, 0]]);
        let protection = Protection::of_counts(3);
        let suppression = suppress(&table, &protection).unwrap();
        assert_eq!(suppression.exposed(&table, &protection), Ok(vec![]));
        // The sum of the row is small itself, the total is the same number.
        for nodes in [[1, 0], [0, 0]] {
            assert_eq!(
                suppression.shown(&table, table.index(&nodes)),
                Shown::Suppressed
            );
        }
    }

    #[test]
    fn a_threshold_alone_is_seen_through() {
        let table = counts(&[&[1, 9], &[7, 12]]);
        let protection = Protection::of_counts(3);
        let mut states = vec![State::Shown; table.len()];
        states[table.index(&[1, 1])] = State::Primary;
        let naive = Suppression { states, rounds: 0 };
        let exposed = naive.exposed(&table, &protection).unwrap();
        assert_eq!(
            exposed,
            [(
                table.index(&[1, 1]),
                Interval {
                    least: 1,
                    most: Some(1)
                }
            )]
        );
    }

    #[test]
    fn who_dominates_a_sum_is_hidden_however_many_contribute() {
        let axes = vec![Hierarchy::flat(3)];
        let table = Table::new(axes, |nodes| Content {
            value: 100,
            units: 10,
            largest: if nodes[0] == 1 { [90, 2] } else { [15, 14] },
        })
        .unwrap();
        let protection = Protection {
            dominance: Some(Dominance { one: 75, two: 85 }),
            percent: 10,
            ..Protection::of_counts(3)
        };
        let suppression = suppress(&table, &protection).unwrap();
        assert_eq!(suppression.states()[1], State::Primary);
        assert_eq!(suppression.exposed(&table, &protection), Ok(vec![]));
        assert_eq!(
            suppression
                .states()
                .iter()
                .filter(|state| **state == State::Secondary)
                .count(),
            1
        );
    }

    #[test]
    fn what_was_published_before_stays_and_the_rest_gives_way() {
        let table = counts(&[&[1, 9, 8], &[7, 12, 20]]);
        let protection = Protection::of_counts(3);
        let mut earlier = vec![None; table.len()];
        for row in 1..=2 {
            for column in 1..=3 {
                let cell = table.index(&[row, column]);
                earlier[cell] = Some(match table.cell(cell).value {
                    0..3 => Shown::Suppressed,
                    value => Shown::Value(value),
                });
            }
        }
        let suppression = suppress_after(&table, &protection, |cell| earlier[cell]).unwrap();
        assert_eq!(
            suppression.shown(&table, table.index(&[1, 2])),
            Shown::Value(9)
        );
        for nodes in [[1, 0], [0, 1], [0, 0]] {
            assert_eq!(
                suppression.shown(&table, table.index(&nodes)),
                Shown::Suppressed
            );
        }
        assert_eq!(suppression.exposed(&table, &protection), Ok(vec![]));
        // With the sums published as well nothing is left to give way.
        let sums = |cell: usize| earlier[cell].or(Some(Shown::Value(table.cell(cell).value)));
        assert_eq!(
            suppress_after(&table, &protection, sums),
            Err(SuppressError::Published {
                cell: table.index(&[1, 1])
            })
        );
    }

    #[test]
    fn a_late_report_in_a_sum_of_published_numbers_is_refused() {
        let published = counts(&[&[5, 9, 8], &[7, 12, 20]]);
        let with_one_more = counts(&[&[5, 10, 8], &[7, 12, 20]]);
        let inner = |cell: usize| {
            let nodes = published.nodes(cell);
            (published.depth(&nodes) == 0).then(|| Shown::of_count(published.cell(cell).value))
        };
        let protection = Protection::of_counts(3);
        assert!(suppress_after(&published, &protection, inner).is_ok());
        assert_eq!(
            suppress_after(&with_one_more, &protection, inner),
            Err(SuppressError::Changed {
                cell: published.index(&[1, 2])
            })
        );
        // What was left out is not zero, and what said nothing yet is open.
        let zero = counts(&[&[0, 9], &[7, 12]]);
        for (shown, expected) in [
            (Shown::Suppressed, false),
            (Shown::NotYetReported, true),
            (Shown::NoData, true),
        ] {
            let first = |cell: usize| (cell == zero.index(&[1, 1])).then_some(shown);
            assert_eq!(suppress_after(&zero, &protection, first).is_ok(), expected);
        }
    }

    /// Found by a year of random weeks: cells are added for some, and none is left for the others, who need none any more.
    #[test]
    fn a_table_of_small_counts_alone_is_left_out_as_a_whole() {
        for rows in [
            [[1, 0, 1], [0, 0, 0], [0, 2, 1], [0, 45, 7]],
            [[1, 0, 0], [0, 7, 2], [2, 3, 0], [1, 0, 1]],
            [[1, 4, 1], [1, 63, 0], [1, 0, 2], [2, 6, 0]],
        ] {
            let rows: Vec<&[u64]> = rows.iter().map(<[u64; 3]>::as_slice).collect();
            let table = counts(&rows);
            let protection = Protection::of_counts(3);
            let suppression = suppress(&table, &protection).unwrap();
            assert_eq!(suppression.exposed(&table, &protection), Ok(vec![]));
        }
    }
}
