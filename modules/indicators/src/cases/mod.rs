// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified cases: what is in memory, and the figures that pages, files and programs ask for.
//!
//! A [`CaseSet`] is a set at a version, with the numbers that a reader may see ([`numbers::Numbers`]): the exact ones of a cube, or the
//! cells that were published. What is drawn and written asks it alone, so that nothing exact can slip past.

pub(crate) mod compare;
pub(crate) mod detail;
pub(crate) mod figures;
pub(crate) mod former;
pub(crate) mod funnel;
pub(crate) mod lage;
pub(crate) mod map;
pub(crate) mod numbers;
pub(crate) mod paper;
mod pictures;
pub(crate) mod places;
pub(crate) mod published;
pub(crate) mod region;
pub(crate) mod shelf;
pub(crate) mod tables;
pub(crate) mod view;

use std::collections::BTreeMap;

use cube::{Area, Axes, Category, Cube};
use kernel::{Ags, IsoWeek, Lang};
use web::Error;

use crate::measured::Measured;
use crate::model::District;
use crate::sets::{self, DataSet, Publication, SetKey, SetVersion};
use former::Stand;
use numbers::Numbers;
use published::Published;

/// How many earlier years weeks are compared with.
pub(crate) const EARLIER_YEARS: u16 = 5;
/// How many weeks a chart has.
pub(crate) const CHART_WEEKS: i32 = 52;
/// Over how many weeks maps and tables can add up; the first is what is shown unasked.
pub(crate) const SPANS: [i32; 6] = [4, 1, 13, 52, 156, 260];
/// The same for municipalities, where a few weeks are next to nothing.
pub(crate) const LONG_SPANS: [i32; 6] = [260, 156, 52, 13, 4, 1];

/// A set of notified cases at a version, as a reader may see it.
#[derive(Debug)]
pub(crate) struct CaseSet {
    pub(crate) set: DataSet,
    pub(crate) version: SetVersion,
    pub(crate) numbers: Numbers,
    /// The number of the last edition, where the numbers are what was published.
    pub(crate) edition: i64,
    /// What everybody sees, where these are the exact numbers of a protected set.
    pub(crate) public: Option<std::sync::Arc<CaseSet>>,
    /// Whether it is shown as it was, and not as the current one.
    pub(crate) frozen: bool,
    /// Whether it has exact counts that are known by municipality.
    pub(crate) by_town: bool,
}

impl CaseSet {
    /// What there is to count by.
    pub(crate) fn axes(&self) -> &Axes {
        self.numbers.axes()
    }

    /// Which numbers these are, in answers to programs.
    pub(crate) fn shown_as(&self) -> &'static str {
        match (self.exact(), self.set.publication) {
            (None, _) => Publication::Protected.name(),
            (Some(_), Publication::AsPublished) => Publication::AsPublished.name(),
            (Some(_), _) => "exact",
        }
    }

    /// The exact counts; none for a reader who sees what was published.
    pub(crate) fn exact(&self) -> Option<&Cube> {
        match &self.numbers {
            Numbers::Exact(cube) => Some(cube),
            Numbers::Published(_) => None,
        }
    }

    /// What was published, if that is what the reader sees.
    pub(crate) fn published(&self) -> Option<&Published> {
        match &self.numbers {
            Numbers::Published(published) => Some(published),
            Numbers::Exact(_) => None,
        }
    }

    /// What a disease is called: by the set, else by the list of notifiable diseases, else its key.
    pub(crate) fn name(&self, category: Category, lang: Lang) -> String {
        sets::disease_in(&self.set, self.key(category), lang)
    }

    /// The key of a disease.
    pub(crate) fn key(&self, category: Category) -> &str {
        let keys = self.axes().categories().keys();
        keys.get(category.index()).map_or("", String::as_str)
    }

    /// The last week with data.
    pub(crate) fn last(&self) -> IsoWeek {
        self.axes().weeks().last()
    }

    /// The first week with data.
    pub(crate) fn first(&self) -> IsoWeek {
        self.axes().weeks().first()
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
        self.axes().places().area(&key).map_err(Error::internal)
    }
}

/// A district and how many people live in it.
#[derive(Debug, Clone)]
pub(crate) struct Peopled {
    pub(crate) district: District,
    pub(crate) inhabitants: u64,
}

/// All sets that can be shown, and where people live.
#[derive(Debug, Default)]
pub(crate) struct Cases {
    pub(crate) sets: Vec<std::sync::Arc<CaseSet>>,
    pub(crate) districts: Vec<Peopled>,
    /// Sets of other indicators.
    pub(crate) measured: Measured,
    /// The versions of the sets that were taken over, the latest first.
    pub(crate) stands: BTreeMap<SetKey, Vec<Stand>>,
    /// All municipalities, by their keys.
    pub(crate) towns: std::sync::Arc<[places::Town]>,
}

impl Cases {
    /// The versions of a set that can be shown, the latest first.
    pub(crate) fn stands_of(&self, set: &SetKey) -> &[Stand] {
        self.stands.get(set).map_or(&[], Vec::as_slice)
    }

    /// The inhabitants of a district or of the state.
    pub(crate) fn inhabitants(&self, district: Option<&District>) -> u64 {
        let of = self
            .districts
            .iter()
            .filter(|one| district.is_none_or(|wanted| wanted.key == one.district.key));
        of.map(|one| one.inhabitants).sum()
    }
}
