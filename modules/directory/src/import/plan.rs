// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a table would change, row by row.

mod tree;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::{Ags, OrganisationId, Resource};
use sha2::{Digest, Sha256};

use self::tree::Tree;
use super::cells;
use super::table::{Column, Table};
use crate::model::{District, Organisation, OrganisationKind};

/// What is there already.
#[derive(Debug, Clone)]
pub(crate) struct Existing {
    /// The state agency.
    pub(crate) state: OrganisationId,
    /// All offices.
    pub(crate) offices: Vec<Organisation>,
    /// All institutions of the offices that the person may change.
    pub(crate) institutions: Vec<Organisation>,
    /// All districts with the office that is responsible.
    pub(crate) districts: Vec<District>,
    /// The keys of all municipalities.
    pub(crate) municipalities: BTreeSet<Ags>,
    /// The day of the import: the first day of what is new and names none.
    pub(crate) today: Date,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// More cells than headings.
    TooLong,
    /// Neither office nor institution.
    Kind,
    /// No name of 2 to 200 characters.
    Name,
    /// A text that is too long or holds control characters.
    Text,
    /// No kind of institution.
    InstitutionKind,
    /// Not five digits.
    Postcode,
    /// No official key, or one that is not known at this level.
    Ags,
    /// No e-mail address.
    Email,
    /// No telephone number.
    Phone,
    /// No day.
    Date,
    /// The last day lies before the first.
    Order,
    /// The office is not named, and there is more than one to choose from.
    OfficeMissing,
    /// There is no such office.
    OfficeUnknown,
    /// The person may not change this office or its institutions.
    NotAllowed,
    /// The same organisation stands in this earlier line.
    Twice(u64),
    /// Several organisations fit: only a number tells them apart.
    Ambiguous,
}

impl Fault {
    /// The name in message keys.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Text => "text",
            Self::InstitutionKind => "institution-kind",
            Self::Postcode => "postcode",
            Self::Ags => "ags",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Date => "date",
            Self::Order => "order",
            Self::OfficeMissing => "office-missing",
            Self::OfficeUnknown => "office-unknown",
            Self::NotAllowed => "not-allowed",
            Self::Twice(_) => "twice",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// The line that the fault speaks of; 0 if none.
    pub(crate) fn line(&self) -> u64 {
        match self {
            Self::Twice(line) => *line,
            _ => 0,
        }
    }
}

/// A fault and the cell in which it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Problem {
    /// The column, if it is one cell.
    pub(crate) column: Option<Column>,
    /// What is wrong.
    pub(crate) fault: Fault,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Outcome {
    /// Something new.
    New,
    /// These columns of something known change.
    Changed(Vec<Column>),
    /// All is as it was.
    Unchanged,
    /// The row cannot be taken over.
    Refused(Vec<Problem>),
}

impl Outcome {
    /// The name in message keys and filters.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed(_) => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused(_) => "refused",
        }
    }
}

/// A row with what becomes of it.
#[derive(Debug, Clone)]
pub(crate) struct PlannedRow {
    /// The line of the file.
    pub(crate) line: u64,
    /// The name as it stands there.
    pub(crate) name: String,
    /// What becomes of it.
    pub(crate) outcome: Outcome,
    /// What is to be written; none for a refused row.
    pub(crate) organisation: Option<Organisation>,
}

/// What a table would change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// All rows in the order of the file.
    pub(crate) rows: Vec<PlannedRow>,
}

impl Plan {
    /// How many rows have the outcome with this name.
    pub(crate) fn count(&self, outcome: &str) -> usize {
        self.rows
            .iter()
            .filter(|row| row.outcome.name() == outcome)
            .count()
    }

    /// Whether all of it can be taken over and there is something to take over.
    pub(crate) fn is_ready(&self) -> bool {
        self.count("refused") == 0 && self.count("new") + self.count("changed") > 0
    }

    /// A short text that differs when the plan differs. Identifiers of new organisations do not count.
    pub(crate) fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for row in &self.rows {
            hash.update(format!("{}\n{:?}\n", row.line, row.outcome));
            if let (Outcome::Changed(_), Some(organisation)) = (&row.outcome, &row.organisation) {
                hash.update(format!("{organisation:?}\n"));
            }
        }
        hex::encode(&hash.finalize()[..16])
    }
}

/// Plans what `table` changes. `may` says whether the person may change what lies there; `new_id`
/// gives identifiers for what is new.
pub(crate) fn plan(
    table: &Table,
    existing: &Existing,
    may: &dyn Fn(&Resource) -> bool,
    new_id: &mut dyn FnMut() -> OrganisationId,
) -> Plan {
    let mut tree = Tree::new(existing, may);
    let mut planned: BTreeMap<usize, PlannedRow> = BTreeMap::new();
    // Offices first, so that institutions may stand above the office they belong to.
    for level in [OrganisationKind::Office, OrganisationKind::Institution] {
        for (place, row) in table.rows.iter().enumerate() {
            if planned.contains_key(&place) {
                continue;
            }
            let mut problems = Vec::new();
            let cells = cells::read(row, &mut problems);
            if cells.kind.is_some_and(|kind| kind != level) {
                continue;
            }
            planned.insert(place, tree.plan_row(row, &cells, problems, new_id));
        }
    }
    Plan {
        rows: planned.into_values().collect(),
    }
}

#[cfg(test)]
mod tests;
