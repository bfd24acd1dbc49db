// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Labels that differ in one letter.

use std::collections::{BTreeSet, HashMap};

use super::{Generalisation, NearDuplicate};

/// Shorter labels are codes: they differ in one letter on purpose.
const SHORTEST: usize = 4;

impl Generalisation {
    /// Pairs of labels of one level with an edit distance of 1, whose parents are the same or lie
    /// below the same label.
    pub(super) fn near_duplicates(&self) -> Vec<NearDuplicate> {
        let mut found = Vec::new();
        for level in 0..self.levels() {
            let near = (level + 2).min(self.height());
            // Labels are compared only if they agree once one character is taken out.
            let mut alike: HashMap<(u32, String), Vec<u32>> = HashMap::new();
            let mut pairs = BTreeSet::new();
            let mut seen = vec![false; self.levels[level].labels.len()];
            for leaf in 0..self.domain() as u32 {
                let label = self.label_of(leaf, level);
                if std::mem::replace(&mut seen[label as usize], true) {
                    continue;
                }
                let characters: Vec<char> = self.label(level, label).chars().collect();
                if characters.len() < SHORTEST {
                    continue;
                }
                let around = self.label_of(leaf, near);
                let whole = characters.iter().collect::<String>();
                let shorter = (0..characters.len()).map(|out| {
                    let mut rest = characters.clone();
                    rest.remove(out);
                    rest.into_iter().collect()
                });
                for key in std::iter::once(whole).chain(shorter) {
                    let others = alike.entry((around, key)).or_default();
                    pairs.extend(
                        others
                            .iter()
                            .filter(|&&other| other != label)
                            .map(|&other| (other, label)),
                    );
                    if others.last() != Some(&label) {
                        others.push(label);
                    }
                }
            }
            found.extend(
                pairs
                    .into_iter()
                    .map(|(one, other)| (self.label(level, one), self.label(level, other)))
                    .filter(|(one, other)| one_letter_apart(one, other))
                    .map(|(one, other)| NearDuplicate {
                        level,
                        one: one.to_owned(),
                        other: other.to_owned(),
                    }),
            );
        }
        found
    }
}

/// Whether one letter, not a digit, was changed, added or left out.
fn one_letter_apart(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let begin = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let end = one[begin..]
        .iter()
        .rev()
        .zip(other[begin..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let changed = [
        &one[begin..one.len() - end],
        &other[begin..other.len() - end],
    ];
    changed.iter().all(|part| part.len() <= 1)
        && changed.iter().any(|part| !part.is_empty())
        && changed
            .iter()
            .flat_map(|part| part.iter())
            .all(|character| !character.is_numeric())
}
