// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What holds for every picture, whatever goes in.

use std::sync::LazyLock;

use figures::{
    AreaState, AreaValue, Band, BandKind, Choropleth, Classes, Line, LineKind, MapShapes, Series,
    Slot, Threshold, choropleth, series,
};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::samples;

static SHAPES: LazyLock<MapShapes> = LazyLock::new(samples::districts);

/// Reads the whole text as XML and looks at every attribute.
fn check(svg: &str) -> Result<(), TestCaseError> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| TestCaseError::fail(format!("{error} in {svg}")))?;
        let element = match &event {
            Event::Eof => break,
            Event::Start(element) => {
                depth += 1;
                element
            }
            Event::Empty(element) => element,
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            _ => continue,
        };
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| TestCaseError::fail(error.to_string()))?;
            let name = attribute.key.as_ref().to_owned();
            let value = attribute.value.into_owned();
            prop_assert!(name != "style" && !name.starts_with("on"), "{name}");
            if [
                "d",
                "x",
                "y",
                "cx",
                "cy",
                "width",
                "height",
                "viewBox",
                "data-centre",
            ]
            .contains(&name.as_str())
            {
                prop_assert!(
                    !value.contains("NaN") && !value.contains("inf"),
                    "{name}={value}"
                );
            }
        }
    }
    prop_assert_eq!(depth, 0);
    Ok(())
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..200.0f64,
        1 => Just(0.0),
        1 => Just(f64::MAX),
        1 => Just(f64::MIN_POSITIVE),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-3.0),
    ]
}

fn any_state() -> impl Strategy<Value = AreaState> {
    prop_oneof![
        4 => any_number().prop_map(AreaState::Value),
        1 => Just(AreaState::Zero),
        1 => Just(AreaState::Suppressed),
        1 => Just(AreaState::NoData),
        1 => Just(AreaState::NotYet),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_map_is_well_formed_and_counts_every_area(
        states in prop::collection::vec((any_state(), ".{0,12}", prop::option::of(".{0,12}")), 0..50),
        title in ".{0,20}",
    ) {
        let areas: Vec<AreaValue> = states
            .into_iter()
            .zip(SHAPES.shapes())
            .map(|((state, label, href), shape)| AreaValue { id: shape.id.clone(), state, label, href })
            .collect();
        let classes = samples::classes(&areas);
        let map = choropleth(&SHAPES, &Choropleth {
            id: "m",
            title: &title,
            description: &title,
            areas: &areas,
            classes: &classes,
            legend: &samples::legend(&classes),
            chosen: Some(&title),
        });
        check(&map.svg)?;
        check(&map.legend_list())?;
        let facts = &map.facts;
        prop_assert_eq!(facts.values + facts.zero + facts.suppressed + facts.no_data + facts.not_yet, 45);
        prop_assert_eq!(map.legend.iter().map(|entry| entry.areas).sum::<usize>(), 45);
        prop_assert!(map.legend.len() <= Classes::MOST + 4);
    }

    #[test]
    fn every_chart_is_well_formed(
        weeks in 0..120usize,
        lines in prop::collection::vec((prop::collection::vec(prop::option::of(any_number()), 0..130), any::<bool>()), 0..4),
        bands in prop::collection::vec((0..200usize, 0..200usize, any::<bool>()), 0..4),
        threshold in prop::option::of(any_number()),
        text in ".{0,20}",
        width in prop_oneof![Just(360.0), Just(720.0), any_number()],
    ) {
        let lines: Vec<Line> = lines
            .into_iter()
            .map(|(values, main)| Line {
                name: text.clone(),
                last: text.clone(),
                kind: if main { LineKind::Main } else { LineKind::Comparison },
                values,
            })
            .collect();
        let bands: Vec<Band> = bands
            .into_iter()
            .map(|(first, last, season)| Band {
                first,
                last,
                kind: if season { BandKind::Season } else { BandKind::Incomplete },
                label: text.clone(),
            })
            .collect();
        let slots = vec![Slot { tick: text.clone(), group: text.clone(), title: text.clone() }; weeks];
        let thresholds: Vec<Threshold> = threshold
            .into_iter()
            .map(|value| Threshold { value, label: text.clone() })
            .collect();
        let chart = series(&Series {
            id: "s",
            title: &text,
            description: &text,
            width,
            height: 300.0,
            axis_title: &text,
            tick: &|value| value.to_string(),
            slots: &slots,
            ranges: &[],
            lines: &lines,
            bands: &bands,
            thresholds: &thresholds,
        });
        check(&chart.svg)?;
        for slot in &chart.facts.missing {
            prop_assert!(*slot < weeks);
        }
    }
}
