// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When reports of a collection are about, open, due and locked.

use forms::PeriodKind;
use jiff::Span;
use jiff::civil::{Date, Weekday};
use kernel::Holidays;

use crate::period::Period;

kernel::named! {
    /// From which day on reports about a period are taken.
    pub enum OpensAt {
        /// From the first day of the period on.
        Start = "start",
        /// From the day on which counts are taken; of weeks only.
        CountDay = "count-day",
        /// From the day after the period on.
        End = "end",
    }
}

/// The periods in which reports are owed, both included. Of events: the weeks that they may lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// The first period.
    pub from: Period,
    /// The last period, of the same kind.
    pub to: Period,
}

/// The most days of a season: some five years.
pub const LONGEST_SEASON: i32 = 1_830;

impl Season {
    /// Whether `period` lies in the season.
    pub fn contains(self, period: Period) -> bool {
        self.from.first_day() <= period.first_day() && period.last_day() <= self.to.last_day()
    }

    /// The periods of the season that begin up to `last`, the earliest first.
    fn until(self, last: Date) -> impl Iterator<Item = Period> {
        let periods = (self.to.since(self.from) + 1).max(0);
        (0..periods)
            .map(move |number| self.from.plus(number))
            .take_while(move |period| period.first_day() <= last)
    }
}

/// How often, from when, until when: the rules of time of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// What one report is about.
    pub kind: PeriodKind,
    /// The periods that reports may be about.
    pub season: Season,
    /// The day of the week that counts are taken on; of events the one from which on a week is confirmed.
    pub count_weekday: Weekday,
    /// From when on reports about a period are taken.
    pub opens_at: OpensAt,
    /// How many days after the last day of the period (before it when negative) reports are due.
    /// Nothing in collections about events whose reports are never late.
    pub due_after: Option<i64>,
    /// How many days after the day on which they were due reports are taken and corrected; without
    /// a number as long as the collection is open.
    pub locks_after: Option<i64>,
    /// Whether a day on which nobody works gives way to the next working day.
    pub working_days: bool,
}

/// The days of `due_after`.
const DUE: std::ops::RangeInclusive<i64> = -6..=366;
/// The days of `locks_after`.
const LOCKS: std::ops::RangeInclusive<i64> = 0..=1_000;

fn days_later(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(day)
}

impl Calendar {
    /// The kind of periods that count: weeks for events.
    pub fn unit(&self) -> PeriodKind {
        match self.kind {
            PeriodKind::Event => PeriodKind::Week,
            other => other,
        }
    }

    /// The period under which a report is counted: itself, or the week of an event.
    pub fn unit_of(&self, period: Period) -> Period {
        match period {
            Period::Day(_) => Period::Week(period.week()),
            other => other,
        }
    }

    /// The period by which what is counted under `unit` is found: itself, or of events a day of the week.
    pub fn counted_by(&self, unit: Period) -> Period {
        match self.kind {
            PeriodKind::Event => Period::Day(unit.first_day()),
            _ => unit,
        }
    }

    /// From which day on, and by which, what is owed for a period is to be done. A week of events is confirmed
    /// from the day of counting on, when most of it is over, and by the Monday after it if nothing else is said.
    pub fn owed_between(&self, period: Period, holidays: &Holidays) -> (Date, Date) {
        let due_on = self.due_on(period, holidays);
        if self.kind != PeriodKind::Event {
            let opens_on = self.opens_on(period, holidays);
            return (opens_on, due_on.unwrap_or(period.last_day()));
        }
        let monday = days_later(period.last_day(), 1);
        let due_on = due_on.unwrap_or(if self.working_days {
            holidays.working_day_from(monday)
        } else {
            monday
        });
        (self.count_day(period, holidays), due_on)
    }

    /// The day that counts are taken on.
    pub fn count_day(&self, period: Period, holidays: &Holidays) -> Date {
        match period {
            Period::Week(week) => {
                let day = week.day(self.count_weekday);
                let later = holidays.working_day_from(day);
                if !self.working_days || later == day {
                    day
                } else if later <= period.last_day() {
                    later
                } else {
                    // The rest of the week is free: the last working day before.
                    std::iter::successors(day.yesterday().ok(), |day| day.yesterday().ok())
                        .take_while(|day| *day >= period.first_day())
                        .find(|day| holidays.is_working_day(*day))
                        .unwrap_or(day)
                }
            }
            Period::Day(day) => day,
            other => other.last_day(),
        }
    }

