// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Steps such as `item[code = …]` by an index, where the result is that of trying every entry.

use crate::ast::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Step};
use crate::environment::{Dialect, EvaluationError};
use crate::evaluate::{Focus, Run};
use crate::lookup::Column;
use crate::tree::NodeId;
use crate::value::Value;

type Result<T> = std::result::Result<T, EvaluationError>;

/// More texts than this are not looked up one by one.
const MOST_TEXTS: usize = 1_000;

impl<'a> Run<'a> {
    /// What the step finds from `node` after its first predicate; `None` if no index serves.
    pub(crate) fn select(&self, node: NodeId, step: &'a Step) -> Result<Option<Vec<NodeId>>> {
        let (Some(predicate), Some(entry)) = (step.predicates.first(), plain_child(step)) else {
            return Ok(None);
        };
        if !self.can_index(node) || uses_position(predicate) {
            return Ok(None);
        }
        let conditions = conditions(predicate);
        let mut best: Option<(Vec<NodeId>, bool)> = None;
        for condition in &conditions {
            let Some((column, wanted)) = equality(condition, self.environment.dialect) else {
                continue;
            };
            // If it cannot be evaluated, trying every entry finds out whether that matters.
            let Ok(wanted) = self.value(wanted, Focus::on(node)) else {
                return Ok(None);
            };
            if let Some((found, exact)) = self.candidates(node, entry, column, &wanted)
                && best.as_ref().is_none_or(|(b, _)| found.len() < b.len())
            {
                best = Some((found, exact));
            }
        }
        let Some((mut found, exact)) = best else {
            return Ok(None);
        };
        self.spend(found.len() + 1)?;
        if !exact || conditions.len() > 1 {
            found = self.filter(&found, predicate)?;
        }
        Ok(Some(found))
    }

    /// Entries of a list whose child `column` has this text; `None` if no index serves.
    pub(crate) fn entries_where(
        &self,
        list: NodeId,
        entry: &str,
        column: &str,
        text: &str,
    ) -> Result<Option<Vec<NodeId>>> {
        if !self.can_index(list) {
            return Ok(None);
        }
        let Some(found) = self.tree.entries_where(list, entry, column, text) else {
            return Ok(None);
        };
        self.spend(found.len() + 1)?;
        Ok(Some(found))
    }

    /// Lists that sessions share are indexed; names must mean the same for all of them.
    fn can_index(&self, node: NodeId) -> bool {
        !node.is_main()
            && !self.environment.has_default_namespace()
            && !self.tree.document(node).hides_any()
    }

    /// The entries that can equal `wanted`, in document order, and whether all of them do.
    fn candidates(
        &self,
        node: NodeId,
        entry: &str,
        column: Column<'_>,
        wanted: &Value<'a>,
    ) -> Option<(Vec<NodeId>, bool)> {
        let document = self.tree.document(node);
        let index = document.index(node.at(), entry, column)?;
        let mut exact = true;
        let found: Vec<u32> = match wanted {
            Value::Boolean(_) => return None,
            Value::Text(text) => index.with_text(text).to_vec(),
            Value::Nodes(nodes) if nodes.as_slice().len() > MOST_TEXTS => return None,
            Value::Nodes(nodes) => nodes
                .as_slice()
                .iter()
                .flat_map(|&node| index.with_text(&self.text_of(node)).to_vec())
                .collect(),
            Value::Number(_) | Value::Moment(_) => {
                exact = false;
                let number = self.to_number(wanted);
                index.with_number(number).collect()
            }
        };
        let mut found: Vec<NodeId> = found.into_iter().map(|at| node.beside(at)).collect();
        self.tree.sort(&mut found);
        Some((found, exact))
    }
}

/// The name, if the step goes to children with a name without prefix.
pub(crate) fn plain_child(step: &Step) -> Option<&str> {
    match (&step.axis, &step.test) {
        (
            Axis::Child,
            NodeTest::Name {
                prefix: None,
                local,
            },
        ) => Some(local),
        _ => None,
    }
}

