// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Column headers: a key, and for texts the language, as in `label::Deutsch (de)`.

use kernel::Localized;

use super::message::{Cause, XlsProblem};
use super::workbook::{Row, Table};

/// A column header taken apart.
pub(super) struct Header {
    /// As written.
    pub(super) written: String,
    /// In lower case, with `_` for blanks; the first two parts for names such as `deich::privacy`.
    pub(super) key: String,
    /// The tag in brackets, or the language as written if there is none.
    pub(super) language: Option<String>,
}

impl Header {
    pub(super) fn parse(written: &str) -> Self {
        let mut parts = written.split("::").map(str::trim);
        let plain = |part: &str| part.to_lowercase().replace(' ', "_");
        let mut key = plain(parts.next().unwrap_or_default());
        if matches!(
            key.as_str(),
            "deich" | "bind" | "body" | "instance" | "media"
        ) && let Some(second) = parts.next()
        {
            key = format!("{key}::{}", plain(second));
        }
        let language = parts.next().map(language_tag);
        let key = match key.as_str() {
            "calculate" => "calculation".to_owned(),
            "relevance" => "relevant".to_owned(),
            "read_only" => "readonly".to_owned(),
            "value" => "name".to_owned(),
            "title" => "form_title".to_owned(),
            _ => key,
        };
        Self {
            written: written.to_owned(),
            key,
            language,
        }
    }
}

/// `Deutsch (de)` is `de`; a name without brackets stands for itself.
pub(super) fn language_tag(text: &str) -> String {
    let tag = text
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(tag, _)| tag.trim())
        .filter(|tag| !tag.is_empty());
    tag.map_or_else(|| text.trim().to_owned(), str::to_lowercase)
}

/// The languages of a form; the default one comes first.
pub(super) struct Languages {
    pub(super) default: String,
    pub(super) all: Vec<String>,
}

/// Finds all languages that any header names.
pub(super) fn languages(tables: &[&Table], settings: Option<&Table>) -> Languages {
    let stated = settings
        .and_then(|table| Some((table, table.rows.first()?)))
        .and_then(|(table, row)| table.get(row, "default_language"))
        .map(language_tag);
    let mut all: Vec<String> = Vec::new();
    for header in tables.iter().flat_map(|table| table.headers.values()) {
        if let Some(language) = &header.language
            && !all.contains(language)
            && !header.key.starts_with("bind")
            && !header.key.starts_with("body")
        {
            all.push(language.clone());
        }
    }
    let default = stated
        .or_else(|| all.first().cloned())
        .unwrap_or_else(|| "de".to_owned());
    all.retain(|language| *language != default);
    all.insert(0, default.clone());
    Languages { default, all }
}

impl Table {
    /// The column with this key and no language.
    pub(super) fn column(&self, key: &str) -> Option<u32> {
        self.headers
            .iter()
            .find(|(_, header)| header.key == key && header.language.is_none())
            .map(|(column, _)| *column)
    }

    /// The text in the column with this key and no language.
    pub(super) fn get<'a>(&self, row: &'a Row, key: &str) -> Option<&'a str> {
        row.cells.get(&self.column(key)?).map(String::as_str)
    }

    /// The texts in all columns with this key; one without language is in the default language.
    pub(super) fn localized(&self, row: &Row, key: &str, default: &str) -> Localized {
        let mut text = Localized::default();
        for (column, header) in &self.headers {
            if header.key == key
                && let Some(cell) = row.cells.get(column)
            {
                let language = header.language.as_deref().unwrap_or(default);
                text.0
                    .entry(language.to_owned())
                    .or_insert_with(|| cell.clone());
            }
        }
        text
    }

    /// Two columns with the same meaning: nobody could say which one counts.
    pub(super) fn duplicates(&self, problems: &mut Vec<XlsProblem>) {
        let mut seen: Vec<(&str, Option<&str>)> = Vec::new();
        for header in self.headers.values() {
            let meaning = (header.key.as_str(), header.language.as_deref());
            if seen.contains(&meaning) {
                problems.push(XlsProblem {
                    sheet: self.sheet.to_owned(),
                    row: 1,
                    column: header.written.clone(),
                    cause: Cause::DuplicateColumn,
                });
            }
            seen.push(meaning);
        }
    }
}
