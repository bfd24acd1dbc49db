// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt::Write as _;

use kernel::{Action, Role};

/// The attribute of a person that holds the organisations in which she has `role`.
pub(crate) fn role_attribute(role: Role) -> &'static str {
    match role {
        Role::StateAdministrator => "stateAdministratorAt",
        Role::FormAuthor => "formAuthorAt",
        Role::Analyst => "analystAt",
        Role::DataProtectionOfficer => "dataProtectionOfficerAt",
        Role::OfficeAdministrator => "officeAdministratorAt",
        Role::CaseWorker => "caseWorkerAt",
        Role::InstitutionManager => "institutionManagerAt",
        Role::InstitutionReporter => "institutionReporterAt",
        Role::Own => "ownRoleAt",
    }
}

/// The roles as shipped and the one that stands for all that organisations made themselves.
pub(crate) fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().chain([Role::Own])
}

/// The Cedar schema for these actions, in Cedar's own notation.
pub(crate) fn cedar_schema(actions: &[Action]) -> String {
    let mut text =
        String::from("entity Organisation;\nentity Visitor;\nentity System;\nentity Person {\n");
    for role in roles() {
        let _ = writeln!(text, "  {}: Set<Organisation>,", role_attribute(role));
    }
    text.push_str("  grants: Set<{ action: String, at: Organisation, reach: String }>,\n  secondFactor: Bool,\n  needsSecondFactor: Bool,\n};\n");
    text.push_str(
        "entity Thing {\n  state?: Organisation,\n  office?: Organisation,\n  institution?: Organisation,\n  person?: Person,\n};\n",
    );
    for action in actions {
        let _ = writeln!(
            text,
            "action \"{action}\" appliesTo {{ principal: [Person, Visitor, System], resource: [Thing], context: {{ action: String }} }};"
        );
    }
    text
}
