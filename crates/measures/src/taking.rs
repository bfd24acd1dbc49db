// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Observations of a file as a table of indicators.

use std::collections::BTreeMap;

use datasets::{Ages, Level, Measure, Observation, Observations, Place, Sexes};
use kernel::{Ags, Sex};

use crate::table::{Group, Indicator, MOST_ROWS, Number, Row, Table};

kernel::named! {
    /// Why an observation is not in the table.
    pub enum LeftOut {
        /// It is about another state.
        Elsewhere = "elsewhere",
        /// It is about people whose age or sex is not known.
        UnknownGroup = "unknown-group",
    }
}

/// Why there is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TakeError {
    /// Nothing is left.
    #[error("the file has no numbers of the state, its districts or municipalities")]
    Nothing,
    /// There is more than a table holds.
    #[error("the file has more than {MOST_ROWS} numbers")]
    TooMuch,
}

/// The table of some observations, and what is not in it.
#[derive(Debug)]
pub struct Taken {
    /// The indicators.
    pub table: Table,
    /// How many observations are in it.
    pub taken: u64,
    /// How many are not, by reason.
    pub left_out: BTreeMap<LeftOut, u64>,
}

fn row(one: &Observation<'_>, state: Place) -> Result<Row, LeftOut> {
    let here = one.place == state || one.place.lies_in(state);
    if !here && one.place.level() != Level::Country {
        return Err(LeftOut::Elsewhere);
    }
    let age = match one.age {
        Ages::All => None,
        Ages::Group(group) => Some(group),
        Ages::Unknown => return Err(LeftOut::UnknownGroup),
    };
    let sex = match one.sex {
        Sexes::All => None,
        Sexes::Only(Sex::Unknown) => return Err(LeftOut::UnknownGroup),
        Sexes::Only(sex) => Some(sex),
    };
    Ok(Row {
        period: one.period,
        place: one.place,
        group: Group { age, sex },
        number: match one.measure {
            Measure::Count(count) => Number::Count(count),
            Measure::Ratio {
                numerator,
                denominator,
            } => Number::Ratio {
                numerator,
                denominator,
            },
            Measure::Value {
                value,
                lower,
                upper,
                ..
            } => Number::Value {
                value,
                lower,
                upper,
            },
        },
    })
}

/// Takes the observations of `state`, its districts and municipalities, and of Germany for comparison.
///
/// # Errors
/// If nothing is left, or more is there than a table holds.
pub fn take(observations: &Observations, state: &Ags) -> Result<Taken, TakeError> {
    if observations.len() > MOST_ROWS {
        return Err(TakeError::TooMuch);
    }
    let state = Place::from(state);
    let mut left_out: BTreeMap<LeftOut, u64> = BTreeMap::new();
    let mut all: BTreeMap<&str, (&str, Vec<Row>)> = BTreeMap::new();
    let mut here = false;
    for one in observations.iter() {
        match row(&one, state) {
            Ok(row) => {
                here |= row.place.level() != Level::Country;
                let (unit, rows) = all.entry(one.category).or_default();
                if let Measure::Value { unit: said, .. } = one.measure {
                    *unit = said;
                }
                rows.push(row);
            }
            Err(reason) => *left_out.entry(reason).or_default() += 1,
        }
    }
    if !here {
        return Err(TakeError::Nothing);
    }
    let table = Table::new(
        all.into_iter()
            .map(|(key, (unit, rows))| Indicator::new(key, unit, rows)),
    );
    Ok(Taken {
        taken: u64::try_from(table.rows()).unwrap_or(u64::MAX),
        table,
        left_out,
    })
}
