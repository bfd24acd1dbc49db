// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which rows an address means.

use super::filter::Subject;
use super::schema::{SUBMISSIONS, Schema, Table};

/// The rows that an address means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The table, by its place in [`Schema::tables`].
    pub(super) table: usize,
    /// The submission, if it is one only.
    pub(super) instance_id: Option<String>,
    /// The row itself or the row around, if it is one only.
    pub(super) row: Option<RowFilter>,
}

/// Which rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowFilter {
    /// The one with this identifier.
    Itself(String),
    /// Those within the row with this identifier.
    Around(String),
}

/// There is nothing at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such table or row")]
pub struct TargetError;

impl Target {
    /// Reads what follows after `.svc/` in an address, decoded: `Submissions`,
    /// `Submissions.children.child`, `Submissions('uuid:…')`,
    /// `Submissions('uuid:…')/children/child('…')/toys/toy`.
    pub fn parse(path: &str, schema: &Schema) -> Result<Self, TargetError> {
        if let Some(table) = schema.table_index(path) {
            return Ok(Self {
                table,
                instance_id: None,
                row: None,
            });
        }
        // Identifiers of submissions can contain what separates steps.
        let rest = path.strip_prefix(SUBMISSIONS).ok_or(TargetError)?;
        let rest = rest.strip_prefix("('").ok_or(TargetError)?;
        let (instance_id, rest) = rest.split_once("')").ok_or(TargetError)?;
        let mut name = SUBMISSIONS.to_owned();
        let mut row = None;
        if !rest.is_empty() {
            for step in rest.strip_prefix('/').ok_or(TargetError)?.split('/') {
                let (step, id) = match step.split_once("('") {
                    Some((step, id)) => (step, id.strip_suffix("')").ok_or(TargetError)?),
                    None => (step, ""),
                };
                name.push('.');
                name.push_str(step);
                row = match (id, row) {
                    ("", Some(RowFilter::Itself(id))) => Some(RowFilter::Around(id)),
                    ("", row) => row,
                    (id, _) => Some(RowFilter::Itself(id.to_owned())),
                };
            }
        }
        Ok(Self {
            table: schema.table_index(&name).ok_or(TargetError)?,
            instance_id: Some(instance_id.to_owned()),
            row,
        })
    }

    /// The table.
    pub fn table<'s>(&self, schema: &'s Schema) -> Option<&'s Table> {
        schema.tables.get(self.table)
    }

    /// The submission, if the address means one only.
    pub fn instance_id(&self) -> Option<&str> {
        self.instance_id.as_deref()
    }

    /// By which names fields are filtered here.
    pub fn subject(&self) -> Subject {
        match self.table {
            0 => Subject::Submissions,
            _ => Subject::Repeat,
        }
    }
}
