// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How other modules learn of a published version.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
    /// What lies in the files that the definition names, each content once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileContent>,
}

/// The kind of job that carries a [`FormRetired`].
pub const FORM_RETIRED: &str = "form.retired";

/// A version was withdrawn, or is offered again. What uses it already keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRetired {
    /// The version.
    pub version_id: FormVersionId,
    /// Whether it is withdrawn.
    pub retired: bool,
    /// When that was decided; a later decision counts.
    pub at: Timestamp,
}

/// What lies in a file beside a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileContent {
    /// SHA-256 of the bytes as 64 hexadecimal digits.
    pub sha256: String,
    /// What browsers are told that it is.
    pub media_type: String,
    /// The bytes in Base64.
    pub base64: String,
}

impl FileContent {
    /// These bytes.
    pub(crate) fn new(sha256: &str, media_type: &str, bytes: &[u8]) -> Self {
        Self {
            sha256: sha256.to_owned(),
            media_type: media_type.to_owned(),
            base64: STANDARD.encode(bytes),
        }
    }
}
