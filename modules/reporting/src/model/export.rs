// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be asked for when answers are exported.

use forms::export::answers::Key;
use jiff::civil::Date;
use kernel::{CollectionId, OrganisationId};

use super::{SubmissionState, Within};

kernel::named! {
    /// The format of exported answers.
    pub enum ExportFormat {
        /// Tables as text (RFC 4180).
        Csv = "csv",
        /// Tables as a workbook.
        Xlsx = "xlsx",
        /// Nested objects.
        Json = "json",
        /// Tables with typed columns.
        Parquet = "parquet",
        /// FHIR R4 `QuestionnaireResponse`s.
        Fhir = "fhir",
    }
}

impl ExportFormat {
    /// Whether repeats are tables of their own, so that several files make up one export.
    pub fn has_file_for_each_table(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet)
    }

    /// How names of files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Fhir => "fhir.json",
            other => other.name(),
        }
    }

    /// What browsers are told that a file is.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Fhir => "application/fhir+json",
        }
    }
}

kernel::named! {
    /// What columns and properties are called by.
    pub enum ExportKey {
        /// The name in the form.
        Name = "name",
        /// The identifier of FIM.
        Fim = "fim",
        /// The link identifier of FHIR.
        Link = "link",
    }
}

impl From<ExportKey> for Key {
    fn from(key: ExportKey) -> Self {
        match key {
            ExportKey::Name => Self::Name,
            ExportKey::Fim => Self::Fim,
            ExportKey::Link => Self::Link,
        }
    }
}

/// Whose reports are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportScope {
    /// Those that were sent to an office.
    Office(OrganisationId),
    /// Those that an institution has sent, to whichever office.
    Institution(OrganisationId),
}

/// Which reports are exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportChoice {
    /// Of which collection.
    pub collection: CollectionId,
    /// Whose.
    pub scope: ExportScope,
    /// Only of institutions in this part of the office.
    pub within: Within,
    /// Only about periods that end on this day or later.
    pub from: Option<Date>,
    /// Only about periods that begin on this day or earlier.
    pub to: Option<Date>,
    /// In which states.
    pub states: Vec<SubmissionState>,
}

impl ExportChoice {
    /// The states that are exported if nobody names others: what an office has or is reviewing.
    pub const USUAL_STATES: [SubmissionState; 2] =
        [SubmissionState::Submitted, SubmissionState::Accepted];
}
