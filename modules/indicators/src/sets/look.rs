// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The first rows of a file's tables, kept while somebody says what the columns mean. Pure.

use std::ops::ControlFlow;

use datasets::{Mapping, Table};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How many rows of a table are kept.
const ROWS: usize = 300;
/// How many bytes of texts are kept of all tables.
const BYTES: usize = 1 << 20;
/// How many characters of a cell are kept.
const CELL: usize = 200;

/// The first rows of all tables of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The tables, in the order of the file.
    pub tables: Vec<LookedAt>,
}

/// The first rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedAt {
    /// The name of the sheet or the file.
    pub name: String,
    /// The rows with their lines.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Look {
    /// Looks at the tables of a file.
    pub fn of(tables: &[Table]) -> Self {
        let mut left = BYTES;
        let tables = tables.iter().map(|table| {
            let mut rows = Vec::new();
            table.visit(|row| {
                let cells: Vec<String> = row
                    .cells()
                    .map(|cell| cell.chars().take(CELL).collect())
                    .collect();
                let bytes: usize = cells.iter().map(|cell| cell.len() + 4).sum();
                if rows.len() == ROWS || bytes > left {
                    return ControlFlow::Break(());
                }
                left -= bytes;
                rows.push((row.line, cells));
                ControlFlow::Continue(())
            });
            LookedAt {
                name: table.name.clone(),
                rows,
            }
        });
        Self {
            tables: tables.collect(),
        }
    }

    /// The table with this name; without one the first that has rows.
    pub fn table(&self, name: Option<&str>) -> Option<&LookedAt> {
        match name {
            Some(name) => self.tables.iter().find(|table| table.name == name),
            None => self.tables.iter().find(|table| !table.rows.is_empty()),
        }
    }
}

impl LookedAt {
    /// The rows as a table.
    pub fn table(&self) -> Table {
        Table::of_rows(&self.name, self.rows.clone())
    }

    /// The headings of all columns, where a mapping says that they are; empty texts for columns without one.
    pub fn headings(&self, mapping: &Mapping) -> Vec<String> {
        let row = mapping.rows_above.saturating_add(mapping.heading_rows);
        let row = row.checked_sub(1).and_then(|row| self.rows.get(row));
        let mut headings = row.map(|(_, cells)| cells.clone()).unwrap_or_default();
        let columns = self.rows.iter().map(|(_, cells)| cells.len()).max();
        let columns = columns.unwrap_or(0).max(mapping.roles.len());
        headings.resize(columns, String::new());
        headings
    }

    /// The rows below the headings.
    pub fn below(&self, mapping: &Mapping) -> &[(u64, Vec<String>)] {
        let head = mapping.rows_above.saturating_add(mapping.heading_rows);
        self.rows.get(head..).unwrap_or_default()
    }
}

/// By what the mapping of a table is found again: a digest of its headings.
pub fn digest_of(headings: &[String]) -> String {
    let mut all = Sha256::new();
    for heading in headings {
        all.update(heading.trim().to_lowercase().as_bytes());
        all.update([0]);
    }
    hex::encode(all.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_large_tables_the_first_rows_are_kept_and_long_cells_are_cut() {
        let long = "x".repeat(CELL + 9);
        let rows = format!("A;B\n{}", format!("{long};1\n").repeat(2 * ROWS));
        let table = Table::of_text("a.csv", rows);
        let look = Look::of(&[table]);
        let first = look.table(None).expect("a table");
        assert_eq!((first.rows.len(), first.rows[1].1[0].len()), (ROWS, CELL));
        assert_eq!(first.headings(&Mapping::of_columns(2)), ["A", "B"]);
        assert_eq!(first.below(&Mapping::of_columns(2))[0].0, 2);
        assert!(look.table(Some("other")).is_none());
    }

    #[test]
    fn many_wide_tables_are_kept_up_to_a_limit() {
        let row = format!("{}\n", "x;".repeat(2_000));
        let table = Table::of_text("a.csv", row.repeat(ROWS));
        let look = Look::of(&[table.clone(), table]);
        let kept: usize = look.tables.iter().map(|table| table.rows.len()).sum();
        assert!(kept < ROWS, "{kept}");
    }

    #[test]
    fn headings_are_found_again_whatever_their_case() {
        let texts = |all: [&str; 2]| all.map(str::to_owned);
        let kept = digest_of(&texts(["Kreis", "Fälle"]));
        assert_eq!(kept, digest_of(&texts(["kreis ", "fälle"])));
        assert_ne!(kept, digest_of(&texts(["kreisfälle", ""])));
    }
}
