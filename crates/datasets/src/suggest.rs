// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A mapping for any table, as far as it can be seen; what is not certain is a doubt, what cannot be known is a gap.

mod measures;

use self::measures::{measures, pivot};
use crate::columns::{dimension, number_heading, share};
use crate::group::{says_all, says_unknown};
use crate::look::{Look, MOST_READABLE};
use crate::mapping::{Doubt, Empty, Mapping, Measured, Numbers, Role};
use crate::number::{self, Notation};
use crate::period::PeriodKind;
use crate::place::{Level, Place, key_of};
use crate::places::Places;
use crate::table::Table;

/// A mapping for a table, as far as it can be seen.
pub fn suggest(table: &Table, places: &Places) -> Mapping {
    suggest_for(&Look::at(table), places, None)
}

/// The same, where the signs for missing numbers are known.
pub(crate) fn suggest_for(look: &Look, places: &Places, missing: Option<&[String]>) -> Mapping {
    let mut mapping = Mapping::of_columns(look.headings.len());
    if let Some(missing) = missing {
        mapping.missing_signs = missing.to_vec();
    }
    mapping.rows_above = look.rows_above;
    mapping.heading_rows = look.heading_rows;
    let captions = look.captions();
    for (at, heading) in look.headings.iter().enumerate() {
        let role =
            dimension(heading).and_then(|role| by_content(look, at, role, places, &mut mapping));
        let role = role.or_else(|| {
            let unknown = at == 0 || number_heading(heading).is_none();
            let single = !look.is_numeric(at, &mapping) || at == 0;
            (unknown && single).then(|| guess(look, at, &captions, places, &mut mapping))?
        });
        mapping.roles[at] = role.unwrap_or(Role::Ignored);
    }
    one_of_each(look, &mut mapping, places);
    let notation = notation(look, &mapping);
    mapping.notation = notation.unwrap_or(Notation::English);
    let open: Vec<usize> = (0..look.headings.len())
        .filter(|at| mapping.roles[*at] == Role::Ignored && look.is_numeric(*at, &mapping))
        .filter(|at| !(look.headings[*at].is_empty() && look.column(*at).next().is_none()))
        .collect();
    if !pivot(look, &open, &captions, places, &mut mapping) {
        measures(look, &open, &mut mapping);
    }
    if notation.is_none() && ambiguous(look, &mapping) {
        mapping.doubts.push(Doubt::Notation);
    }
    let counts = |one: &Measured| matches!(one.numbers, Numbers::Count(_));
    let has_empty = mapping
        .measures
        .iter()
        .filter(|one| counts(one))
        .any(|one| {
            let columns = one.numbers.columns();
            look.sample.iter().any(|cells| {
                columns
                    .iter()
                    .any(|at| cells.get(*at).is_none_or(String::is_empty))
            })
        });
    if has_empty {
        mapping.doubts.push(Doubt::Empty);
        mapping.empty = Empty::Missing;
    }
    let is_number = |one: &Measured| {
        let columns = one.numbers.columns();
        let heading = columns.first().map_or("", |at| look.headings[*at].as_str());
        one.labels.is_empty() && number::value(heading, mapping.notation).is_ok()
    };
    if mapping.measures.iter().any(is_number) {
        mapping.doubts.push(Doubt::Headings);
    }
    mapping.doubts.sort_unstable();
    mapping.doubts.dedup();
    mapping
}

