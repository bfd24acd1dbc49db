// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Release policies as things of their own: written at the state, signed by its data protection officer.

use anonymity::PolicyError;
use anonymity::forwarding::{Figures, Policy, PolicyDraft};
use jiff::Timestamp;
use kernel::{FormVersionId, OrganisationId, PersonId};
use uuid::Uuid;

kernel::named! {
    /// How far a policy is.
    pub enum PolicyStatus {
        /// Somebody writes it.
        Draft = "draft",
        /// It waits for the data protection officer.
        Submitted = "submitted",
        /// The data protection officer has sent it back with a reason.
        Returned = "returned",
        /// It holds for collections that begin with it.
        Signed = "signed",
        /// A later policy of the same form version was signed; what began with this one goes on.
        Replaced = "replaced",
    }
}

impl PolicyStatus {
    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Draft | Self::Replaced => "neutral",
            Self::Submitted => "info",
            Self::Returned => "warning",
            Self::Signed => "success",
        }
    }

    /// Whether it may still be written.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether somebody has signed it.
    pub fn was_signed(self) -> bool {
        matches!(self, Self::Signed | Self::Replaced)
    }
}

/// Who did a step, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
}

/// A policy as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPolicy {
    /// Which.
    pub id: Uuid,
    /// The state whose policy it is.
    pub state: OrganisationId,
    /// The form version that it is about.
    pub form_version: FormVersionId,
    /// Its number among the policies of the form version, from 1.
    pub number: i64,
    /// The policy that it changes, if it changes one.
    pub based_on: Option<Uuid>,
    /// How far it is.
    pub status: PolicyStatus,
    /// What it says.
    pub content: PolicyDraft,
    /// The hash of what was submitted; none while it is written for the first time.
    pub hash: Option<String>,
    /// What it comes to on invented records, computed when it was submitted; none if nothing leaves by it.
    pub figures: Option<Figures>,
    /// The version of the software that computed them.
    pub software: String,
    /// The number of its saving, from 1.
    pub version: i64,
    /// Who wrote last.
    pub written: Step,
    /// Who submitted it.
    pub submitted: Option<Step>,
    /// Who signed it or sent it back.
    pub decided: Option<Step>,
    /// Why it was sent back or signed; may be empty.
    pub reason: String,
}

/// Why somebody may not decide about a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecisionRefusal {
    /// It was not submitted, or is decided.
    #[error("the policy does not wait for a decision")]
    NotWaiting,
    /// Who wrote or submitted it does not decide about it.
    #[error("whoever wrote or submitted a policy does not decide about it")]
    OwnWork,
}

impl KeptPolicy {
    /// Whether `person` may sign it or send it back, if her role lets her: four eyes.
    pub fn decidable_by(
        &self,
        person: PersonId,
        writers: &[PersonId],
    ) -> Result<(), DecisionRefusal> {
        if self.status != PolicyStatus::Submitted {
            return Err(DecisionRefusal::NotWaiting);
        }
        let submitted = self.submitted.is_some_and(|step| step.by == person);
        if submitted || self.written.by == person || writers.contains(&person) {
            return Err(DecisionRefusal::OwnWork);
        }
        Ok(())
    }

    /// The policy as it would be signed, or what it lacks.
    pub fn policy(&self) -> Result<Policy, PolicyError> {
        Policy::new(self.content.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anonymity::forwarding::{LegalPath, PolicyFormat};
    use kernel::Id;

    fn person(number: u128) -> PersonId {
        Id::from_uuid(Uuid::from_u128(number))
    }

    fn kept(status: PolicyStatus) -> KeptPolicy {
        let step = |number| Step {
            at: Timestamp::UNIX_EPOCH,
            by: person(number),
        };
        KeptPolicy {
            id: Uuid::from_u128(1),
            state: Id::from_uuid(Uuid::from_u128(2)),
            form_version: Id::from_uuid(Uuid::from_u128(3)),
            number: 1,
            based_on: None,
            status,
            content: PolicyDraft {
                format: PolicyFormat::V2,
                form_version: "form".to_owned(),
                purpose: String::new(),
                legal_basis: String::new(),
                recipient: String::new(),
                path: LegalPath::AnonymisedForwarding,
                minimum: 5,
                fields: Vec::new(),
                patience: Vec::new(),
                maximum_hold_weeks: 8,
                yearly_cap: 1,
                noise: None,
            },
            hash: None,
            figures: None,
            software: String::new(),
            version: 1,
            written: step(10),
            submitted: Some(step(11)),
            decided: None,
            reason: String::new(),
        }
    }

    #[test]
    fn four_eyes_decide_about_a_policy() {
        let policy = kept(PolicyStatus::Submitted);
        for own in [10, 11, 12] {
            assert_eq!(
                policy.decidable_by(person(own), &[person(12)]),
                Err(DecisionRefusal::OwnWork),
                "person {own}"
            );
        }
        assert_eq!(policy.decidable_by(person(13), &[person(12)]), Ok(()));
    }

    #[test]
    fn only_what_was_submitted_is_decided() {
        for status in PolicyStatus::ALL {
            let decided = kept(*status).decidable_by(person(13), &[]);
            assert_eq!(decided.is_ok(), *status == PolicyStatus::Submitted);
        }
    }
}
