// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whether a condition holds.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Comparison, Field, Filter, MomentPart, Operand};
use crate::odata::{ReviewState, Submission};

/// What the system knows of a submission or an entity.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The identifier.
    pub id: &'a str,
    /// When it arrived or was created.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
    /// When it was deleted.
    pub deleted: Option<Timestamp>,
    /// Who sent or created it.
    pub author: Option<&'a str>,
    /// What the review came to.
    pub review_state: Option<ReviewState>,
    /// `soft` or `hard` if changes contradict each other.
    pub conflict: Option<&'a str>,
}

impl<'a> From<&Submission<'a>> for Facts<'a> {
    fn from(submission: &Submission<'a>) -> Self {
        Self {
            id: submission.instance_id,
            created: submission.submission_date,
            updated: submission.updated_at,
            deleted: submission.deleted_at,
            author: submission.submitter_id,
            review_state: submission.review_state,
            conflict: None,
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value<'a> {
    Text(&'a str),
    Number(i64),
    Moment(Timestamp),
}

impl Filter {
    /// Whether the condition holds; `now` is the moment of the request.
    pub fn matches(&self, facts: &Facts<'_>, now: Timestamp) -> bool {
        self.evaluate(facts, now) == Some(true)
    }

    /// Nothing if it can be said neither that it holds nor that it does not.
    fn evaluate(&self, facts: &Facts<'_>, now: Timestamp) -> Option<bool> {
        match self {
            Self::And(one, other) => match (one.evaluate(facts, now), other.evaluate(facts, now)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(one, other) => match (one.evaluate(facts, now), other.evaluate(facts, now)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Not(inner) => inner.evaluate(facts, now).map(|holds| !holds),
            Self::Compare {
                left,
                comparison,
                right,
            } => {
                let (left, right) = (left.value(facts, now), right.value(facts, now));
                compare(left, *comparison, right)
            }
        }
    }
}

fn compare(left: Option<Value<'_>>, by: Comparison, right: Option<Value<'_>>) -> Option<bool> {
    match by {
        Comparison::Equal => return Some(left == right),
        Comparison::NotEqual => return Some(left != right),
        _ => {}
    }
    let order = left?.cmp(&right?);
    Some(match by {
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
        Comparison::Equal | Comparison::NotEqual => order == Ordering::Equal,
    })
}

impl Operand {
    fn value<'a>(&'a self, facts: &Facts<'a>, now: Timestamp) -> Option<Value<'a>> {
        Some(match self {
            Self::Null => return None,
            Self::Text(text) => Value::Text(text),
            Self::Number(number) => Value::Number(*number),
            Self::Moment(moment) => Value::Moment(*moment),
            Self::Now => Value::Moment(now),
            Self::Part(part, of) => match of.value(facts, now)? {
                Value::Moment(moment) => Value::Number(part.of(moment)),
                // What is read holds moments here only.
                Value::Text(_) | Value::Number(_) => return None,
            },
            Self::Field(field) => match field {
                Field::Id => Value::Text(facts.id),
                Field::Created => Value::Moment(facts.created),
                Field::Updated => Value::Moment(facts.updated?),
                Field::Deleted => Value::Moment(facts.deleted?),
                Field::Author => Value::Text(facts.author?),
                Field::ReviewState => Value::Text(facts.review_state?.name()),
                Field::Conflict => Value::Text(facts.conflict?),
            },
        })
    }
}

impl MomentPart {
    /// This part of a moment, in UTC.
    pub fn of(self, moment: Timestamp) -> i64 {
        let parts = TimeZone::UTC.to_datetime(moment);
        match self {
            Self::Year => parts.year().into(),
            Self::Month => parts.month().into(),
            Self::Day => parts.day().into(),
            Self::Hour => parts.hour().into(),
            Self::Minute => parts.minute().into(),
            Self::Second => parts.second().into(),
        }
    }
}
