// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What single cells mean. An empty cell says nothing and is `None`.

use jiff::civil::Date;
use kernel::{Ags, Email};

use super::plan::{Fault, Problem};
use super::table::{Column, TableRow};
use crate::model::{InstitutionKind, OrganisationKind};

fn problem(column: Column, fault: Fault) -> Problem {
    Problem {
        column: Some(column),
        fault,
    }
}

/// Reads a cell with `parse`; what it refuses becomes a problem.
fn cell<T>(
    row: &TableRow,
    column: Column,
    problems: &mut Vec<Problem>,
    fault: Fault,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = row.cell(column);
    if text.is_empty() {
        return None;
    }
    let value = parse(text);
    if value.is_none() {
        problems.push(problem(column, fault));
    }
    value
}

/// The values of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    pub(super) kind: Option<OrganisationKind>,
    pub(super) name: Option<String>,
    pub(super) institution_kind: Option<InstitutionKind>,
    pub(super) street: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) town: Option<String>,
    pub(super) ags: Option<Ags>,
    pub(super) email: Option<Email>,
    pub(super) phone: Option<String>,
    pub(super) valid_from: Option<Date>,
    pub(super) valid_to: Option<Date>,
    pub(super) reference: Option<String>,
}

/// Reads all cells of a row but that of the office, which needs the tree.
pub(super) fn read(row: &TableRow, problems: &mut Vec<Problem>) -> Cells {
    if row.too_long {
        problems.push(Problem {
            column: None,
            fault: Fault::TooLong,
        });
    }
    let text = |longest: usize| {
        move |text: &str| {
            let fits = text.chars().count() <= longest && !text.chars().any(char::is_control);
            fits.then(|| text.to_owned())
        }
    };
    let mut cells = Cells {
        kind: cell(row, Column::Kind, problems, Fault::Kind, kind),
        name: cell(row, Column::Name, problems, Fault::Name, |name| {
            text(200)(name).filter(|name| name.chars().count() >= 2)
        }),
        ..Cells::default()
    };
    for (column, fault, missing) in [
        (Column::Kind, Fault::Kind, row.cell(Column::Kind).is_empty()),
        (Column::Name, Fault::Name, row.cell(Column::Name).is_empty()),
    ] {
        if missing {
            problems.push(problem(column, fault));
        }
    }
    cells.institution_kind = cell(
        row,
        Column::InstitutionKind,
        problems,
        Fault::InstitutionKind,
        institution_kind,
    );
    cells.street = cell(row, Column::Street, problems, Fault::Text, text(200));
    cells.postcode = cell(row, Column::Postcode, problems, Fault::Postcode, postcode);
    cells.town = cell(row, Column::Town, problems, Fault::Text, text(120));
    cells.ags = cell(row, Column::Ags, problems, Fault::Ags, |text| {
        text.parse().ok()
    });
    cells.email = cell(row, Column::Email, problems, Fault::Email, |text| {
        text.parse().ok()
    });
    cells.phone = cell(row, Column::Phone, problems, Fault::Phone, phone);
    cells.valid_from = cell(row, Column::ValidFrom, problems, Fault::Date, date);
    cells.valid_to = cell(row, Column::ValidTo, problems, Fault::Date, date);
    cells.reference = cell(row, Column::Reference, problems, Fault::Text, text(60));
    cells
}

fn kind(text: &str) -> Option<OrganisationKind> {
    match text.to_lowercase().as_str() {
        "office" | "amt" | "gesundheitsamt" => Some(OrganisationKind::Office),
        "institution" | "einrichtung" => Some(OrganisationKind::Institution),
        _ => None,
    }
}

fn institution_kind(text: &str) -> Option<InstitutionKind> {
    let text = text.to_lowercase();
    Some(match text.as_str() {
        "kindertagesstätte" | "kindergarten" => InstitutionKind::Kita,
        "schule" => InstitutionKind::School,
        "krankenhaus" => InstitutionKind::Hospital,
        "pflegeheim" => InstitutionKind::NursingHome,
        "labor" => InstitutionKind::Laboratory,
        "sonstige" | "andere" => InstitutionKind::Other,
        other => return other.parse().ok(),
    })
}

/// Five digits.
pub(crate) fn postcode(text: &str) -> Option<String> {
    (text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
}

/// Digits with the usual signs between them.
pub(crate) fn phone(text: &str) -> Option<String> {
    let usual = |letter: char| letter.is_ascii_digit() || " +-/()".contains(letter);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (text.len() <= 40 && digits >= 3 && text.chars().all(usual)).then(|| text.to_owned())
}

/// `2026-08-01` or `1.8.2026`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let sane = |date: &Date| (1900..=2199).contains(&date.year());
    if let Ok(date) = text.parse::<Date>() {
        return Some(date).filter(sane);
    }
    let mut parts = text.split('.').map(str::trim);
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let year = parts.next()?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok().filter(sane)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_are_read_in_both_usual_ways() {
        assert_eq!(date("2026-08-01"), Some(day(2026, 8, 1)));
        assert_eq!(date("1.8.2026"), Some(day(2026, 8, 1)));
        for text in [
            "31.2.2026",
            "1.8.26",
            "heute",
            "1.8.2026.1",
            "",
            "0001-01-01",
        ] {
            assert_eq!(date(text), None, "{text:?}");
        }
    }

    #[test]
    fn kinds_are_read_by_their_german_and_english_names() {
        assert_eq!(kind("Einrichtung"), Some(OrganisationKind::Institution));
        assert_eq!(kind("state"), None);
        assert_eq!(institution_kind("Schule"), Some(InstitutionKind::School));
        assert_eq!(
            institution_kind("nursing-home"),
            Some(InstitutionKind::NursingHome)
        );
        assert_eq!(institution_kind("bahnhof"), None);
    }

    #[test]
    fn telephone_numbers_hold_no_words() {
        assert!(phone("+49 (511) 12-34").is_some());
        assert!(phone("Frau Meyer").is_none());
        assert!(phone("--").is_none());
    }
}
