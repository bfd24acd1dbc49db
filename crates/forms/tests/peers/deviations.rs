// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When two answers agree, and the differences that are meant.

use serde_json::Value;

/// A class of differences, as the documentation names it.
pub struct Deviation {
    pub name: &'static str,
    /// Whether a difference belongs to it: the expression, our answer, the other one.
    holds: fn(&str, &Value, &Value) -> bool,
}

pub static DEVIATIONS: [Deviation; 0] = [];

/// Whether the answers agree; if not, the class of the difference.
pub fn compare(expr: &str, ours: &Value, theirs: &Value) -> Result<(), Option<&'static Deviation>> {
    if agree(ours, theirs) {
        return Ok(());
    }
    Err(DEVIATIONS
        .iter()
        .find(|deviation| (deviation.holds)(expr, ours, theirs)))
}

fn agree(ours: &Value, theirs: &Value) -> bool {
    if ours.get("error").is_some() && theirs.get("error").is_some() {
        return true;
    }
    match (ours["number"].as_f64(), theirs["number"].as_f64()) {
        (Some(a), Some(b)) => close(a, b),
        _ => ours == theirs,
    }
}

/// Equal but for the last digits, which depend on the library of functions.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-300)
}

/// Equal texts, or numbers that differ in the last digits.
pub fn same_text(ours: &str, theirs: &str) -> bool {
    ours == theirs
        || matches!((ours.parse(), theirs.parse()), (Ok(a), Ok(b)) if close(a, b))
}

/// The class to which a difference between two sessions on `form` belongs.
pub fn of_form(_form: &str, _difference: &str) -> Option<&'static str> {
    None
}
