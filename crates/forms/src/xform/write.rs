// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a [`Definition`] to XML.

use std::borrow::Cow;

use super::{JAVAROSA, ODK, XFORMS, XHTML};
use crate::definition::{
    Action, ActionValue, Attribute, Bind, Definition, Element, QName, Source, Text, TextPart,
    Translation,
};

/// Writes a form.
pub fn write(definition: &Definition) -> String {
    let mut writer = Writer::new(definition);
    writer.form(definition);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.begin(&mut out);
    out + &writer.out
}

/// Writes an element with all that is within, without blanks between elements.
pub fn write_instance(element: &Element) -> String {
    let mut out = String::new();
    compact(&mut out, element);
    out
}

fn compact(out: &mut String, element: &Element) {
    let name = joined(&element.name);
    out.push('<');
    out.push_str(&name);
    for (key, value) in &element.attributes {
        attribute(out, &joined(key), value);
    }
    if element.children.is_empty() && element.text.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    escape(out, &element.text);
    for child in &element.children {
        compact(out, child);
    }
    out.push_str("</");
    out.push_str(&name);
    out.push('>');
}

pub(crate) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    if is_plain(value) {
        out.push_str(value);
    } else {
        for c in value.chars() {
            match c {
                '"' => out.push_str("&quot;"),
                // Line breaks in attributes would be read as blanks.
                '\n' => out.push_str("&#10;"),
                '\r' => out.push_str("&#13;"),
                '\t' => out.push_str("&#9;"),
                c => escaped(out, c),
            }
        }
    }
    out.push('"');
}

/// Whether nothing in a text needs to be written otherwise.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| {
        // The last is the first byte of characters that XML cannot hold, among others.
        byte >= 0x20 && !matches!(byte, b'"' | b'&' | b'<' | b'>' | 0xef)
    })
}

pub(crate) fn escape(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '\r' => out.push_str("&#13;"),
            c => escaped(out, c),
        }
    }
}

/// Characters that XML cannot hold at all become the replacement character.
fn escaped(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\t' | '\n' => out.push(c),
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
        c => out.push(c),
    }
}

fn joined(name: &QName) -> Cow<'_, str> {
    if name.prefix.is_empty() {
        Cow::Borrowed(&name.local)
    } else {
        Cow::Owned(format!("{}:{}", name.prefix, name.local))
    }
}

pub(super) struct Writer {
    pub(super) out: String,
    pub(super) depth: usize,
    pub(super) namespaces: Vec<(String, String)>,
    /// Namespaces that are declared only if they are used.
    pub(super) unused: Vec<&'static str>,
    /// Prefixes with colon for the namespaces of the format.
    pub(super) xforms: String,
    pub(super) xhtml: String,
    pub(super) javarosa: String,
    pub(super) odk: String,
}

impl Writer {
    fn new(definition: &Definition) -> Self {
        let mut namespaces = definition.namespaces.clone();
        let mut prefix = |uri: &str, usual: &str| -> String {
            // Some forms write a slash at the end of ODK's.
            let known = namespaces
                .iter()
                .find(|(_, known)| known.trim_end_matches('/') == uri);
            let name = if let Some((name, _)) = known {
                name.clone()
            } else {
                let free = |name: &str| !namespaces.iter().any(|(known, _)| known == name);
                // One more name than there are others: one of them is free.
                let others = (0..=namespaces.len()).map(|n| format!("n{n}"));
                let name = std::iter::once(usual.to_owned())
                    .chain(others)
                    .find(|name| free(name))
                    .unwrap_or_default();
                namespaces.push((name.clone(), uri.to_owned()));
                name
            };
            if name.is_empty() {
                name
            } else {
                format!("{name}:")
            }
        };
        let [xforms, xhtml] = [prefix(XFORMS, ""), prefix(XHTML, "h")];
        let [javarosa, odk] = [prefix(JAVAROSA, "jr"), prefix(ODK, "odk")];
        let declared = |uri: &str| {
            let mut declared = definition.namespaces.iter();
            declared.any(|(_, known)| known.trim_end_matches('/') == uri)
        };
        Self {
            unused: [JAVAROSA, ODK]
                .into_iter()
                .filter(|uri| !declared(uri))
                .collect(),
            xforms,
            xhtml,
            javarosa,
            odk,
            out: String::new(),
            depth: 0,
            namespaces,
        }
    }

