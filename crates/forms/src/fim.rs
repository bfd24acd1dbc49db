// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data schemes of the federal information management (FIM): `XDatenfelder` 2.0 and 3.0.0 are read,
//! 3.0.0 is written.
//!
//! What belongs here: the file format, and how its words map to ours. Identifiers of FIM stay on
//! every question, group and repeat. Rules are prose or scripts; they become
//! [`ReviewTask`](crate::ReviewTask)s and are never run. Texts are German.
//!
//! | in the format | in the form |
//! |---|---|
//! | `anzahl` 1:1 of a field | required |
//! | the same within a group of 0:1 | required if anything else of the group is answered |
//! | `anzahl` above one | a repeat, for a select several codes |
//! | `feldart` `input`, `select`, `label`, `hidden`, `locked` | by type, select, note, hidden, read only |
//! | `praezisierung` | constraint |
//! | `hilfetextEingabe` | hint |
//! | `inhalt` | default; of a label the text |
//! | `werte`, `codelisteReferenz` | list of choices; with its address in `code_lists` |

mod cardinality;
mod field;
mod fields_out;
mod read;
mod rules;
mod write;

pub use read::read;
pub use write::{Message, write};

use xpath::xml::XmlErrorKind;

use crate::XmlProblem;

/// The namespace of version 2.0.
pub const NAMESPACE_2: &str = "urn:xoev-de:fim:standard:xdatenfelder_2";

/// The namespace of version 3.0.0.
pub const NAMESPACE_3: &str = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";

/// Identifiers of elements that have none in FIM: a letter, these digits, and six digits more. They
/// are written because the format demands them, and not taken over when they are read.
const PLACEHOLDER: &str = "99999";

/// The condition under which a field is required that belongs to a group which may be left out: if
/// anything of the group is answered. The group is that around the field, or so many levels above.
fn if_given(levels: usize) -> String {
    format!("{}* != ''", "../".repeat(levels + 1))
}

/// The address under which the identifier of a form without one of FIM is kept.
const FORM_ADDRESS: &str = "urn:deich:form:";

/// How deeply groups may lie in each other.
const DEEPEST: usize = 50;

/// Why a document is no data scheme.
pub type ReadProblem = XmlProblem<ReadProblemKind>;

/// Why a document is no data scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblemKind {
    /// It is not even XML.
    #[error(transparent)]
    Xml(#[from] XmlErrorKind),
    /// The outermost element is another.
    #[error("the document is no data scheme, group or field of XDatenfelder 2.0 or 3.0.0")]
    NotXDatenfelder,
    /// An element that must be there is absent.
    #[error("`{0}` is missing")]
    MissingElement(&'static str),
    /// How often something occurs cannot be read.
    #[error("`{0}` does not say how often something occurs; `0:1` or `1:*` does")]
    Cardinality(String),
    /// Groups lie too deeply in each other.
    #[error("groups lie in each other more than {DEEPEST} deep")]
    TooDeep,
    /// A kind of field that the standard does not know.
    #[error("`{value}` is no {element}")]
    UnknownCode {
        /// The element.
        element: &'static str,
        /// What it says.
        value: String,
    },
}
