// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions that do not belong to the form, tried out on an instance.

use xpath::{EvaluationError, Expr, Value};

use super::expressions;
use super::expressions::Standing;
use super::problem::SessionError;
use super::session::Session;

/// What an expression yields.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The values of nodes, in the order of the form: none, one or several.
    Values(Vec<String>),
    /// A number; not a number where something cannot be calculated.
    Number(f64),
    /// A text, a day or a moment.
    Text(String),
    /// Yes or no.
    Boolean(bool),
}

/// Why an expression yields nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum OutcomeError {
    /// There is no such node.
    #[error(transparent)]
    Place(#[from] SessionError),
    /// It cannot be evaluated.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
}

impl Session {
    /// The value of an expression that was parsed from `text` and stands at the node `reference`.
    /// References `${name}` must have been replaced by paths.
    pub fn try_out(
        &self,
        reference: &str,
        text: &str,
        expr: Expr,
    ) -> Result<Outcome, OutcomeError> {
        let node = self.node(reference)?;
        let expr = match self.filled(node) {
            Some(filled) => {
                let standing = Standing {
                    slot: filled.slot,
                    is_range: false,
                };
                expressions::compile(text, expr, &self.form.slots, standing).expr
            }
            None => expr,
        };
        let tree = &self.instance.tree;
        Ok(match expr.evaluate(tree, node, &self.environment)? {
            Value::Nodes(nodes) => {
                let nodes = nodes.as_slice().iter();
                Outcome::Values(nodes.map(|&node| tree.text(node).into_owned()).collect())
            }
            Value::Number(number) => Outcome::Number(number),
            Value::Boolean(boolean) => Outcome::Boolean(boolean),
            value @ (Value::Text(_) | Value::Moment(_)) => {
                Outcome::Text(value.into_text(tree).into_owned())
            }
        })
    }
}
