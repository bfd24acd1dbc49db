// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A request of a person concerned, from the day that it came to its end.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId, Resource};
use persons::Sought;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

kernel::named! {
    /// What somebody asks for, by the article of the GDPR.
    pub enum RequestKind {
        /// Access (Article 15).
        Access = "access",
        /// Rectification (Article 16).
        Rectification = "rectification",
        /// Erasure (Article 17).
        Erasure = "erasure",
        /// Restriction (Article 18).
        Restriction = "restriction",
        /// Portability (Article 20).
        Portability = "portability",
        /// Objection (Article 21).
        Objection = "objection",
    }
}

kernel::named! {
    /// Whether a request is worked on.
    pub enum RequestState {
        /// It is.
        Open = "open",
        /// It is closed and waits for its deletion.
        Closed = "closed",
    }
}

impl RequestState {
    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Open => "info",
            Self::Closed => "success",
        }
    }
}

kernel::named! {
    /// How it was checked who asks.
    pub enum Identity {
        /// Not yet.
        Unchecked = "unchecked",
        /// An identity document was shown.
        Document = "document",
        /// By an electronic proof of identity.
        Electronic = "electronic",
        /// The answer goes to the address that the office knows.
        Address = "address",
        /// Somebody who may represent the person, with a proof of that.
        Representative = "representative",
        /// She is known in person.
        Known = "known",
    }
}

kernel::named! {
    /// How far the search for a person is.
    pub enum Search {
        /// Nobody has searched.
        None = "none",
        /// It runs.
        Running = "running",
        /// It is done.
        Done = "done",
    }
}

kernel::named! {
    /// What became of a request.
    pub enum Outcome {
        /// What was asked for was done.
        Fulfilled = "fulfilled",
        /// A part of it.
        Partly = "partly",
        /// Nothing of it, with a reason.
        Refused = "refused",
        /// Nothing is held about the person.
        Nothing = "nothing",
        /// The person has taken it back.
        Withdrawn = "withdrawn",
    }
}

kernel::named! {
    /// On which ground data are erased (Article 17 paragraph 1).
    pub enum DeletionGround {
        /// They are not needed any more (a).
        NotNeeded = "not-needed",
        /// Consent was withdrawn (b).
        Consent = "consent",
        /// The person objects and nothing weighs more (c).
        Objection = "objection",
        /// They were processed unlawfully, for example by mistake (d).
        Unlawful = "unlawful",
        /// A law demands it (e).
        Law = "law",
    }
}

impl DeletionGround {
    /// Whether it weighs more than a duty to keep that is not over: what should never have been there is not
    /// kept, and a law that demands deletion has decided.
    pub fn overrides_retention(self) -> bool {
        matches!(self, Self::Unlawful | Self::Law)
    }
}

kernel::named! {
    /// What happened in a request: its journal.
    pub enum StepKind {
        /// It was noted.
        Received = "received",
        /// Who asks was changed, or how that was checked.
        Changed = "changed",
        /// Somebody has looked at it.
        Read = "read",
        /// A search was begun.
        Searched = "searched",
        /// A search is done.
        Found = "found",
        /// Somebody has said which hits are the person's.
        Judged = "judged",
        /// Somebody has looked at something that was found.
        Viewed = "viewed",
        /// Parts of something are left out of the copy.
        LeftOut = "left-out",
        /// The copy was made.
        Exported = "exported",
        /// Something was corrected.
        Corrected = "corrected",
        /// Something was restricted.
        Restricted = "restricted",
        /// A restriction was lifted.
        Lifted = "lifted",
        /// Deletion was proposed.
        Proposed = "proposed",
        /// The proposal was turned down.
        Rejected = "rejected",
        /// Something was deleted.
        Deleted = "deleted",
        /// Something is kept although its deletion was wished.
        Kept = "kept",
        /// The time for the answer is longer.
        Extended = "extended",
        /// Somebody else works on it.
        Assigned = "assigned",
        /// A note was written.
        Noted = "noted",
        /// A letter was written.
        Wrote = "wrote",
        /// A letter was opened.
        LetterRead = "letter-read",
        /// It was closed.
        Closed = "closed",
        /// It was opened again.
        Reopened = "reopened",
    }
}

kernel::named! {
    /// A letter of a request.
    pub enum LetterKind {
        /// That it came, and until when it is answered.
        Receipt = "receipt",
        /// That it takes longer, and why.
        Extension = "extension",
        /// What became of it.
        Answer = "answer",
    }
}

/// Who asks: what lies sealed, as JSON. Empty texts were not said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The family name.
    pub family_name: String,
    /// The given name.
    pub given_name: String,
    /// The day of birth, `2021-03-02`.
    pub birth_date: String,
    /// Further names and spellings, one a line.
    pub other_names: String,
    /// Who writes for her, such as a parent; the letters go there.
    pub represented_by: String,
    /// Street and house number.
    pub street: String,
    /// The postcode.
    pub postcode: String,
    /// The town.
    pub town: String,
    /// How to reach her.
    pub contact: String,
}