/// The role of a column whose heading names a dimension, if its cells agree.
fn by_content(
    look: &Look,
    at: usize,
    role: Role,
    places: &Places,
    mapping: &mut Mapping,
) -> Option<Role> {
    let fits = |role| {
        share(look.column(at), role, places, Level::District)
            .is_some_and(|share| share >= MOST_READABLE)
    };
    match role {
        Role::PlaceName => {
            // A column of keys or of names, whatever it is called.
            let digits = look
                .column(at)
                .filter(|cell| !says_all(cell) && !says_unknown(cell))
                .all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()) || cell == "DG");
            if digits && share(look.column(at), Role::PlaceKey, places, Level::District).is_some() {
                return Some(Role::PlaceKey);
            }
            mapping.level = level_of(look, at, places);
            Some(Role::PlaceName)
        }
        Role::Period(kind @ (PeriodKind::Week | PeriodKind::Month | PeriodKind::Quarter)) => {
            if fits(Role::Period(kind)) {
                Some(Role::Period(kind))
            } else {
                fits(Role::PartOfYear(kind)).then_some(Role::PartOfYear(kind))
            }
        }
        // A day or week below the heading `Datum`.
        Role::Period(PeriodKind::Day) | Role::Year => [
            Role::Period(PeriodKind::Day),
            Role::Year,
            Role::Period(PeriodKind::SchoolYear),
            Role::Period(PeriodKind::Month),
            Role::Period(PeriodKind::Week),
            Role::Period(PeriodKind::Quarter),
        ]
        .into_iter()
        .find(|role| fits(*role))
        .inspect(|role| {
            if *role == Role::Period(PeriodKind::Month) && fits(Role::Period(PeriodKind::Week)) {
                mapping.doubts.push(Doubt::WeekOrMonth);
            }
        }),
        Role::Category => {
            if !fits(Role::Category) {
                mapping.doubts.push(Doubt::Categories);
            } else if share(look.column(at), role, places, Level::District) == Some(100) {
                mapping.only_diseases = true;
            }
            Some(Role::Category)
        }
        other => fits(other).then_some(other),
    }
}

/// The level on which more of the names are known.
fn level_of(look: &Look, at: usize, places: &Places) -> Level {
    let known = |level| share(look.column(at), Role::PlaceName, places, level).unwrap_or(0);
    if known(Level::Municipality) > known(Level::District) {
        Level::Municipality
    } else {
        Level::District
    }
}

/// The role of a column whose heading says nothing, by its cells alone.
fn guess(
    look: &Look,
    at: usize,
    captions: &str,
    places: &Places,
    mapping: &mut Mapping,
) -> Option<Role> {
    let role = label_role(&look.column(at), captions, places)?;
    if role == Role::PlaceName {
        mapping.level = level_of(look, at, places);
    }
    if matches!(role, Role::PartOfYear(_)) {
        mapping.doubts.push(Doubt::WholeNumbers);
    }
    doubts_of(role, &look.column(at), places, mapping);
    Some(role)
}

/// What is not certain about a role that was found by cells alone.
fn doubts_of<'t>(
    role: Role,
    labels: &(impl Iterator<Item = &'t str> + Clone),
    places: &Places,
    mapping: &mut Mapping,
) {
    let week = Role::Period(PeriodKind::Week);
    let is_week = share(labels.clone(), week, places, Level::District) == Some(100);
    match role {
        Role::Period(PeriodKind::SchoolYear) => mapping.doubts.push(Doubt::SeasonOrSchoolYear),
        Role::Period(PeriodKind::Month) if is_week => mapping.doubts.push(Doubt::WeekOrMonth),
        _ => {}
    }
}

/// What dimension some labels are of.
fn label_role<'t>(
    labels: &(impl Iterator<Item = &'t str> + Clone),
    captions: &str,
    places: &Places,
) -> Option<Role> {
    let fits = |role| {
        share(labels.clone(), role, places, Level::District)
            .is_some_and(|share| share >= MOST_READABLE)
    };
    let whole = labels
        .clone()
        .filter(|label| !says_all(label))
        .all(|label| label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit()));
    if whole {
        // Small numbers mean something only if somebody says what.
        return [
            ("woche", Role::PartOfYear(PeriodKind::Week)),
            ("kw", Role::PartOfYear(PeriodKind::Week)),
            ("week", Role::PartOfYear(PeriodKind::Week)),
            ("monat", Role::PartOfYear(PeriodKind::Month)),
            ("alter", Role::Age),
        ]
        .into_iter()
        .find(|(word, role)| captions.contains(word) && fits(*role))
        .map(|(_, role)| role);
    }
    // Keys of one level; a number of one digit is a state only beside states.
    let mut lengths = labels
        .clone()
        .filter(|label| !says_all(label) && !says_unknown(label))
        .map(str::len);
    let first = lengths.next();
    let same_length = lengths.all(|length| Some(length) == first);
    [
        // Before weeks, which could be read out of most of them: `2023-24`, `2024-05`.
        Role::Year,
        Role::Period(PeriodKind::Day),
        Role::Period(PeriodKind::SchoolYear),
        Role::Period(PeriodKind::Month),
        Role::Period(PeriodKind::Week),
        Role::Period(PeriodKind::Quarter),
        Role::PartOfYear(PeriodKind::Week),
        Role::PartOfYear(PeriodKind::Month),
        Role::Age,
        Role::Sex,
        Role::PlaceKey,
        Role::PlaceName,
        Role::Category,
    ]
    .into_iter()
    .find(|role| fits(*role) && (*role != Role::PlaceKey || same_length))
}

