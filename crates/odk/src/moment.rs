// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Moments as ODK Central writes them.

use std::fmt;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// A moment, written with milliseconds in UTC: `2026-11-18T13:30:00.000Z`. Clients compare these
/// texts, so that all moments have the same length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub Timestamp);

impl From<Timestamp> for Moment {
    fn from(moment: Timestamp) -> Self {
        Self(moment)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Cut, not rounded: a moment must not lie after itself.
        let parts = jiff::tz::TimeZone::UTC.to_datetime(self.0);
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            parts.year(),
            parts.month(),
            parts.day(),
            parts.hour(),
            parts.minute(),
            parts.second(),
            parts.millisecond()
        )
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
