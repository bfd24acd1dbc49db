// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The expression language as forms use it, and against the recorded results of another engine.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod analysis;
mod functions;
mod language;
mod laws;
mod lookups;
mod oracle;
mod trees;
