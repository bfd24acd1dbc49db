// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One pass over a form with answers: what is relevant, what is calculated, what is wrong.

use std::borrow::Cow;

use kernel::Localized;
use xpath::{Environment, Expr, NodeId, Tree};

use crate::answers::Answers;
use crate::compile::{CompiledForm, Condition, Field, Place};
use crate::context::Context;
use crate::display::fill;
use crate::evaluation::{Evaluation, FieldState, Violation, ViolationKind, Warning};
use crate::spec::QuestionType;
use crate::typed::{TypeProblem, both, parse_value};

impl CompiledForm {
    /// Checks a whole set of answers.
    ///
    /// Answers of irrelevant questions are ignored, those of calculated ones replaced.
    pub fn check(&self, answers: &Answers, context: &Context) -> Evaluation {
        let mut run = Check::new(self, context);
        run.values(answers);
        run.judge();
        run.unknown(answers);
        run.finish()
    }

    /// The answers that a new report begins with: the defaults, evaluated once.
    pub fn initial(&self, context: &Context) -> Answers {
        let mut tree = self.tree(context);
        let mut answers = Answers::new();
        for field in &self.fields {
            let value = match (&field.default, &field.question.default) {
                (Some(expr), _) => expr
                    .evaluate_text(&tree, field.node, &context.environment)
                    .map_or(String::new(), Cow::into_owned),
                (None, Some(text)) => text.clone(),
                (None, None) => continue,
            };
            if let Ok(value) = parse_value(field.question.kind, &value) {
                answers.set(field.path.clone(), value.as_ref());
                tree.set_text(field.node, value.into_owned());
            }
        }
        answers
    }

    fn tree(&self, context: &Context) -> Tree {
        let mut tree = self.template.clone();
        if let (Some(nodes), Some(period)) = (&self.period_nodes, &context.period) {
            let values = [
                period.name.clone(),
                period.first_day.to_string(),
                period.last_day.to_string(),
                period
                    .count_day
                    .map_or(String::new(), |day| day.to_string()),
            ];
            for (node, value) in nodes.iter().zip(values) {
                tree.set_text(*node, value);
            }
        }
        tree
    }
}

/// A check in progress.
struct Check<'a> {
    form: &'a CompiledForm,
    environment: &'a Environment,
    tree: Tree,
    groups: Vec<bool>,
    states: Vec<FieldState>,
    type_problems: Vec<(usize, TypeProblem)>,
    violations: Vec<Violation>,
    warnings: Vec<Warning>,
    answers: Answers,
}

impl<'a> Check<'a> {
    fn new(form: &'a CompiledForm, context: &'a Context) -> Self {
        Self {
            form,
            environment: &context.environment,
            tree: form.tree(context),
            groups: vec![true; form.groups.len()],
            states: vec![FieldState::default(); form.fields.len()],
            type_problems: Vec::new(),
            violations: Vec::new(),
            warnings: Vec::new(),
            answers: Answers::new(),
        }
    }

    fn holds(&mut self, expr: &Expr, node: NodeId, path: &str) -> Option<bool> {
        let result = expr.evaluate_boolean(&self.tree, node, self.environment);
        if result.is_err() {
            self.not_evaluated(path);
        }
        result.ok()
    }

    fn not_evaluated(&mut self, path: &str) {
        self.violations.push(Violation {
            path: path.to_owned(),
            kind: ViolationKind::NotEvaluated,
            message: both(
                "Diese Angabe kann nicht geprüft werden, weil eine Formel des Formulars fehlerhaft ist. Wenden Sie sich an Ihr Gesundheitsamt.",
                "This answer cannot be checked because a formula of the form is faulty. Please contact your health office.",
            ),
        });
    }

    /// Relevance and values, each after what it depends on.
    fn values(&mut self, answers: &Answers) {
        let form = self.form;
        for place in &form.order {
            match *place {
                Place::Group(index) => {
                    let group = &form.groups[index];
                    let around = group.group.is_none_or(|around| self.groups[around]);
                    self.groups[index] = around
                        && group
                            .relevant
                            .as_ref()
                            .is_none_or(|expr| self.holds(expr, group.node, "").unwrap_or(true));
                }
                Place::Field(index) => {
                    let field = &form.fields[index];
                    let around = field.group.is_none_or(|around| self.groups[around]);
                    let relevant = around
                        && field.relevant.as_ref().is_none_or(|expr| {
                            self.holds(expr, field.node, &field.path).unwrap_or(true)
                        });
                    self.states[index].relevant = relevant;
                    if relevant {
                        self.value(index, field, answers);
                    }
                }
            }
        }
    }

