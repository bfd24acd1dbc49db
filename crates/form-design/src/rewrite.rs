// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Names in expressions and texts replaced by others: `${name}`, `${last-saved#name}` and the
//! steps of paths.

use std::collections::HashMap;

use xpath::{Axis, Expr, ExprKind, NodeTest, PathStart, Step};

use crate::shape::Shape;

/// What is called otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Renames {
    /// New names by what `${…}` says.
    pub(crate) references: HashMap<String, String>,
    /// New names by node, for paths.
    pub(crate) nodes: HashMap<usize, String>,
    /// New names of lists, for `instance('…')`.
    pub(crate) lists: HashMap<String, String>,
}

/// A text with all `${old}` replaced; none if there is nothing to replace.
pub(crate) fn words(text: &str, renames: &Renames) -> Option<String> {
    if renames.references.is_empty() || !text.contains("${") {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find("${") {
        let (before, after) = rest.split_at(at + 2);
        out.push_str(before);
        rest = after;
        let Some((inside, _)) = after.split_once('}') else {
            break;
        };
        let name = inside.trim();
        let name = name.strip_prefix("last-saved#").unwrap_or(name);
        if let Some(new) = renames.references.get(name) {
            out.push_str(&inside.replacen(name, new, 1));
            rest = &after[inside.len()..];
            changed = true;
        }
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// The same for an expression that belongs to the node `standing`. Paths in it are relative to
/// `context`, or to nothing that is known.
pub(crate) fn expression(
    text: &str,
    shape: &Shape<'_>,
    standing: usize,
    context: Option<usize>,
    renames: &Renames,
) -> Option<String> {
    let by_path = paths(text, shape, standing, context, renames);
    let text = by_path.as_deref().unwrap_or(text);
    words(text, renames).or(by_path)
}

fn paths(
    text: &str,
    shape: &Shape<'_>,
    standing: usize,
    context: Option<usize>,
    renames: &Renames,
) -> Option<String> {
    let mut names = renames.nodes.keys().map(|node| shape.nodes[*node].name);
    let mut lists = renames.lists.keys();
    let is_concerned = names.any(|name| names_node(text, name))
        || (text.contains("instance(") && lists.any(|list| text.contains(list.as_str())));
    if !is_concerned {
        return None;
    }
    let expr = xpath::parse(text).ok()?;
    let mut follower = Follower {
        text,
        shape,
        standing,
        renames,
        found: Vec::new(),
    };
    let from: Vec<usize> = context.into_iter().collect();
    follower.expr(&expr, &from);
    let mut found = follower.found;
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|(start, ..)| std::cmp::Reverse(*start));
    found.dedup();
    let mut out = text.to_owned();
    for (start, end, new) in found {
        out.replace_range(start..end, &new);
    }
    Some(out)
}

/// Whether a name stands somewhere else than in `${…}`.
fn names_node(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].trim_end_matches("last-saved#").trim_end();
        let after = text[at + name.len()..].trim_start();
        !(before.ends_with("${") && after.starts_with('}'))
    })
}

struct Follower<'a> {
    text: &'a str,
    shape: &'a Shape<'a>,
    standing: usize,
    renames: &'a Renames,
    /// Start, end and what shall stand there.
    found: Vec<(usize, usize, String)>,
}

