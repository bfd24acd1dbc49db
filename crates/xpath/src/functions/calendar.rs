// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over days, moments and times of day.

use std::borrow::Cow;

use super::Answer;
use crate::ast::Expr;
use crate::dates::{self, Moment};
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::value::Value;

pub(super) fn today<'a>(run: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    let today = run.environment.now.date();
    Ok(Value::Moment(Moment::day(today, &run.environment.zone)))
}

pub(super) fn now<'a>(run: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    let now = Box::new(run.environment.now.clone());
    Ok(Value::Moment(Moment::Instant(now)))
}

/// A day or moment from a text or from days since 1970; an empty text stays empty.
pub(super) fn date<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let value = run.value(&args[0], focus)?;
    Ok(match moment(run, value) {
        Some(moment) => Value::Moment(moment),
        None => Value::Text(Cow::Borrowed("")),
    })
}

fn moment<'a>(run: &Run<'a>, value: Value<'a>) -> Option<Moment> {
    let zone = &run.environment.zone;
    Some(match value {
        Value::Moment(moment) => moment,
        Value::Number(days) => Moment::from_days(days, zone),
        Value::Boolean(_) => Moment::Invalid,
        other => {
            let text = run.written(other);
            if text.is_empty() {
                return None;
            }
            Moment::parse(&text, zone).unwrap_or_else(|| {
                let days = crate::text_to_number(&text);
                Moment::from_days(days, zone)
            })
        }
    })
}

pub(super) fn decimal_date_time<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let value = run.value(&args[0], focus)?;
    let days = moment(run, value).map_or(f64::NAN, |moment| moment.days());
    Ok(Value::Number(days))
}

pub(super) fn decimal_time<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    let fraction = dates::fraction_of_day(&text, &run.environment.zone);
    Ok(Value::Number(fraction))
}

pub(super) fn format_date<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let value = run.value(&args[0], focus)?;
    let pattern = run.text(&args[1], focus)?;
    if pattern.len() > 1_000 {
        return Err(EvaluationError::TooMuchWork);
    }
    let text = match moment(run, value) {
        Some(moment) => dates::format(&moment, &pattern),
        None => String::new(),
    };
    Ok(Value::Text(Cow::Owned(text)))
}
