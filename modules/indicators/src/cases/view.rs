// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the templates show of notified cases: sentences, pictures and tables, all in words.

use cube::Category;
use kernel::IsoWeek;
use web::Error;

use super::figures::{self, AgeCount, AgeCounts, PlaceCount, Ranked, WeekCount};
use super::numbers::{Span, known};
use super::published::Published;
use super::{CHART_WEEKS, CaseSet, Cases, SPANS, pictures};
use crate::model::District;
use crate::pages::cases::{PATH, path_of};
use crate::pages::protection::why_of;
use crate::pictures::MAP_SOURCE;
use crate::view::{Downloads, Entry};
use crate::words::Words;

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
    /// Whether somebody who may see exact numbers looks at what everybody sees.
    pub(crate) as_public: bool,
}

impl Chosen<'_> {
    /// The weeks of maps and tables.
    pub(crate) fn weeks(&self) -> (IsoWeek, IsoWeek) {
        (self.set.within(self.until.plus(1 - self.span)), self.until)
    }

    /// The first week that may still grow.
    pub(crate) fn open_from(&self) -> IsoWeek {
        crate::open_data::keeping::open_from(self.set.version.as_of)
    }

    /// The choice as a query, with another place.
    pub(crate) fn query(&self, place: &str) -> String {
        let mut parts = vec![("quelle", self.set.set.key.to_string())];
        if !place.is_empty() {
            parts.push(("ort", place.to_owned()));
        }
        if self.set.frozen {
            parts.push(("datenstand", self.set.version.number.to_string()));
        }
        if self.until != self.set.last() {
            parts.push(("bis", self.until.to_string()));
        }
        if self.span != SPANS[0] {
            parts.push(("spanne", self.span.to_string()));
        }
        if self.as_public {
            parts.push(("sicht", PUBLIC_VIEW.to_owned()));
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

/// How what everybody sees is asked for by those who may see more.
pub(crate) const PUBLIC_VIEW: &str = "oeffentlich";

/// Which numbers of a protected set are shown.
pub(crate) struct Notice {
    /// The exact ones, which only some may see.
    pub(crate) exact: bool,
    /// Where it is told how numbers are protected.
    pub(crate) why: String,
    /// The query of the other view; empty for those who have only one.
    pub(crate) other: String,
}

/// What must be said of the numbers of a set; nothing if they are shown as their source published them, or to nobody else.
pub(crate) fn notice(chosen: &Chosen<'_>) -> Option<Notice> {
    let set = chosen.set;
    let key = &set.set.key;
    let exact = set.public.is_some();
    (exact || set.published().is_some()).then(|| Notice {
        exact,
        why: why_of(key),
        other: match (exact, chosen.as_public) {
            (true, _) => format!("?quelle={key}&sicht={PUBLIC_VIEW}"),
            (false, true) => format!("?quelle={key}"),
            (false, false) => String::new(),
        },
    })
}

/// A disease as shown.
pub(crate) struct Disease {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) notice: Option<Notice>,
    /// Where is told how the numbers are protected; empty if they are not.
    pub(crate) why: String,
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
    pub(crate) series_files: Downloads,
    pub(crate) place_files: Downloads,
    pub(crate) age_files: Downloads,
    /// The whole page on paper.
    pub(crate) paper: String,
    /// What was chosen, for paper.
    pub(crate) choice: String,
}

impl Disease {
    /// For the part of the template that shows files wherever they are.
    pub(crate) fn series_files(&self) -> &Downloads {
        &self.series_files
    }

    /// The same for places.
    pub(crate) fn place_files(&self) -> &Downloads {
        &self.place_files
    }

    /// The same for ages.
    pub(crate) fn age_files(&self) -> &Downloads {
        &self.age_files
    }
}

/// A title about a disease and a place.
fn about(words: &Words<'_>, chosen: &Chosen<'_>, category: Category, key: &str) -> String {
    words.with(
        key,
        &[
            ("disease", chosen.set.name(category, words.lang).into()),
            ("place", words.place(chosen.district).into()),
        ],
    )
}

/// The title of the chart.
pub(crate) fn chart_title(words: &Words<'_>, chosen: &Chosen<'_>, category: Category) -> String {
    about(words, chosen, category, "indicators-cases-chart-title")
}

/// The title of the pyramid.
pub(crate) fn ages_title(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    weeks: Span,
) -> String {
    words.with(
        "indicators-cases-ages-title",
        &[
            ("disease", chosen.set.name(category, words.lang).into()),
            ("place", words.place(chosen.district).into()),
            ("weeks", weeks_words(words, weeks).into()),
        ],
    )
}

/// The page of a disease with the whole choice.
pub(crate) fn page_path(chosen: &Chosen<'_>, category: Category) -> String {
    let path = path_of(chosen.set.key(category));
    format!("{path}?{}", chosen.query(chosen.place_key()))
}

/// The question to the interface that has the same answer.
fn api_query(chosen: &Chosen<'_>, place: bool) -> String {
    let mut query = format!("source={}&until={}", chosen.set.set.key, chosen.until);
    if place {
        if !chosen.place_key().is_empty() {
            query = format!("{query}&place={}", chosen.place_key());
        }
    } else {
        query = format!("{query}&weeks={}", chosen.span);
    }
    query
}

/// The files of the list.
pub(crate) fn list_files(words: &Words<'_>, chosen: &Chosen<'_>) -> Downloads {
    let query = chosen.query(chosen.place_key());
    let mut files = Downloads::new(words.t("indicators-cases-title"));
    files.add(
        words,
        &format!("{PATH}/liste"),
        &query,
        &["csv", "xlsx", "parquet"],
    );
    files
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
    pub(crate) ages: AgeCounts,
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
    weeks_words(words, chosen.weeks())
}

/// The same of any weeks.
pub(crate) fn weeks_words(words: &Words<'_>, (from, until): (IsoWeek, IsoWeek)) -> String {
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
    let chart_title = chart_title(words, chosen, category);
    let [wide, narrow] = pictures::charts(words, &chart_title, &series, open_from);
    let map_title = map_title(words, chosen, &name);
    let drawn = map(words, chosen, category, &places, true);
    let ages_title = ages_title(words, chosen, category, ages.weeks);
    let sentences = sentences(words, chosen, &series, &places);
    let path = path_of(set.key(category));
    let query = chosen.query(chosen.place_key());
    let key = set.key(category);
    let mut series_files = Downloads::new(chart_title.clone());
    let every = ["csv", "xlsx", "parquet", "svg", "png"];
    series_files.add(words, &format!("{path}/reihe"), &query, &every);
    let asked = api_query(chosen, true);
    series_files.push(words, "json", format!("/api/v1/cases/{key}/series?{asked}"));
    let mut place_files = Downloads::new(map_title.clone());
    place_files.add(words, &format!("{path}/orte"), &query, &every[..3]);
    place_files.add(words, &format!("{path}/karte"), &query, &every[3..]);
    let asked = api_query(chosen, false);
    place_files.push(words, "json", format!("/api/v1/cases/{key}/places?{asked}"));
    if figures::towns(set, category, None, chosen.weeks())?.is_some() {
        let label = words.t("indicators-protection-download-towns");
        place_files.named(label, format!("{path}/gemeinden.csv?{query}"));
    }
    let plan = set.published().map(Published::plan);
    for table in plan.into_iter().flat_map(|plan| &plan.tables.tables) {
        let table = table.name.as_str();
        let label = words.with(
            "indicators-protection-download-table",
            &[("table", table.into())],
        );
        let href = format!("{path}/tabelle.csv?tabelle={table}&{query}");
        place_files.named(label, href);
    }
    let mut age_files = Downloads::new(ages_title.clone());
    age_files.add(words, &format!("{path}/alter"), &query, &every);
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
        title: about(words, chosen, category, "indicators-cases-disease-title"),
        sentences,
        why: why(chosen),
        notice: notice(chosen),
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
        ages: pictures::ages(words, &ages_title, &ages.rows),
        ages_title,
        age_rows: ages.rows.iter().map(|one| age_row(words, one)).collect(),
        credit: credit(words, set),
        map_source: words.with("indicators-source-map", &[("map", MAP_SOURCE.into())]),
        as_of: as_of(words, set),
        paper: format!("{path}/seite.pdf?{query}"),
        series_files,
        place_files,
        age_files,
        query,
    })
}

