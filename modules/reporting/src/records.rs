// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Accepted reports as the release engine wants them.

use forms::Answers;
use kernel::{Ags, SubmissionId};

use crate::model::Submission;

/// The figure of a measure that has no value: the engine holds such a record back.
const NO_FIGURE: i64 = -1;

/// The key that the engine knows version `number` of a report by.
pub fn key(submission: SubmissionId, number: i64) -> anonymity::RecordKey {
    anonymity::RecordKey::new(format!("{submission}:{number}"))
}

/// The report and the number of its version that a key names.
pub fn version_of(key: &anonymity::RecordKey) -> Option<(SubmissionId, i64)> {
    let (submission, number) = key.as_str().split_once(':')?;
    Some((submission.parse().ok()?, number.parse().ok()?))
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
