// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a cube to the cells of a plan. Pure.
//!
//! A cube knows no records, only how many there are of a kind: of a disease, in a week, a place, an age group and a sex. The records of a kind are
//! numbered, and the key of a record is made of its kind and its number. So the same records have the same keys in every table, and a later version
//! in which one more is counted has one key more. docs/adr/063-protected-sets.md says what that assumes.

use std::collections::{BTreeSet, HashMap};

use cube::{Category, Cube, Record};
use disclosure::{
    CellKeyMethod, Content, Hierarchy, Method, Protection, Scope, Shown, Table, Tally, suppress,
};
use jiff::civil::Date;
use kernel::{IsoWeek, Sex};

use super::TablePreview;
use super::edition::{Block, PublishedCell};
use super::plan::{Plan, TOWNS, UNKNOWN_AGE, WEEKS, YEARS};

/// Why nothing is counted. Nothing was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountingFault {
    /// The set counts by age groups that the plan does not have.
    #[error("the set counts by other age groups than the plan")]
    Ages,
    /// The set has cases in a district that the plan does not have.
    #[error("the set counts in districts that the plan does not have")]
    Places,
    /// The noise of the plan could not be made, or the attacker did not come to an end.
    #[error("the cells could not be protected")]
    Protection,
}

impl CountingFault {
    /// Its name in message keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ages => "ages",
            Self::Places => "places",
            Self::Protection => "protection",
        }
    }
}

/// A period of a table that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The name of the table.
    pub table: String,
    /// The key of the period.
    pub period: String,
    /// Its first and last week.
    pub weeks: (IsoWeek, IsoWeek),
}

/// The periods that are over, have waited as long as the plan says, and lie in the cube as a whole.
pub fn due(plan: &Plan, cube: &Cube, as_of: Date) -> Vec<Due> {
    let weeks = cube.axes().weeks();
    let settled = IsoWeek::of(as_of).plus(-1 - plan.wait);
    let mut due = Vec::new();
    for table in &plan.tables.tables {
        let mut add = |period: String, weeks| {
            let table = table.name.clone();
            due.push(Due {
                table,
                period,
                weeks,
            });
        };
        if table.name == WEEKS {
            for week in weeks.all().iter().filter(|week| **week <= settled) {
                add(week.to_string(), (*week, *week));
            }
            continue;
        }
        for year in weeks.first().year()..=weeks.last().year() {
            let Some((first, last)) = crate::cases::published::weeks_of_year(year) else {
                continue;
            };
            if first >= weeks.first() && last <= weeks.last().min(settled) {
                add(year.to_string(), (first, last));
            }
        }
    }
    due
}

/// Where a record counts in a table: positions of places and of strata.
#[derive(Debug)]
struct Layout {
    places: Vec<String>,
    strata: Vec<String>,
    /// By the place on the axis of the cube.
    of_place: Vec<Vec<usize>>,
    /// By age and sex on the axes of the cube.
    of_person: Vec<Vec<Vec<usize>>>,
}

/// Counts the cells of a plan.
#[derive(Debug)]
pub struct Counter {
    plan: Plan,
    noise: Option<CellKeyMethod>,
    layouts: HashMap<String, Layout>,
    /// The keys of the places and ages of the cube, which records are known by.
    places: Vec<String>,
    ages: Vec<String>,
}

impl Counter {
    /// For a plan and a cube; `noise` if that is how the plan protects.
    pub fn new(
        plan: &Plan,
        cube: &Cube,
        noise: Option<CellKeyMethod>,
    ) -> Result<Self, CountingFault> {
        if matches!(plan.tables.method, Method::CellKey(_)) != noise.is_some() {
            return Err(CountingFault::Protection);
        }
        let axes = cube.axes();
        let key = |place| {
            axes.places()
                .key(place)
                .map_or(String::new(), ToString::to_string)
        };
        let places: Vec<String> = axes.places().all().map(key).collect();
        let ages = axes.ages().all().map(|age| {
            let group = axes.ages().group(age);
            group.map_or(UNKNOWN_AGE.to_owned(), |group| group.to_string())
        });
        let mut counter = Self {
            plan: plan.clone(),
            noise,
            layouts: HashMap::new(),
            places,
            ages: ages.collect(),
        };
        for table in &plan.tables.tables {
            let layout = counter.layout(&table.name)?;
            counter.layouts.insert(table.name.clone(), layout);
        }
        Ok(counter)
    }

