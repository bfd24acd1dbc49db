// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files beside a form: which it wants, which it has, and the form run with them.

use db::ConnectionTrait;
use forms::engine::{MissingFiles, Resources};
use forms::{
    AttachedFile, Column, CompiledForm, FormProblem, FormSpec, PREVIOUS_INSTANCE, PeriodKind,
    ProblemCause, WantedFile, WantedFor, check_data, data_files, wanted_files,
};
use kernel::FormId;
use web::media::{FileKind, media_type};
use web::{App, Error};

use crate::intake::{self, By, Done};
use crate::model::{Deed, Form};
use crate::store::{self, Content};
use crate::{FileContent, actions};

/// The largest file beside a form in bytes: 5 MiB.
pub(crate) const LARGEST: u64 = 5 * 1024 * 1024;

/// The most bytes of all files beside a form: 20 MiB.
pub(crate) const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// A file as it was uploaded.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Why a file was not attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileRefusal {
    /// The form names no such file.
    NotNamed,
    /// It is a list that the field service keeps.
    Elsewhere,
    /// It is empty.
    Empty,
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// With it, the files are larger than [`MOST_BYTES`].
    TooMuch,
    /// It is no picture, recording or film, as its first bytes say.
    Kind,
    /// It cannot be read as a list; why.
    Data(String),
}

impl FileRefusal {
    /// The end of the message key.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::NotNamed => "not-named",
            Self::Elsewhere => "elsewhere",
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::TooMuch => "too-much",
            Self::Kind => "kind",
            Self::Data(_) => "data",
        }
    }
}

/// The files that a form names and does not have.
pub(crate) fn missing(spec: &FormSpec) -> Vec<WantedFile> {
    let mut wanted = wanted_files(spec);
    wanted
        .retain(|file| file.purpose != WantedFor::Entities && !spec.files.contains_key(&file.name));
    wanted
}

/// The list of entities that a file could be: `findings.csv`.
pub(crate) fn list_name(file: &str) -> Option<&str> {
    let name = file.strip_suffix(".csv")?;
    (forms::is_name(name) && !name.contains('.')).then_some(name)
}

/// Says of a file that the draft names that it is a list which the field service keeps, or no longer.
/// False if the form names no such file, or updates the list and so cannot do without.
pub(crate) async fn keep_elsewhere(
    app: &App,
    form: &Form,
    by: By,
    (name, is_elsewhere): (&str, bool),
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut spec = draft.spec;
    let is_named = wanted_files(&spec).iter().any(|file| {
        file.name == name && matches!(file.purpose, WantedFor::Data | WantedFor::Entities)
    });
    let list = list_name(name).filter(|_| is_named);
    let is_changed = list.is_some_and(|list| {
        if is_elsewhere {
            spec.entity_lists.insert(list.to_owned())
        } else {
            spec.entity_lists.remove(list)
        }
    });
    if !is_changed {
        tx.rollback().await?;
        return Ok(false);
    }
    let removed: Vec<AttachedFile> = spec.files.remove(name).into_iter().collect();
    write(app, &tx, form, by, &spec, &removed, Deed::ListMarked, 1).await?;
    tx.commit().await?;
    Ok(true)
}

/// Keeps of the files of a draft those that the definition in its place names, too, and which of its
/// lists the field service keeps.
pub(crate) fn carry_over(old: &FormSpec, new: &mut FormSpec) {
    new.files = wanted_files(new)
        .into_iter()
        .filter_map(|wanted| old.files.get_key_value(&wanted.name))
        .map(|(name, file)| (name.clone(), file.clone()))
        .collect();
    for missing in missing(new) {
        let list = list_name(&missing.name).and_then(|list| old.entity_lists.get(list));
        new.entity_lists.extend(list.cloned());
    }
}

/// What a file is, if the form takes it. Whether a name is written large or small does not matter.
fn examine(
    wanted: &[WantedFile],
    received: &Received,
) -> Result<(String, &'static str), FileRefusal> {
    let name = received.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let lower = name.to_lowercase();
    let file = wanted
        .iter()
        .find(|file| file.name == name)
        .or_else(|| wanted.iter().find(|file| file.name.to_lowercase() == lower))
        .ok_or(FileRefusal::NotNamed)?;
    if received.bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if received.bytes.len() as u64 > LARGEST {
        return Err(FileRefusal::TooLarge);
    }
    let kind = match file.purpose {
        WantedFor::Data => {
            check_data(&file.name, &received.bytes).map_err(FileRefusal::Data)?;
            FileKind::File
        }
        WantedFor::Entities => return Err(FileRefusal::Elsewhere),
        WantedFor::Image => FileKind::Image,
        WantedFor::Audio => FileKind::Audio,
        WantedFor::Video => FileKind::Video,
    };
    let found = media_type(kind, &file.name, &received.bytes).ok_or(FileRefusal::Kind)?;
    Ok((file.name.clone(), found))
}

