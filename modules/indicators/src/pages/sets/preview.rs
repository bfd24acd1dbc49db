// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the first rows of a file become, and which of them are wrong.

use std::collections::BTreeMap;

use datasets::{
    Ages, Limits, Mapping, Measure, Observation, Period, Places, Problem, Severity, Sexes,
};
use kernel::Lang;
use web::{App, Context, Error};

use super::name_of;
use crate::sets::SetKind;
use crate::sets::look::LookedAt;
use crate::sets::reading::Ground;
use crate::words::Words;

/// How many rows are read.
const ROWS: u64 = 300;
/// How many lines are shown.
const SHOWN: usize = 20;

/// What the first rows become.
pub(crate) struct Preview {
    pub(crate) rows: Vec<PreviewRow>,
    pub(crate) looked_at: i64,
    pub(crate) sound: i64,
    /// What is wrong with the mapping as a whole; then there are no rows.
    pub(crate) fault: String,
}

/// A number that a row becomes, or what is wrong with it.
pub(crate) struct PreviewRow {
    pub(crate) line: u64,
    pub(crate) disease: String,
    pub(crate) period: String,
    pub(crate) place: String,
    pub(crate) people: String,
    pub(crate) number: String,
    pub(crate) problem: String,
}

/// The places of this installation.
pub(crate) async fn places(app: &App) -> Result<Places, Error> {
    Ok(Ground::of(app).await?.places)
}

/// Reads the first rows of a table.
pub(crate) async fn of(
    app: &App,
    context: &Context,
    (table, kind): (&LookedAt, SetKind),
    mapping: &Mapping,
) -> Result<Preview, Error> {
    let places = places(app).await?;
    let names: BTreeMap<String, String> = directory::districts(app.db.read())
        .await?
        .into_iter()
        .map(|one| (one.ags.to_string(), one.name))
        .collect();
    let limits = Limits::default();
    let outcome = datasets::preview(&table.table(), mapping, &places, &limits, ROWS);
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            let key = error.key();
            return Ok(Preview {
                rows: Vec::new(),
                looked_at: 0,
                sound: 0,
                fault: context.t_with("indicators-import-fault", &[("fault", key.into())]),
            });
        }
    };
    let words = Words::of(app, context);
    let mut lines: BTreeMap<u64, Vec<PreviewRow>> = BTreeMap::new();
    let label = |key: &str| {
        let known = outcome.labels.get(key);
        let known = known.map_or("", |label| label.get(context.lang().tag()));
        match name_of(kind, key, context.lang()) {
            name if name == key && !known.is_empty() => known.to_owned(),
            name => name.to_owned(),
        }
    };
    for one in outcome.observations.iter() {
        let line = u64::from(one.line);
        let row = row((&words, context), &one, label(one.category), &names);
        lines.entry(line).or_default().push(row);
    }
    for (kind, tally) in outcome.report.tallies() {
        if kind.severity() == Severity::Note {
            continue;
        }
        for problem in tally.first.iter().filter(|problem| problem.line > 0) {
            let rows = lines.entry(problem.line).or_default();
            rows.push(wrong(context, problem));
        }
    }
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Ok(Preview {
        rows: lines.into_values().take(SHOWN).flatten().collect(),
        looked_at: number(outcome.report.rows),
        sound: number(outcome.report.sound_rows),
        fault: String::new(),
    })
}

fn wrong(context: &Context, problem: &Problem) -> PreviewRow {
    let words = context.t_with(
        "indicators-import-kind",
        &[("kind", problem.kind.key().into())],
    );
    let found = match (problem.column.as_str(), problem.found.as_str()) {
        ("", "") => String::new(),
        ("", found) => found.to_owned(),
        (column, found) => format!("{column}: {found}"),
    };
    PreviewRow {
        line: problem.line,
        disease: String::new(),
        period: String::new(),
        place: String::new(),
        people: String::new(),
        number: String::new(),
        problem: if found.is_empty() {
            words
        } else {
            format!("{words} ({found})")
        },
    }
}

fn row(
    (words, context): (&Words<'_>, &Context),
    one: &Observation<'_>,
    disease: String,
    names: &BTreeMap<String, String>,
) -> PreviewRow {
    let lang = context.lang();
    let place = one.place.to_string();
    let sex = match one.sex {
        Sexes::All => None,
        Sexes::Only(sex) => Some(sex.name()),
    };
    let sex = sex.map(|sex| context.t_with("indicators-mapping-sex", &[("sex", sex.into())]));
    let age = match one.age {
        Ages::All => None,
        Ages::Unknown => Some(context.t("indicators-cases-age-unknown")),
        Ages::Group(group) => Some(words.age_group(group)),
    };
    let people: Vec<String> = age.into_iter().chain(sex).collect();
    PreviewRow {
        line: u64::from(one.line),
        disease,
        period: match one.period {
            Period::Week(week) => web::format::week(lang, week),
            Period::Day(day) => web::format::date(lang, day),
            other => other.to_string(),
        },
        place: match names.get(&place) {
            Some(name) => format!("{name} ({place})"),
            None => place,
        },
        people: people.join(", "),
        number: number(lang, &one.measure),
        problem: String::new(),
    }
}

fn number(lang: Lang, measure: &Measure<'_>) -> String {
    let integer =
        |number: u64| web::format::integer(lang, i64::try_from(number).unwrap_or(i64::MAX));
    match measure {
        Measure::Count(count) => integer(*count),
        Measure::Ratio {
            numerator,
            denominator,
        } => format!("{} / {}", integer(*numerator), integer(*denominator)),
        Measure::Value { value, unit, .. } => {
            let value = web::format::decimal(lang, *value, 2);
            format!("{value} {unit}").trim_end().to_owned()
        }
    }
}
