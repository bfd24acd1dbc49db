// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pictures of the reports that a view shows, each with its table.

use std::collections::BTreeMap;

use axum::response::Response;
use figures::{Bar, Bars, Line, LineKind, Series, Slot, bars, series};
use kernel::{Lang, OrganisationId};
use web::{Context, Error};

use super::{Found, describe};
use crate::model::insight::{Figure, Group, Measure};
use crate::period::Period;

/// The most periods of a series.
const MOST_SLOTS: usize = 160;
/// The most groups of a comparison in a picture; the table has all.
const MOST_BARS: usize = 25;

/// A cell of a table behind a picture.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages) enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A share between 0 and 1.
    Share(f64),
    /// Nothing is known.
    None,
}

/// How numbers are written for a reader.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Numbers(pub(in crate::pages) Lang);

impl Numbers {
    /// A number with as many decimals as say something: at most so many as its size asks for, and no
    /// zeros at the end.
    pub(in crate::pages) fn text(self, value: f64) -> String {
        let size = value.abs();
        let most = match size {
            size if size >= 100.0 => 1,
            size if size >= 1.0 => 2,
            size if size >= 0.01 => 3,
            _ => 5,
        };
        let rounded = |places: usize| {
            let factor = 10_f64.powf(places as f64);
            (value * factor).round() / factor
        };
        let full = rounded(most);
        let close = |places: &usize| (rounded(*places) - full).abs() < 1e-9;
        let places = (0..most).find(close).unwrap_or(most);
        web::format::decimal(self.0, value, places)
    }
}

impl Cell {
    /// As the page shows it.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(in crate::pages) fn shown(&self, lang: &Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value) => Numbers(*lang).text(*value),
            Self::Share(share) => web::format::percent(*lang, *share),
            Self::None => "–".to_owned(),
        }
    }

    /// As a file has it.
    fn filed(&self) -> tables::Cell {
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Number(value) | Self::Share(value) => tables::Cell::Number(*value),
            Self::None => "".into(),
        }
    }

    /// Whether it stands at the right of its column.
    pub(in crate::pages) fn is_number(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

/// A picture with the table behind it.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Chart {
    /// The accessible name and caption.
    pub(in crate::pages) title: String,
    /// For wide screens; empty if the other serves both.
    pub(in crate::pages) wide: String,
    /// For narrow screens.
    pub(in crate::pages) narrow: String,
    /// What stands above the columns.
    pub(in crate::pages) head: Vec<String>,
    /// The rows.
    pub(in crate::pages) rows: Vec<Vec<Cell>>,
    /// Further figures, each with its name.
    pub(in crate::pages) facts: Vec<(String, String)>,
    /// What a reader must know.
    pub(in crate::pages) note: String,
    /// Where the table is as a file; empty if it is none.
    pub(in crate::pages) csv: String,
    /// Where the same is compared group by group; empty if it is not.
    pub(in crate::pages) more: String,
}

/// A table behind a picture as a file for spreadsheet programs.
pub(in crate::pages) fn file(
    context: &Context,
    head: &[String],
    rows: &[Vec<Cell>],
) -> Result<Response, Error> {
    let name = context.t("reporting-insight-title");
    let sheet = tables::Sheet {
        name: String::new(),
        columns: head
            .iter()
            .map(|text| tables::Column::new(text, 0))
            .collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(Cell::filed).collect())
            .collect(),
        prepared: 0,
    };
    let bytes = tables::csv(&sheet).map_err(Error::internal)?;
    Ok(web::csv_file(&format!("{name}.csv"), bytes))
}

