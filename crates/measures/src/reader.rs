// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures of an indicator by place, period and group.

use datasets::{Level as PlaceLevel, Period, Place};
use kernel::{AgeGroup, Sex};
use rates::{
    DirectInterval, Estimate, Level, Observation, Per, PoissonInterval, Proportion, Standard,
    Stratum, crude_rate, directly_standardised, wilson,
};

use crate::definition::{Definition, Shown};
use crate::figure::{Base, Figure, State};
use crate::table::{Group, Indicator, Number, Row, Table};

/// The key of the inhabitants in a table.
pub(crate) const POPULATION: &str = "population";

/// Who lives where.
#[derive(Clone, Copy)]
pub struct People<'a> {
    /// A table with the indicator `population`, if there is one.
    pub table: Option<&'a Table>,
    /// The inhabitants of a place at the census.
    pub census: &'a dyn Fn(Place) -> Option<u64>,
}

impl People<'_> {
    /// How many people of a group live in a place, in the year of a period or the nearest one that is there.
    fn of(&self, place: Place, year: i16, group: Group) -> Option<(u64, Base)> {
        let counted = self.table.and_then(|table| {
            let indicator = table.indicator(POPULATION)?;
            let years = indicator.rows().iter().filter_map(|row| match row.period {
                Period::Year(year) => Some(year),
                _ => None,
            });
            let nearest = years.min_by_key(|one| (one.abs_diff(year), *one))?;
            let rows = held(indicator, Period::Year(nearest), place);
            let Number::Count(count) = of_group(&rows, group)? else {
                return None;
            };
            Some((count, Base::Population(nearest)))
        });
        let census = || (self.census)(place).filter(|_| group == Group::ALL);
        counted.or_else(|| census().map(|count| (count, Base::Census)))
    }
}

/// Makes figures of an indicator.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// What is shown of it.
    pub definition: &'a Definition,
    /// Who lives where, for rates of counts.
    pub people: People<'a>,
}

