// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Statements about resources, one after the other.

use kernel::Localized;
use oxrdf::{Literal, NamedNode, Triple};

use crate::terms::address;

/// Why there is no catalogue.
#[derive(Debug, thiserror::Error)]
pub enum DcatError {
    /// A text that should be an address is none.
    #[error("`{0}` is no address (IRI)")]
    Address(String),
    /// The writer has refused something.
    #[error("the catalogue cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Statements in the order in which they were made.
#[derive(Default)]
pub(crate) struct Graph(pub(crate) Vec<Triple>);

/// What can be said about one resource.
pub(crate) struct Resource<'g> {
    graph: &'g mut Graph,
    id: NamedNode,
}

fn node(iri: &str) -> Result<NamedNode, DcatError> {
    NamedNode::new(iri).map_err(|_| DcatError::Address(iri.to_owned()))
}

/// Whether a text can stand as an address.
pub(crate) fn is_address(text: &str) -> bool {
    text.contains(':') && NamedNode::new(text).is_ok()
}

impl Graph {
    /// A resource of a class such as `dcat:Dataset`.
    pub(crate) fn resource(&mut self, iri: &str, class: &str) -> Result<Resource<'_>, DcatError> {
        let id = node(iri)?;
        let mut resource = Resource { graph: self, id };
        resource.link("rdf:type", &address(class))?;
        Ok(resource)
    }
}

impl Resource<'_> {
    fn say(&mut self, term: &str, value: impl Into<oxrdf::Term>) -> Result<(), DcatError> {
        let property = node(&address(term))?;
        self.graph
            .0
            .push(Triple::new(self.id.clone(), property, value));
        Ok(())
    }

    /// Another resource.
    pub(crate) fn link(&mut self, term: &str, iri: &str) -> Result<(), DcatError> {
        self.say(term, node(iri)?)
    }

    /// A text in every language that it has.
    pub(crate) fn text(&mut self, term: &str, text: &Localized) -> Result<(), DcatError> {
        for (lang, words) in text.0.iter().filter(|(_, words)| !words.is_empty()) {
            let literal = Literal::new_language_tagged_literal(words, lang)
                .map_err(|_| DcatError::Address(lang.clone()))?;
            self.say(term, literal)?;
        }
        Ok(())
    }

    /// A text without language; an empty one is not said.
    pub(crate) fn plain(&mut self, term: &str, text: &str) -> Result<(), DcatError> {
        if text.is_empty() {
            return Ok(());
        }
        self.say(term, Literal::new_simple_literal(text))
    }

    /// A value of a datatype such as `xsd:date`.
    pub(crate) fn typed(
        &mut self,
        term: &str,
        value: &dyn std::fmt::Display,
        datatype: &str,
    ) -> Result<(), DcatError> {
        let datatype = node(&address(datatype))?;
        self.say(
            term,
            Literal::new_typed_literal(value.to_string(), datatype),
        )
    }
}
