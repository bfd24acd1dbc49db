// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be chosen, and what remains of an answer when choices go away.

use std::borrow::Cow;
use std::collections::HashSet;

use xpath::{Environment, NodeId, Tree, Value};

use super::body::{ChoiceSource, ItemLabel};
use super::form::Form;
use super::problem::SessionError;
use super::session::{Mode, Session};
use super::slots::SlotId;
use super::texts::Caption;
use crate::definition::ControlKind;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// The code that is stored.
    pub value: String,
    /// What people read.
    pub label: Caption,
}

/// A part of the choices of a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChoicePage {
    /// How many choices there are in all that fit the search.
    pub total: usize,
    /// Those of the page.
    pub choices: Vec<Choice>,
}

/// The items of a question with choices from a list, as nodes.
pub(crate) fn items(
    form: &Form,
    tree: &Tree,
    environment: &Environment,
    seed: &[u8; 32],
    node: NodeId,
    slot: SlotId,
) -> Vec<NodeId> {
    let Some(ChoiceSource::Itemset { nodeset, .. }) = form.question(slot).map(|q| &q.choices)
    else {
        return Vec::new();
    };
    let compiled = form.expr(*nodeset);
    let shuffled;
    let environment = if compiled.calls.iter().any(|name| name == "randomize") {
        // The same order every time, and another one for every question.
        let mut seed = *seed;
        for (byte, part) in seed.iter_mut().zip(node.index().to_be_bytes()) {
            *byte ^= part;
        }
        let random = xpath::Randomness::seeded(seed);
        shuffled = Environment {
            random,
            ..environment.clone()
        };
        &shuffled
    } else {
        environment
    };
    match compiled.expr.evaluate(tree, node, environment) {
        Ok(Value::Nodes(nodes)) => nodes.as_slice().to_vec(),
        _ => Vec::new(),
    }
}

fn text<'a>(
    expr: &'a xpath::Expr,
    tree: &'a Tree,
    node: NodeId,
    environment: &'a Environment,
) -> Cow<'a, str> {
    expr.evaluate_text(tree, node, environment)
        .unwrap_or_default()
}

impl Session {
    /// What can be chosen now: of the choices whose label or code contains `search`, without
    /// regard to case, those from the place `from` on, at most `count`.
    pub fn choices(
        &self,
        reference: &str,
        search: &str,
        from: usize,
        count: usize,
    ) -> Result<ChoicePage, SessionError> {
        let node = self.node(reference)?;
        let slot = self.slot_of(node, reference)?;
        let Some(question) = self.form.question(slot) else {
            return Err(SessionError::NoNode(reference.to_owned()));
        };
        let search = search.trim().to_lowercase();
        let fits = |choice: &Choice| {
            search.is_empty()
                || choice.label.text.to_lowercase().contains(&search)
                || choice.value.to_lowercase().contains(&search)
        };
        match &question.choices {
            ChoiceSource::None => Ok(ChoicePage::default()),
            ChoiceSource::Items(items) => {
                let all = items.iter().map(|(label, value)| Choice {
                    value: value.clone(),
                    label: self.item_caption(label.as_ref(), value, node),
                });
                let found: Vec<Choice> = all.filter(fits).collect();
                Ok(ChoicePage {
                    total: found.len(),
                    choices: found.into_iter().skip(from).take(count).collect(),
                })
            }
            ChoiceSource::Itemset { value, label, .. } => {
                let nodes = items(
                    &self.form,
                    &self.instance.tree,
                    &self.environment,
                    &self.seed,
                    node,
                    slot,
                );
                let choice = |item: NodeId| {
                    let value =
                        text(value, &self.instance.tree, item, &self.environment).into_owned();
                    let label = self.label_of_item(label.as_ref(), item, &value);
                    Choice { value, label }
                };
                if search.is_empty() {
                    let page = nodes.iter().skip(from).take(count);
                    return Ok(ChoicePage {
                        total: nodes.len(),
                        choices: page.map(|&item| choice(item)).collect(),
                    });
                }
                let found: Vec<Choice> = nodes.into_iter().map(choice).filter(fits).collect();
                Ok(ChoicePage {
                    total: found.len(),
                    choices: found.into_iter().skip(from).take(count).collect(),
                })
            }
        }
    }

