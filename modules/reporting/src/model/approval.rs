// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How far the period of a collection is at an office, and who approves it: the levels are the
//! collection's, the decisions are made here.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CollectionId, OrganisationId, PersonId};

use super::{Calendar, CollectionStatus};
use crate::period::Period;

kernel::named! {
    /// Who approves on a level.
    pub enum ApprovalLevel {
        /// The office.
        Office = "office",
        /// The office, by somebody else than on the level before.
        OfficeAgain = "office-again",
        /// The state, by the figures alone.
        State = "state",
    }
}

/// The levels of a collection, lowest first: any of them can be left out, and each is there once.
pub fn levels(office: i64, state: bool) -> Vec<ApprovalLevel> {
    let mut levels = Vec::new();
    if office >= 1 {
        levels.push(ApprovalLevel::Office);
    }
    if office >= 2 {
        levels.push(ApprovalLevel::OfficeAgain);
    }
    if state {
        levels.push(ApprovalLevel::State);
    }
    levels
}

kernel::named! {
    /// How far the period of a collection is at an office.
    pub enum PeriodState {
        /// Reports are missing or wait for review.
        Open = "open",
        /// Everything that is owed has come and is reviewed.
        Complete = "complete",
        /// The office has approved it.
        Approved = "approved",
        /// The state has accepted it.
        Accepted = "accepted",
        /// Nothing can be changed any more.
        Locked = "locked",
    }
}

impl PeriodState {
    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Open => "warning",
            Self::Complete => "info",
            Self::Approved | Self::Accepted => "success",
            Self::Locked => "neutral",
        }
    }
}

kernel::named! {
    /// What was decided about a period.
    pub enum PeriodEventKind {
        /// Somebody approved it on a level.
        Approved = "approved",
        /// Somebody took the approval of a level back.
        TakenBack = "taken-back",
        /// Somebody let institutions report again although it was locked.
        OpenedAgain = "opened-again",
    }
}

/// One decision about a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodEvent {
    /// Names it, for its sealed comment.
    pub id: uuid::Uuid,
    /// When.
    pub at: Timestamp,
    /// Who decided.
    pub by: Option<PersonId>,
    /// What.
    pub kind: PeriodEventKind,
    /// On which level, from 1; 0 if it is not about one.
    pub level: i64,
    /// Until when it was opened again.
    pub open_until: Option<Date>,
    /// The comment, sealed under the state's key.
    pub sealed_note: Option<Vec<u8>>,
}

impl PeriodEvent {
    /// The context under which the comment is sealed.
    pub fn note_context(id: uuid::Uuid) -> String {
        format!("office-period-event/{id}")
    }
}

/// How an office stands with a period of a collection; of events: with a week of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which collection.
    pub collection: CollectionId,
    /// Which period.
    pub period: Period,
    /// Which office.
    pub office: OrganisationId,
    /// By when its reports were due.
    pub due_on: Date,
    /// How many are owed.
    pub expected: i64,
    /// Of how many nothing has come.
    pub missing: i64,
    /// How many have been begun.
    pub drafts: i64,
    /// How many wait for review.
    pub submitted: i64,
    /// How many were sent back.
    pub returned: i64,
    /// How many are accepted.
    pub accepted: i64,
    /// For how many there is nothing to report.
    pub zero: i64,
    /// How much of what is owed is accepted, or is nothing to report.
    pub settled: i64,
    /// How many came after they were due.
    pub late: i64,
    /// How many wait for review and have implausible answers.
    pub with_warnings: i64,
    /// How many wait for review again because they were corrected.
    pub corrected: i64,
    /// On how many levels the period is approved.
    pub approvals: i64,
    /// Up to which day institutions may report although the period was locked.
    pub open_until: Option<Date>,
}

/// Why nothing is taken for a period any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// It is approved: whoever approved it last can take that back.
    Approved,
    /// The day up to which reports were taken has passed: the office can open it again.
    Past(Date),
}

impl Standing {
    /// How many of those that owe something have reported: of events not how many reports have come.
    pub fn come(&self) -> i64 {
        (self.expected - self.not_come() - self.zero).max(0)
    }

