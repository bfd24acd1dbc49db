// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be said by clicking: conditions on answers, joined by and/or.
//!
//! [`to_xpath`] says a rule as an expression, [`from_xpath`] reads one back if it says what clicking
//! can say. Both hold to this about answers that are missing: a question without an answer meets no
//! comparison, neither *is* nor *is not*. Only [`Relation::Differs`] counts a missing answer as
//! another one, as `!=` does. An empty round meets no test, no rounds at all meet every
//! [`Condition::EveryRound`], and their sum is 0.
//!
//! What belongs here: the shape of rules and their expressions. What does not: words.

mod normal;
mod places;
mod read;
mod write;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::read::from_xpath;
pub use self::write::to_xpath;

/// Conditions joined by and/or; some of them may be groups of conditions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Whether all must hold or one is enough.
    pub join: Join,
    /// What is joined: at least one.
    pub terms: Vec<Term>,
}

/// Whether all must hold or one is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// All must hold.
    All,
    /// One is enough.
    Any,
}

/// A part of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "term", rename_all = "kebab-case")]
pub enum Term {
    /// One condition.
    Condition(Condition),
    /// Conditions in brackets.
    Group(Group),
}

/// Conditions in brackets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Whether all must hold or one is enough.
    pub join: Join,
    /// At least one.
    pub conditions: Vec<Condition>,
}

/// One condition. Questions and repeats are named by path, without positions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Condition {
    /// About one answer: in the same round, where the question lies in a repeat.
    Field {
        /// The question.
        field: String,
        /// What must hold.
        test: Test,
    },
    /// At least one round of a repeat meets a test.
    AnyRound {
        /// The repeat.
        repeat: String,
        /// The question in it.
        field: String,
        /// What must hold.
        test: Test,
    },
    /// Every round of a repeat meets a test.
    EveryRound {
        /// The repeat.
        repeat: String,
        /// The question in it.
        field: String,
        /// What must hold.
        test: Test,
    },
    /// How many rounds a repeat has, or how many of them meet a test.
    Rounds {
        /// The repeat.
        repeat: String,
        /// Which rounds count; all if absent.
        #[serde(default, skip_serializing_if = "Option::is_none", rename = "where")]
        only: Option<RoundTest>,
        /// How the number stands to the value.
        relation: Relation,
        /// The value.
        value: Operand,
    },
    /// A number made of all answers to a question in a repeat; missing ones are left out. Of no
    /// answers at all, the sum is 0, and least and greatest do not exist, which meets no comparison
    /// but *is not*.
    Column {
        /// Which number.
        column: Column,
        /// The question.
        field: String,
        /// How the number stands to the value.
        relation: Relation,
        /// The value.
        value: Operand,
    },
}

/// A test of the rounds that count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundTest {
    /// The question in the repeat.
    pub field: String,
    /// What must hold.
    pub test: Test,
}

/// What must hold of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "test", rename_all = "kebab-case")]
pub enum Test {
    /// It stands in a relation to a value.
    Compare {
        /// The relation.
        relation: Relation,
        /// The value.
        value: Operand,
    },
    /// It lies between two values, these included.
    Between {
        /// The least.
        low: Operand,
        /// The greatest.
        high: Operand,
    },
    /// There is none.
    Empty,
    /// There is one.
    Filled,
    /// This choice is among the chosen ones.
    Contains {
        /// Its code.
        code: String,
    },
    /// None of these choices is among the chosen ones; also if nothing is chosen.
    ContainsNone {
        /// Their codes: at least one.
        codes: Vec<String>,
    },
}

/// How an answer stands to a value. For days, less is before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It is the value.
    Is,
    /// There is an answer, and it is another.
    IsNot,
    /// It is another or there is none.
    Differs,
    /// Less, or before.
    Less,
    /// Not greater, or not after.
    AtMost,
    /// Greater, or after.
    Greater,
    /// Not less, or not before.
    AtLeast,
}

/// What an answer is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Operand {
    /// A text or the code of a choice; `true` and `false` for yes and no. Not empty.
    Text(String),
    /// A finite number.
    Number(f64),
    /// A day, `2026-11-18`.
    Date(String),
    /// The day of filling, so many days later; earlier if negative.
    Today(i32),
    /// The answer to the question with this path.
    Field(String),
    /// What was reported for the period before, times a factor and with something added: a jump by
    /// 15 is `add`, a doubling `factor`. Not missing only if it was reported.
    Previous {
        /// The question, outside of repeats.
        field: String,
        /// 1 for the value itself.
        #[serde(default = "one")]
        factor: f64,
        /// 0 for the value itself.
        #[serde(default)]
        add: f64,
    },
}

fn one() -> f64 {
    1.0
}

impl Operand {
    /// Whether there can be no such value.
    pub(crate) fn can_be_missing(&self) -> bool {
        matches!(self, Self::Field(_) | Self::Previous { .. })
    }
}

/// A number made of all answers to a question in a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// All together.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
}

impl Column {
    pub(crate) const ALL: [Self; 3] = [Self::Sum, Self::Min, Self::Max];

    /// The function that makes it.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Min => "min",
            Self::Max => "max",
        }
    }
}

/// Why a rule is not an expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", content = "detail", rename_all = "kebab-case")]
pub enum RuleProblem {
    /// A rule or group without conditions, or a test without codes.
    Empty,
    /// There is no question with this path.
    NoSuchField(String),
    /// There is no repeat with this path.
    NoSuchRepeat(String),
    /// The question has several answers here, because it lies in a repeat.
    ManyAnswers(String),
    /// The question does not lie in the repeat of the condition.
    NotInRepeat(String),
    /// The form does not read what was reported before: see `reads_previous` of the form.
    NoPrevious,
    /// A number that is not finite.
    Number,
    /// Not a day.
    Date(String),
    /// A text that expressions cannot hold: empty, with both kinds of quotation marks, or with `${`.
    Text(String),
}

impl RuleProblem {
    /// A stable name for programs and message keys.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoSuchField(_) => "no-such-field",
            Self::NoSuchRepeat(_) => "no-such-repeat",
            Self::ManyAnswers(_) => "many-answers",
            Self::NotInRepeat(_) => "not-in-repeat",
            Self::NoPrevious => "no-previous",
            Self::Number => "number",
            Self::Date(_) => "date",
            Self::Text(_) => "text",
        }
    }
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for RuleProblem {}

/// Whether a text is a day as expressions write it: `2026-11-18`.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
