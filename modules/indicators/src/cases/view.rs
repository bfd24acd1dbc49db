// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the templates show of notified cases: sentences, pictures and tables, all in words.

use cube::Category;
use jiff::ToSpan;
use kernel::IsoWeek;
use web::Error;

use super::figures::{self, AgeCount, PlaceCount, Ranked, WeekCount};
use super::{CHART_WEEKS, CaseSet, Cases, SPANS, pictures};
use crate::model::District;
use crate::pages::cases::{PATH, path_of};
use crate::pictures::MAP_SOURCE;
use crate::view::Entry;
use crate::words::Words;

/// For how many days cases of a week usually still come in.
const SETTLING_DAYS: i64 = 14;

/// What a reader looks at.
#[derive(Clone, Copy)]
pub(crate) struct Chosen<'c> {
    pub(crate) cases: &'c Cases,
    pub(crate) set: &'c CaseSet,
    pub(crate) district: Option<&'c District>,
    /// The last week.
    pub(crate) until: IsoWeek,
    /// Over how many weeks maps and tables add up.
    pub(crate) span: i32,
}

impl Chosen<'_> {
    /// The weeks of maps and tables.
    pub(crate) fn weeks(&self) -> (IsoWeek, IsoWeek) {
        (self.set.within(self.until.plus(1 - self.span)), self.until)
    }

    /// The first week that may still grow.
    pub(crate) fn open_from(&self) -> IsoWeek {
        let settled = self.set.version.as_of.saturating_sub(SETTLING_DAYS.days());
        IsoWeek::of(settled)
    }

    /// The choice as a query, with another place.
    pub(crate) fn query(&self, place: &str) -> String {
        let mut parts = vec![("quelle", self.set.set.key.to_string())];
        if !place.is_empty() {
            parts.push(("ort", place.to_owned()));
        }
        if self.until != self.set.last() {
            parts.push(("bis", self.until.to_string()));
        }
        if self.span != SPANS[0] {
            parts.push(("spanne", self.span.to_string()));
        }
        let parts: Vec<String> = parts
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        parts.join("&")
    }

    /// The key of the chosen district, or nothing.
    pub(crate) fn place_key(&self) -> &str {
        self.district.map_or("", |district| &district.key)
    }
}

/// A disease as shown.
pub(crate) struct Disease {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) settling: bool,
    pub(crate) chart_title: String,
    pub(crate) wide: String,
    pub(crate) narrow: String,
    pub(crate) weeks: Vec<WeekRow>,
    pub(crate) map_title: String,
    pub(crate) map: String,
    pub(crate) legend: String,
    pub(crate) places: Vec<PlaceRow>,
    /// None without cases.
    pub(crate) funnel: Option<super::funnel::View>,
    pub(crate) ages_title: String,
    /// Empty if the set knows no ages.
    pub(crate) ages: String,
    pub(crate) age_rows: Vec<AgeRow>,
    pub(crate) credit: String,
    pub(crate) map_source: String,
    pub(crate) as_of: String,
    pub(crate) query: String,
    /// What was chosen, for paper.
    pub(crate) choice: String,
}

pub(crate) struct WeekRow {
    pub(crate) week: String,
    pub(crate) cases: String,
    pub(crate) earlier: String,
    pub(crate) open: bool,
}

pub(crate) struct PlaceRow {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) chosen: bool,
    pub(crate) cases: String,
    pub(crate) rate: String,
    pub(crate) interval: String,
}

pub(crate) struct AgeRow {
    pub(crate) ages: String,
    pub(crate) female: String,
    pub(crate) male: String,
    pub(crate) other: String,
}

/// The numbers of a disease, before they become words.
pub(crate) struct Numbers {
    pub(crate) series: Vec<WeekCount>,
    pub(crate) places: Vec<PlaceCount>,
    pub(crate) ages: Vec<AgeCount>,
}

