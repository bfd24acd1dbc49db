// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long a picture takes, on the map that the product ships.

use divan::{Bencher, black_box};
use figures::{Choropleth, MapShapes, Series, Topology, choropleth, series};

#[path = "../tests/it/samples.rs"]
mod samples;

fn main() {
    divan::main();
}

/// Once per process: read the map and fit the districts.
#[divan::bench]
fn load_districts(bencher: Bencher) {
    let text = samples::map_text();
    bencher.bench(|| {
        let topology = Topology::parse(black_box(&text)).expect("the map is TopoJSON");
        MapShapes::fit(&topology, "districts", 640.0).expect("the map has districts")
    });
}

/// Once per page: the map.
#[divan::bench]
fn render_map(bencher: Bencher) {
    let shapes = samples::districts();
    let areas = samples::areas(&shapes);
    let classes = samples::classes(&areas);
    let legend = samples::legend(&classes);
    bencher.bench(|| {
        choropleth(
            &shapes,
            black_box(&Choropleth {
                id: "map",
                title: "Krankenstand",
                description: "Anteil erkrankter Kinder nach Kreisen",
                areas: &areas,
                classes: &classes,
                legend: &legend,
                chosen: None,
            }),
        )
    });
}

/// Twice per page: the chart, here of two years.
#[divan::bench(args = ["season", "two years"])]
fn render_series(bencher: Bencher, which: &str) {
    let weeks = if which == "season" {
        samples::season()
    } else {
        samples::two_years()
    };
    bencher.bench(|| {
        series(black_box(&Series {
            id: "series",
            title: "Krankenstand",
            description: "Anteil erkrankter Kinder",
            width: 720.0,
            height: 360.0,
            axis_title: "Anteil erkrankter Kinder",
            tick: &|value| format!("{value} %"),
            slots: &weeks.slots,
            ranges: &[],
            lines: &weeks.lines,
            bands: &weeks.bands,
            thresholds: &weeks.thresholds,
        }))
    });
}