/// The measure over the periods.
pub(super) fn over_time(context: &Context, found: &Found, measure: &Measure) -> Option<Chart> {
    let lang = context.lang();
    let mut by_period: BTreeMap<Period, Vec<u32>> = BTreeMap::new();
    for (row, report) in rows(found) {
        by_period.entry(report.unit).or_default().push(row);
    }
    let (first, last) = (*by_period.keys().next()?, *by_period.keys().next_back()?);
    let length = usize::try_from(last.since(first)).ok()? + 1;
    let first = if length > MOST_SLOTS {
        last.plus(1 - i32::try_from(MOST_SLOTS).ok()?)
    } else {
        first
    };
    let measured = measure.of(&found.loaded.table);
    let none = Vec::new();
    let points: Vec<(Period, Option<Figure>)> = (0..=last.since(first))
        .map(|step| {
            let period = first.plus(step);
            let rows = by_period.get(&period).unwrap_or(&none);
            (period, measured.figure(rows))
        })
        .collect();
    let numbers = Numbers(lang);
    let title = describe::measure(context, measure, &found.loaded.fields);
    let slots: Vec<Slot> = points
        .iter()
        .map(|(period, figure)| Slot {
            tick: period.text(lang),
            group: String::new(),
            title: format!(
                "{}: {}",
                period.text(lang),
                figure.map_or("–".to_owned(), |figure| numbers.text(figure.value))
            ),
        })
        .collect();
    let line = |kind, values: Vec<Option<f64>>| Line {
        name: String::new(),
        last: String::new(),
        kind,
        values,
    };
    let figures = || points.iter().map(|(_, figure)| figure.as_ref());
    let has_interval = figures().flatten().any(|figure| figure.interval.is_some());
    let mut lines = vec![line(
        LineKind::Main,
        figures()
            .map(|figure| figure.map(|one| one.value))
            .collect(),
    )];
    if has_interval {
        let end = |of: fn((f64, f64)) -> f64| {
            figures()
                .map(|figure| figure?.interval.map(of))
                .collect::<Vec<_>>()
        };
        lines.push(line(LineKind::Comparison, end(|(low, _)| low)));
        lines.push(line(LineKind::Comparison, end(|(_, high)| high)));
    }
    let draw = |id: &str, width, height| {
        series(&Series {
            id,
            title: &title,
            description: &context.t("reporting-insight-series-description"),
            width,
            height,
            axis_title: "",
            tick: &|value| numbers.text(value),
            slots: &slots,
            ranges: &[],
            lines: &lines,
            bands: &[],
            thresholds: &[],
        })
        .svg
    };
    let mut head = vec![
        context.t("reporting-period"),
        title.clone(),
        context.t("reporting-insight-of-reports"),
    ];
    if has_interval {
        head.push(context.t("reporting-insight-interval-low"));
        head.push(context.t("reporting-insight-interval-high"));
    }
    let rows = points
        .iter()
        .rev()
        .map(|(period, figure)| {
            let mut row = vec![Cell::Text(period.text(lang))];
            row.extend(figure_cells(figure.as_ref(), has_interval));
            row
        })
        .collect();
    Some(Chart {
        wide: draw("verlauf-breit", 720.0, 320.0),
        narrow: draw("verlauf-schmal", 360.0, 280.0),
        head,
        rows,
        facts: Vec::new(),
        note: if has_interval {
            context.t("reporting-insight-interval-note")
        } else {
            String::new()
        },
        csv: String::new(),
        more: String::new(),
        title,
    })
}

fn figure_cells(figure: Option<&Figure>, with_interval: bool) -> Vec<Cell> {
    let mut cells = vec![
        figure.map_or(Cell::None, |one| Cell::Number(one.value)),
        Cell::Number(figure.map_or(0.0, |one| one.reports as f64)),
    ];
    if with_interval {
        let interval = figure.and_then(|one| one.interval);
        cells.push(interval.map_or(Cell::None, |(low, _)| Cell::Number(low)));
        cells.push(interval.map_or(Cell::None, |(_, high)| Cell::Number(high)));
    }
    cells
}

fn rows(found: &Found) -> impl Iterator<Item = (u32, &crate::model::Report)> {
    (0_u32..)
        .zip(found.loaded.table.reports())
        .zip(&found.rows)
        .filter(|(_, shown)| **shown)
        .map(|(row, _)| row)
}

