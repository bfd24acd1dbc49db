// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the values of one column are made coarser: a forest of labels, level by level.
//!
//! A [`Generalisation`] is total (every value has a label at every level), functional (a value has
//! one) and nested (values that are equal at one level are equal at every coarser one). It is data
//! and comes from a file ([`Generalisation::import`]) or from one of the builders for what offices
//! have in their tables: ages, days, places, codes.

#![expect(
    clippy::cast_possible_truncation,
    reason = "values and lines are counted with 32 bits"
)]

mod build;
mod import;
mod likeness;

use std::collections::HashMap;

pub use build::Code;
pub use import::{Imported, NearDuplicate};

/// The labels of one column from fine (level 0, the values themselves) to coarse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generalisation {
    levels: Vec<Level>,
    leaf_of: HashMap<Box<str>, u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    /// Every label once, in the order of the rows.
    labels: Vec<Box<str>>,
    /// Value → label.
    of_leaf: Vec<u32>,
    /// Label → how many values lie below it.
    sizes: Vec<u32>,
}

/// Why a table says not how values are made coarser.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum GeneralisationError {
    /// The file begins with a byte order mark.
    #[error(
        "line 1, column 1: the file begins with a byte order mark; save it as UTF-8 without one"
    )]
    ByteOrderMark,
    /// Bytes that are not UTF-8; columns are counted in characters.
    #[error(
        "line {line}, column {column}: the byte 0x{byte:02X} is not UTF-8 (Latin-1 or Windows-1252?); save the file as UTF-8"
    )]
    NotUtf8 {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What stands there.
        byte: u8,
    },
    /// The text is not a table of separated values.
    #[error("line {line}: {what}")]
    NotATable {
        /// From 1.
        line: usize,
        /// What the reader of tables says.
        what: String,
    },
    /// A row has another number of levels than the first one.
    #[error("line {line}: {found} levels, the first row has {wanted}")]
    NotTotal {
        /// From 1.
        line: usize,
        /// The levels of this row.
        found: usize,
        /// The levels of the first row.
        wanted: usize,
    },
    /// A level of a row is empty.
    #[error("line {line}, level {level}: the label of {value} is missing")]
    Gap {
        /// From 1.
        line: usize,
        /// From 0.
        level: usize,
        /// The value of the row.
        value: String,
    },
    /// A value stands in two rows.
    #[error("line {line}: the value {value} stands in line {before}, too")]
    NotFunctional {
        /// From 1.
        line: usize,
        /// The row before, from 1.
        before: usize,
        /// The value.
        value: String,
    },
    /// Values that are equal at one level differ at the next coarser one.
    #[error(
        "line {line}, level {level}: {label} lies in {other}, but in line {before} in {parent}"
    )]
    NotNested {
        /// From 1.
        line: usize,
        /// The row that says something else, from 1.
        before: usize,
        /// The finer level, from 0.
        level: usize,
        /// The label shared there.
        label: String,
        /// What it lies in by the row before.
        parent: String,
        /// What it lies in by this row.
        other: String,
    },
    /// A label lies below itself.
    #[error("the label {0} lies below itself")]
    Cycle(String),
    /// Two labels look like one with a slip of the pen; only where this was asked to be an error.
    #[error("{0}")]
    NearDuplicate(NearDuplicate),
    /// There is no row.
    #[error("there is no row")]
    Empty,
    /// A builder was given something that it cannot place.
    #[error("{0} cannot be placed: {1}")]
    Unplaced(String, &'static str),
}

