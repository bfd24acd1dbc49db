// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the operators between two values do: sections 3.4 and 3.5 of XPath 1.0.

use crate::ast::BinaryOp;
use crate::environment::EvaluationError;
use crate::evaluate::Run;
use crate::value::Value;

type Result<T> = std::result::Result<T, EvaluationError>;

impl BinaryOp {
    /// Whether it makes a number of two.
    pub(crate) fn calculates(self) -> bool {
        matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder
        )
    }

    /// Whether it says how two values stand to each other.
    pub(crate) fn compares(self) -> bool {
        !self.calculates() && !matches!(self, Self::And | Self::Or | Self::Union)
    }

    /// The number that it makes of two.
    pub(crate) fn calculate(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::Remainder => left % right,
            _ => f64::NAN,
        }
    }
}

impl<'a> Run<'a> {
    pub(crate) fn combine(
        &self,
        operator: BinaryOp,
        left: &Value<'a>,
        right: &Value<'a>,
    ) -> Result<Value<'a>> {
        if operator.calculates() {
            let (left, right) = (self.to_number(left), self.to_number(right));
            return Ok(Value::Number(operator.calculate(left, right)));
        }
        Ok(Value::Boolean(self.compare(operator, left, right)?))
    }

    /// Section 3.4: a set of nodes compares as if for any of its nodes. Beside a boolean it is a
    /// boolean itself, but only for equality: otherwise nodes and boolean are numbers, as in ODK's
    /// engines.
    pub(crate) fn compare(
        &self,
        operator: BinaryOp,
        left: &Value<'a>,
        right: &Value<'a>,
    ) -> Result<bool> {
        let is_equality = matches!(operator, BinaryOp::Equal | BinaryOp::NotEqual);
        match (left, right) {
            (Value::Nodes(nodes), Value::Boolean(_)) if is_equality => {
                let left = Value::Boolean(!nodes.as_slice().is_empty());
                Ok(self.compare_simple(operator, &left, right))
            }
            (Value::Boolean(_), Value::Nodes(nodes)) if is_equality => {
                let right = Value::Boolean(!nodes.as_slice().is_empty());
                Ok(self.compare_simple(operator, left, &right))
            }
            (Value::Nodes(nodes), _) => {
                for &node in nodes.as_slice() {
                    let left = Value::Text(self.text_of(node));
                    let matches = match right {
                        Value::Nodes(_) => self.compare(operator, &left, right)?,
                        _ => self.compare_simple(operator, &left, right),
                    };
                    self.spend(1)?;
                    if matches {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (_, Value::Nodes(nodes)) => {
                for &node in nodes.as_slice() {
                    self.spend(1)?;
                    let right = Value::Text(self.text_of(node));
                    if self.compare_simple(operator, left, &right) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Ok(self.compare_simple(operator, left, right)),
        }
    }

    #[expect(clippy::float_cmp, reason = "XPath compares numbers exactly")]
    pub(crate) fn compare_simple(
        &self,
        operator: BinaryOp,
        left: &Value<'_>,
        right: &Value<'_>,
    ) -> bool {
        let equal = || match (left, right) {
            (Value::Boolean(_), _) | (_, Value::Boolean(_)) => {
                left.to_boolean() == right.to_boolean()
            }
            // Without a comparison of memory where there is none, which is slow.
            (Value::Text(a), Value::Text(b)) => a.len() == b.len() && (a.is_empty() || a == b),
            _ => self.to_number(left) == self.to_number(right),
        };
        match operator {
            BinaryOp::Equal => equal(),
            BinaryOp::NotEqual => !equal(),
            _ => {
                let (a, b) = (self.to_number(left), self.to_number(right));
                match operator {
                    BinaryOp::Less => a < b,
                    BinaryOp::LessOrEqual => a <= b,
                    BinaryOp::Greater => a > b,
                    _ => a >= b,
                }
            }
        }
    }
}
