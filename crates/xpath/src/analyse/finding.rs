// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be wrong in an expression that parses.

use super::ValueKind;
use crate::ast::Span;

/// Something wrong in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub at: Span,
    /// What.
    pub kind: FindingKind,
}

/// What can be wrong in an expression that parses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindingKind {
    /// No such function.
    #[error("there is no function `{0}`")]
    UnknownFunction(String),
    /// Too few or too many arguments.
    #[error("the function `{name}` does not take {given} arguments")]
    WrongArity {
        /// The function.
        name: String,
        /// How many arguments it was given.
        given: usize,
    },
    /// A path that leads to no node of the tree.
    #[error("there is nothing at `{0}`")]
    UnknownNode(String),
    /// `${name}` that was not resolved.
    #[error("there is no question `{0}`")]
    UnknownReference(String),
    /// A value where a function or operator needs nodes.
    #[error("`{0}` needs a path to questions")]
    NodesNeeded(String),
    /// A written text that the function cannot work with, such as a broken pattern.
    #[error("the function `{function}` cannot work with `{text}`")]
    InvalidArgument {
        /// The function.
        function: String,
        /// The text.
        text: String,
    },
    /// Arithmetic or an order with a written text that is no number and no date.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// A comparison whose sides are never of one kind.
    #[error("{0} is compared with {1}")]
    Incomparable(ValueKind, ValueKind),
    /// A sum over answers one of which may be missing; then the sum is missing, too.
    #[error("`{function}` has no value as long as `{path}` is blank somewhere")]
    BlankInSum {
        /// The function.
        function: String,
        /// The question.
        path: String,
    },
}

impl FindingKind {
    /// Whether the expression can be evaluated in spite of it, though hardly as was meant.
    pub fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::NotANumber(_) | Self::Incomparable(..) | Self::BlankInSum { .. }
        )
    }
}
