// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The latest week of all notified diseases beside the same week of earlier years, for the start page.

use cube::{Area, Category};
use web::{Error, format};

use super::figures::{self, WeekCount};
use super::numbers::known;
use super::pictures;
use super::view::{Chosen, as_of, credit, map, map_title};
use crate::pages::cases::{PATH, path_of};
use crate::pictures::{MAP_SOURCE, Picture};
use crate::words::Words;

/// How many weeks the small charts have.
const WEEKS: i32 = 26;
/// How many diseases have a small chart; the table has all.
const CARDS: usize = 12;
/// How many diseases a sentence names.
const NAMED: usize = 3;
/// So many cases a week needs before it is said to have more than usual.
const LEAST: u64 = 3;

/// How a week stands to the same week of earlier years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// More than in each of them.
    Above,
    /// Between the smallest and the largest of them, or so few that nothing can be said.
    Within,
    /// Fewer than in each of them.
    Below,
    /// There are none.
    Unknown,
}

/// The cases of a week of a set whose numbers are exact; only such are shown here.
fn counted(week: &WeekCount) -> u64 {
    known(week.cases).unwrap_or_default()
}

impl Standing {
    /// A week with few cases is never above; one that may still grow is never below.
    pub(crate) fn of(week: &WeekCount, open: bool) -> Self {
        match week.earlier {
            None => Self::Unknown,
            Some((_, _, high)) if counted(week) >= LEAST.max(u64::from(high) + 1) => Self::Above,
            Some((low, _, _)) if !open && counted(week) < u64::from(low) => Self::Below,
            Some(_) => Self::Within,
        }
    }

    /// Its name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Within => "within",
            Self::Below => "below",
            Self::Unknown => "unknown",
        }
    }

    /// The kind of badge that it has.
    pub(crate) fn badge(self) -> &'static str {
        match self {
            Self::Above => "warning",
            Self::Within => "neutral",
            Self::Below => "success",
            Self::Unknown => "info",
        }
    }
}

/// A disease with its last weeks.
struct Recent {
    category: Category,
    weeks: Vec<WeekCount>,
    last: WeekCount,
    standing: Standing,
}

/// What the start page says of notified diseases.
pub(crate) struct Lage {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) settling: bool,
    pub(crate) cards: Vec<Card>,
    pub(crate) rows: Vec<Row>,
    pub(crate) table_title: String,
    /// The map of the disease that stands first.
    pub(crate) map: Option<LageMap>,
    pub(crate) list: String,
    pub(crate) credit: String,
    pub(crate) as_of: String,
}

pub(crate) struct LageMap {
    pub(crate) title: String,
    pub(crate) picture: Picture,
    pub(crate) href: String,
    pub(crate) source: String,
}

pub(crate) struct Card {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) badge: &'static str,
    pub(crate) standing: String,
    pub(crate) cases: String,
    pub(crate) usual: String,
    pub(crate) chart: String,
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) cases: String,
    pub(crate) median: String,
    pub(crate) range: String,
    pub(crate) ratio: String,
    pub(crate) standing: String,
}

/// All diseases that had cases in the last weeks or years, those with more than usual first, then those with most.
fn recent(chosen: &Chosen<'_>) -> Result<Vec<Recent>, Error> {
    let set = chosen.set;
    let open = chosen.until >= chosen.open_from();
    let mut all = Vec::new();
    for category in set.axes().categories().all() {
        let weeks = figures::series(set, category, Area::State, chosen.until, WEEKS)?;
        let Some(last) = weeks.last().copied() else {
            continue;
        };
        let known =
            |one: &WeekCount| counted(one) > 0 || one.earlier.is_some_and(|(_, _, high)| high > 0);
        if weeks.iter().any(known) {
            all.push(Recent {
                category,
                last,
                standing: Standing::of(&last, open),
                weeks,
            });
        }
    }
    let above = |one: &Recent| one.standing != Standing::Above;
    all.sort_by(|a, b| (above(a), counted(&b.last)).cmp(&(above(b), counted(&a.last))));
    Ok(all)
}

/// The start page's part about notified diseases; none if the set has no cases. `with_map` unless another map stands there.
pub(crate) fn lage(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    with_map: bool,
) -> Result<Option<Lage>, Error> {
    if chosen.set.exact().is_none() {
        return Ok(None);
    }
    let all = recent(chosen)?;
    let Some(first) = all.first() else {
        return Ok(None);
    };
    let open_from = chosen.open_from();
    let week = words.week(chosen.until);
    let about = |key: &str| words.with(key, &[("week", week.as_str().into())]);
    Ok(Some(Lage {
        title: about("indicators-lage-title"),
        sentences: sentences(words, chosen, &all),
        settling: chosen.until >= open_from,
        cards: all
            .iter()
            .take(CARDS)
            .map(|one| card(words, chosen, one))
            .collect(),
        rows: all.iter().map(|one| row(words, chosen, one)).collect(),
        table_title: about("indicators-lage-table"),
        map: if with_map {
            Some(lage_map(words, chosen, first.category)?)
        } else {
            None
        },
        list: format!("{PATH}?{}", chosen.query("")),
        credit: credit(words, chosen.set),
        as_of: as_of(words, chosen.set),
    }))
}

fn lage_map(words: &Words<'_>, chosen: &Chosen<'_>, category: Category) -> Result<LageMap, Error> {
    let set = chosen.set;
    let places = figures::places(chosen.cases, set, category, chosen.weeks())?;
    let drawn = map(words, chosen, category, &places, true);
    Ok(LageMap {
        title: map_title(words, chosen, &set.name(category, words.lang)),
        href: format!("{}?{}", path_of(set.key(category)), chosen.query("")),
        source: words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
        picture: Picture {
            legend: drawn.legend_list(),
            svg: drawn.svg,
        },
    })
}

