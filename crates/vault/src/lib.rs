// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Envelope encryption: each organisation has a data key of its own, which a master key wraps.
//!
//! What belongs here: sealing and opening bytes, and keeping, wrapping and rotating the keys. What
//! does not: who may open what (policy), where sealed bytes are stored (the modules' tables).
//!
//! A sealed value opens only for the organisation and in the context for which it was sealed, so
//! nobody can move it to another row unnoticed. The context names the column and the row:
//! `submission.answers:01935f…`.
//!
//! # Formats
//!
//! All numbers are big-endian. The cipher is XChaCha20-Poly1305
//! (draft-irtf-cfrg-xchacha-03), with a random nonce for every value.
//!
//! A sealed value, 45 bytes longer than its plaintext:
//!
//! | bytes | content |
//! |---|---|
//! | 0 | format, always 1 |
//! | 1–4 | version of the organisation's data key, from 1 |
//! | 5–28 | nonce |
//! | 29– | ciphertext, then the tag of 16 bytes |
//!
//! Authenticated with it: bytes 0–4, the organisation's UUID (16 bytes), the context in UTF-8.
//!
//! A wrapped data key, always 73 bytes:
//!
//! | bytes | content |
//! |---|---|
//! | 0 | format, always 1 |
//! | 1–24 | nonce |
//! | 25–72 | ciphertext of the 32 bytes of the key, then the tag of 16 bytes |
//!
//! Authenticated with it: the text `deich data key`, the organisation's UUID (16 bytes), the
//! version (4 bytes), the identifier of the master key in ASCII.
//!
//! A master key is 32 random bytes, written in base64. HKDF-SHA-256 (RFC 5869, no salt) makes two
//! things of it: with the info `deich master key id` 8 bytes, whose 16 hexadecimal digits are the
//! identifier of the key, and with the info `deich wrap data keys` the 32 bytes that wrap.
//!
//! # Rotating
//!
//! The master key: configure the new one as current and the old one as older, restart all
//! processes, call [`Vault::rewrap`], then remove the old one. A data key: [`Vault::rotate_data_key`]
//! gives the organisation a new version for new values; old values open with the old version.

mod envelope;
mod fingerprint;
mod keys;
mod master;

pub use fingerprint::Fingerprint;
pub use keys::{Vault, organisations};
pub use master::{MasterKey, MasterKeyError, MasterKeys};

use kernel::OrganisationId;

/// The tables of this crate.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    module: "vault",
    version: 1,
    name: "data keys",
    sql: include_str!("../migrations/0001_data_keys.sql"),
}];

/// Why a value was not sealed or opened. Says nothing about keys or contents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// These bytes were not made by this vault, or were cut off.
    #[error("not a sealed value: {0}")]
    Format(&'static str),
    /// The value was sealed for another organisation or context, or was changed since.
    #[error("the sealed value was made for another place or was changed")]
    Rejected,
    /// The data key with which a value was sealed is missing.
    #[error("organisation {organisation} has no data key {version}")]
    NoDataKey {
        /// Whose key is missing.
        organisation: OrganisationId,
        /// Which version.
        version: u32,
    },
    /// A data key was wrapped by a master key that is not configured.
    #[error("data keys are wrapped by master key {master_key_id}, which is not configured")]
    NoMasterKey {
        /// The identifier of the missing master key.
        master_key_id: String,
    },
    /// The row of a data key was changed or moved.
    #[error("data key {version} of organisation {organisation} was changed")]
    DataKeyChanged {
        /// Whose key was changed.
        organisation: OrganisationId,
        /// Which version.
        version: u32,
    },
    /// The database did not answer as expected.
    #[error(transparent)]
    Db(#[from] db::DbError),
}