impl Generalisation {
    /// From rows with one label per level, the finest first. `line` numbers of errors count rows
    /// from 1.
    pub fn from_rows<R, S>(rows: impl IntoIterator<Item = R>) -> Result<Self, GeneralisationError>
    where
        R: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut growing = Growing::default();
        for (index, row) in rows.into_iter().enumerate() {
            let row: Vec<S> = row.into_iter().collect();
            let texts: Vec<&str> = row.iter().map(AsRef::as_ref).collect();
            growing.push(index + 1, &texts)?;
        }
        growing.finish()
    }

    /// How many levels there are; 0 is the finest.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// The coarsest level.
    pub fn height(&self) -> usize {
        self.levels.len() - 1
    }

    /// How many values the finest level knows: the size of the domain, whether or not the data has
    /// them.
    pub fn domain(&self) -> usize {
        self.levels[0].labels.len()
    }

    /// The number of a value of the finest level.
    pub fn leaf(&self, value: &str) -> Option<u32> {
        self.leaf_of.get(value).copied()
    }

    /// The labels of a level, in the order of the rows.
    pub fn labels(&self, level: usize) -> impl ExactSizeIterator<Item = &str> {
        self.levels[level].labels.iter().map(AsRef::as_ref)
    }

    /// The number of the label of a value at a level.
    pub fn label_of(&self, leaf: u32, level: usize) -> u32 {
        self.levels[level].of_leaf[leaf as usize]
    }

    /// The text of a label.
    pub fn label(&self, level: usize, label: u32) -> &str {
        &self.levels[level].labels[label as usize]
    }

    /// How many values of the domain lie below a label.
    pub fn size(&self, level: usize, label: u32) -> u32 {
        self.levels[level].sizes[label as usize]
    }

    /// The label at `level` of the value that is called `value`.
    pub fn value(&self, value: &str, level: usize) -> Option<&str> {
        let leaf = self.leaf(value)?;
        Some(self.label(level, self.label_of(leaf, level)))
    }

    /// The rows as [`Self::import`] reads them, without a header.
    pub fn to_rows(&self) -> Vec<Vec<String>> {
        (0..self.domain() as u32)
            .map(|leaf| {
                (0..self.levels())
                    .map(|level| self.label(level, self.label_of(leaf, level)).to_owned())
                    .collect()
            })
            .collect()
    }

    /// Values that have no generalisation, as one level below `*`.
    pub fn flat<S: AsRef<str>>(
        values: impl IntoIterator<Item = S>,
    ) -> Result<Self, GeneralisationError> {
        Self::from_rows(
            values
                .into_iter()
                .map(|value| [value.as_ref().to_owned(), ANY.to_owned()]),
        )
    }
}

/// The label above everything.
pub(crate) const ANY: &str = "*";

/// A generalisation while its rows are read.
#[derive(Default)]
struct Growing {
    levels: Vec<Level>,
    /// Per level: text → label.
    known: Vec<HashMap<Box<str>, u32>>,
    /// Per level: label → (label above, line that said so).
    above: Vec<Vec<(u32, usize)>>,
    lines: Vec<usize>,
}