/// The numbers of a disease in the chosen place and weeks.
pub(crate) fn numbers(chosen: &Chosen<'_>, category: Category) -> Result<Numbers, Error> {
    let Chosen { cases, set, .. } = *chosen;
    let area = set.area(chosen.district)?;
    let weeks = chosen.weeks();
    Ok(Numbers {
        series: figures::series(set, category, area, chosen.until, CHART_WEEKS)?,
        places: figures::places(cases, set, category, weeks)?,
        ages: figures::pyramid(set, category, area, weeks)?,
    })
}

/// The title of the map.
pub(crate) fn map_title(words: &Words<'_>, chosen: &Chosen<'_>, name: &str) -> String {
    words.with(
        "indicators-cases-map-title",
        &[
            ("disease", name.into()),
            ("weeks", span_words(words, chosen).into()),
        ],
    )
}

/// `KW 22/2025 bis KW 25/2025`, or one week.
pub(crate) fn span_words(words: &Words<'_>, chosen: &Chosen<'_>) -> String {
    let (from, until) = chosen.weeks();
    if from == until {
        return words.week(until);
    }
    words.with(
        "indicators-cases-weeks",
        &[
            ("from", words.week(from).into()),
            ("until", words.week(until).into()),
        ],
    )
}

/// The map as a drawing, with links to districts or without.
pub(crate) fn map(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    places: &[PlaceCount],
    links: bool,
) -> ::figures::Map {
    let name = chosen.set.name(category, words.lang);
    let path = path_of(chosen.set.key(category));
    let href = |place: &str| format!("{path}?{}", chosen.query(place));
    let href: Option<&dyn Fn(&str) -> String> = if links { Some(&href) } else { None };
    let marked = chosen.district.map(|district| district.key.as_str());
    pictures::map(
        words,
        &map_title(words, chosen, &name),
        places,
        marked,
        href,
    )
}

/// A disease in words and pictures.
pub(crate) fn disease(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
) -> Result<Disease, Error> {
    let set = chosen.set;
    let name = set.name(category, words.lang);
    let Numbers {
        series,
        mut places,
        ages,
    } = numbers(chosen, category)?;
    let open_from = chosen.open_from();
    let place = words.place(chosen.district);
    let about = |key: &str| {
        words.with(
            key,
            &[
                ("disease", name.as_str().into()),
                ("place", place.as_str().into()),
            ],
        )
    };
    let chart_title = about("indicators-cases-chart-title");
    let [wide, narrow] = pictures::charts(words, &chart_title, &series, open_from);
    let map_title = map_title(words, chosen, &name);
    let drawn = map(words, chosen, category, &places, true);
    let ages_title = words.with(
        "indicators-cases-ages-title",
        &[
            ("disease", name.as_str().into()),
            ("place", place.as_str().into()),
            ("weeks", span_words(words, chosen).into()),
        ],
    );
    let sentences = sentences(words, chosen, &series, &places);
    let path = path_of(set.key(category));
    let funnel_title = words.with(
        "indicators-funnel-title",
        &[
            ("disease", name.as_str().into()),
            ("weeks", span_words(words, chosen).into()),
        ],
    );
    let funnel = super::funnel::funnel(words, chosen, funnel_title, &places)?;
    // The state stays first, then the highest rates.
    let rate = |one: &PlaceCount| one.rate.map_or(-1.0, |rate| rate.value);
    if let Some(districts) = places.get_mut(1..) {
        districts.sort_by(|a, b| rate(b).total_cmp(&rate(a)));
    }
    Ok(Disease {
        title: about("indicators-cases-disease-title"),
        sentences,
        settling: chosen.until >= open_from,
        wide,
        narrow,
        weeks: series
            .iter()
            .rev()
            .map(|one| week_row(words, one, open_from))
            .collect(),
        chart_title,
        map: drawn.svg.clone(),
        legend: drawn.legend_list(),
        map_title,
        funnel,
        choice: print_choice(words, chosen, words.place(chosen.district)),
        places: places
            .iter()
            .map(|one| place_row(words, chosen, &path, one))
            .collect(),
        ages: pictures::ages(words, &ages_title, &ages),
        ages_title,
        age_rows: ages.iter().map(|one| age_row(words, one)).collect(),
        credit: credit(words, set),
        map_source: words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
        as_of: as_of(words, set),
        query: chosen.query(chosen.place_key()),
    })
}

