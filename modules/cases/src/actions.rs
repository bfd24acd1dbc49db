// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done with case files. `policies.cedar` says who may.

use kernel::Action;

/// Open case files and see which there are.
pub const CASE_OPEN: Action = Action("case.open");
/// Work on case files: steps, letters, notes, files, bringing together.
pub const CASE_WORK: Action = Action("case.work");
/// Close case files and open them again.
pub const CASE_CLOSE: Action = Action("case.close");
/// Look for people by name.
pub const CASE_SEARCH: Action = Action("case.search");
/// Configure kinds of case files.
pub const CASE_CONFIGURE: Action = Action("case.configure");
/// Keep a case file after its time.
pub const CASE_RETAIN: Action = Action("case.retain");
/// See what is deleted when, proofs of deletion, and who opened what; never content.
pub const CASE_OVERSEE: Action = Action("case.oversee");
/// See figures about case files.
pub const CASE_COUNT: Action = Action("case.count");
/// Say of a person whom one's institution has notified that it is settled.
pub const CASE_SETTLE: Action = Action("case.settle");
/// Delete a case file after its time; only the product itself does.
pub const CASE_DELETE: Action = Action("case.delete");

/// Restrict a case file, or lift that: the name under which that is recorded. Who works on the request of the
/// person concerned does it.
pub const CASE_RESTRICT: Action = Action("case.restrict");

/// All actions that people can have.
pub const ALL: &[Action] = &[
    CASE_OPEN,
    CASE_WORK,
    CASE_CLOSE,
    CASE_SEARCH,
    CASE_CONFIGURE,
    CASE_RETAIN,
    CASE_OVERSEE,
    CASE_COUNT,
    CASE_SETTLE,
];
