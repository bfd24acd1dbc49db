// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

mod check;

use serde::{Deserialize, Serialize};

use crate::canonical::{canonical, sha256_hex};

/// The minimum number of facilities in a group as shipped: the minimum count of official
/// statistics for published tables.
pub const SHIPPED_MINIMUM_FACILITIES: u32 = 3;

/// After how many weeks of waiting only a count may leave, as shipped.
pub const SHIPPED_MAXIMUM_HOLD_WEEKS: u32 = 8;

/// Patience as shipped: the district at once, the statistical region from the second week of
/// waiting on, the state from the fourth.
pub fn shipped_patience() -> Vec<PatienceStep> {
    [(0, "district"), (2, "region"), (4, "state")]
        .into_iter()
        .map(|(from_weeks, place)| PatienceStep {
            from_weeks,
            place: place.to_owned(),
        })
        .collect()
}

/// What may leave an office of one form version's answers, how coarse, and why: the release
/// policy (Freigaberegel) that a data protection officer reviews.
///
/// A policy is checked when it is made; it cannot change afterwards. Its hash stands in every
/// release made under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PolicyDraft", into = "PolicyDraft")]
pub struct Policy {
    rules: PolicyDraft,
    hash: String,
}

/// The content of a [`Policy`], before it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    /// The version of this format.
    pub format: PolicyFormat,
    /// The form version whose answers this is about, by its identifier.
    pub form_version: String,
    /// What the figures are needed for, in one German sentence.
    pub purpose: String,
    /// The legal basis of the transmission, in German.
    pub legal_basis: String,
    /// Who receives the groups, in German.
    pub recipient: String,
    /// The smallest number of different facilities in a group; at least 2.
    pub minimum_facilities: u32,
    /// Every field of the form with what happens to it. A field that is not listed does not exist
    /// for the engine.
    pub fields: Vec<Field>,
    /// The coarsest place level that a record may leave at, by weeks waited since the week it is
    /// about. Finer levels are always tried first.
    pub patience: Vec<PatienceStep>,
    /// From this many weeks of waiting on, what still could not leave is only counted, without
    /// place, week and figures, and only once as many facilities as the minimum have come together.
    pub maximum_hold_weeks: u32,
}

/// The version of the format of policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyFormat {
    /// Weekly sums by place.
    #[serde(rename = "deich-policy/1")]
    V1,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The field's name in the form, a short key.
    pub name: String,
    /// What the field is called on the form, in German.
    pub label: String,
    /// What happens to it.
    pub class: FieldClass,
    /// Why, in one German sentence for the data protection officer.
    pub reason: String,
}

/// What happens to a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FieldClass {
    /// The reporting facility: stays at the office, counted to know how many different ones are
    /// in a group.
    Entity,
    /// The place: leaves at one of these levels, named from fine to coarse as in the
    /// [`Hierarchy`](crate::Hierarchy).
    Place {
        /// Names of levels.
        levels: Vec<String>,
    },
    /// The date: leaves as ISO week.
    Date,
    /// A whole number: leaves as sum over the group.
    Measure {
        /// The p of the p%-rule, 0 to 100; 0 switches it off.
        ///
        /// A sum is withheld if the facility with the second largest figure could compute the
        /// largest one to within p percent, that is, if all the others together come to less
        /// than p percent of the largest. Source: Hundepool et al., *Statistical Disclosure
        /// Control* (Wiley 2012), chapter on magnitude tabular data, sensitivity rules.
        dominance_percent: u8,
    },
    /// Never leaves.
    Dropped {
        /// What it is about the field.
        because: DropReason,
    },
}

/// Why a field never leaves, by its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DropReason {
    /// It names a person or a facility.
    Identifier,
    /// Free text can hold anything.
    FreeText,
    /// So can a file or a picture.
    File,
    /// Nobody has given it a privacy class.
    Unclassified,
    /// The purpose does not need it.
    NotNeeded,
}

