// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XML text to a tree.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::place::{Lines, Place, XmlError, XmlErrorKind};
use crate::build::TreeBuilder;
use crate::tree::{NodeId, Tree};

/// The most attributes of one element, and the most prefixes known at one place.
const MOST_ATTRIBUTES: usize = 256;

const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

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
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let fail = |offset: usize, kind| {
        let at = Lines::of(bytes.get(..offset).unwrap_or(bytes)).place(offset.min(bytes.len()));
        Err(XmlError { at, kind })
    };
    if bytes.len() > limits.bytes {
        return fail(0, XmlErrorKind::TooLong(limits.bytes));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return fail(error.valid_up_to(), XmlErrorKind::NotUtf8),
    };
    if let Some((at, c)) = text.char_indices().find(|&(_, c)| !super::is_allowed(c)) {
        return fail(at, XmlErrorKind::ForbiddenCharacter(u32::from(c)));
    }
    let mut reading = Reading::new(limits);
    match reading.run(text) {
        Ok(()) => Ok(Source {
            tree: reading.builder.build(),
            offsets: reading.offsets,
            lines: Lines::of(bytes),
        }),
        Err(kind) => fail(reading.at, kind),
    }
}

struct Reading<'a> {
    limits: &'a Limits,
    builder: TreeBuilder,
    offsets: Vec<usize>,
    /// Where the present event began.
    at: usize,
    /// The names of the open elements with the number of prefixes known before each.
    open: Vec<(String, usize)>,
    prefixes: Vec<(String, String)>,
    text: String,
    text_at: usize,
    has_root: bool,
}

type Outcome<T> = Result<T, XmlErrorKind>;