/// What was chosen, in words: paper has no fields.
pub(crate) fn print_choice(words: &Words<'_>, chosen: &Chosen<'_>, place: String) -> String {
    words.with(
        "indicators-print-choice",
        &[
            ("place", place.into()),
            ("weeks", span_words(words, chosen).into()),
        ],
    )
}

/// Who made the numbers.
pub(crate) fn credit(words: &Words<'_>, set: &CaseSet) -> String {
    let about = &set.set.description;
    let credit = if about.attribution.is_empty() {
        &about.source
    } else {
        &about.attribution
    };
    words.with(
        "indicators-cases-credit",
        &[("source", credit.as_str().into())],
    )
}

/// On which day the numbers stood so.
pub(crate) fn as_of(words: &Words<'_>, set: &CaseSet) -> String {
    let day = web::format::date(words.lang, set.version.as_of);
    words.with("indicators-updated", &[("moment", day.into())])
}

fn sentences(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    series: &[WeekCount],
    places: &[PlaceCount],
) -> Vec<String> {
    let mut sentences = Vec::new();
    let Some(last) = series.last() else {
        return sentences;
    };
    sentences.push(words.with(
        "indicators-cases-sentence-week",
        &[
            ("week", words.week(last.week).into()),
            ("where", words.place_in(chosen.district).into()),
            ("cases", words.cases(last.cases).into()),
            (
                "count",
                i64::try_from(last.cases).unwrap_or(i64::MAX).into(),
            ),
        ],
    ));
    if let Some((low, median, high)) = last.earlier {
        sentences.push(words.with(
            "indicators-cases-sentence-earlier",
            &[
                ("low", words.count(u64::from(low)).into()),
                ("median", words.median(median).into()),
                ("high", words.count(u64::from(high)).into()),
                ("same", i64::from(low == high).into()),
            ],
        ));
    }
    let mine = places.iter().find(|one| {
        one.district.as_ref().map(|one| &one.key) == chosen.district.map(|one| &one.key)
    });
    if let Some(one) = mine {
        let rate = one
            .rate
            .map(|rate| words.rate(rate.value))
            .unwrap_or_default();
        sentences.push(words.with(
            "indicators-cases-sentence-span",
            &[
                ("weeks", span_words(words, chosen).into()),
                ("cases", words.cases(one.cases).into()),
                ("count", i64::try_from(one.cases).unwrap_or(i64::MAX).into()),
                ("rate", rate.into()),
            ],
        ));
    }
    sentences
}

pub(super) fn week_row(words: &Words<'_>, one: &WeekCount, open_from: IsoWeek) -> WeekRow {
    WeekRow {
        week: words.week(one.week),
        cases: words.count(one.cases),
        earlier: one.earlier.map_or("–".to_owned(), |(low, median, high)| {
            words.with(
                "indicators-cases-earlier",
                &[
                    ("low", words.count(u64::from(low)).into()),
                    ("median", words.median(median).into()),
                    ("high", words.count(u64::from(high)).into()),
                ],
            )
        }),
        open: one.week >= open_from,
    }
}

fn place_row(words: &Words<'_>, chosen: &Chosen<'_>, path: &str, one: &PlaceCount) -> PlaceRow {
    let district = one.district.as_ref();
    let key = district.map_or("", |district| &district.key);
    let number = |value: f64| web::format::decimal(words.lang, value, 1);
    PlaceRow {
        name: words.place(district),
        href: format!("{path}?{}", chosen.query(key)),
        chosen: district.is_some() && key == chosen.place_key(),
        cases: words.count(one.cases),
        rate: one.rate.map_or("–".to_owned(), |rate| number(rate.value)),
        interval: one.rate.map_or("–".to_owned(), |rate| {
            format!(
                "{}–{}",
                number(rate.interval.lower),
                number(rate.interval.upper)
            )
        }),
    }
}