/// The rows that are shown by institution or municipality, with the name of each, by name.
pub(super) fn grouped(
    context: &Context,
    found: &Found,
    group: Group,
    towns: &[(String, String)],
) -> Vec<(String, Vec<u32>)> {
    // Institutions may share a name: they are told apart by their identifier.
    let mut groups: BTreeMap<(String, Option<OrganisationId>), Vec<u32>> = BTreeMap::new();
    for (row, report) in rows(found) {
        let key = match group {
            Group::Institution => {
                let name = found.name(report.institution).to_owned();
                (name, Some(report.institution))
            }
            Group::Municipality => {
                let place = found.places.get(&report.institution);
                let key = place.and_then(|one| one.ags.as_ref());
                let town =
                    key.and_then(|key| towns.iter().find(|(known, _)| known == key.as_str()));
                let nowhere = || context.t("reporting-insight-no-place");
                (town.map_or_else(nowhere, |(_, name)| name.clone()), None)
            }
        };
        groups.entry(key).or_default().push(row);
    }
    let groups = groups.into_iter();
    groups.map(|((name, _), rows)| (name, rows)).collect()
}

/// The measure by institution or municipality, the largest first.
pub(super) fn compared(
    context: &Context,
    found: &Found,
    measure: &Measure,
    group: Group,
    towns: &[(String, String)],
) -> Option<Chart> {
    let groups = grouped(context, found, group, towns);
    if groups.is_empty() {
        return None;
    }
    let measured = measure.of(&found.loaded.table);
    let mut figures: Vec<(String, Option<Figure>)> = groups
        .into_iter()
        .map(|(name, rows)| {
            let figure = measured.figure(&rows);
            (name, figure)
        })
        .collect();
    let value = |figure: &Option<Figure>| figure.map_or(f64::NEG_INFINITY, |one| one.value);
    figures.sort_by(|a, b| value(&b.1).total_cmp(&value(&a.1)));
    let has_interval = figures
        .iter()
        .filter_map(|(_, figure)| figure.as_ref())
        .any(|figure| figure.interval.is_some());
    let numbers = Numbers(context.lang());
    let title = describe::measure(context, measure, &found.loaded.fields);
    let drawn: Vec<Bar> = figures
        .iter()
        .filter_map(|(name, figure)| {
            let figure = (*figure)?;
            Some(Bar {
                label: name.clone(),
                value: figure.value,
                text: numbers.text(figure.value),
                interval: figure.interval,
            })
        })
        .take(MOST_BARS)
        .collect();
    let mut head = vec![
        context.t_with("reporting-insight-group", &[("group", group.name().into())]),
        title.clone(),
        context.t("reporting-insight-of-reports"),
    ];
    if has_interval {
        head.push(context.t("reporting-insight-interval-low"));
        head.push(context.t("reporting-insight-interval-high"));
    }
    let more = figures.len() > drawn.len();
    Some(Chart {
        wide: String::new(),
        narrow: bars(&Bars {
            id: "vergleich",
            title: &title,
            description: &context.t("reporting-insight-compare-description"),
            whole: None,
            bars: &drawn,
        }),
        head,
        rows: figures
            .iter()
            .map(|(name, figure)| {
                let mut row = vec![Cell::Text(name.clone())];
                row.extend(figure_cells(figure.as_ref(), has_interval));
                row
            })
            .collect(),
        facts: Vec::new(),
        note: if more {
            context.t_with(
                "reporting-insight-compare-more",
                &[("count", drawn.len().into())],
            )
        } else {
            String::new()
        },
        csv: String::new(),
        more: String::new(),
        title,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_as_many_decimals_as_say_something() {
        let text = |value| Numbers(Lang::De).text(value);
        assert_eq!(text(1234.0), "1.234");
        assert_eq!(text(123.45), "123,5");
        assert_eq!(text(0.1234), "0,123");
        assert_eq!(text(0.00012), "0,00012");
    }
}
