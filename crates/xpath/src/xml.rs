// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XML text to trees and back. Documents come from outside: what is too large, too deep or not
//! well-formed is refused with its place; entities of a document type are never expanded.

mod events;
mod place;
mod read;
mod write;

pub use events::{AttributePart, Events, Part};
pub use place::{Place, XmlError, XmlErrorKind};
pub use read::{Limits, Source, read};
pub use write::{write, write_visible};

/// Whether XML 1.0 knows this character (section 2.2).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
