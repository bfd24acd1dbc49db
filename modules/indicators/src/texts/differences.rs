// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What has changed between two texts, line by line. Pure.

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// In both.
    Same(String),
    /// Only in the earlier one.
    Gone(String),
    /// Only in the later one.
    New(String),
}

/// The most lines of a text that are compared; of longer ones all lines are gone and new.
const MOST_LINES: usize = 1_000;

/// The lines of both texts, with the longest common ones told apart from the others.
pub(crate) fn differences(before: &str, after: &str) -> Vec<Line> {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim_end);
        lines
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (old, new) = (lines(before), lines(after));
    if old.len() > MOST_LINES || new.len() > MOST_LINES {
        let gone = old.into_iter().map(Line::Gone);
        return gone.chain(new.into_iter().map(Line::New)).collect();
    }
    // How many lines the rests have in common, from each pair of places on.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push(Line::Same(old[i].clone()));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            all.push(Line::Gone(old[i].clone()));
            i += 1;
        } else {
            all.push(Line::New(new[j].clone()));
            j += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(lines: &[Line], is_in: fn(&Line) -> Option<&String>) -> Vec<String> {
        lines.iter().filter_map(is_in).cloned().collect()
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_comparison(
            before in prop::collection::vec("[abc]", 0..8),
            after in prop::collection::vec("[abc]", 0..8),
        ) {
            let lines = differences(&before.join("\n"), &after.join("\n"));
            let old = of(&lines, |line| match line {
                Line::Same(text) | Line::Gone(text) => Some(text),
                Line::New(_) => None,
            });
            let new = of(&lines, |line| match line {
                Line::Same(text) | Line::New(text) => Some(text),
                Line::Gone(_) => None,
            });
            prop_assert_eq!(old, before);
            prop_assert_eq!(new, after);
        }
    }

    #[test]
    fn what_stayed_is_not_marked() {
        let lines = differences("eins\nzwei\n\ndrei", "eins\n\nzwei b\ndrei\nvier");
        let same = |text: &str| Line::Same(text.to_owned());
        assert_eq!(
            lines,
            [
                same("eins"),
                Line::Gone("zwei".to_owned()),
                Line::New("zwei b".to_owned()),
                same("drei"),
                Line::New("vier".to_owned()),
            ]
        );
        assert!(differences("", "").is_empty());
    }
}
