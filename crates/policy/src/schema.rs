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
    }
}

/// The Cedar schema for these actions, in Cedar's own notation.
pub(crate) fn cedar_schema(actions: &[Action]) -> String {
    let mut text =
        String::from("entity Organisation;\nentity Visitor;\nentity System;\nentity Person {\n");
    for role in Role::ALL {
        let _ = writeln!(text, "  {}: Set<Organisation>,", role_attribute(role));
    }
    text.push_str("  secondFactor: Bool,\n  needsSecondFactor: Bool,\n};\n");
    text.push_str(
        "entity Thing {\n  state?: Organisation,\n  office?: Organisation,\n  institution?: Organisation,\n  person?: Person,\n};\n",
    );
    for action in actions {
        let _ = writeln!(
            text,
            "action \"{action}\" appliesTo {{ principal: [Person, Visitor, System], resource: [Thing] }};"
        );
    }
    text
}