    /// How much has arrived: of what is owed, else of events nobody has to confirm.
    pub fn arrived(&self) -> i64 {
        if self.expected > 0 {
            self.come() + self.zero
        } else {
            self.received()
        }
    }

    /// How much of what has arrived is accepted.
    pub fn done(&self) -> i64 {
        if self.expected > 0 {
            self.settled
        } else {
            self.accepted
        }
    }

    /// How many reports have come.
    pub fn received(&self) -> i64 {
        self.submitted + self.returned + self.accepted
    }

    /// How many have come on time, or had nothing to report.
    pub fn on_time(&self) -> i64 {
        (self.arrived() - self.late).max(0)
    }

    /// How many have not come.
    pub fn not_come(&self) -> i64 {
        self.missing + self.drafts
    }

    /// How many have not come although they were due.
    pub fn overdue(&self, today: Date) -> i64 {
        if self.due_on < today {
            self.not_come()
        } else {
            0
        }
    }

    /// Whether everything that is owed has come and is reviewed.
    pub fn is_complete(&self) -> bool {
        self.not_come() + self.submitted + self.returned == 0
    }

    /// Why nothing is taken for this period on `today`.
    pub fn lock(&self, calendar: &Calendar, today: Date) -> Option<Lock> {
        if self.approvals > 0 {
            return Some(Lock::Approved);
        }
        lock_by_day(calendar, Some(self.due_on), self.open_until, today)
    }

    /// How far it is.
    pub fn state(
        &self,
        levels: &[ApprovalLevel],
        calendar: &Calendar,
        status: CollectionStatus,
        today: Date,
    ) -> PeriodState {
        let done = usize::try_from(self.approvals)
            .unwrap_or(0)
            .min(levels.len());
        if done > 0 && done == levels.len() {
            return if levels.last() == Some(&ApprovalLevel::State) {
                PeriodState::Accepted
            } else {
                PeriodState::Approved
            };
        }
        if done > 0 {
            return PeriodState::Approved;
        }
        if status == CollectionStatus::Closed || self.lock(calendar, today).is_some() {
            return PeriodState::Locked;
        }
        if self.is_complete() {
            PeriodState::Complete
        } else {
            PeriodState::Open
        }
    }

    /// The level that is to approve next.
    pub fn next_level(&self, levels: &[ApprovalLevel]) -> Option<ApprovalLevel> {
        levels.get(usize::try_from(self.approvals).ok()?).copied()
    }

    /// The level that approved last.
    pub fn last_level(&self, levels: &[ApprovalLevel]) -> Option<ApprovalLevel> {
        let done = usize::try_from(self.approvals).ok()?.min(levels.len());
        levels.get(done.checked_sub(1)?).copied()
    }

    /// Why the next level cannot approve on `today`. `by` is who would, `last` who approved on the
    /// level before.
    pub fn obstacle(
        &self,
        levels: &[ApprovalLevel],
        today: Date,
        by: PersonId,
        last: Option<PersonId>,
    ) -> Option<Obstacle> {
        let Some(next) = self.next_level(levels) else {
            return Some(Obstacle::Done);
        };
        if self.submitted + self.returned > 0 {
            return Some(Obstacle::Unreviewed);
        }
        if self.not_come() > 0 && today <= self.due_on {
            return Some(Obstacle::NotDue);
        }
        if next == ApprovalLevel::OfficeAgain && last == Some(by) {
            return Some(Obstacle::SamePerson);
        }
        None
    }
}

/// Whether a report that is due on `due_on` is locked by the passing of days.
pub fn lock_by_day(
    calendar: &Calendar,
    due_on: Option<Date>,
    open_until: Option<Date>,
    today: Date,
) -> Option<Lock> {
    if open_until.is_some_and(|until| today <= until) {
        return None;
    }
    let until = calendar.open_until(due_on?)?;
    (today > until).then_some(Lock::Past(until))
}

/// Why a period cannot be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// All levels have approved it.
    Done,
    /// Reports wait for review, or for the institutions that they were sent back to.
    Unreviewed,
    /// Reports are missing that are not due yet.
    NotDue,
    /// The same person has approved on the level before.
    SamePerson,
}

