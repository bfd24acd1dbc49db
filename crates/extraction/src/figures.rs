// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be said of a result in numbers; all that is kept of it beside its rows.

use anonymity::{Criterion, Homogeneous, Risks, Shape};
use serde::{Deserialize, Serialize};

use crate::Outcome;

/// Figures of the classes of a result.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// How many there are.
    pub count: u64,
    /// The rows of the smallest; 0 if there is none.
    pub smallest: u64,
    /// The rows of the largest.
    pub largest: u64,
    /// The mean number of rows.
    pub average: f64,
}

impl Classes {
    /// The figures of what a table looks like from outside.
    pub fn of(shape: &Shape) -> Self {
        let count: u64 = shape.sizes.values().sum();
        let rows: u64 = shape
            .sizes
            .iter()
            .map(|(size, classes)| size * classes)
            .sum();
        Self {
            count,
            smallest: shape.sizes.keys().next().copied().unwrap_or(0),
            largest: shape.sizes.keys().next_back().copied().unwrap_or(0),
            average: if count == 0 {
                0.0
            } else {
                rows as f64 / count as f64
            },
        }
    }
}

/// Figures of a column that was made coarser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuasiFigures {
    /// Its name.
    pub column: String,
    /// The level of the best combination, from 0.
    pub level: usize,
    /// The coarsest level.
    pub height: usize,
    /// The mean loss, 0 to 1.
    pub loss: f64,
    /// How many rows stand at each level.
    pub rows_by_level: Vec<u64>,
}

/// A result in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Rows of the table.
    pub rows: u64,
    /// Rows of which nothing is said but what stays as it is.
    pub suppressed: u64,
    /// The share that may have been, 0 to 1.
    pub suppression: f64,
    /// What each class needed, spelled as on the command line.
    pub criteria: Vec<String>,
    /// The name of the metric.
    pub metric: String,
    /// What the best combination loses by it.
    pub loss: f64,
    /// The mean loss per row, 0 to 1.
    pub mean_loss: f64,
    /// Whether every group has levels of its own.
    pub local: bool,
    /// The columns that were made coarser.
    pub quasi: Vec<QuasiFigures>,
    /// The columns that leave as they are.
    pub kept: Vec<String>,
    /// The classes that leave.
    pub classes: Classes,
    /// How many of them have fewer than twice the rows that a class needs.
    pub small: u64,
    /// How many combinations were looked at.
    pub looked_at: u64,
    /// How many there are.
    pub combinations: u64,
    /// Classes that tell a value of all their rows.
    pub homogeneous: Vec<Homogeneous>,
    /// Risks of the table as it was.
    pub before: Option<Risks>,
    /// Risks of it as it leaves; none if no row stays.
    pub after: Option<Risks>,
}

impl Outcome<'_> {
    /// The result in numbers.
    pub fn figures(&self) -> Figures {
        let (extract, optimum, shape) = (&self.extract, &self.optimum, &self.shape);
        let k = extract
            .criteria
            .iter()
            .filter_map(|criterion| match criterion {
                Criterion::K(k) => Some(u64::from(*k)),
                _ => None,
            });
        let quasi = extract.quasi.iter().zip(&optimum.levels).enumerate();
        let columns = extract.table.columns().iter();
        Figures {
            rows: extract.table.rows() as u64,
            suppressed: shape.suppressed,
            suppression: extract.suppression,
            criteria: extract.criteria.iter().map(ToString::to_string).collect(),
            metric: extract.metric.as_str().to_owned(),
            loss: optimum.loss,
            mean_loss: shape.loss,
            local: self.task.local,
            quasi: quasi
                .map(|(at, (quasi, &level))| QuasiFigures {
                    column: quasi.column.to_owned(),
                    level,
                    height: quasi.generalisation.height(),
                    loss: shape.loss_by_column[at],
                    rows_by_level: shape.rows_by_level[at].clone(),
                })
                .collect(),
            kept: columns
                .filter(|column| self.task.keeps(column.name()))
                .map(|column| column.name().to_owned())
                .collect(),
            classes: Classes::of(shape),
            small: k.max().map_or(0, |k| {
                let smaller = shape.sizes.range(..2 * k);
                smaller.map(|(_, classes)| classes).sum()
            }),
            looked_at: optimum.looked_at as u64,
            combinations: optimum.combinations,
            homogeneous: shape.homogeneous.clone(),
            before: self.before,
            after: self.after,
        }
    }
}

/// A share as percent with two decimals, in German or in English.
pub fn percent(share: f64, german: bool) -> String {
    let text = format!("{:.2}", share * 100.0);
    if german {
        format!("{} %", text.replace('.', ","))
    } else {
        format!("{text}%")
    }
}

/// The processor time in a `stat` of Linux' `/proc`, in milliseconds, in steps of ten.
pub fn cpu_ms(stat: &str) -> Option<u64> {
    // The name of the program may hold spaces; it ends at the last bracket. User and system time are
    // the fields 14 and 15, in hundredths of a second.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some((user + system) * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_behind_the_name_of_the_program() {
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 120 30 0 0 20 0 1 0 99";
        assert_eq!(cpu_ms(stat), Some(1_500));
        assert_eq!(cpu_ms("7"), None);
    }

    #[test]
    fn a_share_is_written_in_the_language_of_its_reader() {
        assert_eq!(
            (percent(0.125, true), percent(1.0, false)),
            ("12,50 %".into(), "100.00%".into())
        );
    }
}
