// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a value reveals, and how coarse it must become before it leaves an office.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::QuestionType;

/// What a value reveals (Schutzklasse). Decides, with the release policy, whether it may be forwarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivacyClass {
    /// Names a person; never leaves the office.
    Identifier,
    /// Helps to recognise a person together with others; leaves only generalised.
    Quasi,
    /// Must not be learned about a person; leaves only in mixed groups.
    Sensitive,
    /// Neither helps to recognise anybody nor harms; argued in writing.
    Plain,
    /// Tells entities apart, so that distinct ones can be counted.
    Entity,
    /// A day; leaves as a calendar week or coarser.
    Date,
    /// A count that is summed over a group.
    Measure,
}

impl PrivacyClass {
    /// All classes, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Identifier,
        Self::Quasi,
        Self::Sensitive,
        Self::Plain,
        Self::Entity,
        Self::Date,
        Self::Measure,
    ];

    /// The name in JSON and spreadsheets: `quasi`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Quasi => "quasi",
            Self::Sensitive => "sensitive",
            Self::Plain => "plain",
            Self::Entity => "entity",
            Self::Date => "date",
            Self::Measure => "measure",
        }
    }

    /// Whether values of this type can have this class.
    pub fn fits(self, kind: QuestionType) -> bool {
        match self {
            Self::Identifier => true,
            Self::Measure => matches!(
                kind,
                QuestionType::Integer
                    | QuestionType::Decimal
                    | QuestionType::Range
                    | QuestionType::Calculated
            ),
            Self::Date => matches!(
                kind,
                QuestionType::Date
                    | QuestionType::DateTime
                    | QuestionType::Today
                    | QuestionType::Calculated
            ),
            Self::Quasi | Self::Sensitive | Self::Plain | Self::Entity => !kind.is_free(),
        }
    }
}

impl fmt::Display for PrivacyClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for PrivacyClass {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|class| class.name() == text)
            .ok_or(())
    }
}

/// How a value is coarsened: `hierarchy=age finest=5-years coarsest=*`, each part optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRule {
    /// The hierarchy of levels, such as `iso-week` or `age`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hierarchy: Option<String>,
    /// The finest level that may leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finest: Option<String>,
    /// The coarsest level that is still useful.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coarsest: Option<String>,
}

impl fmt::Display for ReleaseRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("hierarchy", &self.hierarchy),
            ("finest", &self.finest),
            ("coarsest", &self.coarsest),
        ];
        let mut first = true;
        for (key, value) in parts {
            if let Some(value) = value {
                let blank = if first { "" } else { " " };
                write!(f, "{blank}{key}={value}")?;
                first = false;
            }
        }
        Ok(())
    }
}

impl FromStr for ReleaseRule {
    type Err = String;
    /// Reads `key=value` parts with blanks between them; the error is the part that is none.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut rule = Self::default();
        for part in text.split_whitespace() {
            let (key, value) = part.split_once('=').ok_or_else(|| part.to_owned())?;
            let slot = match key {
                "hierarchy" => &mut rule.hierarchy,
                "finest" => &mut rule.finest,
                "coarsest" => &mut rule.coarsest,
                _ => return Err(part.to_owned()),
            };
            if value.is_empty() || slot.is_some() {
                return Err(part.to_owned());
            }
            *slot = Some(value.to_owned());
        }
        Ok(rule)
    }
}
