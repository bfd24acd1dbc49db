// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tables of an indicator: districts in their order, groups, municipalities.

use datasets::Level;
use measures::{Figure, Ranking};

use super::choice::Chosen;
use super::view::{district, position_name};
use super::wording::Style;
use crate::pages::measures::path_of;
use crate::words::Words;

pub(crate) struct PlaceRow {
    pub(crate) name: String,
    /// Empty where it leads nowhere.
    pub(crate) href: String,
    pub(crate) chosen: bool,
    pub(crate) value: String,
    pub(crate) interval: String,
    pub(crate) cases: String,
    pub(crate) whole: String,
    /// Where it lies in the funnel, in words.
    pub(crate) position: String,
}

fn place_row(words: &Words<'_>, style: Style<'_>, name: String, figure: &Figure) -> PlaceRow {
    PlaceRow {
        name,
        href: String::new(),
        chosen: false,
        value: words.measured_or_state(style, figure),
        interval: words.interval(style, figure),
        cases: words.count_or_dash(figure.cases),
        whole: words.count_or_dash(figure.whole),
        position: String::new(),
    }
}

pub(super) fn place_rows(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    style: Style<'_>,
    whole: Figure,
    ranking: &Ranking,
) -> Vec<PlaceRow> {
    let path = path_of(chosen.indicator.key());
    let state = PlaceRow {
        href: format!("{path}?{}", chosen.query("")),
        ..place_row(words, style, words.place(None), &whole)
    };
    let districts = ranking.places.iter().map(|one| {
        let district = district(chosen, one.place);
        let key = district.map_or("", |district| district.key.as_str());
        let position = one.position.map_or(String::new(), |(position, _)| {
            words.with(
                "indicators-measures-position",
                &[("position", position_name(position).into())],
            )
        });
        PlaceRow {
            href: format!("{path}?{}", chosen.query(key)),
            chosen: key == chosen.place_key(),
            position,
            ..place_row(words, style, words.place(district), &one.figure)
        }
    });
    std::iter::once(state).chain(districts).collect()
}

pub(super) fn group_rows(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    style: Style<'_>,
) -> Vec<PlaceRow> {
    chosen.read(|reader| {
        let groups = reader.groups(chosen.period, chosen.place());
        let row = |group| {
            let figure = reader.of(chosen.period, chosen.place(), group);
            place_row(words, style, words.group(group), &figure)
        };
        groups.into_iter().map(row).collect()
    })
}

/// The municipalities of the chosen district.
pub(super) fn town_rows(words: &Words<'_>, chosen: &Chosen<'_>, style: Style<'_>) -> Vec<PlaceRow> {
    if chosen.district.is_none() {
        return Vec::new();
    }
    let towns = chosen.indicator.places(Level::Municipality).into_iter();
    let towns = towns.filter(|town| town.lies_in(chosen.place()));
    let mut rows: Vec<PlaceRow> = chosen.read(|reader| {
        towns
            .map(|town| {
                let name = chosen.cases.measured.towns.get(&town);
                let name = name.cloned().unwrap_or_else(|| town.to_string());
                place_row(words, style, name, &reader.figure(chosen.period, town))
            })
            .collect()
    });
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}
