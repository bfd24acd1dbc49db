// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From XML to a [`Definition`]: head and model. The body is read in [`super::controls`].

use xpath::xml::{Limits, XmlErrorKind};

use super::dom::{Child, Node};
use super::{JAVAROSA, XFORMS, XHTML, controls};
use crate::XmlProblem;
use crate::definition::{
    Action, ActionValue, Attribute, Bind, Definition, Element, QName, SecondaryInstance, Source,
    Text, TextPart, TextValue, Translation,
};

/// Why a document is no form.
pub type ReadProblem = XmlProblem<ReadProblemKind>;

/// Why a document is no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblemKind {
    /// It is not even XML.
    #[error(transparent)]
    Xml(#[from] XmlErrorKind),
    /// The outermost element is another.
    #[error("the document element is not `html` of XHTML")]
    NotHtml,
    /// An element that every form has is absent.
    #[error("`{0}` is missing")]
    MissingElement(&'static str),
    /// An attribute is absent.
    #[error("`{element}` has no attribute `{attribute}`")]
    MissingAttribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: &'static str,
    },
    /// An element of `XForms` that is not known, or not at this place.
    #[error("`{0}` is not known here")]
    UnknownElement(String),
    /// The same identifier twice.
    #[error("there is a second `{element}` with the identifier `{id}`")]
    Duplicate {
        /// The element.
        element: &'static str,
        /// The identifier.
        id: String,
    },
    /// A way to submit that does not exist.
    #[error("`{0}` is not a method of submission")]
    SubmissionMethod(String),
}

pub(super) type Result<T> = std::result::Result<T, Trouble>;

/// A problem with the element where it is.
#[derive(Debug)]
pub(super) struct Trouble {
    at: xpath::NodeId,
    kind: ReadProblemKind,
}

impl Trouble {
    pub(super) fn new(node: Node<'_>, kind: ReadProblemKind) -> Self {
        Self { at: node.id, kind }
    }

    pub(super) fn unknown(node: Node<'_>) -> Self {
        Self::new(node, ReadProblemKind::UnknownElement(node.written()))
    }
}

/// Reads a form.
pub fn read(bytes: &[u8]) -> std::result::Result<Definition, ReadProblem> {
    let source = xpath::xml::read(bytes, &Limits::default())?;
    form(Node::root(&source)).map_err(|trouble| ReadProblem {
        place: source.place(trouble.at),
        kind: trouble.kind,
    })
}

fn form(html: Node<'_>) -> Result<Definition> {
    let missing = |node: Node<'_>, name| Trouble::new(node, ReadProblemKind::MissingElement(name));
    if !html.is(XHTML, "html") {
        return Err(Trouble::new(html, ReadProblemKind::NotHtml));
    }
    let head = html.child(XHTML, "head");
    let head = head.ok_or_else(|| missing(html, "head"))?;
    let title = head.child(XHTML, "title");
    let title = title.ok_or_else(|| missing(head, "title"))?;
    let model = head.child(XFORMS, "model");
    let model = model.ok_or_else(|| missing(head, "model"))?;
    let body = html.child(XHTML, "body");
    let body = body.ok_or_else(|| missing(html, "body"))?;

    let mut definition = Definition {
        title: title.text(),
        model_attributes: attributes(model, &[]),
        ..Definition::default()
    };
    for declaring in [html, head, body] {
        for (name, uri) in declaring.declarations() {
            if !definition.namespaces.iter().any(|(known, _)| known == name) {
                definition
                    .namespaces
                    .push((name.to_owned(), uri.to_owned()));
            }
        }
    }
    self::model(model, &mut definition)?;
    definition.body_class = body.attribute("", "class").unwrap_or_default();
    definition.body = controls::children(body)?;
    Ok(definition)
}

