// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Hierarchies that are built in, chosen by and made of what stands in a column.

use anonymity::{Column, Generalisation, GeneralisationError};
use jiff::civil::Date;
use kernel::Ags;

use super::HierarchyKind;

/// The oldest age that is taken as one.
const OLDEST: u8 = 125;

/// What a value that is missing is called above the finest level.
const MISSING: &str = "–";

/// The days of a column may lie so many years apart at most.
const MOST_YEARS: i16 = 200;

fn values(column: &Column) -> impl Iterator<Item = &str> {
    column.values().filter(|value| !value.is_empty())
}

fn age(value: &str) -> Option<u8> {
    // The hierarchy has ages without leading zeros.
    let age = value.parse::<u8>().ok().filter(|age| *age <= OLDEST)?;
    (age.to_string() == value).then_some(age)
}

fn day(value: &str) -> Option<Date> {
    let day = value.parse::<Date>().ok()?;
    (day.to_string() == value).then_some(day)
}

fn municipality(value: &str) -> Option<Ags> {
    let key = value.parse::<Ags>().ok()?;
    (key.is_municipality() && key.as_str() == value).then_some(key)
}

/// The built-in hierarchies that have a place for each value of a column, the most telling first; with empty
/// cells it has a gap there.
pub fn fitting(column: &Column) -> Vec<HierarchyKind> {
    let fits = |kind: &HierarchyKind| match kind {
        HierarchyKind::Flat => true,
        // A column without a value is not made of ages, or of anything else.
        _ if values(column).next().is_none() => false,
        _ => generalisation(*kind, column)
            .and_then(Result::ok)
            .is_some_and(|made| column.values().all(|value| made.leaf(value).is_some())),
    };
    let all = HierarchyKind::ALL.iter().copied();
    all.filter(fits).collect()
}

/// A built-in hierarchy for a column; empty cells have a place of their own in it. Nothing for a file, or
/// if there is nothing in the column that it is made for.
pub fn generalisation(
    kind: HierarchyKind,
    column: &Column,
) -> Option<Result<Generalisation, GeneralisationError>> {
    let made = match kind {
        HierarchyKind::Ages => {
            let oldest = values(column).filter_map(age).max()?;
            Generalisation::of_ages(oldest)
        }
        HierarchyKind::Days => {
            let first = values(column).filter_map(day).min()?;
            let last = values(column).filter_map(day).max()?;
            if last.year() - first.year() > MOST_YEARS {
                return None;
            }
            Generalisation::of_days(first, last)
        }
        HierarchyKind::Places => {
            let keys: Vec<Ags> = values(column).filter_map(municipality).collect();
            if keys.is_empty() {
                return None;
            }
            Generalisation::of_places(&keys)
        }
        HierarchyKind::Sex => Generalisation::of_sex(),
        // It knows the empty cell as any other.
        HierarchyKind::Flat => return Some(Generalisation::flat(column.values())),
        HierarchyKind::File => return None,
    };
    let has_gaps = column.values().any(str::is_empty);
    Some(made.and_then(|made| {
        if !has_gaps {
            return Ok(made);
        }
        let mut rows = made.to_rows();
        let mut gap = vec![MISSING.to_owned(); made.levels()];
        gap[0].clear();
        if let (Some(top), Some(last)) = (gap.last_mut(), rows.first().and_then(|row| row.last())) {
            top.clone_from(last);
        }
        rows.push(gap);
        Generalisation::from_rows(rows)
    }))
}

#[cfg(test)]
mod tests {
    use anonymity::{Table, TableBuilder};

    use super::*;

    fn column(values: &[&str]) -> Table {
        let mut rows = TableBuilder::new(["a"]);
        for value in values {
            rows.push([*value]).unwrap();
        }
        rows.finish()
    }

    #[test]
    fn the_built_in_hierarchies_that_know_all_values_fit() {
        use HierarchyKind::{Ages, Days, Flat, Places, Sex};
        let fits = |values: &[&str]| fitting(&column(values).columns()[0]);
        assert_eq!(fits(&["3", "", "81"]), [Ages, Flat]);
        assert_eq!(fits(&["m", "w"]), [Sex, Flat]);
        assert_eq!(fits(&["2026-11-18"]), [Days, Flat]);
        assert_eq!(fits(&["03452001", "03159001"]), [Places, Flat]);
        assert_eq!(fits(&["3", "alt"]), [Flat]);
        assert_eq!(fits(&["007"]), [Flat]);
        assert_eq!(fits(&[""]), [Flat]);
    }

    #[test]
    fn an_empty_cell_has_a_place_of_its_own() {
        let table = column(&["3", "", "81"]);
        let ages = generalisation(HierarchyKind::Ages, &table.columns()[0]).unwrap();
        let ages = ages.unwrap();
        assert_eq!(ages.value("", 1), Some("–"));
        assert_eq!(ages.value("", ages.height()), Some("*"));
        assert_eq!(ages.value("3", 1), Some("0–4"));
    }

    #[test]
    fn what_is_no_day_at_all_makes_no_hierarchy() {
        let table = column(&["gestern"]);
        assert!(generalisation(HierarchyKind::Days, &table.columns()[0]).is_none());
        let wide = column(&["0001-01-01", "9999-12-31"]);
        assert!(generalisation(HierarchyKind::Days, &wide.columns()[0]).is_none());
    }
}
