// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256 digest.
pub(crate) type Hash = [u8; 32];

/// What the first entry of a chain follows.
pub(crate) const START: Hash = [0; 32];

/// All that an entry's hash covers, in this order.
pub(crate) struct Content<'a> {
    pub(crate) chain: Uuid,
    pub(crate) sequence: i64,
    pub(crate) at: i64,
    pub(crate) actor: Option<Uuid>,
    pub(crate) action: &'a str,
    pub(crate) subject_kind: &'a str,
    pub(crate) subject_id: Uuid,
    pub(crate) facts: &'a str,
    pub(crate) previous: &'a [u8],
}

impl Content<'_> {
    /// The hash after the formula in the documentation of this crate.
    pub(crate) fn hash(&self) -> Hash {
        let sequence = self.sequence.to_be_bytes();
        let at = self.at.to_be_bytes();
        let fields: [&[u8]; 9] = [
            self.chain.as_bytes(),
            &sequence,
            &at,
            self.actor.as_ref().map_or(&[], |id| id.as_bytes()),
            self.action.as_bytes(),
            self.subject_kind.as_bytes(),
            self.subject_id.as_bytes(),
            self.facts.as_bytes(),
            self.previous,
        ];
        let mut hasher = Sha256::new();
        hasher.update(b"deich audit 1\n");
        for field in fields {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        hasher.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_follows_the_documented_bytes() {
        // Computed apart, with Python's hashlib, from the formula in the crate's documentation.
        let content = Content {
            chain: Uuid::from_u128(1),
            sequence: 2,
            at: 1_795_000_000_000,
            actor: None,
            action: "form.publish",
            subject_kind: "form-version",
            subject_id: Uuid::from_u128(3),
            facts: "{\"version\":4}",
            previous: &START,
        };
        assert_eq!(
            hex::encode(content.hash()),
            "119eb3f7a6cd87532f373b64524f769454b841a69dc91895e707ac4a71aa4001"
        );
    }
}
