// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XML from outside as a tree of elements: bounded in size and depth, without document types and
//! entities of its own, with namespaces resolved and the place of every element.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The longest document in bytes.
pub const MAX_SIZE: usize = 64 * 1024 * 1024;
/// How deep elements may be nested.
pub const MAX_DEPTH: usize = 200;
/// How many attributes an element may have, and how many namespaces may be in force at once.
pub const MAX_ATTRIBUTES: usize = 1000;

/// Why a text is no XML that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlErrorKind {
    /// More than [`MAX_SIZE`].
    #[error("the document is larger than {MAX_SIZE} bytes")]
    TooLarge,
    /// More than [`MAX_DEPTH`].
    #[error("elements are nested more than {MAX_DEPTH} deep")]
    TooDeep,
    /// Not UTF-8.
    #[error("the document is not encoded in UTF-8")]
    NotUtf8,
    /// A document type, which could define entities.
    #[error("a document type (DOCTYPE) is not allowed")]
    DocumentType,
    /// An entity other than the five of XML.
    #[error("there is no entity `&{0};`")]
    UnknownEntity(String),
    /// A prefix without a namespace.
    #[error("the prefix `{0}` is not declared")]
    UnknownPrefix(String),
    /// More attributes or declarations of namespaces than any form has.
    #[error("an element has more than {MAX_ATTRIBUTES} attributes or namespaces")]
    TooManyAttributes,
    /// Not well-formed.
    #[error("the document is not well-formed: {0}")]
    Malformed(String),
    /// Nothing, or only text outside of elements.
    #[error("the document has no element")]
    Empty,
    /// More than one element at the top.
    #[error("there is something after the end of the document")]
    Trailing,
}

/// Where something is in a document, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Place {
    /// The place of a byte of `text`.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }
}

/// An XML document that is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {kind}", place.line, place.column)]
pub struct XmlError {
    /// Where.
    pub place: Place,
    /// Why.
    pub kind: XmlErrorKind,
}

/// An element.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) prefix: Arc<str>,
    pub(crate) local: Arc<str>,
    /// Empty if there is none.
    pub(crate) namespace: Arc<str>,
    /// Declarations of namespaces included, with the prefix or the name `xmlns`.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Child>,
    /// Byte of the opening `<`.
    pub(crate) offset: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) prefix: Arc<str>,
    pub(crate) local: Arc<str>,
    pub(crate) namespace: Arc<str>,
    pub(crate) value: String,
}

#[derive(Debug, Clone)]
pub(crate) enum Child {
    Element(Node),
    Text(String),
}

impl Node {
    /// Whether it is `local` in `namespace`.
    pub(crate) fn is(&self, namespace: &str, local: &str) -> bool {
        *self.local == *local && *self.namespace == *namespace
    }

    /// The child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first child `local` in `namespace`.
    pub(crate) fn child(&self, namespace: &str, local: &str) -> Option<&Self> {
        self.elements().find(|node| node.is(namespace, local))
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|a| *a.local == *local && *a.namespace == *namespace)
            .map(|a| a.value.as_str())
    }

    /// The text directly within.
    pub(crate) fn text(&self) -> String {
        self.children
            .iter()
            .filter_map(|child| match child {
                Child::Text(text) => Some(text.as_str()),
                Child::Element(_) => None,
            })
            .collect()
    }
}

