// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use kernel::Chance;
use sha2::Sha256;
use zeroize::Zeroizing;

/// A key that wraps data keys. Kept outside the database; whoever has it and a copy of the
/// database can read everything.
#[derive(Clone)]
pub struct MasterKey {
    id: String,
    bytes: Zeroizing<[u8; 32]>,
    wrapping: Zeroizing<[u8; 32]>,
}

/// Why a text is not a master key. The text itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyError {
    /// Not base64.
    #[error("the master key is not base64 text")]
    NotBase64,
    /// Not 32 bytes long.
    #[error("the master key is not 32 bytes long")]
    WrongLength,
    /// A key that nobody can have drawn at random, such as all zeros.
    #[error("the master key is not random")]
    NotRandom,
}

impl MasterKey {
    /// Draws a new key.
    pub fn generate(chance: &dyn Chance) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        chance.fill(bytes.as_mut());
        Self::new(bytes)
    }

    /// Reads a key from base64 text, as [`Self::to_base64`] writes it; space around it is ignored.
    pub fn from_base64(text: &str) -> Result<Self, MasterKeyError> {
        let decoded = STANDARD
            .decode(text.trim())
            .map_err(|_| MasterKeyError::NotBase64)?;
        let decoded = Zeroizing::new(decoded);
        let bytes: [u8; 32] = decoded
            .as_slice()
            .try_into()
            .map_err(|_| MasterKeyError::WrongLength)?;
        if bytes.iter().all(|byte| *byte == bytes[0]) {
            return Err(MasterKeyError::NotRandom);
        }
        Ok(Self::new(Zeroizing::new(bytes)))
    }

    /// The key as base64 text, for the file in which an operator keeps it.
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.bytes.as_slice()))
    }

    /// What identifies the key without revealing it: 16 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn wrapping(&self) -> &[u8; 32] {
        &self.wrapping
    }

    fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        let hkdf = Hkdf::<Sha256>::new(None, bytes.as_slice());
        let mut id = [0; 8];
        let mut wrapping = Zeroizing::new([0; 32]);
        hkdf.expand(b"deich master key id", &mut id)
            .expect("8 bytes are within HKDF's limit");
        hkdf.expand(b"deich wrap data keys", wrapping.as_mut())
            .expect("32 bytes are within HKDF's limit");
        let id = format!("{:016x}", u64::from_be_bytes(id));
        Self {
            id,
            bytes,
            wrapping,
        }
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKey({})", self.id)
    }
}

/// The master keys of an installation: one that wraps, and older ones that only unwrap.
#[derive(Debug, Clone)]
pub struct MasterKeys {
    /// Wraps all new data keys.
    pub current: MasterKey,
    /// Still needed for data keys that were not rewrapped yet.
    pub older: Vec<MasterKey>,
}

impl MasterKeys {
    pub(crate) fn get(&self, id: &str) -> Option<&MasterKey> {
        std::iter::once(&self.current)
            .chain(&self.older)
            .find(|key| key.id == id)
    }
}

impl From<MasterKey> for MasterKeys {
    fn from(current: MasterKey) -> Self {
        Self {
            current,
            older: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::SeededChance;

    use super::*;

    #[test]
    fn a_key_survives_its_text_form_and_hides_in_debug_output() {
        let key = MasterKey::generate(&SeededChance::new(1));
        let text = key.to_base64();
        let again = MasterKey::from_base64(&format!(" {}\n", text.as_str())).unwrap();
        assert_eq!(again.id(), key.id());
        assert_eq!(again.wrapping(), key.wrapping());
        assert_eq!(format!("{key:?}"), format!("MasterKey({})", key.id()));
        assert_eq!(key.id().len(), 16);
    }

    #[test]
    fn other_texts_are_refused() {
        let base64 = |bytes: &[u8]| STANDARD.encode(bytes);
        for (text, expected) in [
            ("secret!".to_owned(), MasterKeyError::NotBase64),
            (base64(&[1; 16]), MasterKeyError::WrongLength),
            (base64(&[0; 32]), MasterKeyError::NotRandom),
            (String::new(), MasterKeyError::WrongLength),
        ] {
            assert_eq!(MasterKey::from_base64(&text).unwrap_err(), expected);
        }
    }

    #[test]
    fn the_identifier_follows_rfc_5869() {
        // Computed apart: HKDF-SHA-256 of the bytes 00 to 1f, no salt, by Python's hmac module.
        let bytes: Vec<u8> = (0..32).collect();
        let key = MasterKey::from_base64(&STANDARD.encode(bytes)).unwrap();
        assert_eq!(key.id(), "a3bb3430c136bee3");
        assert_eq!(key.wrapping()[..4], [0x0a, 0xcd, 0x7c, 0xb0]);
    }
}
