// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which codes were chosen where there can be several.

use std::collections::{BTreeMap, BTreeSet};

use forms::Answers;

use crate::odata::schema::{Content, Node, Schema};

/// The codes that submissions have, by table and column: each gets a column of its own. They come from
/// submissions, not from the form, because lists change and can come from files.
#[derive(Debug, Clone, Default)]
pub struct SeenCodes {
    columns: BTreeMap<(usize, usize), BTreeSet<String>>,
    count: usize,
}

impl SeenCodes {
    /// No codes yet, for the questions of these tables with several.
    pub fn of(schema: &Schema) -> Self {
        let mut seen = Self::default();
        for (index, table) in schema.tables.iter().enumerate() {
            seen.expect(index, &table.nodes);
        }
        seen
    }

    fn expect(&mut self, table: usize, nodes: &[Node]) {
        for node in nodes {
            match &node.content {
                Content::Answer {
                    column,
                    is_several: true,
                    ..
                } => {
                    self.columns.insert((table, *column), BTreeSet::new());
                }
                Content::Group(inner) => self.expect(table, inner),
                _ => {}
            }
        }
    }

    /// Whether there is no question with several.
    pub fn is_nowhere(&self) -> bool {
        self.columns.is_empty()
    }

    /// Adds those of a submission.
    pub fn add(&mut self, schema: &Schema, answers: &Answers) {
        for row in schema.layout.rows(answers).0 {
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(known) = self.columns.get_mut(&(row.table, column)) else {
                    continue;
                };
                for code in cell.split_whitespace() {
                    if !known.contains(code) {
                        known.insert(code.to_owned());
                        self.count += 1;
                    }
                }
            }
        }
    }

    /// How many there are, over all columns.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Those of a column, sorted.
    pub(super) fn column(&self, table: usize, column: usize) -> Vec<String> {
        let codes = self.columns.get(&(table, column));
        codes.into_iter().flatten().cloned().collect()
    }
}
