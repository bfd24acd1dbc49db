// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What differs between two lists of choices.

use std::collections::{HashMap, HashSet};

use forms::Choice;
use serde::Serialize;

/// A choice that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum ChoiceChange {
    /// A new code.
    Added {
        /// The code.
        code: String,
    },
    /// A code that is gone.
    Removed {
        /// The code.
        code: String,
    },
    /// The same label has another code.
    Renamed {
        /// The code before.
        old: String,
        /// The code now.
        new: String,
    },
    /// The same code has another label.
    Reworded {
        /// The code.
        code: String,
        /// The label before.
        old: String,
        /// The label now.
        new: String,
    },
    /// The same choices stand in another order.
    Reordered,
}

/// Compares two lists; labels in `language`. In the order of the new list, then that of the old.
pub fn of_choices(
    old: Option<&[Choice]>,
    new: Option<&[Choice]>,
    language: &str,
) -> Vec<ChoiceChange> {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let before: HashMap<&str, &Choice> = old.iter().map(|one| (one.code.as_str(), one)).collect();
    let after: HashSet<&str> = new.iter().map(|one| one.code.as_str()).collect();
    let gone: Vec<&Choice> = old
        .iter()
        .filter(|one| !after.contains(one.code.as_str()))
        .collect();
    let mut by_label: HashMap<&str, Vec<&str>> = HashMap::new();
    for choice in &gone {
        let label = choice.label.get(language);
        by_label.entry(label).or_default().push(&choice.code);
    }
    let mut renamed: HashSet<&str> = HashSet::new();
    let mut changes = Vec::new();
    for choice in new {
        let label = choice.label.get(language);
        let code = choice.code.clone();
        if let Some(known) = before.get(choice.code.as_str()) {
            if known.label.get(language) != label {
                changes.push(ChoiceChange::Reworded {
                    code,
                    old: known.label.get(language).to_owned(),
                    new: label.to_owned(),
                });
            }
            continue;
        }
        match by_label.get(label).map(Vec::as_slice) {
            Some([only]) if !label.is_empty() && renamed.insert(only) => {
                changes.push(ChoiceChange::Renamed {
                    old: (*only).to_owned(),
                    new: code,
                });
            }
            _ => changes.push(ChoiceChange::Added { code }),
        }
    }
    for choice in gone {
        if !renamed.contains(choice.code.as_str()) {
            let code = choice.code.clone();
            changes.push(ChoiceChange::Removed { code });
        }
    }
    let codes = |list: &[Choice]| -> Vec<String> { list.iter().map(|c| c.code.clone()).collect() };
    if changes.is_empty() && codes(old) != codes(new) {
        changes.push(ChoiceChange::Reordered);
    }
    changes
}
