// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What goes wrong, with the numbers of Central. The whole part of a number is the status of the
//! answer; programs compare the number as it is written in decimal.

mod from;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A problem, written `{"message": …, "code": 404.1, "details": …}`. OpenRosa answers carry the
/// message alone ([`crate::openrosa::response`]).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The content of a request cannot be read.
    #[error("the {length} bytes that were sent could not be read as {format}: {reason}")]
    Unparseable {
        /// `json` or `xml`.
        format: &'static str,
        /// How many bytes there are.
        length: usize,
        /// Why.
        reason: String,
    },
    /// Something is missing.
    #[error("the parameter {field} is missing")]
    MissingParameter {
        /// What.
        field: String,
    },
    /// A header is missing or wrong.
    #[error("the header {field} is missing or wrong")]
    InvalidHeader {
        /// Which one.
        field: String,
        /// What was sent.
        value: Option<String>,
    },
    /// A part of a `multipart/form-data` is missing.
    #[error("the part {field} is missing")]
    MissingPart {
        /// Which one.
        field: String,
    },
    /// A value that does not fit.
    #[error("`{value}` is no value for {field}: {reason}")]
    UnexpectedValue {
        /// Of what.
        field: String,
        /// What was sent.
        value: String,
        /// Why it does not fit.
        reason: String,
    },
    /// A value of another type.
    #[error("{field} must be: {expected}")]
    WrongType {
        /// Of what.
        field: String,
        /// What it must be.
        expected: String,
    },
    /// A workbook cannot be read as a form.
    #[error("the workbook is no form; the details say why")]
    XlsFormNotValid {
        /// What is wrong, one sentence each.
        errors: Vec<String>,
    },
    /// A form has warnings, and nobody said that they are to be passed over.
    #[error("the form has warnings; send it again with ignoreWarnings=true if they do not matter")]
    FormWarnings {
        /// The warnings, one sentence each.
        warnings: Vec<String>,
    },
    /// A filter cannot be read.
    #[error("the filter could not be read: {reason}")]
    UnparseableFilter {
        /// Why, with the place.
        reason: String,
    },
    /// An edit does not say what it replaces.
    #[error("an edit must name the newest instanceID as deprecatedID")]
    ExpectedDeprecation,
    /// There is no property of this name.
    #[error("there is no property `{property}`")]
    PropertyNotFound {
        /// Its name.
        property: String,
    },
    /// A property that cannot be selected here.
    #[error("the property `{property}` cannot be selected here")]
    UnsupportedSelect {
        /// Its name.
        property: String,
    },
    /// An entity that cannot be.
    #[error("the entity is not valid: {reason}")]
    InvalidEntity {
        /// Why.
        reason: String,
    },
    /// The row of a token is gone.
    #[error("the row that the $skiptoken stands for does not exist")]
    SkipTokenNotFound,
    /// A token that is none.
    #[error("this is no $skiptoken")]
    InvalidSkipToken,
    /// A request is too large.
    #[error("the request is too large")]
    TooLarge,
    /// `multipart/form-data` cannot be read.
    #[error("the parts of the request could not be read")]
    Multipart,
    /// Nobody is signed in, or not with this password.
    #[error("the name, password or key is not known")]
    AuthenticationFailed,
    /// It is not allowed.
    #[error("this is not allowed with the account or key that was sent")]
    InsufficientRights,
    /// There is no such thing, or not for this reader.
    #[error("there is nothing here")]
    NotFound,
    /// What an edit replaces is not known.
    #[error("the submission {deprecated_id} that is to be replaced is not known")]
    DeprecatedIdNotFound {
        /// Its identifier.
        deprecated_id: String,
    },
    /// The version of the form is not known.
    #[error("the form has no version `{version}`")]
    FormVersionNotFound {
        /// Its name.
        version: String,
    },
    /// A list of entities is not known.
    #[error("there is no list of entities `{name}`")]
    DatasetNotFound {
        /// Its name.
        name: String,
    },
    /// Another format is asked for.
    #[error("the format that was asked for is not offered; offered are: {}", allowed.join(", "))]
    UnacceptableFormat {
        /// What is offered.
        allowed: Vec<&'static str>,
    },
    /// The same identifier with another content.
    #[error("a submission with this instanceID and another content is known")]
    XmlConflict,
    /// The form is closed.
    #[error("the form takes no submissions at the moment")]
    NotAcceptingSubmissions,
    /// There is one already.
    #[error("there is already something whose {} is {}", fields.join(", "), values.join(", "))]
    Uniqueness {
        /// What must be unique.
        fields: Vec<String>,
        /// What was sent.
        values: Vec<String>,
    },
    /// A version of this name was published before.
    #[error("the form {form_id} has been published with version `{version}` before")]
    VersionUniqueness {
        /// The form.
        form_id: String,
        /// The version.
        version: String,
    },
    /// An edit takes an identifier that is known.
    #[error("the instanceID of the edit is already known")]
    InstanceIdConflict,
    /// What an edit replaces has been replaced.
    #[error("the submission {deprecated_id} has been replaced already; edit the newest version")]
    DeprecatingOldSubmission {
        /// Its identifier.
        deprecated_id: String,
    },
    /// An entity has been changed in the meantime.
    #[error(
        "the newest version of the entity is {current}, not {provided}; send the right baseVersion, or force=true"
    )]
    EntityVersionConflict {
        /// The newest version.
        current: u64,
        /// The version that was sent; empty if none was.
        provided: String,
    },
    /// The submission was deleted.
    #[error("the submission was deleted and cannot be sent again")]
    DuplicateSubmission,
    /// Something that is not offered.
    #[error("{feature} is not offered")]
    NotImplemented {
        /// What.
        feature: String,
    },
    /// A filter with something that is not offered.
    #[error("the filter uses what is not offered: {text} (at character {at})")]
    UnsupportedFilter {
        /// Where, counted from 1.
        at: usize,
        /// What.
        text: String,
    },
    /// A field that cannot be filtered or sorted by.
    #[error("the field {text} cannot be filtered or sorted by")]
    UnsupportedField {
        /// Where, counted from 1; nothing where it does not matter.
        at: Option<usize>,
        /// Which one.
        text: String,
    },
    /// Not everything is to be expanded.
    #[error("only `*` can be expanded, not `{text}`")]
    UnsupportedExpand {
        /// What was sent.
        text: String,
    },
    /// Selected and expanded at once.
    #[error("$select and $expand cannot be used together")]
    UnsupportedSelectExpand,
    /// A fault of the server.
    #[error("something went wrong here; please try again later")]
    Internal,
}

