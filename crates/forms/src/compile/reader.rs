// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The properties of one question: expressions parsed and examined, lists and texts looked up.

use std::collections::{BTreeSet, HashMap, HashSet};

use xpath::{Expr, ExprKind, NodeId, Tree};

use super::{Condition, Field};
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{FormSpec, Question, QuestionType};
use crate::typed::parse_value;

/// Parses the expressions of one form and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) tree: &'a Tree,
    pub(super) names: &'a HashMap<&'a str, Vec<NodeId>>,
    pub(super) problems: &'a mut Vec<FormProblem>,
}

pub(super) type Parsed = Option<(Expr, BTreeSet<NodeId>)>;

pub(super) fn split(parsed: Parsed) -> (Option<Expr>, BTreeSet<NodeId>) {
    match parsed {
        Some((expr, depends)) => (Some(expr), depends),
        None => (None, BTreeSet::new()),
    }
}

impl Reader<'_> {
    fn report(&mut self, path: &str, column: Column, cause: ProblemCause) {
        self.problems.push(FormProblem {
            path: path.to_owned(),
            column,
            cause,
        });
    }

    pub(super) fn read(
        &mut self,
        path: &str,
        column: Column,
        node: NodeId,
        text: Option<&str>,
    ) -> Parsed {
        let text = text?;
        let mut expr = match xpath::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                let before = text.get(..error.at.start).unwrap_or(text);
                let at = before.chars().count() + 1;
                self.report(path, column, ProblemCause::Syntax(error.kind, at));
                return None;
            }
        };
        let names = self.names;
        let ambiguous = |name: &str| names.get(name).is_some_and(|nodes| nodes.len() > 1);
        let unknown = expr.resolve_references(&|name| match names.get(name)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        for (name, _) in &unknown {
            if ambiguous(name) {
                self.report(path, column, ProblemCause::AmbiguousReference(name.clone()));
            }
        }
        let analysis = xpath::analyse(text, &expr, self.tree, node);
        for finding in analysis.findings {
            match &finding.kind {
                xpath::FindingKind::UnknownReference(name) if ambiguous(name) => {}
                kind if kind.is_warning() => {}
                _ => self.report(path, column, ProblemCause::Expression(finding.kind)),
            }
        }
        Some((expr, analysis.depends))
    }

    fn condition(
        &mut self,
        path: &str,
        column: Column,
        node: NodeId,
        text: Option<&str>,
    ) -> Condition {
        match self.read(path, column, node, text) {
            None => Condition::Never,
            Some((expr, _)) => match &expr.kind {
                ExprKind::Call { name, .. } if name == "true" => Condition::Always,
                ExprKind::Call { name, .. } if name == "false" => Condition::Never,
                _ => Condition::When(expr),
            },
        }
    }

    /// References in texts that are shown to people must lead somewhere, too.
    fn texts(&mut self, path: &str, column: Column, text: &kernel::Localized) {
        for name in text.0.values().flat_map(|text| placeholders(text)) {
            match self.names.get(name).map_or(0, Vec::len) {
                1 => {}
                0 => self.report(
                    path,
                    column,
                    ProblemCause::Expression(xpath::FindingKind::UnknownReference(name.to_owned())),
                ),
                _ => self.report(
                    path,
                    column,
                    ProblemCause::AmbiguousReference(name.to_owned()),
                ),
            }
        }
    }

    pub(super) fn field(
        &mut self,
        spec: &FormSpec,
        path: &str,
        question: &Question,
        node: NodeId,
        group: Option<usize>,
    ) -> (Field, BTreeSet<NodeId>) {
        let label_of = |text: &kernel::Localized| {
            text.0
                .get(&spec.default_language)
                .is_some_and(|text| !text.trim().is_empty())
        };
        if question.kind != QuestionType::Calculated && !label_of(&question.label) {
            self.report(path, Column::Label, ProblemCause::NoLabel);
        }
        if question.kind == QuestionType::Calculated && question.calculate.is_none() {
            self.report(path, Column::Calculation, ProblemCause::NoCalculation);
        }
        if question.warning.is_some() && !label_of(&question.warning_message) {
            self.report(path, Column::WarningMessage, ProblemCause::NoWarningMessage);
        }
        if let Some(class) = question.privacy
            && !class.fits(question.kind)
        {
            let cause = ProblemCause::PrivacyClass(class, question.kind);
            self.report(path, Column::Privacy, cause);
        }
        let codes = self.codes(spec, path, question);
        for (column, text) in [
            (Column::Label, &question.label),
            (Column::Hint, &question.hint),
            (Column::RequiredMessage, &question.required_message),
            (Column::ConstraintMessage, &question.constraint_message),
            (Column::WarningMessage, &question.warning_message),
        ] {
            self.texts(path, column, text);
        }

        let relevant = self.read(path, Column::Relevant, node, question.relevant.as_deref());
        let calculate = self.read(
            path,
            Column::Calculation,
            node,
            question.calculate.as_deref(),
        );
        let (relevant, mut depends) = split(relevant);
        let (calculate, more) = split(calculate);
        depends.extend(more);
        let constraint = question.constraint.as_deref();
        let (constraint, _) = split(self.read(path, Column::Constraint, node, constraint));
        let warning = question.warning.as_deref();
        let (warning, _) = split(self.read(path, Column::Warning, node, warning));
        let default = match question.default.as_deref() {
            Some(text) if question.default_is_text => {
                let valid = parse_value(question.kind, text).is_ok_and(|value| {
                    codes.is_empty() || value.split_whitespace().all(|code| codes.contains(code))
                });
                if !valid {
                    let cause = ProblemCause::Default(text.to_owned());
                    self.report(path, Column::Default, cause);
                }
                None
            }
            text => split(self.read(path, Column::Default, node, text)).0,
        };
        let keeps_value = calculate.as_ref().is_some_and(calls_once);
        let field = Field {
            path: path.to_owned(),
            question: question.clone(),
            node,
            group,
            relevant,
            required: self.condition(path, Column::Required, node, question.required.as_deref()),
            readonly: self.condition(path, Column::Readonly, node, question.readonly.as_deref()),
            constraint,
            warning,
            calculate,
            default,
            codes,
            keeps_value,
        };
        (field, depends)
    }

    fn codes(&mut self, spec: &FormSpec, path: &str, question: &Question) -> HashSet<String> {
        if !matches!(
            question.kind,
            QuestionType::SelectOne | QuestionType::SelectMany
        ) {
            return HashSet::new();
        }
        match &question.choices {
            None => {
                self.report(path, Column::Type, ProblemCause::NoChoiceList);
                HashSet::new()
            }
            Some(list) => match spec.choices.get(list) {
                None => {
                    let cause = ProblemCause::UnknownChoiceList(list.clone());
                    self.report(path, Column::Type, cause);
                    HashSet::new()
                }
                Some(choices) => choices.iter().map(|choice| choice.code.clone()).collect(),
            },
        }
    }
}

fn calls_once(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |part| {
        found |= matches!(&part.kind, ExprKind::Call { name, .. } if name == "once");
    });
    found
}

/// The names in all `${name}` of a text for people.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        names.push(name.trim());
        rest = after;
    }
    names
}
