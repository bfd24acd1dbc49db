// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which question of the old definition each one of the new definition was.

use std::collections::{BTreeMap, HashMap};

use forms::{FormSpec, Item, Question};

use crate::places::{children, split};

/// Which question of `before` each question of `after` was: the one with its path, or the only one
/// with its name, where a question moved to another group.
pub fn counterparts(
    before: &[(String, &Question)],
    after: &[(String, &Question)],
) -> Vec<Option<usize>> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (path, question)) in before.iter().enumerate() {
        by_name.entry(&question.name).or_default().push(index);
        by_path.insert(path, index);
    }
    let mut used = vec![false; before.len()];
    after
        .iter()
        .map(|(path, question)| {
            let same_path = by_path.get(path.as_str()).copied();
            let same_name = || match by_name.get(question.name.as_str()).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                _ => None,
            };
            let index = same_path.or_else(same_name).filter(|index| !used[*index])?;
            used[index] = true;
            Some(index)
        })
        .collect()
}

/// The same, and of what is left those that ask the same by another name.
fn with_renamed(
    before: &[(String, &Question)],
    after: &[(String, &Question)],
) -> Vec<Option<usize>> {
    let mut found = counterparts(before, after);
    let mut used = vec![false; before.len()];
    for index in found.iter().flatten() {
        used[*index] = true;
    }
    let asks_same = |one: &Question, other: &Question| {
        one.kind == other.kind && !one.label.is_empty() && one.label == other.label
    };
    let alone = |question: &Question, all: &[(String, &Question)], free: &dyn Fn(usize) -> bool| {
        let mut same = (0..all.len()).filter(|at| free(*at) && asks_same(question, all[*at].1));
        same.next().filter(|_| same.next().is_none())
    };
    for index in 0..after.len() {
        if found[index].is_some() {
            continue;
        }
        let question = after[index].1;
        let was = alone(question, before, &|at| !used[at]);
        let is = alone(question, after, &|at| found[at].is_none());
        if let (Some(was), Some(_)) = (was, is) {
            found[index] = Some(was);
            used[was] = true;
        }
    }
    found
}

/// A question with its path.
pub(super) type Placed<'a> = (String, &'a Question);

/// The questions of two definitions.
pub(super) struct Pairs<'a> {
    before: Vec<Placed<'a>>,
    kept: Vec<bool>,
    /// The questions of the new definition, each with what it was.
    pub(super) found: Vec<(Placed<'a>, Option<Placed<'a>>)>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(old: &'a FormSpec, new: &'a FormSpec) -> Self {
        let (before, after) = (old.questions(), new.questions());
        let found = with_renamed(&before, &after);
        let mut kept = vec![false; before.len()];
        for index in found.iter().flatten() {
            kept[*index] = true;
        }
        let was = |index: usize| (before[index].0.clone(), before[index].1);
        let found = after
            .into_iter()
            .zip(found)
            .map(|(question, index)| (question, index.map(was)))
            .collect();
        Self {
            before,
            kept,
            found,
        }
    }

    /// The questions that only the old definition has.
    pub(super) fn gone(&self) -> impl Iterator<Item = (&str, &'a Question)> {
        let all = self.before.iter().zip(&self.kept);
        all.filter(|(_, kept)| !**kept)
            .map(|((path, question), _)| (path.as_str(), *question))
    }
}

/// Whether a question stands in another group.
pub(super) fn is_moved(old: &str, new: &str) -> bool {
    split(old).0 != split(new).0
}

/// All groups and repeats with their paths, outer first.
pub(super) fn containers(items: &[Item]) -> Vec<(String, &Item)> {
    let mut all = Vec::new();
    crate::places::walk(items, "", &mut |path, item| {
        if children(item).is_some() {
            all.push((path.to_owned(), item));
        }
    });
    all
}
