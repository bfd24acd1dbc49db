// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations, territory, people and sign-in; and the lookups of these that all modules use.
//!
//! What belongs here: the tree state > office > institution, the districts and who is responsible
//! for them, people with their memberships, how they prove who they are, and the pages for all that.
//! What does not: what a role may do in another module (its `policies.cedar` says so).

pub mod actions;
mod activities;
mod api;
pub mod demo;
mod identity;
mod import;
mod mails;
mod map;
pub mod model;
mod pages;
mod rights;
mod set_up;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod trail;
mod workplace;

use jiff::civil::time;
use kernel::Lang;
use web::{Audience, Module, NavEntry};

pub use api::programs::who as program;
pub use identity::institution_key::{
    NewInstitutionKey, end as end_institution_key, keys as institution_keys,
    make as make_institution_key,
};
pub use identity::program::{ProgramSession, close_program_session, open_program_session};
pub use identity::session::who;
pub use import::{KnownInstitutions, NameFault, NamedRow, NamesError, named_institutions};
pub use map::{DistrictMap, TOPOLOGY, district_map};
pub use model::{
    Address, Contact, District, Engagement, InstitutionFilter, InstitutionKind, Municipality,
    Organisation, OrganisationKind, Person,
};
pub use set_up::{
    DemoAccounts, RealAccounts, SetUpError, StateSetUp, refuse_demo_accounts, refuse_real_accounts,
    set_up,
};
pub use store::institution_keys::InstitutionKey;
pub use store::memberships::{NewMembership, add_memberships, engagements};
pub use store::organisations::{
    OrganisationSearch, add_organisations, change_organisation, find_state, institutions,
    institutions_of, offices, organisation, organisations, place_of, search, state,
};
pub use store::people::{NewPerson, add_people, people_with, person, person_name};
pub use store::territory::{
    OfficeReference, TERRITORY_SOURCE, districts, districts_of, find_municipalities,
    load_territory, municipalities, municipality, reference_offices, set_office,
};
pub use workplace::{AtOffice, at_office, own_offices, workplaces};

/// The tables of the directory.
pub fn migrations() -> Vec<db::Migration> {
    vec![
        db::Migration {
            module: "directory",
            version: 1,
            name: "directory",
            sql: include_str!("../migrations/0001_directory.sql"),
        },
        db::Migration {
            module: "directory",
            version: 2,
            name: "import previews",
            sql: include_str!("../migrations/0002_import_previews.sql"),
        },
        db::Migration {
            module: "directory",
            version: 3,
            name: "access keys",
            sql: include_str!("../migrations/0003_access_keys.sql"),
        },
        db::Migration {
            module: "directory",
            version: 4,
            name: "own roles, delegations, reviews of access",
            sql: include_str!("../migrations/0004_own_roles.sql"),
        },
        db::Migration {
            module: "directory",
            version: 5,
            name: "passkeys",
            sql: include_str!("../migrations/0005_passkeys.sql"),
        },
        db::Migration {
            module: "directory",
            version: 6,
            name: "identity providers",
            sql: include_str!("../migrations/0006_identity_providers.sql"),
        },
        db::Migration {
            module: "directory",
            version: 7,
            name: "keys of institutions",
            sql: include_str!("../migrations/0007_institution_keys.sql"),
        },
        db::Migration {
            module: "directory",
            version: 8,
            name: "own roles for kinds of institutions",
            sql: include_str!("../migrations/0008_kinds_of_roles.sql"),
        },
        db::Migration {
            module: "directory",
            version: 9,
            name: "old keys of institutions",
            sql: include_str!("../migrations/0009_old_institution_keys.sql"),
        },
    ]
}

/// What the directory brings into the house.
pub fn module() -> Module {
    let mut routes = Vec::new();
    for part in [
        pages::sign_in::routes(),
        pages::second_factor::routes(),
        pages::links::routes(),
        pages::account::routes(),
        pages::access_keys::routes(),
        pages::passkeys::routes(),
        pages::passkey_sign_in::routes(),
        pages::provider_sign_in::routes(),
        pages::administration::routes(),
        pages::people::routes(),
        pages::person_help::routes(),
        pages::invite::routes(),
        pages::person_rights::routes(),
        pages::own_roles::routes(),
        pages::own_role_end::routes(),
        pages::own_role_give::routes(),
        pages::delegations::routes(),
        pages::delegation_end::routes(),
        pages::access::routes(),
        pages::access_key_review::routes(),
        pages::organisations::routes(),
        pages::organisation_new::routes(),
        pages::organisation_edit::routes(),
        pages::organisation_end::routes(),
        pages::import::routes(),
        pages::territory::routes(),
        pages::rights::routes(),
        pages::jobs::routes(),
        pages::trail::routes(),
        api::organisations::routes(),
        pages::demo::routes(),
    ] {
        routes.extend(part);
    }
    Module {
        migrations: migrations(),
        policies: include_str!("../policies.cedar"),
        actions: actions::ALL,
        locales: [
            (
                Lang::De,
                concat!(
                    include_str!("../locales/de.ftl"),
                    "\n",
                    include_str!("../locales/de_organisations.ftl"),
                    "\n",
                    include_str!("../locales/de_rights.ftl")
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_organisations.ftl"),
                    "\n",
                    include_str!("../locales/en_rights.ftl")
                ),
            ),
        ],
        routes,
        navigation: vec![NavEntry {
            key: "directory-administration-title",
            href: "/verwaltung",
            order: 90,
            audience: Audience::Staff,
            action: Some(actions::ADMINISTRATION_OPEN),
        }],
        administration: pages::administration::areas(),
        jobs: |registry| {
            registry.register(pages::links::RESET_JOB, pages::links::mail_reset_link);
            registry.register(set_up::PRUNE_JOB, set_up::prune);
            registry.register(pages::jobs::PRUNE_IMPORTS, pages::jobs::prune_imports);
        },
        schedules: [
            (set_up::PRUNE_JOB, time(3, 20, 0, 0)),
            (pages::jobs::PRUNE_IMPORTS, time(3, 25, 0, 0)),
        ]
        .map(|(name, at)| jobs::Schedule {
            name,
            when: jobs::When::Daily(at),
            kind: name,
            payload: serde_json::Value::Null,
        })
        .to_vec(),
        tasks: vec![pages::delegation_end::standing_in, pages::access::overdue],
        openapi: Some(api::openapi()),
        activities: Some(activities::list),
        samples: demo::samples,
        ..Module::named("directory")
    }
}
