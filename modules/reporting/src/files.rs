// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions: they arrive in parts, are sealed part by part, and belong to one
//! draft or one report of one institution.

use std::collections::BTreeSet;

use db::ConnectionTrait;
use form_pages::{FileView, FileViews};
use forms::{CompiledForm, FileProblem, NamedFile, StoredFile, Violation};
use jiff::SignedDuration;
use kernel::{FileId, OrganisationId, PersonId, SubmissionId};
use web::form::{Fields, PostedFile};
use web::media;
use web::{App, Error};

use crate::model::{
    File, LARGEST_FILE, LARGEST_PIECE, MOST_BYTES, MOST_FILES, SMALLEST_PIECE, Submission,
    file_kind,
};
use crate::store::drafts::Key;
use crate::{sealing, store};

/// The field with the file that answers a question, in forms that are posted without a script; the
/// path of the question follows.
pub const FILE_FIELD: &str = "_file:";

/// How long what nothing names is kept: time enough to go on with an interrupted upload.
const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// How long it is kept when its draft or correction has no room for more.
const KEPT_WHEN_FULL: SignedDuration = SignedDuration::from_hours(1);

/// What files belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The institution, the collection and the period.
    pub key: Key,
    /// The office whose key seals the files.
    pub office: OrganisationId,
    /// The report that was sent, with its corrections; none for the draft.
    pub submission: Option<SubmissionId>,
}

impl Owner {
    /// A report that was sent.
    pub fn of_submission(submission: &Submission) -> Self {
        Self {
            key: Key {
                collection: submission.collection,
                institution: submission.institution,
                period: submission.period,
            },
            office: submission.office,
            submission: Some(submission.id),
        }
    }

    /// What a stored file belongs to.
    pub fn of_file(file: &File) -> Self {
        Self {
            key: Key {
                collection: file.collection,
                institution: file.institution,
                period: file.period,
            },
            office: file.office,
            submission: file.submission,
        }
    }

    /// Whether a file belongs here.
    pub fn owns(&self, file: &File) -> bool {
        *self == Self::of_file(file)
    }

    async fn usage(&self, tx: &db::Tx) -> db::Result<store::files::Usage> {
        match self.submission {
            None => store::files::usage_of_draft(tx, &self.key).await,
            Some(submission) => store::files::usage_of_correction(tx, submission).await,
        }
    }

    async fn make_room(&self, app: &App, tx: &db::Tx) -> Result<(), Error> {
        let before = earlier(app, KEPT_WHEN_FULL)?;
        match self.submission {
            None => store::files::remove_unnamed_of_draft(tx, &self.key, before).await?,
            Some(submission) => {
                store::files::remove_unnamed_of_correction(tx, submission, before).await?
            }
        };
        Ok(())
    }
}

