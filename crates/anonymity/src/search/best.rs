// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The search through the combinations of levels.
//!
//! 1. From the coarsest combination down, always to the finer neighbour that loses least. That
//!    gives a good result to compare with.
//! 2. Every combination whose bound from below is not worse than the best result so far is looked
//!    at, the costly ones first. These are coarse, and what is learnt from them is worth most:
//!    * One that suppresses too much *firmly* (for reasons that hold for every part of a class)
//!      rules out everything finer.
//!    * One that does not tells how many rows every finer one suppresses at least; together with the
//!      values they lose, this bounds the loss of the finer ones from below.
//!    * For metrics of sizes of classes, one that is too costly rules out everything coarser.
//!
//! If no row may be suppressed, every criterion is firm: all criteria hold for unions of classes,
//! so a finer combination that satisfies them would make this one satisfy them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::keys::Key;
use super::looking::Scratch;
use super::sources::Sources;
use super::{ExtractError, Prepared, Seen};

/// The best combination of levels, and what it makes of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// The level of each quasi-identifier.
    pub levels: Vec<usize>,
    /// What it loses by the metric.
    pub loss: f64,
    /// Rows whose class does not satisfy the criteria.
    pub suppressed: u64,
    /// Classes that stay.
    pub classes: u64,
    /// The size of the smallest class that stays; 0 if none does.
    pub smallest: u64,
    /// The size of the largest class that stays.
    pub largest: u64,
    /// How many combinations were looked at.
    pub looked_at: usize,
    /// How many combinations there are.
    pub combinations: u64,
}

/// How many combinations are looked at together; fixed, so that the way of the search does not
/// depend on the number of processors.
const TOGETHER: usize = 16;

/// Finer ones cannot be within the limit.
const RULED_OUT: u8 = 1;
/// It was looked at.
const LOOKED_AT: u8 = 2;
/// It and coarser ones are too costly.
const TOO_COSTLY: u8 = 4;

/// Tables with fewer tuples are looked at by one processor: starting others takes longer.
const WORTH_SHARING: usize = 20_000;

/// So many rows are asked whether they stand alone.
const WITNESSES: usize = 24;

struct State<K> {
    sources: Sources<K>,
    marks: Vec<u8>,
    best: Option<Optimum>,
    looked_at: usize,
    /// Coarse combinations that bound finer ones.
    bounds: Vec<(u32, Seen)>,
    /// Rows that stood alone somewhere, if none may be suppressed.
    witnesses: Vec<K>,
    /// Losses of coarser combinations are at least these.
    floors_above: Vec<(u32, f64)>,
}

