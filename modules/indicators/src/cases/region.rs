// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A place and all diseases in it: beside earlier years, beside the state, beside its neighbours.

use cube::{Area, Category, RankingQuery};
use rates::{Estimate, Level, Observation, Per, PoissonInterval, crude_rate};
use web::{Error, format};

use super::detail::{One, one};
use super::pictures;
use super::places::Spot;
use super::view::{Chosen, as_of, credit, print_choice, span_words};
use super::{CHART_WEEKS, EARLIER_YEARS, SPANS};
use crate::pages::regions::{PATH, path_of};
use crate::words::Words;

/// What is shown of a place.
pub(crate) struct Region {
    pub(crate) title: String,
    pub(crate) inhabitants: String,
    /// The association of municipalities that it belongs to; empty for others.
    pub(crate) association: String,
    /// The district of a municipality.
    pub(crate) district: Option<(String, String)>,
    pub(crate) sentences: Vec<String>,
    pub(crate) diseases_title: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) one: Option<One>,
    pub(crate) credit: String,
    pub(crate) as_of: String,
    pub(crate) settling: bool,
    /// What was chosen, for paper.
    pub(crate) choice: String,
}

/// A disease in the table of a place.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) chosen: bool,
    pub(crate) cases: String,
    pub(crate) earlier: String,
    pub(crate) rate: String,
    pub(crate) interval: String,
    pub(crate) state_rate: String,
    pub(crate) standing: String,
}

/// A disease in a place and in the state over the chosen weeks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counted {
    pub(crate) category: Category,
    pub(crate) cases: u64,
    /// The cases in the same weeks of earlier years, as far back as there are.
    pub(crate) earlier: Vec<u64>,
    pub(crate) rate: Option<Estimate>,
    pub(crate) state_rate: Option<Estimate>,
}

impl Counted {
    /// How the rate stands to that of the state: by whether its interval holds the rate of the state.
    fn beside_state(&self) -> &'static str {
        match (self.rate, self.state_rate) {
            (Some(rate), Some(state)) if rate.interval.lower > state.value => "higher",
            (Some(rate), Some(state)) if rate.interval.upper < state.value => "lower",
            (Some(_), Some(_)) => "similar",
            _ => "unknown",
        }
    }
}

/// Cases per 100,000 with the exact interval; none where nobody lives.
pub(crate) fn rate(cases: u64, inhabitants: u64) -> Option<Estimate> {
    let observed = Observation::new(cases, inhabitants as f64).ok()?;
    crude_rate(
        observed,
        Per::HundredThousand,
        PoissonInterval::Exact,
        Level::P95,
    )
}

/// All diseases of a place and the weeks that are chosen, those with most cases first, without those that the state had none of.
pub(crate) fn counted(chosen: &Chosen<'_>, spot: Spot<'_>) -> Result<Vec<Counted>, Error> {
    let Chosen { cases, set, .. } = *chosen;
    let Some(cube) = set.exact() else {
        return Ok(Vec::new());
    };
    let (from, until) = chosen.weeks();
    let ranking = |area: Area, earlier_years: u16| {
        let query = RankingQuery {
            area: &[area],
            weeks: from..=until,
            earlier_years,
        };
        cube.ranking(&query).map_err(Error::internal)
    };
    let mut of_state = vec![0; set.axes().categories().len()];
    for one in ranking(Area::State, 0)? {
        of_state[one.category.index()] = one.cases;
    }
    let people = [spot.inhabitants(cases), cases.inhabitants(None)];
    // Sums over more than a year have no same weeks in earlier ones.
    let years = if chosen.span > CHART_WEEKS {
        0
    } else {
        EARLIER_YEARS
    };
    let here = ranking(spot.area(set)?, years)?;
    Ok(here
        .into_iter()
        .map(|one| Counted {
            category: one.category,
            cases: one.cases,
            earlier: one.earlier.iter().flatten().copied().collect(),
            rate: rate(one.cases, people[0]),
            state_rate: rate(of_state[one.category.index()], people[1]),
        })
        .filter(|one| {
            of_state[one.category.index()] > 0 || one.earlier.iter().any(|cases| *cases > 0)
        })
        .collect())
}