/// From how many weeks of waiting on a record may leave at which place level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatienceStep {
    /// Weeks between the week the record is about and the week of the release.
    pub from_weeks: u32,
    /// The coarsest level allowed then, by its name.
    pub place: String,
}

/// Why a draft is not a policy.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone)]
pub enum PolicyError {
    /// The text is not a policy in its stored form.
    #[error("not a policy: {0}")]
    NotAPolicy(String),
    /// A text that the data protection officer needs is missing or over-long.
    #[error("`{0}` must have between 1 and 1000 characters")]
    Text(&'static str),
    /// A name is not a short key.
    #[error("`{0}` must consist of 1 to 64 letters, digits, dots, hyphens and underscores")]
    Name(String),
    /// Two fields have one name.
    #[error("field `{0}` is listed twice")]
    FieldTwice(String),
    /// Not exactly one field of a class that there must be one of.
    #[error("exactly one field must be the {0}")]
    ExactlyOne(&'static str),
    /// A minimum of one protects nobody.
    #[error("the minimum number of facilities must be at least 2")]
    Minimum,
    /// The p%-rule needs a percentage.
    #[error("the dominance percentage of `{0}` must be at most 100")]
    Dominance(String),
    /// The levels of the place are missing or repeated.
    #[error("the place must have different levels, at least one")]
    Levels,
    /// The patience does not begin at once, or does not grow in weeks and coarseness.
    #[error(
        "patience must begin with week 0 and grow in weeks and in coarseness, over levels of the place"
    )]
    Patience,
    /// The maximum hold ends before the last step of patience begins.
    #[error("the maximum hold must not end before the last step of patience begins")]
    MaximumHold,
    /// The bounds of the patience are no bounds.
    #[error(
        "patience must begin with week 0 and grow in weeks and in loss, up to 1000 thousandths, and waiting must not be worth more than the bound"
    )]
    Bounds,
    /// Nobody's records may leave in detail.
    #[error("the yearly cap must be at least 1")]
    Cap,
    /// t is no share, or its reference is empty.
    #[error("the closeness of `{0}` needs at most 100 per cent and a reference with a value")]
    Closeness(String),
    /// More columns than a tuple has room for.
    #[error("a tuple has at most {0} columns")]
    TooManyColumns(usize),
    /// A plan for counts with noise protects too little.
    #[error(transparent)]
    Noise(crate::counting::PlanFault),
}

impl Policy {
    /// Checks a draft.
    pub fn new(draft: PolicyDraft) -> Result<Self, PolicyError> {
        check::check(&draft)?;
        let hash = sha256_hex(canonical(&draft).as_bytes());
        Ok(Self { rules: draft, hash })
    }

    /// Reads what [`Self::to_json`] wrote.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        let draft: PolicyDraft = serde_json::from_str(text)
            .map_err(|error| PolicyError::NotAPolicy(error.to_string()))?;
        Self::new(draft)
    }

    /// The canonical JSON: equal policies have equal bytes.
    pub fn to_json(&self) -> String {
        canonical(&self.rules)
    }

    /// SHA-256 of the canonical JSON, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What the policy says.
    pub fn rules(&self) -> &PolicyDraft {
        &self.rules
    }

    /// The fields that are summed, in the order in which a record gives its figures.
    pub fn measures(&self) -> impl Iterator<Item = &str> {
        self.rules
            .fields
            .iter()
            .filter(|field| matches!(field.class, FieldClass::Measure { .. }))
            .map(|field| field.name.as_str())
    }

    /// The percentages of the p%-rule in the order of [`Self::measures`].
    pub(crate) fn dominance_percents(&self) -> Vec<u8> {
        self.rules
            .fields
            .iter()
            .filter_map(|field| match field.class {
                FieldClass::Measure { dominance_percent } => Some(dominance_percent),
                _ => None,
            })
            .collect()
    }

    /// How many steps of patience a record has taken that waited `weeks`; at least 1.
    pub(crate) fn steps_after(&self, weeks: u32) -> usize {
        self.rules
            .patience
            .iter()
            .take_while(|step| step.from_weeks <= weeks)
            .count()
    }
}

