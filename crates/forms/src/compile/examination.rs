// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is known of every expression of a form before it runs: for authors, who want to know more
//! than whether the form can be filled.

use std::collections::HashMap;

use xpath::{Finding, NodeId, Span, SyntaxError, Tree, ValueKind};

use super::layout::Layout;
use crate::problem::{Column, FormProblem};
use crate::spec::{FormSpec, Question, QuestionType};

/// What is known of a form before it is compiled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Examination {
    /// What is wrong, as far as it is found without compiling the form.
    pub problems: Vec<FormProblem>,
    /// Every expression, in the order of groups, then questions.
    pub expressions: Vec<Expression>,
}

/// An expression of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// The path of the question or group that it belongs to.
    pub path: String,
    /// Which of its properties.
    pub column: Column,
    /// The expression as written.
    pub text: String,
    /// Why it cannot be read.
    pub error: Option<SyntaxError>,
    /// What is wrong in it or hardly meant, with its place in bytes.
    pub findings: Vec<Finding>,
    /// `${name}` that fits several questions, with its place in bytes.
    pub ambiguous: Vec<(String, Span)>,
    /// The paths of the questions and groups that its value depends on; more rather than fewer.
    pub needs: Vec<String>,
}

impl Expression {
    pub(super) fn of(path: &str, column: Column, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            column,
            text: text.to_owned(),
            error: None,
            findings: Vec::new(),
            ambiguous: Vec::new(),
            needs: Vec::new(),
        }
    }
}

/// Examines a form.
pub fn examine(spec: &FormSpec) -> Examination {
    let (problems, expressions) = super::found(spec, &super::Wanted::Notes);
    Examination {
        problems,
        expressions,
    }
}

/// Examines an expression that the form does not have yet, as the property `column` of the question
/// or group at `path`, which has no positions; of the form itself if it is empty.
pub fn check_expression(spec: &FormSpec, path: &str, column: Column, text: &str) -> Expression {
    let wanted = super::Wanted::One { path, column, text };
    let (_, mut expressions) = super::found(spec, &wanted);
    let found = expressions.pop();
    found.unwrap_or_else(|| Expression::of(path, column, text))
}

/// What is known of the nodes of a form.
pub(super) struct Facts {
    nodes: HashMap<NodeId, Fact>,
}

struct Fact {
    path: String,
    kind: ValueKind,
    may_be_blank: bool,
}

impl Facts {
    pub(super) fn of(layout: &Layout<'_>, tree: &Tree) -> Self {
        let containers = layout.containers.iter();
        let mut nodes: HashMap<NodeId, Fact> = containers
            .map(|container| {
                let fact = Fact {
                    path: container.path.clone(),
                    kind: ValueKind::Any,
                    may_be_blank: false,
                };
                (container.node, fact)
            })
            .collect();
        let hidden: Vec<NodeId> = layout
            .containers
            .iter()
            .filter(|container| container.relevant.is_some() && !container.is_repeat)
            .map(|container| container.node)
            .collect();
        for (path, question, node) in &layout.fields {
            let mut around = std::iter::successors(Some(*node), |&n| tree.parent(n));
            let is_hidden = around.any(|n| hidden.contains(&n));
            let fact = Fact {
                path: path.clone(),
                kind: kind_of(question),
                may_be_blank: is_hidden || may_be_blank(question),
            };
            nodes.insert(*node, fact);
        }
        Self { nodes }
    }

    pub(super) fn kind(&self, node: NodeId) -> ValueKind {
        self.nodes
            .get(&node)
            .map_or(ValueKind::Any, |fact| fact.kind)
    }

    pub(super) fn may_be_blank(&self, node: NodeId) -> bool {
        self.nodes.get(&node).is_some_and(|fact| fact.may_be_blank)
    }

    pub(super) fn path(&self, node: NodeId) -> Option<String> {
        Some(self.nodes.get(&node)?.path.clone())
    }
}

fn kind_of(question: &Question) -> ValueKind {
    match question.kind {
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => ValueKind::Number,
        QuestionType::Date
        | QuestionType::DateTime
        | QuestionType::Today
        | QuestionType::Start
        | QuestionType::End => ValueKind::Date,
        // Yes and no are texts in instances; codes can look like anything.
        _ => ValueKind::Any,
    }
}

/// Whether there can be no answer when the form is complete.
fn may_be_blank(question: &Question) -> bool {
    let is_always = |text: &Option<String>| {
        text.as_deref()
            .is_some_and(|text| matches!(text.trim(), "true()" | "1" | "1 = 1"))
    };
    question.kind.is_asked()
        && question.calculate.is_none()
        && (question.relevant.is_some() || !is_always(&question.required))
}