impl Person {
    /// The name as it is read: `Muster, Kim`.
    pub fn name(&self) -> String {
        let parts = [self.family_name.as_str(), self.given_name.as_str()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }

    /// The day of birth, if it is one.
    pub fn born(&self) -> Option<Date> {
        self.birth_date.parse().ok()
    }

    /// Who is looked for.
    pub fn sought(&self) -> Sought {
        let name = format!("{} {}", self.given_name, self.family_name);
        let others = self.other_names.lines();
        Sought::new([name.as_str()].into_iter().chain(others), self.born())
    }
}

/// Deletion that somebody has proposed and somebody else has to confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// On which ground.
    pub ground: DeletionGround,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub id: Uuid,
    /// Its number as people say it: `DS-2026-00017`.
    pub number: String,
    /// The office that works on it.
    pub office: OrganisationId,
    /// The state that the office lies in.
    pub state_agency: OrganisationId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Whether it is worked on.
    pub state: RequestState,
    /// When it came.
    pub received_on: Date,
    /// By when it is to be answered.
    pub due_on: Date,
    /// Whether that is later than a month.
    pub extended: bool,
    /// How it was checked who asks.
    pub identity: Identity,
    /// Who asks, sealed.
    pub sealed_person: Vec<u8>,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// How far the search is.
    pub search: Search,
    /// How many things the search has read so far.
    pub search_read: i64,
    /// When it was begun.
    pub search_at: Option<Timestamp>,
    /// A deletion that waits for a second person.
    pub proposal: Option<Proposal>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// When it was noted.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// From which day on it is deleted.
    pub delete_on: Option<Date>,
    /// Counts the changes.
    pub version: i64,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Who changed it.
    pub changed_by: Option<PersonId>,
}

impl Request {
    /// Where it lies, for the policies.
    pub fn place(&self) -> Resource {
        Resource::of_office(self.state_agency, self.office)
    }

    /// The context under which the person is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("privacy-request/{id}")
    }

    /// Whether it should have been answered before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == RequestState::Open && self.due_on < today
    }
}

/// By when a request that came on `received` is answered: within a month, or three if it was extended
/// (Article 12 paragraph 3).
pub fn due_on(received: Date, extended: bool) -> Date {
    let months = if extended { 3 } else { 1 };
    received
        .checked_add(jiff::Span::new().months(months))
        .unwrap_or(Date::MAX)
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Names it, for its sealed note.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who; the product itself has no name.
    pub by: Option<PersonId>,
    /// What.
    pub kind: StepKind,
    /// What about: a number, a count, a name of the program's source; nothing about anybody.
    pub about: String,
    /// What was written, sealed.
    pub sealed_note: Option<Vec<u8>>,
}

impl Step {
    /// The context under which its note is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("privacy-step/{id}")
    }
}

/// A letter as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Which.
    pub id: Uuid,
    /// Of which request.
    pub request: Uuid,
    /// What it is.
    pub kind: LetterKind,
    /// When it was made.
    pub made_at: Timestamp,
}

impl Letter {
    /// The context under which its PDF is sealed.
    pub fn seal_context(id: Uuid) -> String {
        format!("privacy-letter/{id}")
    }
}

/// The proof that something was deleted on a request. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The number of the request.
    pub request_number: String,
    /// The module that held it.
    pub module: String,
    /// On which ground.
    pub ground: DeletionGround,
    /// How many sealed pieces.
    pub pieces: i64,
    /// SHA-256 over them, in hexadecimal.
    pub content_hash: String,
    /// Who has proposed it.
    pub proposed_by: Option<PersonId>,
    /// Who has confirmed it.
    pub confirmed_by: Option<PersonId>,
    /// When.
    pub deleted_at: Timestamp,
}

/// The proof that a request was deleted after its time. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestDeletion {
    /// Its number.
    pub number: String,
    /// What was asked for.
    pub kind: RequestKind,
    /// When it came.
    pub received_on: Date,
    /// When it was closed.
    pub closed_on: Date,
    /// What became of it.
    pub outcome: Outcome,
    /// How many sealed pieces.
    pub pieces: i64,
    /// SHA-256 over them, in hexadecimal.
    pub content_hash: String,
    /// When.
    pub deleted_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        assert_eq!(due_on(date(2026, 1, 31), false), date(2026, 2, 28));
        assert_eq!(due_on(date(2026, 11, 18), true), date(2027, 2, 18));
    }

    #[test]
    fn only_what_should_never_have_been_there_is_not_kept() {
        let overriding = DeletionGround::ALL.iter();
        let overriding: Vec<_> = overriding.filter(|one| one.overrides_retention()).collect();
        assert_eq!(
            overriding,
            [&DeletionGround::Unlawful, &DeletionGround::Law]
        );
    }

    #[test]
    fn somebody_is_looked_for_under_all_her_names() {
        let person = Person {
            family_name: "Wattenberg".to_owned(),
            given_name: "Enno".to_owned(),
            other_names: "Enno Deichmann\n".to_owned(),
            ..Person::default()
        };
        let sought = person.sought();
        assert!(sought.fits(["Wattenberg, Enno"], &[]).is_some());
        assert!(sought.fits(["enno deichmann"], &[]).is_some());
        assert!(sought.fits(["Wattenberg, Ada"], &[]).is_none());
        assert!(Person::default().sought().is_empty());
    }

    #[test]
    fn names_are_read_back() {
        for kind in RequestKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        assert!("x".parse::<StepKind>().is_err());
    }
}
