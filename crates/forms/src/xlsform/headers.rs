// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Column headers: a key, and for texts the language, as in `label::Deutsch (de)`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::Localized;

use super::message::{Cause, Warning, WarningCause, XlsProblem};
use super::workbook::{Row, Sheet};
use crate::spec::{language_name, language_tag};

/// Columns whose texts people read.
pub(super) const TEXTS: [&str; 12] = [
    "label",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "media::image",
    "media::big-image",
    "media::audio",
    "media::video",
    "bind::jr:noAppErrorString",
    "deich::warning_message",
    "deich::unit",
];

/// Other words for the same column.
const ALIASES: &[(&str, &str)] = &[
    ("annotation", "hint"),
    ("audio", "media::audio"),
    ("autoplay", "control::autoplay"),
    ("big-image", "media::big-image"),
    ("bind::calculate", "calculation"),
    ("bind::constraint", "constraint"),
    ("bind::entities:saveto", "save_to"),
    ("bind::jr:constraintmsg", "constraint_message"),
    ("bind::jr:requiredmsg", "required_message"),
    ("bind::readonly", "readonly"),
    ("bind::relevant", "relevant"),
    ("bind::required", "required"),
    ("calculate", "calculation"),
    ("caption", "label"),
    ("command", "type"),
    ("compact_tag", "instance::odk:tag"),
    ("constraining_message", "constraint_message"),
    ("control::appearance", "appearance"),
    ("control::jr:count", "repeat_count"),
    ("count", "repeat_count"),
    ("dataset", "list_name"),
    ("image", "media::image"),
    ("intent", "control::intent"),
    ("jr:count", "repeat_count"),
    ("list", "list_name"),
    ("no_app_error_string", "bind::jr:noAppErrorString"),
    ("noapperrorstring", "bind::jr:noAppErrorString"),
    ("read_only", "readonly"),
    ("relevance", "relevant"),
    ("rows", "control::rows"),
    ("set_form_id", "form_id"),
    ("set_form_title", "form_title"),
    ("tag", "name"),
    ("title", "form_title"),
    ("value", "name"),
    ("video", "media::video"),
];

/// A column header taken apart.
#[derive(Debug)]
pub(super) struct Header {
    /// As written.
    pub(super) written: String,
    /// One word for the same column in all spellings; the first two parts for names such as
    /// `bind::type`.
    pub(super) key: String,
    /// The language as written.
    pub(super) language: Option<String>,
}

fn plain(part: &str) -> String {
    let words: Vec<&str> = part.split_whitespace().collect();
    words.join("_").to_lowercase()
}

impl Header {
    pub(super) fn parse(written: &str, aliases: &[&str]) -> Self {
        let parts = split(written);
        let mut parts = parts.iter().map(|part| part.trim());
        let mut key = plain(parts.next().unwrap_or_default());
        if key == "body" {
            "control".clone_into(&mut key);
        }
        if matches!(
            key.as_str(),
            "deich" | "bind" | "control" | "instance" | "media" | "attribute"
        ) && let Some(second) = parts.next()
        {
            let second = match key.as_str() {
                "deich" | "media" => plain(second),
                _ => second.to_owned(),
            };
            key = format!("{key}::{second}");
        }
        let language = parts.next().filter(|part| !part.is_empty());
        let lower = key.to_lowercase();
        let alias = ALIASES
            .iter()
            .find(|(from, to)| *from == lower && aliases.contains(to));
        if let Some((_, to)) = alias {
            (*to).clone_into(&mut key);
        }
        Self {
            written: written.to_owned(),
            key,
            language: language.map(str::to_owned),
        }
    }
}

/// `label::Deutsch` and, as older forms write it, `label:Deutsch`. `jr:count` is one word.
fn split(written: &str) -> Vec<&str> {
    if written.contains("::") {
        return written.split("::").collect();
    }
    let first = written.split(':').next().unwrap_or_default();
    let is_old = matches!(
        plain(first).as_str(),
        "label"
            | "hint"
            | "guidance_hint"
            | "caption"
            | "media"
            | "image"
            | "audio"
            | "video"
            | "big-image"
            | "bind"
            | "body"
            | "control"
            | "instance"
            | "attribute"
            | "constraint_message"
            | "required_message"
    );
    if !is_old {
        return vec![written];
    }
    let limit = if written.contains(":jr:") { 2 } else { 3 };
    written.splitn(limit, ':').collect()
}

/// The languages of a form.
#[derive(Debug)]
pub(super) struct Languages {
    /// The tag of the default language.
    pub(super) default: String,
    /// Tags, the default one first.
    pub(super) all: Vec<String>,
    /// The tag of texts without language, if there are any.
    pub(super) unnamed: Option<String>,
    /// Whether nobody said which language is the default one.
    pub(super) guessed: bool,
    /// Tags of languages as written.
    tags: BTreeMap<String, String>,
}

