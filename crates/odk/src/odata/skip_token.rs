// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where the next page begins.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// The most characters of a token.
const LONGEST: usize = 2_000;

/// The number of the format, which Central writes before every token.
const VERSION: &str = "01";

/// The last row of a page; the next page begins after it. To clients it is an opaque text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipToken {
    /// A submission.
    #[serde(rename = "instanceId")]
    Submission(String),
    /// A row of a repeat.
    #[serde(rename = "repeatId")]
    Row(String),
    /// An entity.
    #[serde(rename = "uuid")]
    Entity(String),
}

impl SkipToken {
    /// Reads a token; nothing if it is none of ours.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let bytes = STANDARD.decode(text.strip_prefix(VERSION)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

impl fmt::Display for SkipToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_vec(self).map_err(|_| fmt::Error)?;
        write!(f, "{VERSION}{}", STANDARD.encode(json))
    }
}