impl Reader<'_> {
    /// All periods from the first to the last, also those without a number.
    pub fn periods(&self) -> Vec<Period> {
        let Some((first, last)) = self.indicator.span() else {
            return Vec::new();
        };
        std::iter::successors(Some(first), |period| next_period(*period))
            .take_while(|period| *period <= last)
            .take(MOST_PERIODS)
            .collect()
    }

    /// What is known of everybody in a place.
    pub fn figure(&self, period: Period, place: Place) -> Figure {
        self.of(period, place, Group::ALL)
    }

    /// What is known of a group in a place.
    pub fn of(&self, period: Period, place: Place, group: Group) -> Figure {
        let rows = held(self.indicator, period, place);
        if self.definition.shown == Shown::Standardised {
            return self.standardised(&rows, period, place, group);
        }
        match of_group(&rows, group) {
            Some(number) => self.made_of(number, period, place, group),
            None => Figure::NO_DATA,
        }
    }

    /// The groups that are told apart in a place, everybody left out.
    pub fn groups(&self, period: Period, place: Place) -> Vec<Group> {
        let rows = held(self.indicator, period, place);
        let groups = rows.iter().map(|(group, _)| *group);
        groups.filter(|group| *group != Group::ALL).collect()
    }

    fn made_of(&self, number: Number, period: Period, place: Place, group: Group) -> Figure {
        match (number, self.definition.per()) {
            (
                Number::Value {
                    value,
                    lower,
                    upper,
                },
                _,
            ) => Figure {
                state: state(value.abs() > 0.0),
                value: Some(value),
                interval: lower.zip(upper),
                ..Figure::NO_DATA
            },
            (Number::Count(cases), None) if self.definition.hides(cases, None) => {
                Figure::SUPPRESSED
            }
            (Number::Count(cases), None) => Figure {
                state: state(cases > 0),
                value: Some(cases as f64),
                cases: Some(cases),
                ..Figure::NO_DATA
            },
            (Number::Count(cases), Some(per)) => {
                match self.people.of(place, period.year(), group) {
                    Some((whole, base)) => self.rate(cases, whole, per, base),
                    None => Figure::NO_DATA,
                }
            }
            (
                Number::Ratio {
                    numerator,
                    denominator,
                },
                Some(per),
            ) => self.rate(numerator, denominator, per, Base::Own),
            (
                Number::Ratio {
                    numerator,
                    denominator,
                },
                None,
            ) => self.share(numerator, denominator),
        }
    }

    fn share(&self, cases: u64, whole: u64) -> Figure {
        if self.definition.hides(cases, Some(whole)) {
            return Figure::SUPPRESSED;
        }
        let estimate = Proportion::new(cases, whole)
            .ok()
            .and_then(|proportion| wilson(proportion, Level::P95));
        estimated(estimate, cases, whole, Base::Own)
    }

    fn rate(&self, cases: u64, whole: u64, per: Per, base: Base) -> Figure {
        if self.definition.hides(cases, Some(whole)) {
            return Figure::SUPPRESSED;
        }
        let estimate = Observation::new(cases, whole as f64)
            .ok()
            .and_then(|observed| crude_rate(observed, per, PoissonInterval::Byar, Level::P95));
        estimated(estimate, cases, whole, base)
    }

    fn standardised(
        &self,
        rows: &[(Group, Number)],
        period: Period,
        place: Place,
        group: Group,
    ) -> Figure {
        let mut base = Base::Own;
        let by_age = rows
            .iter()
            .filter(|(one, _)| one.age.is_some() && one.sex == group.sex);
        let mut strata = Vec::new();
        for (one, number) in by_age {
            let (cases, whole) = match *number {
                Number::Ratio {
                    numerator,
                    denominator,
                } => (numerator, denominator),
                Number::Count(cases) => match self.people.of(place, period.year(), *one) {
                    Some((whole, found)) => {
                        base = found;
                        (cases, whole)
                    }
                    None => return Figure::NO_DATA,
                },
                Number::Value { .. } => return Figure::NO_DATA,
            };
            let (Some(age), Ok(observation)) = (one.age, Observation::new(cases, whole as f64))
            else {
                return Figure::NO_DATA;
            };
            strata.push((Stratum { age, observation }, whole));
        }
        if group.age.is_some() || strata.is_empty() {
            return Figure::NO_DATA;
        }
        let whole = strata.iter().map(|(_, whole)| whole).sum();
        let strata: Vec<Stratum> = strata.into_iter().map(|(stratum, _)| stratum).collect();
        let rate = directly_standardised(
            &strata,
            &Standard::european_2013(),
            Per::HundredThousand,
            DirectInterval::FayFeuer,
            Level::P95,
        );
        let Ok(rate) = rate else {
            return Figure::NO_DATA;
        };
        if self.definition.hides(rate.cases, Some(whole)) {
            return Figure::SUPPRESSED;
        }
        Figure {
            state: state(rate.cases > 0),
            value: Some(rate.value),
            interval: rate.interval.map(|one| (one.lower, one.upper)),
            cases: Some(rate.cases),
            whole: Some(whole),
            base,
        }
    }
}

/// The most periods of a series: years of days would be a picture of nothing.
const MOST_PERIODS: usize = 400;

fn state(any: bool) -> State {
    if any { State::Value } else { State::Zero }
}

fn estimated(estimate: Option<Estimate>, cases: u64, whole: u64, base: Base) -> Figure {
    estimate.map_or(Figure::NO_DATA, |one| Figure {
        state: state(cases > 0),
        value: Some(one.value),
        interval: Some((one.interval.lower, one.interval.upper)),
        cases: Some(cases),
        whole: Some(whole),
        base,
    })
}

