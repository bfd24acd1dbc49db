// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How likely it is that somebody finds a person in a table, from the sizes of its classes.
//!
//! Names as in El Emam, *Guide to the De-Identification of Personal Health Information* (2013). A
//! prosecutor knows that somebody is in the table, a journalist does not, a marketer wants as many
//! as possible.

mod estimate;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The risks of a table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Risks {
    /// The highest risk of a row, when somebody knows that the person is in the table: 1 / the size
    /// of the smallest class.
    pub prosecutor_highest: f64,
    /// The mean risk of a row for the same person: classes / rows.
    pub prosecutor_average: f64,
    /// The highest risk of a row, when somebody does not know that. Without a table of the population
    /// a class of the population has at least the rows of the table, so that this is an upper bound.
    pub journalist_highest: f64,
    /// The mean of it.
    pub journalist_average: f64,
    /// The share of rows that somebody finds who looks for all of them.
    pub marketer: f64,
    /// The share of rows with a risk above 0.2.
    pub above_20_percent: f64,
    /// The share of rows with a risk above 0.09.
    pub above_9_percent: f64,
    /// The share of rows with a risk above 0.05.
    pub above_5_percent: f64,
    /// The share of rows that are alone in their class.
    pub sample_unique: f64,
    /// How much of the population is estimated to be unique; only if its size is known.
    pub population: Option<Population>,
}

/// Estimates of how much of the population is unique in the quasi-identifiers, as shares of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Population {
    /// By the Pitman model (Hoshino, *Applying Pitman's sampling formula to microdata disclosure
    /// risk assessment*, Journal of Official Statistics 17, 2001).
    pub pitman: f64,
    /// By Zayatz, *Estimation of the percent of unique population elements on a microdata file using
    /// the sample* (US Bureau of the Census, 1991).
    pub zayatz: f64,
}

impl Population {
    /// The higher of the two, which is what should be reported.
    pub fn highest(self) -> f64 {
        self.pitman.max(self.zayatz)
    }
}

impl Risks {
    /// The risks of classes: how many there are of each size. `population` is the number of people
    /// the table was drawn from, at least its rows. `None` without rows.
    pub fn of(sizes: &BTreeMap<u64, u64>, population: Option<u64>) -> Option<Self> {
        let rows: u64 = sizes.iter().map(|(size, classes)| size * classes).sum();
        let classes: u64 = sizes.values().sum();
        let smallest = *sizes.iter().find(|(_, classes)| **classes > 0)?.0;
        if smallest == 0 || rows == 0 {
            return None;
        }
        let total = rows as f64;
        let share = |chosen: &dyn Fn(f64) -> bool| {
            let rows: u64 = sizes
                .iter()
                .filter(|(size, _)| chosen(1.0 / **size as f64))
                .map(|(size, classes)| size * classes)
                .sum();
            rows as f64 / total
        };
        let highest = 1.0 / smallest as f64;
        let average = classes as f64 / total;
        Some(Self {
            prosecutor_highest: highest,
            prosecutor_average: average,
            journalist_highest: highest,
            journalist_average: average,
            marketer: average,
            above_20_percent: share(&|risk| risk > 0.2),
            above_9_percent: share(&|risk| risk > 0.09),
            above_5_percent: share(&|risk| risk > 0.05),
            sample_unique: share(&|risk| risk >= 1.0),
            population: population
                .filter(|&population| population >= rows)
                .map(|population| Population {
                    pitman: estimate::pitman(sizes, population),
                    zayatz: estimate::zayatz(sizes, population),
                }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn risks_are_counted_in_rows() {
        // Two rows alone, two classes of five, one of eighty-eight.
        let sizes = BTreeMap::from([(1, 2), (5, 2), (88, 1)]);
        let risks = Risks::of(&sizes, None).unwrap();
        assert!((risks.prosecutor_highest - 1.0).abs() < 1e-12);
        assert!((risks.prosecutor_average - 0.05).abs() < 1e-12);
        assert!((risks.above_20_percent - 0.02).abs() < 1e-12);
        assert!((risks.above_9_percent - 0.12).abs() < 1e-12);
        assert!((risks.above_5_percent - 0.12).abs() < 1e-12);
        assert!((risks.sample_unique - 0.02).abs() < 1e-12);
        assert_eq!(risks.population, None);
    }

    #[test]
    fn a_table_without_rows_has_no_risks() {
        assert_eq!(Risks::of(&BTreeMap::new(), Some(10)), None);
    }

    #[test]
    fn nobody_is_unique_where_every_class_is_large() {
        let sizes = BTreeMap::from([(5, 48), (1685, 1)]);
        let risks = Risks::of(&sizes, Some(300_000_000)).unwrap();
        assert_eq!(
            risks.population,
            Some(Population {
                pitman: 0.0,
                zayatz: 0.0
            })
        );
    }

    #[test]
    fn in_a_whole_population_the_unique_of_the_table_are_unique() {
        let sizes = BTreeMap::from([(1, 40), (2, 20), (3, 10)]);
        let estimated = Risks::of(&sizes, Some(110)).unwrap().population.unwrap();
        assert!((estimated.zayatz - 40.0 / 110.0).abs() < 1e-9);
    }
}
