// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over numbers.

use super::Answer;
use crate::ast::Expr;
use crate::dates::Moment;
use crate::environment::{Dialect, EvaluationError};
use crate::evaluate::{Focus, Run};
use crate::value::Value;

pub(super) fn apply<'a>(
    run: &Run<'a>,
    args: &'a [Expr],
    focus: Focus,
    function: fn(f64) -> f64,
) -> Answer<'a> {
    Ok(Value::Number(function(run.number(&args[0], focus)?)))
}

pub(super) fn number<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let Some(arg) = args.first() else {
        let number = run.number_of_text(&run.text_of(focus.node));
        return Ok(Value::Number(number));
    };
    let value = run.value(arg, focus)?;
    let number = run.to_number(&value);
    let text = match value {
        Value::Number(_) | Value::Boolean(_) => return Ok(Value::Number(number)),
        Value::Moment(_) => return Ok(Value::Moment(Moment::Days(number))),
        Value::Text(_) | Value::Nodes(_) => run.written(value),
    };
    Ok(
        if run.environment.dialect == Dialect::Odk && is_date(&text) && !number.is_nan() {
            Value::Moment(Moment::Days(number))
        } else {
            Value::Number(number)
        },
    )
}

/// Whether a text that is a number is one by being a date: there is a hyphen inside.
fn is_date(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 8 && text.find('-').is_some_and(|at| at > 0) && !text.contains(['e', 'E'])
}

/// The sum over all nodes; one that is no number makes the sum not-a-number.
pub(super) fn sum<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let nodes = run.nodes(&args[0], focus)?;
    let total = nodes
        .as_slice()
        .iter()
        .map(|&node| run.number_of_text(&run.text_of(node)))
        // The sum of no numbers is 0; `Iterator::sum` says -0.
        .fold(0.0, |total, number| total + number);
    Ok(Value::Number(total))
}

pub(super) fn floor<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    apply(run, args, focus, f64::floor)
}

pub(super) fn ceiling<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    apply(run, args, focus, f64::ceil)
}

/// Towards zero.
pub(super) fn int<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    apply(run, args, focus, f64::trunc)
}

/// Half goes up in XPath 1.0 and away from zero in ODK, where a second argument names the number
/// of decimal places.
pub(super) fn round<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let value = run.number(&args[0], focus)?;
    let Some(places) = args.get(1) else {
        return Ok(Value::Number(match run.environment.dialect {
            Dialect::Plain => (value + 0.5).floor(),
            Dialect::Odk => value.round(),
        }));
    };
    let places = run.number(places, focus)?.trunc();
    if places.is_nan() {
        return Ok(Value::Number(f64::NAN));
    }
    if !value.is_finite() {
        return Ok(Value::Number(value));
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped just before")]
    let places = places.clamp(-300.0, 300.0) as i32;
    if let Some(rounded) = round_nearly(value, places) {
        return Ok(Value::Number(rounded));
    }
    let rounded = shifted(shifted(value, places).round(), -places);
    Ok(Value::Number(if rounded.is_finite() {
        rounded
    } else {
        value
    }))
}

/// The same as by moving the decimal sign in the written number, but by arithmetic: where the
/// error of a multiplication cannot matter. A whole number divided by a power of ten that is exact
/// is the number that is written so.
fn round_nearly(value: f64, places: i32) -> Option<f64> {
    if !(0..=9).contains(&places) {
        return None;
    }
    let power = 10_f64.powi(places);
    let moved = value * power;
    let from_half = (moved - moved.floor() - 0.5).abs();
    (moved.abs() < 1e12 && from_half > 0.01).then(|| moved.round() / power)
}

/// The number with its decimal sign moved, without the error of a multiplication: 1.475 by two
/// places is 147.5 and not 147.49999999999997.
fn shifted(value: f64, places: i32) -> f64 {
    let text = format!("{value:e}");
    let moved = text.split_once('e').and_then(|(digits, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        format!("{digits}e{}", exponent + places).parse().ok()
    });
    moved.unwrap_or(f64::NAN)
}

fn each_number<'a>(
    run: &Run<'a>,
    args: &'a [Expr],
    focus: Focus,
) -> Result<Vec<f64>, EvaluationError> {
    let mut numbers = Vec::new();
    for arg in args {
        match run.value(arg, focus)? {
            Value::Nodes(nodes) => {
                for &node in nodes.as_slice() {
                    numbers.push(run.number_of_text(&run.text_of(node)));
                }
            }
            value => numbers.push(run.to_number(&value)),
        }
    }
    Ok(numbers)
}

fn extreme<'a>(
    run: &Run<'a>,
    args: &'a [Expr],
    focus: Focus,
    pick: fn(f64, f64) -> f64,
) -> Answer<'a> {
    let numbers = each_number(run, args, focus)?;
    if numbers.iter().any(|number| number.is_nan()) {
        return Ok(Value::Number(f64::NAN));
    }
    let found = numbers.into_iter().reduce(pick);
    Ok(Value::Number(found.unwrap_or(f64::NAN)))
}

pub(super) fn min<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    extreme(run, args, focus, f64::min)
}

pub(super) fn max<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    extreme(run, args, focus, f64::max)
}

pub(super) fn pow<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let base = run.number(&args[0], focus)?;
    let exponent = run.number(&args[1], focus)?;
    // For IEEE 754, 1 to the power of anything is 1, even of what is no number or has no end.
    #[expect(clippy::float_cmp, reason = "exactly 1 is meant")]
    let has_none =
        base.is_nan() || exponent.is_nan() || base.abs() == 1.0 && exponent.is_infinite();
    Ok(Value::Number(if has_none {
        f64::NAN
    } else {
        base.powf(exponent)
    }))
}

pub(super) fn atan2<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let y = run.number(&args[0], focus)?;
    Ok(Value::Number(y.atan2(run.number(&args[1], focus)?)))
}

pub(super) fn pi<'a>(_: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    Ok(Value::Number(std::f64::consts::PI))
}
