// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What modules do with data about people, as the register of processing activities lists it (Article 30
//! GDPR).

use kernel::{Lang, OrganisationId};
use serde::{Deserialize, Serialize};

use crate::app::BoxFuture;
use crate::{App, Error};

/// A processing activity of an office. All texts are in the reader's language and name nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Activity {
    /// Names it for good: `collection/…`.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// On which legal basis.
    pub legal_basis: String,
    /// Categories of people.
    pub persons: String,
    /// Categories of data, one a line.
    pub data: Vec<String>,
    /// Who receives them.
    pub recipients: String,
    /// Where they come from.
    pub origin: String,
    /// How long they are kept.
    pub retention: String,
    /// Technical and organisational measures.
    pub measures: String,
}

/// Lists the activities of a module for an office.
pub type ActivitySource =
    for<'a> fn(&'a App, Lang, OrganisationId) -> BoxFuture<'a, Result<Vec<Activity>, Error>>;
