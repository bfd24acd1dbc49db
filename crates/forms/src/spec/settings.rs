// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What concerns how a form is sent and stored, and the entities that it creates or updates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a form is sent and stored. Everything is optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The name of the root node, where it is not `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// The expression that names a submission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
    /// How the form is shown: `pages`, `theme-grid`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub style: String,
    /// Where submissions are sent to, where it is not the server that the form comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submission_url: Option<String>,
    /// The RSA key that submissions are encrypted with, base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// Whether a finished form is sent at once: `true`, `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_send: Option<String>,
    /// Whether a sent form is deleted on the device: `true`, `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_delete: Option<String>,
    /// Whether people may change a form that they have sent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub client_editable: bool,
    /// Whether nobody said which language is the default one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub default_language_guessed: bool,
    /// Whether a list may have a code twice.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_choice_duplicates: bool,
    /// Whether several blanks in a row stay as they are written.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keep_blanks: bool,
    /// Whether submissions have no identifier of their own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub omit_instance_id: bool,
    /// What the identifier of a submission is taken from, where it is not random: `deviceid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// The namespace of the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_xmlns: Option<String>,
    /// Further namespaces: prefix and address.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub namespaces: BTreeMap<String, String>,
    /// Further attributes of the root node.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

impl Settings {
    /// Whether nothing is set.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A row of the sheet `entities`: what a submission creates or updates. Expressions may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Entity {
    /// The list of entities.
    pub list: String,
    /// What the entity is called; an expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The identifier of the entity to update; an expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Condition under which it is created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_if: Option<String>,
    /// Condition under which it is updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_if: Option<String>,
}
