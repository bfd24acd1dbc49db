// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What each column of a table is, as somebody chooses it from a list: one word per column, and back to a mapping.

use std::fmt;
use std::str::FromStr;

use crate::mapping::{Mapping, Measured, Numbers, Role};
use crate::period::PeriodKind;
use crate::resolve::key_from;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnUse {
    /// Nothing that is wanted.
    Ignored,
    /// They say this about their row.
    Says(Role),
    /// Whole numbers; what the heading says about them, if it says something.
    Count(Option<Role>),
    /// Those with a property.
    Numerator,
    /// All that were looked at.
    Denominator,
    /// Calculated numbers; what the heading says about them, if it says something.
    Value(Option<Role>),
    /// The lower bound of a value.
    Lower,
    /// The upper bound of a value.
    Upper,
}

/// The roles that can be chosen, with their names in forms and message keys.
const ROLES: [(Role, &str); 18] = [
    (Role::Category, "category"),
    (Role::Period(PeriodKind::Week), "week"),
    (Role::PartOfYear(PeriodKind::Week), "week-of-year"),
    (Role::Year, "year"),
    (Role::Period(PeriodKind::Day), "day"),
    (Role::Period(PeriodKind::Month), "month"),
    (Role::PartOfYear(PeriodKind::Month), "month-of-year"),
    (Role::Period(PeriodKind::Quarter), "quarter"),
    (Role::PartOfYear(PeriodKind::Quarter), "quarter-of-year"),
    (Role::Period(PeriodKind::Season), "season"),
    (Role::Period(PeriodKind::SchoolYear), "school-year"),
    (Role::PlaceKey, "place-key"),
    (Role::PlaceName, "place-name"),
    (Role::Age, "age"),
    (Role::Sex, "sex"),
    (Role::AgeFrom, "age-from"),
    (Role::AgeTo, "age-to"),
    (Role::KnownOn, "known-on"),
];

/// How many of these roles a heading can have, too: those that one text says.
const OF_HEADINGS: usize = 15;

/// A text that names no use of a column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no use of a column")]
pub struct UnknownUse(pub String);

impl Role {
    /// Its name in forms and message keys; empty for what cannot be chosen.
    pub fn key(self) -> &'static str {
        let found = ROLES.iter().find(|(role, _)| *role == self);
        found.map_or("", |(_, key)| key)
    }
}

impl ColumnUse {
    /// The roles that a column can have, in the order of lists.
    pub fn roles() -> impl Iterator<Item = Role> {
        ROLES.iter().map(|(role, _)| *role)
    }

    /// The roles that the heading over numbers can have.
    pub fn heading_roles() -> impl Iterator<Item = Role> {
        ROLES.iter().take(OF_HEADINGS).map(|(role, _)| *role)
    }
}

impl fmt::Display for ColumnUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignored => f.write_str("ignored"),
            Self::Says(role) => f.write_str(role.key()),
            Self::Count(None) => f.write_str("count"),
            Self::Count(Some(role)) => write!(f, "count-by-{}", role.key()),
            Self::Numerator => f.write_str("numerator"),
            Self::Denominator => f.write_str("denominator"),
            Self::Value(None) => f.write_str("value"),
            Self::Value(Some(role)) => write!(f, "value-by-{}", role.key()),
            Self::Lower => f.write_str("lower"),
            Self::Upper => f.write_str("upper"),
        }
    }
}

impl FromStr for ColumnUse {
    type Err = UnknownUse;

    fn from_str(text: &str) -> Result<Self, UnknownUse> {
        let unknown = || UnknownUse(text.to_owned());
        let named = |name: &str, roles: usize| {
            let mut roles = ROLES.iter().take(roles);
            let found = roles.find(|(_, key)| *key == name);
            found.map(|(role, _)| *role).ok_or_else(unknown)
        };
        Ok(match text {
            "ignored" => Self::Ignored,
            "count" => Self::Count(None),
            "numerator" => Self::Numerator,
            "denominator" => Self::Denominator,
            "value" => Self::Value(None),
            "lower" => Self::Lower,
            "upper" => Self::Upper,
            _ => {
                if let Some(role) = text.strip_prefix("count-by-") {
                    Self::Count(Some(named(role, OF_HEADINGS)?))
                } else if let Some(role) = text.strip_prefix("value-by-") {
                    Self::Value(Some(named(role, OF_HEADINGS)?))
                } else {
                    Self::Says(named(text, ROLES.len())?)
                }
            }
        })
    }
}

