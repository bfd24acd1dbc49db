// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use xpath::{Environment, FindingKind, Tree, TreeBuilder, analyse, parse};

fn environment() -> Environment {
    Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap())
}

/// `/data` with `a` = 3, `b` = 4, `empty`, `day`, `many`, and a group with two values.
fn tree() -> Tree {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    builder.leaf("a", "3");
    builder.leaf("b", "4");
    builder.leaf("empty", "");
    builder.leaf("day", "2026-11-11");
    builder.leaf("many", "apple pear");
    builder.open("group");
    builder.leaf("item", "10");
    builder.leaf("item", "20");
    builder.close();
    builder.close();
    builder.begin_instance("period");
    builder.open("root");
    builder.leaf("count_day", "2026-11-18");
    builder.build()
}

fn node(tree: &Tree, path: &str) -> xpath::NodeId {
    tree.descendants(tree.root())
        .find(|&node| tree.path(node) == path)
        .unwrap()
}

/// The value as text, with `/data/a` as the context node.
fn text(expression: &str) -> String {
    let tree = tree();
    let mut parsed = parse(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
    let unknown = parsed.resolve_references(&|name| {
        tree.descendants(tree.root())
            .find(|&n| tree.local_name(n) == name && tree.children(n).count() == 1)
    });
    assert_eq!(unknown, []);
    let environment = environment();
    let value = parsed.evaluate_text(&tree, node(&tree, "/data/a"), &environment);
    value
        .unwrap_or_else(|error| panic!("{expression}: {error}"))
        .into_owned()
}

#[test]
fn operators_bind_as_in_the_recommendation() {
    for (expression, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("2 * 3 + 4 * 5", "26"),
        ("1 + 2 * 3 - 4 div 2", "5"),
        ("7 mod 3 = 1 and 2 < 3", "true"),
        ("1 or 0 and 0", "true"),
        ("1 = 1 = 1", "true"),
        ("--3", "3"),
        ("-2 * -3", "6"),
        ("1 < 2 < 3", "true"),
        ("3 > 2 > 1", "false"),
        ("5 - -5", "10"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1 div 0", "Infinity"),
        ("0 div 0", "NaN"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
}

#[test]
fn names_and_signs_are_told_apart_by_what_stands_before_them() {
    assert_eq!(text("/data/a * /data/b"), "12");
    assert_eq!(text("count(/data/*) * 2"), "12");
    assert_eq!(text("/data/a div /data/b"), "0.75");
    assert_eq!(text("a-b = ''"), "false");
    assert_eq!(text("string(/data/div) = ''"), "true");
    assert_eq!(text(". + ../b"), "7");
    assert_eq!(text("${a}*${b}"), "12");
}

#[test]
fn references_and_instances_reach_their_nodes() {
    assert_eq!(text("${a} + ${b}"), "7");
    assert_eq!(text("instance('period')/root/count_day"), "2026-11-18");
    assert_eq!(text("instance('nothing')/root/count_day"), "");
    assert_eq!(text("current()/../b"), "4");
    assert_eq!(text("/data/group/item[2]"), "20");
    assert_eq!(text("/data/group/item[last()]"), "20");
    assert_eq!(text("/data/group/item[. > 15]"), "20");
    assert_eq!(text("sum(/data/group/item)"), "30");
    assert_eq!(text("count(//item)"), "2");
    assert_eq!(text("/data/*[position() = 2]"), "4");
    assert_eq!(text("position(/data/group/item[2])"), "2");
}

#[test]
fn functions_of_forms_do_their_work() {
    for (expression, expected) in [
        ("selected(${many}, 'pear')", "true"),
        ("selected(${many}, 'pea')", "false"),
        ("count-selected(${many})", "2"),
        ("selected-at(${many}, 1)", "pear"),
        ("selected-at(${many}, 5)", ""),
        ("if(${a} > 2, 'more', 'less')", "more"),
        ("coalesce(${empty}, ${a})", "3"),
        ("once('new')", "3"),
        ("round(3.14159, 2)", "3.14"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(-1.475, 2)", "-1.48"),
        ("round(1234.5, -2)", "1200"),
        ("int(-3.9)", "-3"),
        ("pow(2, 10)", "1024"),
        ("min(${a}, ${b}, 1)", "1"),
        ("max(/data/group/item)", "20"),
        ("join('-', ${a}, ${b})", "3-4"),
        ("concat(${a}, '/', ${b})", "3/4"),
        ("substring-before('KW 47/2026', '/')", "KW 47"),
        ("substring-after('KW 47/2026', '/')", "2026"),
        ("substring('12345', 2, 3)", "234"),
        ("substr('hello', 1, 3)", "el"),
        ("string-length('Käse')", "4"),
        ("normalize-space('  a   b ')", "a b"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("not(${empty} = '')", "false"),
        ("boolean('')", "false"),
        ("number('x')", "NaN"),
        ("checklist(1, 2, 'a', '', 'b')", "true"),
        ("weighted-checklist(3, -1, 'a', 2, 'b', 1)", "true"),
        ("ends-with('Kita', 'ta')", "true"),
        ("boolean-from-string('1')", "true"),
        ("count-non-empty(/data/*)", "5"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
}

#[test]
fn dates_are_days_that_can_be_counted_and_compared() {
    for (expression, expected) in [
        ("today()", "2026-11-18"),
        ("today() - ${day}", "7"),
        ("${day} < today()", "true"),
        ("${day} <= '2026-11-11'", "true"),
        ("date(${day} + 7)", "2026-11-18"),
        ("date(today() - 1) = '2026-11-17'", "true"),
        (
            "format-date(${day}, '%e.%n.%Y, KW %W')",
            "11.11.2026, KW 46",
        ),
        ("decimal-date-time(${day})", "20768"),
        // Across the end of summer time a day is still a day.
        ("date('2026-10-26') - date('2026-10-24')", "2"),
        ("decimal-time('06:00')", "0.25"),
        ("now()", "2026-11-18T09:30:00.000+01:00"),
        ("date('')", ""),
        ("${empty} < today()", "false"),
    ] {
        assert_eq!(text(expression), expected, "{expression}");
    }
}

#[test]
fn broken_texts_are_refused_with_the_place() {
    let messages: Vec<String> = [
        "",
        "1 +",
        "(1",
        "1)",
        "'open",
        "${a",
        "${}",
        "a b",
        "foo(1,,2)",
        "side::a",
        "1 # 2",
        "a[",
        "@",
        "/data//",
    ]
    .into_iter()
    .map(|text| format!("{text:12} {}", parse(text).unwrap_err()))
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn mistakes_are_found_before_an_expression_runs() {
    let tree = tree();
    let at = node(&tree, "/data/a");
    let findings = |text: &str| -> Vec<FindingKind> {
        let analysis = analyse(text, &parse(text).unwrap(), &tree, at);
        analysis.findings.into_iter().map(|f| f.kind).collect()
    };
    assert_eq!(findings("/data/a + ../b + count(//item)"), []);
    assert_eq!(findings("instance('period')/root/count_day"), []);
    assert_eq!(
        findings("/data/nothing/more"),
        [FindingKind::UnknownNode("/data/nothing/more".to_owned())]
    );
    assert_eq!(
        findings("instance('other')/root/x"),
        [FindingKind::UnknownNode("other".to_owned())]
    );
    assert_eq!(
        findings("foo(1) + if(1, 2)"),
        [
            FindingKind::UnknownFunction("foo".to_owned()),
            FindingKind::WrongArity {
                name: "if".to_owned(),
                given: 2
            },
        ]
    );
    assert_eq!(
        findings("${who}"),
        [FindingKind::UnknownReference("who".to_owned())]
    );
}

#[test]
fn the_nodes_that_a_value_depends_on_are_named() {
    let tree = tree();
    let at = node(&tree, "/data/a");
    let depends = |text: &str| -> Vec<String> {
        let analysis = analyse(text, &parse(text).unwrap(), &tree, at);
        analysis.depends.into_iter().map(|n| tree.path(n)).collect()
    };
    assert_eq!(depends("1 + 2"), [""; 0]);
    assert_eq!(depends(". > ../b"), ["/data/a", "/data/b"]);
    assert_eq!(
        depends("if(../empty = '', ../b, /data/group/item[. > current()/../day])"),
        [
            "/data/b",
            "/data/empty",
            "/data/day",
            "/data/group/item",
            "/data/group/item"
        ]
    );
    assert_eq!(depends("string-length()"), ["/data/a"]);
}
