// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the columns of a table mean. A mapping is data: it is suggested, shown, changed by people and kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::number::Notation;
use crate::period::PeriodKind;
use crate::place::{Level, Place};

/// What the cells of a column, or the headings of several columns, say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Nothing that is wanted. Numbers are ignored, too, until a measure names their column.
    Ignored,
    /// A disease or an indicator.
    Category,
    /// A whole period in one cell.
    Period(PeriodKind),
    /// The number of a week, month or quarter, of which another column says the year.
    PartOfYear(PeriodKind),
    /// The year of such a part; alone it is a period.
    Year,
    /// The key of a place.
    PlaceKey,
    /// The name of a place.
    PlaceName,
    /// An age or an age group.
    Age,
    /// The first age of a group, in years.
    AgeFrom,
    /// The last age of a group, in years, included.
    AgeTo,
    /// A sex.
    Sex,
    /// The day on which the number was known.
    KnownOn,
}

/// From which columns a number comes. Columns count from 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// A whole number.
    Count(usize),
    /// A part and the whole.
    Ratio {
        /// Those with the property.
        numerator: usize,
        /// All that were looked at.
        denominator: usize,
    },
    /// A calculated number and, if there are any, its bounds.
    Value {
        /// The number.
        value: usize,
        /// The lower bound.
        lower: Option<usize>,
        /// The upper bound.
        upper: Option<usize>,
        /// The unit, such as `per 100,000`.
        unit: String,
    },
}

impl Numbers {
    /// The columns that it reads.
    pub fn columns(&self) -> Vec<usize> {
        match self {
            Self::Count(column) => vec![*column],
            Self::Ratio {
                numerator,
                denominator,
            } => vec![*numerator, *denominator],
            Self::Value {
                value,
                lower,
                upper,
                ..
            } => [Some(*value), *lower, *upper]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

/// A number of every row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The columns.
    pub numbers: Numbers,
    /// The key of the indicator. If rows or the table have a category, too, it is put behind that one with a point:
    /// `influenza.incidence`. Empty: the category alone.
    #[serde(default)]
    pub category: String,
    /// What the heading of the column says, in tables that have a column for each year, age, sex, place or disease.
    #[serde(default)]
    pub labels: Vec<(Role, String)>,
}

/// What is true for the whole table, where no column says it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fixed {
    /// The category.
    pub category: Option<String>,
    /// The period, in a notation of its kind.
    pub period: Option<(PeriodKind, String)>,
    /// The year of weeks, months and quarters.
    pub year: Option<i16>,
    /// The place.
    pub place: Option<Place>,
    /// The age group.
    pub age: Option<String>,
    /// The sex.
    pub sex: Option<String>,
}

/// What an empty cell means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Empty {
    /// Nothing is known.
    #[default]
    Missing,
    /// Nothing was counted. Values and ratios are missing nevertheless.
    Zero,
}

/// Which editions of a number are taken, if a column says when it was known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// The latest edition of the whole table; older ones are left out.
    #[default]
    Latest,
    /// The edition of one day.
    Of(Date),
    /// All of them, each with its day.
    All,
}

/// What the columns of a table mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The name of the table in its file: a sheet, or a file of an archive. Without it the one that is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// How many rows that are not empty stand above the row of headings.
    pub rows_above: usize,
    /// How many rows the headings take: 1 or 2.
    pub heading_rows: usize,
    /// A role for each column.
    pub roles: Vec<Role>,
    /// The numbers of each row.
    pub measures: Vec<Measured>,
    /// What is true for the whole table.
    #[serde(default)]
    pub fixed: Fixed,
    /// How numbers are written.
    #[serde(default)]
    pub notation: Notation,
    /// What an empty cell means.
    #[serde(default)]
    pub empty: Empty,
    /// Signs that mean zero: `-` in tables of statistical offices.
    #[serde(default)]
    pub zero_signs: Vec<String>,
    /// Signs that mean that a number is missing.
    #[serde(default = "usual_missing")]
    pub missing_signs: Vec<String>,
    /// Signs that mean that a number was left out by its publisher.
    #[serde(default = "usual_suppressed")]
    pub suppressed_signs: Vec<String>,
    /// What level names of places mean.
    pub level: Level,
    /// Whether only diseases of our list are categories; else every label is one.
    #[serde(default)]
    pub only_diseases: bool,
    /// Keys of categories for labels, before anything else is looked at.
    #[serde(default)]
    pub categories: BTreeMap<String, String>,
    /// Rows are taken only if these columns hold these texts.
    #[serde(default)]
    pub only: Vec<(usize, String)>,
    /// Which editions are taken.
    #[serde(default)]
    pub edition: Edition,
    /// What was not certain when the mapping was suggested; people decide it.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// Signs that mean that a number is missing.
