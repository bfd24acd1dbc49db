// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Up to four places with one disease, or up to four diseases in one place, in one chart and one table.

use ::figures::{Band, BandKind, Line, LineKind, Series, Slot, series};
use cube::{Category, Filter, SeriesQuery};
use kernel::IsoWeek;
use rates::Estimate;
use web::{Error, format};

use super::places::Spot;
use super::region::{interval, rate};
use super::view::{Chosen, as_of, credit};
use crate::words::Words;

/// How many lines a chart has at most.
pub(crate) const MOST: usize = 4;
/// How many weeks a chart can have; the first is what is shown unasked.
pub(crate) const WEEKS: [i32; 4] = [52, 26, 104, 260];

/// A disease in a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'c> {
    pub(crate) category: Category,
    pub(crate) spot: Spot<'c>,
}

/// What the vertical axis counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Cases per 100,000 inhabitants in a week.
    Rate,
    Cases,
}

/// A comparison as chosen.
pub(crate) struct Comparison<'c> {
    pub(crate) chosen: Chosen<'c>,
    /// Whether the pairs differ by place; else by disease.
    pub(crate) by_place: bool,
    pub(crate) measure: Measure,
    pub(crate) pairs: Vec<Pair<'c>>,
}

/// The weeks of a pair.
pub(crate) struct Compared<'c> {
    pub(crate) pair: Pair<'c>,
    pub(crate) inhabitants: u64,
    pub(crate) counts: Vec<u64>,
    /// Over all weeks together.
    pub(crate) rate: Option<Estimate>,
}

impl Compared<'_> {
    /// Cases per 100,000 in a week; none where nobody lives.
    pub(crate) fn weekly(&self, cases: u64) -> Option<f64> {
        (self.inhabitants > 0).then(|| cases as f64 / self.inhabitants as f64 * 1e5)
    }
}

/// The weeks from the first on, and all pairs over them.
pub(crate) fn compared<'c>(
    comparison: &Comparison<'c>,
) -> Result<(Vec<IsoWeek>, Vec<Compared<'c>>), Error> {
    let Chosen { cases, set, .. } = comparison.chosen;
    let Some(cube) = set.exact() else {
        return Ok((Vec::new(), Vec::new()));
    };
    let (from, until) = comparison.chosen.weeks();
    let weeks: Vec<IsoWeek> = std::iter::successors(Some(from), |week| Some(week.plus(1)))
        .take_while(|week| *week <= until)
        .collect();
    let mut all = Vec::new();
    for pair in &comparison.pairs {
        let query = SeriesQuery {
            category: pair.category,
            area: &[pair.spot.area(set)?],
            weeks: from..=until,
            filter: Filter::default(),
        };
        let counts = cube.series(&query).map_err(Error::internal)?;
        let inhabitants = pair.spot.inhabitants(cases);
        all.push(Compared {
            pair: *pair,
            inhabitants,
            rate: rate(counts.iter().sum(), inhabitants),
            counts,
        });
    }
    Ok((weeks, all))
}

/// A comparison in words and pictures.
pub(crate) struct View {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) wide: String,
    pub(crate) narrow: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) names: Vec<String>,
    /// Week, and a value for each pair.
    pub(crate) weeks: Vec<(String, Vec<String>)>,
    pub(crate) credit: String,
    pub(crate) as_of: String,
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) cases: String,
    pub(crate) rate: String,
    pub(crate) interval: String,
}

/// What a line is called.
fn name(words: &Words<'_>, comparison: &Comparison<'_>, pair: &Pair<'_>) -> String {
    if comparison.by_place {
        pair.spot.name(words)
    } else {
        comparison.chosen.set.name(pair.category, words.lang)
    }
}

/// The heading of what is compared.
fn title(words: &Words<'_>, comparison: &Comparison<'_>) -> String {
    let same = comparison.pairs.first().map_or_else(String::new, |pair| {
        if comparison.by_place {
            comparison.chosen.set.name(pair.category, words.lang)
        } else {
            pair.spot.name(words)
        }
    });
    let measure = match comparison.measure {
        Measure::Rate => "rate",
        Measure::Cases => "cases",
    };
    words.with(
        "indicators-compare-heading",
        &[("same", same.into()), ("measure", measure.into())],
    )
}

