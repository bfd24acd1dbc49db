// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What paths and references in an expression mean: questions, rounds, columns, earlier answers.

use forms::{Item, PREVIOUS_INSTANCE};
use xpath::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Step};

use super::Operand;
use super::read::{Reader, call, number};

/// Where a path has come to.
#[derive(Clone, Copy)]
enum At {
    /// Before the root.
    Document,
    Node(usize),
}

impl At {
    fn node(self) -> Option<usize> {
        match self {
            Self::Document => None,
            Self::Node(node) => Some(node),
        }
    }
}

impl Reader<'_> {
    /// A repeat of which all rounds are meant, and which of them.
    pub(super) fn rounds<'e>(&self, expr: &'e Expr) -> Option<(usize, Option<&'e Expr>)> {
        let expr = expr.bare();
        let (node, predicate) = match &expr.kind {
            ExprKind::Reference(name) => (self.shape.named(name)?, None),
            ExprKind::Path {
                start: PathStart::Filter { base, predicates },
                steps,
            } if steps.is_empty() => {
                let [predicate] = predicates.as_slice() else {
                    return None;
                };
                let ExprKind::Reference(name) = &base.kind else {
                    return None;
                };
                (self.shape.named(name)?, Some(predicate))
            }
            ExprKind::Path {
                start: PathStart::Root,
                steps,
            } => {
                let (last, before) = steps.split_last()?;
                let node = self.step(self.walk(At::Document, before)?, last)?;
                match last.predicates.as_slice() {
                    [] => (node, None),
                    [predicate] => (node, Some(predicate)),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let around = self
            .shape
            .is_repeat(node)
            .then(|| self.shape.repeats(node))?;
        let outer = &around[..around.len() - 1];
        let fits = self.shape.repeats(self.at).starts_with(outer);
        fits.then_some((node, predicate))
    }

    /// A question all of whose answers are meant, missing ones left out.
    pub(super) fn column(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Path { start, steps } = &expr.bare().kind else {
            return None;
        };
        let is_filled = |predicates: &[Expr]| {
            let [only] = predicates else { return false };
            matches!(only.compared(), Some((left, BinaryOp::NotEqual, right))
                if left.is_own_value() && matches!(&right.kind, ExprKind::Text(text) if text.is_empty()))
        };
        let here = self.shape.repeats(self.at);
        let node = match start {
            PathStart::Filter { base, predicates } => {
                let ExprKind::Reference(name) = &base.kind else {
                    return None;
                };
                let node = self.shape.named(name)?;
                if steps.is_empty() {
                    if !is_filled(predicates) || here.starts_with(&self.shape.repeats(node)) {
                        return None;
                    }
                    node
                } else {
                    self.column_of_all(node, predicates, steps, is_filled)?
                }
            }
            PathStart::Root => {
                let (last, before) = steps.split_last()?;
                if !is_filled(&last.predicates) {
                    return None;
                }
                // Either through no predicate at all, or through all rounds of a repeat.
                let through = before.iter().position(|step| !step.predicates.is_empty());
                match through {
                    None => {
                        let node = self.step(self.walk(At::Document, before)?, last)?;
                        if here.starts_with(&self.shape.repeats(node)) {
                            return None;
                        }
                        node
                    }
                    Some(at) => {
                        let repeat =
                            self.step(self.walk(At::Document, &before[..at])?, &before[at])?;
                        let rest = &steps[at + 1..];
                        self.column_of_all(repeat, &before[at].predicates, rest, is_filled)?
                    }
                }
            }
            PathStart::Context => return None,
        };
        let is_question = matches!(self.shape.nodes[node].item, Some(Item::Question(_)));
        let is_column = is_question && !self.shape.repeats(node).is_empty();
        is_column.then(|| self.shape.nodes[node].path.clone())
    }

    /// `${repeat}[position() > 0]/name[. != '']` within that repeat.
    fn column_of_all(
        &self,
        repeat: usize,
        predicates: &[Expr],
        steps: &[Step],
        is_filled: impl Fn(&[Expr]) -> bool,
    ) -> Option<usize> {
        let [all] = predicates else { return None };
        let is_all = matches!(all.compared(), Some((left, BinaryOp::Greater, right))
            if matches!(call(left), Some(("position", []))) && number(right) == Some(0.0));
        let (last, before) = steps.split_last()?;
        if !is_all || !self.shape.is_repeat(repeat) || !is_filled(&last.predicates) {
            return None;
        }
        let node = self.step(self.walk(At::Node(repeat), before)?, last)?;
        let repeats = self.shape.repeats(node);
        let fits =
            repeats.last() == Some(&repeat) && self.shape.repeats(self.at).starts_with(&repeats);
        fits.then_some(node)
    }

    /// Follows plain steps from a node, or from the document.
    fn walk(&self, from: At, steps: &[Step]) -> Option<At> {
        let mut at = from;
        for step in steps {
            if !step.predicates.is_empty() {
                return None;
            }
            at = At::Node(self.step(at, step)?);
        }
        Some(at)
    }

    /// Where one step leads, whatever its predicates.
    fn step(&self, from: At, step: &Step) -> Option<usize> {
        match (step.axis, &step.test, from) {
            (Axis::Parent, NodeTest::AnyNode, At::Node(node)) => self.shape.nodes[node].parent,
            (Axis::SelfNode, NodeTest::AnyNode, At::Node(node)) => Some(node),
            (
                Axis::Child,
                NodeTest::Name {
                    prefix: None,
                    local,
                },
                from,
            ) => match from {
                At::Node(node) => self.shape.child(node, local),
                At::Document => (self.shape.nodes[0].name == local).then_some(0),
            },
            _ => None,
        }
    }

    /// The question that an expression means, with one answer here.
    pub(super) fn question(&self, expr: &Expr) -> Option<String> {
        // In a test of rounds, these would mean another round, or all.
        let outside = |node: usize| {
            let mut around = self.shape.lineage(node);
            let is_inside = self
                .round
                .is_some_and(|round| around.any(|one| one == round));
            (!is_inside).then_some(node)
        };
        let node = match &expr.bare().kind {
            ExprKind::Reference(name) => outside(self.shape.named(name)?)?,
            ExprKind::Path { start, steps } => match start {
                PathStart::Root => outside(self.walk(At::Document, steps)?.node()?)?,
                PathStart::Context => {
                    let from = At::Node(self.round.unwrap_or(self.at));
                    self.walk(from, steps)?.node()?
                }
                PathStart::Filter { base, predicates }
                    if predicates.is_empty() && matches!(call(base), Some(("current", []))) =>
                {
                    self.walk(At::Node(self.at), steps)?.node()?
                }
                PathStart::Filter { .. } => return None,
            },
            _ => return None,
        };
        let Some(Item::Question(_)) = self.shape.nodes[node].item else {
            return None;
        };
        let repeats = self.shape.repeats(node);
        let is_here = self.shape.repeats(self.at).starts_with(&repeats);
        let is_round = self
            .round
            .is_some_and(|round| self.shape.repeats(round) == repeats);
        (is_here || is_round).then(|| self.shape.nodes[node].path.clone())
    }

    /// The question whose answer of the period before a path means.
    pub(super) fn previous(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Path {
            start: PathStart::Filter { base, predicates },
            steps,
        } = &expr.bare().kind
        else {
            return None;
        };
        let Some(("instance", [instance])) = call(base) else {
            return None;
        };
        let is_previous =
            matches!(&instance.kind, ExprKind::Text(name) if name == PREVIOUS_INSTANCE);
        let (first, rest) = steps.split_first()?;
        let is_root = matches!(&first.test, NodeTest::Name { prefix: None, local } if local == "root")
            && first.axis == Axis::Child
            && first.predicates.is_empty();
        if !is_previous || !is_root || !predicates.is_empty() || !self.reads_previous {
            return None;
        }
        let node = self.walk(At::Node(0), rest)?.node()?;
        let is_question = matches!(self.shape.nodes[node].item, Some(Item::Question(_)));
        let is_single = is_question && self.shape.repeats(node).is_empty();
        // Upwards steps lead elsewhere only by detours, which nobody clicks.
        let is_plain = rest.iter().all(|step| step.axis == Axis::Child);
        (is_single && is_plain).then(|| self.shape.nodes[node].path.clone())
    }

    /// The same with a factor and something added.
    pub(super) fn changed_previous(&self, expr: &Expr) -> Option<Operand> {
        if let Some(field) = self.previous(expr) {
            let (factor, add) = (1.0, 0.0);
            return Some(Operand::Previous { field, factor, add });
        }
        let ExprKind::Chain { first, rest } = &expr.bare().kind else {
            return None;
        };
        let [(operator, right)] = rest.as_slice() else {
            return None;
        };
        let number = number(right)?;
        let Operand::Previous { field, factor, add } = self.changed_previous(first)? else {
            return None;
        };
        #[expect(clippy::float_cmp, reason = "exactly 1 is what is not written")]
        let is_plain = factor == 1.0 && add == 0.0;
        let (factor, add) = match operator {
            BinaryOp::Multiply if is_plain => (number, 0.0),
            BinaryOp::Add if add == 0.0 => (factor, number),
            BinaryOp::Subtract if add == 0.0 => (factor, -number),
            _ => return None,
        };
        Some(Operand::Previous { field, factor, add })
    }
}
