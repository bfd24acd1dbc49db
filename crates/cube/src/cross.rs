// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Any question: a filter, and one or two things to count by. The other questions are some of these.

use std::ops::{Range, RangeInclusive};

use kernel::IsoWeek;

use crate::ages::Age;
use crate::axes::Category;
use crate::held::Cube;
use crate::places::{Area, District, Place, Places};
use crate::scope::{Counted, Filter, QueryError, Selected};
use crate::tally::{Slot, Strata, Tally};
use kernel::Sex;

/// The most cells of a table, 80 MB.
pub const MOST_CELLS: usize = 10_000_000;
/// The week in which a season begins, as influenza is counted; it ends with week 39 of the next year.
pub const SEASON_BEGINS: i8 = 40;

/// What a table counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Each of the categories that count.
    Category,
    /// Years of calendar weeks.
    Year,
    /// Calendar weeks.
    Week,
    /// Seasons from [`SEASON_BEGINS`] on.
    Season,
    /// The districts of the area.
    District,
    /// The municipalities of the area, and for each district what has none.
    Municipality,
    /// The ages that count, not known last.
    Age,
    /// The sexes that count.
    Sex,
}

/// What a row or a column of a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// A category.
    Category(Category),
    /// The year of calendar weeks; of the first and last there may be a part only.
    Year(i16),
    /// A calendar week.
    Week(IsoWeek),
    /// The year in which a season begins.
    Season(i16),
    /// A district.
    District(District),
    /// A municipality, or what has none in a district.
    Place(Place),
    /// An age.
    Age(Age),
    /// A sex.
    Sex(Sex),
}

/// A question for a table of counts.
#[derive(Debug, Clone)]
pub struct CrossQuery<'a> {
    /// These categories; none: all.
    pub categories: Option<&'a [Category]>,
    /// Where: all of these areas together.
    pub area: &'a [Area],
    /// From this week to that one.
    pub weeks: RangeInclusive<IsoWeek>,
    /// Who.
    pub filter: Filter,
    /// The rows of the table.
    pub by: Dimension,
    /// Its columns; none: one column.
    pub and: Option<Dimension>,
}

/// A table of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossTable {
    /// What the rows count, in the order of their axis. Zeros are there, too.
    pub rows: Vec<Label>,
    /// What the columns count; empty if there is only one.
    pub columns: Vec<Label>,
    /// The cases, row by row.
    pub counts: Vec<u64>,
}

impl CrossTable {
    /// The cases of a cell; column 0 if there is only one.
    pub fn count(&self, row: usize, column: usize) -> Option<u64> {
        let width = self.columns.len().max(1);
        let inside = row < self.rows.len() && column < width;
        let at = inside.then(|| row * width + column)?;
        self.counts.get(at).copied()
    }
}

impl Cube {
    /// Counts by one or two dimensions. Time grows with the rows that have to be looked at: none for categories, weeks and districts
    /// without a filter, else all in the area and weeks.
    pub fn cross(&self, query: &CrossQuery<'_>) -> Result<CrossTable, QueryError> {
        let scope = Scope::of(self, query)?;
        let counts = scope.counts()?;
        Ok(CrossTable {
            rows: scope.labels(query.by),
            columns: query.and.map_or_else(Vec::new, |and| scope.labels(and)),
            counts,
        })
    }

    /// The counts alone.
    pub(crate) fn counts(&self, query: &CrossQuery<'_>) -> Result<Vec<u64>, QueryError> {
        Scope::of(self, query)?.counts()
    }
}

/// A question on the axes of a cube.
struct Scope<'a> {
    cube: &'a Cube,
    categories: Vec<Category>,
    selected: Selected,
    weeks: Range<usize>,
    counted: Counted,
    by: Dimension,
    and: Option<Dimension>,
}

impl<'a> Scope<'a> {
    fn of(cube: &'a Cube, query: &CrossQuery<'_>) -> Result<Self, QueryError> {
        if query.and == Some(query.by) {
            return Err(QueryError::SameDimension);
        }
        let axes = cube.axes();
        let categories = match query.categories {
            None => axes.categories().all().collect(),
            Some(wanted) => {
                let mut wanted = wanted.to_vec();
                wanted.sort_unstable();
                wanted.dedup();
                wanted
            }
        };
        let foreign = |category: &Category| category.index() >= axes.categories().len();
        if categories.last().is_some_and(foreign) {
            return Err(QueryError::Foreign("category"));
        }
        Ok(Self {
            cube,
            categories,
            selected: Selected::of(query.area, axes.places())?,
            weeks: axes.weeks().range(&query.weeks)?,
            counted: query.filter.on(axes.ages())?,
            by: query.by,
            and: query.and,
        })
    }

