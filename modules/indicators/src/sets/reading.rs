// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes of a file become counts: recognised, read, counted, while somebody can see how far it is and stop it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use cube::{Cube, MapQuery};
use datasets::{Candidate, Description, Limits, Mapping, PlaceName, Places, Severity, Watch};
use jiff::civil::Date;
use kernel::Ags;
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::SetKind;
use super::counting::{self};
use super::importing::{ImportError, ImportReport, LARGEST, Noticed};
use super::intake::Phase;
use super::look::{Look, digest_of};
use super::tables::{self, About, Content};

/// How many diseases and years a report tells about.
const MOST_TOLD: usize = 100;
/// How many places of one kind a report shows.
const SHOWN: usize = 20;
/// How many errors of one kind are listed.
const MOST_ERRORS: usize = 20_000;

/// How far a file is.
#[derive(Debug, Default)]
pub struct Progress {
    phase: AtomicUsize,
    watch: Watch,
}

impl Progress {
    /// What is being done, how many rows were read, and of how many about.
    pub fn now(&self) -> (Phase, (u64, u64)) {
        let phase = Phase::ALL.get(self.phase.load(Ordering::Relaxed));
        let phase = phase.copied().unwrap_or(Phase::Keeping);
        (phase, self.watch.progress())
    }

    /// Nobody wants it any more.
    pub fn stop(&self) {
        self.watch.stop();
    }

    /// Begins something else.
    pub(crate) fn enter(&self, phase: Phase) -> Result<(), ImportError> {
        let at = Phase::ALL.iter().position(|one| *one == phase);
        self.phase.store(at.unwrap_or(0), Ordering::Relaxed);
        if self.watch.is_stopped() {
            return Err(datasets::ApplyError::Stopped.into());
        }
        Ok(())
    }
}

/// Where the places of a file can be.
pub(crate) struct Ground {
    pub(crate) places: Places,
    state: Ags,
    towns: Vec<Ags>,
}

impl Ground {
    /// Of this installation.
    pub(crate) async fn of(app: &App) -> Result<Self, Error> {
        let conn = app.db.read();
        let districts = directory::districts(conn).await?;
        let towns = directory::municipalities(conn, None).await?;
        let keys = towns.iter().map(|one| one.ags.clone()).collect();
        let districts = districts.into_iter().map(|one| PlaceName {
            ags: one.ags,
            name: one.name,
            kind: one.kind,
        });
        let towns = towns.into_iter().map(|one| PlaceName {
            ags: one.ags,
            name: one.name,
            kind: one.kind,
        });
        Ok(Self {
            places: Places::new(districts.chain(towns)),
            state: app.settings.state_ags.clone(),
            towns: keys,
        })
    }
}

/// When somebody is asked what the columns mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Never: what is not understood is an error.
    Never,
    /// If something is missing or not certain.
    IfUnclear,
    /// Always.
    Always,
}

/// How a file is to be read.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// What its numbers are.
    pub(crate) about: About,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) ask: Ask,
}

/// What was seen of a file before it was read.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) look: Look,
    pub(crate) columns_digest: String,
    pub(crate) suggested: Mapping,
}

/// A row of which something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ErrorRow {
    /// The line of the text or the row of the sheet, from 1.
    pub line: u64,
    /// The heading of the column; empty for the row as a whole.
    pub column: String,
    /// What it is, by its name in message keys.
    pub kind: String,
    /// What was found.
    pub found: String,
    /// What else a sentence needs; may be empty.
    pub more: String,
}

/// What came of a file.
pub(crate) struct Counts {
    pub(crate) content: Content,
    pub(crate) taken: u64,
    pub(crate) refused: u64,
    pub(crate) report: ImportReport,
    pub(crate) errors: Vec<ErrorRow>,
    pub(crate) description: Description,
    pub(crate) edition: Option<Date>,
}

/// What was seen, and the counts; without those somebody has to say what the columns mean.
pub(crate) type Answer = (Option<Seen>, Result<Option<Box<Counts>>, ImportError>);