/// Where is told how the shown numbers are protected; empty if they are not.
pub(crate) fn why(chosen: &Chosen<'_>) -> String {
    let notice = notice(chosen).filter(|notice| !notice.exact);
    notice.map_or(String::new(), |notice| notice.why)
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
    let week = words.week(last.week);
    let place = words.place_in(chosen.district);
    sentences.push(match known(last.cases) {
        Some(count) => words.with(
            "indicators-cases-sentence-week",
            &[
                ("week", week.into()),
                ("where", place.into()),
                ("cases", words.cases(count).into()),
                ("count", i64::try_from(count).unwrap_or(i64::MAX).into()),
            ],
        ),
        None => words.with(
            "indicators-cases-sentence-hidden",
            &[
                ("week", week.into()),
                ("where", place.into()),
                ("state", words.shown(last.cases).into()),
            ],
        ),
    });
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
    if let Some((one, count)) = mine.and_then(|one| Some((one, known(one.cases)?))) {
        let rate = one
            .rate
            .map(|rate| words.rate(rate.value))
            .unwrap_or_default();
        sentences.push(words.with(
            "indicators-cases-sentence-span",
            &[
                ("weeks", span_words(words, chosen).into()),
                ("cases", words.cases(count).into()),
                ("count", i64::try_from(count).unwrap_or(i64::MAX).into()),
                ("rate", rate.into()),
            ],
        ));
    }
    sentences
}