/// Reads a document.
pub(crate) fn parse(bytes: &[u8]) -> Result<(Node, &str), XmlError> {
    let at = |place, kind| XmlError { place, kind };
    let start = Place { line: 1, column: 1 };
    if bytes.len() > MAX_SIZE {
        return Err(at(start, XmlErrorKind::TooLarge));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        at(Place::of(good, good.len()), XmlErrorKind::NotUtf8)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut building = Building::default();
    match building.read(text) {
        Ok(root) => Ok((root, text)),
        Err(kind) => Err(at(Place::of(text, building.offset), kind)),
    }
}

#[derive(Default)]
struct Building {
    open: Vec<Node>,
    /// Bindings of prefixes, innermost last.
    spaces: Vec<(Arc<str>, Arc<str>)>,
    /// How many bindings there were when an element was opened.
    marks: Vec<usize>,
    /// Names that occurred, so that each is kept once.
    names: std::collections::HashSet<Arc<str>>,
    offset: usize,
}

const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

impl Building {
    fn name(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.names.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.names.insert(Arc::clone(&new));
        new
    }

    fn read(&mut self, text: &str) -> Result<Node, XmlErrorKind> {
        let malformed = |error: quick_xml::Error| XmlErrorKind::Malformed(error.to_string());
        let mut reader = Reader::from_str(text);
        let xml = self.name("xml");
        let space = self.name("http://www.w3.org/XML/1998/namespace");
        self.spaces.push((xml, space));
        let mut root = None;
        loop {
            self.offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match reader.read_event().map_err(malformed)? {
                Event::Start(tag) => self.begin(&tag, root.is_some())?,
                Event::Empty(tag) => {
                    self.begin(&tag, root.is_some())?;
                    root = self.end().or(root);
                }
                Event::End(_) => root = self.end().or(root),
                Event::Text(text) => self.text(&text.xml10_content())?,
                Event::CData(text) => self.text(&text.xml10_content())?,
                Event::GeneralRef(entity) => {
                    let resolved = match entity
                        .resolve_char_ref()
                        .map_err(|error| XmlErrorKind::Malformed(error.to_string()))?
                    {
                        Some(c) => c,
                        None => match entity.as_ref() {
                            "lt" => '<',
                            "gt" => '>',
                            "amp" => '&',
                            "quot" => '"',
                            "apos" => '\'',
                            other => return Err(XmlErrorKind::UnknownEntity(other.to_owned())),
                        },
                    };
                    self.text(resolved.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => return Err(XmlErrorKind::DocumentType),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        if let Some(open) = self.open.last() {
            return Err(XmlErrorKind::Malformed(format!(
                "`{}` is not closed",
                open.local
            )));
        }
        root.ok_or(XmlErrorKind::Empty)
    }

    fn text(&mut self, text: &str) -> Result<(), XmlErrorKind> {
        match self.open.last_mut() {
            Some(node) => {
                if let Some(Child::Text(before)) = node.children.last_mut() {
                    before.push_str(text);
                } else if !text.is_empty() {
                    node.children.push(Child::Text(text.to_owned()));
                }
                Ok(())
            }
            None if text.trim().is_empty() => Ok(()),
            None => Err(XmlErrorKind::Malformed(
                "there is text outside of the document element".to_owned(),
            )),
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, ended: bool) -> Result<(), XmlErrorKind> {
        if self.open.is_empty() && ended {
            return Err(XmlErrorKind::Trailing);
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(XmlErrorKind::TooDeep);
        }
        self.marks.push(self.spaces.len());
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            if attributes.len() >= MAX_ATTRIBUTES || self.spaces.len() >= MAX_ATTRIBUTES {
                return Err(XmlErrorKind::TooManyAttributes);
            }
            let attribute =
                attribute.map_err(|error| XmlErrorKind::Malformed(error.to_string()))?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|error| XmlErrorKind::Malformed(error.to_string()))?
                .into_owned();
            let (prefix, local) = split(attribute.key.as_ref());
            let (prefix, local) = (self.name(prefix), self.name(local));
            let bound = match (&*prefix, &*local) {
                ("", "xmlns") => Some(self.name("")),
                ("xmlns", _) => Some(Arc::clone(&local)),
                _ => None,
            };
            if let Some(bound) = bound {
                let space = self.name(&value);
                self.spaces.push((bound, space));
            }
            attributes.push(Attribute {
                prefix,
                local,
                namespace: self.name(""),
                value,
            });
        }
        for attribute in &mut attributes {
            attribute.namespace = match (&*attribute.prefix, &*attribute.local) {
                ("", "xmlns") | ("xmlns", _) => self.name(XMLNS),
                ("", _) => continue,
                (prefix, _) => self.space(prefix)?,
            };
        }
        let name = tag.name();
        let (prefix, local) = split(name.as_ref());
        let namespace = self.space(prefix)?;
        let node = Node {
            prefix: self.name(prefix),
            local: self.name(local),
            namespace,
            attributes,
            children: Vec::new(),
            offset: self.offset,
        };
        self.open.push(node);
        Ok(())
    }

    fn space(&mut self, prefix: &str) -> Result<Arc<str>, XmlErrorKind> {
        let found = self.spaces.iter().rev().find(|(p, _)| **p == *prefix);
        match found {
            Some((_, space)) => Ok(Arc::clone(space)),
            None if prefix.is_empty() => Ok(self.name("")),
            None => Err(XmlErrorKind::UnknownPrefix(prefix.to_owned())),
        }
    }

    /// Closes the element opened last; returns it if it is the outermost.
    fn end(&mut self) -> Option<Node> {
        let node = self.open.pop()?;
        if let Some(mark) = self.marks.pop() {
            self.spaces.truncate(mark);
        }
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(Child::Element(node));
                None
            }
            None => Some(node),
        }
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
