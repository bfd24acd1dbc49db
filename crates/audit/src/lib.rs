// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The audit trail: who did what to which thing, in hash chains that show any later change.
//!
//! What belongs here: appending, reading and verifying entries. What does not: deciding what is
//! worth an entry (each module does, in the transaction of the deed itself), personal data. Facts
//! are numbers, identifiers, dates and words of the program's own source; there is no way to write
//! a text that somebody typed.
//!
//! Each organisation has a chain; [`INSTALLATION`] is the chain of what concerns all. An entry
//! holds the SHA-256 of its predecessor and of itself:
//!
//! > hash = SHA-256 of `deich audit 1` and a line feed, then of each of chain (16 bytes), sequence
//! > (8, big-endian, from 1), moment (8, big-endian, milliseconds since 1970), actor (16, or 0 if
//! > nobody), action, kind of subject, subject (16), facts (JSON) and previous hash (32; zeros for
//! > the first entry), each preceded by its length in 8 bytes, big-endian.
//!
//! Whoever can write to the database can also make a new chain from scratch. Therefore heads are
//! noted outside from time to time ([`heads`]) and compared later ([`verify_noted`]).

mod append;
mod facts;
mod hash;
mod read;
mod verify;

pub use append::{Entry, Subject, append};
pub use facts::Fact;
pub use read::{Recorded, entries};
pub use verify::{Break, Fault, Head, Report, heads, verify, verify_chain, verify_noted};

use uuid::Uuid;

/// The chain of what concerns the installation as a whole.
pub const INSTALLATION: Uuid = Uuid::nil();

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    module: "audit",
    version: 1,
    name: "entries and heads of chains",
    sql: include_str!("../migrations/0001_audit.sql"),
}];

/// Why nothing was appended, read or verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The same fact was given twice.
    #[error("the fact `{0}` was given twice")]
    Twice(&'static str),
    /// The database did not answer as expected.
    #[error(transparent)]
    Db(#[from] db::DbError),
}
