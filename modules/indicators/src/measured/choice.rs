// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a reader chose in the address: a set, a place, a period, up to four districts beside it.

use datasets::{Period, Place};
use measures::{Definition, Indicator, Reader};
use web::Error;

use super::{MeasureSet, Measured};
use crate::cases::Cases;
use crate::model::District;
use crate::words::Words;

/// With how many districts one can be compared.
pub(crate) const MOST_COMPARED: usize = 4;

/// The choice as typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// The key of a set; empty means the first with the indicator.
    pub(crate) set: String,
    /// The key of a district; empty means the state.
    pub(crate) place: String,
    /// A period such as `2024`; empty means the last.
    pub(crate) period: String,
    /// The keys of districts beside it.
    pub(crate) compared: Vec<String>,
}

impl Wish {
    /// From the fields of a page.
    pub(crate) fn of_page(pairs: &[(String, String)]) -> Self {
        Self::of(pairs, ["quelle", "ort", "zeit", "vergleich"])
    }

    /// From the parameters of a program.
    pub(crate) fn of_program(pairs: &[(String, String)]) -> Self {
        Self::of(pairs, ["source", "place", "period", "compare"])
    }

    fn of(pairs: &[(String, String)], [set, place, period, compared]: [&str; 4]) -> Self {
        let all = |name: &str| -> Vec<String> {
            let values = pairs.iter().filter(|(key, _)| key == name);
            let values = values.map(|(_, value)| value.trim().to_owned());
            values.filter(|value| !value.is_empty()).collect()
        };
        let first = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Self {
            set: first(set),
            place: first(place),
            period: first(period),
            compared: all(compared),
        }
    }
}

/// What a reader looks at.
pub(crate) struct Chosen<'c> {
    pub(crate) cases: &'c Cases,
    pub(crate) set: &'c MeasureSet,
    pub(crate) indicator: &'c Indicator,
    pub(crate) definition: Definition,
    pub(crate) district: Option<&'c District>,
    pub(crate) compared: Vec<&'c District>,
    pub(crate) period: Period,
    /// The state.
    pub(crate) state: Place,
}

impl Chosen<'_> {
    /// Makes figures of the indicator.
    pub(crate) fn read<T>(&self, with: impl FnOnce(Reader<'_>) -> T) -> T {
        let measured: &Measured = &self.cases.measured;
        measured.read(self.indicator, &self.definition, with)
    }

    /// The chosen place.
    pub(crate) fn place(&self) -> Place {
        self.place_of(self.district)
    }

    /// A district, or the state.
    pub(crate) fn place_of(&self, district: Option<&District>) -> Place {
        let of = district.and_then(|one| one.key.parse().ok());
        of.unwrap_or(self.state)
    }

    /// All districts.
    pub(crate) fn districts(&self) -> impl Iterator<Item = (&District, Place)> {
        let districts = self.cases.districts.iter();
        districts.map(|one| (&one.district, self.place_of(Some(&one.district))))
    }

    /// The choice as a query, with another place.
    pub(crate) fn query(&self, place: &str) -> String {
        let mut parts = vec![format!("quelle={}", self.set.set.key)];
        if !place.is_empty() {
            parts.push(format!("ort={place}"));
        }
        let last = self.indicator.span().map(|(_, last)| last);
        if last != Some(self.period) {
            let period = web::form::encode_component(&self.period.to_string());
            parts.push(format!("zeit={period}"));
        }
        let compared = self.compared.iter().filter(|one| one.key != place);
        parts.extend(compared.map(|one| format!("vergleich={}", one.key)));
        parts.join("&")
    }

    /// The key of the chosen district, or nothing.
    pub(crate) fn place_key(&self) -> &str {
        self.district.map_or("", |district| &district.key)
    }
}

/// Reads a choice. A wrong one gets an answer that helps.
pub(crate) fn choose<'c>(
    words: &Words<'_>,
    cases: &'c Cases,
    key: &str,
    wish: &Wish,
    state: Place,
) -> Result<Chosen<'c>, Error> {
    let (set, indicator) = cases.measured.find(&wish.set, key).ok_or(Error::NotFound)?;
    let find = |key: &str| {
        let mut districts = cases.districts.iter().map(|one| &one.district);
        let found = districts.find(|one| one.key == key);
        found.ok_or_else(|| Error::Invalid(words.t("indicators-unknown-district")))
    };
    let whole = wish.place.is_empty() || wish.place == state.to_string();
    let district = if whole {
        None
    } else {
        Some(find(&wish.place)?)
    };
    let mut compared = Vec::new();
    for key in wish.compared.iter().take(MOST_COMPARED) {
        let other = find(key)?;
        let is_there = |one: &&District| one.key == other.key;
        if !compared.iter().any(is_there) && district.is_none_or(|one| one.key != other.key) {
            compared.push(other);
        }
    }
    let (first, last) = indicator.span().ok_or(Error::NotFound)?;
    let period = if wish.period.is_empty() {
        last
    } else {
        let kind = indicator.kind().ok_or(Error::NotFound)?;
        let period = Period::parse(&wish.period, kind);
        let period = period.filter(|period| (first..=last).contains(period));
        period.ok_or_else(|| {
            Error::Invalid(words.with(
                "indicators-measures-unknown-period",
                &[
                    ("first", words.period(first).into()),
                    ("last", words.period(last).into()),
                ],
            ))
        })?
    };
    Ok(Chosen {
        cases,
        definition: set.definition(indicator),
        set,
        indicator,
        district,
        compared,
        period,
        state,
    })
}
