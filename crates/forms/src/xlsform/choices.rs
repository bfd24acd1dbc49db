// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheets `choices`, `external_choices` and `osm`: lists of codes with labels.

use std::collections::{BTreeMap, HashSet};

use super::headers::{Header, Languages, Table};
use super::message::{Cause, Rule, Warning, WarningCause, XlsProblem};
use super::settings::missing_translations;
use super::workbook::Row;
use crate::problem::ProblemCause;
use crate::spec::{Choice, FormSpec, Media};

/// The columns that have a meaning of their own.
pub(super) const USED: [&str; 7] = [
    "list_name",
    "name",
    "label",
    "media::image",
    "media::big-image",
    "media::audio",
    "media::video",
];

/// Lists as they are read: in order, with the first row of each.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) by_name: BTreeMap<String, Vec<Choice>>,
    pub(super) order: Vec<String>,
    pub(super) columns: Vec<String>,
    pub(super) first_rows: BTreeMap<String, u32>,
}

/// Reads the lists. In `choices` every code is there only once unless the settings allow it.
pub(super) fn read(
    table: &Table,
    languages: &Languages,
    spec: &FormSpec,
    problems: &mut Vec<XlsProblem>,
    warnings: &mut Vec<Warning>,
) -> Lists {
    let mut lists = Lists::default();
    if table.rows.is_empty() {
        return lists;
    }
    table.duplicates(problems);
    let problem = |row, column: &str, cause| XlsProblem {
        sheet: table.sheet.to_owned(),
        row,
        column: column.to_owned(),
        cause,
    };
    for name in ["list_name", "name"] {
        if table.column(name).is_none() {
            problems.push(problem(table.header_row, name, Cause::NoColumn(name)));
        }
    }
    if ["list_name", "name"]
        .iter()
        .any(|name| table.column(name).is_none())
    {
        return lists;
    }
    let is_choices = table.sheet == "choices";
    lists.columns = further_columns(table, warnings);
    let own: BTreeMap<u32, &str> = table
        .headers
        .iter()
        .filter(|(_, header)| is_own(header))
        .map(|(column, header)| (*column, header.written.as_str()))
        .collect();
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for row in &table.rows {
        let Some(list) = table.get(row, "list_name") else {
            // A row with a comment only; a choice without a list belongs nowhere.
            if table.get(row, "name").is_some() && is_choices {
                problems.push(problem(row.number, "list_name", Cause::EmptyCell));
            }
            continue;
        };
        let Some(code) = table.get(row, "name") else {
            problems.push(problem(row.number, "name", Cause::EmptyCell));
            continue;
        };
        if is_choices && !spec.settings.allow_choice_duplicates && !seen.insert((list, code)) {
            let cause = Cause::Form(ProblemCause::DuplicateCode(code.to_owned()));
            problems.push(problem(row.number, "name", cause));
        }
        let get = |key| table.localized(row, key, languages);
        let choice = Choice {
            code: code.to_owned(),
            label: get("label"),
            extra: extra(row, &own),
            media: Media {
                image: get("media::image"),
                big_image: get("media::big-image"),
                audio: get("media::audio"),
                video: get("media::video"),
            },
        };
        if !choice.media.big_image.is_empty() && choice.media.image.is_empty() {
            let cause = Cause::Rule(Rule::BigImageAlone);
            problems.push(problem(row.number, "media::big-image", cause));
        }
        missing_translations(table, row, "label", &choice.label, spec, warnings);
        if let Some(known) = lists.by_name.get_mut(list) {
            known.push(choice);
        } else {
            lists.first_rows.insert(list.to_owned(), row.number);
            lists.order.push(list.to_owned());
            lists.by_name.insert(list.to_owned(), vec![choice]);
        }
    }
    lists
}

/// Whether a column is the author's own, and its name can be that of an element.
fn is_own(header: &Header) -> bool {
    !USED.contains(&header.key.as_str())
        && header.language.is_none()
        && crate::compile::is_name(&header.written)
}

/// The author's own columns whose names can be element names, in order.
fn further_columns(table: &Table, warnings: &mut Vec<Warning>) -> Vec<String> {
    let mut columns = Vec::new();
    for header in table.headers.values() {
        if is_own(header) {
            columns.push(header.written.clone());
        } else if !USED.contains(&header.key.as_str()) && header.language.is_none() {
            warnings.push(Warning {
                sheet: table.sheet.to_owned(),
                row: table.header_row,
                column: header.written.clone(),
                cause: WarningCause::IgnoredColumn,
            });
        }
    }
    columns
}

/// The cells of the author's own columns, kept for filters and exports.
fn extra(row: &Row, columns: &BTreeMap<u32, &str>) -> BTreeMap<String, String> {
    row.cells
        .iter()
        .filter_map(|(column, text)| Some(((*columns.get(column)?).to_owned(), text.clone())))
        .collect()
}

impl Lists {
    /// The order of columns, where names alone would give another one.
    pub(super) fn unusual(order: &[String]) -> Vec<String> {
        if order.is_sorted() {
            Vec::new()
        } else {
            order.to_vec()
        }
    }
}
