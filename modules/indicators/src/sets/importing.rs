// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a file to a version of a set: read, counted, staged; then taken over or withdrawn.

use std::collections::BTreeMap;

use audit::{Entry, Subject};
use cube::{Cube, MapQuery};
use datasets::{Candidate, Description, Limits, Mapping, PlaceName, Places};
use jiff::civil::Date;
use kernel::{Ags, PersonId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::counting::{self, CountError, LeftOut};
use super::tables::{self, Content};
use super::{DataSet, Publication, SetKey, SetKind, SetVersion, SetVersionId, VersionState};
use crate::{actions, store};

/// The largest file in bytes.
pub const LARGEST: usize = 64 << 20;
/// How many diseases and years a report tells about.
const MOST_TOLD: usize = 100;

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
            Self::Apply(error) => error.key(),
            Self::Count(CountError::Nothing) => "nothing",
            Self::Take(measures::TakeError::Nothing) => "nothing-measured",
            Self::Count(_) | Self::Take(measures::TakeError::TooMuch) => "too-much",
            Self::Indicator(_) => "indicator",
            Self::Other(_) => "other",
        }
    }
}

impl From<db::DbError> for ImportError {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

/// Reads a file and stages it as a version of its set.
///
/// # Errors
/// If the file cannot be read or has nothing to count; then nothing was kept.
pub async fn stage(
    app: &App,
    upload: Upload,
    by: Option<PersonId>,
) -> Result<SetVersion, ImportError> {
    let conn = app.db.read();
    let state = app.settings.state_ags.clone();
    let towns: Vec<Ags> = directory::municipalities(conn, None)
        .await?
        .into_iter()
        .map(|town| town.ags)
        .collect();
    let places = places(app).await?;
    let Upload {
        name,
        bytes,
        mapping,
        set,
        kind,
        indicator,
        description,
        publication,
        as_of,
    } = upload;
    let known = store::sets::find(conn, &set).await?;
    let kind = known.map_or(kind, |set| set.kind);
    let kept = bytes.clone();
    let title = name.clone();
    let read = tokio::task::spawn_blocking(move || {
        let limits = Limits {
            bytes: LARGEST,
            ..Limits::default()
        };
        let about = (kind, indicator.as_str());
        read(
            (&bytes, &title),
            mapping,
            about,
            &places,
            &limits,
            (&state, towns),
        )
    });
    let read = read
        .await
        .map_err(|error| ImportError::Other(Error::internal(error)))??;
    let description = completed(description, read.description);
    let as_of = as_of
        .or(description.as_of)
        .or(read.edition)
        .unwrap_or_else(|| kernel::berlin_date(app.clock.now()));
    let staging = Staging {
        set,
        kind,
        description,
        publication,
        as_of,
        source: kept,
        source_name: name,
        taken: read.taken,
        refused: read.refused,
        report: read.report,
        content: read.content,
    };
    keep(app, staging, by).await
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
    pub(crate) source: Vec<u8>,
    pub(crate) source_name: String,
    pub(crate) taken: u64,
    pub(crate) refused: u64,
    pub(crate) report: ImportReport,
    pub(crate) content: Content,
}

/// Keeps numbers and what it came from as files, and stages the version that names them.
pub(crate) async fn keep(
    app: &App,
    staging: Staging,
    by: Option<PersonId>,
) -> Result<SetVersion, ImportError> {
    let content = staging.content;
    let file = tokio::task::spawn_blocking(move || content.to_parquet()).await;
    let file = file.map_err(Error::internal)?.map_err(Error::internal)?;
    let file = app.blobs.put(file).await.map_err(Error::internal)?;
    let source = app
        .blobs
        .put(staging.source)
        .await
        .map_err(Error::internal)?;
    let now = app.clock.now();
    let mut version = SetVersion {
        set: staging.set.clone(),
        number: 0,
        id: SetVersionId::new(&*app.clock, &*app.chance),
        state: VersionState::Staged,
        as_of: staging.as_of,
        file,
        source,
        source_name: staging.source_name,
        observations: i64::try_from(staging.taken).unwrap_or(i64::MAX),
        refused: i64::try_from(staging.refused).unwrap_or(i64::MAX),
        report: serde_json::to_string(&staging.report).map_err(Error::internal)?,
        imported_by: by,
        imported_at: now,
        taken_at: None,
    };
    let new = DataSet {
        key: staging.set,
        kind: staging.kind,
        publication: staging.publication,
        description: staging.description,
        made_at: now,
        version: 1,
    };
    let tx = app.db.begin().await?;
    store::sets::make(&tx, &new).await?;
    version.number = store::sets::stage(&tx, &version).await?;
    note(app, &tx, &version, by, "staged").await?;
    tx.commit().await?;
    Ok(version)
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
    note(app, &tx, version, by, deed).await?;
    tx.commit().await?;
    Ok(true)
}

/// Says who sees a set. False if somebody else has changed it meanwhile.
pub async fn publish(app: &App, set: &DataSet, by: PersonId) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::sets::change(&tx, set).await? {
        return Ok(false);
    }
    let Some(latest) = store::sets::versions(&tx, &set.key)
        .await?
        .into_iter()
        .next()
    else {
        return Ok(false);
    };
    let deed = match set.publication {
        Publication::Internal => "kept-internal",
        Publication::AsPublished => "published",
    };
    note(app, &tx, &latest, Some(by), deed).await?;
    tx.commit().await?;
    Ok(true)
}

