// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Stretches of time as data of public health is counted by them, and the ways in which people write them.

use std::fmt;

use jiff::civil::Date;
use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

/// The years that a period may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// A stretch of time. Years are from 1900 to 2999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day(Date),
    /// A calendar week after ISO 8601.
    Week(IsoWeek),
    /// A month of a year, 1 to 12.
    Month(i16, u8),
    /// A quarter of a year, 1 to 4.
    Quarter(i16, u8),
    /// A year.
    Year(i16),
    /// A school year by the year in which it begins: 2024 for `2024/25`.
    SchoolYear(i16),
    /// A season of respiratory diseases (week 40 to week 39) by the year in which it begins.
    Season(i16),
}

/// What a [`Period`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// A day.
    Day,
    /// A calendar week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// A school year.
    SchoolYear,
    /// A season.
    Season,
}

impl Period {
    /// What it is.
    pub fn kind(self) -> PeriodKind {
        match self {
            Self::Day(_) => PeriodKind::Day,
            Self::Week(_) => PeriodKind::Week,
            Self::Month(..) => PeriodKind::Month,
            Self::Quarter(..) => PeriodKind::Quarter,
            Self::Year(_) => PeriodKind::Year,
            Self::SchoolYear(_) => PeriodKind::SchoolYear,
            Self::Season(_) => PeriodKind::Season,
        }
    }

    /// The year in which it lies or begins; of a week the ISO year.
    pub fn year(self) -> i16 {
        match self {
            Self::Day(day) => day.year(),
            Self::Week(week) => week.year(),
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Year(year)
            | Self::SchoolYear(year)
            | Self::Season(year) => year,
        }
    }

    /// A text as a period of one kind, in the notations that occur (`2024-W05`, `2024-KW05`, `KW 5/2024`, `202405`;
    /// `29.01.2024`; `Januar 2024`; `2024-Q1`, `1. Quartal 2024`; `2024/25`, `2024/2025`). Nothing for other texts.
    pub fn parse(text: &str, kind: PeriodKind) -> Option<Self> {
        let text = text.trim();
        if text.len() > 40 {
            return None;
        }
        match kind {
            PeriodKind::Day => day(text).map(Self::Day),
            PeriodKind::Week => week(text).map(Self::Week),
            PeriodKind::Month => month(text),
            PeriodKind::Quarter => quarter(text),
            PeriodKind::Year => year(text).map(Self::Year),
            PeriodKind::SchoolYear => two_years(text).map(Self::SchoolYear),
            PeriodKind::Season => two_years(text).map(Self::Season),
        }
    }

    /// The longer periods that it lies in. Weeks lie in the years whose number they bear, although some of their days may not.
    pub(crate) fn held_by(self) -> Vec<Self> {
        let month = |year, month| {
            vec![
                Self::Month(year, month),
                Self::Quarter(year, (month - 1) / 3 + 1),
                Self::Year(year),
            ]
        };
        match self {
            Self::Day(day) => {
                let mut all = month(day.year(), day.month().unsigned_abs());
                all.push(Self::Week(IsoWeek::of(day)));
                all
            }
            Self::Month(year, number) => month(year, number).split_off(1),
            Self::Week(week) => vec![Self::Year(week.year())],
            Self::Quarter(year, _) => vec![Self::Year(year)],
            Self::Year(_) | Self::SchoolYear(_) | Self::Season(_) => Vec::new(),
        }
    }

    /// A number of its own for each period, for sorting and comparing: the kind, and its place within the kind.
    pub(crate) fn packed(self) -> u32 {
        let (kind, at) = match self {
            // At most 1,100 years of 400 days.
            Self::Day(day) => (
                0,
                (i32::from(day.year()) - 1900) * 400 + i32::from(day.day_of_year()),
            ),
            Self::Week(week) => (1, i32::from(week.year()) * 60 + i32::from(week.week())),
            Self::Month(year, month) => (2, i32::from(year) * 20 + i32::from(month)),
            Self::Quarter(year, quarter) => (3, i32::from(year) * 20 + i32::from(quarter)),
            Self::Year(year) => (4, i32::from(year)),
            Self::SchoolYear(year) => (5, i32::from(year)),
            Self::Season(year) => (6, i32::from(year)),
        };
        kind << 28 | u32::try_from(at).unwrap_or(0)
    }
}