    /// How many labels a dimension has.
    fn length(&self, by: Dimension) -> usize {
        match by {
            Dimension::Category => self.categories.len(),
            Dimension::Week => self.weeks.len(),
            Dimension::District => self.selected.parts.len(),
            Dimension::Age => self.counted.ages.len(),
            Dimension::Sex => self.counted.sexes.len(),
            Dimension::Year | Dimension::Season | Dimension::Municipality => self.labels(by).len(),
        }
    }

    fn calendar(&self) -> &[IsoWeek] {
        &self.cube.axes().weeks().all()[self.weeks.clone()]
    }

    fn labels(&self, by: Dimension) -> Vec<Label> {
        let places = self.cube.axes().places();
        let parts = self.selected.parts.iter();
        match by {
            Dimension::Category => self
                .categories
                .iter()
                .copied()
                .map(Label::Category)
                .collect(),
            Dimension::Year | Dimension::Week | Dimension::Season => {
                let mut labels: Vec<Label> = Vec::new();
                let all = self.calendar().iter().filter_map(|week| time(by, *week));
                labels.extend(all);
                labels.dedup();
                labels
            }
            Dimension::District => parts
                .map(|part| Label::District(Places::district(part.district)))
                .collect(),
            Dimension::Municipality => parts
                .flat_map(|part| {
                    let first = places.within(part.district).start;
                    part.places(places).map(move |at| Places::place(first + at))
                })
                .map(Label::Place)
                .collect(),
            Dimension::Age => self.counted.ages.iter().copied().map(Label::Age).collect(),
            Dimension::Sex => self.counted.sexes.iter().copied().map(Label::Sex).collect(),
        }
    }

    /// Weeks that go to the same cells, together.
    fn slots(&self, steps: &[Option<(Dimension, usize)>]) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        let mut before = None;
        for (week, calendar) in self.weeks.clone().zip(self.calendar()) {
            let mut at = slots.last().map_or(0, |slot| slot.at);
            for (by, step) in steps.iter().flatten() {
                let changes =
                    |before| *by == Dimension::Week || time(*by, before) != time(*by, *calendar);
                if before.is_some_and(changes) {
                    at += step;
                }
            }
            before = Some(*calendar);
            match slots.last_mut() {
                Some(slot) if slot.at == at => slot.weeks.end = week + 1,
                _ => slots.push(Slot {
                    weeks: week..week + 1,
                    at,
                }),
            }
        }
        slots
    }

    /// The cases, row by row.
    fn counts(&self) -> Result<Vec<u64>, QueryError> {
        let rows = self.length(self.by);
        let columns = self.and.map_or(1, |and| self.length(and));
        if rows.saturating_mul(columns) > MOST_CELLS {
            return Err(QueryError::TooLarge { rows, columns });
        }
        let mut counts = vec![0; rows * columns];
        if counts.is_empty() {
            return Ok(counts);
        }
        // How many cells further one further along a dimension is.
        let steps = [Some((self.by, columns)), self.and.map(|and| (and, 1))];
        let step = |wanted: Dimension| {
            let found = steps.iter().flatten().find(|(by, _)| *by == wanted);
            found.map_or(0, |(_, step)| *step)
        };
        let slots = self.slots(&steps);
        let tally = Tally {
            places: self.cube.axes().places(),
            selected: &self.selected,
            slots: &slots,
            district_step: step(Dimension::District),
            place_step: step(Dimension::Municipality),
            strata: Strata::new(&self.counted, step(Dimension::Age), step(Dimension::Sex)),
        };
        for (at, category) in self.categories.iter().enumerate() {
            if let Some(segment) = &self.cube.segments()[category.index()] {
                let first = at * step(Dimension::Category);
                tally.add(segment, &mut counts[first..]);
            }
        }
        Ok(counts)
    }
}

/// Where a week belongs along a dimension of time; none if it is another one.
fn time(by: Dimension, week: IsoWeek) -> Option<Label> {
    match by {
        Dimension::Year => Some(Label::Year(week.year())),
        Dimension::Week => Some(Label::Week(week)),
        Dimension::Season if week.week() >= SEASON_BEGINS => Some(Label::Season(week.year())),
        Dimension::Season => Some(Label::Season(week.year() - 1)),
        _ => None,
    }
}
