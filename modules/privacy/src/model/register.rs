// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The register of processing activities: what modules say of themselves, what an office adds, and what has
//! changed since it was last kept.

use jiff::Timestamp;
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use web::Activity;

/// What an office says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Header {
    /// Who is responsible: name and address.
    pub controller: String,
    /// The data protection officer and how to reach her.
    pub officer: String,
    /// So many months after closing a request is deleted.
    pub keep_months: i64,
}

impl Header {
    /// So many months a request is kept if the office says nothing else: three years.
    pub const KEEP_MONTHS: i64 = 36;
}

/// What an office adds to an activity. What is empty stays as the product says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Addition {
    /// What it is for.
    pub purpose: String,
    /// On which legal basis.
    pub legal_basis: String,
    /// Categories of people.
    pub persons: String,
    /// Who receives the data.
    pub recipients: String,
    /// How long they are kept, in words.
    pub retention: String,
    /// So many months a thing must be kept from its day on; none if no law says so.
    pub keep_months: Option<i64>,
    /// Measures.
    pub measures: String,
    /// Anything else, such as an impact assessment.
    pub note: String,
}

/// An activity of the register with what the office adds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// What the product says, in the words of the office where it has its own.
    #[serde(flatten)]
    pub activity: Activity,
    /// So many months a thing must be kept; none if no law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_months: Option<i64>,
    /// What the office notes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Kept {
    /// An activity with what the office adds.
    pub fn of(mut activity: Activity, addition: &Addition) -> Self {
        let own = |text: &mut String, addition: &str| {
            if !addition.is_empty() {
                addition.clone_into(text);
            }
        };
        own(&mut activity.purpose, &addition.purpose);
        own(&mut activity.legal_basis, &addition.legal_basis);
        own(&mut activity.persons, &addition.persons);
        own(&mut activity.recipients, &addition.recipients);
        own(&mut activity.retention, &addition.retention);
        own(&mut activity.measures, &addition.measures);
        Self {
            activity,
            keep_months: addition.keep_months,
            note: addition.note.clone(),
        }
    }
}

/// The register as it is at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// What the office says about itself.
    pub header: Header,
    /// The activities.
    pub activities: Vec<Kept>,
}

/// A version of the register that somebody has kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// When it was kept.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<PersonId>,
    /// What it says.
    pub snapshot: Snapshot,
}

/// What has changed from one register to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// What the office says about itself.
    Header,
    /// An activity came, by its title.
    Added(String),
    /// An activity went, by its title.
    Removed(String),
    /// An activity says something else, by its title.
    Changed(String),
}

/// What has changed.
pub fn changes(before: &Snapshot, after: &Snapshot) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.header != after.header {
        changes.push(Change::Header);
    }
    let find = |all: &[Kept], key: &str| all.iter().find(|one| one.activity.key == key).cloned();
    for one in &after.activities {
        let title = one.activity.title.clone();
        match find(&before.activities, &one.activity.key) {
            None => changes.push(Change::Added(title)),
            Some(known) if known != *one => changes.push(Change::Changed(title)),
            Some(_) => {}
        }
    }
    for one in &before.activities {
        if find(&after.activities, &one.activity.key).is_none() {
            changes.push(Change::Removed(one.activity.title.clone()));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(key: &str, purpose: &str) -> Kept {
        Kept {
            activity: Activity {
                key: key.to_owned(),
                title: key.to_uppercase(),
                purpose: purpose.to_owned(),
                ..Activity::default()
            },
            ..Kept::default()
        }
    }

    #[test]
    fn what_came_went_and_changed_is_named() {
        let register = |activities: Vec<Kept>| Snapshot {
            header: Header::default(),
            activities,
        };
        let before = register(vec![
            activity("a", "x"),
            activity("b", "x"),
            activity("c", "x"),
        ]);
        let after = register(vec![
            activity("a", "x"),
            activity("b", "y"),
            activity("d", "x"),
        ]);
        assert_eq!(
            changes(&before, &after),
            [
                Change::Changed("B".to_owned()),
                Change::Added("D".to_owned()),
                Change::Removed("C".to_owned())
            ]
        );
        assert_eq!(changes(&after, &after), []);
    }

    #[test]
    fn the_words_of_the_office_stand_before_those_of_the_product() {
        let addition = Addition {
            purpose: "Unser Zweck".to_owned(),
            keep_months: Some(12),
            ..Addition::default()
        };
        let product = Activity {
            purpose: "Zweck".to_owned(),
            recipients: "Amt".to_owned(),
            ..Activity::default()
        };
        let kept = Kept::of(product, &addition);
        assert_eq!(kept.activity.purpose, "Unser Zweck");
        assert_eq!(kept.activity.recipients, "Amt");
        assert_eq!(kept.keep_months, Some(12));
    }
}
