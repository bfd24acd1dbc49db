// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A file that somebody has sent in, from the upload to the version that it becomes. Reading is long work
//! ([`super::running`]); nothing of a set changes before somebody takes the version over.

use audit::{Entry, Subject};
use blob::Digest;
use datasets::{Description, Mapping};
use jiff::Timestamp;
use jiff::civil::Date;
use jobs::NewJob;
use kernel::{Id, JobId, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Error};

use super::importing::{ImportError, ImportReport};
use super::look::Look;
use super::running::{READ, Read};
use super::tables::About;
use super::{Publication, SetKey, SetKind, SetVersion};
use crate::{actions, store};

kernel::named! {
    /// How far a file is.
    pub enum ImportState {
        /// It is read, or waits to be.
        Reading = "reading",
        /// Somebody has to say what its columns mean.
        Mapping = "mapping",
        /// It was not read.
        Failed = "failed",
        /// It has become a version.
        Done = "done",
        /// Nobody wants it any more.
        Cancelled = "cancelled",
    }
}

kernel::named! {
    /// What is being done with a file.
    pub enum Phase {
        /// It is opened and looked at.
        Opening = "opening",
        /// Its rows are read.
        Reading = "reading",
        /// Its numbers are counted.
        Counting = "counting",
        /// What came of it is written.
        Keeping = "keeping",
    }
}

/// Marks identifiers of imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportMark;

/// Identifies an import.
pub type ImportId = Id<ImportMark>;

/// What somebody says about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// What is said about a new set.
    pub description: Description,
    /// Who sees a new set.
    pub publication: Publication,
    /// On which day the numbers stood so.
    pub as_of: Option<Date>,
    /// Whether somebody wants to say what the columns mean, even if the file is recognised.
    pub own_mapping: bool,
}

/// Why a file was not read, for a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Its name in message keys.
    pub key: String,
    /// What a mapping lacks, by names in message keys.
    #[serde(default)]
    pub gaps: Vec<String>,
    /// Where: a sheet, a column or a text that was not understood; may be empty.
    #[serde(default)]
    pub place: String,
    /// In which row or column, from 1.
    #[serde(default)]
    pub at: Option<u64>,
}

impl Fault {
    /// A fault without a place.
    pub fn named(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            gaps: Vec::new(),
            place: String::new(),
            at: None,
        }
    }
}

/// The name of a gap in message keys.
pub(crate) fn gap_name(gap: datasets::Gap) -> &'static str {
    match gap {
        datasets::Gap::Measure => "measure",
        datasets::Gap::Category => "category",
        datasets::Gap::Period => "period",
        datasets::Gap::Year => "year",
        datasets::Gap::Place => "place",
    }
}

impl From<&ImportError> for Fault {
    fn from(error: &ImportError) -> Self {
        use datasets::{ApplyError, OpenError};
        let mut fault = Self::named(error.key());
        let number = |number: usize| u64::try_from(number).ok();
        match error {
            ImportError::Gaps(gaps) | ImportError::Apply(ApplyError::Gaps(gaps)) => {
                fault.gaps = gaps.iter().map(|gap| gap_name(*gap).to_owned()).collect();
            }
            ImportError::Open(OpenError::TooManyCells { sheet, row }) => {
                fault.place.clone_from(sheet);
                fault.at = Some(u64::from(*row));
            }
            ImportError::Apply(ApplyError::NoColumn { column, .. }) => fault.at = number(*column),
            ImportError::Apply(ApplyError::Fixed(text)) => fault.place.clone_from(text),
            ImportError::Apply(ApplyError::TooManyColumns(line)) => fault.at = Some(*line),
            ImportError::NoTable(name) => fault.place.clone_from(name),
            _ => {}
        }
        fault
    }
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its identifier.
    pub id: ImportId,
    /// The set that it becomes a version of.
    pub set: SetKey,
    /// What its numbers are.
    pub about: About,
    /// How far it is.
    pub state: ImportState,
    /// What was said about it.
    pub wish: Wish,
    /// Its bytes; none once they were removed.
    pub source: Option<Digest>,
    /// What it was called.
    pub source_name: String,
    /// Its first rows, once it was looked at.
    pub look: Option<Look>,
    /// What its columns mean, as far as it is known.
    pub mapping: Option<Mapping>,
    /// By what its mapping is found again.
    pub columns_digest: Option<String>,
    /// What is being done with it.
    pub phase: Phase,
    /// How many rows were read, and of how many about.
    pub rows: (i64, i64),
    /// The reading under way.
    pub run: Option<Uuid>,
    /// The job that does it.
    pub job: Option<JobId>,
    /// Why it was not read.
    pub fault: Option<Fault>,
    /// The version that it became.
    pub number: Option<i64>,
    /// Who sent it in.
    pub made_by: PersonId,
    /// When.
    pub made_at: Timestamp,
    /// Counts what people changed, from 1.
    pub version: i64,
}

impl Import {
    /// Whether somebody can say what its columns mean.
    pub fn can_be_mapped(&self) -> bool {
        let open = matches!(self.state, ImportState::Mapping | ImportState::Failed);
        open && self.look.is_some() && self.source.is_some()
    }

