// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

mod check;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::sensitive::Variety;
use crate::canonical::{canonical, sha256_hex};
use crate::counting::NoisePlan;
use crate::{DropReason, PolicyError};

/// What may leave an office of one form version's records, how coarse, and why: a policy in format 2.
///
/// Checked when it is made, unchangeable afterwards, and named by its hash in every release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    rules: PolicyDraft,
    hash: String,
}

/// The content of a [`Policy`], before it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    /// The version of this format.
    pub format: PolicyFormat,
    /// The form version whose answers this is about, by its identifier.
    pub form_version: String,
    /// What the groups are needed for, in one German sentence.
    pub purpose: String,
    /// The legal basis, in German.
    pub legal_basis: String,
    /// Who receives the groups, in German.
    pub recipient: String,
    /// Which way the law leads.
    pub path: LegalPath,
    /// k: the smallest number of different entities of every kind in a group; at least 2.
    pub minimum: u32,
    /// Every field of the form with what happens to it.
    pub fields: Vec<Field>,
    /// How coarse a record may leave, by weeks waited.
    pub patience: Vec<PatienceStep>,
    /// From this many weeks of waiting on, a record leaves at the coarsest levels if it must, and is
    /// only counted if even there it finds no company.
    pub maximum_hold_weeks: u32,
    /// How many records of one person (of one facility, if no person is an entity) about one ISO year
    /// may leave in detail; at least 1. What is beyond leaves at the coarsest levels or in a count.
    pub yearly_cap: u32,
    /// How counts get noise; only on the path of counts. Without it the exact number of records leaves as soon as it
    /// reaches the minimum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noise: Option<NoisePlan>,
}

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyFormat {
    /// Records of persons or facilities by quasi-identifiers.
    #[serde(rename = "deich-policy/2")]
    V2,
}

/// On which way records reach the recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegalPath {
    /// A law names the recipient and the data; they are transmitted as they are, by a protocol of their
    /// own, and never through this ledger.
    StatutoryTransmission,
    /// Anonymised groups leave through this ledger.
    AnonymisedForwarding,
    /// Only the number of records leaves.
    CountsOnly,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The field's name in the form, a short key.
    pub name: String,
    /// What the field is called on the form, in German.
    pub label: String,
    /// What happens to it. A field without a class never leaves, and nothing leaves until it has one.
    pub class: Option<FieldClass>,
    /// Why, in one German sentence for the data protection officer.
    pub reason: String,
}

/// What happens to a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FieldClass {
    /// Names or numbers somebody: never leaves.
    Identifier,
    /// Says whose record it is: stays at the office, different ones are counted.
    Entity {
        /// What it names.
        of: EntityKind,
    },
    /// Known to others: leaves as part of the tuple, between two levels of a hierarchy.
    Quasi {
        /// The name of the hierarchy.
        hierarchy: String,
        /// The finest level that may leave.
        finest: String,
        /// The coarsest level.
        coarsest: String,
    },
    /// When it happened: leaves as part of the tuple, at a level of `week`, `four-weeks`, `quarter`,
    /// `year`, `all`.
    Date {
        /// The finest level that may leave.
        finest: String,
        /// The coarsest level.
        coarsest: String,
    },
    /// What must not be learnt about anybody: how often each value occurs in a group leaves.
    Sensitive {
        /// The hierarchy that lists the values.
        hierarchy: String,
        /// The level at which they leave.
        level: String,
        /// How different they must be in every group.
        variety: Variety,
    },
    /// Neither known to others nor sensitive, as argued in the reason: how often each value occurs in a
    /// group leaves.
    Plain {
        /// The hierarchy that lists the values.
        hierarchy: String,
        /// The level at which they leave.
        level: String,
    },
    /// A whole number: leaves as sum over the group.
    Measure {
        /// The p of the p%-rule, 0 to 100; 0 switches it off.
        dominance_percent: u8,
    },
    /// Never leaves, by its type.
    Dropped {
        /// What it is about the field.
        because: DropReason,
    },
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A person.
    Person,
    /// A facility.
    Facility,
}

/// From how many weeks of waiting on a record may lose how much, mean over the columns of the tuple.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatienceStep {
    /// Weeks between the week of the record and the week of the release.
    pub from_weeks: u32,
    /// The largest loss, in thousandths.
    pub loss_permille: u32,
    /// What waiting for the next release is worth, in thousandths, at most the largest loss: a group that
    /// costs its members more on average does not leave yet.
    pub waiting_permille: u32,
}

