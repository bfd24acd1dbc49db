// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done with events and endpoints. `policies.cedar` says who may.

use kernel::Action;

/// Read the events of an organisation, as far as the things that they are about may be seen.
pub const EVENT_READ: Action = Action("event.read");
/// See the endpoints of an organisation and what was delivered to them.
pub const WEBHOOK_READ: Action = Action("webhook.read");
/// Make endpoints, change and end them, give them new secrets.
pub const WEBHOOK_MANAGE: Action = Action("webhook.manage");

/// All of them.
pub const ALL: &[Action] = &[EVENT_READ, WEBHOOK_READ, WEBHOOK_MANAGE];
