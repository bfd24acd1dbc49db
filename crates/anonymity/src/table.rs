// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rows of texts as columns of numbers: every text of a column is kept once, a row is four bytes.

#![expect(
    clippy::cast_possible_truncation,
    reason = "rows are counted before, and a column has no more values than rows"
)]

use std::collections::HashMap;

/// A table whose columns are interned.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

/// One column.
#[derive(Debug, Clone, Default)]
pub struct Column {
    name: String,
    values: Vec<Box<str>>,
    codes: Vec<u32>,
}

impl Column {
    /// What stands above it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its values, each once, in the order in which they came.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &str> {
        self.values.iter().map(AsRef::as_ref)
    }

    /// The text of a value.
    pub fn value(&self, code: u32) -> &str {
        &self.values[code as usize]
    }

    /// The number of its value in every row.
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }
}

/// Why rows are no table.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum TableError {
    /// A row has more or fewer cells than the table has columns.
    #[error("row {row} has {found} cells, the table has {wanted} columns")]
    Width {
        /// From 1, without the header.
        row: usize,
        /// How many cells came.
        found: usize,
        /// How many columns there are.
        wanted: usize,
    },
    /// Rows are counted with 32 bits.
    #[error("a table has at most 4 294 967 294 rows")]
    TooManyRows,
}

impl Table {
    /// All columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The position of the column called `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A table while its rows come.
#[derive(Debug, Default)]
pub struct TableBuilder {
    table: Table,
    known: Vec<HashMap<Box<str>, u32>>,
}

impl TableBuilder {
    /// A table with these columns and no rows.
    pub fn new<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        let columns: Vec<Column> = names
            .into_iter()
            .map(|name| Column {
                name: name.into(),
                ..Column::default()
            })
            .collect();
        Self {
            known: columns.iter().map(|_| HashMap::new()).collect(),
            table: Table { columns, rows: 0 },
        }
    }

    /// Appends a row.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), TableError> {
        let wanted = self.table.columns.len();
        if self.table.rows as u64 >= u64::from(u32::MAX) - 1 {
            return Err(TableError::TooManyRows);
        }
        let mut found = 0;
        for cell in cells {
            if let Some(column) = self.table.columns.get_mut(found) {
                let known = &mut self.known[found];
                let code = if let Some(&code) = known.get(cell) {
                    code
                } else {
                    let code = column.values.len() as u32;
                    known.insert(cell.into(), code);
                    column.values.push(cell.into());
                    code
                };
                column.codes.push(code);
            }
            found += 1;
        }
        if found != wanted {
            for column in &mut self.table.columns {
                column.codes.truncate(self.table.rows);
            }
            return Err(TableError::Width {
                row: self.table.rows + 1,
                found,
                wanted,
            });
        }
        self.table.rows += 1;
        Ok(())
    }

    /// The table.
    pub fn finish(self) -> Table {
        self.table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_per_column() {
        let mut rows = TableBuilder::new(["sex", "age"]);
        rows.push(["m", "39"]).unwrap();
        rows.push(["w", "39"]).unwrap();
        rows.push(["m", "39"]).unwrap();
        let table = rows.finish();
        assert_eq!((table.rows(), table.column("age")), (3, Some(1)));
        assert_eq!(table.columns()[0].codes(), [0, 1, 0]);
        assert_eq!(table.columns()[1].values().collect::<Vec<_>>(), ["39"]);
    }

    #[test]
    fn a_row_of_another_width_leaves_the_table_as_it_was() {
        let mut rows = TableBuilder::new(["sex", "age"]);
        rows.push(["m", "39"]).unwrap();
        assert_eq!(
            rows.push(["m"]),
            Err(TableError::Width {
                row: 2,
                found: 1,
                wanted: 2
            })
        );
        rows.push(["w", "40"]).unwrap();
        let table = rows.finish();
        assert_eq!(table.columns()[0].codes(), [0, 1]);
        assert_eq!(table.columns()[1].codes(), [0, 1]);
    }
}
