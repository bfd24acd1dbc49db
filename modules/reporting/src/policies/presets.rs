// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Settings to begin with. The reason of each stands among the words of the interface.

use anonymity::DropReason;
use anonymity::forwarding::{EntityKind, FieldClass, LegalPath, PolicyDraft, shipped_patience};

use super::fields::PERSON;
use crate::release_policy::INSTITUTION;

kernel::named! {
    /// A kind of data with its own usual settings.
    pub enum Preset {
        /// Children: larger groups, coarser ages.
        Children = "children",
        /// Figures of facilities.
        Facility = "facility",
        /// Notifications about single people.
        SingleCase = "single-case",
        /// Only how many there were.
        CountsOnly = "counts-only",
    }
}

/// Sets what the preset is about and leaves the rest.
pub fn apply(preset: Preset, draft: &mut PolicyDraft) {
    draft.path = LegalPath::AnonymisedForwarding;
    draft.patience = shipped_patience();
    draft.noise = None;
    match preset {
        Preset::Children => {
            draft.minimum = 10;
            draft.yearly_cap = 1;
            count(draft, EntityKind::Person);
            variety(draft, 3);
            finest(draft, "year", "five-years");
        }
        Preset::Facility => {
            draft.minimum = 3;
            draft.yearly_cap = 60;
            count(draft, EntityKind::Facility);
            finest(draft, "municipality", "district");
        }
        Preset::SingleCase => {
            draft.minimum = 5;
            draft.yearly_cap = 2;
            count(draft, EntityKind::Person);
            variety(draft, 2);
        }
        Preset::CountsOnly => {
            draft.path = LegalPath::CountsOnly;
            for field in &mut draft.fields {
                let leaves = matches!(
                    field.class,
                    Some(
                        FieldClass::Quasi { .. }
                            | FieldClass::Sensitive { .. }
                            | FieldClass::Plain { .. }
                            | FieldClass::Measure { .. }
                    ) | None
                );
                if leaves {
                    field.class = Some(FieldClass::Dropped {
                        because: DropReason::NotNeeded,
                    });
                    "Weitergegeben wird nur, wie viele Meldungen es gab."
                        .clone_into(&mut field.reason);
                }
            }
        }
    }
}

/// Counts only entities of this kind: the person or the institution of the report.
fn count(draft: &mut PolicyDraft, kind: EntityKind) {
    for field in &mut draft.fields {
        let own = match field.name.as_str() {
            PERSON => EntityKind::Person,
            INSTITUTION => EntityKind::Facility,
            _ => continue,
        };
        field.class = Some(if own == kind {
            FieldClass::Entity { of: kind }
        } else {
            FieldClass::Identifier
        });
    }
}

fn variety(draft: &mut PolicyDraft, least: u32) {
    for field in &mut draft.fields {
        if let Some(FieldClass::Sensitive { variety, .. }) = &mut field.class {
            variety.distinct = variety.distinct.max(least);
        }
    }
}

/// Makes fields whose finest level is `from` begin at `to`.
fn finest(draft: &mut PolicyDraft, from: &str, to: &str) {
    for field in &mut draft.fields {
        if let Some(FieldClass::Quasi { finest, .. }) = &mut field.class
            && finest == from
        {
            to.clone_into(finest);
        }
    }
}
