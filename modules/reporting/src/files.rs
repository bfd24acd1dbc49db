// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions: they arrive in parts, are sealed part by part, and belong to one
//! draft or one report of one institution.

mod arriving;
mod named;
mod opened;

use forms::FileProblem;
use jiff::SignedDuration;
use kernel::{OrganisationId, SubmissionId};
use web::{App, Error};

use crate::model::{File, Submission};
use crate::store;
use crate::store::drafts::Key;

pub use arriving::{Begun, FILE_FIELD, Wish, begin, receive, take_posted};
pub use named::{attach, check, name_in_draft};
pub use opened::{open, open_name, pictures, shown};

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

/// Removes what neither a saved draft nor a report has named for two days. Says how many files that
/// were.
pub async fn clean(app: &App) -> Result<u64, Error> {
    let before = earlier(app, KEPT)?;
    let tx = app.db.begin().await?;
    let removed = store::files::remove_unnamed(&tx, before).await?;
    tx.commit().await?;
    Ok(removed)
}
