// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A whole instance examined at once, as the server does with everything that is sent.

use std::sync::Arc;

use xpath::NodeId;

use super::form::{ExprId, Form};
use super::problem::{Failure, Property, SessionError};
use super::session::{Mode, Session, Surroundings};
use super::slots::{self, SlotId};
use super::state::{Entity, Violation};
use super::types;

/// A value that is not what the form makes of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path of the node with the positions of repeat instances.
    pub reference: String,
    /// The value in the instance; of a repeat, how many instances it has.
    pub given: String,
    /// The value that was calculated; empty where a node is not relevant.
    pub expected: String,
}

/// What was found in an instance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// What is wrong with the values, in the order of the instance.
    pub violations: Vec<Violation>,
    /// Values that are not what the form makes of the answers.
    pub differences: Vec<Difference>,
    /// Nodes that the form does not have.
    pub unknown: Vec<SessionError>,
    /// Expressions without a value.
    pub failures: Vec<Failure>,
    /// The names of the files that belong to the instance.
    pub attachments: Vec<String>,
    /// The entities that the instance creates or updates.
    pub entities: Vec<Entity>,
}

impl Evaluation {
    /// Whether nothing at all is wrong.
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
            && self.differences.is_empty()
            && self.unknown.is_empty()
            && self.failures.is_empty()
    }
}

impl Form {
    /// Examines an instance: types, choices, what is required, constraints, calculations.
    pub fn check(
        self: &Arc<Self>,
        xml: &[u8],
        surroundings: &Surroundings,
    ) -> Result<Evaluation, SessionError> {
        let mut session = self.resume(xml, Mode::Check, surroundings)?;
        let mut violations = Vec::new();
        let mut hidden = Vec::new();
        session.visit(&mut |node, slot| {
            if !self.slots[slot].is_leaf() {
                return;
            }
            if session.is_relevant(node) {
                session.violations(node, slot, &mut violations);
            } else {
                hidden.extend(session.hidden_value(node, slot));
            }
        });
        session.differences.append(&mut hidden);
        Ok(Evaluation {
            violations,
            attachments: session.attachments(),
            entities: session.entities(),
            differences: session.differences,
            unknown: session.unknown,
            failures: session.failures,
        })
    }
}

impl Session {
    /// In a check: what a calculation gives instead of the value that was given.
    pub(crate) fn examine(&mut self, form: &Form, expr: ExprId, node: NodeId, slot: SlotId) {
        let facts = form.facts(slot);
        let is_volatile = form.expr(expr).is_volatile;
        // People may overwrite what is calculated where they are asked.
        let changeable = facts.question.is_some() && facts.readonly.is_none();
        if (is_volatile || changeable) && !self.instance.tree.text(node).is_empty() {
            return;
        }
        let text = self.evaluate_text(expr, node, Property::Calculate);
        let expected = facts.kind.canonical(&text).unwrap_or_default();
        let given = self.instance.tree.text(node);
        if same(&given, &expected) {
            return;
        }
        if !is_volatile {
            let given = given.into_owned();
            let reference = self.path(node);
            self.differences
                .retain(|known| known.reference != reference);
            // Later changes of what is read must not hide what was given at first.
            let first = self.given.entry(node).or_insert(given).clone();
            if !same(&first, &expected) {
                self.differences.push(Difference {
                    reference,
                    given: first,
                    expected: expected.clone(),
                });
            }
        }
        self.keep(node, expected);
    }

    /// In a check: whether a repeat has as many instances as it should.
    pub(crate) fn examine_count(&mut self, anchor: NodeId, expected: f64) {
        let given = self.instances_after(anchor).len();
        let is_same = same(&given.to_string(), &expected.to_string());
        if is_same && self.differences.is_empty() {
            return;
        }
        let reference = self.path(anchor);
        self.differences
            .retain(|known| known.reference != reference);
        if is_same || !self.is_relevant(anchor) {
            return;
        }
        self.differences.push(Difference {
            reference,
            given: given.to_string(),
            expected: expected.to_string(),
        });
    }

    /// The value of a node that is not relevant and should have none.
    fn hidden_value(&self, node: NodeId, slot: SlotId) -> Option<Difference> {
        let given = self.kept(node);
        let is_wrong = !given.is_empty() && !self.form.slots[slot].is_attribute;
        is_wrong.then(|| Difference {
            reference: self.path(node),
            given,
            expected: String::new(),
        })
    }
}

/// Whether two texts are the same value: numbers may be written with more or fewer digits.
fn same(one: &str, other: &str) -> bool {
    slots::same(one, other)
        || match (types::number(one), types::number(other)) {
            (Some(one), Some(other)) => {
                (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
            }
            _ => false,
        }
}
