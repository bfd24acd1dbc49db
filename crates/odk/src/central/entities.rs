// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of entities ("datasets") and what is in them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Problem;
use crate::Moment;

/// A list of entities, in `GET` and `POST …/datasets`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dataset {
    /// Its name.
    pub name: String,
    /// The project.
    pub project_id: i64,
    /// When it was created.
    pub created_at: Moment,
    /// Whether submissions make entities only once they are approved.
    pub approval_required: bool,
    /// Its properties; absent in a list of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<DatasetProperty>>,
}

/// A property of a list of entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DatasetProperty {
    /// Its name.
    pub name: String,
    /// Its name in the feed: [`crate::odata::EntityFeed::odata_name`].
    pub odata_name: String,
    /// Since when it is there.
    pub published_at: Moment,
    /// The identifiers of the forms that write it. Central describes each form; pyodk demands texts.
    pub forms: Vec<String>,
}

/// `POST …/datasets`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatasetRequest {
    /// Its name.
    pub name: String,
    /// Whether submissions make entities only once they are approved.
    #[serde(default)]
    pub approval_required: bool,
}

/// `POST …/datasets/{name}/properties`, answered by [`super::Success`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PropertyRequest {
    /// Its name.
    pub name: String,
}

/// An entity, in `GET …/entities`, and in answer to `POST` and `PATCH`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    /// The identifier, without `uuid:`.
    pub uuid: String,
    /// The number of who created it.
    pub creator_id: i64,
    /// `soft` or `hard` if changes contradict each other.
    pub conflict: Option<String>,
    /// When it was created.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Option<Moment>,
    /// When it was deleted.
    pub deleted_at: Option<Moment>,
    /// The newest version.
    pub current_version: EntityVersion,
}

/// A version of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityVersion {
    /// What people call it.
    pub label: String,
    /// The values by property; absent in a list of entities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<BTreeMap<String, String>>,
    /// Whether it is the newest.
    pub current: bool,
    /// The number of who made it.
    pub creator_id: i64,
    /// The program that sent it; may be empty. pyodk demands a text.
    pub user_agent: String,
    /// The number of the version, from 1.
    pub version: u64,
    /// The version that was known when it was made.
    pub base_version: Option<u64>,
    /// The properties in which changes contradict each other.
    pub conflicting_properties: Option<Vec<String>>,
    /// When it was made.
    pub created_at: Moment,
}

/// `POST …/entities`: one entity, or many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntitiesRequest {
    /// One; answered by [`Entity`].
    One(EntityRequest),
    /// Many; answered by [`super::Success`].
    Many(Vec<EntityRequest>, BulkSource),
}

/// A new entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRequest {
    /// The identifier, if the client made one.
    pub uuid: Option<String>,
    /// What people call it.
    pub label: String,
    /// The values by property.
    pub data: BTreeMap<String, String>,
}

/// Where many entities come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkSource {
    /// A file or program.
    pub name: String,
    /// How large it is; pyodk sends texts, Central takes numbers.
    pub size: Option<String>,
}

/// `PATCH …/entities/{uuid}`; what is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityChange {
    /// What people call it.
    pub label: Option<String>,
    /// The values by property.
    pub data: BTreeMap<String, String>,
}

impl EntitiesRequest {
    /// Reads a request. Values have to be texts, as with Central; null means a property that is not
    /// set, because pyodk sends what a table has no value for.
    pub fn parse(json: &[u8]) -> Result<Self, Problem> {
        let body: Value = super::read(json)?;
        let Some(entities) = body.get("entities") else {
            return Ok(Self::One(entity(&body)?));
        };
        let entities = match entities {
            Value::Array(entities) if !entities.is_empty() => entities,
            _ => return Err(wrong_type("entities", "a list that is not empty")),
        };
        let source = body.get("source").ok_or_else(|| missing("source"))?;
        let name = match source.get("name") {
            Some(Value::String(name)) if !name.is_empty() => name.clone(),
            Some(Value::String(_) | Value::Null) | None => return Err(missing("source.name")),
            Some(_) => return Err(wrong_type("source.name", "text")),
        };
        let size = match source.get("size") {
            None | Some(Value::Null) => None,
            Some(Value::String(size)) => Some(size.clone()),
            Some(Value::Number(size)) => Some(size.to_string()),
            Some(_) => return Err(wrong_type("source.size", "number")),
        };
        let entities: Result<Vec<_>, _> = entities.iter().map(entity).collect();
        Ok(Self::Many(entities?, BulkSource { name, size }))
    }
}

impl EntityChange {
    /// Reads a request.
    pub fn parse(json: &[u8]) -> Result<Self, Problem> {
        let body: Value = super::read(json)?;
        let change = Self {
            label: label(&body)?,
            data: data(&body)?,
        };
        if change.label.is_none() && change.data.is_empty() {
            return Err(missing("label"));
        }
        Ok(change)
    }
}

fn missing(field: &str) -> Problem {
    Problem::MissingParameter {
        field: field.to_owned(),
    }
}

fn wrong_type(field: &str, expected: &str) -> Problem {
    Problem::WrongType {
        field: field.to_owned(),
        expected: expected.to_owned(),
    }
}

fn entity(body: &Value) -> Result<EntityRequest, Problem> {
    let uuid = match body.get("uuid") {
        None | Some(Value::Null) => None,
        Some(Value::String(uuid)) => Some(uuid.clone()),
        Some(_) => return Err(wrong_type("uuid", "text")),
    };
    Ok(EntityRequest {
        uuid,
        label: label(body)?.ok_or_else(|| missing("label"))?,
        data: data(body)?,
    })
}

fn label(body: &Value) -> Result<Option<String>, Problem> {
    match body.get("label") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(label)) if label.trim().is_empty() => Err(Problem::UnexpectedValue {
            field: "label".to_owned(),
            value: label.clone(),
            reason: "a label cannot be blank".to_owned(),
        }),
        Some(Value::String(label)) => Ok(Some(label.clone())),
        Some(_) => Err(wrong_type("label", "text")),
    }
}

fn data(body: &Value) -> Result<BTreeMap<String, String>, Problem> {
    let map = match body.get("data") {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(map)) => map,
        Some(_) => return Err(wrong_type("data", "object")),
    };
    let mut data = BTreeMap::new();
    for (property, value) in map {
        match value {
            Value::Null => {}
            Value::String(text) => {
                data.insert(property.clone(), text.clone());
            }
            _ => return Err(wrong_type(property, "text")),
        }
    }
    Ok(data)
}
