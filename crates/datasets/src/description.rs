// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a dataset says about itself.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::Localized;
use serde::{Deserialize, Serialize};

/// What a dataset says about itself; people complete it before it is published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Description {
    /// What it is called.
    pub title: Localized,
    /// What it holds.
    pub summary: Localized,
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
    pub categories: BTreeMap<String, Localized>,
}
