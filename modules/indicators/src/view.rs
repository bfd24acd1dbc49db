// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the templates show of a week: sentences, pictures, table and downloads, all in words.

use std::sync::Arc;

use kernel::{IsoWeek, Lang};
use web::format;

use crate::choice::Chosen;
use crate::model::{Cell, CellState, District, Season};
use crate::pictures::{self, MAP_SOURCE, Picture};
use crate::shelf::Snapshot;
use crate::words::{self, Words};

/// The files of a figure.
pub(crate) struct Downloads {
    /// What they show.
    pub(crate) title: String,
    pub(crate) files: Vec<FileLink>,
}

impl Figure {
    /// For the part of the template that shows files wherever they are.
    pub(crate) fn week_files(&self) -> &Downloads {
        &self.week_files
    }

    /// The same for the chart.
    pub(crate) fn series_files(&self) -> &Downloads {
        &self.series_files
    }
}

/// A file of a figure.
pub(crate) struct FileLink {
    pub(crate) href: String,
    pub(crate) label: String,
}

impl Downloads {
    pub(crate) fn new(title: String) -> Self {
        let files = Vec::new();
        Self { title, files }
    }

    /// A file that has a name of its own.
    pub(crate) fn named(&mut self, label: String, href: String) {
        self.files.push(FileLink { href, label });
    }

    /// Files of one address that differ in their end.
    pub(crate) fn add(
        &mut self,
        words: &Words<'_>,
        stem: &str,
        query: &str,
        ends: &[&'static str],
    ) {
        for end in ends {
            let mut href = format!("{stem}.{end}");
            if !query.is_empty() {
                href = format!("{href}?{query}");
            }
            self.push(words, end, href);
        }
    }

    /// A file with an address of its own.
    pub(crate) fn push(&mut self, words: &Words<'_>, format: &str, href: String) {
        let label = words.with("indicators-download-as", &[("format", format.into())]);
        self.files.push(FileLink { href, label });
    }
}

/// A week of a place as shown.
pub(crate) struct Figure {
    /// What the figure is about: indicator, place, week.
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    /// Whether the place has a figure in this week, or why not.
    pub(crate) withheld: bool,
    pub(crate) incomplete: bool,
    pub(crate) map_title: String,
    pub(crate) map: Arc<Picture>,
    pub(crate) chart_title: String,
    pub(crate) wide: Arc<Picture>,
    pub(crate) narrow: Arc<Picture>,
    pub(crate) whole: Row,
    pub(crate) rows: Vec<Row>,
    pub(crate) source: String,
    pub(crate) updated: String,
    /// The query of the week: `kw=2026-W46`.
    pub(crate) week_query: String,
    /// The query of the place: `kreis=03101`, or empty.
    pub(crate) place_query: String,
    pub(crate) week_files: Downloads,
    pub(crate) series_files: Downloads,
}

/// A line of the table.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) chosen: bool,
    /// The share, or the state in words.
    pub(crate) share: String,
    pub(crate) has_figure: bool,
    pub(crate) ill: String,
    pub(crate) cared_for: String,
    pub(crate) facilities: String,
}

