// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::Timestamp;
use kernel::Chance;
use uuid::Uuid;

use super::backoff;

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is tried again.
    Waiting,
    /// The receiver has taken it.
    Delivered,
    /// It is not tried any more.
    GivenUp,
}

impl DeliveryState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Delivered, Self::GivenUp];

    /// The name in the database and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::GivenUp => "given-up",
        }
    }

    /// The state with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// The kind of its badge.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Waiting => "info",
            Self::Delivered => "success",
            Self::GivenUp => "danger",
        }
    }
}

/// An event on its way to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Which.
    pub id: Uuid,
    /// To which endpoint.
    pub endpoint: Uuid,
    /// The number of the event in the feed; 0 for a trial.
    pub sequence: i64,
    /// The event.
    pub event: Uuid,
    /// Its kind.
    pub kind: String,
    /// How far it is.
    pub state: DeliveryState,
    /// How many attempts there were.
    pub attempts: i64,
    /// How many of them since it was started last.
    pub tries: i64,
    /// When it was started last.
    pub since: Timestamp,
    /// When it may be tried next.
    pub due_at: Timestamp,
    /// The status of the last answer, if there was one.
    pub status: Option<i64>,
    /// The word for why there was none, or why it was given up.
    pub fault: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it came to an end.
    pub ended_at: Option<Timestamp>,
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its number, from 1.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// The status of the answer.
    pub status: Option<i64>,
    /// The word for why there was none.
    pub fault: Option<String>,
    /// How long it took, in milliseconds.
    pub millis: i64,
}

/// What came of an attempt: a status, or the word for why there is none.
pub type Outcome = Result<u16, &'static str>;

/// Where a delivery is after an attempt: delivered, or due again, or given up. `tries` counts that attempt.
pub fn after(
    outcome: &Outcome,
    tries: i64,
    since: Timestamp,
    now: Timestamp,
    chance: &dyn Chance,
) -> (DeliveryState, Timestamp) {
    if matches!(outcome, Ok(200..=299)) {
        return (DeliveryState::Delivered, now);
    }
    match backoff::wait(tries, chance) {
        Some(wait) if now.duration_since(since) < backoff::LAST_TRY => {
            (DeliveryState::Waiting, now + wait)
        }
        _ => (DeliveryState::GivenUp, now),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use kernel::SeededChance;

    use super::*;

    #[test]
    fn only_a_status_of_success_ends_a_delivery_well() {
        let now: Timestamp = "2026-11-18T09:00:00Z".parse().unwrap();
        let chance = SeededChance::new(1);
        for (outcome, expected) in [
            (Ok(200), DeliveryState::Delivered),
            (Ok(204), DeliveryState::Delivered),
            (Ok(302), DeliveryState::Waiting),
            (Ok(400), DeliveryState::Waiting),
            (Ok(503), DeliveryState::Waiting),
            (Err("timeout"), DeliveryState::Waiting),
        ] {
            assert_eq!(
                after(&outcome, 1, now, now, &chance).0,
                expected,
                "{outcome:?}"
            );
        }
        assert_eq!(
            after(&Ok(503), 10, now, now, &chance).0,
            DeliveryState::GivenUp
        );
        let late = now + SignedDuration::from_hours(100);
        assert_eq!(
            after(&Ok(503), 2, now, late, &chance).0,
            DeliveryState::GivenUp
        );
    }

    #[test]
    fn a_state_has_one_name() {
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::named(state.name()), Some(state));
        }
        assert_eq!(DeliveryState::named("x"), None);
    }
}
