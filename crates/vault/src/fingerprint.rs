// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use sha2::{Digest as _, Sha256};

/// A hash over sealed pieces as they lie in the database, and how many they are: what a proof of deletion
/// keeps of them. Each piece is preceded by its length in 8 bytes, so that no two lists of pieces make the
/// same hash.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint {
    hash: Sha256,
    pieces: i64,
}

impl Fingerprint {
    /// Takes a piece in.
    pub fn add(&mut self, piece: &[u8]) {
        self.pieces += 1;
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.hash.update(length.to_be_bytes());
        self.hash.update(piece);
    }

    /// How many there were, and their hash.
    pub fn end(self) -> (i64, [u8; 32]) {
        (self.pieces, self.hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_piece_ends_matters() {
        let of = |pieces: &[&[u8]]| {
            let mut print = Fingerprint::default();
            for piece in pieces {
                print.add(piece);
            }
            print.end()
        };
        assert_eq!(of(&[b"ab", b"c"]), of(&[b"ab", b"c"]));
        assert_ne!(of(&[b"ab", b"c"]).1, of(&[b"a", b"bc"]).1);
        assert_eq!(of(&[]).0, 0);
    }
}
