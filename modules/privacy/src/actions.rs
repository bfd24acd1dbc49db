// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done about rights of people concerned and the register. `policies.cedar` says who may.

use kernel::Action;

/// Work on requests: look for somebody, see what was found, give access, write letters, close.
pub const PRIVACY_REQUEST: Action = Action("privacy.request");
/// Restrict what was found, propose its deletion, confirm what somebody else has proposed.
pub const PRIVACY_DECIDE: Action = Action("privacy.decide");
/// Read the register of processing activities.
pub const REGISTER_READ: Action = Action("register.read");
/// Add to the register, keep versions of it.
pub const REGISTER_EDIT: Action = Action("register.edit");
/// Delete a request after its time; only the product itself does.
pub const PRIVACY_DELETE: Action = Action("privacy.delete");

/// All actions that people can have.
pub const ALL: &[Action] = &[
    PRIVACY_REQUEST,
    PRIVACY_DECIDE,
    REGISTER_READ,
    REGISTER_EDIT,
];
