// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Printed documents, read again: text, tags, pages, and where things stand.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod file;
mod hard;
mod laws;
mod place;
mod samples;
