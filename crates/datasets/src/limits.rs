// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/// How much is read. Nothing that a file says of itself is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a file, packed or not.
    pub bytes: usize,
    /// The most rows of a table below its headings.
    pub rows: u64,
    /// The most columns of a table.
    pub columns: usize,
    /// The most characters of a cell, in bytes.
    pub cell: usize,
    /// The most tables of a file.
    pub tables: usize,
    /// The most observations.
    pub observations: usize,
    /// How many problems of each kind are kept; all are counted.
    pub problems: usize,
    /// How many errors of each kind are kept; all are counted.
    pub errors: usize,
}

impl Default for Limits {
    /// 256 MB, 20 million rows, 2,000 columns, 2,000 bytes in a cell, 50 tables, 50 million observations, 20 problems and
    /// errors of each kind.
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            rows: 20_000_000,
            columns: 2_000,
            cell: 2_000,
            tables: 50,
            observations: 50_000_000,
            problems: 20,
            errors: 20,
        }
    }
}
