// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The module on a running installation, on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod demo;
mod house;
mod mails;
mod plans;
mod rights;
mod watching;
mod work;
