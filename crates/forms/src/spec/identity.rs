// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Names that others gave: elements of the federal information management (FIM), published lists of
//! codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How far an element of FIM has been approved (Freigabestatus, code list
/// `urn:xoev-de:xprozess:codeliste:status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseStatus {
    /// 1, in Planung.
    Planned,
    /// 2, in Bearbeitung.
    InWork,
    /// 3, Entwurf.
    Draft,
    /// 4, methodisch freigegeben.
    Methodical,
    /// 5, fachlich freigegeben (silber).
    Silver,
    /// 6, fachlich freigegeben (gold).
    Gold,
    /// 7, inaktiv.
    Inactive,
    /// 8, vorgesehen zum Löschen.
    ToBeDeleted,
}

impl ReleaseStatus {
    const ALL: [Self; 8] = [
        Self::Planned,
        Self::InWork,
        Self::Draft,
        Self::Methodical,
        Self::Silver,
        Self::Gold,
        Self::Inactive,
        Self::ToBeDeleted,
    ];

    /// The code, `1` to `8`.
    pub fn code(self) -> char {
        match self {
            Self::Planned => '1',
            Self::InWork => '2',
            Self::Draft => '3',
            Self::Methodical => '4',
            Self::Silver => '5',
            Self::Gold => '6',
            Self::Inactive => '7',
            Self::ToBeDeleted => '8',
        }
    }

    /// The status with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        let mut characters = code.chars();
        let first = characters.next()?;
        let found = Self::ALL.into_iter().find(|status| status.code() == first);
        found.filter(|_| characters.next().is_none())
    }

    /// Whether experts have approved the element: silver or gold.
    pub fn is_approved(self) -> bool {
        matches!(self, Self::Silver | Self::Gold)
    }
}

/// An element of FIM: `F60000000243V1.1.0 (6)` is version 1.1.0 of a field, approved (gold). Version
/// and status may be absent. In JSON a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FimId {
    id: String,
    version: String,
    status: Option<ReleaseStatus>,
}

impl FimId {
    /// An identifier of letters, digits, `_`, `-` and `.` that begins with a letter and has no `V`; a
    /// version that is empty or begins with a digit. None if they are others.
    pub fn new(id: &str, version: &str, status: Option<ReleaseStatus>) -> Option<Self> {
        let is_word = |text: &str, most: usize| {
            text.len() <= most
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
        };
        let id_fits = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && is_word(id, 60)
            && !id.contains('V');
        let version_fits = version.is_empty()
            || version.starts_with(|c: char| c.is_ascii_digit()) && is_word(version, 30);
        (id_fits && version_fits).then(|| Self {
            id: id.to_owned(),
            version: version.to_owned(),
            status,
        })
    }

    /// The identifier without version: `F60000000243`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version; empty for a working copy.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How far it has been approved, if known.
    pub fn status(&self) -> Option<ReleaseStatus> {
        self.status
    }

    /// Identifier and version: `F60000000243V1.1.0`.
    pub fn name(&self) -> String {
        if self.version.is_empty() {
            self.id.clone()
        } else {
            format!("{}V{}", self.id, self.version)
        }
    }
}

impl fmt::Display for FimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())?;
        match self.status {
            Some(status) => write!(f, " ({})", status.code()),
            None => Ok(()),
        }
    }
}

/// A text that names no element of FIM.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no identifier of FIM such as F60000000243V1.1.0")]
pub struct NoFimId(pub String);

impl FromStr for FimId {
    type Err = NoFimId;

    fn from_str(text: &str) -> Result<Self, NoFimId> {
        let no = || NoFimId(text.to_owned());
        let (name, status) = match text.trim().split_once(' ') {
            Some((name, status)) => {
                let code = status
                    .trim()
                    .strip_prefix('(')
                    .and_then(|rest| rest.strip_suffix(')'))
                    .ok_or_else(no)?;
                (name, Some(ReleaseStatus::of_code(code).ok_or_else(no)?))
            }
            None => (text.trim(), None),
        };
        let (id, version) = name.split_once('V').unwrap_or((name, ""));
        if name.ends_with('V') {
            return Err(no());
        }
        Self::new(id, version, status).ok_or_else(no)
    }
}

impl TryFrom<String> for FimId {
    type Error = NoFimId;

    fn try_from(text: String) -> Result<Self, NoFimId> {
        text.parse()
    }
}

impl From<FimId> for String {
    fn from(id: FimId) -> Self {
        id.to_string()
    }
}

/// A published list of codes: `urn:xoev-de:fim:codeliste:status|1.0` is a canonical address and a
/// version; without a version, the newest one. In JSON a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodeListId {
    address: String,
    version: String,
}

impl CodeListId {
    /// An address without blanks and `|`, a version without blanks. None if they are others.
    pub fn new(address: &str, version: &str) -> Option<Self> {
        let has_blank = |text: &str| text.chars().any(|c| c.is_whitespace() || c.is_control());
        let fits = !address.is_empty()
            && address.len() + version.len() <= 500
            && !has_blank(address)
            && !address.contains('|')
            && !has_blank(version);
        fits.then(|| Self {
            address: address.to_owned(),
            version: version.to_owned(),
        })
    }

    /// The canonical address, the same over all versions.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The version; empty for the newest one.
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for CodeListId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)?;
        if self.version.is_empty() {
            Ok(())
        } else {
            write!(f, "|{}", self.version)
        }
    }
}

/// A text that names no published list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no address of a list of codes such as urn:de:example|1.0")]
pub struct NoCodeListId(pub String);

impl FromStr for CodeListId {
    type Err = NoCodeListId;

    fn from_str(text: &str) -> Result<Self, NoCodeListId> {
        let (address, version) = text.split_once('|').unwrap_or((text, ""));
        Self::new(address, version).ok_or_else(|| NoCodeListId(text.to_owned()))
    }
}

impl TryFrom<String> for CodeListId {
    type Error = NoCodeListId;

    fn try_from(text: String) -> Result<Self, NoCodeListId> {
        text.parse()
    }
}

impl From<CodeListId> for String {
    fn from(id: CodeListId) -> Self {
        id.to_string()
    }
}