/// A week of a year, from two cells.
pub(crate) fn week_of_year(year: i16, week: &str) -> Option<Period> {
    IsoWeek::new(year, i8::try_from(week_number(week)?).ok()?)
        .ok()
        .map(Period::Week)
}

/// The number of a week, 1 to 53: `5`, `05`, `KW 05`, `5. KW`.
pub(crate) fn week_number(text: &str) -> Option<u8> {
    let digits = after_words(text, &["kw", "woche", "w"])?;
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let digits = digits.trim_end_matches([' ', '.', 'K', 'W', 'k', 'w']);
    small(digits).filter(|week| (1..=53).contains(week))
}

/// A month of a year, from two cells.
pub(crate) fn month_of_year(year: i16, month: &str) -> Option<Period> {
    let month = month_number(month.trim())?;
    YEARS.contains(&year).then_some(Period::Month(year, month))
}

/// A quarter of a year, from two cells.
pub(crate) fn quarter_of_year(year: i16, quarter: &str) -> Option<Period> {
    let quarter = quarter_number(quarter.trim())?;
    YEARS
        .contains(&year)
        .then_some(Period::Quarter(year, quarter))
}

/// A year in four digits, also as a spreadsheet program writes a number.
pub(crate) fn year(text: &str) -> Option<i16> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    (text.len() == 4 && digits(text))
        .then(|| text.parse().ok())?
        .filter(|year| YEARS.contains(year))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One or two digits.
