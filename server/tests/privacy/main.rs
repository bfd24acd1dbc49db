// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rights of people concerned over several modules, on a running installation, on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod deletion;
mod ending;
mod house;
mod register;
mod requests;
mod restriction;
mod rights;
