// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What happened to a file, and who looked into it.

use jiff::Timestamp;
use kernel::{CaseFileId, PersonId};
use uuid::Uuid;

kernel::named! {
    /// What happened to a file, or who looked into it.
    pub enum EventKind {
        /// It was opened by a report.
        OpenedByReport = "opened-by-report",
        /// It was opened by hand.
        OpenedByHand = "opened-by-hand",
        /// The report has a new version.
        ReportCorrected = "report-corrected",
        /// The report was taken back.
        ReportWithdrawn = "report-withdrawn",
        /// The office has accepted the report.
        ReportAccepted = "report-accepted",
        /// The office has sent the report back.
        ReportReturned = "report-returned",
        /// What a report says was taken over.
        TakenOver = "taken-over",
        /// The person was changed by hand.
        PersonChanged = "person-changed",
        /// Somebody else works on it.
        Assigned = "assigned",
        /// A step was added by hand.
        StepAdded = "step-added",
        /// A step was done.
        StepDone = "step-done",
        /// A step is not needed.
        StepDropped = "step-dropped",
        /// A letter was made.
        LetterMade = "letter-made",
        /// A note was written.
        Noted = "noted",
        /// A file was added.
        Uploaded = "uploaded",
        /// The institution says that it is settled.
        Stated = "stated",
        /// The office agrees.
        StatementAccepted = "statement-accepted",
        /// The office objects.
        StatementObjected = "statement-objected",
        /// Another file was brought in.
        Merged = "merged",
        /// Another file was found to be about somebody else.
        LeftApart = "left-apart",
        /// It takes the steps of a newer version of its kind.
        Lifted = "lifted",
        /// It was closed.
        Closed = "closed",
        /// It was opened again.
        Reopened = "reopened",
        /// It is kept after its time.
        Held = "held",
        /// It is no longer kept after its time.
        Released = "released",
        /// The report was deleted.
        ReportDeleted = "report-deleted",
        /// It is restricted.
        Restricted = "restricted",
        /// It is restricted no longer.
        RestrictionEnded = "restriction-ended",
        /// Access: somebody has opened it although it is restricted, and said why.
        RestrictedRead = "restricted-read",
        /// Access: somebody has read it.
        Read = "read",
        /// Access: somebody has opened a letter.
        LetterRead = "letter-read",
        /// Access: somebody has opened an added file.
        UploadRead = "upload-read",
        /// Access: a search has shown the name.
        Found = "found",
    }
}

impl EventKind {
    /// Whether somebody has looked at something, and done nothing.
    pub fn is_access(self) -> bool {
        matches!(
            self,
            Self::RestrictedRead | Self::Read | Self::LetterRead | Self::UploadRead | Self::Found
        )
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Names it, for its sealed note.
    pub id: Uuid,
    /// To which file.
    pub case_file: CaseFileId,
    /// When.
    pub at: Timestamp,
    /// Who did it; the product itself has no name.
    pub by: Option<PersonId>,
    /// What.
    pub kind: EventKind,
    /// What about: the title of a step or letter, a receipt or file number; nothing about anybody.
    pub about: String,
    /// What was written, sealed.
    pub sealed_note: Option<Vec<u8>>,
}

impl Event {
    /// The context under which its note is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("case-event/{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_looking_is_no_deed() {
        for kind in EventKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        let accesses = EventKind::ALL.iter().filter(|kind| kind.is_access());
        assert_eq!(accesses.count(), 5);
    }
}
