// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheets `settings` and `choices`.

use std::collections::BTreeMap;

use kernel::Localized;

use super::headers::Languages;
use super::message::{Cause, Warning, WarningCause, XlsProblem};
use super::workbook::{Row, Table};
use crate::spec::{Choice, FORMAT, FormSpec, PeriodKind};

const OWN_SETTINGS: [&str; 6] = [
    "deich::title",
    "deich::description",
    "deich::purpose",
    "deich::legal_basis",
    "deich::review_note",
    "deich::period",
];

/// The head of the form; everything but its items.
pub(super) fn read(
    table: Option<&Table>,
    languages: &Languages,
    file_name: &str,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) -> FormSpec {
    let mut spec = FormSpec {
        format: FORMAT,
        id: identifier(file_name),
        version: String::new(),
        title: Localized::one(&languages.default, stem(file_name)),
        description: Localized::default(),
        languages: languages.all.clone(),
        default_language: languages.default.clone(),
        period: PeriodKind::default(),
        purpose: Localized::default(),
        legal_basis: Localized::default(),
        review_note: Localized::default(),
        reads_period: false,
        choices: BTreeMap::new(),
        items: Vec::new(),
    };
    let Some(table) = table else {
        return spec;
    };
    table.duplicates(problems);
    for header in table.headers.values() {
        let known = matches!(
            header.key.as_str(),
            "form_title" | "form_id" | "version" | "default_language"
        );
        if known || OWN_SETTINGS.contains(&header.key.as_str()) {
            continue;
        }
        unused(table, &header.key, &header.written, problems, warnings);
    }
    let Some(row) = table.rows.first() else {
        return spec;
    };
    if let Some(id) = table.get(row, "form_id") {
        id.clone_into(&mut spec.id);
    }
    if let Some(version) = table.get(row, "version") {
        version.clone_into(&mut spec.version);
    }
    let text = |key| table.localized(row, key, &languages.default);
    let mut title = text("deich::title");
    for (language, written) in text("form_title").0 {
        title.0.entry(language).or_insert(written);
    }
    if !title.is_empty() {
        spec.title = title;
    }
    spec.description = text("deich::description");
    spec.purpose = text("deich::purpose");
    spec.legal_basis = text("deich::legal_basis");
    spec.review_note = text("deich::review_note");
    if let Some(period) = table.get(row, "deich::period") {
        match period.parse() {
            Ok(kind) => spec.period = kind,
            Err(()) => problems.push(XlsProblem {
                sheet: table.sheet.to_owned(),
                row: row.number,
                column: "deich::period".to_owned(),
                cause: Cause::Period(period.to_owned()),
            }),
        }
    }
    spec
}

/// A column that is not read: ours must exist, those of others are named.
pub(super) fn unused(
    table: &Table,
    key: &str,
    written: &str,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) {
    if key.starts_with("deich") {
        problems.push(XlsProblem {
            sheet: table.sheet.to_owned(),
            row: 1,
            column: written.to_owned(),
            cause: Cause::UnknownOwnColumn,
        });
    } else {
        warnings.push(Warning {
            sheet: table.sheet.to_owned(),
            row: 0,
            column: written.to_owned(),
            cause: WarningCause::IgnoredColumn,
        });
    }
}

/// A file name without folder and ending.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// A file name without folder, ending and characters that no identifier has.
fn identifier(file_name: &str) -> String {
    let id: String = stem(file_name)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') {
                c
            } else {
                '_'
            }
        })
        .take(100)
        .collect();
    if id.is_empty() { "form".to_owned() } else { id }
}

/// Fills the lists of choices; returns the row in which each list begins.
pub(super) fn choices(
    table: Option<&Table>,
    spec: &mut FormSpec,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) -> BTreeMap<String, u32> {
    let mut first_rows = BTreeMap::new();
    let Some(table) = table else {
        return first_rows;
    };
    table.duplicates(problems);
    for name in ["list_name", "name"] {
        if table.column(name).is_none() && !table.rows.is_empty() {
            problems.push(XlsProblem {
                sheet: table.sheet.to_owned(),
                row: 1,
                column: name.to_owned(),
                cause: Cause::NoColumn(name),
            });
            return first_rows;
        }
    }
    for row in &table.rows {
        let mut cell = |key: &str| {
            let text = table.get(row, key).map(str::to_owned);
            if text.is_none() {
                problems.push(XlsProblem {
                    sheet: table.sheet.to_owned(),
                    row: row.number,
                    column: key.to_owned(),
                    cause: Cause::EmptyCell,
                });
            }
            text
        };
        let (Some(list), Some(code)) = (cell("list_name"), cell("name")) else {
            continue;
        };
        let choice = Choice {
            code,
            label: table.localized(row, "label", &spec.default_language),
            extra: extra(table, row),
        };
        missing_translations(
            table,
            row,
            "label",
            &choice.label,
            &spec.languages,
            warnings,
        );
        first_rows.entry(list.clone()).or_insert(row.number);
        spec.choices.entry(list).or_default().push(choice);
    }
    first_rows
}

/// Columns of the author's own, kept for filters and exports.
fn extra(table: &Table, row: &Row) -> BTreeMap<String, String> {
    table
        .headers
        .iter()
        .filter(|(_, header)| {
            header.language.is_none()
                && !matches!(header.key.as_str(), "list_name" | "name" | "label")
                && !header.key.contains("::")
        })
        .filter_map(|(column, header)| {
            let text = row.cells.get(column)?;
            Some((header.key.clone(), text.clone()))
        })
        .collect()
}

/// Warns where a text exists, but not in all languages.
pub(super) fn missing_translations(
    table: &Table,
    row: &Row,
    column: &str,
    text: &Localized,
    languages: &[String],
    warnings: &mut Vec<Warning>,
) {
    if text.is_empty() {
        return;
    }
    for language in languages {
        if !text.0.contains_key(language) {
            warnings.push(Warning {
                sheet: table.sheet.to_owned(),
                row: row.number,
                column: column.to_owned(),
                cause: WarningCause::MissingTranslation(language.clone()),
            });
        }
    }
}
