// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Observations of a file as a cube of notified cases. Pure.
//!
//! A cube counts by disease, calendar week, place in the state, age and sex. What a file has beside that (other periods,
//! other states, rates, totals of what is counted anyway) is left out and counted by reason, so that nobody wonders.

use std::collections::{BTreeMap, BTreeSet};

use cube::{Ages, Axes, Builder, Categories, Cube, Places, Record, Weeks};
use datasets::{Level, Measure, Observation, Observations, Period, Place};
use kernel::{AgeGroup, Ags, IsoWeek, Sex};

kernel::named! {
    /// Why an observation is not in the cube.
    pub enum LeftOut {
        /// It is a total of others.
        Total = "total",
        /// It is no count.
        NotCounted = "not-counted",
        /// It is not about a calendar week.
        NotWeekly = "not-weekly",
        /// It is about another state, or about a state as a whole.
        Elsewhere = "elsewhere",
        /// It is of an age group that overlaps with another one.
        Overlapping = "overlapping",
        /// It is about people whose age or sex is not known.
        UnknownGroup = "unknown-group",
    }
}

/// Why there is no cube.
#[derive(Debug, thiserror::Error)]
pub enum CountError {
    /// Nothing is left.
    #[error("the file has no weekly counts of districts or municipalities of the state")]
    Nothing,
    /// The axes are too large.
    #[error(transparent)]
    Axes(#[from] cube::AxesError),
    /// The counts are too large.
    #[error(transparent)]
    Build(#[from] cube::BuildError),
}

/// The cube of some observations, and what is not in it.
#[derive(Debug)]
pub struct Counted {
    /// The counts.
    pub cube: Cube,
    /// How many observations are in it.
    pub taken: u64,
    /// How many are not, by reason.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// One observation as the cube takes it.
struct Case<'o> {
    category: &'o str,
    week: IsoWeek,
    place: Ags,
    count: u64,
    age: datasets::Ages,
    sex: datasets::Sexes,
}

fn case<'o>(one: &Observation<'o>, state: Place) -> Result<Case<'o>, LeftOut> {
    if one.total.any() {
        return Err(LeftOut::Total);
    }
    let Measure::Count(count) = one.measure else {
        return Err(LeftOut::NotCounted);
    };
    let Period::Week(week) = one.period else {
        return Err(LeftOut::NotWeekly);
    };
    if !one.place.lies_in(state) || one.place.level() < Level::District {
        return Err(LeftOut::Elsewhere);
    }
    Ok(Case {
        category: one.category,
        week,
        place: one.place.ags().ok_or(LeftOut::Elsewhere)?,
        count,
        age: one.age,
        sex: one.sex,
    })
}

/// Counts the observations of `state`, in the municipalities that there are.
///
/// # Errors
/// If nothing is left, or more is there than a cube holds.
pub fn count(
    observations: &Observations,
    state: &Ags,
    municipalities: impl IntoIterator<Item = Ags>,
) -> Result<Counted, CountError> {
    let whole = Place::from(state);
    let mut left_out: BTreeMap<LeftOut, u64> = BTreeMap::new();
    let mut cases = Vec::new();
    for one in observations.iter() {
        match case(&one, whole) {
            Ok(case) => cases.push(case),
            Err(reason) => *left_out.entry(reason).or_default() += 1,
        }
    }
    let (Some(first), Some(last)) = (
        cases.iter().map(|case| case.week).min(),
        cases.iter().map(|case| case.week).max(),
    ) else {
        return Err(CountError::Nothing);
    };
    let groups = age_groups(&cases);
    let categories: BTreeSet<&str> = cases.iter().map(|case| case.category).collect();
    let weeks = usize::try_from(last.since(first) + 1).unwrap_or(0);
    let mut places: BTreeSet<Ags> = municipalities.into_iter().collect();
    places.extend(cases.iter().map(|case| case.place.clone()));
    let open = groups.iter().find(|group| group.to().is_none());
    let closed = groups
        .iter()
        .filter_map(|group| Some((group.from(), group.to()?)));
    let axes = Axes::new(
        Categories::new(categories)?,
        Weeks::new(first, weeks)?,
        Places::new(state.clone(), places)?,
        Ages::new(closed, open.map(|group| group.from()))?,
    )?;
    let mut builder = Builder::new(axes);
    let mut taken = 0;
    for case in cases {
        let axes = builder.axes();
        let age = match case.age {
            datasets::Ages::All | datasets::Ages::Unknown => axes.ages().unknown(),
            datasets::Ages::Group(group) if groups.contains(&group) => {
                axes.ages().of_years(group.from())
            }
            datasets::Ages::Group(_) => {
                *left_out.entry(LeftOut::Overlapping).or_default() += 1;
                continue;
            }
        };
        taken += 1;
        if case.count == 0 {
            continue;
        }
        // The axes were made of these cases.
        let (Ok(category), Ok(week), Ok(place)) = (
            axes.categories().find(case.category),
            axes.weeks().find(case.week),
            axes.places().find(&case.place),
        ) else {
            return Err(CountError::Nothing);
        };
        let mut rest = case.count;
        while rest > 0 {
            let count = u32::try_from(rest).unwrap_or(u32::MAX);
            builder.add(Record {
                category,
                week,
                place,
                age,
                sex: sex(case.sex),
                count,
            })?;
            rest -= u64::from(count);
        }
    }
    Ok(Counted {
        cube: builder.finish(1)?,
        taken,
        left_out,
    })
}

fn sex(sexes: datasets::Sexes) -> Sex {
    match sexes {
        datasets::Sexes::All => Sex::Unknown,
        datasets::Sexes::Only(sex) => sex,
    }
}

/// The age groups that occur, the youngest first, of those that overlap only the ones that begin earlier.
fn age_groups(cases: &[Case<'_>]) -> Vec<AgeGroup> {
    let all: BTreeSet<(u8, u16, AgeGroup)> = cases
        .iter()
        .filter_map(|case| match case.age {
            datasets::Ages::Group(group) => Some((group.from(), group.end(), group)),
            datasets::Ages::All | datasets::Ages::Unknown => None,
        })
        .collect();
    let mut kept: Vec<AgeGroup> = Vec::new();
    for (from, _, group) in all {
        if kept
            .last()
            .is_none_or(|before| before.end() <= u16::from(from))
        {
            kept.push(group);
        }
    }
    kept
}