/// The period after another one of the same kind; none at the end of the calendar.
pub fn next_period(period: Period) -> Option<Period> {
    Some(match period {
        Period::Day(day) => Period::Day(day.tomorrow().ok()?),
        Period::Week(week) => Period::Week(week.plus(1)),
        Period::Month(year, 12) => Period::Month(year.checked_add(1)?, 1),
        Period::Month(year, month) => Period::Month(year, month + 1),
        Period::Quarter(year, 4) => Period::Quarter(year.checked_add(1)?, 1),
        Period::Quarter(year, quarter) => Period::Quarter(year, quarter + 1),
        Period::Year(year) => Period::Year(year.checked_add(1)?),
        Period::SchoolYear(year) => Period::SchoolYear(year.checked_add(1)?),
        Period::Season(year) => Period::Season(year.checked_add(1)?),
    })
}

/// The numbers of a place by group. A state without numbers of its own has the sums of its districts, and a district those of its municipalities, where
/// numbers can be added.
fn held(indicator: &Indicator, period: Period, place: Place) -> Vec<(Group, Number)> {
    let own = indicator.rows_of(period, place);
    if !own.is_empty() {
        return own.iter().map(|row| (row.group, row.number)).collect();
    }
    let below = match place.level() {
        PlaceLevel::State => PlaceLevel::District,
        PlaceLevel::District => PlaceLevel::Municipality,
        PlaceLevel::Country | PlaceLevel::Municipality => return Vec::new(),
    };
    let inside = |row: &&Row| row.place.level() == below && row.place.lies_in(place);
    let mut sums: std::collections::BTreeMap<Group, Option<Number>> =
        std::collections::BTreeMap::new();
    for row in indicator.rows_in(period).iter().filter(inside) {
        sums.entry(row.group)
            .and_modify(|sum| *sum = sum.and_then(|sum| sum.and(row.number)))
            // A value alone is no sum.
            .or_insert(Some(row.number).filter(|number| !matches!(number, Number::Value { .. })));
    }
    let sums = sums.into_iter();
    sums.filter_map(|(group, sum)| Some((group, sum?)))
        .collect()
}

/// The number of a group: its own, or the sum of the parts that make it up.
fn of_group(rows: &[(Group, Number)], group: Group) -> Option<Number> {
    if let Some((_, number)) = rows.iter().find(|(one, _)| *one == group) {
        return Some(*number);
    }
    let ages = |sex: Option<Sex>| {
        let parts = rows.iter().filter_map(|(one, number)| {
            let age = one.age.filter(|_| one.sex == sex)?;
            Some((age, *number))
        });
        sum_of_ages(parts, group.age)
    };
    let sexes = || {
        let parts = rows
            .iter()
            .filter(|(one, _)| one.age == group.age && one.sex.is_some());
        sum(parts.map(|(_, number)| *number))
    };
    if group.sex.is_some() {
        return ages(group.sex);
    }
    sexes().or_else(|| ages(None)).or_else(|| {
        let by_sex = Sex::ALL.iter().filter_map(|sex| ages(Some(*sex)));
        sum(by_sex)
    })
}

fn sum(mut numbers: impl Iterator<Item = Number>) -> Option<Number> {
    let first = numbers.next()?;
    if matches!(first, Number::Value { .. }) {
        return None;
    }
    numbers.try_fold(first, Number::and)
}

/// The sum of the groups that follow each other from the first to the last year of `wanted`; of all that there are without it. None where they overlap or
/// leave years out.
fn sum_of_ages(
    parts: impl Iterator<Item = (AgeGroup, Number)>,
    wanted: Option<AgeGroup>,
) -> Option<Number> {
    let inside = |age: AgeGroup| {
        wanted.is_none_or(|wanted| wanted.from() <= age.from() && age.end() <= wanted.end())
    };
    let mut parts: Vec<(AgeGroup, Number)> = parts.filter(|(age, _)| inside(*age)).collect();
    parts.sort_by_key(|(age, _)| *age);
    let follow = parts
        .windows(2)
        .all(|pair| pair[0].0.end() == u16::from(pair[1].0.from()));
    let whole = wanted.is_none_or(|wanted| {
        parts
            .first()
            .is_some_and(|(age, _)| age.from() == wanted.from())
            && parts
                .last()
                .is_some_and(|(age, _)| age.end() == wanted.end())
    });
    if !follow || !whole {
        return None;
    }
    sum(parts.into_iter().map(|(_, number)| number))
}