fn earlier(app: &App, by: SignedDuration) -> Result<jiff::Timestamp, Error> {
    app.clock.now().checked_sub(by).map_err(Error::internal)
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileFailure {
    /// It is none that the question takes.
    #[error("the file is no answer: {0:?}")]
    Problem(FileProblem),
    /// Another part is to come next: the one from this byte on.
    #[error("the part from byte {0} on is to come next")]
    Offset(i64),
    /// Anything else that went wrong on the way.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<FileProblem> for FileFailure {
    fn from(problem: FileProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<db::DbError> for FileFailure {
    fn from(error: db::DbError) -> Self {
        Self::Other(error.into())
    }
}

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

/// What a file is called. The caller has asked whether the actor may know.
pub async fn open_name(
    app: &App,
    conn: &impl ConnectionTrait,
    file: &File,
) -> Result<String, Error> {
    let context = File::name_context(file.id);
    let name = app
        .vault
        .open(conn, file.office, &context, &file.sealed_name)
        .await?;
    String::from_utf8(name.to_vec()).map_err(Error::internal)
}

/// The bytes of a complete file. The caller has asked whether the actor may have them.
pub async fn open(app: &App, conn: &impl ConnectionTrait, file: &File) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    for number in 0..file.parts {
        let sealed = store::files::part(conn, file.id, number)
            .await?
            // It was removed a moment ago.
            .ok_or(Error::NotFound)?;
        let context = File::part_context(file.id, number);
        let part = app.vault.open(conn, file.office, &context, &sealed).await?;
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
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

fn ids(files: &[NamedFile]) -> Vec<FileId> {
    let ids: BTreeSet<FileId> = files.iter().map(|named| named.file.id).collect();
    ids.into_iter().collect()
}

/// What is wrong with the files that answers name: each must be a complete file of `owner` and of
/// the kind that its question asks for.
pub async fn check(
    conn: &impl ConnectionTrait,
    owner: &Owner,
    files: &[NamedFile],
) -> Result<Vec<Violation>, Error> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::files::find_all(conn, &ids(files)).await?;
    let mut violations = Vec::new();
    for named in files {
        let file = found.iter().find(|file| file.id == named.file.id);
        let problem = match file.filter(|file| owner.owns(file)) {
            None => FileProblem::Missing,
            Some(file) if !file.is_complete() => FileProblem::Incomplete,
            Some(file) if file_kind(named.kind) != Some(file.kind) => FileProblem::Kind,
            Some(_) => continue,
        };
        violations.push(problem.violation(&named.path));
    }
    let bytes: i64 = found.iter().map(|file| file.size).sum();
    let too_many = i64::try_from(found.len()).is_ok_and(|count| count > MOST_FILES);
    if violations.is_empty() && (too_many || bytes > MOST_BYTES) {
        let last = files.last().map_or("", |named| named.path.as_str());
        violations.push(FileProblem::TooMany.violation(last));
    }
    Ok(violations)
}

/// Gives the files that answers name to the report that is sent with them, in its transaction. If
/// something is wrong with them, nothing is changed and that is what comes back.
pub async fn attach(
    app: &App,
    tx: &db::Tx,
    owner: &Owner,
    submission: SubmissionId,
    files: &[NamedFile],
) -> Result<Vec<Violation>, Error> {
    let violations = check(tx, owner, files).await?;
    if files.is_empty() || !violations.is_empty() {
        return Ok(violations);
    }
    let ids = ids(files);
    let attached = store::files::attach(tx, submission, &ids, app.clock.now()).await?;
    if attached == ids.len() as u64 {
        return Ok(Vec::new());
    }
    // One was removed between the check and now.
    let missing = |named: &NamedFile| FileProblem::Missing.violation(&named.path);
    Ok(files.iter().map(missing).collect())
}

/// Notes which files a saved draft names, in its transaction.
pub async fn name_in_draft(
    app: &App,
    tx: &db::Tx,
    key: &Key,
    form: &CompiledForm,
    answers: &forms::Answers,
) -> Result<(), Error> {
    if form.asks_for_files() {
        let ids = ids(&form.files(answers));
        store::files::name_in_draft(tx, key, &ids, app.clock.now()).await?;
    }
    Ok(())
}

/// The files of `owner` among those that answers name, for pages. `address` is where files of it are
/// opened, with `{file}` for the identifier. The caller has asked whether the actor may see them.
pub async fn shown(
    app: &App,
    conn: &impl ConnectionTrait,
    owner: &Owner,
    files: &[NamedFile],
    address: &str,
) -> Result<FileViews, Error> {
    let mut views = FileViews::new();
    if files.is_empty() {
        return Ok(views);
    }
    for file in store::files::find_all(conn, &ids(files)).await? {
        if !owner.owns(&file) || !file.is_complete() {
            continue;
        }
        let view = FileView {
            name: open_name(app, conn, &file).await?,
            size: u64::try_from(file.size).unwrap_or(0),
            url: address.replace("{file}", &file.id.to_string()),
            is_picture: file.is_picture(),
        };
        for named in files.iter().filter(|named| named.file.id == file.id) {
            views.insert(named.file.to_string(), view.clone());
        }
    }
    Ok(views)
}

/// Removes what neither a saved draft nor a report has named for two days. Says how many files that
/// were.
pub async fn clean(app: &App) -> Result<u64, Error> {
    let before = earlier(app, KEPT)?;
    let tx = app.db.begin().await?;
    let removed = store::files::remove_unnamed(&tx, before).await?;
    tx.commit().await?;
    Ok(removed)
}
