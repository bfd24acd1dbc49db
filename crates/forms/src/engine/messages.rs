// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the form says about answers: its own messages, and answers that it calls implausible.

use xpath::NodeId;

use super::problem::SessionError;
use super::session::Session;
use super::slots::SlotId;
use super::state::{Violation, ViolationKind};
use crate::definition::Text;

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

    /// What the form says about a violation, in every language that says something. Forms without
    /// languages have one text, under the empty name.
    pub fn messages(&self, violation: &Violation) -> Vec<(String, String)> {
        self.in_all_languages(&violation.reference, |session, slot| {
            let facts = session.form.facts(slot);
            match violation.kind {
                ViolationKind::Required => facts.required_message.clone(),
                ViolationKind::Constraint => facts.constraint_message.clone(),
                _ => None,
            }
        })
    }

    /// The same about an implausible answer.
    pub fn warning_messages(&self, implausible: &Implausible) -> Vec<(String, String)> {
        self.in_all_languages(&implausible.reference, |session, slot| {
            session.form.facts(slot).warning_message.clone()
        })
    }

    fn in_all_languages(
        &self,
        reference: &str,
        text: impl Fn(&Self, SlotId) -> Option<Text>,
    ) -> Vec<(String, String)> {
        let found = || -> Result<_, SessionError> {
            let node = self.node(reference)?;
            let slot = self.slot_of(node, reference)?;
            Ok((node, text(self, slot)))
        };
        let Ok((node, Some(text))) = found() else {
            return Vec::new();
        };
        if self.form.languages.is_empty() {
            return vec![(String::new(), self.caption(&text, node).text)];
        }
        let languages = self.form.languages.iter().enumerate();
        languages
            .map(|(number, name)| (name.clone(), self.caption_in(number, &text, node).text))
            .collect()
    }
}
