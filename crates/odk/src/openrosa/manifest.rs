// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The files beside a form.

use crate::xml::Document;

const NAMESPACE: &str = "http://openrosa.org/xforms/xformsManifest";

/// A file that a form needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaFile<'a> {
    /// Its name, as the form refers to it.
    pub name: &'a str,
    /// [`hash`](super::hash) of its bytes.
    pub hash: &'a str,
    /// Where it is; an absolute address.
    pub download_url: &'a str,
    /// What it is.
    pub kind: MediaKind<'a>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKind<'a> {
    /// A picture, a recording, a list.
    File,
    /// The entities of a list, which tablets keep up to date also offline.
    EntityList {
        /// Where a tablet asks which of its entities are deleted ([`entity_integrity`]).
        integrity_url: Option<&'a str>,
    },
}

/// The answer to a request for the manifest of a form.
pub fn manifest<'a>(files: impl IntoIterator<Item = MediaFile<'a>>) -> String {
    let mut document = Document::new(Some(NAMESPACE));
    document.open("manifest");
    for file in files {
        document.open("mediaFile");
        if matches!(file.kind, MediaKind::EntityList { .. }) {
            document.with("type", "entityList");
        }
        document.leaf("filename", file.name);
        document.leaf("hash", file.hash);
        document.leaf("downloadUrl", file.download_url);
        if let MediaKind::EntityList {
            integrity_url: Some(address),
        } = file.kind
        {
            document.leaf("integrityUrl", address);
        }
        document.close();
    }
    document.write()
}

/// The answer to the question of a tablet which of its entities still exist: identifiers, and
/// whether each is deleted.
pub fn entity_integrity<'a>(entities: impl IntoIterator<Item = (&'a str, bool)>) -> String {
    let mut document = Document::new(None);
    document.open("data").open("entities");
    for (id, is_deleted) in entities {
        let deleted = if is_deleted { "true" } else { "false" };
        document.open("entity").with("id", id);
        document.leaf("deleted", deleted).close();
    }
    document.write()
}
