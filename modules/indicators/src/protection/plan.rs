// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The plan of a protected set: which tables of notified cases are published, and how counts of few are protected. Pure.

use std::collections::BTreeSet;

use disclosure::{
    Area, Audience, Dimension, Fault, Geography, Hierarchy, Method, NoiseError, NoiseParameters,
    Period, Place, Protection, Reason, Span, TOTAL, TablePlan, TableSpec, place_dimension,
};
use kernel::{AgeGroup, Sex};
use serde::{Deserialize, Serialize};

use super::edition::stratum;

/// The table of weeks by district. Every plan has it.
pub const WEEKS: &str = "weeks";
/// The table of ISO years by district, age and sex.
pub const YEARS: &str = "years";
/// The table of ISO years by municipality.
pub const TOWNS: &str = "towns";
/// The key of ages that are not known.
pub const UNKNOWN_AGE: &str = "unknown";

/// The age dimension.
const AGE: &str = "age";
/// The sex dimension.
const SEX: &str = "sex";
/// The most weeks that a number may wait.
const MOST_WAIT: i32 = 26;
/// How many bits of a cell key are looked at.
const KEY_BITS: u8 = 12;

kernel::named! {
    /// How counts of few are protected.
    pub enum Scheme {
        /// By noise that belongs to the records (cell key method).
        Noise = "noise",
        /// By leaving cells out, and others so that they cannot be computed.
        LeftOut = "left-out",
    }
}

/// A plan as it is kept: it never changes; a change is a new plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Tables, method, minimum and floor.
    pub tables: TablePlan,
    /// The municipalities with their inhabitants, as they were when the plan was made: areas stay the same for all periods.
    pub towns: Vec<(String, u64)>,
    /// How many whole weeks after its end a period is published.
    pub wait: i32,
}

/// What somebody chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Wishes {
    /// How.
    pub scheme: Scheme,
    /// The smallest count besides zero that is shown.
    pub minimum: u32,
    /// The largest deviation of the noise.
    pub deviation: u32,
    /// The variance of the noise.
    pub variance: f64,
    /// Municipalities with fewer inhabitants are shown together.
    pub floor: u64,
    /// How many whole weeks after its end a period is published.
    pub wait: i32,
    /// Whether years are shown by age and sex.
    pub years: bool,
    /// Whether years are shown by municipality.
    pub towns: bool,
}

/// What is wrong with a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanFault {
    /// A rule about tables.
    Table(Fault),
    /// Municipalities beside cells that are left out.
    TownsLeftOut,
    /// Waiting too long, or less than not at all.
    Wait,
    /// Something was published with other noise, other dots or other areas, which stays.
    Fixed,
}

impl PlanFault {
    /// Its name in message keys.
    pub fn key(&self) -> &'static str {
        match self {
            Self::TownsLeftOut => "towns-left-out",
            Self::Wait => "wait",
            Self::Fixed => "fixed",
            Self::Table(fault) => match &fault.reason {
                Reason::Minimum { .. } | Reason::SmallestCount => "minimum",
                Reason::NoFloor => "floor",
                Reason::Dimensions { .. } => "dimensions",
                Reason::Linked { .. } => "linked",
                Reason::Noise(NoiseError::Variance { .. }) => "variance",
                Reason::Noise(NoiseError::Deviation(_)) => "deviation",
                Reason::Noise(NoiseError::Smallest(_) | NoiseError::NoMean { .. }) => "too-narrow",
                _ => "other",
            },
        }
    }
}

impl Wishes {
    /// A sound choice of a scheme.
    pub fn preset(scheme: Scheme) -> Self {
        let noise = scheme == Scheme::Noise;
        Self {
            scheme,
            minimum: 3,
            deviation: 5,
            variance: 3.0,
            floor: 5_000,
            wait: 2,
            years: noise,
            towns: noise,
        }
    }

    /// What was chosen for a plan.
    pub fn of(plan: &Plan) -> Self {
        let has = |name: &str| plan.tables.tables.iter().any(|table| table.name == name);
        let minimum = u32::try_from(plan.tables.minimum).unwrap_or(u32::MAX);
        let own = Self {
            minimum,
            floor: plan.tables.floor,
            wait: plan.wait,
            years: has(YEARS),
            towns: has(TOWNS),
            ..Self::preset(plan.scheme())
        };
        match plan.tables.method {
            Method::CellKey(noise) => Self {
                deviation: noise.deviation,
                variance: noise.variance,
                ..own
            },
            Method::Suppression(_) | Method::Exact => own,
        }
    }

