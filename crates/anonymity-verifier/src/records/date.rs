// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Dates at the levels week, four weeks, quarter, year.

use crate::week::Week;

/// The levels, fine to coarse.
pub(super) const LEVELS: [&str; 5] = ["week", "four-weeks", "quarter", "year", "all"];

/// Whether `value` is a date of `level` that has begun in the week of the release.
pub(super) fn has_begun(level: &str, value: &str, as_of: Week) -> bool {
    match level {
        "week" => Week::parse(value).is_some_and(|week| week <= as_of),
        "four-weeks" => part(value, "-P", 2).is_some_and(|(year, number)| {
            (1..=12).contains(&number) && begun(year, first_week(number), as_of)
        }),
        "quarter" => part(value, "-Q", 1).is_some_and(|(year, number)| {
            (1..=4).contains(&number) && begun(year, number * 13 - 12, as_of)
        }),
        "year" => {
            part(&format!("{value}-Q1"), "-Q", 1).is_some_and(|(year, _)| begun(year, 1, as_of))
        }
        _ => level == "all" && value == "*",
    }
}

/// The first week of one of the twelve periods of a year.
fn first_week(period: i32) -> i32 {
    (period - 1) / 3 * 13 + (period - 1) % 3 * 4 + 1
}

fn begun(year: i32, week: i32, as_of: Week) -> bool {
    Week::parse(&format!("{year:04}-W{week:02}")).is_some_and(|first| first <= as_of)
}

fn part(value: &str, mark: &str, digits: usize) -> Option<(i32, i32)> {
    let (year, number) = value.split_once(mark)?;
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || number.len() != digits || !plain(year) || !plain(number) {
        return None;
    }
    Some((year.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_begun_or_not() {
        let as_of = Week::parse("2026-W09").unwrap();
        for (level, value, expected) in [
            ("week", "2026-W09", true),
            ("week", "2026-W10", false),
            ("four-weeks", "2026-P03", true),
            ("four-weeks", "2026-P04", false),
            ("four-weeks", "2026-P13", false),
            ("four-weeks", "2025-P12", true),
            ("four-weeks", "2026-P3", false),
            ("quarter", "2026-Q1", true),
            ("quarter", "2026-Q2", false),
            ("quarter", "2026-Q0", false),
            ("year", "2026", true),
            ("year", "2027", false),
            ("year", "+026", false),
            ("all", "*", true),
            ("all", "2026", false),
            ("month", "2026-01", false),
        ] {
            assert_eq!(has_begun(level, value, as_of), expected, "{level} {value}");
        }
    }
}
