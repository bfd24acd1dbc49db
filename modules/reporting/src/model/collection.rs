// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections: who reports what, and whether a report is taken.

use forms::PeriodKind;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{CollectionId, FormVersionId, Holidays, OrganisationId};

use super::{ApprovalLevel, Calendar, Expected};
use crate::period::Period;

kernel::named! {
    /// Whether a collection takes reports.
    pub enum CollectionStatus {
        /// It does.
        Open = "open",
        /// It does not any more.
        Closed = "closed",
    }
}

/// A collection (Erhebung): a published form, who reports, how often, until when.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection {
    /// Which.
    pub id: CollectionId,
    /// The state whose collection it is.
    pub state: OrganisationId,
    /// The form that is filled in.
    pub form_version: FormVersionId,
    /// What it is called.
    pub title: String,
    /// What one report is about, from when on it is taken, until when.
    pub calendar: Calendar,
    /// Whether an institution may say that it has nothing to report. Of events: whether it has to say so, each
    /// week in which nothing happened.
    pub zero_reports: bool,
    /// The levels on which periods are approved, lowest first; none if they are not.
    pub approval: Vec<ApprovalLevel>,
    /// With this code institutions join by themselves; without one they cannot.
    pub join_code: Option<String>,
    /// Whether it takes reports.
    pub status: CollectionStatus,
    /// The release policy in its stored form (see `anonymity::Policy`).
    pub release_policy: String,
    /// The hash of the release policy.
    pub release_policy_hash: String,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// Why a report about a period is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The collection has been closed.
    #[error("the collection is closed")]
    Closed,
    /// The collection has periods of another kind.
    #[error("the collection has another kind of period")]
    OtherKind,
    /// The period is outside the season.
    #[error("the period is outside the season")]
    OutsideSeason,
    /// Reports about the period are not taken yet.
    #[error("the period is not open yet")]
    NotBegun,
    /// Reports about the period are not taken any more.
    #[error("the period is locked")]
    Locked,
    /// The institution does not report for this period.
    #[error("the institution does not take part in this period")]
    NotExpected,
}

impl Refusal {
    /// The name in message keys and API answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::OtherKind => "other-kind",
            Self::OutsideSeason => "outside-season",
            Self::NotBegun => "not-begun",
            Self::Locked => "locked",
            Self::NotExpected => "not-expected",
        }
    }
}

impl Collection {
    /// Whether any number of reports may be sent, each about a day; else one per period is owed.
    pub fn repeatable(&self) -> bool {
        self.calendar.kind == PeriodKind::Event
    }

    /// Whether institutions owe something for each week of events: a report, or the word that there is none.
    pub fn confirms_weeks(&self) -> bool {
        self.repeatable() && self.zero_reports
    }

    /// Whether something is owed for its periods.
    pub fn owes(&self) -> bool {
        !self.repeatable() || self.confirms_weeks()
    }

    /// Whether an institution can say on `today` that it has nothing to report for what it owes. Whether the
    /// period is locked is another question.
    pub fn takes_zero(
        &self,
        owed: &Expected,
        today: Date,
        holidays: &Holidays,
    ) -> Result<(), Refusal> {
        if !self.zero_reports {
            return Err(Refusal::NotExpected);
        }
        if !self.repeatable() {
            return self.takes(owed.period, today, holidays);
        }
        if self.status == CollectionStatus::Closed {
            return Err(Refusal::Closed);
        }
        if owed.opens_on.is_some_and(|opens_on| opens_on > today) {
            return Err(Refusal::NotBegun);
        }
        Ok(())
    }

