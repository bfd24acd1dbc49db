// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What readers of the map see.

use std::path::Path;

use figures::{AreaState, Choropleth, MapFacts, MapShapes, Topology, choropleth};

use crate::samples;

#[test]
fn a_map_of_the_districts_in_every_state() {
    let shapes = samples::districts();
    let areas = samples::areas(&shapes);
    let classes = samples::classes(&areas);
    let legend = samples::legend(&classes);
    let map = choropleth(
        &shapes,
        &Choropleth {
            id: "krankenstand",
            title: "Krankenstand in Kitas, KW 47/2026",
            description: "Anteil erkrankter Kinder nach Kreisen",
            areas: &areas,
            classes: &classes,
            legend: &legend,
            chosen: Some("03241"),
        },
    );
    assert!(map.svg.len() < 60_000, "{} bytes", map.svg.len());
    insta::assert_snapshot!("map", map.svg);
    insta::assert_snapshot!("map_legend", map.legend_list());
    insta::assert_debug_snapshot!("map_facts", map.facts);
}

#[test]
fn exactly_one_area_is_a_tab_stop() {
    let shapes = samples::districts();
    let areas = samples::areas(&shapes);
    let classes = samples::classes(&areas);
    let legend = samples::legend(&classes);
    for chosen in [None, Some("03462"), Some("unknown")] {
        let map = choropleth(
            &shapes,
            &Choropleth {
                id: "m",
                title: "t",
                description: "d",
                areas: &areas[..20],
                classes: &classes,
                legend: &legend,
                chosen,
            },
        );
        assert_eq!(map.svg.matches("tabindex=\"0\"").count(), 1);
        assert_eq!(map.svg.matches("tabindex=\"-1\"").count(), 44);
    }
}

#[test]
fn an_area_that_no_one_mentions_has_no_data() {
    let shapes = samples::districts();
    let classes = samples::classes(&[]);
    let mut areas = samples::areas(&shapes)[..2].to_vec();
    areas[0].state = AreaState::Value(0.0);
    areas[1].state = AreaState::Value(f64::NAN);
    let map = choropleth(
        &shapes,
        &Choropleth {
            id: "m",
            title: "t",
            description: "d",
            areas: &areas,
            classes: &classes,
            legend: &samples::legend(&classes),
            chosen: None,
        },
    );
    let expected = MapFacts {
        zero: 1,
        no_data: 44,
        ..MapFacts::default()
    };
    assert_eq!(map.facts, expected);
}

#[test]
fn neighbours_are_those_of_the_atlas() {
    let shapes = samples::districts();
    let of = |id| {
        let mut ids: Vec<_> = shapes.neighbours(id).collect();
        ids.sort_unstable();
        ids
    };
    // The city of Osnabrück lies within the district of the same name.
    assert_eq!(of("03404"), ["03459"]);
    // The district of Oldenburg touches both cities.
    assert_eq!(
        of("03458"),
        [
            "03251", "03401", "03403", "03451", "03453", "03460", "03461"
        ]
    );
    // Wilhelmshaven touches Friesland only.
    assert_eq!(of("03405"), ["03455"]);
}

/// The absolute points of every ring of a path that this crate wrote.
fn rings(path: &str) -> Vec<Vec<(i64, i64)>> {
    let grid = |text: &str| -> i64 {
        format!("{:.0}", text.parse::<f64>().unwrap() * 10.0)
            .parse()
            .unwrap()
    };
    path.split('M')
        .skip(1)
        .map(|ring| {
            let spaced = ring
                .trim_end_matches('z')
                .replace('l', " ")
                .replace('-', " -");
            let numbers: Vec<i64> = spaced.split_whitespace().map(grid).collect();
            let mut at = (0, 0);
            numbers
                .chunks(2)
                .map(|step| {
                    at = (at.0 + step[0], at.1 + step[1]);
                    at
                })
                .collect()
        })
        .collect()
}

#[test]
fn neighbours_share_every_step_of_their_border() {
    let shapes = samples::districts();
    let svg = choropleth(
        &shapes,
        &Choropleth {
            id: "m",
            title: "t",
            description: "d",
            areas: &[],
            classes: &samples::classes(&[]),
            legend: &samples::legend(&samples::classes(&[])),
            chosen: None,
        },
    )
    .svg;
    let mut paths: Vec<&str> = svg
        .split(" d=\"M")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    // The first three are the hatches, the last one is the outline.
    let outline = paths.split_off(48);
    let steps = |path: &str| -> Vec<((i64, i64), (i64, i64))> {
        rings(&format!("M{path}"))
            .iter()
            .flat_map(|ring| {
                ring.windows(2)
                    .map(|pair| (pair[0], pair[1]))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let areas: Vec<_> = paths[3..].iter().flat_map(|path| steps(path)).collect();
    let coast = steps(outline[0]);
    assert!(areas.len() > 2_000, "{}", areas.len());
    for (from, to) in &areas {
        let beside = areas.iter().filter(|step| **step == (*to, *from)).count();
        let outside = coast.contains(&(*from, *to)) || coast.contains(&(*to, *from));
        assert!(beside == 1 || outside, "{from:?} to {to:?} tears the map");
    }
}

#[test]
fn the_shipped_map_has_every_area_with_its_name() {
    let topology = Topology::parse(&samples::map_text()).unwrap();
    for (layer, count, digits) in [("districts", 45, 5), ("municipalities", 964, 8)] {
        let areas = topology.layer(layer).unwrap();
        assert_eq!(areas.len(), count);
        assert!(
            areas
                .iter()
                .all(|area| area.id.len() == digits && !area.name.is_empty())
        );
        assert!(areas.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}

#[test]
fn the_shipped_map_agrees_with_one_made_independently() {
    // The same source, dissolved and simplified by other hands; beside the checkout on machines that have it.
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/geo/ni2022_vg250_s5.topo.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!(
            "SKIPPED: {} is missing, nothing was compared",
            path.display()
        );
        return;
    };
    let ours = Topology::parse(&samples::map_text()).unwrap();
    let theirs = Topology::parse(&text).unwrap();
    for (layer, other) in [("districts", "kreise"), ("municipalities", "gemeinden")] {
        let ours = MapShapes::fit(&ours, layer, 640.0).unwrap();
        let theirs = MapShapes::fit(&theirs, other, 640.0).unwrap();
        assert_eq!(ours.shapes().len(), theirs.shapes().len());
        for shape in ours.shapes() {
            let same = theirs.shapes().iter().find(|same| same.id == shape.id);
            let same = same.unwrap_or_else(|| panic!("{} is ours alone", shape.id));
            let [x, y] = [0, 1].map(|axis| shape.centre()[axis] - same.centre()[axis]);
            assert!(x.hypot(y) < 3.0, "{} lies {x} {y} elsewhere", shape.id);
        }
    }
}
