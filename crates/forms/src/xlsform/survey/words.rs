// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What single cells mean.

/// Whether the appearance fills the choices from a file on the device.
pub(crate) fn is_search(appearance: &str) -> bool {
    appearance.find("search").is_some_and(|at| {
        appearance[at + "search".len()..]
            .trim_start()
            .starts_with('(')
    })
}

pub(in crate::xlsform) fn is_file(name: &str) -> bool {
    [".csv", ".xml", ".geojson"]
        .iter()
        .any(|ending| name.len() > ending.len() && name.to_lowercase().ends_with(ending))
}

/// `10:00:00.000+01:00`, with or without a day before it: the signs are no calculation.
fn is_time(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(':')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'T' | 'Z' | ' '))
}

/// Whether a default is an expression: it refers to a question, calls a function or calculates.
pub(crate) fn is_dynamic(text: &str) -> bool {
    if text.contains("${") {
        return true;
    }
    if is_time(text) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 2
        && words[1..words.len() - 1]
            .iter()
            .any(|word| matches!(*word, "div" | "mod"))
    {
        return true;
    }
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '\'' | '"' => match rest[1..].find(first) {
                Some(end) => end + 2,
                None => 1,
            },
            '+' | '*' | '|' => return true,
            '-' => {
                let next = rest[1..].chars().next();
                if !next.is_some_and(|c| c.is_ascii_digit()) {
                    return true;
                }
                1
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')))
                    .unwrap_or(rest.len());
                if rest[end..].starts_with('(') {
                    return true;
                }
                end
            }
            c => c.len_utf8(),
        };
        rest = &rest[len..];
    }
    false
}