impl<'a> Reading<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            builder: TreeBuilder::new(),
            offsets: Vec::new(),
            at: 0,
            open: Vec::new(),
            prefixes: vec![("xml".to_owned(), XML_NAMESPACE.to_owned())],
            text: String::new(),
            text_at: 0,
            has_root: false,
        }
    }

    fn run(&mut self, text: &str) -> Outcome<()> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        loop {
            self.at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.at = usize::try_from(reader.error_position()).unwrap_or(self.at);
                    return Err(malformed(&error));
                }
            };
            match event {
                Event::Start(tag) => self.open(&tag)?,
                Event::Empty(tag) => {
                    self.open(&tag)?;
                    self.close()?;
                }
                Event::End(_) => self.close()?,
                Event::Text(text) => self.add_text(&text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let c = resolve(&reference)?;
                    self.add_text(c.encode_utf8(&mut [0; 4]))?;
                }
                Event::CData(text) => {
                    self.end_text()?;
                    self.add_text(&text.xml10_content())?;
                    self.end_text()?;
                }
                Event::Comment(text) => {
                    self.end_text()?;
                    self.builder.comment(&text.xml10_content());
                    self.note(self.at)?;
                }
                Event::PI(instruction) => {
                    self.end_text()?;
                    let content = instruction.content().trim_start();
                    self.builder.instruction(instruction.target(), content);
                    self.note(self.at)?;
                }
                Event::DocType(content) => {
                    if self.has_root || content.contains('[') {
                        return Err(XmlErrorKind::DocumentType);
                    }
                }
                Event::Decl(declaration) => {
                    if let Some(Ok(encoding)) = declaration.encoding()
                        && !encoding.eq_ignore_ascii_case("utf-8")
                        && !encoding.eq_ignore_ascii_case("us-ascii")
                    {
                        return Err(XmlErrorKind::NotUtf8);
                    }
                }
                Event::Eof => break,
            }
        }
        self.end_text()?;
        match self.open.pop() {
            Some((name, _)) => Err(XmlErrorKind::NotClosed(name)),
            None if !self.has_root => Err(XmlErrorKind::NoElement),
            None => Ok(()),
        }
    }

    /// Notes where the nodes began that were added last.
    fn note(&mut self, offset: usize) -> Outcome<()> {
        let count = self.builder.len();
        if count > self.limits.nodes {
            return Err(XmlErrorKind::TooManyNodes(self.limits.nodes));
        }
        self.offsets.resize(count, offset);
        Ok(())
    }

    fn add_text(&mut self, text: &str) -> Outcome<()> {
        if self.open.is_empty() {
            return if text.trim().is_empty() {
                Ok(())
            } else {
                Err(XmlErrorKind::OutsideRoot)
            };
        }
        if self.text.is_empty() {
            self.text_at = self.at;
        }
        self.text.push_str(text);
        Ok(())
    }

    fn end_text(&mut self) -> Outcome<()> {
        if !self.text.is_empty() {
            self.builder.text(&self.text);
            self.text.clear();
            self.note(self.text_at)?;
        }
        Ok(())
    }

    fn close(&mut self) -> Outcome<()> {
        self.end_text()?;
        self.builder.close();
        if let Some((_, known)) = self.open.pop() {
            self.prefixes.truncate(known);
        }
        self.note(self.at)
    }

    fn space(&self, prefix: &str) -> Option<&str> {
        let mut known = self.prefixes.iter().rev();
        let (_, uri) = known.find(|(known, _)| known == prefix)?;
        (!uri.is_empty()).then_some(uri.as_str())
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Outcome<()> {
        self.end_text()?;
        if self.open.is_empty() && self.has_root {
            return Err(XmlErrorKind::OutsideRoot);
        }
        self.has_root = true;
        if self.open.len() >= self.limits.depth {
            return Err(XmlErrorKind::TooDeep(self.limits.depth));
        }
        let known = self.prefixes.len();
        let attributes = self.attributes(tag)?;
        let name = tag.name();
        let (prefix, local) = split(name.as_ref())?;
        let space = self.space(prefix.unwrap_or_default()).map(str::to_owned);
        self.builder.open_qualified(prefix, local, space.as_deref());
        for (prefix, uri) in &self.prefixes[known..] {
            self.builder.declare_namespace(prefix, uri);
        }
        for (key, value) in attributes {
            let (prefix, local) = split(&key)?;
            let space = prefix.and_then(|prefix| self.space(prefix));
            let space = space.map(str::to_owned);
            self.builder
                .attribute(prefix, local, space.as_deref(), &value);
        }
        self.open.push((name.as_ref().to_owned(), known));
        self.note(self.at)
    }

    /// The attributes of an element; declarations of namespaces are taken out of them.
    fn attributes(&mut self, tag: &BytesStart<'_>) -> Outcome<Vec<(String, String)>> {
        let mut all = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|e| XmlErrorKind::Malformed(e.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| malformed(&error))?
                .into_owned();
            if let Some(c) = value.chars().find(|&c| !super::is_allowed(c)) {
                return Err(XmlErrorKind::ForbiddenCharacter(u32::from(c)));
            }
            let key = attribute.key.as_ref();
            if key == "xmlns" {
                self.prefixes.push((String::new(), value));
            } else if let Some(prefix) = key.strip_prefix("xmlns:") {
                self.prefixes.push((prefix.to_owned(), value));
            } else {
                all.push((key.to_owned(), value));
            }
            if all.len().max(self.prefixes.len()) > MOST_ATTRIBUTES {
                return Err(XmlErrorKind::TooManyAttributes(MOST_ATTRIBUTES));
            }
        }
        Ok(all)
    }
}

fn malformed(error: &quick_xml::Error) -> XmlErrorKind {
    match error {
        quick_xml::Error::Escape(error) => escape(error),
        other => XmlErrorKind::Malformed(other.to_string()),
    }
}

fn escape(error: &quick_xml::escape::EscapeError) -> XmlErrorKind {
    match error {
        quick_xml::escape::EscapeError::UnrecognizedEntity(_, name) => {
            XmlErrorKind::UnknownEntity(name.clone())
        }
        other => XmlErrorKind::Malformed(other.to_string()),
    }
}

/// The character that `&…;` stands for.
fn resolve(reference: &BytesRef<'_>) -> Outcome<char> {
    if let Some(c) = reference.resolve_char_ref().map_err(|e| malformed(&e))? {
        return if super::is_allowed(c) {
            Ok(c)
        } else {
            Err(XmlErrorKind::ForbiddenCharacter(u32::from(c)))
        };
    }
    Ok(match reference.as_ref() {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        other => return Err(XmlErrorKind::UnknownEntity(other.to_owned())),
    })
}

/// Prefix and local name. The names of XML are taken as they are, except for what would break the
/// document when it is written again.
fn split(name: &str) -> Outcome<(Option<&str>, &str)> {
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    };
    let fits = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| {
                c.is_alphanumeric()
                    || matches!(c, '_' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}')
            })
    };
    if fits(local) && prefix.is_none_or(fits) {
        Ok((prefix, local))
    } else {
        Err(XmlErrorKind::Malformed(format!(
            "`{}` is not a name",
            name.chars().take(100).collect::<String>()
        )))
    }
}
