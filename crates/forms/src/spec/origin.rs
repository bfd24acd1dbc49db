// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where an item was taken over from.

use std::fmt;
use std::str::FromStr;

use kernel::BlockId;
use serde::{Deserialize, Serialize};

/// The longest path within a block that is read, in bytes.
const LONGEST_PATH: usize = 1_500;

/// What an item is a copy of: a block of a library, in a version, and which item of it. In JSON a
/// text: `0190c2a1-7f2e-7c3d-8a4b-5c6d7e8f9a0b 3 address/street`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin {
    /// The block.
    pub block: BlockId,
    /// Its version, from 1. That of the outermost item counts for a whole copy.
    pub version: u32,
    item: String,
}

impl Origin {
    /// An origin. None if `item` is no path of names, or the version is 0.
    pub fn new(block: BlockId, version: u32, item: &str) -> Option<Self> {
        let is_path = item.split('/').all(crate::is_name);
        let fits = version > 0 && item.len() <= LONGEST_PATH && is_path;
        fits.then(|| Self {
            block,
            version,
            item: item.to_owned(),
        })
    }

    /// The path of the item within the block.
    pub fn item(&self) -> &str {
        &self.item
    }

    /// Whether it is the outermost item of the block.
    pub fn is_root(&self) -> bool {
        !self.item.contains('/')
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.block, self.version, self.item)
    }
}

/// A text that names no origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” does not name a block, its version and an item of it")]
pub struct NoOrigin(pub String);

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        let no = || NoOrigin(text.to_owned());
        let mut parts = text.split_whitespace();
        let mut next = || parts.next().ok_or_else(no);
        let block = next()?.parse().map_err(|_| no())?;
        let version = next()?.parse().map_err(|_| no())?;
        let origin = Self::new(block, version, next()?).ok_or_else(no)?;
        parts.next().is_none().then_some(origin).ok_or_else(no)
    }
}

impl TryFrom<String> for Origin {
    type Error = NoOrigin;

    fn try_from(text: String) -> Result<Self, NoOrigin> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.to_string()
    }
}