    /// From when on reports about `period` are taken.
    pub fn opens_on(&self, period: Period, holidays: &Holidays) -> Date {
        match self.opens_at {
            OpensAt::Start => period.first_day(),
            OpensAt::CountDay => self.count_day(period, holidays).max(period.first_day()),
            OpensAt::End => days_later(period.last_day(), 1),
        }
    }

    /// By when a report about `period` is due.
    pub fn due_on(&self, period: Period, holidays: &Holidays) -> Option<Date> {
        let day = days_later(period.last_day(), self.due_after?);
        Some(if self.working_days {
            holidays.working_day_from(day)
        } else {
            day
        })
    }

    /// The last day on which a report that was due on `due_on` is taken or corrected.
    pub fn open_until(&self, due_on: Date) -> Option<Date> {
        Some(days_later(due_on, self.locks_after?))
    }

    /// The periods that are open by `today`, the earliest first. Of events: the weeks that have begun.
    pub fn opened(&self, today: Date, holidays: &Holidays) -> Vec<Period> {
        self.season
            .until(today)
            .filter(|period| {
                self.kind == PeriodKind::Event || self.opens_on(*period, holidays) <= today
            })
            .collect()
    }

    /// What the form is told about a period.
    pub fn facts(&self, period: Period, holidays: &Holidays) -> forms::PeriodFacts {
        forms::PeriodFacts {
            name: period.to_string(),
            first_day: period.first_day(),
            last_day: period.last_day(),
            count_day: Some(self.count_day(period, holidays)),
        }
    }