pub(super) fn week_row(words: &Words<'_>, one: &WeekCount, open_from: IsoWeek) -> WeekRow {
    WeekRow {
        week: words.week(one.week),
        cases: words.shown(one.cases),
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
        cases: words.shown(one.cases),
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
        female: words.shown(one.female),
        male: words.shown(one.male),
        other: words.shown(one.other),
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
        cases: words.shown(one.cases),
        expected: expected.map_or("–".to_owned(), |mean| {
            web::format::decimal(words.lang, mean, 1)
        }),
        ratio: expected
            .filter(|mean| *mean > 0.0)
            .zip(known(one.cases))
            .map_or("–".to_owned(), |(mean, cases)| {
                let ratio = web::format::decimal(words.lang, cases as f64 / mean, 1);
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

/// The versions that can be chosen, the current one first; none if there is no choice.
pub(crate) fn stand_entries(words: &Words<'_>, chosen: &Chosen<'_>) -> Vec<Entry> {
    let stands = chosen.cases.stands_of(&chosen.set.set.key);
    let Some((_, former)) = stands.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return Vec::new();
    };
    let current = Entry {
        value: String::new(),
        label: words.t("indicators-stands-current"),
        chosen: !chosen.set.frozen,
    };
    let former = former.iter().map(|one| Entry {
        value: one.number.to_string(),
        label: words.with(
            "indicators-stands-entry",
            &[
                ("day", web::format::date(words.lang, one.as_of).into()),
                ("number", one.number.to_string().into()),
            ],
        ),
        chosen: chosen.set.frozen && one.number == chosen.set.version.number,
    });
    std::iter::once(current).chain(former).collect()
}

/// The address of the list with the same choice.
pub(crate) fn list_href(chosen: &Chosen<'_>) -> String {
    format!("{PATH}?{}", chosen.query(chosen.place_key()))
}