    /// Whether reports about `period` can be taken on `today`, whoever sends them. Whether the period
    /// is locked is another question.
    pub fn takes(&self, period: Period, today: Date, holidays: &Holidays) -> Result<(), Refusal> {
        if self.status == CollectionStatus::Closed {
            return Err(Refusal::Closed);
        }
        if self.calendar.kind != period.kind() {
            return Err(Refusal::OtherKind);
        }
        if !self.calendar.season.contains(period) {
            return Err(Refusal::OutsideSeason);
        }
        if self.calendar.opens_on(period, holidays) > today {
            return Err(Refusal::NotBegun);
        }
        Ok(())
    }
}

/// A new collection as its author entered it, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionDraft {
    /// What it is called.
    pub title: String,
    /// When reports are open, due and locked.
    pub calendar: Calendar,
    /// Whether an institution may say that it has nothing to report.
    pub zero_reports: bool,
    /// The levels on which periods are approved, lowest first.
    pub approval: Vec<ApprovalLevel>,
}

/// What is wrong with a new collection: the field's name and the end of a message key.
pub type Fault = (&'static str, &'static str);

impl CollectionDraft {
    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let length = self.title.chars().count();
        if length == 0 {
            faults.push(("titel", "title-missing"));
        } else if length > 200 {
            faults.push(("titel", "title-long"));
        }
        faults.extend(self.calendar.faults());
        faults
    }
}

/// An institution that takes part in a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participant {
    /// Which institution.
    pub institution: OrganisationId,
    /// The office that it reports to.
    pub office: OrganisationId,
    /// From which period on; of events: from which week on.
    pub from: Period,
    /// To which period; without one to the end of the season.
    pub to: Option<Period>,
    /// Whether a rule brought it in; then a rule can end its part.
    pub by_rule: bool,
}

impl Participant {
    /// Whether the institution owes a report about `period`, or may send one about an event in the
    /// week `period`.
    pub fn owes(&self, period: Period) -> bool {
        self.from <= period && self.to.is_none_or(|to| period <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OpensAt, Season};
    use jiff::civil::{Weekday, date};
    use kernel::Id;

    fn collection() -> Collection {
        Collection {
            id: Id::from_uuid(uuid::Uuid::from_u128(1)),
            state: Id::from_uuid(uuid::Uuid::from_u128(2)),
            form_version: Id::from_uuid(uuid::Uuid::from_u128(3)),
            title: "ARE".to_owned(),
            calendar: Calendar {
                kind: PeriodKind::Week,
                season: Season {
                    from: "2026-W40".parse().unwrap(),
                    to: "2027-W20".parse().unwrap(),
                },
                count_weekday: Weekday::Wednesday,
                opens_at: OpensAt::Start,
                due_after: Some(-2),
                locks_after: None,
                working_days: false,
            },
            zero_reports: false,
            approval: Vec::new(),
            join_code: None,
            status: CollectionStatus::Open,
            release_policy: String::new(),
            release_policy_hash: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_collection_takes_reports_about_begun_weeks_of_its_season() {
        let collection = collection();
        let today = date(2026, 11, 21);
        let holidays = Holidays::default();
        let takes = |text: &str| collection.takes(text.parse().unwrap(), today, &holidays);
        assert_eq!(takes("2026-W47"), Ok(()));
        assert_eq!(takes("2026-W48"), Err(Refusal::NotBegun));
        assert_eq!(takes("2026-W39"), Err(Refusal::OutsideSeason));
        assert_eq!(takes("2026-11-18"), Err(Refusal::OtherKind));
        assert_eq!(takes("2026-11"), Err(Refusal::OtherKind));
        let closed = Collection {
            status: CollectionStatus::Closed,
            ..collection.clone()
        };
        assert_eq!(
            closed.takes("2026-W47".parse().unwrap(), today, &holidays),
            Err(Refusal::Closed)
        );
    }

    #[test]
    fn a_collection_without_a_title_is_refused() {
        let draft = CollectionDraft {
            title: String::new(),
            calendar: collection().calendar,
            zero_reports: false,
            approval: Vec::new(),
        };
        assert_eq!(draft.faults(), [("titel", "title-missing")]);
    }
}
