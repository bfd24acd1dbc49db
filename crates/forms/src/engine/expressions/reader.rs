// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an expression reads, found by following its paths over the slots of the form: more rather
//! than less.

use xpath::{Axis, Expr, ExprKind, NodeTest, PathStart, Step};

use super::{Compiled, Read, Standing};
use crate::engine::slots::{SlotId, Slots};

/// A place in the primary instance that a path may be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// The slot; none for the document.
    slot: Option<SlotId>,
    bound: Option<SlotId>,
    is_elsewhere: bool,
}

pub(super) struct Reader<'a> {
    pub(super) slots: &'a Slots,
    pub(super) text: &'a str,
    pub(super) standing: Standing,
    pub(super) compiled: Compiled,
}

impl Reader<'_> {
    pub(super) fn start(&self) -> Point {
        let slot = self.standing.slot;
        let bound = if self.standing.is_range {
            self.slots[slot].parent.and_then(|p| self.slots[p].repeat)
        } else {
            self.slots[slot].repeat
        };
        Point {
            slot: Some(slot),
            bound,
            is_elsewhere: false,
        }
    }

    fn read(&mut self, point: Point) {
        let Some(slot) = point.slot else { return };
        let mut bound = point.bound;
        if self.slots[slot].is_repeat && bound == Some(slot) {
            // That there is this instance, and which one it is, changes with its siblings.
            bound = self.slots[slot].parent.and_then(|p| self.slots[p].repeat);
        }
        let read = Read {
            slot,
            bound,
            is_elsewhere: point.is_elsewhere,
        };
        if !self.compiled.reads.contains(&read) {
            self.compiled.reads.push(read);
        }
    }

    /// Notes what is read, and returns where the nodes of the value may lie.
    pub(super) fn expr(&mut self, expr: &Expr, from: &[Point]) -> Vec<Point> {
        let points = self.value(expr, from);
        for &point in &points {
            self.read(point);
        }
        points
    }

    fn value(&mut self, expr: &Expr, from: &[Point]) -> Vec<Point> {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Reference(_) => Vec::new(),
            // The one node that binding puts in: the root of the primary instance.
            ExprKind::Node(_) => vec![Point {
                slot: None,
                bound: None,
                is_elsewhere: false,
            }],
            ExprKind::Negate { of, .. } => {
                self.expr(of, from);
                Vec::new()
            }
            ExprKind::Chain { first, rest } => {
                let mut all = self.expr(first, from);
                for (_, operand) in rest {
                    all.extend(self.expr(operand, from));
                }
                all
            }
            ExprKind::Call {
                name, arguments, ..
            } => self.call(name, arguments, from),
            ExprKind::Path { start, steps } => {
                let mut points = match start {
                    PathStart::Root => vec![Point {
                        slot: None,
                        bound: None,
                        is_elsewhere: false,
                    }],
                    PathStart::Context => from.to_vec(),
                    PathStart::Filter { base, predicates } => {
                        let points = self.value(base, from);
                        for predicate in predicates {
                            self.expr(predicate, &points);
                        }
                        points
                    }
                };
                for step in steps {
                    points = self.step(&points, step, expr);
                }
                points
            }
        }
    }

    fn call(&mut self, name: &str, arguments: &[Expr], from: &[Point]) -> Vec<Point> {
        if !self.compiled.calls.iter().any(|known| known == name) {
            self.compiled.calls.push(name.to_owned());
        }
        if matches!(name, "position" | "count" | "name" | "local-name")
            && let [argument] = arguments
        {
            // Not the values count, but that there are nodes, and which.
            for point in self.value(argument, from) {
                if point.slot.is_some_and(|slot| self.slots[slot].is_repeat) {
                    self.read(point);
                }
            }
            return Vec::new();
        }
        let mut all = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let before = self.compiled.reads.len();
            all.extend(self.expr(argument, from));
            if name == "indexed-repeat" && index == 0 {
                for read in &mut self.compiled.reads[before..] {
                    read.is_elsewhere = true;
                }
            }
        }
        match (name, arguments) {
            ("current", _) => vec![self.start()],
            ("instance", [id]) => {
                if let ExprKind::Text(id) = &id.kind {
                    self.compiled.instances.push(id.clone());
                }
                Vec::new()
            }
            ("string" | "number" | "string-length" | "normalize-space" | "position", []) => {
                for &point in from {
                    self.read(point);
                }
                Vec::new()
            }
            ("indexed-repeat", _) => {
                for point in &mut all {
                    point.is_elsewhere = true;
                }
                all
            }
            ("if" | "randomize" | "once", _) => all,
            // The second argument of this one is a reference in a text.
            ("jr:choice-name", [_, reference]) => {
                if let ExprKind::Text(path) = &reference.kind
                    && let Some(slot) = self.slots.at(path)
                {
                    let bound = self.slots.common_repeat(self.standing.slot, slot);
                    self.read(Point {
                        slot: Some(slot),
                        bound,
                        is_elsewhere: false,
                    });
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn step(&mut self, from: &[Point], step: &Step, path: &Expr) -> Vec<Point> {
        let mut found = Vec::new();
        for &point in from {
            self.follow(point, step, &mut found);
        }
        found.dedup();
        if !from.is_empty() && found.is_empty() && names_one(step) {
            let written = self.text.get(path.span.start..path.span.end);
            self.compiled
                .unknown
                .push(written.unwrap_or_default().to_owned());
        }
        for &point in &found {
            // Repeats on the way count: with their instances, what the path finds changes.
            if point
                .slot
                .is_some_and(|slot| self.slots[slot].is_repeat && point.bound != Some(slot))
            {
                self.read(point);
            }
        }
        for predicate in &step.predicates {
            self.expr(predicate, &found);
        }
        found
    }

    fn follow(&self, point: Point, step: &Step, found: &mut Vec<Point>) {
        let slots = self.slots;
        let down = |slot: SlotId| {
            let repeats = slots[slot].is_repeat;
            let around = slots.is_within(self.standing.slot, slot);
            Point {
                slot: Some(slot),
                is_elsewhere: point.is_elsewhere
                    || (repeats && around && !step.predicates.is_empty()),
                ..point
            }
        };
        let up = |slot: Option<SlotId>| {
            let keeps = point
                .bound
                .is_some_and(|bound| slot.is_some_and(|slot| slots.is_within(slot, bound)));
            let bound = if keeps {
                point.bound
            } else {
                let above = |id: SlotId| point.bound.is_some_and(|b| slots.is_within(b, id));
                slot.and_then(|slot| slots[slot].repeat)
                    .filter(|&r| above(r))
            };
            Point {
                slot,
                bound,
                ..point
            }
        };
        let passes = |slot: SlotId, attributes: bool| {
            slots[slot].is_attribute == attributes
                && match &step.test {
                    NodeTest::Name { prefix, local } => {
                        slots[slot].name.local == *local
                            && slots[slot].name.prefix == prefix.as_deref().unwrap_or_default()
                    }
                    NodeTest::AnyName | NodeTest::AnyNode | NodeTest::AnyNameOf(_) => true,
                    NodeTest::Text => slots[slot].is_leaf(),
                    NodeTest::Comment | NodeTest::Instruction(_) => false,
                }
        };
        let children = |slot: Option<SlotId>| match slot {
            None => vec![SlotId::ROOT],
            Some(slot) => slots[slot].children.clone(),
        };
        match step.axis {
            Axis::SelfNode => {
                if point
                    .slot
                    .is_none_or(|slot| passes(slot, false) || passes(slot, true))
                {
                    found.push(point);
                }
            }
            Axis::Child => {
                if matches!(step.test, NodeTest::Text) {
                    found.push(point);
                }
                let children = children(point.slot).into_iter();
                found.extend(children.filter(|&s| passes(s, false)).map(down));
            }
            Axis::Attribute => {
                let attributes = point.slot.map(|slot| slots[slot].attributes.clone());
                let attributes = attributes.into_iter().flatten();
                found.extend(attributes.filter(|&s| passes(s, true)).map(down));
            }
            Axis::Parent => {
                if let Some(slot) = point.slot {
                    let parent = slots[slot].parent;
                    if parent.is_none_or(|slot| passes(slot, false)) {
                        found.push(up(parent));
                    }
                }
            }
            Axis::Ancestor | Axis::AncestorOrSelf => {
                let mut at = point.slot;
                if step.axis == Axis::AncestorOrSelf {
                    found.extend(at.filter(|&s| passes(s, false)).map(|_| point));
                }
                while let Some(slot) = at {
                    at = slots[slot].parent;
                    if at.is_none_or(|slot| passes(slot, false)) {
                        found.push(up(at));
                    }
                }
            }
            Axis::Descendant | Axis::DescendantOrSelf => {
                if step.axis == Axis::DescendantOrSelf {
                    found.push(point);
                }
                let mut open = children(point.slot);
                while let Some(slot) = open.pop() {
                    open.extend(children(Some(slot)));
                    if passes(slot, false) {
                        found.push(down(slot));
                    }
                }
            }
            // Siblings and the rest: all that is around, which is more rather than less.
            Axis::FollowingSibling | Axis::PrecedingSibling => {
                let Some(slot) = point.slot else { return };
                let around = up(slots[slot].parent);
                for sibling in children(around.slot) {
                    if passes(sibling, false) {
                        let repeats = slots[sibling].is_repeat;
                        found.push(Point {
                            slot: Some(sibling),
                            bound: around.bound,
                            is_elsewhere: point.is_elsewhere || repeats,
                        });
                    }
                }
            }
            Axis::Following | Axis::Preceding => {
                for slot in slots.ids().filter(|&slot| passes(slot, false)) {
                    found.push(Point {
                        slot: Some(slot),
                        bound: None,
                        is_elsewhere: true,
                    });
                }
            }
            Axis::Namespace => {}
        }
    }
}

/// Whether a step that finds nothing is a mistake: it names one child or attribute.
fn names_one(step: &Step) -> bool {
    matches!(step.axis, Axis::Child | Axis::Attribute) && matches!(step.test, NodeTest::Name { .. })
}
