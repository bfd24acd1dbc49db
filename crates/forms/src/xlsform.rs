// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Spreadsheet forms: the sheets `survey`, `choices` and `settings` of an XLSForm workbook.
//!
//! What `XLSForm` has no word for rides along in columns of our own, which other tools pass over:
//! in `survey` `deich::privacy`, `deich::release`, `deich::warning`,
//! `deich::warning_message::Deutsch (de)`, `deich::unit::Deutsch (de)`; in `settings`
//! `deich::title::…`, `deich::description::…`, `deich::purpose::…`, `deich::legal_basis::…`,
//! `deich::review_note::…` and `deich::period`.
//!
//! What the engine cannot do is refused with row and column, never dropped in silence; columns
//! that only other programs use are named in warnings.

mod headers;
mod message;
mod settings;
mod survey;
mod workbook;

pub use message::{Cause, Warning, WarningCause, XlsProblem};

use crate::compile::CompiledForm;
use crate::problem::{Column, ProblemCause};
use crate::spec::FormSpec;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;

/// The most bytes that a file may unpack to.
pub const LARGEST_CONTENT: u64 = 50 * 1024 * 1024;

/// The most rows of one sheet.
pub const MOST_ROWS: u32 = 5_000;

/// Reads a workbook (`.xlsx`), and makes sure that the form in it can be filled.
///
/// `file_name` becomes the form's identifier where the settings give none.
pub fn read(bytes: &[u8], file_name: &str) -> Result<(FormSpec, Vec<Warning>), Vec<XlsProblem>> {
    let sheets = workbook::read(bytes).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut warnings = sheets.warnings;
    let Some(survey) = sheets.survey else {
        return Err(vec![XlsProblem::of_sheet("survey", Cause::NoSheet)]);
    };
    let tables: Vec<_> = [
        Some(&survey),
        sheets.choices.as_ref(),
        sheets.settings.as_ref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let languages = headers::languages(&tables, sheets.settings.as_ref());
    let mut spec = settings::read(
        sheets.settings.as_ref(),
        &languages,
        file_name,
        &mut problems,
        &mut warnings,
    );
    let choice_rows = settings::choices(
        sheets.choices.as_ref(),
        &mut spec,
        &mut problems,
        &mut warnings,
    );
    let rows = survey::read(&survey, &mut spec, &mut problems, &mut warnings);
    if problems.is_empty()
        && let Err(found) = CompiledForm::compile(&spec)
    {
        problems.extend(found.into_iter().map(|problem| {
            let (sheet, row) = match problem.cause {
                ProblemCause::NoQuestions | ProblemCause::TooLarge => ("survey", 0),
                _ if problem.column == Column::Choices => (
                    "choices",
                    choice_rows.get(&problem.path).copied().unwrap_or(0),
                ),
                _ if problem.path.is_empty() => ("settings", 0),
                _ => ("survey", rows.get(&problem.path).copied().unwrap_or(0)),
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
        }));
    }
    if problems.is_empty() {
        return Ok((spec, warnings));
    }
    // In the order in which somebody reads the workbook.
    let rank = |sheet: &str| match sheet {
        "survey" => 0,
        "choices" => 1,
        _ => 2,
    };
    problems.sort_by_key(|problem| (rank(&problem.sheet), problem.row));
    Err(problems)
}
