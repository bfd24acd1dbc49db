// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Documents that change, are shared, read and written.

use std::sync::Arc;

use proptest::prelude::*;
use xpath::xml::{self, Limits, XmlErrorKind};
use xpath::{Environment, Expr, NodeId, Tree, TreeBuilder, parse};

fn environment() -> Environment {
    Environment::at("2026-11-18T09:30:00+01:00[Europe/Berlin]".parse().unwrap())
}

fn read(text: &str) -> Tree {
    xml::read(text.as_bytes(), &Limits::default()).unwrap().tree
}

fn text(tree: &Tree, expression: &str) -> String {
    let expr: Expr = parse(expression).unwrap();
    let environment = environment();
    let value = expr.evaluate_text(tree, tree.root(), &environment);
    value.unwrap().into_owned()
}

fn at(tree: &Tree, path: &str) -> NodeId {
    let mut found = tree.descendants(tree.root());
    found.find(|&node| tree.path(node) == path).unwrap()
}

#[test]
fn repeats_come_and_go_and_the_order_stays_right() {
    let mut tree = read("<data><n/><r a='1'><v>1</v></r><end>z</end></data>");
    let template = tree.fragment(at(&tree, "/data/r")).emptied();
    let (data, end) = (at(&tree, "/data"), at(&tree, "/data/end"));
    let first = at(&tree, "/data/r");
    let mut added = Vec::new();
    for number in 2..50 {
        let repeat = tree.insert(data, Some(end), &template);
        let value = tree.children(repeat).next().unwrap();
        tree.set_text(value, number.to_string());
        added.push(repeat);
    }
    assert_eq!(text(&tree, "count(/data/r)"), "49");
    assert_eq!(text(&tree, "/data/r[49]/v"), "49");
    assert_eq!(text(&tree, "position(/data/r[7])"), "7");
    // In the middle, and between all others.
    let middle = tree.insert(data, Some(added[10]), &template);
    tree.set_text(tree.child(middle, "v").unwrap(), "x");
    assert_eq!(text(&tree, "/data/r[12]/v"), "x");
    assert_eq!(
        text(
            &tree,
            "join(' ', (//v[. = '12'] | //v[. = 'x'] | //v[. = '1']))"
        ),
        "1 x 12"
    );
    assert_eq!(text(&tree, "string(//v[. = 'x']/following::v)"), "12");
    assert_eq!(text(&tree, "count(//v[. = 'x']/preceding::v)"), "11");
    tree.remove(middle);
    tree.remove(first);
    assert_eq!(text(&tree, "count(/data/r)"), "48");
    assert_eq!(text(&tree, "/data/r[11]/v"), "12");
    assert!(tree.parent(middle).is_none());
    tree.set_attribute(added[0], "a", "new");
    tree.set_attribute(added[0], "b", "more");
    assert_eq!(
        xml::write(&tree, added[0]),
        r#"<r a="new" b="more"><v>2</v></r>"#
    );
}

#[test]
fn many_insertions_at_one_place_find_room() {
    let mut tree = read("<data><r/></data>");
    let template = tree.fragment(at(&tree, "/data/r"));
    let data = at(&tree, "/data");
    let mut before = at(&tree, "/data/r");
    for _ in 0..500 {
        let new = tree.insert(data, Some(before), &template);
        assert!(tree.is_before(new, before) && tree.is_before(data, new));
        before = new;
    }
    let nodes: Vec<NodeId> = tree.descendants(tree.root()).collect();
    assert!(nodes.is_sorted_by(|&a, &b| tree.is_before(a, b)));
}

#[test]
fn a_change_does_not_reach_the_copies() {
    let mut builder = TreeBuilder::new();
    builder.open("root");
    let leaf = builder.leaf("v", "old");
    let list = Arc::new(builder.build_document());
    let mut first = read("<data><a>1</a></data>");
    let root = first.add_instance("list", Arc::clone(&list));
    let mut second = first.clone();
    second.set_text(at(&second, "/data/a"), "2");
    let inner = second
        .children(second.children(root).next().unwrap())
        .next();
    second.set_text(inner.unwrap(), "new");
    second.set_attribute(at(&second, "/data"), "id", "x");
    assert_eq!(text(&first, "instance('list')/root/v"), "old");
    assert_eq!(text(&second, "instance('list')/root/v"), "new");
    assert_eq!(text(&first, "concat(/data/a, /data/@id)"), "1");
    assert_eq!(text(&second, "concat(/data/a, /data/@id)"), "2x");
    assert_eq!(Tree::of(Arc::unwrap_or_clone(list)).text(leaf), "old");
    // An absolute path leads to the main document, also from within an instance.
    let both = "count(instance('list')/root/v[. = 'old' and /data/a = 1])";
    assert_eq!(text(&first, both), "1");
}

#[test]
fn hidden_nodes_are_not_found_but_lead_on() {
    let mut tree = read("<data><g><a>1</a><b>2</b></g></data>");
    tree.set_hidden(at(&tree, "/data/g"), true);
    tree.set_hidden(at(&tree, "/data/g/a"), true);
    assert_eq!(text(&tree, "count(/data/g)"), "0");
    assert_eq!(text(&tree, "count(/data/g/*)"), "1");
    assert_eq!(text(&tree, "string(/data/g/a)"), "");
    assert_eq!(xml::write_visible(&tree, tree.root()), "<data/>");
    tree.set_hidden(at(&tree, "/data/g"), false);
    assert_eq!(
        xml::write_visible(&tree, tree.root()),
        "<data><g><b>2</b></g></data>"
    );
}

