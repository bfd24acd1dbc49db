// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Projects: what forms, keys and lists of entities belong to.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// A project, in `GET /v1/projects` and `GET /v1/projects/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// The number.
    pub id: i64,
    /// What people read.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is put away.
    pub archived: Option<bool>,
    /// The key of managed encryption, which is not offered here.
    pub key_id: Option<i64>,
    /// When it was created.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Option<Moment>,
    /// When it was deleted.
    pub deleted_at: Option<Moment>,
    /// Totals, with [`super::EXTENDED_HEADER`].
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub totals: Option<ProjectTotals>,
}

/// How much there is in a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectTotals {
    /// Forms.
    pub forms: u64,
    /// Keys of tablets.
    pub app_users: u64,
    /// Lists of entities.
    pub datasets: u64,
    /// When the newest submission arrived.
    pub last_submission: Option<Moment>,
}

/// `POST /v1/projects` and `PATCH /v1/projects/{id}`. What is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct ProjectRequest {
    /// What people read; needed for a new project.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is put away.
    pub archived: Option<bool>,
}