    /// Everything that is wrong with it: the field's name and the end of a message key.
    pub fn faults(&self) -> Vec<super::Fault> {
        let mut faults = Vec::new();
        let (from, to) = (self.season.from, self.season.to);
        if from.kind() != self.unit() {
            faults.push(("von", "period-kind"));
        } else if to.kind() != self.unit() {
            faults.push(("bis", "period-kind"));
        } else if to < from {
            faults.push(("bis", "season-order"));
        } else if (to.last_day() - from.first_day()).get_days() > LONGEST_SEASON {
            faults.push(("bis", "season-long"));
        }
        if self.kind == PeriodKind::Week
            && self
                .due_after
                .is_some_and(|due| due < i64::from(self.count_weekday.to_monday_one_offset()) - 7)
        {
            faults.push(("frist", "due-before-count"));
        }
        if self.due_after.is_some_and(|due| !DUE.contains(&due))
            || (self.kind != PeriodKind::Event && self.due_after.is_none())
        {
            faults.push(("frist", "due-range"));
        } else if self.opens_at == OpensAt::End && self.due_after.is_some_and(|due| due < 1) {
            faults.push(("frist", "due-before-opening"));
        }
        if self.locks_after.is_some_and(|days| !LOCKS.contains(&days)) {
            faults.push(("sperre", "lock-range"));
        } else if self.locks_after.is_some() && self.due_after.is_none() {
            faults.push(("sperre", "lock-without-due"));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn weekly() -> Calendar {
        Calendar {
            kind: PeriodKind::Week,
            season: Season {
                from: period("2026-W40"),
                to: period("2027-W20"),
            },
            count_weekday: Weekday::Wednesday,
            opens_at: OpensAt::Start,
            due_after: Some(-2),
            locks_after: Some(14),
            working_days: true,
        }
    }

    fn monthly() -> Calendar {
        Calendar {
            kind: PeriodKind::Month,
            season: Season {
                from: period("2026-01"),
                to: period("2026-12"),
            },
            opens_at: OpensAt::End,
            due_after: Some(10),
            ..weekly()
        }
    }

    fn lower_saxony() -> Holidays {
        Holidays::of("03", BTreeMap::new())
    }

    #[test]
    fn a_season_opens_week_by_week() {
        let opened = |day| weekly().opened(day, &lower_saxony());
        assert_eq!(opened(date(2026, 9, 27)).len(), 0);
        assert_eq!(opened(date(2026, 9, 28)).len(), 1);
        assert_eq!(opened(date(2026, 11, 21)).len(), 8);
        // 2026 has 53 weeks: 14 to the end of the year, 20 in the next.
        assert_eq!(opened(date(2028, 1, 1)).len(), 34);
        assert_eq!(opened(date(2028, 1, 1)).last(), Some(&period("2027-W20")));
    }

    #[test]
    fn months_open_when_they_are_over() {
        let calendar = monthly();
        let days = lower_saxony();
        let opened = calendar.opened(date(2026, 3, 31), &days);
        assert_eq!(opened, [period("2026-01"), period("2026-02")]);
        assert_eq!(calendar.opened(date(2026, 4, 1), &days).len(), 3);
        // The tenth of May is a Sunday.
        assert_eq!(
            calendar.due_on(period("2026-04"), &days),
            Some(date(2026, 5, 11))
        );
        assert_eq!(
            calendar.open_until(date(2026, 5, 11)),
            Some(date(2026, 5, 25))
        );
    }

    #[test]
    fn a_holiday_moves_the_day_of_counting_and_the_day_by_which_reports_are_due() {
        let calendar = weekly();
        let days = lower_saxony();
        // Friday, 25 December: Monday, 28 December.
        assert_eq!(
            calendar.due_on(period("2026-W52"), &days),
            Some(date(2026, 12, 28))
        );
        // A free Wednesday: Thursday. Free from Wednesday to Sunday: Tuesday.
        let free = |from: i8, to: i8| {
            (from..=to)
                .map(|day| (date(2026, 11, day), String::new()))
                .collect()
        };
        let count =
            |own: BTreeMap<_, _>| calendar.count_day(period("2026-W47"), &Holidays::of("03", own));
        assert_eq!(count(BTreeMap::new()), date(2026, 11, 18));
        assert_eq!(count(free(18, 18)), date(2026, 11, 19));
        assert_eq!(count(free(18, 22)), date(2026, 11, 17));
        let as_it_falls = Calendar {
            working_days: false,
            ..calendar
        };
        assert_eq!(
            as_it_falls.due_on(period("2026-W52"), &days),
            Some(date(2026, 12, 25))
        );
    }

    #[test]
    fn a_week_of_events_is_confirmed_from_its_count_day_to_the_monday_after_it() {
        let events = Calendar {
            kind: PeriodKind::Event,
            count_weekday: Weekday::Friday,
            due_after: None,
            ..weekly()
        };
        let owed = |calendar: &Calendar, week: &str| {
            let (from, to) = calendar.owed_between(period(week), &lower_saxony());
            (from.to_string(), to.to_string())
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(owed(&events, "2026-W47"), pair("2026-11-20", "2026-11-23"));
        // Friday is Christmas Day: the last working day before it.
        assert_eq!(owed(&events, "2026-W52"), pair("2026-12-24", "2026-12-28"));
        // Easter: Good Friday and Monday are free.
        assert_eq!(owed(&events, "2027-W12"), pair("2027-03-25", "2027-03-30"));
        let within_three_days = Calendar {
            due_after: Some(3),
            ..events
        };
        assert_eq!(
            owed(&within_three_days, "2026-W47"),
            pair("2026-11-20", "2026-11-25")
        );
        assert_eq!(events.counted_by(period("2026-W47")), period("2026-11-16"));
        assert_eq!(weekly().counted_by(period("2026-W47")), period("2026-W47"));
        assert_eq!(
            owed(&weekly(), "2026-W47"),
            pair("2026-11-16", "2026-11-20")
        );
    }

    #[test]
    fn the_form_learns_the_count_day_of_the_week() {
        let facts = weekly().facts(period("2026-W47"), &lower_saxony());
        assert_eq!(facts.first_day.to_string(), "2026-11-16");
        assert_eq!(facts.last_day.to_string(), "2026-11-22");
        assert_eq!(facts.count_day.unwrap().to_string(), "2026-11-18");
    }

    #[test]
    fn a_calendar_that_contradicts_itself_is_refused() {
        let wrong = Calendar {
            season: Season {
                from: period("2026-W40"),
                to: period("2026-W39"),
            },
            due_after: Some(-6),
            ..weekly()
        };
        assert_eq!(
            wrong.faults(),
            [("bis", "season-order"), ("frist", "due-before-count")]
        );
        let early = Calendar {
            due_after: Some(0),
            locks_after: Some(2_000),
            ..monthly()
        };
        assert_eq!(
            early.faults(),
            [("frist", "due-before-opening"), ("sperre", "lock-range")]
        );
        let other = Calendar {
            kind: PeriodKind::Quarter,
            ..monthly()
        };
        assert_eq!(other.faults(), [("von", "period-kind")]);
        assert_eq!(weekly().faults(), []);
        assert_eq!(monthly().faults(), []);
    }
}
