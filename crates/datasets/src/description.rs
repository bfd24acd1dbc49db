// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a dataset says about itself.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text in German and English; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

impl Label {
    /// The same in both languages.
    pub fn same(text: &str) -> Self {
        Self {
            de: text.to_owned(),
            en: text.to_owned(),
        }
    }
}

/// What a dataset says about itself; people complete it before it is published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Description {
    /// What it is called.
    pub title: Label,
    /// What it holds.
    pub summary: Label,
    /// Who publishes it.
    pub source: String,
    /// Where it is published.
    pub source_url: String,
    /// The licence, as an SPDX identifier or a name (`CC-BY-4.0`, `dl-de/by-2-0`).
    pub licence: String,
    /// What has to be said where it is shown.
    pub attribution: String,
    /// How the numbers came about.
    pub method: String,
    /// The law that the numbers rest on.
    pub legal_basis: String,
    /// The day up to which it is complete (Datenstand).
    pub as_of: Option<Date>,
    /// Who answers questions about it.
    pub responsible: String,
    /// The names of the categories by their keys.
    pub categories: BTreeMap<String, Label>,
}
