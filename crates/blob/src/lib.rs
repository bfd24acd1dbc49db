// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that are too large for the database and never change: kept under the digest of their bytes.
//!
//! What belongs here: bytes in, their [`Digest`] out, and the bytes again, checked. What does not: what is in them, who
//! may see them (the modules' tables name digests, and who may read a row may read its bytes), and anything about people
//! (that lies sealed in the database).
//!
//! A file is written before the transaction that names it commits. If that never commits, nobody names the file, and
//! [`Blobs::sweep`] removes it later. The same bytes are the same file, so writing is safe to repeat, and several
//! processes can share one place. A file that was damaged is an error ([`BlobError::Damaged`]), never other bytes.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest as _, Sha256};

/// SHA-256 of the bytes of a file: its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Spread over 256 folders, because some file systems are slow with large ones.
    fn key(self) -> Key {
        let name = self.to_string();
        Key::from_iter([&name[..2], &name[2..]])
    }

    fn of_key(key: &Key) -> Option<Self> {
        let parts: Vec<_> = key.parts().collect();
        let [folder, name] = parts.as_slice() else {
            return None;
        };
        format!("{}{}", folder.as_ref(), name.as_ref()).parse().ok()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A text that is no digest: not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no digest: 64 hexadecimal digits are expected")]
pub struct DigestError(pub String);

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let mut digest = [0; 32];
        hex::decode_to_slice(text, &mut digest).map_err(|_| DigestError(text.to_owned()))?;
        Ok(Self(digest))
    }
}

/// Why a file was not written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BlobError {
    /// There is no such file.
    #[error("the file {0} is not there")]
    Missing(Digest),
    /// Its bytes are not those that were written.
    #[error("the file {0} is damaged: its bytes have another digest")]
    Damaged(Digest),
    /// The place where files are kept does not answer as expected.
    #[error("files cannot be kept or read")]
    Store(#[from] object_store::Error),
    /// The folder cannot be made.
    #[error("the folder for files cannot be made")]
    Folder(#[from] std::io::Error),
}

/// Where files are kept. Cheap to clone.
#[derive(Clone)]
pub struct Blobs(Arc<dyn ObjectStore>);

impl fmt::Debug for Blobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blobs({})", self.0)
    }
}

impl Blobs {
    /// A folder, which is made if it is missing. Bytes reach the disk before [`Blobs::put`] returns.
    ///
    /// # Errors
    /// If the folder cannot be made or opened.
    pub fn folder(folder: &Path) -> Result<Self, BlobError> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self(Arc::new(store)))
    }

    /// Memory of this process: for tests.
    pub fn memory() -> Self {
        Self(Arc::new(InMemory::new()))
    }

    /// Keeps the bytes under their digest. Bytes that are there already are written again, so that a damaged file heals.
    ///
    /// # Errors
    /// If they cannot be written; then nothing is kept.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Digest, BlobError> {
        let bytes = bytes.into();
        let digest = Digest::of(&bytes);
        self.0.put(&digest.key(), bytes.into()).await?;
        Ok(digest)
    }

    /// The bytes with this digest.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Damaged`], or if the place does not answer.
    pub async fn get(&self, digest: Digest) -> Result<Bytes, BlobError> {
        let found = match self.0.get(&digest.key()).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Err(BlobError::Missing(digest)),
            Err(error) => return Err(error.into()),
        };
        let bytes = found.bytes().await?;
        if Digest::of(&bytes) == digest {
            Ok(bytes)
        } else {
            Err(BlobError::Damaged(digest))
        }
    }

    /// Removes a file that was last written before `before`; says whether it is gone. Whoever calls it makes sure that nobody
    /// names the file; a day for `before` keeps what somebody has just written and will name.
    ///
    /// # Errors
    /// If the place does not answer.
    pub async fn remove(&self, digest: Digest, before: Timestamp) -> Result<bool, BlobError> {
        let written = match self.0.head(&digest.key()).await {
            Ok(found) => found.last_modified.timestamp_millis(),
            Err(object_store::Error::NotFound { .. }) => return Ok(true),
            Err(error) => return Err(error.into()),
        };
        if written >= before.as_millisecond() {
            return Ok(false);
        }
        match self.0.delete(&digest.key()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the files that were written before `before` and that `named` does not know; how many there were. Choose
    /// `before` older than any transaction that may still name a file, a day for example.
    ///
    /// # Errors
    /// If the place does not answer; some of the files may be gone then.
    pub async fn sweep(
        &self,
        before: Timestamp,
        named: impl Fn(Digest) -> bool + Send,
    ) -> Result<usize, BlobError> {
        let mut removed = 0;
        let all: Vec<_> = self.0.list(None).try_collect().await?;
        for one in all {
            let written = one.last_modified.timestamp_millis();
            let old = written < before.as_millisecond();
            if old && Digest::of_key(&one.location).is_some_and(|digest| !named(digest)) {
                self.0.delete(&one.location).await?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}
