// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be known about an expression before it runs: functions that do not exist, wrong
//! numbers of arguments, paths that lead nowhere, kinds of values that do not fit each other, and
//! the nodes that the value depends on.

mod finding;
mod kinds;
mod paths;

use std::collections::BTreeSet;

pub use self::finding::{Finding, FindingKind};
pub use self::kinds::ValueKind;
use self::kinds::is_arithmetic;
pub(crate) use self::kinds::{kind_of_call, takes_nodes};
use crate::ast::{BinaryOp, Expr, ExprKind, PathStart, Span};
use crate::functions::compile_pattern;
use crate::tree::{NodeId, Tree};

/// How many entries with one name stand for all entries of a list.
const SAMPLE: usize = 16;

/// What [`analyse`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// The nodes that the value depends on: those that paths end at, also within predicates; more
    /// rather than fewer. Of the entries of a list, some stand for all.
    pub depends: BTreeSet<NodeId>,
    /// The nodes that paths go down to, on their way or at their end: where one of them repeats,
    /// the value depends on how many there are.
    pub reaches: BTreeSet<NodeId>,
    /// Whether the value depends on the place of a node among its siblings, by `position()`.
    pub reads_position: bool,
    /// Whether the value depends on the time.
    pub reads_clock: bool,
    /// Whether the value depends on chance.
    pub reads_chance: bool,
    /// Whether the value depends on the language, by translations and labels.
    pub reads_language: bool,
}

/// Where an expression is evaluated and what is known about the nodes there.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The template of the form, with its lists.
    pub tree: &'a Tree,
    /// The node that the expression belongs to.
    pub node: NodeId,
    /// What the value of a node is.
    pub kind_of: &'a dyn Fn(NodeId) -> ValueKind,
    /// Whether a node can be without a value when the form is complete.
    pub may_be_blank: &'a dyn Fn(NodeId) -> bool,
}

/// Examines `expr`, parsed from `text`, for evaluation at `node` of `tree`.
pub fn analyse(text: &str, expr: &Expr, tree: &Tree, node: NodeId) -> Analysis {
    let scope = Scope {
        tree,
        node,
        kind_of: &|_| ValueKind::Any,
        may_be_blank: &|_| false,
    };
    analyse_in(text, expr, &scope)
}

/// The same with what is known about the nodes.
pub fn analyse_in(text: &str, expr: &Expr, scope: &Scope<'_>) -> Analysis {
    let run = |sample| {
        let mut analyser = Analyser {
            text,
            scope,
            sample,
            left_out: false,
            found: Analysis::default(),
        };
        analyser.expr(expr, &BTreeSet::from([scope.node]));
        (analyser.found, analyser.left_out)
    };
    let (found, left_out) = run(SAMPLE);
    let unknown = |finding: &Finding| matches!(finding.kind, FindingKind::UnknownNode(_));
    if left_out && found.findings.iter().any(unknown) {
        // Entries can have different columns: what the first do not have another one may.
        return run(usize::MAX).0;
    }
    found
}

struct Analyser<'a> {
    text: &'a str,
    scope: &'a Scope<'a>,
    sample: usize,
    /// Whether entries of a list were left out.
    left_out: bool,
    found: Analysis,
}

type Nodes = BTreeSet<NodeId>;

/// What an expression yields.
struct Yield {
    nodes: Nodes,
    is_nodes: bool,
    kind: ValueKind,
}

impl Yield {
    fn of(kind: ValueKind) -> Self {
        Self {
            nodes: Nodes::new(),
            is_nodes: false,
            kind,
        }
    }
}

