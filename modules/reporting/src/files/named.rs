// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which files answers name, and that they are there.

use std::collections::BTreeSet;

use db::ConnectionTrait;
use forms::{CompiledForm, FileProblem, NamedFile, Violation};
use kernel::{FileId, SubmissionId};
use web::{App, Error};

use super::Owner;
use crate::model::{MOST_BYTES, MOST_FILES, file_kind};
use crate::store;
use crate::store::drafts::Key;

pub(super) fn ids(files: &[NamedFile]) -> Vec<FileId> {
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
