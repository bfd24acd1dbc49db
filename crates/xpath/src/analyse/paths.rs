// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where paths lead on the template.

use std::collections::BTreeMap;

use super::{Analyser, Analysis, FindingKind, Nodes, ValueKind, Yield};
use crate::ast::{Axis, Expr, ExprKind, NodeTest, PathStart, Span, Step};
use crate::axis;
use crate::tree::NodeId;

impl Analyser<'_> {
    /// A path that is given as a text, to the question whose choices have the label.
    pub(super) fn question(&mut self, span: Span, path: &str, context: &Nodes) {
        let inner = crate::parse(path.trim());
        let nodes = match &inner {
            Ok(Expr {
                kind: ExprKind::Path { start, steps },
                ..
            }) => {
                let scope = self.scope;
                let mut inner = Analyser {
                    text: path,
                    scope,
                    sample: self.sample,
                    left_out: false,
                    found: Analysis::default(),
                };
                inner.path(span, start, steps, context).nodes
            }
            _ => Nodes::new(),
        };
        if nodes.is_empty() {
            self.report(span, FindingKind::UnknownNode(path.to_owned()));
        }
        self.found.depends.extend(&nodes);
    }

    pub(super) fn instance(&mut self, arguments: &[Expr]) -> Nodes {
        let [
            Expr {
                kind: ExprKind::Text(id),
                span,
            },
        ] = arguments
        else {
            return Nodes::new();
        };
        if let Some(root) = self.scope.tree.instance(id) {
            Nodes::from([root])
        } else {
            self.report(*span, FindingKind::UnknownNode(id.clone()));
            Nodes::new()
        }
    }

    pub(super) fn path(
        &mut self,
        span: Span,
        start: &PathStart,
        steps: &[Step],
        context: &Nodes,
    ) -> Yield {
        let tree = self.scope.tree;
        let mut nodes = match start {
            PathStart::Root => Nodes::from([tree.root()]),
            PathStart::Context => context.clone(),
            PathStart::Filter { base, predicates } => {
                // The base is only a way station: what it selects matters where the path ends.
                let found = self.shape(base, context);
                if !found.is_nodes && found.kind != ValueKind::Any {
                    self.report(base.span, FindingKind::NodesNeeded("/".to_owned()));
                }
                for predicate in predicates {
                    self.expr(predicate, &found.nodes);
                }
                found.nodes
            }
        };
        for step in steps {
            let next = self.step(step, &nodes);
            // A list that is not there yet can hold anything.
            let is_empty_list =
                |&node: &NodeId| !node.is_main() && tree.children(node).next().is_none();
            let before = !nodes.is_empty() && !nodes.iter().all(is_empty_list);
            if before && next.is_empty() && names_a_node(step) {
                let written = self.text.get(span.start..span.end).unwrap_or_default();
                self.report(span, FindingKind::UnknownNode(written.to_owned()));
            }
            if goes_down(step.axis) {
                self.found.reaches.extend(&next);
            }
            for predicate in &step.predicates {
                self.expr(predicate, &next);
            }
            nodes = next;
        }
        self.set(nodes)
    }

    fn step(&mut self, step: &Step, nodes: &Nodes) -> Nodes {
        let tree = self.scope.tree;
        let mut next = Nodes::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for &node in nodes {
            axis::each_by_shape(tree, step.axis, node, &mut |candidate| {
                if axis::passes(tree, step.axis, &step.test, candidate, &|_| None) {
                    if !candidate.is_main() {
                        let count = seen.entry(tree.local_name(candidate)).or_default();
                        *count += 1;
                        if *count > self.sample {
                            self.left_out = true;
                            return;
                        }
                    }
                    next.insert(candidate);
                }
            });
        }
        next
    }
}

fn goes_down(axis: Axis) -> bool {
    !matches!(
        axis,
        Axis::Ancestor | Axis::AncestorOrSelf | Axis::Parent | Axis::SelfNode
    )
}

/// Whether a step that finds nothing is a mistake: it names one child or attribute.
fn names_a_node(step: &Step) -> bool {
    matches!(
        step.axis,
        Axis::Child | Axis::Parent | Axis::Attribute | Axis::SelfNode
    ) && !matches!(step.test, NodeTest::Text | NodeTest::Comment)
}