impl Mapping {
    /// What each column is.
    pub fn uses(&self) -> Vec<ColumnUse> {
        let mut uses: Vec<ColumnUse> = self
            .roles
            .iter()
            .map(|role| match role {
                Role::Ignored => ColumnUse::Ignored,
                role => ColumnUse::Says(*role),
            })
            .collect();
        let mut is = |column: usize, what: ColumnUse| {
            if let Some(place) = uses.get_mut(column) {
                *place = what;
            }
        };
        for one in &self.measures {
            let label = one.labels.first().map(|(role, _)| *role);
            match &one.numbers {
                Numbers::Count(column) => is(*column, ColumnUse::Count(label)),
                Numbers::Ratio {
                    numerator,
                    denominator,
                } => {
                    is(*numerator, ColumnUse::Numerator);
                    is(*denominator, ColumnUse::Denominator);
                }
                Numbers::Value {
                    value,
                    lower,
                    upper,
                    ..
                } => {
                    is(*value, ColumnUse::Value(label));
                    for (bound, what) in [(lower, ColumnUse::Lower), (upper, ColumnUse::Upper)] {
                        if let Some(column) = bound {
                            is(*column, what);
                        }
                    }
                }
            }
        }
        uses
    }

    /// Takes over what somebody has chosen for each column, under these headings. Numbers whose columns are what they
    /// were keep their categories, units and labels. Whoever has chosen has no doubts.
    pub fn choose(&mut self, uses: &[ColumnUse], headings: &[String]) {
        self.doubts.clear();
        let before = self.uses();
        let now = |column: usize| uses.get(column).copied().unwrap_or(ColumnUse::Ignored);
        if (0..before.len()).all(|column| before[column] == now(column)) {
            return;
        }
        for (column, role) in self.roles.iter_mut().enumerate() {
            *role = match now(column) {
                ColumnUse::Says(role) => role,
                _ => Role::Ignored,
            };
        }
        let same = |one: &Measured| {
            let mut columns = one.numbers.columns().into_iter();
            columns.all(|column| before.get(column) == Some(&now(column)))
        };
        let mut measures: Vec<Measured> = self.measures.drain(..).filter(same).collect();
        let mut used: Vec<usize> = measures
            .iter()
            .flat_map(|one| one.numbers.columns())
            .collect();
        for column in 0..self.roles.len() {
            if used.contains(&column) {
                continue;
            }
            let next = |what: ColumnUse| {
                (0..self.roles.len()).find(|at| now(*at) == what && !used.contains(at))
            };
            let (numbers, label) = match now(column) {
                ColumnUse::Count(label) => (Numbers::Count(column), label),
                ColumnUse::Value(label) => {
                    let value = Numbers::Value {
                        value: column,
                        lower: next(ColumnUse::Lower),
                        upper: next(ColumnUse::Upper),
                        unit: String::new(),
                    };
                    (value, label)
                }
                ColumnUse::Numerator => match next(ColumnUse::Denominator) {
                    Some(denominator) => {
                        let numerator = column;
                        let ratio = Numbers::Ratio {
                            numerator,
                            denominator,
                        };
                        (ratio, None)
                    }
                    None => continue,
                },
                _ => continue,
            };
            used.extend(numbers.columns());
            let heading = headings.get(column).cloned().unwrap_or_default();
            measures.push(Measured {
                numbers,
                category: String::new(),
                labels: label.map(|role| (role, heading)).into_iter().collect(),
            });
        }
        measures.sort_by_key(|one| one.numbers.columns().first().copied());
        tell_apart(&mut measures, headings);
        self.measures = measures;
    }
}

