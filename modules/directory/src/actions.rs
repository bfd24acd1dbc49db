// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The actions that the directory declares. What a role may do with them says `policies.cedar`.

use kernel::{Action, Role};

/// Opening the administration at all.
pub const ADMINISTRATION_OPEN: Action = Action("administration.open");
/// Reading organisations and their contact data.
pub const ORGANISATION_READ: Action = Action("organisation.read");
/// Adding, changing and ending organisations.
pub const ORGANISATION_MANAGE: Action = Action("organisation.manage");
/// Importing organisations from a table.
pub const ORGANISATION_IMPORT: Action = Action("organisation.import");
/// Reading districts, municipalities and who is responsible for them.
pub const TERRITORY_READ: Action = Action("territory.read");
/// Reading the rights concept.
pub const RIGHTS_READ: Action = Action("rights.read");
/// Reading the background jobs.
pub const JOBS_READ: Action = Action("jobs.read");
/// Starting background jobs again or giving them up.
pub const JOBS_MANAGE: Action = Action("jobs.manage");
/// Reading the audit trail and verifying its chain.
pub const AUDIT_READ: Action = Action("audit.read");
/// Reading people's names, addresses and memberships.
pub const PERSON_READ: Action = Action("person.read");
/// Sending somebody a new link, blocking her account, taking her lost second factor away.
pub const PERSON_HELP: Action = Action("person.help");

/// Giving and ending the role of a state administrator.
pub const GRANT_STATE_ADMINISTRATOR: Action = Action("membership.grant-state-administrator");
/// Giving and ending the role of a form author.
pub const GRANT_FORM_AUTHOR: Action = Action("membership.grant-form-author");
/// Giving and ending the role of an analyst.
pub const GRANT_ANALYST: Action = Action("membership.grant-analyst");
/// Giving and ending the role of a data protection officer.
pub const GRANT_DATA_PROTECTION_OFFICER: Action =
    Action("membership.grant-data-protection-officer");
/// Giving and ending the role of an office administrator.
pub const GRANT_OFFICE_ADMINISTRATOR: Action = Action("membership.grant-office-administrator");
/// Giving and ending the role of a case worker.
pub const GRANT_CASE_WORKER: Action = Action("membership.grant-case-worker");
/// Giving and ending the role of an institution's manager.
pub const GRANT_INSTITUTION_MANAGER: Action = Action("membership.grant-institution-manager");
/// Giving and ending the role of an institution's reporter.
pub const GRANT_INSTITUTION_REPORTER: Action = Action("membership.grant-institution-reporter");
/// Giving and ending a role that the organisation made itself.
pub const GRANT_OWN_ROLE: Action = Action("membership.grant-own-role");
/// Putting together roles of an organisation's own, changing and ending them.
pub const ROLE_MANAGE: Action = Action("role.manage");
/// Reading who has which access.
pub const ACCESS_READ: Action = Action("access.read");
/// Confirming that somebody still needs an access.
pub const ACCESS_REVIEW: Action = Action("access.review");
/// Ending a delegation of somebody else's.
pub const DELEGATION_END: Action = Action("delegation.end");

/// All actions of the directory, in the order of the rights concept.
pub const ALL: &[Action] = &[
    ADMINISTRATION_OPEN,
    ORGANISATION_READ,
    ORGANISATION_MANAGE,
    ORGANISATION_IMPORT,
    TERRITORY_READ,
    RIGHTS_READ,
    JOBS_READ,
    JOBS_MANAGE,
    AUDIT_READ,
    PERSON_READ,
    PERSON_HELP,
    GRANT_STATE_ADMINISTRATOR,
    GRANT_FORM_AUTHOR,
    GRANT_ANALYST,
    GRANT_DATA_PROTECTION_OFFICER,
    GRANT_OFFICE_ADMINISTRATOR,
    GRANT_CASE_WORKER,
    GRANT_INSTITUTION_MANAGER,
    GRANT_INSTITUTION_REPORTER,
    GRANT_OWN_ROLE,
    ROLE_MANAGE,
    ACCESS_READ,
    ACCESS_REVIEW,
    DELEGATION_END,
];

/// The action of giving and ending this role.
pub fn grant(role: Role) -> Action {
    match role {
        Role::StateAdministrator => GRANT_STATE_ADMINISTRATOR,
        Role::FormAuthor => GRANT_FORM_AUTHOR,
        Role::Analyst => GRANT_ANALYST,
        Role::DataProtectionOfficer => GRANT_DATA_PROTECTION_OFFICER,
        Role::OfficeAdministrator => GRANT_OFFICE_ADMINISTRATOR,
        Role::CaseWorker => GRANT_CASE_WORKER,
        Role::InstitutionManager => GRANT_INSTITUTION_MANAGER,
        Role::InstitutionReporter => GRANT_INSTITUTION_REPORTER,
        Role::Own => GRANT_OWN_ROLE,
    }
}