    pub(super) fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    /// Opens an element that other elements stand in, each on its line.
    pub(super) fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        self.line();
        self.tag(name, attributes);
        self.out.push('>');
        self.depth += 1;
    }

    pub(super) fn tag(&mut self, name: &str, attributes: &[(String, String)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            attribute(&mut self.out, key, value);
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line();
        self.end(name);
    }

    pub(super) fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(String, String)]) {
        self.line();
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// An element with text and `output` in it.
    pub(super) fn mixed(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        parts: &[TextPart],
    ) {
        if parts.is_empty() {
            return self.empty(name, attributes);
        }
        self.line();
        self.tag(name, attributes);
        self.out.push('>');
        for part in parts {
            match part {
                TextPart::Plain(text) => escape(&mut self.out, text),
                TextPart::Output(value) => {
                    let output = format!("{}output", self.xforms);
                    self.tag(&output, &[("value".to_owned(), value.clone())]);
                    self.out.push_str("/>");
                }
            }
        }
        self.end(name);
    }

    pub(super) fn name(&self, local: &str) -> String {
        format!("{}{local}", self.xforms)
    }

    /// The prefix of the attributes of `JavaRosa`.
    pub(super) fn javarosa(&mut self) -> String {
        self.unused.retain(|uri| *uri != JAVAROSA);
        self.javarosa.clone()
    }

    /// The document element with the namespaces that were used.
    fn begin(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.xhtml);
        out.push_str("html");
        for (prefix, uri) in &self.namespaces {
            if self.unused.contains(&uri.as_str()) {
                continue;
            }
            if prefix.is_empty() {
                attribute(out, "xmlns", uri);
            } else {
                attribute(out, &format!("xmlns:{prefix}"), uri);
            }
        }
        out.push('>');
    }

    fn form(&mut self, definition: &Definition) {
        let [html, head, title, body] =
            ["html", "head", "title", "body"].map(|local| format!("{}{local}", self.xhtml));
        self.depth += 1;
        self.open(&head, &[]);
        self.mixed(&title, &[], &[TextPart::Plain(definition.title.clone())]);
        self.model(definition);
        self.close(&head);
        let class = Some(definition.body_class.clone()).filter(|class| !class.is_empty());
        let class: Vec<_> = class.map(|c| ("class".to_owned(), c)).into_iter().collect();
        self.open(&body, &class);
        for control in &definition.body {
            self.control(control);
        }
        self.close(&body);
        self.close(&html);
        self.out.push('\n');
    }

    fn model(&mut self, definition: &Definition) {
        let [model, itext, instance, submission] =
            ["model", "itext", "instance", "submission"].map(|local| self.name(local));
        self.open(&model, &named(&definition.model_attributes));
        if let Some(attributes) = &definition.submission {
            self.empty(&submission, &named(attributes));
        }
        if !definition.translations.is_empty() {
            self.open(&itext, &[]);
            for translation in &definition.translations {
                self.translation(translation);
            }
            self.close(&itext);
        }
        self.open(&instance, &[]);
        self.element(&definition.instance);
        self.close(&instance);
        for secondary in &definition.secondary {
            let mut attributes = vec![("id".to_owned(), secondary.id.clone())];
            let content = match &secondary.source {
                Source::Inline(root) => Some(root),
                Source::External { src, placeholder } => {
                    attributes.push(("src".to_owned(), src.clone()));
                    placeholder.as_ref()
                }
            };
            if let Some(root) = content {
                self.open(&instance, &attributes);
                self.element(root);
                self.close(&instance);
            } else {
                self.empty(&instance, &attributes);
            }
        }
        for bind in &definition.binds {
            self.bind(bind);
        }
        for action in &definition.actions {
            self.action(action);
        }
        self.close(&model);
    }

    fn translation(&mut self, translation: &Translation) {
        let [outer, text, value] = ["translation", "text", "value"].map(|local| self.name(local));
        let mut attributes = vec![("lang".to_owned(), translation.lang.clone())];
        if translation.is_default {
            attributes.push(("default".to_owned(), "true()".to_owned()));
        }
        self.open(&outer, &attributes);
        for (id, values) in &translation.texts {
            self.line();
            self.out.push('<');
            self.out.push_str(&text);
            attribute(&mut self.out, "id", id);
            self.out.push('>');
            self.depth += 1;
            for form in values {
                let attributes: Vec<_> = form
                    .form
                    .iter()
                    .map(|form| ("form".to_owned(), form.clone()))
                    .collect();
                self.mixed(&value, &attributes, &form.content);
            }
            self.close(&text);
        }
        self.close(&outer);
    }

    /// An element of an instance, on one line if it holds no elements.
    fn element(&mut self, element: &Element) {
        let name = joined(&element.name);
        let attributes = named(&element.attributes);
        if element.children.is_empty() {
            if element.text.is_empty() {
                return self.empty(&name, &attributes);
            }
            self.line();
            self.tag(&name, &attributes);
            self.out.push('>');
            escape(&mut self.out, &element.text);
            return self.end(&name);
        }
        self.open(&name, &attributes);
        for child in &element.children {
            self.element(child);
        }
        self.close(&name);
    }

    fn bind(&mut self, bind: &Bind) {
        let messages = [
            ("constraintMsg", &bind.constraint_message),
            ("requiredMsg", &bind.required_message),
        ];
        let jr = if messages.iter().any(|(_, m)| m.is_some()) || bind.preload.is_some() {
            self.javarosa()
        } else {
            String::new()
        };
        let name = self.name("bind");
        self.line();
        self.out.push('<');
        self.out.push_str(&name);
        let mut add = |name: &str, value: Option<&String>| {
            if let Some(value) = value {
                attribute(&mut self.out, name, value);
            }
        };
        add("nodeset", Some(&bind.nodeset));
        add("type", bind.kind.as_ref());
        add("readonly", bind.readonly.as_ref());
        add("required", bind.required.as_ref());
        add("relevant", bind.relevant.as_ref());
        add("constraint", bind.constraint.as_ref());
        add("calculate", bind.calculate.as_ref());
        for (name, message) in messages {
            if let Some(message) = message {
                add(&format!("{jr}{name}"), Some(&in_attribute(message)));
            }
        }
        if let Some((preload, parameters)) = &bind.preload {
            add(&format!("{jr}preload"), Some(preload));
            add(&format!("{jr}preloadParams"), parameters.as_ref());
        }
        for (name, value) in &bind.attributes {
            add(&joined(name), Some(value));
        }
        self.out.push_str("/>");
    }

    pub(super) fn action(&mut self, action: &Action) {
        let name = joined(&action.name);
        let mut attributes = vec![("event".to_owned(), action.events.join(" "))];
        if !action.target.is_empty() {
            attributes.push(("ref".to_owned(), action.target.clone()));
        }
        if let ActionValue::Expression(value) = &action.value {
            attributes.push(("value".to_owned(), value.clone()));
        }
        attributes.extend(named(&action.attributes));
        let parts: Vec<_> = match &action.value {
            ActionValue::Literal(text) => vec![TextPart::Plain(text.clone())],
            ActionValue::None | ActionValue::Expression(_) => Vec::new(),
        };
        self.mixed(&name, &attributes, &parts);
    }

    pub(super) fn text(&mut self, local: &str, text: Option<&Text>) {
        let name = self.name(local);
        let reference = |value: String| vec![("ref".to_owned(), value)];
        match text {
            None => {}
            Some(Text::Itext(id)) => self.empty(&name, &reference(itext(id))),
            Some(Text::Expression(value)) => self.empty(&name, &reference(value.clone())),
            Some(Text::Inline(parts)) => self.mixed(&name, &[], parts),
        }
    }
}

pub(super) fn named(attributes: &[Attribute]) -> Vec<(String, String)> {
    attributes
        .iter()
        .map(|(name, value)| (joined(name).into_owned(), value.clone()))
        .collect()
}

fn itext(id: &str) -> String {
    if id.contains('\'') {
        format!("jr:itext(\"{id}\")")
    } else {
        format!("jr:itext('{id}')")
    }
}

/// A message as it stands in an attribute, where no `output` can be.
fn in_attribute(text: &Text) -> String {
    match text {
        Text::Itext(id) => itext(id),
        Text::Expression(expression) => expression.clone(),
        Text::Inline(parts) => parts
            .iter()
            .map(|part| match part {
                TextPart::Plain(text) | TextPart::Output(text) => text.as_str(),
            })
            .collect(),
    }
}
