// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How other modules learn of a published version.

use forms::FormSpec;
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, Localized};
use serde::{Deserialize, Serialize};

/// The kind of job that carries a [`FormPublished`].
pub const FORM_PUBLISHED: &str = "form.published";

/// A version was published. It is complete: whoever handles it needs nothing else of the library.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormPublished {
    /// The published version.
    pub version_id: FormVersionId,
    /// The form that it is a version of.
    pub form_id: FormId,
    /// Its number, from 1.
    pub number: i64,
    /// What the form is called.
    pub title: Localized,
    /// The definition.
    pub spec: FormSpec,
    /// The hash of the definition ([`FormSpec::hash`]).
    pub spec_hash: String,
    /// When it was published.
    pub published_at: Timestamp,
}
