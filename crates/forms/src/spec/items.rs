// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tree of a form: groups, repeats, questions.

use std::collections::BTreeMap;

use kernel::Localized;
use serde::{Deserialize, Serialize};

use super::{FimId, Media, Origin, Question};

/// A node of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum Item {
    /// Questions that belong together.
    Group(Group),
    /// Questions that are asked several times.
    Repeat(Repeat),
    /// A question, a note or a calculated value.
    Question(Box<Question>),
}

impl Item {
    /// The element of FIM that it stands for.
    pub fn fim_id(&self) -> Option<&FimId> {
        match self {
            Self::Group(group) => group.fim_id.as_ref(),
            Self::Repeat(repeat) => repeat.fim_id.as_ref(),
            Self::Question(question) => question.fim_id.as_ref(),
        }
    }

    /// Its `linkId` in FHIR, where that is not the path.
    pub fn link_id(&self) -> Option<&str> {
        match self {
            Self::Group(group) => group.link_id.as_deref(),
            Self::Repeat(repeat) => repeat.link_id.as_deref(),
            Self::Question(question) => question.link_id.as_deref(),
        }
    }

    /// The block of a library that it is a copy of, or a part of one.
    pub fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Group(group) => group.origin.as_ref(),
            Self::Repeat(repeat) => repeat.origin.as_ref(),
            Self::Question(question) => question.origin.as_ref(),
        }
    }

    /// The same, to be changed.
    pub fn origin_mut(&mut self) -> &mut Option<Origin> {
        match self {
            Self::Group(group) => &mut group.origin,
            Self::Repeat(repeat) => &mut repeat.origin,
            Self::Question(question) => &mut question.origin,
        }
    }

    /// The name within the group around it.
    pub fn name(&self) -> &str {
        match self {
            Self::Group(group) => &group.name,
            Self::Repeat(repeat) => &repeat.name,
            Self::Question(question) => &question.name,
        }
    }
}

/// Questions that belong together: shown under one heading, relevant together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The name within the group around it.
    pub name: String,
    /// The heading; may be empty.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// When false, nothing within is asked or kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// Help below the heading.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub hint: Localized,
    /// Pictures and recordings in the heading.
    #[serde(default, skip_serializing_if = "Media::is_empty")]
    pub media: Media,
    /// Condition under which nothing within can be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readonly: Option<String>,
    /// Further attributes of the bind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bind: BTreeMap<String, String>,
    /// Further attributes of the element in the body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub control: BTreeMap<String, String>,
    /// Further attributes of the node.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instance: BTreeMap<String, String>,
    /// The element of FIM that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fim_id: Option<FimId>,
    /// Its `linkId` in FHIR, where that is not the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_id: Option<String>,
    /// The block of a library that it is a copy of, or a part of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// What it contains.
    pub items: Vec<Item>,
}

/// Questions that are asked several times.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The name within the group around it.
    pub name: String,
    /// The heading of each round; may be empty.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// When false, nothing within is asked or kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// How many rounds, if an expression decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// Help below the heading.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub hint: Localized,
    /// Pictures and recordings in the heading.
    #[serde(default, skip_serializing_if = "Media::is_empty")]
    pub media: Media,
    /// Condition under which nothing within can be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readonly: Option<String>,
    /// Further attributes of the bind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bind: BTreeMap<String, String>,
    /// Further attributes of the element in the body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub control: BTreeMap<String, String>,
    /// Further attributes of the node.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instance: BTreeMap<String, String>,
    /// The element of FIM that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fim_id: Option<FimId>,
    /// Its `linkId` in FHIR, where that is not the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_id: Option<String>,
    /// The block of a library that it is a copy of, or a part of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// What each round contains.
    pub items: Vec<Item>,
}
