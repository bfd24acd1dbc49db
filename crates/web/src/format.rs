// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How numbers, dates and weeks are written for people.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use kernel::{IsoWeek, Lang};

/// A whole number with thousands separated: `1.234` in German, `1,234` in English.
pub fn integer(lang: Lang, number: i64) -> String {
    let separator = match lang {
        Lang::De => '.',
        Lang::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    if number < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number with `places` decimals: `1.234,5` in German, `1,234.5` in English.
pub fn decimal(lang: Lang, number: f64, places: usize) -> String {
    let text = format!("{:.places$}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = integer(lang, whole.parse().unwrap_or(i64::MAX));
    if number < 0.0 && text.chars().any(|c| c.is_ascii_digit() && c != '0') {
        out.insert(0, '−');
    }
    if !fraction.is_empty() {
        out.push(match lang {
            Lang::De => ',',
            Lang::En => '.',
        });
        out.push_str(fraction);
    }
    out
}

/// A share between 0 and 1 as per cent with one decimal: `12,3 %` in German, `12.3%` in English.
pub fn percent(lang: Lang, share: f64) -> String {
    let number = decimal(lang, share * 100.0, 1);
    match lang {
        Lang::De => format!("{number}\u{a0}%"),
        Lang::En => format!("{number}%"),
    }
}

/// A day: `Mi., 18.11.2026` in German, `Wed 18 Nov 2026` in English.
pub fn date(lang: Lang, date: Date) -> String {
    match lang {
        Lang::De => {
            let day = match date.weekday() {
                Weekday::Monday => "Mo",
                Weekday::Tuesday => "Di",
                Weekday::Wednesday => "Mi",
                Weekday::Thursday => "Do",
                Weekday::Friday => "Fr",
                Weekday::Saturday => "Sa",
                Weekday::Sunday => "So",
            };
            format!(
                "{day}., {:02}.{:02}.{}",
                date.day(),
                date.month(),
                date.year()
            )
        }
        Lang::En => date.strftime("%a %-d %b %Y").to_string(),
    }
}

/// A moment on the clocks of Germany: day and time to the minute.
pub fn moment(lang: Lang, moment: Timestamp) -> String {
    let zoned = moment.to_zoned(kernel::berlin_zone());
    let time = format!("{:02}:{:02}", zoned.hour(), zoned.minute());
    match lang {
        Lang::De => format!("{}, {time} Uhr", date(lang, zoned.date())),
        Lang::En => format!("{}, {time}", date(lang, zoned.date())),
    }
}

/// A week: `KW 47/2026` in German, `week 47/2026` in English.
pub fn week(lang: Lang, week: IsoWeek) -> String {
    match lang {
        Lang::De => format!("KW\u{a0}{}/{}", week.week(), week.year()),
        Lang::En => format!("week\u{a0}{}/{}", week.week(), week.year()),
    }
}

/// A calendar month: `November 2026`.
pub fn month(lang: Lang, year: i16, month: i8) -> String {
    const GERMAN: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match lang {
        Lang::De => GERMAN,
        Lang::En => ENGLISH,
    };
    let index = usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0);
    format!("{}\u{a0}{year}", names[index])
}

/// A quarter of a year: `4. Quartal 2026`.
pub fn quarter(lang: Lang, year: i16, quarter: i8) -> String {
    match lang {
        Lang::De => format!("{quarter}.\u{a0}Quartal {year}"),
        Lang::En => format!("Q{quarter}\u{a0}{year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_each_language_does() {
        assert_eq!(integer(Lang::De, 1_234_567), "1.234.567");
        assert_eq!(integer(Lang::En, -1_000), "−1,000");
        assert_eq!(decimal(Lang::De, 1234.56, 1), "1.234,6");
        assert_eq!(decimal(Lang::De, -0.04, 1), "0,0");
        assert_eq!(decimal(Lang::En, -0.5, 1), "−0.5");
        assert_eq!(percent(Lang::De, 0.297), "29,7\u{a0}%");
    }

    #[test]
    fn writes_days_and_weeks_as_each_language_does() {
        let day = jiff::civil::date(2026, 11, 18);
        assert_eq!(date(Lang::De, day), "Mi., 18.11.2026");
        assert_eq!(date(Lang::En, day), "Wed 18 Nov 2026");
        assert_eq!(week(Lang::De, IsoWeek::of(day)), "KW\u{a0}47/2026");
        let noon = day
            .at(12, 5, 0, 0)
            .to_zoned(kernel::berlin_zone())
            .unwrap()
            .timestamp();
        assert_eq!(moment(Lang::De, noon), "Mi., 18.11.2026, 12:05 Uhr");
    }
}
