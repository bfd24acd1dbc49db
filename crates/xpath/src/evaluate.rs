// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Runs a parsed expression on a tree.

use std::borrow::Cow;
use std::cell::Cell;

use crate::ast::{Axis, BinaryOp, Expr, ExprKind, PathStart, Step};
use crate::axis;
use crate::conditions::is_any;
use crate::dates::Moment;
use crate::environment::{Dialect, Environment, EvaluationError};
use crate::select::plain_child;
use crate::tree::{NodeId, Tree};
use crate::value::{Nodes, Value, text_to_number};

/// How many nodes and operations one evaluation may touch before it is given up.
pub const MAX_STEPS: u64 = 2_000_000;

type Result<T> = std::result::Result<T, EvaluationError>;

impl Expr {
    /// The value of this expression with `node` as the context.
    pub fn evaluate<'a>(
        &'a self,
        tree: &'a Tree,
        node: NodeId,
        environment: &'a Environment,
    ) -> Result<Value<'a>> {
        let run = Run::new(tree, node, environment);
        run.value(self, Focus::on(node))
    }

    /// The value as a condition.
    pub fn evaluate_boolean(
        &self,
        tree: &Tree,
        node: NodeId,
        environment: &Environment,
    ) -> Result<bool> {
        let run = Run::new(tree, node, environment);
        run.boolean(self, Focus::on(node))
    }

    /// The value as a text.
    pub fn evaluate_text<'a>(
        &'a self,
        tree: &'a Tree,
        node: NodeId,
        environment: &'a Environment,
    ) -> Result<Cow<'a, str>> {
        let run = Run::new(tree, node, environment);
        run.text(self, Focus::on(node))
    }
}

impl Value<'_> {
    /// As the function `number()` converts, for a value that was evaluated on `tree`.
    pub fn to_number(&self, tree: &Tree, environment: &Environment) -> f64 {
        Run::new(tree, tree.root(), environment).to_number(self)
    }
}

/// The context of an evaluation: node, position and size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Focus {
    pub(crate) node: NodeId,
    pub(crate) position: usize,
    pub(crate) size: usize,
}

impl Focus {
    pub(crate) fn on(node: NodeId) -> Self {
        Self {
            node,
            position: 1,
            size: 1,
        }
    }
}

/// One evaluation.
pub(crate) struct Run<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) environment: &'a Environment,
    /// The node that the whole expression is evaluated for: `current()`.
    pub(crate) current: NodeId,
    steps: Cell<u64>,
}

impl<'a> Run<'a> {
    fn new(tree: &'a Tree, current: NodeId, environment: &'a Environment) -> Self {
        Self {
            tree,
            environment,
            current,
            steps: Cell::new(0),
        }
    }

    /// Counts work, so that a short expression cannot keep the server busy.
    pub(crate) fn spend(&self, steps: usize) -> Result<()> {
        let all = self.steps.get() + steps as u64;
        self.steps.set(all);
        if all > MAX_STEPS {
            return Err(EvaluationError::TooMuchWork);
        }
        Ok(())
    }

