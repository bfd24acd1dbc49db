// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Age groups, and how groups of data and of a standard come together.

use kernel::AgeGroup;

/// Why age groups cannot be worked with.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AgeError {
    /// There is no group.
    #[error("there is no age group")]
    Empty,
    /// There are more than [`crate::MOST_GROUPS`].
    #[error("{0} age groups are more than {most}", most = crate::MOST_GROUPS)]
    TooMany(usize),
    /// Two groups have years in common.
    #[error("the age groups {0} and {1} have years in common")]
    Overlap(AgeGroup, AgeGroup),
    /// There are years between two groups.
    #[error("between the age groups {0} and {1} years are missing")]
    Gap(AgeGroup, AgeGroup),
    /// A weight is no number or negative, or all are 0.
    #[error(
        "the weight of the age group {0} in the standard is {1}; it must be a number from 0 on, and one must be above 0"
    )]
    Weight(AgeGroup, f64),
    /// Data and standard do not begin or end at the same age.
    #[error(
        "the data are about the ages {data} and the standard about {standard}: cut the standard to the ages of the data"
    )]
    Covered {
        /// What the data cover.
        data: AgeGroup,
        /// What the standard covers.
        standard: AgeGroup,
    },
    /// Groups of data and standard lie across each other.
    #[error(
        "the age groups {data} of the data and {standard} of the standard lie across each other: join groups until one of them contains the other"
    )]
    Across {
        /// A group of the data.
        data: AgeGroup,
        /// A group of the standard that shares years with it.
        standard: AgeGroup,
    },
    /// A standard is to be cut where it has no border.
    #[error("the standard has no border at the ages {0}")]
    NoBorder(AgeGroup),
    /// Nobody lives in a group that weighs something.
    #[error("nobody is in the age group {0}, so that it has no rate: join it with a neighbour")]
    NoPopulation(AgeGroup),
}

/// Groups follow each other without overlap and without gap.
pub(crate) fn check(groups: &[AgeGroup]) -> Result<(), AgeError> {
    if groups.is_empty() {
        return Err(AgeError::Empty);
    }
    if groups.len() > crate::MOST_GROUPS {
        return Err(AgeError::TooMany(groups.len()));
    }
    for pair in groups.windows(2) {
        let (end, next) = (pair[0].end(), u16::from(pair[1].from()));
        if end > next {
            return Err(AgeError::Overlap(pair[0], pair[1]));
        }
        if end < next {
            return Err(AgeError::Gap(pair[0], pair[1]));
        }
    }
    Ok(())
}

/// Ages that are a whole in both: their groups in the data and in the standard.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) age: AgeGroup,
    pub(crate) data: std::ops::Range<usize>,
    pub(crate) standard: std::ops::Range<usize>,
}

/// The smallest blocks of ages whose borders both have. In each, one side has one group: the data are finer or coarser than the
/// standard, here this and there that; otherwise groups lie across each other. Both are [`check`]ed and sorted.
pub(crate) fn blocks(data: &[AgeGroup], standard: &[AgeGroup]) -> Result<Vec<Block>, AgeError> {
    let whole = |groups: &[AgeGroup]| groups[0].through(groups[groups.len() - 1]);
    let (all, asked) = (whole(data), whole(standard));
    if all.from() != asked.from() || all.end() != asked.end() {
        return Err(AgeError::Covered {
            data: all,
            standard: asked,
        });
    }
    let mut blocks = Vec::new();
    let (mut left, mut right) = (0, 0);
    while left < data.len() {
        let (first, start) = (left, right);
        // Whichever ends first takes its next group, until both end together; the wholes do.
        while data[left].end() != standard[right].end() {
            let across = AgeError::Across {
                data: data[left],
                standard: standard[right],
            };
            if data[left].end() < standard[right].end() {
                left += 1;
            } else {
                right += 1;
            }
            if left > first && right > start {
                return Err(across);
            }
        }
        blocks.push(Block {
            age: data[first].through(data[left]),
            data: first..left + 1,
            standard: start..right + 1,
        });
        left += 1;
        right += 1;
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Vec<AgeGroup> {
        text.split(' ')
            .map(|group| group.parse().unwrap())
            .collect()
    }

    #[test]
    fn groups_follow_each_other() {
        assert_eq!(check(&groups("0 1-4 5-14 15+")), Ok(()));
        assert!(matches!(
            check(&groups("0-4 4-9")),
            Err(AgeError::Overlap(..))
        ));
        assert!(matches!(check(&groups("0-4 6-9")), Err(AgeError::Gap(..))));
        assert!(matches!(
            check(&groups("0+ 5-9")),
            Err(AgeError::Overlap(..))
        ));
        assert_eq!(check(&[]), Err(AgeError::Empty));
    }

    #[test]
    fn finer_and_coarser_groups_come_together_in_one_table() {
        let blocks = blocks(
            &groups("0-4 5 6-9 10-19 20+"),
            &groups("0 1-4 5-9 10-19 20-24 25+"),
        )
        .unwrap();
        let shown: Vec<_> = blocks
            .iter()
            .map(|block| {
                (
                    block.age.to_string(),
                    block.data.clone(),
                    block.standard.clone(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("0-4".to_owned(), 0..1, 0..2),
                ("5-9".to_owned(), 1..3, 2..3),
                ("10-19".to_owned(), 3..4, 3..4),
                ("20+".to_owned(), 4..5, 4..6),
            ]
        );
    }

    #[test]
    fn groups_that_lie_across_each_other_are_named() {
        let error = blocks(&groups("0-4 5-14 15+"), &groups("0-9 10-14 15+")).unwrap_err();
        assert_eq!(
            error,
            AgeError::Across {
                data: "5-14".parse().unwrap(),
                standard: "0-9".parse().unwrap(),
            }
        );
        let error = blocks(&groups("0-4 5-79"), &groups("0-4 5+")).unwrap_err();
        assert!(matches!(error, AgeError::Covered { .. }), "{error}");
    }
}
