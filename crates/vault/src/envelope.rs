// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The byte formats, without keys' whereabouts: pure functions over bytes.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use kernel::{Chance, OrganisationId};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{MasterKey, VaultError};

const FORMAT: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const HEADER: usize = 5;

/// A data key in the clear. Erased from memory when the last copy is dropped.
pub(crate) type DataKey = Zeroizing<[u8; 32]>;

/// Seals `plaintext` with version `version` of the organisation's data key.
pub(crate) fn seal(
    key: &DataKey,
    version: u32,
    organisation: OrganisationId,
    context: &str,
    plaintext: &[u8],
    chance: &dyn Chance,
) -> Vec<u8> {
    let mut header = [FORMAT; HEADER];
    header[1..].copy_from_slice(&version.to_be_bytes());
    let aad = value_aad(&header, organisation, context);
    let mut sealed = Vec::with_capacity(HEADER + NONCE + plaintext.len() + TAG);
    sealed.extend_from_slice(&header);
    encrypt(key, &aad, plaintext, chance, &mut sealed);
    sealed
}

/// Reads from a sealed value which version of the data key opens it.
pub(crate) fn key_version(sealed: &[u8]) -> Result<u32, VaultError> {
    if sealed.len() < HEADER + NONCE + TAG {
        return Err(VaultError::Format("too short"));
    }
    if sealed[0] != FORMAT {
        return Err(VaultError::Format("unknown format"));
    }
    Ok(u32::from_be_bytes([
        sealed[1], sealed[2], sealed[3], sealed[4],
    ]))
}

/// Opens what [`seal`] made. `sealed` has passed [`key_version`].
pub(crate) fn open(
    key: &DataKey,
    organisation: OrganisationId,
    context: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (header, rest) = sealed
        .split_at_checked(HEADER)
        .ok_or(VaultError::Format("too short"))?;
    let aad = value_aad(header, organisation, context);
    decrypt(key, &aad, rest).ok_or(VaultError::Rejected)
}

/// Wraps a data key for storage.
pub(crate) fn wrap(
    master: &MasterKey,
    key: &DataKey,
    organisation: OrganisationId,
    version: u32,
    chance: &dyn Chance,
) -> Vec<u8> {
    let aad = key_aad(master, organisation, version);
    let mut wrapped = vec![FORMAT];
    encrypt(
        master.wrapping(),
        &aad,
        key.as_slice(),
        chance,
        &mut wrapped,
    );
    wrapped
}

/// Unwraps a stored data key; `None` if it was changed or belongs elsewhere.
pub(crate) fn unwrap(
    master: &MasterKey,
    wrapped: &[u8],
    organisation: OrganisationId,
    version: u32,
) -> Option<DataKey> {
    let (&FORMAT, rest) = wrapped.split_first()? else {
        return None;
    };
    let aad = key_aad(master, organisation, version);
    let bytes = decrypt(master.wrapping(), &aad, rest)?;
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

/// The digest of a text for an organisation and a context: HKDF expands the data key with all of it.
pub(crate) fn fingerprint(
    key: &DataKey,
    organisation: OrganisationId,
    context: &str,
    plaintext: &[u8],
) -> [u8; 32] {
    let length = u64::try_from(context.len()).unwrap_or(u64::MAX);
    let mut digest = [0; 32];
    Hkdf::<Sha256>::new(None, key.as_slice())
        .expand_multi_info(
            &[
                b"deich fingerprint".as_slice(),
                organisation.uuid().as_bytes(),
                &length.to_be_bytes(),
                context.as_bytes(),
                plaintext,
            ],
            &mut digest,
        )
        .expect("32 bytes are less than HKDF gives");
    digest
}

fn value_aad(header: &[u8], organisation: OrganisationId, context: &str) -> Vec<u8> {
    [header, organisation.uuid().as_bytes(), context.as_bytes()].concat()
}

fn key_aad(master: &MasterKey, organisation: OrganisationId, version: u32) -> Vec<u8> {
    [
        b"deich data key".as_slice(),
        organisation.uuid().as_bytes(),
        &version.to_be_bytes(),
        master.id().as_bytes(),
    ]
    .concat()
}

fn encrypt(key: &[u8; 32], aad: &[u8], msg: &[u8], chance: &dyn Chance, into: &mut Vec<u8>) {
    let mut nonce = [0; NONCE];
    chance.fill(&mut nonce);
    let ciphertext = XChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(&XNonce::from(nonce), Payload { msg, aad })
        .expect("the cipher takes up to 256 GiB");
    into.extend_from_slice(&nonce);
    into.extend_from_slice(&ciphertext);
}

fn decrypt(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, msg) = sealed.split_first_chunk::<NONCE>()?;
    XChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(&XNonce::from(*nonce), Payload { msg, aad })
        .ok()
        .map(Zeroizing::new)
}
