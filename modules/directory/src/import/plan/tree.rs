// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The organisations as they will be while a table is read row by row: whom a row means, and what it
//! makes of them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Ags, OrganisationId, Resource};

use super::{Existing, Fault, Outcome, PlannedRow, Problem};
use crate::import::cells::Cells;
use crate::import::folded;
use crate::import::table::{Column, TableRow};
use crate::model::{Address, Organisation, OrganisationKind};

pub(super) struct Tree<'e> {
    existing: &'e Existing,
    may: &'e dyn Fn(&Resource) -> bool,
    offices: Vec<Organisation>,
    /// Institutions by their office and what they are recognised by.
    institutions: BTreeMap<OrganisationId, Vec<Organisation>>,
    /// In which line an organisation was written.
    lines: BTreeMap<OrganisationId, u64>,
}

impl<'e> Tree<'e> {
    pub(super) fn new(existing: &'e Existing, may: &'e dyn Fn(&Resource) -> bool) -> Self {
        let mut institutions: BTreeMap<OrganisationId, Vec<Organisation>> = BTreeMap::new();
        for institution in &existing.institutions {
            if let Some(parent) = institution.parent {
                institutions
                    .entry(parent)
                    .or_default()
                    .push(institution.clone());
            }
        }
        Self {
            existing,
            may,
            offices: existing.offices.clone(),
            institutions,
            lines: BTreeMap::new(),
        }
    }

    pub(super) fn plan_row(
        &mut self,
        row: &TableRow,
        cells: &Cells,
        mut problems: Vec<Problem>,
        new_id: &mut dyn FnMut() -> OrganisationId,
    ) -> PlannedRow {
        let known = self.known(row, cells, &mut problems);
        let merged = known.and_then(|(parent, known)| {
            let before = known.clone();
            let after = self.merged(parent, known, cells, &mut problems, new_id)?;
            Some((before, after))
        });
        let name = row.cell(Column::Name).chars().take(200).collect();
        let line = row.line;
        match merged {
            Some((before, after)) if problems.is_empty() => {
                self.lines.insert(after.id, line);
                self.remember(&after);
                PlannedRow {
                    line,
                    name,
                    outcome: match before {
                        None => Outcome::New,
                        Some(before) if before == after => Outcome::Unchanged,
                        Some(before) => Outcome::Changed(differences(&before, &after)),
                    },
                    organisation: Some(after),
                }
            }
            _ => PlannedRow {
                line,
                name,
                outcome: Outcome::Refused(problems),
                organisation: None,
            },
        }
    }

    /// The parent of the row's organisation, and the organisation if it is there already.
    fn known(
        &self,
        row: &TableRow,
        cells: &Cells,
        problems: &mut Vec<Problem>,
    ) -> Option<(OrganisationId, Option<Organisation>)> {
        let mut add = |column, fault| {
            problems.push(Problem {
                column: Some(column),
                fault,
            });
        };
        let (parent, siblings) = match cells.kind? {
            OrganisationKind::State => return None,
            OrganisationKind::Office => (self.existing.state, self.offices.as_slice()),
            OrganisationKind::Institution => match self.office(row.cell(Column::Office)) {
                Ok(office) => {
                    let below = self.institutions.get(&office);
                    (office, below.map_or(&[][..], Vec::as_slice))
                }
                Err(fault) => {
                    add(Column::Office, fault);
                    return None;
                }
            },
        };
        let name = cells.name.as_deref()?;
        let found: Vec<&Organisation> = recognised(siblings, name, cells);
        let known = match found.as_slice() {
            [] => None,
            [one] => Some((*one).clone()),
            _ => {
                add(Column::Name, Fault::Ambiguous);
                return None;
            }
        };
        if let Some(line) = known.as_ref().and_then(|known| self.lines.get(&known.id)) {
            add(Column::Name, Fault::Twice(*line));
            return None;
        }
        let place = match cells.kind? {
            OrganisationKind::Institution => {
                Resource::of_institution(self.existing.state, parent, parent)
            }
            _ => match &known {
                Some(office) => Resource::of_office(self.existing.state, office.id),
                // Adding an office is a right over the state.
                None => Resource::of_state(self.existing.state),
            },
        };
        if !(self.may)(&place) {
            add(Column::Kind, Fault::NotAllowed);
            return None;
        }
        Some((parent, known))
    }

