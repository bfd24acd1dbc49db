// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! ODK XForms as XML: read to a [`Definition`](crate::definition::Definition) and written from it.
//!
//! What belongs here: the file format. What does not: whether expressions are right and paths lead
//! somewhere, which the engine says when it compiles the form.

mod controls;
pub(crate) mod dom;
mod read;
mod write;
mod write_controls;

use crate::definition::{Text, TextPart};

pub use read::{ReadProblem, ReadProblemKind, read};
pub(crate) use write::{attribute, escape};
pub use write::{write, write_instance};
pub use xpath::xml::{Place, XmlError, XmlErrorKind};

/// A text in an attribute: in place, or the identifier of one.
pub(crate) fn text_of_attribute(written: &str) -> Text {
    read::itext_id(written).map_or_else(
        || Text::Inline(vec![TextPart::Plain(written.to_owned())]),
        Text::Itext,
    )
}

pub(crate) const XFORMS: &str = "http://www.w3.org/2002/xforms";
pub(crate) const XHTML: &str = "http://www.w3.org/1999/xhtml";
pub(crate) const JAVAROSA: &str = "http://openrosa.org/javarosa";
pub(crate) const ODK: &str = "http://www.opendatakit.org/xforms";
pub(crate) const OPENROSA: &str = "http://openrosa.org/xforms";
pub(crate) const ENTITIES: &str = "http://www.opendatakit.org/xforms/entities";
