// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The borders of the territory.

use std::sync::OnceLock;

use figures::{MapShapes, Topology};

/// Municipalities, districts and the state as `TopoJSON` (WGS 84); see `geo/README.md`.
pub const TOPOLOGY: &str = include_str!("../geo/lower-saxony.topo.json");

/// Width of the map of districts in units of its view box.
const WIDTH: f64 = 480.0;

/// Where degrees of longitude and latitude are drawn in proportion, in degrees north.
const LATITUDE: f64 = 52.6;

/// The districts as outlines, for pages on which a place is set or shown.
#[derive(Debug)]
pub struct DistrictMap {
    /// Width and height in units of the outlines.
    pub size: (f64, f64),
    /// West, south, east and north edge in degrees.
    pub bounds: [f64; 4],
    /// Names and outlines (the value of a path's `d`).
    pub areas: Vec<(String, String)>,
}

/// The districts, drawn once per process.
pub fn district_map() -> &'static DistrictMap {
    static MAP: OnceLock<DistrictMap> = OnceLock::new();
    MAP.get_or_init(|| {
        let topology = Topology::parse(TOPOLOGY).expect("the shipped map is TopoJSON");
        let map = MapShapes::fit_degrees(&topology, "districts", WIDTH, LATITUDE)
            .expect("the shipped map has districts");
        let areas = map.shapes().iter();
        DistrictMap {
            size: map.size(),
            bounds: map.bounds(),
            areas: areas
                .map(|area| (area.name.clone(), area.path().to_owned()))
                .collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_district_lies_within_the_bounds_of_the_state() {
        let map = district_map();
        assert_eq!(map.areas.len(), 45);
        let [west, south, east, north] = map.bounds;
        // The extreme points of Lower Saxony, to a tenth of a degree.
        for (edge, expected) in [(west, 6.6), (south, 51.3), (east, 11.6), (north, 53.9)] {
            assert!((edge - expected).abs() < 0.2, "{edge} is not {expected}");
        }
        // The same length to the east and to the north, where the map is true.
        let (width, height) = map.size;
        let across = (east - west) * LATITUDE.to_radians().cos() / width;
        assert!((across - (north - south) / height).abs() < 1e-4);
    }
}
