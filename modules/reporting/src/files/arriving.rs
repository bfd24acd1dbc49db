// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How files arrive: begun, then part by part, or whole with a posted form.

use forms::{CompiledForm, FileProblem, StoredFile, Violation};
use kernel::{FileId, PersonId};
use web::form::{Fields, PostedFile};
use web::{App, Error, media};

use super::{FileFailure, Owner, open_name};
use crate::model::{
    File, LARGEST_FILE, LARGEST_PIECE, MOST_BYTES, MOST_FILES, SMALLEST_PIECE, file_kind,
};
use crate::store::drafts::Key;
use crate::{sealing, store};

/// The field with the file that answers a question, in forms that are posted without a script; the
/// path of the question follows.
pub const FILE_FIELD: &str = "_file:";

/// A file that somebody wants to answer a question with.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The path of the question.
    pub question: &'a str,
    /// What the file is called.
    pub name: &'a str,
    /// How many bytes it has.
    pub size: u64,
    /// Who answers.
    pub by: PersonId,
}

/// A file of which nothing has arrived yet, and the value that the question will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The file.
    pub file: File,
    /// The value.
    pub value: StoredFile,
}

/// Begins a file. [`Error::NotFound`] if the form asks for none at this path.
pub async fn begin(
    app: &App,
    owner: &Owner,
    form: &CompiledForm,
    wish: Wish<'_>,
) -> Result<Begun, FileFailure> {
    let tx = app.db.begin().await?;
    let begun = begin_in(app, &tx, owner, form, wish).await?;
    tx.commit().await?;
    Ok(begun)
}

async fn begin_in(
    app: &App,
    tx: &db::Tx,
    owner: &Owner,
    form: &CompiledForm,
    wish: Wish<'_>,
) -> Result<Begun, FileFailure> {
    let field = form.field(wish.question).ok_or(Error::NotFound)?;
    let kind = file_kind(field.question.kind).ok_or(Error::NotFound)?;
    let id = FileId::new(&*app.clock, &*app.chance);
    let value = StoredFile::new(id, wish.name);
    if media::is_refused_name(&value.name) {
        return Err(FileProblem::Kind.into());
    }
    let size = i64::try_from(wish.size).unwrap_or(i64::MAX);
    match size {
        0 => return Err(FileProblem::Empty.into()),
        1..=LARGEST_FILE => {}
        _ => return Err(FileProblem::TooLarge.into()),
    }
    let Key {
        collection,
        institution,
        period,
    } = owner.key;
    db::lock(tx, &format!("files:{collection}:{institution}:{period}")).await?;
    let fits = |used: store::files::Usage| {
        used.files < MOST_FILES && used.bytes.saturating_add(size) <= MOST_BYTES
    };
    if !fits(owner.usage(tx).await?) {
        owner.make_room(app, tx).await?;
        if !fits(owner.usage(tx).await?) {
            return Err(FileProblem::TooMany.into());
        }
    }
    let (office, name) = (owner.office, value.name.as_bytes());
    let context = File::name_context(id);
    let file = File {
        id,
        collection,
        institution,
        period,
        office,
        submission: owner.submission,
        kind,
        media_type: media::UNKNOWN.to_owned(),
        size,
        received: 0,
        parts: 0,
        sealed_name: sealing::seal(&app.vault, tx, office, &context, name).await?,
        named_at: None,
        created_at: app.clock.now(),
        created_by: Some(wish.by),
    };
    store::files::add(tx, &file).await?;
    Ok(Begun { file, value })
}

/// Takes the bytes of a file from `offset` on, at most 512 KiB. Gives how many have arrived now. A
/// file whose first bytes say that the question does not take it is removed.
pub async fn receive(
    app: &App,
    owner: &Owner,
    id: FileId,
    offset: i64,
    bytes: &[u8],
) -> Result<i64, FileFailure> {
    let tx = app.db.begin().await?;
    let found = store::files::find_for_update(&tx, id).await?;
    let mut file = found
        .filter(|file| owner.owns(file))
        .ok_or(Error::NotFound)?;
    if file.received != offset {
        return Err(FileFailure::Offset(file.received));
    }
    let name = open_name(app, &tx, &file).await?;
    let appended = append(app, &tx, &mut file, &name, bytes).await;
    if let Err(FileFailure::Problem(FileProblem::Kind)) = appended {
        store::files::remove(&tx, id).await?;
        tx.commit().await?;
        return Err(FileProblem::Kind.into());
    }
    appended?;
    tx.commit().await?;
    Ok(file.received)
}

async fn append(
    app: &App,
    tx: &db::Tx,
    file: &mut File,
    name: &str,
    bytes: &[u8],
) -> Result<(), FileFailure> {
    let length = i64::try_from(bytes.len()).map_err(Error::internal)?;
    let received = file.received + length;
    let is_last = received == file.size;
    if bytes.is_empty() || (bytes.len() < SMALLEST_PIECE && !is_last) {
        return Err(FileProblem::Incomplete.into());
    }
    if bytes.len() > LARGEST_PIECE || received > file.size {
        return Err(FileProblem::TooLarge.into());
    }
    if file.received == 0 {
        let found = media::media_type(file.kind, name, bytes);
        found
            .ok_or(FileProblem::Kind)?
            .clone_into(&mut file.media_type);
    }
    let number = file.parts;
    let context = File::part_context(file.id, number);
    let sealed = sealing::seal(&app.vault, tx, file.office, &context, bytes).await?;
    store::files::add_part(tx, file.id, number, sealed).await?;
    file.received = received;
    file.parts += 1;
    store::files::set_arrived(tx, file, app.clock.now()).await?;
    Ok(())
}

/// Stores the files that were posted with a form without a script: sets the field of their question
/// to the value, behind what was posted. Gives what is wrong with those that were not taken.
pub async fn take_posted(
    app: &App,
    owner: &Owner,
    form: &CompiledForm,
    by: PersonId,
    files: Vec<PostedFile>,
    fields: &mut Fields,
) -> Result<Vec<Violation>, Error> {
    let mut refused = Vec::new();
    for posted in files {
        let Some(question) = posted.field.strip_prefix(FILE_FIELD) else {
            continue;
        };
        let wish = Wish {
            question,
            name: &posted.name,
            size: posted.bytes.len() as u64,
            by,
        };
        match store_whole(app, owner, form, wish, &posted.bytes).await {
            Ok(value) => fields.0.push((question.to_owned(), value.to_string())),
            Err(FileFailure::Problem(problem)) => refused.push(problem.violation(question)),
            // A question that the form does not have: the page is an old one.
            Err(FileFailure::Other(Error::NotFound)) => {}
            Err(FileFailure::Other(error)) => return Err(error),
            Err(failure @ FileFailure::Offset(_)) => return Err(Error::internal(failure)),
        }
    }
    Ok(refused)
}

async fn store_whole(
    app: &App,
    owner: &Owner,
    form: &CompiledForm,
    wish: Wish<'_>,
    bytes: &[u8],
) -> Result<StoredFile, FileFailure> {
    let tx = app.db.begin().await?;
    let Begun { mut file, value } = begin_in(app, &tx, owner, form, wish).await?;
    for piece in bytes.chunks(LARGEST_PIECE) {
        append(app, &tx, &mut file, &value.name, piece).await?;
    }
    tx.commit().await?;
    Ok(value)
}
