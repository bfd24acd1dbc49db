// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Why a document is no Questionnaire.

/// How deeply items may lie in each other.
pub(super) const DEEPEST: usize = 40;

/// Why a document is no Questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct ReadProblem {
    /// Where: `item[2].item[0]`; for what is not even JSON, line and column.
    pub place: String,
    /// Why.
    pub kind: ReadProblemKind,
}

/// Why a document is no Questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblemKind {
    /// It is not even JSON.
    #[error("{0}")]
    Json(String),
    /// It is another resource.
    #[error("the resource is no Questionnaire")]
    NotQuestionnaire,
    /// An element that must be there is absent or of another type.
    #[error("`{0}` is missing, or no value that it can have")]
    Missing(&'static str),
    /// Items lie too deeply in each other.
    #[error("items lie in each other more than {DEEPEST} deep")]
    TooDeep,
    /// Two items with the same `linkId`.
    #[error("there is a second item `{0}`")]
    Duplicate(String),
}
