// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form is. Expressions are kept as text, with `${name}` for another question.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kernel::Localized;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The version of the JSON format that this code writes.
pub const FORMAT: u32 = 1;

/// The secondary instance that tells a form about the period it is filled in for, as in
/// `instance('period')/root/count_day`. Spreadsheet forms declare it by a row `xml-external`.
pub const PERIOD_INSTANCE: &str = "period";

/// What the period instance contains: the period's name (`2026-W47`), its first and last day, and
/// the day that counts are taken on.
pub const PERIOD_FACTS: [&str; 4] = ["name", "first_day", "last_day", "count_day"];

/// A form: what is asked, of whom it may be known, and how answers are judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSpec {
    /// Version of this JSON format: 1.
    pub format: u32,
    /// The form's identifier, the same over all versions: letters, digits, `_`, `-`, `.`.
    pub id: String,
    /// The author's name of this version; free text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// What the form is called.
    pub title: Localized,
    /// For whom and what for, in plain language.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub description: Localized,
    /// BCP 47 tags of the languages that the texts are written in.
    pub languages: Vec<String>,
    /// The language shown when the reader's is missing.
    pub default_language: String,
    /// What one report is about.
    pub period: PeriodKind,
    /// What the data is collected for.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub purpose: Localized,
    /// The law that it is collected under.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub legal_basis: Localized,
    /// What an expert has still to confirm; empty once it is confirmed.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub review_note: Localized,
    /// Whether expressions may read the period instance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reads_period: bool,
    /// Lists of choices by name, shared by questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// Groups and questions in the order asked.
    pub items: Vec<Item>,
}

/// The language in which purpose and legal basis must be written.
pub const LEGAL_LANGUAGE: &str = "de";

/// What one report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// A calendar week after ISO 8601.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A calendar year.
    Year,
    /// A single event, reported when it happens.
    #[default]
    Event,
}

impl PeriodKind {
    /// The name in JSON and spreadsheets: `week`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Event => "event",
        }
    }
}

impl FromStr for PeriodKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        [
            Self::Week,
            Self::Month,
            Self::Quarter,
            Self::Year,
            Self::Event,
        ]
        .into_iter()
        .find(|kind| kind.name() == text)
        .ok_or(())
    }
}

/// One entry of a list of choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The code that is stored: no blanks.
    pub code: String,
    /// What people read.
    pub label: Localized,
    /// Further columns, for filters and exports.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

/// A node of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum Item {
    /// Questions that belong together.
    Group(Group),
    /// Questions that are asked several times.
    Repeat(Repeat),
    /// A question, a note or a calculated value.
    Question(Box<Question>),
}

impl Item {
    /// The name within the group around it.
    pub fn name(&self) -> &str {
        match self {
            Self::Group(group) => &group.name,
            Self::Repeat(repeat) => &repeat.name,
            Self::Question(question) => &question.name,
        }
    }
}

/// Questions that belong together: shown under one heading, relevant together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The name within the group around it.
    pub name: String,
    /// The heading; may be empty.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// When false, nothing within is asked or kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// What it contains.
    pub items: Vec<Item>,
}

/// Questions that are asked several times. Kept in the model, not executed yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The name within the group around it.
    pub name: String,
    /// The heading of each round; may be empty.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// When false, nothing within is asked or kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// How many rounds, if an expression decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// What each round contains.
    pub items: Vec<Item>,
}

/// A question, a note or a calculated value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The name within the group around it: a letter or `_`, then letters, digits, `_`, `-`, `.`.
    pub name: String,
    /// What kind of value it holds.
    #[serde(rename = "type")]
    pub kind: QuestionType,
    /// The question as asked.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// Help below the question.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub hint: Localized,
    /// Condition under which an answer must be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// What to say when it is missing.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub required_message: Localized,
    /// Condition under which the question is asked; the value counts as absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Condition that an answer must meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What to say when it does not.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub constraint_message: Localized,
    /// Condition under which an answer is implausible, though it can be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// What to ask the person to check then.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub warning_message: Localized,
    /// Condition under which the value is shown but cannot be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readonly: Option<String>,
    /// The value at the beginning: an expression, or a text if it is not one (see [`Question::default_is_text`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether `default` is the value itself and not an expression.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub default_is_text: bool,
    /// The value, always computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculate: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// The list of choices, for select questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<String>,
    /// What the value reveals. Without a class the value is collected but never forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<PrivacyClass>,
    /// How coarse a quasi-identifier or date must become before it is forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<ReleaseRule>,
    /// What is counted or measured, shown beside the field.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub unit: Localized,
}

impl Question {
    /// How the value takes part in forwarding; `None` if it never leaves the office.
    ///
    /// Free text is dropped by type, whatever its class says.
    pub fn forwarded_as(&self) -> Option<PrivacyClass> {
        match (self.kind, self.privacy) {
            (QuestionType::Text | QuestionType::Note, _) | (_, Some(PrivacyClass::Identifier)) => {
                None
            }
            (_, class) => class,
        }
    }
}

/// What kind of value a question holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionType {
    /// Free text, at most 10,000 characters.
    #[default]
    Text,
    /// A whole number of at most 15 digits.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day, `2026-11-18`.
    Date,
    /// `true` or `false`.
    Boolean,
    /// One code of a list.
    SelectOne,
    /// Several codes of a list, with blanks between them.
    SelectMany,
    /// No value: a text to read.
    Note,
    /// A computed value that is not asked.
    Calculated,
}

