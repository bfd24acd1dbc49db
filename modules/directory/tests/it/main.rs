// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tests of the directory, in one binary.

#[cfg(test)]
mod access;
#[cfg(test)]
mod access_keys;
#[cfg(test)]
mod account;
#[cfg(test)]
mod background_jobs;
#[cfg(test)]
mod delegations;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod import;
#[cfg(test)]
mod links;
#[cfg(test)]
mod lookups;
#[cfg(test)]
mod organisations;
#[cfg(test)]
mod own_roles;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod people;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod rights_concept;
#[cfg(test)]
mod second_factor;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod territory;
#[cfg(test)]
mod trail;
