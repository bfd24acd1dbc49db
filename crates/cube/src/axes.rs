// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What there is to count by.

use std::collections::HashMap;
use std::fmt;
use std::ops::{Range, RangeInclusive};

use kernel::{Ags, IsoWeek};

use crate::ages::Ages;
use crate::places::{MOST_MUNICIPALITIES, MOST_PLACES, Places};
use crate::scope::QueryError;

/// The most categories.
pub const MOST_CATEGORIES: usize = 65_535;
/// The longest key of a category.
pub const MOST_KEY_BYTES: usize = 200;
/// The most weeks, some hundred years.
pub const MOST_WEEKS: usize = 5_300;
/// The most categories × districts × weeks; each takes four bytes, or twelve where counts are kept.
pub const MOST_SERIES_WEEKS: usize = 1 << 25;

/// Why there are no such axes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AxesError {
    /// A category has no key, a very long one, or that of another one.
    #[error(
        "the key `{0}` of a category is empty, longer than {MOST_KEY_BYTES} bytes, or there twice"
    )]
    Category(String),
    /// There are too many categories.
    #[error("there are more than {MOST_CATEGORIES} categories")]
    TooManyCategories,
    /// There is no week, too many, or they go on after 2999.
    #[error(
        "{weeks} weeks from {first} on: a cube has 1 to {MOST_WEEKS}, until 2999 at the latest"
    )]
    Weeks {
        /// The first.
        first: IsoWeek,
        /// How many.
        weeks: usize,
    },
    /// The key is none of a state.
    #[error("{0} is not the key of a state, which has two digits")]
    State(Ags),
    /// A place is not in the state, or is a state.
    #[error("{place} is no district and no municipality of {state}")]
    Place {
        /// The place.
        place: Ags,
        /// The state.
        state: Ags,
    },
    /// There is no district.
    #[error("there is no district in {0}")]
    NoDistrict(Ags),
    /// A district has too many municipalities.
    #[error("{0} has more than {MOST_MUNICIPALITIES} municipalities")]
    TooManyMunicipalities(Ags),
    /// There are too many places.
    #[error("there are more than {MOST_PLACES} places")]
    TooManyPlaces,
    /// An age group ends before it begins, or begins before the one before it has ended.
    #[error(
        "the age group from {from}{} ends before it begins, or overlaps with another one, or is not in its order",
        to.map_or_else(|| " on".to_owned(), |to| format!(" to {to}"))
    )]
    Ages {
        /// Its first year.
        from: u8,
        /// Its last year, if it has one.
        to: Option<u8>,
    },
    /// There are too many age groups.
    #[error("there are more than {} age groups", crate::ages::MOST_AGE_GROUPS)]
    TooManyAges,
    /// The axes are large one by one, and too large together.
    #[error(
        "{categories} categories in {districts} districts and {weeks} weeks are more than {MOST_SERIES_WEEKS} weeks of series"
    )]
    TooLarge {
        /// How many categories.
        categories: usize,
        /// How many districts.
        districts: usize,
        /// How many weeks.
        weeks: usize,
    },
}

/// Something that is not on an axis.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {axis} `{key}` in this cube")]
pub struct Unknown {
    /// What it should have been.
    pub axis: &'static str,
    /// What was asked for, shortened.
    pub key: String,
}

impl Unknown {
    pub(crate) fn of(axis: &'static str, key: impl fmt::Display) -> Self {
        let key = key.to_string().chars().take(60).collect();
        Self { axis, key }
    }
}

/// A category of a cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Category(u16);

impl Category {
    /// Its place on the axis, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The categories of a cube, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Categories {
    keys: Vec<String>,
    by_key: HashMap<String, Category>,
}

impl Categories {
    /// Categories by their stable keys, at most [`MOST_CATEGORIES`].
    pub fn new<S: Into<String>>(keys: impl IntoIterator<Item = S>) -> Result<Self, AxesError> {
        let (mut list, mut by_key) = (Vec::new(), HashMap::new());
        for key in keys {
            if list.len() == MOST_CATEGORIES {
                return Err(AxesError::TooManyCategories);
            }
            let (key, category) = (key.into(), category(list.len()));
            let fits = !key.is_empty() && key.len() <= MOST_KEY_BYTES;
            if !fits || by_key.insert(key.clone(), category).is_some() {
                let shown = key.chars().take(MOST_KEY_BYTES).collect();
                return Err(AxesError::Category(shown));
            }
            list.push(key);
        }
        Ok(Self { keys: list, by_key })
    }

