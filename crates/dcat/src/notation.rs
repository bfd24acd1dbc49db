// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Three ways to write the same statements.

use oxjsonld::JsonLdSerializer;
use oxrdf::GraphNameRef;
use oxrdfxml::RdfXmlSerializer;
use oxttl::TurtleSerializer;

use crate::graph::{DcatError, Graph};
use crate::terms::PREFIXES;

/// How a catalogue is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Turtle.
    Turtle,
    /// JSON-LD.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

impl Notation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Turtle, Self::JsonLd, Self::RdfXml];

    /// The end of the names of files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdf",
        }
    }

    /// What the bytes are.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::RdfXml => "application/rdf+xml; charset=utf-8",
        }
    }
}

/// The statements as text.
pub(crate) fn write(graph: &Graph, notation: Notation) -> Result<Vec<u8>, DcatError> {
    let prefix = |_| DcatError::Address("prefix".to_owned());
    match notation {
        Notation::Turtle => {
            let mut serializer = TurtleSerializer::new();
            for (name, start) in PREFIXES {
                serializer = serializer.with_prefix(name, start).map_err(prefix)?;
            }
            let mut writer = serializer.for_writer(Vec::new());
            for triple in &graph.0 {
                writer.serialize_triple(triple)?;
            }
            Ok(writer.finish()?)
        }
        Notation::JsonLd => {
            let mut serializer = JsonLdSerializer::new();
            for (name, start) in PREFIXES {
                serializer = serializer.with_prefix(name, start).map_err(prefix)?;
            }
            let mut writer = serializer.for_writer(Vec::new());
            for triple in &graph.0 {
                writer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
            }
            Ok(writer.finish()?)
        }
        Notation::RdfXml => {
            let mut serializer = RdfXmlSerializer::new();
            for (name, start) in PREFIXES {
                serializer = serializer.with_prefix(name, start).map_err(prefix)?;
            }
            let mut writer = serializer.for_writer(Vec::new());
            for triple in &graph.0 {
                writer.serialize_triple(triple)?;
            }
            Ok(writer.finish()?)
        }
    }
}