impl<K: Key> Prepared<'_, K> {
    /// What one combination makes of the table.
    pub(super) fn look_once(&self, levels: &[usize]) -> Optimum {
        let seen = self.look(&self.base, levels, &mut Scratch::new());
        self.optimum_of(levels, &seen)
    }

    fn optimum_of(&self, levels: &[usize], seen: &Seen) -> Optimum {
        Optimum {
            levels: levels.to_vec(),
            loss: self.extract.metric.loss(&self.costs, levels, seen),
            suppressed: seen.suppressed,
            classes: seen.kept,
            smallest: seen.smallest,
            largest: seen.largest,
            looked_at: 1,
            combinations: u64::from(self.lattice.size()),
        }
    }

    /// The optimum.
    pub(super) fn search(&self) -> Result<Optimum, ExtractError> {
        let mut state = State {
            sources: Sources::new(self),
            marks: vec![0; self.lattice.size() as usize],
            best: None,
            looked_at: 0,
            bounds: Vec::new(),
            witnesses: Vec::new(),
            floors_above: Vec::new(),
        };
        self.watch.decided(0, u64::from(self.lattice.size()));
        self.descend(&mut state);
        self.sweep(&mut state);
        self.watch.go_on()?;
        let all = u64::from(self.lattice.size());
        self.watch.decided(all, all);
        let mut best = state.best.ok_or(ExtractError::NoSolution)?;
        best.looked_at = state.looked_at;
        Ok(best)
    }

    /// Goes down from the coarsest combination as long as less is lost.
    fn descend(&self, state: &mut State<K>) {
        let mut here = self.lattice.top();
        self.take(state, &[here]);
        while !self.watch.is_stopped() {
            let before = state.best.as_ref().map(|best| best.loss);
            let next: Vec<u32> = self
                .lattice
                .finer(here)
                .filter(|&node| self.is_open(state, node))
                .collect();
            let Some(found) = self.take(state, &next) else {
                return;
            };
            if before.is_some_and(|before| found.1 >= before) {
                return;
            }
            here = found.0;
        }
    }

    /// Looks at everything that could be better than the best so far.
    fn sweep(&self, state: &mut State<K>) {
        let metric = self.extract.metric;
        let mut open: Vec<(f64, u32)> = (0..self.lattice.size())
            .filter(|&node| state.marks[node as usize] == 0)
            .map(|node| (metric.floor(&self.costs, &self.lattice.levels(node)), node))
            .collect();
        if let Some(best) = &state.best {
            open.retain(|(floor, _)| *floor <= worse(best.loss));
        }
        if metric.is_separable() {
            open.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
        } else {
            // Both sides can be ruled out: from the middle.
            let middle = self.lattice.sum(self.lattice.top()) / 2;
            open.sort_by_cached_key(|&(_, node)| self.lattice.sum(node).abs_diff(middle));
        }
        let mut waiting = open.into_iter().map(|(_, node)| node);
        let mut deferred: Vec<u32> = Vec::new();
        let all = u64::from(self.lattice.size());
        while !self.watch.is_stopped() {
            let left = waiting.len() + deferred.len();
            self.watch.decided(all - left as u64, all);
            let mut together: Vec<u32> = Vec::with_capacity(TOGETHER);
            let mut later = Vec::new();
            let mut before = std::mem::take(&mut deferred).into_iter();
            for node in before.by_ref().chain(waiting.by_ref()) {
                if !self.is_open(state, node) {
                    continue;
                }
                if self.has_witness(state, node) {
                    state.looked_at += 1;
                    self.lattice.mark_below(node, &mut state.marks, RULED_OUT);
                    continue;
                }
                // What a neighbour in this round may rule out waits for it.
                let waits = together.iter().any(|&other| {
                    self.lattice.is_below(node, other) || self.lattice.is_below(other, node)
                });
                if waits {
                    later.push(node);
                } else {
                    together.push(node);
                }
                if together.len() == TOGETHER || later.len() > 4 * TOGETHER {
                    break;
                }
            }
            // Those that were not reached wait on.
            later.extend(before);
            deferred = later;
            if together.is_empty() {
                return;
            }
            self.take(state, &together);
        }
    }

    /// Whether a row that stood alone before does so at this combination, too. Counting its like stops
    /// at k, so that asking costs little, and the answer is found without finding all classes.
    fn has_witness(&self, state: &mut State<K>, node: u32) -> bool {
        let mask = self.mask(&self.lattice.levels(node));
        let k = self.checks.smallest_class();
        let found = state.witnesses.iter().position(|witness| {
            let wanted = witness.and(mask);
            let mut rows = 0;
            for (keys, counts) in self.base.keys.chunks(512).zip(self.base.counts.chunks(512)) {
                rows += keys
                    .iter()
                    .zip(counts)
                    .map(|(key, count)| if key.and(mask) == wanted { *count } else { 0 })
                    .sum::<u32>();
                if rows >= k {
                    return false;
                }
            }
            true
        });
        if let Some(found) = found {
            state.witnesses[..=found].rotate_right(1);
        }
        found.is_some()
    }

    /// Whether a combination may still be the best.
    fn is_open(&self, state: &mut State<K>, node: u32) -> bool {
        if state.marks[node as usize] != 0 {
            return false;
        }
        let Some(best) = &state.best else {
            return true;
        };
        let metric = self.extract.metric;
        let levels = self.lattice.levels(node);
        let height = levels.iter().sum::<usize>();
        let best_height = best.levels.iter().sum::<usize>();
        let hopeless = |floor: f64| {
            floor > worse(best.loss) || (worse(floor) >= best.loss && height >= best_height)
        };
        if hopeless(metric.floor(&self.costs, &levels)) {
            return false;
        }
        !state.bounds.iter().rev().any(|(coarse, seen)| {
            self.lattice.is_below(node, *coarse)
                && hopeless(metric.floor_below(&self.costs, &levels, seen))
        })
    }

    /// Looks at combinations and keeps what was learnt; the one that loses least of those within the
    /// limit.
    fn take(&self, state: &mut State<K>, nodes: &[u32]) -> Option<(u32, f64)> {
        let metric = self.extract.metric;
        let mut least: Option<(u32, f64)> = None;
        let seen = self.look_at_all(&mut state.sources, nodes);
        for (&node, seen) in nodes.iter().zip(seen) {
            state.looked_at += 1;
            state.marks[node as usize] |= LOOKED_AT;
            let within = seen.suppressed <= self.limit;
            if seen.firm.rows > self.limit || (self.limit == 0 && !within) {
                self.lattice.mark_below(node, &mut state.marks, RULED_OUT);
            }
            if !metric.is_separable() {
                state
                    .floors_above
                    .push((node, metric.floor_above(&self.costs, &seen)));
            }
            if self.limit == 0 && !within {
                state
                    .witnesses
                    .extend(seen.fallen.map(|row| self.key_of(row)));
                if state.witnesses.len() > WITNESSES {
                    state.witnesses.remove(WITNESSES / 2);
                }
            }
            if within {
                let found = self.optimum_of(&self.lattice.levels(node), &seen);
                if least.is_none_or(|(_, loss)| found.loss < loss) {
                    least = Some((node, found.loss));
                }
                if state.best.as_ref().is_none_or(|best| found.beats(best)) {
                    state.best = Some(found);
                }
            }
            if seen.firm.rows > 0 && seen.firm.rows <= self.limit {
                state.bounds.push((node, seen));
            }
        }
        if let Some(best) = &state.best {
            let limit = worse(best.loss);
            let marks = &mut state.marks;
            state.floors_above.retain(|&(node, floor)| {
                let costly = floor > limit;
                if costly {
                    self.lattice.mark_above(node, marks, TOO_COSTLY);
                }
                !costly
            });
        }
        least
    }

    /// Looks at combinations, from the fewest tuples that are at hand.
    fn look_at_all(&self, sources: &mut Sources<K>, nodes: &[u32]) -> Vec<Seen> {
        let levels: Vec<Vec<usize>> = nodes
            .iter()
            .map(|&node| self.lattice.levels(node))
            .collect();
        let mut missing: Vec<Vec<usize>> = Vec::new();
        for levels in &levels {
            let kind = sources.kind(levels);
            if sources.wants(&kind) {
                missing.push(kind);
            }
        }
        missing.sort_unstable();
        missing.dedup();
        let made = self.on_processors(missing.len(), |at, _| {
            let from = sources.best(&missing[at]);
            self.gather(from.as_ref().unwrap_or(&self.base), &missing[at])
        });
        for (kind, tuples) in missing.into_iter().zip(made) {
            sources.keep(kind, tuples);
        }
        let chosen: Vec<_> = levels.iter().map(|levels| sources.best(levels)).collect();
        self.on_processors(nodes.len(), |at, scratch| {
            let from = chosen[at].as_ref().unwrap_or(&self.base);
            self.look(from, &levels[at], scratch)
        })
    }

    /// Does `count` things, on several processors if the table is large; the answers in their order.
    fn on_processors<T: Send>(
        &self,
        count: usize,
        thing: impl Fn(usize, &mut Scratch<K>) -> T + Sync,
    ) -> Vec<T> {
        let threads = if self.base.len() < WORTH_SHARING {
            1
        } else {
            self.extract.threads.clamp(1, count.max(1))
        };
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(count));
        let work = || {
            let mut scratch = Scratch::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= count {
                    return;
                }
                let answer = thing(at, &mut scratch);
                done.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((at, answer));
            }
        };
        if threads == 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 1..threads {
                    scope.spawn(work);
                }
                work();
            });
        }
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, answer)| answer).collect()
    }
}

impl Optimum {
    /// Less loss, then less height.
    fn beats(&self, other: &Self) -> bool {
        let height = |of: &Self| of.levels.iter().sum::<usize>();
        worse(self.loss) < other.loss
            || (self.loss <= worse(other.loss) && height(self) < height(other))
    }
}

/// Losses up to this are equal: sums of the same numbers in another order differ in their last digits,
/// and the metrics that add up columns cut each of them after its tenth decimal place.
fn worse(loss: f64) -> f64 {
    loss + loss.abs() * 1e-12 + 1e-9
}
