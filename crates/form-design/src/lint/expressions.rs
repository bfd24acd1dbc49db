// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is wrong in expressions.

use forms::{ChoiceSource, Examination, Expression, Item, ProblemCause, QuestionType};
use xpath::{BinaryOp, Expr, ExprKind};

use super::{Found, LintKind, Severity, of_finding};

pub(super) fn collect(examination: &Examination, found: &mut Found<'_>) {
    for expression in &examination.expressions {
        let (path, column) = (expression.path.as_str(), expression.column);
        if let Some(error) = &expression.error {
            let before = expression.text.get(..error.at.start);
            let at = before.map_or(0, |before| before.chars().count()) + 1;
            let cause = ProblemCause::Syntax(error.kind.clone(), at);
            let kind = LintKind::Problem(cause);
            found.add(Severity::Error, path, column, Some(error.at), kind);
        }
        for (name, span) in &expression.ambiguous {
            let kind = LintKind::Problem(ProblemCause::AmbiguousReference(name.clone()));
            found.add(Severity::Error, path, column, Some(*span), kind);
        }
        for finding in &expression.findings {
            let (severity, kind) = of_finding(&finding.kind);
            found.add(severity, path, column, Some(finding.at), kind);
        }
        codes(expression, found);
    }
}

/// Codes that the list of a question does not have.
fn codes(expression: &Expression, found: &mut Found<'_>) {
    let Ok(expr) = xpath::parse(&expression.text) else {
        return;
    };
    let mut pairs: Vec<(&Expr, &Expr)> = Vec::new();
    expr.walk(&mut |part| {
        if let Some((left, BinaryOp::Equal | BinaryOp::NotEqual, right)) = part.compared() {
            pairs.extend([(left, right), (right, left)]);
        } else if let ExprKind::Call {
            name, arguments, ..
        } = &part.kind
            && let ("selected" | "is-selected", [of, code]) = (name.as_str(), arguments.as_slice())
        {
            pairs.push((of, code));
        }
    });
    for (of, code) in pairs {
        let (ExprKind::Reference(name), ExprKind::Text(text)) =
            (&of.bare().kind, &code.bare().kind)
        else {
            continue;
        };
        if let Some(path) = lacks(found, name, text) {
            let code_of = LintKind::UnknownCode {
                path,
                code: text.clone(),
            };
            let column = expression.column;
            found.add(
                Severity::Warning,
                &expression.path,
                column,
                Some(code.span),
                code_of,
            );
        }
    }
}

/// The path of the question if it chooses from a list without this code.
fn lacks(found: &Found<'_>, name: &str, code: &str) -> Option<String> {
    let node = found.shape.named(name)?;
    let Some(Item::Question(question)) = found.shape.nodes[node].item else {
        return None;
    };
    let chooses = matches!(
        question.kind,
        QuestionType::SelectOne | QuestionType::SelectMany
    ) && question.choice_source == ChoiceSource::List;
    let choices = found.spec.choices.get(question.choices.as_deref()?)?;
    let is_known = code.is_empty()
        || (question.or_other && code == "other")
        || choices.iter().any(|choice| choice.code == code);
    (chooses && !is_known).then(|| found.shape.nodes[node].path.clone())
}
