// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Published cells in memory: what was published of a set, and nothing else. Whatever is asked for is read from cells, or is the sum
//! of cells of which all are said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cube::{Ages, Area, Axes, Categories, Category, Places, Weeks};
use disclosure::{Shown, TOTAL};
use kernel::{AgeGroup, Ags, IsoWeek, Sex};
use web::Error;

use super::EARLIER_YEARS;
use super::numbers::{AgeCount, AgeCounts, Beside, Span, TownCount, TownCounts, sum};
use crate::protection::edition::{Block, Edition, stratum};
use crate::protection::plan::{Plan, TOWNS, UNKNOWN_AGE, WEEKS, YEARS};

/// The cells of a block that are not zero, by place and stratum.
type Cells = BTreeMap<(String, String), Shown<u64>>;

/// What was published of a set.
#[derive(Debug)]
pub(crate) struct Published {
    axes: Axes,
    plan: Plan,
    /// By table, disease and period.
    blocks: BTreeMap<(String, usize, String), Cells>,
    /// The weeks of a disease in a place, in the order of the axis.
    series: HashMap<(usize, String), Vec<Shown<u64>>>,
}

/// A line of a whole table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) period: String,
    pub(crate) place: String,
    pub(crate) stratum: String,
    pub(crate) cases: Shown<u64>,
}

/// The first and the last week of an ISO year.
pub(crate) fn weeks_of_year(year: i16) -> Option<Span> {
    let first = IsoWeek::new(year, 1).ok()?;
    let last = IsoWeek::new(year, 53).or_else(|_| IsoWeek::new(year, 52));
    Some((first, last.ok()?))
}

/// The same weeks one or more years before: the last one has the same number, or is the week 52 of a year without week 53.
fn years_before((from, until): Span, years: i16) -> Option<Span> {
    let year = until.year().checked_sub(years)?;
    let last = IsoWeek::new(year, until.week()).or_else(|_| IsoWeek::new(year, 52));
    let last = last.ok()?;
    Some((last.plus(-until.since(from)), last))
}

