// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions of a form: parsed, bound to the repeat instance in which they stand, and examined
//! for what they read.
//!
//! In ODK, a path from the root that leads through a repeat in which the expression stands means
//! this very instance of the repeat. Such paths are made relative here, so that evaluation need
//! not know of it.

mod binder;
mod reader;

use binder::{Binder, child_of};
use reader::Reader;
use xpath::{Axis, Expr, ExprKind, NodeId, NodeTest, PathStart};

use super::slots::{SlotId, Slots};

/// Functions whose value is another one at another time or on another device.
const VOLATILE: [&str; 8] = [
    "now",
    "today",
    "random",
    "uuid",
    "once",
    "property",
    "randomize",
    "jr:itext",
];

/// A slot that an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Read {
    /// What is read.
    pub(crate) slot: SlotId,
    /// The innermost repeat of which the same instance is read in which the expression stands.
    pub(crate) bound: Option<SlotId>,
    /// Whether the path picks another instance of a repeat in which the expression stands.
    pub(crate) is_elsewhere: bool,
}

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) slot: SlotId,
    /// Whether it stands for the repeat as a whole, before all its instances.
    pub(crate) is_range: bool,
}

/// An expression that is ready to be evaluated.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    pub(crate) expr: Expr,
    pub(crate) reads: Vec<Read>,
    /// Functions that are called.
    pub(crate) calls: Vec<String>,
    /// Whether the value is another one at another time or on another device.
    pub(crate) is_volatile: bool,
    /// Paths of the primary instance that lead nowhere.
    pub(crate) unknown: Vec<String>,
    /// Secondary instances that are named.
    pub(crate) instances: Vec<String>,
}

/// Binds and examines an expression that was parsed from `text`.
pub(crate) fn compile(text: &str, mut expr: Expr, slots: &Slots, standing: Standing) -> Compiled {
    let binder = Binder { slots, standing };
    binder.expr(&mut expr, false, None);
    let mut reader = Reader {
        slots,
        text,
        standing,
        compiled: Compiled {
            expr: Expr {
                kind: ExprKind::Number(0.0),
                span: expr.span,
            },
            reads: Vec::new(),
            calls: Vec::new(),
            is_volatile: false,
            unknown: Vec::new(),
            instances: Vec::new(),
        },
    };
    let start = reader.start();
    reader.expr(&expr, &[start]);
    let mut compiled = reader.compiled;
    compiled.expr = expr;
    let mut calls = compiled.calls.iter();
    compiled.is_volatile = calls.any(|name| VOLATILE.contains(&name.as_str()));
    compiled.reads.sort_unstable();
    compiled.reads.dedup();
    compiled
}

/// Puts nodes in the place of the paths from the root that lead to the same one node in every
/// instance of the form; `nodes` has these nodes by slot.
pub(crate) fn fix(expr: &mut Expr, slots: &Slots, nodes: &[Option<NodeId>]) {
    expr.walk_mut(&mut |part| {
        let ExprKind::Path { start, steps } = &part.kind else {
            return;
        };
        let from_root = match start {
            PathStart::Root => true,
            PathStart::Context => false,
            PathStart::Filter { base, predicates } => {
                // In predicates, binding writes the root so.
                predicates.is_empty() && matches!(base.kind, ExprKind::Node(_))
            }
        };
        let mut at = None;
        for step in steps {
            let is_plain = step.predicates.is_empty()
                && step.axis == Axis::Child
                && matches!(step.test, NodeTest::Name { prefix: None, .. });
            at = Some(step)
                .filter(|_| from_root && is_plain)
                .and_then(|step| child_of(slots, at, step));
            if at.is_none() {
                return;
            }
        }
        if let Some(node) = at.and_then(|slot| nodes[slot.index()]) {
            part.kind = ExprKind::Node(node);
        }
    });
}
