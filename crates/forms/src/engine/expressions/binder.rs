// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Paths that lead through a repeat are bound to the instance in which the expression stands.

use xpath::{Axis, Expr, ExprKind, NodeTest, PathStart, Step, Tree};

use super::Standing;
use crate::engine::slots::{SlotId, Slots};

pub(super) struct Binder<'a> {
    pub(super) slots: &'a Slots,
    pub(super) standing: Standing,
}

impl Binder<'_> {
    /// Makes paths relative. In predicates, paths must begin at `current()` instead of the node
    /// that is filtered. `limit` is a repeat whose instances are chosen by number.
    pub(super) fn expr(&self, expr: &mut Expr, in_predicate: bool, limit: Option<SlotId>) {
        let span = expr.span;
        match &mut expr.kind {
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Reference(_)
            | ExprKind::Node(_) => {}
            ExprKind::Negate { of, .. } => self.expr(of, in_predicate, limit),
            ExprKind::Chain { first, rest } => {
                self.expr(first, in_predicate, limit);
                for (_, operand) in rest {
                    self.expr(operand, in_predicate, limit);
                }
            }
            ExprKind::Call {
                name, arguments, ..
            } => {
                let chosen = (name == "indexed-repeat").then(|| self.outermost_repeat(arguments));
                for (index, argument) in arguments.iter_mut().enumerate() {
                    // Target and repeats are paths; the numbers between them are expressions.
                    let is_path = index == 0 || index % 2 == 1;
                    match chosen {
                        Some(chosen) if is_path => {
                            self.expr(argument, in_predicate, chosen.or(limit));
                        }
                        _ => self.expr(argument, in_predicate, limit),
                    }
                }
            }
            ExprKind::Path { start, steps } => {
                for predicate in steps.iter_mut().flat_map(|step| &mut step.predicates) {
                    self.expr(predicate, true, limit);
                }
                match start {
                    PathStart::Filter { base, predicates } => {
                        self.expr(base, in_predicate, limit);
                        for predicate in predicates {
                            self.expr(predicate, true, limit);
                        }
                    }
                    PathStart::Context => {}
                    PathStart::Root => {
                        let from = |kind| PathStart::Filter {
                            base: Box::new(Expr { kind, span }),
                            predicates: Vec::new(),
                        };
                        if let Some((ups, taken)) = self.shared(steps, limit) {
                            let up = Step {
                                axis: Axis::Parent,
                                test: NodeTest::AnyNode,
                                predicates: Vec::new(),
                                span,
                            };
                            let rest = steps.split_off(taken);
                            *steps = vec![up; ups];
                            steps.extend(rest);
                            *start = if in_predicate {
                                from(call("current"))
                            } else {
                                PathStart::Context
                            };
                        } else if in_predicate {
                            // The filtered nodes may lie in another document.
                            *start = from(ExprKind::Node(Tree::default().root()));
                        }
                    }
                }
            }
        }
    }

    /// How many steps lead up from where the expression stands to the innermost repeat instance
    /// that the path shares with it, and how many steps of the path that replaces.
    fn shared(&self, steps: &[Step], limit: Option<SlotId>) -> Option<(usize, usize)> {
        let mut found = None;
        let mut at = None;
        for (index, step) in steps.iter().enumerate() {
            let Some(slot) = child_of(self.slots, at, step) else {
                break;
            };
            let plain = step.predicates.is_empty();
            let free = limit.is_none_or(|limit| !self.slots.is_within(slot, limit));
            let own = self.standing.is_range && slot == self.standing.slot;
            if !plain || !free || own || !self.slots.is_within(self.standing.slot, slot) {
                break;
            }
            if self.slots[slot].is_repeat && index + 1 < steps.len() {
                let ups = self.slots[self.standing.slot].depth - self.slots[slot].depth;
                found = Some((ups, index + 1));
            }
            at = Some(slot);
        }
        found
    }

    fn outermost_repeat(&self, arguments: &[Expr]) -> Option<SlotId> {
        let repeats = arguments.iter().skip(1).step_by(2);
        repeats
            .filter_map(|repeat| match &repeat.kind {
                ExprKind::Path {
                    start: PathStart::Root,
                    steps,
                } => {
                    let mut at = None;
                    for step in steps {
                        at = Some(child_of(self.slots, at, step)?);
                    }
                    at
                }
                _ => None,
            })
            .min_by_key(|&slot| self.slots[slot].depth)
    }
}

fn call(name: &str) -> ExprKind {
    ExprKind::Call {
        name: name.to_owned(),
        function: xpath::function(name),
        arguments: Vec::new(),
    }
}

/// The slot that a step to a named child leads to; from the document, to the root.
pub(super) fn child_of(slots: &Slots, from: Option<SlotId>, step: &Step) -> Option<SlotId> {
    let NodeTest::Name { prefix, local } = &step.test else {
        return None;
    };
    let prefix = prefix.as_deref().unwrap_or_default();
    match (step.axis, from) {
        (Axis::Child, Some(from)) => slots.child(from, prefix, local),
        (Axis::Child, None) => {
            let root = &slots[SlotId::ROOT].name;
            (root.prefix == prefix && root.local == *local).then_some(SlotId::ROOT)
        }
        (Axis::Attribute, Some(from)) => slots.attribute(from, prefix, local),
        _ => None,
    }
}
