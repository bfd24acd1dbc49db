// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of choices.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use forms::{Choice, ChoiceSource, CodeListId, FormSpec};
use serde::Serialize;

use super::{Edit, EditProblem, Setting};

fn list_mut<'a>(spec: &'a mut FormSpec, list: &str) -> Result<&'a mut Vec<Choice>, EditProblem> {
    let found = spec.choices.get_mut(list);
    found.ok_or_else(|| EditProblem::NoSuchList(list.to_owned()))
}

pub(super) fn put(spec: &mut FormSpec, list: &str, choices: Option<Vec<Choice>>) -> Edit {
    let old = match choices {
        Some(choices) => spec.choices.insert(list.to_owned(), choices),
        None => spec.choices.remove(list),
    };
    Edit::PutList {
        list: list.to_owned(),
        choices: old,
    }
}

pub(super) fn identify(spec: &mut FormSpec, list: &str, code_list: Option<CodeListId>) -> Edit {
    let old = match code_list {
        Some(code_list) => spec.code_lists.insert(list.to_owned(), code_list),
        None => spec.code_lists.remove(list),
    };
    Edit::Identify {
        list: list.to_owned(),
        code_list: old,
    }
}

pub(super) fn add(
    spec: &mut FormSpec,
    list: &str,
    index: usize,
    choice: Choice,
) -> Result<Edit, EditProblem> {
    let choices = list_mut(spec, list)?;
    if index > choices.len() {
        return Err(EditProblem::NoSuchChoice(index));
    }
    choices.insert(index, choice);
    Ok(Edit::RemoveChoice {
        list: list.to_owned(),
        index,
    })
}

pub(super) fn set(
    spec: &mut FormSpec,
    list: &str,
    index: usize,
    choice: Choice,
) -> Result<Edit, EditProblem> {
    let choices = list_mut(spec, list)?;
    let slot = choices.get_mut(index);
    let slot = slot.ok_or(EditProblem::NoSuchChoice(index))?;
    Ok(Edit::SetChoice {
        list: list.to_owned(),
        index,
        choice: std::mem::replace(slot, choice),
    })
}

pub(super) fn shift(
    spec: &mut FormSpec,
    list: &str,
    index: usize,
    to: usize,
) -> Result<Edit, EditProblem> {
    let choices = list_mut(spec, list)?;
    for place in [index, to] {
        if place >= choices.len() {
            return Err(EditProblem::NoSuchChoice(place));
        }
    }
    let choice = choices.remove(index);
    choices.insert(to, choice);
    Ok(Edit::MoveChoice {
        list: list.to_owned(),
        index: to,
        to: index,
    })
}

pub(super) fn remove(spec: &mut FormSpec, list: &str, index: usize) -> Result<Edit, EditProblem> {
    let choices = list_mut(spec, list)?;
    if index >= choices.len() {
        return Err(EditProblem::NoSuchChoice(index));
    }
    Ok(Edit::AddChoice {
        list: list.to_owned(),
        index,
        choice: choices.remove(index),
    })
}

/// Whether codes can be stored and told apart.
fn check(spec: &FormSpec, choices: &[Choice]) -> Result<(), EditProblem> {
    let mut seen = HashSet::new();
    for choice in choices {
        let code = &choice.code;
        if code.is_empty() || code.contains(char::is_whitespace) {
            return Err(EditProblem::InvalidCode(code.clone()));
        }
        if !seen.insert(code) && !spec.settings.allow_choice_duplicates {
            return Err(EditProblem::CodeTaken(code.clone()));
        }
    }
    Ok(())
}

pub(super) fn add_list(
    spec: &FormSpec,
    list: &str,
    choices: &[Choice],
) -> Result<Vec<Edit>, EditProblem> {
    if !forms::is_name(list) {
        return Err(EditProblem::InvalidName(list.to_owned()));
    }
    if spec.choices.contains_key(list) {
        return Err(EditProblem::ListTaken(list.to_owned()));
    }
    check(spec, choices)?;
    Ok(vec![Edit::PutList {
        list: list.to_owned(),
        choices: Some(choices.to_vec()),
    }])
}

pub(super) fn replace(
    spec: &FormSpec,
    list: &str,
    choices: &[Choice],
) -> Result<Vec<Edit>, EditProblem> {
    if !spec.choices.contains_key(list) {
        return Err(EditProblem::NoSuchList(list.to_owned()));
    }
    check(spec, choices)?;
    Ok(vec![Edit::PutList {
        list: list.to_owned(),
        choices: Some(choices.to_vec()),
    }])
}

pub(super) fn remove_list(spec: &FormSpec, list: &str) -> Result<Vec<Edit>, EditProblem> {
    if !spec.choices.contains_key(list) {
        return Err(EditProblem::NoSuchList(list.to_owned()));
    }
    let users: Vec<String> = spec
        .questions()
        .into_iter()
        .filter(|(_, question)| {
            let chooses = question.choices.as_deref() == Some(list)
                && question.choice_source == ChoiceSource::List;
            chooses || question.parameters.values().any(|value| value == list)
        })
        .map(|(path, _)| path)
        .collect();
    if !users.is_empty() {
        return Err(EditProblem::ListInUse(users));
    }
    let mut plan = vec![Edit::PutList {
        list: list.to_owned(),
        choices: None,
    }];
    if spec.code_lists.contains_key(list) {
        plan.push(Edit::Identify {
            list: list.to_owned(),
            code_list: None,
        });
    }
    if spec.choice_order.iter().any(|known| known == list) {
        let order = spec.choice_order.iter().filter(|known| *known != list);
        plan.push(Edit::Set {
            path: String::new(),
            setting: Setting::ChoiceOrder(order.cloned().collect()),
        });
    }
    Ok(plan)
}