impl Published {
    /// The editions of a set, the first one first, under its plan. None if no week was published yet.
    pub(crate) fn new(
        state: &Ags,
        plan: Plan,
        editions: Vec<Edition>,
    ) -> Result<Option<Self>, Error> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut seen = BTreeSet::new();
        for block in editions.into_iter().flat_map(|edition| edition.blocks) {
            let (table, period, disease) = block.key();
            // The first edition that has a block is the one that counts.
            if seen.insert((table.to_owned(), period.to_owned(), disease.to_owned())) {
                blocks.push(block);
            }
        }
        let weeks: BTreeSet<IsoWeek> = blocks
            .iter()
            .filter(|block| block.table == WEEKS)
            .filter_map(|block| block.period.parse().ok())
            .collect();
        let (Some(first), Some(last)) = (weeks.first().copied(), weeks.last().copied()) else {
            return Ok(None);
        };
        // That a disease is listed must say no more than its cells do.
        let diseases: BTreeSet<&str> = blocks
            .iter()
            .filter(|block| !block.cells.is_empty())
            .map(|block| block.disease.as_str())
            .collect();
        if diseases.is_empty() {
            return Ok(None);
        }
        let count = usize::try_from(last.since(first) + 1).unwrap_or(1);
        let axes = Axes::new(
            Categories::new(diseases.iter().copied()).map_err(Error::internal)?,
            Weeks::new(first, count).map_err(Error::internal)?,
            places(state, &plan)?,
            ages(&plan)?,
        )
        .map_err(Error::internal)?;
        let mut all = Self {
            axes,
            plan,
            blocks: BTreeMap::new(),
            series: HashMap::new(),
        };
        for block in blocks {
            all.take(block);
        }
        Ok(Some(all))
    }

    fn take(&mut self, block: Block) {
        let Ok(category) = self.axes.categories().find(&block.disease) else {
            return;
        };
        let cells: Cells = block
            .cells
            .iter()
            .map(|cell| ((cell.0.clone(), cell.1.clone()), cell.shown()))
            .collect();
        let weeks = self.axes.weeks();
        let week = block.period.parse::<IsoWeek>().ok();
        if let (WEEKS, Some(week)) = (block.table.as_str(), week) {
            let at = usize::try_from(week.since(weeks.first())).unwrap_or(0);
            for place in self.plan.districts() {
                let cell = cells.get(&(place.clone(), TOTAL.to_owned()));
                let series = self.series.entry((category.index(), place));
                let series = series.or_insert_with(|| vec![Shown::NoData; weeks.len()]);
                series[at] = cell.copied().unwrap_or(Shown::Zero);
            }
        }
        let key = (block.table, category.index(), block.period);
        self.blocks.insert(key, cells);
    }

    pub(crate) fn axes(&self) -> &Axes {
        &self.axes
    }

    /// The key of an area in tables by district; none for a municipality, which those do not have.
    fn place(&self, area: Area) -> Option<String> {
        match area {
            Area::State => Some(TOTAL.to_owned()),
            Area::District(district) => {
                let key = self.axes.places().district_key(district)?;
                Some(key.to_string())
            }
            Area::Place(_) => None,
        }
    }

    /// Weekly numbers of the state (`*`) or a district; weeks that were not published have none.
    pub(crate) fn weeks_of(
        &self,
        category: Category,
        place: &str,
        (from, until): Span,
    ) -> Vec<Shown<u64>> {
        let first = self.axes.weeks().first();
        let series = self.series.get(&(category.index(), place.to_owned()));
        (0..=until.since(from))
            .map(|week| {
                let at = usize::try_from(from.plus(week).since(first)).ok();
                let cell = at.and_then(|at| series?.get(at));
                cell.copied().unwrap_or(Shown::NoData)
            })
            .collect()
    }

    pub(crate) fn weekly(&self, category: Category, area: Area, weeks: Span) -> Vec<Shown<u64>> {
        let place = self.place(area).unwrap_or_default();
        self.weeks_of(category, &place, weeks)
    }

    /// The year that was published last of a table and ended before a week did.
    fn year(&self, table: &str, category: Category, until: IsoWeek) -> Option<(Span, &Cells)> {
        let of = |year: &str| (table.to_owned(), category.index(), year.to_owned());
        self.blocks
            .range(of("")..=of("9999"))
            .rev()
            .filter_map(|((_, _, year), cells)| Some((weeks_of_year(year.parse().ok()?)?, cells)))
            .find(|(weeks, _)| weeks.1 <= until)
    }

    pub(crate) fn ages(&self, category: Category, area: Area, asked: Span) -> AgeCounts {
        let found = self.year(YEARS, category, asked.1).zip(self.place(area));
        let Some(((weeks, cells), place)) = found else {
            return AgeCounts {
                weeks: asked,
                rows: Vec::new(),
            };
        };
        let groups = self.axes.ages();
        let rows = groups.all().map(|age| {
            let ages = groups.group(age);
            let age = ages.map_or(UNKNOWN_AGE.to_owned(), |group| group.to_string());
            let of = |sex: Sex| {
                let cell = cells.get(&(place.clone(), stratum(&age, sex.name())));
                cell.copied().unwrap_or(Shown::Zero)
            };
            AgeCount {
                ages,
                female: of(Sex::Female),
                male: of(Sex::Male),
                other: sum([of(Sex::Diverse), of(Sex::Unknown)]),
            }
        });
        AgeCounts {
            weeks,
            rows: rows.collect(),
        }
    }

    pub(crate) fn towns(&self, category: Category, asked: Span) -> Option<TownCounts> {
        let (weeks, cells) = self.year(TOWNS, category, asked.1)?;
        let rows = self.plan.areas().into_iter().map(|area| TownCount {
            cases: *cells
                .get(&(area.key(), TOTAL.to_owned()))
                .unwrap_or(&Shown::Zero),
            key: area.key(),
            district: area.district().to_owned(),
            members: area.places().into_iter().map(str::to_owned).collect(),
        });
        Some(TownCounts {
            weeks,
            rows: rows.collect(),
        })
    }

    pub(crate) fn ranking(&self, area: Area, weeks: Span) -> Vec<Beside> {
        let Some(place) = self.place(area) else {
            return Vec::new();
        };
        let first = self.axes.weeks().first();
        let years = 1..=i16::try_from(EARLIER_YEARS).unwrap_or(0);
        let earlier: Vec<Span> = years
            .filter_map(|years| years_before(weeks, years))
            .filter(|(from, _)| *from >= first)
            .collect();
        let all = self.axes.categories().all();
        all.map(|category| Beside {
            category,
            cases: sum(self.weeks_of(category, &place, weeks)),
            earlier: earlier
                .iter()
                .map(|weeks| sum(self.weeks_of(category, &place, *weeks)))
                .collect(),
        })
        .collect()
    }

    /// The plan that it was published under.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// All that was published of a disease in a table, the earliest period first; none if the plan has no such table.
    pub(crate) fn table(&self, table: &str, category: Category) -> Option<Vec<Line>> {
        let (places, strata) = self.plan.cells(table)?;
        let of = |period: &str| (table.to_owned(), category.index(), period.to_owned());
        let blocks = self.blocks.range(of("")..=of("9999-W99"));
        let mut lines = Vec::new();
        for ((_, _, period), cells) in blocks {
            for place in &places {
                for stratum in &strata {
                    let cell = cells.get(&(place.clone(), stratum.clone()));
                    lines.push(Line {
                        period: period.clone(),
                        place: place.clone(),
                        stratum: stratum.clone(),
                        cases: cell.copied().unwrap_or(Shown::Zero),
                    });
                }
            }
        }
        Some(lines)
    }
}

fn places(state: &Ags, plan: &Plan) -> Result<Places, Error> {
    let keys = plan.districts().into_iter().filter(|key| key != TOTAL);
    let keys: Vec<Ags> = keys
        .map(|key| key.parse().map_err(Error::internal))
        .collect::<Result<_, _>>()?;
    Places::new(state.clone(), keys).map_err(Error::internal)
}

/// The age groups of the plan.
fn ages(plan: &Plan) -> Result<Ages, Error> {
    let groups: Vec<AgeGroup> = plan
        .age_groups()
        .iter()
        .filter_map(|key| key.parse().ok())
        .collect();
    let closed = groups
        .iter()
        .filter_map(|group| Some((group.from(), group.to()?)));
    let open = groups.iter().find(|group| group.to().is_none());
    Ages::new(closed, open.map(|group| group.from())).map_err(Error::internal)
}
