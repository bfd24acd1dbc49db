// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XML text as a row of elements, texts and ends, for those who need no tree of it.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::place::{Lines, Place, XmlError, XmlErrorKind};
use super::read::Limits;

/// The most attributes of one element, and the most prefixes known at one place.
const MOST_ATTRIBUTES: usize = 256;

const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// A part of a document.
#[derive(Debug)]
pub enum Part<'a> {
    /// An element begins; [`Events::attributes`] and [`Events::declared`] are those of it.
    Open {
        /// The prefix as written.
        prefix: Option<&'a str>,
        /// The name without prefix.
        local: &'a str,
    },
    /// The innermost element ends.
    Close,
    /// Text; never empty. Marked sections (`CDATA`) are texts of their own.
    Text(Cow<'a, str>),
    /// A comment.
    Comment(Cow<'a, str>),
    /// A processing instruction: target and content.
    Instruction(String, String),
}

/// An attribute that declares no namespace.
#[derive(Debug)]
pub struct AttributePart<'a> {
    /// The prefix as written.
    pub prefix: Option<&'a str>,
    /// The name without prefix.
    pub local: &'a str,
    /// The value.
    pub value: Cow<'a, str>,
}

/// Reads a document in UTF-8 part by part. A document type is accepted if it declares nothing, and
/// left out.
pub struct Events<'a> {
    text: &'a str,
    limits: Limits,
    reader: Reader<&'a [u8]>,
    /// Where the present event began.
    at: usize,
    /// Where the part began that was handed out last.
    offset: usize,
    /// What ended a text, with where it began.
    waiting: Option<(usize, Event<'a>)>,
    /// The names of the open elements with the number of prefixes known before each.
    open: Vec<(&'a str, usize)>,
    prefixes: Vec<(&'a str, Cow<'a, str>)>,
    /// The number of prefixes known before the element opened last.
    known: usize,
    attributes: Vec<AttributePart<'a>>,
    collected: Cow<'a, str>,
    collected_at: usize,
    /// The element opened last has no content.
    closes: bool,
    has_content: bool,
    has_root: bool,
    /// How many nodes a tree of the document would have so far.
    nodes: usize,
}

type Outcome<T> = Result<T, XmlErrorKind>;

fn fail<T>(bytes: &[u8], offset: usize, kind: XmlErrorKind) -> Result<T, XmlError> {
    let at = Lines::of(bytes.get(..offset).unwrap_or(bytes)).place(offset.min(bytes.len()));
    Err(XmlError { at, kind })
}

impl<'a> Events<'a> {
    /// Begins to read.
    pub fn of(bytes: &'a [u8], limits: &Limits) -> Result<Self, XmlError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.len() > limits.bytes {
            return fail(bytes, 0, XmlErrorKind::TooLong(limits.bytes));
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return fail(bytes, error.valid_up_to(), XmlErrorKind::NotUtf8),
        };
        if let Some((at, c)) = forbidden(text) {
            return fail(bytes, at, XmlErrorKind::ForbiddenCharacter(u32::from(c)));
        }
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        Ok(Self {
            text,
            limits: *limits,
            reader,
            at: 0,
            offset: 0,
            waiting: None,
            open: Vec::new(),
            prefixes: vec![("xml", Cow::Borrowed(XML_NAMESPACE))],
            known: 1,
            attributes: Vec::new(),
            collected: Cow::Borrowed(""),
            collected_at: 0,
            closes: false,
            has_content: false,
            has_root: false,
            nodes: 1,
        })
    }

    /// The next part; nothing at the end.
    #[expect(
        clippy::should_implement_trait,
        reason = "attributes are asked for between the parts, which an iterator would forbid"
    )]
    pub fn next(&mut self) -> Result<Option<Part<'a>>, XmlError> {
        match self.advance() {
            Ok(part) if self.nodes <= self.limits.nodes => Ok(part),
            Ok(_) => {
                let kind = XmlErrorKind::TooManyNodes(self.limits.nodes);
                fail(self.text.as_bytes(), self.at, kind)
            }
            Err(kind) => fail(self.text.as_bytes(), self.at, kind),
        }
    }

    /// The attributes of the element opened last.
    pub fn attributes(&self) -> &[AttributePart<'a>] {
        &self.attributes
    }

    /// Prefixes and namespaces that the element opened last declares; the default namespace has
    /// the empty prefix.
    pub fn declared(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let declared = self.prefixes.get(self.known..).unwrap_or_default();
        declared.iter().map(|(prefix, uri)| (*prefix, uri.as_ref()))
    }

    /// The namespace that a prefix stands for here; the empty prefix asks for the default one.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        let mut known = self.prefixes.iter().rev();
        let (_, uri) = if prefix.is_empty() {
            known.find(|(known, _)| known.is_empty())?
        } else {
            known.find(|(known, _)| *known == prefix)?
        };
        (!uri.is_empty()).then_some(uri.as_ref())
    }

    /// The byte at which the part began that was handed out last.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Where a byte stands.
    pub fn place(&self, offset: usize) -> Place {
        let bytes = self.text.as_bytes();
        Lines::of(bytes.get(..offset).unwrap_or(bytes)).place(offset.min(bytes.len()))
    }

    pub(super) fn lines(&self) -> Lines {
        Lines::of(self.text.as_bytes())
    }

    fn advance(&mut self) -> Outcome<Option<Part<'a>>> {
        if self.closes {
            self.closes = false;
            return Ok(Some(self.close()));
        }
        loop {
            let event = if let Some((at, event)) = self.waiting.take() {
                self.at = at;
                event
            } else {
                self.at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
                match self.reader.read_event() {
                    Ok(event) => event,
                    Err(error) => {
                        self.at = usize::try_from(self.reader.error_position()).unwrap_or(self.at);
                        return Err(malformed(&error));
                    }
                }
            };
            match event {
                Event::Text(text) => self.add_text(text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let c = resolve(&reference)?;
                    self.add_text(Cow::Owned(c.to_string()))?;
                }
                event if !self.collected.is_empty() => {
                    self.waiting = Some((self.at, event));
                    self.offset = self.collected_at;
                    return Ok(Some(self.take_text()));
                }
                Event::Start(tag) => {
                    self.offset = self.at;
                    return self.begin(&tag).map(Some);
                }
                Event::Empty(tag) => {
                    self.offset = self.at;
                    let part = self.begin(&tag)?;
                    self.closes = true;
                    return Ok(Some(part));
                }
                Event::End(_) => return Ok(Some(self.close())),
                Event::CData(text) => {
                    self.add_text(text.xml10_content())?;
                    if !self.collected.is_empty() {
                        self.offset = self.at;
                        return Ok(Some(self.take_text()));
                    }
                }
                Event::Comment(text) => {
                    self.count();
                    return Ok(Some(Part::Comment(text.xml10_content())));
                }
                Event::PI(instruction) => {
                    self.count();
                    let content = instruction.content().trim_start();
                    return Ok(Some(Part::Instruction(
                        instruction.target().to_owned(),
                        content.to_owned(),
                    )));
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
                Event::Eof => {
                    return match self.open.pop() {
                        Some((name, _)) => Err(XmlErrorKind::NotClosed(name.to_owned())),
                        None if !self.has_root => Err(XmlErrorKind::NoElement),
                        None => Ok(None),
                    };
                }
            }
        }
    }

    /// One more node within the innermost element.
    fn count(&mut self) {
        self.offset = self.at;
        self.nodes += 1;
        self.has_content = true;
    }

    fn add_text(&mut self, text: Cow<'a, str>) -> Outcome<()> {
        if self.open.is_empty() {
            return if text.trim().is_empty() {
                Ok(())
            } else {
                Err(XmlErrorKind::OutsideRoot)
            };
        }
        if self.collected.is_empty() {
            self.collected_at = self.at;
            self.collected = text;
        } else {
            self.collected.to_mut().push_str(&text);
        }
        Ok(())
    }

    fn take_text(&mut self) -> Part<'a> {
        self.nodes += 1;
        self.has_content = true;
        Part::Text(std::mem::take(&mut self.collected))
    }

    fn close(&mut self) -> Part<'a> {
        self.offset = self.at;
        if let Some((_, known)) = self.open.pop() {
            self.prefixes.truncate(known);
        }
        // A tree has an empty text in elements without content.
        if !self.has_content {
            self.nodes += 1;
        }
        self.has_content = true;
        Part::Close
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Outcome<Part<'a>> {
        if self.open.is_empty() && self.has_root {
            return Err(XmlErrorKind::OutsideRoot);
        }
        self.has_root = true;
        if self.open.len() >= self.limits.depth {
            return Err(XmlErrorKind::TooDeep(self.limits.depth));
        }
        // The same text as `tag`, which lives no longer than the event.
        let written = self.text.get(self.at + 1..self.at + 1 + tag.len());
        debug_assert_eq!(
            written,
            Some(&**tag),
            "the place of an event is its first byte"
        );
        let written = written.ok_or_else(|| XmlErrorKind::Malformed(tag.to_string()))?;
        let length = tag.name().into_inner().len();
        self.known = self.prefixes.len();
        self.attributes.clear();
        if length < written.len() {
            self.read_attributes(Attributes::new(written, length))?;
        }
        let name = &written[..length];
        let (prefix, local) = split(name)?;
        self.open.push((name, self.known));
        self.nodes += 1 + self.attributes.len();
        self.has_content = false;
        Ok(Part::Open { prefix, local })
    }

    /// The attributes of an element; declarations of namespaces are taken out of them.
    fn read_attributes(&mut self, attributes: Attributes<'a>) -> Outcome<()> {
        for attribute in attributes {
            let attribute = attribute.map_err(|e| XmlErrorKind::Malformed(e.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| malformed(&error))?;
            if let Some((_, c)) = forbidden(&value) {
                return Err(XmlErrorKind::ForbiddenCharacter(u32::from(c)));
            }
            let key = attribute.key.into_inner();
            if key == "xmlns" {
                self.prefixes.push(("", value));
            } else if let Some(prefix) = key.strip_prefix("xmlns:") {
                self.prefixes.push((prefix, value));
            } else {
                let (prefix, local) = split(key)?;
                self.attributes.push(AttributePart {
                    prefix,
                    local,
                    value,
                });
            }
            if self.attributes.len().max(self.prefixes.len()) > MOST_ATTRIBUTES {
                return Err(XmlErrorKind::TooManyAttributes(MOST_ATTRIBUTES));
            }
        }
        Ok(())
    }
}

/// The first character that XML does not know.
fn forbidden(text: &str) -> Option<(usize, char)> {
    let is_suspicious =
        |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xef;
    // Without a way out at each byte: nearly all texts have none that could begin such a
    // character.
    let suspicious = text.bytes().filter(|&byte| is_suspicious(byte)).count();
    if suspicious == 0 {
        return None;
    }
    text.char_indices().find(|&(_, c)| !super::is_allowed(c))
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
    let is_simple = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let fits = |part: &str| {
        if let [first, rest @ ..] = part.as_bytes()
            && (first.is_ascii_alphabetic() || *first == b'_')
            && rest.iter().all(is_simple)
        {
            return true;
        }
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
