// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form is. Expressions are kept as text, with `${name}` for another question.

mod identity;
mod items;
mod origin;
mod privacy;
mod question;
mod range;
mod settings;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::str::FromStr;

use kernel::Localized;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::attached::AttachedFile;

pub use identity::{CodeListId, FimId, NoCodeListId, NoFimId, ReleaseStatus};
pub use items::{Group, Item, Repeat};
pub use origin::{NoOrigin, Origin};
pub use privacy::{PrivacyClass, ReleaseRule};
pub use question::{ChoiceSource, Media, Question, QuestionType};
pub use range::NumberRange;
pub use settings::{Entity, Settings};

/// The version of the JSON format that this code writes.
pub const FORMAT: u32 = 1;

/// The secondary instance that tells a form about the period it is filled in for, as in
/// `instance('period')/root/count_day`. Spreadsheet forms declare it by a row `xml-external`.
pub const PERIOD_INSTANCE: &str = "period";

/// What the period instance contains: the period's name (`2026-W47`), its first and last day, and
/// the day that counts are taken on.
pub const PERIOD_FACTS: [&str; 4] = ["name", "first_day", "last_day", "count_day"];

/// The secondary instance that tells a form what was reported for the period before, as in
/// `instance('previous')/root/counts/ill`: the accepted answers of the same reporter, without those
/// that are missing; nothing below `root` if there is no such report. Spreadsheet forms declare it
/// by a row `xml-external`.
pub const PREVIOUS_INSTANCE: &str = "previous";

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
    /// Whether expressions may read what was reported for the period before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reads_previous: bool,
    /// Lists of choices by name, shared by questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// The order of the lists, where it is not that in which questions use them, then that of
    /// their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choice_order: Vec<String>,
    /// The order of the further columns of choices, where it is not that of their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choice_columns: Vec<String>,
    /// Lists of choices that are kept in a file of their own and searched by it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub external_choices: BTreeMap<String, Vec<Choice>>,
    /// Lists of keys that `OpenStreetMap` questions offer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub osm_tags: BTreeMap<String, Vec<Choice>>,
    /// Files beside the form by name: what they contain belongs to the form's identity.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, AttachedFile>,
    /// What submissions create or update.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
    /// Lists of entities that the form reads, besides those that it updates: the file `list.csv` of
    /// each is made by whoever keeps the entities.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub entity_lists: BTreeSet<String>,
    /// How languages are called where [`language_name`] does not say so: tag and name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub language_names: BTreeMap<String, String>,
    /// The language of texts whose language the author did not name. Texts in no other language are
    /// written in place, not translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unnamed_language: Option<String>,
    /// What concerns how the form is sent and stored.
    #[serde(default, skip_serializing_if = "Settings::is_default")]
    pub settings: Settings,
    /// The data scheme of FIM that the form stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fim_id: Option<FimId>,
    /// Where lists of choices are published, by the name of the list.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub code_lists: BTreeMap<String, CodeListId>,
    /// Groups and questions in the order asked.
    pub items: Vec<Item>,
}

/// The name under which a language is written in spreadsheets and `XForms`: `Deutsch (de)`. None if
/// the tag stands for itself.
pub fn language_name(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "ar" => "العربية (ar)",
        "de" => "Deutsch (de)",
        "en" => "English (en)",
        "es" => "Español (es)",
        "fr" => "Français (fr)",
        "it" => "Italiano (it)",
        "pl" => "Polski (pl)",
        "ru" => "Русский (ru)",
        "tr" => "Türkçe (tr)",
        "uk" => "Українська (uk)",
        _ => return None,
    })
}

/// The tag of a language as written: `Deutsch (de)` is `de`; a name without brackets stands for
/// itself.
pub(crate) fn language_tag(written: &str) -> String {
    let tag = written
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(tag, _)| tag.trim())
        .filter(|tag| !tag.is_empty());
    tag.map_or_else(|| written.trim().to_owned(), str::to_lowercase)
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The code that is stored: no blanks.
    pub code: String,
    /// What people read.
    pub label: Localized,
    /// Further columns, for filters and exports.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
    /// Pictures and recordings.
    #[serde(default, skip_serializing_if = "Media::is_empty")]
    pub media: Media,
}

impl FormSpec {
    /// The identity of this definition: SHA-256 of its canonical JSON, as 64 hexadecimal digits.
    ///
    /// Canonical means: no blanks, keys sorted, absent and empty fields left out. Two definitions
    /// have the same hash exactly if they are equal.
    pub fn hash(&self) -> String {
        let value = serde_json::to_value(self).expect("a form definition is always JSON");
        let mut text = Vec::new();
        write_canonical(&value, &mut text);
        hex::encode(Sha256::digest(&text))
    }