/// Reads a file.
pub(crate) fn read(
    bytes: &[u8],
    name: &str,
    wanted: &Wanted,
    ground: Ground,
    progress: &Progress,
) -> Answer {
    let limits = Limits {
        bytes: LARGEST,
        errors: MOST_ERRORS,
        ..Limits::default()
    };
    let opened = progress.enter(Phase::Opening).and_then(|()| {
        let opened = datasets::recognise(bytes, name, &ground.places, &limits);
        opened.map_err(ImportError::from)
    });
    let (file, candidates) = match opened {
        Ok(opened) => opened,
        Err(error) => return (None, Err(error)),
    };
    let best = match candidate(&file.tables, &candidates, wanted.mapping.as_ref()) {
        Ok(best) => best,
        Err(error) => return (None, Err(error)),
    };
    let look = Look::of(&file.tables);
    let name = &file.tables[best.table].name;
    let headings = look.table(Some(name));
    let headings = headings.map(|table| table.headings(&best.mapping));
    let mut own = best.mapping.clone();
    let fits = wanted.about.aim(&mut own);
    let mut suggested = own.clone();
    if file.tables.len() > 1 {
        suggested.table = Some(name.clone());
    }
    let seen = Seen {
        columns_digest: digest_of(&headings.unwrap_or_default()),
        look,
        suggested,
    };
    let unfit = || ImportError::Indicator(wanted.about.key().unwrap_or_default().to_owned());
    let mapping = match wanted.mapping.clone() {
        Some(mut mapping) => wanted.about.aim(&mut mapping).then_some(mapping),
        None if !fits => None,
        None => {
            let ask = match wanted.ask {
                Ask::Never => false,
                Ask::Always => true,
                Ask::IfUnclear => is_unclear(best.format, &own),
            };
            if ask {
                return (Some(seen), Ok(None));
            }
            Some(own.clone())
        }
    };
    let Some(mapping) = mapping else {
        return (Some(seen), Err(unfit()));
    };
    let format = if mapping == own {
        format_name(best)
    } else {
        "mapped".to_owned()
    };
    let table = &file.tables[best.table];
    let kind = wanted.about.kind;
    let counts = count((table, kind), &mapping, ground, &limits, progress);
    let counts = counts.map(|mut counts| {
        counts.report.format = format;
        let categories = std::mem::take(&mut counts.description.categories);
        counts.description = best.description.clone();
        counts.description.categories = categories;
        Some(Box::new(counts))
    });
    (Some(seen), counts)
}

/// The way to read a file: of the table that a mapping names, else the most certain one.
fn candidate<'c>(
    tables: &[datasets::Table],
    candidates: &'c [Candidate],
    mapping: Option<&Mapping>,
) -> Result<&'c Candidate, ImportError> {
    let wanted = mapping.and_then(|mapping| mapping.table.as_deref());
    let found = match wanted {
        None => candidates.first(),
        Some(name) => candidates.iter().find(|one| {
            tables
                .get(one.table)
                .is_some_and(|table| table.name == name)
        }),
    };
    found.ok_or_else(|| match wanted {
        Some(name) => ImportError::NoTable(name.to_owned()),
        None => datasets::OpenError::Empty.into(),
    })
}

/// Whether somebody should look at how a file is read, before it is.
fn is_unclear(format: datasets::Format, mapping: &Mapping) -> bool {
    let any = matches!(format, datasets::Format::Table | datasets::Format::Package);
    !mapping.gaps().is_empty() || (any && !mapping.doubts.is_empty())
}

