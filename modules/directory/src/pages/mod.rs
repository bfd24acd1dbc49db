// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of the directory: the only HTTP in this module.

pub(crate) mod access;
pub(crate) mod access_key_review;
pub(crate) mod access_keys;
pub(crate) mod account;
pub(crate) mod administration;
pub(crate) mod delegation_end;
pub(crate) mod delegations;
pub(crate) mod demo;
pub(crate) mod device;
pub(crate) mod import;
pub(crate) mod invite;
pub(crate) mod jobs;
pub(crate) mod links;
pub(crate) mod onward;
pub(crate) mod organisation_edit;
pub(crate) mod organisation_end;
pub(crate) mod organisation_new;
pub(crate) mod organisations;
pub(crate) mod own_role_end;
pub(crate) mod own_role_give;
pub(crate) mod own_roles;
pub(crate) mod passkey_sign_in;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod person_help;
pub(crate) mod person_rights;
pub(crate) mod provider_sign_in;
pub(crate) mod rights;
pub(crate) mod second_factor;
pub(crate) mod sign_in;
pub(crate) mod territory;
pub(crate) mod trail;

use kernel::Role;
use web::form::Fields;
use web::{Context, Page};

use crate::model::{Engagement, InstitutionKind};

/// The value of a field as typed, blanks included: for passwords.
pub(crate) fn typed<'f>(fields: &'f Fields, name: &'f str) -> &'f str {
    fields.all(name).next().unwrap_or_default()
}

/// Errors of a form: field and text, in the order of the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldErrors(pub(crate) Vec<(String, String)>);

impl FieldErrors {
    pub(crate) fn add(&mut self, field: &str, text: String) {
        self.0.push((field.to_owned(), text));
    }

    /// The first error of a field, empty if there is none.
    pub(crate) fn of(&self, field: &str) -> &str {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, text)| text)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How many lines a page of a list has.
pub(crate) const PAGE_SIZE: i64 = 50;

/// How many pages a list of `count` lines has, at least 1.
pub(crate) fn pages_for(count: i64) -> u32 {
    u32::try_from((count + PAGE_SIZE - 1) / PAGE_SIZE)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The name of a role.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates pass what they show by reference"
)]
pub(crate) fn role_name(page: &Page, role: &Role) -> String {
    page.t(&format!("role-{role}"))
}

/// What the organisation calls a role that somebody holds, and for whom she stands in with it.
pub(crate) fn role_of(page: &Page, engagement: &Engagement) -> String {
    let name = match &engagement.own {
        Some(own) => own.name.clone(),
        None => role_name(page, &engagement.role),
    };
    match &engagement.delegated {
        Some((_, delegator)) => page.t2("directory-role-for", "role", name, "name", delegator),
        None => name,
    }
}

/// The same outside of a template.
pub(crate) fn role_in_words(context: &Context, engagement: &Engagement) -> String {
    role_of(&context.page(String::new(), Vec::new()), engagement)
}

/// The kinds of institutions that a role is limited to: `Kita, Schule`.
pub(crate) fn kinds_of(page: &Page, kinds: &[InstitutionKind]) -> String {
    let words: Vec<String> = kinds
        .iter()
        .map(|kind| page.t(&format!("directory-kind-{kind}")))
        .collect();
    words.join(", ")
}

/// The same outside of a template.
pub(crate) fn kinds_in_words(context: &Context, kinds: &[InstitutionKind]) -> String {
    kinds_of(&context.page(String::new(), Vec::new()), kinds)
}

/// A role with its organisation.
pub(crate) fn role_at(page: &Page, engagement: &Engagement) -> String {
    let role = role_of(page, engagement);
    let organisation = &engagement.organisation_name;
    page.t2(
        "directory-role-at",
        "role",
        role,
        "organisation",
        organisation,
    )
}

/// A moment as a day.
pub(crate) fn day(page: &Page, moment: &jiff::Timestamp) -> String {
    page.date(&kernel::berlin_date(*moment))
}

/// The message whose key has a name in its middle.
pub(crate) fn text(page: &Page, before: &str, name: impl std::fmt::Display, after: &str) -> String {
    page.t(&format!("{before}{name}{after}"))
}
