// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be known about an expression before it runs: functions that do not exist, wrong
//! numbers of arguments, paths that lead nowhere, and the nodes that the value depends on.

use std::collections::BTreeSet;

use crate::ast::{Axis, Expr, ExprKind, NodeTest, PathStart, Span, Step};
use crate::axis;
use crate::tree::{NodeId, Tree};

/// What [`analyse`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// The nodes that the value depends on: those that paths end at, more rather than fewer.
    pub depends: BTreeSet<NodeId>,
    /// Whether the value depends on the time.
    pub reads_clock: bool,
}

/// Something wrong in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub at: Span,
    /// What.
    pub kind: FindingKind,
}

/// What can be wrong in an expression that parses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindingKind {
    /// No such function.
    #[error("there is no function `{0}`")]
    UnknownFunction(String),
    /// A function of ODK that is not evaluated here yet.
    #[error("the function `{0}` is not supported yet")]
    UnsupportedFunction(String),
    /// Too few or too many arguments.
    #[error("the function `{name}` does not take {given} arguments")]
    WrongArity {
        /// The function.
        name: String,
        /// How many arguments it was given.
        given: usize,
    },
    /// A path that leads to no node of the tree.
    #[error("there is nothing at `{0}`")]
    UnknownNode(String),
    /// `${name}` that was not resolved.
    #[error("there is no question `{0}`")]
    UnknownReference(String),
}

/// Examines `expr`, parsed from `text`, for evaluation at `node` of `tree`.
pub fn analyse(text: &str, expr: &Expr, tree: &Tree, node: NodeId) -> Analysis {
    let mut analyser = Analyser {
        text,
        tree,
        current: node,
        found: Analysis::default(),
    };
    analyser.expr(expr, &BTreeSet::from([node]));
    analyser.found
}

struct Analyser<'a> {
    text: &'a str,
    tree: &'a Tree,
    current: NodeId,
    found: Analysis,
}

type Nodes = BTreeSet<NodeId>;

impl Analyser<'_> {
    fn report(&mut self, at: Span, kind: FindingKind) {
        let finding = Finding { at, kind };
        if !self.found.findings.contains(&finding) {
            self.found.findings.push(finding);
        }
    }

    /// Records dependencies, and returns the nodes that the value can be, if it is a set of nodes.
    fn expr(&mut self, expr: &Expr, context: &Nodes) -> Nodes {
        let nodes = self.shape(expr, context);
        self.found.depends.extend(&nodes);
        nodes
    }

    fn shape(&mut self, expr: &Expr, context: &Nodes) -> Nodes {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) => Nodes::new(),
            ExprKind::Node(node) => Nodes::from([*node]),
            ExprKind::Reference(name) => {
                self.report(expr.span, FindingKind::UnknownReference(name.clone()));
                Nodes::new()
            }
            ExprKind::Negate { of, .. } => {
                self.expr(of, context);
                Nodes::new()
            }
            ExprKind::Chain { first, rest } => {
                let mut all = self.expr(first, context);
                for (_, operand) in rest {
                    all.extend(self.expr(operand, context));
                }
                all
            }
            ExprKind::Call {
                name,
                function,
                arguments,
            } => {
                match function {
                    Some(function) if !function.takes(arguments.len()) => {
                        let (name, given) = (name.clone(), arguments.len());
                        self.report(expr.span, FindingKind::WrongArity { name, given });
                    }
                    Some(_) => {}
                    None => self.report(expr.span, FindingKind::UnknownFunction(name.clone())),
                }
                self.call(name, arguments, context)
            }
            ExprKind::Path { start, steps } => self.path(expr.span, start, steps, context),
        }
    }

    fn call(&mut self, name: &str, arguments: &[Expr], context: &Nodes) -> Nodes {
        let mut all = Nodes::new();
        for argument in arguments {
            all.extend(self.expr(argument, context));
        }
        match name {
            "today" | "now" => {
                self.found.reads_clock = true;
                Nodes::new()
            }
            "current" => Nodes::from([self.current]),
            "instance" => match arguments {
                [
                    Expr {
                        kind: ExprKind::Text(id),
                        span,
                    },
                ] => {
                    if let Some(root) = self.tree.instance(id) {
                        Nodes::from([root])
                    } else {
                        self.report(*span, FindingKind::UnknownNode(id.clone()));
                        Nodes::new()
                    }
                }
                _ => Nodes::new(),
            },
            // Without an argument these read the context node itself.
            "string" | "number" | "string-length" | "normalize-space" if arguments.is_empty() => {
                self.found.depends.extend(context);
                Nodes::new()
            }
            "if" => all,
            _ => Nodes::new(),
        }
    }

    fn path(&mut self, span: Span, start: &PathStart, steps: &[Step], context: &Nodes) -> Nodes {
        let mut nodes = match start {
            PathStart::Root => Nodes::from([self.tree.root()]),
            PathStart::Context => context.clone(),
            PathStart::Filter { base, predicates } => {
                // The base is only a way station: what it selects matters where the path ends.
                let nodes = self.shape(base, context);
                for predicate in predicates {
                    self.expr(predicate, &nodes);
                }
                nodes
            }
        };
        for step in steps {
            let before = !nodes.is_empty();
            let mut next = Nodes::new();
            for &node in &nodes {
                axis::each_by_shape(self.tree, step.axis, node, &mut |candidate| {
                    if axis::passes(self.tree, step.axis, &step.test, candidate, &|_| None) {
                        next.insert(candidate);
                    }
                });
            }
            if before && next.is_empty() && names_a_node(step) {
                let written = self.text.get(span.start..span.end).unwrap_or_default();
                self.report(span, FindingKind::UnknownNode(written.to_owned()));
            }
            for predicate in &step.predicates {
                self.expr(predicate, &next);
            }
            nodes = next;
        }
        nodes
    }
}

/// Whether a step that finds nothing is a mistake: it names one child or attribute.
fn names_a_node(step: &Step) -> bool {
    matches!(
        step.axis,
        Axis::Child | Axis::Parent | Axis::Attribute | Axis::SelfNode
    ) && !matches!(step.test, NodeTest::Text | NodeTest::Comment)
}
