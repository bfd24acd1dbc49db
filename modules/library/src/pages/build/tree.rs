// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree of a form as lines of a nested list.

use std::collections::HashMap;

use forms::{FormSpec, Item, join};
use kernel::Localized;
use web::Context;
use web::form::encode_component;

use super::super::type_key;

/// A line of the tree, or the beginning or end of what lies in the line before.
pub(in crate::pages) enum Branch {
    Line(Line),
    Open,
    Close,
}

/// A group, repeat or question.
pub(in crate::pages) struct Line {
    pub(in crate::pages) path: String,
    pub(in crate::pages) href: String,
    pub(in crate::pages) label: String,
    pub(in crate::pages) kind: String,
    pub(in crate::pages) parent: String,
    pub(in crate::pages) index: usize,
    pub(in crate::pages) is_current: bool,
    pub(in crate::pages) is_container: bool,
    pub(in crate::pages) findings: usize,
}

/// The page of something in the tree.
pub(in crate::pages) fn href(action: &str, path: &str) -> String {
    format!("{action}?frage={}", encode_component(path))
}

/// What something is called in the tree: its text without what is filled in, or its name.
pub(in crate::pages) fn title(label: &Localized, name: &str, tag: &str) -> String {
    let text = form_pages::plain_text(label.get(tag));
    let text = text.trim();
    if text.is_empty() {
        return name.to_owned();
    }
    let first = text.lines().next().unwrap_or_default();
    let short: String = first.chars().take(80).collect();
    if short.len() < text.len() {
        format!("{short} …")
    } else {
        short
    }
}

/// The whole tree.
pub(super) fn branches(
    context: &Context,
    spec: &FormSpec,
    action: &str,
    current: &str,
    findings: &HashMap<String, usize>,
) -> Vec<Branch> {
    let mut all = Vec::new();
    let look = Look {
        context,
        action,
        current,
        findings,
    };
    look.items(&spec.items, "", &mut all);
    all
}

struct Look<'a> {
    context: &'a Context,
    action: &'a str,
    current: &'a str,
    findings: &'a HashMap<String, usize>,
}

impl Look<'_> {
    fn items(&self, items: &[Item], parent: &str, all: &mut Vec<Branch>) {
        let tag = self.context.lang().tag();
        for (index, item) in items.iter().enumerate() {
            let path = join(parent, item.name());
            let (label, kind, inner) = match item {
                Item::Group(group) => (&group.label, "library-build-group", Some(&group.items)),
                Item::Repeat(repeat) => {
                    (&repeat.label, "library-build-repeat", Some(&repeat.items))
                }
                Item::Question(question) => (&question.label, "", None),
            };
            let mut kind = match item {
                Item::Question(question) => self.context.t(&type_key(question.kind.name())),
                _ => self.context.t(kind),
            };
            if item.origin().is_some_and(forms::Origin::is_root) {
                kind = format!("{kind}, {}", self.context.t("library-block"));
            }
            all.push(Branch::Line(Line {
                href: href(self.action, &path),
                label: title(label, item.name(), tag),
                kind,
                parent: parent.to_owned(),
                index,
                is_current: path == self.current,
                is_container: inner.is_some(),
                findings: self.findings.get(&path).copied().unwrap_or(0),
                path: path.clone(),
            }));
            if let Some(inner) = inner {
                all.push(Branch::Open);
                self.items(inner, &path, all);
                all.push(Branch::Close);
            }
        }
    }
}