fn model(model: Node<'_>, definition: &mut Definition) -> Result<()> {
    let mut primary = None;
    for node in model.elements() {
        if controls::is_action(node) {
            definition.actions.push(action(node)?);
            continue;
        }
        if node.namespace() != XFORMS {
            continue;
        }
        match node.local() {
            "itext" => {
                for translation in node.elements().filter(|n| n.is(XFORMS, "translation")) {
                    definition
                        .translations
                        .push(self::translation(translation)?);
                }
            }
            "instance" if primary.is_none() => {
                let root = node.elements().next().ok_or_else(|| {
                    Trouble::new(node, ReadProblemKind::MissingElement("primary instance"))
                })?;
                if root.attribute("", "id").is_none() {
                    return Err(lacks(root, "id"));
                }
                primary = Some(element(root));
            }
            "instance" => {
                let instance = secondary(node)?;
                if definition.secondary.iter().any(|s| s.id == instance.id) {
                    let id = instance.id;
                    return Err(Trouble::new(
                        node,
                        ReadProblemKind::Duplicate {
                            element: "instance",
                            id,
                        },
                    ));
                }
                definition.secondary.push(instance);
            }
            "bind" => definition.binds.push(bind(node)?),
            "submission" => {
                if let Some(method) = node.attribute("", "method")
                    && !matches!(method.as_str(), "post" | "form-data-post")
                {
                    let kind = ReadProblemKind::SubmissionMethod(method);
                    return Err(Trouble::new(node, kind));
                }
                definition.submission = Some(attributes(node, &[]));
            }
            _ => return Err(Trouble::unknown(node)),
        }
    }
    definition.instance = primary
        .ok_or_else(|| Trouble::new(model, ReadProblemKind::MissingElement("primary instance")))?;
    Ok(())
}

fn secondary(node: Node<'_>) -> Result<SecondaryInstance> {
    let id = node.attribute("", "id").ok_or_else(|| lacks(node, "id"))?;
    let content = node.elements().next().map(element);
    let source = match (node.attribute("", "src"), content) {
        (Some(src), placeholder) => Source::External { src, placeholder },
        (None, Some(content)) => Source::Inline(content),
        (None, None) => Source::Inline(Element {
            name: QName {
                prefix: String::new(),
                local: "root".to_owned(),
            },
            ..Element::default()
        }),
    };
    Ok(SecondaryInstance { id, source })
}

fn bind(node: Node<'_>) -> Result<Bind> {
    let nodeset = node.attribute("", "nodeset").or(node.attribute("", "ref"));
    let nodeset = nodeset.ok_or_else(|| lacks(node, "nodeset"))?;
    let get = |name| node.attribute("", name);
    let message = |name| {
        node.attribute(JAVAROSA, name).map(|text| {
            itext_id(&text).map_or_else(|| Text::Inline(vec![TextPart::Plain(text)]), Text::Itext)
        })
    };
    let mut taken = vec![
        ("", "nodeset"),
        ("", "ref"),
        ("", "type"),
        ("", "relevant"),
        ("", "required"),
        ("", "readonly"),
        ("", "constraint"),
        ("", "calculate"),
        (JAVAROSA, "constraintMsg"),
        (JAVAROSA, "requiredMsg"),
        (JAVAROSA, "preload"),
    ];
    let preload = node.attribute(JAVAROSA, "preload").map(|preload| {
        taken.push((JAVAROSA, "preloadParams"));
        (preload, node.attribute(JAVAROSA, "preloadParams"))
    });
    Ok(Bind {
        nodeset: nodeset.trim().to_owned(),
        kind: get("type"),
        relevant: get("relevant"),
        required: get("required"),
        readonly: get("readonly"),
        constraint: get("constraint"),
        calculate: get("calculate"),
        constraint_message: message("constraintMsg"),
        required_message: message("requiredMsg"),
        preload,
        attributes: attributes(node, &taken),
    })
}

pub(super) fn action(node: Node<'_>) -> Result<Action> {
    let events = node.attribute("", "event");
    let events = events.ok_or_else(|| lacks(node, "event"))?;
    let text = node.text();
    let value = match node.attribute("", "value") {
        Some(value) if !value.is_empty() || text.is_empty() => ActionValue::Expression(value),
        _ if text.is_empty() => ActionValue::None,
        _ => ActionValue::Literal(text),
    };
    Ok(Action {
        name: qname(node),
        events: events.split_whitespace().map(str::to_owned).collect(),
        target: node.attribute("", "ref").unwrap_or_default(),
        value,
        attributes: attributes(node, &[("", "event"), ("", "ref"), ("", "value")]),
    })
}

