// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signing in, keys of tablets, roles.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Actor, ActorKind};
use crate::Moment;

/// `POST /v1/sessions`: signing in.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Login {
    /// The mail address of the account.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Passwords do not go into logs.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").finish_non_exhaustive()
    }
}

/// The answer to [`Login`]: a key that is sent as `Authorization: Bearer …`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The key.
    pub token: String,
    /// A second key for forms in browsers, which nobody here needs; clients expect it.
    pub csrf: String,
    /// Until when the key is good.
    pub expires_at: Moment,
    /// Since when.
    pub created_at: Moment,
}

/// Keys do not go into logs.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// `GET /v1/users/current`: whose key it is. pyodk asks to see whether a kept key is still good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignedIn {
    /// The account.
    #[serde(flatten)]
    pub actor: Actor,
    /// Its mail address.
    pub email: String,
    /// What it may do everywhere; only with [`super::EXTENDED_HEADER`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verbs: Option<Vec<String>>,
}

/// The number of the role of tablets. pyodk does not ask for it but knows it.
pub const APP_USER: i64 = 2;

/// `POST /v1/projects/{id}/app-users`: a key for a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppUserRequest {
    /// What the key is called.
    pub display_name: String,
}

/// A key of a tablet, in `GET` and `POST /v1/projects/{id}/app-users`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppUser {
    /// The project.
    pub project_id: i64,
    /// The number of the actor.
    pub id: i64,
    /// Always `field_key`.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// What the key is called.
    pub display_name: String,
    /// The key, part of the addresses that the tablet asks: `/v1/key/{token}/projects/{id}`. Null once
    /// it is withdrawn; pyodk takes a key without token for one that is not there.
    pub token: Option<String>,
    /// When it was created.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Option<Moment>,
    /// When it was deleted.
    pub deleted_at: Option<Moment>,
}

/// Keys do not go into logs.
impl fmt::Debug for AppUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppUser")
            .field("project_id", &self.project_id)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A role, in `GET /v1/roles`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientRole {
    /// The number.
    pub id: i64,
    /// What people read.
    pub name: String,
    /// The name by which programs know it: `app-user`.
    pub system: Option<String>,
    /// What it allows: `form.list`, `submission.create`.
    pub verbs: Vec<String>,
    /// When it was created.
    pub created_at: Option<Moment>,
    /// When it was last changed.
    pub updated_at: Option<Moment>,
}

/// Who has which role, in `GET …/assignments`. To give a role is a `POST` without content on
/// `…/assignments/{role}/{actor}`, answered by [`super::Success`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Who.
    pub actor_id: i64,
    /// Which role.
    pub role_id: i64,
}
