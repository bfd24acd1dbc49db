// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The functions of expressions as a list to choose from, and expressions tried out on answers.

use std::fmt;

use forms::engine::Outcome;
use forms::{
    Answers, Column, CompiledForm, Context, FormProblem, FormSpec, TryOutError, check_expression,
    without_positions,
};
use serde::Serialize;
use xpath::{Finding, FindingKind, Span, SyntaxError, Topic, ValueKind};

/// A function of the expression language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Function {
    /// The name as written.
    pub name: &'static str,
    /// What it is about: a stable name for message keys.
    pub topic: &'static str,
    /// The least number of arguments.
    pub least: usize,
    /// The greatest number of arguments; none if there is no bound.
    pub most: Option<usize>,
    /// What the arguments are, as many as there are at most; where there is no bound, the least
    /// number and one more, which stands for all others.
    pub arguments: Vec<Argument>,
    /// What it yields.
    pub result: Kind,
    /// Whether ODK adds it to XPath 1.0.
    pub odk_only: bool,
}

/// An argument of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Whether it must be a path to questions, and not any value.
    pub is_path: bool,
    /// Whether it can be left out.
    pub is_optional: bool,
}

/// What kind of value something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Any,
    Number,
    Text,
    Boolean,
    Date,
}

fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Nodes => "nodes",
        Topic::Texts => "texts",
        Topic::Logic => "logic",
        Topic::Numbers => "numbers",
        Topic::Dates => "dates",
        Topic::Choices => "choices",
        Topic::Chance => "chance",
        Topic::Encodings => "encodings",
        Topic::Places => "places",
        Topic::Form => "form",
    }
}

/// All functions that expressions can call, by topic, from the table that evaluates them.
pub fn functions() -> Vec<Function> {
    xpath::functions()
        .iter()
        .map(|function| {
            let count = function.most.unwrap_or(function.least + 1);
            let arguments = (0..count).map(|index| Argument {
                is_path: function.takes_nodes(index),
                is_optional: index >= function.least,
            });
            Function {
                name: function.name,
                topic: topic(function.topic),
                least: function.least,
                most: function.most,
                arguments: arguments.collect(),
                result: match function.result() {
                    ValueKind::Any => Kind::Any,
                    ValueKind::Number => Kind::Number,
                    ValueKind::Text => Kind::Text,
                    ValueKind::Boolean => Kind::Boolean,
                    ValueKind::Date => Kind::Date,
                },
                odk_only: function.odk_only,
            }
        })
        .collect()
}

/// Why an expression could not be tried out.
#[derive(Debug, Clone, PartialEq)]
pub enum TryOutProblem {
    /// It cannot be read; the place is in bytes.
    Syntax(SyntaxError),
    /// What is wrong in it, with the places in bytes.
    Findings(Vec<Finding>),
    /// `${name}` that fits several questions, and its place.
    Ambiguous(String, Span),
    /// The form itself cannot be filled yet.
    Form(Vec<FormProblem>),
    /// It has no value on these answers: too much work, an argument that a function cannot work
    /// with, or no such round.
    Evaluation(TryOutError),
}

impl TryOutProblem {
    /// A stable name for programs and message keys.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::Findings(_) => "findings",
            Self::Ambiguous(..) => "ambiguous-reference",
            Self::Form(_) => "form",
            Self::Evaluation(_) => "evaluation",
        }
    }
}

impl fmt::Display for TryOutProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for TryOutProblem {}

/// What is wrong in an expression as far as that is known before it runs; warnings not counted.
pub fn check(
    spec: &FormSpec,
    expression: &str,
    column: Column,
    around: &str,
) -> Result<(), TryOutProblem> {
    let around = without_positions(around);
    let found = check_expression(spec, &around, column, expression);
    if let Some(error) = found.error {
        return Err(TryOutProblem::Syntax(error));
    }
    if let Some((name, span)) = found.ambiguous.into_iter().next() {
        return Err(TryOutProblem::Ambiguous(name, span));
    }
    let mut findings = found.findings;
    findings.retain(|finding: &Finding| !FindingKind::is_warning(&finding.kind));
    if findings.is_empty() {
        Ok(())
    } else {
        Err(TryOutProblem::Findings(findings))
    }
}

/// The value that an expression has for some answers, as if it belonged to the question or group
/// at `around`, which has the positions of repeat instances (`person[2]/age`).
pub fn try_out(
    spec: &FormSpec,
    expression: &str,
    around: &str,
    answers: &Answers,
    context: &Context,
) -> Result<Outcome, TryOutProblem> {
    check(spec, expression, Column::Calculation, around)?;
    let form = CompiledForm::compile(spec).map_err(TryOutProblem::Form)?;
    let filling = form
        .resume(answers, context)
        .map_err(|error| TryOutProblem::Evaluation(TryOutError::Outcome(error.into())))?;
    filling
        .try_out(expression, around)
        .map_err(TryOutProblem::Evaluation)
}
