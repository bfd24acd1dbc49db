// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The actions that the module declares. Who may do them says `policies.cedar`.

use kernel::Action;

/// See signals and why they are there.
pub const SIGNAL_READ: Action = Action("signal.read");
/// Say what a signal is, comment on it, hand it over.
pub const SIGNAL_ASSESS: Action = Action("signal.assess");
/// Say what is watched and how, and let it be looked at now.
pub const SIGNAL_CONFIGURE: Action = Action("signal.configure");

/// All actions of this module.
pub const ALL: &[Action] = &[SIGNAL_READ, SIGNAL_ASSESS, SIGNAL_CONFIGURE];