    /// The plan for a set with these age groups.
    pub fn plan(&self, set: &str, ages: &[AgeGroup], towns: Vec<(String, u64)>) -> Plan {
        let mut tables = vec![table(WEEKS, Geography::District, Period::Week, Vec::new())];
        if self.years {
            tables.push(table(
                YEARS,
                Geography::District,
                Period::Year,
                people(ages),
            ));
        }
        if self.towns {
            tables.push(table(
                TOWNS,
                Geography::Municipality,
                Period::Year,
                Vec::new(),
            ));
        }
        let method = match self.scheme {
            Scheme::Noise => Method::CellKey(NoiseParameters {
                deviation: self.deviation,
                variance: self.variance,
                smallest: self.minimum,
                key_bits: KEY_BITS,
            }),
            Scheme::LeftOut => Method::Suppression(Protection::of_counts(self.minimum.into())),
        };
        Plan {
            tables: TablePlan {
                dataset: set.to_owned(),
                audience: Audience::Public,
                method,
                minimum: self.minimum.into(),
                floor: self.floor,
                tables,
            },
            towns,
            wait: self.wait,
        }
    }
}

fn table(
    name: &str,
    geography: Geography,
    period: Period,
    dimensions: Vec<Dimension>,
) -> TableSpec {
    TableSpec {
        name: name.to_owned(),
        geography,
        period,
        span: Span::Current,
        dimensions,
    }
}

/// Age and sex, both with a category for what is not known.
fn people(ages: &[AgeGroup]) -> Vec<Dimension> {
    let mut keys: Vec<String> = ages.iter().map(ToString::to_string).collect();
    keys.push(UNKNOWN_AGE.to_owned());
    let age = Dimension::flat(AGE, keys.iter().map(String::as_str));
    let sex = Dimension::flat(SEX, Sex::ALL.iter().map(|sex| sex.name()));
    // Groups and sexes have different names.
    age.into_iter().chain(sex).collect()
}

impl Plan {
    /// How counts of few are protected.
    pub fn scheme(&self) -> Scheme {
        match self.tables.method {
            Method::CellKey(_) => Scheme::Noise,
            Method::Suppression(_) | Method::Exact => Scheme::LeftOut,
        }
    }

    /// All that is wrong with it, beside the plans under which something was published before.
    pub fn faults(&self, before: &[Self]) -> Vec<PlanFault> {
        let mut faults: Vec<PlanFault> = Vec::new();
        for fault in self.tables.faults() {
            let fault = PlanFault::Table(fault);
            if !faults.iter().any(|known| known.key() == fault.key()) {
                faults.push(fault);
            }
        }
        if self.scheme() == Scheme::LeftOut && self.table(TOWNS).is_some() {
            faults.push(PlanFault::TownsLeftOut);
        }
        if !(0..=MOST_WAIT).contains(&self.wait) {
            faults.push(PlanFault::Wait);
        }
        if before.iter().any(|before| !self.goes_on(before)) {
            faults.push(PlanFault::Fixed);
        }
        faults
    }

    /// Whether it protects as another one does, so that what both publish can stand side by side.
    fn goes_on(&self, before: &Self) -> bool {
        let (one, other) = (&self.tables, &before.tables);
        let areas = |plan: &Self| (plan.tables.floor, plan.towns.clone());
        one.method == other.method
            && one.minimum == other.minimum
            && areas(self) == areas(before)
            && self
                .table(YEARS)
                .zip(before.table(YEARS))
                .is_none_or(|(one, other)| one == other)
    }

    /// The table with this name.
    pub fn table(&self, name: &str) -> Option<&TableSpec> {
        self.tables.tables.iter().find(|table| table.name == name)
    }

    /// The municipalities that are shown by themselves and the rests of districts.
    pub fn areas(&self) -> Vec<Area> {
        let places: Vec<Place> = self
            .towns
            .iter()
            .filter_map(|(key, population)| {
                Some(Place {
                    district: key.get(..5)?.to_owned(),
                    key: key.clone(),
                    population: *population,
                })
            })
            .collect();
        disclosure::areas(&places, self.tables.floor)
    }

    /// The keys of the state (`*`) and all districts.
    pub fn districts(&self) -> Vec<String> {
        let keys: BTreeSet<&str> = self
            .towns
            .iter()
            .filter_map(|(key, _)| key.get(..5))
            .collect();
        let keys = std::iter::once(TOTAL).chain(keys);
        keys.map(str::to_owned).collect()
    }

    /// The keys of the age groups, without the one for what is not known.
    pub fn age_groups(&self) -> Vec<String> {
        let ages = self.table(YEARS).and_then(|table| {
            let dimension = table.dimensions.iter().find(|one| one.name() == AGE)?;
            Some(keys(dimension))
        });
        let wanted = |key: &String| key != TOTAL && key != UNKNOWN_AGE;
        ages.unwrap_or_default()
            .into_iter()
            .filter(wanted)
            .collect()
    }

    /// The keys of the places and of the strata of a table; none if the plan does not have it.
    pub fn cells(&self, name: &str) -> Option<(Vec<String>, Vec<String>)> {
        let table = self.table(name)?;
        let places = match table.geography {
            Geography::State | Geography::District => self.districts(),
            Geography::Municipality => keys(&place_dimension(&self.areas(), table.geography).ok()?),
        };
        let strata = match table.dimensions.as_slice() {
            [ages, sexes] => {
                let (ages, sexes) = (keys(ages), keys(sexes));
                let all = ages
                    .iter()
                    .flat_map(|age| sexes.iter().map(|sex| one_stratum(age, sex)));
                all.collect()
            }
            _ => vec![TOTAL.to_owned()],
        };
        Some((places, strata))
    }
}

