// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The actions that the indicators declare. Who may do them says `policies.cedar`.

use kernel::Action;

/// Reading published figures.
pub const FIGURE_READ: Action = Action("figure.read");

/// Reading data that is not published.
pub const SET_READ: Action = Action("set.read");
/// Reading data in, taking it over, saying who sees it.
pub const SET_IMPORT: Action = Action("set.import");

/// Writing drafts of what stands beside figures.
pub const TEXT_WRITE: Action = Action("text.write");
/// Publishing what somebody else has written.
pub const TEXT_PUBLISH: Action = Action("text.publish");

/// All actions of this module.
pub const ALL: &[Action] = &[FIGURE_READ, SET_READ, SET_IMPORT, TEXT_WRITE, TEXT_PUBLISH];
