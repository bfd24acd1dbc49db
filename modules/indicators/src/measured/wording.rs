// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures and periods of indicators in words.

use datasets::Period;
use measures::{Base, Definition, Figure, Group, Indicator, Shown, State};
use web::format;

use crate::words::Words;

/// How the numbers of an indicator are written.
#[derive(Clone, Copy)]
pub(crate) struct Style<'a> {
    shown: Shown,
    unit: &'a str,
    decimals: usize,
}

impl<'a> Style<'a> {
    pub(crate) fn of(definition: &Definition, indicator: &'a Indicator) -> Self {
        let counts = indicator
            .rows()
            .iter()
            .all(|row| matches!(row.number, measures::Number::Count(_)));
        let whole = definition.shown == Shown::Plain && counts;
        Self {
            shown: definition.shown,
            unit: indicator.unit(),
            decimals: usize::from(!whole),
        }
    }

    /// A figure on the scale of axes and classes: shares in per cent.
    pub(crate) fn scaled(&self, value: f64) -> f64 {
        if self.shown == Shown::Share {
            value * 100.0
        } else {
            value
        }
    }
}

impl Words<'_> {
    /// A period as a label: `2024`, `Schuljahr 2024/25`, `1. Quartal 2024`.
    pub(crate) fn period(&self, period: Period) -> String {
        self.period_as(period, "indicators-measures-period")
    }

    /// A period behind a preposition: `das Schuljahr 2024/25`.
    pub(crate) fn period_for(&self, period: Period) -> String {
        self.period_as(period, "indicators-measures-period-for")
    }

    fn period_as(&self, period: Period, key: &str) -> String {
        let small = |part: u8| i8::try_from(part).unwrap_or(1);
        let (kind, text) = match period {
            Period::Day(day) => ("day", format::date(self.lang, day)),
            Period::Week(week) => ("week", self.week(week)),
            Period::Month(year, month) => ("month", format::month(self.lang, year, small(month))),
            Period::Quarter(year, quarter) => {
                ("quarter", format::quarter(self.lang, year, small(quarter)))
            }
            Period::Year(_) => ("year", period.to_string()),
            Period::SchoolYear(_) => ("school-year", period.to_string()),
            Period::Season(_) => ("season", period.to_string()),
        };
        self.with(key, &[("kind", kind.into()), ("period", text.into())])
    }

    /// A number of an indicator without its unit: `93,1`.
    pub(crate) fn bare(&self, style: Style<'_>, value: f64) -> String {
        format::decimal(self.lang, style.scaled(value), style.decimals)
    }

    /// A number of an indicator with its unit: `93,1 %`, `3,2 je 1.000`.
    pub(crate) fn measured(&self, style: Style<'_>, value: f64) -> String {
        self.united(style, &self.bare(style, value))
    }

    /// A written number with the unit of an indicator.
    pub(crate) fn united(&self, style: Style<'_>, number: &str) -> String {
        let unit = match (style.shown, style.unit) {
            (Shown::Share, _) | (_, "%") => "percent",
            (Shown::PerThousand, _) => "per-1000",
            (Shown::PerHundredThousand | Shown::Standardised, _) | (_, "per 100,000") => {
                "per-100000"
            }
            (_, "years") => "years",
            (_, "") => "none",
            (_, unit) => unit,
        };
        self.with(
            "indicators-measures-number",
            &[("unit", unit.into()), ("number", number.into())],
        )
    }

    /// The state of a figure that has no value.
    pub(crate) fn figure_state(&self, state: State) -> String {
        self.with(
            "indicators-measures-state",
            &[("state", state.name().into())],
        )
    }

    /// The value of a figure with its unit, or its state.
    pub(crate) fn measured_or_state(&self, style: Style<'_>, figure: &Figure) -> String {
        figure.value.map_or_else(
            || self.figure_state(figure.state),
            |value| self.measured(style, value),
        )
    }

    /// `92,1–94,0`; a dash if there is none.
    pub(crate) fn interval(&self, style: Style<'_>, figure: &Figure) -> String {
        figure.interval.map_or("–".to_owned(), |(lower, upper)| {
            format!("{}–{}", self.bare(style, lower), self.bare(style, upper))
        })
    }

    /// A count that may be missing.
    pub(crate) fn count_or_dash(&self, count: Option<u64>) -> String {
        count.map_or("–".to_owned(), |count| self.count(count))
    }

    /// What rates are by.
    pub(crate) fn base(&self, base: Base) -> String {
        let (name, year) = match base {
            Base::None => return String::new(),
            Base::Own => ("own", String::new()),
            Base::Population(year) => ("population", year.to_string()),
            Base::Census => ("census", String::new()),
        };
        self.with(
            "indicators-measures-base",
            &[("base", name.into()), ("year", year.into())],
        )
    }

    /// Of whom a number is: `weiblich, 15–19 Jahre`.
    pub(crate) fn group(&self, group: Group) -> String {
        let sex = group
            .sex
            .map(|sex| self.with("indicators-measures-sex", &[("sex", sex.name().into())]));
        let age = group.age.map(|age| self.age_group(age));
        let parts: Vec<String> = sex.into_iter().chain(age).collect();
        parts.join(", ")
    }
}
