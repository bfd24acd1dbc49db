// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The properties of one question: expressions parsed and examined, lists and texts looked up.

use std::collections::{HashMap, HashSet};

use xpath::{Expr, ExprKind, NodeId, PathStart, Scope, Span, Tree, ValueKind};

use super::circle::Needs;
use super::examination::Expression;
use super::layout::Container;
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{ChoiceSource, FormSpec, Question, QuestionType};
use crate::typed::parse_value;

/// Parses the expressions of one form and collects what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) tree: &'a Tree,
    pub(super) names: &'a HashMap<&'a str, Vec<NodeId>>,
    /// An entry of every list of choices.
    pub(super) choices: &'a HashMap<&'a str, NodeId>,
    /// The instances that lie in files beside the form; what is in them is not known here.
    pub(super) attached: &'a HashSet<String>,
    pub(super) problems: &'a mut Vec<FormProblem>,
    pub(super) needs: Needs,
    /// What is known of nodes and where to note what was found, if somebody wants to know more than
    /// whether the form can be filled.
    pub(super) notes: Option<Notes<'a>>,
}

/// What somebody wants to know about every expression.
pub(super) struct Notes<'a> {
    pub(super) kind_of: &'a dyn Fn(NodeId) -> ValueKind,
    pub(super) may_be_blank: &'a dyn Fn(NodeId) -> bool,
    pub(super) path_of: &'a dyn Fn(NodeId) -> Option<String>,
    pub(super) expressions: Vec<Expression>,
}

impl Reader<'_> {
    fn report(&mut self, path: &str, column: Column, cause: ProblemCause) {
        self.problems.push(FormProblem {
            path: path.to_owned(),
            column,
            cause,
        });
    }

    pub(super) fn read(&mut self, path: &str, column: Column, node: NodeId, text: Option<&str>) {
        let Some(text) = text else {
            return;
        };
        let mut expr = match xpath::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                let before = text.get(..error.at.start).unwrap_or(text);
                let at = before.chars().count() + 1;
                if let Some(notes) = &mut self.notes {
                    let mut expression = Expression::of(path, column, text);
                    expression.error = Some(error.clone());
                    notes.expressions.push(expression);
                }
                self.report(path, column, ProblemCause::Syntax(error.kind, at));
                return;
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
        let outside = self.outside(&expr);
        // What lies in a file beside the form is not known here.
        let leads_outside = |finding: &xpath::Finding| {
            let at = &finding.at;
            matches!(finding.kind, xpath::FindingKind::UnknownNode(_))
                && outside
                    .iter()
                    .any(|part| part.start <= at.start && at.end <= part.end)
        };
        let analysis = match &mut self.notes {
            None => xpath::analyse(text, &expr, self.tree, node),
            Some(notes) => {
                let scope = Scope {
                    tree: self.tree,
                    node,
                    kind_of: notes.kind_of,
                    may_be_blank: notes.may_be_blank,
                };
                let analysis = xpath::analyse_in(text, &expr, &scope);
                let mut expression = Expression::of(path, column, text);
                let ambiguous = unknown.iter().filter(|(name, _)| ambiguous(name));
                expression.ambiguous = ambiguous.cloned().collect();
                expression.findings.clone_from(&analysis.findings);
                expression.findings.retain(|finding| {
                    if leads_outside(finding) {
                        return false;
                    }
                    let known = expression.ambiguous.iter();
                    !known.clone().any(|(_, span)| *span == finding.at)
                });
                let needs = analysis.depends.iter();
                expression.needs = needs.filter_map(|node| (notes.path_of)(*node)).collect();
                notes.expressions.push(expression);
                analysis
            }
        };
        for finding in analysis.findings {
            match &finding.kind {
                _ if leads_outside(&finding) => {}
                xpath::FindingKind::UnknownReference(name) if ambiguous(name) => {}
                kind if kind.is_warning() => {}
                _ => self.report(path, column, ProblemCause::Expression(finding.kind)),
            }
        }
        if matches!(column, Column::Relevant | Column::Calculation) {
            self.needs.add(node, &analysis.depends);
        }
    }

    /// The parts of an expression that lead into files beside the form.
    fn outside(&self, expr: &Expr) -> Vec<Span> {
        let mut parts = Vec::new();
        if self.attached.is_empty() {
            return parts;
        }
        let leads_outside = |part: &Expr| match &part.kind {
            ExprKind::Call {
                name, arguments, ..
            } if matches!(name.as_str(), "instance" | "pulldata") => matches!(
                arguments.first().map(|argument| &argument.kind),
                Some(ExprKind::Text(id)) if self.attached.contains(id)
            ),
            _ => false,
        };
        expr.walk(&mut |part| {
            let base = match &part.kind {
                ExprKind::Path {
                    start: PathStart::Filter { base, .. },
                    ..
                } => base.as_ref(),
                _ => part,
            };
            if leads_outside(base) {
                parts.push(part.span);
            }
        });
        parts
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

    pub(super) fn container(&mut self, container: &Container<'_>) {
        let Container { path, node, .. } = container;
        self.texts(path, Column::Label, container.label);
        for (column, text) in [
            (Column::Relevant, container.relevant),
            (Column::Readonly, container.readonly),
            (Column::RepeatCount, container.count),
        ] {
            self.read(path, column, *node, text);
        }
    }

    pub(super) fn question(
        &mut self,
        spec: &FormSpec,
        path: &str,
        question: &Question,
        node: NodeId,
    ) {
        let label_of = |text: &kernel::Localized| {
            text.0
                .get(&spec.default_language)
                .is_some_and(|text| !text.trim().is_empty())
        };
        let is_shown = question.kind.is_asked() || question.kind == QuestionType::Note;
        if is_shown && !label_of(&question.label) && question.media.is_empty() {
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
        for (column, text) in [
            (Column::Relevant, &question.relevant),
            (Column::Calculation, &question.calculate),
            (Column::Constraint, &question.constraint),
            (Column::Warning, &question.warning),
            (Column::Required, &question.required),
            (Column::Readonly, &question.readonly),
        ] {
            self.read(path, column, node, text.as_deref());
        }
        let entry = question.choices.as_deref();
        if let Some(entry) = entry.and_then(|list| self.choices.get(list)) {
            let filter = question.choice_filter.as_deref();
            self.read(path, Column::ChoiceFilter, *entry, filter);
        }
        match question.default.as_deref() {
            Some(text) if question.default_is_text => {
                let valid = parse_value(question.kind, text).is_ok_and(|value| {
                    codes.is_empty() || value.split_whitespace().all(|code| codes.contains(code))
                });
                if !valid {
                    let cause = ProblemCause::Default(text.to_owned());
                    self.report(path, Column::Default, cause);
                }
            }
            text => self.read(path, Column::Default, node, text),
        }
    }

    fn codes(&mut self, spec: &FormSpec, path: &str, question: &Question) -> HashSet<String> {
        if !question.kind.is_select() || question.choice_source != ChoiceSource::List {
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