/// Attaches files to the draft of a form: all, or none and what is wrong with which. Files of the
/// same name are replaced.
pub(crate) async fn attach(
    app: &App,
    form: &Form,
    by: By,
    received: Vec<Received>,
) -> Result<Result<usize, Vec<(String, FileRefusal)>>, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut spec = draft.spec;
    let wanted = wanted_files(&spec);
    let before: Vec<AttachedFile> = spec.files.values().cloned().collect();
    let mut refused = Vec::new();
    let mut contents = Vec::new();
    for file in received {
        match examine(&wanted, &file) {
            Ok((name, media_type)) => {
                let facts = AttachedFile::of(&file.bytes);
                let content = Content {
                    media_type: media_type.to_owned(),
                    bytes: file.bytes,
                };
                contents.push((facts.sha256.clone(), content));
                spec.files.insert(name, facts);
            }
            Err(refusal) => refused.push((file.name, refusal)),
        }
    }
    let total: u64 = spec.files.values().map(|file| file.size).sum();
    if refused.is_empty() && total > MOST_BYTES {
        refused.push((String::new(), FileRefusal::TooMuch));
    }
    if !refused.is_empty() {
        tx.rollback().await?;
        return Ok(Err(refused));
    }
    let count = contents.len();
    for (sha256, content) in contents {
        store::add_content(&tx, form.id, &sha256, content).await?;
    }
    write(
        app,
        &tx,
        form,
        by,
        &spec,
        &before,
        Deed::FilesAttached,
        count,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(count))
}

/// Takes a file away from the draft of a form. False if it had none of this name.
pub(crate) async fn remove(app: &App, form: &Form, by: By, name: &str) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut spec = draft.spec;
    let Some(removed) = spec.files.remove(name) else {
        tx.rollback().await?;
        return Ok(false);
    };
    write(app, &tx, form, by, &spec, &[removed], Deed::FileRemoved, 1).await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes the draft with other files; of those `before`, what nothing names any more goes.
#[expect(clippy::too_many_arguments, reason = "each is a fact of one change")]
async fn write(
    app: &App,
    tx: &db::Tx,
    form: &Form,
    by: By,
    spec: &FormSpec,
    before: &[AttachedFile],
    deed: Deed,
    count: usize,
) -> Result<(), Error> {
    let hash = spec.hash();
    store::change_draft(tx, form.id, (spec, &hash), by.person, by.at).await?;
    for file in before {
        store::remove_unnamed_content(tx, form.id, &file.sha256).await?;
    }
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_EDIT,
        deed,
        number: i64::try_from(count).unwrap_or(i64::MAX),
        facts: vec![
            ("spec", intake::digest(&hash)?),
            ("files", spec.files.len().into()),
        ],
    };
    intake::note(app, tx, by, done).await
}

/// A form ready to run with its files, or what is wrong with it.
pub(crate) async fn compiled(
    conn: &impl ConnectionTrait,
    form: FormId,
    spec: &FormSpec,
    missing: MissingFiles,
) -> Result<Result<CompiledForm, Vec<FormProblem>>, Error> {
    // Only periods that follow one another have a report before.
    if missing == MissingFiles::Refuse && spec.reads_previous && spec.period == PeriodKind::Event {
        return Ok(Err(vec![FormProblem {
            path: String::new(),
            column: Column::Settings,
            cause: ProblemCause::NotYetFillable(PREVIOUS_INSTANCE),
        }]));
    }
    let mut resources = Resources::none(missing);
    for (name, file) in data_files(spec) {
        let content = content(conn, form, &file.sha256).await?;
        resources.add(name, content.bytes);
    }
    Ok(CompiledForm::compile_with(spec, resources))
}

/// What lies in all files of a form, each once.
pub(crate) async fn contents(
    conn: &impl ConnectionTrait,
    form: FormId,
    spec: &FormSpec,
) -> Result<Vec<FileContent>, Error> {
    let mut all: Vec<FileContent> = Vec::new();
    for file in spec.files.values() {
        if all.iter().any(|known| known.sha256 == file.sha256) {
            continue;
        }
        let content = content(conn, form, &file.sha256).await?;
        all.push(FileContent::new(
            &file.sha256,
            &content.media_type,
            &content.bytes,
        ));
    }
    Ok(all)
}

/// What lies in the file with this hash, which a definition of the form names.
pub(crate) async fn content(
    conn: &impl ConnectionTrait,
    form: FormId,
    sha256: &str,
) -> Result<Content, Error> {
    store::content(conn, form, sha256)
        .await?
        .ok_or_else(|| Error::Internal(format!("a file of form {form} is missing")))
}
