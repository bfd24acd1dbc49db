// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Functions that ask the form: lists by key, repeats by index, translations, labels.

use std::borrow::Cow;

use super::Answer;
use crate::ast::Expr;
use crate::environment::{EvaluationError, Host};
use crate::evaluate::{Focus, Run};
use crate::tree::{NodeId, Tree};
use crate::value::{Nodes, Value};

/// Of an answer by the host; empty if there is none.
fn asked<'a>(run: &Run<'a>, ask: impl FnOnce(&dyn Host) -> Option<String>) -> Answer<'a> {
    let answer = run.environment.host.as_deref().and_then(ask);
    Ok(Value::Text(Cow::Owned(answer.unwrap_or_default())))
}

pub(super) fn itext<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let id = run.text(&args[0], focus)?;
    asked(run, |host| host.translation(&id))
}

pub(super) fn choice_name<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let value = run.text(&args[0], focus)?;
    let path = run.text(&args[1], focus)?;
    asked(run, |host| {
        host.choice_label(run.tree, focus.node, &value, &path)
    })
}

pub(super) fn property<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let name = run.text(&args[0], focus)?;
    asked(run, |host| host.property(&name))
}

pub(super) fn version<'a>(run: &Run<'a>, _: &'a [Expr], _: Focus) -> Answer<'a> {
    asked(run, |host| host.property("version"))
}

/// `pulldata(instance, column, key column, key)`: a column of the first entry with that key.
pub(super) fn pulldata<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let name = run.text(&args[0], focus)?;
    let column = run.text(&args[1], focus)?;
    let key_column = run.text(&args[2], focus)?;
    let key = run.text(&args[3], focus)?;
    let tree = run.tree;
    let list = tree
        .instance(&name)
        .and_then(|root| tree.child(root, "root"));
    let Some(list) = list else {
        return Ok(Value::Text(Cow::Borrowed("")));
    };
    let indexed = if key_column.starts_with('@') {
        None
    } else {
        run.entries_where(list, "item", &key_column, &key)?
    };
    let entry = if let Some(entries) = indexed {
        entries.first().copied()
    } else {
        first_with(run, list, &key_column, &key)?
    };
    let value = entry.and_then(|entry| cell(run, entry, &column));
    Ok(Value::Text(value.unwrap_or_default()))
}

/// What an entry of a list has in a column, which may also be an attribute.
fn cell<'a>(run: &Run<'a>, entry: NodeId, column: &str) -> Option<Cow<'a, str>> {
    match column.strip_prefix('@') {
        Some(name) => run.tree.attribute(entry, name).map(Cow::Borrowed),
        None => run.tree.child(entry, column).map(|cell| run.text_of(cell)),
    }
}

/// The first entry of a list whose column has this text, found by trying each.
fn first_with(
    run: &Run<'_>,
    list: NodeId,
    column: &str,
    text: &str,
) -> Result<Option<NodeId>, EvaluationError> {
    let tree = run.tree;
    for item in tree.children(list) {
        run.spend(1)?;
        if tree.local_name(item) == "item"
            && cell(run, item, column).is_some_and(|cell| cell == text)
        {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// `indexed-repeat(target, repeat, index, …)`: what the target finds within the repeats with these
/// numbers, which count from 1, the outer ones first, whatever their order here.
pub(super) fn indexed_repeat<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let none = || Ok(Value::Nodes(Nodes::Many(Vec::new())));
    let mut levels: Vec<(usize, Nodes, f64)> = Vec::new();
    for pair in args[1..].chunks(2) {
        let [repeat, index] = pair else {
            return Err(EvaluationError::WrongArity(
                "indexed-repeat".to_owned(),
                args.len(),
            ));
        };
        let repeats = run.nodes(repeat, focus)?;
        let index = run.number(index, focus)?;
        let Some(first) = repeats.first() else {
            return none();
        };
        levels.push((ancestors(run.tree, first).count(), repeats, index));
    }
    levels.sort_by_key(|(depth, ..)| *depth);
    let mut around: Option<NodeId> = None;
    for (_, repeats, index) in &levels {
        let mut place = 0.0;
        let mut found = None;
        for &repeat in repeats.as_slice() {
            run.spend(1)?;
            if around.is_none_or(|around| ancestors(run.tree, repeat).any(|a| a == around)) {
                place += 1.0;
                if place >= *index {
                    found = (place <= *index).then_some(repeat);
                    break;
                }
            }
        }
        if found.is_none() {
            return none();
        }
        around = found;
    }
    let targets = run.nodes(&args[0], focus)?;
    let mut within = Vec::new();
    for &target in targets.as_slice() {
        run.spend(1)?;
        if ancestors(run.tree, target).any(|a| Some(a) == around) {
            within.push(target);
        }
    }
    Ok(Value::Nodes(Nodes::Many(within)))
}

fn ancestors(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::successors(tree.parent(node), |&node| tree.parent(node))
}
