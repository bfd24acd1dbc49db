// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an evaluation knows besides the tree, and why it can fail.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::ast::Span;
use crate::randomness::Randomness;
use crate::tree::{NodeId, Tree};

/// Which functions exist, and whether texts that look like dates count as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// XPath 1.0 with the functions and dates of ODK.
    #[default]
    Odk,
    /// XPath 1.0 and nothing else.
    Plain,
}

/// What only the form can answer: texts in the language of the moment, labels of choices.
pub trait Host: fmt::Debug + Send + Sync {
    /// The text with this identifier, for `jr:itext`.
    fn translation(&self, id: &str) -> Option<String>;

    /// The label of the choice `value` of the question that `path` leads to from `context`, for
    /// `jr:choice-name`.
    fn choice_label(&self, tree: &Tree, context: NodeId, value: &str, path: &str)
    -> Option<String>;

    /// A fact about the device or the person, for `property`; `version` is the form's version.
    fn property(&self, name: &str) -> Option<String>;
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
    pub namespaces: Arc<BTreeMap<String, String>>,
    /// Where `random()`, `uuid()` and `randomize()` without a seed take their numbers from.
    pub random: Randomness,
    /// Who answers `jr:itext`, `jr:choice-name`, `property` and `version`; without one, the answers
    /// are empty texts.
    pub host: Option<Arc<dyn Host>>,
}

impl Environment {
    /// Whether names without prefix stand for one namespace, which may be none.
    pub(crate) fn has_default_namespace(&self) -> bool {
        // The empty prefix comes before all others.
        let first = self.namespaces.first_key_value();
        first.is_some_and(|(prefix, _)| prefix.is_empty())
    }

    /// ODK at the moment `now`, with dates as whole days. Random numbers begin with the seed 0,
    /// which is the same every time: set [`Environment::random`] where that matters.
    pub fn at(now: Zoned) -> Self {
        Self {
            now,
            zone: TimeZone::UTC,
            dialect: Dialect::Odk,
            namespaces: Arc::default(),
            random: Randomness::default(),
            host: None,
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
    /// An argument that the function cannot work with.
    #[error("`{0}` cannot work with this {1}")]
    WrongArgument(&'static str, &'static str),
    /// A path begins at something that is no set of nodes.
    #[error("nodes are needed here")]
    NotNodes(Span),
    /// `${name}` was not resolved before.
    #[error("the reference `{0}` is not resolved")]
    Unresolved(String),
    /// More work than [`MAX_STEPS`](crate::MAX_STEPS).
    #[error("the expression needs too many steps")]
    TooMuchWork,
}
