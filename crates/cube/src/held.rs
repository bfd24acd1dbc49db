// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is held in memory.

use std::sync::{Mutex, PoisonError};

use crate::axes::Axes;
use crate::segment::Segment;

/// Counts by category, week, place, age and sex, which never change.
///
/// Two cubes with the same axes and the same counts are equal, whichever way they were made.
#[derive(Debug, PartialEq, Eq)]
pub struct Cube {
    axes: Axes,
    /// For each category its records; none if there are none.
    segments: Vec<Option<Segment>>,
}

impl Cube {
    pub(crate) fn new(axes: Axes, segments: Vec<Option<Segment>>) -> Self {
        Self { axes, segments }
    }

    /// What it counts by.
    pub fn axes(&self) -> &Axes {
        &self.axes
    }

    /// All cases.
    pub fn total(&self) -> u64 {
        self.segments.iter().flatten().map(Segment::total).sum()
    }

    /// How many bytes of memory the counts take.
    pub fn bytes(&self) -> usize {
        self.segments.iter().flatten().map(Segment::bytes).sum()
    }

    /// The records of each category.
    pub(crate) fn segments(&self) -> &[Option<Segment>] {
        &self.segments
    }
}

/// What `work` makes of each of these, in their order, by so many threads (at least one); or the first error that one of them met.
pub(crate) fn in_threads<T: Send, R: Send, E: Send>(
    threads: usize,
    all: Vec<T>,
    work: impl Fn(usize, T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let threads = threads.clamp(1, all.len().max(1));
    let mut made: Vec<Option<R>> = all.iter().map(|_| None).collect();
    let left = Mutex::new(all.into_iter().enumerate());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let one_thread = || {
        let mut mine = Vec::new();
        while let Some((at, each)) = next() {
            mine.push((at, work(at, each)?));
        }
        Ok(mine)
    };
    let parts: Vec<Result<Vec<(usize, R)>, E>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(one_thread)).collect();
        let own = one_thread();
        let join = |other: std::thread::ScopedJoinHandle<'_, _>| {
            other
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        std::iter::once(own)
            .chain(others.into_iter().map(join))
            .collect()
    });
    for part in parts {
        for (at, each) in part? {
            made[at] = Some(each);
        }
    }
    Ok(made.into_iter().flatten().collect())
}
