// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What records follow up: lists of entities, such as facilities or open findings.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A list of entities of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// The project.
    pub(crate) project: i64,
    /// Its name, as forms write it.
    pub(crate) name: String,
    /// Whether records make and change entities only once somebody has approved them.
    pub(crate) approval_required: bool,
    /// Since when.
    pub(crate) created_at: Timestamp,
    /// The properties in the order in which they came.
    pub(crate) properties: Vec<Property>,
}

impl List {
    /// Whether it has a property of this name.
    pub(crate) fn has(&self, property: &str) -> bool {
        self.properties.iter().any(|known| known.name == property)
    }
}

/// A property of the entities of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Property {
    /// Its name.
    pub(crate) name: String,
    /// Since when.
    pub(crate) created_at: Timestamp,
}

/// Whether changes of an entity contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Conflict {
    /// Somebody else changed it meanwhile, but other values.
    Soft,
    /// Somebody else changed the same values meanwhile.
    Hard,
}

impl Conflict {
    /// The name in the database and for programs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Soft => "soft",
            Self::Hard => "hard",
        }
    }

    /// The conflict of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Soft, Self::Hard]
            .into_iter()
            .find(|conflict| conflict.name() == name)
    }
}

/// An entity as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entity {
    /// The project.
    pub(crate) project: i64,
    /// The list.
    pub(crate) list: String,
    /// Identifies it in its list.
    pub(crate) id: Uuid,
    /// The number of its newest version, from 1.
    pub(crate) number: i64,
    /// Who made it.
    pub(crate) actor: i64,
    /// Whether changes contradict each other and nobody has looked.
    pub(crate) conflict: Option<Conflict>,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Option<Timestamp>,
    /// When it was deleted.
    pub(crate) deleted_at: Option<Timestamp>,
}

/// A version of an entity, closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedEntity {
    /// Its number, from 1.
    pub(crate) number: i64,
    /// The version that was known when it was made.
    pub(crate) base: Option<i64>,
    /// Who made it.
    pub(crate) actor: i64,
    /// The record that made it; none if a person or program did.
    pub(crate) record: Option<Uuid>,
    /// When.
    pub(crate) created_at: Timestamp,
    /// [`EntityFacts`].
    pub(crate) sealed: Vec<u8>,
}

impl Entity {
    /// What a version is sealed for.
    pub(crate) fn context(&self, number: i64) -> String {
        let (project, list, id) = (self.project, &self.list, self.id);
        format!("fieldwork-entity:{project}:{list}:{id}:{number}")
    }
}

/// What is said of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct EntityFacts {
    /// What people call it.
    pub(crate) label: String,
    /// Its values by property.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) data: BTreeMap<String, String>,
    /// The program that sent it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) program: String,
    /// Which row of changes on one device it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) branch: Option<String>,
    /// The properties that somebody else had changed meanwhile; `label` is one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) conflicting: Vec<String>,
}

/// What a record wants to be done with an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct EntityDeed {
    /// The list.
    pub(crate) list: String,
    /// The entity, as the record writes it.
    pub(crate) id: String,
    /// Whether it is made.
    pub(crate) create: bool,
    /// Whether it is changed.
    pub(crate) update: bool,
    /// The version that the device knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) base: Option<i64>,
    /// The version that the device last had from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) trunk: Option<i64>,
    /// Which row of changes on one device it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) branch: Option<String>,
    /// What it is called; none if that stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<String>,
    /// Its values by property; what is absent stays as it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) data: BTreeMap<String, String>,
}
