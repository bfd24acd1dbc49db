// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use proptest::prelude::*;
use xpath::{Environment, MAX_DEPTH, Tree, TreeBuilder, analyse, number_to_text, parse};

fn tree() -> Tree {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    for index in 0..8 {
        builder.open("g");
        builder.leaf("a", &index.to_string());
        builder.leaf("b", "x y");
        builder.close();
    }
    builder.build()
}

/// Parses, examines and runs a text; whatever it is, there must be an answer.
fn exercise(text: &str) {
    let tree = tree();
    let environment = Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap());
    if let Ok(expr) = parse(text) {
        let node = tree.root();
        let _ = analyse(text, &expr, &tree, node);
        let _ = expr.evaluate_text(&tree, node, &environment);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        "/",
        "//",
        "*",
        "-",
        "+",
        "=",
        "!=",
        "<",
        "<=",
        ",",
        ".",
        "..",
        "@",
        "::",
        "|",
        "'",
        "\"",
        "${a}",
        "${",
        "and",
        "or",
        "div",
        "mod",
        "data",
        "g",
        "a",
        "1",
        "0",
        "-1",
        "1e9",
        "999999999999999999999",
        "ancestor::",
        "preceding::",
        "following::",
        "descendant-or-self::",
        "node()",
        "text()",
        "position()",
        "last()",
        "count(",
        "sum(",
        "concat(",
        "substring(",
        "substr(",
        "date(",
        "format-date(",
        "round(",
        "selected-at(",
        "translate(",
        "today()",
        "now()",
        "join(",
        "if(",
        "once(",
        "'2026-11-18'",
        "'%Y%'",
        "é",
        "\u{0}",
        " ",
        "not(",
        "checklist(",
        "weighted-checklist(",
        "id(",
        "lang(",
        "pow(",
        "instance('x')",
        "current()",
        "decimal-time(",
        "indexed-repeat(",
        "randomize(",
        "random()",
        "uuid(",
        "regex(",
        "'(a|b)*\\d{3,}'",
        "digest(",
        "'MD5'",
        "base64-decode(",
        "area(",
        "distance(",
        "geofence(",
        "intersects(",
        "'1 2;3 4;5 6;1 2'",
        "pulldata(",
        "jr:itext(",
        "jr:choice-name(",
        "min(",
        "number(",
        "$",
        "#",
        ":",
        "a:b",
        "a:*",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|parts| parts.join(" "))
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,80}") {
        exercise(&text);
    }

    #[test]
    fn any_sequence_of_words_has_an_answer(text in pieces()) {
        exercise(&text);
        exercise(&text.replace(' ', ""));
    }

    #[test]
    fn numbers_are_written_so_that_they_read_back(number in any::<f64>()) {
        let back = xpath::text_to_number(&number_to_text(number));
        prop_assert!(back.to_bits() == (number + 0.0).to_bits() || !number.is_finite());
    }
}

#[test]
fn deep_nesting_is_refused_and_long_chains_are_not() {
    let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH - 1)).is_ok());
    assert!(parse(&nested(MAX_DEPTH)).is_err());
    assert!(parse(&"(".repeat(30_000)).is_err());
    assert!(parse(&"a[".repeat(10_000)).is_err());
    for chain in [
        format!("1{}", "+1".repeat(10_000)),
        format!("1{}", " or 0".repeat(5_000)),
        format!("{}1", "-".repeat(30_000)),
        format!("a{}", "/a".repeat(10_000)),
        format!("a{}", "|a".repeat(10_000)),
        format!("a{}", "[1]".repeat(10_000)),
    ] {
        assert!(parse(&chain).is_ok());
        exercise(&chain);
    }
    let ladder = (0..MAX_DEPTH - 1).fold("1".to_owned(), |inner, _| format!("1+2*(3<{inner})"));
    assert!(parse(&ladder).is_ok());
    exercise(&ladder);
}

#[test]
fn a_short_expression_cannot_run_for_ever() {
    let tree = tree();
    let environment = Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap());
    let bomb = "count(//*[count(//*[count(//*[count(//*[count(//*[//*]) > 0]) > 0]) > 0]) > 0])";
    let result = parse(bomb)
        .unwrap()
        .evaluate_boolean(&tree, tree.root(), &environment);
    assert_eq!(result, Err(xpath::EvaluationError::TooMuchWork));
}

#[test]
fn texts_of_large_parts_count_as_work() {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    for _ in 0..5_000 {
        builder.leaf("a", "");
    }
    let tree = builder.build();
    let environment = Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap());
    for bomb in [
        "count(//a[. = /])",
        "count(//a[string(/data) = 'x'])",
        "sum(//a[number(/) = 1])",
    ] {
        let result = parse(bomb)
            .unwrap()
            .evaluate_boolean(&tree, tree.root(), &environment);
        assert_eq!(result, Err(xpath::EvaluationError::TooMuchWork), "{bomb}");
    }
}
