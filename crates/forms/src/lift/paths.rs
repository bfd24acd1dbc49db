// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Paths in expressions, as `${name}` where that leads to the same node.

use crate::definition::Element;
use crate::lower::names::Names;
use crate::spec::{Group, Item, Question, Repeat};

/// The nodes of a form by path.
pub(super) struct Paths {
    names: Names,
}

impl Paths {
    pub(super) fn new(instance: &Element) -> Self {
        let items = children(instance);
        Self {
            names: Names::new(&instance.name.local, &items),
        }
    }

    /// An expression of the node at `path`, with references instead of paths.
    pub(super) fn refer(&self, expression: &str, path: &str) -> String {
        self.refer_in(expression, path, false)
    }

    /// The same for the inside of a predicate.
    pub(super) fn refer_filter(&self, expression: &str, path: &str) -> String {
        self.refer_in(expression, path, true)
    }

    /// The same for a value of an entity, three levels below its container.
    pub(super) fn refer_below(&self, expression: &str, entity: &str) -> String {
        let container = entity.strip_suffix("/meta/entity").unwrap_or(entity);
        // The paths from the value to the container and on.
        let nearer = expression.replace("../../../", "./");
        let referred = self.refer_in(&nearer, container, false);
        if referred.contains("./") {
            expression.to_owned()
        } else {
            referred
        }
    }

    fn refer_in(&self, expression: &str, path: &str, in_predicate: bool) -> String {
        let root = format!("/{}", self.names.nodes[0].name);
        let below = path
            .strip_prefix(&root)
            .unwrap_or(path)
            .trim_start_matches('/');
        let context = self.names.at_path(below).unwrap_or(0);
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
            let glued =
                out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '.' | '_'));
            match self.reference(token, context, &out, in_predicate) {
                Some(reference) if !glued => {
                    // The blanks that stand around a path that was written for a reference.
                    if out.ends_with(' ') && after.starts_with(' ') {
                        out.pop();
                        out.push_str(&reference);
                        rest = &after[1..];
                    } else {
                        out.push_str(&reference);
                        rest = after;
                    }
                }
                _ => {
                    out.push_str(token);
                    rest = after;
                }
            }
        }
        out
    }

    /// `${name}`, if it stands for exactly this path at this place.
    fn reference(
        &self,
        token: &str,
        context: usize,
        before: &str,
        in_predicate: bool,
    ) -> Option<String> {
        let name = token.rsplit('/').next()?;
        let reference = format!("${{{name}}}");
        let resolved = if in_predicate {
            self.names.resolve_filter(&reference, context, None)
        } else {
            let probe = format!("{before}{reference}");
            self.names.resolve(&probe, context)
        };
        resolved
            .ok()?
            .trim_end()
            .ends_with(&format!(" {token}"))
            .then_some(reference)
    }
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
