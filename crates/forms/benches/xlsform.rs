// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A large spreadsheet form, read and written as `XForm`: 2,000 questions, 5,000 choices.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at what it did not expect"
)]

use std::fmt::Write as _;

use forms::convert::{Format, With, convert};
use forms::xlsform;

/// The format that is written says nothing of the time.
const WITH: With<'_> = With {
    now: jiff::Timestamp::UNIX_EPOCH,
    code_lists: &[],
};

fn main() {
    divan::main();
}

/// The form as Markdown tables.
fn tables() -> String {
    let mut text = String::from(
        "| survey |\n| | type | name | label::Deutsch (de) | label::English (en) | relevant | constraint | required |\n",
    );
    for number in 0..2_000 {
        let kind = match number % 5 {
            0 => "integer".to_owned(),
            1 => format!("select_one list{}", number % 10),
            2 => "text".to_owned(),
            3 => "date".to_owned(),
            _ => "decimal".to_owned(),
        };
        let relevant = if number >= 5 {
            format!("${{q{}}} != ''", number - number % 5 - 5)
        } else {
            String::new()
        };
        writeln!(
            text,
            "| | {kind} | q{number} | Frage {number} | Question {number} | {relevant} | . != '{number}' | yes |"
        )
        .unwrap();
    }
    text.push_str(
        "| choices |\n| | list_name | name | label::Deutsch (de) | label::English (en) | state |\n",
    );
    for number in 0..5_000 {
        writeln!(
            text,
            "| | list{} | c{number} | Antwort {number} | Answer {number} | s{} |",
            number % 10,
            number % 16
        )
        .unwrap();
    }
    text.push_str("| settings |\n| | form_id | form_title | default_language |\n| | big | Big | Deutsch (de) |\n");
    text
}

#[divan::bench]
fn workbook_to_xform(bencher: divan::Bencher<'_, '_>) {
    let (spec, _) = xlsform::read(tables().as_bytes(), "big.md").unwrap();
    let workbook = xlsform::write(&spec).unwrap();
    bencher.bench(|| convert(&workbook, "big.xlsx", Format::XForm, &WITH).unwrap());
}

#[divan::bench]
fn markdown_to_xform(bencher: divan::Bencher<'_, '_>) {
    let tables = tables();
    bencher.bench(|| convert(tables.as_bytes(), "big.md", Format::XForm, &WITH).unwrap());
}