    /// The category with this key.
    pub fn find(&self, key: &str) -> Result<Category, Unknown> {
        let found = self.by_key.get(key).copied();
        found.ok_or_else(|| Unknown::of("category", key))
    }

    /// The keys, in order.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// All, in order.
    pub fn all(&self) -> impl Iterator<Item = Category> + use<> {
        (0..self.len()).map(category)
    }
}

fn category(at: usize) -> Category {
    Category(u16::try_from(at).expect("there are at most 65,535 categories"))
}

/// A week of a cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(u16);

impl Week {
    /// Its place on the axis, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The weeks of a cube, one after the other; week 53 is there in the years that have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weeks {
    list: Vec<IsoWeek>,
}

impl Weeks {
    /// So many weeks from the first on, 1 to [`MOST_WEEKS`].
    pub fn new(first: IsoWeek, weeks: usize) -> Result<Self, AxesError> {
        let wrong = AxesError::Weeks { first, weeks };
        if weeks == 0 || weeks > MOST_WEEKS {
            return Err(wrong);
        }
        let later = |at| first.plus(i32::try_from(at).expect("there are at most 5,300 weeks"));
        let list: Vec<IsoWeek> = (0..weeks).map(later).collect();
        if list.last().is_some_and(|last| last.year() > 2999) {
            return Err(wrong);
        }
        Ok(Self { list })
    }

    /// How many there are, at least one.
    #[expect(clippy::len_without_is_empty, reason = "there is at least one week")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All, in order.
    pub fn all(&self) -> &[IsoWeek] {
        &self.list
    }

    /// The first.
    pub fn first(&self) -> IsoWeek {
        self.list[0]
    }

    /// The last.
    pub fn last(&self) -> IsoWeek {
        self.list[self.list.len() - 1]
    }

    /// This calendar week.
    pub fn find(&self, week: IsoWeek) -> Result<Week, Unknown> {
        let at = self.place(week).and_then(|at| u16::try_from(at).ok());
        at.map(Week).ok_or_else(|| Unknown::of("week", week))
    }

    /// The calendar week of a week.
    pub fn calendar(&self, week: Week) -> Option<IsoWeek> {
        self.list.get(week.index()).copied()
    }

    /// The place of a calendar week.
    pub(crate) fn place(&self, week: IsoWeek) -> Option<usize> {
        if week < self.first() || week > self.last() {
            return None;
        }
        usize::try_from(week.since(self.first())).ok()
    }

    /// The places of these weeks.
    pub(crate) fn range(
        &self,
        weeks: &RangeInclusive<IsoWeek>,
    ) -> Result<Range<usize>, QueryError> {
        let wrong = || QueryError::Weeks {
            from: *weeks.start(),
            to: *weeks.end(),
            first: self.first(),
            last: self.last(),
        };
        let from = self.place(*weeks.start()).ok_or_else(wrong)?;
        let to = self.place(*weeks.end()).ok_or_else(wrong)?;
        if from > to {
            return Err(wrong());
        }
        Ok(from..to + 1)
    }
}

/// What a cube counts by: category, week, place, age and sex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axes {
    categories: Categories,
    weeks: Weeks,
    places: Places,
    ages: Ages,
}

impl Axes {
    /// Axes that together are not too large: categories × districts × weeks are at most [`MOST_SERIES_WEEKS`].
    pub fn new(
        categories: Categories,
        weeks: Weeks,
        places: Places,
        ages: Ages,
    ) -> Result<Self, AxesError> {
        let series_weeks = categories.len() * places.districts() * weeks.len();
        if series_weeks > MOST_SERIES_WEEKS {
            return Err(AxesError::TooLarge {
                categories: categories.len(),
                districts: places.districts(),
                weeks: weeks.len(),
            });
        }
        Ok(Self {
            categories,
            weeks,
            places,
            ages,
        })
    }

    /// Diseases, or whatever else is counted apart.
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// Calendar weeks.
    pub fn weeks(&self) -> &Weeks {
        &self.weeks
    }

    /// Districts and municipalities.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Age groups.
    pub fn ages(&self) -> &Ages {
        &self.ages
    }

    /// How many weeks of districts a category has.
    pub(crate) fn runs(&self) -> usize {
        self.places.districts() * self.weeks.len()
    }
}
