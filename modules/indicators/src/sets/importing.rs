// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a file to a version of a set: read, counted, staged; then taken over or withdrawn.

use std::collections::BTreeMap;
use std::sync::Arc;

use audit::{Entry, Subject};
use blob::Digest;
use datasets::{Description, Mapping};
use jiff::civil::Date;
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::counting::{CountError, LeftOut};
use super::intake::{self, Phase};
pub use super::reading::Progress;
use super::reading::{self, Ask, Counts, ErrorRow, Ground, Wanted};
use super::tables::{About, Content};
use super::{DataSet, Publication, SetKey, SetKind, SetVersion, SetVersionId, VersionState};
use crate::open_data::keeping;
use crate::protection::publishing;
use crate::{actions, store};

/// The largest file in bytes.
pub const LARGEST: usize = 64 << 20;

/// A file that somebody sends in.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How it is read, if it is not what is recognised.
    pub mapping: Option<Mapping>,
    /// The set that it becomes a version of; made if it is not there.
    pub set: SetKey,
    /// What the numbers of a new set are.
    pub kind: SetKind,
    /// The key of the indicator that they are about, if the file does not say so; may be empty.
    pub indicator: String,
    /// What is said about a new set, beside what the file says.
    pub description: Description,
    /// Who sees a new set.
    pub publication: Publication,
    /// The day on which the numbers stood so; else what the file says, else today.
    pub as_of: Option<Date>,
}

/// What was found while a file was read: what a page shows before anything is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportReport {
    /// As what it was recognised.
    pub format: String,
    /// Rows below the headings.
    pub rows: u64,
    /// Rows of which nothing was wrong.
    pub sound_rows: u64,
    /// What was noticed, by kind.
    pub noticed: Vec<Noticed>,
    /// Observations that are not part of the set, by reason.
    pub left_out: BTreeMap<LeftOut, u64>,
    /// Cases by disease, or numbers by indicator: key and count.
    pub diseases: Vec<(String, u64)>,
    /// Cases by ISO year, or numbers by year.
    pub years: Vec<(i16, u64)>,
    /// The first and the last week, or year.
    pub weeks: (String, String),
    /// How many districts have cases or numbers.
    pub districts: u64,
}

/// One kind of thing that was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    /// Its name in message keys.
    pub kind: String,
    /// Whether rows were refused for it.
    pub error: bool,
    /// How often.
    pub count: u64,
    /// The first of them: line, column, what was found, more.
    pub first: Vec<(u64, String, String, String)>,
}

