// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the evaluation knows besides the answers: the moment and the period.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use xpath::Environment;

/// What the evaluation knows besides the answers. Built once, used for many checks.
#[derive(Debug, Clone)]
pub struct Context {
    pub(crate) environment: Environment,
    pub(crate) period: Option<PeriodFacts>,
}

/// The period that a report is about, as forms can read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFacts {
    /// The period's name: `2026-W47`.
    pub name: String,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// The day that counts are taken on, if the collection has one.
    pub count_day: Option<Date>,
}

impl Context {
    /// The moment `now`, with the calendar of Germany.
    pub fn at(now: Timestamp) -> Self {
        Self::new(now.to_zoned(kernel::berlin_zone()))
    }

    /// The moment and calendar `now`.
    pub fn new(now: Zoned) -> Self {
        Self {
            environment: Environment::at(now),
            period: None,
        }
    }

    /// The day `today`, at noon in Germany.
    pub fn on(today: Date) -> Self {
        let noon = today
            .at(12, 0, 0, 0)
            .to_zoned(kernel::berlin_zone())
            .expect("noon exists on every day in Germany");
        Self::new(noon)
    }

    /// The same, for a report about `period`.
    #[must_use]
    pub fn with_period(mut self, period: PeriodFacts) -> Self {
        self.period = Some(period);
        self
    }

    /// The day that counts as today.
    pub fn today(&self) -> Date {
        self.environment.now.date()
    }
}