impl TryFrom<PolicyDraft> for Policy {
    type Error = PolicyError;
    fn try_from(draft: PolicyDraft) -> Result<Self, PolicyError> {
        Self::new(draft)
    }
}

impl From<Policy> for PolicyDraft {
    fn from(policy: Policy) -> Self {
        policy.rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{are_sentinel, field};

    #[test]
    fn a_policy_has_one_spelling_and_survives_it() {
        let policy = Policy::new(are_sentinel()).unwrap();
        insta::assert_snapshot!(policy.to_json());
        let again = Policy::from_json(&policy.to_json()).unwrap();
        assert_eq!(again, policy);
        assert_eq!(again.hash(), policy.hash());
        assert_eq!(
            policy.measures().collect::<Vec<_>>(),
            ["cared", "ill_absent", "ill_present"]
        );
    }

    #[test]
    fn every_change_of_a_policy_changes_its_hash() {
        let mut draft = are_sentinel();
        let before = Policy::new(draft.clone()).unwrap();
        draft.maximum_hold_weeks += 1;
        assert_ne!(Policy::new(draft).unwrap().hash(), before.hash());
    }

    #[test]
    fn patience_grows_by_waiting() {
        let policy = Policy::new(are_sentinel()).unwrap();
        let steps: Vec<_> = [0, 1, 2, 3, 4, 99].map(|w| policy.steps_after(w)).into();
        assert_eq!(steps, [1, 1, 2, 2, 3, 3]);
    }

    #[test]
    fn drafts_that_protect_nobody_or_contradict_themselves_are_refused() {
        let refused = |change: fn(&mut PolicyDraft)| {
            let mut draft = are_sentinel();
            change(&mut draft);
            Policy::new(draft).unwrap_err()
        };
        assert_eq!(refused(|d| d.minimum_facilities = 1), PolicyError::Minimum);
        assert_eq!(
            refused(|d| d.legal_basis = " ".into()),
            PolicyError::Text("legal_basis")
        );
        assert_eq!(
            refused(|d| d.fields.retain(|f| f.class != FieldClass::Entity)),
            PolicyError::ExactlyOne("facility")
        );
        assert_eq!(
            refused(|d| d.fields.push(field("second_date", FieldClass::Date))),
            PolicyError::ExactlyOne("date")
        );
        assert_eq!(
            refused(|d| d.fields.push(d.fields[0].clone())),
            PolicyError::FieldTwice("institution".into())
        );
        assert_eq!(
            refused(|d| d.patience[0].from_weeks = 1),
            PolicyError::Patience
        );
        assert_eq!(refused(|d| d.patience.reverse()), PolicyError::Patience);
        assert_eq!(refused(|d| d.patience.clear()), PolicyError::Patience);
        assert_eq!(
            refused(|d| d.patience[1].place = "municipality".into()),
            PolicyError::Patience
        );
        assert_eq!(
            refused(|d| d.maximum_hold_weeks = 3),
            PolicyError::MaximumHold
        );
        assert_eq!(
            refused(|d| d.fields.push(field("free text", FieldClass::Date))),
            PolicyError::Name("free text".into())
        );
        assert_eq!(
            refused(|d| d.fields.push(field(
                "beds",
                FieldClass::Measure {
                    dominance_percent: 101
                }
            ))),
            PolicyError::Dominance("beds".into())
        );
    }

    #[test]
    fn unknown_keys_are_refused() {
        let text = Policy::new(are_sentinel()).unwrap().to_json();
        let text = text.replacen('{', r#"{"note":"x","#, 1);
        assert!(matches!(
            Policy::from_json(&text),
            Err(PolicyError::NotAPolicy(_))
        ));
    }
}
