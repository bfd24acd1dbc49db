// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Paths in expressions, as `${name}` where that leads to the same node.

use crate::definition::Element;
use crate::lower::names::Names;
use crate::spec::{FormSpec, Group, Item, Question, Repeat};

/// The nodes of a form by path.
pub(super) struct Paths {
    names: Names,
}

impl Paths {
    pub(super) fn new(instance: &Element) -> Self {
        let items = children(instance);
        let mut spec = FormSpec::new("", "de");
        spec.settings.root = Some(instance.name.local.clone());
        Self {
            names: Names::of(&spec, &items),
        }
    }

    fn node(&self, path: &str) -> usize {
        let root = format!("/{}", self.names.nodes[0].name);
        let below = path.strip_prefix(&root).unwrap_or(path);
        self.names
            .at_path(below.trim_start_matches('/'))
            .unwrap_or(0)
    }

    /// The repeat with this name, or the one around the question with this name.
    pub(super) fn repeat(&self, name: &str) -> Option<usize> {
        let node = self.names.find(name).ok()?;
        if self.names.nodes[node].is_repeat {
            return Some(node);
        }
        self.names.repeat_around(node)
    }

    /// An expression of the node at `path`, with references instead of paths.
    pub(super) fn refer(&self, expression: &str, path: &str) -> String {
        let context = self.node(path);
        replaced(expression, |before, reference| {
            let probe = format!("{before}{reference}");
            self.names.resolve(&probe, context).ok()
        })
    }

    /// The same for the inside of a predicate, on the rounds of a repeat or other nodes.
    pub(super) fn refer_filter(
        &self,
        expression: &str,
        path: &str,
        inside: Option<usize>,
    ) -> String {
        let context = self.node(path);
        replaced(expression, |_, reference| {
            self.names.resolve_filter(reference, context, inside).ok()
        })
    }

    /// The same for a value of the entity in a container, three levels below it.
    pub(super) fn refer_below(&self, expression: &str, container: &str) -> String {
        let context = self.node(container);
        replaced(expression, |before, reference| {
            let probe = format!("{before}{reference}");
            self.names.resolve_below(&probe, context, 3, false).ok()
        })
    }
}

/// An expression with `${name}` for each path that `resolve` gives for it. `resolve` gets what
/// stands before and the reference.
fn replaced(expression: &str, resolve: impl Fn(&str, &str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = expression;
    let mut quote: Option<char> = None;
    while let Some(first) = rest.chars().next() {
        let token = if quote.is_none() {
            path_token(rest)
        } else {
            ""
        };
        if token.is_empty() {
            match quote {
                Some(open) if open == first => quote = None,
                None if matches!(first, '\'' | '"') => quote = Some(first),
                _ => {}
            }
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let after = &rest[token.len()..];
        let is_glued =
            out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '.' | '_'));
        let name = token.rsplit('/').next().unwrap_or_default();
        let reference = format!("${{{name}}}");
        let is_same = !is_glued
            && resolve(&out, &reference)
                .is_some_and(|path| path.trim_end().ends_with(&format!(" {token}")));
        if is_same {
            // The blanks that stand around a path that was written for a reference.
            let is_spaced = out.ends_with(' ') && after.starts_with(' ');
            if is_spaced {
                out.pop();
            }
            out.push_str(&reference);
            rest = if is_spaced { &after[1..] } else { after };
        } else {
            out.push_str(token);
            rest = after;
        }
    }
    out
}

/// A path at the beginning of a text: absolute, or by `..` and `current()`.
fn path_token(text: &str) -> &str {
    let start = if text.starts_with("current()/") {
        "current()/".len()
    } else if text.starts_with("../") || text.starts_with("./") || text.starts_with('/') {
        0
    } else {
        return "";
    };
    let end = text[start..]
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')))
        .map_or(text.len(), |at| start + at);
    text[..end].trim_end_matches('/')
}

/// The children of an element as items, as far as names are concerned.
fn children(element: &Element) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for child in &element.children {
        let name = child.name.local.clone();
        if items.iter().any(|item| item.name() == name) || is_meta(child) {
            continue;
        }
        let is_repeat = is_template(child);
        let inner = children(child);
        items.push(if is_repeat {
            Item::Repeat(Repeat {
                name,
                items: inner,
                ..Repeat::default()
            })
        } else if inner.is_empty() {
            Item::Question(Box::new(Question {
                name,
                ..Question::default()
            }))
        } else {
            Item::Group(Group {
                name,
                items: inner,
                ..Group::default()
            })
        });
    }
    items
}

/// Whether the count of a repeat is the value that was generated for it.
pub(super) fn is_generated_count(count: &str, repeat: &str) -> bool {
    let name = repeat.rsplit('/').next().unwrap_or_default();
    count.trim().rsplit('/').next() == Some(&format!("{name}_count"))
}

pub(super) fn is_template(element: &Element) -> bool {
    element
        .attributes
        .iter()
        .any(|(name, _)| name.local == "template")
}

pub(super) fn is_meta(element: &Element) -> bool {
    element.name.local == "meta" && !element.children.is_empty()
}
