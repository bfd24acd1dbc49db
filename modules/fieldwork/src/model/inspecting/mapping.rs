// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form means: which of its questions are items with a finding, and where facility, day and defect
//! stand. This is data of the project; no form is known to the code.

use serde::{Deserialize, Serialize};

/// The meaning of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// The form, by the identifier that it has in the project.
    pub(crate) form: String,
    /// The list of choices of items: every single choice from it is a finding.
    pub(crate) finding_list: String,
    /// The codes that say that an item is met.
    pub(crate) met: Vec<String>,
    /// The codes that say that it is partly met.
    pub(crate) partly: Vec<String>,
    /// The codes that say that it is not met.
    pub(crate) not_met: Vec<String>,
    /// The list of choices of severities; may be empty.
    pub(crate) severity_list: String,
    /// The codes that count as severe.
    pub(crate) severe: Vec<String>,
    /// How the questions about a defect are named.
    pub(crate) endings: Endings,
    /// Whether the hint of an item is its legal reference.
    pub(crate) hint_is_law: bool,
    /// The question that names the facility, by path.
    pub(crate) facility: String,
    /// The question with the day of the inspection.
    #[serde(default)]
    pub(crate) visited_on: String,
    /// The question with the occasion.
    #[serde(default)]
    pub(crate) occasion: String,
    /// The codes of the occasion that mean an event.
    #[serde(default)]
    pub(crate) event: Vec<String>,
    /// The codes of the occasion that mean a follow-up.
    #[serde(default)]
    pub(crate) followup: Vec<String>,
    /// The question with those who took part.
    #[serde(default)]
    pub(crate) participants: String,
    /// The question with the result as a whole.
    #[serde(default)]
    pub(crate) outcome: String,
    /// The question with further remarks.
    #[serde(default)]
    pub(crate) remark: String,
}

/// How the questions about a defect are named: the name of the item and this ending. A repeat may have a
/// question that is called like the ending without the line before it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Endings {
    /// How severe it is.
    #[serde(default)]
    pub(crate) severity: String,
    /// What was found.
    #[serde(default)]
    pub(crate) text: String,
    /// What has to be done.
    #[serde(default)]
    pub(crate) measure: String,
    /// Until when.
    #[serde(default)]
    pub(crate) deadline: String,
    /// A picture.
    #[serde(default)]
    pub(crate) photo: String,
}

impl Endings {
    /// All of them.
    pub(crate) fn all(&self) -> [&str; 5] {
        [
            &self.severity,
            &self.text,
            &self.measure,
            &self.deadline,
            &self.photo,
        ]
    }
}
