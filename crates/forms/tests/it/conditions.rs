// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conditions that can be said in words, and those that cannot.

use forms::{Condition, Relation};

use crate::form;

fn chosen(path: &str, codes: &[&str]) -> Condition {
    Condition::Chosen {
        path: path.to_owned(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
    }
}

#[test]
fn what_says_the_same_in_words_is_read() {
    let form = form(
        &[],
        &[
            &["select_one fruit", "one", "Eine"],
            &["select_multiple fruit", "some", "Mehrere"],
            &["integer", "count", "Anzahl"],
            &["text", "why", "Warum?"],
            &["begin_repeat", "part", "Teil"],
            &["select_one fruit", "inner", "Welche?"],
            &["text", "asked", "Frage"],
            &["end_repeat", "", ""],
        ],
    );
    let read = |text: &str| form.condition(text, "part[2]/asked");
    let compared = |relation, number: &str| Condition::Compared {
        path: "count".to_owned(),
        relation,
        number: number.to_owned(),
    };
    for (text, expected) in [
        ("true()", Condition::Always),
        ("false() or false()", Condition::Never),
        ("${one} = 'apple'", chosen("one", &["apple"])),
        ("('pear' = ${one})", chosen("one", &["pear"])),
        ("selected(${some}, 'plum')", chosen("some", &["plum"])),
        ("${inner} = 'plum'", chosen("part[2]/inner", &["plum"])),
        ("../inner = 'plum'", chosen("part[2]/inner", &["plum"])),
        (
            "${one} = 'apple' or ${one} = 'pear'",
            chosen("one", &["apple", "pear"]),
        ),
        ("${why} != ''", Condition::Given("why".to_owned())),
        ("${count} >= 3", compared(Relation::AtLeast, "3")),
        ("3 < ${count}", compared(Relation::Greater, "3")),
        (
            "${count} = 1 and true() and ${one} = 'apple'",
            Condition::All(vec![
                compared(Relation::Equal, "1"),
                chosen("one", &["apple"]),
            ]),
        ),
    ] {
        assert_eq!(read(text), Some(expected), "{text}");
    }
    for text in [
        "${one} = 'cherry'",
        "${one} != 'apple'",
        "${some} = 'apple'",
        "${one} = ''",
        "${one} = ${inner}",
        "not(${one} = 'apple')",
        "${count} + 1 > 3",
        "${one} = 'apple' and string-length(${why}) > 3",
        "${nobody} = 'x'",
        "(",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    for (text, expected) in [
        (". <= 99", Some(99.0)),
        (". >= 0 and (. < 20)", Some(20.0)),
        (". <= 5 or . = 99", None),
        (". <= ${count}", None),
    ] {
        assert_eq!(form.upper_bound(text), expected, "{text}");
    }
}