    fn layout(&self, table: &str) -> Result<Layout, CountingFault> {
        let (places, strata) = self.plan.cells(table).ok_or(CountingFault::Places)?;
        let at = |key: &str| places.iter().position(|one| one == key);
        let areas = self.plan.areas();
        let area_of: HashMap<&str, String> = areas
            .iter()
            .flat_map(|area| area.places().into_iter().map(|town| (town, area.key())))
            .collect();
        let of_place = self.places.iter().map(|key| {
            let district = key.get(..5).and_then(at).ok_or(CountingFault::Places)?;
            let mut all = vec![0, district];
            let area = area_of.get(key.as_str()).filter(|_| table == TOWNS);
            all.extend(
                area.and_then(|area| at(area))
                    .filter(|one| *one != district),
            );
            Ok(all)
        });
        let of_person = self.ages.iter().map(|age| {
            Sex::ALL
                .iter()
                .map(|sex| strata_of(table, &strata, age, *sex))
                .collect()
        });
        Ok(Layout {
            of_place: of_place.collect::<Result<_, _>>()?,
            of_person: of_person.collect::<Result<_, _>>()?,
            places,
            strata,
        })
    }

    /// The blocks of a disease in some periods, and what became of their cells, table by table.
    pub fn count(
        &self,
        cube: &Cube,
        category: Category,
        due: &[Due],
    ) -> Result<(Vec<Block>, Vec<TablePreview>), CountingFault> {
        let disease = cube.axes().categories().keys()[category.index()].clone();
        let mut by_week: HashMap<IsoWeek, Vec<usize>> = HashMap::new();
        for (at, due) in due.iter().enumerate() {
            for week in 0..=due.weeks.1.since(due.weeks.0) {
                by_week.entry(due.weeks.0.plus(week)).or_default().push(at);
            }
        }
        let mut tallies: Vec<HashMap<(usize, usize), Tally>> = vec![HashMap::new(); due.len()];
        for record in cube.cells(category) {
            let Some(week) = cube.axes().weeks().calendar(record.week) else {
                continue;
            };
            let Some(wanted) = by_week.get(&week) else {
                continue;
            };
            let tally = self.tally(&disease, week, &record);
            for at in wanted {
                let layout = &self.layouts[&due[*at].table];
                for place in &layout.of_place[record.place.index()] {
                    for stratum in &layout.of_person[record.age.index()][record.sex.index()] {
                        *tallies[*at].entry((*place, *stratum)).or_default() += tally;
                    }
                }
            }
        }
        let mut blocks = Vec::new();
        let mut previews: Vec<TablePreview> = Vec::new();
        for (due, tallies) in due.iter().zip(tallies) {
            let layout = &self.layouts[&due.table];
            let shown = self.protect(layout, &tallies)?;
            let known = previews.iter().position(|one| one.table == due.table);
            let at = known.unwrap_or_else(|| {
                previews.push(TablePreview {
                    table: due.table.clone(),
                    ..TablePreview::default()
                });
                previews.len() - 1
            });
            told(&mut previews[at], layout, &tallies, &shown);
            blocks.push(block(due, &disease, layout, &shown));
        }
        Ok((blocks, previews))
    }

    /// Records of one kind: how many, and the sum of their keys.
    fn tally(&self, disease: &str, week: IsoWeek, record: &Record) -> Tally {
        let count = u64::from(record.count);
        let Some(noise) = &self.noise else {
            return Tally::new(count, 0);
        };
        let period = week.to_string();
        let scope = Scope {
            dataset: &self.plan.tables.dataset,
            period: &period,
        };
        let kind = format!(
            "{disease}/{}/{}/{}/",
            self.places[record.place.index()],
            self.ages[record.age.index()],
            record.sex.name()
        );
        (0..count)
            .map(|number| noise.record_key(scope, format!("{kind}{number}").as_bytes()))
            .collect()
    }