/// Age and sex as one key; `*` for everybody.
pub fn one_stratum(age: &str, sex: &str) -> String {
    if age == TOTAL && sex == TOTAL {
        TOTAL.to_owned()
    } else {
        stratum(age, sex)
    }
}

fn keys(dimension: &Dimension) -> Vec<String> {
    let tree: &Hierarchy = dimension.tree();
    (0..tree.len())
        .map(|node| dimension.key(node).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ages() -> Vec<AgeGroup> {
        ["0-14", "15-59", "60+"]
            .map(|text| text.parse().unwrap())
            .to_vec()
    }

    fn towns() -> Vec<(String, u64)> {
        [
            ("03101000", 250_000),
            ("03151001", 800),
            ("03151002", 4_600),
            ("03151009", 42_000),
        ]
        .map(|(key, people)| (key.to_owned(), people))
        .to_vec()
    }

    #[test]
    fn what_is_suggested_has_no_fault() {
        for scheme in Scheme::ALL {
            let wishes = Wishes::preset(*scheme);
            let plan = wishes.plan("register", &ages(), towns());
            assert_eq!(plan.faults(&[]), []);
            assert!(plan.clone().tables.checked().is_ok());
            assert_eq!(Wishes::of(&plan), wishes);
            let text = serde_json::to_string(&plan).unwrap();
            assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
        }
    }

    #[test]
    fn faults_are_named_once_and_by_what_to_change() {
        let keys = |wishes: Wishes| -> Vec<&'static str> {
            let plan = wishes.plan("register", &ages(), towns());
            plan.faults(&[]).iter().map(PlanFault::key).collect()
        };
        let noise = Wishes::preset(Scheme::Noise);
        let left_out = Wishes::preset(Scheme::LeftOut);
        assert_eq!(
            keys(Wishes {
                floor: 0,
                ..noise.clone()
            }),
            ["floor"]
        );
        assert_eq!(
            keys(Wishes {
                minimum: 2,
                ..noise.clone()
            }),
            ["minimum"]
        );
        assert_eq!(
            keys(Wishes {
                variance: 90.0,
                ..noise.clone()
            }),
            ["variance"]
        );
        assert_eq!(
            keys(Wishes {
                deviation: 50,
                ..noise.clone()
            }),
            ["deviation"]
        );
        assert_eq!(keys(Wishes { wait: -1, ..noise }), ["wait"]);
        assert_eq!(
            keys(Wishes {
                years: true,
                ..left_out.clone()
            }),
            ["dimensions", "linked"]
        );
        assert_eq!(
            keys(Wishes {
                towns: true,
                ..left_out
            }),
            ["linked", "towns-left-out"]
        );
    }

    #[test]
    fn what_protects_stays_once_something_is_published() {
        let noise = Wishes::preset(Scheme::Noise);
        let plan = |wishes: Wishes| wishes.plan("register", &ages(), towns());
        let before = plan(Wishes {
            towns: false,
            ..noise.clone()
        });
        assert_eq!(
            plan(noise.clone()).faults(std::slice::from_ref(&before)),
            []
        );
        let longer = Wishes {
            wait: 3,
            ..noise.clone()
        };
        assert_eq!(plan(longer).faults(std::slice::from_ref(&before)), []);
        for changed in [
            Wishes {
                variance: 2.5,
                ..noise.clone()
            },
            Wishes {
                minimum: 4,
                ..noise.clone()
            },
            Wishes {
                floor: 6_000,
                ..noise.clone()
            },
            Wishes::preset(Scheme::LeftOut),
        ] {
            let faults = plan(changed).faults(std::slice::from_ref(&before));
            assert_eq!(faults.last(), Some(&PlanFault::Fixed));
        }
    }

    #[test]
    fn a_table_has_all_cells_of_its_places_and_people() {
        let plan = Wishes::preset(Scheme::Noise).plan("register", &ages(), towns());
        let (places, strata) = plan.cells(WEEKS).unwrap();
        assert_eq!(places, ["*", "03101", "03151"]);
        assert_eq!(strata, ["*"]);
        let (_, strata) = plan.cells(YEARS).unwrap();
        assert_eq!(strata.len(), 5 * 5);
        assert!(strata.contains(&"*/female".to_owned()) && strata.contains(&"0-14/*".to_owned()));
        let (places, _) = plan.cells(TOWNS).unwrap();
        assert_eq!(
            places,
            ["*", "03101", "03101000", "03151", "03151-rest", "03151009"]
        );
        assert_eq!(plan.age_groups(), ["0-14", "15-59", "60+"]);
    }
}
