// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Values and their conversions: section 3 and 4 of XPath 1.0, with dates as ODK adds them.

use std::borrow::Cow;

use crate::dates::Moment;
use crate::tree::{NodeId, Tree};

/// What an expression yields. Texts may point into the tree or the expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nodes in document order, each once.
    Nodes(Nodes),
    /// A number; not-a-number stands for what cannot be calculated.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Yes or no.
    Boolean(bool),
    /// A day or a moment, as the date functions of ODK return it.
    Moment(Moment),
}

/// A set of nodes; the common case of one node needs no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nodes {
    /// Exactly one.
    One(NodeId),
    /// Any number, in document order.
    Many(Vec<NodeId>),
}

impl Nodes {
    /// The nodes.
    pub fn as_slice(&self) -> &[NodeId] {
        match self {
            Self::One(node) => std::slice::from_ref(node),
            Self::Many(nodes) => nodes,
        }
    }

    /// The first in document order.
    pub fn first(&self) -> Option<NodeId> {
        self.as_slice().first().copied()
    }
}

impl Value<'_> {
    /// As the function `boolean()` converts.
    pub fn to_boolean(&self) -> bool {
        match self {
            Self::Nodes(nodes) => !nodes.as_slice().is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Boolean(boolean) => *boolean,
            Self::Moment(Moment::Days(days)) => *days != 0.0 && !days.is_nan(),
            Self::Moment(moment) => *moment != Moment::Invalid,
        }
    }
}

impl<'a> Value<'a> {
    /// As the function `string()` converts; of nodes, the first counts.
    pub fn into_text(self, tree: &'a Tree) -> Cow<'a, str> {
        match self {
            Self::Nodes(nodes) => nodes
                .first()
                .map_or(Cow::Borrowed(""), |node| tree.text(node)),
            Self::Number(number) => Cow::Owned(number_to_text(number)),
            Self::Text(text) => text,
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Moment(moment) => Cow::Owned(moment.to_string()),
        }
    }
}

/// A number as XPath writes it: no exponent, no trailing zeros, `NaN`, `Infinity`.
pub fn number_to_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// Reads a number as XPath does: digits with a point and a minus sign, blanks around; else NaN.
pub fn text_to_number(text: &str) -> f64 {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit());
    if plain {
        text.parse().unwrap_or(f64::NAN)
    } else {
        f64::NAN
    }
}
