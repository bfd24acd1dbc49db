// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Records of persons: the engine and the verifier against each other, over invented streams with
//! corrections, people who come again, and weeks without anything.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod attack;
mod mutations;
mod stream;
mod world;
