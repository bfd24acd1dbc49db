// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Cells of dimensions to what they mean: period, place, age, sex, category.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::diseases::disease;
use crate::group::{Ages, Sexes, says_all, says_unknown};
use crate::indicators::indicator;
use crate::mapping::{Mapping, Role};
use crate::period::{self, Period, PeriodKind};
use crate::place::{Place, key_of};
use crate::places::{NoPlace, Places, folded};
use crate::report::Kind;
use kernel::Localized;

/// Regions of surveys of the Robert Koch-Institut, folded.
const REGIONS: [&str; 10] = [
    "osten",
    "sueden",
    "norden",
    "westen",
    "mitte",
    "mitte west",
    "norden west",
    "norden osten",
    "sueden osten",
    "nordosten",
];

/// The longest key of a category.
const LONGEST_KEY: usize = 100;

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) kind: Kind,
    pub(crate) more: String,
}

impl Wrong {
    pub(crate) fn of(kind: Kind) -> Self {
        Self {
            kind,
            more: String::new(),
        }
    }
}

/// What one cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    /// The number of a category in [`Resolver::categories`].
    Category(u32),
    Period(Period),
    Part(PeriodKind, u8),
    Year(i16),
    Key(Place, bool),
    Name(Place),
    Age(Ages),
    From(u8),
    To(u8),
    Sex(Sexes),
    Known(Date),
}

/// What a row, a heading and the whole table say together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) category: Option<u32>,
    period: Option<Period>,
    part: Option<(PeriodKind, u8)>,
    year: Option<i16>,
    key: Option<Place>,
    name: Option<Place>,
    age: Option<Ages>,
    from: Option<u8>,
    to: Option<u8>,
    sex: Option<Sexes>,
    pub(crate) known_on: Option<Date>,
    pub(crate) zero_restored: bool,
}

/// All dimensions of an observation but its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) period: Period,
    pub(crate) place: Place,
    pub(crate) age: Ages,
    pub(crate) sex: Sexes,
}

impl Parts {
    pub(crate) fn say(&mut self, said: Said) {
        match said {
            Said::Nothing => {}
            Said::Category(category) => self.category = Some(category),
            Said::Period(period) => self.period = Some(period),
            Said::Part(kind, number) => self.part = Some((kind, number)),
            Said::Year(year) => self.year = Some(year),
            Said::Key(place, restored) => {
                self.key = Some(place);
                self.zero_restored |= restored;
            }
            Said::Name(place) => self.name = Some(place),
            Said::Age(age) => self.age = Some(age),
            Said::From(age) => self.from = Some(age),
            Said::To(age) => self.to = Some(age),
            Said::Sex(sex) => self.sex = Some(sex),
            Said::Known(day) => self.known_on = Some(day),
        }
    }

    /// Lets a heading say what it says; rows have said the rest.
    pub(crate) fn join(&mut self, heading: Self) {
        self.category = heading.category.or(self.category);
        self.period = heading.period.or(self.period);
        self.part = heading.part.or(self.part);
        self.year = heading.year.or(self.year);
        self.key = heading.key.or(self.key);
        self.name = heading.name.or(self.name);
        self.age = heading.age.or(self.age);
        self.from = heading.from.or(self.from);
        self.to = heading.to.or(self.to);
        self.sex = heading.sex.or(self.sex);
        self.known_on = heading.known_on.or(self.known_on);
    }

    /// What it is all together.
    pub(crate) fn found(self) -> Result<Found, Kind> {
        let period = match (self.period, self.part, self.year) {
            (Some(period), ..) => period,
            (None, Some((kind, number)), Some(year)) => {
                of_year(year, kind, number).ok_or(Kind::Period)?
            }
            (None, None, Some(year)) => Period::Year(year),
            _ => return Err(Kind::PeriodMissing),
        };
        let place = match (self.key, self.name) {
            (Some(key), Some(name)) if key != name && !key.lies_in(name) && !name.lies_in(key) => {
                return Err(Kind::PlaceContradiction);
            }
            (Some(key), _) => key,
            (None, Some(name)) => name,
            (None, None) => return Err(Kind::PlaceMissing),
        };
        let age = match (self.age, self.from, self.to) {
            (Some(age), ..) => age,
            (None, Some(from), Some(to)) => Ages::between(from, to).ok_or(Kind::Age)?,
            (None, Some(0) | None, None) => Ages::All,
            (None, Some(from), None) => Ages::and_older(from).ok_or(Kind::Age)?,
            (None, None, Some(to)) => Ages::between(0, to).ok_or(Kind::Age)?,
        };
        Ok(Found {
            period,
            place,
            age,
            sex: self.sex.unwrap_or_default(),
        })
    }
}

