// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use kernel::{IsoWeek, OrganisationId};

use super::{Arrival, Cell, CellState, District, Group, Level, Season, Sums};

/// All figures of the indicator at one moment.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    districts: Vec<District>,
    by_district: HashMap<(String, IsoWeek), Sums>,
    whole: BTreeMap<IsoWeek, Sums>,
    /// The latest week in which each office released.
    latest: HashMap<OrganisationId, IsoWeek>,
    /// Which offices released something in a season.
    taking_part: BTreeMap<Season, BTreeSet<OrganisationId>>,
    updated: Option<Timestamp>,
}

impl Figures {
    /// Adds the groups up. `districts` in the order in which they are listed.
    pub fn new(districts: Vec<District>, groups: &[Group], arrivals: &[Arrival]) -> Self {
        let mut figures = Self {
            districts,
            ..Self::default()
        };
        for group in groups {
            if group.level == Level::District {
                let key = (group.place.clone(), group.week);
                figures.by_district.entry(key).or_default().add(group);
            }
            figures.whole.entry(group.week).or_default().add(group);
        }
        for arrival in arrivals {
            let latest = figures
                .latest
                .entry(arrival.office)
                .or_insert(arrival.as_of);
            *latest = (*latest).max(arrival.as_of);
            figures
                .taking_part
                .entry(Season::of(arrival.as_of))
                .or_default()
                .insert(arrival.office);
            figures.updated = figures.updated.max(Some(arrival.arrived_at));
        }
        figures
    }

    /// All districts.
    pub fn districts(&self) -> &[District] {
        &self.districts
    }

    /// The district with this key.
    pub fn district(&self, key: &str) -> Option<&District> {
        self.districts.iter().find(|district| district.key == key)
    }

    /// When the last release came.
    pub fn updated(&self) -> Option<Timestamp> {
        self.updated
    }

    /// Whether there is no figure at all.
    pub fn is_empty(&self) -> bool {
        self.last_week().is_none()
    }

    /// The latest week with a figure for the state.
    pub fn last_week(&self) -> Option<IsoWeek> {
        self.whole
            .iter()
            .rev()
            .find(|(_, sums)| sums.share().is_some())
            .map(|(week, _)| *week)
    }

    /// All weeks since the first report up to the week before `now`, in order: those in which institutions
    /// usually report or there are figures.
    pub fn all_weeks(&self, now: IsoWeek) -> Vec<IsoWeek> {
        let (Some(first), Some(last)) = (self.whole.keys().next(), self.last_week()) else {
            return Vec::new();
        };
        let until = last.max(now.plus(-1));
        std::iter::successors(Some(*first), |week| Some(week.plus(1)))
            .take_while(|week| *week <= until)
            .filter(|week| Season::is_usual(*week) || self.whole.contains_key(week))
            .collect()
    }

    /// The weeks that can be chosen, the latest first: those of the season of the latest figure and of
    /// the one before.
    pub fn weeks(&self, now: IsoWeek) -> Vec<IsoWeek> {
        let Some(since) = self.last_week().map(|week| Season::of(week).before()) else {
            return Vec::new();
        };
        let mut weeks = self.all_weeks(now);
        weeks.retain(|week| Season::of(*week) >= since);
        weeks.reverse();
        weeks
    }

    /// The weeks of a season's chart: those in which institutions usually report or there are figures.
    pub fn weeks_of(&self, season: Season) -> Vec<IsoWeek> {
        season
            .weeks()
            .filter(|week| Season::is_usual(*week) || self.whole.contains_key(week))
            .collect()
    }

    /// The figures that comparisons over weeks need: the shares of all districts, in the seasons that
    /// can be chosen.
    pub fn shares(&self) -> Vec<f64> {
        let since = self.last_week().map(|week| Season::of(week).before());
        let mut shares: Vec<f64> = self
            .by_district
            .iter()
            .filter(|((_, week), _)| since.is_some_and(|since| Season::of(*week) >= since))
            .filter_map(|(_, sums)| sums.share())
            .collect();
        shares.sort_by(f64::total_cmp);
        shares
    }

    /// A district in a week, as seen in the week `now`.
    pub fn cell(&self, district: &District, week: IsoWeek, now: IsoWeek) -> Cell {
        let key = (district.key.clone(), week);
        let sums = self.by_district.get(&key).copied().unwrap_or_default();
        let state = match sums.share() {
            Some(_) => with_figure(sums),
            None if week >= now => CellState::NotYet,
            None => self.without_figure(district, week, now, sums),
        };
        Cell { state, sums }
    }

    fn without_figure(
        &self,
        district: &District,
        week: IsoWeek,
        now: IsoWeek,
        sums: Sums,
    ) -> CellState {
        let Some(office) = district.office else {
            return CellState::NoData;
        };
        if !self.participants(week, now).contains(&office) {
            return CellState::NoData;
        }
        if week >= now.plus(-1) && !self.released_after(office, week) {
            return CellState::NotYet;
        }
        // Closed institutions explain a gap; weeks in which nobody in the state reports are no gap.
        if sums.closed > 0 || !self.whole.contains_key(&week) {
            return CellState::NoData;
        }
        CellState::Suppressed
    }

    /// The state as a whole in a week: all groups, also those that left at coarser places.
    pub fn whole(&self, week: IsoWeek, now: IsoWeek) -> Cell {
        let sums = self.whole.get(&week).copied().unwrap_or_default();
        let state = match sums.share() {
            Some(_) => with_figure(sums),
            None if week >= now.plus(-1) => CellState::NotYet,
            None => CellState::NoData,
        };
        Cell { state, sums }
    }

    /// The district or, without one, the whole state.
    pub fn place(&self, district: Option<&District>, week: IsoWeek, now: IsoWeek) -> Cell {
        match district {
            Some(district) => self.cell(district, week, now),
            None => self.whole(week, now),
        }
    }

    /// Whether every office that takes part has released since the end of the week. Weeks that ended
    /// earlier count as complete: late reports may still be added, but no release is awaited.
    pub fn is_complete(&self, week: IsoWeek, now: IsoWeek) -> bool {
        if week >= now {
            return false;
        }
        week < now.plus(-1)
            || self
                .participants(week, now)
                .iter()
                .all(|office| self.released_after(*office, week))
    }

    fn released_after(&self, office: OrganisationId, week: IsoWeek) -> bool {
        self.latest
            .get(&office)
            .is_some_and(|latest| *latest > week)
    }

    /// The offices that take part in the season of the week. At its very beginning those of the season
    /// before count, too, since nobody can have released yet.
    fn participants(&self, week: IsoWeek, now: IsoWeek) -> BTreeSet<OrganisationId> {
        let season = Season::of(week);
        let mut offices = self.taking_part.get(&season).cloned().unwrap_or_default();
        if week >= now.plus(-1)
            && let Some(before) = self.taking_part.get(&season.before())
            && Season::of(now.plus(-2)) == season.before()
        {
            offices.extend(before);
        }
        offices
    }
}

fn with_figure(sums: Sums) -> CellState {
    if sums.ill > 0 {
        CellState::Value
    } else {
        CellState::Zero
    }
}
