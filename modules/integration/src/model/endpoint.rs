// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::{SignedDuration, Timestamp};
use kernel::OrganisationId;
use uuid::Uuid;

use super::{Event, Outcome};

/// An endpoint that fails for so long is switched off.
pub const FAILING_TOO_LONG: SignedDuration = SignedDuration::from_hours(5 * 24);
/// For how long the former secret signs beside a new one.
pub const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// Whether an endpoint is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointState {
    /// What happens is delivered.
    Active,
    /// What happens waits until somebody lets it go on, for at most [`super::LAST_TRY`].
    Paused,
    /// It was switched off, because the receiver said so or failed for too long. Nothing waits for it.
    Disabled,
}

impl EndpointState {
    /// The name in the database and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Disabled => "disabled",
        }
    }

    /// The state with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Active, Self::Paused, Self::Disabled]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Why an endpoint was switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The receiver answered 410: it is there no more.
    Gone,
    /// It failed for too long.
    Failing,
}

impl Reason {
    /// The name in the database, in messages and in the audit trail.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }
}

/// A program of an organisation that wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub organisation: OrganisationId,
    /// What people call it.
    pub name: String,
    /// Where it listens.
    pub url: String,
    /// The kinds of events that it is told of.
    pub kinds: Vec<String>,
    /// The collections that it is told of; none means all.
    pub collections: Vec<Uuid>,
    /// Whether it is served.
    pub state: EndpointState,
    /// Why it was switched off.
    pub reason: Option<String>,
    /// Until when the former secret signs, too.
    pub former_until: Option<Timestamp>,
    /// How many attempts failed one after another.
    pub failures: i64,
    /// Since when it has failed.
    pub failing_since: Option<Timestamp>,
    /// Until when it is left alone.
    pub resting_until: Option<Timestamp>,
    /// When something was delivered last.
    pub succeeded_at: Option<Timestamp>,
    /// Counts every change by people, so that two of them never overwrite each other.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Endpoint {
    /// Whether it is told of an event: its kind was chosen, and its collection, if it has one.
    pub fn wants(&self, event: &Event) -> bool {
        let collection = event.collection.map(kernel::Id::uuid);
        self.kinds.contains(&event.kind)
            && (self.collections.is_empty()
                || collection.is_none_or(|one| self.collections.contains(&one)))
    }

    /// Under which context a secret is sealed.
    pub fn secret_context(id: Uuid) -> String {
        format!("integration.endpoint:{id}:secret")
    }

    /// The badge: kind and name of its words.
    pub fn badge(&self) -> (&'static str, &'static str) {
        match self.state {
            EndpointState::Active if self.failing_since.is_some() => ("warning", "failing"),
            EndpointState::Active => ("success", "active"),
            EndpointState::Paused => ("neutral", "paused"),
            EndpointState::Disabled => ("danger", "disabled"),
        }
    }
}

/// Whether an endpoint is switched off after an attempt. `failing_since` counts that attempt.
pub fn verdict(
    outcome: &Outcome,
    failing_since: Option<Timestamp>,
    now: Timestamp,
) -> Option<Reason> {
    if *outcome == Ok(410) {
        return Some(Reason::Gone);
    }
    let since = failing_since?;
    (now.duration_since(since) >= FAILING_TOO_LONG).then_some(Reason::Failing)
}

#[cfg(test)]
mod tests {
    use kernel::CollectionId;

    use super::*;

    fn endpoint(kinds: &[&str], collections: &[Uuid]) -> Endpoint {
        let now: Timestamp = "2026-11-18T09:00:00Z".parse().unwrap();
        Endpoint {
            id: Uuid::nil(),
            organisation: OrganisationId::from_uuid(Uuid::nil()),
            name: String::new(),
            url: String::new(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            collections: collections.to_vec(),
            state: EndpointState::Active,
            reason: None,
            former_until: None,
            failures: 0,
            failing_since: None,
            resting_until: None,
            succeeded_at: None,
            version: 1,
            created_at: now,
        }
    }

    fn event(kind: &str, collection: Option<u128>) -> Event {
        Event {
            organisation: OrganisationId::from_uuid(Uuid::nil()),
            sequence: 1,
            id: Uuid::nil(),
            kind: kind.to_owned(),
            subject: String::new(),
            collection: collection.map(|id| CollectionId::from_uuid(Uuid::from_u128(id))),
            institution: None,
            data: serde_json::Map::new(),
            at: "2026-11-18T09:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn an_endpoint_is_told_of_what_was_chosen() {
        let all = endpoint(&["report.sent", "case.closed"], &[]);
        assert!(all.wants(&event("report.sent", Some(1))));
        assert!(!all.wants(&event("report.returned", Some(1))));
        let one = endpoint(&["report.sent", "case.closed"], &[Uuid::from_u128(1)]);
        assert!(one.wants(&event("report.sent", Some(1))));
        assert!(!one.wants(&event("report.sent", Some(2))));
        assert!(one.wants(&event("case.closed", None)), "of no collection");
    }

    #[test]
    fn an_endpoint_is_switched_off_when_it_says_so_or_fails_for_days() {
        let now: Timestamp = "2026-11-18T09:00:00Z".parse().unwrap();
        let before = now - SignedDuration::from_hours(4 * 24);
        let long_before = now - FAILING_TOO_LONG;
        assert_eq!(verdict(&Ok(410), Some(now), now), Some(Reason::Gone));
        assert_eq!(verdict(&Ok(500), Some(before), now), None);
        assert_eq!(
            verdict(&Ok(500), Some(long_before), now),
            Some(Reason::Failing)
        );
        assert_eq!(verdict(&Ok(200), None, now), None);
    }
}