/// What is wrong with a table of choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", content = "detail", rename_all = "kebab-case")]
pub enum ChoicesProblem {
    /// No line at all.
    Empty,
    /// Neither a column `code` nor `name`.
    NoCodeColumn,
    /// A column twice.
    ColumnTwice(String),
    /// A line, counted from 1, without a code or with a blank in it.
    InvalidCode(u64),
    /// A line, counted from 1, with a code that stood before.
    CodeTwice(u64),
    /// A line, counted from 1, with more or fewer cells than the first.
    Cells(u64),
    /// More choices than a form should carry.
    TooMany,
}

/// The most choices of one list.
const MOST_CHOICES: usize = 100_000;

/// Reads choices from a table: CSV with `,`, `;` or tabulators between the cells. The first line
/// names the columns: `code` (or `name`), `label` in the language `language`, `label::en` or
/// `label::English (en)` in others; all else are further columns of the choices.
pub fn choices_from_csv(text: &str, language: &str) -> Result<Vec<Choice>, ChoicesProblem> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    if first.trim().is_empty() {
        return Err(ChoicesProblem::Empty);
    }
    let separator = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| ChoicesProblem::Empty)?.clone();
    let columns: Vec<Target> = head.iter().map(|name| Target::of(name, language)).collect();
    for (index, column) in columns.iter().enumerate() {
        if columns[..index].contains(column) && *column != Target::Nothing {
            return Err(ChoicesProblem::ColumnTwice(head[index].to_owned()));
        }
    }
    if !columns.contains(&Target::Code) {
        return Err(ChoicesProblem::NoCodeColumn);
    }
    let mut choices = Vec::new();
    let mut seen = HashSet::new();
    for record in reader.records() {
        // The text is valid UTF-8, so a record is always readable.
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != columns.len() {
            return Err(ChoicesProblem::Cells(line));
        }
        let choice = choice_of(&record, &columns);
        if choice.code.is_empty() || choice.code.contains(char::is_whitespace) {
            return Err(ChoicesProblem::InvalidCode(line));
        }
        if !seen.insert(choice.code.clone()) {
            return Err(ChoicesProblem::CodeTwice(line));
        }
        if choices.len() == MOST_CHOICES {
            return Err(ChoicesProblem::TooMany);
        }
        choices.push(choice);
    }
    Ok(choices)
}

/// The further columns of choices, by name.
pub fn further_columns(choices: &[Choice]) -> Vec<String> {
    let names = choices.iter().flat_map(|choice| choice.extra.keys());
    let names: BTreeSet<&String> = names.collect();
    names.into_iter().cloned().collect()
}

/// Choices as a table that [`choices_from_csv`] reads: codes, labels in `languages`, further
/// columns.
pub fn choices_to_csv(choices: &[Choice], languages: &[String]) -> String {
    let extra = further_columns(choices);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<&str>| {
        // A vector takes every byte.
        let _ = writer.write_record(cells);
    };
    let labels: Vec<String> = languages
        .iter()
        .map(|tag| format!("label::{tag}"))
        .collect();
    let head = std::iter::once("code").chain(labels.iter().map(String::as_str));
    write(head.chain(extra.iter().map(String::as_str)).collect());
    for choice in choices {
        let label = |tag: &String| choice.label.0.get(tag).map_or("", String::as_str);
        let column = |name: &String| choice.extra.get(name).map_or("", String::as_str);
        let cells = std::iter::once(choice.code.as_str()).chain(languages.iter().map(label));
        write(cells.chain(extra.iter().map(column)).collect());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a column holds.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    Code,
    Label(String),
    Extra(String),
    Nothing,
}

impl Target {
    fn of(name: &str, language: &str) -> Self {
        let lower = name.to_lowercase();
        if lower.is_empty() {
            return Self::Nothing;
        }
        if lower == "code" || lower == "name" {
            return Self::Code;
        }
        if lower == "label" {
            return Self::Label(language.to_owned());
        }
        if let Some(written) = lower.strip_prefix("label::") {
            let tag = written
                .rsplit_once('(')
                .and_then(|(_, rest)| rest.split_once(')'));
            return Self::Label(tag.map_or(written, |(tag, _)| tag).trim().to_owned());
        }
        Self::Extra(name.to_owned())
    }
}

fn choice_of(record: &csv::StringRecord, columns: &[Target]) -> Choice {
    let mut choice = Choice::default();
    let mut extra = BTreeMap::new();
    for (cell, column) in record.iter().zip(columns) {
        if cell.is_empty() {
            continue;
        }
        match column {
            Target::Code => cell.clone_into(&mut choice.code),
            Target::Label(tag) => {
                choice.label.0.insert(tag.clone(), cell.to_owned());
            }
            Target::Extra(name) => {
                extra.insert(name.clone(), cell.to_owned());
            }
            Target::Nothing => {}
        }
    }
    choice.extra = extra;
    choice
}
