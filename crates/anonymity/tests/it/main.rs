// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Extracts as a whole: compared with recorded results, with enumeration, and with the laws of
//! their criteria.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it left out"
)]

mod laws;
mod oracle;
mod wide;
