// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of an inspection that is filled in in a browser: they arrive in pieces or with the posted form,
//! and become files of the record when it is sent.

use forms::{CompiledForm, FileProblem, QuestionType, StoredFile, Violation};
use kernel::FileId;
use uuid::Uuid;
use web::form::{Fields, PostedFile};
use web::media::{self, FileKind};
use web::{App, Error};

use crate::model::Project;
use crate::store::inspecting::drafts::{self, DraftFile};

/// The largest file in bytes.
pub(crate) const LARGEST: i64 = 20 * 1024 * 1024;

/// The largest piece of a file in bytes, with some room.
pub(crate) const LARGEST_PIECE: usize = 512 * 1024 + 1_024;

/// The most bytes of all files of a draft.
const MOST: i64 = 300 * 1024 * 1024;

/// The field with a file in forms that are posted without a script; the path of the question follows.
const FIELD: &str = "_file:";

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// It is none that the question takes.
    #[error("the file is no answer: {0:?}")]
    Problem(FileProblem),
    /// Another part is to come next: the one from this byte on.
    #[error("the part from byte {0} on is to come next")]
    Offset(i64),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<db::DbError> for Failure {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

impl From<FileProblem> for Failure {
    fn from(problem: FileProblem) -> Self {
        Self::Problem(problem)
    }
}

/// What kind of file a question asks for.
fn kind_of(form: &CompiledForm, question: &str) -> Option<FileKind> {
    match form.field(question)?.question.kind {
        QuestionType::Image => Some(FileKind::Image),
        QuestionType::Audio => Some(FileKind::Audio),
        QuestionType::Video => Some(FileKind::Video),
        QuestionType::File | QuestionType::Osm => Some(FileKind::File),
        _ => None,
    }
}

/// Begins a file of a draft and says which value answers its question.
pub(crate) async fn begin(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (inspection, form): (Uuid, &CompiledForm),
    (question, name, size): (&str, &str, i64),
) -> Result<(DraftFile, StoredFile), Failure> {
    let kind = kind_of(form, question).ok_or(Error::NotFound)?;
    let value = StoredFile::new(FileId::new(&*app.clock, &*app.chance), name);
    if media::is_refused_name(&value.name) {
        return Err(FileProblem::Kind.into());
    }
    match size {
        ..=0 => return Err(FileProblem::Empty.into()),
        1..=LARGEST => {}
        _ => return Err(FileProblem::TooLarge.into()),
    }
    if drafts::bytes(tx, inspection).await? + size > MOST {
        return Err(FileProblem::TooMany.into());
    }
    let id = value.id.uuid();
    let context = DraftFile::context(id, None);
    let file = DraftFile {
        id,
        inspection,
        kind: kind.name().to_owned(),
        sealed_name: app
            .vault
            .seal(tx, project.office, &context, value.name.as_bytes())
            .await
            .map_err(Error::from)?,
        media_type: media::UNKNOWN.to_owned(),
        size,
        received: 0,
        parts: 0,
    };
    drafts::add_file(tx, &file, app.clock.now()).await?;
    Ok((file, value))
}

/// Takes the next piece of a file; gives how many bytes have arrived.
pub(crate) async fn receive(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    (inspection, id): (Uuid, Uuid),
    (offset, bytes): (i64, &[u8]),
) -> Result<i64, Failure> {
    let file = drafts::lock_file(tx, inspection, id).await?;
    let mut file = file.ok_or(Error::NotFound)?;
    if file.received != offset {
        return Err(Failure::Offset(file.received));
    }
    append(app, tx, project, &mut file, bytes).await?;
    Ok(file.received)
}

async fn append(
    app: &App,
    tx: &db::Tx,
    project: &Project,
    file: &mut DraftFile,
    bytes: &[u8],
) -> Result<(), Failure> {
    let received = file.received + i64::try_from(bytes.len()).map_err(Error::internal)?;
    if bytes.is_empty() {
        return Err(FileProblem::Incomplete.into());
    }
    if received > file.size {
        return Err(FileProblem::TooLarge.into());
    }
    if file.parts == 0 {
        let name = name(app, tx, project, file).await?;
        let kind: FileKind = file.kind.parse().map_err(|()| Error::NotFound)?;
        let found = media::media_type(kind, &name, bytes);
        found
            .ok_or(FileProblem::Kind)?
            .clone_into(&mut file.media_type);
    }
    let context = DraftFile::context(file.id, Some(file.parts));
    let sealed = app.vault.seal(tx, project.office, &context, bytes).await;
    file.received = received;
    file.parts += 1;
    drafts::add_part(tx, file, sealed.map_err(Error::from)?).await?;
    Ok(())
}

/// What a file is called.
pub(crate) async fn name(
    app: &App,
    conn: &impl db::ConnectionTrait,
    project: &Project,
    file: &DraftFile,
) -> Result<String, Error> {
    let context = DraftFile::context(file.id, None);
    let plain = app
        .vault
        .open(conn, project.office, &context, &file.sealed_name)
        .await?;
    String::from_utf8(plain.to_vec()).map_err(Error::internal)
}

/// The bytes of a file.
pub(crate) async fn bytes(
    app: &App,
    conn: &impl db::ConnectionTrait,
    project: &Project,
    file: &DraftFile,
) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    for part in 0..file.parts {
        let sealed = drafts::part(conn, file.id, part).await?;
        let sealed = sealed.ok_or(Error::NotFound)?;
        let context = DraftFile::context(file.id, Some(part));
        bytes.extend_from_slice(
            &app.vault
                .open(conn, project.office, &context, &sealed)
                .await?,
        );
    }
    Ok(bytes)
}

/// Takes the files that were posted with a form without a script: their questions get the values. Gives
/// what is wrong with those that were not taken.
pub(crate) async fn take_posted(
    app: &App,
    project: &Project,
    (inspection, form): (Uuid, &CompiledForm),
    posted: Vec<PostedFile>,
    fields: &mut Fields,
) -> Result<Vec<Violation>, Error> {
    let mut refused = Vec::new();
    for one in posted {
        let Some(question) = one.field.strip_prefix(FIELD) else {
            continue;
        };
        match take_whole(app, project, (inspection, form), (question, &one)).await {
            Ok(value) => fields.0.push((question.to_owned(), value.to_string())),
            Err(Failure::Problem(problem)) => refused.push(problem.violation(question)),
            // A question that the form does not have: the page is an old one.
            Err(Failure::Other(Error::NotFound)) => {}
            Err(Failure::Other(error)) => return Err(error),
            Err(failure @ Failure::Offset(_)) => return Err(Error::internal(failure)),
        }
    }
    Ok(refused)
}

async fn take_whole(
    app: &App,
    project: &Project,
    of: (Uuid, &CompiledForm),
    (question, posted): (&str, &PostedFile),
) -> Result<StoredFile, Failure> {
    let tx = app.db.begin().await?;
    let size = i64::try_from(posted.bytes.len()).map_err(Error::internal)?;
    let wish = (question, posted.name.as_str(), size);
    let (mut file, value) = begin(app, &tx, project, of, wish).await?;
    for piece in posted.bytes.chunks(LARGEST_PIECE) {
        append(app, &tx, project, &mut file, piece).await?;
    }
    tx.commit().await?;
    Ok(value)
}
