// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;

use kernel::{Ags, Id, IsoWeek, Role};
use serde::Serialize;
use uuid::Uuid;

use crate::AuditError;

/// A detail of a deed. The variants are all that can be written: none of them takes a text that
/// somebody typed, so that no name, address or answer can get into the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// A count, a version, an amount in the smallest unit.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A word of the program's source, such as `accepted`.
    Code(&'static str),
    /// The identifier of another thing.
    Id(Uuid),
    /// A calendar week.
    Week(IsoWeek),
    /// A day.
    Date(jiff::civil::Date),
    /// A territory.
    Ags(Ags),
    /// A role.
    Role(Role),
    /// A SHA-256 digest of public content, such as a form version or a policy file.
    #[serde(serialize_with = "as_hex")]
    Sha256([u8; 32]),
}

fn as_hex<S: serde::Serializer>(digest: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(digest))
}

macro_rules! from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Fact {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}
from!(i64 => Number, i32 => Number, u32 => Number, u16 => Number, u8 => Number, bool => Flag,
    Uuid => Id, IsoWeek => Week, jiff::civil::Date => Date, Ags => Ags, Role => Role,
    [u8; 32] => Sha256);

impl From<&'static str> for Fact {
    fn from(code: &'static str) -> Self {
        Self::Code(code)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl<T> From<Id<T>> for Fact {
    fn from(id: Id<T>) -> Self {
        Self::Id(id.uuid())
    }
}

/// The facts as JSON in one spelling: keys sorted, no spaces.
pub(crate) fn to_json(facts: Vec<(&'static str, Fact)>) -> Result<String, AuditError> {
    let mut sorted = BTreeMap::new();
    for (name, fact) in facts {
        if sorted.insert(name, fact).is_some() {
            return Err(AuditError::Twice(name));
        }
    }
    Ok(serde_json::to_string(&sorted).expect("texts, numbers and flags are JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_have_one_spelling() {
        let json = to_json(vec![
            ("week", "2026-W47".parse::<IsoWeek>().unwrap().into()),
            ("count", 3_usize.into()),
            ("to", "accepted".into()),
            ("late", true.into()),
            ("role", Role::CaseWorker.into()),
            ("day", jiff::civil::date(2026, 11, 18).into()),
            ("place", "03159".parse::<Ags>().unwrap().into()),
            ("form", Uuid::from_u128(7).into()),
            ("digest", [0xab; 32].into()),
        ])
        .unwrap();
        let parts = [
            r#"{"count":3,"day":"2026-11-18","digest":""#.to_owned(),
            "ab".repeat(32),
            r#"","form":"00000000-0000-0000-0000-000000000007","late":true,"#.to_owned(),
            r#""place":"03159","role":"case-worker","to":"accepted","week":"2026-W47"}"#.to_owned(),
        ];
        assert_eq!(json, parts.concat());
        assert_eq!(to_json(vec![]).unwrap(), "{}");
        let twice = vec![("a", 1_i64.into()), ("a", 2_i64.into())];
        assert_eq!(to_json(twice), Err(AuditError::Twice("a")));
    }
}
