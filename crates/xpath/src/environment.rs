// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an evaluation knows besides the tree, and why it can fail.

use std::collections::BTreeMap;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::ast::Span;

/// Which functions exist, and whether texts that look like dates count as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// XPath 1.0 with the functions and dates of ODK.
    #[default]
    Odk,
    /// XPath 1.0 and nothing else.
    Plain,
}

/// What an evaluation knows besides the tree.
#[derive(Debug, Clone)]
pub struct Environment {
    /// This moment, for `now()`; its date is `today()`.
    pub now: Zoned,
    /// The zone in which days begin when a date becomes a number. With UTC, dates are whole numbers.
    pub zone: TimeZone,
    /// The language.
    pub dialect: Dialect,
    /// Prefixes of names and the namespaces that they stand for. The empty prefix says what names
    /// without one stand for (empty: no namespace); without it, they fit every namespace.
    pub namespaces: BTreeMap<String, String>,
}

impl Environment {
    /// ODK at the moment `now`, with dates as whole days.
    pub fn at(now: Zoned) -> Self {
        Self {
            now,
            zone: TimeZone::UTC,
            dialect: Dialect::Odk,
            namespaces: BTreeMap::new(),
        }
    }
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// The function does not exist in this dialect.
    #[error("there is no function `{0}`")]
    UnknownFunction(String),
    /// Too few or too many arguments.
    #[error("`{0}` does not take {1} arguments")]
    WrongArity(String, usize),
    /// A path begins at something that is no set of nodes.
    #[error("nodes are needed here")]
    NotNodes(Span),
    /// `${name}` was not resolved before.
    #[error("the reference `{0}` is not resolved")]
    Unresolved(String),
    /// More work than [`MAX_STEPS`].
    #[error("the expression needs too many steps")]
    TooMuchWork,
}