impl Obstacle {
    /// The end of a message key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Unreviewed => "unreviewed",
            Self::NotDue => "not-due",
            Self::SamePerson => "same-person",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OpensAt, Season};
    use jiff::civil::{Weekday, date};
    use kernel::Id;
    use uuid::Uuid;

    fn calendar() -> Calendar {
        Calendar {
            kind: forms::PeriodKind::Week,
            season: Season {
                from: "2026-W40".parse().unwrap(),
                to: "2027-W20".parse().unwrap(),
            },
            count_weekday: Weekday::Wednesday,
            opens_at: OpensAt::Start,
            due_after: Some(-2),
            locks_after: Some(7),
            working_days: false,
        }
    }

    fn standing() -> Standing {
        Standing {
            collection: Id::from_uuid(Uuid::nil()),
            period: "2026-W47".parse().unwrap(),
            office: Id::from_uuid(Uuid::nil()),
            due_on: date(2026, 11, 20),
            expected: 10,
            missing: 1,
            drafts: 0,
            submitted: 0,
            returned: 0,
            accepted: 8,
            zero: 1,
            settled: 9,
            late: 2,
            with_warnings: 0,
            corrected: 0,
            approvals: 0,
            open_until: None,
        }
    }

    fn person(number: u128) -> PersonId {
        Id::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn a_period_goes_from_open_to_accepted() {
        let levels = levels(1, true);
        let state = |standing: &Standing, day| {
            standing.state(&levels, &calendar(), CollectionStatus::Open, day)
        };
        let day = date(2026, 11, 21);
        let open = standing();
        assert_eq!(state(&open, day), PeriodState::Open);
        let complete = Standing {
            missing: 0,
            accepted: 9,
            ..open.clone()
        };
        assert_eq!(state(&complete, day), PeriodState::Complete);
        let approved = Standing {
            approvals: 1,
            ..complete.clone()
        };
        assert_eq!(state(&approved, day), PeriodState::Approved);
        assert_eq!(approved.lock(&calendar(), day), Some(Lock::Approved));
        let accepted = Standing {
            approvals: 2,
            ..complete
        };
        assert_eq!(state(&accepted, day), PeriodState::Accepted);
        assert_eq!(accepted.last_level(&levels), Some(ApprovalLevel::State));
        assert_eq!(accepted.next_level(&levels), None);
    }

    #[test]
    fn a_period_is_locked_by_its_day_until_it_is_opened_again() {
        let standing = standing();
        assert_eq!(standing.lock(&calendar(), date(2026, 11, 27)), None);
        let past = date(2026, 11, 28);
        assert_eq!(
            standing.lock(&calendar(), past),
            Some(Lock::Past(date(2026, 11, 27)))
        );
        let again = Standing {
            open_until: Some(past),
            ..standing
        };
        assert_eq!(again.lock(&calendar(), past), None);
        assert!(again.lock(&calendar(), date(2026, 11, 29)).is_some());
    }

    #[test]
    fn the_second_level_of_an_office_is_another_person() {
        let levels = levels(2, false);
        let day = date(2026, 11, 21);
        let once = Standing {
            approvals: 1,
            ..standing()
        };
        let obstacle = |by, last| once.obstacle(&levels, day, person(by), Some(person(last)));
        assert_eq!(obstacle(1, 1), Some(Obstacle::SamePerson));
        assert_eq!(obstacle(2, 1), None);
    }

    #[test]
    fn what_waits_for_review_or_may_still_come_is_not_approved() {
        let levels = levels(1, false);
        let obstacle = |standing: Standing, day| standing.obstacle(&levels, day, person(1), None);
        assert_eq!(
            obstacle(standing(), date(2026, 11, 20)),
            Some(Obstacle::NotDue)
        );
        assert_eq!(obstacle(standing(), date(2026, 11, 21)), None);
        let waiting = Standing {
            submitted: 1,
            ..standing()
        };
        assert_eq!(
            obstacle(waiting, date(2026, 11, 21)),
            Some(Obstacle::Unreviewed)
        );
        let done = Standing {
            approvals: 1,
            ..standing()
        };
        assert_eq!(obstacle(done, date(2026, 11, 21)), Some(Obstacle::Done));
    }
}