#[test]
fn documents_are_written_as_they_were_read() {
    for document in [
        "<a/>",
        r#"<a x="1 &quot;&lt;&amp;&#10;">t&lt;&amp;&gt;<b/>t</a>"#,
        r#"<data xmlns="http://a/" xmlns:o="http://o/" o:v="1"><o:meta><x/></o:meta></data>"#,
        r#"<a><b xmlns="u"><c xmlns=""/></b><!-- note --><?go on?></a>"#,
        "<a>ä€😀&#13;</a>",
    ] {
        let tree = read(document);
        assert_eq!(xml::write(&tree, tree.root()), document);
    }
    let tree =
        read("<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE a>\n<a><![CDATA[<]]>b</a>\n");
    assert_eq!(xml::write(&tree, tree.root()), "<a>&lt;b</a>");
    // A part of a document brings its namespaces along.
    let tree = read(r#"<d xmlns="u" xmlns:o="v"><o:m k="1"><x/></o:m></d>"#);
    let part = tree.fragment(tree.descendants(tree.root()).nth(1).unwrap());
    let part = Tree::of(part.into_document());
    assert_eq!(
        xml::write(&part, part.root()),
        r#"<o:m xmlns:o="v" k="1"><x xmlns="u"/></o:m>"#
    );
}

#[test]
fn what_is_no_document_is_refused_with_its_place() {
    let deep = "<a>".repeat(1_000);
    let wide = format!(
        "<a {}/>",
        (0..999)
            .map(|n| format!("x{n}=''"))
            .collect::<Vec<_>>()
            .join(" ")
    );
    let entities = "<!DOCTYPE a [<!ENTITY b 'bbb'>]><a>&b;</a>";
    let messages: Vec<String> = [
        "",
        "  text",
        "<a>",
        "<a></b>",
        "<a>\n  <b x='1' x='2'/></a>",
        "<a>ü &nbsp;</a>",
        "<a>&#0;</a>",
        "<a x='&#1;'/>",
        "<a>\u{1}</a>",
        "<a/><b/>",
        "<a/>more",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a>&x;</a>",
        "<?xml version='1.0' encoding='latin1'?><a/>",
        "<1/>",
        "<a",
        "<a><!-- a -- b --></a>",
        entities,
        &deep,
        &wide,
    ]
    .into_iter()
    .map(|text| {
        let begin: String = text.chars().take(40).collect();
        let error = xml::read(text.as_bytes(), &Limits::default()).unwrap_err();
        format!("{begin:?} {error}")
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
    let kind = |bytes: &[u8], limits: Limits| xml::read(bytes, &limits).unwrap_err().kind;
    assert_eq!(
        kind(b"<a>\xff</a>", Limits::default()),
        XmlErrorKind::NotUtf8
    );
    let nodes = Limits {
        nodes: 3,
        ..Limits::default()
    };
    assert_eq!(
        kind(b"<a><b/><c/></a>", nodes),
        XmlErrorKind::TooManyNodes(3)
    );
    let bytes = Limits {
        bytes: 3,
        ..Limits::default()
    };
    assert_eq!(kind(b"<a/>", bytes), XmlErrorKind::TooLong(3));
}

#[test]
fn very_many_names_are_read_in_good_time() {
    let spaces: String = (0..10_000)
        .map(|n| format!("<a xmlns='u{n}'/>"))
        .collect::<Vec<_>>()
        .concat();
    let prefixes = (0..10_000).map(|n| format!("<p{n}:a b{n}='1'/>"));
    let prefixes = prefixes.collect::<Vec<_>>().concat();
    let tree = read(&format!("<data>{spaces}{prefixes}</data>"));
    assert_eq!(text(&tree, "count(/data/a)"), "10000");
    assert_eq!(text(&tree, "count(/data/*)"), "20000");
}

#[test]
fn nodes_know_where_they_were_read() {
    let source = xml::read("<a>\n ü<b>x</b></a>".as_bytes(), &Limits::default()).unwrap();
    let node = at(&source.tree, "/a/b");
    assert_eq!(source.place(node).to_string(), "line 2, column 3");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        let _ = xml::read(text.as_bytes(), &Limits::default());
    }

    #[test]
    fn any_sequence_of_marks_is_read_or_refused_and_reads_again(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<a>", "</a>", "<b:c x='1'>", "</b:c>", "<a/>", "x", "&lt;", "&#9;", "&#x1;", "&y;", "<!--", "-->",
            "<![CDATA[", "]]>", "<?p ", "?>", "<!DOCTYPE a>", "<d xmlns='u' xmlns:b='v'>", "</d>", "\"", "'", "=", " ",
        ]), 0..16)
    ) {
        if let Ok(source) = xml::read(parts.concat().as_bytes(), &Limits::default()) {
            let written = xml::write(&source.tree, source.tree.root());
            let again = xml::read(written.as_bytes(), &Limits::default()).unwrap();
            prop_assert_eq!(xml::write(&again.tree, again.tree.root()), written);
        }
    }
}