impl Growing {
    fn push(&mut self, line: usize, row: &[&str]) -> Result<(), GeneralisationError> {
        if self.levels.is_empty() {
            for _ in row {
                self.levels.push(Level {
                    labels: Vec::new(),
                    of_leaf: Vec::new(),
                    sizes: Vec::new(),
                });
                self.known.push(HashMap::new());
                self.above.push(Vec::new());
            }
        }
        if row.len() != self.levels.len() {
            return Err(GeneralisationError::NotTotal {
                line,
                found: row.len(),
                wanted: self.levels.len(),
            });
        }
        for (level, label) in row.iter().enumerate().skip(1) {
            if label.trim().is_empty() {
                return Err(GeneralisationError::Gap {
                    line,
                    level,
                    value: row[0].to_owned(),
                });
            }
        }
        if let Some(&leaf) = self.known.first().and_then(|known| known.get(row[0])) {
            return Err(GeneralisationError::NotFunctional {
                line,
                before: self.lines[leaf as usize],
                value: row[0].to_owned(),
            });
        }
        self.lines.push(line);
        let mut above: Option<u32> = None;
        for level in (0..row.len()).rev() {
            let known = &mut self.known[level];
            let table = &mut self.levels[level];
            let label = if let Some(&label) = known.get(row[level]) {
                if let Some(above) = above {
                    let (before, line_before) = self.above[level][label as usize];
                    if before != above {
                        let next = &self.levels[level + 1].labels;
                        return Err(GeneralisationError::NotNested {
                            line,
                            before: line_before,
                            level,
                            label: row[level].to_owned(),
                            parent: next[before as usize].to_string(),
                            other: row[level + 1].to_owned(),
                        });
                    }
                }
                label
            } else {
                let label = table.labels.len() as u32;
                table.labels.push(row[level].into());
                table.sizes.push(0);
                known.insert(row[level].into(), label);
                self.above[level].push((above.unwrap_or(0), line));
                label
            };
            let table = &mut self.levels[level];
            table.of_leaf.push(label);
            table.sizes[label as usize] += 1;
            above = Some(label);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Generalisation, GeneralisationError> {
        if self.levels.is_empty() {
            return Err(GeneralisationError::Empty);
        }
        let found = Generalisation {
            leaf_of: self.known.swap_remove(0),
            levels: self.levels,
        };
        match found.cycle() {
            Some(label) => Err(GeneralisationError::Cycle(label)),
            None => Ok(found),
        }
    }
}

impl Generalisation {
    /// A label that lies, level by level and by its text, below itself.
    fn cycle(&self) -> Option<String> {
        let mut above: HashMap<&str, Vec<&str>> = HashMap::new();
        for level in 0..self.height() {
            let (fine, coarse) = (&self.levels[level], &self.levels[level + 1]);
            let mut seen = vec![false; fine.labels.len()];
            for (&label, &parent) in fine.of_leaf.iter().zip(&coarse.of_leaf) {
                if std::mem::replace(&mut seen[label as usize], true) {
                    continue;
                }
                let (label, parent) = (
                    &*fine.labels[label as usize],
                    &*coarse.labels[parent as usize],
                );
                if label != parent {
                    above.entry(label).or_default().push(parent);
                }
            }
        }
        // Depth first without recursion: 1 is on the way, 2 is done.
        let mut state: HashMap<&str, u8> = HashMap::new();
        for start in &self.levels[0].labels {
            let mut way: Vec<(&str, usize)> = vec![(start, 0)];
            while let Some((label, next)) = way.pop() {
                if next == 0 {
                    match state.get(label) {
                        Some(2) => continue,
                        Some(_) => return Some(label.to_owned()),
                        None => _ = state.insert(label, 1),
                    }
                }
                match above.get(label).and_then(|parents| parents.get(next)) {
                    Some(parent) => {
                        way.push((label, next + 1));
                        way.push((parent, 0));
                    }
                    None => _ = state.insert(label, 2),
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> GeneralisationError {
        Generalisation::import(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn every_value_has_a_label_at_every_level() {
        let read = Generalisation::import(b"1;0-4;*\n4;0-4;*\n7;5-9;*\n").unwrap();
        assert!(read.warnings.is_empty());
        let ages = read.generalisation;
        assert_eq!((ages.levels(), ages.height(), ages.domain()), (3, 2, 3));
        assert_eq!(ages.value("4", 1), Some("0-4"));
        assert_eq!(ages.value("7", 2), Some("*"));
        assert_eq!(ages.value("8", 0), None);
        assert_eq!(ages.size(1, ages.label_of(0, 1)), 2);
        assert_eq!(Generalisation::from_rows(ages.to_rows()), Ok(ages));
    }

    #[test]
    fn what_is_no_tree_is_refused_with_its_place() {
        assert_eq!(
            error("a;x;*\nb;x\n"),
            GeneralisationError::NotTotal {
                line: 2,
                found: 2,
                wanted: 3
            }
        );
        assert_eq!(
            error("a;x;*\n\nb;;*\n").to_string(),
            "line 3, level 1: the label of b is missing"
        );
        assert_eq!(
            error("a;x;*\nb;x;*\na;x;*\n").to_string(),
            "line 3: the value a stands in line 1, too"
        );
        assert_eq!(
            error("a;x;p;*\nb;x;q;*\n").to_string(),
            "line 2, level 1: x lies in q, but in line 1 in p"
        );
        assert_eq!(
            error("a;b;*\nb;a;*\n"),
            GeneralisationError::Cycle("a".into())
        );
        assert_eq!(error(""), GeneralisationError::Empty);
    }

    #[test]
    fn a_label_may_stay_as_it_is_from_level_to_level() {
        let read = Generalisation::import(b"White;White;*\nAsian;Non-White;*\n").unwrap();
        assert_eq!(read.generalisation.value("White", 1), Some("White"));
    }
}
