// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as a workbook. What is written reads as the same form again.

mod rows;

use std::collections::BTreeMap;

use kernel::Localized;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::rows::survey_rows;
use crate::spec::{Choice, FimId, FormSpec, Media, Origin, PeriodKind};

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct WriteError(#[from] XlsxError);

/// A sheet while it is filled: columns in the order in which they first get a cell.
#[derive(Debug, Default)]
struct Sheet {
    columns: Vec<String>,
    rows: Vec<BTreeMap<usize, String>>,
}

impl Sheet {
    fn with_columns(columns: &[&str]) -> Self {
        Self {
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    fn row(&mut self) {
        self.rows.push(BTreeMap::new());
    }

    /// Columns for the labels in all languages of the form, in their order.
    fn with_languages(mut self, spec: &FormSpec) -> Self {
        if spec.languages.len() > 1 {
            for language in &spec.languages {
                self.columns.push(text_column("label", language, spec));
            }
        }
        self
    }

    /// Fills a cell of the last row; empty texts leave it empty.
    fn set(&mut self, column: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let at = self
            .columns
            .iter()
            .position(|known| known == column)
            .unwrap_or_else(|| {
                self.columns.push(column.to_owned());
                self.columns.len() - 1
            });
        if let Some(row) = self.rows.last_mut() {
            row.insert(at, text.to_owned());
        }
    }

    fn set_optional(&mut self, column: &str, text: Option<&String>) {
        self.set(column, text.map_or("", String::as_str));
    }

    fn set_texts(&mut self, column: &str, text: &Localized, spec: &FormSpec) {
        for (language, written) in &text.0 {
            self.set(&text_column(column, language, spec), written);
        }
    }

    fn set_media(&mut self, media: &Media, spec: &FormSpec) {
        for (form, text) in media.forms() {
            self.set_texts(&format!("media::{form}"), text, spec);
        }
    }

    fn set_identity(
        &mut self,
        fim_id: Option<&FimId>,
        link_id: Option<&String>,
        origin: Option<&Origin>,
    ) {
        if let Some(id) = fim_id {
            self.set("deich::fim_id", &id.to_string());
        }
        self.set_optional("deich::link_id", link_id);
        if let Some(origin) = origin {
            self.set("deich::origin", &origin.to_string());
        }
    }

    fn set_attributes(&mut self, prefix: &str, attributes: &BTreeMap<String, String>) {
        for (name, text) in attributes {
            self.set(&format!("{prefix}::{name}"), text);
        }
    }
}

/// The header of a text in a language.
fn text_column(column: &str, language: &str, spec: &FormSpec) -> String {
    if spec.unnamed_language.as_deref() == Some(language) {
        column.to_owned()
    } else {
        format!("{column}::{}", spec.name_of_language(language))
    }
}

/// The sheets of a form by name, in order.
fn sheets(spec: &FormSpec) -> Vec<(&'static str, Sheet)> {
    let mut sheets = vec![("survey", survey_rows(spec))];
    let lists = spec.choice_lists();
    if !lists.is_empty() {
        sheets.push(("choices", choice_rows(&lists, spec)));
    }
    for (name, lists) in [
        ("external_choices", &spec.external_choices),
        ("osm", &spec.osm_tags),
    ] {
        if !lists.is_empty() {
            let lists: Vec<(&str, &[Choice])> = lists
                .iter()
                .map(|(name, list)| (name.as_str(), list.as_slice()))
                .collect();
            sheets.push((name, choice_rows(&lists, spec)));
        }
    }
    if !spec.entities.is_empty() {
        sheets.push(("entities", entity_rows(spec)));
    }
    sheets.push(("settings", settings_rows(spec)));
    sheets
}

fn choice_rows(lists: &[(&str, &[Choice])], spec: &FormSpec) -> Sheet {
    let mut sheet = Sheet::with_columns(&["list_name", "name"]).with_languages(spec);
    // The further columns keep their order even where the first rows lack some.
    let extra = |column: &String| {
        lists
            .iter()
            .any(|(_, list)| list.iter().any(|choice| choice.extra.contains_key(column)))
    };
    let ordered: Vec<String> = spec
        .choice_columns
        .iter()
        .filter(|c| extra(c))
        .cloned()
        .collect();
    let mut others: Vec<&String> = lists
        .iter()
        .flat_map(|(_, list)| list.iter().flat_map(|choice| choice.extra.keys()))
        .collect();
    others.sort();
    others.dedup();
    let more = others
        .into_iter()
        .filter(|column| !ordered.contains(column))
        .cloned();
    let columns: Vec<String> = ordered.iter().cloned().chain(more).collect();
    sheet.columns.extend(columns);
    for (list, choices) in lists {
        for choice in *choices {
            sheet.row();
            sheet.set("list_name", list);
            sheet.set("name", &choice.code);
            sheet.set_texts("label", &choice.label, spec);
            sheet.set_media(&choice.media, spec);
            for (column, text) in &choice.extra {
                sheet.set(column, text);
            }
        }
    }
    sheet
}

fn entity_rows(spec: &FormSpec) -> Sheet {
    let mut sheet = Sheet::with_columns(&["list_name"]);
    for entity in &spec.entities {
        sheet.row();
        sheet.set("list_name", &entity.list);
        sheet.set_optional("label", entity.label.as_ref());
        sheet.set_optional("entity_id", entity.id.as_ref());
        sheet.set_optional("create_if", entity.create_if.as_ref());
        sheet.set_optional("update_if", entity.update_if.as_ref());
    }
    sheet
}

fn settings_rows(spec: &FormSpec) -> Sheet {
    let mut sheet = Sheet::with_columns(&["form_title", "form_id"]);
    sheet.row();
    let title = spec.title.0.get(&spec.default_language);
    sheet.set_optional("form_title", title);
    sheet.set("form_id", &spec.id);
    sheet.set("version", &spec.version);
    let settings = &spec.settings;
    let default = spec.name_of_language(&spec.default_language);
    if !settings.default_language_guessed && default != "default" {
        sheet.set("default_language", default);
    }
    let more_titles = spec
        .title
        .0
        .keys()
        .any(|language| *language != spec.default_language);
    if more_titles {
        sheet.set_texts("deich::title", &spec.title, spec);
    }
    sheet.set_texts("deich::description", &spec.description, spec);
    sheet.set_texts("deich::purpose", &spec.purpose, spec);
    sheet.set_texts("deich::legal_basis", &spec.legal_basis, spec);
    sheet.set_texts("deich::review_note", &spec.review_note, spec);
    if spec.period != PeriodKind::default() {
        sheet.set("deich::period", spec.period.name());
    }
    if let Some(id) = &spec.fim_id {
        sheet.set("deich::fim_id", &id.to_string());
    }
    sheet.set("deich::code_lists", &spec.code_lists_as_text());
    sheet.set("deich::entity_lists", &spec.entity_lists_as_text());
    sheet.set_optional("name", settings.root.as_ref());
    sheet.set_optional("instance_name", settings.instance_name.as_ref());
    sheet.set_optional("instance_id", settings.instance_id.as_ref());
    sheet.set("style", &settings.style);
    sheet.set_optional("submission_url", settings.submission_url.as_ref());
    sheet.set_optional("public_key", settings.public_key.as_ref());
    sheet.set_optional("auto_send", settings.auto_send.as_ref());
    sheet.set_optional("auto_delete", settings.auto_delete.as_ref());
    for (column, is_set) in [
        ("client_editable", settings.client_editable),
        ("allow_choice_duplicates", settings.allow_choice_duplicates),
        ("omit_instanceID", settings.omit_instance_id),
    ] {
        if is_set {
            sheet.set(column, "yes");
        }
    }
    if settings.keep_blanks {
        sheet.set("clean_text_values", "no");
    }
    sheet.set_optional("instance_xmlns", settings.instance_xmlns.as_ref());
    let namespaces: Vec<String> = settings
        .namespaces
        .iter()
        .map(|(prefix, address)| format!("{prefix}=\"{address}\""))
        .collect();
    sheet.set("namespaces", &namespaces.join(" "));
    sheet.set_attributes("attribute", &settings.attributes);
    sheet
}

/// Writes a workbook (`.xlsx`). The same form gives the same bytes.
pub fn write(spec: &FormSpec) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for (name, sheet) in sheets(spec) {
        let page = book.add_worksheet().set_name(name)?;
        for (column, header) in (0_u16..).zip(&sheet.columns) {
            page.write_string(0, column, header)?;
        }
        for (row, cells) in (1_u32..).zip(&sheet.rows) {
            for (column, text) in cells {
                let column = u16::try_from(*column).unwrap_or(u16::MAX);
                page.write_string(row, column, text)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Writes the same tables as Markdown, for reading and for comparing versions. Line breaks within
/// cells become blanks.
pub fn write_markdown(spec: &FormSpec) -> String {
    let mut out = String::new();
    for (name, sheet) in sheets(spec) {
        out.push_str("| ");
        out.push_str(name);
        out.push_str(" |\n");
        line(&mut out, sheet.columns.iter().map(String::as_str));
        for row in &sheet.rows {
            let cells = (0..sheet.columns.len()).map(|at| row.get(&at).map_or("", String::as_str));
            line(&mut out, cells);
        }
        out.push('\n');
    }
    out
}

fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    out.push_str("| |");
    for cell in cells {
        out.push(' ');
        out.push_str(&cell.replace('|', "\\|").replace(['\n', '\r'], " "));
        out.push_str(" |");
    }
    out.push('\n');
}
