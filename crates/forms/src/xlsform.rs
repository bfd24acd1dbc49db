// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Spreadsheet forms (`XLSForm`): workbooks and text tables with the sheets `survey`, `choices`,
//! `settings`, `external_choices`, `entities` and `osm`.
//!
//! What `XLSForm` has no word for rides along in columns of our own, which other tools pass over:
//! in `survey` `deich::privacy`, `deich::release`, `deich::warning`,
//! `deich::warning_message::Deutsch (de)`, `deich::unit::Deutsch (de)`; in `settings`
//! `deich::title::…`, `deich::description::…`, `deich::purpose::…`, `deich::legal_basis::…`,
//! `deich::review_note::…` and `deich::period`.
//!
//! What cannot be understood is refused with row and column, never dropped in silence; columns
//! that only other programs use are named in warnings.

mod checks;
mod choices;
mod entities;
mod headers;
mod message;
mod settings;
mod survey;
pub(crate) mod workbook;
mod write;

use std::collections::BTreeMap;

pub use message::{Cause, Expected, Rule, Warning, WarningCause, XlsProblem};
pub use write::{WriteError, write, write_markdown};

pub(crate) use survey::is_search;

use self::headers::{Languages, Table};
use self::workbook::{Book, Sheet};
use crate::compile::CompiledForm;
use crate::definition::Definition;
use crate::engine::{MissingFiles, Resources};
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{FormSpec, Item, QuestionType};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;

/// The most bytes that a file may unpack to.
pub const LARGEST_CONTENT: u64 = 50 * 1024 * 1024;

/// The most rows of one sheet.
pub const MOST_ROWS: u32 = 50_000;

/// Reads a form from a workbook (`.xlsx`, `.xls`, `.ods`) or from tables as text (CSV, Markdown).
///
/// `file_name` becomes the form's identifier where the settings give none.
pub fn read(bytes: &[u8], file_name: &str) -> Result<(FormSpec, Vec<Warning>), Vec<XlsProblem>> {
    read_rooted(bytes, file_name, None)
}

/// The same, with a name for the root node where the settings give none; `data` is the usual one.
pub fn read_rooted(
    bytes: &[u8],
    file_name: &str,
    root: Option<&str>,
) -> Result<(FormSpec, Vec<Warning>), Vec<XlsProblem>> {
    let (spec, _, warnings) = read_lowered(bytes, file_name, root)?;
    Ok((spec, warnings))
}

/// The same, with the form that is executed, which has to be made to know that it can be.
pub(crate) fn read_lowered(
    bytes: &[u8],
    file_name: &str,
    root: Option<&str>,
) -> Result<(FormSpec, Definition, Vec<Warning>), Vec<XlsProblem>> {
    let (spec, warnings, rows) = read_with_rows(bytes, file_name, root)?;
    match crate::lower::lower(&spec) {
        Ok(definition) => Ok((spec, definition, warnings)),
        Err(found) => Err(rows.located(found)),
    }
}

