// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheet `settings`.

use kernel::Localized;

use super::headers::{Header, Languages, Table};
use super::message::{Cause, Rule, Warning, WarningCause, XlsProblem};
use super::workbook::Row;
use crate::problem::ProblemCause;
use crate::spec::FormSpec;

/// Settings that are read.
pub(super) const USED: [&str; 23] = [
    "form_title",
    "form_id",
    "id_string",
    "version",
    "default_language",
    "name",
    "style",
    "instance_name",
    "instance_id",
    "submission_url",
    "public_key",
    "auto_send",
    "auto_delete",
    "client_editable",
    "allow_choice_duplicates",
    "clean_text_values",
    "omit_instanceid",
    "instance_xmlns",
    "namespaces",
    "prefix",
    "delimiter",
    "attribute",
    "sms_keyword",
];

const OWN: [&str; 9] = [
    "deich::title",
    "deich::description",
    "deich::purpose",
    "deich::legal_basis",
    "deich::review_note",
    "deich::period",
    "deich::fim_id",
    "deich::code_lists",
    "deich::entity_lists",
];

/// Whether a cell says yes.
pub(super) fn is_yes(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "yes" | "true" | "true()" | "1"
    )
}

/// The head of the form; everything but its items.
pub(super) fn read(
    table: Option<&Table>,
    languages: &Languages,
    file_name: &str,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) -> FormSpec {
    let mut spec = FormSpec::new(&identifier(file_name), &languages.default);
    spec.title = Localized::one(&languages.default, stem(file_name));
    spec.languages.clone_from(&languages.all);
    spec.language_names = languages.names();
    spec.unnamed_language.clone_from(&languages.unnamed);
    spec.settings.default_language_guessed = languages.guessed;
    let Some(table) = table else {
        return spec;
    };
    table.duplicates(problems);
    for header in table.headers.values() {
        let known = USED.contains(&header.key.as_str()) || header.key.starts_with("attribute::");
        if !known && !OWN.contains(&header.key.as_str()) {
            unused(table, &header.key, &header.written, problems, warnings);
        }
    }
    let Some(row) = table.rows.first() else {
        return spec;
    };
    let text = |key| table.localized(row, key, languages);
    let mut title = text("deich::title");
    for (language, written) in text("form_title").0 {
        title.0.entry(language).or_insert(written);
    }
    let id = table
        .get(row, "form_id")
        .or_else(|| table.get(row, "id_string"));
    if let Some(id) = id {
        id.clone_into(&mut spec.id);
        if title.is_empty() {
            title = Localized::one(&languages.default, id);
        }
    }
    if let Some(version) = table.get(row, "version") {
        version.clone_into(&mut spec.version);
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
    identities(table, row, &mut spec, problems);
    sending(table, row, &mut spec, problems);
    spec
}

/// The names that others gave.
fn identities(table: &Table, row: &Row, spec: &mut FormSpec, problems: &mut Vec<XlsProblem>) {
    let mut problem = |column: &str, cause| {
        problems.push(XlsProblem {
            sheet: table.sheet.to_owned(),
            row: row.number,
            column: column.to_owned(),
            cause,
        });
    };
    if let Some(text) = table.get(row, "deich::fim_id") {
        spec.fim_id = text.parse().ok();
        if spec.fim_id.is_none() {
            problem("deich::fim_id", Cause::FimId(text.to_owned()));
        }
    }
    if let Some(text) = table.get(row, "deich::code_lists")
        && let Err(part) = spec.set_code_lists(text)
    {
        problem("deich::code_lists", Cause::CodeLists(part));
    }
    if let Some(text) = table.get(row, "deich::entity_lists")
        && let Err(part) = spec.set_entity_lists(text)
    {
        let cause = Cause::Form(ProblemCause::InvalidName(part));
        problem("deich::entity_lists", cause);
    }
}

fn sending(table: &Table, row: &Row, spec: &mut FormSpec, problems: &mut Vec<XlsProblem>) {
    let get = |key| table.get(row, key).map(str::to_owned);
    let yes = |key| table.get(row, key).is_some_and(is_yes);
    let settings = &mut spec.settings;
    settings.root = get("name");
    if let Some(root) = &settings.root
        && !crate::compile::is_name(root)
    {
        problems.push(XlsProblem {
            sheet: table.sheet.to_owned(),
            row: row.number,
            column: "name".to_owned(),
            cause: Cause::Form(ProblemCause::InvalidName(root.clone())),
        });
    }
    settings.instance_name = get("instance_name");
    settings.instance_id = get("instance_id");
    settings.style = get("style").unwrap_or_default();
    settings.submission_url = get("submission_url");
    settings.public_key = get("public_key");
    settings.auto_send = get("auto_send");
    settings.auto_delete = get("auto_delete");
    settings.client_editable = yes("client_editable");
    settings.allow_choice_duplicates = yes("allow_choice_duplicates");
    settings.keep_blanks = get("clean_text_values").is_some_and(|text| !is_yes(&text));
    settings.omit_instance_id = yes("omit_instanceid");
    settings.instance_xmlns = get("instance_xmlns");
    for pair in get("namespaces").unwrap_or_default().split_whitespace() {
        if let Some((prefix, address)) = pair.split_once('=') {
            let address = address.trim_matches(['"', '\'', '“', '”']);
            settings
                .namespaces
                .insert(prefix.to_owned(), address.to_owned());
        }
    }
    for (column, header) in &table.headers {
        if let Some(name) = header.key.strip_prefix("attribute::")
            && let Some(text) = row.cells.get(column)
        {
            settings.attributes.insert(name.to_owned(), text.clone());
        }
    }
    for (key, name) in [("prefix", "odk:prefix"), ("delimiter", "odk:delimiter")] {
        if let Some(text) = get(key) {
            settings.attributes.insert(name.to_owned(), text);
        }
    }
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
            row: table.header_row,
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

/// Warns where a text exists, but not in all languages.
pub(super) fn missing_translations(
    table: &Table,
    row: &Row,
    column: &str,
    text: &Localized,
    spec: &FormSpec,
    warnings: &mut Vec<Warning>,
) {
    if text.is_empty() {
        return;
    }
    for language in &spec.languages {
        if !text.0.contains_key(language) && spec.unnamed_language.as_ref() != Some(language) {
            warnings.push(Warning {
                sheet: table.sheet.to_owned(),
                row: row.number,
                column: column.to_owned(),
                cause: WarningCause::MissingTranslation(language.clone()),
            });
        }
    }
}

/// Columns that the sheet must not have.
pub(super) fn refuse_columns(table: &Table, known: &[&str], problems: &mut Vec<XlsProblem>) {
    let is_filled = |column: &u32| table.rows.iter().any(|row| row.cells.contains_key(column));
    let unknown = |(column, header): &(&u32, &Header)| {
        !known.contains(&header.key.as_str()) && is_filled(column)
    };
    for (_, header) in table.headers.iter().filter(unknown) {
        problems.push(XlsProblem {
            sheet: table.sheet.to_owned(),
            row: table.header_row,
            column: header.written.clone(),
            cause: Cause::Rule(Rule::UnknownColumn),
        });
    }
}
