// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done with extracts. `policies.cedar` says who may.

use kernel::Action;

/// See extracts with their figures and reports, and download what may leave.
pub const EXTRACT_READ: Action = Action("extract.read");
/// Upload a table, say what becomes of its columns, calculate, throw away.
pub const EXTRACT_MAKE: Action = Action("extract.make");
/// Sign an extract or send it back.
pub const EXTRACT_SIGN: Action = Action("extract.sign");
/// Delete rows after their time; only the product itself does.
pub const EXTRACT_DELETE: Action = Action("extract.delete");

/// All actions that people can have.
pub const ALL: &[Action] = &[EXTRACT_READ, EXTRACT_MAKE, EXTRACT_SIGN];