    /// The text of a node. Work on large parts of a document counts, and stops the evaluation the
    /// next time that something counts.
    pub(crate) fn text_of(&self, node: NodeId) -> Cow<'a, str> {
        let (text, visited) = self.tree.text_counted(node);
        self.steps.set(self.steps.get() + visited as u64);
        text
    }

    /// As the function `string()` converts.
    pub(crate) fn written(&self, value: Value<'a>) -> Cow<'a, str> {
        match value {
            Value::Nodes(nodes) => nodes
                .first()
                .map_or(Cow::Borrowed(""), |node| self.text_of(node)),
            other => other.into_text(self.tree),
        }
    }

    pub(crate) fn value(&self, expr: &'a Expr, focus: Focus) -> Result<Value<'a>> {
        self.spend(1)?;
        Ok(match &expr.kind {
            ExprKind::Number(number) => Value::Number(*number),
            ExprKind::Text(text) => Value::Text(Cow::Borrowed(text)),
            ExprKind::Node(node) => Value::Nodes(Nodes::One(*node)),
            ExprKind::Reference(name) => return Err(EvaluationError::Unresolved(name.clone())),
            ExprKind::Negate { odd, of } => {
                let number = self.number(of, focus)?;
                Value::Number(if *odd { -number } else { number })
            }
            ExprKind::Chain { first, rest } => return self.chain(first, rest, focus),
            ExprKind::Call {
                name,
                function,
                arguments,
            } => {
                let Some(function) = function.filter(|f| f.exists_in(self.environment)) else {
                    return Err(EvaluationError::UnknownFunction(name.clone()));
                };
                if !function.takes(arguments.len()) {
                    return Err(EvaluationError::WrongArity(name.clone(), arguments.len()));
                }
                return (function.run)(self, arguments, focus);
            }
            ExprKind::Path { start, steps } => Value::Nodes(self.path(start, steps, focus)?),
        })
    }

    pub(crate) fn text(&self, expr: &'a Expr, focus: Focus) -> Result<Cow<'a, str>> {
        Ok(self.written(self.value(expr, focus)?))
    }

    pub(crate) fn nodes(&self, expr: &'a Expr, focus: Focus) -> Result<Nodes> {
        match self.value(expr, focus)? {
            Value::Nodes(nodes) => Ok(nodes),
            _ => Err(EvaluationError::NotNodes(expr.span)),
        }
    }

    /// As the function `number()` converts: in ODK, a date becomes its days since 1970.
    pub(crate) fn to_number(&self, value: &Value<'_>) -> f64 {
        match value {
            Value::Number(number) => *number,
            Value::Boolean(boolean) => f64::from(u8::from(*boolean)),
            Value::Moment(moment) => moment.days(),
            Value::Text(text) => self.number_of_text(text),
            Value::Nodes(nodes) => nodes
                .first()
                .map_or(f64::NAN, |node| self.number_of_text(&self.text_of(node))),
        }
    }

    pub(crate) fn number_of_text(&self, text: &str) -> f64 {
        let number = text_to_number(text);
        if number.is_nan()
            && self.environment.dialect == Dialect::Odk
            && let Some(number) = with_exponent(text)
        {
            return number;
        }
        // Ten characters is the shortest date that forms store; shorter texts are not tried.
        if number.is_nan() && self.environment.dialect == Dialect::Odk && text.len() >= 10 {
            return Moment::parse(text, &self.environment.zone).map_or(f64::NAN, |m| m.days());
        }
        number
    }

    fn chain(
        &self,
        first: &'a Expr,
        rest: &'a [(BinaryOp, Expr)],
        focus: Focus,
    ) -> Result<Value<'a>> {
        let mut left = self.value(first, focus)?;
        for (operator, operand) in rest {
            left = match operator {
                BinaryOp::Or => Value::Boolean(left.to_boolean() || self.boolean(operand, focus)?),
                BinaryOp::And => Value::Boolean(left.to_boolean() && self.boolean(operand, focus)?),
                BinaryOp::Union => {
                    let Value::Nodes(nodes) = left else {
                        return Err(EvaluationError::NotNodes(first.span));
                    };
                    let more = self.nodes(operand, focus)?;
                    let mut all = [nodes.as_slice(), more.as_slice()].concat();
                    self.tree.sort(&mut all);
                    self.spend(all.len())?;
                    Value::Nodes(Nodes::Many(all))
                }
                _ => {
                    let right = self.value(operand, focus)?;
                    self.combine(*operator, &left, &right)?
                }
            };
        }
        Ok(left)
    }

    fn path(&self, start: &'a PathStart, steps: &'a [Step], focus: Focus) -> Result<Nodes> {
        let mut nodes = match start {
            PathStart::Root => Nodes::One(match self.environment.dialect {
                Dialect::Odk => self.tree.root(),
                Dialect::Plain => self.tree.root_of(focus.node),
            }),
            PathStart::Context => Nodes::One(focus.node),
            PathStart::Filter { base, predicates } => {
                let mut nodes = self.nodes(base, focus)?;
                for predicate in predicates {
                    nodes = Nodes::Many(self.filter(nodes.as_slice(), predicate)?);
                }
                nodes
            }
        };
        let is_plain = !self.environment.has_default_namespace();
        for step in steps {
            nodes = match (&nodes, plain_child(step)) {
                (Nodes::One(node), Some(local)) if is_plain && step.predicates.is_empty() => {
                    self.children_named(*node, local)?
                }
                (Nodes::One(node), None) if is_any(step, Axis::Parent) => {
                    self.spend(1)?;
                    let parent = self.tree.parent(*node);
                    parent.map_or(Nodes::Many(Vec::new()), Nodes::One)
                }
                (Nodes::One(node), None)
                    if is_any(step, Axis::SelfNode) && self.tree.is_present(*node) =>
                {
                    self.spend(1)?;
                    Nodes::One(*node)
                }
                _ => self.step(&nodes, step)?,
            };
        }
        match &mut nodes {
            Nodes::Many(nodes) => self.tree.drop_hidden(nodes),
            Nodes::One(node) if !steps.is_empty() && self.tree.is_hidden(*node) => {
                nodes = Nodes::Many(Vec::new());
            }
            Nodes::One(_) => {}
        }
        Ok(nodes)
    }

    /// The most frequent step: to the children with one name, often a single one.
    fn children_named(&self, node: NodeId, local: &str) -> Result<Nodes> {
        let mut only = None;
        let mut all = Vec::new();
        let document = self.tree.document(node);
        let visited = document.children_named(node.at(), local, &mut |at| {
            let child = node.beside(at);
            if let Some(first) = only.take() {
                all.push(first);
                all.push(child);
            } else if all.is_empty() {
                only = Some(child);
            } else {
                all.push(child);
            }
        });
        self.spend(visited)?;
        Ok(only.map_or(Nodes::Many(all), Nodes::One))
    }

    fn step(&self, from: &Nodes, step: &'a Step) -> Result<Nodes> {
        let namespaces = |prefix: &str| self.environment.namespaces.get(prefix).cloned();
        let mut all: Vec<NodeId> = Vec::new();
        let from = from.as_slice();
        for &node in from {
            let begin = all.len();
            if let Some(found) = self.select(node, step)? {
                all.extend(found);
                self.narrow(&mut all, begin, &step.predicates[1..])?;
                continue;
            }
            let mut seen = 0;
            axis::each(self.tree, step.axis, node, &mut |candidate| {
                seen += 1;
                if axis::passes(self.tree, step.axis, &step.test, candidate, &namespaces) {
                    all.push(candidate);
                }
            });
            self.spend(seen)?;
            self.narrow(&mut all, begin, &step.predicates)?;
        }
        if from.len() > 1 || step.axis.is_reverse() || step.axis == Axis::Following {
            self.tree.sort(&mut all);
        }
        Ok(Nodes::Many(all))
    }

    /// Leaves of the nodes from `begin` those that all predicates leave, one after the other.
    fn narrow(&self, nodes: &mut Vec<NodeId>, begin: usize, predicates: &'a [Expr]) -> Result<()> {
        for predicate in predicates {
            let kept = self.filter(&nodes[begin..], predicate)?;
            nodes.truncate(begin);
            nodes.extend(kept);
        }
        Ok(())
    }

    /// The nodes for which the predicate holds, or the one at the position that it names.
    pub(crate) fn filter(&self, nodes: &[NodeId], predicate: &'a Expr) -> Result<Vec<NodeId>> {
        let mut kept = Vec::new();
        for (index, &node) in nodes.iter().enumerate() {
            let position = index + 1;
            let focus = Focus {
                node,
                position,
                size: nodes.len(),
            };
            #[expect(clippy::float_cmp, reason = "a position is a whole number")]
            let holds = match self.value(predicate, focus)? {
                Value::Number(number) | Value::Moment(Moment::Days(number)) => {
                    number == position as f64
                }
                value => value.to_boolean(),
            };
            if holds {
                kept.push(node);
            }
        }
        Ok(kept)
    }
}

/// A number such as `7.9e-12`, which XPath 1.0 does not know and ODK's engines do.
fn with_exponent(text: &str) -> Option<f64> {
    if !text.bytes().any(|byte| matches!(byte, b'e' | b'E')) {
        return None;
    }
    let (digits, exponent) = text.trim().split_once(['e', 'E'])?;
    let signless = exponent.trim_start_matches(['+', '-']);
    let plain = exponent.len() - signless.len() <= 1
        && !signless.is_empty()
        && signless.bytes().all(|b| b.is_ascii_digit());
    if !plain || text_to_number(digits).is_nan() {
        return None;
    }
    text.trim().parse().ok()
}