/// Smallest, middle and largest of some counts.
pub(crate) fn spread(counts: &[u64]) -> Option<(u64, f64, u64)> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let median = match sorted.len() {
        0 => return None,
        even if even % 2 == 0 => (sorted[middle - 1] + sorted[middle]) as f64 / 2.0,
        _ => sorted[middle] as f64,
    };
    Some((*sorted.first()?, median, *sorted.last()?))
}

/// The part of the address that says what is looked at, with a disease or without.
pub(crate) fn query(chosen: &Chosen<'_>, disease: &str) -> String {
    let mut query = chosen.query("");
    if chosen.span == SPANS[0] {
        // What is shown unasked differs between districts and municipalities.
        query = format!("{query}&spanne={}", chosen.span);
    }
    if !disease.is_empty() {
        query.push_str("&krankheit=");
        query.push_str(disease);
    }
    query
}

/// A place in words and pictures.
pub(crate) fn region(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    spot: Spot<'_>,
    wanted: Option<Category>,
) -> Result<Region, Error> {
    let all = counted(chosen, spot)?;
    let category = wanted.or_else(|| all.first().map(|one| one.category));
    let name = spot.name(words);
    let span = span_words(words, chosen);
    let one = match category {
        Some(category) => Some(one(words, chosen, spot, category)?),
        None => None,
    };
    let (association, district) = match spot {
        Spot::Town(town, district) => (
            town.association.clone().unwrap_or_default(),
            Some((
                words.place(Some(district)),
                format!("{}?{}", path_of(&district.key), query(chosen, "")),
            )),
        ),
        _ => (String::new(), None),
    };
    Ok(Region {
        inhabitants: words.count(spot.inhabitants(chosen.cases)),
        association,
        district,
        sentences: sentences(words, chosen, spot, &all),
        diseases_title: words.with(
            "indicators-region-diseases",
            &[
                ("place", name.as_str().into()),
                ("weeks", span.as_str().into()),
            ],
        ),
        rows: all
            .iter()
            .map(|each| row(words, chosen, spot, each, category))
            .collect(),
        one,
        credit: credit(words, chosen.set),
        as_of: as_of(words, chosen.set),
        settling: chosen.until >= chosen.open_from(),
        choice: print_choice(words, chosen, name.clone()),
        title: name,
    })
}

fn sentences(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    spot: Spot<'_>,
    all: &[Counted],
) -> Vec<String> {
    let total: u64 = all.iter().map(|one| one.cases).sum();
    let mut sentences = vec![words.with(
        "indicators-region-sentence",
        &[
            ("weeks", span_words(words, chosen).into()),
            ("where", spot.name_in(words).into()),
            ("count", i64::try_from(total).unwrap_or(i64::MAX).into()),
            ("cases", words.cases(total).into()),
        ],
    )];
    let named = |standing: &str| {
        let found = all.iter().filter(|one| one.beside_state() == standing);
        let names = found.map(|one| chosen.set.name(one.category, words.lang));
        names.take(4).collect::<Vec<String>>()
    };
    let (higher, lower) = (named("higher"), named("lower"));
    if spot != Spot::State && total > 0 {
        sentences.push(words.with(
            "indicators-region-sentence-state",
            &[
                ("state", words.state_name.into()),
                ("higher", higher.len().into()),
                ("higher-names", words.list(&higher).into()),
                ("lower", lower.len().into()),
                ("lower-names", words.list(&lower).into()),
            ],
        ));
    }
    sentences
}