    /// What the list of a question says of a code, whether it can be chosen now or not. None if the
    /// question chooses from no list of this form.
    pub fn listed_label(&self, reference: &str, code: &str) -> Option<Caption> {
        let node = self.node(reference).ok()?;
        let slot = self.slot_of(node, reference).ok()?;
        let question = self.form.question(slot)?;
        let ChoiceSource::Itemset {
            label,
            unfiltered: Some(listed),
            ..
        } = &question.choices
        else {
            return None;
        };
        let tree = &self.instance.tree;
        let list = listed.list(tree)?;
        // Short lists have no index.
        let item = match tree.entries_where(list, &listed.entry, &listed.column, code) {
            Some(found) => found.into_iter().next(),
            None => tree.children(list).find(|&entry| {
                let column = tree.child(entry, &listed.column);
                tree.local_name(entry) == listed.entry
                    && column.is_some_and(|column| tree.text(column) == code)
            }),
        }?;
        Some(self.label_of_item(label.as_ref(), item, code))
    }

    fn label_of_item(&self, label: Option<&ItemLabel>, item: NodeId, value: &str) -> Caption {
        match label {
            None => Caption::plain(value),
            Some(ItemLabel::Text(expr)) => {
                Caption::plain(&text(expr, &self.instance.tree, item, &self.environment))
            }
            Some(ItemLabel::Itext(expr)) => {
                let id = text(expr, &self.instance.tree, item, &self.environment);
                self.itext_caption(&id, item)
            }
        }
    }

    /// All codes that can be chosen now.
    pub(crate) fn codes(&self, node: NodeId, slot: SlotId) -> Vec<String> {
        match self.form.question(slot).map(|question| &question.choices) {
            Some(ChoiceSource::Items(items)) => {
                items.iter().map(|(_, value)| value.clone()).collect()
            }
            Some(ChoiceSource::Itemset { value, .. }) => items(
                &self.form,
                &self.instance.tree,
                &self.environment,
                &self.seed,
                node,
                slot,
            )
            .into_iter()
            .map(|item| text(value, &self.instance.tree, item, &self.environment).into_owned())
            .collect(),
            Some(ChoiceSource::None) | None => Vec::new(),
        }
    }

    /// Whether all of these codes can be chosen now.
    pub(crate) fn can_choose<'a>(
        &self,
        node: NodeId,
        slot: SlotId,
        mut wanted: impl Iterator<Item = &'a str>,
    ) -> bool {
        match self.form.question(slot).map(|question| &question.choices) {
            Some(ChoiceSource::Items(items)) => {
                wanted.all(|code| items.iter().any(|(_, known)| known == code))
            }
            Some(ChoiceSource::Itemset { value, listed, .. }) => {
                let tree = &self.instance.tree;
                let code_of = |item| text(value, tree, item, &self.environment);
                let list = listed.as_ref().and_then(|listed| {
                    let list = listed.list(tree)?;
                    Some((listed, list))
                });
                let mut all: Option<Vec<Cow<'_, str>>> = None;
                wanted.all(|code| {
                    let found = list.and_then(|(listed, list)| {
                        tree.entries_where(list, &listed.entry, &listed.column, code)
                    });
                    if let Some(found) = found {
                        return found.into_iter().any(|item| code_of(item) == code);
                    }
                    let all = all.get_or_insert_with(|| {
                        let form = &self.form;
                        let items = items(form, tree, &self.environment, &self.seed, node, slot);
                        items.into_iter().map(code_of).collect()
                    });
                    all.iter().any(|known| known == code)
                })
            }
            Some(ChoiceSource::None) | None => false,
        }
    }

    /// What remains of an answer: chosen values that can still be chosen; of a ranking, also what
    /// can be ranked by now.
    pub(crate) fn choosable(&self, node: NodeId, slot: SlotId, kept: &str) -> String {
        if kept.is_empty() || self.mode == Mode::Check {
            return kept.to_owned();
        }
        let Some(question) = self.form.question(slot) else {
            return kept.to_owned();
        };
        if !matches!(question.choices, ChoiceSource::Itemset { .. }) {
            return kept.to_owned();
        }
        if question.kind == ControlKind::SelectOne {
            let known = self.can_choose(node, slot, std::iter::once(kept));
            return if known {
                kept.to_owned()
            } else {
                String::new()
            };
        }
        let codes = self.codes(node, slot);
        match question.kind {
            ControlKind::SelectMany => {
                let chosen: HashSet<&str> = kept.split_whitespace().collect();
                let codes = codes.iter().map(String::as_str);
                codes
                    .filter(|code| chosen.contains(code))
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            ControlKind::Rank => {
                let known: HashSet<&str> = codes.iter().map(String::as_str).collect();
                let mut order: Vec<&str> = kept
                    .split_whitespace()
                    .filter(|code| known.contains(code))
                    .collect();
                let ranked: HashSet<&str> = order.iter().copied().collect();
                order.extend(
                    codes
                        .iter()
                        .map(String::as_str)
                        .filter(|c| !ranked.contains(c)),
                );
                order.join(" ")
            }
            _ => kept.to_owned(),
        }
    }
}
