// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A map whose areas are coloured by class, with explicit states for what is no value.

use std::collections::BTreeMap;

use crate::classes::Classes;
use crate::shapes::MapShapes;
use crate::svg::{Px, Svg, Text};

/// What is known about an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AreaState {
    /// A value above zero, in the unit of the classes.
    Value(f64),
    /// Reported, and nothing occurred.
    Zero,
    /// Withheld, because the number could reveal persons or facilities.
    Suppressed,
    /// No one reports there.
    NoData,
    /// Reports are due and have not come yet.
    NotYet,
}

/// An area of the map with its state and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaValue {
    /// The key of the area, as in the shapes.
    pub id: String,
    /// What is known about it.
    pub state: AreaState,
    /// The area in words, such as `Landkreis Gifhorn: 8,1 %`: its tooltip and its accessible name.
    pub label: String,
    /// Where a click on it leads.
    pub href: Option<String>,
}

/// The words of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendLabels {
    /// One label for each class, such as `2 bis unter 4 %`.
    pub classes: Vec<String>,
    /// For [`AreaState::Zero`].
    pub zero: String,
    /// For [`AreaState::Suppressed`].
    pub suppressed: String,
    /// For [`AreaState::NoData`].
    pub no_data: String,
    /// For [`AreaState::NotYet`].
    pub not_yet: String,
}

/// What a map shows.
#[derive(Debug, Clone)]
pub struct Choropleth<'a> {
    /// Prefix of all element ids, unique on the page: letters, digits and hyphens.
    pub id: &'a str,
    /// The accessible name of the map.
    pub title: &'a str,
    /// One sentence that says what the map shows.
    pub description: &'a str,
    /// The areas; one that is missing here is drawn as [`AreaState::NoData`] under its bare name.
    pub areas: &'a [AreaValue],
    /// The classes of the values.
    pub classes: &'a Classes,
    /// The words of the legend.
    pub legend: &'a LegendLabels,
    /// The area that is marked as chosen, if any.
    pub chosen: Option<&'a str>,
}

/// A drawn map with its legend and its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// An `<svg>` element without legend: text in it would shrink with the map on narrow screens.
    pub svg: String,
    /// The legend: every class, and the states that occur.
    pub legend: Vec<LegendEntry>,
    /// What a sentence about the map needs.
    pub facts: MapFacts,
}

impl Map {
    /// The legend as an HTML list, to be placed on the same page as the map (the patterns live there).
    pub fn legend_list(&self) -> String {
        let mut html = Svg::default();
        html.add(format_args!("<ul class=\"figure-legend\">"));
        for entry in &self.legend {
            html.add(format_args!(
                "<li class=\"figure-legend-entry\">{}<span>{}</span></li>",
                entry.swatch,
                Text(&entry.label)
            ));
        }
        html.add(format_args!("</ul>"));
        html.finish()
    }
}

/// One line of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// A small `<svg>` element, hidden from assistive technology. Hatched swatches refer to patterns in the map.
    pub swatch: String,
    /// Its words.
    pub label: String,
    /// How many areas of the map are drawn so.
    pub areas: usize,
}

/// How many areas are in which state, and which have the lowest and the highest value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapFacts {
    /// Areas with a value above zero.
    pub values: usize,
    /// Areas where nothing occurred.
    pub zero: usize,
    /// Areas whose number is withheld.
    pub suppressed: usize,
    /// Areas where no one reports.
    pub no_data: usize,
    /// Areas whose reports have not come yet.
    pub not_yet: usize,
    /// Key and value of the area with the lowest value above zero; the first of several.
    pub lowest: Option<(String, f64)>,
    /// Key and value of the area with the highest value; the first of several.
    pub highest: Option<(String, f64)>,
}

/// How an area is painted: the class that the style sheet knows and the colour without it.
pub(crate) struct Paint {
    pub(crate) class: String,
    pub(crate) fill: String,
    pub(crate) stroke: &'static str,
}

// The light theme, for a file or a mail where no style sheet is at hand.
const CLASS_FILLS: [&str; Classes::MOST] = [
    "#d8e1f4", "#a2b8e4", "#7694d5", "#4468bf", "#2044aa", "#03007f",
];
const BACKGROUND: &str = "#ffffff";
const CHOSEN: &str = "#ad6500";
const HATCH: &str = "#5b6185";

