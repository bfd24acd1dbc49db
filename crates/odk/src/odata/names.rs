// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Names as `OData` permits them.

/// A name made of letters of English, digits and `_`, as Central makes it: `_` before a first
/// character that may not stand there, and one `_` for each row of others.
pub(super) fn clean(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::with_capacity(name.len() + 1);
    // A first character that fits nowhere becomes `_` with those after it.
    if name.starts_with(|c: char| !(c.is_ascii_alphabetic() || c == '_')) {
        out.push('_');
    }
    let mut is_gap = false;
    for c in name.chars() {
        if fits(c) {
            out.push(c);
        } else if !is_gap {
            out.push('_');
        }
        is_gap = !fits(c);
    }
    out
}

/// The clean name, with a number if another one beside it is called the same.
pub(super) fn clean_apart(name: &str, mut taken: impl FnMut(&str) -> bool) -> String {
    let clean = clean(name);
    let mut found = clean.clone();
    let mut number = 1;
    while taken(&found) {
        number += 1;
        found = format!("{clean}_{number}");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_as_central_does() {
        for (name, expected) in [
            ("q1.8", "q1_8"),
            ("42", "_42"),
            ("größe", "gr_e"),
            ("äöü", "__"),
            ("a-.b", "a_b"),
            ("_x", "_x"),
        ] {
            assert_eq!(clean(name), expected);
        }
    }

    #[test]
    fn the_same_name_twice_gets_a_number() {
        let taken = ["a_b", "a_b_2"];
        assert_eq!(clean_apart("a.b", |name| taken.contains(&name)), "a_b_3");
    }
}
