// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Generalisations of what offices have in their tables.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::Ags;

use super::{ANY, Generalisation, GeneralisationError};

/// A code with the group that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code<'a> {
    /// What stands in the data.
    pub code: &'a str,
    /// What it belongs to.
    pub group: &'a str,
}

/// The span of years, and what it is called, that holds `age`; the last one has no end.
fn span(age: u8, begins: &[u8]) -> String {
    let at = begins.partition_point(|&begin| begin <= age).max(1) - 1;
    let begin = begins.get(at).copied().unwrap_or(0);
    match begins.get(at + 1) {
        Some(next) => format!("{begin}–{}", next - 1),
        None => format!("{begin}+"),
    }
}

impl Generalisation {
    /// Ages in whole years from 0 to `oldest`: year → 5 years → 0–4, 5–14, 15–34, 35–59, 60–79, 80+ →
    /// under 15, 15–59, 60+ → all.
    ///
    /// The groups of the third level are those of the official health reporting by age.
    pub fn of_ages(oldest: u8) -> Result<Self, GeneralisationError> {
        Self::from_rows((0..=oldest).map(|age| {
            let five = age / 5 * 5;
            [
                age.to_string(),
                // Above the last group nothing may be finer than the group's own bounds.
                format!("{five}–{}", u16::from(five) + 4),
                span(age, &[0, 5, 15, 35, 60, 80]),
                match age {
                    0..15 => "<15".to_owned(),
                    15..60 => "15–59".to_owned(),
                    _ => "60+".to_owned(),
                },
                ANY.to_owned(),
            ]
        }))
    }

    /// Days from `first` to `last`: day → ISO week → 4 weeks → quarter of 13 weeks → ISO year → all.
    ///
    /// Weeks do not nest in months, so all levels count weeks: a quarter is 4 + 4 + 5 weeks, and the
    /// 53rd week, where a year has one, belongs to the last block.
    pub fn of_days(first: Date, last: Date) -> Result<Self, GeneralisationError> {
        Self::from_rows(
            first
                .series(jiff::Span::new().days(1))
                .take_while(|day| *day <= last)
                .map(|day| {
                    let week = day.iso_week_date();
                    let (year, number) = (week.year(), week.week());
                    let quarter = ((number - 1) / 13).min(3);
                    let block = ((number - 1 - quarter * 13) / 4).min(2);
                    let begin = quarter * 13 + block * 4 + 1;
                    let end = match (quarter, block) {
                        (3, 2) => 53,
                        (_, 2) => begin + 4,
                        _ => begin + 3,
                    };
                    [
                        day.to_string(),
                        format!("{year}-W{number:02}"),
                        format!("{year}-W{begin:02}–W{end:02}"),
                        format!("{year}-Q{}", quarter + 1),
                        year.to_string(),
                        ANY.to_owned(),
                    ]
                }),
        )
    }

    /// Municipalities: municipality (8 digits) → district (5) → region (3) → state (2) → all.
    ///
    /// Each key once, in their order. A region is the former Regierungsbezirk; what is not the key
    /// of a municipality is refused.
    pub fn of_places<'a>(
        keys: impl IntoIterator<Item = &'a Ags>,
    ) -> Result<Self, GeneralisationError> {
        let keys: BTreeSet<&Ags> = keys.into_iter().collect();
        if let Some(key) = keys.iter().find(|key| !key.is_municipality()) {
            return Err(GeneralisationError::Unplaced(
                key.to_string(),
                "it is not the key of a municipality",
            ));
        }
        Self::from_rows(keys.into_iter().map(|key| {
            let digits = key.as_str();
            [digits, &digits[..5], &digits[..3], &digits[..2], ANY]
        }))
    }

    /// Sex as German registers know it: m, w, d, x → all.
    pub fn of_sex() -> Result<Self, GeneralisationError> {
        Self::flat(["m", "w", "d", "x"])
    }

    /// Codes: code → group → all.
    pub fn of_codes<'a>(
        codes: impl IntoIterator<Item = Code<'a>>,
    ) -> Result<Self, GeneralisationError> {
        Self::from_rows(codes.into_iter().map(|code| [code.code, code.group, ANY]))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn chain(of: &Generalisation, value: &str) -> Vec<String> {
        (0..of.levels())
            .map(|level| of.value(value, level).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn ages_become_groups_of_health_reporting() {
        let ages = Generalisation::of_ages(110).unwrap();
        assert_eq!(chain(&ages, "14"), ["14", "10–14", "5–14", "<15", "*"]);
        assert_eq!(chain(&ages, "0"), ["0", "0–4", "0–4", "<15", "*"]);
        assert_eq!(chain(&ages, "59"), ["59", "55–59", "35–59", "15–59", "*"]);
        assert_eq!(chain(&ages, "110"), ["110", "110–114", "80+", "60+", "*"]);
    }

    #[test]
    fn days_become_weeks_that_nest_in_every_coarser_level() {
        let days = Generalisation::of_days(date(2020, 12, 1), date(2022, 1, 31)).unwrap();
        assert_eq!(
            chain(&days, "2021-01-03"),
            [
                "2021-01-03",
                "2020-W53",
                "2020-W48–W53",
                "2020-Q4",
                "2020",
                "*"
            ]
        );
        assert_eq!(
            chain(&days, "2021-04-01"),
            [
                "2021-04-01",
                "2021-W13",
                "2021-W09–W13",
                "2021-Q1",
                "2021",
                "*"
            ]
        );
        assert_eq!(
            chain(&days, "2021-04-05"),
            [
                "2021-04-05",
                "2021-W14",
                "2021-W14–W17",
                "2021-Q2",
                "2021",
                "*"
            ]
        );
    }

    #[test]
    fn places_lie_in_districts_regions_and_states() {
        let keys: Vec<Ags> = ["03457001", "03159001", "03457001"]
            .iter()
            .map(|key| key.parse().unwrap())
            .collect();
        let places = Generalisation::of_places(&keys).unwrap();
        assert_eq!(
            chain(&places, "03457001"),
            ["03457001", "03457", "034", "03", "*"]
        );
        assert_eq!(places.domain(), 2);
        assert!(matches!(
            Generalisation::of_places([&"03457".parse().unwrap()]),
            Err(GeneralisationError::Unplaced(..))
        ));
    }

    #[test]
    fn codes_have_groups_and_sex_has_none() {
        let codes = Generalisation::of_codes([
            Code {
                code: "A37.0",
                group: "A37",
            },
            Code {
                code: "A37.9",
                group: "A37",
            },
        ])
        .unwrap();
        assert_eq!(chain(&codes, "A37.9"), ["A37.9", "A37", "*"]);
        assert_eq!(chain(&Generalisation::of_sex().unwrap(), "d"), ["d", "*"]);
    }
}
