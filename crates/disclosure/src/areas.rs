// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Places with few inhabitants are shown together. Belongs here: which places of a district make its rest, and the dimension of
//! places that comes of it.

use crate::dimension::{Dimension, DimensionError, TOTAL};
use crate::plan::Geography;

/// A place of a district with its exact population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key of the place.
    pub key: String,
    /// The key of its district.
    pub district: String,
    /// Inhabitants.
    pub population: u64,
}

/// What a table has a row for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// A place that is shown by itself.
    Place(Place),
    /// The places of a district that are not: two or more.
    Rest {
        /// The key of the district.
        district: String,
        /// The keys of the places, sorted.
        places: Vec<String>,
        /// Inhabitants of all of them.
        population: u64,
    },
    /// A district whose places would not make a safe rest, as a whole.
    District {
        /// The key of the district.
        district: String,
        /// The keys of all its places, sorted.
        places: Vec<String>,
        /// Inhabitants of all of them.
        population: u64,
    },
}

impl Area {
    /// The key of its cells: that of the place or of the district; a rest has that of the district with `-rest`.
    pub fn key(&self) -> String {
        match self {
            Self::Place(place) => place.key.clone(),
            Self::Rest { district, .. } => format!("{district}-rest"),
            Self::District { district, .. } => district.clone(),
        }
    }

    /// The key of its district.
    pub fn district(&self) -> &str {
        match self {
            Self::Place(place) => &place.district,
            Self::Rest { district, .. } | Self::District { district, .. } => district,
        }
    }

    /// The keys of the places in it.
    pub fn places(&self) -> Vec<&str> {
        match self {
            Self::Place(place) => vec![&place.key],
            Self::Rest { places, .. } | Self::District { places, .. } => {
                places.iter().map(String::as_str).collect()
            }
        }
    }

    /// Inhabitants.
    pub fn population(&self) -> u64 {
        match self {
            Self::Place(place) => place.population,
            Self::Rest { population, .. } | Self::District { population, .. } => *population,
        }
    }
}

/// The areas of the districts, sorted by district, each place in exactly one. Places under the floor are the rest of their district. A
/// rest of one place is that place, and a rest under the floor is as small as what it hides, so the smallest shown places join until the
/// rest has two places and the floor. What is left alone beside a rest that took everything else is the district.
///
/// Areas are made once for all periods that are ever summed or compared: where a place crosses the floor from one year to the next, the rest
/// with it less the rest without it is that place.
pub fn areas(places: &[Place], floor: u64) -> Vec<Area> {
    let mut sorted: Vec<&Place> = places.iter().collect();
    sorted.sort_by(|one, other| {
        (&one.district, one.population, &one.key).cmp(&(
            &other.district,
            other.population,
            &other.key,
        ))
    });
    sorted
        .chunk_by(|one, other| one.district == other.district)
        .flat_map(|district| of_district(district, floor))
        .collect()
}

fn of_district(places: &[&Place], floor: u64) -> Vec<Area> {
    let small = places
        .iter()
        .filter(|place| place.population < floor)
        .count();
    let mut rest = small;
    let population = |count: usize| places[..count].iter().map(|place| place.population).sum();
    while small > 0 && rest < places.len() && (rest < 2 || population(rest) < floor) {
        rest += 1;
    }
    let district = places[0].district.clone();
    let mut keys: Vec<String> = places[..rest]
        .iter()
        .map(|place| place.key.clone())
        .collect();
    keys.sort();
    let population = population(rest);
    let mut areas = Vec::new();
    if rest > 0 && rest == places.len() {
        areas.push(Area::District {
            district,
            places: keys,
            population,
        });
    } else if rest > 0 {
        areas.push(Area::Rest {
            district,
            places: keys,
            population,
        });
    }
    let mut shown: Vec<Place> = places[rest..].iter().copied().cloned().collect();
    shown.sort_by(|one, other| one.key.cmp(&other.key));
    areas.extend(shown.into_iter().map(Area::Place));
    areas
}

/// The dimension “place” of a table with these finest places. The total is the state ([`TOTAL`]).
pub fn place_dimension(areas: &[Area], finest: Geography) -> Result<Dimension, DimensionError> {
    let mut categories: Vec<(String, Option<&str>)> = vec![(TOTAL.to_owned(), None)];
    for district in areas.chunk_by(|one, other| one.district() == other.district()) {
        if finest == Geography::State {
            break;
        }
        let key = district[0].district();
        categories.push((key.to_owned(), Some(TOTAL)));
        if finest == Geography::Municipality {
            let parts = district.iter().map(Area::key).filter(|part| part != key);
            categories.extend(parts.map(|part| (part, Some(key))));
        }
    }
    let categories = categories.iter();
    Dimension::new(
        "place",
        categories.map(|(key, within)| (key.as_str(), *within)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(populations: &[u64]) -> Vec<Place> {
        populations
            .iter()
            .enumerate()
            .map(|(index, population)| Place {
                key: format!("03101{index:03}"),
                district: "03101".to_owned(),
                population: *population,
            })
            .collect()
    }

    #[test]
    fn a_single_small_place_takes_the_next_one_with_it() {
        let areas = areas(&places(&[900, 9_000, 20_000]), 5_000);
        assert_eq!(areas.len(), 2);
        assert_eq!(areas[0].places(), ["03101000", "03101001"]);
        assert_eq!(areas[0].population(), 9_900);
        assert_eq!(areas[1].places(), ["03101002"]);
    }

    #[test]
    fn a_rest_under_the_floor_grows_until_it_reaches_it() {
        let areas = areas(&places(&[900, 1_000, 1_100, 9_000, 20_000]), 5_000);
        assert_eq!(areas[0].places().len(), 4);
        assert!(areas.iter().all(|area| area.population() >= 5_000));
    }

    #[test]
    fn a_district_of_small_places_is_shown_as_a_whole() {
        let areas = areas(&places(&[900, 1_000]), 5_000);
        assert!(matches!(areas.as_slice(), [Area::District { .. }]));
    }

    #[test]
    fn places_above_the_floor_stay_as_they_are() {
        let areas = areas(&places(&[5_000, 6_000]), 5_000);
        assert!(areas.iter().all(|area| matches!(area, Area::Place(_))));
        assert_eq!(areas.len(), 2);
    }

    #[test]
    fn places_are_parts_of_districts_and_districts_of_the_state() {
        let mut all = places(&[900, 1_000, 9_000, 20_000]);
        all.push(Place {
            key: "03102000".to_owned(),
            district: "03102".to_owned(),
            population: 800,
        });
        let areas = areas(&all, 5_000);
        let keys = |finest| {
            let dimension = place_dimension(&areas, finest).unwrap();
            let keys = (0..dimension.tree().len()).map(|node| dimension.key(node).to_owned());
            keys.collect::<Vec<_>>()
        };
        assert_eq!(keys(Geography::State), ["*"]);
        assert_eq!(keys(Geography::District), ["*", "03101", "03102"]);
        assert_eq!(
            keys(Geography::Municipality),
            ["*", "03101", "03101-rest", "03101003", "03102"]
        );
    }
}