impl Problem {
    /// The number: `404.1`.
    pub fn code(&self) -> f64 {
        match self {
            Self::Unparseable { .. } => 400.1,
            Self::MissingParameter { .. } => 400.2,
            Self::InvalidHeader { .. } => 400.6,
            Self::MissingPart { .. } => 400.7,
            Self::UnexpectedValue { .. } => 400.8,
            Self::WrongType { .. } => 400.11,
            Self::XlsFormNotValid { .. } => 400.15,
            Self::FormWarnings { .. } => 400.16,
            Self::UnparseableFilter { .. } => 400.18,
            Self::ExpectedDeprecation => 400.19,
            Self::PropertyNotFound { .. } => 400.23,
            Self::UnsupportedSelect { .. } => 400.24,
            Self::InvalidEntity { .. } => 400.28,
            Self::SkipTokenNotFound => 400.34,
            Self::InvalidSkipToken => 400.35,
            Self::TooLarge => 400.36,
            Self::Multipart => 400.39,
            Self::AuthenticationFailed => 401.2,
            Self::InsufficientRights => 403.1,
            Self::NotFound => 404.1,
            Self::DeprecatedIdNotFound { .. } => 404.5,
            Self::FormVersionNotFound { .. } => 404.6,
            Self::DatasetNotFound { .. } => 404.7,
            Self::UnacceptableFormat { .. } => 406.1,
            Self::XmlConflict => 409.1,
            Self::NotAcceptingSubmissions => 409.2,
            Self::Uniqueness { .. } => 409.3,
            Self::VersionUniqueness { .. } => 409.6,
            Self::InstanceIdConflict => 409.8,
            Self::DeprecatingOldSubmission { .. } => 409.9,
            Self::EntityVersionConflict { .. } => 409.15,
            Self::DuplicateSubmission => 409.18,
            Self::Internal => 500.1,
            Self::NotImplemented { .. } => 501.1,
            Self::UnsupportedFilter { .. } => 501.4,
            Self::UnsupportedField { .. } => 501.5,
            Self::UnsupportedExpand { .. } => 501.6,
            Self::UnsupportedSelectExpand => 501.11,
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> u16 {
        let mut status = 400;
        // Numbers are not far from their whole parts, and a cast is not needed.
        for known in [401, 403, 404, 406, 409, 500, 501] {
            if self.code() >= f64::from(known) {
                status = known;
            }
        }
        status
    }

    fn details(&self) -> Option<Value> {
        Some(match self {
            Self::Unparseable { format, length, .. } => {
                json!({ "format": format, "rawLength": length })
            }
            Self::MissingParameter { field } | Self::MissingPart { field } => {
                json!({ "field": field })
            }
            Self::InvalidHeader { field, value } => json!({ "field": field, "value": value }),
            Self::UnexpectedValue {
                field,
                value,
                reason,
            } => json!({ "field": field, "value": value, "reason": reason }),
            Self::WrongType { field, expected } => json!({ "field": field, "expected": expected }),
            Self::XlsFormNotValid { errors } => {
                json!({ "error": errors.join("\n"), "warnings": [] })
            }
            Self::FormWarnings { warnings } => {
                json!({ "warnings": { "xlsFormWarnings": warnings, "workflowWarnings": [] } })
            }
            Self::UnparseableFilter { reason } | Self::InvalidEntity { reason } => {
                json!({ "reason": reason })
            }
            Self::PropertyNotFound { property } | Self::UnsupportedSelect { property } => {
                json!({ "property": property })
            }
            Self::DeprecatedIdNotFound { deprecated_id }
            | Self::DeprecatingOldSubmission { deprecated_id } => {
                json!({ "deprecatedId": deprecated_id })
            }
            Self::FormVersionNotFound { version } => json!({ "formVersion": version }),
            Self::DatasetNotFound { name } => json!({ "datasetName": name }),
            Self::UnacceptableFormat { allowed } => json!({ "allowed": allowed }),
            Self::Uniqueness { fields, values } => json!({ "fields": fields, "values": values }),
            Self::VersionUniqueness { form_id, version } => {
                json!({ "xmlFormId": form_id, "version": version })
            }
            Self::EntityVersionConflict { current, provided } => {
                json!({ "current": current.to_string(), "provided": provided })
            }
            Self::NotImplemented { feature } => json!({ "feature": feature }),
            Self::UnsupportedFilter { at, text } => json!({ "at": at, "text": text }),
            Self::UnsupportedField { at, text } => json!({ "at": at, "text": text }),
            Self::UnsupportedExpand { text } => json!({ "text": text }),
            _ => return None,
        })
    }

    /// The content of the answer.
    pub fn to_json(&self) -> Value {
        let mut body = json!({ "message": self.to_string(), "code": self.code() });
        if let (Some(details), Value::Object(map)) = (self.details(), &mut body) {
            map.insert("details".to_owned(), details);
        }
        body
    }
}

/// Reads the content of a request as one of the types of this module.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::Unparseable {
        format: "json",
        length: bytes.len(),
        reason: error.to_string(),
    })
}