/// The conditions that must all hold.
fn conditions(predicate: &Expr) -> Vec<&Expr> {
    match &predicate.kind {
        ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| *op == BinaryOp::And) => {
            std::iter::once(&**first)
                .chain(rest.iter().map(|(_, operand)| operand))
                .collect()
        }
        _ => vec![predicate],
    }
}

/// A column and what it must equal, if that is the same for every entry.
fn equality(condition: &Expr, dialect: Dialect) -> Option<(Column<'_>, &Expr)> {
    let ExprKind::Chain { first, rest } = &condition.kind else {
        return None;
    };
    let [(BinaryOp::Equal, second)] = rest.as_slice() else {
        return None;
    };
    if let Some(column) = column(first)
        && !depends_on_entry(second, dialect)
    {
        return Some((column, second));
    }
    match column(second) {
        Some(column) if !depends_on_entry(first, dialect) => Some((column, first)),
        _ => None,
    }
}

/// `code`, `./code` or `@code`.
fn column(expr: &Expr) -> Option<Column<'_>> {
    let ExprKind::Path {
        start: PathStart::Context,
        steps,
    } = &expr.kind
    else {
        return None;
    };
    let here = |step: &Step| {
        step.axis == Axis::SelfNode && step.test == NodeTest::AnyNode && step.predicates.is_empty()
    };
    let last = match steps.as_slice() {
        [last] => last,
        [first, last] if here(first) => last,
        _ => return None,
    };
    match (&last.axis, &last.test) {
        _ if !last.predicates.is_empty() => None,
        (
            Axis::Child,
            NodeTest::Name {
                prefix: None,
                local,
            },
        ) => Some(Column::Child(local)),
        (
            Axis::Attribute,
            NodeTest::Name {
                prefix: None,
                local,
            },
        ) => Some(Column::Attribute(local)),
        _ => None,
    }
}

/// Calls `visit` for an expression and its parts that are evaluated for the same node: not for
/// predicates.
fn walk_here<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Negate { of, .. } => walk_here(of, visit),
        ExprKind::Chain { first, rest } => {
            walk_here(first, visit);
            for (_, operand) in rest {
                walk_here(operand, visit);
            }
        }
        ExprKind::Call { arguments, .. } => {
            for argument in arguments {
                walk_here(argument, visit);
            }
        }
        ExprKind::Path {
            start: PathStart::Filter { base, .. },
            ..
        } => walk_here(base, visit),
        _ => {}
    }
}

fn uses_position(expr: &Expr) -> bool {
    let mut found = false;
    walk_here(expr, &mut |part| {
        if let ExprKind::Call {
            name, arguments, ..
        } = &part.kind
        {
            found |= arguments.is_empty() && matches!(name.as_str(), "position" | "last");
        }
    });
    found
}

/// Whether the value can differ from entry to entry.
fn depends_on_entry(expr: &Expr, dialect: Dialect) -> bool {
    let mut found = false;
    walk_here(expr, &mut |part| {
        found |= match &part.kind {
            ExprKind::Path { start, .. } => match start {
                PathStart::Context => true,
                PathStart::Root => dialect == Dialect::Plain,
                PathStart::Filter { .. } => false,
            },
            ExprKind::Call {
                name, arguments, ..
            } => match name.as_str() {
                "lang" | "id" | "jr:choice-name" => true,
                "position" | "last" | "string" | "number" | "string-length" | "normalize-space"
                | "local-name" | "namespace-uri" | "name" => arguments.is_empty(),
                _ => false,
            },
            _ => false,
        };
    });
    // What is drawn anew each time differs, however deep it stands.
    expr.walk(&mut |part| {
        if let ExprKind::Call { name, .. } = &part.kind {
            found |= matches!(name.as_str(), "random" | "uuid" | "randomize");
        }
    });
    found
}
