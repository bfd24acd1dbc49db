// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The form engine as its users see it.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod answers;
mod are_sentinel;
mod attached;
mod conditions;
mod conversions;
mod damaged;
mod engine;
mod examination;
mod exports;
mod fim;
mod protocol;
mod questionnaires;
mod round_trips;
mod scenarios;
mod schemes;
mod sessions;
mod spreadsheets;
mod xforms;
mod xlsform_oracle;

use forms::{CompiledForm, FormSpec, xlsform};
use rust_xlsxwriter::Workbook;

/// A workbook from sheets of rows of cells.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, text) in (0_u16..).zip(*cells) {
                if !text.is_empty() {
                    sheet.write_string(row, column, *text).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A form from survey rows with the columns type, name, label and further `headers`.
fn form(headers: &[&str], rows: &[&[&str]]) -> CompiledForm {
    let mut survey = vec![[&["type", "name", "label::Deutsch (de)"], headers].concat()];
    survey.extend(rows.iter().map(|row| row.to_vec()));
    let survey: Vec<&[&str]> = survey.iter().map(Vec::as_slice).collect();
    let bytes = workbook(&[
        ("survey", &survey),
        ("choices", &CHOICES),
        ("settings", &SETTINGS),
    ]);
    let (spec, _) = xlsform::read_fillable(&bytes, "test.xlsx").unwrap_or_else(|problems| {
        let messages: Vec<_> = problems.iter().map(|p| p.message("en")).collect();
        panic!("{}", messages.join("\n"))
    });
    CompiledForm::compile(&spec).unwrap()
}

const CHOICES: [&[&str]; 4] = [
    &["list_name", "name", "label::Deutsch (de)"],
    &["fruit", "apple", "Apfel"],
    &["fruit", "pear", "Birne"],
    &["fruit", "plum", "Pflaume"],
];

const SETTINGS: [&[&str]; 2] = [&["form_title", "form_id"], &["Test", "test"]];

/// The same form after a trip through JSON.
fn through_json(spec: &FormSpec) -> FormSpec {
    serde_json::from_str(&serde_json::to_string(spec).unwrap()).unwrap()
}

/// A weekly count as a workbook.
fn weekly_count() -> Vec<u8> {
    include_bytes!("samples/are-sentinel-kita.xlsx").to_vec()
}
