// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The REST interface of ODK Central, version 1: what requests and answers look like in JSON.
//!
//! Source: <https://docs.getodk.org/central-api/>. Offered is what pyodk uses and what ruODK asks for
//! besides the feeds. Every field that pyodk declares without a default is always written, as null if
//! there is nothing, because its models demand the key; a test of ours compares them with pyodk's
//! own list.
//!
//! Identifiers of projects, people, keys of tablets and roles are whole numbers here, as clients
//! demand. Which of our identifiers a number stands for is the business of the caller.
//!
//! Problems are answered as [`Problem`], with the numbers that clients look for.

mod access;
mod entities;
mod forms;
mod problem;
mod projects;
mod submissions;

pub use self::forms::{
    Form, FormAttachment, FormChange, FormField, FormOptions, FormSource, FormState, FormTotals,
    ReviewTotals, VERSION_BLANK, form_id_fallback,
};
pub use access::{
    APP_USER, AppUser, AppUserRequest, Assignment, ClientRole, Login, Session, SignedIn,
};
pub use entities::{
    BulkSource, Dataset, DatasetProperty, DatasetRequest, EntitiesRequest, Entity, EntityChange,
    EntityRequest, EntityVersion, PropertyRequest,
};
pub use problem::{Problem, read};
pub use projects::{Project, ProjectRequest, ProjectTotals};
pub use submissions::{
    Attachment, Change, ChangeStep, Comment, CommentRequest, ReviewRequest, Submission,
    SubmissionVersion, changes,
};

use serde::{Deserialize, Serialize};

/// The header by which a client asks for totals and people besides plain facts: `true`.
pub const EXTENDED_HEADER: &str = "X-Extended-Metadata";

/// The answer where there is nothing else to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Success {
    /// Always true; what failed is a [`Problem`].
    pub success: bool,
}

impl Success {
    /// It is done.
    pub const DONE: Self = Self { success: true };
}

/// Somebody or something that acts: a person, or a tablet by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// The number.
    pub id: i64,
    /// `user` for people, `field_key` for tablets.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// What people read.
    pub display_name: String,
    /// When it was created.
    pub created_at: crate::Moment,
    /// When it was last changed.
    pub updated_at: Option<crate::Moment>,
    /// When it was deleted.
    pub deleted_at: Option<crate::Moment>,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A person with an account.
    User,
    /// A tablet with a key of its own.
    FieldKey,
}
