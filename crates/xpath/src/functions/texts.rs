// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over texts.

use std::borrow::Cow;

use super::Answer;
use crate::ast::Expr;
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::value::Value;

/// No function builds a longer text, in bytes.
const LONGEST: usize = 1 << 20;

fn subject<'a>(
    run: &Run<'a>,
    args: &'a [Expr],
    focus: Focus,
) -> Result<Cow<'a, str>, EvaluationError> {
    match args.first() {
        None => Ok(run.text_of(focus.node)),
        Some(arg) => run.text(arg, focus),
    }
}

fn bounded(text: String) -> Answer<'static> {
    if text.len() > LONGEST {
        return Err(EvaluationError::TooMuchWork);
    }
    Ok(Value::Text(Cow::Owned(text)))
}

/// A part of a text without copying it, where the text itself is not a copy.
fn part(text: Cow<'_, str>, cut: impl Fn(&str) -> &str) -> Value<'_> {
    Value::Text(match text {
        Cow::Borrowed(text) => {
            let piece = cut(text);
            // Find the piece again with the longer lifetime: it is a part of `text`.
            let start = piece.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
            text.get(start..start.wrapping_add(piece.len()))
                .map_or(Cow::Borrowed(""), Cow::Borrowed)
        }
        Cow::Owned(text) => Cow::Owned(cut(&text).to_owned()),
    })
}

pub(super) fn string<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    Ok(Value::Text(subject(run, args, focus)?))
}

/// In ODK, a set of nodes contributes the texts of all its nodes.
pub(super) fn concat<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let mut all = String::new();
    for arg in args {
        each_text(run, arg, focus, &mut |text| all.push_str(text))?;
        run.spend(all.len() / 64)?;
    }
    bounded(all)
}

pub(super) fn join<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let glue = run.text(&args[0], focus)?;
    let mut parts: Vec<String> = Vec::new();
    for arg in &args[1..] {
        each_text(run, arg, focus, &mut |text| parts.push(text.to_owned()))?;
    }
    run.spend(
        parts
            .iter()
            .map(|part| part.len() + glue.len())
            .sum::<usize>()
            / 64,
    )?;
    bounded(parts.join(&glue))
}

fn each_text<'a>(
    run: &Run<'a>,
    arg: &'a Expr,
    focus: Focus,
    see: &mut dyn FnMut(&str),
) -> Result<(), EvaluationError> {
    match run.value(arg, focus)? {
        Value::Nodes(nodes) if run.environment.dialect == crate::Dialect::Odk => {
            for &node in nodes.as_slice() {
                let text = run.text_of(node);
                run.spend(1 + text.len() / 64)?;
                see(&text);
            }
        }
        other => see(&run.written(other)),
    }
    Ok(())
}

fn two<'a>(
    run: &Run<'a>,
    args: &'a [Expr],
    focus: Focus,
) -> Result<(Cow<'a, str>, Cow<'a, str>), EvaluationError> {
    let pair = (run.text(&args[0], focus)?, run.text(&args[1], focus)?);
    run.spend(pair.0.len() / 64)?;
    Ok(pair)
}

pub(super) fn starts_with<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let (text, start) = two(run, args, focus)?;
    Ok(Value::Boolean(text.starts_with(start.as_ref())))
}

pub(super) fn ends_with<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let (text, end) = two(run, args, focus)?;
    Ok(Value::Boolean(text.ends_with(end.as_ref())))
}

pub(super) fn contains<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let (text, piece) = two(run, args, focus)?;
    Ok(Value::Boolean(text.contains(piece.as_ref())))
}

pub(super) fn substring_before<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let (text, mark) = two(run, args, focus)?;
    Ok(part(text, |text| {
        text.split_once(mark.as_ref())
            .map_or("", |(before, _)| before)
    }))
}

pub(super) fn substring_after<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let (text, mark) = two(run, args, focus)?;
    Ok(part(text, |text| {
        text.split_once(mark.as_ref())
            .map_or("", |(_, after)| after)
    }))
}

/// Section 4.2: positions count from 1 and are rounded; not-a-number selects nothing.
pub(super) fn substring<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    run.spend(text.len() / 16)?;
    let round = |number: f64| (number + 0.5).floor();
    let first = round(run.number(&args[1], focus)?);
    let end = match args.get(2) {
        Some(length) => first + round(run.number(length, focus)?),
        None => f64::INFINITY,
    };
    let chosen: String = text
        .chars()
        .enumerate()
        .filter(|(index, _)| {
            let position = *index as f64 + 1.0;
            position >= first && position < end
        })
        .map(|(_, c)| c)
        .collect();
    bounded(chosen)
}

/// From `start` to before `end`, counted from 0; negative numbers count from the end.
pub(super) fn substr<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    run.spend(text.len() / 16)?;
    let length = text.chars().count() as f64;
    let place = |number: f64| {
        let number = if number.is_nan() { 0.0 } else { number.trunc() };
        if number < 0.0 {
            (length + number).max(0.0)
        } else {
            number.min(length)
        }
    };
    let start = place(run.number(&args[1], focus)?);
    let end = match args.get(2) {
        Some(end) => place(run.number(end, focus)?),
        None => length,
    };
    let chosen: String = text
        .chars()
        .enumerate()
        .filter(|(index, _)| {
            let position = *index as f64;
            position >= start && position < end
        })
        .map(|(_, c)| c)
        .collect();
    bounded(chosen)
}

pub(super) fn string_length<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = subject(run, args, focus)?;
    run.spend(text.len() / 64)?;
    Ok(Value::Number(text.chars().count() as f64))
}

pub(super) fn normalize_space<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = subject(run, args, focus)?;
    run.spend(text.len() / 16)?;
    let words: Vec<&str> = text
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .collect();
    bounded(words.join(" "))
}

pub(super) fn translate<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    let from: Vec<char> = run.text(&args[1], focus)?.chars().collect();
    let to: Vec<char> = run.text(&args[2], focus)?.chars().collect();
    run.spend(text.len().saturating_mul(from.len()) / 64)?;
    let translated: String = text
        .chars()
        .filter_map(|c| match from.iter().position(|&f| f == c) {
            Some(index) => to.get(index).copied(),
            None => Some(c),
        })
        .collect();
    bounded(translated)
}