/// Reads a form, and makes sure that it can be filled here. Values that only a device knows are
/// left out when it is filled; warnings name them.
pub fn read_fillable(
    bytes: &[u8],
    file_name: &str,
) -> Result<(FormSpec, Vec<Warning>), Vec<XlsProblem>> {
    let (mut spec, mut warnings, rows) = read_with_rows(bytes, file_name, None)?;
    for (path, question) in spec.questions() {
        if is_left_out(question.kind) {
            warnings.push(Warning {
                sheet: "survey".to_owned(),
                row: rows.survey.get(&path).copied().unwrap_or(0),
                column: "type".to_owned(),
                cause: WarningCause::IgnoredMetadata(question.kind.name().to_owned()),
            });
        }
    }
    leave_out_metadata(&mut spec.items);
    // Files that the form names are asked for when it is known.
    let files = Resources::none(MissingFiles::Empty);
    let mut found = CompiledForm::compile_with(&spec, files).err();
    let mut found = found.take().unwrap_or_default();
    for problem in crate::lower::lower(&spec).err().unwrap_or_default() {
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
    if found.is_empty() {
        Ok((spec, warnings))
    } else {
        Err(rows.located(found))
    }
}

/// Whether a device fills it in without a person.
fn is_left_out(kind: QuestionType) -> bool {
    kind.is_metadata()
        || matches!(
            kind,
            QuestionType::BackgroundAudio | QuestionType::BackgroundGeopoint
        )
}

fn leave_out_metadata(items: &mut Vec<Item>) {
    items.retain(|item| !matches!(item, Item::Question(question) if is_left_out(question.kind)));
    for item in items {
        match item {
            Item::Group(group) => leave_out_metadata(&mut group.items),
            Item::Repeat(repeat) => leave_out_metadata(&mut repeat.items),
            Item::Question(_) => {}
        }
    }
}

/// The rows that things come from.
struct Rows {
    /// Of questions and groups by path.
    survey: BTreeMap<String, u32>,
    /// The first one of each list.
    choices: BTreeMap<String, u32>,
}

impl Rows {
    /// Problems with the definition as problems of the workbook, in the order in which somebody
    /// reads it.
    fn located(&self, found: Vec<FormProblem>) -> Vec<XlsProblem> {
        let located = found.into_iter().map(|problem| {
            let (sheet, row) = match problem.cause {
                ProblemCause::NoQuestions | ProblemCause::TooLarge => ("survey", 0),
                _ if problem.column == Column::Choices => (
                    "choices",
                    self.choices.get(&problem.path).copied().unwrap_or(0),
                ),
                _ if problem.path.is_empty() => ("settings", 0),
                _ => (
                    "survey",
                    self.survey.get(&problem.path).copied().unwrap_or(0),
                ),
            };
            let column = match problem.column {
                Column::Choices | Column::Settings => "",
                column => column.header(),
            };
            XlsProblem {
                sheet: sheet.to_owned(),
                row,
                column: column.to_owned(),
                cause: Cause::Form(problem.cause),
            }
        });
        sorted(located.collect())
    }
}

fn sorted(mut problems: Vec<XlsProblem>) -> Vec<XlsProblem> {
    let rank = |sheet: &str| match sheet {
        "survey" => 0,
        "choices" => 1,
        _ => 2,
    };
    problems.sort_by_key(|problem| (rank(&problem.sheet), problem.row));
    problems
}

/// The sheets that are read.
struct Tables {
    survey: Table,
    choices: Option<Table>,
    settings: Option<Table>,
    external_choices: Option<Table>,
    entities: Option<Table>,
    osm: Option<Table>,
    /// The names of other sheets.
    others: Vec<String>,
}

impl Tables {
    fn new(book: Book) -> Result<Self, XlsProblem> {
        let mut named: BTreeMap<&'static str, Sheet> = BTreeMap::new();
        let mut others = Vec::new();
        for sheet in book.sheets {
            let known = [
                "survey",
                "choices",
                "settings",
                "external_choices",
                "entities",
                "osm",
            ];
            let lower = sheet.name.to_lowercase();
            match known.iter().find(|name| **name == lower) {
                Some(name) => {
                    named.entry(name).or_insert(sheet);
                }
                None => others.push(sheet.name),
            }
        }
        let mut take = |name: &'static str, known: &[&str]| {
            let sheet = named.remove(name)?;
            Some(Table::new(name, sheet, known))
        };
        let Some(survey) = take("survey", &survey::USED) else {
            let similar = checks::similar("survey", &others);
            let cause = if similar.is_empty() {
                Cause::NoSheet
            } else {
                Cause::Rule(Rule::MissingSheet("survey", similar))
            };
            return Err(XlsProblem::of_sheet("survey", cause));
        };
        Ok(Self {
            survey,
            choices: take("choices", &choices::USED),
            settings: take("settings", &settings::USED),
            external_choices: take("external_choices", &choices::USED),
            entities: take("entities", &entities::USED),
            osm: take("osm", &choices::USED),
            others,
        })
    }
}

fn read_with_rows(
    bytes: &[u8],
    file_name: &str,
    root: Option<&str>,
) -> Result<(FormSpec, Vec<Warning>, Rows), Vec<XlsProblem>> {
    let book = workbook::read(bytes).map_err(|problem| vec![problem])?;
    let tables = Tables::new(book).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut warnings: Vec<Warning> = tables
        .others
        .iter()
        .filter(|name| !name.starts_with('_'))
        .map(|name| Warning {
            sheet: name.clone(),
            row: 0,
            column: String::new(),
            cause: WarningCause::IgnoredSheet,
        })
        .collect();
    let with_texts: Vec<&Table> = [
        tables.choices.as_ref(),
        Some(&tables.survey),
        tables.settings.as_ref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    for table in &with_texts {
        table.without_header(&mut warnings);
    }
    let stated = tables.settings.as_ref().and_then(|table| {
        let row = table.rows.first()?;
        table.get(row, "default_language")
    });
    let languages = Languages::find(&with_texts, stated);
    let mut spec = settings::read(
        tables.settings.as_ref(),
        &languages,
        file_name,
        &mut problems,
        &mut warnings,
    );
    if spec.settings.root.is_none() {
        spec.settings.root = root.filter(|root| *root != "data").map(str::to_owned);
    }
    let mut first_rows = BTreeMap::new();
    if let Some(table) = &tables.choices {
        let lists = choices::read(table, &languages, &spec, &mut problems, &mut warnings);
        spec.choice_order = lists.order;
        spec.choice_columns = choices::Lists::unusual(&lists.columns);
        spec.choices = lists.by_name;
        first_rows = lists.first_rows;
    }
    for (table, is_osm) in [(&tables.external_choices, false), (&tables.osm, true)] {
        if let Some(table) = table {
            let lists = choices::read(table, &languages, &spec, &mut problems, &mut warnings);
            if is_osm {
                spec.osm_tags = lists.by_name;
            } else {
                spec.external_choices = lists.by_name;
            }
        }
    }
    let mut entity_rows = Vec::new();
    if let Some(table) = &tables.entities {
        (spec.entities, entity_rows) = entities::read(table, &mut problems);
    }
    let survey = survey::read(
        &tables.survey,
        &languages,
        &mut spec,
        &mut problems,
        &mut warnings,
    );
    if spec.usual_choice_order() == spec.choice_order {
        spec.choice_order.clear();
    }
    let rows = Rows {
        survey,
        choices: first_rows,
    };
    let questions = spec.questions();
    checks::check(
        &spec,
        &questions,
        &tables,
        &rows,
        &entity_rows,
        &mut problems,
    );
    checks::warn(&spec, &questions, &rows, &mut warnings);
    drop(questions);
    if problems.is_empty() {
        Ok((spec, warnings, rows))
    } else {
        Err(sorted(problems))
    }
}
