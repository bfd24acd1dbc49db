// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented input for tests and benchmarks.

use figures::{
    AreaState, AreaValue, Band, BandKind, Classes, LegendLabels, Line, LineKind, MapShapes,
    NumberStyle, Slot, Threshold, Topology, number,
};

/// The text of the map that the product ships.
pub(crate) fn map_text() -> String {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../modules/directory/geo/lower-saxony.topo.json"
    );
    std::fs::read_to_string(path).expect("the map is part of the repository")
}

/// The 45 districts, 640 units wide.
pub(crate) fn districts() -> MapShapes {
    let topology = Topology::parse(&map_text()).expect("the map is TopoJSON");
    MapShapes::fit(&topology, "districts", 640.0).expect("the map has districts")
}

/// A share of sick children per district in per cent, with every state somewhere.
pub(crate) fn areas(shapes: &MapShapes) -> Vec<AreaValue> {
    let states = shapes.shapes().iter().enumerate().map(|(i, shape)| {
        let state = match i {
            3 | 17 | 31 => AreaState::Suppressed,
            9 | 40 => AreaState::NoData,
            22 => AreaState::NotYet,
            12 => AreaState::Zero,
            _ => AreaState::Value([2.1, 7.4, 4.9, 11.8, 6.2, 9.3, 0.8][i % 7] + i as f64 * 0.05),
        };
        (shape, state)
    });
    states
        .map(|(shape, state)| AreaValue {
            id: shape.id.clone(),
            state,
            label: match state {
                AreaState::Value(value) => {
                    format!(
                        "{}: {} %",
                        shape.name,
                        number(value, 1, NumberStyle::GERMAN)
                    )
                }
                AreaState::Zero => format!("{}: 0 %", shape.name),
                AreaState::Suppressed => format!("{}: zurückgehalten", shape.name),
                AreaState::NoData => format!("{}: keine Angaben", shape.name),
                AreaState::NotYet => format!("{}: noch nicht gemeldet", shape.name),
            },
            href: Some(format!("/lage?kreis={}&woche=2026-W47", shape.id)),
        })
        .collect()
}

/// Classes over the values of `areas`.
pub(crate) fn classes(areas: &[AreaValue]) -> Classes {
    Classes::pretty(areas.iter().filter_map(|area| match area.state {
        AreaState::Value(value) => Some(value),
        _ => None,
    }))
}

/// German words for a legend.
pub(crate) fn legend(classes: &Classes) -> LegendLabels {
    let written = |value| number(value, classes.decimals(), NumberStyle::GERMAN);
    LegendLabels {
        classes: classes
            .ranges()
            .map(|(low, high)| match high {
                Some(high) if low == 0.0 => format!("unter {} %", written(high)),
                Some(high) => format!("{} bis unter {} %", written(low), written(high)),
                None => format!("{} % und mehr", written(low)),
            })
            .collect(),
        zero: "0 %: niemand krank".to_owned(),
        suppressed: "zurückgehalten (zu wenige Einrichtungen)".to_owned(),
        no_data: "keine meldenden Einrichtungen".to_owned(),
        not_yet: "noch keine Meldung".to_owned(),
    }
}

/// What a chart is made of.
pub(crate) struct Weeks {
    pub(crate) slots: Vec<Slot>,
    pub(crate) lines: Vec<Line>,
    pub(crate) bands: Vec<Band>,
    pub(crate) thresholds: Vec<Threshold>,
}

fn slots(first: (u32, u32), count: usize) -> Vec<Slot> {
    let (mut year, mut week) = first;
    (0..count)
        .map(|_| {
            let slot = Slot {
                tick: format!("KW {week}"),
                group: year.to_string(),
                title: format!("KW {week}/{year}"),
            };
            week += 1;
            if week > if year == 2026 { 53 } else { 52 } {
                (year, week) = (year + 1, 1);
            }
            slot
        })
        .collect()
}

fn wave(week: usize, peak: usize, height: f64) -> f64 {
    let distance = (week as f64 - peak as f64) / 6.0;
    let ripple = ((week * 7) % 5) as f64 * 0.22;
    2.4 + height * (-distance * distance).exp() + ripple
}

/// A running season up to its eighth week, the last two weeks incomplete and one missing, over the season before.
pub(crate) fn season() -> Weeks {
    let values = |count: usize, peak, height| -> Vec<Option<f64>> {
        (0..count)
            .map(|week| Some(wave(week, peak, height)))
            .collect()
    };
    let mut current = values(8, 9, 7.5);
    current[3] = None;
    current[7] = Some(5.6);
    Weeks {
        slots: slots((2026, 40), 34),
        lines: vec![
            Line {
                name: "2026/27".to_owned(),
                last: "5,6 %".to_owned(),
                kind: LineKind::Main,
                values: current,
            },
            Line {
                name: "2025/26".to_owned(),
                last: String::new(),
                kind: LineKind::Comparison,
                values: values(34, 17, 6.1),
            },
        ],
        bands: vec![Band {
            first: 6,
            last: 7,
            kind: BandKind::Incomplete,
            label: "noch unvollständig".to_owned(),
        }],
        thresholds: vec![],
    }
}

/// Two years with two seasons and a threshold.
pub(crate) fn two_years() -> Weeks {
    let values = (0..112)
        .map(|week| match week {
            34..52 | 86..104 => None,
            50..86 => Some(wave(week, 70, 6.5)),
            _ => Some(wave(week, if week > 90 { 115 } else { 18 }, 5.5)),
        })
        .collect();
    let season = |first, last, label: &str| Band {
        first,
        last,
        kind: BandKind::Season,
        label: label.to_owned(),
    };
    Weeks {
        slots: slots((2024, 40), 112),
        lines: vec![Line {
            name: String::new(),
            last: "5,1 %".to_owned(),
            kind: LineKind::Main,
            values,
        }],
        bands: vec![
            season(0, 33, "Saison 2024/25"),
            season(52, 85, "Saison 2025/26"),
            season(104, 111, "Saison 2026/27"),
            Band {
                first: 110,
                last: 111,
                kind: BandKind::Incomplete,
                label: "noch unvollständig".to_owned(),
            },
        ],
        thresholds: vec![Threshold {
            value: 6.5,
            label: "erhöht ab 6,5 %".to_owned(),
        }],
    }
}