    fn value(&mut self, index: usize, field: &Field, answers: &Answers) {
        let given = answers.get(&field.path);
        let computed;
        let text = if let Some(expr) = &field.calculate {
            if field.keeps_value && !given.is_empty() {
                self.tree.set_text(field.node, given);
            }
            computed = match expr.evaluate_text(&self.tree, field.node, self.environment) {
                // What cannot be calculated yet, because a value is missing, has no value.
                Ok(text) if text == "NaN" => String::new(),
                Ok(text) => text.into_owned(),
                Err(_) => {
                    self.not_evaluated(&field.path);
                    String::new()
                }
            };
            computed.as_str()
        } else if field.question.kind == QuestionType::Note {
            ""
        } else {
            given
        };
        match parse_value(field.question.kind, text) {
            Ok(value) => {
                if !value.is_empty() || field.calculate.is_some() {
                    self.tree.set_text(field.node, value.as_ref());
                    self.states[index].value = value.into_owned();
                }
            }
            Err(problem) => self.type_problems.push((index, problem)),
        }
    }

    /// Required, type, choices, constraint and plausibility, with all values known.
    fn judge(&mut self) {
        let form = self.form;
        for (index, field) in form.fields.iter().enumerate() {
            if !self.states[index].relevant {
                continue;
            }
            let required = self.condition(&field.required, field);
            let readonly = self.condition(&field.readonly, field) || field.calculate.is_some();
            let state = &mut self.states[index];
            state.required = required;
            state.readonly = readonly;
            if let Some((_, problem)) = self.type_problems.iter().find(|(i, _)| *i == index) {
                self.violations.push(Violation {
                    path: field.path.clone(),
                    kind: ViolationKind::Type,
                    message: problem.message(),
                });
                continue;
            }
            if self.states[index].value.is_empty() {
                if required && field.question.kind.is_asked() {
                    let message = self.message(&field.question.required_message, || {
                        both("Diese Angabe fehlt.", "This answer is missing.")
                    });
                    self.violations.push(Violation {
                        path: field.path.clone(),
                        kind: ViolationKind::Required,
                        message,
                    });
                }
                continue;
            }
            if self.choice_is_unknown(index, field) {
                continue;
            }
            self.judge_value(field);
            self.answers
                .set(field.path.clone(), self.states[index].value.clone());
        }
    }

    fn condition(&mut self, condition: &Condition, field: &Field) -> bool {
        match condition {
            Condition::Never => false,
            Condition::Always => true,
            Condition::When(expr) => self.holds(expr, field.node, &field.path).unwrap_or(false),
        }
    }

    fn choice_is_unknown(&mut self, index: usize, field: &Field) -> bool {
        let value = &self.states[index].value;
        let known = match field.question.kind {
            QuestionType::SelectOne => field.codes.contains(value.as_str()),
            QuestionType::SelectMany => value.split(' ').all(|code| field.codes.contains(code)),
            _ => true,
        };
        if !known {
            self.violations.push(Violation {
                path: field.path.clone(),
                kind: ViolationKind::UnknownChoice,
                message: both(
                    "Wählen Sie eine der angebotenen Antworten.",
                    "Choose one of the answers offered.",
                ),
            });
        }
        !known
    }

    fn judge_value(&mut self, field: &Field) {
        if let Some(expr) = &field.constraint
            && self.holds(expr, field.node, &field.path) == Some(false)
        {
            let message = self.message(&field.question.constraint_message, || {
                both(
                    "Diese Angabe passt nicht zu den Vorgaben des Formulars.",
                    "This answer does not meet the conditions of the form.",
                )
            });
            self.violations.push(Violation {
                path: field.path.clone(),
                kind: ViolationKind::Constraint,
                message,
            });
            return;
        }
        if let Some(expr) = &field.warning
            && self.holds(expr, field.node, &field.path) == Some(true)
        {
            let message = self.message(&field.question.warning_message, Localized::default);
            self.warnings.push(Warning {
                path: field.path.clone(),
                message,
            });
        }
    }

    fn message(&self, own: &Localized, otherwise: impl Fn() -> Localized) -> Localized {
        if own.is_empty() {
            return otherwise();
        }
        let texts = own.0.iter().map(|(lang, text)| {
            let value = |index: usize| self.states[index].value.as_str();
            let filled = fill(self.form, text, lang, value);
            (lang.clone(), filled.into_owned())
        });
        Localized(texts.collect())
    }

    fn unknown(&mut self, answers: &Answers) {
        for (path, _) in answers.iter() {
            if self.form.field_index(path).is_none() {
                self.violations.push(Violation {
                    path: path.chars().take(200).collect(),
                    kind: ViolationKind::UnknownField,
                    message: both(
                        "Dieses Feld gibt es im Formular nicht.",
                        "The form has no such field.",
                    ),
                });
            }
        }
    }

    fn finish(self) -> Evaluation {
        Evaluation {
            states: self.states,
            violations: self.violations,
            warnings: self.warnings,
            answers: self.answers,
            groups: self.groups,
        }
    }
}
