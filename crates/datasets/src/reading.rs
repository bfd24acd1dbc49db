// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table row by row: what each cell says, and the numbers.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::apply::ApplyError;
use crate::limits::Limits;
use crate::mapping::{Empty, Mapping, Measured, Numbers, Role};
use crate::number::{self, NotANumber};
use crate::observation::{Measure, Observation, Observations, Total};
use crate::places::Places;
use crate::report::{Kind, Report};
use crate::resolve::{Parts, Resolver, Said, Wrong};
use crate::table::Row;
use kernel::Localized;

/// A number of every row, with what its heading says.
#[derive(Clone, Copy)]
struct Column<'a> {
    measured: &'a Measured,
    parts: Parts,
}

/// A column that says something about a row, and what its last cell said. An empty cell says nothing.
struct Dimension {
    column: usize,
    role: Role,
    last: String,
    said: Said,
}

pub(crate) struct Reading<'a> {
    mapping: &'a Mapping,
    limits: &'a Limits,
    headings: &'a [String],
    edition: Option<Date>,
    pub(crate) resolver: Resolver<'a>,
    fixed: Parts,
    /// The columns that say something about a row.
    dimensions: Vec<Dimension>,
    columns: Vec<Column<'a>>,
    /// Categories of the observations by that of the row and the measure.
    combined: BTreeMap<(Option<u32>, usize), u32>,
    pub(crate) observations: Observations,
    pub(crate) report: Report,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(
        mapping: &'a Mapping,
        places: &'a Places,
        limits: &'a Limits,
        headings: &'a [String],
        edition: Option<Date>,
    ) -> Result<Self, ApplyError> {
        let mut resolver = Resolver::new(mapping, places);
        let mut report = Report::keeping(limits.problems, limits.errors);
        let mut fixed = Parts::default();
        let wanted = &mapping.fixed;
        let texts = [
            wanted
                .category
                .as_deref()
                .map(|text| (Role::Category, text)),
            wanted
                .period
                .as_ref()
                .map(|(kind, text)| (Role::Period(*kind), text.as_str())),
            wanted.age.as_deref().map(|text| (Role::Age, text)),
            wanted.sex.as_deref().map(|text| (Role::Sex, text)),
        ];
        for (role, text) in texts.into_iter().flatten() {
            let said = resolver
                .say(role, text)
                .map_err(|_| ApplyError::Fixed(text.to_owned()))?;
            fixed.say(said);
        }
        if let Some(place) = wanted.place {
            fixed.say(Said::Name(place));
        }
        if let Some(year) = wanted.year {
            fixed.say(Said::Year(year));
        }
        let mut columns = Vec::new();
        'measures: for measured in &mapping.measures {
            let mut parts = Parts::default();
            for (role, label) in &measured.labels {
                match resolver.say(*role, label) {
                    Ok(said) => parts.say(said),
                    Err(Wrong { kind, more }) => {
                        report.add_more(kind, 0, label, label, &more);
                        continue 'measures;
                    }
                }
            }
            columns.push(Column { measured, parts });
        }
        let dimensions = mapping
            .roles
            .iter()
            .enumerate()
            .filter(|(_, role)| **role != Role::Ignored)
            .map(|(column, role)| Dimension {
                column,
                role: *role,
                last: String::new(),
                said: Said::Nothing,
            })
            .collect();
        Ok(Self {
            mapping,
            limits,
            headings,
            edition,
            resolver,
            fixed,
            dimensions,
            columns,
            combined: BTreeMap::new(),
            observations: Observations::default(),
            report,
        })
    }

    pub(crate) fn row(&mut self, row: Row<'_>) -> Result<(), ApplyError> {
        self.report.rows += 1;
        if self.report.rows > self.limits.rows || self.observations.len() > self.limits.observations
        {
            return Err(ApplyError::TooManyRows);
        }
        if row.len() > self.limits.columns {
            return Err(ApplyError::TooManyColumns(row.line));
        }
        if let Some(long) = row.cells().find(|cell| cell.len() > self.limits.cell) {
            self.report.add(Kind::CellTooLong, row.line, "", long);
            return Ok(());
        }
        let beyond = (self.headings.len()..row.len()).find(|at| !row.cell(*at).is_empty());
        if let Some(beyond) = beyond {
            self.report
                .add(Kind::RowTooLong, row.line, "", row.cell(beyond));
            return Ok(());
        }
        let filled = row.cells().filter(|cell| !cell.is_empty()).count();
        // Sources and footnotes below a table stand alone in the first column.
        if filled == 1 && self.headings.len() > 2 && !row.cell(0).is_empty() && self.is_remark(row)
        {
            self.report.add(Kind::Remark, row.line, "", row.cell(0));
            return Ok(());
        }
        if self
            .mapping
            .only
            .iter()
            .any(|(column, text)| row.cell(*column) != text)
        {
            self.report.add(Kind::Filtered, row.line, "", "");
            return Ok(());
        }
        let mut parts = self.fixed;
        for at in 0..self.dimensions.len() {
            let dimension = &mut self.dimensions[at];
            let (column, role) = (dimension.column, dimension.role);
            let cell = row.cell(column);
            if dimension.last == cell {
                parts.say(dimension.said);
                continue;
            }
            match self.resolver.say(role, cell) {
                Ok(said) => {
                    cell.clone_into(&mut dimension.last);
                    dimension.said = said;
                    parts.say(said);
                }
                Err(Wrong { kind, more }) => {
                    let heading = heading(self.headings, column);
                    self.report.add_more(kind, row.line, heading, cell, &more);
                    return Ok(());
                }
            }
        }
        if let Some(edition) = self.edition
            && parts.known_on.is_some_and(|day| day != edition)
        {
            self.report.add(Kind::OtherEdition, row.line, "", "");
            return Ok(());
        }
        if parts.zero_restored {
            self.report.add(Kind::ZeroRestored, row.line, "", "");
        }
        let before = self.report.errors();
        for at in 0..self.columns.len() {
            self.measure(row, parts, at);
        }
        self.report.sound_rows += u64::from(self.report.errors() == before);
        Ok(())
    }

    /// Whether a row with one cell says nothing about what is counted.
    fn is_remark(&mut self, row: Row<'_>) -> bool {
        match self.dimensions.iter().find(|one| one.column == 0) {
            Some(one) => {
                let role = one.role;
                self.resolver.say(role, row.cell(0)).is_err() || role == Role::Category
            }
            None => false,
        }
    }

    fn measure(&mut self, row: Row<'_>, parts: Parts, at: usize) {
        let Column {
            measured,
            parts: of_heading,
        } = self.columns[at];
        let mut parts = parts;
        parts.join(of_heading);
        let measure = match self.read_numbers(row, &measured.numbers) {
            Ok(Some(measure)) => measure,
            Ok(None) => return,
            Err((kind, column)) => {
                let heading = heading(self.headings, column);
                self.report.add(kind, row.line, heading, row.cell(column));
                return;
            }
        };
        let found = match parts.found() {
            Ok(found) => found,
            Err(kind) => {
                self.report.add(kind, row.line, "", "");
                return;
            }
        };
        let Some(category) = self.category(parts.category, at) else {
            self.report.add(Kind::CategoryMissing, row.line, "", "");
            return;
        };
        let one = Observation {
            category: "",
            period: found.period,
            place: found.place,
            age: found.age,
            sex: found.sex,
            known_on: if self.edition.is_some() {
                None
            } else {
                parts.known_on
            },
            measure,
            line: u32::try_from(row.line).unwrap_or(u32::MAX),
            total: Total::default(),
        };
        self.observations.push(category, &one);
    }

    /// The category of an observation.
    fn category(&mut self, of_row: Option<u32>, at: usize) -> Option<u32> {
        if let Some(known) = self.combined.get(&(of_row, at)) {
            return Some(*known);
        }
        let number = of_row.and_then(|number| usize::try_from(number).ok());
        let of_row_key = number
            .and_then(|number| self.resolver.categories.get(number))
            .cloned();
        let own = &self.columns[at].measured.category;
        let key = match (of_row_key, own.is_empty()) {
            (Some(key), true) => key,
            (Some(key), false) => format!("{key}.{own}"),
            (None, false) => own.clone(),
            (None, true) => return None,
        };
        if !self.resolver.labels.contains_key(&key) {
            let columns = self.columns[at].measured.numbers.columns();
            let text = columns
                .first()
                .map_or("", |column| heading(self.headings, *column));
            let text = if text.is_empty() { &key } else { text };
            self.resolver
                .labels
                .insert(key.clone(), Localized::same(text));
        }
        let category = self.observations.category(&key);
        self.combined.insert((of_row, at), category);
        Some(category)
    }

    /// The numbers of a measure; nothing if there is none, which is not an error.
    fn read_numbers(
        &mut self,
        row: Row<'_>,
        numbers: &'a Numbers,
    ) -> Result<Option<Measure<'a>>, (Kind, usize)> {
        match numbers {
            Numbers::Count(column) => {
                if row.cell(*column).is_empty() && self.mapping.empty == Empty::Zero {
                    self.report.add(
                        Kind::EmptyAsZero,
                        row.line,
                        heading(self.headings, *column),
                        "",
                    );
                    return Ok(Some(Measure::Count(0)));
                }
                Ok(self.count(row, *column)?.map(Measure::Count))
            }
            Numbers::Ratio {
                numerator,
                denominator,
            } => {
                let (Some(part), Some(whole)) =
                    (self.count(row, *numerator)?, self.count(row, *denominator)?)
                else {
                    return Ok(None);
                };
                if whole == 0 {
                    return Err((Kind::DenominatorZero, *denominator));
                }
                if part > whole {
                    return Err((Kind::NumeratorAbove, *numerator));
                }
                Ok(Some(Measure::Ratio {
                    numerator: part,
                    denominator: whole,
                }))
            }
            Numbers::Value {
                value,
                lower,
                upper,
                unit,
            } => {
                let Some(number) = self.value(row, *value)? else {
                    return Ok(None);
                };
                let mut bound = |column: Option<usize>| match column {
                    Some(column) if !row.cell(column).is_empty() => self.value(row, column),
                    _ => Ok(None),
                };
                let (low, high) = (bound(*lower)?, bound(*upper)?);
                if low.is_some_and(|low| low > number) || high.is_some_and(|high| high < number) {
                    return Err((Kind::Interval, *value));
                }
                Ok(Some(Measure::Value {
                    value: number,
                    lower: low,
                    upper: high,
                    unit,
                }))
            }
        }
    }

    /// Whether a cell has no number; it is noted.
    fn has_none(&mut self, row: Row<'_>, column: usize) -> bool {
        let cell = row.cell(column);
        let is_in = |signs: &[String]| signs.iter().any(|sign| sign.eq_ignore_ascii_case(cell));
        let kind = if cell.is_empty() {
            Kind::Missing
        } else if cell.as_bytes()[0].is_ascii_digit() {
            return false;
        } else if is_in(&self.mapping.suppressed_signs) {
            Kind::Suppressed
        } else if is_in(&self.mapping.missing_signs) {
            Kind::Missing
        } else {
            return false;
        };
        self.report
            .add(kind, row.line, heading(self.headings, column), cell);
        true
    }

    fn is_zero(&self, cell: &str) -> bool {
        self.mapping.zero_signs.iter().any(|sign| sign == cell)
    }

    fn count(&mut self, row: Row<'_>, column: usize) -> Result<Option<u64>, (Kind, usize)> {
        let cell = row.cell(column);
        if self.is_zero(cell) {
            return Ok(Some(0));
        }
        if self.has_none(row, column) {
            return Ok(None);
        }
        number::count(cell, self.mapping.notation)
            .map(Some)
            .map_err(|error| (kind_of(error), column))
    }

    fn value(&mut self, row: Row<'_>, column: usize) -> Result<Option<f64>, (Kind, usize)> {
        let cell = row.cell(column);
        if self.is_zero(cell) {
            return Ok(Some(0.0));
        }
        if self.has_none(row, column) {
            return Ok(None);
        }
        let cell = cell.strip_suffix('%').unwrap_or(cell);
        number::value(cell, self.mapping.notation)
            .map(Some)
            .map_err(|error| (kind_of(error), column))
    }
}

fn kind_of(error: NotANumber) -> Kind {
    match error {
        NotANumber::Other => Kind::Number,
        NotANumber::Notation => Kind::NumberNotation,
        NotANumber::Infinite => Kind::NumberInfinite,
        NotANumber::Negative => Kind::NumberNegative,
        NotANumber::Fraction => Kind::NumberFraction,
    }
}

fn heading(headings: &[String], column: usize) -> &str {
    headings.get(column).map_or("", String::as_str)
}
