// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The parsed form of an expression. Chains of operators are flat, so depth is bounded by the
//! nesting of brackets alone.

use crate::functions::FunctionInfo;
use crate::tree::NodeId;

/// Where a part of an expression stands in its text: byte offsets, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// An expression with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A number.
    Number(f64),
    /// A quoted text.
    Text(String),
    /// `${name}`, not yet resolved.
    Reference(String),
    /// A node known by its place in the tree; what a resolved `${name}` becomes.
    Node(NodeId),
    /// One or more minus signs before an expression.
    Negate {
        /// Whether the number of signs is odd.
        odd: bool,
        /// What is negated.
        of: Box<Expr>,
    },
    /// Operands of one level of precedence, combined from left to right.
    Chain {
        /// The leftmost operand.
        first: Box<Expr>,
        /// Operator and right operand, in order.
        rest: Vec<(BinaryOp, Expr)>,
    },
    /// A function call.
    Call {
        /// The name as written, with prefix.
        name: String,
        /// The function, if it is one that can be evaluated.
        function: Option<&'static FunctionInfo>,
        /// The arguments.
        arguments: Vec<Expr>,
    },
    /// A location path, or a primary expression with predicates and steps.
    Path {
        /// Where it begins.
        start: PathStart,
        /// Its steps.
        steps: Vec<Step>,
    },
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq)]
pub enum PathStart {
    /// `/`: the root of the main document.
    Root,
    /// The context node.
    Context,
    /// Another expression, narrowed by predicates.
    Filter {
        /// The expression.
        base: Box<Expr>,
        /// Its predicates.
        predicates: Vec<Expr>,
    },
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The direction.
    pub axis: Axis,
    /// Which nodes in that direction.
    pub test: NodeTest,
    /// Conditions on them.
    pub predicates: Vec<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// The directions of XPath 1.0. The namespace axis is recognised and always empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names are those of the XPath 1.0 recommendation"
)]
pub enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Namespace,
    Parent,
    Preceding,
    PrecedingSibling,
    SelfNode,
}

impl Axis {
    /// Reads the name as written before `::`.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "attribute" => Self::Attribute,
            "child" => Self::Child,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "following" => Self::Following,
            "following-sibling" => Self::FollowingSibling,
            "namespace" => Self::Namespace,
            "parent" => Self::Parent,
            "preceding" => Self::Preceding,
            "preceding-sibling" => Self::PrecedingSibling,
            "self" => Self::SelfNode,
            _ => return None,
        })
    }

    /// Whether positions on this axis count against document order.
    pub fn is_reverse(self) -> bool {
        matches!(
            self,
            Self::Ancestor | Self::AncestorOrSelf | Self::Preceding | Self::PrecedingSibling
        )
    }
}

/// Which nodes a step selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeTest {
    /// `*`
    AnyName,
    /// `prefix:*`
    AnyNameOf(String),
    /// `name` or `prefix:name`
    Name {
        /// The prefix, if there is one.
        prefix: Option<String>,
        /// The local name.
        local: String,
    },
    /// `node()`
    AnyNode,
    /// `text()`
    Text,
    /// `comment()`
    Comment,
    /// `processing-instruction('target')`
    Instruction(Option<String>),
}

/// The operators between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Union,
}

impl BinaryOp {
    /// Binding strength, 1 (or) to 7 (union).
    pub(crate) fn level(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Remainder => 6,
            Self::Union => 8,
        }
    }
}

impl Expr {
    /// Replaces every `${name}` by the node that `resolve` knows, and returns those it does not.
    pub fn resolve_references(
        &mut self,
        resolve: &dyn Fn(&str) -> Option<NodeId>,
    ) -> Vec<(String, Span)> {
        let mut unknown = Vec::new();
        self.walk_mut(&mut |expr| {
            if let ExprKind::Reference(name) = &expr.kind {
                match resolve(name) {
                    Some(node) => expr.kind = ExprKind::Node(node),
                    None => unknown.push((name.clone(), expr.span)),
                }
            }
        });
        unknown
    }

    /// The names in all `${name}` of this expression, in order, with repetitions.
    pub fn references(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.walk(&mut |expr| {
            if let ExprKind::Reference(name) = &expr.kind {
                names.push(name.as_str());
            }
        });
        names
    }

    /// Calls `visit` for this expression and all within it, outer first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match &self.kind {
            ExprKind::Negate { of, .. } => of.walk(visit),
            ExprKind::Chain { first, rest } => {
                first.walk(visit);
                for (_, operand) in rest {
                    operand.walk(visit);
                }
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    argument.walk(visit);
                }
            }
            ExprKind::Path { start, steps } => {
                if let PathStart::Filter { base, predicates } = start {
                    base.walk(visit);
                    for predicate in predicates {
                        predicate.walk(visit);
                    }
                }
                for predicate in steps.iter().flat_map(|step| &step.predicates) {
                    predicate.walk(visit);
                }
            }
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Reference(_)
            | ExprKind::Node(_) => {}
        }
    }

    /// Calls `visit` for this expression and then for all its parts, which it may replace.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        visit(self);
        match &mut self.kind {
            ExprKind::Negate { of, .. } => of.walk_mut(visit),
            ExprKind::Chain { first, rest } => {
                first.walk_mut(visit);
                for (_, operand) in rest {
                    operand.walk_mut(visit);
                }
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    argument.walk_mut(visit);
                }
            }
            ExprKind::Path { start, steps } => {
                if let PathStart::Filter { base, predicates } = start {
                    base.walk_mut(visit);
                    for predicate in predicates {
                        predicate.walk_mut(visit);
                    }
                }
                for predicate in steps.iter_mut().flat_map(|step| &mut step.predicates) {
                    predicate.walk_mut(visit);
                }
            }
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Reference(_)
            | ExprKind::Node(_) => {}
        }
    }
}