impl Analyser<'_> {
    fn report(&mut self, at: Span, kind: FindingKind) {
        let finding = Finding { at, kind };
        if !self.found.findings.contains(&finding) {
            self.found.findings.push(finding);
        }
    }

    fn set(&self, nodes: Nodes) -> Yield {
        let mut kinds = nodes.iter().map(|&node| (self.scope.kind_of)(node));
        let first = kinds.next().unwrap_or(ValueKind::Any);
        let kind = if kinds.all(|kind| kind == first) {
            first
        } else {
            ValueKind::Any
        };
        Yield {
            nodes,
            is_nodes: true,
            kind,
        }
    }

    /// Records dependencies, and returns what the value can be.
    fn expr(&mut self, expr: &Expr, context: &Nodes) -> Yield {
        let found = self.shape(expr, context);
        self.found.depends.extend(&found.nodes);
        found
    }

    fn shape(&mut self, expr: &Expr, context: &Nodes) -> Yield {
        match &expr.kind {
            ExprKind::Number(_) => Yield::of(ValueKind::Number),
            ExprKind::Text(_) => Yield::of(ValueKind::Text),
            ExprKind::Node(node) => {
                self.found.reaches.insert(*node);
                self.set(Nodes::from([*node]))
            }
            ExprKind::Reference(name) => {
                self.report(expr.span, FindingKind::UnknownReference(name.clone()));
                Yield::of(ValueKind::Any)
            }
            ExprKind::Negate { of, .. } => {
                self.expr(of, context);
                self.expect_number(of);
                Yield::of(ValueKind::Number)
            }
            ExprKind::Chain { first, rest } => self.chain(first, rest, context),
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

    fn chain(&mut self, first: &Expr, rest: &[(BinaryOp, Expr)], context: &Nodes) -> Yield {
        let mut left = self.expr(first, context);
        let mut before = first;
        for (operator, operand) in rest {
            let right = self.expr(operand, context);
            let kind = if is_arithmetic(*operator) {
                self.expect_number(before);
                self.expect_number(operand);
                ValueKind::Number
            } else {
                ValueKind::Boolean
            };
            if *operator == BinaryOp::Union {
                for (side, at) in [(&left, before), (&right, operand)] {
                    if !side.is_nodes && side.kind != ValueKind::Any {
                        self.report(at.span, FindingKind::NodesNeeded("|".to_owned()));
                    }
                }
                let mut all = left.nodes;
                all.extend(&right.nodes);
                left = self.set(all);
                continue;
            }
            if !is_arithmetic(*operator) {
                self.compare(*operator, (before, left.kind), (operand, right.kind));
            }
            left = Yield::of(kind);
            before = operand;
        }
        left
    }

    /// A text that stands where only a number or a date makes sense.
    fn expect_number(&mut self, expr: &Expr) {
        if let ExprKind::Text(text) = &expr.kind
            && !kinds::is_number(text)
            && !kinds::is_date(text)
        {
            self.report(expr.span, FindingKind::NotANumber(text.clone()));
        }
    }

    fn compare(
        &mut self,
        operator: BinaryOp,
        (left, left_kind): (&Expr, ValueKind),
        (right, right_kind): (&Expr, ValueKind),
    ) {
        let is_text = |expr: &Expr| matches!(expr.kind, ExprKind::Text(_));
        match operator {
            BinaryOp::Or | BinaryOp::And => return,
            BinaryOp::Equal | BinaryOp::NotEqual => {}
            _ if is_text(left) || is_text(right) => {
                self.expect_number(left);
                self.expect_number(right);
                return;
            }
            _ => {}
        }
        let span = Span {
            start: left.span.start,
            end: right.span.end,
        };
        let refined = |expr: &Expr, kind| match &expr.kind {
            ExprKind::Text(text) => kinds::kind_of_text(text),
            _ => kind,
        };
        let (a, b) = (refined(left, left_kind), refined(right, right_kind));
        if !a.compares_with(b) {
            self.report(span, FindingKind::Incomparable(a, b));
        }
    }

    fn call(&mut self, name: &str, arguments: &[Expr], context: &Nodes) -> Yield {
        let mut given = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let found = self.expr(argument, context);
            if takes_nodes(name, index) && !found.is_nodes && found.kind != ValueKind::Any {
                self.report(argument.span, FindingKind::NodesNeeded(name.to_owned()));
            }
            given.push(found);
        }
        self.check_arguments(name, arguments, &given);
        self.note_sources(name, arguments, context);
        match name {
            "current" => self.set(Nodes::from([self.scope.node])),
            "instance" => Yield {
                nodes: self.instance(arguments),
                is_nodes: true,
                kind: ValueKind::Any,
            },
            "randomize" | "indexed-repeat" => {
                let nodes = given.into_iter().next().map(|first| first.nodes);
                self.set(nodes.unwrap_or_default())
            }
            "id" => Yield {
                nodes: Nodes::new(),
                is_nodes: true,
                kind: ValueKind::Any,
            },
            "if" => match given.as_slice() {
                [_, yes, no] => {
                    let mut nodes = yes.nodes.clone();
                    nodes.extend(&no.nodes);
                    let kind = if yes.kind == no.kind {
                        yes.kind
                    } else {
                        ValueKind::Any
                    };
                    Yield {
                        nodes,
                        is_nodes: yes.is_nodes && no.is_nodes,
                        kind,
                    }
                }
                _ => Yield::of(ValueKind::Any),
            },
            _ => Yield::of(kind_of_call(name)),
        }
    }

    /// Arguments that can be judged before the expression runs.
    fn check_arguments(&mut self, name: &str, arguments: &[Expr], given: &[Yield]) {
        let fits = |expr: &Expr, fits: &dyn Fn(&str) -> bool| match &expr.kind {
            ExprKind::Text(text) if !fits(text) => Some((expr.span, text.clone())),
            _ => None,
        };
        let wrong = match (name, arguments) {
            ("regex", [_, pattern]) => fits(pattern, &|text| compile_pattern(text).is_some()),
            ("digest", [_, algorithm, ..]) => fits(algorithm, &|text| {
                matches!(text, "MD5" | "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512")
            }),
            ("date" | "date-time" | "decimal-date-time", [date]) => {
                if !matches!(&date.kind, ExprKind::Text(text) if text.is_empty()) {
                    self.expect_number(date);
                }
                None
            }
            _ => None,
        };
        if let Some((span, text)) = wrong {
            let function = name.to_owned();
            self.report(span, FindingKind::InvalidArgument { function, text });
        }
        if let ("sum" | "min" | "max", [values], [found]) = (name, arguments, given)
            && !ends_with_condition(values)
            && let Some(&blank) = found
                .nodes
                .iter()
                .find(|&&node| (self.scope.may_be_blank)(node))
        {
            let function = name.to_owned();
            let path = self.scope.tree.path(blank);
            self.report(values.span, FindingKind::BlankInSum { function, path });
        }
    }

    /// What else than paths the value depends on.
    fn note_sources(&mut self, name: &str, arguments: &[Expr], context: &Nodes) {
        let found = &mut self.found;
        match name {
            "today" | "now" => found.reads_clock = true,
            "random" | "uuid" => found.reads_chance = true,
            "randomize" if arguments.len() == 1 => found.reads_chance = true,
            "jr:itext" => found.reads_language = true,
            "jr:choice-name" => {
                found.reads_language = true;
                if let Some(Expr {
                    kind: ExprKind::Text(path),
                    span,
                }) = arguments.get(1)
                {
                    self.question(*span, path, context);
                }
            }
            "position" | "last" => {
                // Within a predicate the nodes are counted that the path reaches anyway.
                found.reads_position |=
                    !arguments.is_empty() || *context == Nodes::from([self.scope.node]);
            }
            // Without an argument these read the context node itself.
            "string" | "number" | "string-length" | "normalize-space" if arguments.is_empty() => {
                found.depends.extend(context);
            }
            "pulldata" => {
                self.instance(&arguments[..arguments.len().min(1)]);
            }
            _ => {}
        }
    }
}

/// Whether the last step of a path has a condition, which may leave out blanks.
fn ends_with_condition(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path { start, steps } => match (steps.last(), start) {
            (Some(last), _) => !last.predicates.is_empty(),
            (None, PathStart::Filter { predicates, .. }) => !predicates.is_empty(),
            (None, _) => false,
        },
        _ => false,
    }
}