fn sentences(words: &Words<'_>, chosen: &Chosen<'_>, all: &[Recent]) -> Vec<String> {
    let total: u64 = all.iter().map(|one| counted(&one.last)).sum();
    let diseases = all.iter().filter(|one| counted(&one.last) > 0).count();
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let mut sentences = vec![words.with(
        "indicators-lage-sentence-all",
        &[
            ("week", words.week(chosen.until).into()),
            ("where", words.place_in(None).into()),
            ("count", count(total).into()),
            ("cases", words.cases(total).into()),
            ("diseases", diseases.into()),
        ],
    )];
    let above: Vec<&Recent> = all
        .iter()
        .filter(|one| one.standing == Standing::Above)
        .collect();
    let named = above.iter().take(NAMED).map(|one| {
        let (_, _, high) = one.last.earlier.unwrap_or_default();
        words.with(
            "indicators-lage-named",
            &[
                ("disease", chosen.set.name(one.category, words.lang).into()),
                ("cases", words.count(counted(&one.last)).into()),
                ("high", words.count(u64::from(high)).into()),
            ],
        )
    });
    let named: Vec<String> = named.collect();
    sentences.push(words.with(
        "indicators-lage-sentence-above",
        &[
            ("count", above.len().into()),
            ("more", above.len().saturating_sub(NAMED).into()),
            ("names", words.list(&named).into()),
        ],
    ));
    if let Some(most) = all
        .iter()
        .max_by_key(|one| counted(&one.last))
        .filter(|one| counted(&one.last) > 0)
    {
        let median = most.last.earlier.map(|(_, median, _)| median);
        sentences.push(words.with(
            "indicators-lage-sentence-most",
            &[
                ("disease", chosen.set.name(most.category, words.lang).into()),
                ("cases", words.cases(counted(&most.last)).into()),
                ("known", i64::from(median.is_some()).into()),
                ("median", words.median(median.unwrap_or_default()).into()),
            ],
        ));
    }
    sentences
}

fn standing(words: &Words<'_>, standing: Standing) -> String {
    words.with(
        "indicators-lage-standing",
        &[("standing", standing.name().into())],
    )
}

fn card(words: &Words<'_>, chosen: &Chosen<'_>, one: &Recent) -> Card {
    let set = chosen.set;
    let name = set.name(one.category, words.lang);
    let title = words.with(
        "indicators-cases-small-title",
        &[
            ("disease", name.as_str().into()),
            ("weeks", one.weeks.len().to_string().into()),
        ],
    );
    let usual = one.last.earlier.map_or_else(
        || words.t("indicators-lage-no-earlier"),
        |(low, median, high)| {
            words.with(
                "indicators-lage-usual",
                &[
                    ("median", words.median(median).into()),
                    ("low", words.count(u64::from(low)).into()),
                    ("high", words.count(u64::from(high)).into()),
                ],
            )
        },
    );
    Card {
        href: format!("{}?{}", path_of(set.key(one.category)), chosen.query("")),
        badge: one.standing.badge(),
        standing: standing(words, one.standing),
        cases: words.cases(counted(&one.last)),
        usual,
        chart: pictures::small_chart(words, &title, &one.weeks, chosen.open_from()),
        name,
    }
}

fn row(words: &Words<'_>, chosen: &Chosen<'_>, one: &Recent) -> Row {
    let set = chosen.set;
    let dash = || "–".to_owned();
    let ratio = one.last.earlier.filter(|(_, median, _)| *median > 0.0);
    Row {
        name: set.name(one.category, words.lang),
        href: format!("{}?{}", path_of(set.key(one.category)), chosen.query("")),
        cases: words.count(counted(&one.last)),
        median: one
            .last
            .earlier
            .map_or_else(dash, |(_, median, _)| words.median(median)),
        range: one.last.earlier.map_or_else(dash, |(low, _, high)| {
            format!(
                "{}–{}",
                words.count(u64::from(low)),
                words.count(u64::from(high))
            )
        }),
        ratio: ratio.map_or_else(dash, |(_, median, _)| {
            let ratio = format::decimal(words.lang, counted(&one.last) as f64 / median, 1);
            words.with("indicators-cases-times", &[("ratio", ratio.into())])
        }),
        standing: standing(words, one.standing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::IsoWeek;

    fn week(cases: u64, earlier: Option<(u32, f64, u32)>) -> WeekCount {
        WeekCount {
            week: IsoWeek::new(2026, 46).unwrap(),
            cases: disclosure::Shown::of_count(cases),
            earlier,
        }
    }

    #[test]
    fn few_cases_are_never_above_and_an_open_week_is_never_below() {
        let usual = Some((4, 6.0, 9));
        assert_eq!(Standing::of(&week(10, usual), true), Standing::Above);
        assert_eq!(Standing::of(&week(9, usual), false), Standing::Within);
        assert_eq!(Standing::of(&week(3, usual), false), Standing::Below);
        assert_eq!(Standing::of(&week(3, usual), true), Standing::Within);
        assert_eq!(
            Standing::of(&week(2, Some((0, 0.0, 0))), false),
            Standing::Within
        );
        assert_eq!(
            Standing::of(&week(3, Some((0, 0.0, 0))), false),
            Standing::Above
        );
        assert_eq!(Standing::of(&week(50, None), false), Standing::Unknown);
    }
}