/// One number is what the row is about; several are told apart by their headings.
pub(crate) fn tell_apart(measures: &mut [Measured], headings: &[String]) {
    let own = |one: &Measured| {
        let first = one.numbers.columns().first().copied().unwrap_or(0);
        match key_from(headings.get(first).map_or("", String::as_str)) {
            key if key.is_empty() => format!("column-{}", first + 1),
            key => key,
        }
    };
    let several = measures.iter().filter(|one| one.labels.is_empty()).count() > 1;
    for one in measures.iter_mut().filter(|one| one.labels.is_empty()) {
        let key = own(one);
        if several && one.category.is_empty() {
            one.category = key;
        } else if !several && one.category == key {
            one.category.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Places, Table, apply, suggest};

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn every_use_has_a_name_that_is_read_again() {
        let roles = ColumnUse::roles().map(ColumnUse::Says);
        let headed = ColumnUse::heading_roles()
            .flat_map(|role| [ColumnUse::Count(Some(role)), ColumnUse::Value(Some(role))]);
        let plain = [
            ColumnUse::Ignored,
            ColumnUse::Count(None),
            ColumnUse::Numerator,
            ColumnUse::Denominator,
            ColumnUse::Value(None),
            ColumnUse::Lower,
            ColumnUse::Upper,
        ];
        for one in roles.chain(headed).chain(plain) {
            assert_eq!(one.to_string().parse(), Ok(one));
        }
        for wrong in ["", "count-by-known-on", "count-by-", "anything"] {
            assert!(wrong.parse::<ColumnUse>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn choosing_what_is_suggested_changes_nothing_but_the_doubts() {
        for text in [
            "disease,year,week,kreis,cases\ninfluenza,2026,4,03101,3\n",
            "Kreis;2024;2025\n03101;1,5;2\n03151;3;4\n",
            "Kreis;Jahr;geimpft;untersucht\n03101;2024;5;9\n",
            "Kreis;Jahr;Rate;Untere;Obere\n03101;2024;1,5;1,1;2,2\n",
            "Kreis;Jahr;Masern;Mumps\n03101;2024;1;2\n03151;2024;3;4\n",
        ] {
            let table = Table::of_text("a.csv", text.to_owned());
            let suggested = suggest(&table, &Places::new([]));
            let headings = table.head(1)[0].1.clone();
            let mut chosen = suggested.clone();
            chosen.choose(&suggested.uses(), &headings);
            assert!(chosen.doubts.is_empty());
            chosen.doubts.clone_from(&suggested.doubts);
            assert_eq!(chosen, suggested, "{text}");
        }
    }

    #[test]
    fn columns_that_nobody_could_know_become_a_table() {
        let text = "A;B;C;D\n03101;2026-W04;Grippe;3\n03151;2026-W05;Grippe;4\n";
        let table = Table::of_text("a.csv", text.to_owned());
        let headings = texts(&["A", "B", "C", "D"]);
        let mut mapping = Mapping::of_columns(4);
        let uses: Vec<ColumnUse> = ["place-key", "week", "category", "count"]
            .iter()
            .filter_map(|name| name.parse().ok())
            .collect();
        mapping.choose(&uses, &headings);
        assert_eq!((mapping.gaps(), mapping.uses()), (Vec::new(), uses));
        let read = apply(&table, &mapping, &Places::new([]), &Limits::default());
        let read = read.expect("a table");
        assert_eq!((read.observations.len(), read.report.errors()), (2, 0));
    }

    #[test]
    fn several_counts_are_told_apart_by_their_headings_and_one_alone_is_not() {
        let headings = texts(&["Kreis", "Masern", "Mumps"]);
        let mut mapping = Mapping::of_columns(3);
        let key = ColumnUse::Says(Role::PlaceKey);
        let count = ColumnUse::Count(None);
        mapping.choose(&[key, count, count], &headings);
        let keys = |mapping: &Mapping| -> Vec<String> {
            let all = mapping.measures.iter();
            all.map(|one| one.category.clone()).collect()
        };
        assert_eq!(keys(&mapping), ["masern", "mumps"]);
        mapping.choose(&[key, count, ColumnUse::Ignored], &headings);
        assert_eq!(keys(&mapping), [""]);
        let by_disease = ColumnUse::Count(Some(Role::Category));
        mapping.choose(&[key, by_disease, by_disease], &headings);
        let labels: Vec<_> = mapping.measures.iter().map(|one| &one.labels).collect();
        assert_eq!(labels[1], &[(Role::Category, "Mumps".to_owned())]);
    }

    #[test]
    fn shares_and_intervals_find_their_columns() {
        let headings = texts(&["Kreis", "Ja", "Alle", "Wert", "Von", "Bis"]);
        let mut mapping = Mapping::of_columns(6);
        let uses = [
            ColumnUse::Says(Role::PlaceKey),
            ColumnUse::Numerator,
            ColumnUse::Denominator,
            ColumnUse::Value(None),
            ColumnUse::Lower,
            ColumnUse::Upper,
        ];
        mapping.choose(&uses, &headings);
        assert_eq!(mapping.uses(), uses);
        assert_eq!(mapping.measures.len(), 2);
        let alone = [uses[0], ColumnUse::Numerator];
        mapping.choose(&alone, &headings);
        assert!(mapping.measures.is_empty());
    }
}
