// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions over sets of nodes.

use std::borrow::Cow;

use super::Answer;
use crate::ast::Expr;
use crate::evaluate::{Focus, Run};
use crate::tree::{NodeId, NodeKind};
use crate::value::{Nodes, Value};

pub(super) fn last<'a>(_: &Run<'a>, _: &'a [Expr], focus: Focus) -> Answer<'a> {
    Ok(Value::Number(focus.size as f64))
}

/// Without argument as in XPath; with a node, its place among its namesakes under one parent.
pub(super) fn position<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let Some(node) = args.first() else {
        return Ok(Value::Number(focus.position as f64));
    };
    let Some(node) = run.nodes(node, focus)?.first() else {
        return Ok(Value::Number(f64::NAN));
    };
    let mut place = 1.0;
    let mut at = run.tree.previous_sibling(node);
    while let Some(sibling) = at {
        run.spend(1)?;
        if run.tree.kind(sibling) == NodeKind::Element
            && run.tree.local_name(sibling) == run.tree.local_name(node)
        {
            place += 1.0;
        }
        at = run.tree.previous_sibling(sibling);
    }
    Ok(Value::Number(place))
}

pub(super) fn count<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let nodes = run.nodes(&args[0], focus)?;
    Ok(Value::Number(nodes.as_slice().len() as f64))
}

pub(super) fn count_non_empty<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let nodes = run.nodes(&args[0], focus)?;
    let filled = nodes
        .as_slice()
        .iter()
        .filter(|&&node| !run.text_of(node).is_empty())
        .count();
    Ok(Value::Number(filled as f64))
}

/// Elements by their attribute `id`, as there is no document type that would say otherwise.
pub(super) fn id<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let mut wanted: Vec<String> = Vec::new();
    let mut add = |text: &str| wanted.extend(text.split_whitespace().map(str::to_owned));
    match run.value(&args[0], focus)? {
        Value::Nodes(nodes) => {
            for &node in nodes.as_slice() {
                add(&run.text_of(node));
            }
        }
        other => add(&run.written(other)),
    }
    let root = run.tree.root_of(focus.node);
    let mut found = Vec::new();
    for node in run.tree.descendants(root) {
        run.spend(1)?;
        let has = run.tree.attributes(node).any(|attribute| {
            run.tree.local_name(attribute) == "id"
                && run
                    .tree
                    .prefix(attribute)
                    .is_none_or(|prefix| prefix == "xml")
                && wanted.iter().any(|w| *w == run.text_of(attribute))
        });
        if has {
            found.push(node);
        }
    }
    Ok(Value::Nodes(Nodes::Many(found)))
}

fn subject<'a>(
    run: &Run<'a>,
    args: &'a [Expr],
    focus: Focus,
) -> Result<Option<NodeId>, crate::EvaluationError> {
    match args.first() {
        None => Ok(Some(focus.node)),
        Some(node) => Ok(run.nodes(node, focus)?.first()),
    }
}

pub(super) fn local_name<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let node = subject(run, args, focus)?;
    let name = node.map_or("", |node| run.tree.local_name(node));
    Ok(Value::Text(Cow::Borrowed(name)))
}

pub(super) fn namespace_uri<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let node = subject(run, args, focus)?;
    let uri = node.and_then(|node| run.tree.namespace(node));
    Ok(Value::Text(Cow::Borrowed(uri.unwrap_or_default())))
}

pub(super) fn name<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let Some(node) = subject(run, args, focus)? else {
        return Ok(Value::Text(Cow::Borrowed("")));
    };
    let local = run.tree.local_name(node);
    Ok(Value::Text(match run.tree.prefix(node) {
        Some(prefix) => Cow::Owned(format!("{prefix}:{local}")),
        None => Cow::Borrowed(local),
    }))
}

pub(super) fn lang<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let wanted = run.text(&args[0], focus)?.to_lowercase();
    let mut at = Some(focus.node);
    while let Some(node) = at {
        run.spend(1)?;
        if run.tree.kind(node) == NodeKind::Element {
            let found = run.tree.attributes(node).find(|&attribute| {
                run.tree.local_name(attribute) == "lang"
                    && run.tree.prefix(attribute) == Some("xml")
            });
            if let Some(attribute) = found {
                let tag = run.text_of(attribute).to_lowercase();
                let matches = tag
                    .strip_prefix(&wanted)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
                return Ok(Value::Boolean(matches));
            }
        }
        at = run.tree.parent(node);
    }
    Ok(Value::Boolean(false))
}

pub(super) fn current<'a>(run: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    Ok(Value::Nodes(Nodes::One(run.current)))
}

/// The secondary instance of that name; none if there is no such instance.
pub(super) fn instance<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let name = run.text(&args[0], focus)?;
    Ok(Value::Nodes(
        run.tree
            .instance(&name)
            .map_or(Nodes::Many(Vec::new()), Nodes::One),
    ))
}