    /// The office that a cell names: by name, by key or number, or by its district.
    fn office(&self, text: &str) -> Result<OrganisationId, Fault> {
        let state = self.existing.state;
        let allowed =
            |office: OrganisationId| (self.may)(&Resource::of_institution(state, office, office));
        if text.is_empty() {
            let mut own = self.offices.iter().filter(|office| allowed(office.id));
            return match (own.next(), own.next()) {
                (Some(office), None) => Ok(office.id),
                _ => Err(Fault::OfficeMissing),
            };
        }
        let wish = folded(text);
        let mut found: BTreeSet<OrganisationId> = self
            .offices
            .iter()
            .filter(|office| {
                folded(&office.name) == wish
                    || office.reference.as_deref() == Some(text)
                    || office.ags.as_ref().is_some_and(|ags| ags.as_str() == text)
            })
            .map(|office| office.id)
            .collect();
        if found.is_empty() {
            found = self
                .existing
                .districts
                .iter()
                .filter(|district| {
                    district.ags.as_str() == text
                        || folded(&district.name) == wish
                        || folded(&format!("{} {}", district.kind, district.name)) == wish
                })
                .filter_map(|district| district.office)
                .collect();
        }
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (None, _) => Err(Fault::OfficeUnknown),
            (Some(_), Some(_)) => Err(Fault::Ambiguous),
            (Some(office), None) if allowed(office) => Ok(office),
            (Some(_), None) => Err(Fault::NotAllowed),
        }
    }

    /// The organisation as the row wants it. Cells that say nothing leave what is there.
    fn merged(
        &self,
        parent: OrganisationId,
        known: Option<Organisation>,
        cells: &Cells,
        problems: &mut Vec<Problem>,
        new_id: &mut dyn FnMut() -> OrganisationId,
    ) -> Option<Organisation> {
        let kind = cells.kind?;
        let mut wanted = known.unwrap_or_else(|| Organisation {
            id: new_id(),
            kind,
            parent: Some(parent),
            name: String::new(),
            institution_kind: None,
            reference: None,
            address: Address::default(),
            ags: None,
            email: None,
            phone: None,
            valid_from: self.existing.today,
            valid_to: None,
        });
        wanted.name.clone_from(cells.name.as_ref()?);
        if kind == OrganisationKind::Institution {
            wanted.institution_kind = cells.institution_kind.or(wanted.institution_kind);
        }
        let take = |text: &Option<String>, into: &mut String| {
            if let Some(text) = text {
                into.clone_from(text);
            }
        };
        take(&cells.street, &mut wanted.address.street);
        take(&cells.postcode, &mut wanted.address.postcode);
        take(&cells.town, &mut wanted.address.town);
        wanted.ags = cells.ags.clone().or(wanted.ags);
        wanted.email = cells.email.clone().or(wanted.email);
        wanted.phone = cells.phone.clone().or(wanted.phone);
        wanted.valid_from = cells.valid_from.unwrap_or(wanted.valid_from);
        wanted.valid_to = cells.valid_to.or(wanted.valid_to);
        wanted.reference = cells.reference.clone().or(wanted.reference);
        let named = problems
            .iter()
            .any(|problem| problem.column == Some(Column::InstitutionKind));
        let mut add = |column, fault| {
            problems.push(Problem {
                column: Some(column),
                fault,
            });
        };
        let unknown = kind == OrganisationKind::Institution && wanted.institution_kind.is_none();
        if unknown && !named {
            add(Column::InstitutionKind, Fault::InstitutionKind);
        }
        if cells.ags.as_ref().is_some_and(|ags| !self.knows(ags, kind)) {
            add(Column::Ags, Fault::Ags);
        }
        if wanted.valid_to.is_some_and(|last| last < wanted.valid_from) {
            add(Column::ValidTo, Fault::Order);
        }
        Some(wanted)
    }

    fn knows(&self, ags: &Ags, kind: OrganisationKind) -> bool {
        if kind == OrganisationKind::Institution {
            self.existing.municipalities.contains(ags)
        } else {
            self.existing
                .districts
                .iter()
                .any(|district| district.ags == *ags)
        }
    }

    /// Lets later rows find the organisation, as it is going to be.
    fn remember(&mut self, organisation: &Organisation) {
        let siblings = match (organisation.kind, organisation.parent) {
            (OrganisationKind::Institution, Some(office)) => {
                self.institutions.entry(office).or_default()
            }
            _ => &mut self.offices,
        };
        siblings.retain(|known| known.id != organisation.id);
        siblings.push(organisation.clone());
    }
}

/// Whom a row means: whoever has its number, else whoever has its key (offices) or its name and
/// town and no other number.
fn recognised<'o>(
    siblings: &'o [Organisation],
    name: &str,
    cells: &Cells,
) -> Vec<&'o Organisation> {
    if let Some(reference) = &cells.reference {
        let by_number: Vec<_> = siblings
            .iter()
            .filter(|known| known.reference.as_ref() == Some(reference))
            .collect();
        if !by_number.is_empty() {
            return by_number;
        }
    }
    let name = folded(name);
    let free = |known: &&Organisation| cells.reference.is_none() || known.reference.is_none();
    if cells.kind == Some(OrganisationKind::Office) {
        return siblings
            .iter()
            .filter(|known| match (&known.ags, &cells.ags) {
                (Some(known), Some(wanted)) => known == wanted,
                _ => folded(&known.name) == name,
            })
            .collect();
    }
    let town = cells.town.as_deref().map(folded);
    siblings
        .iter()
        .filter(|known| folded(&known.name) == name)
        .filter(|known| {
            let there = folded(&known.address.town);
            town.as_ref()
                .is_none_or(|town| there.is_empty() || there == *town)
        })
        .filter(free)
        .collect()
}

fn differences(before: &Organisation, after: &Organisation) -> Vec<Column> {
    [
        (Column::Name, before.name != after.name),
        (
            Column::InstitutionKind,
            before.institution_kind != after.institution_kind,
        ),
        (
            Column::Street,
            before.address.street != after.address.street,
        ),
        (
            Column::Postcode,
            before.address.postcode != after.address.postcode,
        ),
        (Column::Town, before.address.town != after.address.town),
        (Column::Ags, before.ags != after.ags),
        (Column::Email, before.email != after.email),
        (Column::Phone, before.phone != after.phone),
        (Column::ValidFrom, before.valid_from != after.valid_from),
        (Column::ValidTo, before.valid_to != after.valid_to),
        (Column::Reference, before.reference != after.reference),
    ]
    .into_iter()
    .filter_map(|(column, differs)| differs.then_some(column))
    .collect()
}
