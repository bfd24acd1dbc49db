// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is known about expressions before they run.

use xpath::{
    Analysis, FindingKind, NodeId, Scope, Tree, TreeBuilder, ValueKind, analyse, analyse_in, parse,
};

/// A form with a repeat, a list whose entries differ, and one that is still empty.
fn tree() -> Tree {
    let mut builder = TreeBuilder::new();
    builder.open("data");
    builder.leaf("age", "");
    builder.leaf("born", "");
    builder.leaf("name", "");
    builder.open("visit");
    builder.leaf("dose", "");
    builder.leaf("total", "");
    builder.close();
    builder.close();
    builder.begin_instance("list");
    builder.open("root");
    for number in 0..50 {
        builder.open("item");
        builder.leaf("code", &number.to_string());
        if number == 49 {
            builder.leaf("note", "rare");
        }
        builder.close();
    }
    builder.begin_instance("later");
    builder.build()
}

fn at(tree: &Tree, path: &str) -> NodeId {
    let mut all = tree.descendants(tree.root());
    all.find(|&node| tree.path(node) == path).unwrap()
}

fn examine(text: &str, path: &str) -> Analysis {
    let tree = tree();
    analyse(text, &parse(text).unwrap(), &tree, at(&tree, path))
}

fn findings(text: &str) -> Vec<String> {
    let tree = tree();
    let kind_of = |node| match tree.local_name(node) {
        "age" | "dose" => ValueKind::Number,
        "born" => ValueKind::Date,
        _ => ValueKind::Any,
    };
    let scope = Scope {
        tree: &tree,
        node: at(&tree, "/data/visit/total"),
        kind_of: &kind_of,
        may_be_blank: &|node| tree.local_name(node) == "dose",
    };
    let analysis = analyse_in(text, &parse(text).unwrap(), &scope);
    let written = |finding: xpath::Finding| {
        let sign = if finding.kind.is_warning() { "?" } else { "!" };
        format!(
            "{sign} {} [{}]",
            finding.kind,
            &text[finding.at.start..finding.at.end]
        )
    };
    analysis.findings.into_iter().map(written).collect()
}

#[test]
fn what_cannot_fit_is_found_with_its_place() {
    let mut lines = Vec::new();
    for text in [
        "/data/age + 'x'",
        "1 - - 'x'",
        "/data/age > 'old'",
        "/data/age = 'old'",
        "/data/born = 'yesterday'",
        "/data/born = true()",
        "selected(/data/name, 'a') = 'yes'",
        "today() = false()",
        "today()/year",
        "sum(3)",
        "count('x') + position(1)",
        "indexed-repeat(/data/visit/dose, 'visit', 1)",
        "regex(., '[0-9') or regex(., '(?=x)')",
        "digest(., 'CRC')",
        "date('tomorrow')",
        "sum(/data/visit/dose)",
        "jr:choice-name(., '/data/nothing')",
        "pulldata('nothing', 'a', 'b', 'c')",
        "instance('list')/root/item/nothing",
        "nothing(1) | 2",
    ] {
        let found = findings(text);
        assert!(!found.is_empty(), "{text}");
        lines.push(format!("{text}\n  {}", found.join("\n  ")));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_can_be_meant_is_not_found_fault_with() {
    for text in [
        "/data/age + '3' - '2026-11-18'",
        "/data/age = ''",
        "/data/born = '2026-11-18' or /data/born < today() + 3",
        "/data/born > 20000",
        "(/data/age = 1) + (/data/age = 2) > 1",
        "sum(/data/visit/dose[. != ''])",
        "sum(/data/age)",
        "if(/data/age > 1, /data/born, '') = '2026-11-18'",
        "count(randomize(instance('list')/root/item))",
        "instance('list')/root/item[code = current()/../dose]/note",
        "instance('later')/root/item[code = 1]/anything",
        "jr:choice-name(., '/data/name') = 'x'",
        "jr:choice-name(., ' ../dose ')",
        "count(current() | ../dose)",
        "regex(., '^[0-9]{5}\\d$') and date(.) = '2026-11-18'",
        "coalesce(/data/age, 'none') = 'none'",
    ] {
        assert_eq!(findings(text), [""; 0], "{text}");
    }
}

#[test]
fn dependencies_lead_through_predicates_and_lists() {
    let tree = tree();
    let paths = |text: &str| -> (Vec<String>, Vec<String>) {
        let found = examine(text, "/data/visit/total");
        let main = |nodes: &std::collections::BTreeSet<NodeId>| {
            let main = nodes.iter().filter(|node| node.is_main());
            main.map(|&node| tree.path(node)).collect()
        };
        (main(&found.depends), main(&found.reaches))
    };
    let text = "instance('list')/root/item[code = current()/../dose or code = /data/age]/note";
    assert_eq!(paths(text).0, ["/data/age", "/data/visit/dose"]);
    assert_eq!(
        paths("sum(/data/visit/dose)").1,
        ["/data", "/data/visit", "/data/visit/dose"]
    );
    // A value beside this one does not depend on how many visits there are.
    assert_eq!(paths("../dose * 2").1, ["/data/visit/dose"]);
    assert_eq!(paths("jr:choice-name('a', '/data/name')").0, ["/data/name"]);
}

#[test]
fn what_else_a_value_depends_on_is_named() {
    let found = |text| examine(text, "/data/visit/total");
    assert!(found("today() > /data/born").reads_clock);
    assert!(found("concat('uuid:', uuid())").reads_chance);
    assert!(found("randomize(/data/visit)").reads_chance);
    assert!(!found("randomize(/data/visit, 3)").reads_chance);
    assert!(found("jr:itext('a')").reads_language);
    assert!(found("jr:choice-name(., '/data/name')").reads_language);
    assert!(found("position(..)").reads_position);
    assert!(found("position() + 1").reads_position);
    assert!(!found("/data/visit[position() = 2]/dose").reads_position);
}

#[test]
fn a_long_list_is_examined_quickly_and_wholly() {
    let at_fault = examine("instance('list')/root/item/nothing", "/data/age");
    assert_eq!(
        at_fault.findings[0].kind,
        FindingKind::UnknownNode("instance('list')/root/item/nothing".to_owned())
    );
    let found = examine("instance('list')/root/item/note", "/data/age");
    assert_eq!(found.findings, []);
}
