// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a search has found, and what somebody thinks of it.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::OrganisationId;
use persons::{Born, Likeness};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

kernel::named! {
    /// Whether something is about the person who asks.
    pub enum Verdict {
        /// Nobody has said.
        Open = "open",
        /// It is.
        Person = "person",
        /// It is about somebody else.
        Other = "other",
        /// It cannot be said.
        Unsure = "unsure",
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Names it here.
    pub id: Uuid,
    /// The request.
    pub request: Uuid,
    /// The module that holds it.
    pub module: String,
    /// The thing within its module.
    pub item: String,
    /// The processing activity that it belongs to.
    pub activity: String,
    /// Who has reported it.
    pub institution: Option<OrganisationId>,
    /// The day that it is of.
    pub day: Date,
    /// What its days say about the day of birth.
    pub born: Born,
    /// How the name is alike.
    pub likeness: Likeness,
    /// What somebody thinks of it.
    pub verdict: Verdict,
    /// Whether it was restricted on this request.
    pub restricted: bool,
    /// When it was deleted on this request.
    pub deleted_at: Option<Timestamp>,
    /// [`FoundName`], sealed.
    pub sealed: Vec<u8>,
    /// A list of [`LeftOut`], sealed.
    pub sealed_left_out: Option<Vec<u8>>,
}

impl Found {
    /// The contexts under which its name and what is left out are sealed.
    pub fn seal_contexts(id: Uuid) -> [String; 2] {
        [
            format!("privacy-hit/{id}"),
            format!("privacy-left-out/{id}"),
        ]
    }

    /// Whether it counts as held about the person, now.
    pub fn is_hers(&self) -> bool {
        self.verdict == Verdict::Person && self.deleted_at.is_none()
    }
}

/// What a hit is called and whom it names: sealed as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FoundName {
    /// What people call the thing.
    pub title: String,
    /// The name that was found in it.
    pub name: String,
}

/// Something that is left out of the copy, since it is about somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The key of the field or file.
    pub key: String,
    /// Why.
    pub reason: String,
}
