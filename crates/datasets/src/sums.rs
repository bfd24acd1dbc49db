// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What stands in a dataset twice: the same number, different numbers for the same thing, and totals beside their parts.

use std::collections::BTreeSet;

use crate::group::{Ages, Sexes};
use crate::observation::{Cell, Observations, Total};
use crate::place::{Level, Place};
use crate::report::{Kind, Report};

/// The places of observations, sorted so that those that are the same in something stand together.
fn sorted(all: &Observations, key: impl Fn(usize) -> Cell) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(all.len()).unwrap_or(u32::MAX)).collect();
    if (0..all.len()).is_sorted_by_key(&key) {
        return order;
    }
    let keys: Vec<Cell> = (0..all.len()).map(key).collect();
    // Stable: the first of the file stays the first.
    order.sort_by_key(|at| keys[index(*at)]);
    order
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Keeps of what stands there twice the first, and of what contradicts each other nothing.
pub(crate) fn without_duplicates(all: Observations, report: &mut Report) -> Observations {
    let order = sorted(&all, |at| all.cell(at));
    let mut dropped = vec![false; all.len()];
    let mut any = false;
    for group in order.chunk_by(|left, right| all.cell(index(*left)) == all.cell(index(*right))) {
        let [first, rest @ ..] = group else { continue };
        if rest.is_empty() {
            continue;
        }
        any = true;
        let agree = rest
            .iter()
            .all(|at| all.same_measure(index(*first), index(*at)));
        for at in rest {
            dropped[index(*at)] = true;
        }
        dropped[index(*first)] = !agree;
        let kind = if agree {
            Kind::Duplicate
        } else {
            Kind::Contradiction
        };
        let line = |at: u32| all.get(index(at)).map_or(0, |one| u64::from(one.line));
        for at in rest {
            let first = line(*first).to_string();
            let found = all.get(index(*at)).map_or(String::new(), |one| {
                format!("{} {} {} {}", one.category, one.period, one.place, one.age)
            });
            report.add_more(kind, line(*at), "", &found, &first);
        }
    }
    if any {
        all.keep(|at| !dropped[at])
    } else {
        all
    }
}

/// Marks what holds other observations of the same dataset. Places are looked at over a year,
/// all ages and all sexes: ages of a state beside districts without ages are not added up either.
pub(crate) fn mark_totals(all: &mut Observations) {
    let mut ages = BTreeSet::new();
    let mut sexes = BTreeSet::new();
    let mut levels = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    for at in 0..all.len() {
        if let Some(one) = all.get(at) {
            ages.insert(one.age);
            sexes.insert(one.sex);
            levels.insert(one.place.level());
            kinds.insert(one.period.kind());
        }
    }
    let (ages, sexes) = (
        ages.len() > 1,
        sexes.contains(&Sexes::All) && sexes.len() > 1,
    );
    if ages {
        mark(all, but(AGE), Total::AGE, |all, group| {
            let there: BTreeSet<Ages> = group.iter().map(|at| all.age(index(*at))).collect();
            holders(group, |at| {
                let own = all.age(index(at));
                there.iter().any(|other| own.holds(*other))
            })
        });
    }
    if sexes {
        mark(all, but(SEX), Total::SEX, |all, group| {
            let parts = group.iter().any(|at| all.sex(index(*at)) != Sexes::All);
            holders(group, |at| parts && all.sex(index(at)) == Sexes::All)
        });
    }
    if ages && sexes {
        mark(all, but(AGE | SEX), Total::OTHER_BREAKDOWN, |all, group| {
            let is = |at: u32, by_age: bool, by_sex: bool| {
                (all.age(index(at)) != Ages::All) == by_age
                    && (all.sex(index(at)) != Sexes::All) == by_sex
            };
            let by_age = group.iter().any(|at| is(*at, true, false));
            let by_both = group.iter().any(|at| is(*at, true, true));
            holders(group, |at| by_age && !by_both && is(at, false, true))
        });
    }
    if levels.len() > 1 {
        mark(all, but_year, Total::PLACE, |all, group| {
            let mut above: BTreeSet<Place> = BTreeSet::new();
            for at in group {
                let place = all.place(index(*at));
                for level in [Level::Country, Level::State, Level::District] {
                    above.extend(place.at(level).filter(|_| level < place.level()));
                }
            }
            holders(group, |at| above.contains(&all.place(index(at))))
        });
    }
    if kinds.len() > 1 {
        mark(all, but(PERIOD | AGE | SEX), Total::PERIOD, |all, group| {
            let mut above = BTreeSet::new();
            for at in group {
                above.extend(all.period(index(*at)).held_by());
            }
            holders(group, |at| above.contains(&all.period(index(at))))
        });
    }
}

/// The part of a cell's number that says the sex, the age, the period and the place.
const SEX: u128 = 0xff;
const AGE: u128 = 0xff_ff00;
const PERIOD: u128 = 0xffff_ffff << 32;
const PLACE: u128 = 0xffff_ffff << 64;

/// What tells observations apart, without some of it.
fn but(dimensions: u128) -> impl Fn(&Observations, usize) -> Cell {
    move |all, at| {
        let (key, known) = all.cell(at);
        (key & !dimensions, known)
    }
}

/// Category and year. Weeks without a case have no row for a small place, and one for Germany.
fn but_year(all: &Observations, at: usize) -> Cell {
    let (key, known) = all.cell(at);
    let year = u128::from(all.period(at).year().unsigned_abs());
    (key & !(PLACE | PERIOD | AGE | SEX) | year << 32, known)
}

fn holders(group: &[u32], holds: impl Fn(u32) -> bool) -> Vec<u32> {
    group.iter().copied().filter(|at| holds(*at)).collect()
}

/// Looks at observations that are the same in everything but some dimensions.
fn mark(
    all: &mut Observations,
    key: impl Fn(&Observations, usize) -> Cell,
    total: Total,
    holders: impl Fn(&Observations, &[u32]) -> Vec<u32>,
) {
    let order = sorted(all, |at| key(all, at));
    let mut found = Vec::new();
    for group in order.chunk_by(|left, right| key(all, index(*left)) == key(all, index(*right))) {
        if group.len() > 1 {
            found.extend(holders(all, group));
        }
    }
    for at in found {
        all.mark(index(at), total);
    }
}
