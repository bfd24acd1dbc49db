// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Age and sex of the people who are counted.

use kernel::{AgeGroup, Sex};

use crate::axes::AxesError;

/// The most age groups: with one more for people whose age is not known, and four sexes, a byte holds both.
pub const MOST_AGE_GROUPS: usize = 63;
/// How many sexes are told apart.
const SEXES: usize = Sex::ALL.len();

/// An age group of a cube, or that the age is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Age(u8);

impl Age {
    /// Its place on the axis, from 0; not known comes last.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The age groups of a cube, the youngest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ages {
    groups: Vec<AgeGroup>,
}

impl Ages {
    /// Groups of completed years, both ends included, and where the last one begins, which has no end. Ascending; there may be gaps
    /// between them, and nobody may be in two. At most [`MOST_AGE_GROUPS`].
    pub fn new(
        groups: impl IntoIterator<Item = (u8, u8)>,
        open: Option<u8>,
    ) -> Result<Self, AxesError> {
        let closed = groups.into_iter().map(|(from, to)| (from, Some(to)));
        let open = open.map(|from| (from, None));
        let mut kept: Vec<AgeGroup> = Vec::new();
        for (from, to) in closed.chain(open) {
            if kept.len() == MOST_AGE_GROUPS {
                return Err(AxesError::TooManyAges);
            }
            let group = to.map_or_else(|| AgeGroup::and_older(from), |to| AgeGroup::new(from, to));
            let follows = kept.last().is_none_or(|last| u16::from(from) >= last.end());
            match group {
                Ok(group) if follows => kept.push(group),
                _ => return Err(AxesError::Ages { from, to }),
            }
        }
        Ok(Self { groups: kept })
    }

    /// The groups, without the one for ages that are not known.
    pub fn groups(&self) -> &[AgeGroup] {
        &self.groups
    }

    /// How many ages a table has: the groups, and not known.
    #[expect(clippy::len_without_is_empty, reason = "not known is always there")]
    pub fn len(&self) -> usize {
        self.groups.len() + 1
    }

    /// The group of somebody of so many completed years; not known if there is none.
    pub fn of_years(&self, years: u8) -> Age {
        let at = self.groups.iter().position(|group| group.holds(years));
        at.map_or_else(|| self.unknown(), |at| self.age(at))
    }

    /// A group by its bounds.
    pub fn find(&self, group: AgeGroup) -> Option<Age> {
        let at = self.groups.binary_search(&group).ok()?;
        Some(self.age(at))
    }

    /// The age of people of whom it is not known.
    pub fn unknown(&self) -> Age {
        self.age(self.groups.len())
    }

    /// The bounds of an age; none if it is not known.
    pub fn group(&self, age: Age) -> Option<AgeGroup> {
        self.groups.get(age.index()).copied()
    }

    /// All ages in their order, not known last.
    pub fn all(&self) -> impl Iterator<Item = Age> {
        (0..self.len()).map(|at| self.age(at))
    }

    /// Whether an age is one of these.
    pub(crate) fn has(&self, age: Age) -> bool {
        age.index() < self.len()
    }

    #[expect(clippy::unused_self, reason = "says of whose groups it is")]
    fn age(&self, at: usize) -> Age {
        Age(u8::try_from(at).expect("there are at most 63 groups"))
    }
}

/// Age and sex in a byte.
pub(crate) fn stratum(age: Age, sex: Sex) -> u8 {
    let stratum = age.index() * SEXES + sex.index();
    u8::try_from(stratum).expect("an age is at most 63, a sex at most 3")
}

/// The places of age and sex on their axes.
pub(crate) fn of_stratum(stratum: u8) -> (usize, usize) {
    let stratum = usize::from(stratum);
    (stratum / SEXES, stratum % SEXES)
}
