// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::{Chance, Clock};

/// A time-ordered identifier (UUID version 7) that says in its type what it identifies.
///
/// Written as the 36-character text in URLs and JSON, stored as a native UUID.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Takes over an identifier read from the database.
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The identifier as the database wants it.
    pub fn uuid(self) -> Uuid {
        self.0
    }

    /// A new identifier from the moment that `clock` shows and 74 random bits.
    pub fn new(clock: &dyn Clock, chance: &dyn Chance) -> Self {
        let millis = u64::try_from(clock.now().as_millisecond()).unwrap_or(0);
        let mut random = [0_u8; 10];
        chance.fill(&mut random);
        Self::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self::from_uuid)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from_uuid)
    }
}

/// What an identifier can identify. The types are never built; they only tell identifiers apart.
pub(crate) mod kinds {
    macro_rules! kinds {
        ($($(#[$doc:meta])* $name:ident),*) => {$($(#[$doc])* #[derive(Debug)] pub enum $name {})*};
    }
    kinds!(
        /// A node of the tree state > office > institution.
        Organisation,
        /// A human with an account.
        Person,
        /// A signed-in browser.
        Session,
        /// A form in the library.
        Form,
        /// A published, immutable version of a form.
        FormVersion,
        /// A question or group of the library that forms take over.
        Block,
        /// A collection (Erhebung).
        Collection,
        /// A submission (Meldung).
        Submission,
        /// A file that answers a question, such as a picture.
        File,
        /// A release (Freigabe).
        Release,
        /// A case file (Fallakte).
        CaseFile,
        /// A kind of case file (Fallart).
        CaseType,
        /// A background job.
        Job
    );
}

/// Identifies an organisation.
pub type OrganisationId = Id<kinds::Organisation>;
/// Identifies a person.
pub type PersonId = Id<kinds::Person>;
/// Identifies a session in the session list; never the secret in the cookie.
pub type SessionId = Id<kinds::Session>;
/// Identifies a form.
pub type FormId = Id<kinds::Form>;
/// Identifies a form version.
pub type FormVersionId = Id<kinds::FormVersion>;
/// Identifies a block of the library.
pub type BlockId = Id<kinds::Block>;
/// Identifies a collection.
pub type CollectionId = Id<kinds::Collection>;
/// Identifies a submission.
pub type SubmissionId = Id<kinds::Submission>;
/// Identifies a file that answers a question.
pub type FileId = Id<kinds::File>;
/// Identifies a release.
pub type ReleaseId = Id<kinds::Release>;
/// Identifies a case file.
pub type CaseFileId = Id<kinds::CaseFile>;
/// Identifies a kind of case file.
pub type CaseTypeId = Id<kinds::CaseType>;
/// Identifies a job.
pub type JobId = Id<kinds::Job>;
