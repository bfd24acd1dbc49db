// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Projects, actors, forms and records as the field service knows them.

mod entity;
pub(crate) mod inspecting;

use forms::Answers;
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, OrganisationId, PersonId, Resource};
use odk::central::FormState;
use odk::odata::ReviewState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use entity::{Conflict, Entity, EntityDeed, EntityFacts, List, Property, SealedEntity};

/// What an office does outside its house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    /// Its number.
    pub(crate) id: i64,
    /// The office that it belongs to, whose key seals its records.
    pub(crate) office: OrganisationId,
    /// The state that the office lies in.
    pub(crate) state: OrganisationId,
    /// What people read.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) description: String,
    /// Whether it is put away.
    pub(crate) archived: bool,
    /// Since when.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Option<Timestamp>,
}

impl Project {
    /// Where it lies, for rights.
    pub(crate) fn place(&self) -> Resource {
        Resource::of_office(self.state, self.office)
    }
}

/// Who acts: a person or a tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Actor {
    /// The number.
    pub(crate) id: i64,
    /// The person; none of a tablet.
    pub(crate) person: Option<PersonId>,
    /// The project of a tablet.
    pub(crate) project: Option<i64>,
    /// What a tablet is called.
    pub(crate) name: String,
    /// The key of a tablet, sealed.
    pub(crate) sealed_key: Option<Vec<u8>>,
    /// Since when.
    pub(crate) created_at: Timestamp,
    /// When the key was withdrawn.
    pub(crate) ended_at: Option<Timestamp>,
}

impl Actor {
    /// What a key is sealed for.
    pub(crate) fn key_context(id: i64) -> String {
        format!("fieldwork-key:{id}")
    }
}

/// A form of the library in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProjectForm {
    /// The project.
    pub(crate) project: i64,
    /// The identifier in the form itself.
    pub(crate) xml_form_id: String,
    /// The form of the library.
    pub(crate) form: FormId,
    /// Whether it takes records.
    pub(crate) standing: FormState,
    /// Since when it is in the project.
    pub(crate) created_at: Timestamp,
    /// When its standing was last changed.
    pub(crate) updated_at: Option<Timestamp>,
}

/// The name of a standing in the database and in messages.
pub(crate) fn standing_name(standing: FormState) -> &'static str {
    match standing {
        FormState::Open => "open",
        FormState::Closing => "closing",
        FormState::Closed => "closed",
    }
}

/// The standing of this name.
pub(crate) fn standing_named(name: &str) -> Option<FormState> {
    [FormState::Open, FormState::Closing, FormState::Closed]
        .into_iter()
        .find(|standing| standing_name(*standing) == name)
}

/// A record as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// Identifies it here.
    pub(crate) id: Uuid,
    /// The project.
    pub(crate) project: i64,
    /// The form.
    pub(crate) xml_form_id: String,
    /// Identifies it towards programs: the instanceID of its first version.
    pub(crate) instance_id: String,
    /// The number of its newest version, from 1.
    pub(crate) number: i64,
    /// Who sent it first.
    pub(crate) actor: i64,
    /// What the review came to.
    pub(crate) review_state: Option<ReviewState>,
    /// Whether it breaks a rule of its form and nobody has decided about it.
    pub(crate) is_aside: bool,
    /// When it arrived.
    pub(crate) created_at: Timestamp,
    /// When it was last edited or reviewed.
    pub(crate) updated_at: Option<Timestamp>,
    /// Since when it is restricted (Article 18 GDPR), if it is.
    pub(crate) restricted_at: Option<Timestamp>,
}

/// A version of a record, closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedVersion {
    /// The record.
    pub(crate) record: Uuid,
    /// Its number, from 1.
    pub(crate) number: i64,
    /// Its own instanceID.
    pub(crate) instance_id: String,
    /// The version of the form that it was filled in with.
    pub(crate) form_version: FormVersionId,
    /// What that version is called towards programs.
    pub(crate) version_name: String,
    /// Who sent it.
    pub(crate) actor: i64,
    /// How many files it names.
    pub(crate) files_named: i64,
    /// When it arrived.
    pub(crate) created_at: Timestamp,
    /// What was sent, as it was sent.
    pub(crate) sealed_xml: Vec<u8>,
    /// The [`Facts`].
    pub(crate) sealed_facts: Vec<u8>,
}

impl SealedVersion {
    /// What the XML is sealed for.
    pub(crate) fn xml_context(record: Uuid, number: i64) -> String {
        format!("fieldwork-xml:{record}:{number}")
    }

    /// What the facts are sealed for.
    pub(crate) fn facts_context(record: Uuid, number: i64) -> String {
        format!("fieldwork-facts:{record}:{number}")
    }
}

/// What was read from what was sent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// The answers, calculated again.
    pub(crate) answers: Answers,
    /// What people call the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The device, as it calls itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) device: Option<String>,
    /// The program that sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) program: Option<String>,
    /// Why it lies aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) faults: Vec<Fault>,
    /// What it wants to be done with entities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) entities: Vec<EntityDeed>,
}

/// Why a record lies aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fault {
    /// The question; empty if the record as a whole.
    pub(crate) path: String,
    /// A stable name.
    pub(crate) kind: String,
    /// What is wrong, in German and English.
    pub(crate) message: kernel::Localized,
}

/// A file that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordFile {
    /// What browsers are told that it is.
    pub(crate) media_type: String,
    /// How large it is in bytes.
    pub(crate) size: i64,
    /// In how many parts it lies.
    pub(crate) parts: i64,
}

/// What was said or decided about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// Identifies it.
    pub(crate) id: Uuid,
    /// Who; none if the product itself.
    pub(crate) actor: Option<i64>,
    /// What the review came to, if this is a decision.
    pub(crate) review_state: Option<ReviewState>,
    /// Whether this says that a review was done; a comment otherwise.
    pub(crate) is_review: bool,
    /// When.
    pub(crate) created_at: Timestamp,
    /// What was said.
    pub(crate) sealed: Vec<u8>,
}

impl Comment {
    /// What the text is sealed for.
    pub(crate) fn context(id: Uuid) -> String {
        format!("fieldwork-comment:{id}")
    }
}
