// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `$filter`: which submissions or entities are asked for, by what the system knows of them.
//!
//! The part of the language that Central understands: comparisons of the fields of [`Field`], `and`,
//! `or`, `not`, brackets, `null`, texts, numbers, days and moments, and the functions `now`, `year`,
//! `month`, `day`, `hour`, `minute` and `second`. Days begin, and parts of moments are taken, in UTC, as
//! they are in Central.
//!
//! A store turns a [`Filter`] into SQL. [`Filter::matches`] says what that SQL must yield: `eq` and
//! `ne` know null as a value (`IS NOT DISTINCT FROM`), the other comparisons with null are neither true nor
//! false, and only what is true is kept.

mod evaluate;
mod lex;
mod parse;

pub use evaluate::Facts;

use jiff::Timestamp;

/// What a filter is applied to, which decides on the names of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The table of submissions: `__system/submissionDate`.
    Submissions,
    /// The table of a repeat, filtered by the submission: `$root/Submissions/__system/submissionDate`.
    Repeat,
    /// A list of entities: `__system/createdAt`.
    Entities,
}

/// A field that can be filtered and sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The identifier.
    Id,
    /// When a submission arrived or an entity was created.
    Created,
    /// When it was last changed.
    Updated,
    /// When it was deleted. A filter that does not speak of it leaves out what is deleted; see
    /// [`Filter::mentions`].
    Deleted,
    /// Who sent or created it.
    Author,
    /// What the review of a submission came to.
    ReviewState,
    /// Whether changes of an entity contradict each other.
    Conflict,
}

impl Field {
    const NAMES: [(Self, Option<&'static str>, Option<&'static str>); 7] = [
        (Self::Id, Some("__id"), Some("__id")),
        (
            Self::Created,
            Some("__system/submissionDate"),
            Some("__system/createdAt"),
        ),
        (
            Self::Updated,
            Some("__system/updatedAt"),
            Some("__system/updatedAt"),
        ),
        (
            Self::Deleted,
            Some("__system/deletedAt"),
            Some("__system/deletedAt"),
        ),
        (
            Self::Author,
            Some("__system/submitterId"),
            Some("__system/creatorId"),
        ),
        (Self::ReviewState, Some("__system/reviewState"), None),
        (Self::Conflict, None, Some("__system/conflict")),
    ];

    /// The field of this name.
    pub fn named(name: &str, subject: Subject) -> Option<Self> {
        let name = match subject {
            Subject::Repeat => name.strip_prefix("$root/Submissions/")?,
            Subject::Submissions | Subject::Entities => name,
        };
        let mut all = Self::NAMES.into_iter();
        let (field, ..) = all.find(|(_, of_submission, of_entity)| {
            let known = match subject {
                Subject::Entities => of_entity,
                Subject::Submissions | Subject::Repeat => of_submission,
            };
            *known == Some(name)
        })?;
        Some(field)
    }

    /// Whether it holds a moment; all others hold texts.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::Created | Self::Updated | Self::Deleted)
    }
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// At least one.
    Or(Box<Filter>, Box<Filter>),
    /// Not so.
    Not(Box<Filter>),
    /// Two values of the same type, or one and null.
    Compare {
        /// The first.
        left: Operand,
        /// How they are compared.
        comparison: Comparison,
        /// The second.
        right: Operand,
    },
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `eq`: null is equal to null.
    Equal,
    /// `ne`
    NotEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
}

/// A value in a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Nothing; only in comparisons by `eq` and `ne`.
    Null,
    /// A field.
    Field(Field),
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A moment.
    Moment(Timestamp),
    /// The moment of the request.
    Now,
    /// A part of a moment, in UTC. What it is taken of is a moment.
    Part(MomentPart, Box<Operand>),
}

/// A part of a moment, as a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentPart {
    /// The year.
    Year,
    /// The month, from 1.
    Month,
    /// The day of the month.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second, without fractions.
    Second,
}

impl MomentPart {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "year" => Self::Year,
            "month" => Self::Month,
            "day" => Self::Day,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            _ => return None,
        })
    }
}

/// Why a filter is none, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (at character {at})")]
pub struct FilterError {
    /// The character, counted from 1.
    pub at: usize,
    /// Why.
    pub kind: FilterErrorKind,
}

/// Why a filter is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterErrorKind {
    /// Something else had to stand there.
    #[error("expected {0}")]
    Expected(&'static str),
    /// A text without an end.
    #[error("the text has no end")]
    OpenText,
    /// A character that begins nothing.
    #[error("unexpected `{0}`")]
    Unexpected(char),
    /// A field that cannot be filtered by.
    #[error("the field `{0}` cannot be filtered by")]
    Field(String),
    /// A function or operator that is not offered.
    #[error("`{0}` is not supported")]
    Unsupported(String),
    /// Values of different types.
    #[error("values of different types are compared")]
    Types,
    /// Null is compared otherwise than by `eq` and `ne`.
    #[error("null can be compared by `eq` and `ne` only")]
    Null,
    /// Brackets in brackets in brackets.
    #[error("the expression is nested too deeply")]
    TooDeep,
    /// A very long text.
    #[error("the expression is too long")]
    TooLong,
}

impl Filter {
    /// Reads a filter.
    pub fn parse(text: &str, subject: Subject) -> Result<Self, FilterError> {
        parse::parse(text, subject)
    }

    /// Whether it speaks of a field.
    pub fn mentions(&self, field: Field) -> bool {
        match self {
            Self::And(one, other) | Self::Or(one, other) => {
                one.mentions(field) || other.mentions(field)
            }
            Self::Not(inner) => inner.mentions(field),
            Self::Compare { left, right, .. } => left.is_of(field) || right.is_of(field),
        }
    }
}

impl Operand {
    fn is_of(&self, field: Field) -> bool {
        match self {
            Self::Field(known) => *known == field,
            Self::Part(_, inner) => inner.is_of(field),
            _ => false,
        }
    }
}
