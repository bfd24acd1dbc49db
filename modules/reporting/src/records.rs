// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Accepted reports as the release engine wants them.

use anonymity::{counting, forwarding};
use db::ConnectionTrait;
use forms::Answers;
use kernel::{Ags, SubmissionId};
use web::{App, Error};

use crate::model::Submission;
use crate::store::release_notes::{Note, Part, SealedPart};

/// The figure of a measure that has no value: the engine holds such a record back.
pub(crate) const NO_FIGURE: i64 = -1;

/// The key that the engine knows version `number` of a report by.
pub fn key(submission: SubmissionId, number: i64) -> anonymity::RecordKey {
    anonymity::RecordKey::new(format!("{submission}:{number}"))
}

/// The report and the number of its version that a key names.
pub fn version_of(key: &anonymity::RecordKey) -> Option<(SubmissionId, i64)> {
    let (submission, number) = key.as_str().split_once(':')?;
    Some((submission.parse().ok()?, number.parse().ok()?))
}

/// The report and the number of its version that a record of forwarding names.
pub fn case_of(case: &anonymity::RecordKey, version: u32) -> Option<(SubmissionId, i64)> {
    Some((case.as_str().parse().ok()?, i64::from(version)))
}

/// Opens the note of how a report left in a release of records.
pub async fn open_receipt(
    app: &App,
    conn: &impl ConnectionTrait,
    part: &SealedPart,
) -> Result<Vec<forwarding::Receipt>, Error> {
    open_part(
        app,
        conn,
        (part, Part::Receipt),
        forwarding::Receipt::from_the_vault,
    )
    .await
}

/// Opens a report as it was offered to a release of records.
pub async fn open_offered(
    app: &App,
    conn: &impl ConnectionTrait,
    part: &SealedPart,
) -> Result<forwarding::Record, Error> {
    open_part(
        app,
        conn,
        (part, Part::Record),
        forwarding::Record::from_the_vault,
    )
    .await
}

/// Opens a report as it was counted for a table.
pub async fn open_counted(
    app: &App,
    conn: &impl ConnectionTrait,
    part: &SealedPart,
) -> Result<counting::Case, Error> {
    open_part(
        app,
        conn,
        (part, Part::Record),
        counting::Case::from_the_vault,
    )
    .await
}

async fn open_part<T>(
    app: &App,
    conn: &impl ConnectionTrait,
    (part, which): (&SealedPart, Part),
    read: impl Fn(&[u8]) -> Option<T>,
) -> Result<T, Error> {
    let of = (part.office, part.collection, part.sequence, part.submission);
    let context = Note::seal_context(of, which);
    let plain = app
        .vault
        .open(conn, part.office, &context, &part.sealed)
        .await?;
    read(&plain).ok_or_else(|| Error::Internal("an unreadable note of a release".to_owned()))
}

/// The current version of a report. `place` is the district of the institution, `measures` are the
/// paths of the questions that are summed.
///
/// A report without any figure says that the institution was closed. One with some figures but not
/// all, or with a figure that is no whole number, is given to the engine in a way that makes it
/// hold the record back.
pub fn record(
    submission: &Submission,
    answers: &Answers,
    place: Ags,
    measures: &[String],
) -> anonymity::Record {
    let closed = measures.iter().all(|path| answers.get(path).is_empty());
    let content = if closed {
        anonymity::Content::Closed
    } else {
        anonymity::Content::Figures(
            measures
                .iter()
                .map(|path| answers.integer(path).unwrap_or(NO_FIGURE))
                .collect(),
        )
    };
    anonymity::Record {
        key: key(submission.id, submission.version),
        entity: anonymity::Entity::new(submission.institution.to_string()),
        place,
        week: submission.period.week(),
        content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    #[test]
    fn a_key_leads_back_to_the_version() {
        let submission = Id::from_uuid(uuid::Uuid::from_u128(7));
        assert_eq!(version_of(&key(submission, 3)), Some((submission, 3)));
        assert_eq!(version_of(&anonymity::RecordKey::new("x")), None);
    }
}
