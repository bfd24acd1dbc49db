// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which part of an office somebody's role reaches: a role can be limited to institutions.

use kernel::OrganisationId;

/// The institutions of an office whose reports somebody may see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Within {
    /// All of them, and what concerns the office as a whole.
    #[default]
    All,
    /// These, sorted, and nothing that concerns the office as a whole.
    Only(Vec<OrganisationId>),
}

impl Within {
    /// Whether it is all of the office.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }

    /// Whether an institution is among them.
    pub fn contains(&self, institution: OrganisationId) -> bool {
        match self {
            Self::All => true,
            Self::Only(institutions) => institutions.binary_search(&institution).is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    #[test]
    fn a_limited_part_contains_its_institutions_and_no_others() {
        let one = |number| Id::from_uuid(uuid::Uuid::from_u128(number));
        let part = Within::Only(vec![one(1), one(3)]);
        assert!(part.contains(one(1)) && part.contains(one(3)) && !part.contains(one(2)));
        assert!(!part.is_all() && !Within::Only(vec![]).contains(one(1)));
        assert!(Within::All.contains(one(2)));
    }
}