impl QuestionType {
    /// The name in JSON and for class names: `select-one`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::SelectOne => "select-one",
            Self::SelectMany => "select-many",
            Self::Note => "note",
            Self::Calculated => "calculated",
        }
    }

    /// Whether a person can give a value.
    pub fn is_asked(self) -> bool {
        !matches!(self, Self::Note | Self::Calculated)
    }
}

/// What a value reveals (Schutzklasse). Decides, with the release policy, whether it may be forwarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivacyClass {
    /// Names a person; never leaves the office.
    Identifier,
    /// Helps to recognise a person together with others; leaves only generalised.
    Quasi,
    /// Must not be learned about a person; leaves only in mixed groups.
    Sensitive,
    /// Neither helps to recognise anybody nor harms; argued in writing.
    Plain,
    /// Tells entities apart, so that distinct ones can be counted.
    Entity,
    /// A day; leaves as a calendar week or coarser.
    Date,
    /// A count that is summed over a group.
    Measure,
}

impl PrivacyClass {
    /// All classes, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Identifier,
        Self::Quasi,
        Self::Sensitive,
        Self::Plain,
        Self::Entity,
        Self::Date,
        Self::Measure,
    ];

    /// The name in JSON and spreadsheets: `quasi`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Quasi => "quasi",
            Self::Sensitive => "sensitive",
            Self::Plain => "plain",
            Self::Entity => "entity",
            Self::Date => "date",
            Self::Measure => "measure",
        }
    }

    /// Whether values of this type can have this class.
    pub fn fits(self, kind: QuestionType) -> bool {
        match self {
            Self::Identifier => true,
            Self::Measure => matches!(
                kind,
                QuestionType::Integer | QuestionType::Decimal | QuestionType::Calculated
            ),
            Self::Date => matches!(kind, QuestionType::Date | QuestionType::Calculated),
            Self::Quasi | Self::Sensitive | Self::Plain | Self::Entity => {
                !matches!(kind, QuestionType::Text | QuestionType::Note)
            }
        }
    }
}

impl fmt::Display for PrivacyClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for PrivacyClass {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|class| class.name() == text)
            .ok_or(())
    }
}

/// How a value is coarsened: `hierarchy=age finest=5-years coarsest=*`, each part optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRule {
    /// The hierarchy of levels, such as `iso-week` or `age`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hierarchy: Option<String>,
    /// The finest level that may leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finest: Option<String>,
    /// The coarsest level that is still useful.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coarsest: Option<String>,
}

impl FromStr for ReleaseRule {
    type Err = String;
    /// Reads `key=value` parts with blanks between them; the error is the part that is none.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut rule = Self::default();
        for part in text.split_whitespace() {
            let (key, value) = part.split_once('=').ok_or_else(|| part.to_owned())?;
            let slot = match key {
                "hierarchy" => &mut rule.hierarchy,
                "finest" => &mut rule.finest,
                "coarsest" => &mut rule.coarsest,
                _ => return Err(part.to_owned()),
            };
            if value.is_empty() || slot.is_some() {
                return Err(part.to_owned());
            }
            *slot = Some(value.to_owned());
        }
        Ok(rule)
    }
}

impl FormSpec {
    /// The identity of this definition: SHA-256 of its canonical JSON, as 64 hexadecimal digits.
    ///
    /// Canonical means: no blanks, keys sorted, absent and empty fields left out. Two definitions
    /// have the same hash exactly if they are equal.
    pub fn hash(&self) -> String {
        let value = serde_json::to_value(self).expect("a form definition is always JSON");
        let mut text = String::new();
        write_canonical(&value, &mut text);
        hex::encode(Sha256::digest(text.as_bytes()))
    }

    /// All questions, notes and calculated values in order, with their paths (`group/name`).
    pub fn questions(&self) -> Vec<(String, &Question)> {
        let mut all = Vec::new();
        collect(&self.items, "", &mut all);
        all
    }

    /// The same, to be changed: for editing classes and texts.
    pub fn question_mut(&mut self, path: &str) -> Option<&mut Question> {
        let mut items = &mut self.items;
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let item = items.iter_mut().find(|item| item.name() == part)?;
            match item {
                Item::Group(group) => items = &mut group.items,
                Item::Repeat(repeat) => items = &mut repeat.items,
                Item::Question(question) => {
                    return parts.peek().is_none().then_some(question.as_mut());
                }
            }
        }
        None
    }
}

fn collect<'a>(items: &'a [Item], prefix: &str, all: &mut Vec<(String, &'a Question)>) {
    for item in items {
        let path = if prefix.is_empty() {
            item.name().to_owned()
        } else {
            format!("{prefix}/{}", item.name())
        };
        match item {
            Item::Group(group) => collect(&group.items, &path, all),
            Item::Repeat(repeat) => collect(&repeat.items, &path, all),
            Item::Question(question) => all.push((path, question)),
        }
    }
}

fn write_canonical(value: &serde_json::Value, text: &mut String) {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            text.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(key.clone()).to_string());
                text.push(':');
                write_canonical(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, value) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_canonical(value, text);
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}
