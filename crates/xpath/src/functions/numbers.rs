// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over numbers.

use super::Answer;
use crate::ast::Expr;
use crate::evaluate::{EvaluationError, Focus, Run};
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
    Ok(Value::Number(match args.first() {
        Some(arg) => run.number(arg, focus)?,
        None => run.number_of_text(&run.tree.text(focus.node)),
    }))
}

/// The sum over all nodes; one that is no number makes the sum not-a-number.
pub(super) fn sum<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let nodes = run.nodes(&args[0], focus)?;
    let total = nodes
        .as_slice()
        .iter()
        .map(|&node| run.number_of_text(&run.tree.text(node)))
        .sum();
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

/// Half goes up (XPath 1.0); with a second argument, to that many decimal places (ODK).
pub(super) fn round<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let value = run.number(&args[0], focus)?;
    let Some(places) = args.get(1) else {
        return Ok(Value::Number((value + 0.5).floor()));
    };
    let places = run.number(places, focus)?.trunc();
    if places.is_nan() {
        return Ok(Value::Number(f64::NAN));
    }
    let places = places.clamp(-300.0, 300.0);
    // Negative places by division: powers of ten below one are not exact.
    let rounded = if places >= 0.0 {
        let scale = 10_f64.powf(places);
        (value * scale + 0.5).floor() / scale
    } else {
        let scale = 10_f64.powf(-places);
        (value / scale + 0.5).floor() * scale
    };
    Ok(Value::Number(if rounded.is_nan() {
        value
    } else {
        rounded
    }))
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
                    numbers.push(run.number_of_text(&run.tree.text(node)));
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
    Ok(Value::Number(base.powf(run.number(&args[1], focus)?)))
}

pub(super) fn atan2<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let y = run.number(&args[0], focus)?;
    Ok(Value::Number(y.atan2(run.number(&args[1], focus)?)))
}

pub(super) fn pi<'a>(_: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    Ok(Value::Number(std::f64::consts::PI))
}
