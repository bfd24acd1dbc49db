// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The territory: one state, its districts, their municipalities.

use std::ops::Range;

use kernel::Ags;

use crate::axes::{AxesError, Unknown};

/// The most municipalities of a district: with one more place for records whose municipality is not known, a byte holds them.
pub const MOST_MUNICIPALITIES: usize = 255;
/// The most places of all districts together.
pub const MOST_PLACES: usize = 65_535;

/// A district of a cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct District(u16);

impl District {
    /// Its place on the axis, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A place of a cube: a municipality, or a district for records of which nothing finer is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u16);

impl Place {
    /// Its place on the axis, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Where records are counted. Several areas together count each record once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Everywhere.
    State,
    /// In a district, records without a municipality included.
    District(District),
    /// In a municipality; or what has no municipality in a district.
    Place(Place),
}

/// The places of a cube in the order of their keys. A district is also a place, before its municipalities: records whose
/// municipality is not known are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    state: Ags,
    keys: Vec<Ags>,
    /// Where each district is among the keys, and at last how many keys there are.
    begins: Vec<usize>,
    /// Which district each place belongs to.
    district: Vec<u16>,
}

impl Places {
    /// The districts (5 digits) and municipalities (8 digits) of a state, in any order; a municipality brings its district.
    /// At most [`MOST_MUNICIPALITIES`] in a district and [`MOST_PLACES`] together.
    pub fn new(state: Ags, places: impl IntoIterator<Item = Ags>) -> Result<Self, AxesError> {
        if state != state.state() {
            return Err(AxesError::State(state));
        }
        let mut keys = Vec::new();
        for place in places {
            let Some(district) = place.district().filter(|_| place.within(&state)) else {
                return Err(AxesError::Place { place, state });
            };
            if place.is_municipality() {
                keys.push(place);
            }
            if keys.last() != Some(&district) {
                keys.push(district);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            return Err(AxesError::NoDistrict(state));
        }
        if keys.len() > MOST_PLACES {
            return Err(AxesError::TooManyPlaces);
        }
        let (mut begins, mut district) = (Vec::new(), Vec::with_capacity(keys.len()));
        for (at, key) in keys.iter().enumerate() {
            if !key.is_municipality() {
                begins.push(at);
            }
            district.push(small(begins.len() - 1));
        }
        begins.push(keys.len());
        let too_many = |pair: &&[usize]| pair[1] - pair[0] > MOST_MUNICIPALITIES + 1;
        if let Some(pair) = begins.windows(2).find(too_many) {
            return Err(AxesError::TooManyMunicipalities(keys[pair[0]].clone()));
        }
        Ok(Self {
            state,
            keys,
            begins,
            district,
        })
    }

    /// The state.
    pub fn state(&self) -> &Ags {
        &self.state
    }

    /// How many districts there are, at least one.
    pub fn districts(&self) -> usize {
        self.begins.len() - 1
    }

    /// How many places there are, districts as places included.
    #[expect(
        clippy::len_without_is_empty,
        reason = "there is at least one district"
    )]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// All districts in their order.
    pub fn all_districts(&self) -> impl Iterator<Item = District> + use<> {
        (0..self.districts()).map(|at| District(small(at)))
    }

    /// All places in their order.
    pub fn all(&self) -> impl Iterator<Item = Place> + use<> {
        (0..self.len()).map(|at| Place(small(at)))
    }

    /// The place with this key: a municipality, or a district for records without one.
    pub fn find(&self, key: &Ags) -> Result<Place, Unknown> {
        let at = self.keys.binary_search(key);
        at.map(|at| Place(small(at)))
            .map_err(|_| Unknown::of("place", key))
    }

    /// The district with this key.
    pub fn find_district(&self, key: &Ags) -> Result<District, Unknown> {
        let found = self.find(key).ok().filter(|_| !key.is_municipality());
        let found = found.and_then(|place| self.district_of(place));
        found.ok_or_else(|| Unknown::of("district", key))
    }

    /// The area with this key: the state, a whole district, or a municipality.
    pub fn area(&self, key: &Ags) -> Result<Area, Unknown> {
        if *key == self.state {
            Ok(Area::State)
        } else if key.is_municipality() {
            self.find(key).map(Area::Place)
        } else {
            self.find_district(key).map(Area::District)
        }
    }

    /// The key of a place.
    pub fn key(&self, place: Place) -> Option<&Ags> {
        self.keys.get(place.index())
    }

    /// The key of a district.
    pub fn district_key(&self, district: District) -> Option<&Ags> {
        self.keys.get(*self.begins.get(district.index())?)
    }

    /// The district of a place.
    pub fn district_of(&self, place: Place) -> Option<District> {
        self.district.get(place.index()).copied().map(District)
    }

    /// The keys of all places, in order.
    pub(crate) fn keys(&self) -> &[Ags] {
        &self.keys
    }

    /// The places of a district.
    pub(crate) fn within(&self, district: usize) -> Range<usize> {
        self.begins[district]..self.begins[district + 1]
    }

    /// The district of a place, and which of its places it is.
    pub(crate) fn split(&self, place: Place) -> Option<(usize, u8)> {
        let district = self.district_of(place)?.index();
        let within = place.index() - self.begins[district];
        Some((district, u8::try_from(within).ok()?))
    }

    /// The place with this number.
    pub(crate) fn place(at: usize) -> Place {
        Place(small(at))
    }

    /// The district with this number.
    pub(crate) fn district(at: usize) -> District {
        District(small(at))
    }
}

fn small(at: usize) -> u16 {
    u16::try_from(at).expect("there are at most 65,535 places")
}
