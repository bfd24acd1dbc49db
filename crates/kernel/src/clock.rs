// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::sync::Mutex;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The time as a parameter.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the machine's clock is read"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's clock, put forward or back: for demonstrations as of another day.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedClock {
    by: SignedDuration,
}

impl ShiftedClock {
    /// A clock that shows `moment` now and goes on from there.
    pub fn beginning_at(moment: Timestamp) -> Self {
        Self {
            by: moment.duration_since(SystemClock.now()),
        }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + self.by
    }
}

/// A clock that stands still until a test or the demo data moves it.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that shows `start`.
    pub fn new(start: Timestamp) -> Self {
        Self(Mutex::new(start))
    }

    /// Moves the clock to `moment`, forwards or backwards.
    pub fn set(&self, moment: Timestamp) {
        *self.0.lock().expect("no panic while the clock is held") = moment;
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().expect("no panic while the clock is held");
        *now += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no panic while the clock is held")
    }
}

/// The zone in which German offices keep their calendar.
pub fn berlin_zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("the zone table is part of the binary")
}

/// The day that a calendar in Germany shows at `moment`.
pub fn berlin_date(moment: Timestamp) -> Date {
    moment.to_zoned(berlin_zone()).date()
}