fn small(text: &str) -> Option<u8> {
    let text = text.trim();
    (text.len() <= 2 && digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

/// What follows the first of some words, or the whole text if none of them stands in front.
fn after_words<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let text = text.trim();
    for word in words {
        if let Some(start) = text.get(..word.len())
            && start.eq_ignore_ascii_case(word)
        {
            return text
                .get(word.len()..)
                .map(|rest| rest.trim_start_matches([' ', '.', '-']));
        }
    }
    Some(text)
}

fn day(text: &str) -> Option<Date> {
    // Programs write midnight beside a day.
    let text = ["T00:00:00", " 00:00:00", "T00:00:00Z", " 00:00"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let day = if text.as_bytes().get(4) == Some(&b'-') {
        text.parse::<Date>().ok()?
    } else if text.contains('.') {
        let mut parts = text.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let (day, month) = (small(day)?, small(month)?);
        Date::new(
            self::year(year)?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()?
    } else if text.len() == 8 && digits(text) {
        let number = |range| text.get(range).and_then(small);
        let year = text.get(..4).and_then(year)?;
        Date::new(
            year,
            i8::try_from(number(4..6)?).ok()?,
            i8::try_from(number(6..8)?).ok()?,
        )
        .ok()?
    } else {
        return None;
    };
    YEARS.contains(&day.year()).then_some(day)
}

fn week(text: &str) -> Option<IsoWeek> {
    let make = |year: &str, week: &str| {
        IsoWeek::new(self::year(year)?, i8::try_from(small(week)?).ok()?).ok()
    };
    if text.len() == 6 && digits(text) {
        return make(text.get(..4)?, text.get(4..)?);
    }
    // Numbers and what stands between them.
    let mut numbers = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (first, second) = (numbers.next()?, numbers.next()?);
    if numbers.next().is_some() {
        return None;
    }
    let between: String = text
        .chars()
        .filter(|letter| !letter.is_ascii_digit() && !letter.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let known = [
        "-w", "w", "-kw", "kw", "/kw", "-", "/", "kw/", "kw-", ".kw", ".kw/", ".woche", "woche/",
        "_", "_w", "kw.", "-w-", "-kw-", ",kw", ".woche/",
    ];
    if !known.contains(&between.as_str()) {
        return None;
    }
    if first.len() == 4 {
        make(first, second)
    } else {
        make(second, first)
    }
}

const MONTHS: [[&str; 4]; 12] = [
    ["januar", "jan", "january", "jänner"],
    ["februar", "feb", "february", ""],
    ["märz", "mär", "march", "mrz"],
    ["april", "apr", "", ""],
    ["mai", "may", "", ""],
    ["juni", "jun", "june", ""],
    ["juli", "jul", "july", ""],
    ["august", "aug", "", ""],
    ["september", "sep", "sept", ""],
    ["oktober", "okt", "october", "oct"],
    ["november", "nov", "", ""],
    ["dezember", "dez", "december", "dec"],
];

/// The number of a month, 1 to 12, also by its name.
pub(crate) fn month_number(text: &str) -> Option<u8> {
    let text = text.trim();
    if let Some(number) = small(text) {
        return (1..=12).contains(&number).then_some(number);
    }
    let text = text.trim_end_matches('.').to_lowercase();
    // Codes of GENESIS.
    if let Some(number) = text.strip_prefix("monat") {
        return small(number).filter(|number| (1..=12).contains(number));
    }
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| !name.is_empty() && *name == text))?;
    u8::try_from(at + 1).ok()
}

fn month(text: &str) -> Option<Period> {
    let (first, second) = if text.len() == 6 && digits(text) {
        (text.get(..4)?, text.get(4..)?)
    } else {
        text.split_once(['-', '/', ' ', '.'])?
    };
    let second = second.trim();
    match (year(first), year(second)) {
        (Some(year), None) => month_of_year(year, second),
        (None, Some(year)) => month_of_year(year, first),
        _ => None,
    }
}

/// The number of a quarter, 1 to 4: `1`, `Q1`, `1. Quartal`, `III`.
pub(crate) fn quarter_number(text: &str) -> Option<u8> {
    let text = text.trim().to_lowercase();
    let text = text
        .trim_start_matches("quartal")
        .trim_start_matches("quart")
        .trim_start_matches('q')
        .trim();
    let text = text
        .trim_end_matches("quartal")
        .trim()
        .trim_end_matches('.')
        .trim_end_matches('q');
    let number = match text {
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        other => small(other)?,
    };
    (1..=4).contains(&number).then_some(number)
}

fn quarter(text: &str) -> Option<Period> {
    if let Some((first, second)) = text.split_once(['-', '/'])
        && let (Some(year), quarter) = (year(first), second)
    {
        return quarter_of_year(year, quarter);
    }
    if let (Some(start), Some(end)) = (text.get(..4), text.get(4..))
        && let Some(year) = year(start)
    {
        return quarter_of_year(year, end);
    }
    let at = text.len().checked_sub(4)?;
    let year = year(text.get(at..)?)?;
    quarter_of_year(year, text.get(..at)?.trim_end_matches([' ', '/', '-']))
}

/// `2024/25` or `2024/2025`, by the year in which it begins.
fn two_years(text: &str) -> Option<i16> {
    let text = after_words(text, &["schuljahr", "sj", "saison", "season"])?;
    let (first, second) = text.split_once(['/', '-', '–'])?;
    let first = year(first)?;
    let second = second.trim();
    let next = first + 1;
    let fits = match second.len() {
        2 => small(second).is_some_and(|number| i16::from(number) == next % 100),
        4 => year(second) == Some(next),
        _ => false,
    };
    fits.then_some(first)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Week(week) => write!(f, "{week}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Year(year) => write!(f, "{year}"),
            Self::SchoolYear(year) | Self::Season(year) => {
                write!(f, "{year}/{:02}", (year + 1) % 100)
            }
        }
    }
}

#[cfg(test)]
mod tests;
