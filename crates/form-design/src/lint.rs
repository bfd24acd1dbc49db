// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is wrong with a form, and what its author hardly meant.
//!
//! Errors keep a form from being filled; they are those of [`forms::CompiledForm::compile`]. The rest
//! is advice. Every finding has a place, down to the bytes of an expression, so that a builder can
//! jump there. Words are made of [`LintKind::code`] and what stands in the kind.

mod expressions;
mod privacy;
mod reached;
mod texts;
mod unused;

use std::collections::HashMap;

use forms::{Column, CompiledForm, Examination, FormProblem, FormSpec, ProblemCause, examine};
use serde::Serialize;
use xpath::{FindingKind, Span};

pub use self::privacy::{CELL_POPULATION, SMALLEST_GROUP};
use crate::shape::Shape;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The form cannot be filled.
    Error,
    /// It can be filled, but hardly as was meant.
    Warning,
    /// Something is left over.
    Hint,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The question or group, or the list of choices where the column is [`Column::Choices`];
    /// empty for the form.
    pub path: String,
    /// Which property.
    pub column: Column,
    /// Bytes of the expression, where it is about a part of one.
    pub span: Option<Span>,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Lint {
    /// What.
    pub kind: LintKind,
    /// How grave.
    pub severity: Severity,
    /// Where.
    pub spot: Spot,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum LintKind {
    /// What [`forms::CompiledForm::compile`] refuses, or a part of an expression that is hardly meant,
    /// such as a sum that has no value while an answer is missing.
    Problem(ProblemCause),
    /// Is never asked: its condition, or that of a group around it, is always false.
    NeverAsked,
    /// The expression reads a question that is never asked.
    ReadsNeverAsked(String),
    /// The expression compares the answer to the question with this path with a code that its list
    /// does not have.
    UnknownCode {
        /// The question.
        path: String,
        /// The code.
        code: String,
    },
    /// No question and no expression uses the list.
    UnusedList,
    /// Nothing reads the calculated value, and it is not forwarded.
    UnusedCalculation,
    /// Several items have this name, so that `${name}` cannot mean any of them.
    SameName(String),
    /// The name differs from another one only in capital letters.
    SimilarName(String),
    /// A text that exists in another language is missing in this one.
    NoTranslation(String),
    /// Choices of the list without a label in this language: how many.
    NoChoiceTranslation {
        /// The language.
        language: String,
        /// How many choices lack it.
        count: usize,
    },
    /// The question has no privacy class: its answers will stay at the office.
    NoPrivacyClass,
    /// The quasi-identifiers with these paths have so many combinations at the finest levels that
    /// may leave, that on average fewer than [`SMALLEST_GROUP`] of [`CELL_POPULATION`] inhabitants
    /// share one.
    RiskyCombination {
        /// The questions.
        paths: Vec<String>,
        /// How many combinations.
        combinations: u64,
    },
    /// A place finer than the district leaves together with a day finer than the month.
    FinePlaceAndTime {
        /// The question for the place.
        place: String,
        /// The question for the day.
        day: String,
    },
}

impl LintKind {
    /// A stable name for programs and message keys.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Problem(cause) => cause.code(),
            Self::NeverAsked => "never-asked",
            Self::ReadsNeverAsked(_) => "reads-never-asked",
            Self::UnknownCode { .. } => "unknown-code",
            Self::UnusedList => "unused-list",
            Self::UnusedCalculation => "unused-calculation",
            Self::SameName(_) => "same-name",
            Self::SimilarName(_) => "similar-name",
            Self::NoTranslation(_) => "no-translation",
            Self::NoChoiceTranslation { .. } => "no-choice-translation",
            Self::NoPrivacyClass => "no-privacy-class",
            Self::RiskyCombination { .. } => "risky-combination",
            Self::FinePlaceAndTime { .. } => "fine-place-and-time",
        }
    }
}

/// Everything that was found, errors first, then in the order of the form.
pub fn lint(spec: &FormSpec) -> Vec<Lint> {
    let examination = examine(spec);
    let mut found = gather(spec, &examination);
    if let Err(mut problems) = CompiledForm::compile(spec) {
        problems.retain(|problem| !examination.problems.contains(problem));
        refused(&problems, &mut found);
    }
    in_order(spec, found)
}

/// The same without what is only found by compiling the form, which takes longest: for every step
/// of an author. What it finds is found by [`lint`], too.
pub fn lint_quickly(spec: &FormSpec) -> Vec<Lint> {
    in_order(spec, gather(spec, &examine(spec)))
}

fn gather(spec: &FormSpec, examination: &Examination) -> Vec<Lint> {
    let shape = Shape::of(spec);
    let mut found = Found {
        spec,
        shape: &shape,
        lints: Vec::new(),
    };
    expressions::collect(examination, &mut found);
    found.problems(examination);
    reached::collect(examination, &mut found);
    unused::collect(spec, examination, &mut found);
    texts::collect(spec, &mut found);
    privacy::collect(spec, &mut found);
    found.lints
}

fn in_order(spec: &FormSpec, mut lints: Vec<Lint>) -> Vec<Lint> {
    let mut places: HashMap<String, usize> = HashMap::new();
    crate::places::walk(&spec.items, "", &mut |path, _| {
        let next = places.len() + 1;
        places.entry(path.to_owned()).or_insert(next);
    });
    lints.sort_by_cached_key(|lint| {
        let path = &lint.spot.path;
        let place = if path.is_empty() {
            0
        } else {
            places.get(path).copied().unwrap_or(usize::MAX)
        };
        (lint.severity != Severity::Error, place, lint.spot.column)
    });
    lints
}

fn refused(problems: &[FormProblem], lints: &mut Vec<Lint>) {
    lints.extend(problems.iter().map(|problem| Lint {
        kind: LintKind::Problem(problem.cause.clone()),
        severity: Severity::Error,
        spot: Spot {
            path: problem.path.clone(),
            column: problem.column,
            span: None,
        },
    }));
}

struct Found<'a> {
    spec: &'a FormSpec,
    shape: &'a Shape<'a>,
    lints: Vec<Lint>,
}

impl Found<'_> {
    fn add(
        &mut self,
        severity: Severity,
        path: &str,
        column: Column,
        span: Option<Span>,
        kind: LintKind,
    ) {
        self.lints.push(Lint {
            kind,
            severity,
            spot: Spot {
                path: path.to_owned(),
                column,
                span,
            },
        });
    }

    /// Problems that have no place in an expression; the others were found there.
    fn problems(&mut self, examination: &Examination) {
        for problem in &examination.problems {
            let is_in_expression = match &problem.cause {
                ProblemCause::Syntax(..) => true,
                ProblemCause::AmbiguousReference(_) | ProblemCause::Expression(_) => examination
                    .expressions
                    .iter()
                    .any(|one| one.path == problem.path && one.column == problem.column),
                _ => false,
            };
            if !is_in_expression {
                refused(std::slice::from_ref(problem), &mut self.lints);
            }
        }
    }
}

/// A finding in an expression as problems of a form say it.
fn of_finding(kind: &FindingKind) -> (Severity, LintKind) {
    let severity = if kind.is_warning() {
        Severity::Warning
    } else {
        Severity::Error
    };
    let kind = LintKind::Problem(ProblemCause::Expression(kind.clone()));
    (severity, kind)
}
