// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is never asked, and who waits for it.

use std::collections::BTreeSet;

use forms::{Column, Examination, Expression};
use xpath::{Environment, ExprKind, Span, Topic, TreeBuilder};

use super::{Found, LintKind, Severity};
use crate::places::is_within;

pub(super) fn collect(examination: &Examination, found: &mut Found<'_>) {
    let mut never: BTreeSet<String> = BTreeSet::new();
    for expression in &examination.expressions {
        if expression.column == Column::Relevant && is_never(expression) {
            let whole = Span {
                start: 0,
                end: expression.text.len(),
            };
            let (path, column) = (expression.path.as_str(), expression.column);
            let kind = LintKind::NeverAsked;
            found.add(Severity::Warning, path, column, Some(whole), kind);
            never.insert(expression.path.clone());
        }
    }
    let is_never = |path: &str| never.iter().any(|around| is_within(path, around));
    for expression in &examination.expressions {
        if never.is_empty() || is_never(&expression.path) {
            continue;
        }
        for needed in expression.needs.iter().filter(|path| is_never(path)) {
            let kind = LintKind::ReadsNeverAsked(needed.clone());
            let span = span_of(expression, needed);
            let (path, column) = (expression.path.as_str(), expression.column);
            found.add(Severity::Warning, path, column, span, kind);
        }
    }
}

/// Whether a condition is false whatever is answered.
fn is_never(expression: &Expression) -> bool {
    let Ok(expr) = xpath::parse(&expression.text) else {
        return false;
    };
    let mut is_constant = true;
    expr.walk(&mut |part| {
        is_constant &= match &part.kind {
            ExprKind::Reference(_)
            | ExprKind::Node(_)
            | ExprKind::Path { .. }
            | ExprKind::Call { function: None, .. } => false,
            ExprKind::Call {
                function: Some(function),
                ..
            } => {
                let topics = [Topic::Logic, Topic::Numbers, Topic::Texts];
                topics.contains(&function.topic) && function.name != "once"
            }
            _ => true,
        };
    });
    if !is_constant {
        return false;
    }
    let tree = TreeBuilder::new().build();
    let environment =
        Environment::at(jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC));
    matches!(
        expr.evaluate_boolean(&tree, tree.root(), &environment),
        Ok(false)
    )
}

/// Where an expression names a question.
fn span_of(expression: &Expression, path: &str) -> Option<Span> {
    let name = path.rsplit('/').next()?;
    let expr = xpath::parse(&expression.text).ok()?;
    let mut found = None;
    expr.walk(&mut |part| {
        if matches!(&part.kind, ExprKind::Reference(known) if known == name) {
            found = found.or(Some(part.span));
        }
    });
    found
}
