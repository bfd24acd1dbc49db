// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The data types of `bind` and how their values are written.

use jiff::civil;

/// A data type of the specification. Types that do not restrict the text are [`DataType::Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DataType {
    /// Any text: `string`, `barcode`, `intent`, none, and what is not known.
    #[default]
    Text,
    /// A whole number of 32 bits.
    Int,
    /// A number.
    Decimal,
    /// `1`, `0`, `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A time of day, with or without an offset from UTC.
    Time,
    /// A day and time, with or without an offset from UTC.
    DateTime,
    /// Latitude, longitude, altitude and accuracy; degrees and metres.
    Geopoint,
    /// Points in a line.
    Geotrace,
    /// Points around an area.
    Geoshape,
    /// The name of a file.
    Binary,
}

impl DataType {
    /// Reads the attribute `type`; a prefix does not matter.
    pub fn parse(name: &str) -> Self {
        match name.rsplit(':').next().unwrap_or_default() {
            "int" | "integer" | "long" | "short" | "byte" => Self::Int,
            "decimal" | "double" | "float" => Self::Decimal,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "time" => Self::Time,
            "dateTime" => Self::DateTime,
            "geopoint" => Self::Geopoint,
            "geotrace" => Self::Geotrace,
            "geoshape" => Self::Geoshape,
            "binary" => Self::Binary,
            _ => Self::Text,
        }
    }

    /// The text as a value of this type is written, or nothing if it is none. A whole number loses
    /// its fraction, a day its time. The empty text is a value of every type.
    pub fn canonical(self, text: &str) -> Option<String> {
        if text.is_empty() {
            return Some(String::new());
        }
        match self {
            Self::Text | Self::Boolean | Self::Binary => Some(text.to_owned()),
            Self::Int => int(text),
            Self::Decimal => number(text).map(decimal),
            Self::Date => date(text),
            Self::Time => is_time(text).then(|| text.to_owned()),
            Self::DateTime => is_date_time(text).then(|| text.to_owned()),
            Self::Geopoint => geopoint(text),
            Self::Geotrace => points(text, 2),
            Self::Geoshape => {
                let written = points(text, 3)?;
                let mut parts = written.split(';').map(degrees);
                let first = parts.next()?;
                (parts.next_back()? == first).then_some(written)
            }
        }
    }

    /// Whether the text is a value of this type without any loss.
    pub fn is_exact(self, text: &str) -> bool {
        match self {
            Self::Text | Self::Binary => true,
            Self::Int => text.is_empty() || text.trim().parse::<i32>().is_ok(),
            Self::Decimal => text.is_empty() || number(text).is_some(),
            Self::Boolean => matches!(text, "" | "0" | "1" | "true" | "false"),
            Self::Date => text.is_empty() || civil_date(text),
            _ => self.canonical(text).is_some(),
        }
    }
}

/// A finite number with an optional exponent.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    let number: f64 = text.parse().ok().filter(|_| plain)?;
    number.is_finite().then_some(number)
}

fn int(text: &str) -> Option<String> {
    let whole = number(text)?.trunc();
    let fits = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&whole);
    // Without the sign of a negative zero.
    fits.then(|| (whole + 0.0).to_string())
}

/// With at least one digit behind the point, as ODK's clients write decimals.
fn decimal(number: f64) -> String {
    let text = (number + 0.0).to_string();
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

fn civil_date(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 10 && b[4] == b'-' && b[7] == b'-' && text.parse::<civil::Date>().is_ok()
}

fn date(text: &str) -> Option<String> {
    if civil_date(text) {
        return Some(text.to_owned());
    }
    let (day, time) = text.split_once('T')?;
    (civil_date(day) && is_clock(time)).then(|| day.to_owned())
}

fn is_date_time(text: &str) -> bool {
    text.split_once('T')
        .is_some_and(|(day, time)| civil_date(day) && is_time(time))
}

/// `HH:MM:SS` with an optional fraction and an optional offset.
fn is_time(text: &str) -> bool {
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    is_clock(clock) && is_offset(offset)
}

fn is_clock(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = |t: &str, most: u8| {
        t.len() == 2
            && t.bytes().all(|b| b.is_ascii_digit())
            && t.parse::<u8>().is_ok_and(|n| n <= most)
    };
    let mut parts = whole.split(':');
    parts.next().is_some_and(|hour| digits(hour, 23))
        && parts.next().is_some_and(|minute| digits(minute, 59))
        && parts.next().is_some_and(|second| digits(second, 59))
        && parts.next().is_none()
        && fraction
            .is_none_or(|f| (1..=9).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()))
}

fn is_offset(text: &str) -> bool {
    if matches!(text, "" | "Z") {
        return true;
    }
    let Some(rest) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    let bytes = rest.as_bytes();
    bytes.len() == 5
        && bytes[2] == b':'
        && rest
            .get(..2)
            .and_then(|h| h.parse::<u8>().ok())
            .is_some_and(|h| h <= 14)
        && rest
            .get(3..)
            .and_then(|m| m.parse::<u8>().ok())
            .is_some_and(|m| m <= 59)
}

fn geopoint(text: &str) -> Option<String> {
    let numbers: Vec<f64> = text.split_whitespace().map(number).collect::<Option<_>>()?;
    let ([latitude, longitude] | [latitude, longitude, _] | [latitude, longitude, _, _]) =
        numbers[..]
    else {
        return None;
    };
    let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    // Devices report this point off Africa when they have no position.
    let nowhere = latitude == 0.0 && longitude == 0.0;
    (on_earth && !nowhere).then(|| {
        let written: Vec<String> = numbers.into_iter().map(decimal).collect();
        written.join(" ")
    })
}

fn points(text: &str, least: usize) -> Option<String> {
    let parts = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let written: Vec<String> = parts.map(geopoint).collect::<Option<_>>()?;
    (written.len() >= least).then(|| written.join(";"))
}

/// Latitude and longitude of a point as written.
fn degrees(point: &str) -> (Option<&str>, Option<&str>) {
    let mut parts = point.split(' ');
    (parts.next(), parts.next())
}

#[cfg(test)]
mod tests {
    use super::DataType;

    #[test]
    fn values_are_written_as_their_type_says() {
        let cases = [
            (DataType::Int, "10.1", Some("10")),
            (DataType::Int, "2147483648", None),
            (DataType::Decimal, "23", Some("23.0")),
            (DataType::Date, "2025-12-21T14:30:00", Some("2025-12-21")),
            (DataType::Date, "2025-03-07T14:30:00Z", None),
            (
                DataType::Time,
                "22:02:00.000+07:00",
                Some("22:02:00.000+07:00"),
            ),
            (DataType::Time, "24:00:00", None),
            (DataType::Time, "22:02:00.Z", None),
            (DataType::DateTime, "2026-02-29T14:30:00Z", None),
            (
                DataType::Geopoint,
                "-5.299 46.663 0 5",
                Some("-5.299 46.663 0.0 5.0"),
            ),
            (DataType::Geopoint, "99 179.9 1200 0", None),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(kind.canonical(text).as_deref(), expected, "{kind:?} {text}");
        }
    }
}