fn translation(node: Node<'_>) -> Result<Translation> {
    let lang = node
        .attribute("", "lang")
        .ok_or_else(|| lacks(node, "lang"))?;
    let mut texts = Vec::new();
    for text in node.elements().filter(|n| n.is(XFORMS, "text")) {
        // Without an identifier, nothing can refer to it.
        let Some(id) = text.attribute("", "id") else {
            continue;
        };
        let values = text
            .elements()
            .filter(|n| n.is(XFORMS, "value"))
            .map(|value| TextValue {
                form: value.attribute("", "form"),
                content: parts(value),
            })
            .collect();
        texts.push((id, values));
    }
    Ok(Translation {
        lang,
        is_default: node
            .attribute("", "default")
            .is_some_and(|d| d != "false()"),
        texts,
    })
}

/// A text with its `output` elements.
pub(super) fn parts(node: Node<'_>) -> Vec<TextPart> {
    node.content()
        .filter_map(|child| match child {
            Child::Text(text) => Some(TextPart::Plain(text)),
            Child::Element(output) if output.is(XFORMS, "output") => {
                let value = output
                    .attribute("", "value")
                    .or(output.attribute("", "ref"));
                Some(TextPart::Output(value.unwrap_or_default()))
            }
            Child::Element(_) => None,
        })
        .collect()
}

/// `label`, `hint`: written in place or referred to.
pub(super) fn text(node: Node<'_>) -> Text {
    match node.attribute("", "ref") {
        Some(reference) => {
            itext_id(&reference).map_or_else(|| Text::Expression(reference), Text::Itext)
        }
        None => Text::Inline(parts(node)),
    }
}

/// The identifier in `jr:itext('identifier')`, if the expression is nothing more than that.
pub(super) fn itext_id(expression: &str) -> Option<String> {
    let inner = expression
        .trim()
        .strip_prefix("jr:itext(")?
        .strip_suffix(')')?;
    let inner = inner.trim();
    let quote = inner.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let id = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    (!id.contains(quote)).then(|| id.to_owned())
}

pub(super) fn lacks(node: Node<'_>, attribute: &'static str) -> Trouble {
    let element = node.written();
    Trouble::new(
        node,
        ReadProblemKind::MissingAttribute { element, attribute },
    )
}

fn qname(node: Node<'_>) -> QName {
    QName {
        prefix: node.prefix().to_owned(),
        local: node.local().to_owned(),
    }
}

/// All attributes but those in `taken` (namespace and name), after the declarations of namespaces.
pub(super) fn attributes(node: Node<'_>, taken: &[(&str, &str)]) -> Vec<Attribute> {
    let declarations = node.declarations().map(|(prefix, uri)| {
        let name = match prefix {
            "" => QName {
                prefix: String::new(),
                local: "xmlns".to_owned(),
            },
            prefix => QName {
                prefix: "xmlns".to_owned(),
                local: prefix.to_owned(),
            },
        };
        (name, uri.to_owned())
    });
    let others = node
        .attributes()
        .filter(|(_, name, space, _)| !taken.contains(&(*space, *name)))
        .map(|(prefix, local, _, value)| {
            let name = QName {
                prefix: prefix.to_owned(),
                local: local.to_owned(),
            };
            (name, value)
        });
    declarations.chain(others).collect()
}

/// An element of an instance with all that is within.
pub(crate) fn element(node: Node<'_>) -> Element {
    let children: Vec<Element> = node.elements().map(element).collect();
    let text = if children.is_empty() {
        node.text()
    } else {
        String::new()
    };
    Element {
        name: qname(node),
        attributes: attributes(node, &[]),
        children,
        text,
    }
}
