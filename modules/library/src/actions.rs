// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done with forms. `policies.cedar` says who may.

use kernel::Action;

/// Seeing forms; at an office the published ones, at the state the drafts as well.
pub const FORM_READ: Action = Action("form.read");
/// Creating forms, replacing drafts, giving privacy classes.
pub const FORM_EDIT: Action = Action("form.edit");
/// Publishing a version.
pub const FORM_PUBLISH: Action = Action("form.publish");

/// All actions of the library.
pub const ALL: &[Action] = &[FORM_READ, FORM_EDIT, FORM_PUBLISH];