async fn note(
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

async fn places(app: &App) -> Result<Places, Error> {
    let conn = app.db.read();
    let districts = directory::districts(conn)
        .await?
        .into_iter()
        .map(|one| PlaceName {
            ags: one.ags,
            name: one.name,
            kind: one.kind,
        });
    let towns = directory::municipalities(conn, None).await?;
    let towns = towns.into_iter().map(|one| PlaceName {
        ags: one.ags,
        name: one.name,
        kind: one.kind,
    });
    Ok(Places::new(districts.chain(towns)))
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

struct Read {
    content: Content,
    taken: u64,
    refused: u64,
    report: ImportReport,
    description: Description,
    edition: Option<Date>,
}

fn read(
    (bytes, name): (&[u8], &str),
    mapping: Option<Mapping>,
    (kind, indicator): (SetKind, &str),
    places: &Places,
    limits: &Limits,
    (state, towns): (&Ags, Vec<Ags>),
) -> Result<Read, ImportError> {
    let (file, candidates) = datasets::recognise(bytes, name, places, limits)?;
    let best: &Candidate = candidates.first().ok_or(datasets::OpenError::Empty)?;
    let mut mapping = mapping.unwrap_or_else(|| best.mapping.clone());
    if !tables::aim(&mut mapping, kind, indicator) {
        return Err(ImportError::Indicator(indicator.to_owned()));
    }
    let gaps = mapping.gaps();
    if !gaps.is_empty() {
        return Err(ImportError::Gaps(gaps));
    }
    let table = file
        .tables
        .get(best.table)
        .ok_or(datasets::OpenError::Empty)?;
    let outcome = datasets::apply(table, &mapping, places, limits)?;
    let (content, taken, left_out, told) = if kind == SetKind::Cases {
        let counted = counting::count(&outcome.observations, state, towns)?;
        let told = told(&counted.cube);
        (
            Content::Cases(counted.cube),
            counted.taken,
            counted.left_out,
            told,
        )
    } else {
        let taken = measures::take(&outcome.observations, state)?;
        let told = tables::told(&taken.table);
        let left_out = tables::left_out(taken.left_out);
        (
            Content::Indicators(taken.table),
            taken.taken,
            left_out,
            told,
        )
    };
    let mut description = best.description.clone();
    description.categories = outcome.labels;
    let report = ImportReport {
        format: format_name(best),
        rows: outcome.report.rows,
        sound_rows: outcome.report.sound_rows,
        noticed: outcome.report.tallies().map(noticed).collect(),
        left_out,
        ..told
    };
    Ok(Read {
        content,
        taken,
        refused: outcome.report.errors(),
        report,
        description,
        edition: outcome.edition,
    })
}

fn format_name(candidate: &Candidate) -> String {
    match candidate.format {
        datasets::Format::SurvStat => "survstat".to_owned(),
        datasets::Format::Known(name) => name.to_owned(),
        datasets::Format::Genesis => "genesis".to_owned(),
        datasets::Format::Package => "package".to_owned(),
        datasets::Format::Table => "table".to_owned(),
    }
}

fn noticed((kind, tally): (datasets::Kind, &datasets::Tally)) -> Noticed {
    Noticed {
        kind: kind.key().to_owned(),
        error: kind.severity() == datasets::Severity::Error,
        count: tally.count,
        first: tally
            .first
            .iter()
            .map(|one| {
                (
                    one.line,
                    one.column.clone(),
                    one.found.clone(),
                    one.more.clone(),
                )
            })
            .collect(),
    }
}

/// What is in a cube, for whoever decides whether it is right.
pub(crate) fn told(cube: &Cube) -> ImportReport {
    let axes = cube.axes();
    let weeks = axes.weeks();
    let mut diseases: Vec<(String, u64)> = Vec::new();
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    let mut districts = std::collections::BTreeSet::new();
    for (category, key) in axes.categories().all().zip(axes.categories().keys()) {
        let whole = weeks.first()..=weeks.last();
        let series = cube.series(&cube::SeriesQuery {
            category,
            area: &[cube::Area::State],
            weeks: whole.clone(),
            filter: cube::Filter::default(),
        });
        let series = series.unwrap_or_default();
        for (week, count) in weeks.all().iter().zip(&series) {
            *years.entry(week.year()).or_default() += count;
        }
        diseases.push((key.clone(), series.iter().sum()));
        let map = cube.map(&MapQuery {
            category,
            weeks: whole,
            level: cube::MapLevel::District,
            filter: cube::Filter::default(),
        });
        let map = map.unwrap_or_default();
        districts.extend(
            map.iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(at, _)| at),
        );
    }
    diseases.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    diseases.truncate(MOST_TOLD);
    ImportReport {
        diseases,
        years: years.into_iter().collect(),
        weeks: (weeks.first().to_string(), weeks.last().to_string()),
        districts: u64::try_from(districts.len()).unwrap_or(u64::MAX),
        ..ImportReport::default()
    }
}
