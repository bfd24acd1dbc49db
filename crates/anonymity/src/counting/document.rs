// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};

use super::account::Spent;
use super::period::Period;
use super::table::Table;
use crate::canonical::{canonical, sha256_hex};
use crate::forwarding::EntityKind;

/// A table with noise as it leaves the office. Only this crate makes one.
///
/// ```compile_fail,E0451
/// use anonymity::counting::Document;
/// fn forge() -> Document {
///     Document { bytes: String::new() }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    wire: Wire,
    bytes: String,
}

/// A document as it is written. `digest` is the SHA-256 of the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    pub(super) as_of: IsoWeek,
    axes: Vec<AxisWire>,
    bound: u32,
    cells: Vec<i64>,
    pub(super) collection: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    entity: EntityKind,
    epsilon: u32,
    format: Format,
    hierarchies: BTreeMap<String, String>,
    mechanism: Mechanism,
    pub(super) office: String,
    /// None where nothing is due; such a document says nothing and never leaves.
    period: Option<Period>,
    policy: String,
    pub(super) previous: String,
    pub(super) sequence: u64,
    yearly_epsilon: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "deich-table/1")]
    V1,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Mechanism {
    #[serde(rename = "discrete-laplace")]
    DiscreteLaplace,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AxisWire {
    field: String,
    level: String,
    values: Vec<String>,
}

/// The head of a document.
#[derive(Debug, Clone)]
pub struct Head {
    pub(super) office: String,
    pub(super) collection: String,
    pub(super) sequence: u64,
    pub(super) as_of: IsoWeek,
    pub(super) policy: String,
    pub(super) hierarchies: BTreeMap<String, String>,
    pub(super) previous: String,
    pub(super) bound: u32,
}

/// One cell of a table that left: its values in the order of the fields, and its count with noise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// The period.
    pub period: Period,
    /// The fields, each with its level.
    pub fields: Vec<(String, String)>,
    /// The cells in their order: values and count.
    pub rows: Vec<(Vec<String>, i64)>,
    /// What it cost.
    pub spent: Spent,
    /// In how many cells one entity is counted at most.
    pub bound: u32,
}

impl Wire {
    /// Reads a stored document; `None` unless it is whole and in canonical form.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let wire: Self = serde_json::from_slice(bytes).ok()?;
        let whole = wire.digest.as_deref() == Some(wire.expected_digest().as_str());
        (whole && canonical(&wire).as_bytes() == bytes).then_some(wire)
    }

    fn expected_digest(&self) -> String {
        let mut rest = self.clone();
        rest.digest = None;
        sha256_hex(canonical(&rest).as_bytes())
    }

    pub(super) fn spent(&self) -> Option<Spent> {
        Some(Spent {
            period: self.period?,
            epsilon: self.epsilon,
            yearly: self.yearly_epsilon,
        })
    }
}

impl Document {
    /// Writes the table of a period with its noisy cells.
    pub(super) fn write(head: Head, table: &Table, spent: Spent, cells: Vec<i64>) -> Self {
        let axes = table.axes().iter().map(|axis| AxisWire {
            field: axis.field.clone(),
            level: axis.level.clone(),
            values: axis.values.clone(),
        });
        Self::of(Wire {
            as_of: head.as_of,
            axes: axes.collect(),
            bound: head.bound,
            cells,
            collection: head.collection,
            digest: None,
            entity: table.kind(),
            epsilon: spent.epsilon,
            format: Format::V1,
            hierarchies: head.hierarchies,
            mechanism: Mechanism::DiscreteLaplace,
            office: head.office,
            period: Some(spent.period),
            policy: head.policy,
            previous: head.previous,
            sequence: head.sequence,
            yearly_epsilon: spent.yearly,
        })
    }

    /// The document that says nothing, because no period is due.
    pub(super) fn nothing(head: Head, table: &Table) -> Self {
        Self::of(Wire {
            as_of: head.as_of,
            axes: Vec::new(),
            bound: head.bound,
            cells: Vec::new(),
            collection: head.collection,
            digest: None,
            entity: table.kind(),
            epsilon: 0,
            format: Format::V1,
            hierarchies: head.hierarchies,
            mechanism: Mechanism::DiscreteLaplace,
            office: head.office,
            period: None,
            policy: head.policy,
            previous: head.previous,
            sequence: head.sequence,
            yearly_epsilon: 0,
        })
    }

    fn of(mut wire: Wire) -> Self {
        wire.digest = Some(wire.expected_digest());
        let bytes = canonical(&wire);
        Self { wire, bytes }
    }

    /// Reads a document that left; none if it is none, or not whole.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let wire = Wire::read(bytes)?;
        let bytes = std::str::from_utf8(bytes).ok()?.to_owned();
        Some(Self { wire, bytes })
    }

    /// The canonical JSON: what is stored, verified, sent and chained.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_bytes()
    }

    /// SHA-256 of the bytes, in hexadecimal; the next document names it.
    pub fn hash(&self) -> String {
        sha256_hex(self.bytes())
    }

    /// SHA-256 of everything but the cells, in hexadecimal: what somebody confirms, because noise is drawn anew
    /// whenever a release is computed.
    pub fn plan_hash(&self) -> String {
        let mut plan = self.wire.clone();
        plan.digest = None;
        plan.cells = Vec::new();
        sha256_hex(canonical(&plan).as_bytes())
    }

    /// Whether it says nothing, so that it is no release.
    pub fn is_empty(&self) -> bool {
        self.wire.period.is_none()
    }

    /// What it says; none if it says nothing.
    pub fn cells(&self) -> Option<Cells> {
        let spent = self.wire.spent()?;
        let mut rows: Vec<Vec<String>> = vec![Vec::new()];
        for axis in &self.wire.axes {
            let longer = rows.iter().flat_map(|row| {
                axis.values.iter().map(move |value| {
                    let mut longer = row.clone();
                    longer.push(value.clone());
                    longer
                })
            });
            rows = longer.collect();
        }
        Some(Cells {
            period: spent.period,
            fields: self
                .wire
                .axes
                .iter()
                .map(|axis| (axis.field.clone(), axis.level.clone()))
                .collect(),
            rows: rows
                .into_iter()
                .zip(self.wire.cells.iter().copied())
                .collect(),
            spent,
            bound: self.wire.bound,
        })
    }

    /// The number of the release, from 1.
    pub fn sequence(&self) -> u64 {
        self.wire.sequence
    }

    /// The week of the release.
    pub fn as_of(&self) -> IsoWeek {
        self.wire.as_of
    }

    /// The office.
    pub fn office(&self) -> &str {
        &self.wire.office
    }

    /// The collection.
    pub fn collection(&self) -> &str {
        &self.wire.collection
    }

    /// The hash of the policy.
    pub fn policy(&self) -> &str {
        &self.wire.policy
    }

    /// The hash of the document before.
    pub fn previous(&self) -> &str {
        &self.wire.previous
    }

    /// What it cost; none if it says nothing.
    pub fn spent(&self) -> Option<Spent> {
        self.wire.spent()
    }
}
