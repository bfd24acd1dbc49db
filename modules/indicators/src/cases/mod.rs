// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified cases: what is in memory, and the figures that pages, files and programs ask for.
//!
//! A [`CaseSet`] is a set at its current version with its counts in a cube. The public sees its numbers by district and state, as its
//! source has published them; what is finer is for those who may read data that are not published ([`places::sees_towns`]).

pub(crate) mod compare;
pub(crate) mod detail;
pub(crate) mod figures;
pub(crate) mod funnel;
pub(crate) mod lage;
pub(crate) mod map;
mod pictures;
pub(crate) mod places;
pub(crate) mod region;
pub(crate) mod shelf;
pub(crate) mod view;

use cube::{Area, Axes, Category, Cube};
use kernel::{Ags, IsoWeek, Lang};
use web::Error;

use crate::model::District;
use crate::sets::{self, DataSet, SetVersion};

/// How many earlier years weeks are compared with.
pub(crate) const EARLIER_YEARS: u16 = 5;
/// How many weeks a chart has.
pub(crate) const CHART_WEEKS: i32 = 52;
/// Over how many weeks maps and tables can add up; the first is what is shown unasked.
pub(crate) const SPANS: [i32; 6] = [4, 1, 13, 52, 156, 260];
/// The same for municipalities, where a few weeks are next to nothing.
pub(crate) const LONG_SPANS: [i32; 6] = [260, 156, 52, 13, 4, 1];

/// A set of notified cases at its current version.
#[derive(Debug)]
pub(crate) struct CaseSet {
    pub(crate) set: DataSet,
    pub(crate) version: SetVersion,
    pub(crate) cube: Cube,
    /// Whether it has cases that are known by municipality.
    pub(crate) by_town: bool,
}

impl CaseSet {
    /// What there is to count by.
    pub(crate) fn axes(&self) -> &Axes {
        self.cube.axes()
    }

    /// All counts, for what is finer than the figures of pages.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "callers say what they show where counts are not to be had"
    )]
    pub(crate) fn exact(&self) -> Option<&Cube> {
        Some(&self.cube)
    }

    /// What a disease is called: by the set, else by the list of notifiable diseases, else its key.
    pub(crate) fn name(&self, category: Category, lang: Lang) -> String {
        let key = self.key(category);
        let own = self.set.description.categories.get(key);
        let own = own.map_or("", |label| label.get(lang.tag()));
        if own.is_empty() {
            sets::disease(key, lang).to_owned()
        } else {
            own.to_owned()
        }
    }

    /// The key of a disease.
    pub(crate) fn key(&self, category: Category) -> &str {
        let keys = self.cube.axes().categories().keys();
        keys.get(category.index()).map_or("", String::as_str)
    }

    /// The last week with data.
    pub(crate) fn last(&self) -> IsoWeek {
        self.cube.axes().weeks().last()
    }

    /// The first week with data.
    pub(crate) fn first(&self) -> IsoWeek {
        self.cube.axes().weeks().first()
    }

    /// A week of the set, however far outside the wanted one is.
    pub(crate) fn within(&self, week: IsoWeek) -> IsoWeek {
        week.clamp(self.first(), self.last())
    }

    /// Where cases are counted for a district; for the state without one.
    pub(crate) fn area(&self, district: Option<&District>) -> Result<Area, Error> {
        let Some(district) = district else {
            return Ok(Area::State);
        };
        let key: Ags = district.key.parse().map_err(Error::internal)?;
        self.cube
            .axes()
            .places()
            .area(&key)
            .map_err(Error::internal)
    }
}

/// A district and how many people live in it.
#[derive(Debug, Clone)]
pub(crate) struct Peopled {
    pub(crate) district: District,
    pub(crate) inhabitants: u64,
}

/// All sets of notified cases, and where people live.
#[derive(Debug, Default)]
pub(crate) struct Cases {
    pub(crate) sets: Vec<std::sync::Arc<CaseSet>>,
    pub(crate) districts: Vec<Peopled>,
    /// All municipalities, by their keys.
    pub(crate) towns: std::sync::Arc<[places::Town]>,
}

impl Cases {
    /// The inhabitants of a district or of the state.
    pub(crate) fn inhabitants(&self, district: Option<&District>) -> u64 {
        let of = self
            .districts
            .iter()
            .filter(|one| district.is_none_or(|wanted| wanted.key == one.district.key));
        of.map(|one| one.inhabitants).sum()
    }
}
