// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which properties of a table are written.

use super::query::{QueryError, QueryErrorKind};
use super::schema::{Content, Node, Table};
use super::submission::SystemField;

/// What of a table is written.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) id: bool,
    pub(super) parent_id: bool,
    /// The properties of `__system`; none if it is not written at all.
    pub(super) system: Vec<SystemField>,
    pub(super) nodes: Vec<Node>,
}

impl View {
    /// Everything.
    pub(super) fn all(table: &Table) -> Self {
        let system: &[SystemField] = if table.is_submissions() {
            &SystemField::ALL
        } else {
            &[]
        };
        Self {
            id: true,
            parent_id: true,
            system: system.to_vec(),
            nodes: table.nodes.clone(),
        }
    }

    /// What `$select` names; everything if it is not there or a star.
    pub(super) fn of(table: &Table, select: Option<&[String]>) -> Result<Self, QueryError> {
        let Some(select) = select.filter(|select| !select.iter().any(|name| name == "*")) else {
            return Ok(Self::all(table));
        };
        let mut view = Self {
            id: false,
            parent_id: false,
            system: Vec::new(),
            nodes: Vec::new(),
        };
        let mut wanted = Vec::new();
        for name in select {
            let system = name
                .strip_prefix("__system")
                .filter(|_| table.is_submissions());
            match (name.as_str(), system) {
                ("__id", _) => view.id = true,
                (name, _) if !table.is_submissions() && name == table.parent_key => {
                    view.parent_id = true;
                }
                (_, Some("")) => view.system = SystemField::ALL.to_vec(),
                (_, Some(field)) => {
                    let mut known = SystemField::ALL.into_iter();
                    let named = |known: &SystemField| field.strip_prefix('/') == Some(known.name());
                    let field = known.find(named).ok_or_else(|| unknown(name))?;
                    if !view.system.contains(&field) {
                        view.system.push(field);
                    }
                }
                (name, None) => wanted.push(name.split('/').collect::<Vec<_>>()),
            }
        }
        for path in &wanted {
            check(&table.nodes, path).map_err(|kind| QueryError::of("$select", kind))?;
        }
        let wanted: Vec<&[&str]> = wanted.iter().map(Vec::as_slice).collect();
        view.nodes = pruned(&table.nodes, &wanted);
        Ok(view)
    }
}

fn unknown(name: &str) -> QueryError {
    QueryError::of("$select", QueryErrorKind::Property(name.to_owned()))
}

/// Whether there is a property at this path.
fn check(nodes: &[Node], path: &[&str]) -> Result<(), QueryErrorKind> {
    let whole = || path.join("/");
    let mut nodes = nodes;
    for (index, name) in path.iter().enumerate() {
        let Some(node) = nodes.iter().find(|node| node.name == *name) else {
            return Err(QueryErrorKind::Property(whole()));
        };
        nodes = match &node.content {
            Content::Group(inner) => inner,
            // Rows of another table are asked for there.
            Content::Repeat(_) if index + 1 < path.len() => {
                return Err(QueryErrorKind::PropertyOfRepeat(whole()));
            }
            _ => &[],
        };
    }
    Ok(())
}

/// The properties that the paths name, with all that is within them.
fn pruned(nodes: &[Node], wanted: &[&[&str]]) -> Vec<Node> {
    let mut kept = Vec::new();
    for node in nodes {
        let inner: Vec<&[&str]> = wanted
            .iter()
            .filter_map(|path| path.strip_prefix(&[node.name.as_str()]))
            .collect();
        match &node.content {
            _ if inner.is_empty() => {}
            Content::Group(children) if !inner.iter().any(|path| path.is_empty()) => {
                let content = Content::Group(pruned(children, &inner));
                kept.push(Node {
                    content,
                    ..node.clone()
                });
            }
            _ => kept.push(node.clone()),
        }
    }
    kept
}