fn of_year(year: i16, kind: PeriodKind, number: u8) -> Option<Period> {
    let text = number.to_string();
    match kind {
        PeriodKind::Week => period::week_of_year(year, &text),
        PeriodKind::Month => period::month_of_year(year, &text),
        PeriodKind::Quarter => period::quarter_of_year(year, &text),
        _ => None,
    }
}

/// Knows what cells mean, and remembers it.
pub(crate) struct Resolver<'a> {
    mapping: &'a Mapping,
    places: &'a Places,
    /// The keys of the categories.
    pub(crate) categories: Vec<String>,
    numbers: HashMap<String, u32>,
    /// The names of the categories.
    pub(crate) labels: BTreeMap<String, Localized>,
    /// What was said by cells of each role.
    seen: HashMap<Role, HashMap<String, Result<Said, Wrong>>>,
}

/// How many different cells of a role are remembered.
const MOST_REMEMBERED: usize = 200_000;

impl<'a> Resolver<'a> {
    pub(crate) fn new(mapping: &'a Mapping, places: &'a Places) -> Self {
        Self {
            mapping,
            places,
            categories: Vec::new(),
            numbers: HashMap::new(),
            labels: BTreeMap::new(),
            seen: HashMap::new(),
        }
    }

    /// What a cell of a role says.
    pub(crate) fn say(&mut self, role: Role, cell: &str) -> Result<Said, Wrong> {
        if let Some(known) = self.seen.get(&role).and_then(|seen| seen.get(cell)) {
            return known.clone();
        }
        let said = self.read(role, cell);
        let seen = self.seen.entry(role).or_default();
        if seen.len() < MOST_REMEMBERED {
            seen.insert(cell.to_owned(), said.clone());
        }
        said
    }

