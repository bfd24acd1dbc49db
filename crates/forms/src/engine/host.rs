// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What expressions ask of the form: texts, labels of choices, facts about the device.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use xpath::{Environment, Host, NodeId, Tree};

use super::body::{ChoiceSource, ItemLabel};
use super::choices;
use super::expressions::{self, Standing};
use super::form::Form;
use super::slots::SlotId;
use crate::definition::{Text, TextPart};

/// Answers for one session in one language.
pub(crate) struct FormHost {
    form: Arc<Form>,
    language: usize,
    properties: Arc<BTreeMap<String, String>>,
    seed: [u8; 32],
    /// Without a host of its own.
    environment: Environment,
}

impl fmt::Debug for FormHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormHost")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl FormHost {
    pub(crate) fn new(
        form: &Arc<Form>,
        language: usize,
        properties: &Arc<BTreeMap<String, String>>,
        seed: [u8; 32],
        environment: &Environment,
    ) -> Self {
        let mut environment = environment.clone();
        environment.host = None;
        Self {
            form: Arc::clone(form),
            language,
            properties: Arc::clone(properties),
            seed,
            environment,
        }
    }

    fn text(&self, parts: &[TextPart], tree: &Tree, node: NodeId) -> String {
        let output = |expression: &String| {
            let expr = xpath::parse(expression).ok()?;
            let text = expr.evaluate_text(tree, node, &self.environment).ok()?;
            Some(text.into_owned())
        };
        parts
            .iter()
            .map(|part| match part {
                TextPart::Plain(text) => text.clone(),
                TextPart::Output(expression) => output(expression).unwrap_or_default(),
            })
            .collect()
    }

    fn itext(&self, form: &Form, id: &str, tree: &Tree, node: NodeId) -> Option<String> {
        let values = form.itext(self.language, id)?;
        let plain = values.iter().find(|value| value.form.is_none());
        let value = plain.or_else(|| values.iter().find(|v| v.form.as_deref() == Some("long")));
        Some(self.text(&value?.content, tree, node))
    }

    /// The slot that a path leads to from a node, and the node of it that is meant.
    fn question_at(
        form: &Form,
        tree: &Tree,
        environment: &Environment,
        context: NodeId,
        path: &str,
    ) -> Option<(SlotId, NodeId)> {
        let mut expr = xpath::parse(path).ok()?;
        if let Some(slot) = form.slots.at(&slot_path(tree, context)) {
            let standing = Standing {
                slot,
                is_range: false,
            };
            expr = expressions::compile(path, expr, &form.slots, standing).expr;
        }
        let value = expr.evaluate(tree, context, environment).ok()?;
        let found = match value {
            xpath::Value::Nodes(nodes) => nodes.first()?,
            _ => return None,
        };
        let slot = form.slots.at(&slot_path(tree, found))?;
        Some((slot, found))
    }
}

/// The path of a node with prefixes, as slots have it.
fn slot_path(tree: &Tree, node: NodeId) -> String {
    let mut parts = Vec::new();
    let mut at = Some(node);
    while let Some(node) = at {
        match (tree.prefix(node), tree.local_name(node)) {
            (_, "") => {}
            (Some(prefix), local) => parts.push(format!("{prefix}:{local}")),
            (None, local) => parts.push(local.to_owned()),
        }
        at = tree.parent(node);
    }
    parts.reverse();
    format!("/{}", parts.join("/"))
}

impl Host for FormHost {
    fn translation(&self, id: &str) -> Option<String> {
        let form = &self.form;
        let tree = Tree::default();
        self.itext(form, id, &tree, tree.root())
    }

    fn choice_label(
        &self,
        tree: &Tree,
        context: NodeId,
        value: &str,
        path: &str,
    ) -> Option<String> {
        let form = &self.form;
        let (slot, node) = Self::question_at(form, tree, &self.environment, context, path)?;
        match &form.question(slot)?.choices {
            ChoiceSource::None => None,
            ChoiceSource::Items(items) => {
                let (label, _) = items.iter().find(|(_, code)| code == value)?;
                match label.as_ref()? {
                    Text::Inline(parts) => Some(self.text(parts, tree, node)),
                    Text::Itext(id) => self.itext(form, id, tree, node),
                    Text::Expression(expression) => {
                        let parts = [TextPart::Output(expression.clone())];
                        Some(self.text(&parts, tree, node))
                    }
                }
            }
            ChoiceSource::Itemset {
                value: code, label, ..
            } => {
                let text = |expr: &xpath::Expr, item: NodeId| {
                    let text = expr.evaluate_text(tree, item, &self.environment).ok()?;
                    Some(text.into_owned())
                };
                let items = choices::items(form, tree, &self.environment, &self.seed, node, slot);
                let mut items = items.into_iter();
                let item = items.find(|&item| text(code, item).as_deref() == Some(value))?;
                match label {
                    None => Some(value.to_owned()),
                    Some(ItemLabel::Text(expr)) => text(expr, item),
                    Some(ItemLabel::Itext(expr)) => {
                        self.itext(form, &text(expr, item)?, tree, item)
                    }
                }
            }
        }
    }

    fn property(&self, name: &str) -> Option<String> {
        if name == "version" {
            let form = &self.form;
            let attributes = &form.definition.instance.attributes;
            let version = attributes.iter().find(|(name, _)| name.local == "version");
            return version.map(|(_, version)| version.clone());
        }
        self.properties.get(name).cloned()
    }
}
