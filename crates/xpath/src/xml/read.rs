// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XML text to a tree.

use super::events::{Events, Part};
use super::place::{Lines, Place, XmlError};
use crate::build::TreeBuilder;
use crate::tree::{NodeId, Tree};

/// What a document may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the text in bytes.
    pub bytes: usize,
    /// How deeply elements may lie in each other.
    pub depth: usize,
    /// Elements, attributes, texts, comments and instructions together.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 200,
            nodes: 4_000_000,
        }
    }
}

/// A document that was read, with the places of its nodes in the text.
#[derive(Debug, Clone)]
pub struct Source {
    /// The document, as the main document of a tree.
    pub tree: Tree,
    /// The first byte of every node.
    offsets: Vec<usize>,
    lines: Lines,
}

impl Source {
    /// Where a node of the document began as it was read.
    pub fn place(&self, node: NodeId) -> Place {
        self.lines
            .place(self.offsets.get(node.index()).copied().unwrap_or(0))
    }
}

/// Reads a document in UTF-8. A document type is accepted if it declares nothing, and left out.
/// Marked sections (`CDATA`) become texts of their own.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Source, XmlError> {
    let mut events = Events::of(bytes, limits)?;
    let mut builder = TreeBuilder::new();
    let mut offsets = Vec::new();
    while let Some(part) = events.next()? {
        match part {
            Part::Open { prefix, local } => {
                let space = events.namespace(prefix.unwrap_or_default());
                builder.open_qualified(prefix, local, space);
                for (prefix, uri) in events.declared() {
                    builder.declare_namespace(prefix, uri);
                }
                for attribute in events.attributes() {
                    let prefix = attribute.prefix;
                    let space = prefix.and_then(|prefix| events.namespace(prefix));
                    builder.attribute(prefix, attribute.local, space, &attribute.value);
                }
            }
            Part::Close => builder.close(),
            Part::Text(text) => {
                builder.text(&text);
            }
            Part::Comment(text) => {
                builder.comment(&text);
            }
            Part::Instruction(target, content) => {
                builder.instruction(&target, &content);
            }
        }
        // Where the nodes began that were added just now.
        offsets.resize(builder.len(), events.offset());
    }
    Ok(Source {
        tree: builder.build(),
        offsets,
        lines: events.lines(),
    })
}