/// One entry of the choice of weeks or districts.
pub(crate) struct Entry {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

/// Everything about the chosen week and place.
pub(crate) fn figure(words: &Words<'_>, snapshot: &Snapshot, chosen: &Chosen<'_>) -> Figure {
    let Chosen {
        week,
        district,
        by_name,
        now,
    } = *chosen;
    let figures = &snapshot.figures;
    let season = Season::of(week);
    let [wide, narrow] = pictures::charts(words, snapshot, district, season, now);
    let week_query = format!("kw={week}");
    let place_query = district.map_or(String::new(), |district| format!("kreis={}", district.key));
    let mut week_files = Downloads::new(pictures::map_title(words, week));
    week_files.add(
        words,
        "/krankenstand/woche",
        &week_query,
        &["csv", "xlsx", "parquet"],
    );
    week_files.add(words, "/krankenstand/karte", &week_query, &["svg", "png"]);
    let api = "/api/v1/indicators/krankenstand";
    week_files.push(words, "json", format!("{api}?week={week}"));
    let mut series_files = Downloads::new(pictures::chart_title(words, district, season));
    let every = ["csv", "xlsx", "parquet", "svg", "png"];
    let both = [place_query.as_str(), week_query.as_str()];
    let both: Vec<&str> = both.into_iter().filter(|part| !part.is_empty()).collect();
    series_files.add(words, "/krankenstand/reihe", &both.join("&"), &every);
    let place = district.map_or(String::new(), |one| format!("?place={}", one.key));
    series_files.push(words, "json", format!("{api}/series{place}"));
    Figure {
        title: words.with(
            "indicators-figure-title",
            &[
                ("where", words.place_in(district).into()),
                ("week", words.week(week).into()),
            ],
        ),
        sentences: words::sentences(words, figures, district, week, now),
        withheld: figures.place(district, week, now).state == CellState::Suppressed,
        incomplete: !figures.is_complete(week, now),
        map_title: pictures::map_title(words, week),
        map: pictures::map(words, snapshot, week, now, district),
        chart_title: pictures::chart_title(words, district, season),
        wide,
        narrow,
        whole: row(words, None, week, &figures.whole(week, now), false),
        rows: rows(words, snapshot, chosen, by_name),
        source: words.with("indicators-source", &[("map", MAP_SOURCE.into())]),
        updated: updated(words, snapshot),
        week_query,
        place_query,
        week_files,
        series_files,
    }
}

/// When the last release came, in words.
pub(crate) fn updated(words: &Words<'_>, snapshot: &Snapshot) -> String {
    snapshot.figures.updated().map_or(String::new(), |moment| {
        words.with(
            "indicators-updated",
            &[("moment", format::moment(words.lang, moment).into())],
        )
    })
}

/// The districts, highest share first, those without a figure below; or by name.
fn rows(words: &Words<'_>, snapshot: &Snapshot, chosen: &Chosen<'_>, by_name: bool) -> Vec<Row> {
    let mut cells: Vec<(&District, Cell)> = snapshot
        .figures
        .districts()
        .iter()
        .map(|district| {
            let cell = snapshot.figures.cell(district, chosen.week, chosen.now);
            (district, cell)
        })
        .collect();
    cells.sort_by(|(a, cell_a), (b, cell_b)| {
        let names = || (&a.name, &a.key).cmp(&(&b.name, &b.key));
        if by_name {
            return names();
        }
        let share = |cell: &Cell| cell.share().unwrap_or(-1.0);
        share(cell_b)
            .total_cmp(&share(cell_a))
            .then_with(|| cell_a.state.cmp(&cell_b.state))
            .then_with(names)
    });
    cells
        .into_iter()
        .map(|(district, cell)| {
            let is_chosen = chosen.district.is_some_and(|one| one.key == district.key);
            row(words, Some(district), chosen.week, &cell, is_chosen)
        })
        .collect()
}

fn row(
    words: &Words<'_>,
    district: Option<&District>,
    week: IsoWeek,
    cell: &Cell,
    chosen: bool,
) -> Row {
    let has_figure = cell.state.has_figure();
    let count = |number: i64| {
        if has_figure {
            words.integer(number.max(0))
        } else {
            "–".to_owned()
        }
    };
    Row {
        name: words.place(district),
        href: match district {
            Some(district) => format!("/krankenstand?kw={week}&kreis={}", district.key),
            None => format!("/krankenstand?kw={week}"),
        },
        chosen,
        share: words.figure(cell),
        has_figure,
        ill: count(cell.sums.ill),
        cared_for: count(cell.sums.cared_for),
        facilities: count(cell.sums.facilities),
    }
}

/// The weeks that can be chosen, the latest first.
pub(crate) fn week_entries(
    words: &Words<'_>,
    snapshot: &Snapshot,
    chosen: &Chosen<'_>,
) -> Vec<Entry> {
    snapshot
        .figures
        .weeks(chosen.now)
        .into_iter()
        .map(|week| Entry {
            value: week.to_string(),
            label: words.with(
                "indicators-week-from",
                &[
                    ("week", words.week(week).into()),
                    ("date", short_date(words.lang, week).into()),
                ],
            ),
            chosen: week == chosen.week,
        })
        .collect()
}

/// The Monday of a week without its year, which the week names: `09.11.` or `9 Nov`.
fn short_date(lang: Lang, week: IsoWeek) -> String {
    let monday = week.monday();
    match lang {
        Lang::De => format!("{:02}.{:02}.", monday.day(), monday.month()),
        Lang::En => monday.strftime("%-d %b").to_string(),
    }
}

/// The districts that can be chosen, by name.
pub(crate) fn district_entries(
    words: &Words<'_>,
    snapshot: &Snapshot,
    chosen: &Chosen<'_>,
) -> Vec<Entry> {
    let mut districts: Vec<&District> = snapshot.figures.districts().iter().collect();
    districts.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    districts
        .into_iter()
        .map(|district| Entry {
            value: district.key.clone(),
            label: words.place_listed(district),
            chosen: chosen.district.is_some_and(|one| one.key == district.key),
        })
        .collect()
}

/// The weeks beside the chosen one: earlier and later.
pub(crate) fn neighbours(
    snapshot: &Snapshot,
    chosen: &Chosen<'_>,
) -> (Option<IsoWeek>, Option<IsoWeek>) {
    let weeks = snapshot.figures.weeks(chosen.now);
    let Some(position) = weeks.iter().position(|week| *week == chosen.week) else {
        return (None, None);
    };
    let later = position.checked_sub(1).and_then(|one| weeks.get(one));
    (weeks.get(position + 1).copied(), later.copied())
}
