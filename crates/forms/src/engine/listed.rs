// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of which all entries can be chosen at any time, so that a code is looked up.

use xpath::{Axis, Expr, ExprKind, NodeId, NodeKind, NodeTest, PathStart, Step, Tree};

/// All entries of a list: `instance('…')/root/entry` with the codes in `column`.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    instance: String,
    root: String,
    pub(crate) entry: String,
    pub(crate) column: String,
}

impl Listed {
    pub(crate) fn of(nodeset: &Expr, code: &Expr) -> Option<Self> {
        Self::read(nodeset, code, false)
    }

    /// The same of a list of which only some entries can be chosen.
    pub(crate) fn unfiltered(nodeset: &Expr, code: &Expr) -> Option<Self> {
        Self::read(nodeset, code, true)
    }

    fn read(nodeset: &Expr, code: &Expr, with_filter: bool) -> Option<Self> {
        let nodeset = match &nodeset.kind {
            ExprKind::Call {
                name, arguments, ..
            } if name == "randomize" => arguments.first()?,
            _ => nodeset,
        };
        let (
            ExprKind::Path {
                start: PathStart::Filter { base, predicates },
                steps,
            },
            ExprKind::Path {
                start: PathStart::Context,
                steps: column,
            },
        ) = (&nodeset.kind, &code.kind)
        else {
            return None;
        };
        let (
            ExprKind::Call {
                name, arguments, ..
            },
            [],
            [root, entry],
            [column],
        ) = (&base.kind, &predicates[..], &steps[..], &column[..])
        else {
            return None;
        };
        let [argument] = &arguments[..] else {
            return None;
        };
        let ExprKind::Text(instance) = &argument.kind else {
            return None;
        };
        (name == "instance").then_some(())?;
        Some(Self {
            instance: instance.clone(),
            root: plain(root)?,
            entry: if with_filter {
                named(entry)?
            } else {
                plain(entry)?
            },
            column: plain(column)?,
        })
    }

    /// The element that holds the entries.
    pub(crate) fn list(&self, tree: &Tree) -> Option<NodeId> {
        let mut elements = tree
            .children(tree.instance(&self.instance)?)
            .filter(|&child| tree.kind(child) == NodeKind::Element);
        let list = elements.next()?;
        let fits = tree.local_name(list) == self.root && tree.prefix(list).is_none();
        (fits && elements.next().is_none()).then_some(list)
    }
}

/// The name of a step to children with a name without prefix, all of them.
fn plain(step: &Step) -> Option<String> {
    named(step).filter(|_| step.predicates.is_empty())
}

/// The name of a step to children with a name without prefix.
fn named(step: &Step) -> Option<String> {
    match (&step.axis, &step.test) {
        (
            Axis::Child,
            NodeTest::Name {
                prefix: None,
                local,
            },
        ) => Some(local.clone()),
        _ => None,
    }
}