impl Follower<'_> {
    /// Follows all paths; the nodes that the value may consist of.
    fn expr(&mut self, expr: &Expr, from: &[usize]) -> Vec<usize> {
        match &expr.kind {
            ExprKind::Reference(name) => self.shape.named(name).into_iter().collect(),
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
            } => {
                let mut all = Vec::new();
                for argument in arguments {
                    all.extend(self.expr(argument, from));
                }
                match name.as_str() {
                    "current" => vec![self.standing],
                    "instance" | "pulldata" => {
                        if let Some(list) = arguments.first() {
                            self.list(list);
                        }
                        Vec::new()
                    }
                    "if" | "randomize" | "indexed-repeat" | "once" => all,
                    _ => Vec::new(),
                }
            }
            ExprKind::Path { start, steps } => {
                let (mut at, is_document) = match start {
                    PathStart::Root => (Vec::new(), true),
                    PathStart::Context => (from.to_vec(), false),
                    PathStart::Filter { base, predicates } => {
                        let at = self.expr(base, from);
                        for predicate in predicates {
                            self.expr(predicate, &at);
                        }
                        (at, false)
                    }
                };
                let earlier = earlier_root(start, self.shape.nodes[0].name);
                for (index, step) in steps.iter().enumerate() {
                    let names_root = matches!(&step.test, NodeTest::Name { local, .. }
                        if index == 0 && Some(local.as_str()) == earlier);
                    at = if names_root {
                        vec![0]
                    } else {
                        self.step(&at, step, is_document && index == 0)
                    };
                    for predicate in &step.predicates {
                        self.expr(predicate, &at);
                    }
                }
                at
            }
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Node(_) => Vec::new(),
        }
    }

    fn list(&mut self, argument: &Expr) {
        if let ExprKind::Text(list) = &argument.kind
            && let Some(new) = self.renames.lists.get(list)
        {
            // Within the quotation marks.
            let span = argument.span;
            self.found.push((span.start + 1, span.end - 1, new.clone()));
        }
    }

    fn step(&mut self, from: &[usize], step: &Step, is_first: bool) -> Vec<usize> {
        let shape = self.shape;
        let fits = |node: usize| match &step.test {
            NodeTest::Name {
                prefix: None,
                local,
            } => shape.nodes[node].name == local,
            NodeTest::AnyName | NodeTest::AnyNode => true,
            _ => false,
        };
        // The usual step by the usual way.
        if let (Axis::Child, NodeTest::Name { local, .. }, false, [node]) =
            (step.axis, &step.test, is_first, from)
        {
            let reached = shape.child(*node, local).filter(|node| fits(*node));
            self.note(reached.as_slice(), step);
            return reached.into_iter().collect();
        }
        let mut reached = Vec::new();
        if is_first {
            match step.axis {
                Axis::Child => reached.push(0),
                Axis::Descendant | Axis::DescendantOrSelf => reached.extend(0..shape.nodes.len()),
                _ => {}
            }
        }
        for &node in from {
            let parent = shape.nodes[node].parent;
            match step.axis {
                Axis::Child => reached.extend(&shape.nodes[node].children),
                Axis::Parent => reached.extend(parent),
                Axis::SelfNode => reached.push(node),
                Axis::Ancestor => reached.extend(shape.lineage(node).skip(1)),
                Axis::AncestorOrSelf => reached.extend(shape.lineage(node)),
                Axis::Descendant | Axis::DescendantOrSelf => {
                    let mut open = vec![node];
                    while let Some(next) = open.pop() {
                        open.extend(&shape.nodes[next].children);
                        if next != node || step.axis == Axis::DescendantOrSelf {
                            reached.push(next);
                        }
                    }
                }
                Axis::FollowingSibling | Axis::PrecedingSibling => {
                    let around = parent.map_or(&[][..], |parent| &shape.nodes[parent].children);
                    reached.extend(around);
                }
                _ => {}
            }
        }
        reached.retain(|node| fits(*node));
        reached.sort_unstable();
        reached.dedup();
        self.note(&reached, step);
        reached
    }

    /// Notes the step if it names something that is called otherwise.
    fn note(&mut self, reached: &[usize], step: &Step) {
        if let NodeTest::Name { local, .. } = &step.test {
            let new = reached.iter().find_map(|node| self.renames.nodes.get(node));
            if let Some(new) = new
                && let Some(start) = name_in(self.text, step, local)
            {
                self.found.push((start, start + local.len(), new.clone()));
            }
        }
    }
}

/// The name of the root of an earlier report, if a path leads into one.
fn earlier_root<'a>(start: &PathStart, root: &'a str) -> Option<&'a str> {
    let PathStart::Filter { base, .. } = start else {
        return None;
    };
    let ExprKind::Call {
        name, arguments, ..
    } = &base.kind
    else {
        return None;
    };
    let [
        Expr {
            kind: ExprKind::Text(instance),
            ..
        },
    ] = arguments.as_slice()
    else {
        return None;
    };
    match (name.as_str(), instance.as_str()) {
        ("instance", forms::PREVIOUS_INSTANCE) => Some("root"),
        ("instance", "__last-saved") => Some(root),
        _ => None,
    }
}

/// Where the name of a step begins.
fn name_in(text: &str, step: &Step, local: &str) -> Option<usize> {
    let written = text.get(step.span.start..step.span.end)?;
    let head = written.split('[').next().unwrap_or(written);
    let after = head.find("::").map_or(0, |at| at + 2);
    Some(step.span.start + after + written[after..].find(local)?)
}