/// Why a file did not become a version. Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] datasets::OpenError),
    /// It has no table that can be read without further words.
    #[error("the columns of the table are not understood: {0:?} is missing")]
    Gaps(Vec<datasets::Gap>),
    /// The mapping names a table that is not there.
    #[error("the file has no table `{0}`")]
    NoTable(String),
    /// The mapping does not fit.
    #[error(transparent)]
    Apply(#[from] datasets::ApplyError),
    /// There is nothing to count.
    #[error(transparent)]
    Count(#[from] CountError),
    /// There is no number to take.
    #[error(transparent)]
    Take(#[from] measures::TakeError),
    /// The columns do not fit what the numbers are said to be about.
    #[error("the columns of the table do not fit the indicator {0}")]
    Indicator(String),
    /// There is a set with this name, and its numbers are of another kind.
    #[error("the set has numbers of another kind")]
    OtherKind,
    /// Anything else.
    #[error("the file cannot be kept: {0}")]
    Other(#[from] Error),
}

impl ImportError {
    /// Its name in message keys.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Open(error) => error.key(),
            Self::Gaps(_) => "gaps",
            Self::NoTable(_) => "no-table",
            Self::Apply(error) => error.key(),
            Self::Count(CountError::Nothing) => "nothing",
            Self::Take(measures::TakeError::Nothing) => "nothing-measured",
            Self::Count(_) | Self::Take(measures::TakeError::TooMuch) => "too-much",
            Self::Indicator(_) => "indicator",
            Self::OtherKind => "other-kind",
            Self::Other(_) => "other",
        }
    }
}

impl From<db::DbError> for ImportError {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

/// Reads a file and stages it as a version of its set. Somebody else can see how far it is, and stop it.
///
/// # Errors
/// If the file cannot be read or has nothing to count; then nothing was kept.
pub async fn stage(
    app: &App,
    upload: Upload,
    by: Option<PersonId>,
    progress: &Arc<Progress>,
) -> Result<SetVersion, ImportError> {
    let ground = Ground::of(app).await?;
    let about = About {
        kind: upload.kind,
        indicator: upload.indicator,
    };
    let about = intake::about_set(app, &upload.set, about).await?;
    let kind = about.kind;
    let source = app.blobs.put(upload.bytes.clone()).await;
    let source = source.map_err(Error::internal)?;
    let (name, mapping) = (upload.name.clone(), upload.mapping.clone());
    let watched = Arc::clone(progress);
    let read = tokio::task::spawn_blocking(move || {
        let ask = Ask::Never;
        let wanted = Wanted {
            about,
            mapping,
            ask,
        };
        reading::read(&upload.bytes, &name, &wanted, ground, &watched)
    });
    let (seen, counts) = read.await.map_err(Error::internal)?;
    // Nobody was to be asked.
    let counts = counts?.ok_or(CountError::Nothing)?;
    let how = HowRead {
        mapping: upload.mapping,
        columns_digest: seen.map(|seen| seen.columns_digest),
        errors: counts.errors.clone(),
    };
    let set = (upload.set, kind, upload.description, upload.publication);
    let file = (upload.name, source);
    let staging = Staging::of(app, set, upload.as_of, file, *counts, how);
    progress.enter(Phase::Keeping)?;
    keep(app, staging, by).await
}

/// How a file was read.
#[derive(Debug, Default)]
pub(crate) struct HowRead {
    /// What its columns mean, if somebody said so.
    pub(crate) mapping: Option<Mapping>,
    /// By what the mapping is found again.
    pub(crate) columns_digest: Option<String>,
    /// The rows with errors.
    pub(crate) errors: Vec<ErrorRow>,
}

/// Numbers that are to become a version.
#[derive(Debug)]
pub(crate) struct Staging {
    pub(crate) set: SetKey,
    pub(crate) kind: SetKind,
    pub(crate) description: Description,
    pub(crate) publication: Publication,
    pub(crate) as_of: Date,
    /// The bytes that it came from.
    pub(crate) source: Digest,
    pub(crate) source_name: String,
    pub(crate) taken: u64,
    pub(crate) refused: u64,
    pub(crate) report: ImportReport,
    pub(crate) content: Content,
    pub(crate) how: HowRead,
}

impl Staging {
    /// The numbers of a file, with what somebody has said about it and the set.
    pub(crate) fn of(
        app: &App,
        (set, kind, description, publication): (SetKey, SetKind, Description, Publication),
        as_of: Option<Date>,
        (source_name, source): (String, Digest),
        counts: Counts,
        how: HowRead,
    ) -> Self {
        let description = completed(description, counts.description);
        let as_of = as_of.or(description.as_of).or(counts.edition);
        Self {
            set,
            kind,
            as_of: as_of.unwrap_or_else(|| kernel::berlin_date(app.clock.now())),
            description,
            publication,
            source,
            source_name,
            taken: counts.taken,
            refused: counts.refused,
            report: counts.report,
            content: counts.content,
            how,
        }
    }
}

/// Keeps numbers and what it came from as files, and stages the version that names them.
pub(crate) async fn keep(
    app: &App,
    staging: Staging,
    by: Option<PersonId>,
) -> Result<SetVersion, ImportError> {
    let (set, mut version) = write(app, staging, by).await?;
    let tx = app.db.begin().await?;
    stage_in(app, &tx, &set, &mut version, by).await?;
    tx.commit().await?;
    Ok(version)
}

/// Writes the files of a version that is to be staged, and of a set if it is new.
pub(crate) async fn write(
    app: &App,
    staging: Staging,
    by: Option<PersonId>,
) -> Result<(DataSet, SetVersion), Error> {
    let content = staging.content;
    let file = tokio::task::spawn_blocking(move || content.to_parquet()).await;
    let file = file.map_err(Error::internal)?.map_err(Error::internal)?;
    let file = app.blobs.put(file).await.map_err(Error::internal)?;
    let HowRead {
        mapping,
        columns_digest,
        errors,
    } = staging.how;
    let errors = if errors.is_empty() {
        None
    } else {
        let list = serde_json::to_vec(&errors).map_err(Error::internal)?;
        Some(app.blobs.put(list).await.map_err(Error::internal)?)
    };
    let mapping = mapping.map(|mapping| serde_json::to_string(&mapping));
    let now = app.clock.now();
    let version = SetVersion {
        set: staging.set.clone(),
        number: 0,
        id: SetVersionId::new(&*app.clock, &*app.chance),
        state: VersionState::Staged,
        as_of: staging.as_of,
        file,
        source: staging.source,
        source_name: staging.source_name,
        observations: i64::try_from(staging.taken).unwrap_or(i64::MAX),
        refused: i64::try_from(staging.refused).unwrap_or(i64::MAX),
        report: serde_json::to_string(&staging.report).map_err(Error::internal)?,
        mapping: mapping.transpose().map_err(Error::internal)?,
        columns_digest,
        errors,
        restored_from: None,
        imported_by: by,
        imported_at: now,
        taken_at: None,
        public_at: None,
        removed_at: None,
    };
    let set = DataSet {
        key: staging.set,
        kind: staging.kind,
        publication: staging.publication,
        description: staging.description,
        made_at: now,
        version: 1,
    };
    Ok((set, version))
}

/// Stages a version in the caller's transaction; it gets its number.
pub(crate) async fn stage_in(
    app: &App,
    tx: &db::Tx,
    set: &DataSet,
    version: &mut SetVersion,
    by: Option<PersonId>,
) -> Result<(), ImportError> {
    if !store::sets::make(tx, set).await? {
        let there = store::sets::find(tx, &set.key).await?;
        if there.is_some_and(|there| there.kind != set.kind) {
            return Err(ImportError::OtherKind);
        }
    }
    version.number = store::sets::stage(tx, version).await?;
    note(app, tx, version, by, "staged").await?;
    Ok(())
}

/// Takes a staged version over, or withdraws it. False if somebody else has decided before.
pub async fn decide(
    app: &App,
    version: &SetVersion,
    take: bool,
    by: Option<PersonId>,
) -> Result<bool, Error> {
    let (state, deed) = if take {
        (VersionState::Taken, "taken")
    } else {
        (VersionState::Withdrawn, "withdrawn")
    };
    let tx = app.db.begin().await?;
    let what = (&version.set, version.number);
    if !store::sets::decide(&tx, what, state, by, app.clock.now()).await? {
        return Ok(false);
    }
    let set = store::sets::find(&tx, &version.set).await?;
    if take && set.is_some_and(|set| set.publication == Publication::Protected) {
        publishing::enqueue(app, &tx, &version.set).await?;
    }
    note(app, &tx, version, by, deed).await?;
    if take {
        keeping::ask(app, &tx, &version.set).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Says who sees a set. False if somebody else has changed it meanwhile.
pub async fn publish(app: &App, set: &DataSet, by: PersonId) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::sets::change(&tx, set, app.clock.now()).await? {
        return Ok(false);
    }
    let Some(latest) = store::sets::versions(&tx, &set.key)
        .await?
        .into_iter()
        .next()
    else {
        return Ok(false);
    };
    if set.publication == Publication::Protected {
        publishing::enqueue(app, &tx, &set.key).await?;
    }
    let deed = match set.publication {
        Publication::Internal => "kept-internal",
        Publication::AsPublished => "published",
        Publication::Protected => "protected",
    };
    note(app, &tx, &latest, Some(by), deed).await?;
    keeping::ask(app, &tx, &set.key).await?;
    tx.commit().await?;
    Ok(true)
}

pub(super) async fn note(
    app: &App,
    tx: &db::Tx,
    version: &SetVersion,
    by: Option<PersonId>,
    what: &'static str,
) -> Result<(), Error> {
    let agency = directory::state(tx).await?;
    let entry = Entry {
        chain: agency.id.uuid(),
        actor: by,
        action: actions::SET_IMPORT,
        subject: Subject::new("set", version.id),
        facts: vec![
            ("what", what.into()),
            ("number", version.number.into()),
            ("rows", version.observations.into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// What the words of people leave open, the file says.
fn completed(said: Description, file: Description) -> Description {
    let or = |said: String, file: String| if said.is_empty() { file } else { said };
    Description {
        title: said.title.completed(file.title),
        source: or(said.source, file.source),
        source_url: or(said.source_url, file.source_url),
        licence: or(said.licence, file.licence),
        attribution: or(said.attribution, file.attribution),
        method: or(said.method, file.method),
        legal_basis: or(said.legal_basis, file.legal_basis),
        responsible: or(said.responsible, file.responsible),
        as_of: said.as_of.or(file.as_of),
        summary: file.summary,
        categories: file.categories,
    }
}
