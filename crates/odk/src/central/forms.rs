// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms, their drafts and their files.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::Moment;

/// A form or a version of it, in `GET /v1/projects/{id}/forms`, `…/forms/{id}`, `…/draft`, `…/versions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// The project.
    pub project_id: i64,
    /// The identifier in the form itself.
    pub xml_form_id: String,
    /// The title.
    pub name: Option<String>,
    /// The author's name of the version; may be empty.
    pub version: String,
    /// MD5 of the `XForm`, 32 digits: that of [`crate::openrosa::hash`] without `md5:`.
    pub hash: String,
    /// Whether it can be filled in.
    pub state: FormState,
    /// The identifier in Enketo, which is not part of this product.
    pub enketo_id: Option<String>,
    /// The same for links that are good once.
    pub enketo_once_id: Option<String>,
    /// The key of managed encryption, which is not offered here.
    pub key_id: Option<i64>,
    /// The key in the address for trying out a draft; null if it is none.
    pub draft_token: Option<String>,
    /// When it was created.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Option<Moment>,
    /// When it was published; null of a draft.
    pub published_at: Option<Moment>,
    /// Totals, with [`super::EXTENDED_HEADER`].
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub totals: Option<FormTotals>,
}

/// How much there is of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormTotals {
    /// Submissions.
    pub submissions: u64,
    /// Submissions by what their review came to.
    pub review_states: ReviewTotals,
    /// When the newest submission arrived.
    pub last_submission: Option<Moment>,
    /// The type of the workbook that the form was made of.
    pub excel_content_type: Option<String>,
    /// Whether submissions create or update entities.
    pub entity_related: bool,
    /// Links for everybody.
    pub public_links: u64,
}

/// Submissions that somebody has still to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewTotals {
    /// Nobody has looked at them.
    pub received: u64,
    /// Something is to be put right.
    pub has_issues: u64,
    /// They were changed after their review.
    pub edited: u64,
}

/// Whether a form can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormState {
    /// It is offered, and submissions are taken.
    Open,
    /// It is not offered any more; submissions are taken.
    Closing,
    /// Submissions are refused.
    Closed,
}

impl FormState {
    /// Whether submissions are taken.
    pub fn takes_submissions(self) -> bool {
        self != Self::Closed
    }
}

/// `PATCH /v1/projects/{id}/forms/{id}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct FormChange {
    /// Whether it can be filled in.
    pub state: FormState,
}

/// A file beside a form, in `…/attachments` and `…/draft/attachments`, also in answer to its upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormAttachment {
    /// Its name.
    pub name: String,
    /// `image`, `audio`, `video` or `file`.
    #[serde(rename = "type")]
    pub kind: String,
    /// MD5 of its bytes, 32 digits; empty if it is not there. pyodk demands a text.
    pub hash: String,
    /// Whether there is a file or a list of entities of this name.
    pub exists: bool,
    /// Whether there is a file.
    pub blob_exists: bool,
    /// Whether it is a list of entities.
    pub dataset_exists: bool,
    /// When it was uploaded or removed. pyodk demands a moment; that of the form if nothing happened.
    pub updated_at: Moment,
}

/// A node of a form, in `…/fields`. ruODK asks for them to know the types of columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// The path: `/children/child/name`.
    pub path: String,
    /// The last part of it.
    pub name: String,
    /// The type of the bind, or `structure` for groups and `repeat` for repeats.
    #[serde(rename = "type")]
    pub kind: String,
    /// True for files; absent otherwise, as with Central null.
    pub binary: Option<bool>,
    /// True for questions with several answers.
    pub select_multiple: Option<bool>,
}

/// What a form was sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormSource {
    /// An `XForm`.
    Xml,
    /// A workbook.
    Xlsx,
    /// An old workbook.
    Xls,
}

impl FormSource {
    /// By the type of the request; parameters of it do not matter.
    pub fn of_content_type(content_type: &str) -> Option<Self> {
        let plain = content_type.split(';').next().unwrap_or_default().trim();
        Some(match plain.to_ascii_lowercase().as_str() {
            "application/xml" | "text/xml" => Self::Xml,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Self::Xlsx,
            "application/vnd.ms-excel" => Self::Xls,
            _ => return None,
        })
    }

    /// What the file is called when it has no name, so that its reader knows it by its ending.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Xml => "form.xml",
            Self::Xlsx => "form.xlsx",
            Self::Xls => "form.xls",
        }
    }
}

/// The parameters of `POST …/forms`, `POST …/draft` and `POST …/draft/publish`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormOptions {
    /// Whether the form is published at once; without it, it is a draft.
    pub publish: bool,
    /// Whether it is taken although there are warnings.
    pub ignore_warnings: bool,
    /// How the version is called from now on.
    pub version: Option<String>,
}

impl FormOptions {
    /// Reads the part of an address after the question mark.
    pub fn parse(query: &str) -> Result<Self, Problem> {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            // pyodk writes `True` and `False`.
            let boolean = || match value.to_ascii_lowercase().as_str() {
                "true" => Ok(true),
                "false" | "" => Ok(false),
                _ => Err(Problem::UnexpectedValue {
                    field: name.to_string(),
                    value: value.to_string(),
                    reason: "expected `true` or `false`".to_owned(),
                }),
            };
            match &*name {
                "publish" => read.publish = boolean()?,
                "ignoreWarnings" => read.ignore_warnings = boolean()?,
                "version" if !value.is_empty() => read.version = Some(value.into_owned()),
                _ => {}
            }
        }
        Ok(read)
    }
}

/// How a version without a name is written in an address.
pub const VERSION_BLANK: &str = "___";

/// The identifier that a workbook without one gets: header `X-XlsForm-FormId-Fallback`, written in per
/// cent.
pub fn form_id_fallback(header: &str) -> Option<String> {
    // Only the decoding of the format is wanted: a plus is a plus here.
    let pair = format!("x={}", header.trim().replace('+', "%2B"));
    let (_, id) = form_urlencoded::parse(pair.as_bytes()).next()?;
    Some(id.into_owned()).filter(|id| !id.is_empty())
}
