// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as a table with many reports: the file, its headings, its cells as answers, the check.

#![no_main]

use std::panic;
use std::sync::{LazyLock, Once};

use forms::entry::{self, Template};
use forms::{CompiledForm, Context, xlsform};
use libfuzzer_sys::fuzz_target;

/// The reader of workbooks panics on some damaged ones; `forms` catches that and refuses the file.
static PANICS_ELSEWHERE: Once = Once::new();

static FORM: LazyLock<CompiledForm> = LazyLock::new(|| {
    let tables = "| survey |\n| | type | name |\n| | text | a |\n| | integer | b |\n| | select_multiple c | c |\n\
        | | begin repeat | r |\n| | date | d |\n| | end repeat | |\n| choices |\n| | list_name | name | label |\n\
        | | c | x | X y |\n| | c | y | Z |\n";
    let (spec, _) = xlsform::read(tables.as_bytes(), "form.md").expect("the form is right");
    CompiledForm::compile(&spec).expect("the form is right")
});

fuzz_target!(|bytes: &[u8]| {
    PANICS_ELSEWHERE.call_once(|| {
        let abort = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let of_reader = |at: &panic::Location<'_>| at.file().contains("calamine");
            if !info.location().is_some_and(of_reader) {
                abort(info);
            }
        }));
    });
    let Ok(table) = entry::read(bytes) else {
        return;
    };
    let template = Template::of(&FORM).expect("the form has columns");
    let Ok(places) = template.places(&table.headings, &[&["#zeitraum"]]) else {
        return;
    };
    let context = Context::on(jiff::civil::date(2026, 11, 18));
    for line in table.lines.iter().take(20) {
        let answers = template.answers(&places, &line.cells);
        let found = FORM.check(&answers, &context);
        for (path, answer) in found.answers.iter() {
            let _ = template.cell(path, answer, "de");
        }
    }
});
