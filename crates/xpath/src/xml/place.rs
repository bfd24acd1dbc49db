// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places in texts, and what can be wrong there.

use std::fmt;

#[cfg(doc)]
use super::Limits;

/// A place in a text, for people: both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a text is no document, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} ({at})")]
pub struct XmlError {
    /// Where.
    pub at: Place,
    /// Why.
    pub kind: XmlErrorKind,
}

/// Why a text is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlErrorKind {
    /// Longer than [`Limits::bytes`].
    #[error("the document is longer than {0} bytes")]
    TooLong(usize),
    /// Deeper than [`Limits::depth`].
    #[error("the elements are nested more than {0} levels deep")]
    TooDeep(usize),
    /// More nodes than [`Limits::nodes`].
    #[error("the document has more than {0} nodes")]
    TooManyNodes(usize),
    /// An element with very many attributes or namespaces.
    #[error("there are more than {0} attributes or namespaces")]
    TooManyAttributes(usize),
    /// Bytes that are no UTF-8, or another encoding by declaration.
    #[error("the document is not encoded in UTF-8")]
    NotUtf8,
    /// A character that XML excludes.
    #[error("the character U+{0:04X} is not allowed")]
    ForbiddenCharacter(u32),
    /// A document type that declares something.
    #[error("declarations in a document type are not accepted")]
    DocumentType,
    /// `&name;` other than the five of XML itself.
    #[error("the entity `{0}` is not known")]
    UnknownEntity(String),
    /// No element at all.
    #[error("there is no element")]
    NoElement,
    /// Something else than one outermost element.
    #[error("there is content outside the outermost element")]
    OutsideRoot,
    /// The text stops inside an element.
    #[error("the element `{0}` is not closed")]
    NotClosed(String),
    /// Against another rule of XML.
    #[error("{0}")]
    Malformed(String),
}

/// The text's line breaks and the bytes that begin no character, to count columns without the text.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    /// The first byte of every line.
    starts: Vec<usize>,
    /// The bytes that continue a character.
    continued: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &[u8]) -> Self {
        let mut lines = Self {
            starts: vec![0],
            continued: Vec::new(),
        };
        for (at, byte) in text.iter().enumerate() {
            match byte {
                b'\n' => lines.starts.push(at + 1),
                0x80..=0xbf => lines.continued.push(at),
                _ => {}
            }
        }
        lines
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line.saturating_sub(1)];
        let continued = self.continued.partition_point(|&at| at < offset)
            - self.continued.partition_point(|&at| at < start);
        Place {
            line,
            column: offset - start - continued + 1,
        }
    }
}