    /// What is shown of the cells that have a case.
    fn protect(
        &self,
        layout: &Layout,
        tallies: &HashMap<(usize, usize), Tally>,
    ) -> Result<HashMap<(usize, usize), Shown<u64>>, CountingFault> {
        match (&self.plan.tables.method, &self.noise) {
            (Method::CellKey(_), Some(noise)) => {
                let shown = tallies.iter();
                Ok(shown
                    .map(|(at, tally)| (*at, noise.publish(*tally)))
                    .collect())
            }
            (Method::Suppression(protection), None) => leave_out(layout, tallies, protection),
            _ => Err(CountingFault::Protection),
        }
    }
}

/// The strata of a table in which people of an age and a sex count.
fn strata_of(
    table: &str,
    strata: &[String],
    age: &str,
    sex: Sex,
) -> Result<Vec<usize>, CountingFault> {
    if table != YEARS {
        return Ok(vec![0]);
    }
    let all = [age, disclosure::TOTAL].into_iter().flat_map(|age| {
        let sexes = [sex.name(), disclosure::TOTAL];
        sexes.map(|sex| super::plan::one_stratum(age, sex))
    });
    all.map(|key| {
        let at = strata.iter().position(|one| *one == key);
        at.ok_or(CountingFault::Ages)
    })
    .collect()
}

/// The state and its districts in one table, from which cells are left out.
fn leave_out(
    layout: &Layout,
    tallies: &HashMap<(usize, usize), Tally>,
    protection: &Protection,
) -> Result<HashMap<(usize, usize), Shown<u64>>, CountingFault> {
    if tallies.is_empty() {
        return Ok(HashMap::new());
    }
    let axes = vec![Hierarchy::flat(layout.places.len() - 1)];
    let table = Table::new(axes, |nodes| {
        let count = tallies.get(&(nodes[0], 0)).map_or(0, |tally| tally.count());
        Content::count(count)
    });
    let table = table.map_err(|_| CountingFault::Protection)?;
    let choice = suppress(&table, protection).map_err(|_| CountingFault::Protection)?;
    let cells = (0..layout.places.len()).map(|place| {
        let cell = table.index(&[place]);
        ((place, 0), choice.shown(&table, cell))
    });
    Ok(cells.collect())
}

/// Counts what became of the cells of a block.
fn told(
    preview: &mut TablePreview,
    layout: &Layout,
    tallies: &HashMap<(usize, usize), Tally>,
    shown: &HashMap<(usize, usize), Shown<u64>>,
) {
    preview.cells += (layout.places.len() * layout.strata.len()) as u64;
    for place in 0..layout.places.len() {
        for stratum in 0..layout.strata.len() {
            let at = (place, stratum);
            let count = tallies.get(&at).map_or(0, |tally| tally.count());
            match shown.get(&at).copied().unwrap_or(Shown::Zero) {
                Shown::Zero if count == 0 => preview.zero += 1,
                Shown::Value(value) if value == count => preview.exact += 1,
                Shown::Value(_) | Shown::Zero => preview.changed += 1,
                Shown::Suppressed | Shown::NoData | Shown::NotYetReported => preview.left_out += 1,
            }
        }
    }
}

fn block(
    due: &Due,
    disease: &str,
    layout: &Layout,
    shown: &HashMap<(usize, usize), Shown<u64>>,
) -> Block {
    // In an order that says nothing.
    let cells: BTreeSet<(usize, usize)> = shown.keys().copied().collect();
    let cells = cells.into_iter().filter_map(|at| {
        let value = match shown[&at] {
            Shown::Zero => return None,
            Shown::Value(value) => Some(value),
            Shown::Suppressed | Shown::NoData | Shown::NotYetReported => None,
        };
        let (place, stratum) = (&layout.places[at.0], &layout.strata[at.1]);
        Some(PublishedCell(place.clone(), stratum.clone(), value))
    });
    Block {
        table: due.table.clone(),
        period: due.period.clone(),
        disease: disease.to_owned(),
        cells: cells.collect(),
    }
}
