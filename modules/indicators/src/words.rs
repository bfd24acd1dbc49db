// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures in sentences, in German and English.

use disclosure::Shown;
use kernel::{IsoWeek, Lang};
use web::{App, Catalog, Context, Value, format};

use crate::cases::numbers::{known, state};
use crate::model::{Cell, CellState, District, DistrictKind, Figures, Season};

/// What the sentences are made of: the messages in one language, and what the state is called.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) lang: Lang,
    pub(crate) state_name: &'a str,
    /// The official key of the state.
    pub(crate) state_key: &'a str,
}

impl<'a> Words<'a> {
    pub(crate) fn of(app: &'a App, context: &Context) -> Self {
        Self {
            catalog: &app.catalog,
            lang: context.lang(),
            state_name: &app.settings.state_name,
            state_key: app.settings.state_ags.as_str(),
        }
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.catalog.text(self.lang, key, &[])
    }

    pub(crate) fn with(&self, key: &str, arguments: &[(&str, Value)]) -> String {
        self.catalog.text(self.lang, key, arguments)
    }

    pub(crate) fn week(&self, week: IsoWeek) -> String {
        format::week(self.lang, week)
    }

    pub(crate) fn integer(&self, number: i64) -> String {
        format::integer(self.lang, number)
    }

    /// `A, B und C`.
    pub(crate) fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => self.with(
                "indicators-and",
                &[
                    ("first", first.join(", ").into()),
                    ("last", last.as_str().into()),
                ],
            ),
        }
    }

    /// A count with thousands apart.
    pub(crate) fn count(&self, count: u64) -> String {
        self.integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// `1 Fall`, `12 Fälle`, `kein Fall`.
    pub(crate) fn cases(&self, count: u64) -> String {
        let number = i64::try_from(count).unwrap_or(i64::MAX);
        self.with(
            "indicators-cases-count",
            &[
                ("count", number.into()),
                ("number", self.count(count).into()),
            ],
        )
    }

    /// A number, or why there is none.
    pub(crate) fn shown(&self, shown: Shown<u64>) -> String {
        known(shown).map_or_else(|| self.hidden(shown), |count| self.count(count))
    }

    /// `12 Fälle`, or why there is no number.
    pub(crate) fn shown_cases(&self, shown: Shown<u64>) -> String {
        known(shown).map_or_else(|| self.hidden(shown), |count| self.cases(count))
    }

    fn hidden(&self, shown: Shown<u64>) -> String {
        self.with("indicators-shown", &[("state", state(shown).name().into())])
    }

    /// A median of counts, which may lie between two of them.
    pub(crate) fn median(&self, median: f64) -> String {
        let whole = (median - median.round()).abs() < 1e-9;
        format::decimal(self.lang, median, usize::from(!whole))
    }

    /// `3,2 je 100.000`.
    pub(crate) fn rate(&self, rate: f64) -> String {
        let number = format::decimal(self.lang, rate, 1);
        self.with("indicators-cases-rate", &[("rate", number.into())])
    }

    /// The rate of a place, or that nothing was notified.
    pub(crate) fn rate_of(&self, place: &crate::cases::figures::PlaceCount) -> String {
        match place.rate {
            Some(_) if place.cases == Shown::Zero => self.t("indicators-cases-none"),
            Some(rate) => {
                let cases = self.shown_cases(place.cases);
                format!("{} ({cases})", self.rate(rate.value))
            }
            None if known(place.cases).is_none() => self.hidden(place.cases),
            None => self.state(CellState::NoData),
        }
    }

    /// `15–19 Jahre`, `ab 80 Jahren`, `unter 1 Jahr`.
    pub(crate) fn age_group(&self, group: kernel::AgeGroup) -> String {
        let shape = match (group.from(), group.to()) {
            (_, None) => "open",
            (from, Some(to)) if from == to => "one",
            _ => "between",
        };
        self.with(
            "indicators-cases-age",
            &[
                ("shape", shape.into()),
                ("from", group.from().to_string().into()),
                ("to", group.to().unwrap_or(group.from()).to_string().into()),
            ],
        )
    }

    pub(crate) fn percent(&self, share: f64) -> String {
        format::percent(self.lang, share)
    }

    /// `Landkreis Gifhorn`, `Stadt Emden`; without a district the state.
    pub(crate) fn place(&self, district: Option<&District>) -> String {
        self.named("indicators-place", district)
    }

    /// `im Landkreis Gifhorn`, `in der Stadt Emden`; without a district the state.
    pub(crate) fn place_in(&self, district: Option<&District>) -> String {
        self.named("indicators-place-in", district)
    }

    /// `Gifhorn (Landkreis)`: for lists that are sorted by name.
    pub(crate) fn place_listed(&self, district: &District) -> String {
        self.named("indicators-place-listed", Some(district))
    }

    fn named(&self, key: &str, district: Option<&District>) -> String {
        let (kind, name) = match district {
            None => ("state", self.state_name),
            // `Heidekreis` says itself that it is one.
            Some(district) if district.name.ends_with("kreis") => ("own", district.name.as_str()),
            Some(district) => {
                let kind = match district.kind {
                    DistrictKind::City => "city",
                    DistrictKind::Rural => "rural",
                    DistrictKind::Region => "region",
                };
                (kind, district.name.as_str())
            }
        };
        self.with(key, &[("kind", kind.into()), ("name", name.into())])
    }

    /// The state of a cell in words.
    pub(crate) fn state(&self, state: CellState) -> String {
        self.t(&format!("indicators-state-{}", state.name()))
    }

    /// The share, or the state where there is none.
    pub(crate) fn figure(&self, cell: &Cell) -> String {
        match cell.share() {
            Some(share) => self.percent(share),
            None if cell.state == CellState::NoData && cell.sums.closed > 0 => {
                self.t("indicators-state-closed")
            }
            None => self.state(cell.state),
        }
    }
}

