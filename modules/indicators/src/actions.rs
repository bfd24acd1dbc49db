// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The actions that the indicators declare. Who may do them says `policies.cedar`.

use kernel::Action;

/// Reading published figures.
pub const FIGURE_READ: Action = Action("figure.read");

/// All actions of this module.
pub const ALL: &[Action] = &[FIGURE_READ];