pub(super) fn age_row(words: &Words<'_>, one: &AgeCount) -> AgeRow {
    AgeRow {
        ages: one.ages.map_or_else(
            || words.t("indicators-cases-age-unknown"),
            |group| words.age_group(group),
        ),
        female: words.count(one.female),
        male: words.count(one.male),
        other: words.count(one.other),
    }
}

/// A disease in the list.
pub(crate) struct ListRow {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) cases: String,
    pub(crate) expected: String,
    pub(crate) ratio: String,
    pub(crate) line: String,
}

/// The diseases of the chosen weeks.
pub(crate) fn list(words: &Words<'_>, chosen: &Chosen<'_>) -> Result<Vec<ListRow>, Error> {
    let set = chosen.set;
    let area = set.area(chosen.district)?;
    let open_from = chosen.open_from();
    let incomplete = usize::try_from(chosen.until.since(open_from) + 1).unwrap_or(0);
    let ranked = figures::ranking(set, area, chosen.weeks())?;
    Ok(ranked
        .iter()
        .map(|one| list_row(words, chosen, one, incomplete))
        .collect())
}

fn list_row(words: &Words<'_>, chosen: &Chosen<'_>, one: &Ranked, incomplete: usize) -> ListRow {
    let set = chosen.set;
    let name = set.name(one.category, words.lang);
    let title = words.with(
        "indicators-cases-small-title",
        &[
            ("disease", name.as_str().into()),
            ("weeks", one.recent.len().to_string().into()),
        ],
    );
    let path = path_of(set.key(one.category));
    let expected = one.expected;
    ListRow {
        href: format!("{path}?{}", chosen.query(chosen.place_key())),
        cases: words.count(one.cases),
        expected: expected.map_or("–".to_owned(), |mean| {
            web::format::decimal(words.lang, mean, 1)
        }),
        ratio: expected
            .filter(|mean| *mean > 0.0)
            .map_or("–".to_owned(), |mean| {
                let ratio = web::format::decimal(words.lang, one.cases as f64 / mean, 1);
                words.with("indicators-cases-times", &[("ratio", ratio.into())])
            }),
        line: pictures::small(&title, &one.recent, incomplete),
        name,
    }
}

/// The districts that can be chosen, by name.
pub(crate) fn district_entries(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<Entry> {
    let mut districts: Vec<&District> = chosen
        .cases
        .districts
        .iter()
        .map(|one| &one.district)
        .collect();
    districts.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    districts
        .into_iter()
        .map(|district| Entry {
            value: district.key.clone(),
            label: words.place_listed(district),
            chosen: district.key == chosen.place_key(),
        })
        .collect()
}

/// The weeks that can be chosen: two years, the latest first, and the chosen one.
pub(crate) fn week_entries(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<Entry> {
    let last = chosen.set.last();
    let mut weeks: Vec<IsoWeek> = std::iter::successors(Some(last), |week| Some(week.plus(-1)))
        .take_while(|week| *week >= chosen.set.first())
        .take(104)
        .collect();
    if !weeks.contains(&chosen.until) {
        weeks.push(chosen.until);
    }
    weeks
        .into_iter()
        .map(|week| Entry {
            value: week.to_string(),
            label: words.week(week),
            chosen: week == chosen.until,
        })
        .collect()
}

/// Over how many weeks can be added up.
pub(crate) fn span_entries(words: &Words<'_>, chosen: &Chosen<'_>, spans: &[i32]) -> Vec<Entry> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans
        .into_iter()
        .map(|span| Entry {
            value: span.to_string(),
            label: words.with(
                "indicators-cases-span",
                &[("count", i64::from(span).into())],
            ),
            chosen: span == chosen.span,
        })
        .collect()
}

/// The address of the list with the same choice.
pub(crate) fn list_href(chosen: &Chosen<'_>) -> String {
    format!("{PATH}?{}", chosen.query(chosen.place_key()))
}