/// After how many weeks what cannot leave is only counted, as shipped.
pub const SHIPPED_MAXIMUM_HOLD_WEEKS: u32 = 8;

/// Patience as shipped: bounds of 0.05, 0.12, 0.25, 0.5 and 1 by week of waiting. Waiting is worth seven
/// tenths of the bound, and 0.4 to 0.7 when there is none any more; docs/adr/050-records-of-persons.md
/// says what that was measured to gain.
pub fn shipped_patience() -> Vec<PatienceStep> {
    [
        (0, 50, 35),
        (1, 120, 84),
        (2, 250, 175),
        (3, 500, 350),
        (4, 1000, 400),
        (5, 1000, 500),
        (6, 1000, 600),
        (7, 1000, 700),
    ]
    .into_iter()
    .map(
        |(from_weeks, loss_permille, waiting_permille)| PatienceStep {
            from_weeks,
            loss_permille,
            waiting_permille,
        },
    )
    .collect()
}

impl Policy {
    /// Checks a draft.
    pub fn new(draft: PolicyDraft) -> Result<Self, PolicyError> {
        check::check(&draft)?;
        let hash = sha256_hex(canonical(&draft).as_bytes());
        Ok(Self { rules: draft, hash })
    }

    /// Reads what [`Self::to_json`] wrote.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        let draft = serde_json::from_str(text)
            .map_err(|error| PolicyError::NotAPolicy(error.to_string()))?;
        Self::new(draft)
    }

    /// The canonical JSON: equal policies have equal bytes.
    pub fn to_json(&self) -> String {
        canonical(&self.rules)
    }

    /// SHA-256 of the canonical JSON, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What the policy says.
    pub fn rules(&self) -> &PolicyDraft {
        &self.rules
    }

    /// The kinds of entities, in the order in which a record names them.
    pub fn entities(&self) -> impl Iterator<Item = EntityKind> {
        self.classes().filter_map(|(_, class)| match class {
            FieldClass::Entity { of } => Some(*of),
            _ => None,
        })
    }

    /// The fields with a hierarchy, and its name, in the order in which a record gives its values.
    pub fn coded(&self) -> impl Iterator<Item = (&str, &str)> {
        self.classes().filter_map(|(name, class)| match class {
            FieldClass::Quasi { hierarchy, .. }
            | FieldClass::Sensitive { hierarchy, .. }
            | FieldClass::Plain { hierarchy, .. } => Some((name, hierarchy.as_str())),
            _ => None,
        })
    }

    /// The fields that are summed, in the order in which a record gives its figures.
    pub fn measures(&self) -> impl Iterator<Item = &str> {
        self.classes().filter_map(|(name, class)| match class {
            FieldClass::Measure { .. } => Some(name),
            _ => None,
        })
    }

    /// The fields that have no class: those of the policy, and those of the form that the policy does not
    /// list. As long as there is one, nothing may leave; collecting goes on.
    pub fn unclassified<'a>(
        &'a self,
        form: impl IntoIterator<Item = &'a str>,
    ) -> BTreeSet<&'a str> {
        let own = self.rules.fields.iter();
        let listed: BTreeSet<&str> = own.clone().map(|field| field.name.as_str()).collect();
        own.filter(|field| field.class.is_none())
            .map(|field| field.name.as_str())
            .chain(form.into_iter().filter(|name| !listed.contains(name)))
            .collect()
    }

    /// Every field that has a class.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (&str, &FieldClass)> {
        self.rules
            .fields
            .iter()
            .filter_map(|field| Some((field.name.as_str(), field.class.as_ref()?)))
    }

    /// The step of patience after so many weeks.
    pub(crate) fn step_after(&self, weeks: u32) -> PatienceStep {
        let steps = self.rules.patience.iter();
        let step = steps.take_while(|step| step.from_weeks <= weeks).last();
        if weeks >= self.rules.maximum_hold_weeks {
            return PatienceStep {
                from_weeks: self.rules.maximum_hold_weeks,
                loss_permille: 1000,
                waiting_permille: 1000,
            };
        }
        *step.expect("patience begins with week 0")
    }
}
