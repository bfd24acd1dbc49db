// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be done with collections and reports. `policies.cedar` says who may.

use kernel::Action;

/// See collections, their periods and participants; at an office: its own part of them.
pub const COLLECTION_READ: Action = Action("collection.read");
/// Open a collection, change its participants, close it.
pub const COLLECTION_MANAGE: Action = Action("collection.manage");
/// See how many reports have come in, never what they say.
pub const COMPLETENESS_READ: Action = Action("completeness.read");
/// Let an institution join a collection by its link.
pub const COLLECTION_JOIN: Action = Action("collection.join");
/// Fill in, send, correct and withdraw an institution's reports.
pub const REPORT_FILL: Action = Action("report.fill");
/// Fill in and send a report for an institution of the own office, for example by telephone.
pub const REPORT_ON_BEHALF: Action = Action("report.fill-on-behalf");
/// Upload, send or throw away a table with many reports: the name under which that is recorded. Who may
/// fill reports in may do it.
pub const REPORTS_UPLOAD: Action = Action("reports.upload");
/// Make and end keys with which programs report for an institution.
pub const REPORT_KEYS: Action = Action("report.keys");
/// Approve a period of the own office, take that back, open a locked period again.
pub const PERIOD_APPROVE: Action = Action("period.approve");
/// Accept the periods that offices have approved, by their figures.
pub const PERIOD_ACCEPT: Action = Action("period.accept");
/// Open a report with its answers and its history.
pub const SUBMISSION_OPEN: Action = Action("submission.open");
/// Have the answers of many reports as a file: the name under which that is recorded. Who may open
/// the reports may do it.
pub const ANSWERS_EXPORT: Action = Action("answers.export");
/// Look at the answers of many reports at once, as figures or a list: the name under which that is
/// recorded. Who may open the reports may do it.
pub const ANSWERS_EVALUATE: Action = Action("answers.evaluate");
/// See what rules have found at an office, not what its reports say.
pub const ALERT_READ: Action = Action("alert.read");
/// Make rules at an office, and say what becomes of what they find.
pub const ALERT_MANAGE: Action = Action("alert.manage");
/// Accept a report or return it with a comment.
pub const SUBMISSION_REVIEW: Action = Action("submission.review");
/// Restrict a report, or lift that: the name under which that is recorded. Who works on the request of the
/// person concerned does it.
pub const REPORT_RESTRICT: Action = Action("report.restrict");
/// Delete a report: the name under which that is recorded.
pub const REPORT_DELETE: Action = Action("report.delete");
/// Remind institutions whose reports are late.
pub const REMINDER_SEND: Action = Action("reminder.send");
/// Read what has left an office and its one-page report.
pub const RELEASE_READ: Action = Action("release.read");
/// Start an office's release before its weekly time.
pub const RELEASE_RUN: Action = Action("release.run");
/// Read the state's data set of anonymised groups.
pub const DATASET_READ: Action = Action("dataset.read");
/// Take a release over at the state; only the product itself does.
pub const RELEASE_ARRIVE: Action = Action("release.arrive");
/// See release policies, their figures and their reports.
pub const POLICY_READ: Action = Action("policy.read");
/// Write a release policy and submit it.
pub const POLICY_WRITE: Action = Action("policy.write");
/// Sign a release policy or send it back; never one's own.
pub const POLICY_SIGN: Action = Action("policy.sign");

/// All actions of the module.
pub const ALL: &[Action] = &[
    COLLECTION_READ,
    COLLECTION_MANAGE,
    COMPLETENESS_READ,
    COLLECTION_JOIN,
    REPORT_FILL,
    REPORT_ON_BEHALF,
    REPORT_KEYS,
    PERIOD_APPROVE,
    PERIOD_ACCEPT,
    SUBMISSION_OPEN,
    ALERT_READ,
    ALERT_MANAGE,
    SUBMISSION_REVIEW,
    REMINDER_SEND,
    RELEASE_READ,
    RELEASE_RUN,
    DATASET_READ,
    POLICY_READ,
    POLICY_WRITE,
    POLICY_SIGN,
];
