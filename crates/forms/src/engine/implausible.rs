// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers that the form calls implausible.

use xpath::NodeId;

use super::session::Session;
use super::slots::SlotId;

/// An answer that the form calls implausible, though it can be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implausible {
    /// The path of the node with the positions of repeat instances.
    pub reference: String,
    /// What the form says about it, in the language of the moment.
    pub message: Option<String>,
}

impl Session {
    /// All answers that the form calls implausible, in the order of the instance.
    pub fn implausible(&self) -> Vec<Implausible> {
        let mut found = Vec::new();
        self.visit(&mut |node, slot| {
            if self.is_implausible(node, slot) {
                let message = self.form.facts(slot).warning_message.as_ref();
                found.push(Implausible {
                    reference: self.path(node),
                    message: message.map(|text| self.caption(text, node).text),
                });
            }
        });
        found
    }

    fn is_implausible(&self, node: NodeId, slot: SlotId) -> bool {
        let Some(expr) = self.form.facts(slot).warning else {
            return false;
        };
        let is_answered = self.is_relevant(node) && !self.instance.tree.text(node).is_empty();
        is_answered && {
            let expr = &self.form.expr(expr).expr;
            let value = expr.evaluate_boolean(&self.instance.tree, node, &self.environment);
            value.unwrap_or(false)
        }
    }
}