/// Draws the areas of `shapes` in the classes of `map`.
///
/// Every area is an element with `data-area` (key), `data-state`, `data-neighbours` (keys) and `data-centre`, so that a script can
/// move the focus by arrow keys; only one area is a tab stop.
pub fn choropleth(shapes: &MapShapes, map: &Choropleth<'_>) -> Map {
    let known: BTreeMap<&str, &AreaValue> = map
        .areas
        .iter()
        .map(|area| (area.id.as_str(), area))
        .collect();
    let state_of = |id: &str| {
        known
            .get(id)
            .map_or(AreaState::NoData, |area| settled(area.state))
    };
    let entry = map
        .chosen
        .and_then(|id| shapes.shapes().iter().position(|shape| shape.id == id))
        .unwrap_or_default();

    let mut svg = Svg::default();
    open(&mut svg, shapes, map);
    for (position, shape) in shapes.shapes().iter().enumerate() {
        let state = state_of(&shape.id);
        let area = known.get(shape.id.as_str());
        let label = area.map_or(shape.name.as_str(), |area| area.label.as_str());
        let href = area.and_then(|area| area.href.as_deref());
        let chosen = map.chosen == Some(shape.id.as_str());
        let focus = format!(
            "tabindex=\"{}\" data-area=\"{}\"",
            if position == entry { 0 } else { -1 },
            Text(&shape.id)
        );
        let neighbours: Vec<&str> = shape
            .neighbours
            .iter()
            .map(|&other| shapes.shapes()[other].id.as_str())
            .collect();
        let paint = paint(state, map.id, map.classes);
        if let Some(href) = href {
            svg.add(format_args!(
                "<a href=\"{}\" class=\"figure-area-link\" aria-label=\"{}\" {focus}{}>",
                Text(href),
                Text(label),
                if chosen { " aria-current=\"true\"" } else { "" }
            ));
        }
        svg.add(format_args!(
            "<path class=\"figure-area {}\" fill=\"{}\" stroke=\"{}\" stroke-linejoin=\"round\" \
             data-state=\"{}\" data-neighbours=\"{}\" data-centre=\"{},{}\" ",
            paint.class,
            paint.fill,
            paint.stroke,
            state_name(state),
            Text(&neighbours.join(" ")),
            Px(shape.centre[0]),
            Px(shape.centre[1]),
        ));
        if href.is_none() {
            svg.add(format_args!(
                "role=\"img\" aria-label=\"{}\" {focus} ",
                Text(label)
            ));
        }
        svg.add(format_args!(
            "d=\"{}\"><title>{}</title></path>{}",
            shape.path,
            Text(label),
            if href.is_some() { "</a>" } else { "" }
        ));
    }
    svg.add(format_args!(
        "<path class=\"figure-outline\" fill=\"none\" stroke=\"{HATCH}\" stroke-linejoin=\"round\" d=\"{}\"/>",
        shapes.outline
    ));
    // Above all areas, so that no neighbour hides it.
    if let Some(shape) = shapes
        .shapes()
        .get(entry)
        .filter(|shape| map.chosen == Some(&shape.id))
    {
        for (class, stroke, width) in [("ground", BACKGROUND, 6), ("chosen", CHOSEN, 3)] {
            svg.add(format_args!(
                "<path class=\"figure-ring figure-ring-{class}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" \
                 stroke-linejoin=\"round\" pointer-events=\"none\" d=\"{}\"/>",
                shape.path
            ));
        }
    }
    svg.add(format_args!("</svg>"));

    let states: Vec<(&str, AreaState)> = shapes
        .shapes()
        .iter()
        .map(|shape| (shape.id.as_str(), state_of(&shape.id)))
        .collect();
    Map {
        svg: svg.finish(),
        legend: legend(map, &states),
        facts: facts(&states),
    }
}

/// A value that is none becomes a state that says so.
pub(crate) fn settled(state: AreaState) -> AreaState {
    match state {
        AreaState::Value(value) if !value.is_finite() => AreaState::NoData,
        AreaState::Value(0.0) => AreaState::Zero,
        other => other,
    }
}

pub(crate) fn state_name(state: AreaState) -> &'static str {
    match state {
        AreaState::Value(_) => "value",
        AreaState::Zero => "zero",
        AreaState::Suppressed => "suppressed",
        AreaState::NoData => "no-data",
        AreaState::NotYet => "not-yet",
    }
}

fn open(svg: &mut Svg, shapes: &MapShapes, map: &Choropleth<'_>) {
    let id = Text(map.id);
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure figure-map\" role=\"group\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\" viewBox=\"0 0 {} {}\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc><defs>",
        Px(shapes.width),
        Px(shapes.height),
        Text(map.title),
        Text(map.description),
    ));
    for name in ["suppressed", "no-data", "not-yet"] {
        pattern(svg, map.id, name);
    }
    svg.add(format_args!("</defs>"));
}

