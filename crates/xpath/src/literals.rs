// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is written plainly in an expression, for readers that say in other words what it says.

use crate::ast::{Axis, BinaryOp, Expr, ExprKind, PathStart};
use crate::conditions::is_any;
use crate::value::{number_to_text, text_to_number};

impl Expr {
    /// The expression itself, without brackets and empty paths around it.
    pub fn bare(&self) -> &Self {
        match &self.kind {
            ExprKind::Path {
                start: PathStart::Filter { base, predicates },
                steps,
            } if predicates.is_empty() && steps.is_empty() => base.bare(),
            _ => self,
        }
    }

    /// Whether it is `.`: the value of what the expression belongs to.
    pub fn is_own_value(&self) -> bool {
        let ExprKind::Path {
            start: PathStart::Context,
            steps,
        } = &self.bare().kind
        else {
            return false;
        };
        matches!(steps.as_slice(), [step] if is_any(step, Axis::SelfNode))
    }

    /// A text or a number that stands in it, as text.
    pub fn literal_text(&self) -> Option<String> {
        match &self.bare().kind {
            ExprKind::Text(text) => Some(text.clone()),
            _ => self.literal_number().map(number_to_text),
        }
    }

    /// A finite number that stands in it, also as text.
    pub fn literal_number(&self) -> Option<f64> {
        let number = match &self.bare().kind {
            ExprKind::Number(number) => *number,
            ExprKind::Text(text) => text_to_number(text),
            ExprKind::Negate { odd, of } => {
                of.literal_number().map(|n| if *odd { -n } else { n })?
            }
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The parts that `and`, or `or`, joins on the outermost level.
    pub fn joined(&self) -> Option<(BinaryOp, Vec<&Self>)> {
        let ExprKind::Chain { first, rest } = &self.bare().kind else {
            return None;
        };
        let (operator, _) = rest.first()?;
        let is_one = matches!(operator, BinaryOp::And | BinaryOp::Or)
            && rest.iter().all(|(other, _)| other == operator);
        is_one.then(|| {
            let rest = rest.iter().map(|(_, part)| part);
            (*operator, std::iter::once(&**first).chain(rest).collect())
        })
    }

    /// Both sides of a comparison and the operator between them.
    pub fn compared(&self) -> Option<(&Self, BinaryOp, &Self)> {
        match &self.bare().kind {
            ExprKind::Chain { first, rest } => match rest.as_slice() {
                [(operator, right)] if operator.compares() => Some((first, *operator, right)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl BinaryOp {
    /// The operator that says the same with its sides exchanged; for comparisons.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            other => other,
        }
    }
}
