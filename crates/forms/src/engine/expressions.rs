// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions of a form: parsed, bound to the repeat instance in which they stand, and examined
//! for what they read.
//!
//! In ODK, a path from the root that leads through a repeat in which the expression stands means
//! this very instance of the repeat. Such paths are made relative here, so that evaluation need
//! not know of it.

use xpath::{Axis, Expr, ExprKind, NodeTest, PathStart, Step, Tree};

use super::slots::{SlotId, Slots};

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
            unknown: Vec::new(),
            instances: Vec::new(),
        },
    };
    let start = reader.start();
    reader.expr(&expr, &[start]);
    let mut compiled = reader.compiled;
    compiled.expr = expr;
    compiled.reads.sort_unstable();
    compiled.reads.dedup();
    compiled
}

struct Binder<'a> {
    slots: &'a Slots,
    standing: Standing,
}

impl Binder<'_> {
    /// Makes paths relative. In predicates, paths must begin at `current()` instead of the node
    /// that is filtered. `limit` is a repeat whose instances are chosen by number.
    fn expr(&self, expr: &mut Expr, in_predicate: bool, limit: Option<SlotId>) {
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
fn child_of(slots: &Slots, from: Option<SlotId>, step: &Step) -> Option<SlotId> {
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

/// A place in the primary instance that a path may be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Point {
    /// The slot; none for the document.
    slot: Option<SlotId>,
    bound: Option<SlotId>,
    is_elsewhere: bool,
}

struct Reader<'a> {
    slots: &'a Slots,
    text: &'a str,
    standing: Standing,
    compiled: Compiled,
}

impl Reader<'_> {
    fn start(&self) -> Point {
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
    fn expr(&mut self, expr: &Expr, from: &[Point]) -> Vec<Point> {
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
