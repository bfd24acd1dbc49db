// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A search seen from outside while it runs: how far it is, and that it is no longer wanted.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::ExtractError;

/// Shared between whoever searches and whoever waits. It says nothing about the table but its number of
/// combinations.
#[derive(Debug, Default)]
pub struct Watch {
    decided: AtomicU64,
    all: AtomicU64,
    stopped: AtomicBool,
}

impl Watch {
    /// Combinations about which is decided, whether looked at or ruled out, and how many there are; both
    /// 0 before the search begins. Once they are equal only groups of their own levels are still made.
    pub fn progress(&self) -> (u64, u64) {
        (
            self.decided.load(Ordering::Relaxed),
            self.all.load(Ordering::Relaxed),
        )
    }

    /// Asks the search to end without a result, which it does soon.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked it to end.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Notes how far the search is.
    pub(super) fn decided(&self, decided: u64, all: u64) {
        self.decided.store(decided, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    pub(super) fn go_on(&self) -> Result<(), ExtractError> {
        if self.is_stopped() {
            Err(ExtractError::Stopped)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Criterion, Extract, Generalisation, Generalised, Metric, TableBuilder};

    #[test]
    fn a_search_says_that_all_is_decided_and_ends_when_it_is_stopped() {
        let mut rows = TableBuilder::new(["age"]);
        for age in 0..40_u8 {
            rows.push([(age % 20).to_string().as_str()]).unwrap();
        }
        let table = rows.finish();
        let ages = Generalisation::of_ages(20).unwrap();
        let extract = Extract {
            table: &table,
            quasi: vec![Generalised {
                column: "age",
                generalisation: &ages,
            }],
            sensitive: Vec::new(),
            criteria: vec![Criterion::K(5)],
            suppression: 0.0,
            metric: Metric::LossArith,
            threads: 1,
        };
        let watch = Watch::default();
        assert_eq!(watch.progress(), (0, 0));
        let found = extract.optimum_watched(&watch).unwrap();
        assert_eq!(watch.progress(), (5, 5));
        assert_eq!(extract.optimum(), Ok(found.clone()));

        watch.stop();
        let stopped = Err(ExtractError::Stopped);
        assert_eq!(extract.optimum_watched(&watch), stopped);
        let local = extract.recode_locally_watched(&found.levels, &watch);
        assert_eq!(local.unwrap_err(), ExtractError::Stopped);
    }
}
