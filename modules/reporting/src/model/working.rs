// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The work around a report: who looks after it, by when, and what is asked and answered about it.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId, SubmissionId};

/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 2_000;

kernel::named! {
    /// Whose words a message is, and for whom.
    pub enum MessageKind {
        /// The office notes something for itself; the institution does not see it.
        Note = "note",
        /// The office asks or tells the institution.
        Office = "office",
        /// The institution answers or asks.
        Institution = "institution",
    }
}

impl MessageKind {
    /// Whose turn it is after it; a note changes nothing.
    pub fn turn(self) -> Option<Turn> {
        match self {
            Self::Note => None,
            Self::Office => Some(Turn::Institution),
            Self::Institution => Some(Turn::Office),
        }
    }

    /// Whether the institution may read it.
    pub fn is_shared(self) -> bool {
        self != Self::Note
    }
}

kernel::named! {
    /// Who is to say something next about a report.
    pub enum Turn {
        /// The office has an answer or a question to read.
        Office = "office",
        /// The institution has a question to answer.
        Institution = "institution",
        /// Everything is said.
        Nobody = "nobody",
    }
}

/// A message about a report; its text is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which; made with the page on which it was written, so that posting twice writes once.
    pub id: uuid::Uuid,
    /// About which report.
    pub submission: SubmissionId,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: Option<PersonId>,
    /// Whose words it is.
    pub kind: MessageKind,
    /// The path of the question that it is about, without positions of repeats.
    pub question: Option<String>,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
}

impl Message {
    /// The context under which its text is sealed.
    pub fn seal_context(id: uuid::Uuid) -> String {
        format!("submission-message/{id}")
    }
}

/// Who at the office looks after a report, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Assignment {
    /// Who; nobody if only a day was set.
    pub person: Option<PersonId>,
    /// Until when, by the office's own measure.
    pub due_on: Option<Date>,
    /// How often it was changed; 0 if it never was.
    pub version: i64,
}

/// Which open reports of an office a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those that somebody looks after.
    Of(PersonId),
    /// Those that nobody looks after.
    Nobodys,
    /// Those in which the institution said something last.
    Answered,
    /// All that are open.
    All,
}

/// A report that is open at an office, with the work around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenWork {
    /// Which.
    pub submission: SubmissionId,
    /// Who sent it.
    pub institution: OrganisationId,
    /// Who looks after it: by assignment, or because of a duty for the collection.
    pub person: Option<PersonId>,
    /// Until when.
    pub due_on: Option<Date>,
    /// Whose turn it is.
    pub turn: Turn,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_question_the_other_side_has_its_turn_and_after_a_note_nobody() {
        assert_eq!(MessageKind::Office.turn(), Some(Turn::Institution));
        assert_eq!(MessageKind::Institution.turn(), Some(Turn::Office));
        assert_eq!(MessageKind::Note.turn(), None);
    }

    #[test]
    fn only_notes_stay_at_the_office() {
        let shared: Vec<_> = MessageKind::ALL
            .iter()
            .filter(|kind| kind.is_shared())
            .collect();
        assert_eq!(shared, [&MessageKind::Office, &MessageKind::Institution]);
    }
}
