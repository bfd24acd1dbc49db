// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Errors of the other parts as problems.

use super::Problem;
use crate::odata::{
    FilterError, FilterErrorKind, QueryError, QueryErrorKind, TargetError, WriteError,
};
use crate::openrosa::{InstanceError, Refusal};

impl From<FilterError> for Problem {
    fn from(error: FilterError) -> Self {
        let at = error.at;
        match error.kind {
            FilterErrorKind::Field(text) => Self::UnsupportedField { at: Some(at), text },
            FilterErrorKind::Unsupported(text) => Self::UnsupportedFilter { at, text },
            kind => Self::UnparseableFilter {
                reason: FilterError { at, kind }.to_string(),
            },
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let QueryError { option, kind } = error;
        match kind {
            QueryErrorKind::Unknown => Self::NotImplemented { feature: option },
            QueryErrorKind::Filter(error) => error.into(),
            QueryErrorKind::Property(property) => Self::PropertyNotFound { property },
            QueryErrorKind::PropertyOfRepeat(property) => Self::UnsupportedSelect { property },
            QueryErrorKind::Expand(text) => Self::UnsupportedExpand { text },
            QueryErrorKind::SelectAndExpand => Self::UnsupportedSelectExpand,
            QueryErrorKind::SkipToken => Self::InvalidSkipToken,
            QueryErrorKind::OrderAndSkipToken => Self::NotImplemented {
                feature: "$orderby together with $skiptoken".to_owned(),
            },
            QueryErrorKind::Order(text) => Self::UnsupportedField { at: None, text },
            QueryErrorKind::Format(_) => Self::UnacceptableFormat {
                allowed: vec!["json", "application/json"],
            },
            QueryErrorKind::TooLong => Self::TooLarge,
            QueryErrorKind::Number(ref value) | QueryErrorKind::Boolean(ref value) => {
                Self::UnexpectedValue {
                    field: option,
                    value: value.clone(),
                    reason: kind.to_string(),
                }
            }
            QueryErrorKind::Twice => Self::UnexpectedValue {
                field: option,
                value: String::new(),
                reason: kind.to_string(),
            },
        }
    }
}

impl From<TargetError> for Problem {
    fn from(_: TargetError) -> Self {
        Self::NotFound
    }
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Query(error) => error.into(),
            WriteError::NoTable => Self::NotFound,
            WriteError::TokenNotFound => Self::SkipTokenNotFound,
            WriteError::Output(_) => Self::Internal,
        }
    }
}

impl Problem {
    /// Why something sent is no submission; `length` is that of what was sent.
    pub fn of_instance(error: &InstanceError, length: usize) -> Self {
        match error {
            InstanceError::NoFormId(_) => Self::MissingParameter {
                field: "id of the outermost element".to_owned(),
            },
            InstanceError::Encrypted(_) => Self::NotImplemented {
                feature: "the encryption of submissions".to_owned(),
            },
            error => Self::Unparseable {
                format: "xml",
                length,
                reason: error.to_string(),
            },
        }
    }

    /// Why a submission is refused that replaces `deprecated_id`.
    pub fn of_refusal(refusal: Refusal, deprecated_id: &str) -> Self {
        let deprecated_id = deprecated_id.to_owned();
        match refusal {
            Refusal::OtherXml => Self::XmlConflict,
            Refusal::DeprecatedUnknown => Self::DeprecatedIdNotFound { deprecated_id },
            Refusal::DeprecatedReplaced => Self::DeprecatingOldSubmission { deprecated_id },
            Refusal::Deleted => Self::DuplicateSubmission,
        }
    }
}