    /// A form without questions, in one language.
    pub fn new(id: &str, language: &str) -> Self {
        Self {
            format: FORMAT,
            id: id.to_owned(),
            version: String::new(),
            title: Localized::default(),
            description: Localized::default(),
            languages: vec![language.to_owned()],
            default_language: language.to_owned(),
            period: PeriodKind::default(),
            purpose: Localized::default(),
            legal_basis: Localized::default(),
            review_note: Localized::default(),
            reads_period: false,
            reads_previous: false,
            entity_lists: BTreeSet::new(),
            choices: BTreeMap::new(),
            choice_order: Vec::new(),
            choice_columns: Vec::new(),
            external_choices: BTreeMap::new(),
            osm_tags: BTreeMap::new(),
            files: BTreeMap::new(),
            entities: Vec::new(),
            language_names: BTreeMap::new(),
            unnamed_language: None,
            settings: Settings::default(),
            fim_id: None,
            code_lists: BTreeMap::new(),
            items: Vec::new(),
        }
    }

    /// The names of the lists of choices in the order in which questions use them; then the others.
    pub(crate) fn usual_choice_order(&self) -> Vec<&str> {
        let mut order: Vec<&str> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        let used = self.questions().into_iter().filter_map(|(_, question)| {
            let (name, _) = self.choices.get_key_value(question.choices.as_ref()?)?;
            Some(name.as_str())
        });
        for name in used.chain(self.choices.keys().map(String::as_str)) {
            if seen.insert(name) {
                order.push(name);
            }
        }
        order
    }

    /// The lists of choices in their order.
    pub fn choice_lists(&self) -> Vec<(&str, &[Choice])> {
        let mut order: Vec<&str> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        let stated = self.choice_order.iter().map(String::as_str);
        for name in stated.chain(self.usual_choice_order()) {
            if seen.insert(name) {
                order.push(name);
            }
        }
        order
            .into_iter()
            .filter_map(|name| Some((name, self.choices.get(name)?.as_slice())))
            .collect()
    }

    /// The lists of entities that the form reads: those that it updates and those that it names. The
    /// file `list.csv` of each has the columns `name`, `label` and `__version`, then the properties.
    pub fn lists_of_entities(&self) -> BTreeSet<&str> {
        let updated = self.entities.iter().filter(|entity| entity.id.is_some());
        updated
            .map(|entity| entity.list.as_str())
            .chain(self.entity_lists.iter().map(String::as_str))
            .collect()
    }

    /// Whether filling the form in makes, changes or reads entities.
    pub fn follows_entities(&self) -> bool {
        !self.entities.is_empty() || !self.entity_lists.is_empty()
    }

    /// The lists that [`FormSpec::entity_lists`] names, in one line.
    pub(crate) fn entity_lists_as_text(&self) -> String {
        let lists: Vec<&str> = self.entity_lists.iter().map(String::as_str).collect();
        lists.join(" ")
    }

    /// Reads what [`FormSpec::entity_lists_as_text`] writes; the error is the part that is no name.
    pub(crate) fn set_entity_lists(&mut self, text: &str) -> Result<(), String> {
        for part in text.split_whitespace() {
            if !crate::compile::is_name(part) {
                return Err(part.to_owned());
            }
            self.entity_lists.insert(part.to_owned());
        }
        Ok(())
    }

    /// Where lists are published, in one line: `sex=urn:de:example|1.0 state=urn:de:other`.
    pub(crate) fn code_lists_as_text(&self) -> String {
        let parts: Vec<String> = self
            .code_lists
            .iter()
            .map(|(list, id)| format!("{list}={id}"))
            .collect();
        parts.join(" ")
    }

    /// Reads what [`FormSpec::code_lists_as_text`] writes; the error is the part that is wrong.
    pub(crate) fn set_code_lists(&mut self, text: &str) -> Result<(), String> {
        for part in text.split_whitespace() {
            let wrong = || part.to_owned();
            let (list, id) = part.split_once('=').ok_or_else(wrong)?;
            let id = id.parse().map_err(|_| wrong())?;
            self.code_lists.insert(list.to_owned(), id);
        }
        Ok(())
    }

    /// How a language is called in spreadsheets and `XForms`; `default` if the author did not name it.
    pub fn name_of_language<'a>(&'a self, tag: &'a str) -> &'a str {
        if let Some(name) = self.language_names.get(tag) {
            return name;
        }
        if self.unnamed_language.as_deref() == Some(tag) {
            return "default";
        }
        language_name(tag).unwrap_or(tag)
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

fn write_canonical(value: &serde_json::Value, text: &mut Vec<u8>) {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            text.push(b'{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                if index > 0 {
                    text.push(b',');
                }
                write_json(key, text);
                text.push(b':');
                write_canonical(value, text);
            }
            text.push(b'}');
        }
        Value::Array(items) => {
            text.push(b'[');
            for (index, value) in items.iter().enumerate() {
                if index > 0 {
                    text.push(b',');
                }
                write_canonical(value, text);
            }
            text.push(b']');
        }
        scalar => write_json(scalar, text),
    }
}

fn write_json(value: &impl Serialize, text: &mut Vec<u8>) {
    serde_json::to_writer(text, value).expect("a vector takes every value");
}
