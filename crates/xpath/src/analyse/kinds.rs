// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Kinds of values, as far as they are known before an expression runs.

use std::fmt;

use jiff::tz::TimeZone;

use crate::ast::BinaryOp;
use crate::dates::Moment;
use crate::value::text_to_number;

/// What a value is, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueKind {
    /// Not known.
    #[default]
    Any,
    /// A number.
    Number,
    /// A text that is neither a number nor a date, such as a code or a name.
    Text,
    /// Yes or no.
    Boolean,
    /// A day or a moment.
    Date,
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "a value",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Boolean => "yes or no",
            Self::Date => "a date",
        })
    }
}

impl ValueKind {
    /// Whether a comparison of the two can come out one way or the other.
    pub(super) fn compares_with(self, other: Self) -> bool {
        match (self, other) {
            // Days since 1970 are numbers, and yes counts as 1.
            (Self::Any, _)
            | (_, Self::Any)
            | (Self::Number, Self::Date | Self::Boolean)
            | (Self::Date | Self::Boolean, Self::Number) => true,
            _ => self == other,
        }
    }
}

pub(super) fn is_number(text: &str) -> bool {
    !text_to_number(text).is_nan()
}

pub(super) fn is_date(text: &str) -> bool {
    Moment::parse(text, &TimeZone::UTC).is_some()
}

/// Of a written text; the empty one is compared with everything, to see whether it is blank.
pub(super) fn kind_of_text(text: &str) -> ValueKind {
    if text.is_empty() {
        ValueKind::Any
    } else if is_number(text) {
        ValueKind::Number
    } else if is_date(text) {
        ValueKind::Date
    } else {
        ValueKind::Text
    }
}

pub(super) fn is_arithmetic(operator: BinaryOp) -> bool {
    matches!(
        operator,
        BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Divide
            | BinaryOp::Remainder
    )
}

/// Whether the argument with this number, counted from 0, must be a set of nodes.
pub(crate) fn takes_nodes(function: &str, index: usize) -> bool {
    match function {
        "count" | "count-non-empty" | "sum" | "position" | "local-name" | "namespace-uri"
        | "name" | "randomize" => index == 0,
        "indexed-repeat" => index == 0 || index % 2 == 1,
        _ => false,
    }
}

/// Of the functions whose values are of one kind; texts may turn out to be numbers or dates.
pub(crate) fn kind_of_call(function: &str) -> ValueKind {
    match function {
        "last" | "position" | "count" | "count-non-empty" | "string-length" | "number" | "sum"
        | "floor" | "ceiling" | "round" | "int" | "min" | "max" | "pow" | "abs" | "sqrt"
        | "exp" | "exp10" | "log" | "log10" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan"
        | "atan2" | "pi" | "decimal-date-time" | "decimal-time" | "count-selected" | "random"
        | "area" | "enclosed-area" | "distance" => ValueKind::Number,
        "boolean"
        | "not"
        | "true"
        | "false"
        | "lang"
        | "starts-with"
        | "ends-with"
        | "contains"
        | "boolean-from-string"
        | "checklist"
        | "weighted-checklist"
        | "selected"
        | "is-selected"
        | "regex"
        | "geofence"
        | "intersects" => ValueKind::Boolean,
        "today" | "now" | "date" | "date-time" => ValueKind::Date,
        _ => ValueKind::Any,
    }
}