    /// The number of a category whose key is known.
    pub(crate) fn category(&mut self, key: &str) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = u32::try_from(self.categories.len()).unwrap_or(u32::MAX);
        self.categories.push(key.to_owned());
        self.numbers.insert(key.to_owned(), number);
        number
    }

    fn read(&mut self, role: Role, cell: &str) -> Result<Said, Wrong> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Ok(Said::Nothing);
        }
        let wrong = |kind| Err(Wrong::of(kind));
        let is_sum = says_all(cell);
        match role {
            Role::Ignored => Ok(Said::Nothing),
            Role::Category => self.read_category(cell),
            Role::Period(_) | Role::PartOfYear(_) | Role::Year if is_sum => wrong(Kind::SumRow),
            Role::Period(_) | Role::PartOfYear(_) | Role::Year if says_unknown(cell) => {
                wrong(Kind::PeriodNotKnown)
            }
            Role::Period(kind) => match Period::parse(cell, kind) {
                Some(period) => Ok(Said::Period(period)),
                None => wrong(Kind::Period),
            },
            Role::PartOfYear(kind) => match part_of_year(kind, cell) {
                Some(number) => Ok(Said::Part(kind, number)),
                None => wrong(Kind::Period),
            },
            Role::Year => match period::year(cell) {
                Some(year) => Ok(Said::Year(year)),
                None => wrong(Kind::Period),
            },
            Role::PlaceKey | Role::PlaceName if says_unknown(cell) => wrong(Kind::PlaceNotKnown),
            Role::PlaceKey => match key_of(cell) {
                Some((place, restored)) if self.places.knows(place) => {
                    Ok(Said::Key(place, restored))
                }
                Some(_) => wrong(Kind::PlaceUnknown),
                None if is_sum => wrong(Kind::SumRow),
                None => wrong(Kind::PlaceKey),
            },
            Role::PlaceName if is_sum => wrong(Kind::SumRow),
            Role::PlaceName => match self.places.find(cell, self.mapping.level) {
                Ok(place) => Ok(Said::Name(place)),
                Err(NoPlace::Unknown) if REGIONS.contains(&folded(cell).as_str()) => {
                    wrong(Kind::PlaceRegion)
                }
                Err(NoPlace::Unknown) => wrong(Kind::PlaceName),
                Err(NoPlace::Ambiguous(places)) => {
                    let keys: Vec<String> = places.iter().map(ToString::to_string).collect();
                    Err(Wrong {
                        kind: Kind::PlaceAmbiguous,
                        more: keys.join(", "),
                    })
                }
            },
            Role::Age => match Ages::parse(cell) {
                Some(age) => Ok(Said::Age(age)),
                None => wrong(Kind::Age),
            },
            Role::AgeFrom | Role::AgeTo => match Ages::parse(cell) {
                Some(Ages::Group(one)) if one.to() == Some(one.from()) => {
                    Ok(if role == Role::AgeFrom {
                        Said::From(one.from())
                    } else {
                        Said::To(one.from())
                    })
                }
                _ => wrong(Kind::Age),
            },
            Role::Sex => match Sexes::parse(cell) {
                Some(sex) => Ok(Said::Sex(sex)),
                None => wrong(Kind::Sex),
            },
            Role::KnownOn => match Period::parse(cell, PeriodKind::Day) {
                Some(Period::Day(day)) => Ok(Said::Known(day)),
                _ => wrong(Kind::Period),
            },
        }
    }

    fn read_category(&mut self, cell: &str) -> Result<Said, Wrong> {
        if let Some(key) = self.mapping.categories.get(cell) {
            let key = key.clone();
            self.labels
                .entry(key.clone())
                .or_insert_with(|| Localized::same(cell));
            return Ok(Said::Category(self.category(&key)));
        }
        if says_all(cell) {
            return Err(Wrong::of(Kind::SumRow));
        }
        if let Some(found) = disease(cell) {
            self.labels
                .entry(found.key.to_owned())
                .or_insert_with(|| Localized::both(found.de.to_owned(), found.en.to_owned()));
            return Ok(Said::Category(self.category(found.key)));
        }
        if let Some(found) = indicator(cell) {
            self.labels
                .entry(found.key.to_owned())
                .or_insert_with(|| Localized::both(found.de.to_owned(), found.en.to_owned()));
            return Ok(Said::Category(self.category(found.key)));
        }
        let key = key_from(cell);
        if self.mapping.only_diseases || key.is_empty() {
            return Err(Wrong::of(Kind::Category));
        }
        // `A+B` and `A/B` are two things, `A B` and `a  b` are one.
        let plain = |text: &str| {
            let text = text.to_lowercase();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        if let Some(other) = self.labels.get(&key)
            && plain(other.get("de")) != plain(cell)
        {
            return Err(Wrong {
                kind: Kind::CategoryAmbiguous,
                more: other.get("de").to_owned(),
            });
        }
        self.labels
            .entry(key.clone())
            .or_insert_with(|| Localized::same(cell));
        Ok(Said::Category(self.category(&key)))
    }
}

/// A key out of a label: small letters and digits with hyphens between words.
pub(crate) fn key_from(label: &str) -> String {
    let mut key = folded(&label.replace('+', " plus ")).replace(' ', "-");
    let mut end = key.len().min(LONGEST_KEY);
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    key.truncate(end);
    key
}

/// The number of a week, month or quarter.
pub(crate) fn part_of_year(kind: PeriodKind, cell: &str) -> Option<u8> {
    match kind {
        PeriodKind::Week => period::week_number(cell),
        PeriodKind::Month => period::month_number(cell),
        PeriodKind::Quarter => period::quarter_number(cell),
        _ => None,
    }
}
