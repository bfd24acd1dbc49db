// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a question is about: areas and filters, and why it has no answer.

use kernel::IsoWeek;

use kernel::Sex;

use crate::ages::{Age, Ages};
use crate::cross::MOST_CELLS;
use crate::places::{Area, Place, Places};
use crate::query::MOST_EARLIER_YEARS;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// A category, district, place or age was found on the axes of another cube.
    #[error("the {0} is not on the axes of this cube; look it up there")]
    Foreign(&'static str),
    /// The weeks are not all there, or the first is behind the last.
    #[error("{from} to {to}: ask for weeks from {first} to {last}, the earlier one first")]
    Weeks {
        /// The first that was asked for.
        from: IsoWeek,
        /// The last that was asked for.
        to: IsoWeek,
        /// The first that there is.
        first: IsoWeek,
        /// The last that there is.
        last: IsoWeek,
    },
    /// There is no area.
    #[error("name an area: the state, districts or municipalities")]
    NoArea,
    /// A table is asked for by the same twice.
    #[error("a table has two different dimensions, or one")]
    SameDimension,
    /// A table would be too large.
    #[error(
        "the table would have {rows} × {columns} cells, more than {MOST_CELLS}; narrow it by area, weeks or categories"
    )]
    TooLarge {
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// A ranking looks back too far.
    #[error("{0} earlier years are more than {MOST_EARLIER_YEARS}")]
    TooManyYears(u16),
}

/// Who is counted; by default everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These ages only; none: all, also those that are not known.
    pub ages: Option<Vec<Age>>,
    /// These sexes only; none: all, also those that are not known.
    pub sexes: Option<Vec<Sex>>,
}

/// A filter on the axes of a cube: the ages and sexes that count, in their order.
pub(crate) struct Counted {
    pub(crate) ages: Vec<Age>,
    pub(crate) sexes: Vec<Sex>,
    /// Whether that is everybody.
    pub(crate) all: bool,
}

impl Filter {
    pub(crate) fn on(&self, ages: &Ages) -> Result<Counted, QueryError> {
        let foreign = |age: &Age| !ages.has(*age);
        if self.ages.iter().flatten().any(foreign) {
            return Err(QueryError::Foreign("age"));
        }
        let wanted = |age: &Age| self.ages.as_ref().is_none_or(|all| all.contains(age));
        let counted: Vec<Age> = ages.all().filter(wanted).collect();
        let wanted = |sex: &Sex| self.sexes.as_ref().is_none_or(|all| all.contains(sex));
        let sexes: Vec<Sex> = Sex::ALL.iter().copied().filter(wanted).collect();
        Ok(Counted {
            all: counted.len() == ages.len() && sexes.len() == Sex::ALL.len(),
            ages: counted,
            sexes,
        })
    }
}

/// A truth for each place of a district.
pub(crate) type Chosen = Box<[bool; 256]>;

/// A district of an area.
pub(crate) struct Part {
    pub(crate) district: usize,
    /// The places of it that count; none: all.
    pub(crate) chosen: Option<Chosen>,
}

impl Part {
    /// The places that count, in order, by their numbers in the district.
    pub(crate) fn places(&self, places: &Places) -> impl Iterator<Item = usize> {
        let chosen = self.chosen.as_deref();
        (0..places.within(self.district).len())
            .filter(move |at| chosen.is_none_or(|chosen| chosen[*at]))
    }
}

/// The districts and places of some areas, each once.
pub(crate) struct Selected {
    /// Whether that is the state.
    pub(crate) whole: bool,
    pub(crate) parts: Vec<Part>,
}

enum Choice {
    Nothing,
    Some(Chosen),
    All,
}

impl Selected {
    pub(crate) fn of(areas: &[Area], places: &Places) -> Result<Self, QueryError> {
        if areas.is_empty() {
            return Err(QueryError::NoArea);
        }
        let mut choices: Vec<Choice> = (0..places.districts()).map(|_| Choice::Nothing).collect();
        for area in areas {
            match area {
                Area::State => choices.iter_mut().for_each(|each| *each = Choice::All),
                Area::District(district) => {
                    let choice = choices.get_mut(district.index());
                    *choice.ok_or(QueryError::Foreign("district"))? = Choice::All;
                }
                Area::Place(place) => choose(&mut choices, places, *place)?,
            }
        }
        let mut parts = Vec::with_capacity(choices.len());
        for (district, choice) in choices.into_iter().enumerate() {
            let chosen = match choice {
                Choice::Nothing => continue,
                Choice::All => None,
                Choice::Some(chosen) => {
                    let all = places.within(district).len();
                    Some(chosen).filter(|chosen| chosen[..all].contains(&false))
                }
            };
            parts.push(Part { district, chosen });
        }
        let complete = parts.iter().all(|part| part.chosen.is_none());
        Ok(Self {
            whole: complete && parts.len() == places.districts(),
            parts,
        })
    }
}

fn choose(choices: &mut [Choice], places: &Places, place: Place) -> Result<(), QueryError> {
    let (district, within) = places.split(place).ok_or(QueryError::Foreign("place"))?;
    let choice = &mut choices[district];
    if matches!(choice, Choice::Nothing) {
        *choice = Choice::Some(Box::new([false; 256]));
    }
    if let Choice::Some(chosen) = choice {
        chosen[usize::from(within)] = true;
    }
    Ok(())
}
