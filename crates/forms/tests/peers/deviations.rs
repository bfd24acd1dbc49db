// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When two answers agree, and the differences that are meant. Each has its line in the documentation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::expressions::Quirk;
use crate::forms;

/// The class of a difference, or nothing if the answers agree; an error if there is no such class.
pub(crate) fn compare(
    quirks: &BTreeSet<Quirk>,
    expr: &str,
    ours: &Value,
    theirs: &Value,
) -> Result<Option<String>, ()> {
    if agree(ours, theirs) {
        return Ok(None);
    }
    if let Some(quirk) = quirks.first() {
        return Ok(Some(format!("{quirk:?}")));
    }
    if ours["string"] == "NaN" && theirs["string"] == "" {
        return Ok(Some(format!("{:?}", Quirk::NotANumber)));
    }
    if theirs["string"].as_str().is_some_and(has_exponent) {
        return Ok(Some(format!("{:?}", Quirk::LargeNumber)));
    }
    let is_infinite =
        |answer: &Value| matches!(answer["number"].as_str(), Some("Infinity" | "-Infinity"));
    let is_blank_zero = theirs["number"] == 0 && expr.contains("translate(");
    if ours["number"] == "NaN" && (is_infinite(theirs) || is_blank_zero) {
        return Ok(Some(format!("{:?}", Quirk::NumberText)));
    }
    if expr.contains("1970-01-0") || expr.contains("1969-12-31") {
        return Ok(Some(format!("{:?}", Quirk::Epoch)));
    }
    if expr.contains("[date") {
        return Ok(Some(format!("{:?}", Quirk::DateAsCondition)));
    }
    if ours["number"].is_number() && theirs["number"] == "NaN" && expr.contains("join(") {
        return Ok(Some("DateWithBlanks".to_owned()));
    }
    if [ours, theirs]
        .iter()
        .any(|answer| answer["string"].as_str().is_some_and(is_far))
    {
        return Ok(Some("FarFuture".to_owned()));
    }
    let refused = theirs["error"].as_str().unwrap_or_default();
    if refused == "Out-of-bounds date" {
        return Ok(Some(format!("{:?}", Quirk::LargeNumber)));
    }
    Err(())
}

/// Whether a text begins with a year after 2037.
fn is_far(text: &str) -> bool {
    let year = text.split_once('-').map(|(year, _)| year.parse::<i32>());
    matches!(year, Some(Ok(2038..)))
}

/// Says how often each class occurred. Each must be documented.
pub(crate) fn report(what: &str, file: &str, named: &BTreeMap<String, usize>) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(file);
    let documentation = std::fs::read_to_string(path).unwrap();
    for (name, count) in named {
        println!("{count} {what} differ: {name}");
        assert!(
            documentation.contains(&format!("`{name}`: ")),
            "{file} does not say what {name} is"
        );
    }
}

/// Whether a text has a number as `1e-7` in it.
fn has_exponent(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(3)
        .any(|part| part[0].is_ascii_digit() && part[1] == b'e' && matches!(part[2], b'+' | b'-'))
}

fn agree(ours: &Value, theirs: &Value) -> bool {
    if ours.get("error").is_some() && theirs.get("error").is_some() {
        return true;
    }
    match (ours["number"].as_f64(), theirs["number"].as_f64()) {
        (Some(a), Some(b)) => close(a, b),
        _ => match (ours["string"].as_str(), theirs["string"].as_str()) {
            (Some(a), Some(b)) => same_text(a, b),
            _ => ours == theirs,
        },
    }
}

/// Equal but for the last digits, which depend on the library of functions.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-300)
}

/// Equal texts but for the last digits of numbers in them.
pub(crate) fn same_text(ours: &str, theirs: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.';
    let (mut a, mut b) = (ours, theirs);
    while a != b {
        let shared = a
            .chars()
            .zip(b.chars())
            .take_while(|(x, y)| x == y && !is_digit(*x));
        let length = shared.map(|(letter, _)| letter.len_utf8()).sum::<usize>();
        (a, b) = (&a[length..], &b[length..]);
        let (end, other) = (number_end(a), number_end(b));
        match (a[..end].parse(), b[..other].parse()) {
            (Ok(x), Ok(y)) if close(x, y) => (a, b) = (&a[end..], &b[other..]),
            _ => return false,
        }
    }
    true
}

fn number_end(text: &str) -> usize {
    text.find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(text.len())
}

/// The class to which a difference between two sessions on `form` belongs.
pub(crate) fn of_form(
    quirks: &BTreeSet<forms::Quirk>,
    form: &str,
    difference: &str,
) -> Option<String> {
    if let Some(quirk) = quirks.first() {
        return Some(format!("{quirk:?}"));
    }
    // A value that is none of the choices is blank, so that it is missing and meets every constraint.
    let (path, rest) = difference.split_once(' ')?;
    let path = crate::sessions::without_positions(path);
    let is_choice = ["select", "select1", "odk:rank"]
        .iter()
        .any(|control| form.contains(&format!("<{control} ref=\"{path}\"")));
    (is_choice && rest.starts_with("violations")).then(|| "ChoiceThatIsGone".to_owned())
}
