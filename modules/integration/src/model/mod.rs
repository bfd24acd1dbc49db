// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Events, endpoints and deliveries: types and decisions.

mod backoff;
mod delivery;
mod endpoint;
mod event;

pub use backoff::{LAST_TRY, rest, wait};
pub use delivery::{Attempt, Delivery, DeliveryState, Outcome, after};
pub use endpoint::{Endpoint, EndpointState, FAILING_TOO_LONG, OVERLAP, Reason, verdict};
pub use event::{Event, EventType, TRIAL, Told, of_level, type_named};
