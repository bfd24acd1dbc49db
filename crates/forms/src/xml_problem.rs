// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is wrong with an XML document of a known kind, with the place.

use xpath::xml::{Place, XmlError, XmlErrorKind};

/// Why a document is not what it was read as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct XmlProblem<K> {
    /// Where.
    pub place: Place,
    /// Why.
    pub kind: K,
}

impl<K: From<XmlErrorKind>> From<XmlError> for XmlProblem<K> {
    fn from(error: XmlError) -> Self {
        Self {
            place: error.at,
            kind: error.kind.into(),
        }
    }
}