    /// Whether it can be given up.
    pub fn can_be_cancelled(&self) -> bool {
        matches!(
            self.state,
            ImportState::Reading | ImportState::Mapping | ImportState::Failed
        )
    }
}

/// What the numbers of a file are about; what a set is that is there already, nobody can say otherwise.
pub(crate) async fn about_set(app: &App, set: &SetKey, said: About) -> Result<About, Error> {
    let there = store::sets::find(app.db.read(), set).await?;
    Ok(About {
        kind: there.map_or(said.kind, |set| set.kind),
        ..said
    })
}

/// Takes a file in and begins to read it.
///
/// # Errors
/// If it cannot be kept.
pub async fn take_in(
    app: &App,
    (set, about, wish): (SetKey, About, Wish),
    (name, bytes): (String, Vec<u8>),
    by: PersonId,
) -> Result<ImportId, Error> {
    let about = about_set(app, &set, about).await?;
    let source = app.blobs.put(bytes).await.map_err(Error::internal)?;
    make(app, (set, about, wish), (name, source), by).await
}

/// Reads the file of a version once more, after somebody has said what its columns mean.
///
/// # Errors
/// If the file is no longer there.
pub async fn map_again(app: &App, version: &SetVersion, by: PersonId) -> Result<ImportId, Error> {
    let wish = Wish {
        description: Description::default(),
        publication: Publication::Internal,
        as_of: Some(version.as_of),
        own_mapping: true,
    };
    let about = About {
        kind: SetKind::Cases,
        indicator: only_indicator(version)?,
    };
    let about = about_set(app, &version.set, about).await?;
    let file = (version.source_name.clone(), version.source);
    make(app, (version.set.clone(), about, wish), file, by).await
}

/// The one indicator that all numbers of a version are of; empty if there are several.
fn only_indicator(version: &SetVersion) -> Result<String, Error> {
    let report: ImportReport = serde_json::from_str(&version.report).map_err(Error::internal)?;
    Ok(match report.diseases.as_slice() {
        [(only, _)] => only.clone(),
        _ => String::new(),
    })
}

async fn make(
    app: &App,
    (set, about, wish): (SetKey, About, Wish),
    (source_name, source): (String, Digest),
    by: PersonId,
) -> Result<ImportId, Error> {
    let import = Import {
        id: ImportId::new(&*app.clock, &*app.chance),
        set,
        about,
        state: ImportState::Reading,
        wish,
        source: Some(source),
        source_name,
        look: None,
        mapping: None,
        columns_digest: None,
        phase: Phase::Opening,
        rows: (0, 0),
        run: None,
        job: None,
        fault: None,
        number: None,
        made_by: by,
        made_at: app.clock.now(),
        version: 1,
    };
    let tx = app.db.begin().await?;
    store::imports::make(&tx, &import).await?;
    start(app, &tx, &import).await?;
    note(app, &tx, &import, Some(by), "uploaded").await?;
    tx.commit().await?;
    Ok(import.id)
}

/// Enqueues the reading of a file in the caller's transaction.
async fn start(app: &App, tx: &db::Tx, import: &Import) -> Result<(), Error> {
    let run = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let payload = Read {
        import: import.id,
        run,
    };
    let job = NewJob::new(READ, &payload).attempts(3);
    let job = jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    store::imports::start(tx, import.id, (run, job), app.clock.now()).await?;
    Ok(())
}

/// Keeps what somebody has chosen for the columns of version `known`. False if somebody was faster.
pub async fn keep_mapping(
    app: &App,
    import: &Import,
    known: i64,
    mapping: &Mapping,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let now = app.clock.now();
    let kept = store::imports::keep_mapping(&tx, import.id, known, mapping, now).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Keeps what somebody has chosen, and begins to read the file so. False if somebody was faster.
pub async fn read_mapped(
    app: &App,
    import: &Import,
    known: i64,
    mapping: &Mapping,
    by: PersonId,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let now = app.clock.now();
    if !store::imports::keep_mapping(&tx, import.id, known, mapping, now).await? {
        return Ok(false);
    }
    start(app, &tx, import).await?;
    note(app, &tx, import, Some(by), "mapped").await?;
    tx.commit().await?;
    Ok(true)
}

/// Gives a file up. False if it has come to its end meanwhile.
pub async fn cancel(app: &App, import: &Import, by: PersonId) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    if !store::imports::cancel(&tx, import.id, app.clock.now()).await? {
        return Ok(false);
    }
    note(app, &tx, import, Some(by), "cancelled").await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes what was done with a file to the audit trail.
pub(crate) async fn note(
    app: &App,
    tx: &db::Tx,
    import: &Import,
    by: Option<PersonId>,
    what: &'static str,
) -> Result<(), Error> {
    let agency = directory::state(tx).await?;
    let entry = Entry {
        chain: agency.id.uuid(),
        actor: by,
        action: actions::SET_IMPORT,
        subject: Subject::new("set-import", import.id),
        facts: vec![("what", what.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