/// The place and week in up to three sentences: the figure, comparisons, highest and lowest or, for a
/// district, the state.
pub(crate) fn sentences(
    words: &Words<'_>,
    figures: &Figures,
    district: Option<&District>,
    week: IsoWeek,
    now: IsoWeek,
) -> Vec<String> {
    let cell = figures.place(district, week, now);
    let Some(share) = cell.share() else {
        return vec![gap(words, district, week, &cell)];
    };
    let mut sentences = vec![words.with(
        "indicators-sentence-value",
        &[
            ("week", words.week(week).into()),
            ("where", words.place_in(district).into()),
            ("share", words.percent(share).into()),
            ("ill", words.integer(cell.sums.ill.max(0)).into()),
            ("total", words.integer(cell.sums.cared_for).into()),
            ("facilities", cell.sums.facilities.into()),
        ],
    )];
    sentences.push(comparison(words, figures, district, week, now, share));
    match district {
        None => sentences.push(spread(words, figures, week, now)),
        Some(_) => {
            if let Some(whole) = figures.whole(week, now).share() {
                sentences.push(words.with(
                    "indicators-sentence-whole",
                    &[
                        ("where", words.place_in(None).into()),
                        ("share", words.percent(whole).into()),
                    ],
                ));
            }
        }
    }
    sentences
}

fn gap(words: &Words<'_>, district: Option<&District>, week: IsoWeek, cell: &Cell) -> String {
    let closed = cell.state == CellState::NoData && cell.sums.closed > 0;
    let state = if closed { "closed" } else { cell.state.name() };
    words.with(
        "indicators-sentence-gap",
        &[
            ("state", state.into()),
            ("week", words.week(week).into()),
            ("where", words.place_in(district).into()),
        ],
    )
}

fn comparison(
    words: &Words<'_>,
    figures: &Figures,
    district: Option<&District>,
    week: IsoWeek,
    now: IsoWeek,
    share: f64,
) -> String {
    // Two shares that read the same are the same.
    let direction = |other: f64| {
        if words.percent(other) == words.percent(share) {
            "same"
        } else if share > other {
            "more"
        } else {
            "less"
        }
    };
    let before = figures.place(district, week.plus(-1), now).share();
    let season = Season::of(week).before();
    let year_before = season
        .same_week(week)
        .and_then(|other| figures.place(district, other, now).share());
    let mut arguments: Vec<(&str, Value)> = vec![("season", season.to_string().into())];
    if let Some(before) = before {
        arguments.push(("week-direction", direction(before).into()));
        arguments.push(("week-share", words.percent(before).into()));
    }
    if let Some(year_before) = year_before {
        arguments.push(("season-direction", direction(year_before).into()));
        arguments.push(("season-share", words.percent(year_before).into()));
    }
    let key = match (before, year_before) {
        (Some(_), Some(_)) => "indicators-sentence-compare-both",
        (Some(_), None) => "indicators-sentence-compare-week",
        (None, Some(_)) => "indicators-sentence-compare-season",
        (None, None) => "indicators-sentence-compare-none",
    };
    words.with(key, &arguments)
}

fn spread(words: &Words<'_>, figures: &Figures, week: IsoWeek, now: IsoWeek) -> String {
    let mut known: Vec<(&District, f64)> = figures
        .districts()
        .iter()
        .filter_map(|district| Some((district, figures.cell(district, week, now).share()?)))
        .collect();
    // Stable: of equal shares the first in the list of districts is named.
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut arguments: Vec<(&str, Value)> = vec![
        ("known", known.len().into()),
        ("all", figures.districts().len().into()),
    ];
    if let [(highest, high), .., (lowest, low)] = known.as_slice() {
        arguments.push(("highest", words.place_in(Some(highest)).into()));
        arguments.push(("high", words.percent(*high).into()));
        arguments.push(("lowest", words.place_in(Some(lowest)).into()));
        arguments.push(("low", words.percent(*low).into()));
        words.with("indicators-sentence-spread", &arguments)
    } else {
        words.with("indicators-sentence-known", &arguments)
    }
}