pub(crate) fn usual_missing() -> Vec<String> {
    [
        "NA", "N/A", "n. v.", "n.v.", "k.A.", "k. A.", "-", "–", "—", ".", "..", "...", "…", "NaN",
        "null", "x", "X", "/", "?",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Signs that mean that a number was left out by its publisher.
pub(crate) fn usual_suppressed() -> Vec<String> {
    ["*", "<3", "< 3", "<4", "<5", "< 5", "<10", "c", "•"]
        .map(str::to_owned)
        .to_vec()
}

/// What a suggestion could not know for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Numbers can be read in both notations: `1.234`.
    Notation,
    /// Empty cells can be zero or missing.
    Empty,
    /// A column of whole numbers may be weeks, months or ages.
    WholeNumbers,
    /// Numbers may be counts or calculated.
    CountOrValue,
    /// The categories are not diseases of our list; each label becomes one.
    Categories,
    /// The two years of a period may be a season or a school year.
    SeasonOrSchoolYear,
    /// A period such as `2024-05` may be a month or a week.
    WeekOrMonth,
    /// The row that was taken for the headings may be the first of the rows.
    Headings,
}

/// What a mapping lacks before it can be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing is counted.
    Measure,
    /// Nothing says what is counted.
    Category,
    /// Nothing says when.
    Period,
    /// Weeks, months or quarters have no year.
    Year,
    /// Nothing says where.
    Place,
}

impl Mapping {
    /// A mapping in which every column is ignored.
    pub fn of_columns(columns: usize) -> Self {
        Self {
            table: None,
            rows_above: 0,
            heading_rows: 1,
            roles: vec![Role::Ignored; columns],
            measures: Vec::new(),
            fixed: Fixed::default(),
            notation: Notation::English,
            empty: Empty::Missing,
            zero_signs: Vec::new(),
            missing_signs: usual_missing(),
            suppressed_signs: usual_suppressed(),
            level: Level::District,
            only_diseases: false,
            categories: BTreeMap::new(),
            only: Vec::new(),
            edition: Edition::Latest,
            doubts: Vec::new(),
        }
    }

    /// What is still missing; people say it before the mapping is applied.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        if self.measures.is_empty() {
            gaps.push(Gap::Measure);
        }
        let says = |one: &Measured, wanted: &dyn Fn(Role) -> bool| {
            let labels = one.labels.iter().map(|(role, _)| *role);
            self.roles.iter().copied().chain(labels).any(wanted)
        };
        let lacks = |wanted: &dyn Fn(&Measured) -> bool| {
            !self.measures.is_empty() && !self.measures.iter().all(wanted)
        };
        if lacks(&|one| {
            self.fixed.category.is_some()
                || !one.category.is_empty()
                || says(one, &|role| role == Role::Category)
        }) {
            gaps.push(Gap::Category);
        }
        let has_year =
            |one: &Measured| self.fixed.year.is_some() || says(one, &|role| role == Role::Year);
        let is_whole = |one: &Measured| {
            self.fixed.period.is_some() || says(one, &|role| matches!(role, Role::Period(_)))
        };
        if lacks(&|one| has_year(one) || is_whole(one)) {
            let has_part = |one: &Measured| says(one, &|role| matches!(role, Role::PartOfYear(_)));
            gaps.push(if self.measures.iter().any(has_part) {
                Gap::Year
            } else {
                Gap::Period
            });
        }
        if lacks(&|one| {
            self.fixed.place.is_some()
                || says(one, &|role| {
                    matches!(role, Role::PlaceKey | Role::PlaceName)
                })
        }) {
            gaps.push(Gap::Place);
        }
        gaps
    }
}
