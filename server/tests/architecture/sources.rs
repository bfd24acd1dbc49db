// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where things may stand in the source: SQL, HTTP, words, exceptions to lints.

use crate::workspace::{File, code_lines, files, none, rust_files};

/// Beginnings of SQL statements as this house writes them: keywords in capitals.
const SQL: [&str; 8] = [
    "SELECT ",
    "INSERT INTO ",
    "DELETE FROM ",
    "ON CONFLICT",
    "RETURNING ",
    "CREATE TABLE",
    "ALTER TABLE",
    "sea_orm",
];

/// Types of the HTTP layer.
const HTTP: [&str; 3] = ["axum::", "use axum", "http::"];

/// Ways to put style or behaviour into HTML that the content security policy would block.
const INLINE: [&str; 6] = [
    " style=\\\"",
    " style='",
    " style=\"",
    " onclick=",
    " onchange=",
    "javascript:",
];

fn module_sources() -> Vec<File> {
    files("modules", ".rs")
        .into_iter()
        .filter(|file| file.has_part("src"))
        .collect()
}

/// Whether the file is `name.rs` or stands in a folder of that name.
fn is_part(file: &File, name: &str) -> bool {
    file.has_part(name) || file.has_part(&format!("{name}.rs"))
}

fn complaints_about<'a>(
    files: impl IntoIterator<Item = &'a File>,
    marks: &[&str],
    what: &str,
) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        for (number, line) in code_lines(file) {
            if let Some(mark) = marks.iter().find(|mark| line.contains(**mark)) {
                complaints.push(format!(
                    "{}:{number} has {what}: {}",
                    file.path,
                    mark.trim()
                ));
            }
        }
    }
    complaints
}

#[test]
fn in_modules_only_the_store_speaks_sql() {
    let files = module_sources();
    let others = files.iter().filter(|file| !is_part(file, "store"));
    none(
        &complaints_about(others, &SQL, "SQL"),
        "ARCHITECTURE.md, “Inside a module”: SQL stands in store.rs or store/, behind a function with a \
         name from the field.",
    );
}

#[test]
fn in_modules_only_pages_and_api_speak_http() {
    let files = module_sources();
    let others = files.iter().filter(|file| {
        !["pages", "api", "lib", "testing"]
            .iter()
            .any(|part| is_part(file, part))
    });
    none(
        &complaints_about(others, &HTTP, "HTTP"),
        "ARCHITECTURE.md, “Inside a module”: requests and answers stand in pages/ and api/; lib.rs lists \
         the routes.",
    );
}

#[test]
fn no_sql_stands_in_pages_of_the_shell() {
    let files = files("crates/form-pages/src", ".rs");
    none(
        &complaints_about(&files, &SQL, "SQL"),
        "ARCHITECTURE.md, “Who may use whom”: form-pages renders and parses.",
    );
}

#[test]
fn rust_code_writes_no_inline_style_and_no_inline_script() {
    let files: Vec<_> = rust_files()
        .into_iter()
        .filter(|file| file.has_part("src"))
        .collect();
    none(
        &complaints_about(&files, &INLINE, "inline style or script"),
        "ARCHITECTURE.md, invariant 6: the content security policy allows neither. Use a class; in SVG \
         use presentation attributes.",
    );
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    let marks = [concat!("#[", "allow("), concat!("#![", "allow(")];
    let mut complaints = Vec::new();
    for file in rust_files() {
        for (index, line) in file.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                complaints.push(format!("{}:{} allows a lint.", file.path, index + 1));
            }
        }
    }
    none(
        &complaints,
        "CONTRIBUTING.md, “Habits”: write #[expect(lint, reason = \"…\")], which ends by itself.",
    );
}

/// Every place with unfinished work would be a promise that nobody made.
#[test]
fn no_unfinished_work_is_left_in_the_source() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
    ];
    let mut complaints = Vec::new();
    for ending in [".rs", ".ts", ".css", ".html", ".sql", ".ftl", ".sh", ".mjs"] {
        for file in files("", ending) {
            for (index, line) in file.text.lines().enumerate() {
                if marks.iter().any(|mark| line.contains(mark)) {
                    complaints.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
                }
            }
        }
    }
    none(
        &complaints,
        "CONTRIBUTING.md, “Habits”: finish it or leave it out.",
    );
}

/// German words in handlers would never be translated.
#[test]
fn handlers_hold_no_words_for_readers() {
    let files: Vec<_> = module_sources()
        .into_iter()
        .filter(|file| is_part(file, "pages") || is_part(file, "api"))
        .collect();
    let umlauts = ["ä", "ö", "ü", "Ä", "Ö", "Ü", "ß"];
    none(
        &complaints_about(&files, &umlauts, "a German letter"),
        "ARCHITECTURE.md, invariant 7: words stand in locales/de.ftl and locales/en.ftl.",
    );
}