impl Languages {
    /// Finds all languages that any header names.
    pub(super) fn find(tables: &[&Table], stated: Option<&str>) -> Self {
        let mut tags: BTreeMap<String, String> = BTreeMap::new();
        let mut all: Vec<String> = Vec::new();
        let mut learn = |written: &str| -> String {
            if let Some(tag) = tags.get(written) {
                return tag.clone();
            }
            let mut tag = language_tag(written);
            if all.contains(&tag) {
                written.clone_into(&mut tag);
            }
            if !all.contains(&tag) {
                all.push(tag.clone());
            }
            tags.insert(written.to_owned(), tag.clone());
            tag
        };
        let mut has_unnamed = false;
        let mut named = Vec::new();
        for table in tables {
            for header in table.headers.values() {
                if let Some(language) = &header.language {
                    named.push(learn(language));
                } else if TEXTS.contains(&header.key.as_str()) {
                    has_unnamed = true;
                }
            }
        }
        let stated = stated.filter(|text| !text.eq_ignore_ascii_case("default"));
        let default_by_name = named.iter().find(|_| tags_has_default(&tags)).cloned();
        let (default, unnamed) = match stated {
            Some(written) => {
                let explicit = tags.contains_key(written);
                let tag = {
                    let tag = tags
                        .get(written)
                        .cloned()
                        .unwrap_or_else(|| language_tag(written));
                    tags.insert(written.to_owned(), tag.clone());
                    tag
                };
                (tag.clone(), (has_unnamed && !explicit).then_some(tag))
            }
            None if has_unnamed || named.is_empty() => {
                let tag = match default_by_name {
                    Some(_) => tags.get("default").cloned().unwrap_or_default(),
                    None if all.iter().any(|tag| tag == "de") => "und".to_owned(),
                    None => "de".to_owned(),
                };
                (tag.clone(), Some(tag))
            }
            None => (named[0].clone(), None),
        };
        all.retain(|tag| *tag != default);
        all.insert(0, default.clone());
        Self {
            guessed: stated.is_none() && unnamed.is_none(),
            default,
            all,
            unnamed,
            tags,
        }
    }

    /// The tag of a language as written.
    pub(super) fn tag(&self, written: Option<&str>) -> &str {
        written
            .and_then(|written| self.tags.get(written))
            .map_or(&self.default, String::as_str)
    }

    /// How languages are called where their tag does not tell.
    pub(super) fn names(&self) -> BTreeMap<String, String> {
        self.tags
            .iter()
            .filter(|(written, tag)| {
                let usual = language_name(tag).unwrap_or(tag);
                *written != usual || self.unnamed.as_ref() == Some(tag)
            })
            .map(|(written, tag)| (tag.clone(), written.clone()))
            .collect()
    }
}

fn tags_has_default(tags: &BTreeMap<String, String>) -> bool {
    tags.contains_key("default")
}

/// A sheet with its headers understood.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) sheet: &'static str,
    /// The number of the row with the headers.
    pub(super) header_row: u32,
    pub(super) headers: BTreeMap<u32, Header>,
    pub(super) rows: Vec<Row>,
    columns: HashMap<String, u32>,
    texts: HashMap<String, Vec<u32>>,
}

impl Table {
    /// The first row holds the headers. `known` are the keys that aliases may stand for.
    pub(super) fn new(sheet: &'static str, from: Sheet, known: &[&str]) -> Self {
        let mut rows = from.rows.into_iter();
        let first = rows.next().unwrap_or_default();
        let headers: BTreeMap<u32, Header> = first
            .cells
            .iter()
            .map(|(column, text)| (*column, Header::parse(text, known)))
            .collect();
        let mut columns = HashMap::new();
        let mut texts: HashMap<String, Vec<u32>> = HashMap::new();
        for (column, header) in &headers {
            if header.language.is_none() {
                columns.entry(header.key.clone()).or_insert(*column);
            }
            texts.entry(header.key.clone()).or_default().push(*column);
        }
        Self {
            sheet,
            header_row: first.number,
            headers,
            rows: rows.collect(),
            columns,
            texts,
        }
    }

    /// The column with this key and no language.
    pub(super) fn column(&self, key: &str) -> Option<u32> {
        self.columns.get(key).copied()
    }

    /// The text in the column with this key and no language.
    pub(super) fn get<'a>(&self, row: &'a Row, key: &str) -> Option<&'a str> {
        row.cells.get(&self.column(key)?).map(String::as_str)
    }

    /// The texts in all columns with this key. A named language wins over one that is not named.
    pub(super) fn localized(&self, row: &Row, key: &str, languages: &Languages) -> Localized {
        let mut text = Localized::default();
        for named in [true, false] {
            for column in self.texts.get(key).into_iter().flatten() {
                let language = self.headers[column].language.as_deref();
                if language.is_some() == named
                    && let Some(cell) = row.cells.get(column)
                {
                    text.0
                        .entry(languages.tag(language).to_owned())
                        .or_insert_with(|| cell.clone());
                }
            }
        }
        text
    }

    /// Warns of cells in columns without a header, once for each column.
    pub(super) fn without_header(&self, warnings: &mut Vec<Warning>) {
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        for row in &self.rows {
            for column in row.cells.keys() {
                if !self.headers.contains_key(column) && seen.insert(*column) {
                    warnings.push(Warning {
                        sheet: self.sheet.to_owned(),
                        row: row.number,
                        column: String::new(),
                        cause: WarningCause::NoHeader,
                    });
                }
            }
        }
    }

    /// Two columns with the same meaning: nobody could say which one counts.
    pub(super) fn duplicates(&self, problems: &mut Vec<XlsProblem>) {
        let mut seen: Vec<(&str, Option<&str>)> = Vec::new();
        for header in self.headers.values() {
            let meaning = (header.key.as_str(), header.language.as_deref());
            if seen.contains(&meaning) {
                problems.push(XlsProblem {
                    sheet: self.sheet.to_owned(),
                    row: self.header_row,
                    column: header.written.clone(),
                    cause: Cause::DuplicateColumn,
                });
            }
            seen.push(meaning);
        }
    }
}