pub(crate) fn view(words: &Words<'_>, comparison: &Comparison<'_>) -> Result<View, Error> {
    let (weeks, all) = compared(comparison)?;
    let chosen = &comparison.chosen;
    let title = title(words, comparison);
    let names: Vec<String> = all
        .iter()
        .map(|one| name(words, comparison, &one.pair))
        .collect();
    let number = |value: f64| format::decimal(words.lang, value, 1);
    let shown = |one: &Compared<'_>, cases: u64| match comparison.measure {
        Measure::Cases => words.count(cases),
        Measure::Rate => one.weekly(cases).map_or("–".to_owned(), number),
    };
    let [wide, narrow] = [("wide", 760.0, 380.0), ("narrow", 360.0, 340.0)]
        .map(|size| chart(words, comparison, &title, &weeks, &all, &names, size));
    Ok(View {
        sentences: sentences(words, comparison, &all, &names),
        rows: all
            .iter()
            .zip(&names)
            .map(|(one, name)| Row {
                name: name.clone(),
                cases: words.count(one.counts.iter().sum()),
                rate: one.rate.map_or("–".to_owned(), |rate| number(rate.value)),
                interval: interval(words, one.rate),
            })
            .collect(),
        weeks: weeks
            .iter()
            .enumerate()
            .rev()
            .map(|(at, week)| {
                let values = all
                    .iter()
                    .map(|one| shown(one, one.counts.get(at).copied().unwrap_or(0)));
                (words.week(*week), values.collect())
            })
            .collect(),
        credit: credit(words, chosen.set),
        as_of: as_of(words, chosen.set),
        title,
        names,
        wide,
        narrow,
    })
}

fn sentences(
    words: &Words<'_>,
    comparison: &Comparison<'_>,
    all: &[Compared<'_>],
    names: &[String],
) -> Vec<String> {
    let rate = |one: &Compared<'_>| one.rate.map_or(-1.0, |rate| rate.value);
    let mut order: Vec<(&Compared<'_>, &String)> = all.iter().zip(names).collect();
    order.sort_by(|a, b| rate(b.0).total_cmp(&rate(a.0)));
    let [(high, highest), .., (low, lowest)] = order.as_slice() else {
        return Vec::new();
    };
    let (Some(most), Some(least)) = (high.rate, low.rate) else {
        return Vec::new();
    };
    let apart = most.interval.lower > least.interval.upper;
    vec![words.with(
        "indicators-compare-sentence",
        &[
            (
                "weeks",
                super::view::span_words(words, &comparison.chosen).into(),
            ),
            ("highest", highest.as_str().into()),
            ("high", words.rate(most.value).into()),
            ("lowest", lowest.as_str().into()),
            ("low", words.rate(least.value).into()),
            ("apart", i64::from(apart).into()),
        ],
    )]
}

const KINDS: [LineKind; MOST] = [
    LineKind::Main,
    LineKind::Second,
    LineKind::Third,
    LineKind::Fourth,
];

fn chart(
    words: &Words<'_>,
    comparison: &Comparison<'_>,
    title: &str,
    weeks: &[IsoWeek],
    all: &[Compared<'_>],
    names: &[String],
    (id, width, height): (&str, f64, f64),
) -> String {
    let value = |one: &Compared<'_>, cases: u64| match comparison.measure {
        Measure::Cases => Some(cases as f64),
        Measure::Rate => one.weekly(cases),
    };
    let lines: Vec<Line> = all
        .iter()
        .zip(names)
        .zip(KINDS)
        .map(|((one, name), kind)| Line {
            name: name.clone(),
            last: String::new(),
            kind,
            values: one.counts.iter().map(|cases| value(one, *cases)).collect(),
        })
        .collect();
    let decimals = usize::from(comparison.measure == Measure::Rate);
    let slots: Vec<Slot> = weeks
        .iter()
        .enumerate()
        .map(|(at, week)| Slot {
            tick: words.with(
                "indicators-tick",
                &[("week", i64::from(week.week()).to_string().into())],
            ),
            group: week.year().to_string(),
            title: lines.iter().fold(words.week(*week), |text, line| {
                let value = line.values.get(at).copied().flatten();
                let value = value.map_or("–".to_owned(), |value| {
                    format::decimal(words.lang, value, decimals)
                });
                format!("{text}\n{}: {value}", line.name)
            }),
        })
        .collect();
    let open_from = comparison.chosen.open_from();
    let bands: Vec<Band> = weeks
        .iter()
        .position(|week| *week >= open_from)
        .map(|first| Band {
            first,
            last: weeks.len() - 1,
            kind: BandKind::Incomplete,
            label: words.t("indicators-incomplete-short"),
        })
        .into_iter()
        .collect();
    let axis = match comparison.measure {
        Measure::Rate => words.t("indicators-cases-column-rate"),
        Measure::Cases => words.t("indicators-cases-axis"),
    };
    let lang = words.lang;
    let drawn = series(&Series {
        id: &format!("vergleich-{id}"),
        title,
        description: &words.t("indicators-compare-description"),
        width,
        height,
        axis_title: &axis,
        tick: &|value| {
            let whole = (value - value.round()).abs() < 1e-9;
            format::decimal(lang, value, usize::from(!whole) * 2)
        },
        slots: &slots,
        ranges: &[],
        lines: &lines,
        bands: &bands,
        thresholds: &[],
    });
    drawn.svg
}
