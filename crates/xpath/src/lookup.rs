// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Indexes by which the entries of a list are found by equality, kept with the document.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::document::Document;
use crate::tree::NodeKind;
use crate::value::text_to_number;

/// The most indexes that one document keeps; further ones are not built.
const MOST_INDEXES: usize = 64;

/// Which part of an entry is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column<'a> {
    /// A child element.
    Child(&'a str),
    /// An attribute.
    Attribute(&'a str),
}

/// The indexes of one document, each built when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Lookups(OnceLock<RwLock<Known>>);

type Known = Vec<(Key, Arc<Index>)>;

impl Clone for Lookups {
    /// A copy is made to be changed, and begins without indexes.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The children with one name of one element, by one column.
#[derive(Debug)]
struct Key {
    parent: u32,
    entry: Box<str>,
    column: Box<str>,
    is_attribute: bool,
}

/// Entries by what stands in a column, in document order.
#[derive(Debug, Default)]
pub(crate) struct Index {
    texts: HashMap<Box<str>, Vec<u32>>,
    numbers: HashMap<u64, Vec<u32>>,
    /// Entries with a text that is no plain number, but could be a date or have an exponent.
    odd: Vec<u32>,
}

impl Lookups {
    pub(crate) fn clear(&mut self) {
        self.0.take();
    }
}

impl Document {
    /// The index over the children `entry` of `parent`; none if there are too many already.
    pub(crate) fn index(&self, parent: u32, entry: &str, column: Column<'_>) -> Option<Arc<Index>> {
        let (name, is_attribute) = match column {
            Column::Child(name) => (name, false),
            Column::Attribute(name) => (name, true),
        };
        let fits = |key: &Key| {
            key.parent == parent
                && *key.entry == *entry
                && *key.column == *name
                && key.is_attribute == is_attribute
        };
        let known = self.lookups().0.get_or_init(RwLock::default);
        {
            let all = known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, index)) = all.iter().find(|(key, _)| fits(key)) {
                return Some(Arc::clone(index));
            }
            if all.len() >= MOST_INDEXES {
                return None;
            }
        }
        // Two threads may build the same index; that costs time once and harms nothing.
        let index = Arc::new(self.build_index(parent, entry, column));
        let key = Key {
            parent,
            entry: entry.into(),
            column: name.into(),
            is_attribute,
        };
        let mut all = known.write().unwrap_or_else(PoisonError::into_inner);
        all.push((key, Arc::clone(&index)));
        Some(index)
    }

    fn build_index(&self, parent: u32, entry: &str, column: Column<'_>) -> Index {
        let mut index = Index::default();
        let mut next = self.first_child(parent);
        while let Some(at) = next {
            if self.is_plain(at, NodeKind::Element, entry) {
                let (first, kind, name) = match column {
                    Column::Child(name) => (self.first_child(at), NodeKind::Element, name),
                    Column::Attribute(name) => {
                        (self.first_attribute(at), NodeKind::Attribute, name)
                    }
                };
                let mut part = first;
                while let Some(inner) = part {
                    if self.is_plain(inner, kind, name) {
                        index.add(at, &self.text(inner).0);
                    }
                    part = self.next(inner);
                }
            }
            next = self.next(at);
        }
        index
    }

    fn is_plain(&self, at: u32, kind: NodeKind, local: &str) -> bool {
        self.kind(at) == kind && {
            let name = self.name(at);
            name.prefix.is_none() && *name.local == *local
        }
    }
}

/// Adds an entry to a list, once.
fn note(list: &mut Vec<u32>, entry: u32) {
    if list.last() != Some(&entry) {
        list.push(entry);
    }
}

impl Index {
    fn add(&mut self, entry: u32, text: &str) {
        if let Some(list) = self.texts.get_mut(text) {
            note(list, entry);
        } else {
            self.texts.insert(text.into(), vec![entry]);
        }
        let number = text_to_number(text);
        if !number.is_nan() {
            note(self.numbers.entry(bits(number)).or_default(), entry);
        } else if !text.is_empty() {
            note(&mut self.odd, entry);
        }
    }

    /// Exactly the entries with this text.
    pub(crate) fn with_text(&self, text: &str) -> &[u32] {
        self.texts.get(text).map_or(&[], Vec::as_slice)
    }

    /// The entries with this number, and those of which only a comparison can tell.
    pub(crate) fn with_number(&self, number: f64) -> impl Iterator<Item = u32> {
        let same = self.numbers.get(&bits(number));
        same.into_iter().flatten().chain(&self.odd).copied()
    }
}

/// Zero has two representations; they are equal.
fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}
