// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a table of an office to figures and back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod figures;
mod snapshots;
