// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// After how many rows is said how far it is, and asked whether it goes on.
const ROWS: u64 = 1_024;

/// How far a table has been read, for whoever waits in another thread, who can also stop it.
#[derive(Debug, Default)]
pub struct Watch {
    rows: AtomicU64,
    about: AtomicU64,
    stopped: AtomicBool,
}

impl Watch {
    /// How many rows were read, and of how many about; a text can have fewer rows than lines. Zero before it begins.
    pub fn progress(&self) -> (u64, u64) {
        let rows = self.rows.load(Ordering::Relaxed);
        (rows, self.about.load(Ordering::Relaxed).max(rows))
    }

    /// Nobody wants it any more: whoever reads stops soon.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(crate) fn begins(&self, about: u64) {
        self.about.store(about, Ordering::Relaxed);
    }

    /// Notes a row; says whether it goes on.
    pub(crate) fn goes_on(&self, row: u64) -> bool {
        if !row.is_multiple_of(ROWS) {
            return true;
        }
        self.rows.store(row, Ordering::Relaxed);
        !self.is_stopped()
    }
}