/// The pattern of a state that is no value.
pub(crate) fn pattern(svg: &mut Svg, id: &str, name: &str) {
    let (path, stroke) = match name {
        "suppressed" => ("M-2 2l4-4M0 8l8-8M6 10l4-4", 1.8),
        "no-data" => ("M2 2h.1M6 6h.1", 1.6),
        _ => ("M0 4h8", 1.2),
    };
    svg.add(format_args!(
        "<pattern id=\"{}-{name}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <rect class=\"figure-hatch-ground\" width=\"8\" height=\"8\" fill=\"{BACKGROUND}\"/>\
         <path class=\"figure-hatch\" d=\"{path}\" fill=\"none\" stroke=\"{HATCH}\" stroke-width=\"{}\" stroke-linecap=\"round\"/>\
         </pattern>",
        Text(id),
        Px(stroke),
    ));
}

pub(crate) fn paint(state: AreaState, id: &str, classes: &Classes) -> Paint {
    match state {
        AreaState::Value(value) => class_paint(classes.class_of(value), classes.len()),
        AreaState::Zero => Paint {
            class: "figure-zero".to_owned(),
            fill: "#f3f4f7".to_owned(),
            stroke: HATCH,
        },
        AreaState::Suppressed | AreaState::NoData | AreaState::NotYet => Paint {
            class: format!("figure-{}", state_name(state)),
            fill: format!("url(#{}-{})", Text(id), state_name(state)),
            stroke: HATCH,
        },
    }
}

/// The colours of few classes are spread over the whole ramp.
fn class_paint(class: usize, classes: usize) -> Paint {
    let steps = Classes::MOST - 1;
    let colour = match classes {
        0 | 1 => 2,
        _ => (class * steps + (classes - 1) / 2) / (classes - 1),
    }
    .min(steps);
    Paint {
        class: format!("figure-class-{}", colour + 1),
        fill: CLASS_FILLS[colour].to_owned(),
        stroke: BACKGROUND,
    }
}

fn legend(map: &Choropleth<'_>, states: &[(&str, AreaState)]) -> Vec<LegendEntry> {
    let count = |wanted: &dyn Fn(AreaState) -> bool| {
        states.iter().filter(|(_, state)| wanted(*state)).count()
    };
    let mut entries: Vec<LegendEntry> = (0..map.classes.len())
        .map(|class| LegendEntry {
            swatch: swatch(&class_paint(class, map.classes.len())),
            label: map.legend.classes.get(class).cloned().unwrap_or_default(),
            areas: count(&|state| {
                matches!(state, AreaState::Value(value) if map.classes.class_of(value) == class)
            }),
        })
        .collect();
    for (state, label) in [
        (AreaState::Zero, &map.legend.zero),
        (AreaState::Suppressed, &map.legend.suppressed),
        (AreaState::NoData, &map.legend.no_data),
        (AreaState::NotYet, &map.legend.not_yet),
    ] {
        let areas = count(&|other| other == state);
        if areas > 0 {
            entries.push(LegendEntry {
                swatch: swatch(&paint(state, map.id, map.classes)),
                label: label.clone(),
                areas,
            });
        }
    }
    entries
}

fn swatch(paint: &Paint) -> String {
    format!(
        "<svg class=\"figure-swatch\" viewBox=\"0 0 28 18\" width=\"28\" height=\"18\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"figure-swatch-area {}\" x=\".5\" y=\".5\" width=\"27\" height=\"17\" rx=\"2\" fill=\"{}\" stroke=\"{HATCH}\"/></svg>",
        paint.class, paint.fill
    )
}

fn facts(states: &[(&str, AreaState)]) -> MapFacts {
    let mut facts = MapFacts::default();
    for (id, state) in states {
        match *state {
            AreaState::Value(value) => {
                facts.values += 1;
                if facts
                    .lowest
                    .as_ref()
                    .is_none_or(|(_, lowest)| value < *lowest)
                {
                    facts.lowest = Some(((*id).to_owned(), value));
                }
                if facts
                    .highest
                    .as_ref()
                    .is_none_or(|(_, highest)| value > *highest)
                {
                    facts.highest = Some(((*id).to_owned(), value));
                }
            }
            AreaState::Zero => facts.zero += 1,
            AreaState::Suppressed => facts.suppressed += 1,
            AreaState::NoData => facts.no_data += 1,
            AreaState::NotYet => facts.not_yet += 1,
        }
    }
    facts
}
