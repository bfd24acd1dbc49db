// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over answers to select questions: codes with blanks between them.

use std::borrow::Cow;

use super::Answer;
use crate::ast::Expr;
use crate::evaluate::{Focus, Run};
use crate::value::Value;

pub(super) fn selected<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let answer = run.text(&args[0], focus)?;
    let code = run.text(&args[1], focus)?;
    run.spend(answer.len() / 16)?;
    let code = code.trim();
    Ok(Value::Boolean(
        answer.split_whitespace().any(|chosen| chosen == code)
            || (answer.trim().is_empty() && code.is_empty()),
    ))
}

/// The code at a place counted from 0, a fraction left aside; empty beyond the end.
pub(super) fn selected_at<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let answer = run.text(&args[0], focus)?;
    let place = run.number(&args[1], focus)?.trunc();
    run.spend(answer.len() / 16)?;
    #[expect(clippy::float_cmp, reason = "a place is a whole number")]
    let found = answer
        .split_whitespace()
        .enumerate()
        .find(|(index, _)| *index as f64 == place)
        .map_or(String::new(), |(_, code)| code.to_owned());
    Ok(Value::Text(Cow::Owned(found)))
}

pub(super) fn count_selected<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let answer = run.text(&args[0], focus)?;
    run.spend(answer.len() / 16)?;
    Ok(Value::Number(answer.split_whitespace().count() as f64))
}