fn row(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    spot: Spot<'_>,
    one: &Counted,
    shown: Option<Category>,
) -> Row {
    let set = chosen.set;
    let number = |value: f64| format::decimal(words.lang, value, 1);
    let dash = || "–".to_owned();
    let href = format!(
        "{}?{}#krankheit-titel",
        path_of(spot.key()),
        query(chosen, set.key(one.category))
    );
    Row {
        name: set.name(one.category, words.lang),
        href,
        chosen: shown == Some(one.category),
        cases: words.count(one.cases),
        earlier: spread(&one.earlier).map_or_else(dash, |(low, median, high)| {
            words.with(
                "indicators-cases-earlier",
                &[
                    ("low", words.count(low).into()),
                    ("median", words.median(median).into()),
                    ("high", words.count(high).into()),
                ],
            )
        }),
        rate: one.rate.map_or_else(dash, |rate| number(rate.value)),
        interval: interval(words, one.rate),
        state_rate: one.state_rate.map_or_else(dash, |rate| number(rate.value)),
        standing: words.with(
            "indicators-region-standing",
            &[("standing", one.beside_state().into())],
        ),
    }
}

/// `1,2–3,4`, or a dash.
pub(crate) fn interval(words: &Words<'_>, rate: Option<Estimate>) -> String {
    let number = |value: f64| format::decimal(words.lang, value, 1);
    rate.map_or("–".to_owned(), |rate| {
        format!(
            "{}–{}",
            number(rate.interval.lower),
            number(rate.interval.upper)
        )
    })
}

/// A district in the list of regions.
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) inhabitants: String,
    pub(crate) cases: String,
    pub(crate) above: String,
}

/// All districts, by name, with what is notable in the chosen weeks.
pub(crate) fn list(words: &Words<'_>, chosen: &Chosen<'_>) -> Result<Vec<Listed>, Error> {
    let mut districts: Vec<_> = chosen.cases.districts.iter().collect();
    districts.sort_by(|a, b| {
        (&a.district.name, &a.district.key).cmp(&(&b.district.name, &b.district.key))
    });
    let mut rows = Vec::new();
    for one in districts {
        let spot = Spot::District(&one.district);
        let all = counted(chosen, spot)?;
        let total: u64 = all.iter().map(|one| one.cases).sum();
        let above: Vec<String> = all
            .iter()
            .filter(|one| {
                let usual = spread(&one.earlier);
                one.cases >= 3 && usual.is_some_and(|(_, _, high)| one.cases > high)
            })
            .map(|one| chosen.set.name(one.category, words.lang))
            .collect();
        rows.push(Listed {
            name: words.place_listed(&one.district),
            href: format!("{}?{}", path_of(&one.district.key), chosen.query("")),
            inhabitants: words.count(one.inhabitants),
            cases: words.count(total),
            above: if above.is_empty() {
                "–".to_owned()
            } else {
                above.join(", ")
            },
        });
    }
    Ok(rows)
}

/// All districts on a map, each a link.
pub(crate) fn list_map(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    title: &str,
    href: &dyn Fn(&str) -> String,
) -> ::figures::Map {
    pictures::district_links(words, chosen.cases, title, href)
}

/// The address of the list.
pub(crate) fn list_href(chosen: &Chosen<'_>) -> String {
    format!("{PATH}?{}", chosen.query(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_counts_is_that_of_their_order() {
        assert_eq!(spread(&[]), None);
        assert_eq!(spread(&[4]), Some((4, 4.0, 4)));
        assert_eq!(spread(&[9, 1, 4]), Some((1, 4.0, 9)));
        assert_eq!(spread(&[9, 1, 4, 5]), Some((1, 4.5, 9)));
    }

    #[test]
    fn a_place_differs_from_the_state_only_beyond_chance() {
        let category = cube::Categories::new(["a"]).unwrap().find("a").unwrap();
        let one = |cases, state| Counted {
            category,
            cases,
            earlier: Vec::new(),
            rate: rate(cases, 100_000),
            state_rate: rate(state, 8_000_000),
        };
        assert_eq!(one(3, 80).beside_state(), "similar");
        assert_eq!(one(30, 80).beside_state(), "higher");
        assert_eq!(one(3, 800).beside_state(), "lower");
        let nobody = Counted {
            rate: rate(0, 0),
            ..one(0, 80)
        };
        assert_eq!(nobody.beside_state(), "unknown");
    }
}
