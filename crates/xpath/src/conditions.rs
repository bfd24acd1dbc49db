// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Numbers and conditions without a value for every part of them: the same results by fewer steps.

use crate::ast::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Step};
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::tree::NodeId;
use crate::value::{Nodes, Value};

type Result<T> = std::result::Result<T, EvaluationError>;

impl<'a> Run<'a> {
    pub(crate) fn number(&self, expr: &'a Expr, focus: Focus) -> Result<f64> {
        if let Some(node) = self.one_node(expr, focus) {
            self.spend(1)?;
            return Ok(self.number_of_text(&self.text_of(node)));
        }
        match &expr.kind {
            // Without a value for every part of a calculation.
            ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| op.calculates()) => {
                self.spend(1)?;
                let mut left = self.number(first, focus)?;
                for (operator, operand) in rest {
                    left = operator.calculate(left, self.number(operand, focus)?);
                }
                Ok(left)
            }
            _ => {
                let value = self.value(expr, focus)?;
                Ok(self.to_number(&value))
            }
        }
    }

    pub(crate) fn boolean(&self, expr: &'a Expr, focus: Focus) -> Result<bool> {
        match &expr.kind {
            ExprKind::Chain { first, rest } => match rest.as_slice() {
                [(operator, operand)] if operator.compares() => {
                    self.spend(1)?;
                    self.compare_parts(*operator, first, operand, focus)
                }
                [(operator @ (BinaryOp::And | BinaryOp::Or), _), ..] => {
                    self.spend(1)?;
                    let decides = *operator == BinaryOp::Or;
                    let all = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
                    for part in all {
                        if self.boolean(part, focus)? == decides {
                            return Ok(decides);
                        }
                    }
                    Ok(!decides)
                }
                _ => Ok(self.value(expr, focus)?.to_boolean()),
            },
            _ => Ok(self.value(expr, focus)?.to_boolean()),
        }
    }

    /// Compares, mostly one node with a value.
    fn compare_parts(
        &self,
        operator: BinaryOp,
        left: &'a Expr,
        right: &'a Expr,
        focus: Focus,
    ) -> Result<bool> {
        let is_equality = matches!(operator, BinaryOp::Equal | BinaryOp::NotEqual);
        let is_simple = |value: &Value<'_>| match value {
            Value::Nodes(_) => false,
            Value::Boolean(_) => !is_equality,
            _ => true,
        };
        let text = |node| Value::Text(self.text_of(node));
        let nodes = |node| Value::Nodes(Nodes::One(node));
        match (self.one_node(left, focus), self.one_node(right, focus)) {
            (Some(left), Some(right)) => {
                self.spend(2)?;
                Ok(self.compare_simple(operator, &text(left), &text(right)))
            }
            (Some(left), None) => {
                let right = self.value(right, focus)?;
                if is_simple(&right) {
                    self.spend(1)?;
                    Ok(self.compare_simple(operator, &text(left), &right))
                } else {
                    self.compare(operator, &nodes(left), &right)
                }
            }
            (None, Some(right)) => {
                let left = self.value(left, focus)?;
                if is_simple(&left) {
                    self.spend(1)?;
                    Ok(self.compare_simple(operator, &left, &text(right)))
                } else {
                    self.compare(operator, &left, &nodes(right))
                }
            }
            (None, None) => {
                let left = self.value(left, focus)?;
                let right = self.value(right, focus)?;
                self.compare(operator, &left, &right)
            }
        }
    }

    /// The node, if the expression is no more than a node that exists: bound to it, or `.`.
    fn one_node(&self, expr: &Expr, focus: Focus) -> Option<NodeId> {
        match &expr.kind {
            ExprKind::Node(node) => Some(*node),
            ExprKind::Path {
                start: PathStart::Context,
                steps,
            } => match steps.as_slice() {
                [step] if is_any(step, Axis::SelfNode) => {
                    let exists = self.tree.is_present(focus.node);
                    (exists && !self.tree.is_hidden(focus.node)).then_some(focus.node)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether a step goes to whatever there is on an axis, as `.` and `..` do.
pub(crate) fn is_any(step: &Step, axis: Axis) -> bool {
    step.axis == axis && step.test == NodeTest::AnyNode && step.predicates.is_empty()
}
