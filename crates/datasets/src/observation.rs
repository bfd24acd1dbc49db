// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The normal form of all datasets: what was counted, when, where, among whom, and how much.

use jiff::civil::Date;

use crate::group::{Ages, Sexes};
use crate::period::Period;
use crate::place::Place;

/// How much.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure<'a> {
    /// So many.
    Count(u64),
    /// So many of so many.
    Ratio {
        /// Those with the property.
        numerator: u64,
        /// All that were looked at; never zero.
        denominator: u64,
    },
    /// A calculated number, with the interval that it lies in.
    Value {
        /// The number.
        value: f64,
        /// The lower bound; at most the number.
        lower: Option<f64>,
        /// The upper bound; at least the number.
        upper: Option<f64>,
        /// What it is measured in, such as `per 100,000`; empty if it has no unit.
        unit: &'a str,
    },
}

/// One number with all that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation<'a> {
    /// The key of a disease or an indicator.
    pub category: &'a str,
    /// When.
    pub period: Period,
    /// Where.
    pub place: Place,
    /// Of which age.
    pub age: Ages,
    /// Of which sex.
    pub sex: Sexes,
    /// The day on which this was known, if a file has several editions of the same number.
    pub known_on: Option<Date>,
    /// How much.
    pub measure: Measure<'a>,
    /// The line or row of the file, from 1.
    pub line: u32,
    /// In which dimensions it holds other observations.
    pub total: Total,
}

/// In which dimensions an observation is a total of others of the same dataset, which must not be counted beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total(u8);

impl Total {
    pub(crate) const PLACE: Self = Self(1);
    pub(crate) const AGE: Self = Self(2);
    pub(crate) const SEX: Self = Self(4);
    pub(crate) const OTHER_BREAKDOWN: Self = Self(8);
    pub(crate) const PERIOD: Self = Self(16);

    /// Whether smaller places of the same category are there.
    pub fn of_places(self) -> bool {
        self.0 & Self::PLACE.0 != 0
    }

    /// Whether smaller age groups of the same category are there.
    pub fn of_ages(self) -> bool {
        self.0 & Self::AGE.0 != 0
    }

    /// Whether single sexes of the same category are there.
    pub fn of_sexes(self) -> bool {
        self.0 & Self::SEX.0 != 0
    }

    /// Whether shorter periods of the same category are there.
    pub fn of_periods(self) -> bool {
        self.0 & Self::PERIOD.0 != 0
    }

    /// Whether it is a part by sex of people who are parted by age elsewhere in the dataset, and by both nowhere.
    pub fn of_another_breakdown(self) -> bool {
        self.0 & Self::OTHER_BREAKDOWN.0 != 0
    }

