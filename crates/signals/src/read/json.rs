// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! JSON: one series, a list of them, or an object with the list `series`. A series has `observed` (or `counts`), `epoch` (or
//! `weeks`) with a day or a week per count, or `first` with the first one; and if wanted `name` and `range1`, the first and the last tested
//! week counted from 1. Other keys are left alone.

use std::ops::Range;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{MOST_COUNTS, Named, ReadError, day_of, shown, wrong};
use crate::series::{MOST_CASES, Series};

pub(super) fn read(text: &str) -> Result<Vec<Named>, ReadError> {
    let root: Value =
        serde_json::from_str(text).map_err(|error| ReadError::Json(error.to_string()))?;
    let list = match &root {
        Value::Object(object) => match object.get("series") {
            Some(Value::Array(list)) => list.as_slice(),
            _ => std::slice::from_ref(&root),
        },
        Value::Array(list) => list.as_slice(),
        _ => return Err(ReadError::Empty),
    };
    let mut all = 0usize;
    let mut found = Vec::with_capacity(list.len());
    for (place, value) in list.iter().enumerate() {
        let named = series(place, value)?;
        all += named.series.len();
        if all > MOST_COUNTS {
            return Err(ReadError::TooLarge);
        }
        found.push(named);
    }
    Ok(found)
}

fn series(place: usize, value: &Value) -> Result<Named, ReadError> {
    let nothing = Map::new();
    let object = value.as_object().unwrap_or(&nothing);
    let name = match object.get("name").and_then(Value::as_str) {
        Some(name) => name.to_owned(),
        None => (place + 1).to_string(),
    };
    let fail = |what: String| ReadError::Series {
        name: name.clone(),
        what,
    };
    let list = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| object.get(*name).and_then(Value::as_array))
    };
    let observed =
        list(["observed", "counts"]).ok_or_else(|| fail("it has no list `observed`".to_owned()))?;
    let counts = observed
        .iter()
        .enumerate()
        .map(|(place, value)| {
            count(value).map_err(|what| fail(format!("week {}: {what}", place + 1)))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let first = match list(["epoch", "weeks"]) {
        Some(days) if days.len() == counts.len() => consecutive(days).map_err(fail)?,
        Some(days) => {
            return Err(fail(format!(
                "it has {} weeks and {} counts",
                days.len(),
                counts.len()
            )));
        }
        None => {
            let first = object.get("first").and_then(Value::as_str);
            first
                .and_then(day_of)
                .ok_or_else(|| fail("it has neither a list `epoch` nor `first`".to_owned()))?
        }
    };
    let weeks = match object.get("range1") {
        None | Some(Value::Null) => None,
        Some(range) => Some(
            range1(range, counts.len())
                .ok_or_else(|| fail("`range1` is not within the series".to_owned()))?,
        ),
    };
    let series = Series::new(first, counts).map_err(|error| wrong(&name, &error))?;
    Ok(Named {
        name,
        series,
        weeks,
    })
}

/// A whole number of cases, or none.
fn count(value: &Value) -> Result<Option<u32>, String> {
    let whole = match value {
        Value::Null => return Ok(None),
        Value::String(text) if ["NA", "NaN"].contains(&text.as_str()) => return Ok(None),
        Value::Number(number) => number.as_u64().or_else(|| {
            let number = number.as_f64()?;
            let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked"
            )]
            fits.then_some(number as u64)
        }),
        _ => None,
    };
    let whole = whole.ok_or_else(|| {
        let value = shown(&value.to_string());
        format!("{value} is not a number of cases")
    })?;
    // What is too large is said by the series, which knows the week.
    Ok(Some(u32::try_from(whole).unwrap_or(MOST_CASES + 1)))
}

/// The first of days that are a week apart.
fn consecutive(days: &[Value]) -> Result<Date, String> {
    let mut first = None;
    let mut before: Option<Date> = None;
    for (place, value) in days.iter().enumerate() {
        let day = value.as_str().and_then(day_of).ok_or_else(|| {
            let value = shown(&value.to_string());
            format!("week {}: {value} is neither a week nor a day", place + 1)
        })?;
        if before.is_some_and(|before| (day - before).get_days() != 7) {
            return Err(format!(
                "week {}: {day} is not a week after the one before",
                place + 1
            ));
        }
        first = first.or(Some(day));
        before = Some(day);
    }
    first.ok_or_else(|| "it has no week".to_owned())
}

/// First and last week from 1, both included, as places.
fn range1(value: &Value, length: usize) -> Option<Range<usize>> {
    let [from, to] = value.as_array()?.as_slice() else {
        return None;
    };
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let (from, to) = (number(from)?, number(to)?);
    (1 <= from && from <= to && to <= length).then(|| from - 1..to)
}
