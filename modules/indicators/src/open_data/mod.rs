// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Open data: which versions of which sets everybody may take away, and as what. Pure, but for asking the store.
//!
//! Only sets that are published as they are (`Publication::AsPublished`) are open; of any other publication there is no file and no
//! word here. A version is open once its files are written ([`keeping`]), and stays as it is.

pub(crate) mod describing;
pub(crate) mod feed;
pub(crate) mod keeping;
pub(crate) mod writing;

use std::collections::BTreeMap;

use blob::Digest;
use db::ConnectionTrait;
use jiff::Timestamp;
use kernel::IsoWeek;
use web::Error;

use crate::sets::importing::ImportReport;
use crate::sets::{DataSet, Publication, SetKind, SetVersion, VersionState};
use crate::store;

kernel::named! {
    /// Formats of open files; the names end the names of files.
    pub enum Format {
        /// Rows with commas.
        Csv = "csv",
        /// Apache Parquet.
        Parquet = "parquet",
        /// JSON.
        Json = "json",
    }
}

impl Format {
    /// What browsers are told that it is.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Json => "application/json",
        }
    }
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenFile {
    pub(crate) format: Format,
    pub(crate) file: Digest,
    pub(crate) bytes: u64,
    pub(crate) written_at: Timestamp,
}

/// A version that everybody may take away.
#[derive(Debug, Clone)]
pub(crate) struct OpenVersion {
    pub(crate) version: SetVersion,
    /// Its name in addresses: the day on which the numbers stood so; of versions of the same day all but the first have their
    /// number behind it.
    pub(crate) label: String,
    /// When it became open.
    pub(crate) published_at: Timestamp,
    /// The first and the last week that it is about.
    pub(crate) weeks: Option<(IsoWeek, IsoWeek)>,
    pub(crate) files: Vec<OpenFile>,
}

impl OpenVersion {
    /// The file in a format.
    pub(crate) fn file(&self, format: Format) -> Option<&OpenFile> {
        self.files.iter().find(|one| one.format == format)
    }
}

/// A set that everybody may take away, with all its versions, the current one first; there is at least one.
#[derive(Debug, Clone)]
pub(crate) struct OpenSet {
    pub(crate) set: DataSet,
    pub(crate) versions: Vec<OpenVersion>,
}

impl OpenSet {
    /// Where people read about it.
    pub(crate) fn path(&self) -> String {
        format!("/opendata/{}", self.set.key)
    }

    /// The version that is current.
    pub(crate) fn current(&self) -> Option<&OpenVersion> {
        self.versions.first()
    }

    /// The version with this name in addresses.
    pub(crate) fn version(&self, label: &str) -> Option<&OpenVersion> {
        self.versions.iter().find(|one| one.label == label)
    }

    /// Where a file is, for good.
    pub(crate) fn file_path(&self, version: &OpenVersion, format: Format) -> String {
        format!("{}/{}.{}", self.path(), version.label, format.name())
    }
}

/// Whether everybody may take the numbers of a set away as a whole. Indicators are had one by one (`/indikatoren`).
pub(crate) fn is_open(set: &DataSet) -> bool {
    set.kind == SetKind::Cases && set.publication == Publication::AsPublished
}

/// All open sets by key.
pub(crate) async fn open_sets(conn: &impl ConnectionTrait) -> Result<Vec<OpenSet>, Error> {
    let mut files = store::open_data::files(conn).await?;
    let mut open = Vec::new();
    for set in store::sets::all(conn).await? {
        if !is_open(&set) {
            continue;
        }
        let taken: Vec<SetVersion> = store::sets::versions(conn, &set.key)
            .await?
            .into_iter()
            .filter(|version| version.state == VersionState::Taken)
            .collect();
        let labels = labels(&taken);
        let versions: Vec<OpenVersion> = taken
            .into_iter()
            .filter_map(|version| {
                let files = files.remove(&(set.key.clone(), version.number))?;
                Some(OpenVersion {
                    label: labels.get(&version.number)?.clone(),
                    published_at: files.iter().map(|one| one.written_at).min()?,
                    weeks: weeks(&version),
                    files,
                    version,
                })
            })
            .collect();
        if !versions.is_empty() {
            open.push(OpenSet { set, versions });
        }
    }
    Ok(open)
}

/// The names of versions by their numbers. They never change: what comes later of the same day gets its number behind the day.
fn labels(taken: &[SetVersion]) -> BTreeMap<i64, String> {
    let mut sorted: Vec<&SetVersion> = taken.iter().collect();
    sorted.sort_by_key(|version| (version.as_of, version.taken_at, version.number));
    let mut before = None;
    sorted
        .into_iter()
        .map(|version| {
            let first = before.replace(version.as_of) != Some(version.as_of);
            let label = if first {
                version.as_of.to_string()
            } else {
                format!("{}-{}", version.as_of, version.number)
            };
            (version.number, label)
        })
        .collect()
}

/// The weeks that the report about a version names.
fn weeks(version: &SetVersion) -> Option<(IsoWeek, IsoWeek)> {
    let report: ImportReport = serde_json::from_str(&version.report).ok()?;
    Some((report.weeks.0.parse().ok()?, report.weeks.1.parse().ok()?))
}
