// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The chain in which dates become coarser: ISO week, four weeks, quarter, year, nothing.
//!
//! Weeks do not nest in months, so months do not occur. A quarter has the weeks 1–13, 14–26, 27–39
//! or 40–53 of an ISO year, and is cut after its fourth and eighth week (the last period has five
//! weeks, or six in a year of 53): the 4-4-5 calendar of accounting.

use kernel::IsoWeek;

use super::dimension::share;

/// The names of the levels, fine to coarse.
pub(crate) const LEVELS: [&str; 5] = ["week", "four-weeks", "quarter", "year", "all"];

/// How many weeks a value of each level stands for, for the loss.
pub(crate) const WEEKS: [usize; 5] = [1, 4, 13, 52, 52];

/// The whole of which the loss of a date is a share.
pub(crate) const WEEKS_OF_A_YEAR: usize = 52;

/// The values of a week at all levels.
pub(crate) fn row(week: IsoWeek) -> Vec<String> {
    let number = week.week() - 1;
    let quarter = (number / 13).min(3);
    let period = quarter * 3 + ((number - quarter * 13) / 4).min(2);
    vec![
        week.to_string(),
        format!("{:04}-P{:02}", week.year(), period + 1),
        format!("{:04}-Q{}", week.year(), quarter + 1),
        format!("{:04}", week.year()),
        "*".to_owned(),
    ]
}

/// What a date at the level called `name` loses, in parts per million; `None` if there is no such level.
pub(crate) fn loss(name: &str) -> Option<u32> {
    Some(share(WEEKS[level(name)?], WEEKS_OF_A_YEAR))
}

/// The position of the level called `name`.
pub(crate) fn level(name: &str) -> Option<usize> {
    LEVELS.iter().position(|level| *level == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn weeks_nest_in_four_weeks_and_these_in_quarters() {
        let first: IsoWeek = "2020-W01".parse().unwrap();
        let mut parents: BTreeMap<String, String> = BTreeMap::new();
        let mut weeks_of: BTreeMap<String, u32> = BTreeMap::new();
        for number in 0..600 {
            let row = row(first.plus(number));
            *weeks_of.entry(row[1].clone()).or_default() += 1;
            for pair in row.windows(2) {
                let parent = parents.entry(pair[0].clone()).or_insert(pair[1].clone());
                assert_eq!(*parent, pair[1]);
            }
        }
        assert_eq!(weeks_of["2020-P01"], 4);
        assert_eq!(weeks_of["2020-P12"], 6, "2020 has 53 weeks");
        assert_eq!(
            row("2026-W40".parse().unwrap())[1..3],
            ["2026-P10", "2026-Q4"]
        );
    }
}
