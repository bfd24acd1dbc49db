// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How people prove who they are: passwords, second factors, tokens, known devices, sessions,
//! and the keys of programs that act for them.

pub(crate) mod institution_key;
pub(crate) mod limits;
pub(crate) mod passkey;
pub(crate) mod password;
pub(crate) mod program;
pub(crate) mod provider;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod token;
pub(crate) mod verify;
