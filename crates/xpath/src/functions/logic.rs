// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conditions and choices between values.

use std::borrow::Cow;

use super::Answer;
use crate::ast::Expr;
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::value::Value;

pub(super) fn boolean<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    Ok(Value::Boolean(run.boolean(&args[0], focus)?))
}

pub(super) fn not<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    Ok(Value::Boolean(!run.boolean(&args[0], focus)?))
}

pub(super) fn yes<'a>(_: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    Ok(Value::Boolean(true))
}

pub(super) fn no<'a>(_: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    Ok(Value::Boolean(false))
}

/// `if(condition, then, else)`: only the chosen branch is evaluated.
pub(super) fn choose<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let branch = if run.boolean(&args[0], focus)? {
        &args[1]
    } else {
        &args[2]
    };
    run.value(branch, focus)
}

/// The first of two texts that is not empty.
pub(super) fn coalesce<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let first = present(run, &args[0], focus)?;
    if first.is_empty() {
        Ok(Value::Text(present(run, &args[1], focus)?))
    } else {
        Ok(Value::Text(first))
    }
}

/// A value as text; what could not be calculated counts as absent.
fn present<'a>(
    run: &Run<'a>,
    arg: &'a Expr,
    focus: Focus,
) -> Result<Cow<'a, str>, EvaluationError> {
    match run.value(arg, focus)? {
        Value::Number(number) if number.is_nan() => Ok(Cow::Borrowed("")),
        value => Ok(run.written(value)),
    }
}

/// The value that the node has already, or else the argument.
pub(super) fn once<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let kept = run.text_of(run.current);
    Ok(Value::Text(if kept.is_empty() {
        present(run, &args[0], focus)?
    } else {
        kept
    }))
}

pub(super) fn boolean_from_string<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    Ok(Value::Boolean(matches!(text.as_ref(), "true" | "1")))
}

/// `checklist(min, max, answer…)`: whether the number of true answers lies in between; -1 is no bound.
pub(super) fn checklist<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let mut total = 0.0;
    for arg in &args[2..] {
        let answers = truths(run, arg, focus)?;
        total += answers.iter().filter(|answer| **answer).count() as f64;
    }
    within(run, args, focus, total)
}

/// `weighted-checklist(min, max, answer, weight…)`: the same over the weights of true answers. Of
/// two sets of nodes, each answer has the weight at its own place.
pub(super) fn weighted_checklist<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let mut total = 0.0;
    for pair in args[2..].chunks(2) {
        let [answer, weight] = pair else {
            return Err(EvaluationError::WrongArity(
                "weighted-checklist".to_owned(),
                args.len(),
            ));
        };
        let weights = match run.value(weight, focus)? {
            Value::Nodes(nodes) => nodes
                .as_slice()
                .iter()
                .map(|&node| run.number_of_text(&run.text_of(node)))
                .collect(),
            value => vec![run.to_number(&value)],
        };
        let answers = truths(run, answer, focus)?;
        for (_, weight) in answers.iter().zip(weights).filter(|(answer, _)| **answer) {
            total += weight;
        }
    }
    within(run, args, focus, total)
}

/// Whether an answer is true; of nodes, each one that is not empty.
fn truths<'a>(run: &Run<'a>, arg: &'a Expr, focus: Focus) -> Result<Vec<bool>, EvaluationError> {
    Ok(match run.value(arg, focus)? {
        Value::Nodes(nodes) => nodes
            .as_slice()
            .iter()
            .map(|&node| !run.text_of(node).is_empty())
            .collect(),
        value => vec![value.to_boolean()],
    })
}

fn within<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus, total: f64) -> Answer<'a> {
    let least = run.number(&args[0], focus)?;
    let most = run.number(&args[1], focus)?;
    let low_enough = most < 0.0 || total <= most;
    Ok(Value::Boolean(
        (least < 0.0 || total >= least) && low_enough,
    ))
}
