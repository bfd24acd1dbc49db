// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a tablet is told.

use crate::xml::Document;

const NAMESPACE: &str = "http://openrosa.org/http/response";

/// What kind of message it is; tablets colour it accordingly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A submission has arrived.
    SubmitSuccess,
    /// A submission was refused.
    SubmitError,
    /// Anything else went wrong.
    Error,
}

impl Nature {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::SubmitSuccess => "submit_success",
            Self::SubmitError => "submit_error",
            Self::Error => "error",
        }
    }
}

/// The envelope of a message. Collect shows its text to the person.
pub fn response(nature: Nature, message: &str) -> String {
    let mut document = Document::new(Some(NAMESPACE));
    document.open("OpenRosaResponse").with("items", "0");
    document.open("message").with("nature", nature.name());
    document.text(message);
    document.write()
}
