// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done in the module.

use kernel::Action;

/// See projects, their forms and tablets.
pub const PROJECT_READ: Action = Action("fieldwork.read");
/// Make projects, choose their forms, set tablets up.
pub const PROJECT_MANAGE: Action = Action("fieldwork.manage");
/// Open records.
pub const RECORD_OPEN: Action = Action("record.open");
/// Send records with one's own account.
pub const RECORD_SEND: Action = Action("record.send");
/// Decide about records, comment on them, put them right.
pub const RECORD_REVIEW: Action = Action("record.review");
/// Plan inspections: facilities, risk classes, days and people.
pub const INSPECTION_PLAN: Action = Action("inspection.plan");
/// Carry inspections out, open what they found, follow defects up.
pub const INSPECTION_CARRY_OUT: Action = Action("inspection.carry-out");
/// Issue and correct the official records of inspections.
pub const INSPECTION_ISSUE: Action = Action("inspection.issue");

/// Restrict a record, or lift that: the name under which that is recorded. Who works on the request of the
/// person concerned does it.
pub const RECORD_RESTRICT: Action = Action("record.restrict");
/// Delete a record or an entity for good: the name under which that is recorded.
pub const RECORD_DELETE: Action = Action("record.delete");

/// All of them.
pub const ALL: &[Action] = &[
    PROJECT_READ,
    PROJECT_MANAGE,
    RECORD_OPEN,
    RECORD_SEND,
    RECORD_REVIEW,
    INSPECTION_PLAN,
    INSPECTION_CARRY_OUT,
    INSPECTION_ISSUE,
];