/// Of several columns that say the same the best one stays: keys before names, weeks before seasons.
fn one_of_each(look: &Look, mapping: &mut Mapping, places: &Places) {
    let has = |mapping: &Mapping, wanted: &dyn Fn(Role) -> bool| {
        mapping.roles.iter().any(|role| wanted(*role))
    };
    if has(mapping, &|role| role == Role::PlaceKey) {
        forget(mapping, |role| role == Role::PlaceName);
        // Of several keys the finest.
        let finest = (0..mapping.roles.len())
            .filter(|at| mapping.roles[*at] == Role::PlaceKey)
            .max_by_key(|at| {
                let level = look
                    .column(*at)
                    .filter_map(key_of)
                    .map(|(place, _)| place.level())
                    .max();
                (level, std::cmp::Reverse(*at))
            });
        keep_one(mapping, finest, |role| role == Role::PlaceKey);
    } else {
        let finest = (0..mapping.roles.len())
            .filter(|at| mapping.roles[*at] == Role::PlaceName)
            .max_by_key(|at| {
                let names = look.column(*at);
                let level = names
                    .filter_map(|name| places.find(name, mapping.level).ok())
                    .map(Place::level)
                    .max();
                (level, std::cmp::Reverse(*at))
            });
        keep_one(mapping, finest, |role| role == Role::PlaceName);
    }
    let rank = |role: Role| match role {
        Role::Period(PeriodKind::Day) => 7,
        Role::Period(PeriodKind::Week) => 6,
        Role::Period(PeriodKind::Month) => 5,
        Role::Period(PeriodKind::Quarter) => 4,
        Role::Year => 3,
        Role::Period(_) => 2,
        _ => 0,
    };
    let best = (0..mapping.roles.len())
        .filter(|at| rank(mapping.roles[*at]) > 0)
        .max_by_key(|at| (rank(mapping.roles[*at]), std::cmp::Reverse(*at)));
    keep_one(mapping, best, |role| rank(role) > 0);
    let is_part = |role: Role| matches!(role, Role::PartOfYear(_));
    if best.is_some_and(|at| mapping.roles[at] != Role::Year) {
        forget(mapping, is_part);
    } else {
        let part = mapping.roles.iter().position(|role| is_part(*role));
        keep_one(mapping, part, is_part);
    }
    for role in [Role::Age, Role::Sex, Role::Category, Role::KnownOn] {
        let first = mapping.roles.iter().position(|other| *other == role);
        keep_one(mapping, first, |other| other == role);
    }
}

fn forget(mapping: &mut Mapping, is: impl Fn(Role) -> bool) {
    keep_one(mapping, None, is);
}

fn keep_one(mapping: &mut Mapping, stays: Option<usize>, is: impl Fn(Role) -> bool) {
    for (at, role) in mapping.roles.iter_mut().enumerate() {
        if is(*role) && Some(at) != stays {
            *role = Role::Ignored;
        }
    }
}

fn numbers_of<'l>(look: &'l Look, mapping: &'l Mapping) -> impl Iterator<Item = &'l str> {
    (0..look.headings.len())
        .filter(|at| mapping.roles[*at] == Role::Ignored)
        .flat_map(|at| look.column(at))
}

/// How the numbers of a table are written, if that can be seen.
fn notation(look: &Look, mapping: &Mapping) -> Option<Notation> {
    number::notation_of(numbers_of(look, mapping))
}

/// Whether a number can be read in two ways.
fn ambiguous(look: &Look, mapping: &Mapping) -> bool {
    numbers_of(look, mapping).any(|cell| {
        cell.contains(['.', ','])
            && cell
                .bytes()
                .all(|b| b.is_ascii_digit() || b".,".contains(&b))
    })
}
