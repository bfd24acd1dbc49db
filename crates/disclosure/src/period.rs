// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Periods of tables. Belongs here: how long a period is and how it is named. Not: when it begins.

use serde::{Deserialize, Serialize};

/// How long periods are, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// ISO weeks.
    Week,
    /// Calendar months.
    Month,
    /// Quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl Period {
    /// How long the period of this key is: `2026-W47`, `2026-11`, `2026-Q4`, `2026`. Nothing if it is no such key.
    pub fn of(key: &str) -> Option<Self> {
        let number = |text: &str, digits: usize, most: u32| {
            let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            let value: u32 = text.parse().ok()?;
            (plain && (1..=most).contains(&value)).then_some(())
        };
        let Some((year, part)) = key.split_once('-') else {
            return number(key, 4, 9_999).map(|()| Self::Year);
        };
        number(year, 4, 9_999)?;
        if let Some(week) = part.strip_prefix('W') {
            number(week, 2, 53).map(|()| Self::Week)
        } else if let Some(quarter) = part.strip_prefix('Q') {
            number(quarter, 1, 4).map(|()| Self::Quarter)
        } else {
            number(part, 2, 12).map(|()| Self::Month)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_how_long_its_period_is() {
        for (key, period) in [
            ("2026-W53", Some(Period::Week)),
            ("2026-12", Some(Period::Month)),
            ("2026-Q4", Some(Period::Quarter)),
            ("2026", Some(Period::Year)),
            ("2026-W54", None),
            ("2026-W5", None),
            ("2026-00", None),
            ("2026-13", None),
            ("2026-Q5", None),
            ("26", None),
            ("2026-", None),
            ("2026-+1", None),
            ("２０２６", None),
        ] {
            assert_eq!(Period::of(key), period, "{key}");
        }
    }
}