fn count(
    (table, kind): (&datasets::Table, SetKind),
    mapping: &Mapping,
    ground: Ground,
    limits: &Limits,
    progress: &Progress,
) -> Result<Counts, ImportError> {
    let gaps = mapping.gaps();
    if !gaps.is_empty() {
        return Err(ImportError::Gaps(gaps));
    }
    progress.enter(Phase::Reading)?;
    let outcome = datasets::apply_watched(table, mapping, &ground.places, limits, &progress.watch)?;
    progress.enter(Phase::Counting)?;
    let (content, taken, left_out, told) = match kind {
        SetKind::Cases => {
            let counted = counting::count(&outcome.observations, &ground.state, ground.towns)?;
            let told = told(&counted.cube);
            let content = Content::Cases(counted.cube);
            (content, counted.taken, counted.left_out, told)
        }
        SetKind::Measures | SetKind::Population => {
            let taken = measures::take(&outcome.observations, &ground.state)?;
            let told = tables::told(&taken.table);
            let left_out = tables::left_out(taken.left_out);
            (
                Content::Indicators(taken.table),
                taken.taken,
                left_out,
                told,
            )
        }
    };
    let report = ImportReport {
        rows: outcome.report.rows,
        sound_rows: outcome.report.sound_rows,
        noticed: outcome.report.tallies().map(noticed).collect(),
        left_out,
        ..told
    };
    Ok(Counts {
        content,
        taken,
        refused: outcome.report.errors(),
        errors: errors(&outcome.report),
        report,
        description: Description {
            categories: outcome.labels,
            ..Description::default()
        },
        edition: outcome.edition,
    })
}

/// The rows with errors, in the order of the file.
fn errors(report: &datasets::Report) -> Vec<ErrorRow> {
    let wrong = report
        .tallies()
        .filter(|(kind, _)| kind.severity() == Severity::Error);
    let mut rows: Vec<ErrorRow> = wrong
        .flat_map(|(kind, tally)| {
            tally.first.iter().map(move |one| ErrorRow {
                line: one.line,
                column: one.column.clone(),
                kind: kind.key().to_owned(),
                found: one.found.clone(),
                more: one.more.clone(),
            })
        })
        .collect();
    rows.sort_by_key(|row| row.line);
    rows
}

fn format_name(candidate: &Candidate) -> String {
    match candidate.format {
        datasets::Format::SurvStat => "survstat".to_owned(),
        datasets::Format::Known(name) => name.to_owned(),
        datasets::Format::Genesis => "genesis".to_owned(),
        datasets::Format::Package => "package".to_owned(),
        datasets::Format::Table => "table".to_owned(),
    }
}

fn noticed((kind, tally): (datasets::Kind, &datasets::Tally)) -> Noticed {
    Noticed {
        kind: kind.key().to_owned(),
        error: kind.severity() == Severity::Error,
        count: tally.count,
        first: tally
            .first
            .iter()
            .take(SHOWN)
            .map(|one| {
                (
                    one.line,
                    one.column.clone(),
                    one.found.clone(),
                    one.more.clone(),
                )
            })
            .collect(),
    }
}

/// What is in a cube, for whoever decides whether it is right.
pub(crate) fn told(cube: &Cube) -> ImportReport {
    let axes = cube.axes();
    let weeks = axes.weeks();
    let mut diseases: Vec<(String, u64)> = Vec::new();
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    let mut districts = std::collections::BTreeSet::new();
    for (category, key) in axes.categories().all().zip(axes.categories().keys()) {
        let whole = weeks.first()..=weeks.last();
        let series = cube.series(&cube::SeriesQuery {
            category,
            area: &[cube::Area::State],
            weeks: whole.clone(),
            filter: cube::Filter::default(),
        });
        let series = series.unwrap_or_default();
        for (week, count) in weeks.all().iter().zip(&series) {
            *years.entry(week.year()).or_default() += count;
        }
        diseases.push((key.clone(), series.iter().sum()));
        let map = cube.map(&MapQuery {
            category,
            weeks: whole,
            level: cube::MapLevel::District,
            filter: cube::Filter::default(),
        });
        let map = map.unwrap_or_default();
        districts.extend(
            map.iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(at, _)| at),
        );
    }
    diseases.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    diseases.truncate(MOST_TOLD);
    ImportReport {
        diseases,
        years: years.into_iter().collect(),
        weeks: (weeks.first().to_string(), weeks.last().to_string()),
        districts: u64::try_from(districts.len()).unwrap_or(u64::MAX),
        ..ImportReport::default()
    }
}
