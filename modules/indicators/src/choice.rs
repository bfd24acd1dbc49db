// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a reader chose in the address: a week, a district, an order. A wrong choice gets an answer that helps.

use kernel::IsoWeek;
use serde::Deserialize;
use web::{App, Error};

use crate::model::{District, Figures};
use crate::words::Words;

/// The query of the pages and downloads, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Choice {
    /// A week such as `2026-W46`; empty means the latest.
    #[serde(default)]
    pub(crate) kw: String,
    /// The key of a district; empty means the state.
    #[serde(default)]
    pub(crate) kreis: String,
    /// `name`, or empty for the highest share first.
    #[serde(default)]
    pub(crate) sortierung: String,
}

/// What was chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen<'f> {
    pub(crate) week: IsoWeek,
    pub(crate) district: Option<&'f District>,
    pub(crate) by_name: bool,
    /// The week of today.
    pub(crate) now: IsoWeek,
}

/// The week of today in Germany.
pub(crate) fn this_week(app: &App) -> IsoWeek {
    IsoWeek::of(kernel::berlin_date(app.clock.now()))
}

/// Reads a choice against figures that are not empty.
pub(crate) fn choose<'f>(
    words: &Words<'_>,
    figures: &'f Figures,
    now: IsoWeek,
    choice: &Choice,
) -> Result<Chosen<'f>, Error> {
    Ok(Chosen {
        week: week(words, figures, now, &choice.kw)?,
        district: district(words, figures, &choice.kreis)?,
        by_name: choice.sortierung == "name",
        now,
    })
}

/// The week with this text among those that can be chosen; the latest with figures if it is empty.
pub(crate) fn week(
    words: &Words<'_>,
    figures: &Figures,
    now: IsoWeek,
    text: &str,
) -> Result<IsoWeek, Error> {
    let text = text.trim();
    if text.is_empty() {
        return figures.last_week().ok_or(Error::NotFound);
    }
    let weeks = figures.weeks(now);
    if let Ok(week) = text.parse::<IsoWeek>()
        && weeks.contains(&week)
    {
        return Ok(week);
    }
    let (Some(last), Some(first)) = (weeks.first(), weeks.last()) else {
        return Err(Error::NotFound);
    };
    Err(Error::Invalid(words.with(
        "indicators-unknown-week",
        &[
            ("first", first.to_string().into()),
            ("last", last.to_string().into()),
        ],
    )))
}

/// The district with this key; none if it is empty.
pub(crate) fn district<'f>(
    words: &Words<'_>,
    figures: &'f Figures,
    text: &str,
) -> Result<Option<&'f District>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match figures.district(text) {
        Some(district) => Ok(Some(district)),
        None => Err(Error::Invalid(words.t("indicators-unknown-district"))),
    }
}
