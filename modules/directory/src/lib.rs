// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations, territory, people and sign-in; and the lookups of these that all modules use.
//!
//! What belongs here: the tree state > office > institution, the districts and who is responsible
//! for them, people with their memberships, how they prove who they are, and the pages for all that.
//! What does not: what a role may do in another module (its `policies.cedar` says so).

pub mod model;
mod store;

pub use model::{
    Address, Contact, District, Engagement, InstitutionFilter, InstitutionKind, Municipality,
    Organisation, OrganisationKind, Person,
};
pub use store::organisations::{
    OrganisationSearch, add_organisations, change_organisation, find_state, institutions,
    institutions_of, offices, organisation, organisations, place_of, search, state,
};
pub use store::people::{people_with, person_name};
pub use store::territory::{
    OfficeReference, TERRITORY_SOURCE, districts, districts_of, find_municipalities,
    load_territory, municipalities, municipality, reference_offices, set_office,
};

/// The tables of the directory.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "directory",
        version: 1,
        name: "directory",
        sql: include_str!("../migrations/0001_directory.sql"),
    }]
}
