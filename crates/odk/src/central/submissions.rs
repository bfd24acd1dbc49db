// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions, their versions, comments and files.

use std::collections::BTreeSet;

use forms::Answers;
use serde::{Deserialize, Serialize};

use super::Actor;
use crate::Moment;
use crate::odata::ReviewState;

/// A submission, in `GET …/submissions` and `…/submissions/{id}`, and in answer to `POST`, `PUT` and `PATCH`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// The `instanceID` of the first version.
    pub instance_id: String,
    /// The number of who sent it. pyodk demands one; for what came without an account it is that of
    /// the collection's own key.
    pub submitter_id: i64,
    /// The device, as it calls itself.
    pub device_id: Option<String>,
    /// The program that sent it.
    pub user_agent: Option<String>,
    /// What the review came to.
    pub review_state: Option<ReviewState>,
    /// When it arrived.
    pub created_at: Moment,
    /// When it was last edited or reviewed.
    pub updated_at: Option<Moment>,
    /// The newest version.
    pub current_version: SubmissionVersion,
    /// Who sent it, with [`super::EXTENDED_HEADER`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitter: Option<Actor>,
}

/// A version of a submission, in `…/versions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmissionVersion {
    /// Its own `instanceID`.
    pub instance_id: String,
    /// What people call it.
    pub instance_name: Option<String>,
    /// The number of who sent it.
    pub submitter_id: i64,
    /// The device, as it calls itself.
    pub device_id: Option<String>,
    /// The program that sent it.
    pub user_agent: Option<String>,
    /// When it arrived.
    pub created_at: Moment,
    /// Whether it is the newest.
    pub current: bool,
    /// The version of the form that it was filled in with.
    pub form_version: Option<String>,
    /// Who sent it, with [`super::EXTENDED_HEADER`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitter: Option<Actor>,
}

/// `PATCH …/submissions/{id}`: the outcome of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewRequest {
    /// What the review came to; null takes it back.
    #[serde(default)]
    pub review_state: Option<ReviewState>,
}

/// A comment, in `GET` and `POST …/comments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// What was said.
    pub body: String,
    /// The number of who said it.
    pub actor_id: i64,
    /// When.
    pub created_at: Moment,
    /// Who, with [`super::EXTENDED_HEADER`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Actor>,
}

/// `POST …/comments`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CommentRequest {
    /// What is said.
    pub body: String,
}

/// A file that a submission names, in `…/attachments`. Its upload is answered by [`super::Success`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Whether it has arrived.
    pub exists: bool,
}

/// A value that two versions do not share. `…/diffs` is an object: for each version by its
/// `instanceID` what it changed in the one before, the first version with nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The way to the value.
    pub path: Vec<ChangeStep>,
    /// What was there; absent if nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What is there; absent if nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ChangeStep {
    /// A group or question.
    Name(String),
    /// A round of a repeat, from 0.
    Round(String, u32),
}

/// What changed from one version to the next, value by value. Central tells rounds that came or went
/// as a whole; here each of their values is told.
pub fn changes(old: &Answers, new: &Answers) -> Vec<Change> {
    let paths: BTreeSet<&str> = old.iter().chain(new.iter()).map(|(path, _)| path).collect();
    let there = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let changed = paths
        .into_iter()
        .filter(|path| old.get(path) != new.get(path));
    changed
        .map(|path| Change {
            path: path.split('/').map(step).collect(),
            old: there(old.get(path)),
            new: there(new.get(path)),
        })
        .collect()
}

fn step(step: &str) -> ChangeStep {
    let round = step.split_once('[').and_then(|(name, rest)| {
        let number: u32 = rest.strip_suffix(']')?.parse().ok()?;
        Some(ChangeStep::Round(name.to_owned(), number.checked_sub(1)?))
    });
    round.unwrap_or_else(|| ChangeStep::Name(step.to_owned()))
}
