// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tables behind the figures of notified cases.

use columnar::Kind;
use cube::Category;
use disclosure::{Shown, TOTAL};
use kernel::IsoWeek;
use web::Error;

use super::figures;
use super::numbers::{known, state};
use super::view::{self, Chosen};
use crate::table::{Cell, Credit, FigureTable};
use crate::words::Words;

/// The name of the state of a count in files and answers.
fn state_of(cases: Shown<u64>) -> Cell {
    Cell::text(state(cases).name())
}

/// A count; nothing where it is not said, for which the state has the reason.
fn count(cases: Shown<u64>) -> Cell {
    Cell::count(known(cases))
}

/// What was chosen, in words.
pub(crate) fn filters(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<(String, String)> {
    vec![
        (
            words.t("indicators-column-place"),
            words.place(chosen.district),
        ),
        (
            words.t("indicators-open-weeks"),
            view::span_words(words, chosen),
        ),
    ]
}

fn name(key: &str, what: &str, chosen: &Chosen<'_>, place: &str) -> String {
    let (from, until): (IsoWeek, IsoWeek) = chosen.weeks();
    match what {
        "" => format!("{key}_{place}"),
        "orte" => format!("{key}_{from}_{until}"),
        other => format!("{key}_{other}_{place}_{from}_{until}"),
    }
}

/// The weeks of the chosen place, all that there are.
pub(crate) fn series(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    place: &str,
) -> Result<FigureTable, Error> {
    let set = chosen.set;
    let key = set.key(category);
    let weeks = set.last().since(set.first()) + 1;
    let area = set.area(chosen.district)?;
    let all = figures::series(set, category, area, chosen.until, weeks)?;
    let open_from = chosen.open_from();
    let called = words.place(chosen.district);
    let rows = all.iter().map(|one| {
        let (low, median, high) = one
            .earlier
            .map_or((None, None, None), |(low, median, high)| {
                (Some(u64::from(low)), Some(median), Some(u64::from(high)))
            });
        let decimals =
            usize::from(median.is_some_and(|median| (median - median.round()).abs() > 1e-9));
        vec![
            Cell::text(key),
            Cell::text(place),
            Cell::text(called.as_str()),
            Cell::text(one.week.to_string()),
            state_of(one.cases),
            Cell::Truth(one.week < open_from),
            count(one.cases),
            Cell::count(low),
            Cell::number(median, decimals),
            Cell::count(high),
        ]
    });
    Ok(FigureTable {
        name: name(key, "", chosen, place),
        title: view::chart_title(words, chosen, category),
        columns: vec![
            ("disease", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("week", Kind::Text),
            ("state", Kind::Text),
            ("complete", Kind::Boolean),
            ("cases", Kind::Integer),
            ("earlier_min", Kind::Integer),
            ("earlier_median", Kind::Decimal),
            ("earlier_max", Kind::Integer),
        ],
        rows: rows.collect(),
        chosen: filters(words, chosen),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    })
}

/// The state and all districts over the chosen weeks.
pub(crate) fn places(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    state: &str,
) -> Result<FigureTable, Error> {
    let set = chosen.set;
    let key = set.key(category);
    let (from, until) = chosen.weeks();
    let all = figures::places(chosen.cases, set, category, (from, until))?;
    let rows = all.iter().map(|one| {
        let district = one.district.as_ref();
        let rate =
            |value: fn(&rates::Estimate) -> f64| Cell::number(one.rate.as_ref().map(value), 4);
        vec![
            Cell::text(key),
            Cell::text(from.to_string()),
            Cell::text(until.to_string()),
            Cell::text(district.map_or(state, |district| &district.key)),
            Cell::text(words.place(district)),
            state_of(one.cases),
            count(one.cases),
            Cell::Count(one.inhabitants),
            rate(|rate| rate.value),
            rate(|rate| rate.interval.lower),
            rate(|rate| rate.interval.upper),
        ]
    });
    Ok(FigureTable {
        name: name(key, "orte", chosen, state),
        title: view::map_title(words, chosen, &set.name(category, words.lang)),
        columns: vec![
            ("disease", Kind::Text),
            ("from", Kind::Text),
            ("until", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("state", Kind::Text),
            ("cases", Kind::Integer),
            ("inhabitants", Kind::Integer),
            ("rate_per_100000", Kind::Decimal),
            ("rate_lower", Kind::Decimal),
            ("rate_upper", Kind::Decimal),
        ],
        rows: rows.collect(),
        chosen: filters(words, chosen),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    })
}

/// Age and sex over the chosen weeks; no rows if the set knows neither.
pub(crate) fn ages(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    place: &str,
) -> Result<FigureTable, Error> {
    let set = chosen.set;
    let key = set.key(category);
    let counts = figures::pyramid(set, category, set.area(chosen.district)?, chosen.weeks())?;
    let (from, until) = counts.weeks;
    let mut rows = Vec::new();
    for one in &counts.rows {
        let ages = one.ages;
        for (sex, cases) in [
            ("female", one.female),
            ("male", one.male),
            ("other", one.other),
        ] {
            rows.push(vec![
                Cell::text(key),
                Cell::text(from.to_string()),
                Cell::text(until.to_string()),
                Cell::text(place),
                Cell::text(words.place(chosen.district)),
                Cell::count(ages.map(|group| group.from().into())),
                Cell::count(ages.and_then(kernel::AgeGroup::to).map(Into::into)),
                Cell::text(sex),
                state_of(cases),
                count(cases),
            ]);
        }
    }
    Ok(FigureTable {
        name: name(key, "alter", chosen, place),
        title: view::ages_title(words, chosen, category, counts.weeks),
        columns: vec![
            ("disease", Kind::Text),
            ("from", Kind::Text),
            ("until", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("age_from", Kind::Integer),
            ("age_to", Kind::Integer),
            ("sex", Kind::Text),
            ("state", Kind::Text),
            ("cases", Kind::Integer),
        ],
        rows,
        chosen: filters(words, chosen),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    })
}

/// The municipalities over the chosen weeks, or over those that were published last; nothing if there are none.
pub(crate) fn towns(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
) -> Result<Option<FigureTable>, Error> {
    let set = chosen.set;
    let key = set.key(category);
    let counted = figures::towns(set, category, chosen.district, chosen.weeks())?;
    let Some(figures::TownCounts { weeks, rows }) = counted else {
        return Ok(None);
    };
    let rows = rows.into_iter().map(|one| {
        vec![
            Cell::text(key),
            Cell::text(weeks.0.to_string()),
            Cell::text(weeks.1.to_string()),
            Cell::text(one.key),
            Cell::text(one.district),
            Cell::text(one.members.join(" ")),
            state_of(one.cases),
            count(one.cases),
        ]
    });
    Ok(Some(FigureTable {
        name: format!("{key}_gemeinden_{}", weeks.1),
        title: view::map_title(words, chosen, &set.name(category, words.lang)),
        columns: vec![
            ("disease", Kind::Text),
            ("from", Kind::Text),
            ("until", Kind::Text),
            ("place", Kind::Text),
            ("district", Kind::Text),
            ("municipalities", Kind::Text),
            ("state", Kind::Text),
            ("cases", Kind::Integer),
        ],
        rows: rows.collect(),
        chosen: filters(words, chosen),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    }))
}

/// A table of the plan of a protected set as it was published, with all its periods; nothing if there is no such table.
pub(crate) fn of_plan(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    state_key: &str,
    table: &str,
) -> Option<FigureTable> {
    let set = chosen.set;
    let key = set.key(category);
    let lines = set.published()?.table(table, category)?;
    let rows = lines.into_iter().map(|line| {
        let total = (TOTAL, TOTAL);
        let (age, sex) = line.stratum.split_once('/').unwrap_or(total);
        let whole = line.place == TOTAL;
        vec![
            Cell::text(key),
            Cell::text(line.period),
            Cell::text(if whole { state_key } else { &line.place }),
            Cell::text(age),
            Cell::text(sex),
            state_of(line.cases),
            count(line.cases),
        ]
    });
    Some(FigureTable {
        name: format!("{key}_{table}"),
        title: words.with(
            "indicators-protection-download-table",
            &[("table", table.into())],
        ),
        columns: vec![
            ("disease", Kind::Text),
            ("period", Kind::Text),
            ("place", Kind::Text),
            ("age", Kind::Text),
            ("sex", Kind::Text),
            ("state", Kind::Text),
            ("cases", Kind::Integer),
        ],
        rows: rows.collect(),
        chosen: Vec::new(),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    })
}

/// All diseases in the chosen place and weeks.
pub(crate) fn list(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    place: &str,
) -> Result<FigureTable, Error> {
    let set = chosen.set;
    let (from, until) = chosen.weeks();
    let ranked = figures::ranking(set, set.area(chosen.district)?, (from, until))?;
    let rows = ranked.iter().map(|one| {
        vec![
            Cell::text(set.key(one.category)),
            Cell::text(set.name(one.category, words.lang)),
            Cell::text(from.to_string()),
            Cell::text(until.to_string()),
            Cell::text(place),
            Cell::text(words.place(chosen.district)),
            state_of(one.cases),
            count(one.cases),
            Cell::number(one.expected, 4),
        ]
    });
    Ok(FigureTable {
        name: format!("krankheiten_{place}_{from}_{until}"),
        title: words.t("indicators-cases-title"),
        columns: vec![
            ("disease", Kind::Text),
            ("disease_name", Kind::Text),
            ("from", Kind::Text),
            ("until", Kind::Text),
            ("place", Kind::Text),
            ("name", Kind::Text),
            ("state", Kind::Text),
            ("cases", Kind::Integer),
            ("expected", Kind::Decimal),
        ],
        rows: rows.collect(),
        chosen: filters(words, chosen),
        credit: Credit::of(&chosen.set.set, &chosen.set.version),
    })
}