    /// Whether its people are counted by other observations.
    pub fn any(self) -> bool {
        self.0 != 0
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kept {
    Count(u64),
    /// The place in the list of ratios.
    Ratio(u32),
    /// The place in the list of values.
    Value(u32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct KeptValue {
    value: f64,
    /// Not a number: none.
    lower: f64,
    upper: f64,
    unit: u32,
}

/// Observations in columns: some 50 bytes each, so that millions are held.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    categories: Names,
    units: Names,
    category: Vec<u32>,
    period: Vec<Period>,
    place: Vec<Place>,
    age: Vec<Ages>,
    sex: Vec<Sexes>,
    /// Empty if no observation has one.
    known_on: Vec<Option<Date>>,
    line: Vec<u32>,
    total: Vec<Total>,
    measure: Vec<Kept>,
    ratios: Vec<(u64, u64)>,
    values: Vec<KeptValue>,
}

/// What tells one observation from another.
pub(crate) type Cell = (u128, i32);

impl Observations {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.category.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.category.is_empty()
    }

    /// The keys of the categories, in the order in which they came.
    pub fn categories(&self) -> &[String] {
        self.categories.all()
    }

    /// One of them.
    pub fn get(&self, at: usize) -> Option<Observation<'_>> {
        let measure = match *self.measure.get(at)? {
            Kept::Count(count) => Measure::Count(count),
            Kept::Ratio(ratio) => {
                let (numerator, denominator) = *self.ratios.get(usize::try_from(ratio).ok()?)?;
                Measure::Ratio {
                    numerator,
                    denominator,
                }
            }
            Kept::Value(value) => {
                let kept = self.values.get(usize::try_from(value).ok()?)?;
                let there = |number: f64| (!number.is_nan()).then_some(number);
                Measure::Value {
                    value: kept.value,
                    lower: there(kept.lower),
                    upper: there(kept.upper),
                    unit: self.units.get(kept.unit),
                }
            }
        };
        Some(Observation {
            category: self.categories.get(self.category[at]),
            period: self.period[at],
            place: self.place[at],
            age: self.age[at],
            sex: self.sex[at],
            known_on: self.known_on.get(at).copied().flatten(),
            measure,
            line: self.line[at],
            total: self.total[at],
        })
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = Observation<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Those that hold no others: their counts may be added up.
    pub fn parts(&self) -> impl Iterator<Item = Observation<'_>> {
        (0..self.len())
            .filter(|at| !self.total[*at].any())
            .filter_map(|at| self.get(at))
    }

    /// The number under which a category is kept.
    pub(crate) fn category(&mut self, key: &str) -> u32 {
        self.categories.number(key)
    }

    /// Adds one; `line` and `total` are taken as they are.
    pub(crate) fn push(&mut self, category: u32, one: &Observation<'_>) {
        let at = self.len();
        if one.known_on.is_some() && self.known_on.len() < at {
            self.known_on.resize(at, None);
        }
        if one.known_on.is_some() || !self.known_on.is_empty() {
            self.known_on.push(one.known_on);
        }
        self.category.push(category);
        self.period.push(one.period);
        self.place.push(one.place);
        self.age.push(one.age);
        self.sex.push(one.sex);
        self.line.push(one.line);
        self.total.push(one.total);
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.measure.push(match one.measure {
            Measure::Count(count) => Kept::Count(count),
            Measure::Ratio {
                numerator,
                denominator,
            } => {
                self.ratios.push((numerator, denominator));
                Kept::Ratio(number(self.ratios.len() - 1))
            }
            Measure::Value {
                value,
                lower,
                upper,
                unit,
            } => {
                let unit = self.units.number(unit);
                self.values.push(KeptValue {
                    value,
                    lower: lower.unwrap_or(f64::NAN),
                    upper: upper.unwrap_or(f64::NAN),
                    unit,
                });
                Kept::Value(number(self.values.len() - 1))
            }
        });
    }

    /// What tells the observation from others: all but the measure and the line.
    pub(crate) fn cell(&self, at: usize) -> Cell {
        let key = u128::from(self.category[at]) << 96
            | u128::from(self.place[at].number()) << 64
            | u128::from(self.period[at].packed()) << 32
            | u128::from(self.age[at].packed()) << 8
            | self.sex[at].packed() as u128;
        let known = self.known_on.get(at).copied().flatten();
        (
            key,
            known.map_or(0, |day| {
                i32::from(day.year()) * 400 + i32::from(day.day_of_year())
            }),
        )
    }

    /// The same at another place.
    pub(crate) fn cell_at(&self, at: usize, place: Place) -> Cell {
        let (key, known) = self.cell(at);
        let others = !(u128::from(u32::MAX) << 64);
        (key & others | u128::from(place.number()) << 64, known)
    }

    /// Whether two observations say the same number.
    pub(crate) fn same_measure(&self, left: usize, right: usize) -> bool {
        match (self.get(left), self.get(right)) {
            (Some(left), Some(right)) => left.measure == right.measure,
            _ => false,
        }
    }

    pub(crate) fn age(&self, at: usize) -> Ages {
        self.age[at]
    }

    pub(crate) fn sex(&self, at: usize) -> Sexes {
        self.sex[at]
    }

    pub(crate) fn period(&self, at: usize) -> Period {
        self.period[at]
    }

    pub(crate) fn place(&self, at: usize) -> Place {
        self.place[at]
    }

    pub(crate) fn mark(&mut self, at: usize, total: Total) {
        self.total[at].add(total);
    }

    /// Those that are to stay, in the same order.
    pub(crate) fn keep(&self, stays: impl Fn(usize) -> bool) -> Self {
        let mut kept = Self {
            categories: self.categories.clone(),
            ..Self::default()
        };
        for at in (0..self.len()).filter(|at| stays(*at)) {
            if let Some(one) = self.get(at) {
                kept.push(self.category[at], &one);
            }
        }
        kept
    }
}

/// Texts that are kept once.
#[derive(Debug, Clone, Default)]
struct Names {
    all: Vec<String>,
    numbers: std::collections::HashMap<String, u32>,
}

impl Names {
    fn all(&self) -> &[String] {
        &self.all
    }

    fn get(&self, number: u32) -> &str {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        self.all.get(at).map_or("", String::as_str)
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(place: &str, measure: Measure<'static>) -> Observation<'static> {
        Observation {
            category: "measles",
            period: Period::Year(2024),
            place: place.parse().unwrap(),
            age: Ages::All,
            sex: Sexes::All,
            known_on: None,
            measure,
            line: 2,
            total: Total::default(),
        }
    }

    #[test]
    fn what_is_put_in_comes_out() {
        let mut all = Observations::default();
        let measures = [
            Measure::Count(7),
            Measure::Ratio {
                numerator: 3,
                denominator: 9,
            },
            Measure::Value {
                value: 1.5,
                lower: Some(1.0),
                upper: None,
                unit: "per 100,000",
            },
        ];
        let category = all.category("measles");
        for measure in measures {
            all.push(category, &one("03159", measure));
        }
        let later = Observation {
            known_on: Some(jiff::civil::date(2024, 1, 1)),
            ..one("03159", Measure::Count(8))
        };
        all.push(category, &later);
        let found: Vec<_> = all.iter().collect();
        assert_eq!(
            found[1],
            one(
                "03159",
                Measure::Ratio {
                    numerator: 3,
                    denominator: 9
                }
            )
        );
        assert_eq!(
            found[2].measure,
            Measure::Value {
                value: 1.5,
                lower: Some(1.0),
                upper: None,
                unit: "per 100,000"
            }
        );
        assert_eq!(found[0].known_on, None);
        assert_eq!(found[3], later);
        assert_eq!(all.cell(0), all.cell(1));
        assert_ne!(all.cell(0), all.cell(3));
    }
}
