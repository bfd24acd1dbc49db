// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which weeks are learned from, and to which season each belongs.

use jiff::civil::Date;

use super::{Farrington, References, learnable};
use crate::finding::Reason;
use crate::past::Past;
use crate::series::Series;

/// A week that is learned from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Its place in the series.
    pub(super) index: usize,
    pub(super) count: f64,
    /// Weeks since the first row.
    pub(super) time: f64,
    /// Its season, from 0; the tested week belongs to the last.
    pub(super) season: usize,
}

/// All of them, in the order of time.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) weeks: Vec<Row>,
    /// The tested week on the scale of `time`.
    pub(super) now: f64,
    /// How many seasons there are.
    pub(super) seasons: usize,
    /// How many years back the rows reach.
    pub(super) years: u32,
}

pub(super) fn of(method: &Farrington, past: &Past<'_>, index: usize) -> Result<Rows, Reason> {
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let (half, seasons) = (size(method.half), size(method.periods));
    let begin = past.begin(index);
    let references = references(method, past.series, index, begin);
    let years = references.len() - 1;
    if years < size(method.fewest_years) {
        return Err(Reason::NotEnoughHistory {
            weeks: index - begin,
            needed: size(method.fewest_years) * 52 + half,
        });
    }
    let oldest = references[years].saturating_sub(half).max(begin);
    // The week that lies `pause` weeks back is the last that is left out.
    let end = index.saturating_sub(size(method.pause));
    let mut rows = Vec::with_capacity(end.saturating_sub(oldest));
    for place in oldest..end {
        let (Some(season), Some(count)) = (
            season(&references, half, seasons, place),
            learnable(past, place),
        ) else {
            continue;
        };
        rows.push(Row {
            index: place,
            count: f64::from(count),
            time: (place - oldest) as f64,
            season,
        });
    }
    // With as many rows as coefficients the model would repeat them and say nothing about their variation.
    let mut seen = vec![false; seasons];
    for row in &rows {
        seen[row.season] = true;
    }
    let needed = seen.iter().filter(|seen| **seen).count() + usize::from(method.trend) + 1;
    if rows.len() < needed || !seen[seasons - 1] {
        return Err(Reason::TooFewWeeksLeft {
            weeks: rows.len(),
            needed,
        });
    }
    Ok(Rows {
        now: (index - oldest) as f64,
        weeks: rows,
        seasons,
        years: u32::try_from(years).unwrap_or(u32::MAX),
    })
}

/// The tested week and the same week of the years before, the newest first; as many as lie within the series with the weeks around
/// them. Of the oldest the very first may be missing; so it is in R.
fn references(method: &Farrington, series: &Series, index: usize, begin: usize) -> Vec<usize> {
    let half = usize::try_from(method.half).unwrap_or(usize::MAX);
    let mut found = vec![index];
    let day = series.day(index);
    for year in 1..=method.years {
        let place = match method.references {
            References::Index => {
                let back = usize::try_from(year).unwrap_or(usize::MAX).checked_mul(52);
                back.and_then(|back| index.checked_sub(back))
            }
            References::Date => i16::try_from(year)
                .ok()
                .and_then(|year| years_before(day, year))
                .and_then(|day| series.place_of_day(day)),
        };
        match place {
            Some(place) if place >= begin && place - begin + 1 >= half => found.push(place),
            _ => break,
        }
    }
    found
}

/// The day of the same weekday that is nearest to the same date so many years before; 29 February is 1 March in other years.
fn years_before(day: Date, years: i16) -> Option<Date> {
    let year = day.year().checked_sub(years)?;
    let same = Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, 3, 1))
        .ok()?;
    let ahead = (day.weekday().to_monday_zero_offset() - same.weekday().to_monday_zero_offset())
        .rem_euclid(7);
    let days = if ahead > 3 { ahead - 7 } else { ahead };
    same.checked_add(jiff::Span::new().days(days)).ok()
}

/// The season of a week before the tested one: the last if it is near a reference week, else one of the pieces between two of them; the
/// first pieces are a week longer if they cannot be equal. None where only weeks near reference weeks count.
fn season(references: &[usize], half: usize, seasons: usize, place: usize) -> Option<usize> {
    let near = |reference: usize| place + half >= reference && place <= reference + half;
    if references.iter().any(|reference| near(*reference)) {
        return Some(seasons - 1);
    }
    if seasons == 1 {
        return None;
    }
    let later = references
        .iter()
        .rposition(|reference| *reference > place)?;
    let earlier = *references.get(later + 1)?;
    let gap = references[later] - earlier - 2 * half - 1;
    let position = place - earlier - half - 1;
    let (length, longer) = (gap / (seasons - 1), gap % (seasons - 1));
    Some(if position < longer * (length + 1) {
        position / (length + 1)
    } else {
        longer + (position - longer * (length + 1)) / length
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_are_counted_back_by_date() {
        // Monday of 2020-W53; the year before has its nearest Monday after the date.
        assert_eq!(
            years_before(date(2020, 12, 28), 1),
            Some(date(2019, 12, 30))
        );
        assert_eq!(years_before(date(2021, 1, 4), 1), Some(date(2020, 1, 6)));
        assert_eq!(years_before(date(2016, 2, 29), 1), Some(date(2015, 3, 2)));
        assert_eq!(years_before(date(2016, 2, 29), 4), Some(date(2012, 2, 27)));
        for back in 1..50 {
            let day = years_before(date(2025, 6, 16), back).unwrap();
            assert_eq!(day.weekday(), date(2025, 6, 16).weekday());
        }
    }

    #[test]
    fn the_gap_between_two_windows_is_shared_out() {
        // 45 weeks between the windows of two reference weeks and nine pieces of them: five each.
        let references = [100, 48];
        let of = |place| season(&references, 3, 10, place);
        assert_eq!((of(45), of(51)), (Some(9), Some(9)));
        assert_eq!((of(52), of(56), of(57)), (Some(0), Some(0), Some(1)));
        assert_eq!((of(96), of(97)), (Some(8), Some(9)));
        // 46 weeks (a year with 53): the first piece has six.
        let references = [101, 48];
        let of = |place| season(&references, 3, 10, place);
        assert_eq!((of(57), of(58)), (Some(0), Some(1)));
        assert_eq!((of(97), of(98)), (Some(8), Some(9)));
        assert_eq!(season(&references, 3, 1, 60), None);
    }
}
