// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections: who reports, in which weeks, by when.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use kernel::{CollectionId, FormVersionId, IsoWeek, OrganisationId};
use serde::{Deserialize, Serialize};

use crate::period::Period;

named! {
    /// Whether a collection takes reports.
    CollectionStatus {
        /// It does.
        Open = "open",
        /// It does not any more.
        Closed = "closed",
    }
}

/// The weeks in which reports are owed, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// The first week.
    pub from: IsoWeek,
    /// The last week.
    pub to: IsoWeek,
}

/// The most weeks of a season.
pub const LONGEST_SEASON: i32 = 106;

impl Season {
    /// Whether `week` lies in the season.
    pub fn contains(self, week: IsoWeek) -> bool {
        self.from <= week && week <= self.to
    }

    /// The weeks of the season that have begun by `today`.
    pub fn begun(self, today: Date) -> impl Iterator<Item = IsoWeek> {
        let last = self.to.min(IsoWeek::of(today));
        let weeks = (last.since(self.from) + 1).max(0);
        (0..weeks).map(move |number| self.from.plus(number))
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
    /// Whether any number of reports may be sent, each about a day; else one a week is owed.
    pub repeatable: bool,
    /// The weeks that reports may be about.
    pub season: Season,
    /// The day of the week that counts are taken on.
    pub count_weekday: Weekday,
    /// The day of the week by which reports are due.
    pub due_weekday: Weekday,
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
    /// The collection is about weeks and the period is a day, or the other way round.
    #[error("the collection has another kind of period")]
    OtherKind,
    /// The period is outside the season.
    #[error("the period is outside the season")]
    OutsideSeason,
    /// The period has not begun.
    #[error("the period has not begun")]
    NotBegun,
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
            Self::NotExpected => "not-expected",
        }
    }
}

impl Collection {
    /// By when a report about `week` is due.
    pub fn due_on(&self, week: IsoWeek) -> Date {
        week.day(self.due_weekday)
    }

    /// Whether reports about `period` can be taken on `today`, whoever sends them.
    pub fn takes(&self, period: Period, today: Date) -> Result<(), Refusal> {
        if self.status == CollectionStatus::Closed {
            return Err(Refusal::Closed);
        }
        if self.repeatable != matches!(period, Period::Day(_)) {
            return Err(Refusal::OtherKind);
        }
        if !self.season.contains(period.week()) {
            return Err(Refusal::OutsideSeason);
        }
        if period.first_day() > today {
            return Err(Refusal::NotBegun);
        }
        Ok(())
    }

    /// Whether a report about `period` that comes on `today` comes late. Events are never late.
    pub fn is_late(&self, period: Period, today: Date) -> bool {
        match period {
            Period::Week(week) => today > self.due_on(week),
            Period::Day(_) => false,
        }
    }
}

/// A new collection as its author entered it, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionDraft {
    /// What it is called.
    pub title: String,
    /// The weeks that reports may be about.
    pub season: Season,
    /// The day of the week that counts are taken on.
    pub count_weekday: Weekday,
    /// The day of the week by which reports are due.
    pub due_weekday: Weekday,
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
        if self.season.to < self.season.from {
            faults.push(("bis", "season-order"));
        } else if self.season.to.since(self.season.from) >= LONGEST_SEASON {
            faults.push(("bis", "season-long"));
        }
        if self.due_weekday.to_monday_one_offset() < self.count_weekday.to_monday_one_offset() {
            faults.push(("frist", "due-before-count"));
        }
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
    /// From which week on.
    pub from: IsoWeek,
    /// To which week; without one to the end of the season.
    pub to: Option<IsoWeek>,
}

impl Participant {
    /// Whether the institution owes a report about `week`.
    pub fn owes(&self, week: IsoWeek) -> bool {
        self.from <= week && self.to.is_none_or(|to| week <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::Id;

    fn week(text: &str) -> IsoWeek {
        text.parse().unwrap()
    }

    fn collection() -> Collection {
        Collection {
            id: Id::from_uuid(uuid::Uuid::from_u128(1)),
            state: Id::from_uuid(uuid::Uuid::from_u128(2)),
            form_version: Id::from_uuid(uuid::Uuid::from_u128(3)),
            title: "ARE".to_owned(),
            repeatable: false,
            season: Season {
                from: week("2026-W40"),
                to: week("2027-W20"),
            },
            count_weekday: Weekday::Wednesday,
            due_weekday: Weekday::Friday,
            status: CollectionStatus::Open,
            release_policy: String::new(),
            release_policy_hash: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_season_has_begun_week_by_week() {
        let season = collection().season;
        assert_eq!(season.begun(date(2026, 9, 27)).count(), 0);
        assert_eq!(season.begun(date(2026, 9, 28)).count(), 1);
        assert_eq!(season.begun(date(2026, 11, 21)).count(), 8);
        // 2026 has 53 weeks: 14 to the end of the year, 20 in the next.
        assert_eq!(season.begun(date(2028, 1, 1)).count(), 34);
        assert_eq!(
            season.begun(date(2028, 1, 1)).last(),
            Some(week("2027-W20"))
        );
    }

    #[test]
    fn a_collection_takes_reports_about_begun_weeks_of_its_season() {
        let collection = collection();
        let today = date(2026, 11, 21);
        let takes = |text: &str| collection.takes(text.parse().unwrap(), today);
        assert_eq!(takes("2026-W47"), Ok(()));
        assert_eq!(takes("2026-W48"), Err(Refusal::NotBegun));
        assert_eq!(takes("2026-W39"), Err(Refusal::OutsideSeason));
        assert_eq!(takes("2026-11-18"), Err(Refusal::OtherKind));
        let closed = Collection {
            status: CollectionStatus::Closed,
            ..collection.clone()
        };
        assert_eq!(
            closed.takes("2026-W47".parse().unwrap(), today),
            Err(Refusal::Closed)
        );
    }

    #[test]
    fn a_report_is_late_from_the_day_after_it_is_due() {
        let collection = collection();
        let period = Period::Week(week("2026-W47"));
        assert!(!collection.is_late(period, date(2026, 11, 20)));
        assert!(collection.is_late(period, date(2026, 11, 21)));
    }

    #[test]
    fn a_collection_that_contradicts_itself_is_refused() {
        let draft = CollectionDraft {
            title: String::new(),
            season: Season {
                from: week("2026-W40"),
                to: week("2026-W39"),
            },
            count_weekday: Weekday::Wednesday,
            due_weekday: Weekday::Tuesday,
        };
        assert_eq!(
            draft.faults(),
            [
                ("titel", "title-missing"),
                ("bis", "season-order"),
                ("frist", "due-before-count")
            ]
        );
    }
}
