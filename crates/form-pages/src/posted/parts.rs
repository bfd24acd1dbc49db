// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Dates that are asked in parts, and numbers with marks between the thousands.

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
}

impl Part {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// Which part of which question the name of a field means.
    pub(crate) fn read(name: &str) -> Option<(Self, &str)> {
        let (part, path) = name.split_once(':')?;
        let all = [Self::Year, Self::Month, Self::Day];
        let part = all.into_iter().find(|one| one.name() == part)?;
        Some((part, path))
    }
}

/// The parts as one date: `2026-11-18`. What is not asked counts as the first one; what is left out
/// stays open, so that it is no date and is asked for; nothing at all is no answer.
pub(super) fn join_date(parts: &[(Part, &str)]) -> String {
    if parts.iter().all(|(_, value)| value.trim().is_empty()) {
        return String::new();
    }
    let part = |wanted: Part| {
        let given = parts.iter().find(|(part, _)| *part == wanted);
        given.map_or("01", |(_, value)| value.trim())
    };
    let two = |value: &str| match value.len() {
        1 => format!("0{value}"),
        _ => value.to_owned(),
    };
    let (month, day) = (two(part(Part::Month)), two(part(Part::Day)));
    format!("{}-{month}-{day}", part(Part::Year))
}

/// Year, month and day of what [`join_date`] made or of a date.
pub(crate) fn split_date(value: &str) -> [&str; 3] {
    let mut parts = value.splitn(3, '-');
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

/// Takes the marks out of `12.345` or `1,234,567`, if that is all they can be.
pub(super) fn drop_thousands_marks(value: &mut String) {
    for mark in ['.', ',', '\u{a0}', '\u{202f}', ' '] {
        let whole = value.trim().trim_start_matches(['-', '\u{2212}']);
        // In front of a decimal sign of the other kind.
        let whole = match (mark, whole.rsplit_once(if mark == '.' { ',' } else { '.' })) {
            ('.' | ',', Some((whole, _))) => whole,
            _ => whole,
        };
        let mut groups = whole.split(mark);
        let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        let first = groups.next().unwrap_or_default();
        let mut rest = groups.peekable();
        let is_grouped = rest.peek().is_some()
            && (1..=3).contains(&first.len())
            && is_digits(first)
            && rest.all(|group| group.len() == 3 && is_digits(group));
        if is_grouped {
            value.retain(|character| character != mark);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_a_date_and_come_back() {
        let parts = [(Part::Year, "2026"), (Part::Month, "3"), (Part::Day, " 9 ")];
        assert_eq!(join_date(&parts), "2026-03-09");
        assert_eq!(split_date("2026-03-09"), ["2026", "03", "09"]);
        assert_eq!(join_date(&[(Part::Year, "2026")]), "2026-01-01");
        assert_eq!(join_date(&[(Part::Year, ""), (Part::Month, "")]), "");
        let open = join_date(&[(Part::Year, ""), (Part::Month, "11")]);
        assert_eq!(split_date(&open), ["", "11", "01"]);
    }

    #[test]
    fn only_marks_between_thousands_are_taken_out() {
        for (typed, expected) in [
            ("12.345", "12345"),
            ("1,234,567", "1234567"),
            ("1.234,5", "1234,5"),
            ("12 345", "12345"),
            ("12,34", "12,34"),
            ("1.2.3", "1.2.3"),
            ("-12.345", "-12345"),
            ("1234", "1234"),
            ("", ""),
        ] {
            let mut value = typed.to_owned();
            drop_thousands_marks(&mut value);
            assert_eq!(value, expected, "{typed}");
        }
    }
}
